//! States and bodies.
//!
//! A State by its concept, and so a body of a register; organs of States: see
//! [`super::organ`]. Organisations of no register go by name over the versions. "the Assembly"
//! is the body last named in full with that word; an acronym is what it was defined for.

use rustc_hash::FxHashMap;

use crate::grammar::{Class, Grammar};
use crate::lexicon::{ConceptId, Scheme};
use crate::mention::{Body, Mention, MentionId, Owner, Reading};

use super::super::cluster::{self, ByOrder};
use super::super::scope::Scope;
use super::super::{Basis, Key, name};
use super::programme::by_name;
use super::{Link, Links, organ};

pub fn link(scope: &Scope<'_>, links: &mut Links) {
    let mut unknown = Vec::new();
    let mut organs = Vec::new();
    for (id, mention) in scope.all() {
        match &mention.reading {
            Reading::Country(country) => {
                links.set(id, Link::register(state(scope, country.country), country.country));
            }
            Reading::Body(body) => match body.concept {
                Some(concept) => match registered(scope, mention, concept) {
                    Some(link) => links.set(id, link),
                    None => organs.push((id, concept)),
                },
                None => unknown.push(id),
            },
            _ => {}
        }
    }
    organ::link(scope, organs, links);
    let (short, unknown): (Vec<MentionId>, Vec<MentionId>) =
        unknown.into_iter().partition(|&id| reading(scope, id).short_for.is_some());
    let (alias, named): (Vec<MentionId>, Vec<MentionId>) =
        unknown.into_iter().partition(|&id| reading(scope, id).alias);
    link_full_names(scope, links);
    let named = named.into_iter().filter(|&id| links.get(id).is_none()).collect();
    link_named(scope, named, links);
    link_short(scope, &short, links);
    link_alias(scope, &alias, links);
}

fn reading<'a>(scope: &Scope<'a>, id: MentionId) -> &'a Body {
    match &scope.mentions.get(id).reading {
        Reading::Body(body) => body,
        _ => unreachable!("only bodies are asked for"),
    }
}

pub fn state(scope: &Scope<'_>, concept: ConceptId) -> Key {
    Key::State { country: scope.notation(concept).to_lowercase() }
}

/// `None`: no body of a register, a kind of organ.
fn registered(scope: &Scope<'_>, mention: &Mention, concept: ConceptId) -> Option<Link> {
    let slug = name::slug(scope.notation(concept));
    Some(match scope.scheme(concept) {
        Scheme::Body => Link::register(Key::Body { of: None, slug }, concept),
        // Every organisation has a standing committee: this one is said to be another's.
        Scheme::Committee if is_of_another(scope, mention, concept) => {
            let slug = format!("{slug}-{}", scope.local());
            Link::new(Key::Organization { country: None, slug }, Basis::ExactName)
        }
        Scheme::Committee => {
            let of = parent(scope, concept).map(|it| scope.notation(it).to_owned());
            Link::register(Key::Body { of, slug }, concept)
        }
        _ => return None,
    })
}

/// "Standing Committee of the Convention": a treaty or another body right behind "of".
fn is_of_another(scope: &Scope<'_>, mention: &Mention, concept: ConceptId) -> bool {
    let folded = &scope.block(mention).folded;
    let own = parent(scope, concept);
    let Some(rest) = folded.get(mention.span.end as usize..) else { return false };
    let grammar = scope.grammar(mention.block);
    let Some(gap) = of_whom(grammar, rest) else { return false };
    let start = mention.span.end + gap as u32;
    let noun = rest[gap..].split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    grammar.is(Class::TreatyNoun, noun)
        || scope.mentions.in_block(mention.block).any(|(_, it)| match &it.reading {
            Reading::Treaty(_) | Reading::Country(_) => it.span.start == start,
            Reading::Body(body) => it.span.start == start && !body.alias && body.concept != own,
            _ => false,
        })
}

/// Length of " of the ", " de l'" at the start of `rest`.
fn of_whom(grammar: &Grammar, rest: &str) -> Option<usize> {
    let word = |at: usize, classes: &[Class]| {
        let text = &rest[at..];
        let word = text.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        let behind = &text[word.len()..];
        let space = behind.starts_with(' ') && classes.iter().any(|&it| grammar.is(it, word));
        let mark = behind.chars().next().filter(|&it| {
            matches!(it, '\'' | '’') && classes.iter().any(|&class| grammar.is_elided(class, word))
        });
        mark.or(space.then_some(' ')).map(|it| at + word.len() + it.len_utf8())
    };
    let first = word(rest.strip_prefix(' ').map(|_| 1)?, &[Class::Of, Class::OfArticle])?;
    Some(word(first, &[Class::Article]).unwrap_or(first))
}

/// The body that `hc:organOf` names.
pub fn parent(scope: &Scope<'_>, concept: ConceptId) -> Option<ConceptId> {
    scope.lexicon.values(concept, "organOf").find_map(|iri| scope.lexicon.by_iri(iri))
}

/// "Group of Friends of X (X Group)": the register knows the name in brackets only, and it is
/// that of the body right before.
fn link_full_names(scope: &Scope<'_>, links: &mut Links) {
    for (id, mention) in scope.all() {
        let Reading::Body(Body { concept: Some(_), .. }) = &mention.reading else { continue };
        if let Some(full) = scope.bracketed_after(mention)
            && links.get(full).is_none()
            && let Some(link) = links.get(id).cloned()
        {
            links.set(full, link);
        }
    }
}

fn link_named(scope: &Scope<'_>, named: Vec<MentionId>, links: &mut Links) {
    for (ids, basis) in by_name(scope, named, ByOrder::Never) {
        let of = ids.iter().find_map(|&id| reading(scope, id).of);
        let slug = cluster::names(scope, &ids).first().map(|(_, name)| name::slug(name)).unwrap_or_default();
        let key = match of.or(scope.home().map(Owner::Country)) {
            Some(Owner::Country(concept)) => {
                Key::Organization { country: Some(scope.notation(concept).to_lowercase()), slug }
            }
            Some(Owner::Body(concept)) => {
                Key::Body { of: Some(scope.notation(concept).to_lowercase()), slug }
            }
            None => Key::Organization { country: None, slug },
        };
        for id in ids {
            links.set(id, Link::new(key.clone(), basis));
        }
    }
}

/// An acronym defined in passing, and the same acronym later in the same language.
fn link_short(scope: &Scope<'_>, short: &[MentionId], links: &mut Links) {
    let mut defined = FxHashMap::default();
    for &id in short {
        let mention = scope.mentions.get(id);
        let link = reading(scope, id)
            .short_for
            .and_then(|span| scope.at(mention.block, span))
            .and_then(|(target, _)| links.get(target).cloned());
        if let Some(link) = link {
            defined
                .entry((scope.block(mention).language, scope.words(mention)))
                .or_insert_with(|| link.clone());
            links.set(id, link);
        } else {
            let slug = name::slug(scope.words(mention));
            links.set(id, Link::new(Key::Organization { country: None, slug }, Basis::ExactName));
        }
    }
    for (id, mention) in scope.all() {
        let Reading::Body(Body { concept: None, short_for: None, .. }) = &mention.reading else { continue };
        if let Some(link) = defined.get(&(scope.block(mention).language, scope.words(mention))) {
            links.set(id, link.clone());
        }
    }
}

/// The body last named in full, in this version, with the alias's last word as one of its own.
fn link_alias(scope: &Scope<'_>, alias: &[MentionId], links: &mut Links) {
    for &id in alias {
        let mention = scope.mentions.get(id);
        let language = scope.block(mention).language;
        let words = name::fold(scope.words(mention));
        let Some(last) = words.last() else { continue };
        let full =
            scope.mentions.all[..id.0 as usize].iter().enumerate().rev().find(|(_, it)| match &it.reading {
                Reading::Body(body) => {
                    !body.alias
                        && scope.block(it).language == language
                        && name::fold(scope.words(it)).contains(last)
                }
                _ => false,
            });
        if let Some(link) = full.and_then(|(index, _)| links.get(MentionId(index as u32))).cloned() {
            links.set(id, link);
        }
    }
}
