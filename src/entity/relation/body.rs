//! Whose organ a body is, in which State it is, whose programme a programme is.
//!
//! Finds it where the name itself says so: "Parliament of Ruritania", "Radio of Ruritania",
//! "United Nations Human Rights Committee", or where the text says it beside the name. What
//! only a register knows belongs to the register, not to what this act says. The State in the
//! title lent to an organ without owner makes its place inferred.

use crate::grammar::Class;
use crate::lexicon::Scheme;
use crate::mention::{Body, Mention, Owner, Reading};

use super::super::identity::{parent_body, state};
use super::super::scope::Scope;
use super::super::{Key, Predicate};
use super::{Relations, Said, evidence};

pub fn find(scope: &Scope<'_>, relations: &mut Relations<'_>) {
    for (id, mention) in scope.all() {
        let Some(key) = relations.key(id) else { continue };
        match &mention.reading {
            Reading::Body(body) if !body.alias => {
                located_in(scope, mention, body, key, relations);
                organ_of(scope, mention, body, key, relations);
            }
            Reading::Programme(_) => programme_of(scope, mention, key, relations),
            _ => {}
        }
    }
}

fn located_in(scope: &Scope<'_>, mention: &Mention, body: &Body, key: &Key, relations: &mut Relations<'_>) {
    let of_state =
        matches!(key, Key::Body { of: Some(_), .. } | Key::Organization { .. } | Key::Body { of: None, .. });
    let register =
        body.concept.is_some_and(|it| matches!(scope.scheme(it), Scheme::Body | Scheme::Committee));
    if !of_state || register {
        return;
    }
    match body.of {
        Some(Owner::Country(concept)) => {
            let state = state(scope, concept);
            relations.add(
                key,
                Predicate::LocatedIn,
                &state,
                evidence(mention, "body/owner-state"),
                Said::Outright,
            );
        }
        Some(Owner::Body(_)) => {}
        None => {
            // The one State that its name holds.
            let mut inside = scope.mentions.in_block(mention.block).filter_map(|(_, it)| match &it.reading {
                Reading::Country(country) if mention.span.contains(it.span) => Some(country.country),
                _ => None,
            });
            match (inside.next(), inside.next()) {
                (Some(concept), None) => {
                    let state = state(scope, concept);
                    relations.add(
                        key,
                        Predicate::LocatedIn,
                        &state,
                        evidence(mention, "body/state-in-name"),
                        Said::Outright,
                    );
                }
                (None, _) => {
                    if let (Key::Body { of: Some(of), .. }, Some(about)) = (key, scope.about)
                        && *of == scope.owner(Owner::Country(about))
                    {
                        let state = state(scope, about);
                        relations.add(
                            key,
                            Predicate::LocatedIn,
                            &state,
                            evidence(mention, "body/state-of-title"),
                            Said::Inferred,
                        );
                    }
                }
                (Some(_), Some(_)) => {}
            }
        }
    }
}

fn organ_of(scope: &Scope<'_>, mention: &Mention, body: &Body, key: &Key, relations: &mut Relations<'_>) {
    let registered =
        body.concept.and_then(|it| parent_body(scope, it)).map(|it| scope.notation(it).to_owned());
    for (id, inner) in scope.mentions.in_block(mention.block) {
        let inside = mention.span.contains(inner.span) && inner.span != mention.span;
        if !inside || !matches!(&inner.reading, Reading::Body(it) if it.short_for.is_none()) {
            continue;
        }
        let Some(other) = relations.key(id) else { continue };
        // The Committee on … Member States of the Council of Europe is the Assembly's.
        let fits = match (&registered, &other) {
            (Some(parent), Key::Body { of: None, slug }) => *slug == super::super::name::slug(parent),
            (Some(_), _) => false,
            (None, _) => true,
        };
        if fits {
            relations.add(
                key,
                Predicate::OrganOf,
                other,
                evidence(mention, "body/organ-in-name"),
                Said::Outright,
            );
        }
    }
    chamber_of_parliament(scope, mention, body, key, relations);
    if let Some(Owner::Body(concept)) = body.of {
        let parent = relations.register_body(scope, scope.notation(concept));
        if registered.is_none() || registered.as_deref() == Some(scope.notation(concept)) {
            relations.add(
                key,
                Predicate::OrganOf,
                &parent,
                evidence(mention, "body/owner-body"),
                Said::Outright,
            );
        }
    }
}

/// "Senate of the Parliament of Ruritania": the chamber's name holds the word for parliament.
fn chamber_of_parliament(
    scope: &Scope<'_>,
    mention: &Mention,
    body: &Body,
    key: &Key,
    relations: &mut Relations<'_>,
) {
    let Key::Body { of: Some(of), .. } = key else { return };
    let parliament = scope.lexicon.by_notation(Scheme::Organ, "parliament");
    let Some(parliament) = parliament.filter(|&it| body.concept.is_some_and(|own| own != it)) else { return };
    let word = crate::text::fold(scope.lexicon.label(parliament, scope.block(mention).language));
    let words = crate::text::fold(scope.words(mention));
    let later = words.split(|c: char| !c.is_alphanumeric()).skip(1).any(|it| it == word);
    if later {
        let whole = Key::Body { of: Some(of.clone()), slug: "parliament".to_owned() };
        relations.add(
            key,
            Predicate::OrganOf,
            &whole,
            evidence(mention, "body/chamber-of-parliament"),
            Said::Outright,
        );
    }
}

/// The body inside the programme's name, right before it, or joined to it by "of"; and the
/// body joined to that one.
fn programme_of(scope: &Scope<'_>, mention: &Mention, key: &Key, relations: &mut Relations<'_>) {
    let (folded, grammar) = (&scope.block(mention).folded, scope.grammar(mention.block));
    let between = |from: u32, to: u32| folded.get(from as usize..to as usize);
    let of = [Class::Of, Class::OfArticle, Class::Article];
    let mut owner_end = None;
    for (id, body) in scope.mentions.in_block(mention.block) {
        if !matches!(body.reading, Reading::Body(_)) {
            continue;
        }
        let before = between(body.span.end, mention.span.start)
            .and_then(|it| it.strip_suffix(' '))
            .is_some_and(|it| it.is_empty() || grammar.without_possessive(it) == Some(""));
        let after = between(mention.span.end, body.span.start)
            .is_some_and(|it| grammar.opens_with(it, &of[..2], &of));
        let joined = owner_end
            .and_then(|end| between(end, body.span.start))
            .is_some_and(|it| grammar.opens_with(it, &[Class::And], &of));
        if (before || after || joined || mention.span.contains(body.span))
            && let Some(owner) = relations.key(id)
        {
            if after || joined {
                owner_end = Some(body.span.end);
            }
            relations.add(
                key,
                Predicate::ProgrammeOf,
                owner,
                evidence(mention, "body/programme-of"),
                Said::Outright,
            );
        }
    }
}
