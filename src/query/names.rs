//! Names to IRIs: "Resolution 2616 (2025)", a person's or a body's name in any language.
//!
//! A name is first looked for exactly as given, then without regard to case, marks and
//! punctuation, then as words of longer names; an act's title, which names others, comes last. More than one thing of that name is never
//! decided here: all are listed. What kind of thing an IRI is, its path says (see
//! `graph::iri`).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::LazyLock;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use oxigraph::store::{StorageError, Store};

use crate::text::Language;

/// Kinds of things that have names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Act,
    Person,
    State,
    Body,
    /// Parties, movements, associations.
    Organization,
    Treaty,
    Agreement,
    Programme,
    Post,
    /// Any of these.
    Thing,
}

impl Kind {
    pub const ALL: [Self; 10] = [
        Self::Act,
        Self::Person,
        Self::State,
        Self::Body,
        Self::Organization,
        Self::Treaty,
        Self::Agreement,
        Self::Programme,
        Self::Post,
        Self::Thing,
    ];

    /// As questions declare it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Act => "act",
            Self::Person => "person",
            Self::State => "state",
            Self::Body => "body",
            Self::Organization => "organization",
            Self::Treaty => "treaty",
            Self::Agreement => "agreement",
            Self::Programme => "programme",
            Self::Post => "post",
            Self::Thing => "thing",
        }
    }

    /// What the path of its IRIs holds.
    const fn path(self) -> &'static str {
        match self {
            Self::Act => "/eli/",
            Self::Person => "/id/person/",
            Self::State => "/id/state/",
            Self::Body => "/id/body/",
            Self::Organization => "/id/org/",
            Self::Treaty => "/id/treaty/",
            Self::Agreement => "/id/agreement/",
            Self::Programme => "/id/programme/",
            Self::Post => "/id/post/",
            Self::Thing => "/id/",
        }
    }

    fn holds(self, iri: &str) -> bool {
        match self {
            Self::Act => is_act(iri),
            Self::Thing => iri.contains(self.path()) || is_act(iri),
            _ => iri.contains(self.path()),
        }
    }
}

/// `…/eli/{body}/{type}/{year}/{number}` and no part of it.
fn is_act(iri: &str) -> bool {
    let Some((_, path)) = iri.split_once("/eli/") else { return false };
    !["/para/", "/cite/", "/act/", "/demand/", "/event/"].iter().any(|part| path.contains(part))
}

/// Properties whose values are names.
pub const NAMES: &[NamedNodeRef<'_>] = &[
    NamedNodeRef::new_unchecked("http://www.w3.org/2000/01/rdf-schema#label"),
    NamedNodeRef::new_unchecked("http://www.w3.org/2004/02/skos/core#prefLabel"),
    NamedNodeRef::new_unchecked("http://xmlns.com/foaf/0.1/name"),
    NamedNodeRef::new_unchecked("http://data.europa.eu/eli/ontology#title"),
    NamedNodeRef::new_unchecked("http://purl.org/dc/terms/title"),
    NamedNodeRef::new_unchecked("http://www.w3.org/2004/02/skos/core#altLabel"),
    NamedNodeRef::new_unchecked("http://www.w3.org/2004/02/skos/core#hiddenLabel"),
    NamedNodeRef::new_unchecked("http://data.europa.eu/eli/ontology#title_short"),
    NamedNodeRef::new_unchecked("http://purl.org/dc/terms/identifier"),
    NamedNodeRef::new_unchecked("http://www.w3.org/2004/02/skos/core#notation"),
];

/// Languages in which things have names. From their own list and not from the lexicon: that
/// takes longer to compile than most questions to answer.
static LANGUAGES: LazyLock<Vec<Language>> = LazyLock::new(|| {
    let list = include_str!("../../ontology/lexicon/language.ttl");
    let notation = |quad: Quad| match quad.object {
        Term::Literal(code) if quad.predicate.as_str().ends_with("#notation") => Language::new(code.value()),
        _ => None,
    };
    RdfParser::from_format(RdfFormat::Turtle)
        .for_slice(list.as_bytes())
        .flatten()
        .filter_map(notation)
        .collect()
});

/// A thing that a name may mean.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    pub iri: String,
    pub label: String,
}

/// Why a name does not say which thing is meant.
#[derive(Debug)]
pub enum NameError {
    Unknown { name: String, kind: Kind },
    Ambiguous { name: String, kind: Kind, candidates: Vec<Candidate> },
    Store(StorageError),
}

impl fmt::Display for NameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { name, kind: Kind::Thing } => {
                write!(f, "nothing in the store is called `{name}`")
            }
            Self::Unknown { name, kind } => write!(f, "no {} in the store is called `{name}`", kind.name()),
            Self::Ambiguous { name, candidates, .. } => {
                write!(f, "`{name}` may be any of {}:", candidates.len())?;
                for Candidate { iri, label } in candidates.iter().take(SHOWN) {
                    write!(f, "\n  {label}  <{iri}>")?;
                }
                if candidates.len() > SHOWN {
                    write!(f, "\n  … and {} more", candidates.len() - SHOWN)?;
                }
                Ok(())
            }
            Self::Store(_) => f.write_str("the store could not be read"),
        }
    }
}

impl std::error::Error for NameError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Store(cause) => Some(cause),
            Self::Unknown { .. } | Self::Ambiguous { .. } => None,
        }
    }
}

impl From<StorageError> for NameError {
    fn from(error: StorageError) -> Self {
        Self::Store(error)
    }
}

/// Candidates that a message lists.
const SHOWN: usize = 12;

/// The one thing of this kind that has this name.
pub fn resolve(store: &Store, name: &str, kind: Kind) -> Result<NamedNode, NameError> {
    let found = exact(store, name, kind)?;
    let found = if found.is_empty() { loose(store, name, kind)? } else { found };
    match found.len() {
        0 => Err(NameError::Unknown { name: name.to_owned(), kind }),
        1 => Ok(NamedNode::new_unchecked(found.into_keys().next().expect("one"))),
        _ => {
            let candidates = found.into_iter().map(|(iri, label)| Candidate { iri, label }).collect();
            Err(NameError::Ambiguous { name: name.to_owned(), kind, candidates })
        }
    }
}

/// IRI to label.
type Found = BTreeMap<String, String>;

/// By index: the store is asked for the literals themselves.
fn exact(store: &Store, name: &str, kind: Kind) -> Result<Found, StorageError> {
    let tagged = LANGUAGES.iter().filter_map(|it| Literal::new_language_tagged_literal(name, it.tag()).ok());
    let mut found = Found::new();
    for literal in std::iter::once(Literal::new_simple_literal(name)).chain(tagged) {
        for quad in store.quads_for_pattern(None, None, Some(literal.as_ref().into()), None) {
            let quad = quad?;
            if NAMES.contains(&quad.predicate.as_ref()) {
                found.extend(named(&quad, kind));
            }
        }
    }
    Ok(found)
}

/// Everything of this kind whose whole name it is, in whatever case, accents and script.
pub fn bearers(store: &Store, name: &str, kind: Kind) -> Result<Vec<NamedNode>, StorageError> {
    let mut found = exact(store, name, kind)?;
    found.extend(folded(store, name, kind)?.0);
    Ok(found.into_keys().map(NamedNode::new_unchecked).collect())
}

/// By reading every name: equal when folded, else words of a longer name.
fn loose(store: &Store, name: &str, kind: Kind) -> Result<Found, StorageError> {
    let (equal, mut within) = folded(store, name, kind)?;
    if !equal.is_empty() {
        return Ok(equal);
    }
    // "the case of Oda Brennink" is the title of an act, not another Oda Brennink.
    if kind == Kind::Thing && within.iter().any(|(iri, _)| !is_act(iri)) {
        within.retain(|iri, _| !is_act(iri));
    }
    Ok(within)
}

/// Whose name it is when folded, and whose name has its words.
fn folded(store: &Store, name: &str, kind: Kind) -> Result<(Found, Found), StorageError> {
    let wanted = plain(name);
    let (mut equal, mut within) = (Found::new(), Found::new());
    if wanted.trim().is_empty() {
        return Ok((equal, within));
    }
    for predicate in NAMES {
        for quad in store.quads_for_pattern(None, Some(*predicate), None, None) {
            let quad = quad?;
            let Term::Literal(literal) = &quad.object else { continue };
            let here = plain(literal.value());
            if here == wanted {
                equal.extend(named(&quad, kind));
            } else if here.contains(&wanted) {
                within.extend(named(&quad, kind));
            }
        }
    }
    Ok((equal, within))
}

fn named(quad: &Quad, kind: Kind) -> Option<(String, String)> {
    let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { return None };
    let Term::Literal(label) = &quad.object else { return None };
    kind.holds(subject.as_str()).then(|| (work(subject.as_str()).to_owned(), label.value().to_owned()))
}

/// A title is its language version's; what is meant is the act.
fn work(iri: &str) -> &str {
    match iri.rsplit_once('/') {
        Some((act, tag)) if is_act(iri) && Language::new(tag).is_some() => act,
        _ => iri,
    }
}

/// Lower-case ASCII words with a blank before and after each: ` o brien `.
fn plain(name: &str) -> String {
    let ascii = any_ascii::any_ascii(name);
    let mut plain = String::from(" ");
    for word in ascii.split(|c: char| !c.is_ascii_alphanumeric()).filter(|it| !it.is_empty()) {
        plain.push_str(&word.to_ascii_lowercase());
        plain.push(' ');
    }
    plain
}

/// Labels of a thing, in the order of [`NAMES`].
pub fn labels(store: &Store, iri: NamedNodeRef<'_>) -> Result<Vec<Literal>, StorageError> {
    let mut labels = Vec::new();
    let mut seen = BTreeSet::new();
    for predicate in NAMES {
        let mut of_predicate = Vec::new();
        for quad in store.quads_for_pattern(Some(iri.into()), Some(*predicate), None, None) {
            if let Term::Literal(literal) = quad?.object {
                of_predicate.push(literal);
            }
        }
        of_predicate.sort_by(|a, b| (a.language(), a.value()).cmp(&(b.language(), b.value())));
        labels.extend(of_predicate.into_iter().filter(|it| seen.insert(it.to_string())));
    }
    Ok(labels)
}

/// The label to show in `language`: the preferred one, else English, else any.
pub fn label(
    store: &Store,
    iri: NamedNodeRef<'_>,
    language: Language,
) -> Result<Option<String>, StorageError> {
    let labels = labels(store, iri)?;
    let of = |tag: &str| labels.iter().find(|it| it.language() == Some(tag));
    let chosen = of(language.tag())
        .or_else(|| labels.iter().find(|it| it.language().is_none()))
        .or_else(|| of("en"))
        .or(labels.first());
    Ok(chosen.map(|it| it.value().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMED: &str = r#"
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix eli: <http://data.europa.eu/eli/ontology#> .
        @base <https://example.org/> .
        </eli/pace/res/2027/2741> skos:prefLabel "Resolution 2741 (2027)"@en , "Résolution 2741 (2027)"@fr .
        </eli/pace/res/2027/2741/en> eli:title "On fair play"@en .
        </eli/pace/res/2027/2742/en> eli:title "The case of Anna O’Brien"@en .
        </eli/un/res/2027/2741> skos:prefLabel "Resolution 2741 of the Council"@en .
        </eli/pace/res/2027/2741/para/1> skos:prefLabel "On fair play"@en .
        </id/person/xx/jose-o-brien> skos:prefLabel "José O'Brien"@en .
        </id/person/xx/anna-o-brien> skos:prefLabel "Anna O’Brien"@en .
        </id/state/xx> skos:prefLabel "Xanadu"@en .
        </id/org/xx/xanadu> skos:prefLabel "Xanadu"@en .
    "#;

    fn check(name: &str, kind: Kind, expected: &[&str]) {
        let store = Store::new().expect("memory");
        store.load_from_reader(RdfParser::from_format(RdfFormat::Turtle), NAMED.as_bytes()).expect("Turtle");
        let found = match resolve(&store, name, kind) {
            Ok(iri) => vec![iri.into_string()],
            Err(NameError::Ambiguous { candidates, .. }) => candidates.into_iter().map(|it| it.iri).collect(),
            Err(_) => Vec::new(),
        };
        let found: Vec<&str> = found.iter().map(|it| it.trim_start_matches("https://example.org/")).collect();
        assert_eq!(found, expected, "{name:?}");
    }

    #[test]
    fn bearers_have_the_whole_name_in_any_spelling() {
        let store = Store::new().expect("memory");
        store.load_from_reader(RdfParser::from_format(RdfFormat::Turtle), NAMED.as_bytes()).expect("Turtle");
        for (name, expected) in
            [("Xanadu", 2), ("XANADÚ", 2), ("Jose O’Brien", 1), ("Brien", 0), ("Nobody", 0), ("", 0)]
        {
            assert_eq!(bearers(&store, name, Kind::Thing).expect("asked").len(), expected, "{name}");
        }
    }

    #[test]
    fn an_act_is_known_by_number_in_every_language_and_by_title() {
        check("Resolution 2741 (2027)", Kind::Act, &["eli/pace/res/2027/2741"]);
        check("Résolution 2741 (2027)", Kind::Act, &["eli/pace/res/2027/2741"]);
        check("on fair play", Kind::Act, &["eli/pace/res/2027/2741"]);
        check("https://example.org/eli/pace/res/2027/2741", Kind::Act, &[]);
    }

    #[test]
    fn case_marks_and_punctuation_do_not_matter() {
        check("jose o’brien", Kind::Person, &["id/person/xx/jose-o-brien"]);
    }

    #[test]
    fn two_of_a_name_are_listed_not_chosen() {
        check("O'Brien", Kind::Person, &["id/person/xx/anna-o-brien", "id/person/xx/jose-o-brien"]);
        check("Xanadu", Kind::Thing, &["id/org/xx/xanadu", "id/state/xx"]);
        check("Resolution 2741", Kind::Act, &["eli/pace/res/2027/2741", "eli/un/res/2027/2741"]);
    }

    #[test]
    fn a_title_that_names_a_person_is_not_the_person() {
        check("anna o'brien", Kind::Thing, &["id/person/xx/anna-o-brien"]);
        check("Anna", Kind::Thing, &["id/person/xx/anna-o-brien"]);
        check("the case of", Kind::Thing, &["eli/pace/res/2027/2742"]);
    }

    #[test]
    fn the_kind_decides_between_things_of_one_name() {
        check("Xanadu", Kind::State, &["id/state/xx"]);
        check("Xanadu", Kind::Person, &[]);
    }

    #[test]
    fn parts_of_words_and_empty_names_are_no_names() {
        check("Brie", Kind::Person, &[]);
        check("", Kind::Thing, &[]);
        check("…", Kind::Thing, &[]);
    }
}
