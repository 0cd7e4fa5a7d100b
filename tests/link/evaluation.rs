//! Name matching measured on members of parliaments with names in thirty languages. One
//! language's name is asked against all others in Latin letters; and, so that saying "nobody"
//! is measured as well, against the other half of the persons, among whom nobody is meant.
//! Used by the test of thresholds and by the benchmark that compares methods.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use hemicycle::link::index::{Index, Verdict};
use hemicycle::link::kind::Kind;
use rayon::prelude::*;

/// Where the tables of facts are, if they are.
pub fn shared() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let folder = std::env::var_os("HEMICYCLE_SHARED").map_or_else(beside, PathBuf::from);
    folder.is_dir().then_some(folder)
}

pub struct Named {
    pub person: u32,
    pub language: String,
    pub name: String,
}

pub fn persons(folder: &Path) -> Vec<Named> {
    let text = std::fs::read_to_string(folder.join("authority/person_names.tsv")).unwrap();
    let mut numbers = BTreeMap::new();
    text.lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            let next = numbers.len() as u32;
            let person = *numbers.entry(cells[0].to_owned()).or_insert(next);
            Named { person, language: cells[1].to_owned(), name: cells[2].to_owned() }
        })
        .collect()
}

fn is_latin(name: &str) -> bool {
    name.chars()
        .filter(|c| c.is_alphabetic())
        .all(|c| (c as u32) < 0x250 || (0x1e00..0x1f00).contains(&(c as u32)))
}

/// What a method says to one name.
#[derive(Clone, Copy)]
pub struct Answer {
    pub asked: u32,
    /// Whether the person is among those who can be found.
    pub there: bool,
    pub first: Option<u32>,
    pub score: f64,
    /// By which the next person is behind.
    pub ahead: f64,
    pub accepted: bool,
    pub latin: bool,
    /// No other language writes it so.
    pub spelt_otherwise: bool,
}

impl Answer {
    fn is_right(&self) -> bool {
        self.there && self.first == Some(self.asked)
    }

    /// Persons are numbered; thresholds may be chosen on the even ones only.
    pub const fn is_held_out(&self) -> bool {
        self.asked % 2 == 1
    }
}

#[derive(Debug)]
pub struct Measured {
    pub queries: usize,
    /// Right among accepted, strangers included.
    pub precision: f64,
    /// Accepted and right among those who are there.
    pub recall: f64,
    /// First in rank among those who are there.
    pub first: f64,
    /// Strangers who were taken for somebody.
    pub strangers: f64,
}

pub fn measure<'a>(answers: impl Iterator<Item = &'a Answer>) -> Measured {
    let (mut there, mut strangers, mut accepted, mut right, mut first, mut taken) = (0, 0, 0, 0, 0, 0);
    for answer in answers {
        there += usize::from(answer.there);
        strangers += usize::from(!answer.there);
        accepted += usize::from(answer.accepted);
        taken += usize::from(answer.accepted && !answer.there);
        right += usize::from(answer.accepted && answer.is_right());
        first += usize::from(answer.is_right());
    }
    let share = |part: usize, of: usize| if of == 0 { 1.0 } else { part as f64 / of as f64 };
    Measured {
        queries: there,
        precision: share(right, accepted),
        recall: share(right, there),
        first: share(first, there),
        strangers: if strangers == 0 { 0.0 } else { share(taken, strangers) },
    }
}

/// A method's answer to one name: persons and scores, the best first, and whether the first
/// is accepted.
pub type Ranking = (Vec<(u32, f64)>, bool);

/// Asks every name. `ask` gets the names that can be found and those that are looked for.
pub fn asked(all: &[Named], ask: impl Fn(&[&Named], &[&Named]) -> Vec<Ranking> + Sync) -> Vec<Answer> {
    let languages: BTreeSet<&str> = all.iter().map(|it| it.language.as_str()).collect();
    let languages: Vec<&str> = languages.into_iter().collect();
    let of_language = |language: &&str| {
        let mut answers = Vec::new();
        // Everybody; then each half of the persons among the other half.
        for strangers in [None, Some(0), Some(1)] {
            let mut seen = BTreeSet::new();
            let others: Vec<&Named> = all
                .iter()
                .filter(|it| it.language != **language && is_latin(&it.name))
                .filter(|it| strangers != Some(it.person % 2) && seen.insert((it.person, it.name.as_str())))
                .collect();
            let known: BTreeSet<u32> = others.iter().map(|it| it.person).collect();
            let is_asked = |it: &&Named| {
                it.language == **language
                    && strangers.map_or(known.contains(&it.person), |half| it.person % 2 == half)
            };
            let queries: Vec<&Named> = all.iter().filter(is_asked).collect();
            for (query, (ranked, accepted)) in queries.iter().zip(ask(&others, &queries)) {
                let score = |at: usize| ranked.get(at).map_or(0.0, |it| it.1);
                answers.push(Answer {
                    asked: query.person,
                    there: strangers.is_none(),
                    first: ranked.first().map(|it| it.0),
                    score: score(0),
                    ahead: score(0) - score(1),
                    accepted,
                    latin: is_latin(&query.name),
                    spelt_otherwise: !seen.contains(&(query.person, query.name.as_str())),
                });
            }
        }
        answers
    };
    languages.par_iter().map(of_language).collect::<Vec<_>>().concat()
}

/// This library's way.
pub fn ours(others: &[&Named], queries: &[&Named]) -> Vec<Ranking> {
    let index = Index::new(Kind::Person, others.iter().map(|it| (it.person, it.name.as_str())));
    let ask = |query: &&Named| {
        let ranked = index.rank(&query.name);
        let accepted = matches!(index.decide(&ranked), Verdict::Accepted(_));
        (ranked.iter().map(|it| (it.thing, it.comparison.score)).collect(), accepted)
    };
    queries.iter().map(ask).collect()
}
