//! What a worker answers for reconciliation: which things may be meant by a name and what else
//! is known of them, and the values of their properties.
//!
//! How near a name is says [`crate::link`]; what is certain of a match is what `link` would
//! accept. Properties that are given with a name move a candidate by a quarter of the score at
//! most, and tell namesakes apart.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term as Node};
use serde::{Deserialize, Serialize};

use super::search::spoken;
use super::worker::{Refused, Worker, failed};
use crate::graph::term::Term;
use crate::query::{self, names, terms};
use crate::search::kind::Kind;
use crate::search::near::{Near, accepted, order};
use crate::search::word::whole;
use crate::store::catalogue::property;
use crate::text::Language;

/// One question: a thing of one of these names or identifiers, of these kinds (none: any), with
/// these properties.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    pub names: Vec<String>,
    pub ids: Vec<String>,
    pub kinds: Vec<Kind>,
    pub properties: Vec<Condition>,
    pub most: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    pub property: String,
    pub values: Vec<String>,
    pub is_required: bool,
    pub quantifier: Quantifier,
}

/// How many of the values must be there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Quantifier {
    #[default]
    Any,
    All,
    None,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    pub iri: String,
    pub kind: Kind,
    pub name: String,
    /// The name that was compared, where another is shown.
    pub other: Option<String>,
    /// 0 to 100.
    pub score: f64,
    pub is_match: bool,
    /// Likeness of the names, 0 to 1; and share of the properties that fit.
    pub likeness: Option<f64>,
    pub fitting: Option<f64>,
}

/// A property to fetch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fetched {
    pub property: String,
    /// None: all.
    pub most: Option<usize>,
    /// Words in this language only.
    pub language: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Value {
    Thing {
        iri: String,
        name: String,
    },
    Text {
        text: String,
        language: Option<String>,
    },
    Whole(i64),
    Number(f64),
    /// `2025-10-07`
    Day(String),
}

/// For each property what it is called and which kind all its values have, and for each thing
/// the values, in the order in which they were asked for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Extended {
    pub properties: Vec<(String, Option<Kind>)>,
    pub rows: Vec<Vec<Vec<Value>>>,
}

/// Of the score, with properties.
const BY_PROPERTIES: f64 = 0.25;
/// Names looked at before properties decide.
const LOOKED_AT: usize = 30;
/// Things looked at that have a property, where no name is given.
const MOST_HOLDERS: usize = 200;
/// Values of one property of one thing.
const MOST_VALUES: usize = 200;
/// Things of a kind that tell which properties it has.
const SAMPLE: usize = 200;

impl Worker {
    pub(super) fn matches(
        &mut self,
        wanted: &[Wanted],
        language: &str,
    ) -> Result<Vec<Vec<Candidate>>, Refused> {
        wanted.iter().map(|it| self.candidates(it, spoken(language))).collect()
    }

    fn candidates(&mut self, wanted: &Wanted, language: Language) -> Result<Vec<Candidate>, Refused> {
        let mut found: BTreeMap<String, Found> = BTreeMap::new();
        let is_iri = |it: &&String| it.contains("://");
        for id in wanted.ids.iter().chain(wanted.names.iter().filter(is_iri)) {
            let iri = self.iri(id);
            if let Some(kind) = self.index()?.kind_of(&iri).map_err(failed)? {
                found.insert(iri.clone(), Found { iri, kind, near: None, is_id: true });
            }
        }
        for name in wanted.names.iter().filter(|it| !is_iri(it)) {
            for near in self.index()?.near(name, &wanted.kinds, LOOKED_AT).map_err(failed)? {
                match found.get(&near.iri).and_then(|it| it.near.as_ref()) {
                    Some(held) if held.comparison.score >= near.comparison.score => {}
                    _ => {
                        let (iri, kind) = (near.iri.clone(), near.kind);
                        let is_id = found.get(&iri).is_some_and(|it| it.is_id);
                        found.insert(iri.clone(), Found { iri, kind, near: Some(near), is_id });
                    }
                }
            }
        }
        if wanted.names.is_empty() && wanted.ids.is_empty() {
            for condition in &wanted.properties {
                for iri in self.holders(condition)? {
                    if let Some(kind) = self.index()?.kind_of(&iri).map_err(failed)? {
                        found.insert(iri.clone(), Found { iri, kind, near: None, is_id: false });
                    }
                }
            }
        }
        let mut all = Vec::new();
        for it in found.into_values() {
            if !wanted.kinds.is_empty() && !wanted.kinds.contains(&it.kind) {
                continue;
            }
            let mut fitting = 0;
            let mut lacks = false;
            for condition in &wanted.properties {
                let fits = self.fits(&it.iri, condition)?;
                fitting += usize::from(fits);
                lacks |= condition.is_required && !fits;
            }
            if !lacks {
                let share = fitting as f64 / wanted.properties.len().max(1) as f64;
                all.push((it, (!wanted.properties.is_empty()).then_some(share)));
            }
        }
        self.ranked(all, wanted.most, language)
    }

    fn ranked(
        &self,
        mut all: Vec<(Found, Option<f64>)>,
        most: usize,
        language: Language,
    ) -> Result<Vec<Candidate>, Refused> {
        let score = |(it, fitting): &(Found, Option<f64>)| {
            let name = if it.is_id { Some(1.0) } else { it.near.as_ref().map(|it| it.comparison.score) };
            match (name, *fitting) {
                (Some(name), None) => name,
                (Some(name), Some(share)) => name * (1.0 - BY_PROPERTIES) + share * BY_PROPERTIES,
                (None, share) => share.unwrap_or_default(),
            }
        };
        all.sort_by(|a, b| {
            let by_name = match (&a.0.near, &b.0.near) {
                (Some(a), Some(b)) => order(a, b),
                _ => std::cmp::Ordering::Equal,
            };
            score(b).total_cmp(&score(a)).then(by_name).then_with(|| a.0.iri.cmp(&b.0.iri))
        });
        // A name decides among those that have all that was asked for.
        let whole: Vec<Near> =
            all.iter().filter(|it| it.1.unwrap_or(1.0) >= 1.0).filter_map(|it| it.0.near.clone()).collect();
        let sure = accepted(&whole).map(|it| it.iri.clone());
        let mut candidates = Vec::new();
        for it in all.iter().take(most) {
            let (found, fitting) = it;
            let name = self.label(&NamedNode::new(&found.iri).map_err(failed)?, language)?;
            candidates.push(Candidate {
                iri: found.iri.clone(),
                kind: found.kind,
                other: found.near.as_ref().map(|it| it.name.clone()).filter(|it| *it != name),
                name,
                score: (score(it) * 10_000.0).round() / 100.0,
                is_match: found.is_id && fitting.unwrap_or(1.0) >= 1.0 || sure.as_deref() == Some(&found.iri),
                likeness: found.near.as_ref().map(|it| it.comparison.score),
                fitting: *fitting,
            });
        }
        Ok(candidates)
    }

    /// Ours may be given by their path.
    fn iri(&self, id: &str) -> String {
        if id.contains("://") {
            return id.to_owned();
        }
        format!("{}/{}", self.store.minter().base(), id.trim_start_matches('/'))
    }

    fn values(&self, iri: &str, name: &str) -> Result<Vec<Node>, Refused> {
        let (Ok(thing), Some(predicate)) = (NamedNode::new(iri), predicate(name)) else {
            return Ok(Vec::new());
        };
        let quads = self.store.oxigraph().quads_for_pattern(
            Some(thing.as_ref().into()),
            Some(predicate.as_ref()),
            None,
            None,
        );
        let mut values = BTreeMap::new();
        for quad in quads {
            let value = quad.map_err(failed)?.object;
            values.entry(value.to_string()).or_insert(value);
        }
        Ok(values.into_values().take(MOST_VALUES).collect())
    }

    fn fits(&self, iri: &str, condition: &Condition) -> Result<bool, Refused> {
        let values = self.values(iri, &condition.property)?;
        let mut has = 0;
        for wanted in &condition.values {
            let mut found = false;
            for value in &values {
                found = found || self.is_value(value, wanted)?;
            }
            has += usize::from(found);
        }
        Ok(match condition.quantifier {
            Quantifier::Any => has > 0,
            Quantifier::All => has == condition.values.len(),
            Quantifier::None => has == 0,
        })
    }

    fn is_value(&self, value: &Node, wanted: &str) -> Result<bool, Refused> {
        let same = |text: &str| text == wanted || !wanted.is_empty() && whole(text) == whole(wanted);
        match value {
            Node::Literal(it) => Ok(same(it.value())),
            Node::NamedNode(it) => {
                if it.as_str() == self.iri(wanted) {
                    return Ok(true);
                }
                let labels = names::labels(self.store.oxigraph(), it.as_ref()).map_err(failed)?;
                Ok(labels.iter().any(|it| same(it.value())))
            }
            _ => Ok(false),
        }
    }

    /// Things that have a value of a property, where it is an identifier or stands as it was given.
    fn holders(&self, condition: &Condition) -> Result<BTreeSet<String>, Refused> {
        use oxigraph::model::Literal;
        let mut holders = BTreeSet::new();
        let Some(predicate) = predicate(&condition.property) else { return Ok(holders) };
        for wanted in &condition.values {
            let mut objects: Vec<Node> = vec![Literal::new_simple_literal(wanted).into()];
            objects.extend(NamedNode::new(self.iri(wanted)).ok().map(Node::from));
            for language in ["en", "fr", "it"] {
                objects.extend(Literal::new_language_tagged_literal(wanted, language).ok().map(Node::from));
            }
            for datatype in [Term::Date, Term::Year, Term::Integer] {
                let datatype = NamedNodeRef::new_unchecked(datatype.iri());
                objects.push(Literal::new_typed_literal(wanted, datatype).into());
            }
            for object in objects {
                let quads = self.store.oxigraph().quads_for_pattern(
                    None,
                    Some(predicate.as_ref()),
                    Some(object.as_ref()),
                    None,
                );
                for quad in quads.take(MOST_HOLDERS) {
                    if let NamedOrBlankNode::NamedNode(it) = quad.map_err(failed)?.subject {
                        holders.insert(it.into_string());
                    }
                }
            }
        }
        Ok(holders)
    }

    pub(super) fn extended(
        &mut self,
        ids: &[String],
        properties: &[Fetched],
        language: &str,
    ) -> Result<Extended, Refused> {
        let language = spoken(language);
        let mut extended = Extended::default();
        let mut kinds: Vec<BTreeSet<Option<Kind>>> = vec![BTreeSet::new(); properties.len()];
        for id in ids {
            let iri = self.iri(id);
            let mut row = Vec::new();
            for (at, fetched) in properties.iter().enumerate() {
                let mut values = Vec::new();
                for value in self.values(&iri, &fetched.property)? {
                    if let Some(value) = self.value(&value, fetched, language)? {
                        values.push(value);
                    }
                }
                values.truncate(fetched.most.unwrap_or(MOST_VALUES));
                for value in &values {
                    let kind = match value {
                        Value::Thing { iri, .. } => self.index()?.kind_of(iri).map_err(failed)?,
                        _ => None,
                    };
                    kinds[at].insert(kind);
                }
                row.push(values);
            }
            extended.rows.push(row);
        }
        for (fetched, kinds) in properties.iter().zip(kinds) {
            let kind = match kinds.iter().collect::<Vec<_>>()[..] {
                [Some(kind)] => Some(*kind),
                _ => None,
            };
            let iri = predicate(&fetched.property).map_or(fetched.property.clone(), NamedNode::into_string);
            extended.properties.push((terms::words(&iri, language), kind));
        }
        Ok(extended)
    }

    /// A thing of ours by its name; of codes of lists their words.
    fn value(
        &mut self,
        value: &Node,
        fetched: &Fetched,
        language: Language,
    ) -> Result<Option<Value>, Refused> {
        Ok(match value {
            Node::NamedNode(it) if self.index()?.kind_of(it.as_str()).map_err(failed)?.is_some() => {
                Some(Value::Thing { iri: it.as_str().to_owned(), name: self.label(it, language)? })
            }
            Node::NamedNode(it) => {
                let label = names::label(self.store.oxigraph(), it.as_ref(), language).map_err(failed)?;
                Some(Value::Text { text: label.unwrap_or_else(|| it.as_str().to_owned()), language: None })
            }
            Node::Literal(it) => {
                let unwanted = fetched
                    .language
                    .as_deref()
                    .is_some_and(|tag| it.language().is_some_and(|own| own != tag));
                let text = it.value();
                let of_type = |term: Term| it.datatype().as_str() == term.iri();
                let read = if of_type(Term::Integer) {
                    text.parse().ok().map(Value::Whole)
                } else if of_type(Term::Decimal) {
                    text.parse().ok().filter(|it: &f64| it.is_finite()).map(Value::Number)
                } else if of_type(Term::Date) {
                    text.get(..10)
                        .filter(|it| it.parse::<jiff::civil::Date>().is_ok())
                        .map(|it| Value::Day(it.to_owned()))
                } else {
                    None
                };
                let as_text =
                    || Value::Text { text: text.to_owned(), language: it.language().map(str::to_owned) };
                (!unwanted).then(|| read.unwrap_or_else(as_text))
            }
            _ => None,
        })
    }

    /// Properties that things of a kind have, the commonest first, with their names; of every
    /// kind where none is given.
    pub(super) fn properties(
        &self,
        kind: Option<Kind>,
        language: &str,
    ) -> Result<Vec<(String, String)>, Refused> {
        let language = spoken(language);
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for kind in Kind::things().filter(|it| kind.is_none_or(|one| one == *it)) {
            let class = NamedNodeRef::new_unchecked(kind.class().iri());
            let things = self.store.oxigraph().quads_for_pattern(
                None,
                Some(property(Term::Type)),
                Some(class.into()),
                None,
            );
            for thing in things.take(SAMPLE) {
                let mut own = BTreeSet::new();
                let subject = thing.map_err(failed)?.subject;
                for quad in self.store.oxigraph().quads_for_pattern(Some(subject.as_ref()), None, None, None)
                {
                    own.insert(quad.map_err(failed)?.predicate.into_string());
                }
                own.into_iter()
                    .filter(|it| !is_bookkeeping(it))
                    .for_each(|it| *counts.entry(it).or_default() += 1);
            }
        }
        let mut all: Vec<(String, usize)> = counts.into_iter().collect();
        all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Ok(all
            .into_iter()
            .map(|(iri, _)| {
                let words = terms::words(&iri, language);
                (iri, words)
            })
            .collect())
    }
}

/// A thing that may be meant.
struct Found {
    iri: String,
    kind: Kind,
    near: Option<Near>,
    /// It was named by its identifier.
    is_id: bool,
}

/// An IRI, or `prefix:name`.
fn predicate(name: &str) -> Option<NamedNode> {
    let full = if name.contains("://") { Some(name.to_owned()) } else { query::expand(name) };
    full.or_else(|| terms::property(name).map(str::to_owned)).and_then(|it| NamedNode::new(it).ok())
}

/// What nobody wants in a column: types, proof, and `rdfs:label`, which is among the names.
fn is_bookkeeping(iri: &str) -> bool {
    iri == Term::Type.iri()
        || iri == Term::Label.iri()
        || [Term::Basis, Term::Evidence, Term::Rule, Term::Entry].iter().any(|it| it.iri() == iri)
}
