//! An act: its versions side by side, paragraph against paragraph, with what is named, said and
//! asked marked in the text.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::{HeaderMap, Response};
use maud::{Markup, html};

use super::super::frame::{Asked, Cell, Table, Value};
use super::super::routes::Site;
use super::super::view::View;
use super::difference;
use super::marks::{Mark, What, marked};
use super::{Page, ask, asked, cell, facts, forms, schema, sorry, tongue};

const QUESTIONS: [&str; 5] = ["act-text", "act-marks", "act-speech", "act-notices", "thing-says"];

/// The act and the graphs that hold it: so each question is looked up in one act, however many there are.
fn questions(act: &str) -> Vec<Asked> {
    let values = ["thing", "graph", "statements", "mentions"];
    let ends = ["", "/g/act", "/g/statements", "/g/mentions"];
    let values: Vec<(&str, Value)> =
        values.into_iter().zip(ends).map(|(name, end)| (name, Value::Iri(format!("{act}{end}")))).collect();
    QUESTIONS.iter().map(|it| asked(it, &values)).collect()
}

/// None: it is no act that was read, or what is said of it is asked for and not its text.
pub async fn page(site: &Site, view: &View, headers: &HeaderMap) -> Option<Response<Body>> {
    if !view.path.starts_with("/eli/") || view.parameter("view").is_some() {
        return None;
    }
    let iri = format!("{}{}", view.base, view.path);
    let shown = format!("{}.html", view.path);
    let tables = match ask(site, view, questions(&iri)).await {
        Ok(tables) => tables,
        Err(why) => return Some(sorry(view, &shown, &why, headers)),
    };
    let [text, marks, speech, notices, says] = <[Table; 5]>::try_from(tables).ok()?;
    if text.rows.is_empty() {
        return None;
    }
    let act = Act::new(&text, &marks, &speech, &notices);
    let name = facts::name(view, &says).unwrap_or_else(|| view.path.clone());
    let own = act.titles.get_key_value(view.language.tag()).or_else(|| act.titles.iter().next());
    let chosen = view.parameter("in").filter(|tag| act.tongues.iter().any(|it| it == tag));
    let tongues: Vec<&str> = act
        .tongues
        .iter()
        .map(String::as_str)
        .filter(|tag| chosen.is_none_or(|chosen| chosen == *tag))
        .collect();
    let body = html! {
        p.kicker { (facts::kicker(view, &says)) }
        h1 { (own.map_or(name.as_str(), |(_, (title, _))| title)) }
        @if own.is_some() { p.lead { (name) } }
        div.two {
            div {
                @if act.tongues.len() > 1 {
                    nav.choice aria-label=(view.word("versions")) {
                        a href=(view.page(&iri)) aria-current=[chosen.is_none().then_some("true")] { (view.word("side-by-side")) }
                        @for tag in &act.tongues {
                            a href=(view.with(&view.page(&iri), "in", tag)) hreflang=(tag) aria-current=[(chosen == Some(tag)).then_some("true")] { (tongue(tag)) }
                        }
                    }
                }
                p.legend {
                    @for (class, word) in [("m k-person", "person"), ("m k-state", "legend-bodies"), ("m k-act", "legend-acts"), ("verb", "legend-says"), ("asked", "demand")] {
                        span class=(class) { (view.word(word)) } " "
                    }
                }
                @if tongues.len() > 1 {
                    div.versions.titles {
                        @for tag in &tongues {
                            p lang=(tag) { span.tag { (tongue(tag)) } (act.titles.get(*tag).map_or("—", |(title, _)| title)) }
                        }
                    }
                }
                @for place in &act.places { (paragraph(view, &tongues, place)) }
                @if !act.notes.is_empty() { (notes(view, &tongues, &act.notes)) }
            }
            aside.side {
                h2 { (view.word("facts")) }
                (facts::list(view, &says))
                @if !notices.rows.is_empty() {
                    h2 { (view.word("differences")) }
                    ul.plain {
                        @for row in &notices.rows {
                            @let place = act.place_of(notices.text(row, "at"));
                            li {
                                (difference::told(notices.text(row, "description")))
                                @if let Some(number) = place { " " a href=(format!("#p{number}")) { "§ " (number) } }
                            }
                        }
                    }
                }
                h2 { (view.word("statements")) }
                p { a href=(view.with(&view.page(&iri), "view", "statements")) { (view.word("statements-of-act")) } }
                (forms(view, &name, own.map(|(_, (title, _))| *title)))
            }
        }
    };
    let described = schema::thing(view, &name, &says);
    let mut page = Page { described: Some(described), ..Page::new(name, body) }.asking(&QUESTIONS);
    page.thing = Some(view.path.clone());
    Some(page.send(view, &shown, headers))
}

/// The tables of an act, ordered for reading.
struct Act<'a> {
    /// Tags of the versions, sorted.
    tongues: Vec<String>,
    /// By language: the title and how it ranks.
    titles: BTreeMap<&'a str, (&'a str, usize)>,
    /// In the order of the text.
    places: Vec<Place<'a>>,
    /// Footnotes and notices, by language.
    notes: BTreeMap<&'a str, Vec<Text<'a>>>,
}

struct Place<'a> {
    number: &'a str,
    texts: BTreeMap<&'a str, Text<'a>>,
    /// Speech acts and demands: IRI, what it is, of whom.
    says: Vec<Said<'a>>,
    /// What was noticed here.
    notices: Vec<&'a str>,
}

struct Said<'a> {
    iri: &'a str,
    verb: Option<&'a Cell>,
    actions: Vec<&'a Cell>,
    to: Vec<&'a Cell>,
}

struct Text<'a> {
    words: &'a str,
    /// Code points of the file.
    printed: (usize, usize),
    marks: Vec<Mark<'a>>,
}

/// The range of `…#char=a,b`.
fn range(iri: &str) -> (usize, usize) {
    let range = iri.rsplit_once("#char=").and_then(|(_, it)| it.split_once(','));
    range.and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?))).unwrap_or_default()
}

fn tag(cell: Option<&Cell>) -> &str {
    match cell.map(|it| &it.value) {
        Some(Value::Literal { language: Some(tag), .. }) => tag,
        _ => "",
    }
}

impl<'a> Act<'a> {
    fn new(text: &'a Table, marks: &'a Table, speech: &'a Table, notices: &'a Table) -> Self {
        let mut act =
            Self { tongues: Vec::new(), titles: BTreeMap::new(), places: Vec::new(), notes: BTreeMap::new() };
        let mut marked = by_part(marks);
        let mut at: BTreeMap<&str, usize> = BTreeMap::new();
        for row in &text.rows {
            let language = tag(text.cell(row, "words"));
            if !act.tongues.iter().any(|it| it == language) {
                act.tongues.push(language.to_owned());
            }
            let found = Text {
                words: text.text(row, "words"),
                printed: range(text.text(row, "printed")),
                marks: marked.remove(text.text(row, "part")).unwrap_or_default(),
            };
            let place = text.text(row, "place");
            if place.is_empty() {
                act.outside(text.text(row, "kind"), text.text(row, "part"), language, found);
                continue;
            }
            let index = *at.entry(place).or_insert_with(|| {
                let number = text.text(row, "number");
                act.places.push(Place {
                    number,
                    texts: BTreeMap::new(),
                    says: Vec::new(),
                    notices: Vec::new(),
                });
                act.places.len() - 1
            });
            act.places[index].texts.insert(language, found);
        }
        for row in &speech.rows {
            let Some(&index) = at.get(speech.text(row, "place")) else { continue };
            let says = &mut act.places[index].says;
            let iri = speech.text(row, "it");
            if says.last().is_none_or(|it| it.iri != iri) {
                says.push(Said { iri, verb: speech.cell(row, "verb"), actions: Vec::new(), to: Vec::new() });
            }
            if let Some(said) = says.last_mut() {
                for (list, column) in [(&mut said.actions, "action"), (&mut said.to, "to")] {
                    list.extend(speech.cell(row, column).filter(|it| !list.contains(it)));
                }
            }
        }
        act.tongues.sort();
        // Other notices are of the document: a footnote that stands between a paragraph's lines.
        let of_versions =
            notices.rows.iter().filter(|row| notices.text(row, "kind").ends_with("/versions-differ"));
        for row in of_versions {
            let (start, end) = range(notices.text(row, "at"));
            let description = notices.text(row, "description");
            if let Some(place) = act.places.iter_mut().find(|it| it.holds(start)) {
                place.notices.push(description);
                place.differ(start, end, description);
            }
        }
        act
    }

    /// A part that is no paragraph: the title, a footnote, a notice.
    fn outside(&mut self, kind: &'a str, part: &str, language: &'a str, text: Text<'a>) {
        if kind.ends_with("/title") {
            // The title at the head of the act itself, before one of a cover.
            let rank = usize::from(!part.ends_with("/head.title"));
            let old = self.titles.get(language).map_or(usize::MAX, |(_, rank)| *rank);
            if rank < old {
                self.titles.insert(language, (text.words, rank));
            }
        } else if !kind.ends_with("/heading") {
            self.notes.entry(language).or_default().push(text);
        }
    }

    /// The number of the paragraph in which this place of the file is.
    fn place_of(&self, at: &str) -> Option<&'a str> {
        let (start, _) = range(at);
        self.places.iter().find(|it| it.holds(start)).map(|it| it.number)
    }
}

impl<'a> Place<'a> {
    /// Whether this place of the file is in one of its versions.
    fn holds(&self, at: usize) -> bool {
        self.texts.values().any(|it| it.printed.0 <= at && at < it.printed.1)
    }

    /// Marks what a notice names, in each version: the words stand in it in quotation marks.
    fn differ(&mut self, start: usize, end: usize, notice: &'a str) {
        for text in self.texts.values_mut() {
            for words in difference::quoted(notice) {
                let mut is_marked = false;
                for mark in text.marks.iter_mut().filter(|it| it.words == words) {
                    mark.differs = Some(notice);
                    is_marked = true;
                }
                let is_here = (text.printed.0..text.printed.1).contains(&start);
                if is_here && !is_marked && words.chars().count() == end.saturating_sub(start) {
                    text.marks.push(Mark { start, words, what: What::Differs, differs: Some(notice) });
                }
            }
        }
    }
}

/// What stands in each part; a passage that proves a name and a statement is one mark.
fn by_part(table: &Table) -> BTreeMap<&str, Vec<Mark<'_>>> {
    let mut marks: BTreeMap<&str, Vec<Mark<'_>>> = BTreeMap::new();
    for row in &table.rows {
        let proves = table.text(row, "proves");
        let what = match table.cell(row, "named") {
            Some(named) => What::Names(named),
            None if proves.contains("/demand/") => What::Asks,
            None if proves.contains("/act/") => What::Says(proves),
            None => continue,
        };
        let start = table.text(row, "start").parse().unwrap_or_default();
        let list = marks.entry(table.text(row, "part")).or_default();
        let words = table.text(row, "words");
        if list.last().is_none_or(|it| (it.start, it.words) != (start, words)) {
            list.push(Mark { start, words, what, differs: None });
        }
    }
    marks
}

fn paragraph(view: &View, tongues: &[&str], place: &Place<'_>) -> Markup {
    let list = |cells: &[&Cell]| {
        html! { @for (n, it) in cells.iter().enumerate() { @if n > 0 { ", " } (cell(view, it)) } }
    };
    html! {
        section.para id=(format!("p{}", place.number)) {
            header {
                a.number href=(format!("#p{}", place.number)) aria-label=(format!("{} {}", view.word("paragraph"), place.number)) { (place.number) }
                @for it in &place.says {
                    span.chip.ask[it.verb.is_none()] {
                        a href=(view.page(it.iri)) {
                            @match it.verb {
                                Some(verb) => (verb.label.as_deref().unwrap_or_default()),
                                None if it.actions.is_empty() => (view.word("demand")),
                                None => (it.actions.iter().filter_map(|it| it.label.as_deref()).collect::<Vec<_>>().join(", ")),
                            }
                        }
                        @if !it.to.is_empty() { " → " (list(&it.to)) }
                    }
                }
            }
            div.versions {
                @for language in tongues {
                    @match place.texts.get(language) {
                        Some(text) => p lang=(language) {
                            @if tongues.len() > 1 { span.tag { (tongue(language)) } }
                            (marked(view, text.words, text.printed.0, &mut text.marks.clone()))
                        },
                        None => p.gone { span.tag { (tongue(language)) } (view.word("missing")) },
                    }
                }
            }
            @for notice in &place.notices { p.notice { (difference::told(notice)) } }
        }
    }
}

fn notes(view: &View, tongues: &[&str], notes: &BTreeMap<&str, Vec<Text<'_>>>) -> Markup {
    html! {
        section.para.notes {
            h2 { (view.word("notes")) }
            div.versions {
                @for language in tongues {
                    div lang=(language) {
                        @for text in notes.get(language).into_iter().flatten() {
                            p { (marked(view, text.words, text.printed.0, &mut text.marks.clone())) }
                        }
                    }
                }
            }
        }
    }
}
