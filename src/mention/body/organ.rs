//! Kinds of organ with whose they are.
//!
//! `Parliament of X`, `the Kazakh Parliament`, `Senate of the Parliament of X`, `les autorités
//! géorgiennes`, `Ministry of Justice` with or without its State, `X's Ministry of Justice`
//! (the State outside the span, but it is the owner), and organs that are known by their own
//! name (`Verkhovna Rada`). Written small and with no State beside it an organ is left alone.

use super::super::Owner;
use super::super::phrase;
use super::super::view::{Sort, View};
use super::{Candidate, Known};
use crate::lexicon::{Form, Hit, Scheme};

pub(super) fn find(view: &View<'_>, known: &Known, candidates: &mut Vec<Candidate>) {
    let mut last = None;
    for hit in view.hits.iter().filter(|hit| hit.scheme == Scheme::Organ) {
        // The longest label that begins here.
        if last == Some(hit.span.start) {
            continue;
        }
        last = Some(hit.span.start);
        if let Some(it) = organ(view, known, hit, 0) {
            candidates.push(it);
        }
    }
}

fn organ(view: &View<'_>, known: &Known, hit: &Hit, depth: u8) -> Option<Candidate> {
    let (mut from, mut to) = (view.word_from(hit.span.start), view.behind(hit.span));
    // "Heads of State and Government of …" are persons.
    let in_role = |it: &&Hit| it.scheme == Scheme::Role && it.span != hit.span && it.span.contains(hit.span);
    if !view.is_whole(hit) || view.hits.iter().any(|it| in_role(&it)) {
        return None;
    }
    let capital = view.is_capital(from);
    let mut owner = known.of_state.get(&hit.concept).copied().map(Owner::Country);
    let portfolio = known.portfolio.contains(&hit.concept);
    let mut has_portfolio = false;
    // French and Italian adjectives follow: "autorités géorgiennes", "garde côtière maltaise".
    // "Gouvernement fédéral allemand" has another one in between.
    let between = usize::from(view.demonym(to).is_none() && phrase::is_adjective(view, to));
    if !view.is_head_last()
        && view.follows_space(to)
        && let Some(adjective) = view.demonym(to + between)
    {
        owner = Some(Owner::Country(adjective.concept));
        to = view.behind(adjective.span);
        // "autorités chypriotes turques": a community, not the State.
        if view.demonym(to).is_some() {
            return None;
        }
    }
    if portfolio && let Some(end) = field(view, to) {
        to = end;
        has_portfolio = true;
    }
    if let Some((end, whose)) = owner_behind(view, known, to, depth) {
        owner = Some(whose);
        to = end;
    }
    if view.grammar.adjective_first
        && from > 0
        && view.follows_space(from)
        && let Some(adjective) = demonym_before(view, from)
    {
        owner = owner.or(Some(Owner::Country(adjective.concept)));
        from = view.word_from(adjective.span.start);
        // "Turkish Cypriot authorities": a community, not the State.
        if view.follows_space(from) && demonym_before(view, from).is_some() {
            return None;
        }
    }
    // "UK Government"
    if view.is_head_last()
        && capital
        && owner.is_none()
        && view.follows_space(from)
        && let Some(state) = view.label_before(from, Scheme::Country).filter(|it| it.form != Form::Demonym)
        && view.country(view.word_from(state.span.start)).is_some_and(|it| it.span == state.span)
    {
        owner = Some(Owner::Country(state.concept));
        from = view.word_from(state.span.start);
    }
    let whose = before_possessive(view, from);
    owner = owner.or(whose);
    let named = known.alone.contains(&hit.concept) && (capital || to - from > 2 && !view.is_head_last());
    if owner.is_none() && !named && !has_portfolio {
        return None;
    }
    // "ministry" alone after a possessive, or "the Ministry": which one is not said.
    if portfolio && !has_portfolio && owner.is_none() {
        return None;
    }
    let mut it = Candidate::new(from, to, "body/organ");
    it.body.concept = Some(hit.concept);
    it.body.of = owner;
    it.entry = Some(hit.entry);
    Some(it)
}

/// `of Kazakhstan`, `du Conseil de l'Europe`, `of the Parliament of Kazakhstan`.
fn owner_behind(view: &View<'_>, known: &Known, at: usize, depth: u8) -> Option<(usize, Owner)> {
    let link = view.link(at).filter(|it| it.sort == Sort::Of)?;
    if let Some(state) = view.country(link.next) {
        return Some((view.behind(state.span), Owner::Country(state.concept)));
    }
    if depth < 2
        && let Some(hit) = view.label(link.next, Scheme::Organ)
        && let Some(whole) = organ(view, known, hit, depth + 1)
        && whole.from == link.next
        && let Some(owner) = whole.body.of
    {
        return Some((whole.to, owner));
    }
    let body = view.label(link.next, Scheme::Body)?;
    Some((view.behind(body.span), Owner::Body(body.concept)))
}

fn demonym_before<'a>(view: &View<'a>, at: usize) -> Option<&'a Hit> {
    let hit = view.label_before(at, Scheme::Country)?;
    let start = view.word_from(hit.span.start);
    view.demonym(start).filter(|it| it.span == hit.span)
}

/// "Kazakhstan's" before the organ.
fn before_possessive(view: &View<'_>, from: usize) -> Option<Owner> {
    let mark = from
        .checked_sub(2)
        .filter(|&at| view.possessive(at) == Some(from))
        .or_else(|| from.checked_sub(1).filter(|&at| view.possessive(at) == Some(from)))?;
    let hit = view.label_before(mark, Scheme::Country)?;
    let state = view.country(view.word_from(hit.span.start))?;
    (state.span == hit.span).then_some(Owner::Country(state.concept))
}

/// `of Internal Affairs`, `de la Justice`, `degli Affari esteri`, `of Labour and Social
/// Protection`: the end of a ministry's field of duty, which is written with a capital.
fn field(view: &View<'_>, at: usize) -> Option<usize> {
    let link = view.link(at).filter(|it| matches!(it.sort, Sort::Of | Sort::For))?;
    if !view.is_capital(link.next) || view.country(link.next).is_some() {
        return None;
    }
    let mut to = field_part(view, link.next);
    loop {
        let listed = view.is_mark(to, ',') && (to + 1..to + 12).any(|at| view.is_conjunction(at));
        if !listed && !view.is_conjunction(to) {
            return Some(to);
        }
        let joined = to + 1;
        let next = match view.link(joined) {
            Some(link) if link.sort == Sort::Of && !view.is_head_last() => link.next,
            _ => joined,
        };
        // "the Ministry of Justice and the Supreme Court" is two.
        if !view.is_capital(next) || view.country(next).is_some() || view.label(next, Scheme::Organ).is_some()
        {
            return Some(to);
        }
        to = field_part(view, next);
    }
}

fn field_part(view: &View<'_>, at: usize) -> usize {
    let mut to = at + 1;
    while view.follows_space(to)
        && (view.is_capital(to) || !view.is_head_last() && phrase::is_adjective(view, to))
    {
        to += 1;
    }
    to
}
