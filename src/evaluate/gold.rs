//! An act's annotation as it stands in a gold file (`"format": "gold-1"`).
//!
//! Offsets are code points of the source, `end` exclusive. What is not scored is not read.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

#[derive(Debug, Deserialize)]
pub struct Gold {
    pub source: GoldSource,
    /// Only these types are scored; without the list all are.
    pub scored_types: Option<Vec<String>>,
    pub blocks: Vec<GoldBlock>,
    pub mentions: Vec<GoldMention>,
    pub entities: Vec<GoldEntity>,
    pub relations: Vec<GoldRelation>,
    pub speech_acts: Vec<GoldAct>,
    pub demands: Vec<GoldDemand>,
    pub facts: Vec<GoldFact>,
}

#[derive(Debug, Deserialize)]
pub struct GoldSource {
    /// Name of the annotated file, without a folder.
    pub file: String,
    /// Of its bytes.
    pub sha256: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct GoldBlock {
    pub id: String,
    pub lang: String,
    pub label: String,
    pub kind: String,
    pub text: String,
    /// What of the source is this block's text.
    pub ranges: Vec<(u32, u32)>,
    /// The label as printed, where it is not the block's label.
    pub printed: Option<String>,
    /// A paragraph without a number: found by its text.
    #[serde(default)]
    pub unnumbered: bool,
}

#[derive(Debug, Deserialize)]
pub struct GoldMention {
    pub block: String,
    pub version: String,
    pub paragraph: String,
    pub surface: String,
    pub r#type: String,
    pub entity: String,
    /// Only `core` counts; the others are neither gain nor cost.
    pub tier: String,
    pub start: u32,
    pub end: u32,
    pub ranges: Vec<(u32, u32)>,
    #[serde(default)]
    pub alt_types: Vec<String>,
    /// Other borders that are exact as well.
    #[serde(default)]
    pub alt_spans: Vec<(u32, u32)>,
}

impl GoldMention {
    pub fn is_core(&self) -> bool {
        self.tier == "core"
    }

    /// Its type and the others taken as right.
    pub fn types(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.r#type).chain(&self.alt_types).map(String::as_str)
    }
}

#[derive(Debug, Deserialize)]
pub struct GoldEntity {
    pub key: String,
    #[serde(default)]
    pub identifiers: BTreeMap<String, String>,
    pub core_mentions: u32,
    #[serde(default)]
    pub variants: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Deserialize)]
pub struct GoldRelation {
    pub subject: String,
    pub predicate: String,
    pub object: String,
    pub paragraph: String,
    #[serde(default)]
    pub inferred: bool,
    #[serde(default)]
    pub literal: bool,
    #[serde(default)]
    pub also_subject: Vec<String>,
    #[serde(default)]
    pub also_object: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub struct GoldAct {
    pub paragraph: String,
    pub act: String,
    pub addressee: Option<String>,
    #[serde(default)]
    pub also: Vec<String>,
    #[serde(default)]
    pub tier: Option<String>,
}

impl GoldAct {
    pub fn is_core(&self) -> bool {
        self.tier.as_deref().is_none_or(|it| it == "core")
    }
}

#[derive(Debug, Deserialize)]
pub struct GoldDemand {
    pub paragraph: String,
    pub addressee: Option<String>,
    #[serde(default)]
    pub also: Vec<Option<String>>,
}

#[derive(Debug, Deserialize)]
pub struct GoldFact {
    pub name: String,
    pub value: Value,
    #[serde(default)]
    pub also: Vec<Value>,
}
