//! How far to trust all this: what was read, what was noticed while reading, what waits for a
//! person, and what the graph is checked for.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response, Uri};
use maud::{Markup, html};

use super::super::frame::{Asked, Cell, Table, Value};
use super::super::questions::CHECK;
use super::super::routes::Here;
use super::super::view::View;
use super::{Page, ask, asked, browse, cell, difference, sorry};
use crate::check;
use crate::lexicon::NAMESPACE;

const QUESTIONS: [&str; 3] = ["trust-files", "trust-notices", "trust-candidates"];

/// Notices of a kind that are shown at once.
const SOME: usize = 12;

/// The question of a check; of the one that is no query there is none.
fn checking(view: &View, name: &str) -> Asked {
    let base = Value::text(format!("{}/", view.base));
    asked(&format!("{CHECK}{name}"), &[("base", base), ("namespace", Value::text(NAMESPACE))])
}

pub async fn page(State(site): Here, uri: Uri, headers: HeaderMap) -> Response<Body> {
    let view = View::new(&site, &uri, &headers);
    let names: Vec<String> = check::names().filter(|it| check::question(it).is_some()).collect();
    let wanted = view.parameter("check").unwrap_or_default();
    let chosen: Vec<&String> = names.iter().filter(|it| wanted == "all" || *it == wanted).collect();
    let mut questions: Vec<Asked> = QUESTIONS.iter().map(|it| asked(it, &[])).collect();
    questions.extend(chosen.iter().map(|it| checking(&view, it)));
    let tables = match ask(&site, &view, questions).await {
        Ok(tables) => tables,
        Err(why) => return sorry(&view, "/trust", &why, &headers),
    };
    let Some((first, checked)) = tables.split_at_checked(QUESTIONS.len()) else {
        return sorry(&view, "/trust", &browse::broken(), &headers);
    };
    let [files, found, candidates] = first else {
        return sorry(&view, "/trust", &browse::broken(), &headers);
    };
    let checked: BTreeMap<&String, &Table> = chosen.into_iter().zip(checked).collect();
    let body = html! {
        h1 { (view.word("trust")) }
        p.lead { (view.word("trust-lead")) }
        nav.choice aria-label=(view.word("trust")) {
            a href="#files" { (view.word("files")) } a href="#notices" { (view.word("notices")) }
            a href="#candidates" { (view.word("candidates")) } a href="#checks" { (view.word("checks")) }
        }
        h2 id="files" { (view.word("files")) " " span.count { (files.rows.len()) } }
        (read(&view, files))
        h2 id="notices" { (view.word("notices")) " " span.count { (found.rows.len()) } }
        (notices(&view, found))
        h2 id="candidates" { (view.word("candidates")) " " span.count { (candidates.rows.len()) } }
        @if candidates.rows.is_empty() { p { (view.word("no-candidates")) } } @else { (waiting(&view, candidates)) }
        h2 id="checks" { (view.word("checks")) " " span.count { (names.len()) } }
        (checks(&view, &names, &checked))
    };
    Page::new(view.word("trust"), body).asking(&QUESTIONS).send(&view, "/trust", &headers)
}

fn read(view: &View, table: &Table) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(view.word("files")) {
            table {
                thead { tr { th scope="col" { (view.word("files")) } th scope="col" { (view.word("act")) } th scope="col" { "SHA-256" } } }
                tbody {
                    @for row in &table.rows {
                        tr {
                            td { @if let Some(it) = table.cell(row, "file") { (cell(view, it)) } }
                            td { @if let Some(it) = table.cell(row, "act") { (cell(view, it)) } }
                            td { code title=(table.text(row, "digest")) { (table.text(row, "digest").get(..12).unwrap_or_default()) "…" } }
                        }
                    }
                }
            }
        }
    }
}

/// Kind by kind, each with its act.
fn notices(view: &View, table: &Table) -> Markup {
    let mut kinds: Vec<(&Cell, Vec<&Vec<Option<Cell>>>)> = Vec::new();
    for row in &table.rows {
        let Some(kind) = table.cell(row, "kind") else { continue };
        match kinds.last_mut() {
            Some((last, rows)) if last.value == kind.value => rows.push(row),
            _ => kinds.push((kind, vec![row])),
        }
    }
    let item = |row: &Vec<Option<Cell>>| {
        html! { li {
            (difference::told(table.text(row, "description"))) " "
            @if let Some(act) = table.cell(row, "act") { span.soft { "— " (cell(view, act)) } }
        } }
    };
    html! {
        @for (kind, rows) in &kinds {
            h3 { (kind.label.as_deref().unwrap_or_default()) " " span.count { (rows.len()) } }
            ul.plain { @for row in rows.iter().take(SOME) { (item(row)) } }
            @if rows.len() > SOME {
                details {
                    summary { (view.word("more")) " (" (rows.len() - SOME) ")" }
                    ul.plain { @for row in rows.iter().skip(SOME) { (item(row)) } }
                }
            }
        }
    }
}

/// What a person has yet to decide.
fn waiting(view: &View, table: &Table) -> Markup {
    super::table(view, table, |column| {
        match column {
            "thing" => view.word("thing"),
            "candidate" => view.word("candidate"),
            "basis" => view.word("basis"),
            "score" => view.word("score"),
            other => return other.to_owned(),
        }
        .to_owned()
    })
}

/// Each check with the way to make it; of those made, what they found.
fn checks(view: &View, names: &[String], made: &BTreeMap<&String, &Table>) -> Markup {
    let address = |name: &str| view.with(&view.link("/trust"), "check", name) + "#checks";
    html! {
        p { (view.word("checks-lead")) " " a href=(address("all")) { (view.word("check-all")) } }
        ul.index {
            @for name in names {
                li {
                    a href=(address(name)) { code { (name) } } " "
                    @if let Some(table) = made.get(name) {
                        @if table.rows.is_empty() { span.good { (view.word("holds-true")) } } @else { span.chip.ask { (view.word("faults")) ": " (table.rows.len()) } }
                    }
                }
            }
        }
        @for (name, table) in made.iter().filter(|(_, it)| !it.rows.is_empty()) {
            h3 { code { (name) } }
            ul.plain {
                @for row in table.rows.iter().take(100) {
                    li {
                        @if let Some(focus) = table.cell(row, "focus") { (cell(view, focus)) } " "
                        (table.text(row, "message")) " " code { (table.text(row, "path")) } " "
                        @if let Some(value) = table.cell(row, "value") { (cell(view, value)) }
                    }
                }
            }
        }
    }
}
