//! Where the name of an organisation or party begins and ends: the noun phrases of English,
//! French and Italian as far as names are made of them.
//!
//! English names are runs of capitals joined by a few words; French and Italian ones go on in
//! small letters behind the first word, through adjectives known by their endings and
//! prepositional phrases. No verb is known here: a name ends before one because none follows a
//! preposition or looks like such an adjective.

use super::Owner;
use super::view::{Sort, View};
use super::words::Shape;
use crate::grammar::Class;
use crate::lexicon::{Hit, Scheme};

/// Longer runs are no names but sentences in capitals.
pub const LONGEST: usize = 24;

/// Leftwards over capitals, `People's`, `Painters'`, and a body or State standing in front.
pub fn english_start(view: &View<'_>, head: usize) -> (usize, Option<Owner>) {
    let mut from = head;
    let mut owner = None;
    while from > 0 && owner.is_none_or(|it| matches!(it, Owner::Country(_))) {
        let prev = from - 1;
        if view.follows_space(from) && view.is_capital(prev) && !stops(view, prev) {
            // A label inside a word (`Egyptian-Israel Commission`) would lead nowhere.
            let whole = |it: &&Hit| view.word_from(it.span.start) < from;
            if let Some(body) = view.label_before(from, Scheme::Body).filter(whole) {
                from = view.word_from(body.span.start);
                owner = Some(Owner::Body(body.concept));
                continue;
            }
            if let Some(state) = view.label_before(from, Scheme::Country).filter(whole) {
                from = view.word_from(state.span.start);
                owner = Some(Owner::Country(state.concept));
                continue;
            }
            from = prev;
            continue;
        }
        let mark = [from.wrapping_sub(2), prev].into_iter().find(|&at| view.possessive(at) == Some(from));
        match mark.and_then(|at| at.checked_sub(1)) {
            Some(noun) if view.is_capital(noun) && view.label_before(noun + 1, Scheme::Country).is_none() => {
                from = noun
            }
            // "Radio and Television of …"
            _ if from > 1
                && view.is_conjunction(prev)
                && view.organization_word(from - 2, "pairs")
                && view.is_capital(from - 2) =>
            {
                from -= 2;
            }
            // "the Election Monitoring and Democracy Studies Centre": both fields are one name's,
            // if the first is no name of its own.
            _ if view.is_conjunction(prev) && from < head && !is_known_name(view, from) => {
                match field_before(view, prev) {
                    Some(start) => from = start,
                    None => break,
                }
            }
            _ => break,
        }
    }
    (from, owner)
}

/// "Supreme Court", "European Court of Human Rights": nothing before it belongs to it.
fn is_known_name(view: &View<'_>, at: usize) -> bool {
    view.label(at, Scheme::Organ).is_some() || view.label(at, Scheme::Body).is_some()
}

/// First word of the capitals before this "and", behind an article or a State's adjective,
/// that hold no name known by itself.
fn field_before(view: &View<'_>, and: usize) -> Option<usize> {
    let mut from = and;
    while from > 0 && view.is_capital(from - 1) && (from == and || view.follows_space(from)) {
        from -= 1;
        let known = view.labels(from).any(|hit| {
            matches!(
                hit.scheme,
                Scheme::Body | Scheme::Organ | Scheme::Role | Scheme::Title | Scheme::PartyWord
            )
        });
        if known || view.organization_word(from, "heads") || view.country(from).is_some() {
            return None;
        }
    }
    let adjective = view.demonym(from).is_some();
    let article =
        from > 0 && (view.is_definite(from - 1) || view.grammar.is(Class::Determiner, view.folded(from - 1)));
    (from < and && view.follows_space(and) && (adjective || article)).then_some(from)
}

pub fn english_end(view: &View<'_>, is_head: &dyn Fn(usize) -> bool, start: usize) -> (usize, Option<Owner>) {
    let mut to = start;
    let mut linked = false;
    if view.organization_word(start - 1, "pairs") {
        to = capitals(view, to);
    }
    loop {
        if let Some(link) = view.link(to) {
            let next = link.next;
            if !view.is_capital(next) || view.label(next, Scheme::Title).is_some() {
                return (to, None);
            }
            if let Some(state) = view.country(next) {
                let owner = (link.sort == Sort::Of).then_some(Owner::Country(state.concept));
                return (view.behind(state.span), owner);
            }
            if let Some(body) = view.label(next, Scheme::Body) {
                return (
                    view.behind(body.span),
                    (link.sort == Sort::Of).then_some(Owner::Body(body.concept)),
                );
            }
            to = capitals(view, next);
            linked = true;
            continue;
        }
        let joins = view.is_conjunction(to) || view.is_mark(to, ',') && closes_list(view, to);
        if !linked || !joins || !view.is_capital(to + 1) || view.country(to + 1).is_some() {
            return (to, None);
        }
        let end = capitals(view, to + 1);
        if (to + 1..end).any(is_head) || view.label(to + 1, Scheme::Title).is_some() {
            return (to, None);
        }
        to = end;
    }
}

/// Words with capitals that stand before a name and are no part of it.
pub fn stops(view: &View<'_>, at: usize) -> bool {
    view.opens_sentence(at) && view.is_grammatical(at)
        || view.labels(at).any(|hit| {
            matches!(hit.scheme, Scheme::Title | Scheme::SpeechAct | Scheme::Month | Scheme::ActType)
                || hit.scheme == Scheme::Role && view.lexicon.values(hit.concept, "office").next().is_some()
        })
}

/// End of a run of words with capitals, `Women's Rights` among them.
pub fn capitals(view: &View<'_>, from: usize) -> usize {
    let mut to = from;
    loop {
        if view.is_capital(to) && (to == from || view.follows_space(to)) {
            to += 1;
        } else if let Some(next) = view.possessive(to).filter(|&next| to > from && view.is_capital(next)) {
            to = next;
        } else {
            return to;
        }
    }
}

/// `X, Y and Z`: from this comma on only names with capitals until an `and`.
fn closes_list(view: &View<'_>, comma: usize) -> bool {
    let mut at = comma;
    while view.is_mark(at, ',') && at < comma + LONGEST {
        let end = capitals(view, at + 1);
        if end == at + 1 {
            return false;
        }
        at = end;
    }
    view.is_conjunction(at) && view.is_capital(at + 1)
}

/// Last word and one of a name in quotation marks that begins here.
pub fn quoted_end(view: &View<'_>, from: usize) -> Option<usize> {
    let close = (from..from + 9).find(|&at| view.is_closing_quote(at) || at >= view.words.len())?;
    (close > from && close < view.words.len() && view.is_capital(from)).then_some(close)
}

/// End of a name that a word before it introduces: `Kurier i Detit`, `Nour pour l'avenir`.
pub fn name_end(view: &View<'_>, from: usize) -> Option<usize> {
    let starts = view.is_capital(from)
        && view.country(from).is_none()
        && view.demonym(from).is_none()
        && !view
            .labels(from)
            .any(|hit| matches!(hit.scheme, Scheme::Role | Scheme::Title | Scheme::Body | Scheme::Month));
    if !starts {
        return None;
    }
    let mut to = capitals(view, from);
    loop {
        // "Kurier i Detit", "Nour for Tomorrow"
        let joined = view.shape(to) == Some(Shape::Lower)
            && view.follows_space(to)
            && view.shape(to + 1) == Some(Shape::Capital)
            && view.follows_space(to + 1)
            && view.country(to + 1).is_none()
            && (view.link(to).is_some() || view.folded(to).len() <= 2 && !view.is_grammatical(to));
        if joined {
            to = capitals(view, to + 1);
            continue;
        }
        // "Nour pour l'avenir"
        if !view.is_head_last()
            && let Some(link) = view.link(to).filter(|it| it.sort == Sort::For && it.article)
            && let Some(end) = noun(view, link.next, true)
        {
            to = end;
            continue;
        }
        return Some(to);
    }
}

/// Prepositional phrases behind a head: `des droits de l'homme du Maroc`.
///
/// `against` begins one only right behind the head (`aims`): "Comitato contro la tortura", but
/// "gli spari della Guardia costiera maltese contro l'imbarcazione".
pub fn phrases(view: &View<'_>, start: usize, aims: bool) -> (usize, Option<Owner>) {
    let mut to = start;
    let mut owner = None;
    let mut last: Option<Sort> = None;
    loop {
        if let Some(link) = view.link(to) {
            if link.sort == Sort::Against && !(aims && to == start) {
                return (to, owner);
            }
            if let Some(state) = view.country(link.next) {
                let whose = (link.sort == Sort::Of).then_some(Owner::Country(state.concept));
                return (view.behind(state.span), whose.or(owner));
            }
            if let Some(body) = view.label(link.next, Scheme::Body)
                && view.is_capital(link.next)
            {
                if link.sort == Sort::Of {
                    owner = Some(Owner::Body(body.concept));
                }
                to = view.behind(body.span);
                last = None;
                continue;
            }
            let Some(end) = noun(view, link.next, link.article) else { return (to, owner) };
            to = end;
            last = Some(link.sort);
            continue;
        }
        let Some(sort) = last else { return (to, owner) };
        let joins = view.is_conjunction(to) || view.is_mark(to, ',') && lists_on(view, to, sort);
        if !joins {
            return (to, owner);
        }
        let next = to + 1;
        // A State or body after "et du" is another thing than the name's last part.
        let again = view.link(next).filter(|it| it.sort == sort && !view.is_capital(it.next));
        let end = match again {
            Some(link) => noun(view, link.next, link.article),
            None if sort != Sort::Of => view
                .article(next)
                .filter(|&at| {
                    !view.organization_word(at, "heads") && !view.organization_word(at, "introduces")
                })
                .filter(|&at| view.labels(at).all(|hit| !matches!(hit.scheme, Scheme::Role | Scheme::Organ)))
                .and_then(|at| noun(view, at, true)),
            None if is_adjective(view, next) => Some(next + 1),
            None => None,
        };
        let Some(end) = end else { return (to, owner) };
        to = end;
    }
}

/// After this comma the same preposition, and the list ends in a conjunction with it.
fn lists_on(view: &View<'_>, comma: usize, sort: Sort) -> bool {
    let mut at = comma;
    while view.is_mark(at, ',') && at < comma + LONGEST {
        let Some(link) = view.link(at + 1).filter(|it| it.sort == sort && !view.is_capital(it.next)) else {
            return false;
        };
        let Some(mut end) = noun(view, link.next, link.article) else { return false };
        while let Some(inner) = view.link(end) {
            let Some(next) = noun(view, inner.next, inner.article) else { break };
            end = next;
        }
        at = end;
    }
    view.is_conjunction(at)
        && view.link(at + 1).is_some_and(|it| it.sort == sort && !view.is_capital(it.next))
}

/// Where the language names committees by their fields with nothing between (`fieldList`):
/// "Commissione Affari sociali, Salute e Sviluppo sostenibile": fields of duty in a row.
pub fn italian_list(view: &View<'_>, start: usize) -> usize {
    let mut to = start;
    loop {
        let joined = view.is_conjunction(to) && view.shape(to + 1) == Some(Shape::Capital)
            || view.is_mark(to, ',') && view.shape(to + 1) == Some(Shape::Capital) && {
                let mut at = to;
                while at < to + LONGEST && !view.is_conjunction(at) && !view.is_mark(at, '.') {
                    at += 1;
                }
                view.is_conjunction(at) && view.shape(at + 1) == Some(Shape::Capital)
            };
        if !joined || view.country(to + 1).is_some() || view.label(to + 1, Scheme::Body).is_some() {
            return to;
        }
        let negation = view.grammar.is(Class::Negation, view.folded(to + 1));
        to += 2;
        while view.follows_space(to)
            && (is_adjective(view, to) || negation && view.shape(to) == Some(Shape::Lower))
        {
            to += 1;
            if negation {
                break;
            }
        }
    }
}

/// End of the noun that stands here with the adjectives around it.
pub fn noun(view: &View<'_>, at: usize, article: bool) -> Option<usize> {
    let word = view.folded(at);
    // "la decisione del Consiglio del giugno 1999"
    if view.label(at, Scheme::Month).is_some() {
        return None;
    }
    match view.shape(at)? {
        Shape::Capital | Shape::Upper => {
            if view.labels(at).any(|hit| matches!(hit.scheme, Scheme::Title | Scheme::Role)) {
                return None;
            }
        }
        Shape::Lower => {
            let determiner = view.grammar.is(Class::Determiner, word);
            if determiner
                || view.is_grammatical(at)
                || !article && view.grammar.matches(Class::Infinitive, word)
            {
                return None;
            }
        }
        _ => return None,
    }
    let mut to = at + 1;
    let before = view.grammar.is(Class::AdjectiveBefore, word);
    if before
        && view.follows_space(to)
        && view.shape(to) == Some(Shape::Lower)
        && view.link(to).is_none()
        && !view.is_grammatical(to)
    {
        to += 1;
    }
    while view.follows_space(to) && (view.is_capital(to) && view.is_capital(to - 1) || is_adjective(view, to))
    {
        to += 1;
    }
    Some(to)
}

/// An adjective written small, by its ending, or a State's adjective.
pub fn is_adjective(view: &View<'_>, at: usize) -> bool {
    if view.shape(at) != Some(Shape::Lower) {
        return false;
    }
    if view.demonym(at).is_some() {
        return true;
    }
    let (grammar, word) = (view.grammar, view.folded(at));
    grammar.is(Class::Adjective, word)
        || !grammar.matches(Class::NotAdjective, word) && grammar.ends(Class::Adjective, word)
}
