//! Names of treaties that no register has, by their form.
//!
//! Finds a head word with what makes it a name: in English capitals before it and a
//! capitalised theme behind it (`Vienna Convention on Consular Relations`), in French and
//! Italian a theme behind it (`Convention internationale sur …`) or a place (`Convention de
//! Genève`); in all languages whatever stands between head word and brackets with a series
//! number, a year or a short name.
//! Leaves alone head words without a name: "the Convention", "Additional Protocol", "the
//! European Convention".

use super::Draft;
use crate::grammar::Class;
use crate::lexicon::{Hit, Scheme};
use crate::mention::scan::{digits, skip_numero};
use crate::mention::view::View;
use crate::mention::words::Shape;
use crate::text::Span;

/// Longer than any title; what is longer is no name.
const LONGEST: usize = 240;

/// The name around the head word `hit`; `known` are treaties found already.
pub(super) fn read(view: &View<'_>, hit: &Hit, known: &[Draft]) -> Option<Span> {
    let head = view.word_from(hit.span.start);
    // Inside a longer word the head word is none.
    view.words.get(head).filter(|it| hit.span.contains(it.span) && it.span.start == hit.span.start)?;
    let behind = view.behind(hit.span);
    let start = if view.is_head_last() { first_capital(view, head) } else { head };
    let begin = view.words.get(start)?.span.start as usize;
    if let Some(end) = up_to_brackets(view, hit.span.end as usize) {
        let span = Span::new(begin, end);
        return (span != hit.span).then_some(span);
    }
    if !view.is_capital(head) {
        return None;
    }
    if let Some(end) = numbered(view, hit.span.end as usize) {
        let at = view.word_from(end as u32);
        return Some(Span::new(begin, to_another(view, at, known).unwrap_or(end)));
    }
    if let Some(end) = to_another(view, behind, known) {
        return Some(Span::new(begin, end));
    }
    let end =
        if view.is_head_last() { english(view, start, head, behind) } else { romance(view, hit, behind) }?;
    Some(Span::new(begin, end))
}

/// The first of the capitals that lead up to the head word: `Council of Europe Framework`.
fn first_capital(view: &View<'_>, head: usize) -> usize {
    let mut first = head;
    while first > 0 && view.follows_space(first) {
        let before = first - 1;
        let word = view.folded(before);
        if view.is_capital(before) && !view.is_grammatical(before) {
            first = before;
        } else if before > 0 && view.grammar.is(Class::Of, word) && ends_body(view, before - 1, first) {
            first = before - 1;
        } else {
            break;
        }
    }
    first
}

/// A body's name of just these words: `Council of Europe`.
fn ends_body(view: &View<'_>, from: usize, last: usize) -> bool {
    let span = view.span(from, last + 1);
    view.labels(from).any(|hit| hit.scheme == Scheme::Body && hit.span == span)
}

/// `… (CETS No. 210`, `… (1979, « SAR Convention »)`: the brackets end the name.
fn up_to_brackets(view: &View<'_>, from: usize) -> Option<usize> {
    let text = view.block.text.as_str();
    let rest = &text[from..];
    let open = rest.find('(').filter(|it| *it <= LONGEST && *it > 0)?;
    let between = &rest[..open];
    let inside = from + open + 1;
    let series =
        view.hits.iter().any(|it| it.scheme == Scheme::TreatySeries && it.span.start as usize == inside);
    let year = digits(text, inside).len() == 4 && text[inside + 4..].trim_start().starts_with([',', '«']);
    if !(series || year)
        || !rest[..open].ends_with([' ', '\u{a0}'])
        || between.contains([';', ':', '.', '«', '»', '“', '"', '–'])
    {
        return None;
    }
    let (first, last) = (view.word_from(from as u32), view.word_from(inside as u32 - 1));
    // "infractions qui menacent la santé publique (STCE no …": a title may hold a clause, but
    // one that says what the treaty is or has is the sentence's.
    let clause = |at: usize| {
        series && view.is_any(at, &[Class::Relative]) && !view.is_any(at + 1, &[Class::TreatyEnd])
    };
    let goes_on = |at: usize| {
        view.is_any(at, &[Class::TreatyEnd]) && !clause(at)
            || view.labels(at).any(|it| it.scheme == Scheme::TreatyWord || it.scheme == Scheme::SpeechAct)
    };
    // A comma may stand in a title, but then the title has begun at the head word.
    let comma = between.find(',').is_some_and(|it| it < 12);
    (!comma && !(first..last).any(goes_on)).then(|| from + between.trim_end().len())
}

/// `No. 16`; `, 1986 (No. 162)` as the labour conventions have it.
fn numbered(view: &View<'_>, from: usize) -> Option<usize> {
    let text = view.block.text.as_str();
    let (at, numero) = skip_numero(text, from, &view.lexicon.grammars().numero);
    let number = digits(text, at);
    if numero && matches!(number.len(), 1..=3) {
        return Some(at + number.len());
    }
    let rest = text[from..].strip_prefix(", ")?;
    let year = digits(rest, 0);
    let open = rest[year.len()..].strip_prefix(" (").filter(|_| year.len() == 4)?;
    let inside = text.len() - open.len();
    let (at, numero) = skip_numero(text, inside, &view.lexicon.grammars().numero);
    let number = digits(text, at);
    let end = at + number.len();
    (numero && !number.is_empty() && text[end..].starts_with(')')).then_some(end + 1)
}

/// `to the European Convention on …`: the end of the treaty that this one is about.
fn to_another(view: &View<'_>, mut at: usize, known: &[Draft]) -> Option<usize> {
    let first = at;
    while at < first + 6 && view.steps_to_treaty(at) {
        at += 1;
    }
    let start = view.words.get(at).filter(|_| at > first)?.span.start;
    known
        .iter()
        .find(|it| it.span.start == start && it.rule != "treaty/number")
        .map(|it| it.span.end as usize)
}

/// The end of an English name; `None` when nothing names it.
fn english(view: &View<'_>, start: usize, head: usize, behind: usize) -> Option<usize> {
    let mut end = None;
    let mut at = behind;
    // "and Rule 5", "to the Netherlands": not every word leads on to a theme.
    let theme = view.is_any(at, &[Class::Theme]);
    let of_the = view.is_any(at, &[Class::Of]) && view.is_definite(at + 1);
    while theme
        && !(of_the && view.grammar.is(Class::TreatyOwned, view.folded(head)))
        && at < view.words.len()
    {
        if view.is_capital(at) && (at == behind || view.follows_space(at)) {
            let theme = at > behind;
            if !theme || view.labels(at).any(|it| it.scheme == Scheme::TreatyWord) {
                break;
            }
            end = Some(view.words[at].span.end as usize);
            at += 1;
            continue;
        }
        // "on Human and Peoples' Rights"
        if let Some(next) = view.possessive(at).filter(|&next| view.is_capital(next)) {
            at = next;
            continue;
        }
        if view.shape(at) != Some(Shape::Lower) || !view.is_any(at, &[Class::InTheme]) {
            break;
        }
        // "and the", "and to": the sentence goes on, not the name.
        let goes_on = [Class::Article, Class::To, Class::YearDeterminer];
        if view.is_conjunction(at)
            && (view.is_any(at + 1, &goes_on) || view.labels(at + 1).any(|it| it.scheme == Scheme::Body))
        {
            break;
        }
        let before_state = [Class::InState, Class::By, Class::With, Class::Between];
        let of_state = view.is_any(at, &before_state) && view.country(at + 1).is_some();
        if of_state {
            break;
        }
        at += 1;
    }
    let modified = (start..head).any(|it| !view.is_any(it, &[Class::TreatyGeneric]) && view.is_capital(it));
    end.or_else(|| modified.then(|| view.words[behind - 1].span.end as usize))
}

/// The end of a French or Italian name: place or theme.
fn romance(view: &View<'_>, hit: &Hit, behind: usize) -> Option<usize> {
    let mut at = behind;
    // An acronym behind the head word: "Convention MÉDICRIME".
    if view.shape(at) == Some(Shape::Upper) && view.text(at).chars().count() > 3 && view.follows_space(at) {
        return Some(view.words[at].span.end as usize);
    }
    let mut end = None;
    // "européenne", "internationale", "du Conseil de l'Europe".
    for _ in 0..3 {
        if view.is_any(at, &[Class::TreatyAdjective]) {
            at += 1;
        } else if let Some(link) = view.link(at).filter(|it| it.next < view.words.len())
            && let Some(body) = view.label(link.next, Scheme::Body)
        {
            at = view.behind(body.span);
        } else {
            break;
        }
    }
    if let Some(link) = view.link(at)
        // "de La Haye", "dell'Aia": the article is the place's own.
        && (!link.article || view.is_capital(link.next.wrapping_sub(1)) || view.is_apostrophe(link.next.wrapping_sub(1)))
        && !view.labels(link.next).any(|it| matches!(it.scheme, Scheme::Body | Scheme::BodyAlias | Scheme::Organ | Scheme::Committee))
        && view.shape(link.next) == Some(Shape::Capital)
        && view.country(link.next).is_none()
        && view.lexicon.concept(hit.concept).notation != "statute"
    {
        end = Some(view.words[link.next].span.end as usize);
        at = link.next + 1;
    }
    if view.is_any(at, &[Class::Theme]) {
        end = Some(theme_end(view, at));
    }
    end
}

/// Where a theme ends: at a mark, a verb, or what does not belong to it.
fn theme_end(view: &View<'_>, from: usize) -> usize {
    let mut at = from;
    while at < view.words.len() && at < from + 22 {
        let ends = match view.shape(at) {
            Some(Shape::Mark('\'' | '’')) => false,
            Some(Shape::Mark(_)) => true,
            _ => {
                let joins = view.is_conjunction(at);
                let next = at + 1;
                view.is_any(at, &[Class::TreatyEnd])
                    || joins
                        && (view.is_any(next, &[Class::To])
                            || view.labels(next).any(|it| it.scheme == Scheme::SpeechAct)
                            || view.label(view.article(next).unwrap_or(next), Scheme::Body).is_some()
                            || (next..next + 4).any(|it| {
                                view.is_capital(it)
                                    && view.labels(it).any(|it| it.scheme == Scheme::TreatyWord)
                            }))
            }
        };
        if ends {
            break;
        }
        at += 1;
    }
    view.words.get(at.saturating_sub(1)).map_or(0, |word| word.span.end as usize)
}
