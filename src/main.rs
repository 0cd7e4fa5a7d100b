//! Read the arguments, call the library, print the error and its causes, choose the exit code.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

use hemicycle::graph::iri::Minter;
use hemicycle::lexicon::Lexicon;
use hemicycle::source::{Digest, Source};
use hemicycle::{document, entity, mention, standoff};

/// Reads parliamentary acts and turns them into linked data.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// What an act holds, to standard output; keeps nothing.
    Extract {
        #[arg(long, value_enum, default_value_t = Format::Standoff)]
        format: Format,
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// JSON objects, one a line, with offsets into the source.
    Standoff,
}

fn main() -> ExitCode {
    let Arguments { command: Command::Extract { format: Format::Standoff, files } } = Arguments::parse();
    let mut failed = false;
    for file in &files {
        if let Err(error) = extract(file) {
            if error.kind() == io::ErrorKind::BrokenPipe {
                break;
            }
            eprintln!("error: {}: {error}", file.display());
            failed = true;
        }
    }
    ExitCode::from(u8::from(failed))
}

fn extract(file: &Path) -> io::Result<()> {
    let bytes = std::fs::read(file)?;
    let digest = Digest::of(&bytes);
    let text = String::from_utf8(bytes).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
    let source = Source::new(file.display().to_string(), digest, text);
    let lexicon = Lexicon::built_in();
    let document = document::parse(&source, lexicon);
    let mentions = mention::find(&document, lexicon);
    let entities = entity::resolve(&document, &mentions, lexicon);
    let mut out = BufWriter::new(io::stdout().lock());
    let minter = Minter::default();
    let subject = entities.subject.map(|it| &entities.get(it).key);
    let iris = minter.document(&source.digest, subject);
    standoff::write(&document, &mentions, &entities, lexicon, |key| iris.entity(key), &mut out)?;
    out.flush()
}
