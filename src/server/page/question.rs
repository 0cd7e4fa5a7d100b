//! The questions of the catalogue as forms with their answers: as a picture where one suits, as a
//! table, and as CSV.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Response, StatusCode, Uri};
use maud::html;

use super::super::answer;
use super::super::frame::{Table, Value};
use super::super::routes::Here;
use super::super::view::View;
use super::{Page, ask, asked, chart, table, thing};
use crate::export::table::safe;
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
    let (name, as_rows) = match name.strip_suffix(".csv") {
        Some(name) => (name.to_owned(), true),
        None => (name, false),
    };
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
    if as_rows {
        return match answer.as_ref().map(|it| it.as_ref().map(|it| it.first().map(csv))) {
            Some(Ok(Some(Ok(text)))) => answer::whole(StatusCode::OK, "text/csv", text, &headers),
            Some(Err(why)) => answer::unanswered(why),
            _ => answer::fault(StatusCode::BAD_REQUEST, "a value that the question needs is not given"),
        };
    }
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
                        input type="text" name=(it.name) placeholder=[default(&it.need)] value=[view.parameter(&it.name)] required[it.need == Need::Required];
                    }
                }
                @if let Some(language) = view.kept() { input type="hidden" name="lang" value=(language.tag()); }
                div { button { (view.word("ask")) } }
            }
        }
        @match &answer {
            None => {}
            Some(Err(why)) => p.warn { (answer::told(why).1) },
            Some(Ok(tables)) => {
                @for it in tables {
                    h2 { (view.word("answer")) " (" (it.rows.len()) ")" }
                    @if it.rows.is_empty() { p { (view.word("none")) } } @else {
                        p { a href=(rows_address(&uri)) type="text/csv" { "CSV" } }
                        @if let Some(picture) = chart::of(&view, it, column) { (picture) }
                        (table(&view, it, column))
                    }
                }
            }
        }
    };
    let mut page = Page::new(title, body).asking(&[name]);
    if let Some(Err(why)) = &answer {
        page.status = answer::told(why).0;
    }
    page.send(&view, &shown, &headers)
}

fn default(need: &Need) -> Option<&str> {
    match need {
        Need::Default(it) => Some(it),
        Need::Optional | Need::Required => None,
    }
}

/// This question with its values, as rows for a spreadsheet.
fn rows_address(uri: &Uri) -> String {
    let query = uri.query().map(|it| format!("?{it}")).unwrap_or_default();
    format!("{}.csv{query}", uri.path())
}

/// Each thing by its name and, in a column of its own, its IRI.
fn csv(table: &Table) -> Result<Vec<u8>, csv::Error> {
    let mut out = csv::Writer::from_writer(Vec::new());
    let has_iris = |column: usize| {
        table
            .rows
            .iter()
            .any(|row| row.get(column).and_then(Option::as_ref).is_some_and(|it| it.label.is_some()))
    };
    let iris: Vec<bool> = (0..table.columns.len()).map(has_iris).collect();
    let head = table.columns.iter().zip(&iris).flat_map(|(name, has_iri)| {
        [Some(name.clone()), has_iri.then(|| format!("{name}_iri"))].into_iter().flatten()
    });
    out.write_record(head)?;
    for row in &table.rows {
        let mut record = Vec::new();
        for (cell, has_iri) in row.iter().zip(&iris) {
            let value = cell.as_ref().map(|it| it.value.as_str()).unwrap_or_default();
            let words = cell.as_ref().and_then(|it| it.label.as_deref()).unwrap_or(value);
            record.push(safe(words.to_owned()));
            if *has_iri {
                record.push(value.to_owned());
            }
        }
        out.write_record(record)?;
    }
    out.into_inner().map_err(|error| error.into_error().into())
}
