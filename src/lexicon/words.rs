//! Which words stand in labels: evidence that a broken word is one.

use std::hash::BuildHasher as _;

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

use super::concept::{Entry, Form};
use crate::text::{Language, is_letter_or_digit};

/// Words of labels, each once a language. The words themselves stand in the labels.
pub struct Words(HashTable<Place>);

#[derive(Clone, Copy)]
struct Place {
    entry: u32,
    start: u32,
    end: u32,
}

impl Place {
    fn word(self, entries: &[Entry]) -> &str {
        &entries[self.entry as usize].label[self.start as usize..self.end as usize]
    }

    fn language(self, entries: &[Entry]) -> Option<Language> {
        entries[self.entry as usize].language
    }
}

impl Words {
    pub fn new(entries: &[Entry]) -> Self {
        let hash = |place: &Place| FxBuildHasher.hash_one(place.word(entries));
        let mut words = HashTable::with_capacity(entries.len());
        for (entry, index) in entries.iter().zip(0..).filter(|(entry, _)| entry.form != Form::Title) {
            for word in entry.label.split(|c| !is_letter_or_digit(c)).filter(|it| !it.is_empty()) {
                let start = word.as_ptr() as usize - entry.label.as_ptr() as usize;
                let place = Place { entry: index, start: start as u32, end: (start + word.len()) as u32 };
                let same = |it: &Place| it.language(entries) == entry.language && it.word(entries) == word;
                words.entry(hash(&place), same, hash).or_insert(place);
            }
        }
        Self(words)
    }

    pub fn has(&self, entries: &[Entry], word: &str, is: impl Fn(Option<Language>) -> bool) -> bool {
        let matches = |it: &Place| it.word(entries) == word && is(it.language(entries));
        self.0.find(FxBuildHasher.hash_one(word), matches).is_some()
    }
}
