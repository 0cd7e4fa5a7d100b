//! `link`: which things of ours others publish, too.
//!
//! A data set's links and candidates are replaced in one transaction; what a person decided
//! is not proposed again. No address is asked unless the user names one.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use oxigraph::model::NamedNode;
use serde_json::json;

use super::output::Output;
use super::rdf::{extension, unreadable};
use super::report::Complaint;
use super::{Failure, Global, Outcome, rdf};
use crate::forget::sweep::Sweep;
use crate::lexicon::Lexicon;
use crate::link::curation;
use crate::link::endpoint::{AskError, Endpoint};
use crate::link::kind::Kind;
use crate::link::propose::{Claim, Proposal, Proposals, Why, among_ours, propose};
use crate::link::published::Reader;
use crate::link::states::States;
use crate::link::table::{self, Columns};
use crate::link::thing::{Label, Thing};
use crate::link::{own, quads, tei};
use crate::source::ReadError;
use crate::store::{Store, data_set};

/// Find in other data sets the things that acts name; without one, two names of one thing
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    hemicycle link                                   # one person under two spellings?\n  \
    hemicycle link --with members.ttl --as members\n  \
    hemicycle link --with members.csv --kind person \\\n      \
        --columns 'id=iri, given=given_name, family=family_name, state=citizenship'\n  \
    hemicycle link --loaded members                  # what `build --load` has put into the store\n  \
    hemicycle link --from http://localhost:7878/sparql --as theirs --kind person\n    \
    hemicycle review                                 # what waits for a decision")]
pub struct Link {
    /// File or folder of another publisher: Turtle, N-Triples, N-Quads, TriG, JSON-LD, RDF/XML; TEI lists of persons and organisations; CSV or TSV with --columns
    #[arg(long, value_name = "FILE|DIR")]
    with: Vec<PathBuf>,
    /// Ask this SPARQL endpoint for the names of our things; nothing else is sent. http only
    #[arg(long, value_name = "URL", conflicts_with_all = ["with", "loaded"])]
    from: Option<String>,
    /// A data set that `build --load` has put into the store
    #[arg(long, value_name = "NAME", conflicts_with = "with")]
    loaded: Option<String>,
    /// Name of the data set; what it led to before is replaced. Otherwise the file's name
    #[arg(long = "as", value_name = "NAME")]
    name: Option<String>,
    /// Only this kind; also what things are whose data do not say
    #[arg(long, value_name = "KIND", value_parser = kind)]
    kind: Option<Kind>,
    /// Which column of a table says what: `id=iri, name=label, state=country`
    #[arg(long, value_name = "MAP")]
    columns: Option<String>,
    /// Print what is found, write nothing
    #[arg(long)]
    dry_run: bool,
}

fn kind(name: &str) -> Result<Kind, String> {
    Kind::from_name(name).ok_or_else(|| {
        format!("kinds are {}", Kind::ALL.iter().map(|it| it.name()).collect::<Vec<_>>().join(", "))
    })
}

/// Name of the links among our own.
const OWN: &str = "own";

impl Link {
    pub fn run(self, global: &Global, out: &mut Output) -> Result<Outcome, Failure> {
        let states = States::new(Lexicon::built_in());
        let name = self.name()?;
        // Read first: a fault in a file must not wait for the store, nor hold it. Linking makes
        // no store.
        let base = format!("{}/", Store::open(&global.store)?.minter().data_set(&name));
        let (mut theirs, failed) = self.theirs(&states, &base)?;
        let endpoint = self.from.as_deref().map(Endpoint::new).transpose().map_err(unasked)?;
        let store =
            if self.dry_run { Store::open(&global.store)? } else { Store::create(&global.store, None)? };
        let kinds: Vec<Kind> = self.kind.map_or(Kind::ALL.to_vec(), |it| vec![it]);
        let ours = own::things(&store, &states, &kinds, &name)?;
        if let Some(endpoint) = endpoint {
            let mut reader = Reader::new(&states, self.kind);
            endpoint.ask(&ours, |quad| reader.take(quad)).map_err(unasked)?;
            theirs = Some(reader.finish());
        }
        if let Some(loaded) = &self.loaded {
            let mut reader = Reader::new(&states, self.kind);
            let mut is_there = false;
            for quad in data_set::quads(&store, loaded) {
                is_there = true;
                reader.take(&quad?);
            }
            if !is_there {
                let message = format!("no data set `{loaded}` is loaded");
                let hint = format!("`hemicycle build --load FILE --as {loaded}`");
                return Err(Failure::new(Outcome::NotFound, Complaint::error(message).hint(Some(&hint))));
            }
            theirs = Some(reader.finish());
        }
        let forgotten = store.forgotten();
        if let Some(things) = &mut theirs {
            things.retain(|it| {
                forgotten.of(&it.iri).is_none() && !it.names.iter().any(|name| forgotten.calls(&name.text))
            });
        }
        let decided = curation::decided(&store)?;
        let proposals = match &theirs {
            Some(theirs) => propose(Lexicon::built_in(), &ours, theirs, &decided),
            None => among_ours(&ours, &decided),
        };
        if !self.dry_run {
            let quads = quads::quads(&store, &name, &proposals.all)?;
            replace(&store, &name, quads)?;
            store.settle()?;
        }
        tell(&proposals, global);
        print(&proposals.all, global, out)?;
        if !global.quiet {
            let count = |is: fn(&Claim) -> bool| proposals.all.iter().filter(|it| is(&it.claim)).count();
            let same = count(|it| matches!(it, Claim::Same { .. }));
            let numbered = count(|it| matches!(it, Claim::Numbered { .. }));
            let read = theirs.as_ref().map_or(ours.len(), Vec::len);
            eprintln!(
                "{} things of ours, {read} compared: {same} the same by identifier, {numbered} acts with their number, {} candidates",
                ours.len(),
                proposals.all.len() - same - numbered
            );
        }
        Ok(if failed { Outcome::Partly } else { Outcome::Done })
    }

    fn name(&self) -> Result<String, Failure> {
        let name = self.name.clone().or_else(|| self.loaded.clone()).or_else(|| {
            let file = self.with.first()?.file_stem()?;
            Some(crate::entity::name::slug(&file.to_string_lossy()))
        });
        rdf::checked(match (&self.from, name) {
            (_, Some(name)) => name,
            (Some(url), None) => crate::entity::name::slug(url.trim_start_matches("http://")),
            (None, None) => OWN.to_owned(),
        })
    }

    /// What the files hold; `None` without files. And whether one could not be read.
    fn theirs(&self, states: &States, base: &str) -> Result<(Option<Vec<Thing>>, bool), Failure> {
        let columns =
            self.columns.as_deref().map(Columns::parse).transpose().map_err(|error| {
                Failure::new(Outcome::Usage, Complaint::of(&error).hint(Some(error.hint())))
            })?;
        if self.with.is_empty() {
            return Ok((None, false));
        }
        let mut reader = Reader::new(states, self.kind);
        let mut things = Vec::new();
        let mut failed = false;
        for path in &self.with {
            for file in rdf::files(path, columns.is_some(), true) {
                let done = match extension(&file) {
                    "csv" | "tsv" => self.table(&file, columns.as_ref(), states).map(|it| things.extend(it)),
                    "xml" | "tei" => self.list(&file, base, states).map(|it| things.extend(it)),
                    _ => rdf::read(&file, base, |quad| reader.take(&quad)),
                };
                if let Err(complaint) = done {
                    complaint.print();
                    failed = true;
                }
            }
        }
        things.extend(reader.finish());
        Ok((Some(merged(things)), failed))
    }

    fn list(&self, file: &Path, base: &str, states: &States) -> Result<Vec<Thing>, Complaint> {
        let bytes = std::fs::read(file).map_err(|error| unreadable(file, &error))?;
        tei::things(bytes, base, self.kind, states).map_err(|fault| {
            let error = ReadError { name: file.display().to_string(), fault };
            Complaint::of(&error).hint(error.hint())
        })
    }

    fn table(
        &self,
        file: &Path,
        columns: Option<&Columns>,
        states: &States,
    ) -> Result<Vec<Thing>, Complaint> {
        let Some(columns) = columns else {
            let message = format!("{} is a table, and which column says what is not said", file.display());
            let hint = "as in `--columns 'id=iri, name=label'`; see `hemicycle help link`";
            return Err(Complaint::error(message).hint(Some(hint)));
        };
        let text = std::fs::read(file).map_err(|error| unreadable(file, &error))?;
        let delimiter = if extension(file) == "tsv" { b'\t' } else { b',' };
        table::things(&text, delimiter, columns, self.kind, states).map_err(|error| {
            Complaint::error(format!("cannot read {}", file.display()))
                .caused_by(&error)
                .hint(Some(error.hint()))
        })
    }
}

fn unasked(error: AskError) -> Failure {
    let outcome = match error {
        AskError::Address(_) => Outcome::Usage,
        _ => Outcome::Partly,
    };
    Failure::new(outcome, Complaint::of(&error).hint(Some(error.hint())))
}

/// One thing that several files describe.
fn merged(things: Vec<Thing>) -> Vec<Thing> {
    let mut all: std::collections::BTreeMap<(String, Kind), Thing> = std::collections::BTreeMap::new();
    for thing in things {
        match all.get_mut(&(thing.iri.clone(), thing.kind)) {
            Some(held) => held.merge(thing),
            None => {
                all.insert((thing.iri.clone(), thing.kind), thing);
            }
        }
    }
    all.into_values().collect()
}

/// In one transaction: the data set's graphs as they are now.
fn replace(store: &Store, name: &str, mut quads: Vec<oxigraph::model::Quad>) -> Result<(), Failure> {
    Sweep::clean(store.forgotten(), &mut quads);
    let mut change = store.oxigraph().start_transaction()?;
    for graph in [store.minter().links_graph(name), store.minter().candidates_graph(name)] {
        change.remove_named_graph(NamedNode::new_unchecked(graph).as_ref())?;
    }
    change.extend(&quads);
    change.commit()?;
    Ok(())
}

fn tell(proposals: &Proposals, global: &Global) {
    if global.quiet {
        return;
    }
    for doubt in &proposals.doubts {
        let hint = match doubt.why {
            Why::Shared => "an identifier links two things only where no third has it",
            Why::Titles => "a number may be mistyped; `hemicycle review` can link them all the same",
        };
        let things: BTreeSet<&String> = doubt.ours.iter().chain(&doubt.theirs).collect();
        let things: Vec<String> = things.into_iter().map(|it| format!("<{it}>")).collect();
        let why = match doubt.why {
            Why::Shared => "belongs to more than two things",
            Why::Titles => "stands for two titles",
        };
        Complaint::warning(format!("{} {why}: {}", doubt.identifier, things.join(", ")))
            .hint(Some(hint))
            .print();
    }
}

fn print(proposals: &[Proposal], global: &Global, out: &mut Output) -> Result<(), Failure> {
    if global.json {
        let name = |it: &Option<Label>| it.as_ref().map(|it| it.text.clone());
        let rows: Vec<_> = proposals
            .iter()
            .map(|it| {
                let (identifier, number) = match &it.claim {
                    Claim::Same { identifier, .. } => (Some(identifier), None),
                    Claim::Numbered { number, .. } => (None, Some(number)),
                    Claim::Candidate { .. } => (None, None),
                };
                json!({
                    "kind": it.kind.name(), "ours": it.ours, "theirs": it.theirs,
                    "predicate": quads::predicate(&it.claim).iri(), "basis": it.basis.code(),
                    "score": (it.score() * 1000.0).round() / 1000.0, "identifier": identifier, "number": number,
                    "ourName": name(&it.our_name), "theirName": name(&it.their_name),
                })
            })
            .collect();
        return Ok(super::queries::print_json(&json!(rows), out)?);
    }
    for it in proposals {
        let name = |name: &Option<Label>| name.as_ref().map_or("(no name)", |it| it.text.as_str()).to_owned();
        let (sign, why) = match &it.claim {
            Claim::Same { identifier, .. } => ("=", format!("{}: {identifier}", it.basis.code())),
            Claim::Numbered { number, .. } => (">", format!("{}: {number}", it.basis.code())),
            Claim::Candidate { score } => ("?", format!("{} {score:.3}", it.basis.code())),
        };
        writeln!(out, "{sign} {} · {} ({why})", name(&it.our_name), name(&it.their_name))?;
        writeln!(out, "    <{}>\n    <{}>", it.ours, it.theirs)?;
    }
    Ok(())
}
