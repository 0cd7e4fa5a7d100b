//! Running heads and feet: what stands again at the same place of another page, page numbers,
//! and the codes of printers at the foot.
//!
//! Leaves alone what stands at the head of the first page alone: there an act says what it is.

use std::collections::HashMap;

use super::line::{Line, Row, rows};
use super::page::Page;

/// Rows at each end of a page that may be a head or a foot.
const DEEP: usize = 4;
/// How far, in points, a head may stand from where it stood on another page.
const SHIFT: f32 = 4.0;

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum End {
    Head,
    Foot,
}

/// Which lines of each page are heads or feet.
pub fn furniture(pages: &[Page], lines: &[Vec<Line<'_>>], size: f32) -> Vec<Vec<bool>> {
    let rows: Vec<Vec<Row<'_, '_>>> = lines.iter().map(|it| rows(it.iter().collect())).collect();
    let mut seen: HashMap<(End, String), Vec<(usize, f32)>> = HashMap::new();
    for (number, (page, rows)) in pages.iter().zip(&rows).enumerate() {
        for (end, row) in ends(rows) {
            seen.entry((end, key(row, page))).or_default().push((number, row.area.top));
        }
    }
    let repeated = |end: End, row: &Row<'_, '_>, page: usize| {
        // Of many pages the next ones will do.
        seen.get(&(end, key(row, &pages[page]))).is_some_and(|places| {
            let at = places.partition_point(|&(number, _)| number < page);
            let near = at.saturating_sub(8)..places.len().min(at + 8);
            places[near].iter().any(|&(number, top)| number != page && (top - row.area.top).abs() < SHIFT)
        })
    };
    pages
        .iter()
        .enumerate()
        .map(|(number, page)| {
            let rows = &rows[number];
            let mut found = vec![false; lines[number].len()];
            for end in [End::Head, End::Foot] {
                let inwards: Vec<&Row<'_, '_>> = match end {
                    End::Head => rows.iter().take(DEEP + 1).collect(),
                    End::Foot => rows.iter().rev().take(DEEP + 1).collect(),
                };
                for pair in inwards.windows(2) {
                    let (row, next) = (pair[0], pair[1]);
                    let apart = match end {
                        End::Head => next.area.top - row.area.bottom,
                        End::Foot => row.area.top - next.area.bottom,
                    };
                    let is = repeated(end, row, number)
                        || is_numbered(row, page, size) && apart > 0.6 * size
                        || end == End::Foot && is_code(row, page) && row.area.top > 0.85 * page.height;
                    if !is {
                        break;
                    }
                    for line in &row.lines {
                        found[line.index] = true;
                    }
                }
            }
            found
        })
        .collect()
}

/// The rows at the ends of a page. A page of one row is no head.
fn ends<'a, 'l, 'p>(rows: &'a [Row<'l, 'p>]) -> impl Iterator<Item = (End, &'a Row<'l, 'p>)> {
    let deep = DEEP.min(rows.len() / 2);
    rows.iter()
        .take(deep)
        .map(|it| (End::Head, it))
        .chain(rows.iter().rev().take(deep).map(|it| (End::Foot, it)))
}

/// Its letters, with every number alike.
fn key(row: &Row<'_, '_>, page: &Page) -> String {
    let mut key = String::new();
    for c in row.letters(page).flat_map(str::chars).take(200) {
        if !c.is_ascii_digit() {
            key.push(c);
        } else if !key.ends_with('0') {
            key.push('0');
        }
    }
    key
}

/// Least space between the parts of a head, by the height of the text; a label stands nearer to
/// its paragraph.
const BETWEEN: f32 = 3.0;

/// A page number alone, or between what else a head has: `Pag. 3`, `2/10`, `— 1 —`.
fn is_numbered(row: &Row<'_, '_>, page: &Page, size: f32) -> bool {
    let number = |line: &Line<'_>| {
        let text: String = line.words.iter().map(|it| &page.text[it.text.clone()]).collect();
        let bare = text.trim_matches(|c: char| matches!(c, '-' | '–' | '—' | '[' | ']'));
        !bare.is_empty() && bare.len() <= 9 && bare.chars().all(|c| c.is_ascii_digit() || c == '/')
    };
    if row.lines.len() > 1 {
        let far = |pair: &[&Line<'_>]| pair[1].area.left - pair[0].area.right > BETWEEN * size;
        return row.lines.windows(2).any(|it| far(it) && it.iter().any(|it| number(it)));
    }
    let text: String = row.letters(page).collect();
    let letters = text.chars().filter(|it| it.is_alphabetic()).count();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    number(row.lines[0]) || row.words().len() == 2 && (1..=4).contains(&digits) && letters <= 6
}

/// Numbers of jobs and bar codes: no word among them.
fn is_code(row: &Row<'_, '_>, page: &Page) -> bool {
    row.letters(page).all(|it| {
        it.contains(|c: char| c.is_ascii_digit()) || it.chars().filter(|c| c.is_alphabetic()).count() <= 2
    })
}
