//! A person, a State, a body, a treaty, an event, or whatever else has an IRI: its names, what
//! is said of it in words with sentence and source, where it is named, and what points at it.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::{HeaderMap, Response, StatusCode};
use maud::{Markup, html};

use super::super::format::GraphFormat;
use super::super::frame::{Cell, Refusal, Request, Table, Value};
use super::super::pool::{Lane, Unanswered};
use super::super::routes::Site;
use super::super::view::View;
use super::{Page, RDF_TYPE, ask, asked, cell, forms, schema, search, sorry};

use crate::export::Format;

const QUESTIONS: [&str; 4] = ["thing-says", "thing-statements", "thing-mentions", "thing-incoming"];

const RDFS_LABEL: &str = "http://www.w3.org/2000/01/rdf-schema#label";
const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";

/// The name to show: `rdfs:label` in the view's language, in English, or any.
pub fn name(view: &View, says: &Table) -> Option<String> {
    let mut best: Option<(u8, &str)> = None;
    for row in &says.rows {
        if says.text(row, "property") != RDFS_LABEL {
            continue;
        }
        let rank = match says.cell(row, "value").map(|it| &it.value) {
            Some(Value::Literal { language: Some(tag), .. }) if *tag == view.language.tag() => 0,
            Some(Value::Literal { language: Some(tag), .. }) if tag == "en" => 1,
            _ => 2,
        };
        if best.is_none_or(|(other, _)| rank < other) {
            best = Some((rank, says.text(row, "value")));
        }
    }
    best.map(|(_, it)| it.to_owned())
}

/// Properties and values, without names and bookkeeping.
pub fn facts(view: &View, says: &Table) -> Markup {
    let mut by_property: BTreeMap<&str, Vec<&Cell>> = BTreeMap::new();
    for row in &says.rows {
        let Some(property) = says.cell(row, "property") else { continue };
        let iri = property.value.as_str();
        let silent = iri == RDFS_LABEL
            || iri == RDF_TYPE
            || iri.starts_with(SKOS) && iri.ends_with("Label")
            || ["#basis", "#evidence", "#rule", "#entry", "#text", "#lineStarts", "#sha256"]
                .iter()
                .any(|it| iri.ends_with(it));
        if let Some(value) = says.cell(row, "value").filter(|_| !silent) {
            by_property.entry(property.label.as_deref().unwrap_or(iri)).or_default().push(value);
        }
    }
    html! {
        dl.facts {
            @for (property, values) in &by_property {
                div {
                    dt { (property) }
                    @for value in values.iter().take(30) { dd { (cell(view, value)) } }
                }
            }
        }
    }
}

pub async fn page(site: &Site, view: &View, headers: &HeaderMap) -> Response<Body> {
    let iri = format!("{}{}", view.base, view.path);
    let shown = format!("{}.html", view.path);
    let values = [("thing", Value::Iri(iri)), ("language", Value::text(view.language.tag()))];
    let questions = QUESTIONS.map(|it| asked(it, &values));
    let tables = match ask(site, view, questions.into()).await {
        Ok(tables) => tables,
        Err(why) => return sorry(view, &shown, &why, headers),
    };
    let Ok([says, statements, mentions, incoming]) = <[Table; 4]>::try_from(tables) else {
        return missing(site, view, &shown, headers).await;
    };
    if says.rows.is_empty() && incoming.rows.is_empty() {
        return missing(site, view, &shown, headers).await;
    }
    let title = name(view, &says).unwrap_or_else(|| view.path.rsplit('/').next().unwrap_or("—").to_owned());
    let classes: Vec<&str> = says
        .rows
        .iter()
        .filter(|row| says.text(row, "property") == RDF_TYPE)
        .filter_map(|row| says.cell(row, "value")?.label.as_deref())
        .collect();
    let body = html! {
        p.kicker { (classes.join(" · ")) }
        h1 { (title) }
        (names(view, &says))
        div.two {
            div {
                @if !statements.rows.is_empty() {
                    h2 { (view.word("statements")) }
                    ul.say { @for row in &statements.rows { (statement(view, &statements, row)) } }
                }
                @if !mentions.rows.is_empty() {
                    h2 { (view.word("named")) }
                    (named(view, &mentions))
                }
                @if !incoming.rows.is_empty() {
                    h2 { (view.word("points-here")) }
                    (pointing(view, &incoming))
                }
            }
            aside.side {
                h2 { (view.word("facts")) }
                (facts(view, &says))
                (forms(view, &view.path))
            }
        }
    };
    let described = schema::thing(view, &title, &says);
    let mut page = Page { described: Some(described), ..Page::new(title, body) }.asking(&QUESTIONS);
    page.thing = Some(view.path.clone());
    page.send(view, &shown, headers)
}

/// 404, with things of a name near the address; 410 where something was taken down.
pub async fn missing(site: &Site, view: &View, shown: &str, headers: &HeaderMap) -> Response<Body> {
    let known =
        Request::Thing { iri: format!("{}{}", view.base, view.path), format: GraphFormat(Format::NTriples) };
    if let Err(Unanswered::Refused(Refusal::Gone, stone)) = site.pool.ask(Lane::Own, &known).await {
        return gone(view, shown, &stone, headers);
    }
    let words = view.path.rsplit('/').next().unwrap_or_default().replace('-', " ");
    let words = percent_encoding::percent_decode_str(&words).decode_utf8_lossy().into_owned();
    let near = search::near(site, view, &words).await;
    let query: String = form_urlencoded::byte_serialize(words.as_bytes()).collect();
    let body = html! {
        h1 { "404" }
        p.lead { (view.word("not-found")) }
        @if !near.is_empty() {
            h2 { (view.word("near")) }
            ul.cards { @for it in &near { (search::card(view, it)) } }
        }
        p { a href=(view.link(&format!("/search?q={query}"))) { (view.word("search")) ": " (words) } }
    };
    Page { status: StatusCode::NOT_FOUND, ..Page::new("404", body) }.send(view, shown, headers)
}

/// What the tombstone says: that something was here, why and when it went; never what.
fn gone(view: &View, shown: &str, stone: &str, headers: &HeaderMap) -> Response<Body> {
    let mut lines = stone.splitn(3, '\n');
    let [iri, day, reason] = [(); 3].map(|()| lines.next().unwrap_or_default());
    let body = html! {
        h1 { (view.word("gone")) }
        p.lead { (reason) }
        @if !day.is_empty() { p.kicker { (view.word("date")) ": " (day) } }
        p { a href=(view.page(iri)) { (iri) } }
    };
    Page { status: StatusCode::GONE, ..Page::new(view.word("gone"), body) }.send(view, shown, headers)
}

fn names(view: &View, says: &Table) -> Markup {
    let mut by_name: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in &says.rows {
        let property = says.text(row, "property");
        if !(property.starts_with(SKOS) && property.ends_with("Label")) {
            continue;
        }
        if let Some(Value::Literal { text, language, .. }) = says.cell(row, "value").map(|it| &it.value) {
            let tags = by_name.entry(text).or_default();
            let tag = language.as_deref().unwrap_or_default();
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
    }
    html! {
        @if by_name.len() > 1 {
            details open[by_name.len() <= 8] {
                summary { (view.word("names")) " (" (by_name.len()) ")" }
                ul.forms {
                    @for (name, tags) in &by_name { li { span.chip { (name) } " " small { (tags.join(" ")) } } }
                }
            }
        }
    }
}

fn statement(view: &View, table: &Table, row: &[Option<Cell>]) -> Markup {
    let it = |column: &str| table.cell(row, column);
    let less = it("hedge").is_some() || it("inferred").is_some();
    html! {
        li.less[less] {
            p {
                @for column in ["subject", "property", "object"] {
                    @if let Some(it) = it(column) {
                        @if column == "property" { strong { (it.label.as_deref().unwrap_or(it.value.as_str())) } } @else { (cell(view, it)) }
                        " "
                    }
                }
                @if let Some(hedge) = it("hedge") { span.chip.ask { (view.word("hedge")) ": " (hedge.label.as_deref().unwrap_or_default()) } " " }
                @if it("inferred").is_some() { span.chip.ask { (view.word("inferred")) } }
            }
            @if let Some(words) = it("words").or_else(|| it("other")) { blockquote { (cell(view, words)) } }
            p.kicker {
                @if let Some(act) = it("act") {
                    (cell(view, act))
                    @if let (Some(number), Value::Iri(iri)) = (it("number"), &act.value) {
                        ", " a href=(format!("{}#p{}", view.page(iri), number.value.as_str())) { (view.word("paragraph")) " " (number.value.as_str()) }
                    }
                }
                @if let Some(date) = it("date") { " · " (date.value.as_str()) }
                @if let Some(rule) = it("rule") { " · " (view.word("proof")) ": " (rule.value.as_str()) }
            }
        }
    }
}

/// Act by act, in time: the spellings and the paragraphs.
fn named(view: &View, table: &Table) -> Markup {
    let mut acts: Vec<(&Cell, &str, Vec<&str>, Vec<&str>)> = Vec::new();
    for row in &table.rows {
        let Some(act) = table.cell(row, "act") else { continue };
        let at = acts.iter().position(|(it, ..)| it.value == act.value).unwrap_or_else(|| {
            acts.push((act, table.text(row, "date"), Vec::new(), Vec::new()));
            acts.len() - 1
        });
        let (_, _, numbers, spellings) = &mut acts[at];
        for (list, value) in [(numbers, table.text(row, "number")), (spellings, table.text(row, "words"))] {
            if !value.is_empty() && !list.contains(&value) {
                list.push(value);
            }
        }
    }
    html! {
        div.scroll tabindex="0" {
            table {
                thead { tr {
                    th scope="col" { (view.word("date")) } th scope="col" { (view.word("act")) }
                    th scope="col" { (view.word("paragraphs")) } th scope="col" { (view.word("words")) }
                } }
                tbody {
                    @for (act, date, numbers, spellings) in &acts {
                        tr {
                            td.n { (date) }
                            td { (cell(view, act)) }
                            td {
                                @for (n, number) in numbers.iter().enumerate() {
                                    @if n > 0 { ", " }
                                    a href=(format!("{}#p{number}", view.page(act.value.as_str()))) { (number) }
                                }
                            }
                            td { (spellings.join(" · ")) }
                        }
                    }
                }
            }
        }
    }
}

fn pointing(view: &View, table: &Table) -> Markup {
    let mut by_property: BTreeMap<&str, Vec<&Cell>> = BTreeMap::new();
    for row in &table.rows {
        if let (Some(property), Some(subject)) = (table.cell(row, "property"), table.cell(row, "subject")) {
            let name = property.label.as_deref().unwrap_or(property.value.as_str());
            by_property.entry(name).or_default().push(subject);
        }
    }
    html! {
        dl.facts {
            @for (property, subjects) in &by_property {
                div {
                    dt { (property) " (" (subjects.len()) ")" }
                    dd { ul.forms { @for it in subjects { li { (cell(view, it)) } } } }
                }
            }
        }
    }
}
