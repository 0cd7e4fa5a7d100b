//! All integration tests in one crate, so that the store is linked once.

mod graph;
mod mention;
mod ontology;
