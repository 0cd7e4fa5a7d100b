//! What is said of a thing by triples: its name, its classes, its names by language, and the
//! facts beside a page, the telling ones first.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::super::frame::{Cell, Table, Value};
use super::super::view::View;
use super::{RDF_TYPE, cell, tongue};

pub const RDFS_LABEL: &str = "http://www.w3.org/2000/01/rdf-schema#label";
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

/// Values of a property, by the end of its IRI.
pub fn values<'a>(says: &'a Table, end: &'a str) -> impl Iterator<Item = &'a Cell> {
    says.rows
        .iter()
        .filter(move |row| local(says.text(row, "property")) == end)
        .filter_map(|row| says.cell(row, "value"))
}

/// What stands over the name: of an act its kind, its body and its day, else the classes.
pub fn kicker(view: &View, says: &Table) -> String {
    let label = |end| values(says, end).filter_map(|it| it.label.clone()).next();
    if let Some(kind) = label("work_type") {
        let day = values(says, "date_document").map(|it| view.date(it.value.as_str())).next();
        return [Some(kind), label("adoptedBy"), day].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    }
    let classes = says.rows.iter().filter(|row| says.text(row, "property") == RDF_TYPE);
    let classes = classes.filter_map(|row| says.cell(row, "value")?.label.as_deref());
    classes.collect::<Vec<_>>().join(" · ")
}

fn local(iri: &str) -> &str {
    iri.rsplit(['#', '/']).next().unwrap_or(iri)
}

/// Properties that a reader looks for, in this order, by the ends of their IRIs.
const FIRST: &[&str] = &[
    "work_type",
    "number",
    "adoptedBy",
    "date_document",
    "debatedOn",
    "textStatus",
    "rapporteur",
    "reportedIn",
    "reportOf",
    "publishedAs",
    "transmittedTo",
    "transmittedOn",
    "holds",
    "memberOrLeaderOf",
    "postIn",
    "organOf",
    "ofState",
    "eventType",
    "occurredOn",
    "statedDate",
    "speaker",
    "actType",
    "actionType",
    "addressee",
    "impliedAddressee",
    "concerns",
    "statedIn",
    "cites",
    "cited_by",
];

/// Names and bookkeeping: shown elsewhere, or in the data only.
const SILENT: &[&str] = &[
    "type",
    "label",
    "prefLabel",
    "altLabel",
    "hiddenLabel",
    "evidence",
    "rule",
    "entry",
    "text",
    "lineStarts",
    "sha256",
    "inScheme",
    "strength",
    "printedAt",
];

/// Values of one property that are shown before a reader asks for the rest.
const SOME: usize = 8;

/// Property by property, values by name.
pub fn list(view: &View, says: &Table) -> Markup {
    let mut by_property: BTreeMap<(usize, &str), Vec<&Cell>> = BTreeMap::new();
    for row in &says.rows {
        let Some(property) = says.cell(row, "property") else { continue };
        let end = local(property.value.as_str());
        if SILENT.contains(&end) {
            continue;
        }
        let rank = FIRST.iter().position(|it| *it == end).unwrap_or(FIRST.len());
        let name = property.label.as_deref().unwrap_or(end);
        by_property.entry((rank, name)).or_default().extend(says.cell(row, "value"));
    }
    for values in by_property.values_mut() {
        values.sort_by(|a, b| a.label.cmp(&b.label).then_with(|| a.value.as_str().cmp(b.value.as_str())));
        values.dedup();
    }
    html! {
        dl.facts {
            @for ((_, property), values) in &by_property {
                div {
                    dt { (property) }
                    @for value in values.iter().take(SOME) { dd { (cell(view, value)) } }
                    @if values.len() > SOME {
                        dd { details {
                            summary { (view.word("more")) " (" (values.len() - SOME) ")" }
                            ul.plain { @for value in values.iter().skip(SOME) { li { (cell(view, value)) } } }
                        } }
                    }
                }
            }
        }
    }
}

/// What it is called, language by language.
pub fn names(view: &View, says: &Table) -> Markup {
    let mut by_tongue: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    // The preferred names first.
    for end in ["prefLabel", "altLabel"] {
        for row in &says.rows {
            if says.text(row, "property").strip_prefix(SKOS) != Some(end) {
                continue;
            }
            if let Some(Value::Literal { text, language, .. }) = says.cell(row, "value").map(|it| &it.value) {
                let names = by_tongue.entry(language.as_deref().unwrap_or_default()).or_default();
                if !names.contains(&text.as_str()) {
                    names.push(text);
                }
            }
        }
    }
    html! {
        @if by_tongue.values().map(Vec::len).sum::<usize>() > 1 {
            dl.names aria-label=(view.word("names")) {
                @for (tag, names) in &by_tongue {
                    div {
                        dt { (if tag.is_empty() { view.word("names") } else { tongue(tag) }) }
                        dd lang=[Some(tag).filter(|it| !it.is_empty())] {
                            @for (n, name) in names.iter().enumerate() { @if n > 0 { " · " } (name) }
                        }
                    }
                }
            }
        }
    }
}
