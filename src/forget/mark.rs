//! Marks: digests that tell whether an address, a name or a word is a forgotten thing's.
//!
//! Words are compared as [`crate::link`] compares names: without case, accents and script.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use unicode_normalization::char::is_combining_mark;

use crate::link::sound::plain;
use crate::source::hexadecimal;

/// Half of a SHA-256: of a million marks no two are one.
const BYTES: usize = 16;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Mark([u8; BYTES]);

/// Random, so that digests of names tell nothing to who does not have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Salt(Mark);

impl std::fmt::Debug for Mark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&String::from(*self))
    }
}

impl From<Mark> for String {
    fn from(it: Mark) -> Self {
        hexadecimal(&it.0)
    }
}

impl TryFrom<String> for Mark {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no mark: {} hexadecimal digits", BYTES * 2);
        let mut bytes = [0; BYTES];
        if text.len() != BYTES * 2 || !text.is_ascii() {
            return Err(wrong());
        }
        for (byte, digits) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
            let digits = std::str::from_utf8(digits).map_err(|_| wrong())?;
            *byte = u8::from_str_radix(digits, 16).map_err(|_| wrong())?;
        }
        Ok(Self(bytes))
    }
}

impl Salt {
    pub fn of(bytes: [u8; BYTES]) -> Self {
        Self(Mark(bytes))
    }

    /// Parts of a kind; no part holds a zero byte, so no two lists are one text.
    fn mark<'a>(&self, kind: &str, parts: impl Iterator<Item = &'a str>) -> Mark {
        let mut digest = Sha256::new();
        digest.update(self.0.0);
        digest.update(kind);
        for part in parts {
            digest.update([0]);
            digest.update(part);
        }
        let mut bytes = [0; BYTES];
        bytes.copy_from_slice(&digest.finalize()[..BYTES]);
        Mark(bytes)
    }

    pub fn thing(&self, iri: &str) -> Mark {
        self.mark("thing", std::iter::once(iri))
    }

    pub fn name(&self, words: &[Word<'_>]) -> Mark {
        self.mark("name", words.iter().map(|it| it.plain.as_str()))
    }

    pub fn word(&self, word: &Word<'_>) -> Mark {
        self.mark("word", std::iter::once(word.plain.as_str()))
    }
}

/// A run of letters, digits and marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word<'t> {
    /// Bytes of the text.
    pub place: Range<usize>,
    pub text: &'t str,
    /// As it is compared.
    pub plain: String,
}

impl Word<'_> {
    /// Of a script without capitals every word may be.
    pub fn may_be_name(&self) -> bool {
        self.text.chars().next().is_some_and(|it| it.is_alphabetic() && !it.is_lowercase())
    }
}

pub fn words(text: &str) -> Vec<Word<'_>> {
    let is_part = |c: char| c.is_alphanumeric() || is_combining_mark(c);
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(is_part) {
        let at = text.len() - rest.len() + start;
        let word = &text[at..];
        let word = &word[..word.find(|c| !is_part(c)).unwrap_or(word.len())];
        let folded = plain(word);
        let plain = if folded.is_empty() { word.to_lowercase() } else { folded };
        words.push(Word { place: at..at + word.len(), text: word, plain });
        rest = &text[at + word.len()..];
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = words(text).into_iter().map(|it| it.plain).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn words_are_compared_without_case_accents_and_script() {
        check("O'Brien, Zoë-Ann", &["o", "brien", "zoe", "ann"]);
        check("Zoe\u{308} ХОЛМ", &["zoe", "kholm"]);
        check(" … ", &[]);
    }

    #[test]
    fn marks_differ_by_salt_kind_and_cut() {
        let (one, other) = (Salt::of([1; 16]), Salt::of([2; 16]));
        assert_ne!(one.thing("a"), other.thing("a"));
        assert_ne!(one.word(&words("ab")[0]), one.name(&words("ab")));
        assert_ne!(one.name(&words("a bc")), one.name(&words("ab c")));
        assert_eq!(one.name(&words("A b")), one.name(&words("a B")));
    }

    #[test]
    fn a_mark_is_written_as_it_is_read() {
        let mark = Salt::of([9; 16]).thing("a");
        assert_eq!(Mark::try_from(String::from(mark)), Ok(mark));
        for wrong in ["", "zz", "é123456789012345678901234567890"] {
            assert!(Mark::try_from(wrong.to_owned()).is_err(), "{wrong}");
        }
    }
}
