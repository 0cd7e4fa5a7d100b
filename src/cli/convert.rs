//! `convert`: RDF from one syntax to another, without a store.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use clap::Args;

use super::output::Output;
use super::rdf::extension;
use super::report::Complaint;
use super::{Failure, Global, Outcome};
use crate::export::Format;
use crate::export::convert::{ConvertError, Reading, convert};

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
    /// A context of JSON-LD that the input names by its address: nothing is fetched
    #[arg(long, value_name = "IRI=FILE", value_parser = context)]
    context: Vec<(String, PathBuf)>,
}

impl Convert {
    pub fn run(self, _: &Global, out: &mut Output) -> Result<Outcome, Failure> {
        let (input, from) = open(&self.file, self.from)?;
        let mut reading = Reading { base: self.base, ..Reading::default() };
        for (address, file) in self.context {
            let context = std::fs::read(&file).map_err(|error| unreadable(&file, &error))?;
            reading.contexts.insert(address, context);
        }
        convert(input, from, reading, out, self.to).map_err(|it| refused(&self.file, it))?;
        Ok(Outcome::Done)
    }
}

/// RDF in a file or on standard input, and its syntax: as given, else as the name ends.
pub fn open(file: &Path, from: Option<Format>) -> Result<(Box<dyn Read>, Format), Failure> {
    let name = file.display();
    let Some(from) = from.or_else(|| Format::named(extension(file))) else {
        let message = format!("what {name} is written in is not known");
        let hint = "say it with --from, as in `--from turtle`";
        return Err(Failure::new(Outcome::Usage, Complaint::error(message).hint(Some(hint))));
    };
    if file.as_os_str() == "-" {
        return Ok((Box::new(std::io::stdin()), from));
    }
    let opened = File::open(file).map_err(|error| unreadable(file, &error))?;
    Ok((Box::new(BufReader::new(opened)), from))
}

fn unreadable(file: &Path, error: &std::io::Error) -> Failure {
    Failure::new(Outcome::Usage, super::rdf::unreadable(file, error))
}

fn context(given: &str) -> Result<(String, PathBuf), String> {
    let (address, file) = given.split_once('=').ok_or("an address, `=`, a file")?;
    Ok((address.to_owned(), file.into()))
}

pub fn refused(file: &Path, error: ConvertError) -> Failure {
    match error {
        ConvertError::Write(error) => error.into(),
        error => {
            let message = format!("cannot convert {}", file.display());
            Failure::new(Outcome::Usage, Complaint::error(message).caused_by(&error))
        }
    }
}
