//! Dates as exactly as the text states them.
//!
//! Finds `30 September 2025`, `1er juin 2024`, `1° luglio 2027`, `September 30, 2025`,
//! `January 2022`, `11.4.2027`; both days of `23 and 24 September 1998` and both months of
//! `May and June 2024`, which share one year; a year alone where the words around it speak
//! of time: `since 2019`, `in 2022`, `the 2004 agreement`, `(1979)`.
//! Leaves alone days and months without a year, ranges such as `2024-2029`, counts
//! (`of 2000 people`), and years that belong to a number: `Resolution 1506 (2006)` is the
//! act's name, not a date.
//! Month names: scheme `month`. Days and months come before all other kinds, because acts are
//! cited by day; years alone come last, because numbers of acts, papers and treaties are none.

use super::scan::{skip_spaces, starts_with_word};
use super::{Found, Mention, Proof, Reading, Scope};
use crate::document::{Block, BlockId, BlockKind};
use crate::grammar::{Class, Grammar, Phrases};
use crate::lexicon::{Hit, Scheme};
use crate::text::{Span, StatedDate};

/// Dates with a month, in words or digits.
pub(super) fn find_days(scope: &Scope<'_>, found: &mut Found) {
    each_block(scope, found, |scope, mut dates| {
        let months: Vec<Hit> = scope.hits[dates.id.0 as usize]
            .iter()
            .filter(|hit| hit.scheme == Scheme::Month)
            .copied()
            .collect();
        for (index, hit) in months.iter().enumerate() {
            if let Ok(month) = scope.lexicon.concept(hit.concept).notation.parse() {
                dates.around_month(hit, month, &months[index + 1..]);
            }
        }
        dates.numbers(|dates, number| {
            if number.len() <= 2 {
                dates.in_digits(number.start as usize);
            }
        });
    });
}

/// Years alone, where no other kind has claimed the number.
pub(super) fn find_years(scope: &Scope<'_>, found: &mut Found) {
    each_block(scope, found, |_, mut dates| {
        dates.numbers(|dates, number| {
            if number.len() == 4 {
                dates.year_alone(number);
            }
        });
    });
}

fn each_block(scope: &Scope<'_>, found: &mut Found, look: impl Fn(&Scope<'_>, Dates<'_, '_>)) {
    for (id, block) in scope.document.ids() {
        if block.kind != BlockKind::Furniture {
            let grammar = scope.lexicon.grammar(block.language);
            look(scope, Dates { id, block, grammar, found: &mut *found });
        }
    }
}

struct Dates<'a, 'f> {
    id: BlockId,
    block: &'a Block,
    grammar: &'a Grammar,
    found: &'f mut Found,
}

impl<'a> Dates<'a, '_> {
    fn joints(&self) -> &'a [String] {
        self.grammar.phrases(Phrases::DateJoint)
    }

    fn push(&mut self, span: Span, date: Option<StatedDate>, rule: &'static str, hit: Option<&Hit>) {
        if let Some(date) = date {
            let proof = Proof { rule, entry: hit.map(|it| it.entry) };
            self.found.add(Mention { block: self.id, span, reading: Reading::Date(date), proof });
        }
    }

    fn around_month(&mut self, hit: &Hit, month: i8, months: &[Hit]) {
        let text = self.block.text.as_str();
        let (start, end) = (hit.span.start as usize, hit.span.end as usize);
        // "May", "mars" and "agosto" are other words, too: a day or a year must stand beside.
        let before = day_before(self.grammar, text, start);
        let Some((year, year_end)) = self.year_after(end) else {
            // "9 April and 3 May 2022", "May and June 2024": the year stands behind the second.
            if let Some(year) = self.year_of_next(end, months) {
                let from = before.map_or(start, |(_, it)| it);
                let date = StatedDate::new(year, Some(month), before.map(|(day, _)| day));
                self.push(Span::new(from, end), date, "date/joined-month", Some(hit));
            }
            return;
        };
        match before {
            Some((day, day_start)) => {
                let span = Span::new(day_start, year_end);
                self.push(span, StatedDate::new(year, Some(month), Some(day)), "date/day", Some(hit));
                // "23 and 24 September 1998", "from 3 to 5 May 2024".
                if let Some((first, span)) = joined_day(self.grammar, text, day_start) {
                    self.push(
                        span,
                        StatedDate::new(year, Some(month), Some(first)),
                        "date/joined-day",
                        Some(hit),
                    );
                }
            }
            None => {
                let span = Span::new(start, year_end);
                self.push(span, StatedDate::new(year, Some(month), None), "date/month", Some(hit));
            }
        }
    }

    /// The year behind the next month, if nothing but a conjunction and its day stands between.
    fn year_of_next(&self, end: usize, months: &[Hit]) -> Option<i16> {
        let text = self.block.text.as_str();
        let next = months.iter().find(|it| it.span.start as usize > end)?;
        let between = text.get(end..next.span.start as usize).filter(|it| it.len() <= 16)?;
        let joined = between.trim_matches(|c: char| c == ' ' || c.is_ascii_digit() || c == '°');
        let joined = without_ordinal(self.grammar, joined);
        let joined = joined.trim_end_matches(|c: char| c == ' ' || c.is_ascii_digit());
        let joined = joined.trim();
        (matches!(joined, "–" | "-" | ",") || self.joints().iter().any(|it| it == joined))
            .then(|| self.year_after(next.span.end as usize))
            .flatten()
            .map(|(year, _)| year)
    }

    /// The year directly after a month: `junio 2028`, `junio de 2028`.
    fn year_after(&self, at: usize) -> Option<(i16, usize)> {
        let text = self.block.text.as_str();
        let start = skip_spaces(text, at);
        let of = self.grammar.words(Class::Of).find(|of| starts_with_word(&text[start..], of));
        let start = of.map_or(start, |of| skip_spaces(text, start + of.len()));
        let year = year_at(text, start)?;
        (start > at).then_some((year, start + 4))
    }

    /// Every run of digits.
    fn numbers(&mut self, look: impl Fn(&mut Self, Span)) {
        let bytes = self.block.text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            // Most of a text has none, and the machine looks at many bytes at once.
            let few = &bytes[at..bytes.len().min(at + 32)];
            if !few.iter().fold(false, |any, it| any | it.is_ascii_digit()) {
                at += few.len();
                continue;
            }
            at += few.iter().take_while(|it| !it.is_ascii_digit()).count();
            let end = at + bytes[at..].iter().take_while(|it| it.is_ascii_digit()).count();
            look(self, Span::new(at, end));
            at = end;
        }
    }

    /// `11.4.2027`, `11/04/2027`: day first, as all three languages write.
    fn in_digits(&mut self, start: usize) {
        let text = self.block.text.as_str();
        let rest = &text[start..];
        if text[..start].ends_with(['.', '/', '-', ',']) {
            return;
        }
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != '/').unwrap_or(rest.len());
        for separator in ['.', '/'] {
            let mut parts = rest[..end].trim_end_matches('.').split(separator);
            let (Some(day), Some(month), Some(year), None) =
                (parts.next(), parts.next(), parts.next(), parts.next())
            else {
                continue;
            };
            if year.len() != 4 || month.len() > 2 {
                continue;
            }
            if let (Ok(day), Ok(month), Ok(year)) = (day.parse(), month.parse(), year.parse()) {
                let length = rest[..end].trim_end_matches('.').len();
                let span = Span::new(start, start + length);
                self.push(span, StatedDate::new(year, Some(month), Some(day)), "date/digits", None);
            }
        }
    }

    fn year_alone(&mut self, span: Span) {
        let text = self.block.text.as_str();
        let (before, after) = (&text[..span.start as usize], &text[span.end as usize..]);
        let Some(year) = year_at(text, span.start as usize) else { return };
        // Inside an agreement's name a year is a date; in any other name, a part of it.
        let named = |it: &Mention| {
            it.span.overlaps(span) && !matches!(it.reading, Reading::Agreement(_) | Reading::Programme(_))
        };
        let taken = self.found.in_block(self.id).iter().any(named);
        if taken || !stands_free(before, after) {
            return;
        }
        let in_brackets = before.ends_with('(') && (after.starts_with(')') || after.starts_with(','));
        let attributive = year_as_adjective(self.grammar, before, after);
        if in_brackets && !before.trim_end_matches('(').trim_end().ends_with(|c: char| c.is_ascii_digit())
            || speaks_of_time(self.grammar, before)
                && (is_singular(self.grammar, before) || !counts_something(year, after))
            || attributive
            || follows_year(self.grammar, text, before, after)
        {
            self.push(span, StatedDate::new(year, None, None), "date/year", None);
        }
    }
}

/// The four digits at `at` as a year that an act may speak of.
fn year_at(text: &str, at: usize) -> Option<i16> {
    let digits = text.get(at..at + 4)?;
    let next = text.as_bytes().get(at + 4);
    if next.is_some_and(u8::is_ascii_digit) || !digits.bytes().all(|it| it.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok().filter(|year| (1800..2100).contains(year))
}

/// Not part of a longer number or of a symbol: `1.2020`, `2024-2029`, `2027/615`, `(2024)011`.
fn stands_free(before: &str, after: &str) -> bool {
    let glued = |c: char| c.is_alphanumeric() || matches!(c, '/' | '-' | '–' | '_');
    let number_goes_on =
        after.starts_with(['.', ',']) && after[1..].starts_with(|c: char| c.is_ascii_digit());
    let number_went_before =
        before.ends_with(['.', ',']) && before[..before.len() - 1].ends_with(|c: char| c.is_ascii_digit());
    let symbol = after.starts_with(')') && after[1..].starts_with(char::is_alphanumeric);
    !before.ends_with(glued) && !after.starts_with(glued) && !number_goes_on && !number_went_before && !symbol
}

/// The day before a month: `30 `, `30th `, `1er `, `1° `, `the 3rd of `, `30. `.
fn day_before(grammar: &Grammar, text: &str, month: usize) -> Option<(i8, usize)> {
    let before = text[..month].strip_suffix([' ', '\u{a0}'])?;
    let between = grammar.words(Class::Of).find_map(|of| before.strip_suffix(of)?.strip_suffix(' '));
    trailing_day(without_ordinal(grammar, between.unwrap_or(before)))
}

/// Without `th`, `er`, `°` behind digits.
fn without_ordinal<'t>(grammar: &Grammar, text: &'t str) -> &'t str {
    grammar
        .words(Class::Ordinal)
        .filter_map(|suffix| text.strip_suffix(suffix))
        .find(|rest| rest.ends_with(|c: char| c.is_ascii_digit()))
        .unwrap_or(text)
}

/// The one or two digits at the end, if they are a day.
fn trailing_day(before: &str) -> Option<(i8, usize)> {
    let start = before.len() - before.bytes().rev().take_while(u8::is_ascii_digit).count();
    let digits = &before[start..];
    if digits.is_empty() || digits.len() > 2 || before[..start].ends_with(['.', ',', '/']) {
        return None;
    }
    digits.parse().ok().filter(|day| (1..=31).contains(day)).map(|day| (day, start))
}

/// The day that shares month and year with the day at `start`: `23 and `, `3 to `, `3-`.
fn joined_day(grammar: &Grammar, text: &str, start: usize) -> Option<(i8, Span)> {
    let before = &text[..start];
    let marks = [" - ", " – ", "-", "–"];
    let rest = marks.iter().find_map(|join| before.strip_suffix(join)).or_else(|| {
        let words = grammar.phrases(Phrases::DateJoint);
        let before = before.strip_suffix(' ')?;
        words.iter().find_map(|join| before.strip_suffix(join.as_str())?.strip_suffix(' '))
    })?;
    let bare = without_ordinal(grammar, rest);
    let (day, start) = trailing_day(bare)?;
    Some((day, Span::new(start, rest.len())))
}

/// After such a word a number like a year is one.
fn speaks_of_time(grammar: &Grammar, before: &str) -> bool {
    let Some(before) = before.strip_suffix([' ', '\u{a0}']) else { return false };
    let word = before.rsplit([' ', '\u{a0}', '(', '«', '“', '-']).next().unwrap_or(before);
    // "as" alone says nothing of time.
    if grammar.phrases(Phrases::TimeOpener).iter().any(|it| before.ends_with(it.as_str())) {
        return true;
    }
    // "l'été", "dell'anno": the article is no part of the word.
    let bare = word.rsplit(['\'', '’']).next().unwrap_or(word);
    [word, bare].into_iter().any(|it| grammar.is(Class::Time, &it.to_lowercase()))
}

/// `nel 2000 con`, `en 2000 qui`: a singular article or a word for nothing but time, so no count.
fn is_singular(grammar: &Grammar, before: &str) -> bool {
    let word = before.trim_end_matches([' ', '\u{a0}']).rsplit([' ', '\u{a0}']).next().unwrap_or(before);
    grammar.is(Class::TimeSingular, &word.to_lowercase())
}

/// `in 2000 cases`, `of 1800 people`: round numbers before a noun are counts.
fn counts_something(year: i16, after: &str) -> bool {
    year % 50 == 0 && after.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_lowercase))
}

/// `the 2004 Co-operation Agreement`, `its 2019 report`: a year before a noun, after an
/// article or a possessive; or at the head of a coordination of such years.
fn year_as_adjective(grammar: &Grammar, before: &str, after: &str) -> bool {
    let Some(before) = before.strip_suffix(' ') else { return false };
    let word = before.rsplit(' ').next().unwrap_or(before);
    let noun = after.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    noun && grammar.is(Class::YearDeterminer, &word.to_lowercase())
}

/// The second of two years: `2023 and 2024`, `between 2019 and 2022`, `1994, 1995 and 1997`;
/// not `in 2003, 1998 people`.
fn follows_year(grammar: &Grammar, text: &str, before: &str, after: &str) -> bool {
    let year_ends = |rest: &&str| {
        rest.len() >= 4 && year_at(text, rest.len() - 4).is_some() && stands_free(&rest[..rest.len() - 4], "")
    };
    let joints = grammar.phrases(Phrases::DateJoint);
    let joined = before.strip_suffix(' ').is_some_and(|before| {
        let behind = |join: &String| before.strip_suffix(join.as_str())?.strip_suffix(' ');
        joints.iter().filter_map(behind).any(|rest| year_ends(&rest))
    });
    let conjunction = |rest: &str| grammar.words(Class::And).any(|it| starts_with_word(rest, it));
    let goes_on = after.starts_with(',') || after.strip_prefix(' ').is_some_and(conjunction);
    joined || goes_on && before.strip_suffix(", ").is_some_and(|rest| year_ends(&rest))
}
