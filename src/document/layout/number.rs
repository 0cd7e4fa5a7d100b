//! Heads in which the number stands apart from its word, or together with the title.
//!
//! Finds the number below the word for the act (`Resolution`, `2739 (2027)`), and the title behind
//! number and year on one line (`Resolution 2739 (2027) – Corruption in ports`).
//! Leaves alone numbers without a year, which may be pages', and lines that go on as sentences.

use super::{BlockKind, Item, Reader};
use crate::text::SourceSpan;

impl Reader<'_> {
    /// `Resolution`, and on the next line `2739 (2027)`; the year may be on the line after it.
    pub(super) fn number_under(&mut self, at: usize) -> Option<usize> {
        if self.current().number.is_some() || !self.phrases.is_act_word(self.text(at)) {
            return None;
        }
        let (first, second) = (self.lines[at].span, self.lines.get(at + 1)?.span);
        let word = format!("{} ", self.text(at));
        let items = self.phrases.items(&format!("{word}{}", self.text(at + 1)))?;
        let (Item::Number { number, year, .. }, range) = items.first()? else { return None };
        let year_below = || {
            let below = self.phrases.items(self.text(at + 2)).unwrap_or_default();
            matches!(below.first(), Some((Item::Year(_), _)))
        };
        let plain = items[1..].iter().all(|(item, _)| matches!(item, Item::NoteCall(_)));
        if !plain || year.is_none() && !(items.len() == 1 && year_below()) {
            return None;
        }
        let (number, end) = (number.clone(), second.start as usize + range.end.checked_sub(word.len())?);
        let calls = items[1..].iter().filter_map(|(item, _)| match item {
            Item::NoteCall(call) => Some(*call),
            _ => None,
        });
        let calls: Vec<u16> = calls.collect();
        self.group().number = Some(number);
        self.group().calls.extend(calls);
        let id = self.block(BlockKind::Heading, "number", first);
        self.push(id, SourceSpan::new(second.start as usize, end));
        Some(at + 2)
    }

    /// `Resolution 2739 (2027) – Corruption in ports`: the title behind the number.
    pub(super) fn title_behind(&mut self, at: usize) -> Option<usize> {
        if self.current().number.is_some() || self.current().title {
            return None;
        }
        let line = self.lines[at];
        let text = line.text(self.source);
        let (items, _) = self.phrases.leading_items(text);
        let (Item::Number { number, year: Some(_), .. }, range) = items.first()? else { return None };
        let rest = &text[range.end..];
        let title = rest.trim_start_matches([' ', '–', '—', '-', '|', ':']);
        let apart = rest.len() - title.len() > 1 && rest.trim_start() != title;
        // A sentence would go on in lower case, or end in a full stop.
        if !apart || !title.starts_with(char::is_uppercase) || title.ends_with(['.', ';', ':', ',']) {
            return None;
        }
        let (number, base) = (number.clone(), line.span.start as usize);
        self.group().number = Some(number);
        self.block(BlockKind::Heading, "number", SourceSpan::new(base + range.start, base + range.end));
        self.group().title = true;
        let begin = base + text.len() - title.len();
        self.block(BlockKind::Title, "title", SourceSpan::new(begin, base + text.len()));
        Some(at + 1)
    }
}
