//! The triples of a document about a thing: what is said of it, what says it of others, and the
//! names of whatever these mention.

use std::collections::BTreeSet;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{
    GraphName, GraphNameRef, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term as Node,
};
use oxigraph::store::StorageError;

use crate::graph::term::Term;
use crate::store::Store;
use crate::store::catalogue::property;

/// At most so many triples that point at the thing: a State is named everywhere, and
/// its document says where to ask for the rest.
const INCOMING: usize = 2_000;

/// None: nothing in the store is called so. Graphs are left out.
pub fn quads(store: &Store, iri: &str) -> Result<Vec<Quad>, StorageError> {
    let Ok(thing) = NamedNodeRef::new(iri) else { return Ok(Vec::new()) };
    let inner = store.oxigraph();
    let mut found = Vec::new();
    for quad in inner.quads_for_pattern(Some(thing.into()), None, None, None) {
        found.push(quad?);
    }
    if inner.contains_named_graph(thing)? {
        found.extend(graph(store, thing)?);
        for quad in inner.quads_for_pattern(None, None, None, Some(GraphNameRef::NamedNode(thing))) {
            found.push(quad?);
        }
    }
    found.extend(characters(store, iri)?);
    if found.is_empty() {
        return Ok(found);
    }
    for quad in inner.quads_for_pattern(None, None, Some(thing.into()), None).take(INCOMING) {
        found.push(quad?);
    }
    names(store, thing, &mut found)?;
    for quad in &mut found {
        quad.graph_name = GraphName::DefaultGraph;
    }
    Ok(found)
}

const VOID: &str = "http://rdfs.org/ns/void#";

/// What every graph of a store is, whether or not another says something of it: a data set of
/// so many triples. Nothing where there is no such graph.
pub fn graph(store: &Store, iri: NamedNodeRef<'_>) -> Result<Vec<Quad>, StorageError> {
    let name = GraphNameRef::NamedNode(iri);
    let mut triples = 0_u64;
    for quad in store.oxigraph().quads_for_pattern(None, None, None, Some(name)) {
        quad?;
        triples += 1;
    }
    if triples == 0 {
        return Ok(Vec::new());
    }
    let void = |name: &str| NamedNode::new_unchecked(format!("{VOID}{name}"));
    let about = |property: NamedNode, value: Node| Quad::new(iri, property, value, GraphName::DefaultGraph);
    Ok(vec![
        about(rdf::TYPE.into_owned(), void("Dataset").into()),
        about(void("triples"), Literal::from(triples).into()),
    ])
}

/// Passages of a file: their IRIs are the file's with a fragment, so its document tells them.
fn characters(store: &Store, file: &str) -> Result<Vec<Quad>, StorageError> {
    let inner = store.oxigraph();
    let mut found = Vec::new();
    if !file.contains("/src/") {
        return Ok(found);
    }
    let own = format!("{file}#");
    let file = NamedNode::new_unchecked(file);
    for run in inner.quads_for_pattern(None, Some(property(Term::Used)), Some(file.as_ref().into()), None) {
        for made in inner.quads_for_pattern(
            None,
            Some(property(Term::WasGeneratedBy)),
            Some(run?.subject.as_ref().into()),
            None,
        ) {
            let NamedOrBlankNode::NamedNode(graph) = made?.subject else { continue };
            if !graph.as_str().ends_with("/g/mentions") {
                continue;
            }
            for quad in inner.quads_for_pattern(None, None, None, Some(graph.as_ref().into())) {
                let quad = quad?;
                if matches!(&quad.subject, NamedOrBlankNode::NamedNode(it) if it.as_str().starts_with(&own)) {
                    found.push(quad);
                }
            }
        }
    }
    Ok(found)
}

/// `rdfs:label` of what the triples mention.
fn names(store: &Store, thing: NamedNodeRef<'_>, found: &mut Vec<Quad>) -> Result<(), StorageError> {
    let mut others = BTreeSet::new();
    for quad in &*found {
        if let NamedOrBlankNode::NamedNode(it) = &quad.subject {
            others.insert(it.clone());
        }
        if let Node::NamedNode(it) = &quad.object {
            others.insert(it.clone());
        }
    }
    others.remove(&thing.into_owned());
    for other in others {
        let label = Some(property(Term::Label));
        for quad in store.oxigraph().quads_for_pattern(Some(other.as_ref().into()), label, None, None) {
            found.push(quad?);
        }
    }
    Ok(())
}
