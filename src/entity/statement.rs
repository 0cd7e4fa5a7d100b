//! What the act says, over all versions: acts of speech and demands.
//!
//! A paragraph says the same in every version. Its acts are put together by their verbs in
//! order; where versions differ in a verb but have as many acts between those that agree, by
//! position, and the first version's verb stands. What one version alone says counts only if
//! that is the first, or if there is no other: a verb read into a translation must not become
//! a statement.

use rustc_hash::FxHashMap;

use crate::document::BlockId;
use crate::lexicon::ConceptId;
use crate::mention::{Reading, SpeechAct};
use crate::text::Span;

use super::scope::Scope;
use super::{Demand, Entities, EntityId, Evidence, Statement};

pub fn merge(scope: &Scope<'_>, entities: &mut Entities) {
    let mut by_block: FxHashMap<BlockId, Vec<&SpeechAct>> = FxHashMap::default();
    for act in &scope.mentions.acts {
        by_block.entry(act.block).or_default().push(act);
    }
    let mut groups: Vec<Vec<BlockId>> = scope.parallels.clone();
    let grouped: rustc_hash::FxHashSet<BlockId> = groups.iter().flatten().copied().collect();
    let mut alone: Vec<BlockId> = by_block.keys().copied().filter(|it| !grouped.contains(it)).collect();
    alone.sort_unstable();
    groups.extend(alone.into_iter().map(|it| vec![it]));
    groups.sort_by_key(|group| group.first().copied());

    let mut statements = Vec::new();
    for group in &groups {
        let versions: Vec<&[&SpeechAct]> =
            group.iter().filter_map(|block| by_block.get(block)).map(Vec::as_slice).collect();
        let first_speaks = group.first().is_some_and(|it| by_block.contains_key(it));
        let rows = align(&versions);
        let mut counted: FxHashMap<ConceptId, u32> = FxHashMap::default();
        for row in rows {
            let witnesses = row.len();
            let in_first = first_speaks && row.iter().any(|it| Some(&it.block) == group.first());
            if group.len() > 1 && witnesses == 1 && !in_first {
                continue;
            }
            let Some(&lead) = row.first() else { continue };
            let n = counted.entry(lead.act).or_default();
            *n += 1;
            statements.push(statement(scope, entities, &row, lead, *n));
        }
    }
    entities.acts = statements;
}

/// Rows of acts that are one act in several versions, in the order of the first version.
fn align<'a>(versions: &[&[&'a SpeechAct]]) -> Vec<Vec<&'a SpeechAct>> {
    let Some((first, rest)) = versions.split_first() else { return Vec::new() };
    let mut rows: Vec<Vec<&SpeechAct>> = first.iter().map(|&it| vec![it]).collect();
    for version in rest {
        let pairs = pair(&rows, version);
        let mut next: Vec<Vec<&SpeechAct>> = Vec::with_capacity(rows.len());
        let mut here = 0;
        for (index, mut row) in rows.into_iter().enumerate() {
            if let Some(&(_, at)) = pairs.iter().find(|(row, _)| *row == index) {
                next.extend(version[here..at].iter().map(|&it| vec![it]));
                row.push(version[at]);
                here = at + 1;
            }
            next.push(row);
        }
        next.extend(version[here..].iter().map(|&it| vec![it]));
        rows = next;
    }
    rows
}

/// Longest common run of verbs; between two that agree, equal numbers pair by position.
fn pair(rows: &[Vec<&SpeechAct>], version: &[&SpeechAct]) -> Vec<(usize, usize)> {
    let same = |row: usize, at: usize| rows[row].iter().any(|it| it.act == version[at].act);
    let (n, m) = (rows.len(), version.len());
    let mut longest = vec![vec![0usize; m + 1]; n + 1];
    for i in (0..n).rev() {
        for j in (0..m).rev() {
            longest[i][j] =
                if same(i, j) { longest[i + 1][j + 1] + 1 } else { longest[i + 1][j].max(longest[i][j + 1]) };
        }
    }
    let mut pairs = Vec::new();
    let (mut i, mut j) = (0, 0);
    let (mut from_i, mut from_j) = (0, 0);
    let between = |pairs: &mut Vec<(usize, usize)>, a: (usize, usize), b: (usize, usize)| {
        if a.1 - a.0 == b.1 - b.0 {
            pairs.extend((a.0..a.1).zip(b.0..b.1));
        }
    };
    while i < n && j < m {
        if same(i, j) {
            between(&mut pairs, (from_i, i), (from_j, j));
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
            (from_i, from_j) = (i, j);
        } else if longest[i + 1][j] >= longest[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    between(&mut pairs, (from_i, n), (from_j, m));
    pairs
}

fn statement(
    scope: &Scope<'_>,
    entities: &Entities,
    row: &[&SpeechAct],
    lead: &SpeechAct,
    n: u32,
) -> Statement {
    let addressees = row
        .iter()
        .filter_map(|act| act.addressee.map(|span| denoted(scope, entities, act.block, span)))
        .find(|it| !it.is_empty())
        .unwrap_or_default();
    let mut hedges: Vec<ConceptId> =
        row.iter().flat_map(|act| act.hedges.iter().map(|(concept, _)| *concept)).collect();
    hedges.sort_unstable();
    hedges.dedup();
    let mut concerns = Vec::new();
    for act in row {
        concern(scope, entities, act.block, act.content, &mut concerns);
    }
    concerns.retain(|it| !addressees.contains(it));
    let evidence = row.iter().map(|act| Evidence { block: act.block, span: act.span, proof: act.proof });
    Statement {
        paragraph: scope.document.block(lead.block).label.clone(),
        n,
        act: lead.act,
        hedges,
        concerns,
        evidence: evidence.collect(),
        demands: demands(scope, entities, row, &addressees),
        addressees,
    }
}

/// By label, in the order of the first version that has them.
fn demands(scope: &Scope<'_>, entities: &Entities, row: &[&SpeechAct], of_act: &[EntityId]) -> Vec<Demand> {
    let label = |block: BlockId| scope.document.block(block).label.as_str();
    let mut demands: Vec<Demand> = Vec::new();
    for act in row {
        for demand in &act.demands {
            let own = demand
                .addressee
                .map(|(block, span)| denoted(scope, entities, block, span))
                .unwrap_or_default();
            let implied = demand.addressee.is_some_and(|(block, _)| block != demand.block);
            let mut concerns = Vec::new();
            concern(scope, entities, demand.block, demand.span, &mut concerns);
            let evidence = Evidence { block: demand.block, span: demand.span, proof: act.proof };
            match demands.iter_mut().find(|it| it.paragraph == label(demand.block)) {
                Some(known) => {
                    if known.addressees.is_empty() {
                        known.addressees = own;
                        known.implied = implied;
                    }
                    known.concerns.extend(concerns);
                    known.evidence.push(evidence);
                }
                None => demands.push(Demand {
                    paragraph: label(demand.block).to_owned(),
                    addressees: own,
                    implied,
                    parent: demand.parent.map(|it| label(it).to_owned()),
                    concerns,
                    evidence: vec![evidence],
                }),
            }
        }
    }
    for demand in &mut demands {
        if demand.addressees.is_empty() {
            demand.addressees = of_act.to_vec();
            demand.implied = row.iter().all(|act| label(act.block) != demand.paragraph);
        }
        let mut seen = Vec::new();
        demand.concerns.retain(|it| {
            let new = !seen.contains(it) && !demand.addressees.contains(it);
            seen.push(*it);
            new
        });
    }
    demands
}

fn denoted(scope: &Scope<'_>, entities: &Entities, block: BlockId, span: Span) -> Vec<EntityId> {
    let mut all = Vec::new();
    for (id, _) in scope.named_in(block, span) {
        if let Some(entity) = entities.denoted[id.0 as usize]
            && !all.contains(&entity)
        {
            all.push(entity);
        }
    }
    all
}

/// Everything named in what is said, but for dates, roles and the speaker.
fn concern(scope: &Scope<'_>, entities: &Entities, block: BlockId, span: Span, concerns: &mut Vec<EntityId>) {
    for (id, mention) in scope.mentions.in_block(block) {
        let named = match &mention.reading {
            Reading::Body(body) => !body.alias,
            Reading::Role(_) | Reading::Date(_) => false,
            _ => true,
        };
        if named
            && span.contains(mention.span)
            && let Some(entity) = entities.denoted[id.0 as usize]
            && !concerns.contains(&entity)
        {
            concerns.push(entity);
        }
    }
}
