//! A person, a State, a body, a treaty, an event, or whatever else has an IRI: its names, what
//! is said of it in words with sentence and source, when it was named, and what it hangs together with.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Response, StatusCode, Uri};
use maud::{Markup, html};

use super::super::format::GraphFormat;
use super::super::frame::{Refusal, Request, Table, Value};
use super::super::pool::{Lane, Unanswered};
use super::super::routes::{Here, Site};
use super::super::view::{CODES, View};
use super::{Page, RDF_TYPE, ask, asked, cell, facts, forms, picture, said, schema, search, sorry, time};

use crate::export::Format;

const QUESTIONS: [&str; 6] =
    ["thing-says", "thing-words", "thing-statements", "thing-speech", "thing-mentions", "thing-incoming"];

pub async fn page(site: &Site, view: &View, headers: &HeaderMap) -> Response<Body> {
    let iri = format!("{}{}", view.base, view.path);
    let shown = format!("{}.html", view.path);
    of(site, view, iri, &shown, headers).await
}

/// A code of our lists, whose IRI is of another host: what acts use it for.
pub async fn code(
    State(site): Here,
    Path(path): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Response<Body> {
    let view = View::new(&site, &uri, &headers);
    let iri = format!("{CODES}{}", path.trim_end_matches(".html"));
    of(&site, &view, iri, uri.path(), &headers).await
}

async fn of(site: &Site, view: &View, iri: String, shown: &str, headers: &HeaderMap) -> Response<Body> {
    let is_own = iri.starts_with(&*view.base);
    let values = [("thing", Value::Iri(iri.clone())), ("language", Value::text(view.language.tag()))];
    let questions = QUESTIONS.map(|it| asked(it, &values));
    let tables = match ask(site, view, questions.into()).await {
        Ok(tables) => tables,
        Err(why) => return sorry(view, shown, &why, headers),
    };
    let Ok([says, words, statements, speech, mentions, incoming]) = <[Table; 6]>::try_from(tables) else {
        return missing(site, view, shown, headers).await;
    };
    if says.rows.is_empty() && incoming.rows.is_empty() {
        return missing(site, view, shown, headers).await;
    }
    let title = facts::name(view, &says).unwrap_or_else(|| part(view, &words));
    let [asked_of_it, about_it, it_says] = said::speech(view, &speech);
    let picture = picture::Picture::of(view, &iri, &statements, &says, &incoming);
    let body = html! {
        p.kicker { (facts::kicker(view, &says)) }
        h1 { (title) }
        (facts::names(view, &says))
        div.two {
            div {
                (said::own_words(view, &iri, &words))
                (asked_of_it)
                (said::statements(view, &statements))
                (about_it)
                (it_says)
                (time::line(view, &mentions))
                @if !picture.is_empty() {
                    h2 id="around" { (view.word("around")) }
                    (picture.draw(view, &title))
                }
                @if !incoming.rows.is_empty() { (pointing(view, &incoming)) }
            }
            aside.side {
                h2 { (view.word("facts")) }
                (facts::list(view, &says))
                @if is_own { (forms(view, &title, None)) } @else { h2 { "IRI" } p { code { (iri) } } }
            }
        }
    };
    let described = is_own.then(|| schema::thing(view, &title, &says));
    let mut page = Page { described, ..Page::new(title, body) }.asking(&QUESTIONS);
    page.thing = is_own.then(|| view.path.clone());
    page.send(view, shown, headers)
}

/// What a thing without a name is called: its act, what it is, its number.
fn part(view: &View, words: &Table) -> String {
    let decoded = |it: &str| percent_encoding::percent_decode_str(it).decode_utf8_lossy().into_owned();
    let mut ends = view.path.rsplitn(3, '/');
    let (end, what) = (decoded(ends.next().unwrap_or("—")), ends.next().unwrap_or_default());
    let act = words.rows.first().and_then(|row| words.cell(row, "act")?.label.as_deref());
    let what = match what {
        "para" => format!("§ {end}"),
        "demand" => format!("{} {end}", view.word("demand")),
        _ => end.replace('_', " "),
    };
    act.map_or_else(|| what.clone(), |act| format!("{act} · {what}"))
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

/// What points at it, by property; all of it, where the picture shows some.
fn pointing(view: &View, table: &Table) -> Markup {
    let mut by_property: std::collections::BTreeMap<&str, Vec<&super::Cell>> = Default::default();
    for row in &table.rows {
        if let (Some(property), Some(subject)) = (table.cell(row, "property"), table.cell(row, "subject"))
            && property.value.as_str() != RDF_TYPE
        {
            let name = property.label.as_deref().unwrap_or(property.value.as_str());
            by_property.entry(name).or_default().push(subject);
        }
    }
    html! {
        details.pointing {
            summary { h2 { (view.word("points-here")) " (" (table.rows.len()) ")" } }
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
}
