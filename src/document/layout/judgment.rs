//! Judgments: the head with case and application, and headings between numbered paragraphs.
//!
//! Finds `CASE OF …`, `(Application no. 78117/13)`, the court's formation and its place in
//! capitals, days; in the body lines in capitals, and `A.  Background`, `1.  The complaint`,
//! `(a)  General principles` where no such number is expected and no stop ends the line.
//! Leaves alone quotations: a paragraph goes on until the next number or heading.
//! Words: scheme `printing`, places `case`, `application`, `case-opening`.

use super::part::without_marks;
use super::{BlockKind, Reader, label};

/// The head of a judgment ends within so many lines.
const HEAD: usize = 80;
/// Longer lines are no headings.
const LONGEST: usize = 180;

impl Reader<'_> {
    pub(super) fn is_judgment(&self) -> bool {
        let lines = || self.lines.iter().take(HEAD).map(|it| it.text(self.source));
        lines().any(|it| self.phrases.is_application(it)) && lines().any(|it| self.phrases.is_case(it))
    }

    /// A line of the head.
    pub(super) fn judgment_head(&mut self, at: usize) -> Option<usize> {
        let line = self.lines[at];
        let text = line.text(self.source);
        if self.phrases.opens_case(text) {
            self.begin_body();
            return Some(self.body(at, None));
        }
        if self.phrases.is_day(text) {
            self.block(BlockKind::Heading, "day", line.span);
        } else if self.phrases.is_application(text) {
            self.block(BlockKind::Heading, "application", line.span);
        } else if self.phrases.is_case(text) && !self.current().title {
            self.group().title = true;
            self.block(BlockKind::Title, "title", line.span);
        } else if !text.contains(char::is_lowercase) && text.len() <= LONGEST {
            self.block(BlockKind::Heading, "other", line.span);
        } else {
            self.block(BlockKind::Notice, "notice", line.span);
        }
        Some(at + 1)
    }

    /// Whether a heading stands here, between paragraphs.
    pub(super) fn judgment_heading(&self, at: usize) -> bool {
        let text = without_marks(self.text(at));
        if text.len() > LONGEST || text.ends_with(['.', ';', ',', ':', '”']) {
            return false;
        }
        if self.paragraph.is_some_and(|id| !self.ends_clause(id) || self.is_quoted(id, at)) {
            return false;
        }
        if !text.contains(char::is_lowercase) {
            return text.chars().filter(|c| c.is_alphabetic()).count() > 2;
        }
        let Some(found) = label(text) else { return false };
        let words = &text[found.text.min(text.len())..];
        self.outline.next(&found.marks).is_none() && words.starts_with(char::is_uppercase)
            || matches!(&found.marks, super::Marks::Letter { style, .. } if *style == super::super::label::Style::Capital)
                && words.starts_with(char::is_uppercase)
    }
}
