//! The published vocabulary, read: what each own term is called, means and hangs on.
//!
//! [`pages`] turns it into pages for readers.

pub mod pages;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Term as Node};

use crate::lexicon::NAMESPACE;
use crate::text::Language;

/// The vocabulary as it is published, in Turtle.
pub const TURTLE: &str = include_str!("../ontology/hemicycle.ttl");

/// Languages in which every term is explained.
pub const LANGUAGES: [Language; 3] = [Language::ENGLISH, Language::FRENCH, Language::ITALIAN];

/// What is said of the vocabulary or of one of its terms, in the order of properties.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Values by the property's IRI.
    pub values: BTreeMap<String, Vec<Node>>,
}

/// The vocabulary itself, and its terms by the part of the IRI that follows the namespace.
#[derive(Debug, Default)]
pub struct Vocabulary {
    pub about: Entry,
    pub terms: BTreeMap<String, Entry>,
}

/// The vocabulary that comes with this version.
pub static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::read(TURTLE));

impl Vocabulary {
    /// Lines that are no Turtle, and what is said of other things, are passed over.
    fn read(turtle: &str) -> Self {
        let mut vocabulary = Self::default();
        for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(turtle.as_bytes()).flatten() {
            let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { continue };
            let entry = match subject.as_str().strip_prefix(NAMESPACE) {
                Some(local) => vocabulary.terms.entry(local.to_owned()).or_default(),
                None if subject.as_str() == NAMESPACE.trim_end_matches('#') => &mut vocabulary.about,
                None => continue,
            };
            entry.values.entry(quad.predicate.into_string()).or_default().push(quad.object);
        }
        vocabulary
    }
}

impl Entry {
    /// Values of a property by the end of its IRI: `label`, `subClassOf`.
    pub fn all<'e>(&'e self, local: &'e str) -> impl Iterator<Item = &'e Node> {
        let named = move |iri: &&String| iri.rsplit(['#', '/']).next() == Some(local);
        self.values.keys().filter(named).flat_map(|it| &self.values[it])
    }

    /// The text of a property in a language.
    pub fn text<'e>(&'e self, local: &'e str, language: Language) -> Option<&'e str> {
        self.all(local).find_map(|it| match it {
            Node::Literal(it) if it.language() == Some(language.tag()) => Some(it.value()),
            _ => None,
        })
    }

    /// Whether it is a class; the others are properties.
    pub fn is_class(&self) -> bool {
        self.all("type").any(|it| matches!(it, Node::NamedNode(it) if it.as_str().ends_with("#Class")))
    }
}
