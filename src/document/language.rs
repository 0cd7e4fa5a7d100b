//! The language of a version, by its function words.
//!
//! Words: `hc:functionWords` in `ontology/lexicon/language.ttl`. A version has hundreds of
//! them, so counting decides; headings alone do not (an English heading was printed
//! `RÈSOLUTION`).

use std::collections::HashMap;

use crate::lexicon::{Lexicon, Scheme};
use crate::text::Language;

pub struct Languages<'l> {
    words: HashMap<&'l str, Vec<usize>>,
    all: Vec<Language>,
    lexicon: &'l Lexicon,
}

/// Enough to be sure, and no more.
const SAMPLE: usize = 3000;

impl<'l> Languages<'l> {
    pub fn new(lexicon: &'l Lexicon) -> Self {
        let mut words: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut all = Vec::new();
        for (id, concept) in lexicon.concepts(Scheme::Language) {
            let Some(language) = Language::new(&concept.notation) else { continue };
            for word in lexicon.values(id, "functionWords").flat_map(str::split_ascii_whitespace) {
                words.entry(word).or_default().push(all.len());
            }
            all.push(language);
        }
        Self { words, all, lexicon }
    }

    /// The language with most function words in the texts; `None` when there are none.
    pub fn detect<'t>(&self, texts: impl IntoIterator<Item = &'t str>) -> Option<Language> {
        let mut counts = vec![0_u32; self.all.len()];
        let mut read = 0;
        for text in texts {
            read += text.len();
            for word in text.split(|c: char| !c.is_alphabetic()) {
                // Longer words are none of the list.
                if word.is_empty() || word.len() > 8 {
                    continue;
                }
                let found = match word.bytes().any(|b| b.is_ascii_uppercase()) {
                    true => self.words.get(word.to_lowercase().as_str()),
                    false => self.words.get(word),
                };
                for &language in found.into_iter().flatten() {
                    counts[language] += 1;
                }
            }
            if read > SAMPLE {
                break;
            }
        }
        let best = (0..counts.len()).max_by_key(|&it| (counts[it], std::cmp::Reverse(it)))?;
        (counts[best] > 0).then(|| self.all[best])
    }

    /// Whether `word` is in a word list of a language: `shortWords`, `conjunctions` …
    pub fn lists(&self, language: Language, list: &str, word: &str) -> bool {
        self.lexicon.by_notation(Scheme::Language, language.tag()).is_some_and(|id| {
            self.lexicon.values(id, list).flat_map(str::split_ascii_whitespace).any(|it| it == word)
        })
    }
}
