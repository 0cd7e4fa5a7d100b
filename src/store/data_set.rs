//! What others publish, beside the acts: one graph a data set, `{b}/g/data/{name}`, replaced
//! whole when it is loaded again.
//!
//! Two things keep it apart from what acts say. A data set says nothing of things of ours or
//! of our vocabulary: such statements are left out and counted, since the question sees all
//! graphs as one. And its blank nodes get IRIs, the same for the same data, so that the graph
//! stays one that can be compared and named.

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term};
use oxigraph::store::StorageError;

use super::Store;
use crate::canonical::{self, CanonicalError};
use crate::forget::sweep::Sweep;
use crate::graph::iri::Minter;
use crate::lexicon::{NAMESPACE, SCHEMES};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Loaded {
    /// Statements, each once.
    pub statements: usize,
    /// About things of ours.
    pub left_out: usize,
}

/// Why a data set was not loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    #[error("the data set cannot be given IRIs")]
    Nodes(#[from] CanonicalError),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// In one transaction, in place of what was loaded under this name.
pub fn load(store: &Store, name: &str, quads: Vec<Quad>) -> Result<Loaded, LoadError> {
    let graph = NamedNode::new_unchecked(store.minter().data_graph(name));
    let before = quads.len();
    let kept: Vec<Quad> = quads
        .into_iter()
        .filter(|it| !is_of_ours(store.minter(), name, &it.subject))
        // Which graph they stood in is their publisher's affair.
        .map(|it| Quad { graph_name: GraphName::DefaultGraph, ..it })
        .collect();
    let left_out = before - kept.len();
    let mut quads = without_blank_nodes(store.minter(), name, kept)?;
    quads.iter_mut().for_each(|it| it.graph_name = graph.clone().into());
    Sweep::clean(store.forgotten(), &mut quads);
    let mut change = store.oxigraph().start_transaction()?;
    change.remove_named_graph(graph.as_ref())?;
    change.extend(&quads);
    change.commit()?;
    Ok(Loaded { statements: quads.len(), left_out })
}

/// Every statement of a data set.
pub fn quads<'s>(store: &'s Store, name: &str) -> impl Iterator<Item = Result<Quad, StorageError>> + use<'s> {
    let graph = NamedNode::new_unchecked(store.minter().data_graph(name));
    store.oxigraph().quads_for_pattern(None, None, None, Some(graph.as_ref().into()))
}

fn is_of_ours(minter: &Minter, name: &str, subject: &NamedOrBlankNode) -> bool {
    let NamedOrBlankNode::NamedNode(subject) = subject else { return false };
    let subject = subject.as_str();
    let under =
        |base: &str| subject.strip_prefix(base).is_some_and(|it| it.is_empty() || it.starts_with('/'));
    (under(minter.base()) && !under(&minter.data_set(name)))
        || subject.starts_with(NAMESPACE)
        || subject.starts_with(SCHEMES)
}

/// Blank nodes as IRIs by their place in the canonical form.
fn without_blank_nodes(minter: &Minter, name: &str, quads: Vec<Quad>) -> Result<Vec<Quad>, CanonicalError> {
    let (blank, mut named): (Vec<Quad>, Vec<Quad>) = quads.into_iter().partition(has_blank_node);
    if !blank.is_empty() {
        // Which node is which follows from the statements that hold one.
        let mut lines = Vec::new();
        canonical::write(&blank, &mut lines)?;
        let read = RdfParser::from_format(RdfFormat::NQuads).for_slice(&lines);
        for quad in read.map(|it| it.expect("what was just written is N-Quads")) {
            let iri = |it: &str| NamedNode::new_unchecked(minter.data_node(name, it));
            named.push(Quad {
                subject: match quad.subject {
                    NamedOrBlankNode::BlankNode(node) => iri(node.as_str()).into(),
                    node => node,
                },
                object: match quad.object {
                    Term::BlankNode(node) => iri(node.as_str()).into(),
                    node => node,
                },
                ..quad
            });
        }
    }
    named.sort_by_cached_key(Quad::to_string);
    named.dedup();
    Ok(named)
}

fn has_blank_node(quad: &Quad) -> bool {
    matches!(quad.subject, NamedOrBlankNode::BlankNode(_)) || matches!(quad.object, Term::BlankNode(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(turtle: &str, expected: &[&str], left_out: usize) {
        let store = Store::memory(Minter::default()).unwrap();
        let read = |text: &str| -> Vec<Quad> {
            RdfParser::from_format(RdfFormat::Turtle)
                .with_base_iri("https://hemicycle.example/data/x/")
                .unwrap()
                .for_slice(text.as_bytes())
                .map(Result::unwrap)
                .collect()
        };
        // What was there goes.
        load(&store, "x", read("<https://a.example/old> <https://a.example/p> 1 .")).unwrap();
        let loaded = load(&store, "x", read(turtle)).unwrap();
        assert_eq!(loaded, Loaded { statements: expected.len(), left_out });
        let mut found: Vec<String> = quads(&store, "x").map(|it| it.unwrap().to_string()).collect();
        found.sort();
        let graph = "<https://hemicycle.example/g/data/x>";
        let expected: Vec<String> = expected.iter().map(|it| format!("{it} {graph}")).collect();
        assert_eq!(found, expected);
        assert_eq!(store.quads().count(), expected.len());
    }

    #[test]
    fn nodes_without_a_name_get_one_that_is_the_same_again() {
        let expected = [
            "<https://a.example/1> <https://a.example/member> <https://hemicycle.example/data/x/node/c14n0>",
            "<https://hemicycle.example/data/x/node/c14n0> <https://a.example/of> <https://a.example/2>",
        ];
        check(
            "<https://a.example/1> <https://a.example/member> [ <https://a.example/of> <https://a.example/2> ] .",
            &expected,
            0,
        );
        check(
            "_:q <https://a.example/of> <https://a.example/2> . <https://a.example/1> <https://a.example/member> _:q .",
            &expected,
            0,
        );
    }

    #[test]
    fn what_is_said_of_things_of_ours_is_left_out() {
        check(
            "<https://hemicycle.example/id/person/ada-holm> <https://a.example/p> 1 .
             <https://w3id.org/hemicycle/def#sameOpinion> <https://a.example/p> 1 .
             <#list> <https://a.example/p> <https://hemicycle.example/id/person/ada-holm> .",
            &[
                "<https://hemicycle.example/data/x/#list> <https://a.example/p> <https://hemicycle.example/id/person/ada-holm>",
            ],
            2,
        );
    }
}
