//! Mentions of a run laid on those of the gold: one to one, exact borders first, then the best
//! overlap.
//!
//! Of several tiers only `core` counts. A prediction on a mention of another tier (a name in a
//! title, "the Assembly") is neither gain nor cost.

use std::collections::{BTreeMap, HashSet};

use serde::Serialize;

use super::fault::{Fault, What, place};
use super::gold::{Gold, GoldMention};
use super::line::{Lines, MentionLine};
use super::rates::{Rates, round};
use crate::standoff::TYPES;

const LANGUAGES: [&str; 3] = ["en", "fr", "it"];

type Range = (u32, u32);

pub struct Predicted<'a> {
    pub line: &'a MentionLine,
    pub r#type: &'a str,
    /// Its characters, without those of other blocks in between.
    pub ranges: Vec<Range>,
}

pub struct Alignment<'a> {
    pub core: Vec<&'a GoldMention>,
    pub predicted: Vec<Predicted<'a>>,
    /// Of types that are not scored: they only help to find which IRI is which thing.
    pub unscored: Vec<&'a MentionLine>,
    /// For each core mention the prediction on it, and the way back.
    pub of_core: Vec<Option<usize>>,
    pub of_predicted: Vec<Option<usize>>,
    /// Core mentions found with exactly their borders.
    pub exact: Vec<bool>,
    /// Predictions on mentions of other tiers.
    pub ignored: Vec<bool>,
}

/// `Committee` is read as `Organization`.
pub fn type_of(line: &MentionLine) -> &str {
    if line.r#type == "Committee" { "Organization" } else { &line.r#type }
}

struct Owners {
    /// Block by code point; `0` where none has it.
    by_point: Vec<u32>,
}

impl Owners {
    fn of(gold: &Gold) -> Self {
        let end = gold.blocks.iter().flat_map(|it| &it.ranges).map(|it| it.1).max().unwrap_or(0);
        let mut by_point = vec![0; end as usize];
        for (index, block) in gold.blocks.iter().enumerate() {
            for &(start, end) in &block.ranges {
                if let Some(points) = by_point.get_mut(start as usize..end as usize) {
                    points.fill(index as u32 + 1);
                }
            }
        }
        Self { by_point }
    }

    fn at(&self, point: u32) -> u32 {
        self.by_point.get(point as usize).copied().unwrap_or(0)
    }

    /// What of `start..end` belongs to the block in which it starts.
    fn ranges(&self, start: u32, end: u32) -> Vec<Range> {
        let block = self.at(start);
        // Behind the last block there is none, however far a span says it goes.
        let known = (self.by_point.len() as u32).max(start);
        let mut ranges: Vec<Range> = Vec::new();
        for point in start..end.min(known) {
            if self.at(point) == block {
                match ranges.last_mut() {
                    Some(last) if last.1 == point => last.1 += 1,
                    _ => ranges.push((point, point + 1)),
                }
            }
        }
        if end > known && block == 0 {
            match ranges.last_mut() {
                Some(last) if last.1 == known => last.1 = end,
                _ => ranges.push((known, end)),
            }
        }
        if ranges.is_empty() { vec![(start, end)] } else { ranges }
    }
}

/// Characters of both by characters of either.
fn overlap(a: &[Range], b: &[Range]) -> f64 {
    let shared: u32 =
        a.iter().flat_map(|x| b.iter().map(|y| x.1.min(y.1).saturating_sub(x.0.max(y.0)))).sum();
    if shared == 0 {
        return 0.0;
    }
    let length = |of: &[Range]| of.iter().map(|it| it.1 - it.0).sum::<u32>();
    f64::from(shared) / f64::from(length(a) + length(b) - shared)
}

impl<'a> Alignment<'a> {
    pub fn of(gold: &'a Gold, lines: &'a Lines) -> Self {
        let owners = Owners::of(gold);
        let is_scored = |it: &str| {
            gold.scored_types.as_ref().is_none_or(|scored| scored.iter().any(|scored| scored == it))
        };
        let mut seen = HashSet::new();
        let (mut predicted, mut unscored) = (Vec::new(), Vec::new());
        for line in &lines.mentions {
            let r#type = type_of(line);
            if TYPES.contains(&r#type) && !is_scored(r#type) {
                unscored.push(line);
            } else if seen.insert((line.start, line.end, r#type)) {
                let ranges = owners.ranges(line.start, line.end);
                predicted.push(Predicted { line, r#type, ranges });
            }
        }
        let (core, rest): (Vec<&GoldMention>, Vec<&GoldMention>) =
            gold.mentions.iter().partition(|it| it.is_core());
        let mut alignment = Self {
            of_core: vec![None; core.len()],
            exact: vec![false; core.len()],
            of_predicted: vec![None; predicted.len()],
            ignored: vec![false; predicted.len()],
            core,
            predicted,
            unscored,
        };
        alignment.align(gold, &rest);
        alignment
    }

    fn align(&mut self, gold: &Gold, rest: &[&GoldMention]) {
        let blocks: BTreeMap<&str, &[Range]> =
            gold.blocks.iter().map(|it| (it.id.as_str(), it.ranges.as_slice())).collect();
        // Its characters, and with each other borders those inside its block.
        let spans = |it: &GoldMention| -> Vec<Vec<Range>> {
            let block = blocks.get(it.block.as_str()).copied().unwrap_or_default();
            let others = it.alt_spans.iter().map(|&(start, end)| {
                let inside = block.iter().map(|&(a, z)| (a.max(start), z.min(end)));
                inside.filter(|it| it.1 > it.0).collect()
            });
            std::iter::once(it.ranges.clone()).chain(others).collect()
        };
        let exact = |it: &GoldMention, start: u32, end: u32| {
            (it.start, it.end) == (start, end) || it.alt_spans.contains(&(start, end))
        };
        let core_exact: HashSet<(&str, u32, u32)> = self
            .core
            .iter()
            .flat_map(|it| {
                let spans = std::iter::once((it.start, it.end)).chain(it.alt_spans.iter().copied());
                spans.flat_map(|(start, end)| it.types().map(move |ty| (ty, start, end)))
            })
            .collect();
        let rest_exact: HashSet<(&str, u32, u32)> =
            rest.iter().flat_map(|it| it.types().map(|ty| (ty, it.start, it.end))).collect();
        let aside: Vec<bool> = self
            .predicted
            .iter()
            .map(|it| (it.r#type, it.line.start, it.line.end))
            .map(|key| rest_exact.contains(&key) && !core_exact.contains(&key))
            .collect();

        struct Candidate {
            exact: bool,
            overlap: f64,
            same_type: bool,
            core: usize,
            predicted: usize,
        }
        let mut candidates = Vec::new();
        for (core, it) in self.core.iter().enumerate() {
            let spans = spans(it);
            let first = spans.iter().filter_map(|it| Some(it.first()?.0)).min().unwrap_or(it.start);
            let last = spans.iter().filter_map(|it| Some(it.last()?.1)).max().unwrap_or(it.end);
            for (index, predicted) in self.predicted.iter().enumerate() {
                let line = predicted.line;
                if aside[index]
                    || line.end <= first
                    || line.start >= last
                    || !it.types().any(|ty| ty == predicted.r#type)
                    || !is_in_version(it, line)
                {
                    continue;
                }
                let most = spans.iter().map(|it| overlap(it, &predicted.ranges)).fold(0.0, f64::max);
                if most > 0.0 {
                    candidates.push(Candidate {
                        exact: exact(it, line.start, line.end),
                        overlap: most,
                        same_type: predicted.r#type == it.r#type,
                        core,
                        predicted: index,
                    });
                }
            }
        }
        candidates.sort_by(|a, b| {
            let ahead = b.exact.cmp(&a.exact).then(b.overlap.total_cmp(&a.overlap));
            ahead.then(b.same_type.cmp(&a.same_type)).then((a.core, a.predicted).cmp(&(b.core, b.predicted)))
        });
        for it in candidates {
            if self.of_core[it.core].is_none() && self.of_predicted[it.predicted].is_none() {
                self.of_core[it.core] = Some(it.predicted);
                self.of_predicted[it.predicted] = Some(it.core);
                self.exact[it.core] = it.exact;
            }
        }
        for (index, predicted) in self.predicted.iter().enumerate() {
            let line = predicted.line;
            self.ignored[index] = self.of_predicted[index].is_none()
                && rest.iter().any(|it| {
                    line.end > it.start
                        && line.start < it.end
                        && spans(it).iter().any(|span| {
                            let inside = span.first().is_some_and(|it| it.0 <= line.start)
                                && span.last().is_some_and(|it| line.end <= it.1);
                            inside || overlap(span, &predicted.ranges) >= 0.5
                        })
                });
        }
    }

    /// Core mentions with the predictions on them, in the gold's order.
    pub fn pairs(&self) -> impl Iterator<Item = (&'a GoldMention, &Predicted<'a>)> {
        let found = self.of_core.iter().zip(&self.core);
        found.filter_map(|(it, core)| Some((*core, &self.predicted[(*it)?])))
    }

    /// Predictions that count.
    pub fn counted(&self) -> impl Iterator<Item = usize> {
        (0..self.predicted.len()).filter(|&it| !self.ignored[it])
    }
}

/// The cover has no language of its own, and tools say so in their own ways.
fn is_in_version(gold: &GoldMention, line: &MentionLine) -> bool {
    match line.lang.as_deref() {
        None => true,
        Some(lang) => {
            lang == gold.version || gold.paragraph.starts_with("cover") && matches!(lang, "cover" | "und")
        }
    }
}

#[derive(Debug, Serialize)]
pub struct MentionScores {
    pub strict: MentionTable,
    pub relaxed: MentionTable,
    pub ignored_on_other_tiers: usize,
    pub ignored_types_not_scored: usize,
    pub unknown_types: BTreeMap<String, usize>,
}

#[derive(Debug, Serialize)]
pub struct MentionTable {
    pub total: Rates,
    pub by_language: BTreeMap<&'static str, Rates>,
    pub by_type: BTreeMap<&'static str, Rates>,
    /// Mean over the types that the gold has.
    pub macro_f1_types: f64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Borders {
    /// As in the gold, or one of its alternatives.
    Same,
    Overlapping,
}

pub fn score(alignment: &Alignment<'_>) -> MentionScores {
    let mut unknown_types = BTreeMap::new();
    for it in alignment.predicted.iter().filter(|it| !TYPES.contains(&it.r#type)) {
        *unknown_types.entry(it.r#type.to_owned()).or_insert(0) += 1;
    }
    MentionScores {
        strict: table(alignment, Borders::Same),
        relaxed: table(alignment, Borders::Overlapping),
        ignored_on_other_tiers: alignment.ignored.iter().filter(|it| **it).count(),
        ignored_types_not_scored: alignment.unscored.len(),
        unknown_types,
    }
}

fn table(alignment: &Alignment<'_>, borders: Borders) -> MentionTable {
    let of = |predicted: usize| alignment.of_predicted[predicted].map(|it| alignment.core[it]);
    let rates = |is_core: &dyn Fn(&GoldMention) -> bool, is_predicted: &dyn Fn(usize) -> bool| {
        let is_right = |core: usize| match borders {
            Borders::Same => alignment.exact[core],
            Borders::Overlapping => alignment.of_core[core].is_some(),
        };
        let core = || (0..alignment.core.len()).filter(|&it| is_core(alignment.core[it]));
        let right = core().filter(|&it| is_right(it)).count();
        let invented = alignment
            .counted()
            .filter(|&it| is_predicted(it) && !alignment.of_predicted[it].is_some_and(is_right))
            .count();
        Rates::of(right, invented, core().count() - right)
    };
    let by_type: BTreeMap<&str, Rates> = TYPES
        .into_iter()
        .map(|ty| {
            let said = |it: usize| of(it).map_or(alignment.predicted[it].r#type, |core| &core.r#type);
            (ty, rates(&|it| it.r#type == ty, &|it| said(it) == ty))
        })
        .collect();
    let by_language = LANGUAGES.into_iter().map(|lang| {
        let said = |it: usize| {
            of(it).map_or(alignment.predicted[it].line.lang.as_deref(), |core| Some(&core.version))
        };
        (lang, rates(&|it| it.version == lang, &|it| said(it) == Some(lang)))
    });
    let present = TYPES.iter().filter(|ty| alignment.core.iter().any(|it| it.r#type == **ty));
    let present: Vec<f64> = present.map(|ty| by_type[ty].f1).collect();
    MentionTable {
        total: rates(&|_| true, &|_| true),
        by_language: by_language.collect(),
        macro_f1_types: round(present.iter().sum::<f64>() / present.len().max(1) as f64),
        by_type,
    }
}

pub fn faults(alignment: &Alignment<'_>, faults: &mut Vec<Fault>) {
    for (index, core) in alignment.core.iter().enumerate() {
        let at = place(Some(&core.version), &core.paragraph);
        let name = format!("{}: {}", core.r#type, core.surface);
        match alignment.of_core[index] {
            None => faults.push(Fault::new(What::MentionMissed, at, name)),
            Some(it) if !alignment.exact[index] => {
                let came = alignment.predicted[it].line.text.as_deref().unwrap_or("");
                faults.push(Fault::new(What::MentionBorder, at, name).instead(came));
            }
            Some(_) => {}
        }
    }
    for it in alignment.counted().filter(|&it| alignment.of_predicted[it].is_none()) {
        let Predicted { line, r#type, .. } = &alignment.predicted[it];
        let name = format!("{type}: {}", line.text.as_deref().unwrap_or(""));
        faults.push(Fault::new(What::MentionInvented, place(line.lang.as_deref(), &line.paragraph), name));
    }
}
