//! What the printing says about the act itself: adoption, debate, report, transmission.
//!
//! Dates and bodies come from the header facts. Reports are read in the note that names them:
//! each document, the committee and the persons that follow it up to the next document or the
//! closing bracket. "Doc. 123, report of the Committee on A, rapporteur: Mr B; and Doc. 124,
//! opinion of the Committee on C, rapporteur: Ms D".

use crate::document::{Fact, FactName, Section};
use crate::lexicon::Scheme;
use crate::mention::{Mention, Reading};

use super::super::scope::{self, Scope};
use super::super::{Key, Predicate};
use super::{Relations, Said, evidence, words};

pub fn find(scope: &Scope<'_>, relations: &mut Relations<'_>) {
    let Some(subject) = &scope.subject else { return };
    adoption(scope, subject, relations);
    dates(scope, subject, relations);
    transmission(scope, subject, relations);
    reports(scope, subject, relations);
}

/// By the body whose act it is, and by the one that the note says acted for it.
fn adoption(scope: &Scope<'_>, subject: &Key, relations: &mut Relations<'_>) {
    let Some(body) = &scope.body else { return };
    let stated = scope.document.facts(FactName::AdoptedBy).next();
    if let Some(fact) = stated
        && let Some((id, mention)) = scope
            .mentions
            .in_block(fact.block)
            .find(|(_, it)| matches!(it.reading, Reading::Body(_)) && it.span.overlaps(fact.span))
        && let Some(key) = relations.key(id)
    {
        relations.add(
            subject,
            Predicate::AdoptedBy,
            key,
            evidence(mention, "header/adopted-by"),
            Said::Outright,
        );
    }
    let key = relations.register_body(scope, body);
    let proof = [FactName::AdoptedOn, FactName::IssuingBody, FactName::Body];
    let facts = proof
        .into_iter()
        .map(|name| scope.document.facts(name).collect::<Vec<_>>())
        .find(|it| !it.is_empty());
    for fact in facts.unwrap_or_default() {
        relations.add(
            subject,
            Predicate::AdoptedBy,
            &key,
            of_fact(fact, "header/adopted-by"),
            Said::Outright,
        );
    }
}

fn dates(scope: &Scope<'_>, subject: &Key, relations: &mut Relations<'_>) {
    for (name, predicate, rule) in [
        (FactName::AdoptedOn, Predicate::AdoptedOn, "header/adopted-on"),
        (FactName::DebatedOn, Predicate::DebatedOn, "header/debated-on"),
        (FactName::TransmittedOn, Predicate::TransmittedOn, "header/transmitted-on"),
    ] {
        for fact in scope.document.facts(name) {
            for value in fact.value.split(',') {
                if let Some(date) = scope::date(value.trim()) {
                    relations.add(subject, predicate, &Key::Date(date), of_fact(fact, rule), Said::Outright);
                }
            }
        }
    }
}

fn transmission(scope: &Scope<'_>, subject: &Key, relations: &mut Relations<'_>) {
    let document = scope.document;
    let Some(own) = document.fact(FactName::DocumentNumber) else { return };
    for (id, mention) in scope.all().filter(|(_, it)| scope.block(it).section == Section::Cover) {
        if let Some(key @ Key::ChamberPaper { .. }) = relations.key(id)
            && matches!(&key, Key::ChamberPaper { number, .. } if number == own)
        {
            relations.add(
                subject,
                Predicate::PublishedAs,
                key,
                evidence(mention, "header/published-as"),
                Said::Outright,
            );
        }
    }
    // A chamber that prints on its paper when the act was transmitted says that it came to it.
    if let (Some((chamber, _)), Some(sent)) =
        (scope.chamber(), document.facts(FactName::TransmittedOn).next())
        && let Some(key) = relations.key(chamber)
    {
        relations.add(
            subject,
            Predicate::TransmittedTo,
            key,
            of_fact(sent, "header/transmitted-to"),
            Said::Outright,
        );
    }
}

fn reports(scope: &Scope<'_>, subject: &Key, relations: &mut Relations<'_>) {
    let mut blocks: Vec<_> = scope.document.facts(FactName::ReportDocument).map(|it| it.block).collect();
    blocks.dedup();
    for block in blocks {
        let text = &scope.document.block(block).text;
        let mut report: Option<(&Key, u32)> = None;
        let mut first = true;
        for (id, mention) in scope.mentions.in_block(block) {
            if let Some((_, since)) = &report {
                // A bracket that closes more than it opens ends the list of reports.
                let between = text.get(*since as usize..mention.span.start as usize).unwrap_or_default();
                let depth = between.chars().fold(0i32, |depth, c| match c {
                    '(' => depth + 1,
                    ')' => depth - 1,
                    _ => depth,
                });
                if depth < 0 {
                    break;
                }
            }
            match &mention.reading {
                Reading::Document(paper) if paper.number.is_some() => {
                    let Some(key) = relations.key(id) else { continue };
                    if std::mem::take(&mut first) {
                        let proof = evidence(mention, "header/reported-in");
                        relations.add(subject, Predicate::ReportedIn, key, proof, Said::Outright);
                    }
                    report = Some((key, mention.span.end));
                }
                Reading::Body(body) if !body.alias && body.short_for.is_none() => {
                    if let (Some((report, since)), Some(key)) = (&report, relations.key(id))
                        && is_committee(scope, mention)
                        // The committee's own name may hold another body's.
                        && !relations.found.contains_key(&(Key::clone(report), Predicate::ReportOf, super::Target::Key(key.clone())))
                        && !mention_inside_committee(scope, mention, *since)
                    {
                        let proof = evidence(mention, "header/report-of");
                        relations.add(report, Predicate::ReportOf, key, proof, Said::Outright);
                    }
                }
                Reading::Person(_) => {
                    if let (Some((report, _)), Some(key)) = (&report, relations.key(id)) {
                        let proof = evidence(mention, "header/rapporteur");
                        relations.add(report, Predicate::Rapporteur, key, proof, Said::Outright);
                    }
                }
                _ => {}
            }
        }
    }
}

/// By its scheme, or by the word that committees are called by.
fn is_committee(scope: &Scope<'_>, mention: &Mention) -> bool {
    let Reading::Body(body) = &mention.reading else { return false };
    if body.concept.is_some_and(|it| scope.scheme(it) == Scheme::Committee) {
        return true;
    }
    let words = crate::text::fold(scope.words(mention));
    let kinds = ["committee", "commission"].map(|it| scope.lexicon.by_notation(Scheme::OrganizationWord, it));
    kinds.into_iter().flatten().flat_map(|it| scope.lexicon.labels(it)).any(|it| {
        words.strip_prefix(it.label.as_str()).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    })
}

fn mention_inside_committee(scope: &Scope<'_>, mention: &Mention, since: u32) -> bool {
    scope.mentions.in_block(mention.block).any(|(_, it)| {
        it.span != mention.span
            && it.span.start >= since
            && it.span.contains(mention.span)
            && is_committee(scope, it)
    })
}

fn of_fact(fact: &Fact, rule: &'static str) -> super::Evidence {
    words(fact.block, fact.span, rule, None)
}
