//! Heads and ends as the United Nations print them.
//!
//! Finds the sentence on adoption, over several lines, above the text and below it; the number
//! and title behind a symbol (`73/3.`); lines in brackets in the head (`[S/318]`); below the end
//! of the act the notes `29 Official Records …` and `1/ S/24476`.
//! Leaves alone such words in the middle of a paragraph.

use super::{BlockKind, Reader, Section, State};
use crate::text::SourceSpan;

/// A sentence on adoption is no longer: with votes and names of States.
const SENTENCE: usize = 6;

impl Reader<'_> {
    /// The number that the symbol gave and the title behind it, or a line in brackets.
    pub(super) fn symbol_head(&mut self, at: usize) -> Option<usize> {
        let line = self.lines[at];
        let text = line.text(self.source);
        let enclosed = text.starts_with(['[', '(']) && text.ends_with([']', ')', '}']);
        if enclosed && (self.current().number.is_some() || self.current().symbol.is_some()) {
            self.block(BlockKind::Heading, "other", line.span);
            return Some(at + 1);
        }
        if self.current().number.is_some() {
            // Such an act has no title: behind the sentence on its adoption the text begins.
            let adopted = self.last_labelled("adopted").is_some() && !self.current().title;
            if adopted && self.items(text).is_none() {
                self.begin_body();
                return Some(self.body(at, None));
            }
            return None;
        }
        let number = self.current().symbol.clone()?;
        let Some(rest) = text.strip_prefix(number.as_str()).and_then(|it| it.strip_prefix('.')) else {
            // Session, agenda item: the title comes behind the number.
            self.block(BlockKind::Heading, "other", line.span);
            return Some(at + 1);
        };
        let base = line.span.start as usize;
        let used = number.len() + 1;
        self.group().number = Some(number);
        self.block(BlockKind::Heading, "number", SourceSpan::new(base, base + used));
        let words = rest.trim_start();
        let mut next = at + 1;
        let title = match words.is_empty() {
            true => {
                let line = self.lines.get(next)?;
                next += 1;
                line.span
            }
            false => SourceSpan::new(base + text.len() - words.len(), base + text.len()),
        };
        self.group().title = true;
        self.block(BlockKind::Title, "title", title);
        Some(next)
    }

    /// The sentence on adoption that begins on this line, as a notice.
    pub(super) fn adoption(&mut self, at: usize, label: &str) -> Option<usize> {
        let head = self.state == State::Head;
        if head && self.current().number.is_none() && self.current().symbol.is_none() {
            return None;
        }
        if !self.text(at).starts_with(char::is_uppercase) {
            return None;
        }
        let mut text = String::new();
        let mut end = at;
        while end < self.lines.len() && end - at < SENTENCE {
            let line = self.text(end);
            let breaks = self.lines[end].after_blank || self.phrases.opener(line).is_some();
            if end > at && (breaks || self.note(end).is_some()) {
                break;
            }
            text.push_str(line);
            text.push(' ');
            end += 1;
            // In the head it ends with the year; brackets and the text follow.
            if head && ends_in_year(line) {
                break;
            }
            if !head && line.ends_with('.') {
                break;
            }
        }
        if !self.phrases.is_adoption(&text) {
            return None;
        }
        let id = self.block(BlockKind::Notice, label, self.lines[at].span);
        self.rest(id, at + 1, end);
        Some(end)
    }

    /// `66th plenary meeting` and, on the next line, the day.
    fn meeting(&mut self, at: usize) -> Option<usize> {
        let line = self.lines[at];
        if !line.after_blank
            || !self.phrases.is_meeting(self.text(at))
            || !self.phrases.is_day(self.text(at + 1))
        {
            return None;
        }
        let id = self.block(BlockKind::Notice, "adopted", line.span);
        self.rest(id, at + 1, at + 2);
        Some(at + 2)
    }

    /// `3391 (XXX). Return of works of art`: number, session and title.
    pub(super) fn session_head(&mut self, at: usize) -> Option<usize> {
        if self.current().number.is_some() || self.current().symbol.is_some() || self.current().title {
            return None;
        }
        let line = self.lines[at];
        let text = line.text(self.source);
        let (number, length) = session_number(text)?;
        let title = text[length..].trim_start_matches(['.', ' ', '*']);
        let base = line.span.start as usize;
        let begin = text.len() - title.len();
        self.group().number = Some(number);
        self.block(BlockKind::Heading, "number", SourceSpan::new(base, base + begin));
        if !title.is_empty() {
            self.group().title = true;
            self.block(BlockKind::Title, "title", SourceSpan::new(base + begin, base + text.len()));
        }
        Some(at + 1)
    }

    /// `Adopted unanimously at the 190th meeting.` below the text.
    pub(super) fn close(&mut self, at: usize) -> Option<usize> {
        let id = self.paragraph?;
        let line = self.lines[at];
        if !(self.ends_clause(id) || line.after_blank) || self.is_quoted(id, at) {
            return None;
        }
        let next = self.meeting(at).or_else(|| self.adoption(at, "adopted"))?;
        self.closed = true;
        self.paragraph = None;
        self.unfinished = None;
        Some(next)
    }

    /// `29 Official Records …` below the end; `1/ S/24476.` anywhere, if the text calls it.
    pub(super) fn note_below(&self, at: usize) -> Option<(u16, usize)> {
        let text = self.text(at);
        let length = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if !(1..=3).contains(&length) {
            return None;
        }
        let number = text[..length].parse().ok().filter(|it| !self.current().notes.contains(it))?;
        let (slash, rest) = match text[length..].strip_prefix('/') {
            Some(rest) => (true, rest),
            None => (false, &text[length..]),
        };
        let words = rest.trim_start();
        if words.is_empty() || words.len() == rest.len() {
            return None;
        }
        let begin = text.len() - words.len();
        if slash {
            let group = self.current();
            let before = &self.source[group.start as usize..self.lines[at].span.start as usize];
            return before.contains(&format!(" {number}/")).then_some((number, begin));
        }
        (self.closed && words.starts_with(|c: char| c.is_uppercase() || c == '“')).then_some((number, begin))
    }

    /// Behind the end: what no note is stands by itself.
    pub(super) fn after_end(&mut self, at: usize) {
        let line = self.lines[at];
        let last = self.layout.drafts.len() - 1;
        let goes_on = !line.after_blank
            && matches!(self.layout.drafts[last].kind, BlockKind::Footnote | BlockKind::Notice);
        if goes_on {
            return self.push(last, line.span);
        }
        let id = self.draft(BlockKind::Heading, Section::Body, "other", line.span.start);
        self.push(id, line.span);
    }
}

/// `3391 (XXX).`: the number with its session, as citations write it, and how much of the line.
pub fn session_number(text: &str) -> Option<(String, usize)> {
    let bare = text.trim_start_matches(['*', ' ']);
    let start = text.len() - bare.len();
    let digits = bare.len() - bare.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = bare[digits..].trim_start();
    // `2453 A (XXIII)`
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_uppercase()).trim_start();
    let (session, after) = rest.strip_prefix('(')?.split_once(')')?;
    let roman = !session.is_empty()
        && session.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L' | b'S' | b'-' | b'E'));
    let whole = (1..=4).contains(&digits) && roman && after.starts_with('.');
    let end = text.len() - after.len();
    whole.then(|| (text[start..end].to_owned(), end + 1))
}

/// `… on 29 June 1992`, `…, 1992.`
fn ends_in_year(line: &str) -> bool {
    let bare = line.trim_end_matches(['.', ',', ' ']);
    let digits = bare.len() - bare.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    digits == 4
}

/// `18-17962 (E)`, `*1817962*`: what the printer of the United Nations puts at a page's foot.
pub(super) fn is_job_number(text: &str) -> bool {
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if let Some(inner) = text.strip_prefix('*').and_then(|it| it.strip_suffix('*')) {
        return (6..=9).contains(&inner.len()) && all_digits(inner);
    }
    let number = text.split(' ').next().unwrap_or(text);
    let language = text[number.len()..].trim();
    let marked =
        language.is_empty() || language.len() == 3 && language.starts_with('(') && language.ends_with(')');
    marked
        && number.len() == 8
        && number
            .split_once('-')
            .is_some_and(|(year, job)| year.len() == 2 && all_digits(year) && all_digits(job))
}
