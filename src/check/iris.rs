//! Whether every IRI in the store is one, and absolute.

use std::collections::BTreeMap;

use iri_string::types::IriStr;
use oxigraph::model::{GraphName, NamedOrBlankNode, Term as Node};
use oxigraph::store::StorageError;

use super::Fault;
use crate::store::Store;

/// Each faulty IRI once, with a node that has it.
pub fn faults(store: &Store, check: &str) -> Result<Vec<Fault>, StorageError> {
    let mut faulty: BTreeMap<String, String> = BTreeMap::new();
    for quad in store.quads() {
        let quad = quad?;
        let focus = quad.subject.to_string();
        let mut look = |iri: &str| {
            if IriStr::new(iri).is_err() {
                let node = faulty.entry(iri.to_owned()).or_insert_with(|| focus.clone());
                // The first by name, whatever the order of the store.
                if focus < *node {
                    node.clone_from(&focus);
                }
            }
        };
        if let NamedOrBlankNode::NamedNode(it) = &quad.subject {
            look(it.as_str());
        }
        look(quad.predicate.as_str());
        match &quad.object {
            Node::NamedNode(it) => look(it.as_str()),
            Node::Literal(it) => look(it.datatype().as_str()),
            _ => {}
        }
        if let GraphName::NamedNode(it) = &quad.graph_name {
            look(it.as_str());
        }
    }
    let fault = |(iri, focus): (String, String)| Fault {
        check: check.to_owned(),
        focus: focus.trim_matches(['<', '>']).to_owned(),
        path: None,
        constraint: None,
        message: format!("is or has <{iri}>, which is no IRI"),
        value: Some(format!("<{iri}>")),
    };
    Ok(faulty.into_iter().map(fault).collect())
}

#[cfg(test)]
mod tests {
    use oxigraph::model::{GraphNameRef, NamedNodeRef, QuadRef};

    use super::*;
    use crate::graph::iri::Minter;

    fn check(object: &str, expected: usize) {
        let store = Store::memory(Minter::default()).unwrap();
        let node = NamedNodeRef::new_unchecked;
        let quad = QuadRef::new(
            node("http://e.org/a"),
            node("http://e.org/p"),
            node(object),
            GraphNameRef::DefaultGraph,
        );
        store.oxigraph().insert(quad).unwrap();
        assert_eq!(faults(&store, "iris").unwrap().len(), expected, "{object}");
    }

    #[test]
    fn an_iri_has_a_scheme_and_no_blanks() {
        check("http://e.org/é", 0);
        check("urn:isbn:1", 0);
        check("e.org/b", 1);
        check("http://e.org/a b", 1);
        check("http://e.org/%zz", 1);
    }
}
