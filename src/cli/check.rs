//! `check`: where the store does not hold what it must, with the characters that led there.

use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;
use oxigraph::io::RdfParser;
use oxigraph::model::NamedNodeRef;
use serde_json::json;

use super::output::Output;
use super::query::label;
use super::report::Complaint;
use super::{Failure, Global, Outcome, explain};
use crate::check::{self, CheckError};
use crate::export::Format;
use crate::graph::iri::Minter;
use crate::store::Store;

/// Check the store: shapes of the graph, IRIs, languages, things pointed to, terms
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    hemicycle check\n  \
    hemicycle check --only shapes/demand --only dangling\n  \
    hemicycle check graph.nq --json\n\n\
    Exit code 6 where something does not hold.")]
pub struct Check {
    /// Files of RDF instead of the store
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Only this check; `--list` names them
    #[arg(long, value_name = "CHECK")]
    only: Vec<String>,
    /// Name the checks, and make none
    #[arg(long)]
    list: bool,
    /// At most so many faults of each check
    #[arg(long, default_value_t = 20)]
    limit: usize,
    /// Base of the files' own IRIs
    #[arg(long, value_name = "IRI", requires = "files")]
    base: Option<String>,
}

/// Places shown of a fault; `--json` has them all.
const SHOWN: usize = 3;

impl Check {
    pub fn run(self, global: &Global, out: &mut Output) -> Result<Outcome, Failure> {
        let names = self.names()?;
        if self.list {
            for name in names {
                writeln!(out, "{name}")?;
            }
            return Ok(Outcome::Done);
        }
        let store = if self.files.is_empty() { Store::open(&global.store)? } else { self.loaded()? };
        let mut found = 0;
        let (mut counts, mut rows) = (Vec::new(), Vec::new());
        for name in &names {
            let faults = check::run(&store, name).map_err(unmade)?;
            found += faults.len();
            counts.push(json!({ "check": name, "faults": faults.len() }));
            for fault in faults.iter().take(self.limit) {
                let proof = fault.proof(&store)?;
                if global.json {
                    let mut row = serde_json::to_value(fault).map_err(std::io::Error::from)?;
                    row["proof"] = serde_json::to_value(&proof).map_err(std::io::Error::from)?;
                    rows.push(row);
                    continue;
                }
                let focus = NamedNodeRef::new_unchecked(&fault.focus);
                writeln!(out, "{name} · {} {}", label(&store, focus, global.language)?, fault.message)?;
                if !fault.focus.starts_with("_:") {
                    writeln!(out, "  <{}>", fault.focus)?;
                }
                for evidence in proof.iter().take(SHOWN) {
                    explain::shown(evidence, &store, global.language, out)?;
                }
            }
            if faults.len() > self.limit && !global.json {
                writeln!(out, "{name} · {} more; --limit shows them", faults.len() - self.limit)?;
            }
        }
        let quads = store.oxigraph().len()?;
        if global.json {
            let all = json!({ "quads": quads, "checks": counts, "faults": rows });
            super::queries::print_json(&all, out)?;
        } else if !global.quiet {
            let many = if found == 1 { "fault" } else { "faults" };
            eprintln!("{quads} quads, {} checks, {found} {many}", names.len());
        }
        Ok(if found == 0 { Outcome::Done } else { Outcome::Faulty })
    }

    fn names(&self) -> Result<Vec<String>, Failure> {
        let all: Vec<String> = check::names().collect();
        if let Some(unknown) = self.only.iter().find(|it| !all.contains(it)) {
            let message = format!("no check `{unknown}`");
            let hint = "`hemicycle check --list` names them";
            return Err(Failure::new(Outcome::Usage, Complaint::error(message).hint(Some(hint))));
        }
        Ok(if self.only.is_empty() { all } else { self.only.clone() })
    }

    /// A store of the files, in memory.
    fn loaded(&self) -> Result<Store, Failure> {
        let minter =
            self.base.as_deref().map_or(Ok(Minter::default()), Minter::new).map_err(|error| {
                Failure::new(Outcome::Usage, Complaint::of(&error).hint(Some(error.hint())))
            })?;
        let store = Store::memory(minter)?;
        for file in &self.files {
            let extension = file.extension().and_then(|it| it.to_str()).unwrap_or_default();
            let Some(format) = Format::named(extension) else {
                let message = format!("what {} is written in is not known", file.display());
                let hint = "files end in .ttl, .nt, .nq, .trig, .jsonld, .rdf";
                return Err(Failure::new(Outcome::Usage, Complaint::error(message).hint(Some(hint))));
            };
            let unread = |error: &dyn std::error::Error| {
                let message = format!("cannot read {}", file.display());
                Failure::new(Outcome::Usage, Complaint::error(message).caused_by(error))
            };
            let opened = std::fs::File::open(file).map_err(|error| unread(&error))?;
            let parser = RdfParser::from_format(format.rdf_format());
            let reader = std::io::BufReader::new(opened);
            store.oxigraph().load_from_reader(parser, reader).map_err(|error| unread(&error))?;
        }
        Ok(store)
    }
}

fn unmade(error: CheckError) -> Failure {
    Failure::new(Outcome::Store, Complaint::of(&error))
}
