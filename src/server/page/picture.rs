//! What a thing hangs together with, drawn and as a table: what points at it on the left, what it
//! points at on the right. Positions are reckoned here, so a reader needs no script.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::super::frame::{Cell, Table};
use super::super::view::View;
use super::kind::Kind;

/// Drawn to each side; the table has all.
const DRAWN: usize = 12;

const WIDTH: usize = 820;
const ROW: usize = 40;
/// Characters of a name that fit beside its dot, and in the middle.
const LONGEST: usize = 34;
const MIDDLE: usize = 20;

pub struct Picture<'a> {
    /// By IRI, so that each stands once.
    around: BTreeMap<&'a str, Neighbour<'a>>,
}

struct Neighbour<'a> {
    name: &'a str,
    kind: Kind,
    /// What the relations are called, and whether they lead away from the thing.
    by: Vec<(&'a str, bool)>,
}

impl<'a> Picture<'a> {
    /// From the statements about a thing, what is said of it and what says it of others.
    pub fn of(view: &View, thing: &str, statements: &'a Table, says: &'a Table, incoming: &'a Table) -> Self {
        let mut picture = Self { around: BTreeMap::new() };
        let mut add = |other: Option<&'a Cell>, by: Option<&'a Cell>, away: bool| {
            let (Some(other), Some(by)) = (other, by) else { return };
            let iri = other.value.as_str();
            let kind = Kind::of(view, iri);
            if iri == thing || matches!(kind, Kind::Part | Kind::Other) || !iri.starts_with(&*view.base) {
                return;
            }
            let name = other.label.as_deref().unwrap_or(iri);
            let by = (by.label.as_deref().unwrap_or_default(), away);
            let it = picture.around.entry(iri).or_insert_with(|| Neighbour { name, kind, by: Vec::new() });
            if !it.by.contains(&by) {
                it.by.push(by);
            }
        };
        for row in &statements.rows {
            let (subject, object) = (statements.cell(row, "subject"), statements.cell(row, "object"));
            let away = statements.text(row, "subject") == thing;
            add(if away { object } else { subject }, statements.cell(row, "property"), away);
        }
        for row in &says.rows {
            add(says.cell(row, "value"), says.cell(row, "property"), true);
        }
        for row in &incoming.rows {
            add(incoming.cell(row, "subject"), incoming.cell(row, "property"), false);
        }
        picture
    }

    pub fn is_empty(&self) -> bool {
        self.around.is_empty()
    }

    /// Those with most relations, drawn in the order of kinds and names.
    fn side(&self, away: bool) -> Vec<(&'a str, &Neighbour<'a>)> {
        let here = |it: &Neighbour<'_>| it.by.iter().any(|(_, it)| *it) == away;
        let mut all: Vec<_> =
            self.around.iter().filter(|(_, it)| here(it)).map(|(iri, it)| (*iri, it)).collect();
        all.sort_by_key(|(_, it)| (std::cmp::Reverse(it.by.len()), it.kind, it.name));
        all.truncate(DRAWN);
        all.sort_by_key(|(_, it)| (it.kind, it.name));
        all
    }

    pub fn draw(&self, view: &View, title: &str) -> Markup {
        let sides = [self.side(false), self.side(true)];
        let rows = sides.iter().map(Vec::len).max().unwrap_or_default().max(2);
        let height = rows * ROW + 16;
        let middle = height / 2;
        // A side without anything is not drawn.
        let left = if sides[0].is_empty() { WIDTH / 2 - 110 } else { 0 };
        let right = if sides[1].is_empty() { WIDTH / 2 + 110 } else { WIDTH };
        html! {
            div.scroll tabindex="0" role="region" aria-label=(view.word("around")) {
                svg.picture.half[left > 0 || right < WIDTH] viewBox=(format!("{left} 0 {} {height}", right - left)) {
                    title { (view.word("around")) ": " (title) }
                    @for (side, right) in sides.iter().zip([false, true]) {
                        @let top = middle - side.len() * ROW / 2 + ROW / 2;
                        @let (dot, inner, text) = if right { (WIDTH - 270, WIDTH / 2 + 96, WIDTH - 258) } else { (270, WIDTH / 2 - 96, 258) };
                        @for (n, (iri, it)) in side.iter().enumerate() {
                            @let y = top + n * ROW;
                            @let half = dot.midpoint(inner);
                            path.edge d=(format!("M{dot} {y}C{half} {y} {half} {middle} {inner} {middle}")) {}
                            a.node.(it.kind.class()) href=(view.page(iri)) {
                                title { (it.name) }
                                circle cx=(dot) cy=(y) r="5" {}
                                text x=(text) y=(y) text-anchor=(if right { "start" } else { "end" }) { (shortened(it.name, LONGEST)) }
                                text.by x=(text) y=(y + 14) text-anchor=(if right { "start" } else { "end" }) { (shortened(&relations(it), LONGEST + 6)) }
                            }
                        }
                    }
                    rect.own x=(WIDTH / 2 - 96) y=(middle - 22) width="192" height="44" rx="10" {}
                    text.own x=(WIDTH / 2) y=(middle + 5) text-anchor="middle" { (shortened(title, MIDDLE)) }
                }
            }
            (self.table(view))
        }
    }

    fn table(&self, view: &View) -> Markup {
        html! {
            details {
                summary { (view.word("as-table")) " (" (self.around.len()) ")" }
                div.scroll tabindex="0" role="region" aria-label=(view.word("as-table")) {
                    table {
                        thead { tr {
                            th scope="col" { (view.word("name")) } th scope="col" { (view.word("kind")) }
                            th scope="col" { (view.word("relation")) }
                        } }
                        tbody {
                            @for (iri, it) in &self.around {
                                tr {
                                    td { a href=(view.page(iri)) { (it.name) } }
                                    td { (view.word(it.kind.word())) }
                                    td { @for (n, (by, away)) in it.by.iter().enumerate() { @if n > 0 { ", " } (if *away { "→ " } else { "← " }) (by) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn relations(it: &Neighbour<'_>) -> String {
    it.by.iter().map(|(by, _)| *by).collect::<Vec<_>>().join(", ")
}

/// Names longer than their place end in dots; the whole stands in the title and in the table.
pub fn shortened(name: &str, most: usize) -> String {
    if name.chars().count() <= most {
        return name.to_owned();
    }
    let cut: String = name.chars().take(most.saturating_sub(1)).collect();
    cut.trim_end().to_owned() + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_cut_between_characters() {
        assert_eq!(shortened("Ошхона", 6), "Ошхона");
        assert_eq!(shortened("Ошхонада", 6), "Ошхон…");
        assert_eq!(shortened("", 0), "");
    }
}
