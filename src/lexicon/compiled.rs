//! The lexicon as bytes: parsed, sorted, ready to look labels up in.

use serde::{Deserialize, Serialize};

use super::phrases::Phrases;
use super::table::Table;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compiled {
    /// SHA-256 of each list, in their order.
    pub digests: Vec<[u8; 32]>,
    pub table: Table,
    pub phrases: Phrases,
}

impl Compiled {
    pub fn new(digests: Vec<[u8; 32]>, table: Table) -> Self {
        let phrases = Phrases::new(&table.entries);
        Self { digests, table, phrases }
    }

    pub fn from_bytes(bytes: &[u8]) -> Result<Self, postcard::Error> {
        postcard::from_bytes(bytes)
    }
}
