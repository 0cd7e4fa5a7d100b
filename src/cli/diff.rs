//! `diff`: what changed between two graphs.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use oxigraph::model::Quad;

use super::output::Output;
use super::queries::print_json;
use super::report::Complaint;
use super::{Failure, Global, Outcome, rdf};
use crate::diff::patch::{Head, Writer};
use crate::diff::words::Summary;
use crate::diff::{self};
use crate::store::Store;

/// Tell what changed from one graph to another, in words or as RDF Patch
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    hemicycle diff old.store new.store\n  \
    hemicycle diff public/dump/all.nq hemicycle.store --format patch > changes.rdfp")]
pub struct Diff {
    /// A store, or a file: N-Quads, TriG, Turtle, N-Triples, JSON-LD, RDF/XML
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The same of what it became
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// In words, or as a patch that makes the new of the old
    #[arg(long, short, value_enum, default_value_t = Form::Words)]
    format: Form,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    Words,
    Patch,
}

impl Diff {
    pub fn run(self, global: &Global, out: &mut Output) -> Result<Outcome, Failure> {
        let (old, new) = (quads(&self.old)?, quads(&self.new)?);
        let changes =
            diff::of(&old, &new).map_err(|error| Failure::new(Outcome::Usage, Complaint::of(&error)))?;
        match self.format {
            Form::Patch => {
                let mut patch = Writer::new(out, &Head::default())?;
                changes.iter().try_for_each(|it| patch.put(it))?;
                patch.finish()?;
            }
            Form::Words if global.json => print_json(&Summary::of(&changes).json(), out)?,
            Form::Words => Summary::of(&changes).write(global.language, out)?,
        }
        Ok(Outcome::Done)
    }
}

fn quads(place: &Path) -> Result<Vec<Quad>, Failure> {
    if place.is_dir() {
        return Ok(Store::open(place)?.quads().collect::<Result<_, _>>()?);
    }
    let mut quads = Vec::new();
    rdf::read(place, "https://hemicycle.example/", |quad| quads.push(quad))
        .map_err(|complaint| Failure::new(Outcome::Usage, complaint))?;
    Ok(quads)
}
