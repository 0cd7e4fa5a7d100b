//! `extract`: what acts hold, to standard output; no store.

use std::io::Write as _;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Mutex;

use clap::{Args, ValueEnum};
use rayon::prelude::*;

use super::format::{Beside, Or, rdf_and};
use super::imports::Imports;
use super::inputs::{self, Content, Input};
use super::output::Output;
use super::report::Complaint;
use super::{Failure, Global, Outcome, reading};
use crate::export::{self, Format as Rdf};
use crate::graph::iri::Minter;
use crate::lexicon::Lexicon;
use crate::source::Encoding;
use crate::standoff;

/// Write what acts hold to standard output, and keep nothing
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    hemicycle extract act.txt > act.nq\n  \
    hemicycle extract --format turtle --base https://data.example.org act.txt\n  \
    hemicycle extract --format standoff act.txt | head\n  \
    hemicycle extract --format text act.html\n  \
    hemicycle extract --format standoff --with-standoff spacy.jsonl act.txt\n  \
    cat act.txt | hemicycle extract -\n  \
    hemicycle extract --jsonl - < acts.jsonl > acts.nq")]
pub struct Extract {
    /// Files, folders, archives or patterns; `-` is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// RDF syntax, or stand-off lines (JSON, with characters counted in the source)
    #[arg(long, short, value_enum, default_value_t = Or::Rdf(Rdf::NQuads))]
    format: Or<Other>,
    /// Beginning of every IRI
    #[arg(long, value_name = "IRI")]
    base: Option<String>,
    /// More names for the rules to find: SKOS in Turtle
    #[arg(long, value_name = "FILE")]
    vocabulary: Vec<PathBuf>,
    /// Encoding of the files, where they do not show it: windows-1251, koi8-r …
    #[arg(long, value_name = "NAME", value_parser = reading::encoding)]
    encoding: Option<Encoding>,
    /// Add mentions that another tool found, as stand-off lines marked with their maker
    #[arg(long, value_name = "FILE")]
    with_standoff: Vec<PathBuf>,
    /// Each line of the inputs is a document: {"name": "act.txt", "text": "…"}. A document that
    /// cannot be read is one line of JSON on standard error, and no failure of the run
    #[arg(long)]
    jsonl: bool,
    /// Tell what is doubtful in the texts: damage, gaps, versions that differ
    #[arg(long)]
    notices: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Other {
    /// JSON objects, one a line
    Standoff,
    /// The text as it was taken out of the file, in which characters are counted
    Text,
}

impl Beside for Other {
    const OFFERED: &'static [Or<Self>] = rdf_and![Self::Standoff, Self::Text];
}

/// Whether the output of several acts is the outputs one after the other.
const fn runs_on(format: Or<Other>) -> bool {
    matches!(format, Or::Rdf(Rdf::NQuads | Rdf::NTriples) | Or::Other(_))
}

/// Acts in flight: enough for all cores, few enough for little memory.
const AT_ONCE: usize = 16;

impl Extract {
    pub fn run(self, global: &Global, out: &mut Output) -> Result<Outcome, Failure> {
        let lexicon = reading::lexicon(&self.vocabulary)?;
        let minter = reading::minter(self.base.as_deref(), global)?.unwrap_or_default();
        let (places, complaints) = inputs::expand(&self.paths);
        let mut outcome = if complaints.is_empty() { Outcome::Done } else { Outcome::Partly };
        complaints.iter().for_each(Complaint::print);
        let refuse = |count: &str| {
            let message = format!("one file at a time in this format, not {count}");
            let hint = "use nquads or ntriples, or build a store and export that";
            Failure::new(Outcome::Usage, Complaint::error(message).hint(Some(hint)))
        };
        let several = places.len() > 1 || self.jsonl;
        if several && !runs_on(self.format) {
            let count = if self.jsonl { "lines of them".to_owned() } else { places.len().to_string() };
            return Err(refuse(&count));
        }
        let imports = Imports::read(&self.with_standoff, places.len() == 1)?;
        let mut written = Ok(());
        let spare = Mutex::new(Vec::new());
        let content = if self.jsonl { Content::JsonLines } else { Content::Document };
        let tell =
            |complaint: &Complaint| if self.jsonl { complaint.print_line() } else { complaint.print() };
        inputs::in_chunks(&places, content, AT_ONCE, |some| {
            // An archive is one place and may hold more than one file.
            if some.len() > 1 && !runs_on(self.format) {
                written = Err(refuse("the several in the archive"));
                return ControlFlow::Break(());
            }
            let read: Vec<Result<Text, Complaint>> = some
                .into_par_iter()
                .map(|input| {
                    // An act gives megabytes; memory that was written to before is faster.
                    let bytes = spare.lock().expect("no panic while it is locked").pop().unwrap_or_default();
                    self.one(&input?, several, &imports, lexicon, &minter, bytes)
                })
                .collect();
            for text in read {
                match text {
                    Ok(text) => {
                        if self.notices && !global.quiet {
                            text.notices.iter().for_each(tell);
                        }
                        if let Err(error) = out.write_all(&text.bytes) {
                            written = Err(error.into());
                            return ControlFlow::Break(());
                        }
                        let mut bytes = text.bytes;
                        bytes.clear();
                        spare.lock().expect("no panic while it is locked").push(bytes);
                    }
                    Err(complaint) => {
                        tell(&complaint);
                        // Engines take an exit code for the loss of all that was handed over.
                        if !self.jsonl {
                            outcome = Outcome::Partly;
                        }
                    }
                }
            }
            ControlFlow::Continue(())
        });
        for complaint in imports.unused() {
            complaint.print();
        }
        written.map(|()| outcome)
    }

    fn one(
        &self,
        input: &Input,
        several: bool,
        imports: &Imports,
        lexicon: &Lexicon,
        minter: &Minter,
        mut bytes: Vec<u8>,
    ) -> Result<Text, Complaint> {
        let source = reading::source(input, self.encoding)?;
        let notices = match self.format {
            Or::Other(Other::Text) => {
                bytes = source.text.into_bytes();
                Vec::new()
            }
            // Stand-off lines are for looking at rules, also on a text that is no whole act.
            Or::Other(Other::Standoff) => {
                if several || input.is_packed() {
                    standoff::write_document(&source.name, &mut bytes);
                }
                reading::write_lines(input, &source, imports, lexicon, minter, &mut bytes)?
            }
            Or::Rdf(format) => {
                let reading::Read { act, notices } = reading::act(input, &source, imports, lexicon, minter)?;
                match format {
                    Rdf::NQuads => act.data.write_nquads(&mut bytes),
                    format => export::write(&act.data.to_quads(), format, &mut bytes)
                        .map_err(|error| reading::unwritten(&source, &error))?,
                }
                notices
            }
        };
        Ok(Text { bytes, notices })
    }
}

struct Text {
    bytes: Vec<u8>,
    notices: Vec<Complaint>,
}
