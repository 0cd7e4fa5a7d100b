//! What the rules know: concepts and their labels, compiled from the SKOS in `ontology/`.
//!
//! A label is matched at word boundaries, case folded unless its scheme says
//! `hc:caseSensitive true` or the label is an acronym (all capitals), and with a straight or
//! a curly apostrophe. Labels of a language are matched only in text of that language; a
//! label without a language tag in every language.

// The lists themselves, then what they become. `build.rs` uses these parts as well.
mod compiled;
mod concept;
#[cfg(test)]
mod files;
mod phrases;
mod table;
// Used here only.
mod words;

use std::any::{Any, TypeId};
use std::hash::BuildHasher as _;
use std::sync::{Arc, LazyLock, OnceLock, RwLock};

use hashbrown::HashTable;
use hashbrown::hash_table::Entry as Place;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Term};
use rustc_hash::FxBuildHasher;

use self::compiled::Compiled;
use self::table::{Builder, Object, Table};
use self::words::Words;
use crate::grammar::{Grammar, Grammars};
use crate::source::Digest;
use crate::text::{Language, Span};

pub use self::concept::{Concept, ConceptId, Entry, EntryId, Form, NAMESPACE, SCHEMES, Scheme};

/// `build.rs` made it of [`files::FILES`].
const BUILT_IN: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon"));

/// A label found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    pub span: Span,
    pub entry: EntryId,
    pub concept: ConceptId,
    pub scheme: Scheme,
    pub form: Form,
}

pub struct Lexicon {
    compiled: Compiled,
    by_notation: HashTable<ConceptId>,
    by_iri: HashTable<ConceptId>,
    /// By [`Scheme`]; in the order of the lists.
    by_scheme: Vec<Vec<ConceptId>>,
    /// By [`Scheme`].
    case_sensitive: Vec<bool>,
    /// Languages with labels of their own.
    languages: Vec<Language>,
    digest: Digest,
    hasher: FxBuildHasher,
    /// Words of all labels; made when first asked for.
    words: OnceLock<Words>,
    /// Small words of each language; made when first asked for.
    grammars: OnceLock<Grammars>,
    prepared: RwLock<Vec<(TypeId, Arc<dyn Any + Send + Sync>)>>,
}

/// Why a vocabulary was not taken.
#[derive(Debug, thiserror::Error)]
#[error("{name}: {cause}")]
pub struct VocabularyError {
    pub name: String,
    pub cause: String,
}

impl Lexicon {
    /// The lists that come with Hemicycle.
    pub fn built_in() -> &'static Self {
        static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(Compiled::built_in()));
        &LEXICON
    }

    /// The built-in lists and these, `(name, Turtle)` each. Concepts of a scheme that no rule
    /// asks for are passed over.
    pub fn compile(more: &[(&str, &str)]) -> Result<Self, VocabularyError> {
        let built_in = Compiled::built_in();
        if more.is_empty() {
            return Ok(Self::new(built_in));
        }
        let mut digests = built_in.digests;
        let mut builder = Builder::new(built_in.table);
        for (name, turtle) in more {
            digests.push(Digest::of(turtle.as_bytes()).0);
            read(name, turtle, &mut builder)?;
        }
        Ok(Self::new(Compiled::new(digests, builder.finish())))
    }

    /// Of the program and all lists, these included: who has the same has the same lexicon.
    pub fn key(more: &[(&str, &str)]) -> Digest {
        let mut digests = vec![Digest::of(BUILT_IN).0];
        digests.extend(more.iter().map(|(_, turtle)| Digest::of(turtle.as_bytes()).0));
        digests.push(Digest::of(env!("CARGO_PKG_VERSION").as_bytes()).0);
        Digest::of(digests.as_flattened())
    }

    /// As [`Self::from_bytes`] of the same [`Self::key`] reads it back.
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_stdvec(&self.compiled).expect("writing to memory does not fail")
    }

    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Compiled::from_bytes(bytes).ok().map(Self::new)
    }

    fn new(compiled: Compiled) -> Self {
        let Table { concepts, entries, case_sensitive: flags } = &compiled.table;
        let hasher = FxBuildHasher;
        let mut by_scheme = vec![Vec::new(); Scheme::ALL.len()];
        let mut by_notation: HashTable<ConceptId> = HashTable::with_capacity(concepts.len());
        let mut by_iri: HashTable<ConceptId> = HashTable::with_capacity(concepts.len());
        let notation = |id: &ConceptId| {
            let concept = &concepts[id.0 as usize];
            (concept.scheme, concept.notation.as_str())
        };
        let iri = |id: &ConceptId| concepts[id.0 as usize].iri.as_str();
        for (concept, id) in concepts.iter().zip((0..).map(ConceptId)) {
            by_scheme[concept.scheme as usize].push(id);
            by_iri.insert_unique(hasher.hash_one(iri(&id)), id, |it| hasher.hash_one(iri(it)));
            let hash = hasher.hash_one(notation(&id));
            // Of two with one notation the last counts.
            let same = |it: &ConceptId| notation(it) == notation(&id);
            match by_notation.entry(hash, same, |it| hasher.hash_one(notation(it))) {
                Place::Occupied(mut known) => *known.get_mut() = id,
                Place::Vacant(place) => {
                    place.insert(id);
                }
            }
        }
        let mut case_sensitive = vec![false; Scheme::ALL.len()];
        for &(scheme, value) in flags {
            case_sensitive[scheme as usize] = value;
        }
        let mut languages: Vec<Language> = Vec::new();
        for language in entries.iter().filter_map(|it| it.language) {
            if !languages.contains(&language) {
                languages.push(language);
            }
        }
        Self {
            by_notation,
            by_iri,
            by_scheme,
            case_sensitive,
            languages,
            digest: Digest::of(compiled.digests.as_flattened()),
            hasher,
            words: OnceLock::new(),
            grammars: OnceLock::new(),
            prepared: RwLock::default(),
            compiled,
        }
    }

    /// Of all the lists, in their order.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    pub fn concept(&self, id: ConceptId) -> &Concept {
        &self.compiled.table.concepts[id.0 as usize]
    }

    pub fn entry(&self, id: EntryId) -> &Entry {
        &self.compiled.table.entries[id.0 as usize]
    }

    /// The concept with this `skos:notation`.
    pub fn by_notation(&self, scheme: Scheme, notation: &str) -> Option<ConceptId> {
        let hash = self.hasher.hash_one((scheme, notation));
        let is = |&id: &ConceptId| {
            let concept = self.concept(id);
            concept.scheme == scheme && concept.notation == notation
        };
        self.by_notation.find(hash, is).copied()
    }

    pub fn by_iri(&self, iri: &str) -> Option<ConceptId> {
        self.by_iri.find(self.hasher.hash_one(iri), |&id| self.concept(id).iri == iri).copied()
    }

    pub fn concepts(&self, scheme: Scheme) -> impl Iterator<Item = (ConceptId, &Concept)> {
        self.by_scheme[scheme as usize].iter().map(|&id| (id, self.concept(id)))
    }

    /// The preferred label in `language`, else the first label of the concept.
    pub fn label(&self, id: ConceptId, language: Language) -> &str {
        self.labels(id)
            .find(|entry| entry.form == Form::Preferred && entry.language == Some(language))
            .or_else(|| self.labels(id).next())
            .map_or("", |entry| &entry.label)
    }

    pub fn labels(&self, id: ConceptId) -> impl Iterator<Item = &Entry> {
        self.concept(id).entries.iter().map(|&entry| self.entry(entry))
    }

    /// Values of `hc:{local}` on a concept.
    pub fn values<'a>(&'a self, id: ConceptId, local: &'a str) -> impl Iterator<Item = &'a str> {
        self.concept(id).properties.iter().filter_map(move |(property, value)| {
            (property.strip_prefix(NAMESPACE) == Some(local)).then_some(value.as_str())
        })
    }

    /// The small words and endings of a language.
    pub fn grammar(&self, language: Language) -> &Grammar {
        self.grammars().of(language)
    }

    /// Told apart from others by its words, but without rules.
    pub fn is_unread(&self, language: Language) -> bool {
        let is = |scheme| self.by_notation(scheme, language.tag()).is_some();
        is(Scheme::OtherLanguage) && !is(Scheme::Language)
    }

    pub fn grammars(&self) -> &Grammars {
        self.grammars.get_or_init(|| Grammars::new(self))
    }

    /// Whether a label in such a language holds this word, in this very case.
    pub fn has_word(&self, word: &str, is: impl Fn(Option<Language>) -> bool) -> bool {
        self.words.get_or_init(|| Words::new(&self.compiled.table.entries)).has(
            &self.compiled.table.entries,
            word,
            is,
        )
    }

    /// What a stage makes of the lists for itself, made once.
    pub fn prepared<T: Send + Sync + 'static>(&self, make: impl FnOnce(&Self) -> T) -> Arc<T> {
        let known = |all: &[(TypeId, Arc<dyn Any + Send + Sync>)]| {
            let (_, it) = all.iter().find(|(id, _)| *id == TypeId::of::<T>())?;
            Some(Arc::clone(it).downcast::<T>().expect("kept by its type"))
        };
        if let Some(it) = known(&self.prepared.read().expect("nothing panics while it is locked")) {
            return it;
        }
        let made = Arc::new(make(self));
        let mut all = self.prepared.write().expect("nothing panics while it is locked");
        // Another thread may have been faster; both made the same.
        known(&all).unwrap_or_else(|| {
            all.push((TypeId::of::<T>(), made.clone()));
            made
        })
    }

    /// Every label in the text, overlaps included, by start, the longest first.
    pub fn scan(&self, text: &str, folded: &str, language: Language) -> Vec<Hit> {
        debug_assert_eq!(text.len(), folded.len());
        let mut hits = Vec::with_capacity(text.len() / 16);
        if !self.languages.contains(&language) {
            return hits;
        }
        self.compiled.phrases.find(folded, |range, entries| {
            for &id in entries {
                let entry = self.entry(id);
                if entry.language.is_some_and(|it| it != language) {
                    continue;
                }
                let scheme = self.concept(entry.concept).scheme;
                if (entry.case_sensitive || self.case_sensitive[scheme as usize])
                    && !same_case(&text[range.clone()], &entry.label)
                {
                    continue;
                }
                hits.push(Hit {
                    span: range.clone().into(),
                    entry: id,
                    concept: entry.concept,
                    scheme,
                    form: entry.form,
                });
            }
        });
        // They come by their starts.
        for together in hits.chunk_by_mut(|a, b| a.span.start == b.span.start) {
            together.sort_unstable_by_key(|hit| (std::cmp::Reverse(hit.span.end), hit.entry));
        }
        hits
    }
}

impl Compiled {
    fn built_in() -> Self {
        Self::from_bytes(BUILT_IN).expect("our own build wrote it")
    }
}

/// As the label is written, or all in capitals as headings are; apostrophes aside.
fn same_case(text: &str, label: &str) -> bool {
    let plain = |c: char| if c == '’' { '\'' } else { c };
    text.chars().map(plain).eq(label.chars())
        || text.chars().map(plain).eq(label.chars().flat_map(char::to_uppercase))
}

/// Reads a list in Turtle.
fn read(name: &str, turtle: &str, builder: &mut Builder) -> Result<(), VocabularyError> {
    for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(turtle.as_bytes()) {
        let quad =
            quad.map_err(|error| VocabularyError { name: name.to_owned(), cause: error.to_string() })?;
        let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { continue };
        let object = match &quad.object {
            Term::NamedNode(iri) => Object::Iri(iri.as_str()),
            Term::Literal(it) => Object::Literal { value: it.value(), language: it.language() },
            _ => continue,
        };
        builder.add(subject.as_str(), quad.predicate.as_str(), object);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::concept::SKOS;
    use super::*;

    #[test]
    fn what_is_compiled_in_is_what_the_lists_say() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("ontology");
        let mut builder = Builder::default();
        let mut digests = Vec::new();
        for name in files::FILES {
            let turtle = std::fs::read_to_string(folder.join(name)).expect("a list to read");
            digests.push(Digest::of(turtle.as_bytes()).0);
            read(name, &turtle, &mut builder).expect("our own lists parse");
        }
        assert!(Compiled::built_in() == Compiled::new(digests, builder.finish()));
    }

    #[test]
    fn a_users_list_adds_to_a_concept_and_to_a_scheme() {
        let more = format!(
            "@prefix skos: <{SKOS}> . \
             <{SCHEMES}country/kz> skos:altLabel \"Qazaq Eli\"@en . \
             <{SCHEMES}country/zz> skos:prefLabel \"Ruritania\" ; skos:notation \"zz\" . \
             <{SCHEMES}no-such-scheme/a> skos:prefLabel \"Nothing\" ."
        );
        let lexicon = Lexicon::compile(&[("mine.ttl", &more)]).expect("a list");
        let text = "Qazaq Eli, Ruritania";
        let hits = lexicon.scan(text, &crate::text::fold(text), Language::ENGLISH);
        let found: Vec<&str> = hits.iter().map(|it| lexicon.concept(it.concept).notation.as_str()).collect();
        assert_eq!(found, ["KZ", "zz"]);
        assert_ne!(lexicon.digest(), Lexicon::built_in().digest());
    }

    #[test]
    fn words_of_labels_are_known_by_language_and_case() {
        let has = |word: &str, language| Lexicon::built_in().has_word(word, |it| it == Some(language));
        assert!(has("Kazakhstan", Language::ENGLISH));
        assert!(!has("KAZAKHSTAN", Language::ENGLISH));
        assert!(has("risoluzione", Language::ITALIAN) && !has("risoluzione", Language::ENGLISH));
    }
}
