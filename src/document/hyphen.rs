//! What becomes of a word broken at the end of a line, a column or a page.
//!
//! A printer's hyphen goes only with evidence: the joined word stands elsewhere in this
//! version, in another one, or in the lexicon; a word of the same stem does; or a half can be
//! no word of its own. A writer's hyphen stays: the hyphenated word stands elsewhere, or its
//! first part is one that takes a hyphen (`self-`, `non-`, `demi-`).
//! Leaves doubtful what has evidence for neither; it is kept and reported.
//! Word lists, in `language.ttl`: `hc:hyphenElements`, `hc:hyphenBeforeVowel`,
//! `hc:hyphenParticles`, `hc:endings`, `hc:shortWords`, `hc:conjunctions`.

use std::cell::{Cell, OnceCell};

use memchr::memmem;

use super::HyphenEvidence;
use super::language::Languages;
use super::phrases::key;
use super::vocabulary::{Side, Vocabulary, is_broken};
use crate::lexicon::Lexicon;
use crate::text::{Language, is_boundary};

/// What the document knows of words.
pub struct Words<'a> {
    /// Language and source text of each version, slices of one source.
    versions: Vec<(Language, &'a str)>,
    languages: &'a Languages,
    lexicon: &'a Lexicon,
    /// [`key`] of each version, made when first asked for.
    keys: OnceCell<Vec<String>>,
    /// Questions asked of the texts so far.
    asked: Cell<u32>,
    /// Of each version, made when many were asked.
    vocabularies: OnceCell<Vec<Vocabulary<'a>>>,
}

/// So many questions are answered by looking through the texts, which is quick where words are
/// seldom broken; for more of them the words are put into an index.
const LOOKED_UP: u32 = 24;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// One word without a hyphen.
    Join(HyphenEvidence),
    /// The writer's hyphen.
    Keep,
    /// No evidence either way: the hyphen stays.
    Doubt,
}

/// The halves of a broken word: letters up to the break, letters from there on. Slices of the
/// source, so that the break itself is no evidence.
#[derive(Clone, Copy, Debug)]
pub struct Halves<'t> {
    pub left: &'t str,
    pub right: &'t str,
}

impl<'a> Words<'a> {
    pub fn new(versions: Vec<(Language, &'a str)>, languages: &'a Languages, lexicon: &'a Lexicon) -> Self {
        Self {
            versions,
            languages,
            lexicon,
            keys: OnceCell::new(),
            asked: Cell::new(0),
            vocabularies: OnceCell::new(),
        }
    }

    fn vocabularies(&self) -> Option<&[Vocabulary<'a>]> {
        let asked = self.asked.get();
        if asked < LOOKED_UP {
            self.asked.set(asked + 1);
            return None;
        }
        let all = || self.versions.iter().map(|&(_, text)| Vocabulary::new(text)).collect();
        Some(self.vocabularies.get_or_init(all))
    }

    /// For a hyphen at the break.
    pub fn hyphen(&self, language: Language, Halves { left, right }: Halves<'_>) -> Decision {
        let lists = |list, word: &str| self.languages.lists(language, list, &word.to_lowercase());
        let joined = format!("{left}{right}");
        let hyphenated = format!("{left}-{right}");
        if let Some(evidence) = self.evidence(language, &joined) {
            return Decision::Join(evidence);
        }
        if self.evidence(language, &hyphenated).is_some()
            || right.starts_with(char::is_uppercase)
            || lists("hyphenParticles", right)
        {
            return Decision::Keep;
        }
        if self.has_relative(left, right) {
            return Decision::Join(HyphenEvidence::RelatedWord);
        }
        if lists("endings", right) || self.is_fragment(right) {
            return Decision::Join(HyphenEvidence::Fragment);
        }
        let vowel = key(right).starts_with(['a', 'e', 'i', 'o', 'u']);
        if lists("hyphenElements", left) || (vowel && lists("hyphenBeforeVowel", left)) {
            return Decision::Keep;
        }
        if self.is_fragment(left) {
            return Decision::Join(HyphenEvidence::Fragment);
        }
        // Both parts of a compound are words; a short rest that is none is an ending.
        match (self.is_word(language, left, Side::Before), self.is_word(language, right, Side::After)) {
            (false, false) => Decision::Join(HyphenEvidence::Fragment),
            (true, false) if right.chars().count() <= 4 => Decision::Join(HyphenEvidence::Fragment),
            _ => Decision::Doubt,
        }
    }

    /// After a hyphen at the break: the writer's, before "and three-year".
    pub fn hangs(&self, language: Language, after: &str) -> bool {
        after
            .split_once(char::is_whitespace)
            .is_some_and(|(word, _)| self.languages.lists(language, "conjunctions", word))
    }

    /// For a break without a hyphen, where two words would do as well: only if the left half
    /// can be no word, or is none here while the joined word is.
    pub fn cut(&self, language: Language, Halves { left, right }: Halves<'_>) -> Option<HyphenEvidence> {
        let letters = left.chars().count();
        if letters < 2 || right.chars().count() < 2 {
            return None;
        }
        let joined = format!("{left}{right}");
        // Quotations bring short English words.
        let listed =
            |list| [language, Language::ENGLISH].into_iter().any(|it| self.languages.lists(it, list, left));
        if letters == 2
            && left.chars().all(char::is_lowercase)
            && !listed("shortWords")
            && !listed("functionWords")
        {
            return self.evidence(language, &joined).or(Some(HyphenEvidence::Fragment));
        }
        if !self.is_word(language, left, Side::Before)
            && (letters <= 4 || !self.is_word(language, right, Side::After))
        {
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
        let vocabularies = self.vocabularies();
        self.versions.iter().enumerate().filter(|(_, (it, _))| language(*it)).any(|(index, (_, text))| {
            match vocabularies {
                Some(all) => spellings.iter().any(|word| all[index].contains(word)),
                None => spellings.iter().any(|word| contains_word(text, word)),
            }
        })
    }

    fn in_lexicon(&self, language: Language, word: &str) -> bool {
        self.labels_hold(|it| it.is_none_or(|it| it == language), word)
    }

    fn labels_hold(&self, is: impl Fn(Option<Language>) -> bool, word: &str) -> bool {
        spellings(word).iter().any(|word| self.lexicon.has_word(word, &is))
    }

    /// A word of its own in texts of this language, or in the lexicon, whose acronyms and
    /// foreign names are none.
    fn is_word(&self, language: Language, half: &str, side: Side) -> bool {
        let spellings = spellings(half);
        let vocabularies = self.vocabularies();
        let elsewhere = |index: usize, text: &str| {
            if let Some(all) = vocabularies {
                return spellings.iter().any(|word| all[index].stands_whole(word, half, side));
            }
            spellings.iter().any(|word| {
                memmem::find_iter(text.as_bytes(), word).any(|at| {
                    !std::ptr::eq(text[at..].as_ptr(), half.as_ptr())
                        && is_boundary(text, at)
                        && is_boundary(text, at + word.len())
                        && !is_broken(text, at, word.len(), side)
                })
            })
        };
        self.languages.lists(language, "functionWords", &half.to_lowercase())
            || self
                .versions
                .iter()
                .enumerate()
                .filter(|(_, (it, _))| *it == language)
                .any(|(index, (_, text))| elsewhere(index, text))
            || half.chars().count() > 3 && self.labels_hold(|it| it == Some(language), half)
    }

    /// A word that begins with the left half and the head of the right one: `urgently` for
    /// `ur-gentemente`. Accents do not matter, so that versions help one another.
    fn has_relative(&self, left: &str, right: &str) -> bool {
        const BEHIND: usize = 3;
        const SHORTEST: usize = 5;
        let head: String = right.chars().take(BEHIND).collect();
        let stem = key(&format!("{left}{head}"));
        if head.chars().count() < BEHIND || stem.chars().count() < SHORTEST {
            return false;
        }
        if stem.chars().all(char::is_alphanumeric)
            && let Some(all) = self.vocabularies()
        {
            return all.iter().any(|it| it.has_beginning(&stem));
        }
        let keys = self.keys.get_or_init(|| self.versions.iter().map(|(_, text)| key(text)).collect());
        keys.iter().any(|text| {
            memmem::find_iter(text.as_bytes(), &stem).any(|at| !text[..at].ends_with(char::is_alphanumeric))
        })
    }

    /// What no part of a compound looks like: one or two letters, or no vowel. `me-` is a
    /// word, but none that a hyphen joins to another; those that are stand in the lists.
    fn is_fragment(&self, half: &str) -> bool {
        half.chars().count() <= 2
            || !key(half).contains(['a', 'e', 'i', 'o', 'u', 'y', 'œ', 'æ', 'ø', 'ı', 'ə'])
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

/// `word` between other characters than letters and digits.
fn contains_word(text: &str, word: &str) -> bool {
    !word.is_empty()
        && memmem::find_iter(text.as_bytes(), word)
            .any(|at| is_boundary(text, at) && is_boundary(text, at + word.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, language: Language, left: &str, right: &str, expected: Decision) {
        let lexicon = Lexicon::built_in();
        let languages = Languages::new(lexicon);
        let words = Words::new(vec![(language, text)], &languages, lexicon);
        // The last rounds ask the index.
        for round in 0..LOOKED_UP + 2 {
            let found = words.hyphen(language, Halves { left, right });
            assert_eq!(found, expected, "{left}-{right} in {text:?}, round {round}");
        }
        assert_eq!(words.hyphen(language, Halves { left, right }), expected, "{left}-{right} in {text:?}");
    }

    #[test]
    fn joined_word_elsewhere_decides() {
        check(
            "an independent court",
            Language::ENGLISH,
            "inde",
            "pendent",
            Decision::Join(HyphenEvidence::SameVersion),
        );
    }

    #[test]
    fn word_of_the_same_stem_decides() {
        check(
            "la chronologie",
            Language::FRENCH,
            "chrono",
            "logiques",
            Decision::Join(HyphenEvidence::RelatedWord),
        );
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
    fn short_ending_of_a_word_is_none() {
        check("they gran help", Language::ENGLISH, "gran", "ted", Decision::Join(HyphenEvidence::Fragment));
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
        check(
            "a road-\nbuilder",
            Language::ENGLISH,
            "trek",
            "builder",
            Decision::Join(HyphenEvidence::Fragment),
        );
    }
}
