//! Triples to concepts and labels. Used by `build.rs` for the lists that come with Hemicycle,
//! and at run time for those that a user adds; so it knows no RDF library.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;
use serde::{Deserialize, Serialize};

use super::concept::{Concept, ConceptId, Entry, EntryId, Form, NAMESPACE, SCHEMES, SKOS, Scheme};
use crate::text::Language;

const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

/// What the triples of all lists say, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    pub concepts: Vec<Concept>,
    pub entries: Vec<Entry>,
    /// `hc:caseSensitive` of schemes; the last one counts.
    pub case_sensitive: Vec<(Scheme, bool)>,
}

/// Object of a triple. Blank nodes say nothing here.
#[derive(Clone, Copy, Debug)]
pub enum Object<'a> {
    Iri(&'a str),
    Literal { value: &'a str, language: Option<&'a str> },
}

/// A table that grows. Concepts of a scheme that no rule asks for are passed over.
#[derive(Debug, Default)]
pub struct Builder {
    table: Table,
    by_iri: HashMap<String, ConceptId, FxBuildHasher>,
}

impl Builder {
    pub fn new(table: Table) -> Self {
        let ids = (0..).map(ConceptId);
        let by_iri = table.concepts.iter().map(|it| it.iri.clone()).zip(ids).collect();
        Self { table, by_iri }
    }

    pub fn add(&mut self, subject: &str, predicate: &str, object: Object<'_>) {
        let Some(local) = subject.strip_prefix(SCHEMES) else { return };
        let (scheme, is_scheme) = match local.split_once('/') {
            Some((scheme, _)) => (scheme, false),
            None => (local, true),
        };
        let Some(scheme) = Scheme::ALL.iter().copied().find(|it| it.code() == scheme) else { return };
        if is_scheme {
            if predicate.strip_prefix(NAMESPACE) == Some("caseSensitive")
                && let Object::Literal { value, .. } = object
            {
                self.table.case_sensitive.push((scheme, value == "true"));
            }
            return;
        }
        let id = self.concept(subject, scheme);
        // The IRI says both, and they are half of all triples.
        if predicate == TYPE || predicate.strip_prefix(SKOS) == Some("inScheme") {
            return;
        }
        let concept = &mut self.table.concepts[id.0 as usize];
        let form = match predicate.strip_prefix(SKOS) {
            Some("prefLabel") => Some(Form::Preferred),
            Some("altLabel") => Some(Form::Alternative),
            Some("hiddenLabel") => Some(Form::Hidden),
            _ if predicate.strip_prefix(NAMESPACE) == Some("demonym") => Some(Form::Demonym),
            _ if predicate == "http://purl.org/dc/terms/title" => Some(Form::Title),
            _ => None,
        };
        match (form, object) {
            (Some(form), Object::Literal { value, language }) => {
                concept.entries.push(EntryId(self.table.entries.len() as u32));
                self.table.entries.push(Entry {
                    concept: id,
                    form,
                    language: language.and_then(Language::new),
                    label: value.to_owned(),
                    case_sensitive: is_acronym(value),
                });
            }
            (None, Object::Literal { value, .. }) if predicate.strip_prefix(SKOS) == Some("notation") => {
                concept.notation = value.to_owned();
            }
            (None, Object::Literal { value, .. } | Object::Iri(value)) => {
                concept.properties.push((predicate.to_owned(), value.to_owned()));
            }
            (Some(_), Object::Iri(_)) => {}
        }
    }

    fn concept(&mut self, iri: &str, scheme: Scheme) -> ConceptId {
        if let Some(&id) = self.by_iri.get(iri) {
            return id;
        }
        let id = ConceptId(self.table.concepts.len() as u32);
        self.by_iri.insert(iri.to_owned(), id);
        self.table.concepts.push(Concept {
            iri: iri.to_owned(),
            scheme,
            notation: String::new(),
            properties: Vec::new(),
            entries: Vec::new(),
        });
        id
    }

    pub fn finish(self) -> Table {
        self.table
    }
}

/// Acronyms are words of other languages in lower case: `WHO`, `CAT`, `ONU`.
fn is_acronym(label: &str) -> bool {
    label.chars().any(char::is_uppercase) && !label.chars().any(char::is_lowercase)
}
