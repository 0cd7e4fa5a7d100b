//! The units in which every stage counts: languages, spans, stated dates.

use std::fmt;
use std::ops::Range;

/// A language by its two-letter BCP 47 tag, as written in language-tagged literals.
///
/// A value, not an enum: which languages are read is data (`ontology/lexicon/language.ttl`).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language([u8; 2]);

impl Language {
    pub const ENGLISH: Self = Self(*b"en");
    pub const FRENCH: Self = Self(*b"fr");
    pub const ITALIAN: Self = Self(*b"it");

    /// `None` unless `tag` is two ASCII letters.
    pub fn new(tag: &str) -> Option<Self> {
        match *tag.as_bytes() {
            [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
                Some(Self([a.to_ascii_lowercase(), b.to_ascii_lowercase()]))
            }
            _ => None,
        }
    }

    pub fn tag(&self) -> &str {
        std::str::from_utf8(&self.0).expect("two ASCII letters by construction")
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

/// Bytes `start..end` of one block's clean text. Never of the source: see [`SourceSpan`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

/// Bytes `start..end` of the decoded source text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceSpan {
    pub start: u32,
    pub end: u32,
}

macro_rules! span {
    ($name:ident) => {
        impl $name {
            /// Sources are capped far below 4 GiB, so offsets fit.
            pub fn new(start: usize, end: usize) -> Self {
                debug_assert!(start <= end, "span {start}..{end}");
                Self { start: start as u32, end: end as u32 }
            }

            pub const fn range(self) -> Range<usize> {
                self.start as usize..self.end as usize
            }

            pub const fn len(self) -> usize {
                (self.end - self.start) as usize
            }

            pub const fn is_empty(self) -> bool {
                self.start == self.end
            }

            pub const fn contains(self, other: Self) -> bool {
                self.start <= other.start && other.end <= self.end
            }

            pub const fn overlaps(self, other: Self) -> bool {
                self.start < other.end && other.start < self.end
            }

            /// From the start of the first to the end of the last.
            pub fn to(self, other: Self) -> Self {
                Self { start: self.start.min(other.start), end: self.end.max(other.end) }
            }
        }

        impl From<Range<usize>> for $name {
            fn from(range: Range<usize>) -> Self {
                Self::new(range.start, range.end)
            }
        }
    };
}

span!(Span);
span!(SourceSpan);

/// A date as exactly as the text states it: year, year and month, or the day.
/// Invariant: a real date of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StatedDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

impl StatedDate {
    /// `None` when the calendar has no such date, or a day comes without a month.
    pub fn new(year: i16, month: Option<i8>, day: Option<i8>) -> Option<Self> {
        if day.is_some() && month.is_none() {
            return None;
        }
        jiff::civil::Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
        Some(Self { year, month, day })
    }

    pub fn year(self) -> i16 {
        self.year
    }

    pub fn month(self) -> Option<i8> {
        self.month
    }

    /// The day, where one is stated.
    pub fn day(self) -> Option<jiff::civil::Date> {
        jiff::civil::Date::new(self.year, self.month?, self.day?).ok()
    }
}

/// ISO 8601: `2004`, `2022-01` or `2025-09-30`.
impl fmt::Display for StatedDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

/// Lower case where that keeps the byte length, so that offsets in the folded text are
/// offsets in the text. The few letters whose case changes their length stay as they are.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.find(|c: char| !c.is_ascii()).and_then(|at| {
        let (ascii, other) = rest.split_at(at);
        folded.push_str(ascii);
        rest = other;
        other.chars().next()
    }) {
        let mut lower = c.to_lowercase();
        folded.push(match (lower.next(), lower.next()) {
            (Some(l), None) if l.len_utf8() == c.len_utf8() => l,
            _ => c,
        });
        rest = &rest[c.len_utf8()..];
    }
    folded.push_str(rest);
    folded.make_ascii_lowercase();
    folded
}

/// Whether a word may begin or end here: not between two letters or digits.
pub fn is_boundary(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
    let after = text[at..].chars().next().is_some_and(char::is_alphanumeric);
    !(before && after)
}
