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
//! Languages that write committees and groups small (`hc:smallHead`) name them behind a definite
//! article by the fields of their duty (`body/committee`), or by the party (`body/group`).
//! Left alone: a head word by itself, `Council`; what a thing or place word introduces.

use super::super::phrase::{self, LONGEST};
use super::super::view::{Sort, View};
use super::super::words::Shape;
use super::super::{Found, Owner, Reading};
use super::{Candidate, Known};
use crate::grammar::Class;
use crate::lexicon::{Hit, Scheme};

pub(super) fn find(view: &View<'_>, known: &Known, found: &Found, candidates: &mut Vec<Candidate>) {
    for hit in view.hits.iter().filter(|hit| hit.scheme == Scheme::OrganizationWord) {
        let at = view.word_from(hit.span.start);
        if !view.is_whole(hit) {
            continue;
        }
        let lower = view.shape(at) == Some(Shape::Lower) && view.behind(hit.span) == at + 1;
        if lower && view.organization_word(at, "smallHead") && !view.is_head_last() {
            let whole = committee(view, at).or_else(|| group(view, found, at));
            if let Some(mut it) = whole.filter(|it| it.to - it.from <= LONGEST) {
                it.entry = Some(hit.entry);
                candidates.push(it);
            }
        } else if known.introduces.contains(&hit.concept) && view.shape(at) == Some(Shape::Lower) {
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
            // "Committee on Agriculture and Rural Development" is longer than what the register has.
            && !(it.scheme == Scheme::Committee && it.span.start == hit.span.start)
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
        && !view.organization_word(head, "pairs")
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
    if view.is_conjunction(to)
        && view.organization_word(head, "pairs")
        && is_head(view, known, to + 1)
        && view.shape(to + 1) == Some(Shape::Capital)
    {
        to += 2;
    }
    while view.follows_space(to)
        && (view.is_capital(to) && !view.is_grammatical(to) || phrase::is_adjective(view, to))
    {
        if let Some(state) = view.demonym(to) {
            owner = Some(Owner::Country(state.concept));
        }
        let negation = view.grammar.is(Class::Negation, view.folded(to));
        to += 1;
        // "Commissione Uguaglianza e Non discriminazione"
        to += usize::from(negation && view.shape(to) == Some(Shape::Lower));
    }
    if to > head + 1 && view.grammar.field_list {
        to = phrase::italian_list(view, to);
    }
    let (to, behind) = phrase::phrases(view, to, owner.is_none());
    owner = behind.or(owner);
    // "la Commissione per la proposta presentata": thanks to the Commission, for something.
    let small = !(head + 1..to).any(|at| view.is_capital(at)) && !phrase::is_adjective(view, head + 1);
    if to - from < 2 || small && known.is_alias(view, head) {
        return None;
    }
    let mut it = Candidate::new(from, to, "body/named");
    it.body.of = owner;
    Some(it)
}

/// `la commissione per l'occupazione e gli affari sociali`: a committee that the language writes
/// small, behind a definite article, with the fields of its duty.
fn committee(view: &View<'_>, head: usize) -> Option<Candidate> {
    let before = head.checked_sub(1)?;
    let definite = view.grammar.is(Class::Definite, view.folded(before));
    let first = view.link(head + 1).filter(|it| it.article && matches!(it.sort, Sort::For | Sort::On))?;
    let mut to = phrase::noun(view, first.next, true).filter(|_| definite)?;
    // Each further field has its article; a comma goes on only to a list that is closed.
    let field = |at: usize| {
        let noun = view.article(at)?;
        // "e gli attribuisca": a pronoun and a verb.
        let pronoun = view.grammar.is(Class::PronounArticle, view.folded(at))
            && !view.grammar.ends(Class::Plural, view.folded(noun));
        phrase::noun(view, noun, true).filter(|_| !pronoun)
    };
    loop {
        let mut at = to;
        while view.is_mark(at, ',') {
            match field(at + 1) {
                Some(end) => at = end,
                None => break,
            }
        }
        match field(at + 1).filter(|_| view.is_conjunction(at)) {
            // "e gli esperti hanno": a field of duty, or the next clause.
            Some(end) if view.is_auxiliary(end) => return None,
            Some(end) => to = end,
            None => return Some(Candidate::new(head, to, "body/committee")),
        }
    }
}

/// `il gruppo PPE-DE`, `gruppo del Partito popolare`: a group that the language writes small,
/// with the party or the short name whose it is.
fn group(view: &View<'_>, found: &Found, head: usize) -> Option<Candidate> {
    let of = view.link(head + 1).filter(|it| it.sort == Sort::Of).map_or(head + 1, |it| it.next);
    let start = view.words.get(of)?.span.start;
    let party = found
        .in_block(view.id)
        .iter()
        .find(|it| it.span.start == start && matches!(it.reading, Reading::Party(_)))
        .map(|it| view.behind(it.span));
    let short = (view.shape(of) == Some(Shape::Upper) && view.country(of).is_none()).then_some(of + 1);
    let to = party.or(short).filter(|_| view.follows_space(head + 1))?;
    Some(Candidate::new(head, to, "body/group"))
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
        let plural = view.grammar.matches(Class::Plural, &view.block.folded[hit.span.range()]);
        if !plural || !(view.is_mark(behind, ',') || view.is_conjunction(behind)) {
            return;
        }
        at = behind + 1;
    }
}
