//! Header facts, and whether spans of the source hold the text that a line says.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::fault::{Fault, What, place};
use super::gold::Gold;
use super::line::{Lines, plain};
use super::mentions::{Alignment, Predicted};
use super::rates::Share;
use super::wording;

#[derive(Debug, Serialize)]
pub struct FactScores {
    pub right: usize,
    pub of: usize,
    pub unknown_names: Vec<String>,
}

/// A name said with two different values is wrong.
pub fn score(gold: &Gold, lines: &Lines, faults: &mut Vec<Fault>) -> FactScores {
    let mut said: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for line in &lines.facts {
        said.entry(&line.name).or_default().insert(wording::fact(&line.value));
    }
    let mut right = 0;
    for fact in &gold.facts {
        let value = plain(&fact.value).unwrap_or_default();
        let mut allowed = fact.also.iter().filter_map(plain).chain([value.clone()]);
        let came = said.get(fact.name.as_str());
        let one = came.filter(|it| it.len() == 1).and_then(|it| it.first());
        if one.is_some_and(|one| allowed.any(|it| wording::fact(&it) == *one)) {
            right += 1;
        } else {
            let came = came.map_or_else(
                || "nothing".to_owned(),
                |it| it.iter().map(String::as_str).collect::<Vec<_>>().join(", "),
            );
            faults.push(Fault::new(What::Fact, "", format!("{}: {value}", fact.name)).instead(came));
        }
    }
    let unknown = said.keys().filter(|name| !gold.facts.iter().any(|it| it.name == **name));
    FactScores { right, of: gold.facts.len(), unknown_names: unknown.map(|it| (*it).to_owned()).collect() }
}

#[derive(Clone, Copy, Debug, Serialize)]
pub struct Provenance {
    pub checked: usize,
    pub wrong: usize,
}

impl Provenance {
    pub const fn share(self) -> Share {
        Share { right: self.checked - self.wrong, of: self.checked }
    }
}

/// Line ends, line hyphens and marks aside; `source` is the file's text.
pub fn provenance(source: &str, alignment: &Alignment<'_>, faults: &mut Vec<Fault>) -> Provenance {
    let characters: Vec<char> = source.chars().collect();
    let mut provenance = Provenance { checked: 0, wrong: 0 };
    for Predicted { line, ranges, .. } in &alignment.predicted {
        let Some(text) = &line.text else { continue };
        provenance.checked += 1;
        let within = |&(start, end): &(u32, u32)| {
            let end = (end as usize).min(characters.len());
            characters.get(start as usize..end).unwrap_or_default()
        };
        let there: String = ranges.iter().flat_map(within).collect();
        if wording::letters(&there) != wording::letters(text) {
            provenance.wrong += 1;
            faults.push(
                Fault::new(
                    What::Provenance,
                    place(line.lang.as_deref(), &line.paragraph),
                    format!("{}–{}: {text}", line.start, line.end),
                )
                .instead(there),
            );
        }
    }
    provenance
}
