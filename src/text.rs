//! The units in which every stage counts: languages, spans, stated dates.

mod fold;
mod language;

use std::fmt;
use std::ops::Range;

pub use self::fold::{fold, is_boundary, is_letter_or_digit};
pub use self::language::Language;

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

/// A name that prints on one line as what it is: a line feed or a mark that turns the reading
/// direction round could pass off one name for another.
pub fn printable(name: &str) -> String {
    let hides = |c: char| {
        c.is_control()
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
    };
    let mut printed = String::with_capacity(name.len());
    for c in name.chars() {
        if hides(c) {
            printed.extend(c.escape_default());
        } else {
            printed.push(c);
        }
    }
    printed
}
