//! All integration tests in one crate, so that the store is linked once.

mod archives;
mod cli;
mod document;
mod evaluate;
mod graph;
mod link;
mod mention;
mod ontology;
mod queries;
mod store;
