//! Words by which an act passes on what others say: `reportedly`, `selon des informations`.
//!
//! Finds the labels of scheme `hedge`, and the conditional mood of French and Italian by the
//! verb's ending (`aurait`, `comprenderebbe`). Leaves alone the conditional of obligation and
//! wish (`devrait`, `dovrebbe`): `hc:notHedge`.

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
    // English marks no mood by an ending; its words have none of these.
    let mood = mood.filter(|_| view.block.language != crate::text::Language::ENGLISH);
    let listed = |local| mood.map_or(Vec::new(), |mood| lexicon.values(mood, local).collect::<Vec<&str>>());
    let (endings, plain) = (listed("verbEnding"), listed("notHedge"));
    mood.into_iter().flat_map(move |mood| {
        let (endings, plain) = (endings.clone(), plain.clone());
        text.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 5).filter_map(move |word| {
            if !endings.iter().any(|ending| word.ends_with(ending)) || plain.contains(&word) {
                return None;
            }
            let start = span.start as usize + (word.as_ptr() as usize - text.as_ptr() as usize);
            Some((mood, Span::new(start, start + word.len())))
        })
    })
}
