//! Answers in the words of either version.

use serde_json::{Map, Value as Json, json};

use super::super::matching::{Candidate, Extended, Value};
use super::super::page::search::one;
use super::super::search::Shown;
use super::super::view::View;
use super::Version;
use crate::search::kind::Kind;

/// A type in the reader's language.
pub fn kind(view: &View, kind: Kind) -> &'static str {
    one(view, kind)
}

fn type_of(view: &View, it: Kind) -> Json {
    json!({ "id": it.class().iri(), "name": kind(view, it) })
}

/// Candidates of each question.
pub fn batch(version: Version, view: &View, names: &[String], found: &[Vec<Candidate>]) -> Json {
    let lists = found.iter().map(|all| all.iter().map(|it| candidate(version, view, it)).collect::<Json>());
    match version {
        Version::Old => {
            names.iter().zip(lists).map(|(name, list)| (name.clone(), json!({ "result": list }))).collect()
        }
        Version::New => json!({ "results": lists.map(|it| json!({ "candidates": it })).collect::<Json>() }),
    }
}

fn candidate(version: Version, view: &View, it: &Candidate) -> Json {
    let mut candidate = Map::new();
    candidate.insert("id".to_owned(), json!(it.iri));
    candidate.insert("name".to_owned(), json!(it.name));
    if let Some(other) = &it.other {
        candidate.insert("description".to_owned(), json!(other));
    }
    candidate.insert("score".to_owned(), json!(it.score));
    candidate.insert("match".to_owned(), json!(it.is_match));
    candidate.insert("type".to_owned(), json!([type_of(view, it.kind)]));
    let features: Vec<Json> =
        [("likeness", view.word("likeness"), it.likeness), ("fitting", view.word("fitting"), it.fitting)]
            .into_iter()
            .filter_map(|(id, name, value)| Some((id, name, value?)))
            .map(|(id, name, value)| match version {
                Version::Old => json!({ "id": id, "value": value }),
                Version::New => json!({ "id": id, "name": name, "value": value }),
            })
            .collect();
    candidate.insert("features".to_owned(), json!(features));
    Json::Object(candidate)
}

pub fn candidates_suggested(view: &View, found: &[Vec<Candidate>]) -> Json {
    let things: Vec<Json> = found
        .iter()
        .flatten()
        .map(|it| json!({ "id": it.iri, "name": it.name, "notable": [type_of(view, it.kind)] }))
        .collect();
    json!({ "result": things })
}

pub fn things_suggested(view: &View, found: &[Shown]) -> Json {
    let things: Vec<Json> = found
        .iter()
        .map(|it| {
            let other: String = it.words.iter().map(|it| it.text.as_str()).collect();
            let mut description = kind(view, it.kind).to_owned();
            if !other.is_empty() {
                description = format!("{description} · {other}");
            }
            json!({
                "id": it.iri,
                "name": it.label,
                "description": description,
                "notable": [type_of(view, it.kind)],
            })
        })
        .collect();
    json!({ "result": things })
}

pub fn properties_suggested<'a>(properties: impl Iterator<Item = &'a (String, String)>) -> Json {
    json!({ "result": properties.map(property).collect::<Vec<_>>() })
}

fn property((iri, name): &(String, String)) -> Json {
    json!({ "id": iri, "name": name, "description": iri })
}

pub fn kinds_suggested(view: &View, kinds: impl Iterator<Item = Kind>) -> Json {
    json!({ "result": kinds.map(|it| type_of(view, it)).collect::<Vec<_>>() })
}

pub fn proposed(kind: Option<&str>, limit: Option<usize>, properties: &[(String, String)]) -> Json {
    let mut proposed = Map::new();
    proposed.insert("properties".to_owned(), json!(properties.iter().map(property).collect::<Vec<_>>()));
    if let Some(kind) = kind {
        proposed.insert("type".to_owned(), json!(kind));
    }
    if let Some(limit) = limit {
        proposed.insert("limit".to_owned(), json!(limit));
    }
    Json::Object(proposed)
}

/// Values under the identifiers that the client gave.
pub fn extended(version: Version, view: &View, ids: &[String], names: &[String], it: &Extended) -> Json {
    let meta: Vec<Json> = names
        .iter()
        .zip(&it.properties)
        .map(|(id, (name, of))| match of {
            Some(of) => json!({ "id": id, "name": name, "type": type_of(view, *of) }),
            None => json!({ "id": id, "name": name }),
        })
        .collect();
    let rows = ids.iter().zip(&it.rows).map(|(id, row)| {
        let values = names
            .iter()
            .zip(row)
            .map(|(name, values)| (name, values.iter().map(|it| value(version, it)).collect::<Json>()));
        (id, values)
    });
    let rows: Json = match version {
        Version::Old => rows
            .map(|(id, values)| (id.clone(), values.map(|(name, it)| (name.clone(), it)).collect::<Json>()))
            .collect(),
        Version::New => rows
            .map(|(id, values)| {
                let properties: Json = values.map(|(name, it)| json!({ "id": name, "values": it })).collect();
                json!({ "id": id, "properties": properties })
            })
            .collect(),
    };
    json!({ "meta": meta, "rows": rows })
}

fn value(version: Version, value: &Value) -> Json {
    match value {
        Value::Thing { iri, name } => json!({ "id": iri, "name": name }),
        Value::Text { text, language: Some(tag) } if version == Version::New => {
            json!({ "str": text, "lang": tag })
        }
        Value::Text { text, .. } => json!({ "str": text }),
        Value::Whole(it) => json!({ "int": it }),
        Value::Number(it) => json!({ "float": it }),
        Value::Day(it) => json!({ "date": format!("{it}T00:00:00+00:00") }),
    }
}
