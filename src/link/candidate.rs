//! What waits for a decision: candidates in the store, with the words around each name.

use std::collections::BTreeMap;

use oxigraph::model::{GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Term as Node};
use oxigraph::store::StorageError;

use super::own::evidence;
use super::quads::property;
use crate::graph::term::Term;
use crate::store::Store;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub ours: String,
    pub theirs: String,
    pub our_name: String,
    pub their_name: String,
    /// As it is written: `0.970`.
    pub score: String,
    /// Code of the scheme `basis`.
    pub basis: String,
    /// Name of the data set.
    pub data_set: String,
    pub our_context: Option<Context>,
    /// Of a thing of ours, too; what others publish has no text here.
    pub their_context: Option<Context>,
    /// What the data set says of theirs, where it is loaded: name of the property, value. In
    /// order, the first few.
    pub their_facts: Vec<(String, String)>,
}

/// Where a text names a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context {
    pub passage: String,
    /// IRI of the act's graph that holds the passage, without its end.
    pub act: String,
    pub before: String,
    pub name: String,
    pub after: String,
}

/// The likest first, then by IRI.
pub fn open(store: &Store) -> Result<Vec<Candidate>, StorageError> {
    let mut all = Vec::new();
    for quad in store.oxigraph().quads_for_pattern(
        None,
        Some(property(Term::PredicateTerm)),
        Some(property(Term::CandidateFor).into()),
        None,
    ) {
        let NamedOrBlankNode::NamedNode(link) = quad?.subject else { continue };
        let mut node: BTreeMap<String, String> = BTreeMap::new();
        for quad in store.oxigraph().quads_for_pattern(Some(link.as_ref().into()), None, None, None) {
            let quad = quad?;
            let value = match quad.object {
                Node::NamedNode(iri) => iri.into_string(),
                Node::Literal(text) => text.value().to_owned(),
                _ => continue,
            };
            node.insert(quad.predicate.into_string(), value);
        }
        let mut take = |term: Term| node.remove(term.iri()).unwrap_or_default();
        let last = |iri: String| iri.rsplit('/').next().unwrap_or_default().to_owned();
        let (ours, theirs) = (take(Term::Subject), take(Term::ObjectTerm));
        let their_name = take(Term::OtherName);
        let our_context = context(store, &take(Term::Evidence))?;
        let data_set = last(take(Term::DctSource));
        let their_facts = facts(store, &data_set, &theirs)?;
        let their_context = match evidence(store, &theirs, &their_name)? {
            Some(passage) => context(store, &passage)?,
            None => None,
        };
        all.push(Candidate {
            our_name: take(Term::OwnName),
            score: take(Term::Score),
            basis: last(take(Term::Basis)),
            data_set,
            ours,
            theirs,
            their_name,
            our_context,
            their_context,
            their_facts,
        });
    }
    // Scores have as many digits.
    all.sort_by(|a, b| b.score.cmp(&a.score).then(a.ours.cmp(&b.ours)).then(a.theirs.cmp(&b.theirs)));
    Ok(all)
}

/// Statements shown of a thing of theirs.
const FACTS: usize = 8;

fn facts(store: &Store, data_set: &str, thing: &str) -> Result<Vec<(String, String)>, StorageError> {
    let graph = NamedNode::new_unchecked(store.minter().data_graph(data_set));
    let thing = NamedNodeRef::new_unchecked(thing);
    let graph = GraphNameRef::NamedNode(graph.as_ref());
    let mut facts = Vec::new();
    for quad in store.oxigraph().quads_for_pattern(Some(thing.into()), None, None, Some(graph)) {
        let quad = quad?;
        let value = match quad.object {
            Node::NamedNode(iri) => iri.into_string(),
            Node::Literal(text) => text.value().to_owned(),
            _ => continue,
        };
        let property = quad.predicate.as_str().rsplit(['/', '#']).next().unwrap_or_default().to_owned();
        facts.push((property, value));
    }
    facts.sort();
    facts.truncate(FACTS);
    Ok(facts)
}

/// Characters shown on either side of a name.
const AROUND: usize = 90;

fn context(store: &Store, passage: &str) -> Result<Option<Context>, StorageError> {
    if passage.is_empty() {
        return Ok(None);
    }
    let node = NamedNode::new_unchecked(passage);
    let (mut name, mut part, mut act) = (None, None, None);
    for quad in store.oxigraph().quads_for_pattern(Some(node.as_ref().into()), None, None, None) {
        let quad = quad?;
        let is = |term| quad.predicate.as_ref() == property(term);
        match &quad.object {
            Node::Literal(text) if is(Term::Exact) => name = Some(text.value().to_owned()),
            Node::NamedNode(it) if is(Term::InPart) => part = Some(it.clone()),
            _ => {}
        }
        if let oxigraph::model::GraphName::NamedNode(graph) = &quad.graph_name {
            act = graph.as_str().strip_suffix("/g/mentions").map(str::to_owned).or(act);
        }
    }
    let (Some(name), Some(part)) = (name, part) else { return Ok(None) };
    let text = text(store, part.as_ref())?.unwrap_or_default();
    let (before, after) = text.split_once(&name).unwrap_or(("", ""));
    let before: String = before.chars().rev().take(AROUND).collect();
    Ok(Some(Context {
        passage: passage.to_owned(),
        act: act.unwrap_or_default(),
        before: before.chars().rev().collect(),
        name,
        after: after.chars().take(AROUND).collect(),
    }))
}

fn text(store: &Store, part: NamedNodeRef<'_>) -> Result<Option<String>, StorageError> {
    for quad in store.oxigraph().quads_for_pattern(Some(part.into()), Some(property(Term::Text)), None, None)
    {
        if let Node::Literal(text) = quad?.object {
            return Ok(Some(text.value().to_owned()));
        }
    }
    Ok(None)
}
