//! Parts of a text in which numbering begins anew: appendices, articles, the operative part of
//! a judgment and the opinions behind it.
//!
//! A part's paragraphs are labelled under it: `app.2`, `art5.1`, `art5.u1`, `op.3`.
//! Finds an appendix in every act; articles and chapters where the text is one of articles
//! (three in their order stand on lines of their own) or in an appendix.
//! Leaves alone such words inside a quotation or in a sentence that goes on. In a text of
//! articles a new version begins where, behind its end, a heading leads to article 1 again.
//! Words: scheme `part`.

use super::{AHEAD, BlockKind, Label, Marks, Outline, Reader, Section, State, label};
use crate::document::phrases::{PartHead, PartKind};
use crate::text::SourceSpan;

/// A part that is open.
#[derive(Clone, Debug)]
pub(super) struct Part {
    kind: PartKind,
    label: String,
}

impl Reader<'_> {
    /// Whether articles 1, 2 and 3 stand in their order on lines of their own.
    pub(super) fn has_articles(&self) -> bool {
        let mut expected = 1;
        for line in self.lines {
            let text = line.text(self.source);
            if text.len() > 160 {
                continue;
            }
            let found = self.phrases.part(text).filter(|it| it.kind == PartKind::Article);
            if found.is_some_and(|it| it.number == expected.to_string()) {
                expected += 1;
            }
            if expected > 3 {
                return true;
            }
        }
        false
    }

    /// The label of a paragraph under the parts that are open.
    pub(super) fn under_parts(&self, own: &str) -> String {
        let mut label = String::new();
        for part in self.parts.iter().filter(|it| !it.label.is_empty()) {
            label.push_str(&part.label);
            label.push('.');
        }
        label + own
    }

    /// Opens the part whose line this is.
    pub(super) fn part(&mut self, at: usize) -> Option<usize> {
        let line = self.lines[at];
        let text = line.text(self.source);
        let head = match self.division(at) {
            Some(head) => head,
            None if self.drafted => self.phrases.report_part(text).or_else(|| self.phrases.part(text))?,
            None => self.phrases.part(text)?,
        };
        let inside = |kind| self.parts.iter().any(|it| it.kind == kind);
        let fits = match head.kind {
            PartKind::Appendix => self.state == State::Body && self.stands_apart(at),
            PartKind::Article => self.articles || inside(PartKind::Appendix),
            PartKind::Chapter => self.articles,
            PartKind::Operative | PartKind::Opinion => self.judgment,
            PartKind::Draft | PartKind::Memo => self.drafted,
            PartKind::Division => true,
            PartKind::Witness => (self.articles || self.judgment) && !inside(PartKind::Opinion),
        };
        let ended =
            line.after_blank || text.starts_with('#') || self.paragraph.is_none_or(|id| self.ends_clause(id));
        if !fits || !ended || self.paragraph.is_some_and(|id| self.is_quoted(id, at)) {
            return None;
        }
        if self.state == State::Head {
            self.begin_body();
        }
        self.enter(&head);
        if head.kind == PartKind::Witness {
            let id = self.draft(BlockKind::Paragraph, Section::Body, "done", line.span.start);
            self.push(id, line.span);
            self.paragraph = Some(id);
            return Some(at + 1);
        }
        if let Some((number, _)) = super::draft::glued_call(text).filter(|_| self.drafted) {
            self.group().calls.push(number);
        }
        self.heading_of_part(at, "part");
        self.titled = (!head.titled).then_some(at + 1);
        Some(at + 1)
    }

    /// A letter alone on its line, in its turn, where numbering begins anew below: a resolution
    /// in several divisions.
    fn division(&self, at: usize) -> Option<PartHead> {
        let line = self.lines[at];
        let text = line.text(self.source).trim_matches(['*', '#', ' ', '.']);
        let &[letter] = text.as_bytes() else { return None };
        if !line.after_blank || letter != b'A' + self.division || self.articles || self.judgment {
            return None;
        }
        let alone = |it: usize, letter: u8| {
            self.lines[it].after_blank
                && self.text(it).trim_matches(['*', '#', ' ', '.']).as_bytes() == [letter]
        };
        // The first only where a second one follows.
        let until = self.lines.len().min(at + 4 * AHEAD);
        let next = (at + 1..until).find(|&it| alone(it, letter + 1));
        if letter == b'A' && next.is_none() {
            return None;
        }
        let anew = (at + 1..next.unwrap_or(until))
            .filter_map(|it| self.label(it))
            .find(|it| matches!(it.marks, Marks::Numbers(_)))
            .is_some_and(|it| it.marks == Marks::Numbers(vec![1]));
        anew.then(|| PartHead { kind: PartKind::Division, number: text.to_owned(), titled: false })
    }

    /// In a report's memorandum a number with a title and no sentence heads a section, whose
    /// paragraphs are numbered apart from it.
    pub(super) fn is_section_head(&self, at: usize, found: Option<&Label>) -> bool {
        let Some(found) = found.filter(|it| matches!(it.marks, Marks::Numbers(_))) else { return false };
        let text = self.text(at);
        self.parts.last().is_some_and(|it| it.kind == PartKind::Memo)
            && self.lines[at].after_blank
            && self.lines.get(at + 1).is_some_and(|it| it.after_blank)
            && text.len() < 120
            && text[found.text.min(text.len())..].starts_with(char::is_uppercase)
            && !text.ends_with(['.', ';', ':', ',', '?', '!'])
    }

    fn enter(&mut self, head: &PartHead) {
        let rank = head.kind.rank();
        self.parts.retain(|it| it.kind.rank() < rank);
        let mut name = format!("{}{}", head.kind.code(), head.number);
        match head.kind {
            PartKind::Chapter => name.clear(),
            PartKind::Witness => name = "done".to_owned(),
            PartKind::Opinion => {
                self.opinions += 1;
                name = format!("opinion{}", self.opinions);
            }
            PartKind::Draft => {
                self.drafts += 1;
                name = format!("draft{}", self.drafts);
            }
            PartKind::Memo => {
                self.memos += 1;
                name = if self.memos == 1 { "memo".to_owned() } else { format!("memo{}", self.memos) };
            }
            PartKind::Division => self.division += 1,
            PartKind::Appendix | PartKind::Article | PartKind::Operative => {}
        }
        self.parts.push(Part { kind: head.kind, label: name });
        self.outline = Outline::of_part();
        self.paragraph = None;
        self.unfinished = None;
        self.closed = false;
        self.unnumbered = 0;
    }

    /// A heading without the marks that a Markdown writer puts before it.
    pub(super) fn heading_of_part(&mut self, at: usize, name: &str) {
        let line = self.lines[at].span;
        let words = without_marks(self.text(at)).len();
        let id = self.draft(BlockKind::Heading, Section::Body, name, line.start);
        self.push(id, SourceSpan::new(line.end as usize - words, line.end as usize));
    }

    /// The title on the line below the line that opened a part.
    pub(super) fn title_of_part(&mut self, at: usize) -> bool {
        if self.titled.take() != Some(at) {
            return false;
        }
        let text = self.text(at);
        let closed = text.ends_with(['.', ';', ':', ',']);
        let alone = text.starts_with('#')
            || self
                .lines
                .get(at + 1)
                .is_some_and(|next| next.after_blank || label(next.text(self.source)).is_some());
        if closed || text.len() > 200 || !alone || self.label(at).is_some() {
            return false;
        }
        self.heading_of_part(at, "title");
        true
    }

    /// An appendix stands on a line of its own, or numbering begins anew below it.
    fn stands_apart(&self, at: usize) -> bool {
        let Some(next) = self.lines.get(at + 1) else { return false };
        self.lines[at].after_blank && next.after_blank
            || self.label(at + 1).is_some_and(|it| Outline::default().next(&it.marks).is_some())
    }

    /// Behind the end of a treaty, a heading that leads to article 1 begins a version.
    pub(super) fn begins_translation(&self, at: usize) -> bool {
        if !self.articles || !self.parts.iter().any(|it| it.kind == PartKind::Witness) {
            return false;
        }
        let text = self.text(at);
        let heading = text.starts_with('#')
            || self.lines[at].after_blank && text.len() < 200 && !text.ends_with(['.', ';', ':', ',']);
        heading
            && (at + 1..self.lines.len().min(at + AHEAD))
                .filter_map(|it| self.phrases.part(self.text(it)))
                .find(|it| matches!(it.kind, PartKind::Article | PartKind::Appendix))
                .is_some_and(|it| it.kind == PartKind::Article && it.number == "1")
    }
}

/// Without `####` and the dash that may follow it.
pub(super) fn without_marks(text: &str) -> &str {
    match text.strip_prefix('#') {
        Some(rest) => rest.trim_start_matches('#').trim_start().trim_start_matches(['-', '–', ' ']),
        None => text,
    }
}
