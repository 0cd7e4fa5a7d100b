//! Columns: the lines of a page, column after column.
//!
//! A gutter is a stripe that hardly a line crosses, with prose on both sides; a table or a list
//! with labels in the margin has none. A line over the gutter parts what is above it from what
//! is below.

use std::ops::Range;

use super::line::Line;

/// Narrowest gutter, in points.
const GUTTER: usize = 6;
/// Most stripes that are looked at.
const STRIPES: usize = 12;

/// Stripes from left to right that part a page into columns.
pub type Gutters = Vec<Range<f32>>;

/// The gutters of one page, if its own lines show them.
pub fn gutters(lines: &[&Line<'_>], width: f32) -> Gutters {
    let prose: Vec<&&Line<'_>> = lines.iter().filter(|it| it.words.len() >= 3).collect();
    let (Some(left), Some(right)) = (
        prose.iter().map(|it| it.area.left).min_by(f32::total_cmp),
        prose.iter().map(|it| it.area.right).max_by(f32::total_cmp),
    ) else {
        return Vec::new();
    };
    // A poster is no act.
    if prose.len() < 6 || !(50.0..10_000.0).contains(&(right - left)) {
        return Vec::new();
    }
    let mut stripes = stripes(&prose, left, right);
    stripes.truncate(STRIPES);
    // A stripe beside what is no column goes, the narrower one first.
    while let Some(bad) = (0..=stripes.len())
        .find(|&it| !stripes.is_empty() && !is_column(&prose, &region(&stripes, it, left, right), width))
    {
        let wide = |it: usize| stripes[it].end - stripes[it].start;
        let gone = match bad {
            0 => 0,
            it if it == stripes.len() => it - 1,
            it if wide(it - 1) < wide(it) => it - 1,
            it => it,
        };
        stripes.remove(gone);
    }
    stripes
}

/// Stripes that at most an eighth of the lines cross.
fn stripes(prose: &[&&Line<'_>], left: f32, right: f32) -> Gutters {
    let length = (right - left) as usize + 2;
    let mut change = vec![0_i32; length + 1];
    for line in prose {
        change[(line.area.left - left) as usize] += 1;
        change[((line.area.right - left) as usize + 1).min(length)] -= 1;
    }
    let most = (prose.len() / 8) as i32;
    let mut stripes = Vec::new();
    let (mut over, mut start) = (0, None);
    for (at, change) in change.iter().enumerate().take(length) {
        over += change;
        match start {
            None if over <= most => start = Some(at),
            Some(from) if over > most => {
                if from > 0 && at - from >= GUTTER {
                    stripes.push(left + from as f32..left + at as f32);
                }
                start = None;
            }
            _ => {}
        }
    }
    stripes
}

fn region(stripes: &[Range<f32>], index: usize, left: f32, right: f32) -> Range<f32> {
    let from = index.checked_sub(1).map_or(left, |it| stripes[it].end);
    from..stripes.get(index).map_or(right, |it| it.start)
}

/// Whether prose fills this part of the page.
fn is_column(prose: &[&&Line<'_>], region: &Range<f32>, width: f32) -> bool {
    let own: Vec<f32> = prose
        .iter()
        .filter(|it| it.area.left >= region.start - 2.0 && it.area.right <= region.end + 2.0)
        .map(|it| it.area.width())
        .collect();
    let wide = region.end - region.start;
    let full = own.iter().filter(|&&it| it >= 0.6 * wide).count();
    wide >= 0.15 * width && own.len() >= 3 && full * 5 >= own.len() * 2
}

/// Whether the gutters of another page fit this one: no line crosses them.
pub fn fit(gutters: &[Range<f32>], lines: &[&Line<'_>]) -> bool {
    lines.iter().all(|line| place(gutters, line).is_some())
        && lines.iter().any(|line| place(gutters, line) != Some(0))
}

/// The column of a line; `None` where it crosses a gutter.
fn place(gutters: &[Range<f32>], line: &Line<'_>) -> Option<usize> {
    let area = line.area;
    let crosses = |it: &Range<f32>| area.left < it.start - 1.0 && area.right > it.end + 1.0;
    if gutters.iter().any(crosses) {
        return None;
    }
    let middle = (area.left + area.right) / 2.0;
    Some(gutters.iter().filter(|it| middle > (it.start + it.end) / 2.0).count())
}

/// Lines in reading order, in parts of one column each.
pub fn parts<'l, 'p>(gutters: &[Range<f32>], mut lines: Vec<&'l Line<'p>>) -> Vec<Vec<&'l Line<'p>>> {
    if gutters.is_empty() {
        return vec![lines];
    }
    lines.sort_by(|a, b| a.area.middle().total_cmp(&b.area.middle()));
    let mut parts = Vec::new();
    let mut band: Vec<Vec<&Line<'_>>> = Vec::new();
    band.resize_with(gutters.len() + 1, Vec::new);
    let mut across: Vec<&Line<'_>> = Vec::new();
    for line in lines {
        match place(gutters, line) {
            Some(column) => {
                if !across.is_empty() {
                    parts.push(std::mem::take(&mut across));
                }
                band[column].push(line);
            }
            None => {
                parts.extend(band.iter_mut().map(std::mem::take).filter(|it| !it.is_empty()));
                across.push(line);
            }
        }
    }
    parts.push(across);
    parts.extend(band);
    parts.retain(|it| !it.is_empty());
    parts
}
