//! `hash`: the identity of a build.

use std::io::Write as _;

use clap::Args;

use super::output::Output;
use super::report::Complaint;
use super::{Failure, Global, Outcome};
use crate::canonical;
use crate::store::Store;

/// Print the RDFC-1.0 hash of the store: the same texts give the same hash
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    hemicycle hash\n  \
    hemicycle hash --store other.store")]
pub struct Hash {}

impl Hash {
    pub fn run(self, global: &Global, out: &mut Output) -> Result<Outcome, Failure> {
        let store = Store::open(&global.store)?;
        let quads = store.quads().collect::<Result<Vec<_>, _>>()?;
        let hash =
            canonical::hash(&quads).map_err(|error| Failure::new(Outcome::Store, Complaint::of(&error)))?;
        if global.json {
            super::queries::print_json(
                &serde_json::json!({ "rdfc-1.0": hash.to_string(), "quads": quads.len() }),
                out,
            )?;
        } else {
            writeln!(out, "{hash}")?;
        }
        Ok(Outcome::Done)
    }
}
