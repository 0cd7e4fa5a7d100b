//! Words by which an act passes on what others say: `reportedly`, `selon des informations`.
//!
//! Finds the labels of scheme `hedge`, and the conditional mood of languages that mark it by the
//! verb's ending (`hc:conditionals`: `aurait`, `comprenderebbe`). Leaves alone the conditional of
//! obligation and wish (`hc:notConditionals`: `devrait`, `dovrebbe`).

use crate::grammar::Class;
use crate::lexicon::{ConceptId, Scheme};
use crate::mention::view::View;
use crate::text::Span;

/// Hedges inside `span`, in order; overlapping labels once, the longest.
pub(super) fn within(view: &View<'_>, span: Span) -> Vec<(ConceptId, Span)> {
    let mut hedges: Vec<(ConceptId, Span)> = view
        .hits
        .iter()
        .filter(|hit| hit.scheme == Scheme::Hedge && span.contains(hit.span))
        .filter(|hit| view.lexicon.concept(hit.concept).notation != "conditional")
        .map(|hit| (hit.concept, hit.span))
        .chain(conditionals(view, span))
        .collect();
    hedges.sort_by_key(|(_, it)| (it.start, std::cmp::Reverse(it.end)));
    let mut end = 0;
    hedges.retain(|(_, it)| {
        let free = it.start >= end;
        end = end.max(it.end);
        free
    });
    hedges
}

fn conditionals<'a>(view: &'a View<'_>, span: Span) -> impl Iterator<Item = (ConceptId, Span)> + 'a {
    let lexicon = view.lexicon;
    let mood = lexicon.by_notation(Scheme::Hedge, "conditional");
    let text = &view.block.text[span.range()];
    let grammar = lexicon.grammar(view.block.language);
    let mood = mood.filter(|_| grammar.has_endings(Class::Conditional));
    mood.into_iter().flat_map(move |mood| {
        text.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 5).filter_map(move |word| {
            if !grammar.matches(Class::Conditional, word) || grammar.is(Class::NotConditional, word) {
                return None;
            }
            let start = span.start as usize + (word.as_ptr() as usize - text.as_ptr() as usize);
            Some((mood, Span::new(start, start + word.len())))
        })
    })
}
