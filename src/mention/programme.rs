//! Programmes, plans and strategies with a name.
//!
//! Finds in English capitals that end in a programme word, `Neighbourhood Co-operation
//! Priorities`, or go on behind it, `Action Plan for Montenegro`; in French and Italian a
//! capitalised programme word with its complements, `Priorités de bon voisinage`.
//! The body whose programme it is, before or behind, is a mention of its own.
//! Leaves alone programme words in lower case, and those that begin a sentence.
//! Leaves alone bodies of the register: "United Nations Development Programme".
//! Words: scheme `programme-word`.

use super::view::View;
use super::{Found, Mention, Programme, Proof, Reading, Scope};
use crate::document::BlockKind;
use crate::grammar::Class;
use crate::lexicon::{Hit, Scheme};
use crate::text::Span;

pub(super) fn find(scope: &Scope<'_>, found: &mut Found) {
    for (id, block) in scope.document.ids() {
        if block.kind == BlockKind::Furniture {
            continue;
        }
        let view = View::new(scope, id);
        for hit in view.hits.iter().filter(|it| it.scheme == Scheme::ProgrammeWord) {
            let claimed = found.in_block(id).iter().any(|it| {
                it.span.overlaps(hit.span) && !matches!(it.reading, Reading::Date(_) | Reading::Country(_))
            });
            let body = view.hits.iter().any(|it| it.scheme == Scheme::Body && it.span.overlaps(hit.span));
            if claimed || body {
                continue;
            }
            let span = if view.is_head_last() { english(&view, hit) } else { romance(&view, hit) };
            if let Some(span) = span {
                let proof = Proof { rule: "programme/name", entry: Some(hit.entry) };
                found.add(Mention {
                    block: id,
                    span,
                    reading: Reading::Programme(Programme { concept: None }),
                    proof,
                });
            }
        }
    }
}

/// Small words inside a name whose head stands last.
const LINKS: &[Class] = &[Class::For, Class::On, Class::Of, Class::And, Class::Article, Class::Against];

fn english(view: &View<'_>, hit: &Hit) -> Option<Span> {
    let (head, behind) = (view.word_from(hit.span.start), view.behind(hit.span));
    if !(head..behind).all(|at| view.is_capital(at)) {
        return None;
    }
    let mut start = head;
    while start > 0 && view.follows_space(start) {
        let before = start - 1;
        let inner = view.is_any(before, &[Class::Of, Class::And, Class::For, Class::Against])
            && before > 0
            && view.is_capital(before - 1);
        if view.is_capital(before) && !view.is_grammatical(before) {
            start = before;
        } else if inner && !view.is_grammatical(before - 1) {
            start = before - 1;
        } else {
            break;
        }
    }
    // The owner is no part of the name: "Council of Europe Neighbourhood …".
    if let Some(body) = view.label(start, Scheme::Body).filter(|it| it.span.end < hit.span.start) {
        start = view.behind(body.span);
    }
    let mut end = behind;
    // "for Montenegro", "on Youth and Sport".
    let mut at = behind;
    while at < view.words.len() {
        let link = view.is_any(at, LINKS);
        if view.is_capital(at) && at > behind && !view.labels(at).any(|it| it.scheme == Scheme::Body) {
            end = at + 1;
        } else if !link || view.is_conjunction(at) && view.is_any(at + 1, &[Class::Article]) {
            break;
        }
        at += 1;
    }
    let named = start < head || end > behind;
    named.then(|| view.span(start, end))
}

fn romance(view: &View<'_>, hit: &Hit) -> Option<Span> {
    let (head, behind) = (view.word_from(hit.span.start), view.behind(hit.span));
    // A capital is a name's unless the sentence, or a heading, has given it.
    if !view.is_capital(head)
        || view.opens_sentence(head)
        || view.text(head).chars().nth(1).is_some_and(char::is_uppercase)
    {
        return None;
    }
    let mut end = behind;
    while let Some(link) = view.link(end) {
        if view.label(link.next, Scheme::Body).is_some() {
            break;
        }
        if let Some(country) = view.country(link.next) {
            end = view.behind(country.span);
            break;
        }
        if link.next >= view.words.len()
            || view.is_grammatical(link.next)
            || view.shape(link.next).is_none_or(|it| matches!(it, crate::mention::words::Shape::Mark(_)))
        {
            break;
        }
        end = link.next + 1;
    }
    (end > behind).then(|| view.span(head, end))
}
