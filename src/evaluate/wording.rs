//! When two texts say the same: white space, marks and leading articles do not count.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization as _;

macro_rules! pattern {
    ($name:ident, $pattern:expr) => {
        static $name: LazyLock<Regex> = LazyLock::new(|| Regex::new($pattern).expect("a fixed pattern"));
    };
}

// Note calls, bold and emphasis.
pattern!(MARKS, r"⁽\d+⁾|\*|\^|[⁽⁾¹²³]");
pattern!(CALL, r"(\(\d{4}\)) ?(?:\d|\(\d\))$");
pattern!(NOTE_NUMBER, r"^\s*\(?\d+\)?[.)]?\s+");
pattern!(
    LEAD,
    r"(?i)^(?:(?:on|of|the|sur|la|le|les|de|du|des|sulla|sulle|sul|sui|sugli|della|delle|del|dei|il|lo|i|gli)\s+|(?:l'|sull')\s*)+"
);
pattern!(NOT_LETTERS, r"[\s*\-^]|⁽\d*⁾|[⁽⁾¹²³]");
pattern!(DAY, r"(?:^|\D)(\d{4}(?:-\d\d){0,2})(?:\^\^\S*)?$");
pattern!(TYPED, r"^(?:\w+:|\d{4})");
pattern!(NUMBERS, r"\d+");
pattern!(WORDS, r"[A-Za-z]+");
pattern!(DASH, r"^[–—-]\s+");

fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// White space is one blank, none at the ends; characters are composed.
pub fn spaced(text: &str) -> String {
    let composed: String = text.nfc().collect();
    composed.split(is_space).filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Headings and notes: without bold, emphasis, raised figures and note calls.
pub fn unmarked(text: &str) -> String {
    let plain = spaced(&MARKS.replace_all(text, ""));
    spaced(&CALL.replace(&plain, "$1"))
}

/// Without the label at its head, should it stand there.
pub fn unlabelled(text: &str, label: &str, printed: Option<&str>) -> String {
    if let Some(printed) = printed.filter(|it| !it.is_empty())
        && let Some(rest) = spaced(text).strip_prefix(printed)
    {
        return rest.trim_start_matches(is_space).to_owned();
    }
    if label.starts_with("fn") {
        return without_number(text).into_owned();
    }
    let head = text.trim_start_matches(is_space);
    let Some(rest) = head.strip_prefix(label) else { return text.to_owned() };
    let rest = rest.strip_prefix('.').unwrap_or(rest);
    let body = rest.trim_start_matches(is_space);
    if body.len() < rest.len() { body.to_owned() } else { text.to_owned() }
}

/// A note without its own number.
pub fn without_number(text: &str) -> Cow<'_, str> {
    NOTE_NUMBER.replace(text, "")
}

/// A list item without the dash before it.
pub fn without_dash(text: &str) -> Cow<'_, str> {
    DASH.replace(text, "")
}

/// Titles and short names: quotes, a leading article or preposition, and case aside.
pub fn literal(text: &str) -> String {
    let text = spaced(text).replace('’', "'");
    let text = text.trim_matches([' ', '«', '»', '“', '”', '"', '\'', '.', ';', ',']);
    LEAD.replace(text, "").to_lowercase()
}

/// Header facts.
pub fn fact(text: &str) -> String {
    spaced(text).replace('’', "'").replace(", ", ",")
}

/// Spelling aside: a label that is compared with another.
pub fn label(text: &str) -> String {
    spaced(text).to_lowercase()
}

/// A date or year, as an IRI or a literal says it.
pub fn day(object: &str) -> Option<&str> {
    TYPED.is_match(object).then(|| DAY.captures(object)).flatten()?.get(1).map(|it| it.as_str())
}

/// A day, month or year by itself.
pub fn is_day(text: &str) -> bool {
    matches!(text.len(), 4 | 7 | 10)
        && text.bytes().enumerate().all(
            |(at, byte)| {
                if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() }
            },
        )
}

/// Letters and figures only: what a span of the source and its text must share.
pub fn letters(text: &str) -> String {
    NOT_LETTERS.replace_all(text, "").into_owned()
}

pub fn numbers(text: &str) -> impl Iterator<Item = &str> {
    NUMBERS.find_iter(text).map(|it| it.as_str())
}

pub fn words(text: &str) -> impl Iterator<Item = &str> {
    WORDS.find_iter(text).map(|it| it.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_and_composition_do_not_count() {
        assert_eq!(spaced(" a\u{a0}\n b e\u{301} "), "a b é");
    }

    #[test]
    fn note_calls_and_bold_do_not_count_in_headings() {
        for call in ["¹", "(1)", " 1", " (1)", "⁽1⁾"] {
            assert_eq!(unmarked(&format!("**Resolution 1 (2031){call}**")), "Resolution 1 (2031)");
        }
    }

    #[test]
    fn a_label_may_stand_at_the_head_or_not() {
        for text in ["9.1 to act", "9.1. to act", "to act"] {
            assert_eq!(unlabelled(text, "9.1", None), "to act");
        }
        assert_eq!(unlabelled("i. to act", "6.i", Some("i.")), "to act");
        assert_eq!(unlabelled("9.12 to act", "9.1", None), "9.12 to act");
    }

    #[test]
    fn leading_articles_do_not_count_in_titles() {
        for text in ["on the rule of law", "«Rule of Law»", "On Rule of law."] {
            assert_eq!(literal(text), "rule of law");
        }
        assert_eq!(literal("sull'indipendenza"), "indipendenza");
        assert_eq!(literal("sur l’État"), "état");
    }

    #[test]
    fn days_are_read_out_of_iris_and_literals() {
        assert_eq!(day("https://a.example/date/2031-05-12"), Some("2031-05-12"));
        assert_eq!(day("2031"), Some("2031"));
        assert_eq!(day("2031-05^^xsd:gYearMonth"), Some("2031-05"));
        assert_eq!(day("on 2031"), None);
        assert!(is_day("2031-05") && !is_day("2031-5") && !is_day("May"));
    }
}
