//! What becomes of a word broken at the end of a line, a column or a page.
//!
//! A printer's hyphen goes only with evidence: the joined word stands elsewhere in this
//! version, in another one, or in the lexicon; a word of the same stem does; or a half can be
//! no word of its own. A writer's hyphen stays: the hyphenated word stands elsewhere, or its
//! first part is one that takes a hyphen (`self-`, `non-`, `demi-`).
//! Leaves doubtful what has evidence for neither; it is kept and reported.
//! Word lists: `hc:hyphenElements`, `hc:shortWords`, `hc:conjunctions` in `language.ttl`.

use super::HyphenEvidence;
use super::language::Languages;
use super::phrases::key;
use crate::lexicon::{Lexicon, Scheme};
use crate::text::Language;

/// What the document knows of words.
pub struct Words<'a> {
    /// Language and source text of each version.
    pub versions: Vec<(Language, &'a str)>,
    pub languages: &'a Languages<'a>,
    pub lexicon: &'a Lexicon,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// One word without a hyphen.
    Join(HyphenEvidence),
    /// The writer's hyphen.
    Keep,
    /// No evidence either way: the hyphen stays.
    Doubt,
    /// The writer's hyphen and a space: `two- and three-year`.
    Hang,
}

/// The halves of a broken word: letters up to the break, letters from there on.
#[derive(Clone, Copy, Debug)]
pub struct Halves<'t> {
    pub left: &'t str,
    pub right: &'t str,
}

impl Words<'_> {
    /// For a hyphen at the break.
    pub fn hyphen(&self, language: Language, Halves { left, right }: Halves<'_>) -> Decision {
        let lists = |list, word: &str| self.languages.lists(language, list, &word.to_lowercase());
        if lists("conjunctions", right) {
            return Decision::Hang;
        }
        let joined = format!("{left}{right}");
        let hyphenated = format!("{left}-{right}");
        if let Some(evidence) = self.evidence(language, &joined) {
            return Decision::Join(evidence);
        }
        if self.evidence(language, &hyphenated).is_some()
            || right.starts_with(char::is_uppercase)
            || lists("hyphenElements", left)
        {
            return Decision::Keep;
        }
        if self.has_relative(language, left, right) {
            return Decision::Join(HyphenEvidence::RelatedWord);
        }
        if self.is_fragment(language, left) || self.is_fragment(language, right) {
            return Decision::Join(HyphenEvidence::Fragment);
        }
        if self.is_word(language, left) || self.is_word(language, right) {
            return Decision::Doubt;
        }
        Decision::Join(HyphenEvidence::Fragment)
    }

    /// For a break without a hyphen, where two words would do as well: only if one half can be
    /// no word, or is none here while the joined word is.
    pub fn cut(&self, language: Language, Halves { left, right }: Halves<'_>) -> Option<HyphenEvidence> {
        let joined = format!("{left}{right}");
        let short = |word: &str| {
            word.chars().count() <= 2
                && word.chars().all(char::is_lowercase)
                && !self.languages.lists(language, "shortWords", word)
                && !self.languages.lists(language, "functionWords", word)
        };
        if short(left) || short(right) {
            return self.evidence(language, &joined).or(Some(HyphenEvidence::Fragment));
        }
        let stands = |word: &str| self.is_word(language, word);
        if !stands(left) && !stands(right) || !stands(left) && left.chars().count() <= 4 {
            return self.evidence(language, &joined);
        }
        None
    }

    /// Where the word stands: in the text of its language first.
    fn evidence(&self, language: Language, word: &str) -> Option<HyphenEvidence> {
        if self.stands(|it| it == language, word) {
            return Some(HyphenEvidence::SameVersion);
        }
        if self.stands(|it| it != language, word) {
            return Some(HyphenEvidence::OtherVersion);
        }
        self.in_lexicon(language, word).then_some(HyphenEvidence::Lexicon)
    }

    fn stands(&self, language: impl Fn(Language) -> bool, word: &str) -> bool {
        let spellings = spellings(word);
        self.versions
            .iter()
            .filter(|(it, _)| language(*it))
            .any(|(_, text)| spellings.iter().any(|word| contains_word(text, word)))
    }

    fn in_lexicon(&self, language: Language, word: &str) -> bool {
        let spellings = spellings(word);
        Scheme::ALL.iter().any(|&scheme| {
            self.lexicon.concepts(scheme).any(|(id, _)| {
                self.lexicon
                    .labels(id)
                    .filter(|entry| entry.language.is_none_or(|it| it == language))
                    .any(|entry| spellings.iter().any(|word| contains_word(&entry.label, word)))
            })
        })
    }

    /// A word of its own in texts of this language, or in the lexicon.
    fn is_word(&self, language: Language, word: &str) -> bool {
        self.languages.lists(language, "functionWords", &word.to_lowercase())
            || self.stands(|it| it == language, word)
            || self.in_lexicon(language, word)
    }

    /// A word that begins with the left half and the head of the right one: `urgently` for
    /// `ur-gentemente`. Accents do not matter, so that versions help one another.
    fn has_relative(&self, language: Language, left: &str, right: &str) -> bool {
        const BEHIND: usize = 3;
        const SHORTEST: usize = 5;
        let head: String = right.chars().take(BEHIND).collect();
        let stem = key(&format!("{left}{head}"));
        if head.chars().count() < BEHIND || stem.chars().count() < SHORTEST {
            return false;
        }
        let mut versions: Vec<&(Language, &str)> = self.versions.iter().collect();
        versions.sort_by_key(|(it, _)| *it != language);
        versions.iter().any(|(_, text)| {
            let text = key(text);
            text.match_indices(&stem).any(|(at, _)| !text[..at].ends_with(char::is_alphanumeric))
        })
    }

    /// What no word of the language looks like: at most two letters and not one of the words
    /// that short, or no vowel.
    fn is_fragment(&self, language: Language, half: &str) -> bool {
        let lower = half.to_lowercase();
        let vowels = key(&lower).contains(['a', 'e', 'i', 'o', 'u', 'y', 'œ', 'æ', 'ø', 'ı', 'ə']);
        let short = lower.chars().count() <= 2;
        // `me-` is a word, but none that a hyphen joins to another.
        !vowels || (short && lower.chars().count() == 2 && !self.languages.lists(language, "hyphenElements", &lower))
    }
}

/// As it is, and with the first letter's case changed.
fn spellings(word: &str) -> Vec<String> {
    let mut spellings = vec![word.to_owned()];
    let mut chars = word.chars();
    if let Some(first) = chars.next() {
        let rest = chars.as_str();
        let other: String = match first.is_uppercase() {
            true => first.to_lowercase().collect(),
            false => first.to_uppercase().collect(),
        };
        spellings.push(other + rest);
    }
    spellings
}

/// `word` between other characters than letters and digits, and not broken off itself.
fn contains_word(text: &str, word: &str) -> bool {
    !word.is_empty()
        && text.match_indices(word).any(|(at, _)| {
            let after = &text[at + word.len()..];
            let broken = after.starts_with(['-', '\u{2010}', '\u{AD}'])
                && after.chars().nth(1).is_none_or(char::is_whitespace);
            let broken_before = text[..at].ends_with('\n')
                && text[..at].trim_end().ends_with(['-', '\u{2010}', '\u{AD}']);
            !text[..at].ends_with(char::is_alphanumeric)
                && !after.starts_with(char::is_alphanumeric)
                && !broken
                && !broken_before
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, language: Language, left: &str, right: &str, expected: Decision) {
        let lexicon = Lexicon::built_in();
        let languages = Languages::new(lexicon);
        let words = Words { versions: vec![(language, text)], languages: &languages, lexicon };
        assert_eq!(words.hyphen(language, Halves { left, right }), expected, "{left}-{right} in {text:?}");
    }

    #[test]
    fn joined_word_elsewhere_decides() {
        check("an independent court", Language::ENGLISH, "inde", "pendent", Decision::Join(HyphenEvidence::SameVersion));
    }

    #[test]
    fn word_of_the_same_stem_decides() {
        check("la chronologie", Language::FRENCH, "chrono", "logiques", Decision::Join(HyphenEvidence::RelatedWord));
    }

    #[test]
    fn hyphenated_word_elsewhere_keeps_it() {
        check("garde-côtes", Language::FRENCH, "garde", "côtes", Decision::Keep);
    }

    #[test]
    fn first_parts_that_take_a_hyphen_keep_it() {
        check("", Language::ENGLISH, "self", "regulation", Decision::Keep);
        check("", Language::ENGLISH, "non", "governmental", Decision::Keep);
    }

    #[test]
    fn names_keep_it() {
        check("", Language::ENGLISH, "Marín", "Ødegård", Decision::Keep);
    }

    #[test]
    fn hanging_hyphen_keeps_its_space() {
        check("", Language::ENGLISH, "two", "and", Decision::Hang);
    }

    #[test]
    fn two_letters_are_no_first_part() {
        check("", Language::ENGLISH, "me", "aningful", Decision::Join(HyphenEvidence::Fragment));
        check("", Language::ITALIAN, "rimos", "so", Decision::Join(HyphenEvidence::Fragment));
    }

    #[test]
    fn two_words_without_evidence_are_doubtful() {
        check("the road was built", Language::ENGLISH, "road", "builder", Decision::Doubt);
    }

    #[test]
    fn break_itself_is_no_evidence() {
        check("a road-\nbuilder", Language::ENGLISH, "trek", "builder", Decision::Join(HyphenEvidence::Fragment));
    }
}
