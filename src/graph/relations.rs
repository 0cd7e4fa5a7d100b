//! Relations: a plain triple where the text says it outright, and for each an `rdf:Statement`
//! with the passages that prove it.
//!
//! What is passed on as others' report, or left for the reader to add, has the statement
//! only. Reifying a triple does not assert it: nobody who asks for plain triples takes a
//! report for a finding.

use std::cmp::Reverse;

use super::iri::ActGraph::{self, Act, Mentions, Statements};
use super::term::Term;
use super::{Map, TermId, Writer};
use crate::document::BlockId;
use crate::entity::{EntityId, Evidence, Object, Predicate, Relation};
use crate::lexicon::ConceptId;
use crate::text::Span;

/// How a triple stands.
pub(super) struct Standing {
    pub hedge: Option<ConceptId>,
    pub inferred: bool,
}

impl Standing {
    pub const OUTRIGHT: Self = Self { hedge: None, inferred: false };
}

impl Writer<'_> {
    pub(super) fn relations(&mut self) {
        let entities = self.entities;
        let mut relations: Vec<&Relation> = entities.relations.iter().collect();
        // In whatever order the stage before found them, the bytes are the same. What is said
        // outright comes first: see `state`.
        relations.sort_by(|a, b| {
            let key = |it: &&Relation| (it.hedge.is_some() || it.inferred, it.subject, it.predicate);
            (key(a), &a.object, a.hedge).cmp(&(key(b), &b.object, b.hedge))
        });
        for relation in &relations {
            if relation.predicate == Predicate::Cites && Some(relation.subject) == entities.subject {
                continue;
            }
            let subject = self.thing(relation.subject);
            let object = match &relation.object {
                Object::Entity(id) => self.objects[id.0 as usize],
                Object::Text(language, text) => self.data.tagged(text, *language),
            };
            let (term, graph) = term(relation.predicate);
            let standing = Standing { hedge: relation.hedge, inferred: relation.inferred };
            // Said of the party here, of the ministry there.
            if relation.predicate == Predicate::RefusedRegistration {
                if let Object::Entity(party) = relation.object {
                    self.state(graph, self.thing(party), term, subject, &relation.evidence, &standing);
                }
            } else {
                self.state(graph, subject, term, object, &relation.evidence, &standing);
            }
        }
        self.citations(&relations);
        self.rapporteurs(&relations);
    }

    /// One triple with its proof.
    pub(super) fn state(
        &mut self,
        graph: ActGraph,
        subject: TermId,
        predicate: Term,
        object: TermId,
        evidence: &[Evidence],
        standing: &Standing,
    ) {
        let outright = standing.hedge.is_none() && !standing.inferred;
        if outright {
            self.add(graph, subject, predicate, object);
        }
        let digest = self.digest(&[subject, object]);
        let node = self.data.iri(&self.iris.relation(predicate.local(), &digest));
        // Reported in one place and said outright in another: it is said.
        if outright {
            self.described.insert(node);
        }
        let outright = self.described.contains(&node);
        // The reified triple is proof of one that stands elsewhere, or all there is of it.
        let graph = if outright { Mentions } else { Statements };
        self.add(graph, node, Term::Type, Term::Reified);
        self.add(graph, node, Term::Subject, subject);
        self.add(graph, node, Term::PredicateTerm, predicate);
        self.add(graph, node, Term::ObjectTerm, object);
        if let Some(hedge) = standing.hedge.filter(|_| !outright) {
            let hedge = self.code(hedge);
            self.add(Statements, node, Term::Hedge, hedge);
        }
        if standing.inferred && !outright {
            let yes = self.data.typed("true", Term::Boolean);
            self.add(Statements, node, Term::Inferred, yes);
        }
        for it in evidence {
            if let Some(paragraph) = self.paragraph_of(it.block) {
                self.add(graph, node, Term::StatedIn, paragraph);
            }
        }
        self.evidence(node, evidence);
    }

    /// One citation for each paragraph and thing cited, over all versions.
    fn citations(&mut self, relations: &[&Relation]) {
        let document = self.document;
        let mut cited: Map<(&str, EntityId), Vec<Evidence>> = Map::default();
        for relation in relations {
            if relation.predicate != Predicate::Cites || Some(relation.subject) != self.entities.subject {
                continue;
            }
            let Object::Entity(object) = relation.object else { continue };
            for it in &relation.evidence {
                let label = document.block(it.block).label.as_str();
                cited.entry((label, object)).or_default().push(*it);
            }
        }
        let mut cited: Vec<_> = cited.into_iter().collect();
        for (_, evidence) in &mut cited {
            evidence.sort_by_key(|it| (it.block, it.span.start, Reverse(it.span.end)));
        }
        // In the order of the first version that has it.
        cited.sort_by(|(a, x), (b, y)| {
            let place = |it: &Evidence| (it.block, it.span.start, Reverse(it.span.end));
            (place(&x[0]), a.1).cmp(&(place(&y[0]), b.1))
        });
        let mut counts: Map<&str, u32> = Map::default();
        for ((label, object), evidence) in cited {
            let n = counts.entry(label).or_insert(0);
            *n += 1;
            let node = self.data.iri(&self.iris.citation(label, *n));
            self.add(Act, node, Term::Type, Term::Citation);
            self.add(Act, node, Term::HasCitingEntity, self.act);
            self.add(Act, node, Term::HasCitedEntity, self.thing(object));
            let first = evidence[0];
            if let Some(paragraph) = self.paragraph_of(first.block) {
                self.add(Act, node, Term::StatedIn, paragraph);
            }
            self.function(node, first.block, first.span);
            self.evidence(node, &evidence);
        }
    }

    /// What the citation is for: the act of speech in whose words it stands.
    fn function(&mut self, node: TermId, block: BlockId, span: Span) {
        let Some(act) = self.act_over(block, span) else { return };
        let function = self.code(act);
        self.add(Act, node, Term::CitationFunction, function);
        for iri in self.lexicon.values(act, Term::CitationFunction.local()) {
            let characterization = self.data.iri(iri);
            self.add(Act, node, Term::HasCitationCharacterization, characterization);
        }
    }

    /// The speech act of these words, or of the paragraph above under which they stand.
    fn act_over(&self, block: BlockId, span: Span) -> Option<ConceptId> {
        let acts = &self.found.acts;
        let of_block = |block| {
            let start = acts.partition_point(|it| it.block < block);
            acts[start..].iter().take_while(move |it| it.block == block)
        };
        if let Some(act) = of_block(block).filter(|it| it.content.contains(span)).last() {
            return Some(act.act);
        }
        let mut block = self.document.block(block);
        while let Some(label) = block.parent_label() {
            let above = *self.labels.get(&(block.language, label))?;
            if let Some(act) = of_block(above).last() {
                return Some(act.act);
            }
            block = self.document.block(above);
        }
        None
    }

    /// ELI-DL has a rapporteur take part in the debate.
    fn rapporteurs(&mut self, relations: &[&Relation]) {
        for relation in relations.iter().filter(|it| it.predicate == Predicate::Rapporteur) {
            let Object::Entity(id) = relation.object else { continue };
            let person = self.thing(id);
            let digest = self.digest(&[person]);
            let node = self.data.iri(&self.iris.participation("rapporteur", &digest));
            let role = self.own_code("participation", "rapporteur");
            let debate = self.activity("debate");
            self.add(Act, debate, Term::HadParticipation, node);
            self.add(Act, node, Term::Type, Term::Participation);
            self.add(Act, node, Term::ParticipationRole, role);
            self.add(Act, node, Term::HadParticipantPerson, person);
        }
    }
}

/// The term for a relation, and the graph of its plain triple: what the act is, or what it says.
pub const fn term(predicate: Predicate) -> (Term, ActGraph) {
    match predicate {
        // Of the act itself these are citations; see `citations`.
        Predicate::Cites => (Term::Cites, Statements),
        Predicate::AdoptedBy => (Term::AdoptedBy, Act),
        Predicate::AdoptedOn => (Term::DateDocument, Act),
        Predicate::DebatedOn => (Term::DebatedOn, Act),
        Predicate::ReportedIn => (Term::ReportedIn, Act),
        Predicate::ReportOf => (Term::ReportOf, Act),
        Predicate::Rapporteur => (Term::Rapporteur, Act),
        Predicate::TransmittedOn => (Term::TransmittedOn, Act),
        Predicate::TransmittedTo => (Term::TransmittedTo, Act),
        Predicate::PublishedAs => (Term::PublishedAs, Act),
        Predicate::RefersToTitle => (Term::ReferredToAs, Statements),
        Predicate::AddressedTo => (Term::AddressedTo, Statements),
        Predicate::CallsForReleaseOf => (Term::CallsForReleaseOf, Statements),
        Predicate::CallsForRehabilitationOf => (Term::CallsForRehabilitationOf, Statements),
        Predicate::CallsForEndOfHarassmentOf => (Term::CallsForEndOfHarassmentOf, Statements),
        Predicate::Commends => (Term::Commends, Statements),
        Predicate::Supports => (Term::Supports, Statements),
        Predicate::Condemns => (Term::Condemns, Statements),
        Predicate::Deplores => (Term::Deplores, Statements),
        Predicate::Welcomes => (Term::Welcomes, Statements),
        Predicate::ExpressesConcernAbout => (Term::ExpressesConcernAbout, Statements),
        Predicate::HasRole => (Term::Holds, Statements),
        Predicate::MemberOrLeaderOf => (Term::MemberOrLeaderOf, Statements),
        Predicate::HeldBy => (Term::PostIn, Statements),
        Predicate::OrganOf => (Term::OrganOf, Statements),
        Predicate::ProgrammeOf => (Term::ProgrammeOf, Statements),
        Predicate::LocatedIn => (Term::OfState, Statements),
        Predicate::PartyOf => (Term::PartyOf, Statements),
        Predicate::AgreementWith => (Term::AgreementWith, Statements),
        Predicate::AgreementBetween => (Term::AgreementBetween, Statements),
        Predicate::Dated => (Term::StatedDate, Statements),
        Predicate::MadeBy => (Term::MadeBy, Statements),
        Predicate::RequestedAccessionTo => (Term::RequestedAccessionTo, Statements),
        Predicate::InvitedToAccedeTo => (Term::InvitedToAccedeTo, Statements),
        Predicate::EncouragedToRatify => (Term::EncouragedToRatify, Statements),
        Predicate::EncouragedToJoin => (Term::EncouragedToJoin, Statements),
        Predicate::HasShortName => (Term::ShortName, Statements),
        Predicate::CooperatesWith => (Term::CooperatesWith, Statements),
        Predicate::AcquiredFrom => (Term::AcquiredFrom, Statements),
        Predicate::RefusedRegistration => (Term::RegistrationRefusedBy, Statements),
        Predicate::RequestedInterventionFrom => (Term::RequestedInterventionFrom, Statements),
        Predicate::Perpetrator => (Term::Perpetrator, Statements),
        Predicate::Target => (Term::Target, Statements),
        Predicate::Victim => (Term::Victim, Statements),
        Predicate::OccurredOn => (Term::OccurredOn, Statements),
    }
}
