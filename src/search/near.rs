//! Things by a name that is near: in another spelling, script or language, or misspelt.
//!
//! The index gives the names that share most with the one asked for (sounds and consonants of
//! their words, as [`crate::link::index`] does in memory); how near each is says the one method
//! by which names are compared everywhere, [`crate::link::alignment`].

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, BoostQuery, ConstScoreQuery, Occur, Query, TermQuery};
use tantivy::schema::{IndexRecordOption, Value as _};
use tantivy::{DocAddress, Score, TantivyDocument, Term};

use super::Search;
use super::kind::Kind;
use super::schema::WEIGHT;
use super::word::whole;
use crate::link::alignment::{Comparison, compare};
use crate::link::index::{LONG_LIST, MOST_COMPARED, Ranked, TOO_COMMON, Verdict, keys, verdict};
use crate::link::kind::Kind as Linked;
use crate::link::name::Name;

/// A thing, by the likest of its names.
#[derive(Clone, Debug, PartialEq)]
pub struct Near {
    pub iri: String,
    pub kind: Kind,
    pub name: String,
    pub comparison: Comparison,
    /// Letter for letter.
    pub is_same: bool,
    weight: u64,
}

/// Characters of a name that are looked at.
const LONGEST: usize = 400;
/// Things of exactly this name that are looked at.
const NAMESAKES: usize = 32;

impl Search {
    /// The likest first: letter for letter, then by likeness, then what is named more often.
    /// Of any kind where none is given.
    pub fn near(&self, name: &str, kinds: &[Kind], most: usize) -> tantivy::Result<Vec<Near>> {
        let name: String = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let name: String = name.chars().take(LONGEST).collect();
        let mut spoken: FxHashMap<Linked, Name> = FxHashMap::default();
        for kind in Kind::things().filter(|it| kinds.is_empty() || kinds.contains(it)) {
            let kind = kind.compared();
            spoken.entry(kind).or_insert_with(|| Name::new(kind, &name));
        }
        let mut best: BTreeMap<String, Near> = BTreeMap::new();
        for at in self.worth_comparing(&name, &spoken, kinds)? {
            let entry: TantivyDocument = self.searcher.doc(at)?;
            let text = |field| entry.get_first(field).and_then(|it| it.as_str()).unwrap_or_default();
            let Some(kind) = Kind::named(text(self.fields.kind)) else { continue };
            let (iri, other) = (text(self.fields.iri), text(self.fields.name));
            let Some(asked) = spoken.get(&kind.compared()) else { continue };
            let is_same = other == name;
            let comparison = compare(kind.compared(), asked, &Name::new(kind.compared(), other));
            if comparison.score <= 0.0 && !is_same {
                continue;
            }
            let segment = self.searcher.segment_reader(at.segment_ord);
            let weight = segment.fast_fields().u64(WEIGHT)?.first(at.doc_id).unwrap_or_default();
            let near =
                Near { iri: iri.to_owned(), kind, name: other.to_owned(), comparison, is_same, weight };
            match best.get_mut(iri) {
                Some(held) if order(held, &near).is_le() => {}
                Some(held) => *held = near,
                None => {
                    best.insert(iri.to_owned(), near);
                }
            }
        }
        let mut all: Vec<Near> = best.into_values().collect();
        all.sort_by(order);
        all.truncate(most);
        Ok(all)
    }

    /// Names that are the same, and those that share most.
    fn worth_comparing(
        &self,
        name: &str,
        spoken: &FxHashMap<Linked, Name>,
        kinds: &[Kind],
    ) -> tantivy::Result<Vec<DocAddress>> {
        let of_kinds = |query: Box<dyn Query>| -> Box<dyn Query> {
            if kinds.is_empty() {
                return query;
            }
            let kinds = kinds.iter().map(|it| self.code(self.fields.kind, it.name(), 0.0)).collect();
            Box::new(BooleanQuery::new(vec![
                (Occur::Must, query),
                (Occur::Must, Box::new(BooleanQuery::union(kinds))),
            ]))
        };
        let top = |query: &dyn Query, most| {
            let found = self.searcher.search(query, &TopDocs::with_limit(most).order_by_score());
            found.map(|it| it.into_iter().map(|(_, at)| at))
        };
        let same = of_kinds(self.code(self.fields.same, &whole(name), 1.0));
        let mut worth: Vec<DocAddress> = top(&*same, NAMESAKES)?.collect();
        let mut shared: Vec<u64> = spoken.values().flat_map(keys).collect();
        shared.sort_unstable();
        shared.dedup();
        let all = self.searcher.num_docs();
        let mut clauses = Vec::new();
        for key in shared {
            let key = format!("{key:x}");
            let names = self.searcher.doc_freq(&Term::from_field_text(self.fields.shared, &key))?;
            if names == 0 || names > LONG_LIST as u64 && names > all / TOO_COMMON as u64 {
                continue;
            }
            let rarity = (1.0 + all as Score / names as Score).ln();
            clauses.push(self.code(self.fields.shared, &key, rarity));
        }
        if !clauses.is_empty() {
            worth.extend(top(&*of_kinds(Box::new(BooleanQuery::union(clauses))), MOST_COMPARED)?);
        }
        worth.sort_unstable();
        worth.dedup();
        Ok(worth)
    }

    fn code(&self, field: tantivy::schema::Field, value: &str, score: Score) -> Box<dyn Query> {
        let term = TermQuery::new(Term::from_field_text(field, value), IndexRecordOption::Basic);
        Box::new(BoostQuery::new(Box::new(ConstScoreQuery::new(Box::new(term), 1.0)), score))
    }
}

/// Letter for letter before all else.
pub fn order(a: &Near, b: &Near) -> std::cmp::Ordering {
    b.is_same
        .cmp(&a.is_same)
        .then(b.comparison.score.total_cmp(&a.comparison.score))
        .then(b.comparison.relation.cmp(&a.comparison.relation))
        .then(b.weight.cmp(&a.weight))
        .then_with(|| a.iri.cmp(&b.iri))
        .then_with(|| a.name.cmp(&b.name))
}

/// The one that is as sure as a name can be, of all that are near in [`order`]: as `link`
/// decides within the kind of the first.
pub fn accepted(all: &[Near]) -> Option<&Near> {
    let first = all.first()?;
    let ranked: Vec<Ranked> =
        (0..).zip(all).map(|(thing, it)| Ranked { thing, name: 0, comparison: it.comparison }).collect();
    match verdict(first.kind.decided(), &ranked) {
        Verdict::Accepted(it) => all.get(it.thing as usize),
        Verdict::Open(_) | Verdict::Unknown => None,
    }
}
