//! One name among a hundred thousand: which are worth comparing, and which of them it is.
//!
//! A name is kept under the sound of each of its words, under its consonants, and under these
//! with one left out, so that two spellings that differ by a sound still meet. A question
//! counts what a name shares with it, rare things more than common ones, and compares only
//! the best few; what half of all names have is not counted at all.

use std::hash::Hasher as _;

use rustc_hash::{FxHashMap, FxHasher};

use super::alignment::{Comparison, Relation, compare};
use super::kind::Kind;
use super::name::{Name, Part, Word};

/// Names of things of one kind.
pub struct Index {
    kind: Kind,
    names: Vec<Entry>,
    under: FxHashMap<Key, Vec<u32>>,
}

struct Entry {
    /// Of the caller.
    thing: u32,
    name: Name,
}

/// A thing, by the likest of its names.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ranked {
    pub thing: u32,
    /// Which of the names that were put in.
    pub name: usize,
    pub comparison: Comparison,
}

/// What a name comes to.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// One thing has this name, and no other comes near it.
    Accepted(Ranked),
    /// These may be meant, the likest first.
    Open(Vec<Ranked>),
    Unknown,
}

/// Digest of something that names share: two that fall together cost a comparison, no more.
pub(crate) type Key = u64;

/// Names compared for one question, at most: those that share most with it.
pub(crate) const MOST_COMPARED: usize = 64;
/// A key under which more than one in so many names stands says nothing, in a long list.
pub(crate) const TOO_COMMON: usize = 10;
pub(crate) const LONG_LIST: usize = 2_000;

impl Index {
    /// `names`: things as the caller counts them, with a name each; a thing may come often.
    pub fn new<'n>(kind: Kind, names: impl IntoIterator<Item = (u32, &'n str)>) -> Self {
        let mut index = Self { kind, names: Vec::new(), under: FxHashMap::default() };
        for (thing, text) in names {
            let name = Name::new(kind, text);
            let number = index.names.len() as u32;
            for key in keys(&name) {
                index.under.entry(key).or_default().push(number);
            }
            index.names.push(Entry { thing, name });
        }
        index
    }

    /// Things whose names are like this one, the likest first, then in the caller's order.
    /// Parts of names are among them: see [`Self::decide`].
    pub fn rank(&self, name: &str) -> Vec<Ranked> {
        let asked = Name::new(self.kind, name);
        let mut best: FxHashMap<u32, Ranked> = FxHashMap::default();
        for number in self.worth_comparing(&asked) {
            let entry = &self.names[number as usize];
            let comparison = compare(self.kind, &asked, &entry.name);
            if comparison.score <= 0.0 {
                continue;
            }
            let ranked = Ranked { thing: entry.thing, name: number as usize, comparison };
            let held = best.entry(entry.thing).or_insert(ranked);
            if order(&ranked, held).is_lt() {
                *held = ranked;
            }
        }
        let mut ranked: Vec<Ranked> = best.into_values().collect();
        ranked.sort_by(order);
        ranked
    }

    /// Names that share most with this one.
    fn worth_comparing(&self, asked: &Name) -> Vec<u32> {
        let mut shared = vec![0.0_f32; self.names.len()];
        let mut touched = Vec::new();
        for key in keys(asked) {
            let Some(list) = self.under.get(&key) else { continue };
            if list.len() > LONG_LIST && list.len() > self.names.len() / TOO_COMMON {
                continue;
            }
            let rarity = (1.0 + self.names.len() as f32 / list.len() as f32).ln();
            for &number in list {
                let sum = &mut shared[number as usize];
                if *sum == 0.0 {
                    touched.push(number);
                }
                *sum += rarity;
            }
        }
        let most_first =
            |a: &u32, b: &u32| shared[*b as usize].total_cmp(&shared[*a as usize]).then(a.cmp(b));
        if touched.len() > MOST_COMPARED {
            touched.select_nth_unstable_by(MOST_COMPARED, most_first);
            touched.truncate(MOST_COMPARED);
        }
        touched
    }

    /// What may be said by the name alone. Never a part for the whole.
    pub fn decide(&self, ranked: &[Ranked]) -> Verdict {
        verdict(self.kind, ranked)
    }
}

/// Of names of this kind, the likest first.
pub fn verdict(kind: Kind, ranked: &[Ranked]) -> Verdict {
    let limits = kind.thresholds();
    let open: Vec<Ranked> = ranked
        .iter()
        .filter(|it| it.comparison.relation >= Relation::Near && it.comparison.score >= limits.proposed)
        .copied()
        .collect();
    let Some(first) = open.first() else { return Verdict::Unknown };
    let rival = ranked.iter().find(|it| it.thing != first.thing).map_or(0.0, |it| it.comparison.score);
    let alone = first.comparison.score - rival >= limits.margin;
    let enough_words = kind != Kind::Person || first.comparison.whole_words >= 2;
    if first.comparison.score >= limits.accepted && alone && enough_words {
        return Verdict::Accepted(*first);
    }
    Verdict::Open(open)
}

/// The likest first; among equals the caller's order.
fn order(a: &Ranked, b: &Ranked) -> std::cmp::Ordering {
    b.comparison
        .score
        .total_cmp(&a.comparison.score)
        .then(b.comparison.relation.cmp(&a.comparison.relation))
        .then(a.thing.cmp(&b.thing))
        .then(a.name.cmp(&b.name))
}

/// What a name shares with other spellings of it.
pub(crate) fn keys(name: &Name) -> Vec<Key> {
    let mut keys = Vec::new();
    for word in name.needed() {
        match word.part {
            Part::Word => of_word(word, &mut keys),
            _ => keys.push(key(1, word.plain.chars())),
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn of_word(word: &Word, keys: &mut Vec<Key>) {
    keys.push(key(2, word.sound.chars()));
    let bones: Vec<char> = word.bones.chars().filter(|&c| c != '-').collect();
    keys.push(key(3, bones.iter().copied()));
    for left_out in 0..bones.len() {
        let rest = bones.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, &c)| c);
        keys.push(key(3, rest));
    }
}

/// `sort` keeps keys of different sorts apart.
fn key(sort: u8, letters: impl Iterator<Item = char>) -> Key {
    let mut hasher = FxHasher::default();
    hasher.write_u8(sort);
    letters.for_each(|it| hasher.write_u32(it.into()));
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PERSONS: &[&str] = &[
        "Ada Mikkelsen",
        "Elena Ozerova",
        "Elena Oserova-Holm",
        "Jan Holm",
        "Jan Erik Holm",
        "Bo Lund",
        "Bo Lund",
    ];

    fn check(name: &str, expected: Option<u32>) {
        let index = Index::new(Kind::Person, (0..).zip(PERSONS.iter().copied()));
        let accepted = match index.decide(&index.rank(name)) {
            Verdict::Accepted(it) => Some(it.thing),
            Verdict::Open(_) | Verdict::Unknown => None,
        };
        assert_eq!(accepted, expected, "{name}: {:?}", index.rank(name));
    }

    #[test]
    fn a_spelling_of_one_person_is_found() {
        check("Ада Миккельсен", Some(0));
        check("Mikkelsen, Ada", Some(0));
        check("Jan Holm", Some(3));
    }

    #[test]
    fn two_of_a_name_are_left_open() {
        check("Bo Lund", None);
    }

    #[test]
    fn a_stranger_and_half_a_name_are_nobody() {
        check("Ada Lund", None);
        check("Mikkelsen", None);
        check("", None);
    }
}
