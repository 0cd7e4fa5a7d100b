//! The words of a text, so that many questions about them cost one reading of it.

use rustc_hash::{FxHashMap, FxHashSet};

use super::phrases::key;

/// Which half of a broken word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Before,
    After,
}

/// How often a word stands that is no half of a broken word.
#[derive(Clone, Copy, Debug, Default)]
struct Whole {
    before: u32,
    after: u32,
}

/// Words are runs of letters and digits.
#[derive(Debug)]
pub struct Vocabulary<'t> {
    text: &'t str,
    words: FxHashMap<&'t str, Whole>,
    /// Two words with a hyphen between them.
    pairs: FxHashSet<&'t str>,
    /// Words in lower case without accents, sorted.
    keys: Vec<String>,
}

impl<'t> Vocabulary<'t> {
    pub fn new(text: &'t str) -> Self {
        let mut words: FxHashMap<&str, Whole> = FxHashMap::default();
        let mut pairs = FxHashSet::default();
        let mut last: Option<(usize, usize)> = None;
        for (start, word) in runs(text) {
            let end = start + word.len();
            let whole = words.entry(word).or_default();
            whole.before += u32::from(!is_broken(text, start, word.len(), Side::Before));
            whole.after += u32::from(!is_broken(text, start, word.len(), Side::After));
            if let Some((from, to)) = last
                && text[to..start] == *"-"
            {
                pairs.insert(&text[from..end]);
            }
            last = Some((start, end));
        }
        let keyed = key(text);
        let mut keys: Vec<String> = runs(&keyed).map(|(_, word)| word.to_owned()).collect();
        keys.sort_unstable();
        keys.dedup();
        Self { text, words, pairs, keys }
    }

    /// Whether a word, or two with a hyphen between them, stand there.
    pub fn contains(&self, word: &str) -> bool {
        self.words.contains_key(word) || self.pairs.contains(word)
    }

    /// Whether a word stands there that is no half of a broken one. `half`, a slice of this
    /// text or of another one, does not count for itself.
    pub fn stands_whole(&self, word: &str, half: &str, side: Side) -> bool {
        let Some(whole) = self.words.get(word) else { return false };
        let count = match side {
            Side::Before => whole.before,
            Side::After => whole.after,
        };
        let begin = (half.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize);
        let own = begin.filter(|it| it + half.len() <= self.text.len()).is_some_and(|at| {
            word == half && is_whole(self.text, at, half.len()) && !is_broken(self.text, at, half.len(), side)
        });
        count > u32::from(own)
    }

    /// Whether a word begins with these letters of a key.
    pub fn has_beginning(&self, stem: &str) -> bool {
        let at = self.keys.partition_point(|it| it.as_str() < stem);
        self.keys.get(at).is_some_and(|it| it.starts_with(stem))
    }
}

/// Runs of letters and digits, with their places.
fn runs(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = text;
    let mut at = 0;
    std::iter::from_fn(move || {
        let skip = rest.find(char::is_alphanumeric)?;
        let tail = &rest[skip..];
        let length = tail.find(|c: char| !c.is_alphanumeric()).unwrap_or(tail.len());
        let start = at + skip;
        rest = &tail[length..];
        at = start + length;
        Some((start, &text[start..at]))
    })
}

fn is_whole(text: &str, at: usize, length: usize) -> bool {
    !text[..at].ends_with(char::is_alphanumeric) && !text[at + length..].starts_with(char::is_alphanumeric)
}

/// Whether the word found is itself half of another broken word.
pub fn is_broken(text: &str, at: usize, length: usize, side: Side) -> bool {
    const HYPHENS: [char; 3] = ['-', '\u{2010}', '\u{AD}'];
    match side {
        Side::Before => {
            let after = &text[at + length..];
            after.starts_with(HYPHENS) && after.chars().nth(1).is_none_or(char::is_whitespace)
        }
        Side::After => text[..at].ends_with('\n') && text[..at].trim_end().ends_with(HYPHENS),
    }
}
