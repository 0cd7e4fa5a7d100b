//! What others publish, as things: triples read by the list of their classes and properties
//! in `ontology/linking/published.ttl`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Quad, Term};
use rustc_hash::FxHashMap;

use super::identifier::{self, of_iri};
use super::kind::Kind;
use super::states::States;
use super::thing::{Given, Label, Thing};

const LINK: &str = "https://w3id.org/hemicycle/def/link/";

/// What a property of theirs says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Says {
    Kind,
    Scheme,
    Name,
    Given,
    Family,
    VersionOf,
    HasVersion,
    Same,
    Iso,
    Iso3,
    Geonames,
    Mep,
    State,
    Day,
}

impl Says {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "kind" => Self::Kind,
            "scheme" => Self::Scheme,
            "name" => Self::Name,
            "given" => Self::Given,
            "family" => Self::Family,
            "versionOf" => Self::VersionOf,
            "hasVersion" => Self::HasVersion,
            "same" => Self::Same,
            "iso" => Self::Iso,
            "iso3" => Self::Iso3,
            "geonames" => Self::Geonames,
            "mep" => Self::Mep,
            "state" => Self::State,
            "day" => Self::Day,
            _ => return None,
        })
    }
}

/// What a class of theirs is.
#[derive(Clone, Copy)]
enum Class {
    Thing(Kind),
    Concept,
}

struct Vocabulary {
    properties: FxHashMap<String, Says>,
    classes: FxHashMap<String, Class>,
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let list = include_str!("../../ontology/linking/published.ttl");
    let mut vocabulary = Vocabulary { properties: FxHashMap::default(), classes: FxHashMap::default() };
    for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(list.as_bytes()).flatten() {
        let (NamedOrBlankNode::NamedNode(theirs), Term::NamedNode(ours)) = (quad.subject, quad.object) else {
            continue;
        };
        let Some(ours) = ours.as_str().strip_prefix(LINK) else { continue };
        if quad.predicate.as_str().ends_with("#subPropertyOf") {
            vocabulary.properties.extend(Says::named(ours).map(|it| (theirs.into_string(), it)));
        } else {
            let class = Kind::from_name(ours).map_or(Class::Concept, Class::Thing);
            vocabulary.classes.insert(theirs.into_string(), class);
        }
    }
    vocabulary
});

/// Properties of theirs that we read, and those of them that are names; both in order.
pub fn properties() -> (Vec<&'static str>, Vec<&'static str>) {
    let mut all: Vec<&str> = VOCABULARY.properties.keys().map(String::as_str).collect();
    all.sort_unstable();
    let names =
        all.iter().copied().filter(|it| VOCABULARY.properties.get(*it) == Some(&Says::Name)).collect();
    (all, names)
}

/// What is said of one subject, before its kind is known.
#[derive(Default)]
struct Subject {
    kinds: BTreeSet<Kind>,
    is_concept: bool,
    is_other: bool,
    names: BTreeSet<Label>,
    given: BTreeSet<String>,
    family: BTreeSet<String>,
    identifiers: BTreeSet<String>,
    states: BTreeSet<String>,
    days: BTreeSet<String>,
    version_of: BTreeSet<String>,
}

/// Takes triples in any order.
pub struct Reader<'s> {
    states: &'s States,
    /// For things whose data do not say.
    default: Option<Kind>,
    subjects: BTreeMap<String, Subject>,
}

impl<'s> Reader<'s> {
    pub fn new(states: &'s States, default: Option<Kind>) -> Self {
        Self { states, default, subjects: BTreeMap::new() }
    }

    pub fn take(&mut self, quad: &Quad) {
        let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { return };
        let Some(says) = VOCABULARY.properties.get(quad.predicate.as_str()) else { return };
        let it = self.subjects.entry(subject.as_str().to_owned()).or_default();
        match (says, &quad.object) {
            (Says::Kind | Says::Scheme, Term::NamedNode(class)) => {
                match VOCABULARY.classes.get(class.as_str()) {
                    Some(Class::Thing(kind)) => {
                        it.kinds.insert(*kind);
                    }
                    Some(Class::Concept) => it.is_concept = true,
                    // Of a class that is no kind of ours; a code list says nothing of the sort.
                    None => it.is_other |= *says == Says::Kind,
                }
            }
            (Says::Name, Term::Literal(name)) => {
                let language = name.language().map(str::to_owned);
                it.names.insert(Label { text: name.value().to_owned(), language });
            }
            (Says::Given, Term::Literal(name)) => {
                it.given.insert(name.value().to_owned());
            }
            (Says::Family, Term::Literal(name)) => {
                it.family.insert(name.value().to_owned());
            }
            (Says::VersionOf, Term::NamedNode(work)) => {
                it.version_of.insert(work.as_str().to_owned());
            }
            (Says::HasVersion, Term::NamedNode(version)) => {
                let version = self.subjects.entry(version.as_str().to_owned()).or_default();
                version.version_of.insert(subject.as_str().to_owned());
            }
            (Says::Same, Term::NamedNode(other)) => {
                it.identifiers.insert(of_iri(other.as_str()));
            }
            (Says::Iso, Term::Literal(code)) => {
                it.identifiers.insert(identifier::iso(code.value()));
            }
            (Says::Iso3, Term::Literal(code)) => {
                it.identifiers.insert(identifier::iso3(code.value()));
            }
            (Says::Geonames, Term::Literal(number)) => {
                it.identifiers.insert(identifier::geonames(number.value()));
            }
            (Says::Mep, Term::Literal(number)) => {
                it.identifiers.insert(identifier::mep(number.value()));
            }
            (Says::Day, Term::Literal(day)) => {
                it.days.insert(day.value().to_owned());
            }
            (Says::State, Term::NamedNode(state)) => {
                it.states.extend(self.states.by_iri(state.as_str()).map(str::to_owned));
            }
            (Says::State, Term::Literal(state)) => {
                it.states.extend(self.states.by_name(state.value()).map(str::to_owned));
            }
            _ => {}
        }
    }

    /// Things of a kind that we know, in the order of their IRIs. What is of two kinds is of
    /// none.
    pub fn finish(mut self) -> Vec<Thing> {
        let mut of_versions: Vec<(String, BTreeSet<Label>)> = Vec::new();
        for subject in self.subjects.values() {
            of_versions.extend(subject.version_of.iter().map(|work| (work.clone(), subject.names.clone())));
        }
        for (work, names) in of_versions {
            if let Some(work) = self.subjects.get_mut(&work) {
                work.names.extend(names);
            }
        }
        let default = self.default;
        self.subjects.into_iter().filter_map(|(iri, subject)| subject.thing(iri, default)).collect()
    }
}

impl Subject {
    fn thing(self, iri: String, default: Option<Kind>) -> Option<Thing> {
        // A version is not the act.
        if !self.version_of.is_empty() {
            return None;
        }
        let mut kinds = self.kinds.iter();
        let kind = match (kinds.next(), kinds.next()) {
            (Some(kind), None) => *kind,
            (None, _) => default.filter(|_| !self.is_other)?,
            (Some(_), Some(_)) => return None,
        };
        let mut thing = Thing::new(iri, kind);
        thing.is_concept = self.is_concept;
        for name in &self.names {
            thing.name(&name.text, name.language.as_deref());
        }
        if let (Some(given), Some(family)) = (self.given.first(), self.family.first()) {
            thing.name(&format!("{given} {family}"), None);
        }
        thing.identify(of_iri(&thing.iri), Given::Register);
        for identifier in self.identifiers {
            thing.identify(identifier, Given::Register);
        }
        thing.states = self.states;
        self.days.iter().for_each(|it| thing.day(it));
        Some(thing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    const PREFIXES: &str = "
        @prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix eli: <http://data.europa.eu/eli/ontology#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix wd: <http://www.wikidata.org/entity/> .
        @prefix wdt: <http://www.wikidata.org/prop/direct/> . @prefix ocd: <http://dati.camera.it/ocd/> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @base <https://other.example/> .\n";

    fn check(turtle: &str, expected: &[(&str, Kind, &[&str])]) {
        let states = States::new(Lexicon::built_in());
        let mut reader = Reader::new(&states, None);
        let text = format!("{PREFIXES}{turtle}");
        for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(text.as_bytes()) {
            reader.take(&quad.unwrap());
        }
        let things = reader.finish();
        let came: Vec<(&str, Kind, Vec<&str>)> = things
            .iter()
            .map(|it| (it.iri.as_str(), it.kind, it.names.iter().map(|it| it.text.as_str()).collect()))
            .collect();
        let expected: Vec<(&str, Kind, Vec<&str>)> =
            expected.iter().map(|(iri, kind, names)| (*iri, *kind, names.to_vec())).collect();
        assert_eq!(came, expected);
    }

    #[test]
    fn persons_are_known_by_class_and_by_wikidatas_kind() {
        check(
            "</p/1> a foaf:Person ; foaf:firstName \"Ada\" ; foaf:surname \"Holm\" .",
            &[("https://other.example/p/1", Kind::Person, &["Ada Holm"])],
        );
        check(
            "wd:Q1 wdt:P31 wd:Q5 ; rdfs:label \"Ada Holm\"@en .",
            &[("http://www.wikidata.org/entity/Q1", Kind::Person, &["Ada Holm"])],
        );
    }

    #[test]
    fn a_title_of_a_version_is_its_acts() {
        let acts = "</a> a eli:Work ; eli:is_realized_by </a/en> . </a/en> a eli:Expression ; eli:title \"On x\"@en .";
        check(acts, &[("https://other.example/a", Kind::Act, &["On x"])]);
    }

    #[test]
    fn what_is_of_no_kind_or_of_two_is_left_alone() {
        check("</x> rdfs:label \"X\" .", &[]);
        check("</x> a foaf:Person , eli:Work ; rdfs:label \"X\" .", &[]);
    }
}
