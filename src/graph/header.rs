//! What the printing states about the act: number, days, sittings, status, titles; and the
//! activities of its making (ELI-DL).

use super::iri::ActGraph::Act;
use super::relations::Standing;
use super::term::Term;
use super::{TermId, Writer};
use crate::document::{Fact, FactName};
use crate::entity::{Evidence, Key};
use crate::mention::Proof;
use crate::text::StatedDate;

const RULE: Proof = Proof { rule: "document/header", entry: None };

impl Writer<'_> {
    pub(super) fn header(&mut self) {
        let document = self.document;
        let subject = self.entities.subject.map(|id| &self.entities.get(id).key);
        let paper = self.entities.all.iter().position(|it| {
            matches!(&it.key, Key::ChamberPaper { number, .. } if document.fact(FactName::DocumentNumber) == Some(number))
        });
        let paper = paper.map(|index| self.things[index]);
        for fact in &document.facts {
            if fact.name == FactName::Title {
                let Some(expression) = self.version_in(fact.language) else { continue };
                let title = self.data.tagged(&fact.value, fact.language);
                self.fact(fact, expression, Term::Title, title);
                continue;
            }
            if let (Some(paper), Some((term, value))) = (paper, self.paper_fact(fact)) {
                self.fact(fact, paper, term, value);
                continue;
            }
            // Nothing more is known of a text that is no act.
            let Some(key) = subject else { continue };
            if let Some((term, value)) = self.act_fact(fact, key) {
                self.fact(fact, self.act, term, value);
            }
            self.activity_fact(fact);
        }
    }

    fn fact(&mut self, fact: &Fact, subject: TermId, predicate: Term, object: TermId) {
        let evidence = [Evidence { block: fact.block, span: fact.span, proof: RULE }];
        self.state(Act, subject, predicate, object, &evidence, &Standing::OUTRIGHT);
    }

    fn paper_fact(&mut self, fact: &Fact) -> Option<(Term, TermId)> {
        let term = match fact.name {
            FactName::DocumentNumber => Term::Number,
            FactName::Barcode => Term::Barcode,
            _ => return None,
        };
        Some((term, self.data.string(&fact.value)))
    }

    /// Facts that the act's key repeats are written as the key has them, so that proof and
    /// triple agree. Body, report, committee and rapporteur are relations.
    fn act_fact(&mut self, fact: &Fact, key: &Key) -> Option<(Term, TermId)> {
        Some(match fact.name {
            FactName::ActNumber => match key {
                Key::Act { number, .. } | Key::OpenAct { number, .. } => {
                    (Term::Number, self.data.string(number))
                }
                _ => return None,
            },
            FactName::ActYear => match key {
                Key::Act { year, .. } => (Term::YearOf, self.data.typed(&format!("{year:04}"), Term::Year)),
                _ => return None,
            },
            FactName::AdoptedOn => (Term::DateDocument, self.stated(&fact.value)?),
            FactName::DebatedOn => (Term::DebatedOn, self.stated(&fact.value)?),
            FactName::TransmittedOn => (Term::TransmittedOn, self.stated(&fact.value)?),
            FactName::Status => (Term::TextStatus, self.status(&fact.value)),
            FactName::SubjectToEditorialReview => {
                (Term::SubjectToEditorialReview, self.data.typed("true", Term::Boolean))
            }
            FactName::TreatyNumber => (Term::Number, self.data.string(&fact.value)),
            FactName::SignedOn => (Term::DateDocument, self.stated(&fact.value)?),
            FactName::Application => (Term::Identifier, self.data.string(&fact.value)),
            FactName::SignedAt | FactName::AuthenticLanguages => return None,
            FactName::Symbol => (Term::Identifier, self.data.string(&fact.value)),
            FactName::Procedure => (Term::Procedure, self.data.string(&fact.value)),
            FactName::Chamber
            | FactName::DocumentSeries
            | FactName::DocumentNumber
            | FactName::Legislature
            | FactName::Barcode
            | FactName::Body
            | FactName::IssuingBody
            | FactName::ActType
            | FactName::Title
            | FactName::AdoptedBy
            | FactName::AdoptedAtSitting
            | FactName::DebatedAtSitting
            | FactName::ReportDocument
            | FactName::Committee
            | FactName::Rapporteur => return None,
        })
    }

    fn activity_fact(&mut self, fact: &Fact) {
        let (kind, term) = match fact.name {
            FactName::AdoptedOn => ("adoption", Term::ActivityDate),
            FactName::DebatedOn => ("debate", Term::ActivityDate),
            FactName::TransmittedOn => ("transmission", Term::ActivityDate),
            FactName::AdoptedAtSitting => ("adoption", Term::Sitting),
            FactName::DebatedAtSitting => ("debate", Term::Sitting),
            _ => return,
        };
        let value = match term {
            Term::Sitting => self.data.string(&fact.value),
            _ => match self.stated(&fact.value) {
                Some(date) => date,
                None => return,
            },
        };
        let node = self.activity(kind);
        self.fact(fact, node, term, value);
    }

    /// The act's debate, adoption or transmission.
    pub(super) fn activity(&mut self, kind: &str) -> TermId {
        let node = self.data.iri(&self.iris.activity(kind));
        if self.described.insert(node) {
            let kind = self.own_code("activity", kind);
            self.add(Act, node, Term::Type, Term::Activity);
            self.add(Act, node, Term::HadActivityType, kind);
            self.add(Act, node, Term::InvolvedWork, self.act);
        }
        node
    }

    /// An ISO date as facts give it.
    fn stated(&mut self, value: &str) -> Option<TermId> {
        let mut parts = value.split('-');
        let year = parts.next()?.parse().ok()?;
        let mut small = || parts.next().map(str::parse::<i8>).transpose().ok();
        let date = StatedDate::new(year, small()?, small()?)?;
        Some(self.date(date))
    }

    /// A code of the scheme `status` where the value is one, else as stated.
    fn status(&mut self, value: &str) -> TermId {
        if !value.is_empty() && value.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') {
            self.own_code("status", value)
        } else {
            self.data.string(value)
        }
    }
}
