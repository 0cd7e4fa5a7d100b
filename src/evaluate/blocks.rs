//! Blocks: paragraphs by their label, the others by their text.

use std::collections::{BTreeSet, HashMap, HashSet};

use serde::Serialize;

use super::fault::{Fault, What, place};
use super::gold::{Gold, GoldBlock};
use super::line::{BlockLine, Lines};
use super::rates::{Rates, Share};
use super::wording;

#[derive(Debug, Serialize)]
pub struct BlockScores {
    pub paragraphs_exact: usize,
    pub paragraphs: usize,
    pub blocks_exact: usize,
    pub blocks: usize,
    pub other_blocks_right_kind: usize,
    pub other_blocks: usize,
    pub labels: Rates,
    pub furniture_leaks: usize,
    pub furniture: usize,
}

impl BlockScores {
    pub const fn paragraph_share(&self) -> Share {
        Share { right: self.paragraphs_exact, of: self.paragraphs }
    }

    pub const fn block_share(&self) -> Share {
        Share { right: self.blocks_exact, of: self.blocks }
    }
}

/// Language and label.
type Key<'a> = (&'a str, &'a str);

pub fn score(gold: &Gold, lines: &Lines, faults: &mut Vec<Fault>) -> BlockScores {
    let texts: Vec<&GoldBlock> = gold.blocks.iter().filter(|it| it.kind != "furniture").collect();
    // Of two paragraphs under one label the later stands, in the place of the first.
    let mut paragraphs: Vec<(Key<'_>, &GoldBlock)> = Vec::new();
    let mut index: HashMap<Key<'_>, usize> = HashMap::new();
    for block in texts.iter().filter(|it| it.kind == "paragraph") {
        let key = (block.lang.as_str(), block.label.as_str());
        match index.get(&key) {
            Some(&at) => paragraphs[at].1 = block,
            None => {
                index.insert(key, paragraphs.len());
                paragraphs.push((key, block));
            }
        }
    }
    let unnumbered: HashMap<(&str, String), Key<'_>> = paragraphs
        .iter()
        .filter(|(_, it)| it.unnumbered)
        .map(|(key, it)| ((it.lang.as_str(), wording::spaced(&it.text)), *key))
        .collect();

    let mut said: HashMap<Key<'_>, Vec<&str>> = HashMap::new();
    let mut others: Vec<&BlockLine> = Vec::new();
    let mut invented = 0;
    for line in &lines.blocks {
        if line.r#type != "paragraph" {
            others.push(line);
            continue;
        }
        let lang = line.lang.as_deref().unwrap_or("");
        let text = wording::spaced(&line.text);
        let by_text = |text: &str| unnumbered.get(&(lang, text.to_owned())).copied();
        let key = by_text(&wording::without_dash(&text)).or_else(|| by_text(&text));
        let key = key.unwrap_or((lang, line.label.trim_end_matches('.')));
        if index.contains_key(&key) {
            said.entry(key).or_default().push(&line.text);
        } else {
            invented += 1;
            let start: String = line.text.chars().take(50).collect();
            faults.push(Fault::new(What::ParagraphInvented, place(line.lang.as_deref(), &line.label), start));
        }
    }
    let (mut exact, mut labelled) = (0, 0);
    for &((lang, label), block) in &paragraphs {
        let Some(all) = said.get(&(lang, label)) else {
            faults.push(Fault::new(What::ParagraphMissing, format!("{lang} {label}"), ""));
            continue;
        };
        labelled += 1;
        let (first, right) = (all[0], wording::spaced(&block.text));
        let bare = wording::spaced(&wording::unlabelled(first, label, block.printed.as_deref()));
        if all.len() == 1 && (wording::spaced(first) == right || bare == right) {
            exact += 1;
        } else {
            let (should, came) = around_difference(&right, &bare);
            faults.push(Fault::new(What::ParagraphDiffers, format!("{lang} {label}"), should).instead(came));
        }
    }

    let (others_exact, right_kind) = other_blocks(&texts, &others, faults);
    let furniture: Vec<&str> = gold
        .blocks
        .iter()
        .filter(|it| it.kind == "furniture")
        .map(|it| it.text.as_str())
        // A lone "2" proves nothing.
        .filter(|it| {
            wording::spaced(it).chars().count() > 2 && !texts.iter().any(|block| block.text.contains(it))
        })
        .collect();
    let leaks: Vec<&str> = furniture
        .iter()
        .copied()
        .filter(|it| lines.blocks.iter().any(|line| line.r#type != "furniture" && line.text.contains(it)))
        .collect();
    for text in leaks.iter().collect::<BTreeSet<_>>() {
        faults.push(Fault::new(What::FurnitureInText, "", *text));
    }
    BlockScores {
        paragraphs_exact: exact,
        paragraphs: paragraphs.len(),
        blocks_exact: exact + others_exact,
        blocks: texts.len(),
        other_blocks_right_kind: right_kind,
        other_blocks: texts.len() - paragraphs.len(),
        labels: Rates::of(labelled, invented, paragraphs.len() - labelled),
        furniture_leaks: leaks.len(),
        furniture: furniture.len(),
    }
}

/// Headings, titles, notes: language and text, marks aside, each line used once. How many are
/// right, and how many of these have the right kind.
fn other_blocks(texts: &[&GoldBlock], others: &[&BlockLine], faults: &mut Vec<Fault>) -> (usize, usize) {
    let mut prints: Vec<&str> =
        texts.iter().filter(|it| it.kind != "paragraph").filter_map(|it| it.printed.as_deref()).collect();
    prints.sort_by_key(|it| (std::cmp::Reverse(it.chars().count()), *it));
    let known: HashSet<(&str, String)> =
        texts.iter().map(|it| (it.lang.as_str(), wording::unmarked(&it.text))).collect();
    let mut pool: HashMap<(&str, String), (usize, Vec<&str>)> = HashMap::new();
    for line in others {
        let lang = match line.lang.as_deref() {
            None | Some("cover" | "und") => "it",
            Some(lang) => lang,
        };
        let printed = || {
            let head = wording::spaced(&line.text);
            let label = prints.iter().find(|it| head.starts_with(**it));
            label.map(|label| wording::unlabelled(&line.text, "", Some(label)))
        };
        let text = if line.r#type == "footnote" {
            printed().unwrap_or_else(|| wording::without_number(&line.text).into_owned())
        } else if known.contains(&(lang, wording::unmarked(&line.text))) {
            line.text.clone()
        } else {
            printed().unwrap_or_else(|| line.text.clone())
        };
        let (count, kinds) = pool.entry((lang, wording::unmarked(&text))).or_default();
        *count += 1;
        kinds.push(&line.r#type);
    }
    let (mut right, mut right_kind) = (0, 0);
    for block in texts.iter().filter(|it| it.kind != "paragraph") {
        let at = format!("{} {}", block.lang, block.label);
        match pool.get_mut(&(block.lang.as_str(), wording::unmarked(&block.text))) {
            Some((count, kinds)) if *count > 0 => {
                *count -= 1;
                right += 1;
                match kinds.iter().position(|it| *it == block.kind) {
                    Some(index) => {
                        right_kind += 1;
                        kinds.remove(index);
                    }
                    None => faults
                        .push(Fault::new(What::BlockKind, at, block.kind.as_str()).instead(kinds.join(", "))),
                }
            }
            _ => {
                let start: String = block.text.chars().take(60).collect();
                faults.push(Fault::new(What::BlockMissing, at, start));
            }
        }
    }
    (right, right_kind)
}

/// A few characters of each around the first that differs.
fn around_difference(right: &str, came: &str) -> (String, String) {
    let same = right.chars().zip(came.chars()).take_while(|(a, b)| a == b).count();
    let cut =
        |text: &str| format!("…{}", text.chars().skip(same.saturating_sub(15)).take(40).collect::<String>());
    (cut(right), cut(came))
}
