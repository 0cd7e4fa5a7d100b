//! Speech acts and demands, by paragraph.

use std::collections::{BTreeSet, HashMap};

use serde::Serialize;

use super::fault::{Fault, What, place};
use super::gold::{Gold, GoldAct, GoldDemand};
use super::line::{ActLine, Lines};
use super::links::Identity;
use super::rates::Rates;

/// Other names of acts.
const SAME: [(&str, &str); 11] = [
    ("takes_note", "notes"),
    ("takes_note_of", "notes"),
    ("determined", "is_determined"),
    ("expects_progress", "expects"),
    ("refers", "refers_to"),
    ("decides", "resolves"),
    ("should", "resolves"),
    ("urgently_calls_for", "calls_for"),
    ("further_condemns", "condemns"),
    ("expresses_concern_about", "expresses_concern"),
    ("committed", "remains_committed"),
];

#[derive(Debug, Serialize)]
pub struct SaidScores {
    pub speech_acts: Rates,
    pub versions_scored: Vec<String>,
    pub addressee_right: usize,
    pub addressee_of: usize,
    pub right_in_all_versions: usize,
    pub acts: usize,
    pub demands: Rates,
    pub demand_paragraphs: Rates,
}

#[derive(Clone, PartialEq, Eq)]
struct Act<'a> {
    paragraph: &'a str,
    act: &'a str,
    addressee: Option<&'a str>,
}

/// One version's acts laid on the gold's, and those left over.
struct Laid<'a> {
    found: HashMap<usize, Act<'a>>,
    left: Vec<Act<'a>>,
}

impl<'a> Laid<'a> {
    fn of(gold: &[GoldAct], mut left: Vec<Act<'a>>) -> Self {
        let mut found = HashMap::new();
        // First those with act and addressee right, then with the act, then with one that is
        // taken as right.
        type Fits = fn(&GoldAct, &Act<'_>) -> bool;
        let rounds: [Fits; 3] = [
            |gold, it| it.act == gold.act && addressee(gold).is_none_or(|of| it.addressee == Some(of)),
            |gold, it| it.act == gold.act,
            |gold, it| gold.also.iter().any(|also| also == it.act),
        ];
        for fits in rounds {
            for (index, gold) in gold.iter().enumerate() {
                if found.contains_key(&index) {
                    continue;
                }
                if let Some(at) = left.iter().position(|it| it.paragraph == gold.paragraph && fits(gold, it))
                {
                    found.insert(index, left.remove(at));
                }
            }
        }
        Self { found, left }
    }
}

fn addressee(gold: &GoldAct) -> Option<&str> {
    gold.addressee.as_deref().filter(|it| !it.is_empty())
}

pub fn score(gold: &Gold, lines: &Lines, identity: &Identity<'_>, faults: &mut Vec<Fault>) -> SaidScores {
    let versions: BTreeSet<&str> =
        lines.acts.iter().filter_map(|it| it.lang.as_deref()).filter(|it| !it.is_empty()).collect();
    let read =
        |line: &'_ ActLine| -> Option<&str> { line.addressee.as_deref().and_then(|it| identity.key(it)) };
    let acts = |keep: &dyn Fn(&ActLine) -> bool| {
        let said = lines.acts.iter().filter(|it| keep(it)).map(|line| Act {
            paragraph: line.paragraph.trim_end_matches('.'),
            act: SAME.iter().find(|it| it.0 == line.act).map_or(&line.act, |it| it.1),
            addressee: read(line),
        });
        Laid::of(&gold.speech_acts, said.collect())
    };
    let runs: Vec<(&str, Laid<'_>)> = if versions.is_empty() {
        vec![("", acts(&|_| true))]
    } else {
        let of = |version: &str| acts(&|it| it.lang.as_deref().is_none_or(|lang| lang == version));
        versions.iter().map(|version| (*version, of(version))).collect()
    };
    let core: Vec<usize> = (0..gold.speech_acts.len()).filter(|&it| gold.speech_acts[it].is_core()).collect();
    let count = |of: &dyn Fn(&Laid<'_>) -> usize| runs.iter().map(|(_, run)| of(run)).sum::<usize>();
    let right = count(&|run| core.iter().filter(|it| run.found.contains_key(it)).count());
    let with_addressee: Vec<(usize, &str)> =
        core.iter().filter_map(|&it| Some((it, addressee(&gold.speech_acts[it])?))).collect();
    let is_addressed = |run: &Laid<'_>, index: usize, to: &str| {
        run.found.get(&index).is_some_and(|it| it.addressee == Some(to))
    };

    for (version, run) in &runs {
        let at = |paragraph: &str| place(Some(version).filter(|it| !it.is_empty()).copied(), paragraph);
        for &index in &core {
            let gold = &gold.speech_acts[index];
            match (run.found.get(&index), addressee(gold)) {
                (None, _) => {
                    faults.push(Fault::new(What::ActMissed, at(&gold.paragraph), gold.act.as_str()));
                }
                (Some(it), Some(to)) if it.addressee != Some(to) => {
                    let text = format!("{} → {to}", gold.act);
                    let came = it.addressee.unwrap_or("nobody");
                    faults.push(Fault::new(What::ActAddressee, at(&gold.paragraph), text).instead(came));
                }
                _ => {}
            }
        }
        for it in &run.left {
            faults.push(Fault::new(What::ActInvented, at(it.paragraph), it.act));
        }
    }
    let (demands, demand_paragraphs) = demands(gold, lines, identity, faults);
    SaidScores {
        speech_acts: Rates::of(right, count(&|run| run.left.len()), core.len() * runs.len() - right),
        versions_scored: if versions.is_empty() {
            vec!["whole document".to_owned()]
        } else {
            versions.iter().map(|it| (*it).to_owned()).collect()
        },
        addressee_right: count(&|run| {
            with_addressee.iter().filter(|&&(index, to)| is_addressed(run, index, to)).count()
        }),
        addressee_of: with_addressee.len() * runs.len(),
        right_in_all_versions: core
            .iter()
            .filter(|it| runs.iter().all(|(_, run)| run.found.contains_key(it)))
            .count(),
        acts: core.len(),
        demands,
        demand_paragraphs,
    }
}

/// Demands with the right addressee, and paragraphs that ask at all.
fn demands(gold: &Gold, lines: &Lines, identity: &Identity<'_>, faults: &mut Vec<Fault>) -> (Rates, Rates) {
    let mut said: Vec<(&str, BTreeSet<Option<&str>>)> = Vec::new();
    for line in &lines.demands {
        let paragraph = line.paragraph.trim_end_matches('.');
        let addressee = line.addressee.as_deref().and_then(|it| identity.key(it));
        match said.iter_mut().find(|(it, _)| *it == paragraph) {
            Some((_, all)) => {
                all.insert(addressee);
            }
            None => said.push((paragraph, BTreeSet::from([addressee]))),
        }
    }
    // Of two under one paragraph the later stands.
    let mut asked: Vec<&GoldDemand> = Vec::new();
    for it in &gold.demands {
        match asked.iter_mut().find(|other| other.paragraph == it.paragraph) {
            Some(other) => *other = it,
            None => asked.push(it),
        }
    }
    let (mut right, mut here) = (0, 0);
    for it in &asked {
        let Some((_, came)) = said.iter().find(|(paragraph, _)| *paragraph == it.paragraph) else {
            faults.push(Fault::new(What::DemandMissed, it.paragraph.as_str(), ""));
            continue;
        };
        here += 1;
        let mut allowed = std::iter::once(&it.addressee).chain(&it.also);
        if allowed.any(|it| came.contains(&it.as_deref())) {
            right += 1;
        } else {
            let text = it.addressee.as_deref().unwrap_or("nobody");
            let came = came.iter().map(|it| it.unwrap_or("nobody")).collect::<Vec<_>>().join(", ");
            faults.push(Fault::new(What::DemandAddressee, it.paragraph.as_str(), text).instead(came));
        }
    }
    for (paragraph, _) in &said {
        if !asked.iter().any(|it| it.paragraph == *paragraph) {
            faults.push(Fault::new(What::DemandInvented, *paragraph, ""));
        }
    }
    (
        Rates::of(right, said.len() - right, asked.len() - right),
        Rates::of(here, said.len() - here, asked.len() - here),
    )
}
