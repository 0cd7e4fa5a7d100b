//! The questions of the catalogue as forms with their answers, and a form for SPARQL.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Response, Uri};
use maud::html;

use super::super::frame::Value;
use super::super::routes::Here;
use super::super::view::View;
use super::{Page, ask, asked, table, thing};
use crate::query::header::{Header, Need, label};
use crate::query::{catalogue, parameter::ParameterType};

/// The header of a question: comment lines, no SPARQL, so the front may read it.
fn header(name: &str) -> Option<Header> {
    Header::parse(name, catalogue::text(name)?).ok()
}

pub async fn list(State(site): Here, uri: Uri, headers: HeaderMap) -> Response<Body> {
    let view = View::new(&site, &uri, &headers);
    let body = html! {
        h1 { (view.word("questions")) }
        p.lead { (view.word("questions-lead")) }
        ul.cards {
            @for name in catalogue::names() {
                @if let Some(header) = header(name) {
                    li.card {
                        strong { a href=(view.link(&format!("/questions/{name}"))) { (label(&header.titles, view.language).unwrap_or(name)) } }
                        p.kicker { (label(&header.about, view.language).unwrap_or_default()) }
                    }
                }
            }
        }
    };
    Page::new(view.word("questions"), body).send(&view, "/questions", &headers)
}

pub async fn one(
    State(site): Here,
    Path(name): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Response<Body> {
    let view = View::new(&site, &uri, &headers);
    let shown = uri.path().to_owned();
    let found = catalogue::names().find(|it| *it == name).and_then(|it| Some((it, header(it)?)));
    let Some((name, header)) = found else {
        return thing::missing(&site, &view, &shown, &headers).await;
    };
    let mut values = Vec::new();
    let mut ready = true;
    for parameter in &header.parameters {
        let given = view.parameter(&parameter.name).map(str::to_owned);
        let value = match (given, &parameter.need) {
            (Some(given), _) => Some(given),
            (None, Need::Default(_)) if parameter.kind == ParameterType::Language => {
                Some(view.language.tag().to_owned())
            }
            (None, Need::Default(it)) => Some(it.clone()),
            (None, Need::Optional) => None,
            (None, Need::Required) => {
                ready = false;
                None
            }
        };
        values.extend(value.map(|it| (parameter.name.as_str(), Value::Typed(it))));
    }
    let answer = if ready { Some(ask(&site, &view, vec![asked(name, &values)]).await) } else { None };
    let title = label(&header.titles, view.language).unwrap_or(name).to_owned();
    let column =
        |it: &str| header.columns.get(it).and_then(|it| label(it, view.language)).unwrap_or(it).to_owned();
    let body = html! {
        p.kicker { a href=(view.link("/questions")) { (view.word("questions")) } }
        h1 { (title) }
        p.lead { (label(&header.about, view.language).unwrap_or_default()) }
        @if header.parameters.iter().any(|it| it.kind != ParameterType::Language) {
            form.fields method="get" {
                @for it in header.parameters.iter().filter(|it| it.kind != ParameterType::Language) {
                    label {
                        span {
                            (label(&it.labels, view.language).unwrap_or(&it.name))
                            @if it.need == Need::Required { " " small { "(" (view.word("required")) ")" } }
                        }
                        input type="text" name=(it.name) value=[view.parameter(&it.name)] required[it.need == Need::Required];
                    }
                }
                @if let Some(language) = view.kept() { input type="hidden" name="lang" value=(language.tag()); }
                div { button { (view.word("ask")) } }
            }
        }
        @match &answer {
            None => {}
            Some(Err(why)) => p.warn { (super::super::answer::told(why).1) },
            Some(Ok(tables)) => {
                @for it in tables {
                    h2 { (view.word("answer")) " (" (it.rows.len()) ")" }
                    @if it.rows.is_empty() { p { (view.word("none")) } } @else { (table(&view, it, column)) }
                }
            }
        }
    };
    let mut page = Page::new(title, body).asking(&[name]);
    if let Some(Err(why)) = &answer {
        page.status = super::super::answer::told(why).0;
    }
    page.send(&view, &shown, &headers)
}

const EXAMPLE: &str = "SELECT ?act ?name WHERE {\n  ?act a eli:Work ; rdfs:label ?name\n}\nLIMIT 20";

/// The answer opens as rows of text: the endpoint's own CSV, or what the client prefers.
pub async fn sparql(State(site): Here, uri: Uri, headers: HeaderMap) -> Response<Body> {
    let view = View::new(&site, &uri, &headers);
    let text = view.parameter("query").unwrap_or(EXAMPLE);
    let body = html! {
        h1 { (view.word("sparql")) }
        p.lead { (view.word("sparql-lead")) }
        form.fields action="/sparql" method="get" {
            label { (view.word("question")) textarea name="query" spellcheck="false" { (text) } }
            label {
                (view.word("answer"))
                select name="format" {
                    @for (name, word) in [("csv", "CSV"), ("tsv", "TSV"), ("json", "JSON"), ("xml", "XML"), ("turtle", "Turtle (CONSTRUCT, DESCRIBE)"), ("jsonld", "JSON-LD")] {
                        option value=(name) { (word) }
                    }
                }
            }
            div { button { (view.word("ask")) } }
        }
    };
    Page::new(view.word("sparql"), body).send(&view, "/query", &headers)
}
