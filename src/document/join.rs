//! Lines of one block to its clean text, with the way back to the source.
//!
//! White space becomes single spaces, text NFC; emphasis marks, soft hyphens and note calls
//! go; broken words are mended as `hyphen` decides. Curly apostrophes and quotes stay.

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

use super::hyphen::{Decision, Halves, Words};
use super::lines::is_space;
use super::phrases::note_call;
use super::{HyphenEvidence, Notice, NoticeKind, Piece, Repair, RepairKind};
use crate::text::{Language, SourceSpan};

pub struct Joined {
    pub text: String,
    pub pieces: Vec<Piece>,
    pub repairs: Vec<Repair>,
}

/// Note calls of one version: those that footnotes answer, each called once.
#[derive(Debug, Default)]
pub struct Calls {
    pub notes: Vec<u16>,
    pub seen: Vec<u16>,
}

pub struct Joiner<'a, 't> {
    source: &'a str,
    words: &'a Words<'t>,
    language: Language,
    notices: &'a mut Vec<Notice>,
    text: String,
    pieces: Vec<Piece>,
    repairs: Vec<Repair>,
    /// The last piece is the source's own bytes, so the next run may lengthen it.
    verbatim: bool,
}

/// Puts the parts of one block together.
pub fn join(
    source: &str,
    parts: &[SourceSpan],
    language: Language,
    words: &Words<'_>,
    calls: &mut Calls,
    notices: &mut Vec<Notice>,
) -> Joined {
    let length = parts.iter().map(|part| part.len() + 1).sum();
    let emphasis =
        parts.iter().map(|part| source[part.range()].bytes().filter(|&b| b == b'*').count()).sum::<usize>();
    let mut joiner = Joiner {
        source,
        words,
        language,
        notices,
        text: String::with_capacity(length),
        pieces: Vec::new(),
        repairs: Vec::new(),
        verbatim: false,
    };
    for (index, &part) in parts.iter().enumerate() {
        if let Some(before) = index.checked_sub(1).map(|it| parts[it]) {
            joiner.between(before, part);
        }
        // A star without a partner is the writer's.
        joiner.part(part, emphasis % 2 == 0 && emphasis > 0, calls);
    }
    joiner.trim();
    joiner.compose();
    Joined { text: joiner.text, pieces: joiner.pieces, repairs: joiner.repairs }
}

impl Joiner<'_, '_> {
    fn run(&mut self, from: usize, to: usize) {
        if from == to {
            return;
        }
        let at = self.text.len() as u32;
        match self.pieces.last_mut() {
            Some(last) if self.verbatim && last.source.end == from as u32 => last.source.end = to as u32,
            _ => self.pieces.push(Piece { at, source: SourceSpan::new(from, to) }),
        }
        self.verbatim = true;
        self.text.push_str(&self.source[from..to]);
    }

    /// Text that stands for other bytes of the source.
    fn mapped(&mut self, text: &str, from: usize, to: usize) {
        self.pieces.push(Piece { at: self.text.len() as u32, source: SourceSpan::new(from, to) });
        self.verbatim = false;
        self.text.push_str(text);
    }

    fn part(&mut self, part: SourceSpan, emphasis: bool, calls: &mut Calls) {
        let (start, end) = (part.start as usize, part.end as usize);
        let mut run = start;
        let mut at = start;
        let bytes = self.source.as_bytes();
        while at < end {
            // Letters and most marks are what they are; one space between them, too.
            at += bytes[at..end].iter().take_while(|byte| is_plain(**byte)).count();
            let between = run < at && bytes[at..end].first() == Some(&b' ');
            if between && bytes[at..end].get(1).is_some_and(|byte| is_plain(*byte)) {
                at += 1;
                continue;
            }
            let Some(c) = self.source[at..end].chars().next() else { break };
            let next = at + c.len_utf8();
            match c {
                // Behind a mark that went, where a space stands before it already.
                ' ' if run == at && (self.text.is_empty() || self.text.ends_with(' ')) => {
                    (run, at) = (next, next)
                }
                ' ' if !self.source[next..end].starts_with(is_space) => at = next,
                c if is_space(c) => {
                    self.run(run, at);
                    let rest = self.source[at..end].trim_start_matches(is_space);
                    let stop = end - rest.len();
                    if !self.text.is_empty()
                        && !self.text.ends_with(' ')
                        && stop < end
                        && self.source[at..stop].contains(char::is_whitespace)
                    {
                        self.mapped(" ", at, stop);
                    }
                    (run, at) = (stop, stop);
                }
                '*' if emphasis => {
                    self.run(run, at);
                    (run, at) = (next, next);
                }
                '\u{AD}' => {
                    self.run(run, at);
                    (run, at) = (next, next);
                }
                '0'..='9' if !calls.notes.is_empty() && at > start => {
                    match self.glued_call(start, at, end, calls) {
                        Some(length) => {
                            self.run(run, at);
                            (run, at) = (at + length, at + length);
                        }
                        None => at = next,
                    }
                }
                '(' | '[' | '⁽' | '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' => {
                    match self.call(start, at, calls) {
                        Some(length) => {
                            self.run(run, at);
                            (run, at) = (at + length, at + length);
                        }
                        None => at = next,
                    }
                }
                _ => at = next,
            }
        }
        self.run(run, end);
    }

    /// Length of a note call at `at`. Superscripts are calls; `(2)` is one if it is glued to a
    /// word or a year, a footnote 2 exists and none was called before.
    fn call(&self, start: usize, at: usize, calls: &mut Calls) -> Option<usize> {
        let (number, length) = note_call(&self.source[at..])?;
        if !calls.notes.contains(&number) {
            return None;
        }
        let plain = self.source[at..].starts_with(['(', '[']);
        if plain {
            let before = &self.source[start..at];
            let last = before.chars().next_back()?;
            let year =
                before.len() >= 4 && before.as_bytes()[before.len() - 4..].iter().all(u8::is_ascii_digit);
            if last.is_whitespace()
                || last == '('
                || (last.is_ascii_digit() && !year)
                || calls.seen.contains(&number)
            {
                return None;
            }
        }
        if !calls.seen.contains(&number) {
            calls.seen.push(number);
        }
        Some(length)
    }

    /// Length of a call printed as a plain digit behind a stop: `on 3 March 2027.2 It`. Not in
    /// `5.2 million`: a word, a bracket or a year stands before the stop.
    fn glued_call(&self, start: usize, at: usize, end: usize, calls: &mut Calls) -> Option<usize> {
        let before = self.source[start..at].strip_suffix(['.', ',', ';', '”', '»', ')'])?;
        let rest = &self.source[at..end];
        let length = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let number =
            rest[..length].parse().ok().filter(|it| calls.notes.contains(it) && !calls.seen.contains(it))?;
        let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let word = digits == 4
            || before.ends_with(|c: char| c.is_alphabetic() || matches!(c, ')' | '”' | '»' | '.'));
        if !word || rest[length..].starts_with(|c: char| !c.is_whitespace()) {
            return None;
        }
        calls.seen.push(number);
        Some(length)
    }

    /// What goes between two parts, and how that is recorded.
    fn between(&mut self, before: SourceSpan, after: SourceSpan) {
        let gap = &self.source[before.end as usize..after.start as usize];
        let page = gap.matches('\n').count() > 1 || !gap.chars().all(is_space) || gap.contains('\u{C}');
        let plain = if page { RepairKind::PageBreak } else { RepairKind::WrappedLine };
        let left = &self.source[before.range()];
        let right = self.source[after.range()].trim_start_matches('*');
        let broken = left.trim_end_matches('*');
        let first = right.chars().next().unwrap_or(' ');
        let end = before.end as usize;

        if broken.ends_with('\u{AD}') {
            return self.record(RepairKind::LineHyphen(HyphenEvidence::SoftHyphen));
        }
        if let Some(word) = broken.strip_suffix(['-', '\u{2010}'])
            && word.ends_with(char::is_alphanumeric)
            && first.is_alphanumeric()
        {
            let halves = Halves { left: last_word(word), right: first_word(right) };
            if halves.left.is_empty() || halves.right.is_empty() {
                return self.record(plain);
            }
            if self.words.hangs(self.language, right) {
                return self.space(end, plain);
            }
            return match self.words.hyphen(self.language, halves) {
                Decision::Join(evidence) => {
                    self.drop_hyphen();
                    self.record(RepairKind::LineHyphen(evidence));
                }
                Decision::Keep => self.record(plain),
                Decision::Doubt => {
                    let base = before.start as usize;
                    self.notices.push(Notice {
                        kind: NoticeKind::DoubtfulHyphen,
                        at: SourceSpan::new(base + word.len(), base + broken.len()),
                        message: format!(
                            "hyphen kept in \"{}-{}\": nothing shows whether the writer or the printer put it",
                            halves.left, halves.right
                        ),
                    });
                    self.record(plain);
                }
            };
        }
        // Elision, and what a slash or a bracket holds together.
        let elided = broken.strip_suffix(['\'', '’']).is_some_and(|it| it.ends_with(char::is_alphabetic))
            && self.language != Language::ENGLISH;
        if elided || broken.ends_with(['/', '(', '[']) && !broken.ends_with(" /") {
            return self.record(plain);
        }
        if page && first.is_lowercase() && broken.ends_with(char::is_alphabetic) {
            let halves = Halves { left: last_word(broken), right: first_word(right) };
            let whole = broken[..broken.len() - halves.left.len()].ends_with(char::is_whitespace)
                && !right[halves.right.len()..].starts_with(['\'', '’']);
            if whole && let Some(evidence) = self.words.cut(self.language, halves) {
                return self.record(RepairKind::CutWord(evidence));
            }
        }
        self.space(end, plain);
    }

    fn record(&mut self, kind: RepairKind) {
        self.repairs.push(Repair { kind, at: self.text.len() as u32 });
    }

    /// The white space after a part, as one space.
    fn space(&mut self, end: usize, kind: RepairKind) {
        let rest = &self.source[end..];
        let blank = rest.len() - rest.trim_start_matches(is_space).len();
        let length = rest[..blank].find('\n').map_or(blank, |at| at + 1);
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.mapped(" ", end, end + length);
        }
        self.record(kind);
    }

    fn drop_hyphen(&mut self) {
        let Some(c) = self.text.chars().next_back().filter(|c| matches!(c, '-' | '\u{2010}')) else { return };
        self.text.pop();
        if let Some(last) = self.pieces.last_mut() {
            last.source.end -= c.len_utf8() as u32;
            if last.source.is_empty() {
                self.pieces.pop();
            }
        }
        self.verbatim = false;
    }

    /// A mark or a call that went may leave a space at the end.
    fn trim(&mut self) {
        while self.text.ends_with(' ') {
            self.text.pop();
            let length = self.text.len() as u32;
            if let Some(last) = self.pieces.last_mut() {
                if last.at >= length {
                    self.pieces.pop();
                } else {
                    last.source.end -= 1;
                }
            }
        }
        let length = self.text.len() as u32;
        for repair in &mut self.repairs {
            repair.at = repair.at.min(length);
        }
    }

    /// NFC. A character that composition changes maps to all its parts at once.
    fn compose(&mut self) {
        if self.text.is_ascii() || is_nfc_quick(self.text.chars()) == IsNormalized::Yes {
            return;
        }
        // Composition does not reach over a character that it leaves as it is for sure.
        let is_safe = |c: char| {
            canonical_combining_class(c) == 0 && is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes
        };
        let mut starts: Vec<usize> =
            self.text.char_indices().filter(|(_, c)| is_safe(*c)).map(|(at, _)| at).collect();
        starts.insert(0, 0);
        starts.push(self.text.len());
        let old = std::mem::take(&mut self.text);
        let pieces = std::mem::take(&mut self.pieces);
        let mut repairs = std::mem::take(&mut self.repairs).into_iter().peekable();
        self.verbatim = false;
        for range in starts.windows(2).map(|it| it[0]..it[1]).filter(|it| !it.is_empty()) {
            while let Some(repair) = repairs.next_if(|it| (it.at as usize) < range.end) {
                let at = self.text.len() as u32 + (repair.at - range.start as u32);
                self.repairs.push(Repair { at, ..repair });
            }
            let part = &old[range.clone()];
            let normal: String = part.nfc().collect();
            let first = pieces.partition_point(|it| it.at as usize <= range.start) - 1;
            let end_of = |index: usize| pieces.get(index + 1).map_or(old.len(), |it| it.at as usize);
            let mut whole: Option<SourceSpan> = None;
            for index in (first..pieces.len()).take_while(|&it| (pieces[it].at as usize) < range.end) {
                let Piece { at, source } = pieces[index];
                let at = at as usize;
                let (from, to) = (range.start.max(at), range.end.min(end_of(index)));
                let own = match source.len() == end_of(index) - at {
                    true => {
                        SourceSpan::new(source.start as usize + from - at, source.start as usize + to - at)
                    }
                    false => source,
                };
                whole = Some(whole.map_or(own, |it| it.to(own)));
                if normal == part {
                    let verbatim = self.source.get(own.range()) == Some(&old[from..to]);
                    if verbatim {
                        self.run(own.start as usize, own.end as usize);
                    } else {
                        self.mapped(&old[from..to], own.start as usize, own.end as usize);
                    }
                }
            }
            if let Some(whole) = whole.filter(|_| normal != part) {
                self.mapped(&normal, whole.start as usize, whole.end as usize);
            }
        }
        let length = self.text.len() as u32;
        self.repairs.extend(repairs.map(|repair| Repair { at: length, ..repair }));
        // A repair inside a character that was composed moves to its end.
        for repair in &mut self.repairs {
            repair.at = repair.at.min(length);
            while !self.text.is_char_boundary(repair.at as usize) {
                repair.at += 1;
            }
        }
    }
}

/// A character that is neither white space nor emphasis nor the head of a note call.
const fn is_plain(byte: u8) -> bool {
    const PLAIN: [bool; 256] = {
        let mut plain = [false; 256];
        let mut at = 0;
        while at < plain.len() {
            let byte = at as u8;
            plain[at] =
                byte.is_ascii_graphic() && !byte.is_ascii_digit() && !matches!(byte, b'*' | b'(' | b'[');
            at += 1;
        }
        plain
    };
    PLAIN[byte as usize]
}

fn last_word(text: &str) -> &str {
    &text[text.trim_end_matches(char::is_alphabetic).len()..]
}

fn first_word(text: &str) -> &str {
    &text[..text.len() - text.trim_start_matches(char::is_alphabetic).len()]
}
