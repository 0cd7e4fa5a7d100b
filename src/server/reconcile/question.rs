//! What clients ask, in the words of either version, as [`Wanted`] and [`Fetched`].

use axum::http::StatusCode;
use serde::Deserialize;
use std::collections::BTreeMap;

use super::super::matching::{Condition, Fetched, Quantifier, Wanted};
use crate::search::kind::Kind;

/// Questions, and in 0.2 their names.
#[derive(Debug)]
pub struct Batch {
    pub names: Vec<String>,
    pub wanted: Vec<Wanted>,
}

/// What is wrong with a request, and how it is told.
#[derive(Debug)]
pub struct Wrong(pub StatusCode, pub String);

/// Questions of one batch.
const MOST: usize = 1_000;
/// Candidates for one question.
const CANDIDATES: usize = 10;
const MOST_CANDIDATES: usize = 100;
/// Conditions of one question, and values of one condition.
const MOST_CONDITIONS: usize = 20;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OldQuery {
    query: Option<String>,
    #[serde(rename = "type", default)]
    kind: Option<Several<String>>,
    #[serde(default)]
    type_strict: Option<Strict>,
    limit: Option<f64>,
    #[serde(default)]
    properties: Vec<OldProperty>,
}

#[derive(Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Strict {
    Any,
    Should,
    All,
}

#[derive(Deserialize)]
struct OldProperty {
    pid: String,
    v: Several<Given>,
}

#[derive(Deserialize)]
struct NewBatch {
    queries: Vec<NewQuery>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewQuery {
    #[serde(rename = "type")]
    kind: Option<String>,
    limit: Option<f64>,
    #[serde(rename = "lang")]
    _language: Option<String>,
    #[serde(rename = "dir")]
    _direction: Option<String>,
    conditions: Vec<NewCondition>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct NewCondition {
    match_type: MatchType,
    property_id: Option<String>,
    property_value: Several<Given>,
    #[serde(default)]
    required: bool,
    #[serde(default)]
    match_quantifier: Quantifier,
}

#[derive(Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum MatchType {
    Name,
    Id,
    Property,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Several<T> {
    One(T),
    Many(Vec<T>),
}

impl<T> Several<T> {
    fn list(self) -> Vec<T> {
        match self {
            Self::One(it) => vec![it],
            Self::Many(all) => all,
        }
    }
}

/// A value, or a thing that was reconciled before.
#[derive(Deserialize)]
#[serde(untagged)]
enum Given {
    Text(String),
    Number(serde_json::Number),
    Truth(bool),
    Thing { id: String },
}

impl Given {
    fn text(self) -> String {
        match self {
            Self::Text(it) | Self::Thing { id: it } => it,
            Self::Number(it) => it.to_string(),
            Self::Truth(it) => it.to_string(),
        }
    }
}

fn values(given: Several<Given>) -> Vec<String> {
    given.list().into_iter().map(Given::text).take(MOST_CONDITIONS).collect()
}

fn wrong(why: impl std::fmt::Display) -> Wrong {
    Wrong(StatusCode::BAD_REQUEST, format!("this is no question: {why}"))
}

fn most(limit: Option<f64>) -> usize {
    // Not a number is no limit.
    let limit = limit.filter(|it| *it >= 1.0).map_or(CANDIDATES, |it| it as usize);
    limit.min(MOST_CANDIDATES)
}

/// A type by the IRI of its class, its last part, or our name of the kind.
pub fn kind(id: &str) -> Option<Kind> {
    Kind::things().find(|it| {
        let class = it.class();
        id == class.iri() || id == it.name() || id == class.local()
    })
}

impl Batch {
    /// Of 0.2: questions by name.
    pub fn old(text: &str) -> Result<Self, Wrong> {
        let queries: BTreeMap<String, OldQuery> = serde_json::from_str(text).map_err(wrong)?;
        let (names, queries): (Vec<String>, Vec<OldQuery>) = queries.into_iter().unzip();
        Self { names, wanted: queries.into_iter().map(OldQuery::wanted).collect::<Result<_, _>>()? }.bounded()
    }

    /// Of 1.0-draft: questions in order.
    pub fn new(body: &[u8]) -> Result<Self, Wrong> {
        let batch: NewBatch = serde_json::from_slice(body).map_err(wrong)?;
        let wanted = batch.queries.into_iter().map(NewQuery::wanted).collect::<Result<_, _>>()?;
        Self { names: Vec::new(), wanted }.bounded()
    }

    fn bounded(self) -> Result<Self, Wrong> {
        if self.wanted.len() > MOST {
            return Err(Wrong(
                StatusCode::PAYLOAD_TOO_LARGE,
                format!("a batch has {MOST} questions at most"),
            ));
        }
        Ok(self)
    }
}

/// None: of no kind that we have, so that nothing fits.
fn kinds(types: Vec<String>, is_wish: bool) -> Option<Vec<Kind>> {
    let known: Vec<Kind> = types.iter().filter_map(|it| kind(it)).collect();
    if known.is_empty() && !types.is_empty() && !is_wish { None } else { Some(known) }
}

impl OldQuery {
    fn wanted(self) -> Result<Wanted, Wrong> {
        let name = self.query.filter(|it| !it.trim().is_empty());
        if name.is_none() && self.properties.is_empty() {
            return Err(wrong("it has neither `query` nor `properties`"));
        }
        let types = self.kind.map(Several::list).unwrap_or_default();
        let Some(kinds) = kinds(types, self.type_strict == Some(Strict::Should)) else {
            return Ok(Wanted::default());
        };
        let properties = self.properties.into_iter().take(MOST_CONDITIONS).map(|it| Condition {
            property: it.pid,
            values: values(it.v),
            is_required: false,
            quantifier: Quantifier::Any,
        });
        Ok(Wanted {
            names: name.into_iter().collect(),
            ids: Vec::new(),
            kinds,
            properties: properties.collect(),
            most: most(self.limit),
        })
    }
}

impl NewQuery {
    fn wanted(self) -> Result<Wanted, Wrong> {
        if self.conditions.is_empty() {
            return Err(wrong("it has no `conditions`"));
        }
        let Some(kinds) = kinds(self.kind.into_iter().collect(), false) else { return Ok(Wanted::default()) };
        let mut wanted = Wanted { kinds, most: most(self.limit), ..Wanted::default() };
        for condition in self.conditions.into_iter().take(MOST_CONDITIONS) {
            let given = values(condition.property_value);
            match condition.match_type {
                MatchType::Name => wanted.names.extend(given),
                MatchType::Id => wanted.ids.extend(given),
                MatchType::Property => wanted.properties.push(Condition {
                    property: condition
                        .property_id
                        .ok_or_else(|| wrong("a condition on a property needs `propertyId`"))?,
                    values: given,
                    is_required: condition.required,
                    quantifier: condition.match_quantifier,
                }),
            }
        }
        wanted.names.truncate(MOST_CONDITIONS);
        Ok(wanted)
    }
}

/// Values to fetch: things, properties, and how the client calls the properties.
#[derive(Debug)]
pub struct Extend {
    pub ids: Vec<String>,
    pub properties: Vec<Fetched>,
    pub names: Vec<String>,
}

#[derive(Deserialize)]
struct ExtendQuery {
    ids: Vec<String>,
    properties: Vec<ExtendProperty>,
}

#[derive(Deserialize)]
struct ExtendProperty {
    id: String,
    #[serde(default)]
    settings: serde_json::Map<String, serde_json::Value>,
}

impl Extend {
    pub fn read(body: &[u8]) -> Result<Self, Wrong> {
        let query: ExtendQuery = serde_json::from_slice(body).map_err(wrong)?;
        if query.ids.len() > MOST || query.properties.len() > MOST_CONDITIONS {
            return Err(Wrong(
                StatusCode::PAYLOAD_TOO_LARGE,
                format!("ask for {MOST} things and {MOST_CONDITIONS} properties at most"),
            ));
        }
        let names = query.properties.iter().map(|it| it.id.clone()).collect();
        let properties = query.properties.into_iter().map(|it| {
            // As a number, or as a form sends one.
            let limit = it.settings.get("limit").and_then(|it| match it {
                serde_json::Value::String(text) => text.parse().ok(),
                other => other.as_u64(),
            });
            let language = it.settings.get("lang").and_then(|it| it.as_str()).filter(|it| !it.is_empty());
            Fetched {
                property: it.id,
                most: limit.filter(|it| *it > 0).and_then(|it| usize::try_from(it).ok()),
                language: language.map(str::to_owned),
            }
        });
        Ok(Self { ids: query.ids, properties: properties.collect(), names })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(batch: Result<Batch, Wrong>, expected: Option<(&[&str], &[Kind], usize)>) {
        let came = batch.ok().and_then(|it| it.wanted.into_iter().next());
        let came = came
            .as_ref()
            .map(|it| (it.names.iter().map(String::as_str).collect::<Vec<_>>(), it.kinds.clone(), it.most));
        assert_eq!(came, expected.map(|(names, kinds, most)| (names.to_vec(), kinds.to_vec(), most)));
    }

    #[test]
    fn both_versions_ask_the_same() {
        let person = "http://xmlns.com/foaf/0.1/Person";
        check(
            Batch::old(&format!(r#"{{"q": {{"query": "Ada Holm", "type": "{person}", "limit": 3}}}}"#)),
            Some((&["Ada Holm"], &[Kind::Person], 3)),
        );
        let new = format!(
            r#"{{"queries": [{{"type": "{person}", "limit": 3, "conditions": [{{"matchType": "name", "propertyValue": "Ada Holm"}}]}}]}}"#
        );
        check(Batch::new(new.as_bytes()), Some((&["Ada Holm"], &[Kind::Person], 3)));
    }

    #[test]
    fn a_type_that_nobody_has_finds_nothing_unless_it_is_a_wish() {
        check(Batch::old(r#"{"q": {"query": "Ada", "type": "Ship"}}"#), Some((&[], &[], 0)));
        check(
            Batch::old(r#"{"q": {"query": "Ada", "type": ["Ship"], "type_strict": "should"}}"#),
            Some((&["Ada"], &[], 10)),
        );
    }

    #[test]
    fn what_is_no_question_is_refused() {
        for text in ["", "[]", "{\"q\": {}}", "{\"q\": {\"query\": \" \"}}", "{\"q\": {\"query\": 1}}"] {
            check(Batch::old(text), None);
        }
        for text in [
            "",
            "{}",
            "[]",
            r#"{"queries": [{"conditions": []}]}"#,
            r#"{"queries": [{"conditions": [{"matchType": "property", "propertyValue": 1}]}]}"#,
        ] {
            check(Batch::new(text.as_bytes()), None);
        }
        let many = format!(
            "{{{}}}",
            (0..=MOST).map(|n| format!(r#""{n}": {{"query": "a"}}"#)).collect::<Vec<_>>().join(",")
        );
        check(Batch::old(&many), None);
    }
}
