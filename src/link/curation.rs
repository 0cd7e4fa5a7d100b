//! Decisions in the store: graph `{b}/g/curation`, as SSSOM says it in RDF. Beside each
//! stands the triple that it makes true. No build touches this graph.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{
    GraphName, GraphNameRef, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term as Node,
};
use oxigraph::store::{StorageError, Transaction};

use super::decision::{Decision, Ruling};
use super::quads::{link_iri, property};
use super::rename::Renames;
use super::sssom::BY_HAND;
use crate::forget::sweep::Sweep;
use crate::graph::iri::Minter;
use crate::graph::term::Term;
use crate::source::Digest;
use crate::store::Store;
use crate::store::catalogue::graphs;
use crate::store::names::{self, Touched};
use crate::store::repeats;

fn graph(minter: &Minter) -> NamedNode {
    NamedNode::new_unchecked(minter.shared_graph("curation"))
}

/// All decisions, by what they are about.
pub fn read(store: &Store) -> Result<Vec<Decision>, StorageError> {
    let graph = graph(store.minter());
    let mut nodes: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for quad in store.oxigraph().quads_for_pattern(None, None, None, Some(graph.as_ref().into())) {
        let quad = quad?;
        let NamedOrBlankNode::NamedNode(subject) = quad.subject else { continue };
        let value = match quad.object {
            Node::NamedNode(iri) => iri.into_string(),
            Node::Literal(text) => text.value().to_owned(),
            _ => continue,
        };
        nodes.entry(subject.into_string()).or_default().insert(quad.predicate.into_string(), value);
    }
    let mut decisions: Vec<Decision> = nodes
        .into_values()
        .filter_map(|mut node| {
            let mut take = |term: Term| node.remove(term.iri());
            Some(Decision {
                subject: take(Term::AnnotatedSource)?,
                object: take(Term::AnnotatedTarget)?,
                act: take(Term::SubjectSource),
                ruling: Ruling::of_predicate(&take(Term::AnnotatedProperty)?)?,
                subject_label: take(Term::SubjectLabel),
                object_label: take(Term::ObjectLabel),
                author: take(Term::AuthoredBy)?,
                date: take(Term::AuthoredOn)?,
                comment: take(Term::Comment),
            })
        })
        .collect();
    decisions.sort_by(|a, b| a.about().cmp(&b.about()));
    Ok(decisions)
}

/// Pairs about which a person has spoken, either way round.
pub fn decided(store: &Store) -> Result<BTreeSet<(String, String)>, StorageError> {
    let pairs = read(store)?.into_iter().map(|it| (it.subject, it.object));
    Ok(pairs.flat_map(|(a, b)| [(a.clone(), b.clone()), (b, a)]).collect())
}

/// What decisions change in acts as they are read.
pub fn renames(store: &Store) -> Result<Renames, StorageError> {
    Ok(Renames::of(&read(store)?))
}

/// What taking decisions in has done.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Taken {
    pub new: usize,
    pub changed: usize,
    /// Quads of acts that now mean another thing.
    pub renamed: usize,
    /// A split or a corrected key was taken back: acts that were read with it must be read
    /// again.
    pub read_again: bool,
}

/// In one transaction: the decisions beside those that are there, later ones in place of
/// earlier ones about the same; candidates and links that they decide go; acts follow.
pub fn take(store: &Store, decisions: Vec<Decision>) -> Result<Taken, StorageError> {
    let key = |it: &Decision| (it.subject.clone(), it.object.clone(), it.act.clone());
    let before = read(store)?;
    let forgotten = store.forgotten();
    let decisions = decisions.into_iter().filter(|it| {
        let about = [Some(&it.subject), Some(&it.object), it.act.as_ref()];
        about.into_iter().flatten().all(|iri| forgotten.of(iri).is_none())
    });
    let mut all: BTreeMap<_, Decision> = before.iter().map(|it| (key(it), it.clone())).collect();
    let mut taken = Taken::default();
    for decision in decisions {
        match all.insert(key(&decision), decision.clone()) {
            None => taken.new += 1,
            Some(held) if held != decision => taken.changed += 1,
            Some(_) => {}
        }
    }
    let all: Vec<Decision> = all.into_values().collect();
    let (old, new) = (Renames::of(&before), Renames::of(&all));
    let held = store.held()?;
    taken.read_again =
        held.keys().any(|act| old.changed(act).iter().any(|iri| old.get(act, iri) != new.get(act, iri)));

    let mut change = store.oxigraph().start_transaction()?;
    let curation = graph(store.minter());
    change.remove_named_graph(curation.as_ref())?;
    for decision in &all {
        let mut said = quads(store.minter(), &curation, decision);
        Sweep::clean(store.forgotten(), &mut said);
        change.extend(&said);
        forget_link(&mut change, store.minter(), decision)?;
    }
    let mut renamed = BTreeSet::new();
    if old != new {
        let mut touched = Touched::default();
        for act in held.keys() {
            let count = rename(&mut change, act, &new, &mut touched)?;
            if count > 0 {
                renamed.insert(act.clone());
            }
            taken.renamed += count;
        }
        names::rename(&mut change, store, &touched)?;
    }
    change.commit()?;
    // A demand for another person repeats no demand.
    repeats::renew(store, &renamed, &held)?;
    Ok(taken)
}

fn quads(minter: &Minter, graph: &NamedNode, it: &Decision) -> Vec<Quad> {
    let about = format!("{} {} {}", it.subject, it.object, it.act.as_deref().unwrap_or_default());
    let node = NamedNode::new_unchecked(minter.decision(&Digest::of(about.as_bytes())));
    let iri = |it: &str| Node::NamedNode(NamedNode::new_unchecked(it));
    let text = |it: &str| Node::Literal(Literal::new_simple_literal(it));
    let date = NamedNodeRef::new_unchecked(Term::Date.iri());
    let author = NamedNode::new(&it.author).map_or_else(|_| text(&it.author), Node::from);
    let mut said = vec![
        (Term::Type, iri(Term::Axiom.iri())),
        (Term::AnnotatedSource, iri(&it.subject)),
        (Term::AnnotatedProperty, iri(it.ruling.predicate())),
        (Term::AnnotatedTarget, iri(&it.object)),
        (Term::MappingJustification, iri(BY_HAND)),
        (Term::AuthoredBy, author),
        (Term::AuthoredOn, Literal::new_typed_literal(&it.date, date).into()),
    ];
    let optional = [
        (Term::SubjectLabel, &it.subject_label),
        (Term::ObjectLabel, &it.object_label),
        (Term::Comment, &it.comment),
    ];
    said.extend(optional.into_iter().filter_map(|(term, value)| Some((term, text(value.as_ref()?)))));
    said.extend(it.act.as_deref().map(|act| (Term::SubjectSource, iri(act))));
    let graph = GraphName::NamedNode(graph.clone());
    let mut quads: Vec<Quad> = said
        .into_iter()
        .map(|(term, value)| Quad::new(node.clone(), property(term), value, graph.clone()))
        .collect();
    quads.push(Quad::new(
        NamedNode::new_unchecked(it.subject.as_str()),
        NamedNode::new_unchecked(it.ruling.predicate()),
        NamedNode::new_unchecked(it.object.as_str()),
        graph,
    ));
    quads
}

/// A decided pair is no candidate, and a link that a person refused is none: the triple and
/// the node that speaks for it.
fn forget_link(change: &mut Transaction<'_>, minter: &Minter, it: &Decision) -> Result<(), StorageError> {
    for (one, other) in [(&it.subject, &it.object), (&it.object, &it.subject)] {
        let (subject, object) = (NamedNodeRef::new_unchecked(one), NamedNodeRef::new_unchecked(other));
        let link = NamedNode::new_unchecked(link_iri(minter, one, other));
        let mut gone: Vec<Quad> = change
            .quads_for_pattern(Some(link.as_ref().into()), None, None, None)
            .collect::<Result<_, _>>()?;
        for term in [Term::CandidateFor, Term::SameAs, Term::ExactMatch, Term::IsReplacedBy] {
            let of = (Some(subject.into()), Some(property(term)), Some(object.into()));
            for quad in change.quads_for_pattern(of.0, of.1, of.2, None) {
                let quad = quad?;
                if term == Term::IsReplacedBy {
                    // The number that came with it.
                    let number = Some(property(Term::Number));
                    let graph = Some(quad.graph_name.as_ref());
                    for number in change.quads_for_pattern(of.0, number, None, graph) {
                        gone.push(number?);
                    }
                }
                gone.push(quad);
            }
        }
        for quad in &gone {
            // What a text or a register says stays theirs to say.
            if let GraphName::NamedNode(graph) = &quad.graph_name
                && minter.is_of_links(graph.as_str())
            {
                change.remove(quad);
            }
        }
    }
    Ok(())
}

/// In the act's own graphs.
fn rename(
    change: &mut Transaction<'_>,
    act: &str,
    renames: &Renames,
    touched: &mut Touched,
) -> Result<usize, StorageError> {
    let mut count = 0;
    for iri in renames.changed(act) {
        let node = NamedNode::new_unchecked(iri);
        for graph in graphs(act) {
            let graph = Some(GraphNameRef::NamedNode(graph.as_ref()));
            let mut quads: Vec<Quad> = change
                .quads_for_pattern(Some(node.as_ref().into()), None, None, graph)
                .chain(change.quads_for_pattern(None, None, Some(node.as_ref().into()), graph))
                .collect::<Result<_, _>>()?;
            count += quads.len();
            for quad in &quads {
                change.remove(quad);
                touched.goes(quad);
            }
            renames.apply(act, &mut quads);
            quads.iter().for_each(|it| touched.comes(it));
            change.extend(&quads);
        }
    }
    Ok(count)
}
