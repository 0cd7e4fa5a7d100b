//! Pages: the frame of all of them, and the small pieces they share.
//!
//! One file a kind: an act ([`act`]) with what is marked in its words ([`marks`]) and where versions
//! differ ([`difference`]); any other thing ([`thing`]) with what is said of it ([`said`], [`facts`]),
//! when ([`time`]) and what it hangs together with ([`picture`]); lists ([`browse`]) and search ([`search`]),
//! the demands ([`demands`]), who cites whom ([`network`]), how far to trust it ([`trust`]),
//! questions ([`question`]) with their pictures ([`chart`]), SPARQL ([`sparql`]), the vocabulary ([`ontology`]). A page asks questions of `questions/`
//! and shows their tables; it says at its foot which they were.

pub mod act;
pub mod browse;
mod chart;
pub mod demands;
mod difference;
pub mod facts;
mod kind;
mod marks;
pub mod network;
pub mod ontology;
mod picture;
pub mod question;
mod said;
pub mod schema;
pub mod search;
pub mod sparql;
pub mod thing;
mod time;
pub mod trust;

use axum::body::Body;
use axum::http::{HeaderMap, Response, StatusCode};
use maud::{DOCTYPE, Markup, html};

use super::answer;
use serde_json::Value as Json;

use super::frame::{self, Asked, Cell, Request, Table, Value};
use super::pool::{Lane, Unanswered};
use super::questions;
use super::routes::Site;
use super::view::{LANGUAGES, View};

const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

/// A page before it is framed.
pub struct Page {
    pub status: StatusCode,
    pub title: String,
    pub body: Markup,
    /// Names of the questions that it asked.
    pub asked: Vec<&'static str>,
    /// Path of the thing it is about, for its forms as data.
    pub thing: Option<String>,
    /// What it is about, in the terms of schema.org.
    pub described: Option<Json>,
    /// A script of its own; the page works without.
    pub script: Option<&'static str>,
}

impl Page {
    pub fn new(title: impl Into<String>, body: Markup) -> Self {
        Self {
            status: StatusCode::OK,
            title: title.into(),
            body,
            asked: Vec::new(),
            thing: None,
            described: None,
            script: None,
        }
    }

    pub fn asking(mut self, questions: &[&'static str]) -> Self {
        self.asked.extend_from_slice(questions);
        self
    }

    /// Framed and sent.
    pub fn send(self, view: &View, shown: &str, headers: &HeaderMap) -> Response<Body> {
        let text = self.frame(view, shown).into_string();
        let mut response = answer::whole(self.status, "text/html", text, headers);
        if let Ok(language) = view.language.tag().parse() {
            response.headers_mut().insert(axum::http::header::CONTENT_LANGUAGE, language);
        }
        response
    }

    fn frame(&self, view: &View, shown: &str) -> Markup {
        html! {
            (DOCTYPE)
            html lang=(view.language.tag()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (self.title) " · Hemicycle" }
                    link rel="stylesheet" href="/assets/style.css";
                    link rel="icon" href="data:,";
                    script src="/assets/suggest.js" defer {}
                    @if let Some(script) = self.script { script src=(script) defer {} }
                    link rel="alternate" type="application/atom+xml" title=(view.word("newest")) href="/feed.atom";
                    @if let Some(described) = &self.described {
                        script type="application/ld+json" { (schema::block(described)) }
                    }
                    @if let Some(thing) = &self.thing {
                        link rel="cite-as" href=(format!("{}{thing}", view.base));
                        @for (name, ending, kind) in FORMS {
                            link rel="alternate" type=(kind) title=(name) href=(format!("{thing}.{ending}"));
                        }
                    }
                }
                body {
                    a.skip href="#content" { (view.word("skip")) }
                    div.top {
                        header.bar {
                            a.brand href=(view.link("/")) { (mark()) "Hemicycle" }
                            nav {
                                @for (path, word) in [
                                    ("/acts", view.word("acts")),
                                    ("/demands", view.word("demands")),
                                    ("/citations", view.word("citations")),
                                    ("/questions", view.word("questions")),
                                    ("/query", view.word("sparql")),
                                    ("/trust", view.word("trust")),
                                ] {
                                    a href=(view.link(path)) aria-current=[(shown == path).then_some("page")] { (word) }
                                }
                            }
                            @if !matches!(shown, "/" | "/search") { (search::field(view)) }
                            div.tongues {
                                @for language in LANGUAGES {
                                    a href=(view.switched(shown, language)) lang=(language.tag()) hreflang=(language.tag())
                                        aria-current=[(language == view.language).then_some("true")] { (tongue(language.tag())) }
                                }
                            }
                        }
                    }
                    main id="content" { (self.body) }
                    footer.foot {
                        @if !self.asked.is_empty() {
                            details {
                                summary { (view.word("queries-used")) }
                                @for name in &self.asked {
                                    @if let Some(text) = questions::text(name) { pre { (text) } }
                                }
                            }
                        }
                        div.links {
                            span { "Hemicycle " (env!("CARGO_PKG_VERSION")) }
                            a href=(view.link("/ontology/index.html")) { (view.word("vocabulary")) }
                            a href="/.well-known/void" { "VoID" }
                            a href="/feed.atom" { "Atom" }
                        }
                    }
                }
            }
        }
    }
}

/// Rows of seats.
fn mark() -> Markup {
    html! {
        svg viewBox="0 0 32 20" aria-hidden="true" {
            path d="M3 18a13 13 0 0 1 26 0" {}
            path d="M9 18a7 7 0 0 1 14 0" {}
            path d="M15.4 18h1.2" {}
        }
    }
}

pub fn tongue(tag: &str) -> &str {
    match tag {
        "en" => "English",
        "fr" => "Français",
        "it" => "Italiano",
        "de" => "Deutsch",
        "es" => "Español",
        "ru" => "Русский",
        tag => tag,
    }
}

/// Name, ending and media type of a document's forms as data.
const FORMS: [(&str, &str, &str); 4] = [
    ("Turtle", "ttl", "text/turtle"),
    ("JSON-LD", "jsonld", "application/ld+json"),
    ("RDF/XML", "rdf", "application/rdf+xml"),
    ("N-Triples", "nt", "application/n-triples"),
];

/// Downloads, and how to cite: by title or name, and the IRI.
fn forms(view: &View, name: &str, title: Option<&str>) -> Markup {
    let thing = &view.path;
    html! {
        h2 { (view.word("data")) }
        ul.forms {
            @for (name, ending, kind) in FORMS {
                li { a href=(format!("{thing}.{ending}")) type=(kind) { (name) } }
            }
            li { a href=(format!("{thing}.csv")) type="text/csv" { "CSV" } }
        }
        h2 { (view.word("cite")) }
        p.cite {
            @if let Some(title) = title { (name) ", " cite { (title) } ". " } @else { cite { (name) } ". " }
            "Hemicycle " (env!("CARGO_PKG_VERSION")) ". "
            code { (view.base) (thing) }
        }
    }
}

/// Tables of questions, in their order.
pub async fn ask(site: &Site, view: &View, asked: Vec<Asked>) -> Result<Vec<Table>, Unanswered> {
    let request = Request::Tables { asked, language: view.language.tag().to_owned() };
    let answer = site.pool.ask(Lane::Own, &request).await?;
    frame::decode(&answer.body).map_err(|error| Unanswered::Broken(error.to_string()))
}

pub fn asked(question: &str, values: &[(&str, Value)]) -> Asked {
    Asked {
        question: question.to_owned(),
        values: values.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect(),
    }
}

/// The page that says why there is no other.
pub fn sorry(view: &View, shown: &str, why: &Unanswered, headers: &HeaderMap) -> Response<Body> {
    let (status, message) = answer::told(why);
    let body = html! { h1 { (view.word("too-long")) } p.warn { (message) } };
    let mut response = Page { status, ..Page::new(view.word("too-long"), body) }.send(view, shown, headers);
    if status == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(axum::http::header::RETRY_AFTER, 2.into());
    }
    response
}

/// A thing by its name and with a link; words in their language, days in the reader's.
fn cell(view: &View, cell: &Cell) -> Markup {
    match &cell.value {
        Value::Iri(iri) => {
            let page = view.page(iri);
            let name = match elsewhere(iri) {
                Some(register) => {
                    format!("{register} {}", iri.trim_end_matches('/').rsplit('/').next().unwrap_or(iri))
                }
                None => cell.label.clone().filter(|it| !it.is_empty()).unwrap_or_else(|| iri.clone()),
            };
            // What is no address of the web is shown and not followed.
            let followed =
                page.starts_with('/') || page.starts_with("https://") || page.starts_with("http://");
            html! { @if followed { a href=(page) { (name) } } @else { (name) } }
        }
        Value::Literal { text, datatype: Some(datatype), .. } if datatype.starts_with(XSD_DAY) => {
            html! { time datetime=(text) { (view.date(text)) } }
        }
        Value::Literal { text, language, .. } => {
            html! { span lang=[language.as_deref()] { (shown(text)) } }
        }
        Value::Typed(text) => html! { (text) },
    }
}

/// `xsd:date`; not `xsd:dateTime`, which nothing here states.
const XSD_DAY: &str = "http://www.w3.org/2001/XMLSchema#date";

/// The register in which an IRI of another host stands, where its end is a number or a code.
fn elsewhere(iri: &str) -> Option<&'static str> {
    const REGISTERS: [(&str, &str); 5] = [
        ("http://www.wikidata.org/", "Wikidata"),
        ("http://publications.europa.eu/resource/authority/country/", "EU"),
        ("https://sws.geonames.org/", "GeoNames"),
        ("https://w3id.org/hemicycle/def/country/", "Hemicycle"),
        ("https://viaf.org/", "VIAF"),
    ];
    REGISTERS.iter().find(|(it, _)| iri.starts_with(it)).map(|(_, it)| *it)
}

/// Long texts end at a word.
fn shown(text: &str) -> String {
    const MOST: usize = 400;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    let cut: String = text.chars().take(MOST).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", &cut[..end])
}

/// A table as a table.
fn table(view: &View, table: &Table, names: impl Fn(&str) -> String) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(view.word("answer")) {
            table {
                thead { tr { @for column in &table.columns { th scope="col" { (names(column)) } } } }
                tbody {
                    @for row in &table.rows {
                        tr { @for it in row { td { @if let Some(it) = it { (cell(view, it)) } } } }
                    }
                }
            }
        }
    }
}

/// The style sheet, in the program.
pub async fn style(headers: HeaderMap) -> Response<Body> {
    answer::whole(StatusCode::OK, "text/css", include_str!("style.css"), &headers)
}
