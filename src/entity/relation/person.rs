//! Who has which role, whose office it is, and what a person leads or belongs to.
//!
//! Finds the roles given to a person by apposition ("the journalist Anna Rossi"); the body
//! inside an office's name ("President of the Assembly"); the body or State that a person's
//! role is said to be of ("Anna Rossi, chairperson of the Institute").

use crate::mention::{Mention, Owner, Reading, Role};

use super::super::identity::state;
use super::super::scope::Scope;
use super::super::{Key, Predicate};
use super::{Relations, Said, evidence};

/// What stands between a role and the body it is of, in the languages read.
const OF: [&str; 32] = [
    "of",
    "of the",
    "at",
    "at the",
    "in",
    "in the",
    "for",
    "for the",
    "with",
    "with the",
    "du",
    "de",
    "de la",
    "de l'",
    "des",
    "d'",
    "à",
    "à l'",
    "à la",
    "au",
    "di",
    "del",
    "della",
    "dell'",
    "dello",
    "dei",
    "degli",
    "delle",
    "presso",
    "presso la",
    "presso il",
    "presso l'",
];

pub fn find(scope: &Scope<'_>, relations: &mut Relations<'_>) {
    for (id, mention) in scope.all() {
        let Reading::Role(role) = &mention.reading else { continue };
        let Some(key) = relations.key(id).cloned() else { continue };
        let holders = holders(scope, mention, role, relations);
        for (holder, person) in &holders {
            relations.add(
                person,
                Predicate::HasRole,
                &key,
                evidence(holder, "person/has-role"),
                Said::Outright,
            );
        }
        let inner = innermost_body(scope, mention, relations);
        if let Some(body) = &inner {
            relations.add(
                &key,
                Predicate::HeldBy,
                body,
                evidence(mention, "person/office-of"),
                Said::Outright,
            );
        } else if let Some(Owner::Body(concept)) = role.of {
            let body = relations.register_body(scope, scope.notation(concept));
            relations.add(
                &key,
                Predicate::HeldBy,
                &body,
                evidence(mention, "person/office-of"),
                Said::Outright,
            );
        }
        if holders.is_empty() {
            continue;
        }
        let led = match (inner, role.of) {
            (Some(body), _) => Some(body),
            (None, Some(Owner::Body(concept))) => {
                Some(relations.register_body(scope, scope.notation(concept)))
            }
            (None, Some(Owner::Country(concept))) => Some(state(scope, concept)),
            (None, None) => after(scope, mention, relations),
        };
        if let Some(led) = led {
            for (_, person) in &holders {
                relations.add(
                    person,
                    Predicate::MemberOrLeaderOf,
                    &led,
                    evidence(mention, "person/leads"),
                    Said::Outright,
                );
            }
        }
    }
}

fn holders<'a>(
    scope: &Scope<'a>,
    mention: &Mention,
    role: &Role,
    relations: &Relations<'_>,
) -> Vec<(&'a Mention, Key)> {
    role.holders
        .iter()
        .filter_map(|&span| scope.at(mention.block, span))
        .filter_map(|(id, holder)| Some((holder, relations.key(id)?.clone())))
        .collect()
}

/// The longest body whose name ends the role's words.
fn innermost_body(scope: &Scope<'_>, mention: &Mention, relations: &Relations<'_>) -> Option<Key> {
    scope
        .mentions
        .in_block(mention.block)
        .filter(|(_, it)| matches!(it.reading, Reading::Body(_)) && mention.span.contains(it.span))
        .max_by_key(|(_, it)| it.span.len())
        .and_then(|(id, _)| relations.key(id).cloned())
}

/// The body or party named right after the role.
fn after(scope: &Scope<'_>, mention: &Mention, relations: &Relations<'_>) -> Option<Key> {
    let text = &scope.block(mention).text;
    scope
        .mentions
        .in_block(mention.block)
        .filter(|(_, it)| {
            matches!(it.reading, Reading::Body(_) | Reading::Party(_)) && it.span.start >= mention.span.end
        })
        .find(|(_, it)| {
            let between = text.get(mention.span.end as usize..it.span.start as usize).unwrap_or("-");
            let between = between.trim().trim_end_matches(['«', '"', '“']).trim().replace('’', "'");
            OF.contains(&between.as_str())
        })
        .and_then(|(id, _)| relations.key(id).cloned())
}
