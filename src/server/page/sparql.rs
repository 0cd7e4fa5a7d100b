//! Somebody's own question: a field with completion, and the answer as a table with names. Works
//! without its script; other forms of the answer are the endpoint's.

use std::collections::{BTreeMap, BTreeSet};

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{HeaderValue, LOCATION};
use axum::http::{HeaderMap, Response, StatusCode, Uri};
use maud::{Markup, html};
use serde_json::{Value as Json, json};

use super::super::answer;
use super::super::format::{GraphFormat, RowFormat};
use super::super::frame::{Cell, Query, Request, Table, Value};
use super::super::pool::{Answer, Lane};
use super::super::routes::{Here, Site};
use super::super::view::View;
use super::{Page, chart, search, table};
use crate::export::Format;
use crate::query::header::{Header, label};
use crate::query::{catalogue, terms};

const EXAMPLE: &str = "SELECT ?act ?name WHERE {\n  ?act a eli:Work ; rdfs:label ?name\n}\nLIMIT 20";

/// Questions of the catalogue that show what can be asked; none needs a value.
const EXAMPLES: [&str; 8] =
    ["acts", "most-cited", "verbs", "addressees", "release-asked", "treaties", "states", "acts-per-year"];

/// Rows that a page shows; the endpoint gives all.
const MOST: usize = 1_000;

/// Other forms of an answer, by the names that the endpoint knows.
const FORMS: [(&str, &str); 6] = [
    ("csv", "CSV"),
    ("tsv", "TSV"),
    ("json", "JSON"),
    ("xml", "XML"),
    ("turtle", "Turtle (CONSTRUCT, DESCRIBE)"),
    ("jsonld", "JSON-LD"),
];

pub async fn page(State(site): Here, uri: Uri, headers: HeaderMap) -> Response<Body> {
    let view = View::new(&site, &uri, &headers);
    let asked = view.parameter("query").map(str::to_owned);
    if let (Some(query), Some(format)) = (&asked, view.parameter("format")) {
        return elsewhere(query, format);
    }
    let example = view.parameter("example").and_then(catalogue::text).map(without_header);
    let text = asked.clone().or(example).unwrap_or_else(|| EXAMPLE.to_owned());
    let (status, answer) = match &asked {
        Some(query) => answered(&site, &view, query).await,
        None => (StatusCode::OK, html! {}),
    };
    let body = html! {
        h1 { (view.word("sparql")) }
        p.lead { (view.word("sparql-lead")) }
        div.two {
            div {
                form.fields.wide action="/query" method="get" {
                    div.find {
                        label for="query" { (view.word("question")) }
                        textarea id="query" name="query" spellcheck="false" autocapitalize="off" data-terms=(view.word("suggestions")) aria-describedby="query-hint" { (text) }
                    }
                    p.hint id="query-hint" { (view.word("sparql-hint")) }
                    label {
                        (view.word("answer"))
                        select name="format" {
                            option value="" { (view.word("as-page")) }
                            @for (name, word) in FORMS { option value=(name) { (word) } }
                        }
                    }
                    @if let Some(language) = view.kept() { input type="hidden" name="lang" value=(language.tag()); }
                    div { button { (view.word("ask")) } }
                }
                (answer)
            }
            aside.side {
                h2 { (view.word("examples")) }
                ul.plain {
                    @for (name, title) in EXAMPLES.iter().filter_map(|it| Some((it, title(&view, it)?))) {
                        li { a href=(view.link(&format!("/query?example={name}"))) { (title) } }
                    }
                }
                h2 { (view.word("vocabulary")) }
                p { a href=(view.link("/ontology/index.html")) { (view.word("vocabulary-lead")) } }
                p { a href="/.well-known/void" { "VoID" } }
            }
        }
    };
    let mut page = Page::new(view.word("sparql"), body);
    page.status = status;
    page.script = Some("/assets/sparql.js");
    page.send(&view, "/query", &headers)
}

fn title(view: &View, name: &str) -> Option<String> {
    let header = Header::parse(name, catalogue::text(name)?).ok()?;
    label(&header.titles, view.language).map(str::to_owned)
}

/// A ready question as its SPARQL alone.
fn without_header(text: &'static str) -> String {
    let lines: Vec<&str> = text.lines().skip_while(|it| it.starts_with('#')).collect();
    lines.join("\n")
}

fn elsewhere(query: &str, format: &str) -> Response<Body> {
    let address = form_urlencoded::Serializer::new(String::new())
        .append_pair("query", query)
        .append_pair("format", format)
        .finish();
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    if let Ok(place) = HeaderValue::from_str(&format!("/sparql?{address}")) {
        response.headers_mut().insert(LOCATION, place);
    }
    response
}

/// Asked where everybody's questions are asked, with the same limits.
async fn answered(site: &Site, view: &View, text: &str) -> (StatusCode, Markup) {
    let query = Query {
        text: text.to_owned(),
        default_graphs: Vec::new(),
        named_graphs: Vec::new(),
        rows: Some(RowFormat::Json),
        truth: Some(RowFormat::Json),
        graph: Some(GraphFormat(Format::Turtle)),
    };
    match site.pool.ask(Lane::Open, &Request::Query(Box::new(query))).await {
        Ok(answer) => (StatusCode::OK, shown(site, view, &answer).await),
        Err(why) => {
            let (status, message) = answer::told(&why);
            (status, html! { pre.warn role="alert" { (message) } })
        }
    }
}

async fn shown(site: &Site, view: &View, answer: &Answer) -> Markup {
    let Ok(json) = serde_json::from_slice::<Json>(&answer.body) else {
        return html! { h2 { (view.word("answer")) } pre { (String::from_utf8_lossy(&answer.body)) } };
    };
    if let Some(truth) = json["boolean"].as_bool() {
        return html! { h2 { (view.word("answer")) } p.lead { (view.word(if truth { "yes" } else { "no" })) } };
    }
    let (mut found, all) = rows(&json);
    name(site, view, &mut found).await;
    html! {
        h2 { (view.word("answer")) " " span.count { (all) } }
        @if answer.limited.is_some() || all > found.rows.len() { p.hint { (view.word("cut")) ": " (found.rows.len()) } }
        @if found.rows.is_empty() { p { (view.word("none")) } } @else {
            @if let Some(picture) = chart::of(view, &found, str::to_owned) { (picture) }
            (table(view, &found, str::to_owned))
        }
    }
}

/// The first rows of an answer in the JSON of SPARQL, and how many there are.
fn rows(json: &Json) -> (Table, usize) {
    let text = |it: &Json| it.as_str().unwrap_or_default().to_owned();
    let columns: Vec<String> = json["head"]["vars"].as_array().into_iter().flatten().map(text).collect();
    let all = json["results"]["bindings"].as_array().map(Vec::as_slice).unwrap_or_default();
    let cell = |row: &Json, column: &String| {
        let it = row.get(column)?;
        let value = match it["type"].as_str()? {
            "uri" => Value::Iri(text(&it["value"])),
            _ => Value::Literal {
                text: text(&it["value"]),
                language: it["xml:lang"].as_str().map(str::to_owned),
                datatype: it["datatype"].as_str().map(str::to_owned),
            },
        };
        Some(Cell { value, label: None })
    };
    let rows = all.iter().take(MOST).map(|row| columns.iter().map(|it| cell(row, it)).collect()).collect();
    (Table { columns, rows }, all.len())
}

/// Things by their names; where they cannot be had, by their IRIs.
async fn name(site: &Site, view: &View, table: &mut Table) {
    let cells = || table.rows.iter().flatten().flatten();
    let iris: BTreeSet<String> = cells()
        .filter_map(|it| match &it.value {
            Value::Iri(iri) => Some(iri.clone()),
            _ => None,
        })
        .collect();
    let iris: Vec<String> = iris.into_iter().collect();
    let request = Request::Names { iris: iris.clone(), language: view.language.tag().to_owned() };
    let Ok(names) = search::asked::<Vec<String>>(site, &request).await else { return };
    let names: BTreeMap<String, String> = iris.into_iter().zip(names).collect();
    for cell in table.rows.iter_mut().flatten().flatten() {
        cell.label = names.get(cell.value.as_str()).cloned().filter(|_| matches!(cell.value, Value::Iri(_)));
    }
}

/// The script of the field.
pub async fn script(headers: HeaderMap) -> Response<Body> {
    answer::whole(StatusCode::OK, "text/javascript", include_str!("../sparql.js"), &headers)
}

/// Terms that can be asked for: pairs of a name and what it means in the reader's language.
pub async fn known(State(site): Here, uri: Uri, headers: HeaderMap) -> Response<Body> {
    let view = View::new(&site, &uri, &headers);
    let known: Vec<Json> =
        terms::all(view.language).into_iter().map(|(name, words)| json!([name, words])).collect();
    answer::whole(StatusCode::OK, "application/json", Json::from(known).to_string(), &headers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::header::Need;

    #[test]
    fn every_example_can_be_asked_as_it_stands() {
        for name in EXAMPLES {
            let text = catalogue::text(name).unwrap_or_else(|| panic!("{name}: no such question"));
            let header = Header::parse(name, text).expect("a header");
            assert!(header.parameters.iter().all(|it| it.need != Need::Required), "{name}");
            assert!(!without_header(text).starts_with('#'), "{name}");
        }
    }

    #[test]
    fn an_answer_in_json_is_a_table() {
        let json = json!({
            "head": { "vars": ["a", "b"] },
            "results": { "bindings": [
                { "a": { "type": "uri", "value": "http://x" }, "b": { "type": "literal", "value": "y", "xml:lang": "fr" } },
                { "a": { "type": "bnode", "value": "z" } },
            ] },
        });
        let (table, all) = rows(&json);
        assert_eq!((all, table.columns.len()), (2, 2));
        assert_eq!(
            table.cell(&table.rows[0], "a").map(|it| it.value.clone()),
            Some(Value::Iri("http://x".to_owned()))
        );
        assert_eq!(table.text(&table.rows[1], "a"), "z");
        assert!(table.cell(&table.rows[1], "b").is_none());
        assert_eq!(rows(&json!({})).1, 0);
    }
}
