//! The inside of a citation: how bodies number their acts.

use crate::lexicon::Lexicon;
use crate::mention::scan::{digits, skip_numero, skip_spaces};

/// The way a number is written tells who may have given it, never how high it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `1506 (2006)`
    NumberYear,
    /// `1077`, with the year in another place or not at all.
    Bare,
    /// `(97) 24`, `R (87) 15`: the Committee of Ministers until 2000.
    YearNumber,
    /// `CM/Rec(2014)7`
    Ministers,
    /// `P9_TA(2024)0371`
    TextAdopted,
    /// `S/RES/1325 (2000)`
    SecurityCouncil,
    /// `A/RES/78/265`
    GeneralAssembly,
    /// `78/265`, `1180/2024`, `217 A (III)`
    Session,
    /// `(CFSP) 2027/615`, `2010/13/EU`
    Union,
}

/// What stands before numbers and behind them, in any language.
#[derive(Clone, Copy)]
pub(super) struct Signs<'a> {
    pub numero: &'a [String],
    /// Of the Union's numbers: `/EU`.
    pub domains: &'a [String],
}

impl<'a> Signs<'a> {
    pub fn of(lexicon: &'a Lexicon) -> Self {
        let grammars = lexicon.grammars();
        Self { numero: &grammars.numero, domains: &grammars.union_domains }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    pub start: usize,
    pub end: usize,
    pub number: String,
    pub year: Option<i16>,
    pub form: Form,
}

/// The number that begins at `at`; `signs` may stand before a number inside it.
pub(super) fn read(text: &str, at: usize, signs: Signs<'_>) -> Option<Number> {
    let bytes = text.as_bytes();
    match bytes.get(at)? {
        b'(' => bracketed(text, at, signs),
        b'0'..=b'9' => digits_first(text, at, signs.domains),
        b'A'..=b'Z' => symbol(text, at),
        _ => None,
    }
}

/// `(2006)` at `at`, spaces before it skipped: the year and where it ends.
fn year_in_brackets(text: &str, at: usize) -> Option<(i16, usize)> {
    let open = skip_spaces(text, at);
    let inner = text.get(open..)?.strip_prefix('(')?;
    let year = digits(inner, 0);
    (inner[year.len()..].starts_with(')')).then_some(())?;
    full_year(year).map(|it| (it, open + year.len() + 2))
}

/// Two digits are of the last century: the forms that use them ended with it.
fn full_year(digits: &str) -> Option<i16> {
    let year: i16 = digits.parse().ok()?;
    match digits.len() {
        2 => Some(1900 + year),
        4 if (1900..2100).contains(&year) => Some(year),
        _ => None,
    }
}

/// Nothing of a longer number or word follows.
fn ends(text: &str, end: usize) -> bool {
    !text[end..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '%' | '_'))
}

fn plain(number: &str) -> String {
    let bare = number.trim_start_matches('0');
    if bare.is_empty() { number.to_owned() } else { bare.to_owned() }
}

/// `1514(XV)` and `1514 (XV)` are one number.
fn one_space(printed: &str) -> String {
    printed.replace('(', " (").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `(97) 24`, `(CFSP) 2027/615`.
fn bracketed(text: &str, at: usize, signs: Signs<'_>) -> Option<Number> {
    if let Some((year, after)) = year_in_brackets(text, at) {
        let start = skip_spaces(text, after);
        let number = digits(text, start);
        let end = start + number.len();
        return (matches!(number.len(), 1..=3) && ends(text, end)).then(|| Number {
            start: at,
            end,
            number: plain(number),
            year: Some(year),
            form: Form::YearNumber,
        });
    }
    // The Union's domain in brackets, in any of its languages.
    let close = text[at..].find(')').filter(|length| *length <= 14)? + at;
    let domain = &text[at + 1..close];
    if !domain.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | ','))
        || !domain.starts_with(char::is_uppercase)
    {
        return None;
    }
    let (start, _) = skip_numero(text, close + 1, signs.numero);
    let (first, slash) = (digits(text, start), start + digits(text, start).len());
    let second = text.get(slash..)?.strip_prefix('/').map(|rest| digits(rest, 0))?;
    let end = slash + 1 + second.len();
    if first.is_empty() || second.is_empty() || !ends(text, end) {
        return None;
    }
    // Since 2015 the year comes first; before, `No 1234/2008`.
    let year = [first, second].into_iter().find_map(|it| full_year(it).filter(|_| it.len() == 4));
    Some(Number { start: at, end, number: text[start..end].to_owned(), year, form: Form::Union })
}

fn digits_first(text: &str, at: usize, domains: &[String]) -> Option<Number> {
    let first = digits(text, at);
    let end = at + first.len();
    let found = |end: usize, number: String, year, form| Some(Number { start: at, end, number, year, form });
    if let Some(rest) = text[end..].strip_prefix('/') {
        let second = digits(rest, 0);
        let end = end + 1 + second.len();
        if second.is_empty() {
            return None;
        }
        for domain in domains {
            if text[end..].starts_with(domain.as_str()) && ends(text, end + domain.len()) {
                let end = end + domain.len();
                return found(end, text[at..end].to_owned(), full_year(first), Form::Union);
            }
        }
        if !ends(text, end) {
            return None;
        }
        // `1180/2024` says its year, `78/265` its session.
        let year = if second.len() == 4 { full_year(second) } else { None };
        return found(end, format!("{}/{second}", plain(first)), year, Form::Session);
    }
    if let Some((year, end)) = year_in_brackets(text, end).filter(|(_, end)| ends(text, *end)) {
        return (first.len() <= 4).then(|| found(end, plain(first), Some(year), Form::NumberYear)).flatten();
    }
    if let Some(end) = roman_session(text, end) {
        return found(end, one_space(&text[at..end]), None, Form::Session);
    }
    // A decimal or a grouped number is none of an act: `2.410`, `6,5`.
    let goes_on = text[end..].starts_with(['.', ',', '\u{a0}'])
        && text[end + 1..].starts_with(|c: char| c.is_ascii_digit());
    (first.len() <= 4 && ends(text, end) && !goes_on)
        .then(|| found(end, plain(first), None, Form::Bare))
        .flatten()
}

/// `(III)`, ` A (XXI)`, ` (III) A` after a number of the General Assembly before 1976.
fn roman_session(text: &str, at: usize) -> Option<usize> {
    let mut open = skip_spaces(text, at);
    if text.as_bytes().get(open).is_some_and(u8::is_ascii_uppercase) {
        open = skip_spaces(text, open + 1);
    }
    let inner = text.get(open..)?.strip_prefix('(')?;
    let length = inner.bytes().take_while(|it| b"IVXLC".contains(it)).count();
    (length > 0 && inner[length..].starts_with(')')).then_some(open + length + 2)
}

/// Without what marks a special session: `ES-`, `S-`.
fn special(number: &str) -> &str {
    number.strip_prefix("ES-").or_else(|| number.strip_prefix("S-")).unwrap_or(number)
}

fn is_count(text: &str) -> bool {
    (1..=3).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_digit())
}

/// `CM/Rec(2014)7`, `Rec(2001)10`, `R (87) 15`, `P9_TA(2024)0371`, `S/RES/1325 (2000)`.
fn symbol(text: &str, at: usize) -> Option<Number> {
    let rest = &text[at..];
    let length =
        rest.bytes().take_while(|it| it.is_ascii_alphanumeric() || matches!(it, b'/' | b'_' | b'-')).count();
    let letters = &rest[..length];
    for (prefix, form) in
        [("S/RES/", Form::SecurityCouncil), ("A/RES/", Form::GeneralAssembly), ("A/HRC/RES/", Form::Session)]
    {
        if let Some(number) = letters.strip_prefix(prefix) {
            let end = at + length;
            let is_number = special(number).starts_with(|c: char| c.is_ascii_digit());
            let (year, end) = match year_in_brackets(text, end).filter(|_| form == Form::SecurityCouncil) {
                Some((year, end)) => (Some(year), end),
                None => (None, end),
            };
            return is_number.then(|| Number { start: at, end, number: number.to_owned(), year, form });
        }
    }
    // `ES-11/1`, `S-30/1`: of a special session.
    let (session, number) = special(letters).split_once('/').unwrap_or_default();
    if special(letters).len() < letters.len()
        && is_count(session)
        && is_count(number)
        && ends(text, at + length)
    {
        let number = letters.to_owned();
        return Some(Number { start: at, end: at + length, number, year: None, form: Form::Session });
    }
    let form = if letters.starts_with('P') && letters.contains("_TA") {
        Form::TextAdopted
    } else if letters.starts_with("CM/") {
        Form::Ministers
    } else if letters == "R"
        || (letters.starts_with("Rec") || letters.starts_with("Res"))
            && letters[3..].bytes().all(|it| it.is_ascii_alphabetic())
            && letters.len() <= 8
    {
        Form::YearNumber
    } else {
        return None;
    };
    let (year, after) = year_in_brackets(text, at + length)?;
    let start = skip_spaces(text, after);
    let number = digits(text, start);
    let mut end = start + number.len();
    if number.is_empty() {
        return None;
    }
    if text[end..].starts_with("-rev") && ends(text, end + "-rev".len()) {
        end += "-rev".len();
    }
    // Items of a decision: `CM/Del/Dec(2026)1553/H46-31`.
    if form == Form::Ministers {
        let tail = text[end..]
            .bytes()
            .take_while(|it| it.is_ascii_alphanumeric() || matches!(it, b'/' | b'-'))
            .count();
        end += text[end..end + tail].trim_end_matches(['/', '-']).len();
    }
    let number = if letters == "R" { plain(number) } else { text[at..end].replace(' ', "") };
    Some(Number { start: at, end, number, year: Some(year), form })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn reading(text: &str) -> Option<Number> {
        let signs = Signs::of(Lexicon::built_in());
        read(text, skip_numero(text, 0, signs.numero).0, signs)
    }

    fn check(text: &str, expected: Option<(&str, Option<i16>, Form, &str)>) {
        let found = reading(text);
        let found = found.as_ref().map(|it| (it.number.as_str(), it.year, it.form, &text[it.start..it.end]));
        assert_eq!(found, expected, "in {text:?}");
    }

    #[test]
    fn every_body_numbers_in_its_own_way() {
        check("1506 (2006) on", Some(("1506", Some(2006), Form::NumberYear, "1506 (2006)")));
        check("470(2021)", Some(("470", Some(2021), Form::NumberYear, "470(2021)")));
        check("n. 0616 e", Some(("616", None, Form::Bare, "0616")));
        check("(97) 24 of", Some(("24", Some(1997), Form::YearNumber, "(97) 24")));
        check("No. R (87) 15,", Some(("15", Some(1987), Form::YearNumber, "R (87) 15")));
        check(
            "Rec (2006) 2-rev of",
            Some(("Rec(2006)2-rev", Some(2006), Form::YearNumber, "Rec (2006) 2-rev")),
        );
        check("ResCMN(2008)1,", Some(("ResCMN(2008)1", Some(2008), Form::YearNumber, "ResCMN(2008)1")));
        check("CM/Rec(2014)7 on", Some(("CM/Rec(2014)7", Some(2014), Form::Ministers, "CM/Rec(2014)7")));
        check(
            "CM/Del/Dec(2026)1553/H46-31;",
            Some(("CM/Del/Dec(2026)1553/H46-31", Some(2026), Form::Ministers, "CM/Del/Dec(2026)1553/H46-31")),
        );
        check(
            "P9_TA(2024)0371.",
            Some(("P9_TA(2024)0371", Some(2024), Form::TextAdopted, "P9_TA(2024)0371")),
        );
        check("S/RES/1325 (2000)", Some(("1325", Some(2000), Form::SecurityCouncil, "S/RES/1325 (2000)")));
        check("78/265 of", Some(("78/265", None, Form::Session, "78/265")));
        check("ES-11/1 of", Some(("ES-11/1", None, Form::Session, "ES-11/1")));
        check("S-30/1,", Some(("S-30/1", None, Form::Session, "S-30/1")));
        check("A/RES/ES-11/1", Some(("ES-11/1", None, Form::GeneralAssembly, "A/RES/ES-11/1")));
        check("217 A (III)", Some(("217 A (III)", None, Form::Session, "217 A (III)")));
        check("1514(XV) of", Some(("1514 (XV)", None, Form::Session, "1514(XV)")));
        check("(CFSP) 2027/615 of", Some(("2027/615", Some(2027), Form::Union, "(CFSP) 2027/615")));
        check("2010/13/EU", Some(("2010/13/EU", Some(2010), Form::Union, "2010/13/EU")));
    }

    #[test]
    fn counts_paragraphs_and_words_are_no_numbers() {
        check("2.410 persons", None);
        check("6,5 million", None);
        check("12345", None);
        check("(see above) 3", None);
        check("1506a", None);
        check("S-30 of", None);
        check("ES-1234/1", None);
        check("A/RES/ES-", None);
        check("No doubt", None);
        check("", None);
    }

    #[test]
    fn any_text_is_read_without_a_fault() {
        for text in ["(", "(97)", "1/", "P9_TA(", "CM/Rec(2014)", "R (", "(ÉÉ) 1/", "12 (", "7 Ä (III", "n°"]
        {
            reading(text);
        }
    }
}
