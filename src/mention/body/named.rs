//! Names of organisations that no register knows, by the words they are made of.
//!
//! English: a run of capitals around a head word, `of`, `for`, `on`, `against` and what they
//! govern, with `and` only behind one of these: `Tbilisi Court on Grave Offences`,
//! `Somali Painters' League`, `Agency for Public Transport`.
//! French and Italian: a head word with a capital and the noun phrase behind it, whose words
//! are written small: adjectives by their endings, prepositional phrases, coordination with
//! the same preposition. It ends before a verb, because no verb follows a preposition or
//! looks like such an adjective.
//! A word such as `newspaper`, `association` written small makes the capitals behind it a name.
//! Left alone: a head word by itself, `Council`; what a thing or place word introduces.

use super::super::Owner;
use super::super::phrase::{self, LONGEST};
use super::super::view::View;
use super::super::words::Shape;
use super::{Candidate, Known};
use crate::lexicon::{Hit, Scheme};

pub(super) fn find(view: &View<'_>, known: &Known, candidates: &mut Vec<Candidate>) {
    for hit in view.hits.iter().filter(|hit| hit.scheme == Scheme::OrganizationWord) {
        let at = view.word_from(hit.span.start);
        if !view.is_whole(hit) {
            continue;
        }
        if known.introduces.contains(&hit.concept) && view.shape(at) == Some(Shape::Lower) {
            introduced(view, known, hit, candidates);
        } else if known.heads.contains(&hit.concept)
            && view.shape(at) == Some(Shape::Capital)
            && view.behind(hit.span) == at + 1
            && !inside_known(view, hit)
        {
            let whole = if view.is_head_last() { english(view, known, at) } else { romance(view, known, at) };
            if let Some(mut it) = whole.filter(|it| it.to - it.from <= LONGEST) {
                it.entry = Some(hit.entry);
                candidates.push(it);
            }
        }
    }
}

/// "Council" in "Council of Europe", "Federation" in "Russian Federation".
fn inside_known(view: &View<'_>, hit: &Hit) -> bool {
    view.hits.iter().any(|it| {
        matches!(it.scheme, Scheme::Country | Scheme::Body | Scheme::Committee)
            && it.span != hit.span
            && it.span.contains(hit.span)
    })
}

fn is_head(view: &View<'_>, known: &Known, at: usize) -> bool {
    view.labels(at).any(|hit| {
        hit.scheme == Scheme::OrganizationWord && known.heads.contains(&hit.concept)
            || matches!(hit.scheme, Scheme::Organ | Scheme::Body | Scheme::Committee)
    })
}

fn english(view: &View<'_>, known: &Known, head: usize) -> Option<Candidate> {
    // "Council Presidency", "Union citizens": the head is another word.
    if view.follows_space(head + 1)
        && view.shape(head + 1) == Some(Shape::Capital)
        && !is_head(view, known, head + 1)
        && view.link(head + 1).is_none()
        && view.label(head + 1, Scheme::Role).is_none()
        && !matches!(view.folded(head), "radio" | "television")
    {
        return None;
    }
    let (from, mut owner) = phrase::english_start(view, head);
    let (to, behind) = phrase::english_end(view, &|at| is_head(view, known, at), head + 1);
    owner = behind.or(owner);
    if to - from < 2 {
        return None;
    }
    let mut it = Candidate::new(from, to, "body/named");
    it.body.of = owner;
    Some(it)
}

fn romance(view: &View<'_>, known: &Known, head: usize) -> Option<Candidate> {
    let mut from = head;
    while view.follows_space(from)
        && view.is_capital(from - 1)
        && !view.is_grammatical(from - 1)
        && !phrase::stops(view, from - 1)
    {
        from -= 1;
    }
    let mut to = head + 1;
    let mut owner = None;
    // "Radio e Televisione del …"
    if view.is_conjunction(to) && is_head(view, known, to + 1) && view.shape(to + 1) == Some(Shape::Capital) {
        to += 2;
    }
    while view.follows_space(to)
        && (view.is_capital(to) && !view.is_grammatical(to) || phrase::is_adjective(view, to))
    {
        if let Some(state) = view.demonym(to) {
            owner = Some(Owner::Country(state.concept));
        }
        let negation = view.folded(to) == "non";
        to += 1;
        // "Commissione Uguaglianza e Non discriminazione"
        to += usize::from(negation && view.shape(to) == Some(Shape::Lower));
    }
    if to > head + 1 && view.block.language.tag() == "it" {
        to = phrase::italian_list(view, to);
    }
    let (to, behind) = phrase::phrases(view, to, owner.is_none());
    owner = behind.or(owner);
    if to - from < 2 {
        return None;
    }
    let mut it = Candidate::new(from, to, "body/named");
    it.body.of = owner;
    Some(it)
}

/// `the newspaper Kurier i Detit`, `l'association « Acqua Viva »`, `the daily A and B`.
fn introduced(view: &View<'_>, known: &Known, hit: &Hit, candidates: &mut Vec<Candidate>) {
    let mut at = view.behind(hit.span);
    if known.not_body.contains(&hit.concept) || !view.follows_space(at) {
        return;
    }
    loop {
        let quoted = view.is_opening_quote(at);
        let from = at + usize::from(quoted);
        let Some(to) = (if quoted { phrase::quoted_end(view, from) } else { phrase::name_end(view, from) })
        else {
            return;
        };
        let mut it = Candidate::new(from, to, "body/introduced");
        it.entry = Some(hit.entry);
        candidates.push(it);
        let behind = to + usize::from(quoted);
        let plural = view.block.folded[hit.span.range()].ends_with(['s', 'i', 'x']);
        if !plural || !(view.is_mark(behind, ',') || view.is_conjunction(behind)) {
            return;
        }
        at = behind + 1;
    }
}
