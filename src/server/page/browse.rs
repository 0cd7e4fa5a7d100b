//! Home, lists, the demands, and how far to trust all this.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response, Uri};
use maud::{Markup, html};

use super::super::frame::{Table, Value};
use super::super::routes::Here;
use super::super::view::View;
use super::{Page, ask, asked, cell, schema, search, sorry};

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
                    p.kicker { (table.text(row, "date")) " · " (table.text(row, "tongues")) }
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

fn broken() -> super::Unanswered {
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
    match ask(&site, &view, vec![asked("class-things", &[("class", Value::Iri(class))])]).await {
        Ok(tables) => {
            let mut things: Vec<_> = tables
                .iter()
                .flat_map(|table| table.rows.iter().filter_map(|row| table.cell(row, "it")))
                .collect();
            things.sort_by_key(|it| it.label.as_deref().unwrap_or_default().to_lowercase());
            let body = html! {
                h1 { (view.word("things")) " (" (things.len()) ")" }
                ul.cards { @for it in things { li { (cell(&view, it)) } } }
            };
            Page::new(view.word("things"), body).asking(&["class-things"]).send(&view, "/things", &headers)
        }
        Err(why) => sorry(&view, "/things", &why, &headers),
    }
}

/// Who asks what of whom, since when: with facets.
pub async fn demands(State(site): Here, uri: Uri, headers: HeaderMap) -> Response<Body> {
    let view = View::new(&site, &uri, &headers);
    let tables = match ask(&site, &view, vec![asked("demands-all", &[])]).await {
        Ok(tables) => tables,
        Err(why) => return sorry(&view, "/demands", &why, &headers),
    };
    let [table] = &tables[..] else { return sorry(&view, "/demands", &broken(), &headers) };
    let value = |row: &[_], column: &str| match column {
        "year" => table.text(row, "date").get(..4).unwrap_or_default().to_owned(),
        column => table.text(row, column).to_owned(),
    };
    let label = |row: &[_], column: &str| match column {
        "year" => value(row, column),
        column => table.cell(row, column).and_then(|it| it.label.clone()).unwrap_or_default(),
    };
    let facets = [("verb", view.word("verb")), ("to", view.word("addressee")), ("year", view.word("year"))];
    let fits = |row: &[_], but: Option<&str>| {
        facets.iter().all(|(name, _)| {
            Some(*name) == but || view.parameter(name).is_none_or(|wanted| value(row, name) == wanted)
        })
    };
    // One entry a demand: its versions and addressees are rows of their own.
    let mut list: Vec<(&str, Vec<&Vec<_>>)> = Vec::new();
    for row in table.rows.iter().filter(|row| fits(row, None)) {
        let demand = table.text(row, "demand");
        match list.last_mut() {
            Some((last, rows)) if *last == demand => rows.push(row),
            _ => list.push((demand, vec![row])),
        }
    }
    let body = html! {
        h1 { (view.word("demands")) }
        p.lead { (view.word("demands-lead")) }
        form.facets action="/demands" method="get" {
            @for (name, word) in facets {
                @let options = {
                    let mut all: std::collections::BTreeMap<(String, String), usize> = Default::default();
                    for row in table.rows.iter().filter(|row| fits(row, Some(name))) {
                        *all.entry((label(row, name), value(row, name))).or_default() += 1;
                    }
                    all
                };
                label {
                    (word)
                    select name=(name) {
                        option value="" { (view.word("all")) }
                        @for (label, value) in options.keys().filter(|(_, value)| !value.is_empty()) {
                            option value=(value) selected[view.parameter(name) == Some(value)] { (label) }
                        }
                    }
                }
            }
            @if let Some(language) = view.kept() { input type="hidden" name="lang" value=(language.tag()); }
            button { (view.word("ask")) }
        }
        p.kicker { (view.word("found")) ": " (list.len()) }
        ul.say {
            @for (_, rows) in list.iter().take(300) {
                @let first = rows[0];
                li {
                    p {
                        @if let Some(verb) = table.cell(first, "verb") { strong { (verb.label.as_deref().unwrap_or_default()) } " " }
                        @let to: std::collections::BTreeMap<&str, &super::Cell> = rows.iter().filter_map(|row| table.cell(row, "to")).map(|it| (it.value.as_str(), it)).collect();
                        @for (n, it) in to.values().enumerate() { @if n > 0 { ", " } (cell(&view, it)) }
                    }
                    @let own = rows.iter().filter_map(|row| table.cell(row, "words")).find(|it| matches!(&it.value, Value::Literal { language: Some(tag), .. } if tag == view.language.tag()));
                    @if let Some(words) = own.or_else(|| table.cell(first, "words")) { blockquote { (cell(&view, words)) } }
                    @if let Some(act) = table.cell(first, "act") {
                        p.kicker {
                            a href=(format!("{}#p{}", view.page(act.value.as_str()), table.text(first, "number"))) {
                                (act.label.as_deref().unwrap_or_default()) ", " (table.text(first, "number"))
                            }
                            " · " (table.text(first, "date"))
                        }
                    }
                }
            }
        }
    };
    Page::new(view.word("demands"), body).asking(&["demands-all"]).send(&view, "/demands", &headers)
}

pub async fn trust(State(site): Here, uri: Uri, headers: HeaderMap) -> Response<Body> {
    let view = View::new(&site, &uri, &headers);
    let questions = ["trust-files", "trust-notices"];
    let tables = match ask(&site, &view, questions.map(|it| asked(it, &[])).into()).await {
        Ok(tables) => tables,
        Err(why) => return sorry(&view, "/trust", &why, &headers),
    };
    let name = |column: &str| match column {
        "file" => view.word("files").to_owned(),
        "act" => view.word("act").to_owned(),
        "kind" => view.word("kind").to_owned(),
        "description" | "notice" => view.word("text").to_owned(),
        other => other.to_owned(),
    };
    let body = html! {
        h1 { (view.word("trust")) }
        p.lead { (view.word("trust-lead")) }
        @for (table, word) in tables.iter().zip([view.word("files"), view.word("notices")]) {
            h2 { (word) " (" (table.rows.len()) ")" }
            (super::table(&view, table, name))
        }
    };
    Page::new(view.word("trust"), body).asking(&questions).send(&view, "/trust", &headers)
}
