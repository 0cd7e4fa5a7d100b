//! A table as a picture, where it can be one: numbers as bars, pairs of things as lines between
//! them. Positions are reckoned here; the table itself always stands below.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::super::frame::{Cell, Table, Value};
use super::super::view::View;
use super::kind::Kind;
use super::picture::shortened;

const WIDTH: usize = 760;
const ROW: usize = 26;
/// Where bars begin, and how long the longest is.
const BARS: usize = 270;
const LONGEST: usize = 420;
/// More rows than a picture can show are a table only.
const MOST: usize = 40;

/// The column that is drawn, or the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Bars { name: usize, number: usize },
    Lines { from: usize, to: usize },
}

/// The picture that suits a table, with the names of its columns; none where none does.
pub fn of(view: &View, table: &Table, names: impl Fn(&str) -> String) -> Option<Markup> {
    match shape(table)? {
        Shape::Bars { name, number } => bars(view, table, name, number, &names(table.columns.get(number)?)),
        Shape::Lines { from, to } => lines(view, table, from, to),
    }
}

fn number(cell: &Cell) -> Option<f64> {
    const NUMBERS: [&str; 4] = ["#integer", "#decimal", "#double", "#float"];
    match &cell.value {
        Value::Literal { text, datatype: Some(kind), .. } if NUMBERS.iter().any(|it| kind.ends_with(it)) => {
            text.parse().ok().filter(|it: &f64| it.is_finite() && *it >= 0.0)
        }
        _ => None,
    }
}

fn shape(table: &Table) -> Option<Shape> {
    if !(2..=MOST * 2).contains(&table.rows.len()) {
        return None;
    }
    let whole = |column: usize, fits: &dyn Fn(&Cell) -> bool| {
        table.rows.iter().all(|row| row.get(column).and_then(Option::as_ref).is_some_and(fits))
    };
    let columns = 0..table.columns.len();
    let numbers: Vec<usize> =
        columns.clone().filter(|it| whole(*it, &|cell| number(cell).is_some())).collect();
    let things: Vec<usize> =
        columns.filter(|it| whole(*it, &|cell| matches!(cell.value, Value::Iri(_)))).collect();
    let name = (0..table.columns.len()).find(|it| !numbers.contains(it) && whole(*it, &|_| true));
    if let (Some(number), Some(name)) = (numbers.last(), name.or_else(|| numbers.first().copied()))
        && *number != name
        && table.rows.len() <= MOST
        && different(table, name)
    {
        return Some(Shape::Bars { name, number: *number });
    }
    let [from, to, ..] = things[..] else { return None };
    // Each thing by itself beside one other would be a list with lines.
    let starts: std::collections::BTreeSet<&str> =
        table.rows.iter().filter_map(|row| Some(row.get(from)?.as_ref()?.value.as_str())).collect();
    (starts.len() < table.rows.len()).then_some(Shape::Lines { from, to })
}

/// Whether no two rows have the same there: two bars of one name tell nothing apart.
fn different(table: &Table, column: usize) -> bool {
    let mut seen = std::collections::BTreeSet::new();
    table
        .rows
        .iter()
        .all(|row| row.get(column).and_then(Option::as_ref).is_some_and(|it| seen.insert(it.value.as_str())))
}

fn named(cell: &Cell) -> &str {
    cell.label.as_deref().unwrap_or_else(|| cell.value.as_str())
}

fn bars(view: &View, table: &Table, name: usize, column: usize, title: &str) -> Option<Markup> {
    let rows: Vec<(&Cell, f64)> = table
        .rows
        .iter()
        .filter_map(|row| {
            let value = row.get(column)?.as_ref()?;
            Some((row.get(name)?.as_ref()?, number(value)?))
        })
        .collect();
    let most = rows.iter().map(|(_, it)| *it).fold(0.0, f64::max);
    if most <= 0.0 {
        return None;
    }
    let height = rows.len() * ROW + 26;
    Some(html! {
        div.scroll tabindex="0" role="region" aria-label=(title) {
            svg.picture viewBox=(format!("0 0 {WIDTH} {height}")) {
                title { (title) }
                text.axis x=(BARS) y="14" { (title) }
                @for (n, (name, value)) in rows.iter().enumerate() {
                    @let y = n * ROW + 26;
                    @let long = length(*value, most);
                    @let label = html! { text x=(BARS - 12) y=(y + 16) text-anchor="end" { (shortened(named(name), 32)) } };
                    @match &name.value {
                        Value::Iri(iri) => a href=(view.page(iri)) { title { (named(name)) } (label) },
                        _ => (label),
                    }
                    rect.bar-fill x=(BARS) y=(y + 3) width=(long) height=(ROW - 8) rx="3" {}
                    text.axis x=(BARS + long + 8) y=(y + 16) { (value) }
                }
            }
        }
    })
}

/// Units of the drawing for a value, at least two for anything above nothing.
fn length(value: f64, most: f64) -> usize {
    if value <= 0.0 {
        return 0;
    }
    // Between 0 and LONGEST, so it fits.
    ((value / most * LONGEST as f64) as usize).max(2)
}

fn lines(view: &View, table: &Table, from: usize, to: usize) -> Option<Markup> {
    let mut sides: [Vec<&Cell>; 2] = [Vec::new(), Vec::new()];
    let mut at: [BTreeMap<&str, usize>; 2] = Default::default();
    let mut pairs = Vec::new();
    for row in &table.rows {
        let mut pair = [0; 2];
        for (side, column) in [from, to].into_iter().enumerate() {
            let cell = row.get(column)?.as_ref()?;
            pair[side] = *at[side].entry(cell.value.as_str()).or_insert_with(|| {
                sides[side].push(cell);
                sides[side].len() - 1
            });
        }
        if !pairs.contains(&pair) {
            pairs.push(pair);
        }
    }
    let rows = sides.iter().map(Vec::len).max().unwrap_or_default();
    if rows > MOST {
        return None;
    }
    let height = rows * ROW + 12;
    let y = |side: usize, n: usize| n * ROW + 20 + (rows - sides[side].len()) * ROW / 2;
    let (left, right) = (BARS + 30, WIDTH - BARS - 30);
    let middle = left.midpoint(right);
    Some(html! {
        div.scroll tabindex="0" role="region" aria-label=(view.word("relation")) {
            svg.picture viewBox=(format!("0 0 {WIDTH} {height}")) {
                title { (view.word("relation")) }
                @for [a, b] in &pairs {
                    path.edge d=(format!("M{left} {0}C{middle} {0} {middle} {1} {right} {1}", y(0, *a), y(1, *b))) {}
                }
                @for (side, (x, text, anchor)) in [(left, left - 12, "end"), (right, right + 12, "start")].into_iter().enumerate() {
                    @for (n, cell) in sides[side].iter().enumerate() {
                        a.node.(Kind::of(view, cell.value.as_str()).class()) href=(view.page(cell.value.as_str())) {
                            title { (named(cell)) }
                            circle cx=(x) cy=(y(side, n)) r="4" {}
                            text x=(text) y=(y(side, n) + 4) text-anchor=(anchor) { (shortened(named(cell), 32)) }
                        }
                    }
                }
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str) -> Option<Cell> {
        let kind = |end: &str| Some(format!("http://www.w3.org/2001/XMLSchema#{end}"));
        let value = match text {
            it if it.starts_with("http") => Value::Iri(it.to_owned()),
            it => {
                let datatype = kind(if it.parse::<f64>().is_ok() { "integer" } else { "string" });
                Value::Literal { text: it.to_owned(), language: None, datatype }
            }
        };
        Some(Cell { value, label: None })
    }

    fn check(rows: &[&[&str]], expected: Option<Shape>) {
        let columns = (0..rows[0].len()).map(|n| n.to_string()).collect();
        let rows = rows.iter().map(|row| row.iter().map(|it| cell(it)).collect()).collect();
        let table = Table { columns, rows };
        assert_eq!(shape(&table), expected, "{table:?}");
        assert_eq!(of(&View::test("/"), &table, str::to_owned).is_some(), expected.is_some(), "{table:?}");
    }

    #[test]
    fn names_with_a_number_are_bars() {
        check(&[&["urges", "12"], &["asks", "3"]], Some(Shape::Bars { name: 0, number: 1 }));
        check(&[&["2027", "12"], &["2028", "3"]], Some(Shape::Bars { name: 0, number: 1 }));
    }

    #[test]
    fn things_that_lead_to_several_are_lines() {
        check(&[&["http://a", "http://x"], &["http://a", "http://y"]], Some(Shape::Lines { from: 0, to: 1 }));
    }

    #[test]
    fn what_is_neither_is_a_table() {
        check(&[&["words", "more words"], &["words", "other words"]], None);
        check(&[&["http://a", "http://x"], &["http://b", "http://y"]], None);
        check(&[&["urges", "12"]], None);
        check(&[&["-5"], &["-6"]], None);
        check(&[&["urges", "12"], &["urges", "3"]], None);
    }

    #[test]
    fn a_value_that_is_no_number_draws_nothing() {
        assert_eq!(length(0.0, 10.0), 0);
        assert_eq!(length(0.001, 10.0), 2);
        assert_eq!(length(10.0, 10.0), LONGEST);
    }
}
