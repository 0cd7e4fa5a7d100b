//! Words as they are looked for: without case, marks and script.
//!
//! A word is a run of letters and digits. `l'Assemblée` is two, `l` and `assemblee`; `Токаев`
//! is `tokaev`, as it is written and as it is asked for in Latin letters (`any_ascii`, as names
//! are compared: see [`crate::link`]). A name with a hyphen or an apostrophe is also one word
//! without it: `O'Brien` is `o`, `brien` and `obrien`.

use std::ops::Range;

use crate::link::sound::plain;
use crate::text::is_letter_or_digit;

/// Words of a question that are looked at.
pub const MOST_WORDS: usize = 10;
/// Letters of a word that count.
pub const LONGEST: usize = 40;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// Lower-case letters and digits of ASCII, never none.
    pub plain: String,
}

/// In the order of the text.
pub fn words(text: &str) -> impl Iterator<Item = Word> {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        loop {
            let start = loop {
                let (at, c) = rest.next()?;
                if is_letter_or_digit(c) {
                    break at;
                }
            };
            while rest.next_if(|&(_, c)| is_letter_or_digit(c) || is_mark(c)).is_some() {}
            let end = rest.peek().map_or(text.len(), |&(at, _)| at);
            let mut plain = plain(&text[start..end]);
            plain.truncate(LONGEST);
            if !plain.is_empty() {
                return Some(Word { range: start..end, plain });
            }
        }
    })
}

/// Marks that stand on letters, and the hyphen that is not seen.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{487}' | '\u{64b}'..='\u{65f}' | '\u{ad}')
}

/// Two words that a hyphen or an apostrophe joins, as one.
pub fn joined<'a>(text: &'a str, words: &'a [Word]) -> impl Iterator<Item = String> + 'a {
    words.windows(2).filter_map(|pair| {
        let [one, other] = pair else { return None };
        let between = text.get(one.range.end..other.range.start)?;
        let mut joined = matches!(between, "-" | "'" | "’" | "ʼ" | "‐" | "‑")
            .then(|| format!("{}{}", one.plain, other.plain))?;
        joined.truncate(LONGEST);
        Some(joined)
    })
}

/// A whole name, to be compared letter for letter.
pub fn whole(text: &str) -> String {
    let words: Vec<String> = words(text).map(|it| it.plain).take(MOST_OF_A_NAME).collect();
    words.join(" ")
}

/// Titles may be long; two of them that differ later are told apart by other means.
const MOST_OF_A_NAME: usize = 60;

/// What somebody asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    pub words: Vec<String>,
    /// Between quotation marks: in this order, side by side.
    pub phrases: Vec<Vec<String>>,
    /// The last word may go on.
    pub is_open: bool,
}

impl Sought {
    pub fn new(text: &str) -> Self {
        let mut sought = Self::default();
        let mut room = MOST_WORDS;
        for (n, piece) in text.split(['"', '“', '”', '«', '»']).enumerate() {
            let words: Vec<String> = words(piece).map(|it| it.plain).take(room).collect();
            room -= words.len();
            if n % 2 == 1 && words.len() > 1 {
                sought.phrases.push(words);
            } else {
                sought.words.extend(words);
            }
        }
        sought.is_open = text.ends_with(is_letter_or_digit) && !sought.words.is_empty();
        sought
    }

    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.phrases.is_empty()
    }

    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.words.iter().chain(self.phrases.iter().flatten()).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = words(text).map(|it| it.plain).collect();
        assert_eq!(found, expected, "in {text:?}");
    }

    #[test]
    fn case_marks_and_script_are_taken_away() {
        check("L’Assemblée réitère", &["l", "assemblee", "reitere"]);
        check("Касым Озеров", &["kasym", "ozerov"]);
        check("re\u{301}solution", &["resolution"]);
    }

    #[test]
    fn numbers_are_words() {
        check("P9_TA(2022)0012, § 9.2", &["p9", "ta", "2022", "0012", "9", "2"]);
    }

    #[test]
    fn what_has_no_letters_is_no_word() {
        check("— “” … \u{300} 😀", &[]);
        check("", &[]);
    }

    #[test]
    fn a_hyphen_and_an_apostrophe_may_be_left_out() {
        let check = |text: &str, expected: &[&str]| {
            let all: Vec<Word> = words(text).collect();
            assert_eq!(joined(text, &all).collect::<Vec<_>>(), expected, "in {text:?}");
        };
        check("Ada O’Brien", &["obrien"]);
        check("Abdel-Nur - Holm", &["abdelnur"]);
        check("Ada Holm", &[]);
    }

    #[test]
    fn whatever_is_typed_is_words() {
        for (text, words, phrases) in [
            ("AND OR NOT +a -b ^~2 title:[x TO y] \\", 10, 0),
            ("\"free elections\" now", 1, 1),
            ("\"free elections", 0, 1),
            ("\"\" « »", 0, 0),
        ] {
            let sought = Sought::new(text);
            assert_eq!((sought.words.len(), sought.phrases.len()), (words, phrases), "{text}: {sought:?}");
        }
        let endless = "word ".repeat(10_000) + &"a".repeat(100_000);
        assert_eq!(Sought::new(&endless).words.len(), MOST_WORDS);
    }
}
