//! What a store must hold, and where it does not.
//!
//! Three kinds of check. Shapes: `ontology/shapes.ttl`, each as a query in `ontology/shapes/`
//! that finds its breaches; other programs validate the SHACL itself, and CI sees that both
//! find the same. Whole-graph checks: a query each in `ontology/checks/`. And what no query can
//! tell: [`iris`], whether every IRI is one.
//!
//! A fault names a node; [`Fault::proof`] leads from it to the characters of the file.

pub mod iris;
mod rows;

use oxigraph::model::{GraphName, Literal, NamedNodeRef, Term as Node};
use oxigraph::store::StorageError;
use serde::Serialize;

use crate::lexicon::NAMESPACE;
use crate::query::proof::{self, Evidence};
use crate::query::{AskError, QuestionError, terms};
use crate::store::Store;

include!(concat!(env!("OUT_DIR"), "/checks.rs"));

/// The check of IRIs, by name.
const IRIS: &str = "iris";

/// Something that should not be so.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Fault {
    /// `shapes/demand`, `dangling`.
    pub check: String,
    /// IRI, or `_:name` of a blank node.
    pub focus: String,
    /// Property or path in SPARQL, with the prefixes of every output.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Of a shape: `minCount`, as SHACL calls it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub constraint: Option<String>,
    /// What stands there: N-Triples form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// What is wrong with the node, as a sentence's end: `has no hc:evidence`.
    pub message: String,
}

/// Why a check could not be made.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    #[error("the check `{0}` is no question")]
    Question(String, #[source] Box<QuestionError>),
    #[error("the check `{0}` could not be made")]
    Ask(String, #[source] AskError),
    #[error("the store cannot be read")]
    Storage(#[from] StorageError),
}

/// Names of all checks, in the order in which they are made.
pub fn names() -> impl Iterator<Item = String> {
    let shapes = SHAPES.iter().map(|(name, _)| format!("shapes/{name}"));
    shapes.chain(CHECKS.iter().map(|(name, _)| (*name).to_owned())).chain([IRIS.to_owned()])
}

/// The query of a check; the one of IRIs is none. It takes `?base`, with a slash at its end, and
/// `?namespace`.
pub fn question(name: &str) -> Option<&'static str> {
    let (list, name) = match name.strip_prefix("shapes/") {
        Some(shape) => (SHAPES, shape),
        None => (CHECKS, name),
    };
    list.iter().find(|(it, _)| *it == name).map(|(_, text)| *text)
}

/// What one check finds, sorted; nothing where there is none of that name.
pub fn run(store: &Store, name: &str) -> Result<Vec<Fault>, CheckError> {
    if name == IRIS {
        return Ok(iris::faults(store, IRIS)?);
    }
    let Some(query) = question(name) else { return Ok(Vec::new()) };
    let text = |it: &str| Node::from(Literal::new_simple_literal(it));
    let values = [
        ("base".to_owned(), text(&format!("{}/", store.minter().base()))),
        ("namespace".to_owned(), text(NAMESPACE)),
    ];
    let mut faults = rows::faults(store, name, query, &values)?;
    if name.starts_with("shapes/") {
        let mut ours = Vec::with_capacity(faults.len());
        for fault in faults {
            if !is_of_others(store, &fault.focus)? {
                ours.push(fault);
            }
        }
        faults = ours;
    }
    if name == "terms" {
        faults.retain(|it| !it.value.as_deref().is_some_and(is_declared));
    }
    for fault in &mut faults {
        if fault.message.is_empty() {
            fault.message = message(name, fault);
        }
    }
    faults.sort();
    Ok(faults)
}

/// Whether only data sets of others, loaded beside the acts, speak of a node: our shapes are not
/// theirs.
fn is_of_others(store: &Store, focus: &str) -> Result<bool, StorageError> {
    let node = NamedNodeRef::new_unchecked(focus);
    let data = store.minter().data_graph("");
    let mut spoken_of = false;
    for quad in store.oxigraph().quads_for_pattern(Some(node.into()), None, None, None) {
        match quad?.graph_name {
            GraphName::NamedNode(graph) if graph.as_str().starts_with(&data) => spoken_of = true,
            _ => return Ok(false),
        }
    }
    Ok(spoken_of)
}

/// Whether `<IRI>` is a term of the published vocabulary.
fn is_declared(form: &str) -> bool {
    terms::is_declared(form.trim_matches(['<', '>']))
}

fn message(check: &str, fault: &Fault) -> String {
    let value = fault.value.as_deref().unwrap_or_default();
    let path = fault.path.as_deref().unwrap_or_default();
    match check {
        "dangling" => format!("has {path} {value}, of which nothing is said"),
        "blank-nodes" => format!("has or is a node without a name: {path} {value}"),
        "languages" => "has words in another language than its version".to_owned(),
        "terms" => format!("uses {value}, which the vocabulary does not declare"),
        _ => "breaks the check".to_owned(),
    }
}

impl Fault {
    /// The words that led to the node; none where it is not of a text.
    pub fn proof(&self, store: &Store) -> Result<Vec<Evidence>, StorageError> {
        let proofs = proof::of_iri(store, NamedNodeRef::new_unchecked(&self.focus))?;
        Ok(proofs.into_iter().flat_map(|it| it.evidence).collect())
    }
}

#[cfg(test)]
mod tests {
    use oxigraph::io::{RdfFormat, RdfParser};

    use super::*;
    use crate::graph::iri::Minter;

    /// Faults as `focus message`.
    fn check(name: &str, turtle: &str, expected: &[&str]) {
        let store = Store::memory(Minter::new("http://e.org").unwrap()).unwrap();
        let turtle =
            format!("@prefix : <http://e.org/> . @prefix hc: <https://w3id.org/hemicycle/def#> . {turtle}");
        let parser = RdfParser::from_format(RdfFormat::Turtle);
        store.oxigraph().load_from_reader(parser, turtle.as_bytes()).unwrap();
        let found: Vec<String> = run(&store, name)
            .unwrap()
            .iter()
            .map(|it| format!("{} {}", it.focus.trim_start_matches("http://e.org/"), it.message))
            .collect();
        assert_eq!(found, expected, "{turtle}");
    }

    #[test]
    fn a_thing_of_ours_of_which_nothing_is_said_dangles() {
        let said = "has hc:concerns <http://e.org/b>, of which nothing is said";
        check("dangling", ":a hc:concerns :b .", &[&format!("a {said}")]);
    }

    #[test]
    fn what_others_say_need_not_be_here() {
        check("dangling", ":a hc:concerns :b , <http://f.org/c> . :b hc:year 1 .", &[]);
        check("dangling", ":a hc:concerns <http://e.org/data/members> .", &[]);
    }

    #[test]
    fn what_others_load_is_not_held_to_our_shapes() {
        let person = "<http://f.org/1> a <http://xmlns.com/foaf/0.1/Person>";
        let store = Store::memory(Minter::new("http://e.org").unwrap()).unwrap();
        let load = |graph: &str| {
            let trig = format!("<http://e.org/g/{graph}> {{ {person} }}");
            store.oxigraph().load_from_reader(RdfFormat::TriG, trig.as_bytes()).unwrap();
            run(&store, "shapes/person").unwrap().len()
        };
        assert_eq!((load("data/members"), load("other")), (0, 1));
    }

    #[test]
    fn own_terms_are_declared() {
        let said = "uses <https://w3id.org/hemicycle/def#blames>, which the vocabulary does not declare";
        check("terms", ":a hc:blames :a ; hc:concerns :a .", &[&format!("a {said}")]);
    }

    #[test]
    fn words_are_in_the_language_of_their_version() {
        let text = ":a hc:inExpression <http://e.org/v/en> ; hc:text";
        check("languages", &format!("{text} \"one\"@en ."), &[]);
        let said = "a has words in another language than its version";
        check("languages", &format!("{text} \"un\"@fr ."), &[said]);
    }

    #[test]
    fn a_node_without_a_name_is_a_fault() {
        check("blank-nodes", ":a hc:concerns :b .", &[]);
        let store = Store::memory(Minter::default()).unwrap();
        let turtle = "<http://e.org/a> <http://e.org/p> [] .".as_bytes();
        store.oxigraph().load_from_reader(RdfParser::from_format(RdfFormat::Turtle), turtle).unwrap();
        assert_eq!(run(&store, "blank-nodes").unwrap().len(), 1);
    }

    #[test]
    fn every_check_is_a_question_and_finds_nothing_in_nothing() {
        let store = Store::memory(Minter::default()).unwrap();
        assert!(names().count() > 20);
        for name in names() {
            assert_eq!(run(&store, &name).unwrap_or_else(|error| panic!("{error}: {name}")), []);
        }
    }
}
