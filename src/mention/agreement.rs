//! Agreements named by kind, year and sides.
//!
//! Finds `2004 Co-operation Agreement with the Parliament of …`, `accord de coopération
//! conclu en 2004 avec …`, `accordo di cooperazione del 2004`. The span is the kind, with the
//! year where it stands directly before or behind; the sides are mentions of their own.
//! Leaves alone an agreement that neither capital, year nor side tells from any other, and
//! names that are treaties or bodies.
//! Kinds: scheme `agreement-word`. Runs after bodies and States, its sides.

use super::view::View;
use super::{Agreement, Found, Mention, Proof, Reading, Scope};
use crate::document::BlockKind;
use crate::grammar::Class;
use crate::lexicon::{Hit, Scheme};
use crate::text::Span;

/// Words between an agreement and its year or sides.
const REACH: usize = 14;

pub(super) fn find(scope: &Scope<'_>, found: &mut Found) {
    for (id, block) in scope.document.ids() {
        if block.kind == BlockKind::Furniture {
            continue;
        }
        let view = View::new(scope, id);
        let mut free_from = 0;
        for hit in view.hits.iter().filter(|it| it.scheme == Scheme::AgreementWord) {
            let claimed = found.in_block(id).iter().any(|it| {
                it.span.overlaps(hit.span)
                    && matches!(it.reading, Reading::Treaty(_) | Reading::Body(_) | Reading::Act(_))
            });
            if hit.span.start < free_from || claimed {
                continue;
            }
            free_from = hit.span.end;
            if let Some((span, agreement)) = read(&view, hit, found) {
                let proof = Proof { rule: "agreement/kind", entry: Some(hit.entry) };
                found.add(Mention { block: id, span, reading: Reading::Agreement(agreement), proof });
            }
        }
    }
}

fn read(view: &View<'_>, hit: &Hit, found: &Found) -> Option<(Span, Agreement)> {
    let (head, behind) = (view.word_from(hit.span.start), view.behind(hit.span));
    let (mut span, mut year) = (hit.span, None);
    let mut start = head;
    // Capitals before it belong to its name: "Enhanced Partnership Agreement".
    while view.is_head_last()
        && start > 0
        && view.is_capital(start)
        && view.is_capital(start - 1)
        && view.follows_space(start)
        && !view.is_grammatical(start - 1)
    {
        start -= 1;
    }
    span.start = view.words.get(start)?.span.start;
    if start > 0
        && let Some(found) = year_at(view, start - 1)
    {
        (span.start, year) = (view.words[start - 1].span.start, Some(found));
    }
    if year.is_none()
        && view.is_any(behind, &[Class::Of, Class::OfArticle])
        && let Some(found) = year_at(view, behind + 1)
    {
        (span.end, year) = (view.words[behind + 1].span.end, Some(found));
    }
    let mut parties = Vec::new();
    for at in behind..(behind + REACH).min(view.words.len()) {
        if view.is_mark(at, '.')
            || view.is_mark(at, ';')
            || view.is_mark(at, ',')
            || view.is_any(at, &[Class::Relative])
        {
            break;
        }
        if year.is_none() && view.is_any(at, &[Class::YearLink]) && concluded(view, behind, at) {
            year = year_at(view, at + 1);
        }
        if parties.is_empty() && view.is_any(at, &[Class::With]) {
            parties.extend(side(view, at + 1, found));
        } else if parties.is_empty() && view.is_any(at, &[Class::Between]) {
            let first = side(view, at + 1, found);
            let second = first.and_then(|it| side(view, view.behind(it) + 1, found));
            parties.extend(first.into_iter().chain(second));
        }
    }
    let capital = view.is_capital(head) && !view.opens_sentence(head);
    (capital || year.is_some() || !parties.is_empty()).then_some((span, Agreement { year, parties }))
}

/// A word like "concluded" stands between the agreement and the year.
fn concluded(view: &View<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|at| view.is_any(at, &[Class::Concluded]))
}

fn year_at(view: &View<'_>, at: usize) -> Option<i16> {
    let text = view.text(at);
    (text.len() == 4).then(|| text.parse().ok()).flatten().filter(|year| (1900..2100).contains(year))
}

/// The body or State that begins at `at`, an article aside.
fn side(view: &View<'_>, at: usize, found: &Found) -> Option<Span> {
    let at = view.article(at).unwrap_or(at);
    let start = view.words.get(at)?.span.start;
    found
        .in_block(view.id)
        .iter()
        .filter(|it| it.span.start == start && matches!(it.reading, Reading::Body(_) | Reading::Country(_)))
        .map(|it| it.span)
        .max_by_key(|it| it.end)
}
