//! The lines of a source, without their white space, and the blank space between them.

use crate::text::SourceSpan;

/// A line with words in it.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// From the first to the last character that is no white space.
    pub span: SourceSpan,
    /// A blank line, a page end (form feed) or the head of the file comes before.
    pub after_blank: bool,
}

impl Line {
    pub fn text(self, source: &str) -> &str {
        &source[self.span.range()]
    }
}

/// Bytes that a line end may begin with.
const ENDS: [bool; 256] = {
    let mut ends = [false; 256];
    ends[b'\n' as usize] = true;
    ends[b'\r' as usize] = true;
    ends[0x0C] = true;
    ends[0xE2] = true;
    ends
};

/// Line ends are LF, CR LF, a lone CR, form feed and the separators of Unicode.
pub fn lines(source: &str) -> Vec<Line> {
    let mut lines = Vec::with_capacity(source.len() / 80);
    let mut after_blank = true;
    let mut start = 0;
    let bytes = source.as_bytes();
    let mut at = 0;
    while at <= bytes.len() {
        let (end, length, page) = match bytes.get(at) {
            None => (true, 1, false),
            Some(b'\n') => (true, 1, false),
            Some(b'\r') => (true, if bytes.get(at + 1) == Some(&b'\n') { 2 } else { 1 }, false),
            Some(0x0C) => (true, 1, true),
            Some(0xE2) if matches!(bytes[at..], [0xE2, 0x80, 0xA8 | 0xA9, ..]) => (true, 3, false),
            Some(_) => (false, 1, false),
        };
        if !end {
            at += 1;
            at += bytes[at..].iter().take_while(|&&byte| !ENDS[usize::from(byte)]).count();
            continue;
        }
        let whole = &source[start..at];
        let text = whole.trim_start_matches(is_space);
        let first = at - text.len();
        let text = text.trim_end_matches(is_space);
        if text.is_empty() {
            // The piece before a form feed that ends a line of its own is no blank line.
            after_blank = true;
        } else {
            lines.push(Line { span: SourceSpan::new(first, first + text.len()), after_blank });
            after_blank = false;
        }
        after_blank |= page;
        at += length;
        start = at;
    }
    lines
}

/// White space and characters that print as nothing.
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}' | '\u{2060}' | '\u{200E}' | '\u{200F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &[(&str, bool)]) {
        let found: Vec<(&str, bool)> =
            lines(source).into_iter().map(|line| (line.text(source), line.after_blank)).collect();
        assert_eq!(found, expected, "in {source:?}");
    }

    #[test]
    fn every_kind_of_line_end_ends_a_line() {
        check(
            "a\nb\r\nc\rd\u{2028}e",
            &[("a", true), ("b", false), ("c", false), ("d", false), ("e", false)],
        );
    }

    #[test]
    fn space_is_no_line() {
        check(" \n\u{A0}a \n \t\n b", &[("a", true), ("b", true)]);
    }

    #[test]
    fn page_end_counts_as_blank() {
        check("a\u{C}b", &[("a", true), ("b", true)]);
        check("", &[]);
    }
}
