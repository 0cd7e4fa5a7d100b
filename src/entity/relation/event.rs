//! Who did what to whom, and when, as far as the event's own words say it.

use crate::mention::Reading;
use crate::text::Span;

use super::super::scope::Scope;
use super::super::{Key, Predicate};
use super::{Relations, Said, evidence};

pub fn find(scope: &Scope<'_>, relations: &mut Relations<'_>) {
    for (id, mention) in scope.all() {
        let Reading::Event(event) = &mention.reading else { continue };
        let Some(key) = relations.key(id) else { continue };
        for (side, predicate, rule) in [
            (event.perpetrator, Predicate::Perpetrator, "event/perpetrator"),
            (event.target, Predicate::Target, "event/target"),
            (event.victim, Predicate::Victim, "event/victim"),
        ] {
            let other = side
                .and_then(|span: Span| scope.at(mention.block, span))
                .and_then(|(other, it)| Some((relations.key(other)?, it)));
            if let Some((other, side)) = other {
                let mut proof = evidence(mention, rule);
                proof.span = mention.span.to(side.span);
                relations.add(key, predicate, other, proof, Said::Outright);
            }
        }
        if let Some(date) = event.date {
            relations.add(
                key,
                Predicate::OccurredOn,
                &Key::Date(date),
                evidence(mention, "event/date"),
                Said::Outright,
            );
        }
    }
}
