//! How acts come in, so that each is whole or absent at any moment.
//!
//! Acts that the store does not have go in by the batch through Oxigraph's bulk loader, which
//! takes a batch whole or not at all. An act that it has is replaced in one transaction: its
//! four graphs, its part of `derived`, what is said of its things in the graphs of registers,
//! the names of what it mentioned. Both ways lead to the same quads.
//!
//! **Two files of one act.** One act, one graph: the fuller file stays, by language versions,
//! then by quads, then by the smaller digest; so the choice does not depend on the order. A
//! file of the same name as the one that gave the act before is its new text and replaces it.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use oxigraph::model::{
    GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, NamedOrBlankNodeRef, Quad, QuadRef,
    Term as Node, TermRef,
};
use oxigraph::store::{StorageError, Transaction};

use super::Store;
use super::catalogue::{Held, graphs, property};
use super::names::{Pending, Touched, label, rename};
use super::readings::{Reading, Readings};
use super::repeats;
use crate::forget::sweep::Sweep;
use crate::graph::Dataset;
use crate::graph::derived;
use crate::graph::proof::VERSION;
use crate::graph::term::Term;
use crate::link::curation;
use crate::link::rename::Renames;
use crate::source::Digest;

/// Quads given to the loader at once. More are sorted better and need more memory: about a
/// kilobyte each, for each core.
const BATCH: usize = 50_000;

/// Quads after which what was loaded is made visible, acts whole, and what was changed leaves
/// memory.
const COMMIT: usize = 500_000;

/// An act as it was read.
pub struct Incoming {
    /// IRI of the act, and of its file.
    pub act: String,
    pub source: String,
    pub run: String,
    /// Last part of the file's name.
    pub file: String,
    /// Language versions.
    pub versions: usize,
    pub data: Dataset,
}

/// What became of an act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    Added,
    Replaced,
    /// Another file gave the same act and stays; its name.
    GaveWay {
        to: String,
    },
    /// Another file gave the same act and went; its name.
    TookOver {
        from: String,
    },
    /// The act was taken down, and stays out.
    TakenDown,
}

/// What decides what is found in a file: this code, with these vocabularies. A digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader(String);

impl Reader {
    pub fn new(vocabularies: &Digest) -> Self {
        // Of all sources and lists: a rule that changes within a version counts, too.
        Self(
            Digest::of(format!("{VERSION}\n{}\n{vocabularies}", env!("HEMICYCLE_CODE")).as_bytes())
                .to_string(),
        )
    }
}

/// Takes acts in, one after the other, in an order that the caller makes the same each time.
pub struct Writer<'s> {
    store: &'s Store,
    held: BTreeMap<String, Held>,
    /// The act of each run, as the store was when we began.
    runs: HashMap<String, String>,
    reader: Reader,
    readings: Readings,
    /// Acts that this run has read or seen unchanged, with the files they came from.
    seen: BTreeMap<String, String>,
    /// Whether a fresh act may go in by the batch: what is said of registers agrees.
    by_batch: bool,
    batch: Vec<Quad>,
    loader: Option<oxigraph::store::BulkLoader<'s>>,
    /// Quads with the loader and not yet visible.
    loading: usize,
    /// Quads of transactions since they were last written out.
    changed: usize,
    /// Acts that are in the batch or with the loader.
    on_the_way: BTreeSet<String>,
    /// What they name.
    names: Pending,
    /// Something was taken out, so that registers may hold what nobody uses.
    removed: bool,
    /// What people decided about the things that acts name.
    renames: Renames,
    /// Acts that came, changed or went.
    touched: BTreeSet<String>,
}

impl<'s> Writer<'s> {
    pub fn new(store: &'s Store, reader: Reader) -> Result<Self, StorageError> {
        let held = store.held()?;
        let readings = Readings::open(store.dir.as_deref()).map_err(StorageError::Io)?;
        let ours = |run: &str| readings.get(run).is_some_and(|it| it.reader == reader.0);
        let by_batch = held.values().all(|it| ours(&it.run));
        Ok(Self {
            store,
            runs: held.values().map(|it| (it.run.clone(), it.act.clone())).collect(),
            reader,
            readings,
            held,
            seen: BTreeMap::new(),
            by_batch,
            batch: Vec::new(),
            loader: None,
            loading: 0,
            changed: 0,
            on_the_way: BTreeSet::new(),
            names: Pending::new(store)?,
            removed: false,
            renames: curation::renames(store)?,
            touched: BTreeSet::new(),
        })
    }

    /// Runs of this reader whose outcome the store had when we began: their acts, or those of
    /// the files that they gave way to.
    pub fn runs(&self) -> HashSet<String> {
        let ours = self.readings.iter().filter(|it| it.reader == self.reader.0);
        ours.filter(|it| self.runs.contains_key(it.gave_way_to.as_ref().unwrap_or(&it.run)))
            .map(|it| it.run.clone())
            .collect()
    }

    /// Whether what this run of the extractor gave before still stands: then its file need
    /// not be read again.
    pub fn unchanged(&mut self, run: &str) -> bool {
        let gave_way_to = self.readings.get(run).and_then(|it| it.gave_way_to.as_deref());
        let winner = gave_way_to.unwrap_or(run);
        let Some(held) = self.runs.get(winner).and_then(|act| self.held.get(act)) else { return false };
        // Another file of this run may have taken the act over.
        if held.run != winner {
            return false;
        }
        if gave_way_to.is_some() {
            self.seen.entry(held.act.clone()).or_default();
        } else {
            self.seen.insert(held.act.clone(), held.source.clone());
        }
        true
    }

    /// Remembers what became of a file.
    fn remember(&mut self, run: String, gave_way_to: Option<String>) {
        self.readings.put(Reading { run, reader: self.reader.0.clone(), gave_way_to });
    }

    pub fn put(&mut self, mut act: Incoming) -> Result<Fate, StorageError> {
        let forgotten = self.store.forgotten();
        if forgotten.of(&act.act).is_some() {
            return Ok(Fate::TakenDown);
        }
        // A file is known by what the store calls it.
        if let Cow::Owned(clean) = forgotten.redact(&act.file, &BTreeSet::new()) {
            act.file = clean;
        }
        let before = self.held.get(&act.act).cloned();
        let fate = match &before {
            None => Fate::Added,
            Some(held) if held.source == act.source => Fate::Replaced,
            Some(held) => self.choose(held, &act)?,
        };
        let Incoming { act: iri, source, run, .. } = &act;
        self.seen.insert(iri.clone(), source.clone());
        match (&fate, &before) {
            (Fate::GaveWay { .. }, Some(held)) => {
                let winner = held.run.clone();
                self.remember(run.clone(), Some(winner));
                return Ok(fate);
            }
            // Read by another code, its file is read again as any other.
            (Fate::TookOver { .. }, Some(held))
                if self.readings.get(&held.run).is_some_and(|it| it.reader == self.reader.0) =>
            {
                let loser = held.run.clone();
                self.remember(loser, Some(run.clone()));
            }
            _ => {}
        }
        self.remember(run.clone(), None);
        self.touched.insert(iri.clone());
        self.held.insert(iri.clone(), Held { act: iri.clone(), source: source.clone(), run: run.clone() });
        match before {
            None if self.by_batch => {
                self.on_the_way.insert(iri.clone());
                let quads = self.quads_of(&act);
                self.names.add(quads.iter().filter_map(label));
                self.batch.extend(quads);
                if self.batch.len() >= BATCH {
                    self.load()?;
                }
                if self.loading >= COMMIT {
                    self.commit()?;
                }
            }
            before => {
                let mut change = self.store.oxigraph().start_transaction()?;
                let mut touched = Touched::default();
                if let Some(held) = before {
                    remove(&mut change, self.store, &held, &mut touched)?;
                    self.removed = true;
                }
                describe_anew(&mut change, &act.data, &mut touched)?;
                let quads = self.quads_of(&act);
                quads.iter().for_each(|it| touched.comes(it));
                change.extend(&quads);
                rename(&mut change, self.store, &touched)?;
                change.commit()?;
                self.names.doubt();
                self.changed += quads.len();
                if self.changed >= COMMIT {
                    self.store.settle()?;
                    self.changed = 0;
                }
            }
        }
        Ok(fate)
    }

    /// All that the store keeps of an act, without what is forgotten.
    fn quads_of(&mut self, act: &Incoming) -> Vec<Quad> {
        let mut quads = quads_of(self.store, act, &self.renames);
        // What only a forgotten thing led to is of no use.
        self.removed |= Sweep::clean(self.store.forgotten(), &mut quads);
        quads
    }

    /// Which of two files of one act stays.
    fn choose(&mut self, held: &Held, act: &Incoming) -> Result<Fate, StorageError> {
        if self.on_the_way.contains(&held.act) {
            // What is compared must be visible.
            self.commit()?;
        }
        let other = NamedNode::new_unchecked(held.source.as_str());
        let name = self.store.file_name(other.as_ref())?.unwrap_or_default();
        let of_this_run = self.seen.get(&held.act) == Some(&held.source);
        if name == act.file && !of_this_run {
            return Ok(Fate::Replaced);
        }
        let versions = count(self.store.oxigraph().quads_for_pattern(
            Some(NamedOrBlankNodeRef::NamedNode(other.as_ref())),
            Some(property(Term::Embodies)),
            None,
            None,
        ))?;
        let mut quads = 0;
        let own = graphs(&held.act);
        for graph in &own {
            quads += count(self.store.oxigraph().quads_for_pattern(
                None,
                None,
                None,
                Some(graph.as_ref().into()),
            ))?;
        }
        let is_own =
            |graph: GraphNameRef<'_>| own.iter().any(|it| graph == GraphNameRef::NamedNode(it.as_ref()));
        let here = if self.store.forgotten().is_empty() {
            act.data.quads().filter(|quad| is_own(quad.graph_name)).count()
        } else {
            self.quads_of(act).iter().filter(|quad| is_own(quad.graph_name.as_ref())).count()
        };
        // The digest is the file's IRI: both have the same base before it.
        let there = (versions, quads, Reverse(held.source.as_str()));
        let here = (act.versions, here, Reverse(act.source.as_str()));
        Ok(if here > there { Fate::TookOver { from: name } } else { Fate::GaveWay { to: name } })
    }

    fn load(&mut self) -> Result<(), StorageError> {
        if self.batch.is_empty() {
            return Ok(());
        }
        let quads = std::mem::replace(&mut self.batch, Vec::with_capacity(BATCH + BATCH / 8));
        self.loading += quads.len();
        let store = self.store;
        let loader = self.loader.get_or_insert_with(|| {
            let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
            // So that the loader makes room for one batch and not for a million quads.
            let megabytes = (BATCH + BATCH / 4) * threads / 1000;
            store
                .oxigraph()
                .bulk_loader()
                .with_num_threads(threads)
                .with_max_memory_size_in_megabytes(megabytes)
        });
        loader.load_quads(quads)
    }

    /// Makes all that was put visible.
    fn commit(&mut self) -> Result<(), StorageError> {
        let names = self.names.settle(self.store)?;
        self.batch.extend(names);
        self.load()?;
        self.loading = 0;
        self.on_the_way.clear();
        self.loader.take().map_or(Ok(()), oxigraph::store::BulkLoader::commit)?;
        self.readings.save().map_err(StorageError::Io)
    }

    /// Acts in the store that this run has not seen.
    pub fn unseen(&self) -> impl Iterator<Item = &Held> {
        self.held.values().filter(|it| !self.seen.contains_key(&it.act))
    }

    /// Takes an act out.
    pub fn forget(&mut self, held: &Held) -> Result<(), StorageError> {
        self.commit()?;
        let mut change = self.store.oxigraph().start_transaction()?;
        let mut touched = Touched::default();
        remove(&mut change, self.store, held, &mut touched)?;
        rename(&mut change, self.store, &touched)?;
        change.commit()?;
        self.names.doubt();
        self.held.remove(&held.act);
        self.touched.insert(held.act.clone());
        self.removed = true;
        Ok(())
    }

    /// Everything visible, and nothing left in the registers that no act uses. How many acts
    /// the store holds now: to ask it would bring a block of its index of names into memory
    /// for each of them.
    pub fn finish(mut self) -> Result<usize, StorageError> {
        self.commit()?;
        if self.removed {
            drop_unused(self.store)?;
        }
        self.repeats()?;
        let held: HashSet<&str> = self.held.values().map(|it| it.run.as_str()).collect();
        self.readings
            .finish(|it| held.contains(it.gave_way_to.as_ref().unwrap_or(&it.run).as_str()))
            .map_err(StorageError::Io)?;
        Ok(self.held.len())
    }

    /// Demands that repeat others, where an act of either came, changed or went.
    fn repeats(&self) -> Result<(), StorageError> {
        repeats::renew(self.store, &self.touched, &self.held)
    }
}

fn count(quads: impl Iterator<Item = Result<Quad, StorageError>>) -> Result<usize, StorageError> {
    quads.map(|quad| quad.map(drop)).try_fold(0, |count, quad| quad.map(|()| count + 1))
}

/// All that the store keeps of an act: its quads, its file's name, its part of `derived`.
fn quads_of(store: &Store, act: &Incoming, renames: &Renames) -> Vec<Quad> {
    let mut quads = act.data.to_quads();
    renames.apply(&act.act, &mut quads);
    let mut citations: BTreeMap<&str, (Option<&NamedNode>, Option<&NamedNode>)> = BTreeMap::new();
    for quad in &quads {
        let (NamedOrBlankNode::NamedNode(citation), Node::NamedNode(entity)) = (&quad.subject, &quad.object)
        else {
            continue;
        };
        if quad.predicate.as_ref() == property(Term::HasCitingEntity) {
            citations.entry(citation.as_str()).or_default().0 = Some(entity);
        } else if quad.predicate.as_ref() == property(Term::HasCitedEntity) {
            citations.entry(citation.as_str()).or_default().1 = Some(entity);
        }
    }
    let pairs: Vec<(NamedNode, NamedNode)> = citations
        .into_values()
        .filter_map(|(citing, cited)| Some((citing?.clone(), cited?.clone())))
        .collect();
    quads.extend(derived::citations(pairs, store.minter()));
    quads.push(store.file_quad(&act.source, &act.file));
    quads
}

/// Takes out an act: its graphs, its part of `derived`, its file's name.
fn remove(
    change: &mut Transaction<'_>,
    store: &Store,
    held: &Held,
    touched: &mut Touched,
) -> Result<(), StorageError> {
    for graph in graphs(&held.act) {
        let label = Some(property(Term::PrefLabel));
        for quad in change.quads_for_pattern(None, label, None, Some(graph.as_ref().into())) {
            touched.goes(&quad?);
        }
        change.remove_named_graph(graph.as_ref())?;
    }
    let act = NamedNode::new_unchecked(held.act.as_str());
    let derived = derived::graph(store.minter());
    let derived = Some(GraphNameRef::NamedNode(derived.as_ref()));
    let mut gone: Vec<Quad> = change
        .quads_for_pattern(Some(act.as_ref().into()), Some(property(Term::EliCites)), None, derived)
        .chain(change.quads_for_pattern(
            None,
            Some(property(Term::EliCitedBy)),
            Some(act.as_ref().into()),
            derived,
        ))
        .collect::<Result<_, _>>()?;
    let meta = NamedNode::new_unchecked(store.minter().shared_graph("meta"));
    let source = NamedNode::new_unchecked(held.source.as_str());
    for quad in change.quads_for_pattern(
        Some(source.as_ref().into()),
        None,
        None,
        Some(GraphNameRef::NamedNode(meta.as_ref())),
    ) {
        gone.push(quad?);
    }
    for quad in &gone {
        change.remove(quad);
    }
    Ok(())
}

fn is_register(graph: GraphNameRef<'_>) -> bool {
    matches!(graph, GraphNameRef::NamedNode(graph) if graph.as_str().contains("/g/authority/"))
}

/// What an older vocabulary said of the things of registers that this act names.
fn describe_anew(
    change: &mut Transaction<'_>,
    data: &Dataset,
    touched: &mut Touched,
) -> Result<(), StorageError> {
    let said: BTreeSet<String> =
        data.quads().filter(|it| is_register(it.graph_name)).map(|it| it.to_string()).collect();
    let things: BTreeSet<(&str, &str)> = data
        .quads()
        .filter_map(|quad| match (quad.subject, quad.graph_name) {
            (NamedOrBlankNodeRef::NamedNode(subject), GraphNameRef::NamedNode(graph))
                if is_register(quad.graph_name) =>
            {
                Some((subject.as_str(), graph.as_str()))
            }
            _ => None,
        })
        .collect();
    let mut gone = Vec::new();
    for (subject, graph) in things {
        let subject = NamedNodeRef::new_unchecked(subject);
        let graph = GraphNameRef::NamedNode(NamedNodeRef::new_unchecked(graph));
        for quad in change.quads_for_pattern(Some(subject.into()), None, None, Some(graph)) {
            let quad = quad?;
            if !said.contains(&quad.to_string()) {
                touched.goes(&quad);
                gone.push(quad);
            }
        }
    }
    for quad in &gone {
        change.remove(quad);
    }
    Ok(())
}

/// Removes from the registers what no act leads to, directly or over another register.
pub(super) fn drop_unused(store: &Store) -> Result<(), StorageError> {
    let inner = store.oxigraph();
    let mut described: BTreeMap<String, Vec<Quad>> = BTreeMap::new();
    for graph in inner.named_graphs() {
        let graph = match graph? {
            NamedOrBlankNode::NamedNode(graph) => graph,
            NamedOrBlankNode::BlankNode(_) => continue,
        };
        let graph = GraphNameRef::NamedNode(graph.as_ref());
        if !is_register(graph) {
            continue;
        }
        for quad in inner.quads_for_pattern(None, None, None, Some(graph)) {
            let quad = quad?;
            if let NamedOrBlankNode::NamedNode(subject) = &quad.subject {
                described.entry(subject.as_str().to_owned()).or_default().push(quad);
            }
        }
    }
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for subject in described.keys() {
        let node = TermRef::NamedNode(NamedNodeRef::new_unchecked(subject));
        for quad in inner.quads_for_pattern(None, None, Some(node), None) {
            if !is_register(quad?.graph_name.as_ref()) {
                used.insert(subject);
                break;
            }
        }
    }
    let mut open: Vec<&str> = used.iter().copied().collect();
    while let Some(subject) = open.pop() {
        for quad in &described[subject] {
            if let Node::NamedNode(object) = &quad.object
                && let Some((next, _)) = described.get_key_value(object.as_str())
                && used.insert(next)
            {
                open.push(next);
            }
        }
    }
    let mut change = inner.start_transaction()?;
    let mut touched = Touched::default();
    for (subject, quads) in &described {
        if !used.contains(subject.as_str()) {
            for quad in quads {
                touched.goes(quad);
                change.remove(QuadRef::from(quad));
            }
        }
    }
    rename(&mut change, store, &touched)?;
    change.commit()
}
