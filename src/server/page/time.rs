//! When a thing was named: act by act, year by year, the newest first.

use maud::{Markup, html};

use super::super::frame::{Cell, Table};
use super::super::view::View;
use super::cell;
use super::said::number;

struct Named<'a> {
    act: &'a Cell,
    date: &'a str,
    numbers: Vec<String>,
    spellings: Vec<&'a str>,
}

/// The table has a row for each act, paragraph and spelling.
fn acts(table: &Table) -> Vec<Named<'_>> {
    let mut acts: Vec<Named<'_>> = Vec::new();
    for row in &table.rows {
        let Some(act) = table.cell(row, "act") else { continue };
        if acts.last().is_none_or(|it| it.act.value != act.value) {
            acts.push(Named {
                act,
                date: table.text(row, "date"),
                numbers: Vec::new(),
                spellings: Vec::new(),
            });
        }
        if let Some(it) = acts.last_mut() {
            let (number, spelling) = (number(table.text(row, "number")), table.text(row, "words"));
            if !number.is_empty() && !it.numbers.contains(&number) {
                it.numbers.push(number);
            }
            if !it.spellings.contains(&spelling) {
                it.spellings.push(spelling);
            }
        }
    }
    for act in &mut acts {
        act.numbers.sort_by_cached_key(|it| natural(it));
    }
    acts
}

/// So that 9.2 comes before 10.
fn natural(number: &str) -> Vec<(u64, String)> {
    number.split('.').map(|it| (it.parse().unwrap_or(u64::MAX), it.to_owned())).collect()
}

/// Spellings shown of one act.
const SPELLINGS: usize = 6;

pub fn line(view: &View, table: &Table) -> Markup {
    let acts = acts(table);
    let mut years: Vec<(&str, Vec<&Named<'_>>)> = Vec::new();
    for act in &acts {
        let year = act.date.get(..4).unwrap_or_default();
        match years.last_mut() {
            Some((last, list)) if *last == year => list.push(act),
            _ => years.push((year, vec![act])),
        }
    }
    html! {
        @if !acts.is_empty() {
            h2 { (view.word("named")) " " span.count { (acts.len()) } }
            ol.time {
                @for (year, acts) in &years {
                    li {
                        span.year { (if year.is_empty() { "—" } else { year }) }
                        ul.plain {
                            @for it in acts {
                                li {
                                    (cell(view, it.act))
                                    @if !it.date.is_empty() { " " time.soft datetime=(it.date) { (view.date(it.date)) } }
                                    @if !it.numbers.is_empty() {
                                        p.source {
                                            "§ "
                                            @for (n, number) in it.numbers.iter().enumerate() {
                                                @if n > 0 { ", " }
                                                a href=(format!("{}#p{number}", view.page(it.act.value.as_str()))) { (number) }
                                            }
                                        }
                                    }
                                    p.source {
                                        @for (n, words) in it.spellings.iter().take(SPELLINGS).enumerate() {
                                            @if n > 0 { " · " } "“" (words) "”"
                                        }
                                        @if it.spellings.len() > SPELLINGS { " …" }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_ordered_as_they_are_counted() {
        let mut numbers = ["10", "9.2", "9.10", "a", "9"];
        numbers.sort_by_cached_key(|it| natural(it));
        assert_eq!(numbers, ["9", "9.2", "9.10", "10", "a"]);
    }
}
