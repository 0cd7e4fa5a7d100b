//! A number and the name beside it: one treaty's, or two.
//!
//! Finds numbers behind a name of another treaty, `Convention on Cybercrime (ETS No. 158)`, and
//! numbers of a convention behind the name of a protocol. Leaves alone names that are a part of
//! the number's title, as that of a revised treaty is, and names that no register has.
//! Source of facts: titles in the registers.

use super::Draft;
use crate::lexicon::{ConceptId, Scheme};
use crate::mention::view::View;
use crate::text::{Span, fold};

/// Marks the number beside the name `treaties[at]` if it is another treaty's; whether the name
/// may have the number.
pub(super) fn settle(view: &View<'_>, at: usize, treaties: &mut [Draft]) -> bool {
    let name = treaties[at].clone();
    let text = view.block.text.as_str();
    let Some(number) = treaties[at + 1..].iter_mut().find(|it| it.span.start >= name.span.end) else {
        return true;
    };
    let between = text[name.span.end as usize..number.span.start as usize].trim();
    let adjoins = matches!(between.trim_start_matches(['»', '”', '"']).trim(), "(" | "[" | ",");
    if number.rule != "treaty/number" || !adjoins && !ends_in_bracket(between) {
        return true;
    }
    let known = number.register;
    if !contradict(view, &name, known) {
        return true;
    }
    // "additional protocol to the Convention on … (ETS No. …)": the number is the protocol's.
    let protocol = || begins_protocol(view, name.span) && known.is_some_and(|it| is_protocol(view, it));
    if !protocol() {
        number.gainsaid_by = Some(name.span);
        number.register = None;
    }
    false
}

/// `, done at Lund on 3 May 1990 (`: what stands there is no other name.
fn ends_in_bracket(between: &str) -> bool {
    /// Beyond it, another thing is spoken of.
    const LONGEST: usize = 90;
    between.len() <= LONGEST
        && between.starts_with(',')
        && between.ends_with('(')
        && !between[1..].contains([',', ';', ':', ')'])
}

fn contradict(view: &View<'_>, name: &Draft, number: Option<ConceptId>) -> bool {
    match (name.register, number) {
        (Some(one), Some(other)) => {
            one != other
                && !is_titled(view, other, view.block.slice(name.span))
                && !is_described(view, other, name.span)
        }
        (Some(_), None) => true,
        (None, Some(other)) => is_name_of_protocol(view, name.span) && !is_protocol(view, other),
        (None, None) => false,
    }
}

/// Whether the name is a label of the treaty or begins one, its maker aside: "European Social
/// Charter" of "European Social Charter (revised)".
fn is_titled(view: &View<'_>, treaty: ConceptId, name: &str) -> bool {
    let plain = |text: &str| fold(text).replace('’', "'");
    let name = plain(name);
    view.lexicon.labels(treaty).any(|it| {
        let label = plain(&it.label);
        label.find(&name).is_some_and(|at| !has_treaty_word(view, &label[..at]))
    })
}

/// "the draft Fifth Additional Protocol to the European Convention on Extradition (ETS No. 24)":
/// the register's name is a part of what is named here, and the number is that of the treaty at
/// its end.
fn is_described(view: &View<'_>, treaty: ConceptId, name: Span) -> bool {
    let plain = |text: &str| fold(text).replace('’', "'");
    let text = view.block.slice(name);
    let first = view.word_from(name.start);
    let is_whole = text.starts_with(char::is_uppercase)
        && !(first > 0
            && view.follows_space(first)
            && view.is_capital(first - 1)
            && !view.is_grammatical(first - 1));
    let folded = plain(text);
    !is_whole && view.lexicon.labels(treaty).any(|it| folded.ends_with(&plain(&it.label)))
}

fn is_protocol(view: &View<'_>, treaty: ConceptId) -> bool {
    let language = view.block.language;
    let mut titles = view.lexicon.labels(treaty).filter(|it| it.language == Some(language)).peekable();
    // Of a treaty without titles in this language nothing is known.
    titles.peek().is_none() || titles.any(|it| is_protocol_word(view, &it.label))
}

/// The first treaty word in the name is a protocol.
fn is_name_of_protocol(view: &View<'_>, span: Span) -> bool {
    let words = view.hits.iter().filter(|it| it.scheme == Scheme::TreatyWord && span.contains(it.span));
    words.min_by_key(|it| it.span.start).is_some_and(|it| is_protocol_concept(view, it.concept))
}

/// The words just before the name lead to it from a protocol.
fn begins_protocol(view: &View<'_>, name: Span) -> bool {
    let mut words = view.hits.iter().filter(|it| it.scheme == Scheme::TreatyWord);
    words.any(|it| {
        let mut at = view.behind(it.span);
        let first = at;
        while at < first + 6 && view.steps_to_treaty(at) {
            at += 1;
        }
        at > first
            && is_protocol_concept(view, it.concept)
            && view.words.get(at).is_some_and(|word| word.span.start == name.start)
    })
}

fn has_treaty_word(view: &View<'_>, text: &str) -> bool {
    let hits = view.lexicon.scan(text, &fold(text), view.block.language);
    hits.iter().any(|it| it.scheme == Scheme::TreatyWord)
}

fn is_protocol_word(view: &View<'_>, text: &str) -> bool {
    let hits = view.lexicon.scan(text, &fold(text), view.block.language);
    hits.iter().any(|it| it.scheme == Scheme::TreatyWord && is_protocol_concept(view, it.concept))
}

fn is_protocol_concept(view: &View<'_>, concept: ConceptId) -> bool {
    view.lexicon.concept(concept).notation == "protocol"
}
