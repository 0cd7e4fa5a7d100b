//! The language of a version, by its function words.
//!
//! Words: `hc:functionWords` in `ontology/lexicon/language.ttl`. A version has hundreds of
//! them, so counting decides; headings alone do not (an English heading was printed
//! `RÈSOLUTION`).

use std::collections::{HashMap, HashSet};

use rustc_hash::FxHashMap;

use crate::lexicon::{Lexicon, NAMESPACE, Scheme};
use crate::text::Language;

pub struct Languages {
    words: FxHashMap<String, Vec<usize>>,
    all: Vec<Language>,
    /// How many of them are read: the others are only told apart.
    read: usize,
    /// Word lists by the local name of their property; by index in `all`.
    lists: Vec<HashMap<String, HashSet<String>>>,
    /// Bytes of the longest word.
    longest: usize,
}

/// Enough to be sure, and no more.
const SAMPLE: usize = 3000;

/// Words of a heading that are looked at.
const AS_HEADING: usize = 80;

impl Languages {
    pub fn new(lexicon: &Lexicon) -> Self {
        let mut words: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        let mut all = Vec::new();
        let mut lists = Vec::new();
        let read = lexicon.concepts(Scheme::Language).count();
        let known = lexicon.concepts(Scheme::Language).chain(lexicon.concepts(Scheme::OtherLanguage));
        for (id, concept) in known {
            let Some(language) = Language::new(&concept.notation) else { continue };
            for word in lexicon.values(id, "functionWords").flat_map(str::split_ascii_whitespace) {
                words.entry(word.to_owned()).or_default().push(all.len());
            }
            let mut own: HashMap<String, HashSet<String>> = HashMap::new();
            for (property, value) in &concept.properties {
                if let Some(list) = property.strip_prefix(NAMESPACE) {
                    let words = value.split_ascii_whitespace().map(str::to_owned);
                    own.entry(list.to_owned()).or_default().extend(words);
                }
            }
            all.push(language);
            lists.push(own);
        }
        let longest = words.keys().map(|it| it.len()).max().unwrap_or(0);
        Self { words, all, read, lists, longest }
    }

    /// The language with most function words in the texts; `None` when there are none.
    pub fn detect<'t>(&self, texts: impl IntoIterator<Item = &'t str>) -> Option<Language> {
        self.most(texts).map(|(language, _)| language)
    }

    /// The same where the words leave no doubt: in a text of a language that is not read, here
    /// and there a word looks like one of another.
    pub fn detect_surely<'t>(&self, texts: impl IntoIterator<Item = &'t str>) -> Option<Language> {
        const LEAST: f32 = 0.15;
        self.most(texts).filter(|(_, share)| *share >= LEAST).map(|(language, _)| language)
    }

    /// The language, and which part of all words are its function words.
    fn most<'t>(&self, texts: impl IntoIterator<Item = &'t str>) -> Option<(Language, f32)> {
        let (counts, all) = self.count(texts);
        let best = (0..counts.len()).max_by_key(|&it| (counts[it], std::cmp::Reverse(it)))?;
        (counts[best] > 0).then(|| (self.all[best], counts[best] as f32 / all as f32))
    }

    /// The language of a heading, if it is one that is not read and surely not `own`: words that
    /// both have say nothing.
    pub fn foreign<'t>(&self, texts: impl IntoIterator<Item = &'t str>, own: Language) -> Option<Language> {
        const SURE: u32 = 3;
        let own = self.all.iter().position(|it| *it == own)?;
        let mut only = vec![0_u32; self.all.len()];
        let mut mine = 0;
        let words = texts.into_iter().flat_map(|text| text.split(|c: char| !c.is_alphabetic()));
        for word in words.take(AS_HEADING).filter(|it| !it.is_empty() && it.len() <= self.longest) {
            let Some(languages) = self.words.get(word.to_lowercase().as_str()) else { continue };
            match languages.contains(&own) {
                true => mine += u32::from(languages.len() == 1),
                false => languages.iter().for_each(|&it| only[it] += 1),
            }
        }
        let read = only[..self.read].iter().max().copied().unwrap_or(0);
        let best = (self.read..only.len()).max_by_key(|&it| (only[it], std::cmp::Reverse(it)))?;
        (only[best] >= SURE && only[best] > 2 * mine && only[best] > read).then(|| self.all[best])
    }

    /// Function words of each language in the texts, and all words.
    fn count<'t>(&self, texts: impl IntoIterator<Item = &'t str>) -> (Vec<u32>, u32) {
        let mut counts = vec![0_u32; self.all.len()];
        let mut read = 0;
        let mut all = 0_u32;
        for text in texts {
            read += text.len();
            for word in text.split(|c: char| !c.is_alphabetic()) {
                all += u32::from(!word.is_empty());
                // Longer words are none of the list.
                if word.is_empty() || word.len() > self.longest {
                    continue;
                }
                let found = match word.starts_with(char::is_uppercase) {
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
        (counts, all)
    }

    /// Whether its function words are listed.
    pub fn knows(&self, language: Language) -> bool {
        self.all.contains(&language)
    }

    /// Whether the rules know the language, or at most its name.
    pub fn reads(&self, language: Language) -> bool {
        self.all.iter().take(self.read).any(|it| *it == language)
    }

    /// Whether `word` is in a word list of a language: `shortWords`, `conjunctions` …
    pub fn lists(&self, language: Language, list: &str, word: &str) -> bool {
        let index = self.all.iter().position(|it| *it == language);
        index.and_then(|it| self.lists[it].get(list)).is_some_and(|words| words.contains(word))
    }
}
