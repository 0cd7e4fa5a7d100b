//! What the act says: speech acts with their demands.
//!
//! A demand under another hangs on that one; the rest hang on their speech act.

use super::iri::ActGraph::Statements;
use super::term::Term;
use super::{Map, Set, TermId, Writer};
use crate::entity::{Demand, Key, Predicate, Statement};
use crate::lexicon::Scheme;

impl<'a> Writer<'a> {
    pub(super) fn speech(&mut self) {
        let entities = self.entities;
        let mut statements: Vec<&Statement> = entities.acts.iter().collect();
        statements.sort_by(|a, b| (&a.paragraph, a.act, a.n).cmp(&(&b.paragraph, b.act, b.n)));
        let actions = self.actions();
        let speaker = entities.subject.map(|id| &entities.get(id).key).and_then(|key| match key {
            Key::Act { body, .. } | Key::DatedAct { body, .. } => Some(body.as_str()),
            _ => None,
        });
        let speaker = speaker.map(|it| self.body(it));
        let asked: Set<&str> =
            statements.iter().flat_map(|it| &it.demands).map(|it| it.paragraph.as_str()).collect();
        for statement in statements {
            let verb = &self.lexicon.concept(statement.act).notation;
            let node = self.data.iri(&self.iris.speech_act(&statement.paragraph, verb, statement.n));
            self.add(Statements, node, Term::Type, Term::SpeechAct);
            let act = self.code(statement.act);
            self.add(Statements, node, Term::ActType, act);
            if let Some(speaker) = speaker {
                self.add(Statements, node, Term::Speaker, speaker);
            }
            self.place(node, &statement.paragraph);
            for &hedge in &statement.hedges {
                let hedge = self.code(hedge);
                self.add(Statements, node, Term::Hedge, hedge);
            }
            for &id in &statement.addressees {
                self.add(Statements, node, Term::Addressee, self.thing(id));
            }
            for &id in &statement.concerns {
                self.add(Statements, node, Term::Concerns, self.thing(id));
            }
            self.evidence(node, &statement.evidence);
            for demand in &statement.demands {
                self.demand(node, demand, &actions, &asked);
            }
        }
    }

    fn demand(
        &mut self,
        speech_act: TermId,
        demand: &Demand,
        actions: &Map<&str, Vec<&'static str>>,
        asked: &Set<&str>,
    ) {
        let node = self.data.iri(&self.iris.demand(&demand.paragraph));
        self.add(Statements, node, Term::Type, Term::Demand);
        self.place(node, &demand.paragraph);
        match demand.parent.as_deref().filter(|it| asked.contains(it)) {
            Some(parent) => {
                let parent = self.data.iri(&self.iris.demand(parent));
                self.add(Statements, parent, Term::HasSubDemand, node);
            }
            None => self.add(Statements, speech_act, Term::MakesDemand, node),
        }
        for &id in &demand.addressees {
            self.add(Statements, node, Term::Addressee, self.thing(id));
            if demand.implied {
                self.add(Statements, node, Term::ImpliedAddressee, self.thing(id));
            }
        }
        for &id in &demand.concerns {
            self.add(Statements, node, Term::Concerns, self.thing(id));
        }
        for action in actions.get(demand.paragraph.as_str()).into_iter().flatten() {
            if let Some(action) = self.code_of(Scheme::Action, action) {
                self.add(Statements, node, Term::ActionType, action);
            }
        }
        self.evidence(node, &demand.evidence);
    }

    fn place(&mut self, node: TermId, label: &str) {
        let paragraph = self.data.iri(&self.iris.paragraph(label));
        self.add(Statements, node, Term::StatedIn, paragraph);
    }

    /// What the demand of a paragraph asks to be done, where a relation found there says it.
    fn actions(&self) -> Map<&'a str, Vec<&'static str>> {
        let mut actions: Map<&str, Vec<&'static str>> = Map::default();
        for relation in &self.entities.relations {
            let action = match relation.predicate {
                Predicate::CallsForReleaseOf => "release",
                Predicate::CallsForRehabilitationOf => "rehabilitation",
                Predicate::CallsForEndOfHarassmentOf => "cessation",
                Predicate::EncouragedToRatify => "ratification",
                Predicate::InvitedToAccedeTo => "invitation-to-accede",
                Predicate::EncouragedToJoin => "membership",
                _ => continue,
            };
            for evidence in &relation.evidence {
                let label = self.document.block(evidence.block).label.as_str();
                actions.entry(label).or_default().push(action);
            }
        }
        actions
    }
}
