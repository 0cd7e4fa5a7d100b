//! What a run got right of an annotated act, and what changed against an earlier run.
//!
//! Works on stand-off lines only, so that any tool's findings can be scored. The counts are
//! those of the annotation's own scorer, to the digit.
//!
//! - reading: [`gold`] (annotation), [`line`] (what was said), [`wording`] (when two texts are
//!   the same);
//! - scoring, in this order, as each stands on those before: [`mentions`] (which is which),
//!   [`links`] (which IRI is which thing), [`blocks`], [`relations`], [`said`], [`facts`];
//! - telling: [`fault`] (what is wrong, by name), [`difference`] (what changed, by name).

pub mod blocks;
pub mod difference;
pub mod facts;
pub mod fault;
pub mod gold;
pub mod line;
pub mod links;
pub mod mentions;
pub mod rates;
pub mod relations;
pub mod said;
pub mod wording;

use std::collections::BTreeMap;

use serde::Serialize;

use self::blocks::BlockScores;
use self::facts::{FactScores, Provenance};
use self::fault::Fault;
use self::gold::Gold;
use self::line::Lines;
use self::links::{Identity, LinkScores};
use self::mentions::{Alignment, MentionScores};
use self::rates::Share;
use self::relations::RelationScores;
use self::said::SaidScores;

/// Everything counted about one act.
#[derive(Debug, Serialize)]
pub struct Scores {
    pub mentions: MentionScores,
    pub links: LinkScores,
    pub identifiers: BTreeMap<&'static str, Share>,
    pub structure: BlockScores,
    pub relations: RelationScores,
    pub operative: SaidScores,
    pub facts: FactScores,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provenance: Option<Provenance>,
    pub lines_not_understood: usize,
}

/// `source` is the text in whose code points the lines count; without it no span is checked.
/// The faults come in the order of their kinds, places and names.
pub fn score(gold: &Gold, lines: &Lines, source: Option<&str>) -> (Scores, Vec<Fault>) {
    let mut faults = Vec::new();
    let alignment = Alignment::of(gold, lines);
    mentions::faults(&alignment, &mut faults);
    let identity = Identity::of(gold, lines, &alignment);
    let scores = Scores {
        mentions: mentions::score(&alignment),
        links: links::score(&alignment, &identity, &mut faults),
        identifiers: links::identifiers(gold, lines, &alignment, &identity, &mut faults),
        structure: blocks::score(gold, lines, &mut faults),
        relations: relations::score(gold, lines, &identity, &mut faults),
        operative: said::score(gold, lines, &identity, &mut faults),
        facts: facts::score(gold, lines, &mut faults),
        provenance: source.map(|source| facts::provenance(source, &alignment, &mut faults)),
        lines_not_understood: lines.not_understood,
    };
    faults.sort();
    (scores, faults)
}

/// The numbers that one row of a table holds, each between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    Strict,
    Relaxed,
    Precision,
    Linked,
    BCubed,
    Paragraphs,
    Blocks,
    Citations,
    Relations,
    Cites,
    Acts,
    Demands,
    Facts,
    Provenance,
}

impl Column {
    pub const ALL: [Self; 14] = [
        Self::Strict,
        Self::Relaxed,
        Self::Precision,
        Self::Linked,
        Self::BCubed,
        Self::Paragraphs,
        Self::Blocks,
        Self::Citations,
        Self::Relations,
        Self::Cites,
        Self::Acts,
        Self::Demands,
        Self::Facts,
        Self::Provenance,
    ];

    /// Its name, and what it counts.
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Strict => ("strict", "mentions, same borders, F1"),
            Self::Relaxed => ("relaxed", "mentions, overlapping, F1"),
            Self::Precision => ("precision", "mentions, overlapping, precision"),
            Self::Linked => ("linked", "mentions that denote the right thing, F1"),
            Self::BCubed => ("bcubed", "clusters over all versions, B-cubed F1"),
            Self::Paragraphs => ("paragraphs", "paragraphs with exactly the right text"),
            Self::Blocks => ("blocks", "blocks with exactly the right text"),
            Self::Citations => ("citations", "acts cited, found, linked and identified"),
            Self::Relations => ("relations", "stated relations, F1"),
            Self::Cites => ("cites", "citations as relations, F1"),
            Self::Acts => ("acts", "speech acts, F1"),
            Self::Demands => ("demands", "demands with the right addressee, F1"),
            Self::Facts => ("facts", "header facts"),
            Self::Provenance => ("provenance", "spans that hold their text"),
        }
    }

    pub fn of(self, scores: &Scores) -> f64 {
        match self {
            Self::Strict => scores.mentions.strict.total.f1,
            Self::Relaxed => scores.mentions.relaxed.total.f1,
            Self::Precision => scores.mentions.relaxed.total.p,
            Self::Linked => scores.links.linked.f1,
            Self::BCubed => scores.links.bcubed.f1,
            Self::Paragraphs => scores.structure.paragraph_share().value(),
            Self::Blocks => scores.structure.block_share().value(),
            Self::Citations => scores.identifiers.get("ActCitation").map_or(1.0, |it| it.value()),
            Self::Relations => scores.relations.stated.f1,
            Self::Cites => scores.relations.cites.f1,
            Self::Acts => scores.operative.speech_acts.f1,
            Self::Demands => scores.operative.demands.f1,
            Self::Facts => Share { right: scores.facts.right, of: scores.facts.of }.value(),
            Self::Provenance => scores.provenance.map_or(1.0, |it| it.share().value()),
        }
    }
}
