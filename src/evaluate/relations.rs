//! Relations as triples of the gold's keys. What a reader has to add (`inferred`) is told
//! apart; predicates that the gold does not use are not judged.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde::Serialize;

use super::fault::{Fault, What};
use super::gold::Gold;
use super::line::{Lines, RelationLine};
use super::links::Identity;
use super::rates::{Rates, Share, round};
use super::wording;

/// Other names of predicates, and those said the other way round.
const SAME: [(&str, &str); 3] =
    [("role_at", "held_by"), ("located_in_country", "located_in"), ("released_call", "calls_for_release_of")];
const INVERSE: [(&str, &str); 2] = [("rapporteur_of", "rapporteur"), ("cited_by", "cites")];

/// Subject, predicate, object; a literal object begins with `=`.
type Triple = (String, String, String);

#[derive(Debug, Serialize)]
pub struct RelationScores {
    pub stated: Rates,
    pub inferred: Inferred,
    pub cites: Rates,
    pub without_text_literals_recall: f64,
    pub by_predicate: BTreeMap<String, Rates>,
    pub predicates_not_in_gold: BTreeMap<String, usize>,
}

#[derive(Debug, Serialize)]
pub struct Inferred {
    pub found: usize,
    pub of: usize,
}

/// One relation of the gold, in all paragraphs that state it.
struct Stated<'a> {
    triple: Triple,
    subjects: BTreeSet<&'a str>,
    objects: BTreeSet<String>,
    inferred: bool,
    paragraphs: BTreeSet<&'a str>,
}

impl Stated<'_> {
    /// Dates and things; no title, no short name.
    fn is_no_text(&self) -> bool {
        self.triple.2.strip_prefix('=').is_none_or(wording::is_day)
    }
}

fn renamed<'a>(name: &'a str, table: &[(&str, &'static str)]) -> Option<&'a str> {
    table.iter().find(|(other, _)| *other == name).map(|(_, right)| *right)
}

/// A date is the same as an IRI and as a literal.
fn date(key: &str) -> String {
    key.strip_prefix("date:").map_or_else(|| key.to_owned(), |day| format!("={day}"))
}

fn gold_relations(gold: &Gold) -> Vec<Stated<'_>> {
    let mut all: Vec<Stated<'_>> = Vec::new();
    let mut index: HashMap<Triple, usize> = HashMap::new();
    for it in &gold.relations {
        let object = if it.literal { format!("={}", wording::literal(&it.object)) } else { date(&it.object) };
        let triple = (it.subject.clone(), it.predicate.clone(), object);
        let at = *index.entry(triple.clone()).or_insert_with(|| {
            all.push(Stated {
                triple,
                subjects: BTreeSet::new(),
                objects: BTreeSet::new(),
                inferred: true,
                paragraphs: BTreeSet::new(),
            });
            all.len() - 1
        });
        let stated = &mut all[at];
        stated.subjects.insert(&it.subject);
        stated.subjects.extend(it.also_subject.iter().map(String::as_str));
        let object = stated.triple.2.clone();
        stated.objects.insert(object);
        stated.objects.extend(it.also_object.iter().cloned());
        stated.inferred &= it.inferred;
        stated.paragraphs.insert(&it.paragraph);
    }
    all
}

fn read(line: &RelationLine, identity: &Identity<'_>) -> Triple {
    let name = renamed(&line.predicate, &SAME).unwrap_or(&line.predicate);
    let (name, subject, object) = match renamed(name, &INVERSE) {
        Some(name) => (name, &line.object, &line.subject),
        None => (name, &line.subject, &line.object),
    };
    let subject = identity.key(subject).map_or_else(|| format!("?{subject}"), str::to_owned);
    let object = match identity.key(object).or_else(|| identity.key_labelled(object)) {
        Some(key) => date(key),
        None => match wording::day(object) {
            Some(day) => format!("={day}"),
            None => format!("={}", wording::literal(object)),
        },
    };
    (subject, name.to_owned(), object)
}

pub fn score(gold: &Gold, lines: &Lines, identity: &Identity<'_>, faults: &mut Vec<Fault>) -> RelationScores {
    let all = gold_relations(gold);
    let predicates: BTreeSet<&str> = gold.relations.iter().map(|it| it.predicate.as_str()).collect();
    let mut not_in_gold = BTreeMap::new();
    for line in &lines.relations {
        let name = line.predicate.as_str();
        let known =
            predicates.contains(renamed(name, &SAME).unwrap_or(name)) || renamed(name, &INVERSE).is_some();
        if !known {
            *not_in_gold.entry(name.to_owned()).or_insert(0) += 1;
        }
    }
    let mut places: HashMap<Triple, &str> = HashMap::new();
    let mut said: BTreeSet<Triple> = BTreeSet::new();
    for line in &lines.relations {
        let triple = read(line, identity);
        if predicates.contains(triple.1.as_str()) {
            places.entry(triple.clone()).or_insert(&line.paragraph);
            said.insert(triple);
        }
    }

    let mut meant: HashMap<Triple, Vec<usize>> = HashMap::new();
    for (index, it) in all.iter().enumerate() {
        for subject in &it.subjects {
            for object in &it.objects {
                let triple = ((*subject).to_owned(), it.triple.1.clone(), object.clone());
                meant.entry(triple).or_default().push(index);
            }
        }
    }
    let mut hit: HashSet<usize> = HashSet::new();
    let mut invented: Vec<&Triple> = Vec::new();
    for triple in &said {
        let Some(mut of) = meant.get(triple).cloned() else {
            invented.push(triple);
            continue;
        };
        // What is said in these very words before what may also be said so.
        of.sort_by_key(|&it| all[it].triple != *triple);
        hit.extend(of.into_iter().find(|it| !hit.contains(it)));
    }

    let found = |keep: &dyn Fn(&Stated<'_>) -> bool| {
        let of = || all.iter().enumerate().filter(|(_, it)| keep(it));
        Share { right: of().filter(|(index, _)| hit.contains(index)).count(), of: of().count() }
    };
    let rates = |name: Option<&str>| {
        let of = found(&|it| !it.inferred && name.is_none_or(|name| it.triple.1 == name));
        let wrong = invented.iter().filter(|it| name.is_none_or(|name| it.1 == name)).count();
        Rates::of(of.right, wrong, of.of - of.right)
    };
    let inferred = found(&|it| it.inferred);
    let no_text = found(&|it| !it.inferred && it.is_no_text());
    let with_stated =
        predicates.iter().filter(|name| all.iter().any(|it| !it.inferred && it.triple.1 == **name));
    let scores = RelationScores {
        stated: rates(None),
        inferred: Inferred { found: inferred.right, of: inferred.of },
        cites: rates(Some("cites")),
        without_text_literals_recall: if no_text.of == 0 { 1.0 } else { round(no_text.value()) },
        by_predicate: with_stated.map(|name| ((*name).to_owned(), rates(Some(name)))).collect(),
        predicates_not_in_gold: not_in_gold,
    };
    for (index, it) in all.iter().enumerate() {
        if !it.inferred && !hit.contains(&index) {
            let at = it.paragraphs.iter().copied().collect::<Vec<_>>().join(", ");
            faults.push(Fault::new(What::RelationMissed, at, told(&it.triple)));
        }
    }
    for triple in invented {
        faults.push(Fault::new(What::RelationInvented, places[triple], told(triple)));
    }
    scores
}

fn told((subject, predicate, object): &Triple) -> String {
    let object = object.strip_prefix('=').map_or_else(|| object.clone(), |text| format!("“{text}”"));
    format!("{subject} {predicate} {object}")
}
