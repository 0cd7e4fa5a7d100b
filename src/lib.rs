//! Hemicycle reads parliamentary acts and turns them into linked data that can be
//! questioned, proved and published. `ARCHITECTURE.md` is the map.

// The units shared by every stage.
pub mod grammar;
pub mod text;
// What the user set in `hemicycle.toml`.
pub mod config;
// What the rules know, compiled from the SKOS labels in `ontology/`.
pub mod lexicon;

// The stages, in the order in which an act passes through them.
pub mod document;
pub mod entity;
pub mod graph;
pub mod mention;
pub mod source;
pub mod standoff;

// The ends: what is written out, and what is asked.
pub mod canonical;
pub mod diff;
pub mod evaluate;
pub mod export;
pub mod publish;
pub mod push;
pub mod query;
// The published vocabulary, for readers.
pub mod ontology;
// What a store must hold.
pub mod check;
// Addresses that the user names.
pub mod http;
// Which things are one, and which are other data sets'.
pub mod link;
// What must not be in a graph.
pub mod forget;
// What is kept.
pub mod store;
// Names and words found in it.
pub mod search;
// What is published.
pub mod server;
// What is typed and printed.
pub mod cli;
