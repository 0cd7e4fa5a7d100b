//! What acts say of a thing, in words: the statement, the sentence that proves it, the place and
//! the rule that found it. A report or an inference looks like what it is.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::super::frame::{Cell, Table, Value};
use super::super::view::View;
use super::{cell, difference, tongue};

/// Entries shown before a reader asks for the rest.
const SOME: usize = 12;

type Row = Vec<Option<Cell>>;

/// Rows with the same value in `column`, in their order.
fn groups<'a>(table: &'a Table, column: &str) -> Vec<Vec<&'a Row>> {
    let mut groups: Vec<Vec<&Row>> = Vec::new();
    for row in &table.rows {
        match groups.last_mut() {
            Some(last) if table.text(last[0], column) == table.text(row, column) => last.push(row),
            _ => groups.push(vec![row]),
        }
    }
    groups
}

/// The row whose words are in the reader's language, else in English, else the first.
pub fn best<'a>(view: &View, table: &Table, rows: &[&'a Row]) -> &'a Row {
    let rank = |row: &&&Row| match table.cell(row, "words").map(|it| &it.value) {
        Some(Value::Literal { language: Some(tag), .. }) if *tag == view.language.tag() => 0,
        Some(Value::Literal { language: Some(tag), .. }) if tag == "en" => 1,
        _ => 2,
    };
    rows.iter().min_by_key(rank).unwrap_or(&rows[0])
}

/// The first entries, the others behind a line that opens.
fn folded(view: &View, entries: &[Markup]) -> Markup {
    html! {
        ul.say { @for it in entries.iter().take(SOME) { (it) } }
        @if entries.len() > SOME {
            details {
                summary { (view.word("more")) " (" (entries.len() - SOME) ")" }
                ul.say { @for it in entries.iter().skip(SOME) { (it) } }
            }
        }
    }
}

/// Claim by claim: what several acts say stands once, with each place.
pub fn statements(view: &View, table: &Table) -> Markup {
    let mut claims: Vec<([&str; 3], Vec<Vec<&Row>>)> = Vec::new();
    for rows in groups(table, "statement") {
        let claim = ["subject", "property", "object"].map(|it| table.text(rows[0], it));
        match claims.iter_mut().find(|(it, _)| *it == claim) {
            Some((_, all)) => all.push(rows),
            None => claims.push((claim, vec![rows])),
        }
    }
    // That an organ is a State's is said each time it is named, and is least of the news.
    claims.sort_by_key(|([_, property, _], _)| {
        ["#ofState", "#organOf"].iter().any(|it| property.ends_with(it))
    });
    let entries: Vec<Markup> = claims.iter().map(|(_, all)| claim(view, table, all)).collect();
    html! {
        @if !entries.is_empty() {
            h2 { (view.word("statements")) " " span.count { (entries.len()) } }
            (folded(view, &entries))
        }
    }
}

fn claim(view: &View, table: &Table, statements: &[Vec<&Row>]) -> Markup {
    let first = best(view, table, &statements[0]);
    let has = |column: &str| statements.iter().all(|rows| table.cell(rows[0], column).is_some());
    html! {
        li.less[has("hedge") || has("inferred")] {
            p.claim {
                @for column in ["subject", "property", "object"] {
                    @if let Some(it) = table.cell(first, column) {
                        @if column == "property" { span.property { (it.label.as_deref().unwrap_or(it.value.as_str())) } }
                        @else { (cell(view, it)) }
                        " "
                    }
                }
            }
            (evidence(view, table, &statements[0]))
            @if statements.len() > 1 {
                details {
                    summary { (view.word("more-places")) " (" (statements.len() - 1) ")" }
                    @for rows in &statements[1..] { (evidence(view, table, rows)) }
                }
            }
        }
    }
}

/// One statement's sentence, with its reserve, its place and how it was found.
fn evidence(view: &View, table: &Table, rows: &[&Row]) -> Markup {
    let row = best(view, table, rows);
    let it = |column: &str| table.cell(row, column);
    html! {
        (sentence(table, row))
        p.source {
            @if let Some(hedge) = it("hedge") { span.chip.ask { (view.word("hedge")) ": " (hedge.label.as_deref().unwrap_or_default()) } " " }
            @if it("inferred").is_some() { span.chip.ask { (view.word("inferred")) } " " }
            (place(view, table, row))
            @if let Some(statement) = it("statement") { " · " a href=(view.page(statement.value.as_str())) { (view.word("proof")) } }
            @if let Some(rule) = it("rule") { ": " (view.word("rule")) " " code { (rule.value.as_str()) } }
        }
    }
}

/// The words around the proof, with the proof marked.
fn sentence(table: &Table, row: &Row) -> Markup {
    let Some(words) = table.cell(row, "words") else { return html! {} };
    let Value::Literal { text, language, .. } = &words.value else { return html! {} };
    let exact = table.text(row, "exact");
    let (before, rest) = match text.find(exact).filter(|_| !exact.is_empty()) {
        Some(at) => (&text[..at], &text[at + exact.len()..]),
        None => (text.as_str(), ""),
    };
    html! {
        blockquote lang=[language.as_deref()] {
            @if rest.is_empty() && before.len() == text.len() { (short_end(before)) }
            @else { (short_begin(before)) mark { (exact) } (short_end(rest)) }
        }
    }
}

/// Characters kept to each side of a proof.
const AROUND: usize = 260;

fn short_end(text: &str) -> String {
    match text.char_indices().nth(AROUND) {
        Some((at, _)) => format!("{}…", &text[..text[..at].rfind(' ').unwrap_or(at)]),
        None => text.to_owned(),
    }
}

fn short_begin(text: &str) -> String {
    match text.char_indices().rev().nth(AROUND) {
        Some((at, _)) => {
            let from = text[at..].find(' ').map_or(at, |it| at + it);
            format!("…{}", &text[from..])
        }
        None => text.to_owned(),
    }
}

/// Act, paragraph and day, linked.
pub fn place(view: &View, table: &Table, row: &Row) -> Markup {
    let number = number(table.text(row, "number"));
    html! {
        @if let Some(act) = table.cell(row, "act") {
            (cell(view, act))
            @if !number.is_empty() {
                ", " a href=(format!("{}#p{number}", view.page(act.value.as_str()))) { "§ " (number) }
            }
        }
        @if let Some(date) = table.cell(row, "date") { " · " time datetime=(date.value.as_str()) { (view.date(date.value.as_str())) } }
    }
}

/// Numbers of paragraphs may come from an IRI.
pub fn number(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// Speech acts and demands that are made to it, that are about it, and that it makes.
pub fn speech(view: &View, table: &Table) -> [Markup; 3] {
    let mut roles: Vec<(&str, &str, Vec<Markup>)> = ["addressee", "concerns", "speaker"]
        .into_iter()
        .zip(["asked-of-it", "about-it", "it-says"])
        .map(|(role, word)| (role, view.word(word), Vec::new()))
        .collect();
    let mut seen = BTreeSet::new();
    for rows in groups(table, "it") {
        let role = rows
            .iter()
            .filter_map(|row| table.text(row, "role").rsplit('#').next())
            .map(|it| if it == "impliedAddressee" { "addressee" } else { it })
            // Of what is said to it and about it, to it is the closer.
            .min_by_key(|role| roles.iter().position(|(it, ..)| it == role).unwrap_or(roles.len()));
        let Some((.., list)) = roles.iter_mut().find(|(it, ..)| Some(*it) == role) else { continue };
        if !seen.insert(table.text(rows[0], "it")) {
            continue;
        }
        let row = best(view, table, &rows);
        let mut verbs: Vec<&str> = rows
            .iter()
            .filter_map(|row| table.cell(row, "verb").or_else(|| table.cell(row, "action"))?.label.as_deref())
            .collect();
        verbs.dedup();
        let verbs = if verbs.is_empty() { view.word("demand").to_owned() } else { verbs.join(", ") };
        list.push(html! {
            li.asks {
                p.claim { a.chip.ask href=(view.page(table.text(row, "it"))) { (verbs) } }
                (sentence(table, row))
                p.source { (place(view, table, row)) }
            }
        });
    }
    let section = |n: usize| {
        let (_, title, entries) = &roles[n];
        html! {
            @if !entries.is_empty() {
                h2 { (title) " " span.count { (entries.len()) } }
                (folded(view, entries))
            }
        }
    };
    [section(0), section(1), section(2)]
}

/// The words of a passage itself, by language, and how the demand was worded before.
pub fn own_words(view: &View, thing: &str, table: &Table) -> Markup {
    let tag = |row: &Row| match table.cell(row, "words").map(|it| &it.value) {
        Some(Value::Literal { language: Some(tag), .. }) => tag.clone(),
        _ => String::new(),
    };
    let of = |row: &Row| {
        let of = table.text(row, "of").to_owned();
        if of.is_empty() { thing.to_owned() } else { of }
    };
    let mut own: Vec<(&Row, String)> =
        table.rows.iter().filter(|row| of(row) == thing).map(|row| (row, tag(row))).collect();
    own.sort_by(|a, b| a.1.cmp(&b.1));
    let earlier: Vec<&Row> = table.rows.iter().filter(|row| of(row) != thing).collect();
    html! {
        @if !own.is_empty() {
            div.versions.own {
                @for (row, tag) in &own {
                    div lang=(tag) { span.tag { (tongue(tag)) } p { (table.text(row, "exact")) } }
                }
            }
            p.source { (place(view, table, own[0].0)) }
        }
        @if !earlier.is_empty() {
            h2 { (view.word("repeats")) }
            ul.say {
                @for row in &earlier {
                    @let now = own.iter().find(|(_, it)| *it == tag(row));
                    @if let Some((now, tag)) = now {
                        li {
                            blockquote.change lang=(tag) { (difference::words(table.text(row, "exact"), table.text(now, "exact"))) }
                            p.source { (place(view, table, row)) }
                        }
                    }
                }
            }
        }
    }
}
