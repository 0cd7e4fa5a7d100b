//! Roles with the office they name: "Speaker of the Senate of the Parliament of X",
//! "ministre de l'Intérieur". Persons are found behind them, roles are mentioned by them.

use super::view::{Sort, View};
use super::{Found, Owner, Reading};
use crate::grammar::Class;
use crate::lexicon::{Hit, Scheme};

#[derive(Clone, Copy, Debug)]
pub struct Office<'a> {
    pub from: usize,
    pub to: usize,
    pub hit: &'a Hit,
    pub of: Option<Owner>,
    /// The role is one that a State or body has: a family name alone may follow.
    pub is_office: bool,
    /// The word is often used for things and groups: no proof of a person by itself.
    pub is_weak: bool,
    pub is_plural: bool,
    /// There is one such office, so that it is one even without its holder.
    pub is_alone: bool,
}

/// Every role of the block, the longest where several begin, in order.
pub fn offices<'a>(view: &View<'a>, found: &Found) -> Vec<Office<'a>> {
    let mut all: Vec<Office<'a>> = Vec::new();
    for hit in view.hits.iter().filter(|hit| hit.scheme == Scheme::Role) {
        let from = view.word_from(hit.span.start);
        let inside = all.last().is_some_and(|last| from < view.behind(last.hit.span));
        if inside || !view.is_whole(hit) {
            continue;
        }
        let flag = |name| view.lexicon.values(hit.concept, name).next().is_some();
        let mut office = Office {
            from,
            to: view.behind(hit.span),
            hit,
            of: None,
            is_office: flag("office"),
            is_weak: flag("mostly"),
            is_plural: is_plural(view, hit),
            is_alone: flag("alone"),
        };
        if let Some((to, of)) = whose(view, found, office.to, flag("portfolio")) {
            (office.to, office.of) = (to, of);
        }
        all.push(office);
    }
    all
}

/// `of the Assembly`, `de la Chambre des représentants`, `of Kazakhstan`, `of the Interior`.
fn whose(view: &View<'_>, found: &Found, at: usize, portfolio: bool) -> Option<(usize, Option<Owner>)> {
    let link = view.link(at).filter(|it| matches!(it.sort, Sort::Of | Sort::For))?;
    let start = view.words.get(link.next)?.span.start;
    let actor = found
        .in_block(view.id)
        .iter()
        .filter(|it| it.span.start == start && matches!(it.reading, Reading::Body(_)))
        .max_by_key(|it| it.span.end);
    if let Some(actor) = actor
        && let Reading::Body(body) = &actor.reading
    {
        let register = body.concept.filter(|&id| view.lexicon.concept(id).scheme != Scheme::Organ);
        return Some((view.behind(actor.span), register.map(Owner::Body).or(body.of)));
    }
    if let Some(state) = view.country(link.next) {
        return Some((view.behind(state.span), Some(Owner::Country(state.concept))));
    }
    if portfolio && view.is_capital(link.next) {
        let mut to = link.next + 1;
        while view.follows_space(to)
            && (view.is_head_last() && view.is_capital(to)
                || super::phrase::is_adjective(view, to)
                // "Affaires Étrangères"
                || view.grammar.is(Class::Adjective, view.folded(to))
                || view.is_conjunction(to) && view.is_capital(to + 1))
        {
            to += 1;
        }
        return Some((to, None));
    }
    None
}

fn is_plural(view: &View<'_>, hit: &Hit) -> bool {
    let text = &view.block.folded[hit.span.range()];
    // Where adjectives follow, the first word is the noun.
    let noun = if view.is_head_last() { text } else { text.split(' ').next().unwrap_or(text) };
    view.grammar.matches(Class::Plural, noun) && !view.grammar.matches(Class::NotPlural, noun)
}

/// The word behind the adjectives that French and Italian put between a role and its holder:
/// "la dirigeante démocratique bélarussienne A B".
pub fn behind_adjectives(view: &View<'_>, at: usize) -> usize {
    let mut to = at;
    while !view.is_head_last()
        && to < at + 3
        && view.follows_space(to)
        && super::phrase::is_adjective(view, to)
    {
        to += 1;
    }
    to
}
