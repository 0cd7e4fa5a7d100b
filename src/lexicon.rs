//! What the rules know: concepts and their labels, compiled from the SKOS in `ontology/`.
//!
//! A label is matched at word boundaries, case folded unless its scheme says
//! `hc:caseSensitive true` or the label is an acronym (all capitals), and with a straight or
//! a curly apostrophe. Labels of a language are matched only in text of that language; a
//! label without a language tag in every language.

use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Quad, Term};
use rayon::prelude::*;

use crate::source::Digest;
use crate::text::{Language, Span, fold, is_boundary};

/// Namespace of Hemicycle's own terms and code lists.
pub const NAMESPACE: &str = "https://w3id.org/hemicycle/def#";
/// Schemes are `{SCHEMES}{scheme}`, their concepts `{SCHEMES}{scheme}/{code}`.
pub const SCHEMES: &str = "https://w3id.org/hemicycle/def/";
const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";

/// Every Turtle file whose labels the rules use. A new list is one line here.
const BUILT_IN: &[(&str, &str)] = &[
    ("language.ttl", include_str!("../ontology/lexicon/language.ttl")),
    ("country.ttl", include_str!("../ontology/registers/country.ttl")),
    ("body.ttl", include_str!("../ontology/registers/body.ttl")),
    ("committee.ttl", include_str!("../ontology/registers/committee.ttl")),
    ("treaty.ttl", include_str!("../ontology/registers/treaty.ttl")),
    ("un-treaty.ttl", include_str!("../ontology/registers/un-treaty.ttl")),
    ("month.ttl", include_str!("../ontology/lexicon/month.ttl")),
    ("act-type.ttl", include_str!("../ontology/lexicon/act-type.ttl")),
    ("printing.ttl", include_str!("../ontology/lexicon/printing.ttl")),
    ("family.ttl", include_str!("../ontology/lexicon/family.ttl")),
    ("treaty-series.ttl", include_str!("../ontology/lexicon/treaty-series.ttl")),
    ("treaty-word.ttl", include_str!("../ontology/lexicon/treaty-word.ttl")),
    ("paper-type.ttl", include_str!("../ontology/lexicon/paper-type.ttl")),
    ("agreement-word.ttl", include_str!("../ontology/lexicon/agreement-word.ttl")),
    ("programme-word.ttl", include_str!("../ontology/lexicon/programme-word.ttl")),
    ("speech-act.ttl", include_str!("../ontology/lexicon/speech-act.ttl")),
    ("speech-part.ttl", include_str!("../ontology/lexicon/speech-part.ttl")),
    ("action.ttl", include_str!("../ontology/lexicon/action.ttl")),
    ("citation-function.ttl", include_str!("../ontology/lexicon/citation-function.ttl")),
    ("hedge.ttl", include_str!("../ontology/lexicon/hedge.ttl")),
    ("organ.ttl", include_str!("../ontology/lexicon/organ.ttl")),
    ("organization-word.ttl", include_str!("../ontology/lexicon/organization-word.ttl")),
    ("body-alias.ttl", include_str!("../ontology/lexicon/body-alias.ttl")),
    ("body-ngo.ttl", include_str!("../ontology/lexicon/body-ngo.ttl")),
    ("party-word.ttl", include_str!("../ontology/lexicon/party-word.ttl")),
    ("title.ttl", include_str!("../ontology/lexicon/title.ttl")),
    ("person-cue.ttl", include_str!("../ontology/lexicon/person-cue.ttl")),
    ("role.ttl", include_str!("../ontology/lexicon/role.ttl")),
    ("event-type.ttl", include_str!("../ontology/lexicon/event-type.ttl")),
];

/// Declares [`Scheme`]: a variant and the last part of its IRI a line.
macro_rules! schemes {
    ($($(#[$doc:meta])* $variant:ident $code:literal)*) => {
        /// The concept schemes that rules ask for. What a scheme holds is said in its Turtle file.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Scheme {
            $($(#[$doc])* $variant,)*
        }

        impl Scheme {
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Last part of the scheme's IRI.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)*
                }
            }
        }
    };
}

schemes! {
    Language "language"
    /// Notation: the month's number, `01` to `12`.
    Month "month"
    /// Kinds of act: `res`, `rec`, `op` … with `hc:actName`.
    ActType "act-type"
    /// What printings say around an act: status, origin, running heads.
    Printing "printing"
    /// Families of documents: whose name heads them.
    Family "family"
    Country "country"
    Body "body"
    Committee "committee"
    Treaty "treaty"
    UnTreaty "un-treaty"
    /// Series in which treaties are numbered: ETS, STCE.
    TreatySeries "treaty-series"
    /// Words at the head of a treaty's name: convention, protocol.
    TreatyWord "treaty-word"
    /// Documents that are no acts: joint declaration.
    PaperType "paper-type"
    /// Kinds of agreement: co-operation agreement.
    AgreementWord "agreement-word"
    /// Words at the head of a programme's name: action plan.
    ProgrammeWord "programme-word"
    /// Verbs of an assembly; notation is the act's name: `calls_on`.
    SpeechAct "speech-act"
    /// Adjectives that make an act with a copula; `hc:act` names it.
    SpeechPredicate "speech-predicate"
    /// Nouns that make an act with a light verb; `hc:act` names it.
    SpeechNoun "speech-noun"
    /// Small words around an act: speaker, conjunction, copula …
    SpeechPart "speech-part"
    Hedge "hedge"
    /// Deeds between things named: release, ratification, refusal.
    Action "action"
    /// Kinds of organs of a State or body: parliament, ministry.
    Organ "organ"
    /// Heads of organisations' names: institute, league; and words that introduce a name.
    OrganizationWord "organization-word"
    /// What an act calls its own body: "the Assembly".
    BodyAlias "body-alias"
    /// Party, movement.
    PartyWord "party-word"
    /// Mr, Mme, on.
    Title "title"
    /// Words that speak of persons: "release of", "was arrested", "such as".
    PersonCue "person-cue"
    /// What persons are: journalist, President.
    Role "role"
    /// War of aggression, crackdown.
    EventType "event-type"
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConceptId(u32);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(u32);

/// Which property gave the label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    Preferred,
    Alternative,
    /// Found but never shown: inflected or outdated forms.
    Hidden,
    /// `hc:demonym`: the adjective of a country.
    Demonym,
}

#[derive(Debug)]
pub struct Concept {
    pub iri: String,
    pub scheme: Scheme,
    /// `skos:notation`: the code used in IRIs and by rules.
    pub notation: String,
    /// Every other property: full predicate IRI and object (IRI or lexical form).
    pub properties: Vec<(String, String)>,
    entries: Vec<EntryId>,
}

/// One label of one concept: what `explain` calls the lexicon entry.
#[derive(Debug)]
pub struct Entry {
    pub concept: ConceptId,
    pub form: Form,
    pub language: Option<Language>,
    pub label: String,
    case_sensitive: bool,
}

/// A label found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    pub span: Span,
    pub entry: EntryId,
    pub concept: ConceptId,
    pub scheme: Scheme,
    pub form: Form,
}

type Automaton = CharwiseDoubleArrayAhoCorasick<u32>;

pub struct Lexicon {
    concepts: Vec<Concept>,
    entries: Vec<Entry>,
    by_notation: HashMap<Scheme, HashMap<String, ConceptId>>,
    by_iri: HashMap<String, ConceptId>,
    automata: HashMap<Language, (Automaton, Vec<Vec<EntryId>>)>,
    digest: Digest,
    /// Words of all labels with their labels' languages; made when first asked for.
    words: OnceLock<HashMap<String, Vec<Option<Language>>>>,
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
        static LEXICON: LazyLock<Lexicon> =
            LazyLock::new(|| Lexicon::compile(&[]).expect("our own lists parse: tested"));
        &LEXICON
    }

    /// The built-in lists and these, `(name, Turtle)` each. Concepts of a scheme that no rule
    /// asks for are passed over.
    pub fn compile(more: &[(&str, &str)]) -> Result<Self, VocabularyError> {
        // Parsing is most of a cold start, so the files are parsed side by side.
        let files: Vec<&(&str, &str)> = BUILT_IN.iter().chain(more).collect();
        let parsed: Vec<(Digest, Vec<Quad>)> = files
            .into_par_iter()
            .map(|(name, turtle)| Ok((Digest::of(turtle.as_bytes()), parse(name, turtle)?)))
            .collect::<Result<_, _>>()?;
        let mut builder = Builder::default();
        let mut digests = Vec::with_capacity(parsed.len() * size_of::<Digest>());
        for (digest, quads) in parsed {
            digests.extend_from_slice(&digest.0);
            builder.read(quads);
        }
        Ok(builder.finish(Digest::of(&digests)))
    }

    /// Of all the lists, in their order.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    pub fn concept(&self, id: ConceptId) -> &Concept {
        &self.concepts[id.0 as usize]
    }

    pub fn entry(&self, id: EntryId) -> &Entry {
        &self.entries[id.0 as usize]
    }

    /// The concept with this `skos:notation`.
    pub fn by_notation(&self, scheme: Scheme, notation: &str) -> Option<ConceptId> {
        self.by_notation.get(&scheme)?.get(notation).copied()
    }

    pub fn by_iri(&self, iri: &str) -> Option<ConceptId> {
        self.by_iri.get(iri).copied()
    }

    pub fn concepts(&self, scheme: Scheme) -> impl Iterator<Item = (ConceptId, &Concept)> {
        self.concepts
            .iter()
            .enumerate()
            .filter(move |(_, concept)| concept.scheme == scheme)
            .map(|(index, concept)| (ConceptId(index as u32), concept))
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

    /// Whether a label in such a language holds this word, in this very case.
    pub fn has_word(&self, word: &str, is: impl Fn(Option<Language>) -> bool) -> bool {
        let words = self.words.get_or_init(|| {
            let mut words: HashMap<String, Vec<Option<Language>>> = HashMap::new();
            for entry in &self.entries {
                for word in entry.label.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty()) {
                    match words.get_mut(word) {
                        Some(languages) if languages.contains(&entry.language) => {}
                        Some(languages) => languages.push(entry.language),
                        None => {
                            words.insert(word.to_owned(), vec![entry.language]);
                        }
                    }
                }
            }
            words
        });
        words.get(word).is_some_and(|languages| languages.iter().any(|&it| is(it)))
    }

    /// Every label in the text, overlaps included, by start, the longest first.
    pub fn scan(&self, text: &str, folded: &str, language: Language) -> Vec<Hit> {
        debug_assert_eq!(text.len(), folded.len());
        let Some((automaton, patterns)) = self.automata.get(&language) else {
            return Vec::new();
        };
        let mut hits = Vec::new();
        for found in automaton.find_overlapping_iter(folded) {
            let (start, end) = (found.start(), found.end());
            if !is_boundary(text, start) || !is_boundary(text, end) {
                continue;
            }
            for &entry in &patterns[found.value() as usize] {
                let Entry { concept, form, label, case_sensitive, .. } = self.entry(entry);
                if *case_sensitive && !same_case(&text[start..end], label) {
                    continue;
                }
                hits.push(Hit {
                    span: Span::new(start, end),
                    entry,
                    concept: *concept,
                    scheme: self.concept(*concept).scheme,
                    form: *form,
                });
            }
        }
        hits.sort_by_key(|hit| (hit.span.start, std::cmp::Reverse(hit.span.end), hit.entry));
        hits
    }
}

/// As the label is written, or all in capitals as headings are; apostrophes aside.
fn same_case(text: &str, label: &str) -> bool {
    let plain = |c: char| if c == '’' { '\'' } else { c };
    text.chars().map(plain).eq(label.chars())
        || text.chars().map(plain).eq(label.chars().flat_map(char::to_uppercase))
}

/// Acronyms are words of other languages in lower case: `WHO`, `CAT`, `ONU`.
fn is_acronym(label: &str) -> bool {
    label.chars().any(char::is_uppercase) && !label.chars().any(char::is_lowercase)
}

fn parse(name: &str, turtle: &str) -> Result<Vec<Quad>, VocabularyError> {
    RdfParser::from_format(RdfFormat::Turtle)
        .for_slice(turtle.as_bytes())
        .collect::<Result<_, _>>()
        .map_err(|error| VocabularyError { name: name.to_owned(), cause: error.to_string() })
}

#[derive(Default)]
struct Builder {
    concepts: Vec<Concept>,
    entries: Vec<Entry>,
    by_iri: HashMap<String, ConceptId>,
    case_sensitive: HashMap<Scheme, bool>,
}

impl Builder {
    fn read(&mut self, quads: Vec<Quad>) {
        for quad in quads {
            let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { continue };
            let Some(local) = subject.as_str().strip_prefix(SCHEMES) else { continue };
            let (scheme, is_scheme) = match local.split_once('/') {
                Some((scheme, _)) => (scheme, false),
                None => (local, true),
            };
            let Some(scheme) = Scheme::ALL.iter().copied().find(|it| it.code() == scheme) else { continue };
            if is_scheme {
                if quad.predicate.as_str().strip_prefix(NAMESPACE) == Some("caseSensitive")
                    && let Term::Literal(value) = &quad.object
                {
                    self.case_sensitive.insert(scheme, value.value() == "true");
                }
                continue;
            }
            let id = match self.by_iri.get(subject.as_str()) {
                Some(&id) => id,
                None => {
                    let id = ConceptId(self.concepts.len() as u32);
                    self.by_iri.insert(subject.as_str().to_owned(), id);
                    self.concepts.push(Concept {
                        iri: subject.as_str().to_owned(),
                        scheme,
                        notation: String::new(),
                        properties: Vec::new(),
                        entries: Vec::new(),
                    });
                    id
                }
            };
            let form = match quad.predicate.as_str() {
                p if p.strip_prefix(SKOS) == Some("prefLabel") => Some(Form::Preferred),
                p if p.strip_prefix(SKOS) == Some("altLabel") => Some(Form::Alternative),
                p if p.strip_prefix(SKOS) == Some("hiddenLabel") => Some(Form::Hidden),
                p if p.strip_prefix(NAMESPACE) == Some("demonym") => Some(Form::Demonym),
                _ => None,
            };
            let concept = &mut self.concepts[id.0 as usize];
            match (form, quad.object) {
                (Some(form), Term::Literal(label)) => {
                    let entry = EntryId(self.entries.len() as u32);
                    concept.entries.push(entry);
                    self.entries.push(Entry {
                        concept: id,
                        form,
                        language: label.language().and_then(Language::new),
                        label: label.value().to_owned(),
                        case_sensitive: is_acronym(label.value()),
                    });
                }
                (None, Term::Literal(value))
                    if quad.predicate.as_str().strip_prefix(SKOS) == Some("notation") =>
                {
                    concept.notation = value.value().to_owned();
                }
                (None, Term::Literal(value)) => {
                    concept.properties.push((quad.predicate.into_string(), value.value().to_owned()));
                }
                (None, Term::NamedNode(value)) => {
                    concept.properties.push((quad.predicate.into_string(), value.into_string()));
                }
                _ => {}
            }
        }
    }

    fn finish(mut self, digest: Digest) -> Lexicon {
        for entry in &mut self.entries {
            let scheme = self.concepts[entry.concept.0 as usize].scheme;
            entry.case_sensitive |= self.case_sensitive.get(&scheme).copied().unwrap_or(false);
        }
        let mut languages: Vec<Language> = self.entries.iter().filter_map(|it| it.language).collect();
        languages.sort_unstable();
        languages.dedup();
        let automata = languages
            .into_par_iter()
            .map(|language| (language, automaton(&self.entries, language)))
            .collect();
        let mut by_notation: HashMap<Scheme, HashMap<String, ConceptId>> = HashMap::new();
        for (index, concept) in self.concepts.iter().enumerate() {
            by_notation
                .entry(concept.scheme)
                .or_default()
                .insert(concept.notation.clone(), ConceptId(index as u32));
        }
        Lexicon {
            concepts: self.concepts,
            entries: self.entries,
            by_notation,
            by_iri: self.by_iri,
            automata,
            digest,
            words: OnceLock::new(),
        }
    }
}

/// One automaton for a language: all its labels and those without a language.
fn automaton(entries: &[Entry], language: Language) -> (Automaton, Vec<Vec<EntryId>>) {
    let mut patterns: HashMap<String, Vec<EntryId>> = HashMap::new();
    for (index, entry) in entries.iter().enumerate() {
        if entry.language.is_some_and(|it| it != language) || entry.label.is_empty() {
            continue;
        }
        let folded = fold(&entry.label);
        let id = EntryId(index as u32);
        if folded.contains('\'') {
            patterns.entry(folded.replace('\'', "’")).or_default().push(id);
        }
        patterns.entry(folded).or_default().push(id);
    }
    let mut patterns: Vec<(String, Vec<EntryId>)> = patterns.into_iter().collect();
    patterns.sort_unstable();
    let (labels, entries): (Vec<String>, Vec<Vec<EntryId>>) = patterns.into_iter().unzip();
    let automaton = CharwiseDoubleArrayAhoCorasickBuilder::new()
        .match_kind(MatchKind::Standard)
        .build(labels)
        .expect("patterns are distinct and not empty");
    (automaton, entries)
}
