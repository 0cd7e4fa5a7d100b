//! Which language a text is in.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A language by its two-letter BCP 47 tag, as written in language-tagged literals.
///
/// A value, not an enum: which languages are read is data (`ontology/lexicon/language.ttl`).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
