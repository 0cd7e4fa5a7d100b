//! What acts a store holds, and from which files.
//!
//! Read from the acts' own graphs: each names the run that made it, and the run its file,
//! version and vocabularies. The store adds the file's name (`rdfs:label` in `{b}/g/meta`).

use std::collections::BTreeMap;

use oxigraph::model::{
    GraphName, GraphNameRef, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term as Node,
};
use oxigraph::store::StorageError;

use super::Store;
use crate::graph::iri::ActGraph;
use crate::graph::term::Term;

/// An act in the store. All IRIs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Held {
    pub act: String,
    pub source: String,
    pub run: String,
}

/// A term of the vocabulary as a property.
pub fn property(term: Term) -> NamedNodeRef<'static> {
    NamedNodeRef::new_unchecked(term.iri())
}

/// The four named graphs of an act.
pub fn graphs(act: &str) -> [NamedNode; 4] {
    ActGraph::ALL.map(|graph| NamedNode::new_unchecked(format!("{act}/g/{}", graph.name())))
}

impl Store {
    /// By act.
    pub fn held(&self) -> Result<BTreeMap<String, Held>, StorageError> {
        let mut held = BTreeMap::new();
        for quad in self.oxigraph().quads_for_pattern(None, Some(property(Term::WasGeneratedBy)), None, None)
        {
            let quad = quad?;
            let (NamedOrBlankNode::NamedNode(graph), Node::NamedNode(run)) = (quad.subject, quad.object)
            else {
                continue;
            };
            // Each act's four graphs name the run; one is enough.
            let Some(act) = graph.as_str().strip_suffix("/g/act") else { continue };
            if let Some(source) = self.object(run.as_ref(), property(Term::Used))? {
                held.insert(act.to_owned(), Held { act: act.to_owned(), source, run: run.into_string() });
            }
        }
        Ok(held)
    }

    /// The name of a file, as its last part was when it was read.
    pub fn file_name(&self, source: NamedNodeRef<'_>) -> Result<Option<String>, StorageError> {
        let meta = NamedNode::new_unchecked(self.minter().shared_graph("meta"));
        for quad in self.oxigraph().quads_for_pattern(
            Some(source.into()),
            Some(property(Term::Label)),
            None,
            Some(GraphNameRef::NamedNode(meta.as_ref())),
        ) {
            if let Node::Literal(name) = quad?.object {
                return Ok(Some(name.value().to_owned()));
            }
        }
        Ok(None)
    }

    /// What the store itself says about a file.
    pub(super) fn file_quad(&self, source: &str, name: &str) -> Quad {
        Quad::new(
            NamedNode::new_unchecked(source),
            property(Term::Label),
            Literal::new_simple_literal(name),
            GraphName::NamedNode(NamedNode::new_unchecked(self.minter().shared_graph("meta"))),
        )
    }

    /// The IRI that stands as object, where one does.
    pub fn object(
        &self,
        subject: NamedNodeRef<'_>,
        predicate: NamedNodeRef<'_>,
    ) -> Result<Option<String>, StorageError> {
        for quad in self.oxigraph().quads_for_pattern(Some(subject.into()), Some(predicate), None, None) {
            if let Node::NamedNode(object) = quad?.object {
                return Ok(Some(object.into_string()));
            }
        }
        Ok(None)
    }
}
