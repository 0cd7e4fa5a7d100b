//! Running text in blocks, as HTML, Word and XML have it, to lines.
//!
//! A block comes out as one line with an empty line after it; white space inside is one space.
//! What the format only shows (numbers of lists, quotation marks) is written as it is shown.

use super::error::Fault;
use super::extracted::{Extracted, Hint, Place, Remark, Says};
use super::plain::LONGEST_TEXT;
use crate::text::SourceSpan;

/// What stands between two pieces of text; the widest asked for is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    None,
    Space,
    /// Between the cells of a row, and behind the number of a list.
    Tab,
    Line,
    Block,
}

#[derive(Debug)]
pub struct Flow {
    out: Extracted,
    gap: Gap,
    /// For the line that comes next.
    hints: Vec<Says>,
    /// Byte at which the line that was written last began.
    line: u32,
    /// The next text begins a line.
    fresh: bool,
}

impl Flow {
    pub fn new() -> Self {
        Self { out: Extracted::default(), gap: Gap::None, hints: Vec::new(), line: 0, fresh: true }
    }

    /// Asks for space before the next text.
    pub fn gap(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
        self.fresh |= self.gap >= Gap::Line;
    }

    /// Takes back the line end that was asked for: the next text goes on with the last line.
    pub fn go_on(&mut self, gap: Gap) {
        self.gap = gap;
        self.fresh = self.out.is_empty();
    }

    /// Where the line being written began; `None` if the next text begins one.
    pub fn line(&self) -> Option<u32> {
        (!self.fresh).then_some(self.line)
    }

    /// Where the line written last began.
    pub fn last_line(&self) -> Option<u32> {
        (!self.out.is_empty()).then_some(self.line)
    }

    /// Says something about the line that the next text begins or goes on with.
    pub fn hint(&mut self, says: Says) {
        match self.line() {
            Some(at) => self.out.hints.push(Hint { at, says }),
            None => self.hints.push(says),
        }
    }

    /// Running text: any white space in it is one space, at the edges of a line none. True if
    /// it began a line.
    pub fn text(&mut self, text: &str, place: &Place) -> bool {
        // What prints as nothing begins no line.
        if self.fresh && text.trim().is_empty() {
            return false;
        }
        let mut began = false;
        let is_space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{C}');
        let mut rest = text;
        loop {
            let words = rest.trim_start_matches(is_space);
            if words.len() < rest.len() {
                self.gap(Gap::Space);
            }
            if words.is_empty() {
                return began;
            }
            let end = words.find(is_space).unwrap_or(words.len());
            began |= self.shown(&words[..end], place);
            rest = &words[end..];
        }
    }

    /// Text as it is, after the space that was asked for. True if it began a line.
    pub fn shown(&mut self, text: &str, place: &Place) -> bool {
        if text.is_empty() {
            return false;
        }
        let begins = std::mem::take(&mut self.fresh);
        if self.out.is_empty() {
            self.gap = Gap::None;
        }
        // What was asked for inside a line is nothing at its head.
        let gap = if begins && !self.out.is_empty() { self.gap.max(Gap::Line) } else { self.gap };
        self.out.space(match gap {
            Gap::None => "",
            Gap::Space => " ",
            Gap::Tab => "\t",
            Gap::Line => "\n",
            Gap::Block => "\n\n",
        });
        self.gap = Gap::None;
        if begins {
            let at = self.out.len();
            self.line = at;
            for says in std::mem::take(&mut self.hints) {
                let says = match says {
                    // A label's end counts from the head of its line.
                    Says::Label { end } => Says::Label { end: at + end },
                    says => says,
                };
                self.out.hints.push(Hint { at, says });
            }
        }
        self.out.push(text, place);
        begins
    }

    /// Says something about the reading itself, of all that has been written.
    pub fn remark(&mut self, message: String) {
        let at = SourceSpan { start: 0, end: self.out.text.find('\n').unwrap_or(self.out.text.len()) as u32 };
        self.out.remarks.push(Remark { at, message });
    }

    /// What has been written behind byte `from`.
    pub fn since(&self, from: u32) -> &str {
        self.out.text.get(from as usize..).unwrap_or_default()
    }

    /// More text than a document may have is not read to its end: its places alone would fill
    /// the memory.
    pub fn bounded(&self) -> Result<(), Fault> {
        if self.out.text.len() > LONGEST_TEXT { Err(Fault::TooLong) } else { Ok(()) }
    }

    pub fn is_empty(&self) -> bool {
        self.out.is_empty()
    }

    /// Bytes written.
    pub fn len(&self) -> u32 {
        self.out.len()
    }

    pub fn finish(mut self) -> Extracted {
        if !self.out.is_empty() {
            self.out.space("\n");
        }
        self.out.hints.sort_by_key(|it| it.at);
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(start: u32) -> Place {
        Place::Element { id: None, start, end: start + 1 }
    }

    #[test]
    fn white_space_is_one_space_and_a_block_a_line() {
        let mut flow = Flow::new();
        flow.gap(Gap::Block);
        assert!(flow.text(" The \n As", &at(0)));
        assert!(!flow.text("sembly", &at(1)));
        flow.gap(Gap::Block);
        flow.hint(Says::Heading(2));
        flow.gap(Gap::Line);
        flow.text("recalls", &at(2));
        flow.gap(Gap::Line);
        flow.text("  that", &at(3));
        let found = flow.finish();
        assert_eq!(found.text, "The Assembly\n\nrecalls\nthat\n");
        assert_eq!(found.hints, [Hint { at: 14, says: Says::Heading(2) }]);
        assert_eq!(found.origin.iter().map(|it| it.at).collect::<Vec<_>>(), [0, 6, 14, 22]);
    }
}
