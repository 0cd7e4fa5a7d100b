//! Take-down: things that must not be in the graph, and how they are known without being named.
//!
//! A [`Tombstone`] says that something was taken out, and why; it names no one. What it keeps
//! of the thing are salted digests of its addresses and names ([`mark`]), so that a later build
//! recognises it in a text. Quads are cleaned by [`sweep`]; how a tombstone is made of what a
//! store knows, [`spelling`] tells. Pure; the store keeps tombstones and applies them to all
//! that comes in (`store::gone`). What goes and what stays: `docs/forget.md`.
//!
//! A digest is no secret of a name that somebody guesses: whoever has the tombstones can ask
//! them "is it this person?". So they stay with the store, and nothing that is published has
//! them.

pub mod mark;
pub mod spelling;
pub mod sweep;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::{Deserialize, Serialize};

use self::mark::{Mark, Salt, Word};
use crate::graph::iri::Minter;

/// What stands where a name stood.
pub const REDACTED: &str = "[…]";

/// That something was taken out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tombstone {
    /// Last part of its IRI: random, so that it says nothing of the thing.
    pub id: String,
    /// As given; names no one.
    pub reason: String,
    /// The day, as given: `2028-06-01`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    pub salt: Salt,
    /// Addresses of the thing; what lies below them goes with it.
    pub things: BTreeSet<Mark>,
    /// Names of two words and more, by their number of words: gone from every text.
    pub names: BTreeMap<usize, BTreeSet<Mark>>,
    /// Single words of its names: gone from the acts that name it.
    pub words: BTreeSet<Mark>,
}

impl Tombstone {
    pub fn iri(&self, minter: &Minter) -> String {
        minter.tombstone(&self.id)
    }
}

/// All that must not be in a graph.
#[derive(Debug, Default)]
pub struct Forgotten {
    tombstones: Vec<Tombstone>,
    /// Of each salt, which marks are whose.
    salted: Vec<Salted>,
}

#[derive(Debug)]
struct Salted {
    salt: Salt,
    things: BTreeMap<Mark, usize>,
    names: BTreeMap<Mark, usize>,
    /// Numbers of words of the names, most first.
    lengths: BTreeSet<usize>,
    words: BTreeMap<Mark, BTreeSet<usize>>,
}

impl Forgotten {
    pub fn new(tombstones: Vec<Tombstone>) -> Self {
        let mut it = Self::default();
        for tombstone in tombstones {
            it.add(tombstone);
        }
        it
    }

    /// Whether it was new.
    pub fn add(&mut self, tombstone: Tombstone) -> bool {
        if self.tombstones.iter().any(|it| it.id == tombstone.id) {
            return false;
        }
        let index = self.tombstones.len();
        let held = self.salted.iter().position(|it| it.salt == tombstone.salt);
        let at = held.unwrap_or_else(|| {
            let salt = tombstone.salt.clone();
            self.salted.push(Salted {
                salt,
                things: BTreeMap::new(),
                names: BTreeMap::new(),
                lengths: BTreeSet::new(),
                words: BTreeMap::new(),
            });
            self.salted.len() - 1
        });
        let salted = &mut self.salted[at];
        salted.things.extend(tombstone.things.iter().map(|it| (*it, index)));
        for (length, names) in &tombstone.names {
            salted.lengths.insert(*length);
            salted.names.extend(names.iter().map(|it| (*it, index)));
        }
        for word in &tombstone.words {
            salted.words.entry(*word).or_default().insert(index);
        }
        self.tombstones.push(tombstone);
        true
    }

    pub fn is_empty(&self) -> bool {
        self.tombstones.is_empty()
    }

    pub fn tombstones(&self) -> &[Tombstone] {
        &self.tombstones
    }

    /// The salt to go on with: of one salt a text is digested once.
    pub fn salt(&self) -> Option<&Salt> {
        self.salted.first().map(|it| &it.salt)
    }

    /// The tombstone of what an address leads to: the thing, a part of it, or what bears its
    /// name in its own address.
    pub fn of(&self, iri: &str) -> Option<&Tombstone> {
        self.covers(iri).map(|it| &self.tombstones[it])
    }

    fn covers(&self, iri: &str) -> Option<usize> {
        let host = iri.find("://").map_or(0, |it| it + 3);
        let ends = iri.char_indices().filter(|&(at, c)| at > host && (c == '/' || c == '#'));
        let ends: Vec<usize> = ends.map(|(at, _)| at).chain([iri.len()]).collect();
        for salted in &self.salted {
            let known = |&end: &usize| salted.things.get(&salted.salt.thing(&iri[..end])).copied();
            if let Some(found) = ends.iter().find_map(known) {
                return Some(found);
            }
        }
        if self.salted.iter().all(|it| it.lengths.is_empty()) {
            return None;
        }
        for part in iri[host..].split(['/', '#', '?']) {
            let part = percent_encoding::percent_decode_str(part).decode_utf8_lossy();
            let words = mark::words(&part);
            if let Some((_, found)) = self.names(&words).next() {
                return Some(found);
            }
        }
        None
    }

    /// Whether it is the whole name of something forgotten.
    pub fn calls(&self, name: &str) -> bool {
        self.called(name).is_some()
    }

    fn called(&self, name: &str) -> Option<usize> {
        let words = mark::words(name);
        self.names(&words).find(|(range, _)| *range == (0..words.len())).map(|(_, found)| found)
    }

    /// Names among words, the longest first where two begin together, and whose they are.
    fn names<'a>(&'a self, words: &'a [Word<'a>]) -> impl Iterator<Item = (Range<usize>, usize)> + 'a {
        let mut next = 0;
        std::iter::from_fn(move || {
            while next < words.len() {
                let start = next;
                next += 1;
                let found = self.salted.iter().find_map(|salted| {
                    salted.lengths.iter().rev().find_map(|&length| {
                        let name = words.get(start..start + length)?;
                        let whose = salted.names.get(&salted.salt.name(name))?;
                        Some((start..start + length, *whose))
                    })
                });
                if let Some((range, whose)) = found {
                    next = range.end;
                    return Some((range, whose));
                }
            }
            None
        })
    }

    /// A text without names; `named`: whose single words go, too.
    pub fn redact<'t>(&self, text: &'t str, named: &BTreeSet<usize>) -> Cow<'t, str> {
        if self.is_empty() {
            return Cow::Borrowed(text);
        }
        let words = mark::words(text);
        let mut gone: Vec<Range<usize>> = self.names(&words).map(|(range, _)| range).collect();
        if !named.is_empty() {
            let covered: BTreeSet<usize> = gone.iter().cloned().flatten().collect();
            let single = (0..words.len()).filter(|at| !covered.contains(at));
            gone.extend(single.filter(|&at| self.is_word_of(&words[at], named)).map(|at| at..at + 1));
            gone.sort_by_key(|it| it.start);
        }
        if gone.is_empty() {
            return Cow::Borrowed(text);
        }
        let mut clean = String::with_capacity(text.len());
        let mut done = 0;
        for range in gone {
            clean.push_str(&text[done..words[range.start].place.start]);
            clean.push_str(REDACTED);
            done = words[range.end - 1].place.end;
        }
        clean.push_str(&text[done..]);
        Cow::Owned(clean)
    }

    /// A name begins with a capital letter: "may" of the text is not the person's "May".
    fn is_word_of(&self, word: &Word<'_>, named: &BTreeSet<usize>) -> bool {
        word.may_be_name()
            && self.salted.iter().any(|it| {
                let whose = it.words.get(&it.salt.word(word));
                whose.is_some_and(|whose| !whose.is_disjoint(named))
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forgotten() -> Forgotten {
        let salt = Salt::of([7; 16]);
        let names = ["Åda Holm", "Ада Холм", "Ada Lise Holm"];
        let words = ["Ada", "Holm"];
        let mut it = Tombstone {
            id: "1f".to_owned(),
            reason: "asked for".to_owned(),
            date: None,
            things: BTreeSet::from([salt.thing("https://b.example/id/person/ada-holm")]),
            names: BTreeMap::new(),
            words: words.iter().map(|it| salt.word(&mark::words(it)[0])).collect(),
            salt,
        };
        for name in names {
            let words = mark::words(name);
            it.names.entry(words.len()).or_default().insert(it.salt.name(&words));
        }
        Forgotten::new(vec![it])
    }

    fn check(text: &str, everywhere: &str, where_named: &str) {
        let it = forgotten();
        assert_eq!(it.redact(text, &BTreeSet::new()), everywhere);
        assert_eq!(it.redact(text, &BTreeSet::from([0])), where_named);
    }

    #[test]
    fn a_name_goes_in_every_spelling() {
        check("of ADA  HOLM's case", "of […]'s case", "of […]'s case");
        check("Ada\nHolm", "[…]", "[…]");
        check("an Åda-Holm", "an […]", "an […]");
        check("дело Ада Холм", "дело […]", "дело […]");
        check("Ms Ada Lise Holm, Ada Holm", "Ms […], […]", "Ms […], […]");
    }

    #[test]
    fn a_single_word_goes_where_the_thing_is_named_and_looks_like_a_name() {
        check("Ms Holm and Bo Holm", "Ms Holm and Bo Holm", "Ms […] and Bo […]");
        check("a holm; Holmes; Ada, Bo", "a holm; Holmes; Ada, Bo", "a holm; Holmes; […], Bo");
    }

    #[test]
    fn other_texts_stay_as_they_are() {
        check("Ada and Bo met Holmes", "Ada and Bo met Holmes", "[…] and Bo met Holmes");
        check("", "", "");
    }

    #[test]
    fn addresses_are_known_by_themselves_by_what_is_above_and_by_the_name_in_them() {
        let it = forgotten();
        for (iri, expected) in [
            ("https://b.example/id/person/ada-holm", true),
            ("https://b.example/id/person/ada-holm/x#y", true),
            ("https://b.example/id/person/no/ada-holm", true),
            ("https://o.example/%C3%85da_Holm", true),
            ("https://b.example/id/person/bo-holm", false),
            ("https://b.example/id/person/ada/holm", false),
            ("urn:ada", false),
            ("", false),
        ] {
            assert_eq!(it.of(iri).is_some(), expected, "{iri}");
        }
    }
}
