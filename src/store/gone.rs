//! Take-down in a store: what must not be in it is written down in `gone.jsonl`, and its quads
//! are written anew without it.
//!
//! Anew and not deleted: RocksDB and Oxigraph's list of words keep what no quad has any more.
//! The new quads take the old ones' place at once; a run that is killed before leaves
//! `gone.open`, and the next that writes completes it. Whoever only reads is refused meanwhile.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use oxigraph::model::vocab::xsd;
use oxigraph::model::{GraphNameRef, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term as Node};
use oxigraph::store::StorageError;

use super::catalogue::property;
use super::{Store, StoreError, disk, repeats, swap, writer};
use crate::forget::sweep::{Kept, Sweep, act_of};
use crate::forget::{Forgotten, Tombstone};
use crate::graph::derived::{self, Names};
use crate::graph::term::Term;

pub(super) const FILE: &str = "gone.jsonl";
const OPEN: &str = "gone.open";
const DRAFT: &str = "quads.clean";

/// Quads handed to the loader at once.
const BATCH: usize = 50_000;

/// What a take-down did to the quads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    pub gone: usize,
    /// Texts from which a name was taken.
    pub changed: usize,
}

/// Whether a take-down was begun and not completed.
pub(super) fn is_open(dir: &Path) -> bool {
    dir.join(OPEN).exists()
}

/// Where folders could not change places at once, a kill may have left the quads under the
/// draft's name.
pub(super) fn settle_folders(dir: &Path) -> io::Result<()> {
    let (quads, draft) = (dir.join("quads"), dir.join(DRAFT));
    let old = draft.with_extension("old");
    if !quads.exists() && draft.exists() && is_open(dir) {
        fs::rename(&draft, &quads)?;
    }
    for left in [draft, old, quads.with_extension("old")] {
        if left.exists() {
            fs::remove_dir_all(left)?;
        }
    }
    Ok(())
}

/// Tombstones as a file has them, a line each.
pub fn parse(path: &Path, text: &str) -> Result<Vec<Tombstone>, StoreError> {
    let lines = text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
    let read = |(line, number)| {
        serde_json::from_str(line).map_err(|cause| StoreError::Tombstone {
            path: path.to_owned(),
            line: number,
            cause,
        })
    };
    lines.map(read).collect()
}

pub fn write(tombstones: &[Tombstone], mut out: impl io::Write) -> io::Result<()> {
    for it in tombstones {
        serde_json::to_writer(&mut out, it)?;
        out.write_all(b"\n")?;
    }
    out.flush()
}

pub(super) fn read(dir: &Path) -> Result<Forgotten, StoreError> {
    let path = dir.join(FILE);
    match fs::read_to_string(&path) {
        Ok(text) => Ok(Forgotten::new(parse(&path, &text)?)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Forgotten::default()),
        Err(cause) => Err(StoreError::Io { path, cause }),
    }
}

impl Store {
    /// What must not be in the store: `forgotten().of(iri)` tells of an address whether it led
    /// to something that was taken out, and gives the tombstone.
    pub fn forgotten(&self) -> &Forgotten {
        &self.forgotten
    }

    /// Takes out what these tombstones stand for, for good. Those that the store has are passed
    /// over.
    pub fn forget(mut self, tombstones: Vec<Tombstone>) -> Result<(Self, Taken), StoreError> {
        let mut new = false;
        for it in tombstones {
            new |= self.forgotten.add(it);
        }
        if !new {
            return Ok((self, Taken::default()));
        }
        if let Some(dir) = &self.dir {
            let io = |cause| StoreError::Io { path: dir.join(FILE), cause };
            fs::write(dir.join(OPEN), "").map_err(io)?;
            let draft = dir.join(FILE).with_extension("new");
            let mut lines = Vec::new();
            write(self.forgotten.tombstones(), &mut lines).map_err(io)?;
            let mut file = fs::File::create(&draft).map_err(io)?;
            file.write_all(&lines).and_then(|()| file.sync_all()).map_err(io)?;
            fs::rename(&draft, dir.join(FILE)).map_err(io)?;
        }
        self.cleaned()
    }

    /// Its quads written anew, without what is forgotten.
    pub(super) fn cleaned(self) -> Result<(Self, Taken), StoreError> {
        let Some(dir) = self.dir.clone() else {
            let clean = Self { inner: oxigraph::store::Store::new()?, ..Self::memory(self.minter.clone())? };
            let taken = self.pour(&clean)?;
            return Ok((Self { inner: clean.inner, ..self }, taken));
        };
        let (quads, draft) = (dir.join("quads"), dir.join(DRAFT));
        let io = |path: &Path| {
            let path = path.to_owned();
            move |cause| StoreError::Io { path, cause }
        };
        if draft.exists() {
            fs::remove_dir_all(&draft).map_err(io(&draft))?;
        }
        let clean = Self { inner: disk::create(&draft)?, ..Self::memory(self.minter.clone())? };
        let taken = self.pour(&clean)?;
        clean.settle()?;
        // Both are closed before they change places.
        drop(clean);
        let Self { inner, minter, forgotten, _lock, .. } = self;
        drop(inner);
        if swap::exchange(&draft, &quads).map_err(io(&quads))? {
            fs::remove_dir_all(&draft).map_err(io(&draft))?;
        }
        let open: PathBuf = dir.join(OPEN);
        if open.exists() {
            fs::remove_file(&open).map_err(io(&open))?;
        }
        let inner = disk::create(&quads)?;
        Ok((Self { inner, minter, dir: Some(dir), forgotten, _lock }, taken))
    }

    /// All quads but what is forgotten into an empty store, and what follows from them.
    fn pour(&self, clean: &Self) -> Result<Taken, StoreError> {
        let mut sweep = Sweep::new(&self.forgotten);
        for quad in self.quads() {
            sweep.look(&quad?);
        }
        let derived = derived::graph(&self.minter);
        let is_shown = |quad: &Quad| {
            quad.predicate.as_ref() == property(Term::Label)
                && quad.graph_name.as_ref() == GraphNameRef::NamedNode(derived.as_ref())
        };
        let mut taken = Taken::default();
        // Things of whose names one went or changed, and acts of which something did.
        let (mut named, mut touched) = (BTreeSet::new(), BTreeSet::new());
        let mut load = Loading::into(clean);
        for quad in self.quads() {
            let quad = quad?;
            // Chosen anew below, where what they were chosen from changed.
            if is_shown(&quad) {
                continue;
            }
            let kept = sweep.keep(&quad);
            if kept != Kept::Same {
                if quad.predicate.as_ref() == property(Term::PrefLabel)
                    && let NamedOrBlankNode::NamedNode(thing) = &quad.subject
                {
                    named.insert(thing.clone());
                }
                touched.extend(act_of(&quad.graph_name).map(str::to_owned));
            }
            match kept {
                Kept::Same => load.put(quad)?,
                Kept::Changed(quad) => {
                    taken.changed += 1;
                    load.put(*quad)?;
                }
                Kept::Gone => taken.gone += 1,
            }
        }
        let shown = Some(property(Term::Label));
        let graph = Some(GraphNameRef::NamedNode(derived.as_ref()));
        for quad in self.inner.quads_for_pattern(None, shown, None, graph) {
            let quad = quad?;
            let is_named = matches!(&quad.subject, NamedOrBlankNode::NamedNode(it) if named.contains(it));
            if !is_named && sweep.keep(&quad) == Kept::Same {
                load.put(quad)?;
            } else {
                taken.gone += 1;
            }
        }
        for tombstone in self.forgotten.tombstones() {
            self.tombstone_quads(tombstone).into_iter().try_for_each(|it| load.put(it))?;
        }
        load.finish()?;
        clean.show_names(&named)?;
        writer::drop_unused(clean)?;
        repeats::renew(clean, &touched, &clean.held()?)?;
        Ok(taken)
    }

    /// One name for each language, of those that acts and registers prefer.
    fn show_names(&self, things: &BTreeSet<NamedNode>) -> Result<(), StorageError> {
        let mut change = self.inner.start_transaction()?;
        for thing in things {
            let mut names = Names::default();
            let label = Some(property(Term::PrefLabel));
            for quad in self.inner.quads_for_pattern(Some(thing.as_ref().into()), label, None, None) {
                if let Node::Literal(name) = quad?.object {
                    names.add(thing.as_str(), name.as_ref());
                }
            }
            for name in names.of(thing.as_str()) {
                change.insert(&derived::name(thing.as_str(), name.clone(), &self.minter));
            }
        }
        change.commit()
    }

    /// In a graph of their own, which no build touches.
    fn tombstone_quads(&self, it: &Tombstone) -> Vec<Quad> {
        let node = NamedNode::new_unchecked(it.iri(&self.minter));
        let graph = NamedNode::new_unchecked(self.minter.shared_graph("gone"));
        let quad = |term: Term, object: Node| Quad::new(node.clone(), property(term), object, graph.clone());
        let class = NamedNodeRef::new_unchecked(Term::Tombstone.iri()).into_owned();
        let reason = Literal::new_simple_literal(&it.reason);
        let date = it.date.as_ref().map(|it| Literal::new_typed_literal(it, xsd::DATE));
        let mut quads = vec![quad(Term::Type, class.into()), quad(Term::Description, reason.into())];
        quads.extend(date.map(|it| quad(Term::DctDate, it.into())));
        quads
    }
}

/// Quads on their way into a store that is empty.
struct Loading<'s> {
    loader: oxigraph::store::BulkLoader<'s>,
    batch: Vec<Quad>,
}

impl<'s> Loading<'s> {
    fn into(store: &'s Store) -> Self {
        Self { loader: store.inner.bulk_loader(), batch: Vec::with_capacity(BATCH) }
    }

    fn put(&mut self, quad: Quad) -> Result<(), StorageError> {
        self.batch.push(quad);
        if self.batch.len() < BATCH {
            return Ok(());
        }
        let full = std::mem::replace(&mut self.batch, Vec::with_capacity(BATCH));
        self.loader.load_quads(full)
    }

    fn finish(mut self) -> Result<(), StorageError> {
        self.loader.load_quads(self.batch)?;
        self.loader.commit()
    }
}
