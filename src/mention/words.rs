//! The words of a block, cut once for every kind that looks at capitals and neighbours.
//!
//! A word is a run of letters, digits and combining marks; a hyphen between two of them
//! belongs to it. Everything else but white space is a mark of one character: an apostrophe,
//! too, because `l'Ukraine` and `O'Rourke` part at it or not by what the letters are.

use crate::text::{Span, is_letter_or_digit};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    pub span: Span,
    pub shape: Shape,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Lower,
    /// First letter a capital, others not all: `Kotor`, `McCain`.
    Capital,
    /// Two letters or more, all capitals: `OSCE`.
    Upper,
    /// One capital letter: an initial, or a word that is one letter long.
    Initial,
    /// Begins with a digit.
    Number,
    Mark(char),
}

impl Shape {
    /// Begins with a capital letter.
    pub const fn is_capital(self) -> bool {
        matches!(self, Self::Capital | Self::Upper | Self::Initial)
    }
}

/// What a byte is to a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Byte {
    Small,
    Large,
    Digit,
    Space,
    Mark,
    /// Of a character of several bytes, or a hyphen: a look at it and what follows decides.
    Other,
}

const BYTES: [Byte; 256] = {
    let mut bytes = [Byte::Mark; 256];
    let mut at = 0;
    while at < bytes.len() {
        bytes[at] = match at as u8 {
            b'a'..=b'z' => Byte::Small,
            b'A'..=b'Z' => Byte::Large,
            b'0'..=b'9' => Byte::Digit,
            // As `char::is_whitespace` has it.
            b' ' | 0x09..=0x0D => Byte::Space,
            b'-' | 0x80.. => Byte::Other,
            _ => Byte::Mark,
        };
        at += 1;
    }
    bytes
};

/// The words of `text` in order.
pub fn cut(text: &str) -> Vec<Word> {
    let bytes = text.as_bytes();
    let mut words = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let start = at;
        if BYTES[usize::from(byte)] == Byte::Space {
            at += 1;
            continue;
        }
        let Some(first) = character(text, at) else { break };
        at += first.len_utf8();
        if !first.is_ascii() && first.is_whitespace() {
            continue;
        }
        if !is_inner(first) {
            words.push(Word { span: Span::new(start, at), shape: Shape::Mark(first) });
            continue;
        }
        let mut letters = u32::from(first.is_alphabetic());
        let mut capitals = u32::from(first.is_uppercase());
        while let Some(&byte) = bytes.get(at) {
            match BYTES[usize::from(byte)] {
                Byte::Small => letters += 1,
                Byte::Large => {
                    letters += 1;
                    capitals += 1;
                }
                Byte::Digit => {}
                Byte::Space | Byte::Mark => break,
                Byte::Other => {
                    let Some(c) = character(text, at) else { break };
                    let next = at + c.len_utf8();
                    let hyphen = matches!(c, '-' | '\u{2011}') && character(text, next).is_some_and(is_inner);
                    if !is_inner(c) && !hyphen {
                        break;
                    }
                    letters += u32::from(c.is_alphabetic());
                    capitals += u32::from(c.is_uppercase());
                    at = next;
                    continue;
                }
            }
            at += 1;
        }
        let shape = if first.is_ascii_digit() {
            Shape::Number
        } else if !first.is_uppercase() {
            Shape::Lower
        } else if letters == 1 {
            Shape::Initial
        } else if letters == capitals {
            Shape::Upper
        } else {
            Shape::Capital
        };
        words.push(Word { span: Span::new(start, at), shape });
    }
    words
}

/// The character that begins at `at`, a boundary; none at the end.
fn character(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at)? {
        byte if byte.is_ascii() => Some(char::from(*byte)),
        _ => text[at..].chars().next(),
    }
}

fn is_inner(c: char) -> bool {
    is_letter_or_digit(c) || ('\u{300}'..='\u{36f}').contains(&c)
}

/// Index of the first word that begins at `at` or after.
pub fn index_at(words: &[Word], at: u32) -> usize {
    words.partition_point(|word| word.span.start < at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, Shape)]) {
        let found: Vec<(&str, Shape)> =
            cut(text).into_iter().map(|it| (&text[it.span.range()], it.shape)).collect();
        assert_eq!(found, expected, "in {text:?}");
    }

    #[test]
    fn apostrophes_are_marks_of_their_own() {
        check("l'Ukraine", &[("l", Shape::Lower), ("'", Shape::Mark('\'')), ("Ukraine", Shape::Capital)]);
    }

    #[test]
    fn inner_hyphens_belong_to_the_word_and_dashes_do_not() {
        check("Ben-Ali –", &[("Ben-Ali", Shape::Capital), ("–", Shape::Mark('–'))]);
    }

    #[test]
    fn combining_marks_do_not_cut_a_name() {
        check("Ade\u{301}ba\u{300} 12", &[("Ade\u{301}ba\u{300}", Shape::Capital), ("12", Shape::Number)]);
    }

    #[test]
    fn acronyms_and_initials_are_told_apart() {
        check("OSCE J", &[("OSCE", Shape::Upper), ("J", Shape::Initial)]);
    }
}
