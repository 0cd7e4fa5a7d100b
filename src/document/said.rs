//! What the structure of the original says of lines, for formats that have one.

use super::lines::Line;
use crate::source::{Hint, Says};
use crate::text::Language;

/// What is known of one line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Said {
    pub furniture: bool,
    pub heading: bool,
    /// Byte of the text at which its label ends, which is the structure's own.
    pub label: Option<u32>,
    pub note: Option<u16>,
    pub language: Option<Language>,
}

/// By line; empty for plain text, which says nothing.
#[derive(Debug, Default)]
pub struct AllSaid {
    lines: Vec<Said>,
    /// A line after an empty one begins a block of the original.
    pub blocks: bool,
}

impl AllSaid {
    /// A hint counts for the first line that does not end before it.
    pub fn new(lines: &[Line], hints: &[Hint], blocks: bool) -> Self {
        if hints.is_empty() {
            return Self { lines: Vec::new(), blocks };
        }
        let mut all = vec![Said::default(); lines.len()];
        let mut hints = hints.iter().peekable();
        let mut language = None;
        for (line, said) in lines.iter().zip(&mut all) {
            while let Some(hint) = hints.next_if(|it| it.at < line.span.end) {
                match hint.says {
                    Says::Furniture => said.furniture = true,
                    Says::Heading(_) => said.heading = true,
                    Says::Label { end } => said.label = Some(end),
                    Says::Footnote(number) => said.note = Some(number),
                    Says::Language(it) => language = Some(it),
                    // Read when all blocks are there: `stated`.
                    Says::States(_) => {}
                }
            }
            said.language = language;
        }
        Self { lines: all, blocks }
    }

    pub fn of(&self, line: usize) -> Said {
        self.lines.get(line).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    #[test]
    fn hints_count_for_their_line_and_languages_for_all_after() {
        let text = "one\n\n  two\nthree\n";
        let hint = |at, says| Hint { at, says };
        let hints = [
            hint(0, Says::Furniture),
            hint(5, Says::Language(Language::FRENCH)),
            hint(5, Says::Footnote(2)),
            hint(11, Says::Heading(1)),
        ];
        let said = AllSaid::new(&lines(text), &hints, true);
        let french = Said { language: Some(Language::FRENCH), ..Said::default() };
        assert_eq!(said.of(0), Said { furniture: true, ..Said::default() });
        assert_eq!(said.of(1), Said { note: Some(2), ..french });
        assert_eq!(said.of(2), Said { heading: true, ..french });
        assert_eq!(said.of(3), Said::default());
        assert_eq!(AllSaid::new(&lines(text), &[], false).of(1), Said::default());
    }
}
