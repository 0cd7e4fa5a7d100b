//! Events, by the words that describe them.
//!
//! `event/described`: an event word with the adjectives before or behind it and whom it is
//! against: "unprovoked war of aggression against X", "violent crackdown on protesters";
//! `event/dated`: event words with the date that names them: "May 2019 events".
//! With them: date, perpetrator (the State whose it is), target State, victim.
//! Leaves alone event words with nothing beside them that tells which event is meant; the
//! State before a possessive stays outside.
//! Words: scheme `event-type`; `hc:specific` needs nothing beside it, `hc:modifier` are the
//! adjectives.

use super::view::{Link, Sort, View};
use super::words::Shape;
use super::{Event, Found, Mention, Proof, Reading, Scope};
use crate::document::BlockKind;
use crate::grammar::Class;
use crate::lexicon::{Hit, Scheme};
use crate::text::{Span, StatedDate};

pub(super) fn find(scope: &Scope<'_>, found: &mut Found) {
    for (id, block) in scope.document.ids() {
        if block.kind == BlockKind::Furniture {
            continue;
        }
        let view = View::new(scope, id);
        let mut end = 0;
        for hit in view.hits.iter().filter(|hit| hit.scheme == Scheme::EventType) {
            if hit.span.start < end || is_modifier(&view, hit) || !view.is_whole(hit) {
                continue;
            }
            if let Some((span, event, rule)) = event(&view, hit, found) {
                end = span.end;
                let proof = Proof { rule, entry: Some(hit.entry) };
                found.add(Mention { block: id, span, reading: Reading::Event(event), proof });
            }
        }
    }
}

fn is_modifier(view: &View<'_>, hit: &Hit) -> bool {
    view.lexicon.concept(hit.concept).notation == "modifier"
}

fn modifier(view: &View<'_>, at: usize) -> Option<usize> {
    view.labels(at)
        .find(|hit| hit.scheme == Scheme::EventType && is_modifier(view, hit))
        .map(|hit| view.behind(hit.span))
}

fn event(view: &View<'_>, hit: &Hit, found: &Found) -> Option<(Span, Event, &'static str)> {
    let mut from = view.word_from(hit.span.start);
    let mut to = view.behind(hit.span);
    let specific = view.lexicon.values(hit.concept, "specific").next().is_some();
    let suffers = view.lexicon.values(hit.concept, "ofTarget").next().is_some();
    let mut event = Event { kind: hit.concept, date: None, perpetrator: None, target: None, victim: None };
    let mut rule = "event/described";
    while from > 0 && view.follows_space(from) && modifier(view, from - 1) == Some(from) {
        from -= 1;
    }
    while let Some(next) = modifier(view, to).filter(|_| view.follows_space(to)) {
        to = next;
    }
    if let Some((date, start)) = date_before(view, from, found) {
        event.date = Some(date);
        from = view.word_from(start);
        rule = "event/dated";
    } else if let Some((date, end)) = date_of(view, to, found) {
        event.date = Some(date);
        to = view.behind(end);
        rule = "event/dated";
    }
    event.perpetrator = state_before(view, from);
    let mut described = false;
    // "menée par la Russie contre l'Ukraine", "by Russia against Ukraine", "on protesters"
    loop {
        if let Some((state, next)) = state_by(view, to) {
            event.perpetrator = Some(state);
            to = next;
            continue;
        }
        let Some(link) = view.link(to) else { break };
        if let Some(state) = view.country(link.next) {
            match link.sort {
                Sort::Of if suffers => event.target = Some(state.span),
                Sort::Of if event.perpetrator.is_none() && is_of_the_state(view, link, state) => {
                    event.perpetrator = Some(state.span)
                }
                Sort::Against | Sort::On => event.target = Some(state.span),
                _ => break,
            }
            to = view.behind(state.span);
            continue;
        }
        if let Some(role) =
            view.label(link.next, Scheme::Role).filter(|_| !described && link.sort != Sort::For)
        {
            // "crackdown on protesters": a group; "assassination of journalist A B": a person.
            let group = view.behind(role.span);
            let plural = view.grammar.matches(Class::Plural, &view.block.folded[role.span.range()]);
            if plural && person_near(view, group, found).is_none() {
                to = group;
                described = true;
                continue;
            }
        }
        break;
    }
    event.victim = victim(view, to, found);
    if event.date.is_none() {
        event.date = date_near(view, to, found)
            .or_else(|| event.victim.and_then(|victim| date_behind_place(view, view.behind(victim), found)));
    }
    let known = specific
        || described
        || event.victim.is_some()
        || event.target.is_some()
        || event.date.is_some() && rule == "event/dated"
        || event.perpetrator.is_some() && event.date.is_some();
    let span = view.span(from, to);
    let claimed = found.in_block(view.id).iter().any(|it| {
        it.span.overlaps(span) && !span.contains(it.span) && !matches!(it.reading, Reading::Document(_))
            || match &it.reading {
                Reading::Act(act) => act.title.is_some_and(|title| title.overlaps(span)),
                Reading::Treaty(_) => it.span.overlaps(span),
                _ => false,
            }
    });
    (known && !claimed).then_some((span, event, rule))
}

/// "war of Russia": only where a target follows, so that "attack of Kyiv" is not turned round.
fn is_of_the_state(view: &View<'_>, _link: Link, state: &Hit) -> bool {
    view.link(view.behind(state.span)).is_some_and(|it| matches!(it.sort, Sort::Against | Sort::On))
}

/// "the Russian Federation's" before the event.
fn state_before(view: &View<'_>, from: usize) -> Option<Span> {
    let mark =
        (from.saturating_sub(3)..from).find(|&at| view.possessive(at).is_some_and(|next| next <= from))?;
    let hit = view.label_before(mark, Scheme::Country)?;
    view.country(view.word_from(hit.span.start)).filter(|it| it.span == hit.span).map(|it| it.span)
}

/// `by X`, `par la X`, `menée par X`, `da X`.
fn state_by(view: &View<'_>, at: usize) -> Option<(Span, usize)> {
    let by = at + usize::from(view.grammar.is(Class::Led, view.folded(at)));
    if !view.grammar.is(Class::Agent, view.folded(by)) {
        return None;
    }
    let mut next = by + 1;
    next += usize::from(view.is_apostrophe(next));
    next = view.article(next).unwrap_or(next);
    let state = view.country(next)?;
    Some((state.span, view.behind(state.span)))
}

fn dates<'a>(view: &View<'_>, found: &'a Found) -> impl Iterator<Item = (StatedDate, Span)> + use<'a> {
    found.in_block(view.id).iter().filter_map(|it| match it.reading {
        Reading::Date(date) => Some((date, it.span)),
        _ => None,
    })
}

/// "May 2019 events"
fn date_before(view: &View<'_>, from: usize, found: &Found) -> Option<(StatedDate, u32)> {
    let end = view.words.get(from.checked_sub(1)?)?.span.end;
    if !view.follows_space(from) {
        return None;
    }
    dates(view, found).find(|(_, span)| span.end == end).map(|(date, span)| (date, span.start))
}

/// "events of January 2022", "événements de janvier 2022"
fn date_of(view: &View<'_>, to: usize, found: &Found) -> Option<(StatedDate, Span)> {
    let link = view.link(to).filter(|it| it.sort == Sort::Of)?;
    let start = view.words.get(link.next)?.span.start;
    dates(view, found).find(|(_, span)| span.start == start)
}

/// "… in January 2022": within the next words of the same phrase.
fn date_near(view: &View<'_>, to: usize, found: &Found) -> Option<StatedDate> {
    let last =
        (to..to + 3).take_while(|&at| !matches!(view.shape(at), Some(Shape::Mark(_)) | None)).last()?;
    let (start, end) = (view.words[to].span.start, view.words[last].span.end);
    dates(view, found).find(|(_, span)| span.start >= start && span.start < end).map(|(date, _)| date)
}

/// "… of A B in Novi Sad on 9 February 2026": place and day right behind the victim.
fn date_behind_place(view: &View<'_>, from: usize, found: &Found) -> Option<StatedDate> {
    const MOST_WORDS: usize = 7;
    for at in from..from + MOST_WORDS {
        let start = view.words.get(at)?.span.start;
        if let Some((date, _)) = dates(view, found).find(|(_, span)| span.start == start) {
            return Some(date);
        }
        let word = view.folded(at);
        let small = [Class::At, Class::On, Class::InState, Class::Definite]
            .iter()
            .any(|&it| view.grammar.is(it, word));
        let joined = small || view.is_capital(at);
        if !joined || !view.follows_space(at) {
            return None;
        }
    }
    None
}

/// "of opposition journalist and political refugee A B"
fn victim(view: &View<'_>, to: usize, found: &Found) -> Option<Span> {
    let link = view.link(to).filter(|it| it.sort != Sort::For)?;
    person_near(view, link.next, found)
}

/// A person at word `at` or behind the roles that begin there.
fn person_near(view: &View<'_>, at: usize, found: &Found) -> Option<Span> {
    let mut at = at;
    for _ in 0..8 {
        let start = view.words.get(at)?.span.start;
        let person = found
            .in_block(view.id)
            .iter()
            .find(|it| it.span.start == start && matches!(it.reading, Reading::Person(_)));
        if let Some(person) = person {
            return Some(person.span);
        }
        at = match view.labels(at).find(|hit| matches!(hit.scheme, Scheme::Role | Scheme::Title)) {
            Some(hit) => view.behind(hit.span).max(at + 1),
            None if view.is_conjunction(at) => at + 1,
            None => view.article(at)?,
        };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::probe::{EN, FR, IT, compare};
    use super::super::{body, country, date, party, person};
    use super::*;
    use crate::document::Block;
    use crate::text::Language;

    /// Events with `<` perpetrator, `>` target, `†` victim, `@` date.
    fn check(language: Language, text: &str, expected: &[&str]) {
        let describe = |_: &Scope<'_>, block: &Block, it: &Mention| match &it.reading {
            Reading::Event(event) => {
                let part = |mark: &str, span: Option<Span>| {
                    span.map_or(String::new(), |it| format!(" {mark}{}", block.slice(it)))
                };
                let date = event.date.map_or(String::new(), |date| format!(" @{date}"));
                Some(format!(
                    "{}{}{}{}{date}",
                    block.slice(it.span),
                    part("<", event.perpetrator),
                    part(">", event.target),
                    part("†", event.victim)
                ))
            }
            _ => None,
        };
        let kinds =
            [date::find_days, date::find_years, party::find, body::find, person::find, country::find, find];
        compare(language, text, &kinds, describe, expected);
    }

    #[test]
    fn a_war_has_its_sides() {
        check(
            EN,
            "Belarus's unprovoked war of aggression against Poland.",
            &["unprovoked war of aggression against Poland <Belarus >Poland"],
        );
        check(
            FR,
            "la guerre d'agression non provoquée menée par le Bélarus contre la Pologne",
            &["guerre d'agression non provoquée menée par le Bélarus contre la Pologne <Bélarus >Pologne"],
        );
    }

    #[test]
    fn a_deed_has_its_victim_outside() {
        check(EN, "the assassination of the journalist Ivan Bely in Minsk", &["assassination †Ivan Bely"]);
    }

    #[test]
    fn the_day_may_follow_the_place() {
        let of = "the assassination of the journalist Ivan Bely";
        check(EN, &format!("{of} in Novi Sad on 9 May 2026."), &["assassination †Ivan Bely @2026-05-09"]);
        check(EN, &format!("{of} and the law on parks of 9 May 2026."), &["assassination †Ivan Bely"]);
        check(EN, &format!("{of} in Minsk, and on 9 May 2026 the law."), &["assassination †Ivan Bely"]);
    }

    #[test]
    fn a_date_can_be_the_name_of_events() {
        check(EN, "linked to the March 2021 events, and", &["March 2021 events @2021-03"]);
        check(IT, "agli eventi del marzo 2021, e", &["eventi del marzo 2021 @2021-03"]);
    }

    #[test]
    fn a_group_that_suffers_is_part_of_the_description() {
        check(
            EN,
            "the violent crackdown on protesters in March 2021",
            &["violent crackdown on protesters @2021-03"],
        );
        check(
            FR,
            "la répression violente des manifestants en mars 2021",
            &["répression violente des manifestants @2021-03"],
        );
    }

    #[test]
    fn event_words_alone_are_left_alone() {
        check(EN, "threats of war, terrorist attacks, events and elections", &[]);
    }
}
