//! Quads without what is forgotten, in two looks: the first finds the nodes that stand for a
//! forgotten thing, the second lets the others through.
//!
//! Gone are: the thing, its parts, whatever bears its name in its address or is called so;
//! nodes that say one thing of it (a mention, a reified statement, a citation, a link, a
//! participation); each quad with one of these. In texts the name is replaced
//! ([`super::REDACTED`]), and in the graphs of acts that name the thing each word of the name.
//!
//! What is let through depends on the quads of one act, of one data set or of the whole store
//! alike, so that an act cleaned on its way in is the act cleaned in its place.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{GraphName, Literal, NamedNode, NamedOrBlankNode, Quad, Term as Node};

use super::Forgotten;
use crate::graph::iri::ActGraph;
use crate::graph::term::Term;

/// A node with such a property of a thing is about the thing, and goes with it.
const POINTING: [Term; 10] = [
    Term::Denotes,
    Term::Subject,
    Term::ObjectTerm,
    Term::HasCitingEntity,
    Term::HasCitedEntity,
    Term::HadParticipantPerson,
    Term::AnnotatedSource,
    Term::AnnotatedTarget,
    Term::SubjectSource,
    // A file of an act.
    Term::Embodies,
];

/// A thing with such a property is called so.
const NAMING: [&str; 7] = [
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://www.w3.org/2004/02/skos/core#altLabel",
    "http://www.w3.org/2000/01/rdf-schema#label",
    "http://xmlns.com/foaf/0.1/name",
    "http://schema.org/name",
    "https://schema.org/name",
    "http://www.w3.org/2006/vcard/ns#fn",
];

/// Verdicts remembered; more are thought over again, so that memory stays flat.
const REMEMBERED: usize = 1 << 17;

/// One cleaning: first [`Sweep::look`] at every quad, then ask [`Sweep::keep`] of each.
pub struct Sweep<'f> {
    forgotten: &'f Forgotten,
    gone: HashSet<NamedNode>,
    /// Acts that name something forgotten, and what.
    naming: BTreeMap<String, BTreeSet<usize>>,
    verdicts: RefCell<HashMap<String, Option<usize>>>,
}

impl<'f> Sweep<'f> {
    pub fn new(forgotten: &'f Forgotten) -> Self {
        Self {
            forgotten,
            gone: HashSet::new(),
            naming: BTreeMap::new(),
            verdicts: RefCell::new(HashMap::new()),
        }
    }

    /// A batch that is whole: an act, a data set. Whether anything changed.
    pub fn clean(forgotten: &Forgotten, quads: &mut Vec<Quad>) -> bool {
        if forgotten.is_empty() {
            return false;
        }
        let mut sweep = Sweep::new(forgotten);
        quads.iter().for_each(|it| sweep.look(it));
        let mut changed = false;
        let kept = std::mem::take(quads).into_iter().filter_map(|quad| match sweep.keep(&quad) {
            Kept::Same => Some(quad),
            Kept::Changed(quad) => {
                changed = true;
                Some(*quad)
            }
            Kept::Gone => {
                changed = true;
                None
            }
        });
        *quads = kept.collect();
        changed
    }

    pub fn look(&mut self, quad: &Quad) {
        let object = match &quad.object {
            Node::NamedNode(it) => self.covers(it.as_str()),
            _ => None,
        };
        let subject = match &quad.subject {
            NamedOrBlankNode::NamedNode(it) => self.covers(it.as_str()),
            NamedOrBlankNode::BlankNode(_) => None,
        };
        let mut about = None;
        if let NamedOrBlankNode::NamedNode(node) = &quad.subject {
            let predicate = quad.predicate.as_str();
            if object.is_some() && POINTING.iter().any(|it| it.iri() == predicate) {
                self.gone.insert(node.clone());
            }
            if let Node::Literal(name) = &quad.object
                && NAMING.contains(&predicate)
                && !is_of_files(&quad.graph_name)
            {
                about = self.forgotten.called(name.value());
                if about.is_some() {
                    self.gone.insert(node.clone());
                }
            }
        }
        for whose in [object, subject, about].into_iter().flatten() {
            if let Some(act) = act_of(&quad.graph_name) {
                match self.naming.get_mut(act) {
                    Some(all) => {
                        all.insert(whose);
                    }
                    None => {
                        self.naming.insert(act.to_owned(), BTreeSet::from([whose]));
                    }
                }
            }
        }
    }

    pub fn keep(&self, quad: &Quad) -> Kept {
        let is_gone = |node: &NamedNode| self.gone.contains(node) || self.covers(node.as_str()).is_some();
        let subject = matches!(&quad.subject, NamedOrBlankNode::NamedNode(it) if is_gone(it));
        let object = matches!(&quad.object, Node::NamedNode(it) if is_gone(it));
        let graph =
            matches!(&quad.graph_name, GraphName::NamedNode(it) if self.covers(it.as_str()).is_some());
        if subject || object || graph || self.covers(quad.predicate.as_str()).is_some() {
            return Kept::Gone;
        }
        let Node::Literal(literal) = &quad.object else { return Kept::Same };
        if literal.datatype() != xsd::STRING && literal.datatype() != rdf::LANG_STRING {
            return Kept::Same;
        }
        let nobody = BTreeSet::new();
        let named = act_of(&quad.graph_name).and_then(|act| self.naming.get(act)).unwrap_or(&nobody);
        let text = self.forgotten.redact(literal.value(), named);
        if text == literal.value() {
            return Kept::Same;
        }
        let text = text.into_owned();
        let literal = match literal.language() {
            Some(tag) => Literal::new_language_tagged_literal_unchecked(text, tag),
            None => Literal::new_simple_literal(text),
        };
        Kept::Changed(Box::new(Quad { object: literal.into(), ..quad.clone() }))
    }

    fn covers(&self, iri: &str) -> Option<usize> {
        // Characters of a file name nobody.
        let iri = iri.split_once("#char=").map_or(iri, |(file, _)| file);
        let mut verdicts = self.verdicts.borrow_mut();
        if let Some(verdict) = verdicts.get(iri) {
            return *verdict;
        }
        if verdicts.len() >= REMEMBERED {
            verdicts.clear();
        }
        let verdict = self.forgotten.covers(iri);
        verdicts.insert(iri.to_owned(), verdict);
        verdict
    }
}

/// What becomes of a quad.
#[derive(Debug, PartialEq, Eq)]
pub enum Kept {
    Same,
    /// Without the name.
    Changed(Box<Quad>),
    Gone,
}

/// The act whose own graph it is.
pub fn act_of(graph: &GraphName) -> Option<&str> {
    let GraphName::NamedNode(graph) = graph else { return None };
    let (act, name) = graph.as_str().rsplit_once("/g/")?;
    ActGraph::ALL.iter().any(|it| it.name() == name).then_some(act)
}

/// The graph of what files are called: a file called as a person is not the person.
fn is_of_files(graph: &GraphName) -> bool {
    matches!(graph, GraphName::NamedNode(graph) if graph.as_str().ends_with("/g/meta"))
}
