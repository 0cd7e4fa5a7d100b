//! Lines of a page as the layout sees them: a box, the height of the letters, how much is in it.

use super::page::{Area, Page, Word};
use super::words;

/// What the tool took for one line.
pub struct Line<'p> {
    /// Among the page's lines.
    pub index: usize,
    pub words: &'p [Word],
    pub area: Area,
    /// Height of its letters.
    pub size: f32,
}

pub fn lines(page: &Page) -> Vec<Line<'_>> {
    page.lines
        .iter()
        .filter_map(|range| {
            let words = &page.words[range.clone()];
            let area = words.iter().map(|it| it.area).reduce(Area::around)?;
            let all: Vec<&Word> = words.iter().collect();
            Some(Line { index: 0, words, area, size: words::size(&all) })
        })
        .enumerate()
        .map(|(index, line)| Line { index, ..line })
        .collect()
}

/// Lines side by side.
pub struct Row<'l, 'p> {
    /// From left to right.
    pub lines: Vec<&'l Line<'p>>,
    pub area: Area,
    /// Of its highest line: a raised figure beside it does not lift the row.
    core: Area,
}

impl<'p> Row<'_, 'p> {
    pub fn words(&self) -> Vec<&'p Word> {
        self.lines.iter().flat_map(|it| it.words).collect()
    }

    /// Its letters, without spaces.
    pub fn letters<'a>(&'a self, page: &'a Page) -> impl Iterator<Item = &'a str> {
        self.lines.iter().flat_map(|it| it.words).map(|it| &page.text[it.text.clone()])
    }
}

/// Lines that share most of their height make a row; rows from top to bottom.
pub fn rows<'l, 'p>(mut lines: Vec<&'l Line<'p>>) -> Vec<Row<'l, 'p>> {
    lines.sort_by(|a, b| a.area.middle().total_cmp(&b.area.middle()));
    let mut rows: Vec<Row<'_, '_>> = Vec::new();
    for line in lines {
        let shared = |it: &Row<'_, '_>| {
            let overlap = it.core.bottom.min(line.area.bottom) - it.core.top.max(line.area.top);
            overlap > 0.5 * it.core.height().min(line.area.height())
        };
        match rows.last_mut().filter(|it| shared(it)) {
            Some(row) => {
                row.area = row.area.around(line.area);
                if line.area.height() > row.core.height() {
                    row.core = line.area;
                }
                row.lines.push(line);
            }
            None => rows.push(Row { lines: vec![line], area: line.area, core: line.area }),
        }
    }
    for row in &mut rows {
        row.lines.sort_by(|a, b| a.area.left.total_cmp(&b.area.left));
    }
    rows
}
