//! Search: what was found, grouped by kind, with the words marked, and how to narrow it down.
//! The field for it, and names that are near where an address leads nowhere.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response, Uri};
use maud::{Markup, html};
use serde::de::DeserializeOwned;

use super::super::frame::{self, Request};
use super::super::pool::{Lane, Unanswered};
use super::super::routes::{Here, Site};
use super::super::search::{Page as Results, Shown};
use super::super::view::View;
use super::{Page, sorry, tongue};
use crate::search::find::{Asked, MOST_PAGES, PAGE};
use crate::search::kind::Kind;

/// Asks a worker for what it writes as `T`.
pub async fn asked<T: DeserializeOwned>(site: &Site, request: &Request) -> Result<T, Unanswered> {
    let answer = site.pool.ask(Lane::Own, request).await?;
    frame::decode(&answer.body).map_err(|error| Unanswered::Broken(error.to_string()))
}

/// The plural of a kind.
pub fn word(view: &View, kind: Kind) -> &'static str {
    match kind {
        Kind::Act => view.word("acts"),
        Kind::Person => view.word("persons"),
        Kind::State => view.word("states"),
        Kind::Body => view.word("bodies"),
        Kind::Party => view.word("parties"),
        Kind::Treaty => view.word("treaties"),
        Kind::Agreement => view.word("agreements"),
        Kind::Programme => view.word("programmes"),
        Kind::Post => view.word("posts"),
        Kind::Event => view.word("events"),
        Kind::Demand => view.word("demands"),
        Kind::Paragraph => view.word("paragraphs"),
    }
}

/// One thing of a kind.
pub fn one(view: &View, kind: Kind) -> &'static str {
    match kind {
        Kind::Act => view.word("act"),
        Kind::Person => view.word("person"),
        Kind::State => view.word("state"),
        Kind::Body => view.word("body"),
        Kind::Party => view.word("party"),
        Kind::Treaty => view.word("treaty"),
        Kind::Agreement => view.word("agreement"),
        Kind::Programme => view.word("programme"),
        Kind::Post => view.word("post"),
        Kind::Event => view.word("event"),
        Kind::Demand => view.word("demand"),
        Kind::Paragraph => view.word("paragraph"),
    }
}

/// The large field of home and of search.
pub fn form(view: &View) -> Markup {
    html! {
        form.find action="/search" method="get" role="search" {
            input id="find" type="search" name="q" value=[view.parameter("q")] placeholder=(view.word("search-hint")) aria-label=(view.word("search-hint")) data-suggest=(view.word("suggestions")) required;
            @if let Some(language) = view.kept() { input type="hidden" name="lang" value=(language.tag()); }
            button { (view.word("search")) }
        }
    }
}

/// The small one of every other page.
pub fn field(view: &View) -> Markup {
    html! {
        form.seek action="/search" method="get" role="search" {
            input id="seek" type="search" name="q" placeholder=(view.word("search")) aria-label=(view.word("search-hint")) data-suggest=(view.word("suggestions")) required;
            @if let Some(language) = view.kept() { input type="hidden" name="lang" value=(language.tag()); }
        }
    }
}

pub async fn page(State(site): Here, uri: Uri, headers: HeaderMap) -> Response<Body> {
    let view = View::new(&site, &uri, &headers);
    let text = view.parameter("q").unwrap_or_default().to_owned();
    let asked_for = Asked {
        text: text.clone(),
        kind: view.parameter("kind").and_then(Kind::named),
        language: view.parameter("in").map(str::to_owned),
        year: view.parameter("year").map(str::to_owned),
        page: view
            .parameter("page")
            .and_then(|it| it.parse::<usize>().ok())
            .map_or(0, |it| it.saturating_sub(1)),
    };
    let request = Request::Find { asked: asked_for.clone(), language: view.language.tag().to_owned() };
    let found = match text.is_empty() {
        true => Ok(Results::default()),
        false => asked::<Results>(&site, &request).await,
    };
    let found = match found {
        Ok(found) => found,
        Err(why) => return sorry(&view, "/search", &why, &headers),
    };
    let near = if found.groups.is_empty() && !text.is_empty() {
        near(&site, &view, &text).await
    } else {
        Vec::new()
    };
    let body = html! {
        h1 { (view.word("search")) }
        (form(&view))
        @if found.groups.is_empty() && !text.is_empty() { p.lead { (view.word("none")) } }
        @if !near.is_empty() {
            h2 { (view.word("near")) }
            ul.cards { @for it in &near { (card(&view, it)) } }
        }
        @if found.is_loose { p.warn { (view.word("loose")) } }
        @if !found.groups.is_empty() || asked_for != (Asked { text: text.clone(), ..Asked::default() }) {
            div.two {
                div { @for group in &found.groups { (results(&view, &asked_for, group)) } }
                aside.side { (narrow(&view, &asked_for, &found)) }
            }
        }
    };
    let title = if text.is_empty() {
        view.word("search").to_owned()
    } else {
        format!("{text} · {}", view.word("search"))
    };
    Page::new(title, body).send(&view, "/search", &headers)
}

/// This search with one choice changed, from its first page.
fn link(view: &View, asked: &Asked, dimension: &str, value: Option<&str>) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("q", &asked.text);
    let page = (asked.page + 1).to_string();
    for (name, held) in [
        ("kind", asked.kind.map(Kind::name)),
        ("in", asked.language.as_deref()),
        ("year", asked.year.as_deref()),
        ("page", (dimension == "page").then_some(page.as_str())),
    ] {
        if let Some(it) = if name == dimension { value } else { held } {
            query.append_pair(name, it);
        }
    }
    view.link(&format!("/search?{}", query.finish()))
}

fn results(view: &View, asked: &Asked, (kind, all, hits): &(Kind, u64, Vec<Shown>)) -> Markup {
    let last = usize::try_from(*all).unwrap_or(usize::MAX).div_ceil(PAGE).min(MOST_PAGES);
    html! {
        section aria-labelledby=(format!("found-{}", kind.name())) {
            h2 id=(format!("found-{}", kind.name())) { (word(view, *kind)) " (" (all) ")" }
            @if kind.is_thing() {
                ul.cards { @for it in hits { (card(view, it)) } }
            } @else {
                ul.say { @for it in hits { (passage(view, it)) } }
            }
            @if asked.kind.is_none() && *all > hits.len() as u64 {
                p { a href=(link(view, asked, "kind", Some(kind.name()))) { (view.word("more")) ": " (word(view, *kind)) " (" (all) ")" } }
            }
            @if asked.kind.is_some() && last > 1 {
                p.turn {
                    @if asked.page > 0 { a rel="prev" href=(link(view, asked, "page", Some(&asked.page.to_string()))) { "← " (view.word("before")) } " " }
                    (asked.page + 1) " / " (last)
                    @if asked.page + 1 < last { " " a rel="next" href=(link(view, asked, "page", Some(&(asked.page + 2).to_string()))) { (view.word("more")) " →" } }
                }
            }
        }
    }
}

/// Where a hit is read.
pub fn place(view: &View, it: &Shown) -> String {
    match &it.number {
        Some(number) => format!("{}#p{number}", view.page(&it.iri)),
        None => view.page(&it.iri),
    }
}

pub fn card(view: &View, it: &Shown) -> Markup {
    html! {
        li.card {
            strong { a href=(place(view, it)) { (it.label) } }
            @if !it.words.is_empty() { p.serif lang=[it.language.as_deref()] { (marks(it)) } }
        }
    }
}

fn passage(view: &View, it: &Shown) -> Markup {
    html! {
        li {
            p {
                a href=(place(view, it)) { (it.label) @if let Some(number) = &it.number { ", " (number) } }
                @if let Some(demand) = &it.demand { " " a.chip.ask href=(view.page(demand)) { (view.word("asks")) } }
                @if let Some(language) = &it.language { " " small { (tongue(language)) } }
            }
            blockquote lang=[it.language.as_deref()] { (marks(it)) }
        }
    }
}

fn marks(it: &Shown) -> Markup {
    html! { @for piece in &it.words { @if piece.is_asked { mark { (piece.text) } } @else { (piece.text) } } }
}

/// Each choice with how much there would be.
fn narrow(view: &View, asked: &Asked, found: &Results) -> Markup {
    let kinds: Vec<(&str, String, u64)> =
        found.kinds.iter().map(|(kind, all)| (kind.name(), word(view, *kind).to_owned(), *all)).collect();
    let languages =
        found.languages.iter().map(|(tag, all)| (tag.as_str(), tongue(tag).to_owned(), *all)).collect();
    let years = found.years.iter().map(|(year, all)| (year.as_str(), year.clone(), *all)).collect();
    type Values<'a> = Vec<(&'a str, String, u64)>;
    let choices: [(&str, &str, Option<&str>, Values<'_>); 3] = [
        ("kind", view.word("kind"), asked.kind.map(Kind::name), kinds),
        ("in", view.word("language"), asked.language.as_deref(), languages),
        ("year", view.word("year"), asked.year.as_deref(), years),
    ];
    html! {
        nav aria-label=(view.word("narrow")) {
            @for (dimension, name, chosen, values) in &choices {
                @if values.len() > 1 || chosen.is_some() {
                    h2 { (name) }
                    ul.facet {
                        @if chosen.is_some() { li { a href=(link(view, asked, dimension, None)) { (view.word("all")) } } }
                        @for (value, name, all) in values {
                            li { a href=(link(view, asked, dimension, Some(value))) aria-current=[(*chosen == Some(*value)).then_some("true")] { (name) " (" (all) ")" } }
                        }
                    }
                }
            }
        }
    }
}

/// Things of a name near these words; none where nothing can be asked.
pub async fn near(site: &Site, view: &View, words: &str) -> Vec<Shown> {
    const MOST: usize = 6;
    let request =
        Request::Near { text: words.to_owned(), most: MOST, language: view.language.tag().to_owned() };
    asked(site, &request).await.unwrap_or_default()
}
