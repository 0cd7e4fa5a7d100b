//! Who asks what of whom, since when: the demands of all acts, narrowed by links. No form and no
//! script: each choice is an address.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response, Uri};
use maud::{Markup, html};

use super::super::frame::{Cell, Table, Value};
use super::super::routes::Here;
use super::super::view::View;
use super::{Page, ask, asked, browse, cell, said, sorry};

/// Columns to choose by, and what each is called.
const FACETS: [(&str, &str); 4] =
    [("verb", "verb"), ("to", "addressee"), ("action", "topic"), ("year", "year")];

/// Demands on one page.
const ON_PAGE: usize = 30;
/// Choices of a facet that are shown at once.
const CHOICES: usize = 10;

/// One demand: its rows are one for each verb, addressee and action.
struct Demand<'a> {
    iri: &'a str,
    rows: Vec<&'a Vec<Option<Cell>>>,
}

struct Demands<'a> {
    table: &'a Table,
    all: Vec<Demand<'a>>,
}

impl<'a> Demands<'a> {
    fn new(table: &'a Table) -> Self {
        let mut all: Vec<Demand<'_>> = Vec::new();
        for row in &table.rows {
            let iri = table.text(row, "demand");
            match all.last_mut() {
                Some(last) if last.iri == iri => last.rows.push(row),
                _ => all.push(Demand { iri, rows: vec![row] }),
            }
        }
        Self { table, all }
    }

    /// Values of a demand for a facet, each once, with what it is called.
    fn values(&self, demand: &Demand<'a>, facet: &str) -> BTreeMap<&'a str, &'a str> {
        let mut values = BTreeMap::new();
        for row in &demand.rows {
            if facet == "year" {
                if let Some(year) = self.table.text(row, "date").get(..4) {
                    values.insert(year, year);
                }
            } else if let Some(cell) = self.table.cell(row, facet) {
                values.insert(cell.value.as_str(), cell.label.as_deref().unwrap_or_default());
            }
        }
        values
    }

    /// Whether it fits all that was chosen, but for one facet.
    fn fits(&self, view: &View, demand: &Demand<'a>, but: Option<&str>) -> bool {
        FACETS.iter().all(|(facet, _)| {
            Some(*facet) == but
                || view.parameter(facet).is_none_or(|wanted| self.values(demand, facet).contains_key(wanted))
        })
    }

    /// Choices of a facet among the demands that fit the other facets: value, name, how many. The
    /// most frequent first, years in time.
    fn choices(&self, view: &View, facet: &str) -> Vec<(&'a str, &'a str, usize)> {
        let mut counts: BTreeMap<&str, (&str, usize)> = BTreeMap::new();
        for demand in self.all.iter().filter(|it| self.fits(view, it, Some(facet))) {
            for (value, name) in self.values(demand, facet) {
                counts.entry(value).or_insert((name, 0)).1 += 1;
            }
        }
        let mut choices: Vec<_> = counts.into_iter().map(|(value, (name, n))| (value, name, n)).collect();
        if facet == "year" {
            choices.reverse();
        } else {
            choices.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.1.cmp(b.1)));
        }
        choices
    }
}

/// This page with one choice more, or without it.
fn address(view: &View, facet: &str, value: Option<&str>) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, other) in view.parameters().filter(|(name, _)| *name != facet && *name != "page") {
        if !other.is_empty() {
            query.append_pair(name, other);
        }
    }
    if let Some(value) = value {
        query.append_pair(facet, value);
    }
    format!("/demands?{}", query.finish())
}

pub async fn page(State(site): Here, uri: Uri, headers: HeaderMap) -> Response<Body> {
    let view = View::new(&site, &uri, &headers);
    let tables = match ask(&site, &view, vec![asked("demands-all", &[])]).await {
        Ok(tables) => tables,
        Err(why) => return sorry(&view, "/demands", &why, &headers),
    };
    let [table] = &tables[..] else { return sorry(&view, "/demands", &browse::broken(), &headers) };
    let demands = Demands::new(table);
    let fitting: Vec<&Demand<'_>> = demands.all.iter().filter(|it| demands.fits(&view, it, None)).collect();
    let page = view.parameter("page").and_then(|it| it.parse::<usize>().ok()).unwrap_or(1).max(1);
    let shown: Vec<&Demand<'_>> =
        fitting.iter().skip((page - 1).saturating_mul(ON_PAGE)).take(ON_PAGE).copied().collect();
    let questions =
        shown.iter().map(|it| asked("demand-words", &[("demand", Value::Iri(it.iri.to_owned()))])).collect();
    let words = match ask(&site, &view, questions).await {
        Ok(words) => words,
        Err(why) => return sorry(&view, "/demands", &why, &headers),
    };
    let body = html! {
        h1 { (view.word("demands")) }
        p.lead { (view.word("demands-lead")) }
        div.two {
            div {
                p.kicker { (view.word("found")) ": " (fitting.len()) }
                (chosen(&view, &demands))
                ul.say { @for (demand, words) in shown.iter().zip(&words) { (entry(&view, &demands, demand, words)) } }
                @if fitting.len() > ON_PAGE {
                    nav.pages aria-label=(view.word("pages")) {
                        @if page > 1 { a href=(turned(&view, page - 1)) rel="prev" { "← " (view.word("newer")) } }
                        span.soft { (page) " / " (fitting.len().div_ceil(ON_PAGE)) }
                        @if page * ON_PAGE < fitting.len() { a href=(turned(&view, page + 1)) rel="next" { (view.word("older")) " →" } }
                    }
                }
            }
            aside.side {
                div.facets { @for (facet, word) in FACETS { (choices(&view, &demands, facet, view.word(word))) } }
            }
        }
    };
    Page::new(view.word("demands"), body)
        .asking(&["demands-all", "demand-words"])
        .send(&view, "/demands", &headers)
}

fn turned(view: &View, page: usize) -> String {
    view.with(&address(view, "page", None), "page", &page.to_string()).replace("?&", "?")
}

/// What was chosen, each with the way to take it back.
fn chosen(view: &View, demands: &Demands<'_>) -> Markup {
    let name = |facet: &str, value: &str| {
        let mut all = demands.all.iter().filter_map(|it| demands.values(it, facet).get(value).copied());
        all.next().unwrap_or(value).to_owned()
    };
    let all: Vec<_> = FACETS.iter().filter_map(|(facet, _)| Some((*facet, view.parameter(facet)?))).collect();
    html! {
        @if !all.is_empty() {
            p.chosen {
                @for (facet, value) in all {
                    a.chip href=(address(view, facet, None)) aria-label=(format!("{}: {}", view.word("take-back"), name(facet, value))) {
                        (name(facet, value)) " ×"
                    }
                }
            }
        }
    }
}

fn choices(view: &View, demands: &Demands<'_>, facet: &str, title: &str) -> Markup {
    let choices = demands.choices(view, facet);
    let wanted = view.parameter(facet);
    let item = |(value, name, n): &(&str, &str, usize)| {
        let current = wanted == Some(*value);
        html! {
            li { a href=(address(view, facet, (!current).then_some(*value))) aria-current=[current.then_some("true")] {
                (name) span { (n) }
            } }
        }
    };
    html! {
        @if !choices.is_empty() {
            section {
                h2 { (title) }
                ul { @for it in choices.iter().take(CHOICES) { (item(it)) } }
                @if choices.len() > CHOICES {
                    details {
                        summary { (view.word("more")) " (" (choices.len() - CHOICES) ")" }
                        ul { @for it in choices.iter().skip(CHOICES) { (item(it)) } }
                    }
                }
            }
        }
    }
}

fn entry(view: &View, demands: &Demands<'_>, demand: &Demand<'_>, words: &Table) -> Markup {
    let table = demands.table;
    let row = demand.rows[0];
    let verbs: Vec<&str> = demands.values(demand, "verb").into_values().collect();
    let to: BTreeMap<&str, &Cell> = demand
        .rows
        .iter()
        .filter_map(|row| table.cell(row, "to"))
        .map(|it| (it.value.as_str(), it))
        .collect();
    let rows: Vec<_> = words.rows.iter().collect();
    html! {
        li.asks {
            p.claim {
                a.chip.ask href=(view.page(demand.iri)) { (if verbs.is_empty() { view.word("demand").to_owned() } else { verbs.join(", ") }) } " "
                @for (n, it) in to.values().enumerate() { @if n > 0 { ", " } (cell(view, it)) }
            }
            @if !rows.is_empty() {
                @let best = said::best(view, words, &rows);
                @let tag = match words.cell(best, "words").map(|it| &it.value) { Some(Value::Literal { language, .. }) => language.as_deref(), _ => None };
                blockquote lang=[tag] { (words.text(best, "exact")) }
            }
            p.source { (said::place(view, table, row)) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(value: &str) -> Option<Cell> {
        Some(Cell { value: Value::Iri(value.to_owned()), label: Some(value.to_uppercase()) })
    }

    #[test]
    fn a_choice_counts_demands_and_not_rows() {
        let columns = ["demand", "verb", "to", "date"].map(str::to_owned).into();
        let row = |demand: &str, verb: &str, to: &str, date: &str| {
            vec![cell(demand), cell(verb), cell(to), Some(Cell { value: Value::text(date), label: None })]
        };
        let rows = vec![
            row("d1", "urges", "anland", "2028-01-30"),
            row("d1", "urges", "beland", "2028-01-30"),
            row("d2", "asks", "anland", "2027-01-30"),
        ];
        let table = Table { columns, rows };
        let demands = Demands::new(&table);
        let view = View::test("/demands?to=anland");
        assert_eq!(demands.choices(&view, "to"), [("anland", "ANLAND", 2), ("beland", "BELAND", 1)]);
        assert_eq!(demands.choices(&view, "year"), [("2028", "2028", 1), ("2027", "2027", 1)]);
        let view = View::test("/demands?to=beland&lang=fr");
        assert_eq!(demands.choices(&view, "verb"), [("urges", "URGES", 1)]);
        assert_eq!(demands.choices(&view, "to").len(), 2, "a facet does not narrow itself");
        assert_eq!(address(&view, "to", None), "/demands?lang=fr");
        assert_eq!(turned(&view, 2), "/demands?to=beland&lang=fr&page=2");
    }
}
