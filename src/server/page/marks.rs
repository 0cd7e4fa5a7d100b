//! The words of a paragraph with what they name, ask and say marked in them.
//!
//! The graph has the words of each mark and where they begin in the file; the paragraph's text
//! is the file's without line ends, page heads and hyphens. So a mark is looked for near the place
//! where the last one was found to be, and only so far: linear in the text.

use std::ops::Range;

use maud::{Markup, html};

use super::super::frame::Cell;
use super::super::view::View;
use super::kind::Kind;

/// Something marked.
#[derive(Clone, Debug)]
pub struct Mark<'a> {
    /// Code points from the beginning of the file.
    pub start: usize,
    pub words: &'a str,
    pub what: What<'a>,
    /// Versions differ here; what the notice says.
    pub differs: Option<&'a str>,
}

#[derive(Clone, Copy, Debug)]
pub enum What<'a> {
    /// A name, or a citation.
    Names(&'a Cell),
    /// The verb of a speech act.
    Says(&'a str),
    /// The words of a demand.
    Asks,
    /// Nothing else than that versions differ here.
    Differs,
}

impl What<'_> {
    /// Whether it holds other marks: a demand is a clause in which persons are named.
    const fn holds(self) -> bool {
        matches!(self, Self::Asks)
    }
}

/// Bytes to each side of where a mark is expected.
const NEAR: usize = 48;
/// Bytes after the last mark, where a page head or a footnote stood between.
const FAR: usize = 1_500;

/// Where each mark is; none where its letters were joined in another way than the paragraph's.
fn places(text: &str, start: usize, marks: &[Mark<'_>]) -> Vec<Option<Range<usize>>> {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let byte = |chars: usize| starts.get(chars).copied().unwrap_or(text.len());
    // Code points that the file has and the paragraph has not, up to here.
    let mut lost = 0_usize;
    let mut last = 0_usize;
    marks
        .iter()
        .map(|mark| {
            let expected = mark.start.saturating_sub(start);
            let middle = byte(expected.saturating_sub(lost));
            let from = floor(text, middle.saturating_sub(NEAR));
            let to = ceiling(text, middle + mark.words.len() + NEAR);
            let near = text[from..to].match_indices(mark.words).map(|(at, _)| from + at);
            let found = near.min_by_key(|at| at.abs_diff(middle)).or_else(|| {
                let to = ceiling(text, last + FAR + mark.words.len());
                text.get(last..to)?.find(mark.words).map(|at| last + at)
            })?;
            // The number of the code point that begins at this byte.
            let chars = starts.partition_point(|it| *it < found);
            lost = expected.saturating_sub(chars);
            last = found;
            Some(found..found + mark.words.len())
        })
        .collect()
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|it| text.is_char_boundary(*it)).unwrap_or(0)
}

fn ceiling(text: &str, at: usize) -> usize {
    (at.min(text.len())..=text.len()).find(|it| text.is_char_boundary(*it)).unwrap_or(text.len())
}

/// The paragraph; `start` is the code point of the file at which it begins.
pub fn marked(view: &View, text: &str, start: usize, marks: &mut [Mark<'_>]) -> Markup {
    // The longer first, so that the whole name stands and not its part.
    marks.sort_by_key(|it| (it.start, std::cmp::Reverse(it.words.len())));
    let places = places(text, start, marks);
    let all = || marks.iter().zip(&places).filter_map(|(mark, at)| Some((mark, at.clone()?)));
    let outer = apart(all().filter(|(it, _)| it.what.holds()));
    let inner = apart(all().filter(|(it, _)| !it.what.holds()));
    let mut inner = inner.into_iter().peekable();
    let mut pieces = Vec::new();
    let mut at = 0;
    for (mark, range) in outer {
        let before: Vec<_> = std::iter::from_fn(|| inner.next_if(|(_, it)| it.start < range.start)).collect();
        // A name that reaches into the clause would have to be cut in two: the clause gives way.
        let crossing = before.last().is_some_and(|(_, it)| it.end > range.start);
        let end = before.last().map_or(0, |(_, it)| it.end);
        pieces.push((None, at..if crossing { end } else { range.start }, before));
        at = if crossing { end } else { range.start };
        if crossing {
            continue;
        }
        let within: Vec<_> = std::iter::from_fn(|| inner.next_if(|(_, it)| it.start < range.end)).collect();
        if within.last().is_some_and(|(_, it)| it.end > range.end) {
            let end = within.last().map_or(range.end, |(_, it)| it.end);
            pieces.push((None, at..end, within));
            at = end;
        } else {
            pieces.push((Some(mark), range.clone(), within));
            at = range.end;
        }
    }
    pieces.push((None, at.min(text.len())..text.len(), inner.collect()));
    html! {
        @for (outer, range, inner) in &pieces {
            @match outer.map(|it| it.what) {
                Some(What::Asks) => span.asked title=(view.word("demand")) { (linked(view, text, range, inner)) },
                _ => (linked(view, text, range, inner)),
            }
        }
    }
}

/// Without what begins inside another.
fn apart<'m, 'a>(
    all: impl Iterator<Item = (&'m Mark<'a>, Range<usize>)>,
) -> Vec<(&'m Mark<'a>, Range<usize>)> {
    let mut all: Vec<_> = all.collect();
    all.sort_by_key(|(_, it)| (it.start, std::cmp::Reverse(it.end)));
    let mut end = 0;
    all.retain(|(_, it)| {
        let free = it.start >= end && it.start < it.end;
        if free {
            end = it.end;
        }
        free
    });
    all
}

fn linked(view: &View, text: &str, range: &Range<usize>, marks: &[(&Mark<'_>, Range<usize>)]) -> Markup {
    let mut at = range.start;
    let pieces: Vec<_> = marks
        .iter()
        .map(|(mark, it)| {
            let before = &text[at..it.start];
            at = it.end;
            (before, &text[it.clone()], *mark)
        })
        .collect();
    html! {
        @for (before, words, mark) in pieces {
            (before)
            @match mark.what {
                What::Names(cell) => a.m.(Kind::of(view, cell.value.as_str()).class()).differs[mark.differs.is_some()] href=(view.page(cell.value.as_str())) title=[cell.label.as_deref()] { (words) },
                What::Says(iri) => a.verb href=(view.page(iri)) { (words) },
                What::Differs => mark.differs title=[mark.differs] { (words) },
                What::Asks => (words),
            }
        }
        (&text[at..range.end])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, start: usize, marks: &[(usize, &str)], expected: &[Option<usize>]) {
        let marks: Vec<Mark<'_>> = marks
            .iter()
            .map(|(start, words)| Mark { start: *start, words, what: What::Says(""), differs: None })
            .collect();
        let found: Vec<_> = places(text, start, &marks).into_iter().map(|it| it.map(|it| it.start)).collect();
        assert_eq!(found, expected, "in {text:?}");
    }

    #[test]
    fn of_two_equal_words_each_stands_at_its_own_place() {
        check("Anland and Anland", 100, &[(100, "Anland"), (111, "Anland")], &[Some(0), Some(11)]);
        check("Anland and Anland", 100, &[(111, "Anland")], &[Some(11)]);
    }

    #[test]
    fn what_the_file_has_between_moves_the_rest() {
        // A page head of a hundred code points stood before the second.
        let text = format!("Anland {} Beland", "x ".repeat(40));
        check(&text, 0, &[(0, "Anland"), (188, "Beland")], &[Some(0), Some(88)]);
    }

    #[test]
    fn words_that_are_not_there_are_left_unmarked() {
        check("Anland", 0, &[(0, "An-\nland"), (0, "Anland")], &[None, Some(0)]);
        check("", 0, &[(5, "Anland")], &[None]);
        check("é", 9, &[(0, "é"), (99, "é")], &[Some(0), Some(0)]);
    }
}
