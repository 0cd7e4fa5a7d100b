//! The title that a text gives to an act right after citing it.
//!
//! Finds what stands in quotation marks after the number, and what follows `on`, `sur`,
//! `sulla` up to its natural end: the next act cited, a mark, a new verb.
//! Leaves alone what cannot be told from the sentence around it.

use crate::grammar::{Class, Grammar, Phrases};
use crate::text::Span;

use super::number;
use super::reader::Reader;
use crate::mention::scan::{skip_spaces, starts_with_word};

pub(super) struct Title {
    /// Without quotes, preposition and article merged with it.
    pub span: Span,
    /// Where the sentence goes on.
    pub end: usize,
}

const QUOTES: &[(char, &[char])] =
    &[('«', &['»']), ('“', &['”']), ('„', &['“', '”']), ('"', &['"']), ('‘', &['’'])];

/// No title is longer; what goes on is the sentence.
const LONGEST: usize = 320;

pub(super) fn read(reader: &Reader<'_>, at: usize) -> Option<Title> {
    let start = skip_spaces(reader.text, at);
    quoted(reader.grammar, reader.text, start).or_else(|| after_preposition(reader, start))
}

fn quoted(grammar: &Grammar, text: &str, at: usize) -> Option<Title> {
    let open = text[at..].chars().next()?;
    let &(_, closing) = QUOTES.iter().find(|(it, _)| *it == open)?;
    let start = at + open.len_utf8();
    let length = text[start..].find(closing).filter(|it| *it <= LONGEST && *it > 0)?;
    let close = text[start + length..].chars().next()?;
    trimmed(grammar, text, start, start + length)
        .map(|span| Title { span, end: start + length + close.len_utf8() })
}

fn after_preposition(reader: &Reader<'_>, at: usize) -> Option<Title> {
    let (text, folded) = (reader.text, reader.folded);
    let rest = &folded[at..];
    let openers = reader.grammar.phrases(Phrases::TitleOpener);
    let word = openers.iter().find(|it| starts_with_word(rest, it))?;
    let start = skip_spaces(text, at + word.len());
    // "intitulée « … »"
    if let Some(title) = quoted(reader.grammar, text, start) {
        return Some(title);
    }
    if text[start..].starts_with(|c: char| c.is_ascii_digit()) && reader.date_at(start).is_some() {
        return None;
    }
    let end = natural_end(reader, start);
    trimmed(reader.grammar, text, start, end).filter(|span| span.len() > 3).map(|span| Title { span, end })
}

fn natural_end(reader: &Reader<'_>, start: usize) -> usize {
    let (text, folded) = (reader.text, reader.folded);
    // A relative clause without a comma is part of a title: "sur les menaces qui pèsent sur".
    let after = reader.grammar.phrases(Phrases::TitleEnd);
    let joints = reader.grammar.phrases(Phrases::CitationJoint);
    let mut previous = ' ';
    for (offset, c) in folded[start..].char_indices() {
        let at = start + offset;
        if offset > LONGEST || ends_clause(&folded[at..], c) && !(c == ',' && lists_on(reader, at)) {
            return at;
        }
        let new_word = !c.is_whitespace() && (previous.is_whitespace() || matches!(previous, '\'' | '’'));
        previous = c;
        if offset == 0 || !new_word {
            continue;
        }
        if after.iter().any(|it| starts_with_word(&folded[at..], it)) || reader.cites_at(at) {
            return at;
        }
        if let Some(conjunction) = joints.iter().find(|it| starts_with_word(&folded[at..], it)) {
            let next = reader.skip_links(skip_spaces(text, at + conjunction.len()));
            let another = number::read(text, next, reader.signs)
                .is_some_and(|it| it.year.is_some() && it.form == number::Form::NumberYear);
            if another
                || reader.cites_at(next)
                || reader.owner_cites_at(next)
                || reader.date_at(next).is_some()
                || reader.speaks_at(next)
            {
                return at;
            }
        }
    }
    text.len()
}

/// "women, peace and security": the comma is one of a list inside the title, when a noun
/// follows and a conjunction closes the list.
fn lists_on(reader: &Reader<'_>, comma: usize) -> bool {
    let (text, folded) = (reader.text, reader.folded);
    let next = skip_spaces(text, comma + 1);
    let rest = &folded[next..];
    let new_clause = [Phrases::NewClause, Phrases::CitationJoint]
        .into_iter()
        .any(|list| reader.grammar.phrases(list).iter().any(|it| starts_with_word(rest, it)));
    if new_clause
        || reader.speaks_at(next)
        || reader.cites_at(next)
        || rest.starts_with(|c: char| !c.is_alphabetic())
    {
        return false;
    }
    let clause = &rest[..rest.find([';', ':', '.', '(', '«', '“', '"']).unwrap_or(rest.len())];
    reader
        .grammar
        .words(Class::And)
        .filter_map(|it| clause.find(&format!(" {it} ")).map(|at| (at, it.len() + 2)))
        .min()
        .is_some_and(|(at, length)| {
            let item = clause[..at].rsplit(',').next().unwrap_or("").split_whitespace().count();
            let last = next + at + length;
            item <= 3
                && !reader.speaks_at(last)
                && !reader.cites_at(last)
                && folded[last..].starts_with(char::is_alphabetic)
        })
}

fn ends_clause(rest: &str, c: char) -> bool {
    match c {
        ',' | ';' | ':' | '«' | '“' | '"' | '(' | ')' | '»' | '”' => true,
        // A stop, unless it is one of an abbreviation or a number.
        '.' => rest[1..].is_empty() || rest[1..].starts_with([' ', '\n', '»', '”', '"']),
        '–' | '—' => true,
        _ => false,
    }
}

/// Without white space and without the small words that belong to what comes next.
fn trimmed(grammar: &Grammar, text: &str, start: usize, end: usize) -> Option<Span> {
    let inner = text.get(start..end)?;
    let left = start + (inner.len() - inner.trim_start().len());
    let mut right = start + inner.trim_end().len();
    while left < right {
        let kept = text[left..right]
            .rsplit_once([' ', '\u{a0}'])
            .filter(|(_, last)| grammar.phrases(Phrases::TitleTail).iter().any(|it| it == last));
        let Some((before, _)) = kept else { break };
        right = left + before.trim_end().len();
    }
    (left < right).then(|| Span::new(left, right))
}
