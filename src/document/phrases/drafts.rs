//! Lines of papers in which acts are proposed: reports, motions.
//!
//! Finds numbers of session documents (`A11-0087/2031`, `RC-B9-0068/2021`, several with braces
//! between) and of papers (`Doc. 17204`) on lines of their own; the kind of paper, alone
//! (`Report`, with the call of a note) or at the head of its title, in capitals (`REPORT on …`).
//! Leaves alone the same within a sentence.
//! Words: scheme `printing`, place `draft`; marks of numbers: `hc:draftMark` in `act-type`.

use super::{HEADING_LENGTH, Phrases, Word, digits, key};
use crate::lexicon::ConceptId;

/// The number of a session document and the kind that it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionNumber {
    pub kind: ConceptId,
    /// `A11-0087/2031`
    pub number: String,
    pub year: Option<i16>,
}

impl Phrases {
    /// The kind of paper that the line names, and whether it says nothing else.
    pub fn draft_kind(&self, line: &str) -> Option<(ConceptId, bool)> {
        if line.len() > 2 * HEADING_LENGTH || !self.may_open(line) {
            return None;
        }
        let first = line.trim_start_matches(['*', '#', ' ']);
        let keyed = key(first);
        let kind = self
            .at(&format!("{} ", keyed.trim_end_matches(|c: char| c.is_ascii_digit())))
            .find(|it| it.word == Word::Draft)
            .map(|it| (it.concept, it.key.len()))?;
        let rest = keyed[kind.1..].trim_matches(|c: char| {
            c.is_ascii_digit() || matches!(c, ' ' | '(' | ')' | '[' | ']' | '⁽' | '⁾' | '¹' | '²' | '³')
        });
        if rest.is_empty() {
            return Some((kind.0, true));
        }
        let word = first.split(' ').next().unwrap_or(first);
        let capitals = word.chars().count() > 3 && !word.contains(char::is_lowercase);
        capitals.then_some((kind.0, false))
    }

    /// The session document whose number the line is.
    pub fn session_number(&self, line: &str) -> Option<SessionNumber> {
        if line.len() > HEADING_LENGTH || !line.contains(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let bare = line.trim_matches(['*', '#', ' ']);
        // `B9-0068/2021 } B9-0070/2021 } RC1`: a joint one has the first of their numbers.
        let mut parts = bare.split(['}', ',', ' ', '\t', '\u{a0}']).filter(|it| !it.is_empty());
        let first = parts.next()?;
        if let Some((mark, year)) = session(first) {
            let mut joint = mark == "RC";
            for part in parts {
                let last = part.strip_prefix("RC").is_some_and(|it| it.bytes().all(|b| b.is_ascii_digit()));
                if !last && session(part).is_none() {
                    return None;
                }
                joint |= last;
            }
            let (kind, number) = match joint {
                true => (self.draft_mark("RC")?, format!("RC-{}", first.trim_start_matches("RC-"))),
                false => (self.draft_mark(mark)?, first.to_owned()),
            };
            return Some(SessionNumber { kind, number, year: Some(year) });
        }
        let keyed = key(bare);
        let word = self.at(&keyed).find(|it| it.word == Word::Paper && it.key.ends_with('.'))?;
        let number = self.numero(keyed[word.key.len()..].trim_start());
        let length = digits(number);
        ((2..=5).contains(&length) && number.len() == length).then(|| SessionNumber {
            kind: self.draft_mark("A").unwrap_or(word.concept),
            number: number.to_owned(),
            year: None,
        })
    }

    fn draft_mark(&self, mark: &str) -> Option<ConceptId> {
        self.marks.iter().find(|(it, _)| it == mark).map(|(_, kind)| *kind)
    }
}

/// `A11-0087/2031`: its letter and year.
fn session(text: &str) -> Option<(&str, i16)> {
    let (mark, rest) = match text.strip_prefix("RC-") {
        Some(rest) => ("RC", rest.strip_prefix('B')?),
        None => (text.get(..1).filter(|it| matches!(*it, "A" | "B"))?, &text[1..]),
    };
    let term = digits(rest);
    let rest = rest[term..].strip_prefix('-')?;
    let (number, year) = rest.split_once('/')?;
    let whole = (1..=2).contains(&term)
        && digits(number) == 4
        && number.len() == 4
        && year.len() == 4
        && digits(year) == 4;
    whole.then_some((mark, year.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn check(line: &str, expected: &str) {
        let phrases = Phrases::new(Lexicon::built_in());
        let found = phrases.session_number(line).map_or(String::new(), |it| it.number);
        assert_eq!(found, expected, "in {line:?}");
    }

    fn check_kind(line: &str, expected: Option<bool>) {
        let phrases = Phrases::new(Lexicon::built_in());
        assert_eq!(phrases.draft_kind(line).map(|(_, alone)| alone), expected, "in {line:?}");
    }

    #[test]
    fn numbers_of_papers_are_lines() {
        check("A11-0087/2031", "A11-0087/2031");
        check("RC-B11-0301/2031", "RC-B11-0301/2031");
        check("B11-0301/2031 } B11-0302/2031 } RC1", "RC-B11-0301/2031");
        check("Doc. 17204", "17204");
        check("A11-0087/2031 was tabled", "");
        check("Doc. 17204, report", "");
        check("Doc. XII-bis n. 12", "");
        check("A11-87/2031", "");
        check("é11-0087/2031", "");
    }

    #[test]
    fn kinds_stand_alone_or_in_capitals() {
        check_kind("Report1", Some(true));
        check_kind("REPORT", Some(true));
        check_kind("REPORT on fishing (2030/2114(INI))", Some(false));
        check_kind("JOINT MOTION FOR A RESOLUTION", Some(true));
        check_kind("Report on fishing", None);
        check_kind("Reporters", None);
    }
}
