//! What the act names: one node for each entity, with type, labels and identifiers.
//!
//! What a register has stands in the register's graph, the same for every act; what only
//! texts name stands in the act's.

use std::collections::BTreeMap;

use super::iri::ActGraph::{self, Act, Links};
use super::term::Term;
use super::{TermId, Writer};
use crate::entity::{Basis, EntityId, Key, numbered};
use crate::lexicon::{ConceptId, Form, Lexicon, Scheme};
use crate::mention::Reading;
use crate::text::Language;

const SAME_AS: &str = "http://www.w3.org/2002/07/owl#sameAs";
/// The page of a treaty's depositary.
const SEE_ALSO: &str = "http://www.w3.org/2000/01/rdf-schema#seeAlso";
const PAGE: &str = "http://xmlns.com/foaf/0.1/page";
const ISSUED: &str = "http://purl.org/dc/terms/issued";
const REPORTED_IN: &str = "https://w3id.org/hemicycle/def#reportedIn";
const EXACT_MATCH: &str = "http://www.w3.org/2004/02/skos/core#exactMatch";
/// Acts of the European Parliament as its own portal names them.
const EP_ACTS: &str = "https://data.europarl.europa.eu/eli/dl/doc/TA-";

impl Writer<'_> {
    pub(super) fn things(&mut self) {
        let entities = self.entities;
        for entity in &entities.all {
            let thing = self.data.iri(&self.iris.entity(&entity.key));
            self.things.push(thing);
            let object = match entity.key {
                Key::Date(date) => self.date(date),
                _ => thing,
            };
            self.objects.push(object);
        }
        for (index, entity) in entities.all.iter().enumerate() {
            let thing = self.describe(&entity.key, entity.concept, &entity.names);
            self.kind_of_organization(EntityId(index as u32));
            let basis = self.own_code("basis", basis(entity.basis));
            self.add(Links, thing, Term::Basis, basis);
        }
    }

    /// Type, labels and identifiers of a thing.
    pub(super) fn describe(
        &mut self,
        key: &Key,
        concept: Option<ConceptId>,
        names: &[(Language, String)],
    ) -> TermId {
        let thing = self.data.iri(&self.iris.entity(key));
        let class = match key {
            Key::Act { .. }
            | Key::DatedAct { .. }
            | Key::OpenAct { .. }
            | Key::ChamberPaper { .. }
            | Key::Paper { .. }
            | Key::LocalPaper { .. } => Some(Term::Work),
            Key::Treaty { .. } | Key::UnTreaty { .. } | Key::NamedTreaty { .. } => Some(Term::Treaty),
            Key::Agreement { .. } => Some(Term::Agreement),
            Key::Programme { .. } => Some(Term::Programme),
            Key::State { .. } => Some(Term::State),
            Key::Body { .. } => Some(Term::Organization),
            // Party or association: see `kind_of_organization`.
            Key::Organization { .. } => None,
            Key::Person { .. } => Some(Term::Person),
            Key::Post { .. } => Some(Term::Post),
            Key::Event { .. } => Some(Term::Event),
            Key::Date(_) => Some(Term::DateClass),
        };
        // A role's or an event's concept says what kind it is, not which one.
        let register = concept.filter(|_| !matches!(key, Key::Post { .. } | Key::Event { .. }));
        let register = register.filter(|&id| is_register(self.lexicon.concept(id).scheme));
        if let Some(id) = register {
            self.registered(thing, id, class);
            // Identifiers of a treaty are the register's.
            return thing;
        }
        if let Some(class) = class {
            self.add(Act, thing, Term::Type, class);
        }
        self.names(Act, thing, names);
        self.identifiers(thing, key);
        thing
    }

    /// The same triples for every act that names the thing.
    fn registered(&mut self, thing: TermId, id: ConceptId, class: Option<Term>) {
        let concept = self.lexicon.concept(id);
        let graph = self.data.iri(&self.minter.authority_graph(concept.scheme.code()));
        if let Some(class) = class {
            self.data.add(graph, thing, Term::Type, class);
        }
        let notation = self.data.string(&concept.notation);
        self.data.add(graph, thing, Term::Notation, notation);
        for entry in self.lexicon.labels(id) {
            let property = match entry.form {
                Form::Preferred => Term::PrefLabel,
                Form::Alternative => Term::AltLabel,
                Form::Hidden | Form::Demonym | Form::Title => continue,
            };
            let label = match entry.language {
                Some(language) => self.data.tagged(&entry.label, language),
                None => self.data.string(&entry.label),
            };
            self.data.add(graph, thing, property, label);
        }
        let own = self.data.iri(&concept.iri);
        self.data.add(graph, thing, Term::ExactMatch, own);
        for (property, iri) in &concept.properties {
            let property = match property.as_str() {
                EXACT_MATCH => Term::ExactMatch,
                SAME_AS => Term::SameAs,
                SEE_ALSO => Term::Page,
                _ => continue,
            };
            let iri = self.data.iri(iri);
            self.data.add(graph, thing, property, iri);
        }
    }

    /// Names are in order of preference within each language.
    fn names(&mut self, graph: ActGraph, thing: TermId, names: &[(Language, String)]) {
        for (index, (language, name)) in names.iter().enumerate() {
            let first = names[..index].iter().all(|(it, _)| it != language);
            let label = self.data.tagged(name, *language);
            self.add(graph, thing, if first { Term::PrefLabel } else { Term::AltLabel }, label);
        }
    }

    /// What the key itself says.
    fn identifiers(&mut self, thing: TermId, key: &Key) {
        match key {
            Key::Act { body, kind, year, number } => {
                self.number(thing, number);
                self.year(thing, *year);
                self.kind_of_act(thing, kind);
                let adopter = self.body(body);
                self.add(Act, thing, Term::AdoptedBy, adopter);
                self.portal_name(thing, body, number);
                self.known_act(thing, &format!("{body}/{kind}/{year}/{number}"));
            }
            Key::DatedAct { body, kind, date } => {
                self.kind_of_act(thing, kind);
                let date = self.date(*date);
                self.add(Act, thing, Term::DateDocument, date);
                let adopter = self.body(body);
                self.add(Act, thing, Term::AdoptedBy, adopter);
            }
            Key::OpenAct { body, kind, number } => {
                self.number(thing, number);
                self.kind_of_act(thing, kind);
                if let Some(body) = body {
                    let adopter = self.body(body);
                    self.add(Act, thing, Term::AdoptedBy, adopter);
                }
            }
            Key::ChamberPaper { series, legislature, number, .. } => {
                self.number(thing, number);
                let series = self.data.string(series);
                self.add(Act, thing, Term::Series, series);
                if let Some(legislature) = legislature {
                    let legislature = self.data.string(legislature);
                    self.add(Act, thing, Term::Legislature, legislature);
                }
            }
            Key::Paper { body, number } => {
                self.number(thing, number);
                self.reported(body, number);
            }
            Key::Treaty { number } | Key::UnTreaty { reference: number } => {
                self.number(thing, number);
            }
            Key::Agreement { year: Some(year), .. } => self.year(thing, *year),
            Key::Event { kind, .. } => {
                if let Some(kind) = self.code_of(Scheme::EventType, kind) {
                    self.add(Act, thing, Term::EventType, kind);
                }
            }
            Key::Date(date) => {
                let date = self.date(*date);
                self.add(Act, thing, Term::StatedDate, date);
            }
            Key::LocalPaper { .. }
            | Key::NamedTreaty { .. }
            | Key::Agreement { year: None, .. }
            | Key::Programme { .. }
            | Key::State { .. }
            | Key::Body { .. }
            | Key::Organization { .. }
            | Key::Person { .. }
            | Key::Post { .. } => {}
        }
    }

    fn number(&mut self, thing: TermId, number: &str) {
        let number = self.data.string(number);
        self.add(Act, thing, Term::Number, number);
    }

    fn year(&mut self, thing: TermId, year: i16) {
        let year = self.data.typed(&format!("{year:04}"), Term::Year);
        self.add(Act, thing, Term::YearOf, year);
    }

    fn kind_of_act(&mut self, thing: TermId, kind: &str) {
        if let Some(kind) = self.code_of(Scheme::ActType, kind) {
            self.add(Act, thing, Term::WorkType, kind);
        }
    }

    /// What the register of acts has: titles, day and page, the same for every act that cites
    /// this one.
    fn known_act(&mut self, thing: TermId, notation: &str) {
        let Some(id) = self.lexicon.by_notation(Scheme::Act, notation) else { return };
        let concept = self.lexicon.concept(id);
        let graph = self.data.iri(&self.minter.authority_graph(Scheme::Act.code()));
        for entry in self.lexicon.labels(id).filter(|it| it.form == Form::Title) {
            let title = match entry.language {
                Some(language) => self.data.tagged(&entry.label, language),
                None => self.data.string(&entry.label),
            };
            self.data.add(graph, thing, Term::DctTitle, title);
        }
        let own = self.data.iri(&concept.iri);
        self.data.add(graph, thing, Term::ExactMatch, own);
        for (property, value) in &concept.properties {
            match property.as_str() {
                PAGE => {
                    let page = self.data.iri(value);
                    self.data.add(graph, thing, Term::Page, page);
                }
                ISSUED => {
                    let day = self.data.typed(value, Term::Date);
                    self.data.add(graph, thing, Term::Issued, day);
                }
                REPORTED_IN => {
                    let Some(body) = notation.split('/').next() else { continue };
                    let key = Key::Paper { body: body.to_owned(), number: value.clone() };
                    let paper = self.data.iri(&self.iris.entity(&key));
                    // No text may ever name it.
                    self.data.add(graph, paper, Term::Type, Term::Work);
                    let number = self.data.string(value);
                    self.data.add(graph, paper, Term::Number, number);
                    // Its own text says it of an act that was read.
                    if thing != self.act {
                        self.data.add(graph, thing, Term::ReportedIn, paper);
                    }
                }
                _ => {}
            }
        }
    }

    /// Acts that followed a report, as the register knows them: a text may name the report
    /// alone.
    fn reported(&mut self, body: &str, number: &str) {
        let reports = self.lexicon.prepared(Reports::new);
        let Some(acts) = reports.0.get(&format!("{body}/{number}")) else { return };
        for &id in acts {
            let notation = &self.lexicon.concept(id).notation;
            let Some(key) = numbered(notation) else { continue };
            let act = self.data.iri(&self.iris.entity(&key));
            self.known_act(act, notation);
        }
    }

    /// `P10_TA(2027)0087` is `TA-10-2027-0087` on the Parliament's portal: the same
    /// identifier, written in another way, so the two are one.
    fn portal_name(&mut self, thing: TermId, body: &str, number: &str) {
        if body != "ep" {
            return;
        }
        let parts = number.strip_prefix('P').and_then(|it| it.split_once("_TA(")).and_then(|(term, rest)| {
            let (year, serial) = rest.split_once(')')?;
            let digits = |it: &str| !it.is_empty() && it.bytes().all(|b| b.is_ascii_digit());
            (digits(term) && digits(year) && digits(serial)).then_some((term, year, serial))
        });
        if let Some((term, year, serial)) = parts {
            let portal = self.data.iri(&format!("{EP_ACTS}{term}-{year}-{serial}"));
            self.add(Links, thing, Term::SameAs, portal);
        }
    }

    /// A party or movement if the text ever calls it one.
    fn kind_of_organization(&mut self, id: EntityId) {
        let entity = self.entities.get(id);
        if !matches!(entity.key, Key::Organization { .. }) {
            return;
        }
        let is_party =
            entity.mentions.iter().any(|&it| matches!(self.found.get(it).reading, Reading::Party(_)));
        let class = if is_party { Term::PoliticalMovement } else { Term::Organization };
        self.add(Act, self.thing(id), Term::Type, class);
    }
}

/// Acts of the register by the report that led to them: `body/number`.
struct Reports(BTreeMap<String, Vec<ConceptId>>);

impl Reports {
    fn new(lexicon: &Lexicon) -> Self {
        let mut reports: BTreeMap<String, Vec<ConceptId>> = BTreeMap::new();
        for (id, concept) in lexicon.concepts(Scheme::Act) {
            let Some(body) = concept.notation.split('/').next() else { continue };
            for (_, report) in concept.properties.iter().filter(|(it, _)| it == REPORTED_IN) {
                reports.entry(format!("{body}/{report}")).or_default().push(id);
            }
        }
        Self(reports)
    }
}

/// Whether a concept of this scheme is one thing, and not a kind of things.
const fn is_register(scheme: Scheme) -> bool {
    matches!(scheme, Scheme::Country | Scheme::Body | Scheme::Committee | Scheme::Treaty | Scheme::UnTreaty)
}

const fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::PrintedIdentifier => "printed-identifier",
        Basis::Register => "register",
        Basis::ExactName => "exact-name",
        Basis::FoldedName => "folded-name",
        Basis::ParallelVersion => "parallel-version",
        Basis::NameAndState => "name-and-state",
    }
}
