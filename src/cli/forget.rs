//! `forget`: what must not be in the store, and stays out of every build.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use oxigraph::model::NamedNode;
use serde_json::json;

use super::output::Output;
use super::query::unnamed;
use super::report::Complaint;
use super::{Failure, Global, Outcome};
use crate::forget::Tombstone;
use crate::forget::mark::Salt;
use crate::forget::spelling::{self, Spellings};
use crate::query::names::{self, Kind, NameError};
use crate::query::parameter::iri;
use crate::source::hexadecimal;
use crate::store::{Store, StoreError, gone};

/// Take a person, an act or another thing out, for good: a tombstone stays that names no one
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    hemicycle forget 'Ada Holm' --reason 'at the request of the person'\n  \
    hemicycle forget https://hemicycle.example/eli/pace/res/2025/2616 --reason 'withdrawn' --on 2028-06-01\n  \
    hemicycle forget 'Ada Holm' --all --reason 'withdrawn'    # all that bear the name\n  \
    hemicycle forget --list\n  \
    hemicycle forget --export gone.jsonl     # keep it with the texts, and\n  \
    hemicycle build --curation gone.jsonl texts   # a store built anew goes by it")]
pub struct Forget {
    /// Name in any language, or IRI; where one person has several IRIs, all of them
    #[arg(value_name = "THING", required_unless_present = "task", requires = "reason")]
    thing: Vec<String>,
    /// Where several things bear a name, take out all of them
    #[arg(long, requires = "thing")]
    all: bool,
    /// Why, as everybody may read it; it must not name what goes
    #[arg(long, value_name = "TEXT", requires = "thing")]
    reason: Option<String>,
    /// The day: year-month-day
    #[arg(long, value_name = "DATE", requires = "thing")]
    on: Option<jiff::civil::Date>,
    /// Tell what was taken out: tombstones with their reasons
    #[arg(long, group = "task", conflicts_with = "thing")]
    list: bool,
    /// Write the tombstones, for other stores of the same texts; `-` is standard output
    #[arg(long, value_name = "FILE", group = "task", conflicts_with = "thing")]
    export: Option<PathBuf>,
    /// Take out what the tombstones of another store stand for
    #[arg(long, value_name = "FILE", group = "task", conflicts_with = "thing")]
    import: Option<PathBuf>,
    /// Complete a take-down that was killed
    #[arg(long, group = "task", conflicts_with = "thing")]
    finish: bool,
}

impl Forget {
    pub fn run(self, global: &Global, out: &mut Output) -> Result<Outcome, Failure> {
        if let Some(file) = &self.import {
            return taken(tombstones(file)?, global, out);
        }
        if self.finish {
            drop(writable(global)?);
            return Ok(Outcome::Done);
        }
        let store = Store::open(&global.store)?;
        if let Some(file) = &self.export {
            return export(&store, file, out);
        }
        if self.list {
            return list(&store, global, out);
        }
        let mut all = Vec::new();
        let mut salt = store.forgotten().salt().cloned();
        for thing in &self.thing {
            for node in self.nodes(&store, thing)? {
                let salt = match &salt {
                    Some(salt) => salt.clone(),
                    None => salt.insert(Salt::of(random()?)).clone(),
                };
                all.push(self.tombstone(&store, node, salt)?);
            }
        }
        // The reason of one must not name another.
        if all.iter().any(|it| spelling::names(it, &it.reason)) {
            let hint = "everybody may read it: write why, not who";
            let complaint = Complaint::error("the reason names what is to be forgotten").hint(Some(hint));
            return Err(Failure::new(Outcome::Usage, complaint));
        }
        drop(store);
        taken(all, global, out)
    }

    /// What a name or an address means.
    fn nodes(&self, store: &Store, thing: &str) -> Result<Vec<NamedNode>, Failure> {
        if let Some(iri) = iri(thing) {
            return Ok(vec![iri]);
        }
        if self.all {
            let bearers = names::bearers(store.oxigraph(), thing, Kind::Thing)?;
            if !bearers.is_empty() {
                return Ok(bearers);
            }
        }
        match names::resolve(store.oxigraph(), thing, Kind::Thing) {
            Ok(node) => Ok(vec![node]),
            Err(error @ NameError::Ambiguous { .. }) => {
                let hint = "give the addresses of those you mean; --all takes out all whose whole name it is";
                Err(Failure::new(Outcome::Usage, Complaint::of(&error).hint(Some(hint))))
            }
            Err(error) => Err(unnamed(error)),
        }
    }

    fn tombstone(&self, store: &Store, node: NamedNode, salt: Salt) -> Result<Tombstone, Failure> {
        if !is_known(store, node.as_ref())? {
            let message = format!("nothing in the store about <{}>", node.as_str());
            let hint = "`hemicycle show NAME` prints the address of a thing";
            return Err(Failure::new(Outcome::NotFound, Complaint::error(message).hint(Some(hint))));
        }
        let spellings = Spellings::of(store, node.as_str())?;
        let id = hexadecimal(&random()?[..8]);
        let reason = self.reason.clone().unwrap_or_default();
        Ok(spellings.tombstone(id, reason, self.on.map(|it| it.to_string()), salt))
    }
}

/// A take-down needs a store that is there.
fn writable(global: &Global) -> Result<Store, Failure> {
    match Store::open(&global.store) {
        Ok(store) => drop(store),
        Err(StoreError::TakeDown(_)) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(Store::create(&global.store, None)?)
}

fn is_known(store: &Store, node: oxigraph::model::NamedNodeRef<'_>) -> Result<bool, Failure> {
    let inner = store.oxigraph();
    let said = inner.quads_for_pattern(Some(node.into()), None, None, None);
    let pointed = inner.quads_for_pattern(None, None, Some(node.into()), None);
    Ok(said.chain(pointed).next().transpose()?.is_some())
}

fn random() -> Result<[u8; 16], Failure> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| {
        Failure::new(Outcome::Store, Complaint::error(format!("the system gives no random numbers: {error}")))
    })?;
    Ok(bytes)
}

fn taken(tombstones: Vec<Tombstone>, global: &Global, out: &mut Output) -> Result<Outcome, Failure> {
    let store = writable(global)?;
    let addresses: Vec<String> = tombstones.iter().map(|it| it.iri(store.minter())).collect();
    let (store, taken) = store.forget(tombstones)?;
    drop(store);
    if global.json {
        let report = json!({ "tombstones": addresses, "gone": taken.gone, "changed": taken.changed });
        super::queries::print_json(&report, out)?;
    } else {
        addresses.iter().try_for_each(|it| writeln!(out, "{it}"))?;
    }
    if !global.quiet {
        eprintln!("{} statements gone, {} texts without the name", taken.gone, taken.changed);
        let hint = "`hemicycle forget --export FILE` for a store built anew; then publish again";
        Complaint::warning("texts, earlier publications and backups still have it").hint(Some(hint)).print();
    }
    Ok(Outcome::Done)
}

/// Whether a file of decisions is one of tombstones: its name ends in `.jsonl`.
pub fn is_of_tombstones(file: &Path) -> bool {
    file.extension().is_some_and(|it| it == "jsonl")
}

pub fn tombstones(file: &Path) -> Result<Vec<Tombstone>, Failure> {
    let text = std::fs::read_to_string(file).map_err(|error| {
        let message = format!("cannot read {}", file.display());
        Failure::new(Outcome::Usage, Complaint::error(message).caused_by(&error))
    })?;
    gone::parse(file, &text)
        .map_err(|error| Failure::new(Outcome::Usage, Complaint::of(&error).hint(error.hint())))
}

fn export(store: &Store, file: &Path, out: &mut Output) -> Result<Outcome, Failure> {
    let tombstones = store.forgotten().tombstones();
    if file.as_os_str() == "-" {
        gone::write(tombstones, out)?;
        return Ok(Outcome::Done);
    }
    let written =
        std::fs::File::create(file).and_then(|it| gone::write(tombstones, std::io::BufWriter::new(it)));
    written.map_err(|error| {
        let message = format!("cannot write {}", file.display());
        Failure::new(Outcome::Output, Complaint::error(message).caused_by(&error))
    })?;
    Ok(Outcome::Done)
}

fn list(store: &Store, global: &Global, out: &mut Output) -> Result<Outcome, Failure> {
    let tombstones = store.forgotten().tombstones();
    if global.json {
        let rows: Vec<_> = tombstones
            .iter()
            .map(|it| json!({ "iri": it.iri(store.minter()), "reason": it.reason, "date": it.date }))
            .collect();
        super::queries::print_json(&json!(rows), out)?;
        return Ok(Outcome::Done);
    }
    for it in tombstones {
        let date = it.date.as_deref().map(|it| format!(" ({it})")).unwrap_or_default();
        writeln!(out, "{}  {}{date}", it.iri(store.minter()), it.reason)?;
    }
    Ok(Outcome::Done)
}
