//! Papers in which acts are proposed: the heads of reports and motions.
//!
//! Finds the number (`A11-0087/2031`, `Doc. 17204`), the kind, the title (on the line of the kind,
//! or the lines up to the number of the procedure), and that number.
//! Leaves alone the numbers of texts adopted that such a page lists: they are those of other acts.
//! What is proposed stands in parts of its own, see `part`.

use super::{AHEAD, BlockKind, Reader, State};

impl Reader<'_> {
    /// A line of the head of a report or motion.
    pub(super) fn draft_head(&mut self, at: usize) -> Option<usize> {
        let line = self.lines[at];
        let text = line.text(self.source);
        if self.current().number.is_some() || self.current().cover {
            return None;
        }
        if self.current().paper.is_none()
            && self.phrases.draft_kind(text).is_some_and(|(_, alone)| !alone)
            && let Some(number) = self.number_below(at)
        {
            self.group().paper = Some(number);
            self.drafted = true;
        }
        if self.current().paper.is_none() {
            let found = self.phrases.session_number(text)?;
            // `Doc. 17204` may stand over anything: its kind must follow.
            let sure = found.year.is_some() || self.kind_follows(at);
            if !sure {
                return None;
            }
            self.group().paper = Some(found.number);
            self.drafted = true;
            self.group().paper_printed = true;
            self.block(BlockKind::Heading, "session", line.span);
            return Some(at + 1);
        }
        if !self.current().paper_printed
            && self.phrases.session_number(text).is_some_and(|it| self.current().paper == Some(it.number))
        {
            self.group().paper_printed = true;
            self.block(BlockKind::Heading, "session", line.span);
            return Some(at + 1);
        }
        if let Some((_, alone)) = self.phrases.draft_kind(text) {
            if let Some((number, _)) = glued_call(text) {
                self.group().calls.push(number);
            }
            if self.current().title {
                self.block(BlockKind::Heading, "kind", line.span);
                return Some(at + 1);
            }
            self.group().title = true;
            self.group().title_open = alone;
            let id = self.block(BlockKind::Title, "title", line.span);
            if alone {
                return Some(at + 1);
            }
            return Some(self.titled_up_to(id, at + 1));
        }
        if self.current().title_open
            && let Some(id) = self.current().last_title
            && text.starts_with(char::is_lowercase)
        {
            let end = self.chunk(at);
            if (at..end + 1).any(|it| is_procedure(self.text(it))) {
                self.group().title_open = false;
                self.push(id, line.span);
                return Some(self.titled_up_to(id, at + 1));
            }
            let other = self.block(BlockKind::Heading, "other", line.span);
            self.rest(other, at + 1, end);
            return Some(end);
        }
        if is_short_day(text) {
            self.block(BlockKind::Heading, "day", line.span);
            return Some(at + 1);
        }
        // The committee alone: its rapporteur is on the next line.
        let introduced = |text: &str| text.find(':').is_some_and(|it| it < 24 && !text[..it].contains(' '));
        if !line.text(self.source).contains(':')
            && text.starts_with(char::is_uppercase)
            && self.current().title
            && introduced(self.text(at + 1))
        {
            self.block(BlockKind::Heading, "other", line.span);
            return Some(at + 1);
        }
        if is_procedure(text) {
            self.block(BlockKind::Heading, "procedure", line.span);
            return Some(at + 1);
        }
        if self.phrases.session_number(text).is_some()
            || self
                .items(text)
                .is_some_and(|it| it.iter().any(|(item, _)| matches!(item, super::Item::AdoptedText { .. })))
        {
            self.furniture(line.span);
            return Some(at + 1);
        }
        None
    }

    /// The further lines of a title, up to a blank one or the procedure.
    fn titled_up_to(&mut self, id: usize, from: usize) -> usize {
        let mut at = from;
        while at < self.lines.len()
            && !self.lines[at].after_blank
            && !is_procedure(self.text(at))
            && at < from + 6
        {
            self.push(id, self.lines[at].span);
            at += 1;
        }
        at
    }

    /// The number of the session document, where a page gives it below the title.
    fn number_below(&self, at: usize) -> Option<String> {
        (at + 1..self.lines.len().min(at + AHEAD / 2))
            .filter_map(|it| self.phrases.session_number(self.text(it)))
            .find(|it| it.year.is_some())
            .map(|it| it.number)
    }

    fn kind_follows(&self, at: usize) -> bool {
        debug_assert!(self.state == State::Head);
        (at + 1..self.lines.len().min(at + 12))
            .any(|it| self.phrases.draft_kind(self.text(it)).is_some_and(|(_, alone)| alone))
    }
}

/// A note's number glued to the last word: `Report1`, `Draft resolution2`.
pub(super) fn glued_call(text: &str) -> Option<(u16, usize)> {
    let bare = text.trim_end_matches(['*', ' ']);
    let word = bare.trim_end_matches(|c: char| c.is_ascii_digit());
    let glued = word.ends_with(char::is_alphabetic) && (1..=2).contains(&(bare.len() - word.len()));
    glued.then(|| bare[word.len()..].parse().ok()).flatten().map(|number| (number, word.len()))
}

/// `14.3.2031`
fn is_short_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    matches!(parts.as_slice(), [day, month, year]
        if (1..=2).contains(&day.len()) && (1..=2).contains(&month.len()) && year.len() == 4)
        && text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
}

/// `(2030/2114(INI))` and a day before it: `4.4.2024 - (2024/2006(REG))`.
fn is_procedure(text: &str) -> bool {
    text.len() < 60
        && text.ends_with("))")
        && !text.contains(char::is_lowercase)
        && text.contains('/')
        && text.contains(|c: char| c.is_ascii_digit())
}
