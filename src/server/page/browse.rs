//! Home and lists.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response, Uri};
use maud::{Markup, html};

use super::super::frame::{Table, Value};
use super::super::routes::Here;
use super::super::view::View;
use super::{Page, ask, asked, cell, schema, search, sorry};
use crate::query::terms;

fn language(view: &View) -> (&'static str, Value) {
    ("language", Value::text(view.language.tag()))
}

fn act_cards(view: &View, table: &Table, most: usize) -> Markup {
    html! {
        ul.cards {
            @for row in table.rows.iter().take(most) {
                li.card {
                    @if let Some(act) = table.cell(row, "act") { strong { (cell(view, act)) } }
                    @if let Some(title) = table.cell(row, "title").or_else(|| table.cell(row, "other")) { p.serif { (cell(view, title)) } }
                    p.kicker { (view.date(table.text(row, "date"))) " · " (table.text(row, "tongues")) }
                }
            }
        }
    }
}

pub async fn home(State(site): Here, uri: Uri, headers: HeaderMap) -> Response<Body> {
    let view = View::new(&site, &uri, &headers);
    let questions = ["home-acts", "home-kinds"];
    let tables = match ask(&site, &view, questions.map(|it| asked(it, &[language(&view)])).into()).await {
        Ok(tables) => tables,
        Err(why) => return sorry(&view, "/", &why, &headers),
    };
    let [acts, kinds] = &tables[..] else { return sorry(&view, "/", &broken(), &headers) };
    let body = html! {
        h1 { "Hemicycle" }
        p.lead { (view.word("home-lead")) }
        (search::form(&view))
        h2 { (view.word("newest")) }
        (act_cards(&view, acts, 6))
        @if acts.rows.len() > 6 { p { a href=(view.link("/acts")) { (view.word("all")) " (" (acts.rows.len()) ")" } } }
        h2 { (view.word("holds")) }
        ul.counts {
            @for row in kinds.rows.iter().filter(|row| kinds.text(row, "things") != "0") {
                @if let Some(class) = kinds.cell(row, "class") {
                    li { a href=(view.link(&format!("/things?class={}", encoded(class.value.as_str())))) {
                        b { (kinds.text(row, "things")) } (class.label.as_deref().unwrap_or_default())
                    } }
                }
            }
        }
    };
    let described = Some(schema::data(&view));
    Page { described, ..Page::new("Hemicycle", body) }.asking(&questions).send(&view, "/", &headers)
}

pub fn broken() -> super::Unanswered {
    super::Unanswered::Broken("a question without its table".to_owned())
}

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

pub async fn acts(State(site): Here, uri: Uri, headers: HeaderMap) -> Response<Body> {
    let view = View::new(&site, &uri, &headers);
    match ask(&site, &view, vec![asked("home-acts", &[language(&view)])]).await {
        Ok(tables) => {
            let body = html! {
                h1 { (view.word("acts")) }
                @for table in &tables { (act_cards(&view, table, 5_000)) }
            };
            Page::new(view.word("acts"), body).asking(&["home-acts"]).send(&view, "/acts", &headers)
        }
        Err(why) => sorry(&view, "/acts", &why, &headers),
    }
}

/// Things of a class, by name.
pub async fn things(State(site): Here, uri: Uri, headers: HeaderMap) -> Response<Body> {
    let view = View::new(&site, &uri, &headers);
    let class = view.parameter("class").unwrap_or("http://data.europa.eu/eli/ontology#Work").to_owned();
    let name = terms::words(&class, view.language);
    match ask(&site, &view, vec![asked("class-things", &[("class", Value::Iri(class))])]).await {
        Ok(tables) => {
            let mut things: Vec<_> = tables
                .iter()
                .flat_map(|table| table.rows.iter().filter_map(|row| table.cell(row, "it")))
                .collect();
            things.sort_by_key(|it| it.label.as_deref().unwrap_or_default().to_lowercase());
            let body = html! {
                h1 { (name) }
                p.kicker { (view.word("found")) ": " (things.len()) }
                ul.index { @for it in things { li { (cell(&view, it)) } } }
            };
            Page::new(name, body).asking(&["class-things"]).send(&view, "/things", &headers)
        }
        Err(why) => sorry(&view, "/things", &why, &headers),
    }
}
