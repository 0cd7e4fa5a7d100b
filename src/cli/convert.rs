//! `convert`: RDF from one syntax to another, without a store.

use std::path::PathBuf;

use clap::Args;

use super::output::Output;
use super::report::Complaint;
use super::{Failure, Global, Outcome};
use crate::export::Format;
use crate::export::convert::{ConvertError, convert};

/// Convert RDF from one syntax to another
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    hemicycle convert acts.ttl --to nquads\n  \
    curl … | hemicycle convert - --from jsonld --to turtle")]
pub struct Convert {
    /// File, or `-` for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Syntax of the input; without it, as the file's name ends
    #[arg(long, value_enum)]
    from: Option<Format>,
    /// Syntax of the output
    #[arg(long, value_enum, default_value_t = Format::NQuads)]
    to: Format,
    /// Against which relative IRIs are read
    #[arg(long, value_name = "IRI")]
    base: Option<String>,
}

impl Convert {
    pub fn run(self, _: &Global, out: &mut Output) -> Result<Outcome, Failure> {
        let name = self.file.display();
        let extension = self.file.extension().and_then(|it| it.to_str()).unwrap_or_default();
        let Some(from) = self.from.or_else(|| Format::named(extension)) else {
            let message = format!("what {name} is written in is not known");
            let hint = "say it with --from, as in `--from turtle`";
            return Err(Failure::new(Outcome::Usage, Complaint::error(message).hint(Some(hint))));
        };
        let base = self.base.as_deref();
        let done = if self.file.as_os_str() == "-" {
            convert(std::io::stdin().lock(), from, base, out, self.to)
        } else {
            let opened = std::fs::File::open(&self.file).map_err(|error| {
                let message = format!("cannot read {name}");
                Failure::new(Outcome::Usage, Complaint::error(message).caused_by(&error))
            })?;
            convert(std::io::BufReader::new(opened), from, base, out, self.to)
        };
        done.map_err(|error| match error {
            ConvertError::Write(error) => error.into(),
            error => {
                let message = format!("cannot convert {name}");
                Failure::new(Outcome::Usage, Complaint::error(message).caused_by(&error))
            }
        })?;
        Ok(Outcome::Done)
    }
}
