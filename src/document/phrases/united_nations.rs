//! Heads as the United Nations print them.
//!
//! Finds `5 (1946). Resolution of 8 May 1946` (the number first), `Resolution 477 (1980) of 30
//! July 1980` and the day on a line of its own, with a note's number behind it; symbols
//! (`S/RES/1445 (2002)`, `A/RES/73/3`); `Adopted by the Security Council at its 3087th meeting`
//! and, below the text, `Adopted unanimously at the 190th meeting.`
//! Leaves alone days without a year, and sentences in which such words stand elsewhere than
//! at the head.
//! Words: schemes `family` (`hc:symbolMark`), `act-type`, `month`, `printing`.

use super::{Item, Keyed, Phrases, Word, digits, key, year};
use crate::lexicon::ConceptId;
use crate::text::{Span, is_boundary};

/// A sentence on adoption names its body, or its sitting, within so many bytes.
const ADOPTION: usize = 160;

impl Phrases {
    /// `5 (1946). Resolution` at the head of a line.
    pub(super) fn number_first(&self, rest: &str, first: bool) -> Option<(Item, usize)> {
        let length = digits(rest);
        if !first || !(1..=4).contains(&length) {
            return None;
        }
        let (year, used) = year(&rest[length..])?;
        let word = rest[length + used..].trim_start_matches(['.', ' ', '-', '–', '—']);
        let act = self.at(word).find(|it| it.word == Word::Act)?;
        let number = rest[..length].to_owned();
        let end = rest.len() - word.len() + act.key.len();
        Some((Item::Number { kind: act.concept, number, year: Some(year) }, end))
    }

    /// The word for an act, and nothing else: its number is on the next line.
    pub fn is_act_word(&self, line: &str) -> bool {
        if line.len() > 30 || line.contains(|c: char| c.is_ascii_digit()) {
            return false;
        }
        let keyed = key(line);
        self.at(&keyed).any(|it| it.word == Word::Act && self.numero(keyed[it.key.len()..].trim()).is_empty())
    }

    pub(super) fn day_behind(&self, rest: &str, last: Option<&Item>) -> Option<(Item, usize)> {
        let numbered = matches!(last, Some(Item::Number { .. } | Item::Year(_) | Item::Symbol { .. }));
        numbered.then(|| self.day(rest)).flatten().map(|length| (Item::Day, length))
    }

    /// A preposition, a day, a month, a year; a note's number may follow.
    fn day(&self, keyed: &str) -> Option<usize> {
        let mut rest = keyed;
        if let Some((word, after)) = rest.split_once(' ')
            && word.chars().count() <= 3
            && word.chars().all(char::is_alphabetic)
        {
            rest = after;
        }
        let length = digits(rest);
        if !(1..=2).contains(&length) {
            return None;
        }
        rest = rest[length..].trim_start_matches(['.', '°', 'º', 'ª', '^']);
        let suffix = rest.len() - rest.trim_start_matches(|c: char| c.is_alphabetic()).len();
        rest = rest[if suffix <= 4 { suffix } else { 0 }..].trim_start();
        let month = self.at(rest).find(|it| it.word == Word::Month)?;
        rest = rest[month.key.len()..].trim_start_matches(['.', ',', ' ']);
        if digits(rest) != 4 {
            return None;
        }
        rest = &rest[4..];
        let note = rest.trim_start_matches(' ');
        let call = digits(note);
        if note.len() < rest.len() && (1..=3).contains(&call) && note.len() == call {
            rest = "";
        }
        (!rest.starts_with(char::is_alphanumeric)).then_some(keyed.len() - rest.len())
    }

    /// `66th plenary meeting`
    pub fn is_meeting(&self, line: &str) -> bool {
        if line.len() > 60 || !line.starts_with(|c: char| c.is_ascii_digit()) {
            return false;
        }
        let keyed = key(line);
        let words = keyed.split(' ').count();
        let last = |it: &str| self.at(it).any(|it| it.word == Word::Sitting);
        (2..=4).contains(&words)
            && keyed.match_indices(' ').skip(usize::from(words > 2)).any(|(at, _)| last(&keyed[at + 1..]))
            || (2..=4).contains(&words) && keyed.split_once(' ').is_some_and(|(_, rest)| last(rest))
    }

    /// Whether the line says a day and nothing else.
    pub fn is_day(&self, line: &str) -> bool {
        if line.len() > 40 || !line.contains(|c: char| c.is_ascii_digit()) {
            return false;
        }
        let keyed = key(line);
        self.day(&keyed).is_some_and(|length| keyed[length..].trim_end_matches(['.', ' ']).is_empty())
    }

    /// `Adopted by the Security Council at its 3087th meeting, on …`, `Resolution adopted by the
    /// General Assembly on …`, `Adopted without a vote at the 3007th meeting.`: begins with the
    /// word, in a capital, and names a body or a meeting.
    pub fn is_adoption(&self, text: &str) -> bool {
        if !text.starts_with(char::is_uppercase) || !text.contains(|c: char| c.is_ascii_digit()) {
            return false;
        }
        let head: String = text.chars().take(ADOPTION).collect();
        let keyed = key(&head);
        let mut rest = keyed.as_str();
        if let Some(act) = self.at(rest).find(|it| it.word == Word::Act) {
            rest = rest[act.key.len()..].trim_start();
        }
        if !self.at(rest).any(|it| it.word == Word::Proceeding) {
            return false;
        }
        self.list.iter().any(|it| {
            matches!(it.word, Word::Issuer { .. } | Word::Sitting)
                && rest
                    .match_indices(&it.key)
                    .any(|(at, _)| is_boundary(rest, at) && is_boundary(rest, at + it.key.len()))
        })
    }

    /// The first body named in the text, and where.
    pub fn body_within(&self, text: &str) -> Option<(ConceptId, Span)> {
        let keyed = Keyed::new(text);
        let found = self.list.iter().filter_map(|it| {
            let Word::Issuer { .. } = it.word else { return None };
            let (at, _) = keyed
                .key
                .match_indices(&it.key)
                .find(|(at, _)| is_boundary(&keyed.key, *at) && is_boundary(&keyed.key, at + it.key.len()))?;
            Some((at, it))
        });
        let (at, it) = found.min_by_key(|(at, it)| (*at, std::cmp::Reverse(it.key.len())))?;
        let range = keyed.range(text, at..at + it.key.len());
        Some((it.concept, Span::from(range)))
    }

    /// `The Security Council` on a line of its own: the text begins, and goes on after it.
    pub fn is_body_alone(&self, line: &str) -> bool {
        line.len() < 60 && self.body_opening(line).is_some_and(|(_, length)| length == line.len())
    }

    /// `The Security Council requests …`: the body whose name opens a text, and its length.
    pub fn body_opening(&self, text: &str) -> Option<(ConceptId, usize)> {
        let head: String = text.chars().take(90).collect();
        let keyed = Keyed::new(&head);
        let name = keyed.key.find([' ', '\'']).map(|at| at + 1).filter(|&at| at <= 4)?;
        let it = self.at(&keyed.key[name..]).find(|it| matches!(it.word, Word::Issuer { .. }))?;
        let range = keyed.range(&head, 0..name + it.key.len());
        Some((it.concept, range.end))
    }
}

/// `1445 (2002)`, `73/3`, `2625 (xxv)`, `es-11/1`, `73/3 a-b` after the mark of a symbol, in lower
/// case.
pub(super) fn symbol(text: &str) -> Option<(String, Option<i16>, usize)> {
    // Of a special session.
    let mark = ["es-", "s-"].into_iter().find(|it| text.starts_with(it)).map_or(0, str::len);
    let count = digits(&text[mark..]);
    let mut length = if count > 0 { mark + count } else { 0 };
    while length > 0 && text[length..].starts_with('/') && digits(&text[length + 1..]) > 0 {
        length += 1 + digits(&text[length + 1..]);
    }
    if length == 0 || text[length..].starts_with(char::is_alphanumeric) {
        return None;
    }
    let number = text[..length].to_uppercase();
    // The letters of its parts.
    let parts = text[length..].strip_prefix(' ').unwrap_or_default();
    let part = |it: &str| it.len() == 1 && it.bytes().all(|b| b.is_ascii_lowercase());
    if !parts.is_empty() && parts.split([' ', '-']).all(|it| part(it) || matches!(it, "and" | "to" | "et")) {
        return Some((number, None, text.len()));
    }
    Some(match year(&text[length..]) {
        Some((year, used)) => (number, Some(year), length + used),
        None => (number, None, length),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    /// What a heading line says, in short; nothing if it says more than that.
    fn check(line: &str, expected: &str) {
        let phrases = Phrases::new(Lexicon::built_in());
        let said: Vec<String> = phrases
            .items(line)
            .unwrap_or_default()
            .iter()
            .map(|(item, _)| match item {
                Item::Number { number, year, .. } => format!("{number}/{}", year.unwrap_or(0)),
                Item::Symbol { number, year, .. } => format!("symbol {number} {}", year.unwrap_or(0)),
                Item::Day => "day".to_owned(),
                Item::Issuer { .. } => "body".to_owned(),
                _ => "-".to_owned(),
            })
            .collect();
        assert_eq!(said.join(", "), expected, "in {line:?}");
    }

    #[test]
    fn number_may_come_first_and_a_day_behind() {
        check("5 (1946). Resolution of 8 May 1946", "5/1946, day");
        check("1 (1946) Resolution of 25 January 1946", "1/1946, day");
        check("Resolution 477 (1980) of 30 July 1980", "477/1980, day");
        check("Résolution 477 (1980) du 1er juillet 1980", "477/1980, day");
        check("Resolution 361 (197-4)", "361/1974");
    }

    #[test]
    fn symbols_are_read_with_their_year() {
        check("United Nations S/RES/1445 (2002)", "-, symbol 1445 2002");
        check("A/RES/73/3", "symbol 73/3 0");
        check("A/RES/73/3 A-B", "symbol 73/3 0");
        check("A/RES/73/3 A to C", "symbol 73/3 0");
        check("A/RES/ES-11/1", "symbol ES-11/1 0");
    }

    #[test]
    fn other_words_are_no_heading() {
        check("5 (1946). Resolution of the Council", "");
        check("Resolution 477 (1980) of 30 ships", "");
        check("S/RES/", "");
        check("A/RES/ES-", "");
        check("A/RES/73/3 Annex", "");
        check("Resolution 12 (12-34)", "");
    }

    #[test]
    fn adoption_stands_at_the_head() {
        let phrases = Phrases::new(Lexicon::built_in());
        for line in [
            "Adopted by the Security Council at its 3087th meeting, on 29 June 1992",
            "Resolution adopted by the General Assembly on 10 October 2018",
            "Adopted without a vote at the 3007th meeting.",
        ] {
            assert!(phrases.is_adoption(line), "{line}");
        }
        for line in [
            "adopted by the Security Council at its 3087th meeting, on 29 June 1992",
            "The Council adopted it at its 3087th meeting",
            "Adopted in 1992",
        ] {
            assert!(!phrases.is_adoption(line), "{line}");
        }
    }
}
