//! What the reader of one format gives: text, where it stood in the original, and what the
//! original's structure says about it.

use std::fmt;
use std::sync::Arc;

use crate::text::{Language, SourceSpan};

/// Text taken out of a file. Every later stage counts in `text`; plain text has no `origin`
/// and no `hints`, because its text is the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extracted {
    pub text: String,
    /// In the order of `text`; the first begins at its byte 0.
    pub origin: Vec<Origin>,
    /// In the order of their lines.
    pub hints: Vec<Hint>,
    /// What the reader left out or could not be sure of.
    pub remarks: Vec<Remark>,
    /// References that the original follows itself, in the order of their ends.
    pub links: Vec<Link>,
}

/// Words that lead somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub at: SourceSpan,
    /// As the original writes it: `/akn/it/act/2013-03-29/356`.
    pub target: String,
}

/// `text[at..]`, up to the next of its kind, comes from `place`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    pub at: u32,
    pub place: Place,
}

/// A place in the original file, as a reader of that format finds it again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// PDF: the page, from 1, and where on it, if that is known.
    Page { number: u32, at: Option<Point> },
    /// HTML and XML: bytes `start..end` of the file, and the id of the nearest element around
    /// them that has one.
    Element { id: Option<Arc<str>>, start: u32, end: u32 },
    /// DOCX: the paragraph, from 1, of one of its parts.
    Paragraph { part: Part, number: u32 },
}

/// Points (1/72 inch) from the left and the upper edge of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Point {
    pub x: u32,
    pub y: u32,
}

/// Parts of a Word document that have paragraphs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Body,
    /// Header or footer of the pages.
    Margin,
    Footnote,
    Endnote,
}

/// What the structure of the original says about one line of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// Byte at which the line begins.
    pub at: u32,
    pub says: Says,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// A heading of this level, from 1.
    Heading(u8),
    /// The line begins a paragraph, and the label up to byte `end` of the text is its own: a
    /// number of the list or of the outline, not words that look like one.
    Label { end: u32 },
    /// Navigation, page heads and feet: no part of the act.
    Furniture,
    /// The line begins a footnote with this number.
    Footnote(u16),
    /// This line and those after it are in this language.
    Language(Language),
    /// The line prints metadata of the file; the value stands behind a colon and a space.
    States(Stated),
}

/// What metadata say of an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stated {
    Number,
    /// In ISO 8601.
    AdoptedOn,
}

/// Something the reader of the format has to say about its own work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    pub at: SourceSpan,
    pub message: String,
}

impl Extracted {
    /// Text without structure.
    pub fn plain(text: String) -> Self {
        Self { text, ..Self::default() }
    }

    /// Bytes so far, which is where the next text comes.
    pub fn len(&self) -> u32 {
        self.text.len() as u32
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Appends text that comes from `place`.
    pub fn push(&mut self, text: &str, place: &Place) {
        if text.is_empty() {
            return;
        }
        if self.origin.last().is_none_or(|last| last.place != *place) {
            // White space that was put in before belongs to what it stands before at the head
            // of the text, and elsewhere to what it follows.
            let at = if self.origin.is_empty() { 0 } else { self.len() };
            self.origin.push(Origin { at, place: place.clone() });
        }
        self.text.push_str(text);
    }

    /// Appends what the reader itself puts between parts: spaces and line ends.
    pub fn space(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Says something about the line that begins at the end of the text so far.
    pub fn hint(&mut self, says: Says) {
        self.hints.push(Hint { at: self.len(), says });
    }
}

/// The place of the byte at `at`; `None` where there is no origin.
pub fn place(origin: &[Origin], at: u32) -> Option<&Place> {
    let index = origin.partition_point(|it| it.at <= at).checked_sub(1)?;
    origin.get(index).map(|it| &it.place)
}

/// For readers: `page 3, 72 × 210 pt`, `#para_5, bytes 120–180`, `paragraph 12`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Page { number, at: None } => write!(f, "page {number}"),
            Self::Page { number, at: Some(Point { x, y }) } => write!(f, "page {number}, {x} × {y} pt"),
            Self::Element { id: Some(id), start, end } => write!(f, "#{id}, bytes {start}–{end}"),
            Self::Element { id: None, start, end } => write!(f, "bytes {start}–{end}"),
            Self::Paragraph { part: Part::Body, number } => write!(f, "paragraph {number}"),
            Self::Paragraph { part: Part::Margin, number } => write!(f, "page margin, paragraph {number}"),
            Self::Paragraph { part: Part::Footnote, number } => write!(f, "footnotes, paragraph {number}"),
            Self::Paragraph { part: Part::Endnote, number } => write!(f, "endnotes, paragraph {number}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(number: u32) -> Place {
        Place::Page { number, at: None }
    }

    #[test]
    fn every_byte_leads_to_the_place_it_came_from() {
        let mut it = Extracted::default();
        it.space("\n");
        it.push("one ", &page(1));
        it.push("two", &page(1));
        it.space("\n\n");
        it.push("three", &page(2));
        assert_eq!(it.text, "\none two\n\nthree");
        let pages = [0, 1, 7, 9, 10, 99].map(|at| place(&it.origin, at).cloned());
        assert_eq!(pages, [1, 1, 1, 1, 2, 2].map(|number| Some(page(number))));
        assert_eq!(it.origin.len(), 2);
    }

    #[test]
    fn plain_text_is_its_own_place() {
        assert_eq!(place(&Extracted::plain("text".to_owned()).origin, 2), None);
    }
}
