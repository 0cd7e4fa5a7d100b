//! `build`: acts into the store.
//!
//! Acts are read on all cores and written in the order of their names, a few at a time, so
//! that the store and the messages are the same for any number of threads, and memory does
//! not grow with the number of files.

use std::io::{IsTerminal as _, Write as _};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::mpsc;

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use oxigraph::model::{BlankNode, NamedOrBlankNode, Quad, Term};
use rayon::prelude::*;

use super::imports::Imports;
use super::inputs::{self, Content, Input, Place};
use super::output::Output;
use super::reading::{self, Read};
use super::report::Complaint;
use super::{Failure, Global, Outcome, rdf, review};
use crate::graph::proof::run_iri;
use crate::lexicon::Lexicon;
use crate::link::curation;
use crate::link::sssom::Signature;
use crate::source::Encoding;
use crate::store::data_set::LoadError;
use crate::store::writer::{Fate, Reader, Writer};
use crate::store::{Store, data_set};

/// Read acts into the store; files that it has already are passed over
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    hemicycle build examples/acts\n  \
    hemicycle build --store acts.store --base https://data.example.org 'texts/**/*.txt'\n  \
    hemicycle build --load members.ttl --as members   # for questions over both\n  \
    hemicycle build --prune texts       # and forget acts that are no longer there\n  \
    cat act.txt | hemicycle build -")]
pub struct Build {
    /// Files, folders, archives or patterns; `-` is standard input
    #[arg(required_unless_present = "load", value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Beginning of every IRI, else that of the settings; a store keeps the one it was made with
    #[arg(long, value_name = "IRI")]
    base: Option<String>,
    /// More names for the rules to find: SKOS in Turtle
    #[arg(long, value_name = "FILE")]
    vocabulary: Vec<PathBuf>,
    /// Encoding of the files, where they do not show it: windows-1251, koi8-r …
    #[arg(long, value_name = "NAME", value_parser = reading::encoding)]
    encoding: Option<Encoding>,
    /// What people decided, as `review --export` writes it, and what was taken down, as `forget --export` does
    #[arg(long, value_name = "FILE")]
    curation: Vec<PathBuf>,
    /// What others publish, into a graph of its own beside the acts: Turtle, N-Triples, N-Quads, TriG, JSON-LD, RDF/XML
    #[arg(long, value_name = "FILE|DIR")]
    load: Vec<PathBuf>,
    /// Name of what is loaded; what was loaded under it before is replaced. Otherwise the file's name
    #[arg(long = "as", value_name = "NAME", requires = "load")]
    name: Option<String>,
    /// Take out acts that none of these files gives
    #[arg(long, requires = "paths")]
    prune: bool,
    /// Read unchanged files again, too
    #[arg(long)]
    again: bool,
    /// Add mentions that another tool found, as stand-off lines marked with their maker
    #[arg(long, value_name = "FILE")]
    with_standoff: Vec<PathBuf>,
    /// Tell what is doubtful in the texts: damage, gaps, versions that differ
    #[arg(long)]
    notices: bool,
}

/// Files read for one hand-over to the writer, for each core: enough to keep all busy.
const FOR_EACH_CORE: usize = 2;

#[derive(Default, serde::Serialize)]
struct Summary {
    added: usize,
    replaced: usize,
    unchanged: usize,
    /// Files that gave way to another file of the same act.
    duplicates: usize,
    removed: usize,
    /// Files of acts that were taken down.
    #[serde(skip_serializing_if = "is_none")]
    taken_down: usize,
    failed: usize,
    /// Statements of another publisher.
    #[serde(skip_serializing_if = "Option::is_none")]
    loaded: Option<usize>,
    /// Acts in the store now.
    acts: usize,
}

fn is_none(count: &usize) -> bool {
    *count == 0
}

/// What reading a file came to.
enum Item {
    Unchanged(String),
    Read(Box<Read>),
    Failed(Complaint),
}

impl Build {
    pub fn run(self, global: &Global, out: &mut Output) -> Result<Outcome, Failure> {
        let lexicon = reading::lexicon(&self.vocabulary)?;
        let base = reading::minter(self.base.as_deref(), global)?;
        let (mut decisions, mut tombstones) = (Vec::new(), Vec::new());
        for file in &self.curation {
            if super::forget::is_of_tombstones(file) {
                tombstones.extend(super::forget::tombstones(file)?);
                continue;
            }
            decisions.extend(review::decisions(file, &Signature::default())?);
        }
        let (places, complaints) = inputs::expand(&self.paths);
        complaints.iter().for_each(Complaint::print);
        let mut summary = Summary { failed: complaints.len(), ..Summary::default() };
        let data_set = rdf::data_set(self.name.as_deref(), &self.load).transpose()?;
        if places.is_empty() && data_set.is_none() {
            // No store is made of nothing.
            return Ok(Outcome::Partly);
        }
        let imports = Imports::read(&self.with_standoff, places.len() == 1)?;
        let store = Store::create(&global.store, base.as_ref())?;
        if store.minter().is_example() && !global.quiet {
            let hint = "`--base https://…` when you build for publishing";
            Complaint::warning("IRIs begin with an example address").hint(Some(hint)).print();
        }
        // Before any act is read: acts go in as the decisions say.
        let (store, _) = store.forget(tombstones)?;
        if !decisions.is_empty() {
            curation::take(&store, decisions)?;
        }
        if let Some(name) = &data_set {
            self.load(&store, name, global, &mut summary)?;
        }
        self.fill(&store, &places, &imports, lexicon, global, &mut summary)?;
        imports.unused().for_each(|it| it.print());
        store.settle()?;
        if global.json {
            serde_json::to_writer(&mut *out, &summary).map_err(std::io::Error::from)?;
            out.write_all(b"\n")?;
        }
        if !global.quiet {
            eprintln!("{}", summary.told());
        }
        Ok(if summary.failed == 0 { Outcome::Done } else { Outcome::Partly })
    }

    /// All files as one data set; where one cannot be read, what was loaded before stays.
    fn load(&self, store: &Store, name: &str, global: &Global, summary: &mut Summary) -> Result<(), Failure> {
        let base = format!("{}/", store.minter().data_set(name));
        let mut quads = Vec::new();
        let mut failed = 0;
        for (number, file) in (0..).zip(self.load.iter().flat_map(|it| rdf::files(it, false, false))) {
            let done = rdf::read(&file, &base, |quad| quads.push(apart(number, quad)));
            if let Err(complaint) = done {
                complaint.print();
                failed += 1;
            }
        }
        summary.failed += failed;
        if failed > 0 {
            let hint = "see to the files above, and load again";
            Complaint::warning(format!("`{name}` stays as it was")).hint(Some(hint)).print();
            return Ok(());
        }
        let loaded = match data_set::load(store, name, quads) {
            Ok(loaded) => loaded,
            Err(LoadError::Storage(error)) => return Err(error.into()),
            Err(error) => {
                let hint = "give the nodes that look alike addresses of their own";
                Complaint::of(&error).hint(Some(hint)).print();
                summary.failed += 1;
                return Ok(());
            }
        };
        summary.loaded = Some(loaded.statements);
        if loaded.left_out > 0 {
            let message =
                format!("{} statements of `{name}` about things of this store are left out", loaded.left_out);
            let hint = "what is one thing is for `link` and `review` to say";
            Complaint::warning(message).hint(Some(hint)).print();
        }
        if !global.quiet {
            eprintln!("{} statements loaded as `{name}`", loaded.statements);
        }
        Ok(())
    }

    fn fill(
        &self,
        store: &Store,
        places: &[Place],
        imports: &Imports,
        lexicon: &Lexicon,
        global: &Global,
        summary: &mut Summary,
    ) -> Result<(), Failure> {
        let vocabularies = lexicon.digest().to_string();
        let mut writer = Writer::new(store, Reader::new(&lexicon.digest()))?;
        let known = if self.again { Default::default() } else { writer.runs() };
        let progress = progress(places.len(), global);
        let minter = store.minter();
        let at_once = FOR_EACH_CORE * rayon::current_num_threads();
        let read = |input: &Input| {
            let source = reading::source(input, self.encoding)?;
            let run = run_iri(minter, &vocabularies, &source.digest, imports.digest(input).as_ref());
            if known.contains(&run) {
                return Ok(Item::Unchanged(run));
            }
            let read = reading::act(input, &source, imports, lexicon, minter)?;
            Ok(Item::Read(Box::new(read)))
        };
        let read = |input: Result<Input, Complaint>| match input {
            Ok(input) => {
                let item = read(&input).unwrap_or_else(Item::Failed);
                (Some(input), item)
            }
            Err(complaint) => (None, Item::Failed(complaint)),
        };
        std::thread::scope(|scope| {
            let (sender, receiver) = mpsc::sync_channel::<Vec<(Option<Input>, Item)>>(1);
            scope.spawn(move || {
                inputs::in_chunks(places, Content::Document, at_once, |some| {
                    let items = some.into_par_iter().map(&read).collect();
                    // The writer is gone when it failed, and says so itself.
                    match sender.send(items) {
                        Ok(()) => ControlFlow::Continue(()),
                        Err(_) => ControlFlow::Break(()),
                    }
                });
            });
            let mut seen = 0;
            for (input, item) in receiver.into_iter().flatten() {
                let again = self.take(item, input.as_ref(), &mut writer, &progress, global, summary)?;
                if let Some(again) = again {
                    // Its act went to another file of this run meanwhile: read it after all.
                    let source = reading::source(&again, self.encoding);
                    let read = source.and_then(|it| reading::act(&again, &it, imports, lexicon, minter));
                    let item = read.map_or_else(Item::Failed, |it| Item::Read(Box::new(it)));
                    self.take(item, Some(&again), &mut writer, &progress, global, summary)?;
                }
                // How many documents archives hold shows when they are opened.
                seen += 1;
                progress.set_length(places.len().max(seen) as u64);
                progress.inc(1);
            }
            Ok::<(), Failure>(())
        })?;
        progress.finish_and_clear();
        if self.prune && summary.failed > 0 {
            // Whose act a file is that could not be read, nobody knows.
            let hint = "see to the files above, and build again";
            Complaint::warning("no act was taken out: some files could not be read").hint(Some(hint)).print();
        } else if self.prune {
            let unseen: Vec<_> = writer.unseen().cloned().collect();
            for held in &unseen {
                writer.forget(held)?;
            }
            summary.removed = unseen.len();
        }
        summary.acts = writer.finish()?;
        Ok(())
    }

    /// One file's result into the store; gives the file back when it must be read after all.
    fn take(
        &self,
        item: Item,
        input: Option<&Input>,
        writer: &mut Writer<'_>,
        progress: &ProgressBar,
        global: &Global,
        summary: &mut Summary,
    ) -> Result<Option<Input>, Failure> {
        let tell = |complaint: &Complaint| progress.suspend(|| complaint.print());
        match item {
            Item::Failed(complaint) => {
                tell(&complaint);
                summary.failed += 1;
            }
            Item::Unchanged(run) => {
                if !writer.unchanged(&run) {
                    return Ok(input.cloned());
                }
                summary.unchanged += 1;
            }
            Item::Read(read) => {
                let Read { act, notices } = *read;
                let name = input.map(Input::name).unwrap_or_default();
                if self.notices && !global.quiet {
                    notices.iter().for_each(tell);
                }
                let iri = act.act.clone();
                match writer.put(act)? {
                    Fate::Added => summary.added += 1,
                    Fate::Replaced => summary.replaced += 1,
                    Fate::TakenDown => summary.taken_down += 1,
                    Fate::GaveWay { to } => {
                        summary.duplicates += 1;
                        tell(&duplicate(&name, &to, &iri, &to));
                    }
                    Fate::TookOver { from } => {
                        summary.duplicates += 1;
                        tell(&duplicate(&name, &from, &iri, &name));
                    }
                }
            }
        }
        Ok(None)
    }
}

/// Two files may call two nodes `_:b0`.
fn apart(file: usize, quad: Quad) -> Quad {
    let node = |it: BlankNode| BlankNode::new_unchecked(format!("f{file}-{}", it.as_str()));
    Quad {
        subject: match quad.subject {
            NamedOrBlankNode::BlankNode(it) => node(it).into(),
            it => it,
        },
        object: match quad.object {
            Term::BlankNode(it) => node(it).into(),
            it => it,
        },
        ..quad
    }
}

fn duplicate(one: &str, other: &str, act: &str, kept: &str) -> Complaint {
    Complaint::warning(format!("{one} and {other} are both <{act}>; {kept} stays"))
        .hint(Some("of two files of one act the fuller is kept: more languages, then more found in it"))
}

fn progress(files: usize, global: &Global) -> ProgressBar {
    if global.quiet || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style =
        ProgressStyle::with_template("{bar:30} {pos}/{len} files, {eta} left").expect("a fixed template");
    ProgressBar::new(files as u64).with_style(style)
}

impl Summary {
    fn told(&self) -> String {
        let mut told = format!("{} {} in the store", self.acts, if self.acts == 1 { "act" } else { "acts" });
        for (count, what) in [
            (self.added, "new"),
            (self.replaced, "replaced"),
            (self.unchanged, "unchanged"),
            (self.duplicates, "duplicate"),
            (self.removed, "taken out"),
            (self.taken_down, "kept out"),
            (self.failed, "failed"),
        ] {
            if count > 0 {
                told.push_str(&format!(", {count} {what}"));
            }
        }
        told
    }
}
