//! Every label of the lexicon, found in one pass over the words of a text.
//!
//! A label may only stand between word boundaries, so that both it and the text are cut into
//! *atoms* there: a run of letters and digits, or one other character. From each atom of the
//! text one step is made for every atom that some label goes on with; most words begin no
//! label and cost one look into a table. An automaton over characters (daachorse) does the
//! same in seven times the work, and took longest of all at a start: here the table is
//! compiled into the binary, and a user's fifty thousand names only make it larger.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use rustc_hash::FxBuildHasher;
use serde::{Deserialize, Serialize};

use super::concept::{Entry, EntryId, Form};
use crate::text::{fold, is_letter_or_digit};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrases {
    /// By the hash of all atoms from the head of a label.
    steps: HashMap<u64, Step, FxBuildHasher>,
    /// Where each ends in `text` and in `entries`; the one before says where it begins.
    ends: Vec<(u32, u32)>,
    /// Folded labels, one after the other.
    text: String,
    entries: Vec<EntryId>,
    /// Chosen so that no two heads of labels share a hash.
    seed: u64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Step {
    /// The label that ends here.
    label: Option<u32>,
    goes_on: bool,
}

impl Phrases {
    /// Labels may be written with a straight or a curly apostrophe.
    pub fn new(entries: &[Entry]) -> Self {
        let mut labels: BTreeMap<String, Vec<EntryId>> = BTreeMap::new();
        for (entry, id) in entries.iter().zip((0..).map(EntryId)) {
            if entry.form == Form::Title {
                continue;
            }
            let folded = fold(&entry.label);
            // An atom of white space begins no search.
            if folded.is_empty() || folded.starts_with(char::is_whitespace) {
                continue;
            }
            if folded.contains('\'') {
                labels.entry(folded.replace('\'', "’")).or_default().push(id);
            }
            labels.entry(folded).or_default().push(id);
        }
        let mut phrases = Self::default();
        for (label, entries) in &labels {
            phrases.text.push_str(label);
            phrases.entries.extend(entries);
            phrases.ends.push((phrases.text.len() as u32, phrases.entries.len() as u32));
        }
        while !phrases.fill(&labels) {
            phrases.seed += 1;
        }
        phrases
    }

    /// `false` when two heads of labels have one hash under this seed.
    fn fill(&mut self, labels: &BTreeMap<String, Vec<EntryId>>) -> bool {
        let mut heads: HashMap<u64, &str, FxBuildHasher> = HashMap::default();
        self.steps.clear();
        let mut atoms = Vec::new();
        for (label, index) in labels.keys().zip(0..) {
            cut(label, &mut atoms);
            let mut hash = self.seed;
            for (n, atom) in atoms.iter().enumerate() {
                hash = join(hash, atom.hash);
                let head = &label[..atoms.get(n + 1).map_or(label.len(), |next| next.start as usize)];
                if *heads.entry(hash).or_insert(head) != head {
                    return false;
                }
                let step = self.steps.entry(hash).or_default();
                if n + 1 == atoms.len() {
                    step.label = Some(index);
                } else {
                    step.goes_on = true;
                }
            }
        }
        true
    }

    /// Every label in a folded text, overlaps included, by start, then end.
    pub fn find(&self, folded: &str, mut found: impl FnMut(Range<usize>, &[EntryId])) {
        let mut atoms = Vec::new();
        cut(folded, &mut atoms);
        for (first, atom) in atoms.iter().enumerate() {
            if atom.is_space {
                continue;
            }
            let mut hash = self.seed;
            for (n, atom) in atoms.iter().enumerate().skip(first) {
                hash = join(hash, atom.hash);
                let Some(step) = self.steps.get(&hash) else { break };
                if let Some(label) = step.label {
                    let end = atoms.get(n + 1).map_or(folded.len(), |next| next.start as usize);
                    let range = atoms[first].start as usize..end;
                    let (text, entries) = self.label(label as usize);
                    // Only heads of labels have hashes of their own; other text may share one.
                    if folded[range.clone()] == *text {
                        found(range, entries);
                    }
                }
                if !step.goes_on {
                    break;
                }
            }
        }
    }

    fn label(&self, index: usize) -> (&str, &[EntryId]) {
        let (text, entries) = index.checked_sub(1).map_or((0, 0), |it| self.ends[it]);
        let (text_end, entries_end) = self.ends[index];
        (&self.text[text as usize..text_end as usize], &self.entries[entries as usize..entries_end as usize])
    }
}

struct Atom {
    start: u32,
    is_space: bool,
    hash: u64,
}

const MIX: u64 = 0x9E37_79B9_7F4A_7C15;

fn join(hash: u64, atom: u64) -> u64 {
    (hash.rotate_left(23) ^ atom).wrapping_mul(MIX)
}

/// What a byte of a text is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Byte {
    Inner,
    Space,
    Mark,
    /// Of a character of several bytes.
    Wide,
}

const BYTES: [Byte; 256] = {
    let mut bytes = [Byte::Mark; 256];
    let mut at = 0;
    while at < bytes.len() {
        bytes[at] = match at as u8 {
            byte if byte.is_ascii_alphanumeric() => Byte::Inner,
            byte if byte.is_ascii_whitespace() => Byte::Space,
            0x80.. => Byte::Wide,
            _ => Byte::Mark,
        };
        at += 1;
    }
    bytes
};

/// Cuts a text at every place where a word may begin or end: see [`crate::text::is_boundary`].
fn cut(text: &str, atoms: &mut Vec<Atom>) {
    atoms.clear();
    atoms.reserve(text.len() / 3);
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        let mut hash = 0;
        let mut is_space = false;
        while let Some(&byte) = bytes.get(at) {
            let inside = at > start;
            let kind = BYTES[usize::from(byte)];
            if kind == Byte::Inner {
                hash = join(hash, u64::from(byte));
                at += 1;
                continue;
            }
            let c = match kind {
                Byte::Wide => text[at..].chars().next().expect("a character begins here"),
                _ => char::from(byte),
            };
            let is_inner = kind == Byte::Wide && is_letter_or_digit(c);
            if inside && !is_inner {
                break;
            }
            let end = at + c.len_utf8();
            for &byte in &bytes[at..end] {
                hash = join(hash, u64::from(byte));
            }
            at = end;
            if !is_inner {
                is_space = kind == Byte::Space || kind == Byte::Wide && c.is_whitespace();
                break;
            }
        }
        atoms.push(Atom { start: start as u32, is_space, hash });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::lexicon::{ConceptId, Form};
    use crate::text::is_boundary;

    fn phrases(labels: &[String]) -> Phrases {
        let entry = |label: &String| Entry {
            concept: ConceptId(0),
            form: Form::Preferred,
            language: None,
            label: label.clone(),
            case_sensitive: false,
        };
        Phrases::new(&labels.iter().map(entry).collect::<Vec<_>>())
    }

    fn found(phrases: &Phrases, text: &str) -> Vec<String> {
        let mut all = Vec::new();
        phrases.find(&fold(text), |range, _| all.push(text[range].to_owned()));
        all
    }

    fn check(labels: &[&str], text: &str, expected: &[&str]) {
        let labels: Vec<String> = labels.iter().map(|it| (*it).to_owned()).collect();
        assert_eq!(found(&phrases(&labels), text), expected, "in {text:?}");
    }

    #[test]
    fn longer_and_shorter_labels_are_both_found() {
        check(
            &["Council", "Council of Europe", "Europe"],
            "the Council of Europe",
            &["Council", "Council of Europe", "Europe"],
        );
    }

    #[test]
    fn labels_end_where_words_end() {
        check(&["act", "art. 5"], "action, react, art. 51", &[]);
        check(&["act", "art. 5"], "(act) art. 5.", &["act", "art. 5"]);
    }

    #[test]
    fn both_apostrophes_are_read() {
        check(&["Côte d'Ivoire"], "CÔTE D’IVOIRE, Côte d'Ivoire", &["CÔTE D’IVOIRE", "Côte d'Ivoire"]);
    }

    #[test]
    fn heads_of_labels_are_no_labels() {
        check(&["Court of Auditors"], "the Court of", &[]);
    }

    proptest! {
        #[test]
        fn what_is_found_is_what_stands_between_boundaries(
            labels in proptest::collection::vec("[ab’é\\- ]{1,5}", 1..20),
            text in "[ab’é\\- ]{0,40}",
        ) {
            let mut expected = Vec::new();
            let mut unique = labels.clone();
            unique.sort();
            unique.dedup();
            for (start, _) in text.char_indices() {
                let mut here: Vec<&String> = unique
                    .iter()
                    .filter(|it| !it.starts_with(' ') && text[start..].starts_with(it.as_str()))
                    .filter(|it| is_boundary(&text, start) && is_boundary(&text, start + it.len()))
                    .collect();
                here.sort_by_key(|it| it.len());
                expected.extend(here.into_iter().cloned());
            }
            prop_assert_eq!(found(&phrases(&labels), &text), expected);
        }
    }
}
