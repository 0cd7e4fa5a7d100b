//! An act: its versions side by side, paragraph against paragraph, with what is named and
//! asked marked in the text.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::{HeaderMap, Response};
use maud::{Markup, html};

use super::super::frame::{Cell, Table, Value};
use super::super::routes::Site;
use super::super::view::View;
use super::{Page, ask, asked, cell, forms, schema, sorry, thing, tongue};

const QUESTIONS: [&str; 5] = ["act-text", "act-marks", "act-speech", "act-notices", "thing-says"];

/// None: it is no act that was read.
pub async fn page(site: &Site, view: &View, headers: &HeaderMap) -> Option<Response<Body>> {
    let iri = format!("{}{}", view.base, view.path);
    let questions = QUESTIONS.map(|it| asked(it, &[("thing", Value::Iri(iri.clone()))]));
    let shown = format!("{}.html", view.path);
    let tables = match ask(site, view, questions.into()).await {
        Ok(tables) => tables,
        Err(why) => return Some(sorry(view, &shown, &why, headers)),
    };
    let [text, marks, speech, notices, facts] = <[Table; 5]>::try_from(tables).ok()?;
    if text.rows.is_empty() {
        return None;
    }
    let act = Act::new(&text, &marks, &speech);
    let name = thing::name(view, &facts).unwrap_or_else(|| view.path.clone());
    let body = html! {
        p.kicker { (view.word("act")) }
        h1 { (name) }
        div.two {
            div {
                div.versions.titles {
                    @for tag in &act.tongues {
                        p lang=(tag) { span.tag { (tongue(tag)) } (act.titles.get(tag.as_str()).copied().unwrap_or("—")) }
                    }
                }
                @for place in &act.places { (act.paragraph(view, place)) }
            }
            aside.side {
                h2 { (view.word("facts")) }
                (thing::facts(view, &facts))
                @if !notices.rows.is_empty() {
                    h2 { (view.word("differences")) }
                    ul.plain {
                        @for row in &notices.rows {
                            li { (notices.text(row, "description")) }
                        }
                    }
                }
                p { a href=(view.link(&format!("{}.html?all=1", view.path))) { (view.word("statements")) } }
                (forms(view, &view.path))
            }
        }
    };
    let described = schema::thing(view, &name, &facts);
    let mut page = Page { described: Some(described), ..Page::new(name, body) }.asking(&QUESTIONS);
    page.thing = Some(view.path.clone());
    Some(page.send(view, &shown, headers))
}

/// The tables of an act, ordered for reading.
struct Act<'a> {
    /// Tags of the versions, sorted.
    tongues: Vec<String>,
    titles: BTreeMap<&'a str, &'a str>,
    /// In the order of the text.
    places: Vec<Place<'a>>,
}

struct Place<'a> {
    number: &'a str,
    texts: BTreeMap<&'a str, Text<'a>>,
    /// What it says and asks, and of whom.
    says: Vec<(&'a Cell, Vec<&'a Cell>)>,
    asks: Vec<&'a Cell>,
}

struct Text<'a> {
    words: &'a str,
    /// What is named, in the order of the text.
    marks: Vec<(&'a str, &'a Cell)>,
}

fn tag(cell: Option<&Cell>) -> &str {
    match cell.map(|it| &it.value) {
        Some(Value::Literal { language: Some(tag), .. }) => tag,
        _ => "",
    }
}

impl<'a> Act<'a> {
    fn new(text: &'a Table, marks: &'a Table, speech: &'a Table) -> Self {
        let mut marked: BTreeMap<&str, Vec<(&str, &Cell)>> = BTreeMap::new();
        for row in &marks.rows {
            if let Some(named) = marks.cell(row, "named") {
                marked.entry(marks.text(row, "part")).or_default().push((marks.text(row, "words"), named));
            }
        }
        let mut titles = BTreeMap::new();
        let mut places: Vec<Place<'_>> = Vec::new();
        let mut at: BTreeMap<&str, usize> = BTreeMap::new();
        let mut tongues: Vec<String> = Vec::new();
        for row in &text.rows {
            let language = tag(text.cell(row, "words"));
            if !tongues.iter().any(|it| it == language) {
                tongues.push(language.to_owned());
            }
            let words = text.text(row, "words");
            let place = text.text(row, "place");
            if place.is_empty() {
                if text.text(row, "kind").ends_with("/title") {
                    titles.entry(language).or_insert(words);
                }
                continue;
            }
            let index = *at.entry(place).or_insert_with(|| {
                let number = text.text(row, "number");
                places.push(Place { number, texts: BTreeMap::new(), says: Vec::new(), asks: Vec::new() });
                places.len() - 1
            });
            let marks = marked.remove(text.text(row, "part")).unwrap_or_default();
            places[index].texts.insert(language, Text { words, marks });
        }
        for row in &speech.rows {
            let Some(&index) = at.get(speech.text(row, "place")) else { continue };
            let to = speech.cell(row, "to");
            let place = &mut places[index];
            match speech.cell(row, "verb") {
                Some(verb) => match place.says.iter_mut().find(|(it, _)| it.value == verb.value) {
                    Some((_, all)) => all.extend(to),
                    None => place.says.push((verb, to.into_iter().collect())),
                },
                None => place.asks.extend(to),
            }
        }
        tongues.sort();
        Self { tongues, titles, places }
    }

    fn paragraph(&self, view: &View, place: &Place<'_>) -> Markup {
        html! {
            section.para id=(format!("p{}", place.number)) {
                header {
                    a.number href=(format!("#p{}", place.number)) { (place.number) }
                    @for (verb, to) in &place.says {
                        span.chip {
                            (verb.label.as_deref().unwrap_or_default())
                            @for (n, it) in to.iter().enumerate() { (if n == 0 { " → " } else { ", " }) (cell(view, it)) }
                        }
                    }
                    @if !place.asks.is_empty() {
                        span.chip.ask {
                            (view.word("demand")) " → "
                            @for (n, it) in place.asks.iter().enumerate() { @if n > 0 { ", " } (cell(view, it)) }
                        }
                    }
                }
                div.versions {
                    @for language in &self.tongues {
                        @match place.texts.get(language.as_str()) {
                            Some(text) => p lang=(language) { span.tag { (tongue(language)) } (marked(view, text)) },
                            None => p.gone { span.tag { (tongue(language)) } (view.word("missing")) },
                        }
                    }
                }
            }
        }
    }
}

/// The words with what they name linked. A name whose letters were joined over a line's end
/// in another way than the paragraph's is left unmarked.
fn marked(view: &View, text: &Text<'_>) -> Markup {
    let mut rest = text.words;
    let mut pieces = Vec::new();
    for (words, named) in &text.marks {
        let Some(at) = rest.find(words) else { continue };
        pieces.push((&rest[..at], *words, *named));
        rest = &rest[at + words.len()..];
    }
    html! {
        @for (before, words, named) in pieces {
            (before)
            @if let Value::Iri(iri) = &named.value {
                a.m href=(view.page(iri)) title=[named.label.as_deref()] { (words) }
            } @else { (words) }
        }
        (rest)
    }
}
