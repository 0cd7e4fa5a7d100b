//! `hash`: the identity of a build, or of a file of RDF.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use oxigraph::model::Quad;
use serde_json::json;

use super::output::Output;
use super::report::Complaint;
use super::{Failure, Global, Outcome};
use crate::canonical::{self, Algorithm, CanonicalError};
use crate::export::Format;
use crate::export::convert::{Reading, read};
use crate::store::Store;

/// Print the RDFC-1.0 hash of the store, or of a file: the same graph gives the same hash
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    hemicycle hash\n  \
    hemicycle hash acts.ttl\n  \
    hemicycle export --format jsonld | hemicycle hash - --from jsonld\n  \
    hemicycle hash acts.ttl --print form")]
pub struct Hash {
    /// RDF instead of the store: a file, or `-` for standard input
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// Syntax of the file; without it, as the file's name ends
    #[arg(long, value_enum, requires = "file")]
    from: Option<Format>,
    /// What tells blank nodes apart, and makes the hash
    #[arg(long, value_enum, default_value_t = Function::Sha256)]
    algorithm: Function,
    /// The hash, the canonical N-Quads, or what blank nodes are called in them
    #[arg(long, value_enum, default_value_t = What::Hash)]
    print: What,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Function {
    Sha256,
    Sha384,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum What {
    Hash,
    Form,
    Labels,
}

impl Hash {
    pub fn run(self, global: &Global, out: &mut Output) -> Result<Outcome, Failure> {
        let quads = match &self.file {
            Some(file) => self.quads(file)?,
            None => Store::open(&global.store)?.quads().collect::<Result<Vec<_>, _>>()?,
        };
        let algorithm = match self.algorithm {
            Function::Sha256 => Algorithm::Sha256,
            Function::Sha384 => Algorithm::Sha384,
        };
        match self.print {
            What::Hash => {
                let hash = canonical::hash_by(algorithm, &quads).map_err(|it| self.refused(it))?;
                if global.json {
                    super::queries::print_json(&json!({ "rdfc-1.0": hash, "quads": quads.len() }), out)?;
                } else {
                    writeln!(out, "{hash}")?;
                }
            }
            What::Form => canonical::write_by(algorithm, &quads, &mut *out).map_err(|it| self.refused(it))?,
            What::Labels => {
                let labels = canonical::labels(algorithm, &quads).map_err(|it| self.refused(it))?;
                super::queries::print_json(&json!(labels), out)?;
            }
        }
        Ok(Outcome::Done)
    }

    fn quads(&self, file: &Path) -> Result<Vec<Quad>, Failure> {
        let (input, from) = super::convert::open(file, self.from)?;
        let mut quads = Vec::new();
        for quad in
            read(input, from, Reading::default()).map_err(|error| super::convert::refused(file, error))?
        {
            quads.push(quad.map_err(|error| super::convert::refused(file, error))?);
        }
        Ok(quads)
    }

    /// Says which graph has none.
    fn refused(&self, error: CanonicalError) -> Failure {
        let (of, outcome) = match &self.file {
            Some(file) => (file.display().to_string(), Outcome::Usage),
            None => ("the store".to_owned(), Outcome::Store),
        };
        match error {
            CanonicalError::Io(error) => error.into(),
            error @ CanonicalError::Poisonous(_) => {
                let message = format!("no hash of {of}");
                let hint = "give its blank nodes IRIs, or something that tells them apart";
                Failure::new(outcome, Complaint::error(message).caused_by(&error).hint(Some(hint)))
            }
        }
    }
}
