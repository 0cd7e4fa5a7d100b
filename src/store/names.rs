//! One name for each thing and language, in the graph `derived`.
//!
//! Every act's graph has the names of all it mentions, so a name asked for in all graphs
//! comes a hundred times from a hundred acts. Which of several names is shown, see
//! [`crate::graph::derived::Names`].
//!
//! Acts that go in by the batch give their names to [`Pending`], and only those that the
//! store lacks go in beside them. Where an act is replaced or taken out, [`rename`] sets
//! right, in the same transaction, the names of what that act named.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use oxigraph::model::{
    GraphNameRef, Literal, LiteralRef, NamedNodeRef, NamedOrBlankNode, Quad, Term as Node,
};
use oxigraph::store::{StorageError, Transaction};

use super::Store;
use super::catalogue::property;
use crate::graph::derived::{self, Names};
use crate::graph::term::Term;

/// Names remembered as settled; more are looked up again, so that memory stays flat.
const REMEMBERED: usize = 1 << 18;

/// Names of the acts on the way into the store.
pub(super) struct Pending {
    names: Names,
    /// Digests of names with which the store has that name or a better one.
    settled: HashSet<u64>,
    /// There is nothing to look up.
    empty: bool,
}

impl Pending {
    pub fn new(store: &Store) -> Result<Self, StorageError> {
        let graph = derived::graph(store.minter());
        let graph = GraphNameRef::NamedNode(graph.as_ref());
        let empty = store.oxigraph().quads_for_pattern(None, None, None, Some(graph)).next();
        Ok(Self { names: Names::default(), settled: HashSet::new(), empty: empty.transpose()?.is_none() })
    }

    pub fn add<'a>(&mut self, labels: impl Iterator<Item = (&'a str, LiteralRef<'a>)>) {
        labels.for_each(|(thing, name)| self.names.add(thing, name));
    }

    /// What was settled may have gone with an act.
    pub fn doubt(&mut self) {
        self.settled.clear();
    }

    /// The quads to add. A worse name that they take the place of goes at once: should the
    /// run be killed before they are in, a thing shows the name of an act yet to come, and
    /// never two.
    pub fn settle(&mut self, store: &Store) -> Result<Vec<Quad>, StorageError> {
        let mut added = Vec::new();
        let mut changed = Vec::new();
        if self.settled.len() > REMEMBERED {
            self.settled.clear();
        }
        for (thing, names) in self.names.things() {
            let settled = &mut self.settled;
            let new: Vec<&Literal> = names.iter().filter(|it| settled.insert(digest(thing, it))).collect();
            if new.is_empty() {
                continue;
            }
            let there = if self.empty { Vec::new() } else { shown(store, thing)? };
            for name in new {
                let quad = || derived::name(thing, name.clone(), store.minter());
                match there.iter().find(|it| it.language() == name.language()) {
                    None => added.push(quad()),
                    Some(it) if better(thing, it, name) == name && it != name => {
                        changed.push((derived::name(thing, it.clone(), store.minter()), quad()));
                    }
                    Some(_) => {}
                }
            }
        }
        self.names.clear();
        self.empty = false;
        if !changed.is_empty() {
            let mut change = store.oxigraph().start_transaction()?;
            for (old, new) in &changed {
                change.remove(old);
                change.insert(new);
            }
            change.commit()?;
        }
        Ok(added)
    }
}

fn digest(thing: &str, name: &Literal) -> u64 {
    // Its keys are fixed: the same in every run.
    let mut hasher = DefaultHasher::new();
    (thing, name.value(), name.language()).hash(&mut hasher);
    hasher.finish()
}

fn better<'a>(thing: &str, one: &'a Literal, other: &'a Literal) -> &'a Literal {
    let mut names = Names::default();
    names.add(thing, one.as_ref());
    names.add(thing, other.as_ref());
    if names.of(thing).first() == Some(one) { one } else { other }
}

/// The names that a thing has in `derived`.
fn shown(store: &Store, thing: &str) -> Result<Vec<Literal>, StorageError> {
    let graph = derived::graph(store.minter());
    let quads = store.oxigraph().quads_for_pattern(
        Some(NamedNodeRef::new_unchecked(thing).into()),
        Some(property(Term::Label)),
        None,
        Some(GraphNameRef::NamedNode(graph.as_ref())),
    );
    literals(quads)
}

fn literals(quads: impl Iterator<Item = Result<Quad, StorageError>>) -> Result<Vec<Literal>, StorageError> {
    let mut literals = Vec::new();
    for quad in quads {
        if let Node::Literal(literal) = quad?.object {
            literals.push(literal);
        }
    }
    Ok(literals)
}

/// Labels that a change takes away or brings, by thing.
#[derive(Default)]
pub struct Touched {
    gone: BTreeMap<String, Vec<Literal>>,
    come: Names,
}

impl Touched {
    pub fn goes(&mut self, quad: &Quad) {
        if let (NamedOrBlankNode::NamedNode(thing), Node::Literal(name)) = (&quad.subject, &quad.object)
            && quad.predicate.as_ref() == property(Term::PrefLabel)
        {
            self.gone.entry(thing.as_str().to_owned()).or_default().push(name.clone());
        }
    }

    pub fn comes(&mut self, quad: &Quad) {
        if let Some((thing, name)) = label(quad) {
            self.come.add(thing, name);
        }
    }
}

/// The thing that a quad gives a preferred name.
pub fn label(quad: &Quad) -> Option<(&str, LiteralRef<'_>)> {
    match (&quad.subject, &quad.object) {
        (NamedOrBlankNode::NamedNode(thing), Node::Literal(name))
            if quad.predicate.as_ref() == property(Term::PrefLabel) =>
        {
            Some((thing.as_str(), name.as_ref()))
        }
        _ => None,
    }
}

/// Sets right the names of what was touched, after all else of the change is done.
pub fn rename(change: &mut Transaction<'_>, store: &Store, touched: &Touched) -> Result<(), StorageError> {
    let graph = derived::graph(store.minter());
    let graph = GraphNameRef::NamedNode(graph.as_ref());
    let mut things: BTreeSet<&str> = touched.gone.keys().map(String::as_str).collect();
    things.extend(touched.come.things().into_iter().map(|(thing, _)| thing));
    for thing in things {
        let subject = NamedNodeRef::new_unchecked(thing);
        let there = literals(change.quads_for_pattern(
            Some(subject.into()),
            Some(property(Term::Label)),
            None,
            Some(graph),
        ))?;
        let mut names = Names::default();
        let mut lost = false;
        for name in touched.gone.get(thing).into_iter().flatten().filter(|it| there.contains(it)) {
            let still = change
                .quads_for_pattern(
                    Some(subject.into()),
                    Some(property(Term::PrefLabel)),
                    Some(name.as_ref().into()),
                    None,
                )
                .next();
            lost |= still.transpose()?.is_none();
        }
        if lost {
            // Whoever came second may be first now.
            let all =
                change.quads_for_pattern(Some(subject.into()), Some(property(Term::PrefLabel)), None, None);
            literals(all)?.iter().for_each(|name| names.add(thing, name.as_ref()));
        } else {
            there.iter().chain(touched.come.of(thing)).for_each(|name| names.add(thing, name.as_ref()));
        }
        let right = names.of(thing);
        for name in there.iter().filter(|it| !right.contains(it)) {
            change.remove(&derived::name(thing, name.clone(), store.minter()));
        }
        for name in right.iter().filter(|it| !there.contains(it)) {
            change.insert(&derived::name(thing, name.clone(), store.minter()));
        }
    }
    Ok(())
}
