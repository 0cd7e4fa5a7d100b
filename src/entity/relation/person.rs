//! Who has which role, whose office it is, and what a person leads or belongs to.
//!
//! Finds the roles given to a person by apposition ("the journalist Anna Rossi"); the body
//! inside an office's name ("President of the Assembly"); the body that a person's role is said
//! to be of ("Anna Rossi, chairperson of the Institute"), and the State whose office it is.

use crate::grammar::{Grammar, Phrases};
use crate::lexicon::ConceptId;
use crate::mention::{Mention, MentionId, Owner, Reading, Role};

use super::super::identity::state;
use super::super::scope::Scope;
use super::super::{Key, Predicate};
use super::{Relations, Said, evidence};

pub fn find(scope: &Scope<'_>, relations: &mut Relations<'_>) {
    for (id, mention) in scope.all() {
        let Reading::Role(role) = &mention.reading else { continue };
        let Some(key) = relations.key(id) else { continue };
        let holders = holders(scope, mention, role, relations);
        for (holder, person) in &holders {
            relations.add(
                person,
                Predicate::HasRole,
                key,
                evidence(holder, "person/has-role"),
                Said::Outright,
            );
        }
        let inner = innermost_body(scope, mention, relations);
        if let Some(body) = &inner {
            relations.add(
                key,
                Predicate::HeldBy,
                body,
                evidence(mention, "person/office-of"),
                Said::Outright,
            );
        } else if let Some(Owner::Body(concept)) = role.of {
            let body = relations.register_body(scope, scope.notation(concept));
            relations.add(
                key,
                Predicate::HeldBy,
                &body,
                evidence(mention, "person/office-of"),
                Said::Outright,
            );
        }
        if holders.is_empty() {
            continue;
        }
        let office = role.concept.is_some_and(|it| is_office(scope, it));
        let after = body_after(scope, mention).and_then(|it| relations.key(it));
        // The secretary of a league belongs to it; an expert of the United Nations does not.
        let own = inner.filter(|it| office || !matches!(it, Key::Body { of: None, .. }));
        let led = match (own.or(after.cloned()), role.of) {
            (Some(body), _) => Some(body),
            (None, Some(Owner::Body(concept))) if office => {
                Some(relations.register_body(scope, scope.notation(concept)))
            }
            (None, Some(Owner::Country(concept))) if office => Some(state(scope, concept)),
            (None, _) => None,
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
    belongs(scope, relations);
}

fn holders<'s, 'k>(
    scope: &Scope<'s>,
    mention: &Mention,
    role: &Role,
    relations: &Relations<'k>,
) -> Vec<(&'s Mention, &'k Key)> {
    role.holders
        .iter()
        .filter_map(|&span| scope.at(mention.block, span))
        .filter_map(|(id, holder)| Some((holder, relations.key(id)?)))
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

/// The body or party named right after the role: "chairperson of the Institute", "founder of
/// the association Blue Coast".
pub fn body_after(scope: &Scope<'_>, mention: &Mention) -> Option<MentionId> {
    body_of(scope, mention, "")
}

/// After the words of `mention`, `opening` and a word for "of", with at most two common nouns.
fn body_of(scope: &Scope<'_>, mention: &Mention, opening: &str) -> Option<MentionId> {
    let (text, grammar) = (&scope.block(mention).text, scope.grammar(mention.block));
    scope
        .mentions
        .in_block(mention.block)
        .filter(|(_, it)| match &it.reading {
            Reading::Body(body) => !body.alias,
            Reading::Party(_) => true,
            _ => false,
        })
        .find(|(_, it)| {
            let gap = text.get(mention.span.end as usize..it.span.start as usize);
            gap.and_then(|gap| gap.strip_prefix(opening)).is_some_and(|gap| is_of(gap, grammar))
        })
        .map(|(id, _)| id)
}

fn is_of(gap: &str, grammar: &Grammar) -> bool {
    let gap = gap.replace('’', "'");
    let gap = gap.trim_end_matches(['«', '"', '“', ' ', '\u{a0}']).trim_start();
    let common = |rest: &str| {
        let words = || rest.split([' ', '\'']).filter(|it| !it.is_empty());
        words().count() <= 2 && words().all(|it| it.chars().all(char::is_lowercase) && it.chars().count() > 3)
    };
    grammar.phrases(Phrases::OwnerLink).iter().any(|of| {
        let Some(rest) = gap.strip_prefix(of.as_str()) else { return false };
        (rest.is_empty() || of.ends_with('\'') || rest.starts_with(' ')) && common(rest)
    })
}

/// An office leads; a rapporteur, a citizen or an economist of a body does not belong to it.
fn is_office(scope: &Scope<'_>, concept: ConceptId) -> bool {
    let office = scope.lexicon.values(concept, "office").any(|it| it == "true");
    office && !scope.notation(concept).contains("rapporteur")
}

/// "Anna Rossi, of the League of the Lakes": said of the person without a role.
fn belongs(scope: &Scope<'_>, relations: &mut Relations<'_>) {
    for (id, mention) in scope.all() {
        if !matches!(mention.reading, Reading::Person(_)) {
            continue;
        }
        let body = body_of(scope, mention, ", ").and_then(|it| relations.key(it));
        if let (Some(body), Some(person)) = (body, relations.key(id)) {
            relations.add(
                person,
                Predicate::MemberOrLeaderOf,
                body,
                evidence(mention, "person/of"),
                Said::Outright,
            );
        }
    }
}
