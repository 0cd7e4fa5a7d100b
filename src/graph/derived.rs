//! What follows from all acts together: `eli:cites` between acts, and its inverse.
//!
//! Pure: the store gives the citations it holds and replaces its graph `derived` by the
//! answer.

use std::collections::BTreeSet;

use oxigraph::model::{NamedNode, NamedNodeRef, Quad};

use super::iri::Minter;
use super::term::Term;

/// `citations` are pairs of citing act and thing cited, in any order, repeats included: what
/// stands in `cito:hasCitingEntity` and `cito:hasCitedEntity`.
pub fn citations(citations: impl IntoIterator<Item = (NamedNode, NamedNode)>, minter: &Minter) -> Vec<Quad> {
    let graph = NamedNode::new_unchecked(minter.shared_graph("derived"));
    let pairs: BTreeSet<(String, String)> = citations
        .into_iter()
        .map(|(citing, cited)| (citing.into_string(), cited.into_string()))
        .filter(|(citing, cited)| citing != cited)
        .collect();
    let quad = |subject: &str, predicate: Term, object: &str| {
        Quad::new(
            NamedNode::new_unchecked(subject),
            NamedNodeRef::new_unchecked(predicate.iri()),
            NamedNode::new_unchecked(object),
            graph.clone(),
        )
    };
    pairs
        .iter()
        .flat_map(|(citing, cited)| {
            [quad(citing, Term::EliCites, cited), quad(cited, Term::EliCitedBy, citing)]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pairs: &[(&str, &str)], expected: usize) {
        let node = |name: &str| NamedNode::new(format!("https://hemicycle.example/{name}")).unwrap();
        let pairs: Vec<_> = pairs.iter().map(|(a, b)| (node(a), node(b))).collect();
        let quads = citations(pairs.clone(), &Minter::default());
        assert_eq!(quads.len(), expected);
        let turned = citations(pairs.into_iter().rev(), &Minter::default());
        assert_eq!(turned, quads, "order matters");
    }

    #[test]
    fn an_act_cited_twice_is_cited_once() {
        check(&[("a", "b"), ("a", "b")], 2);
        check(&[("a", "c"), ("a", "b"), ("b", "c")], 6);
    }

    #[test]
    fn an_act_does_not_cite_itself() {
        check(&[("a", "a")], 0);
    }
}
