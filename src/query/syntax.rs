//! Where a SPARQL text stops being SPARQL.
//!
//! The parser tells how far it looked, which is often some words beyond the fault. So the
//! place is found anew: the longest run of words from the beginning that some ending would
//! make a whole question; the fault is the word after it.

use std::fmt;
use std::ops::Range;

use spargebra::SparqlParser;

use super::PREFIXES;

/// A question that the parser refuses, with the place.
#[derive(Debug, PartialEq, Eq)]
pub struct SyntaxError {
    pub name: String,
    /// The whole line, for the caret.
    pub text: String,
    /// Both from 1; the column counts characters.
    pub line: u32,
    pub column: u32,
    /// Characters of the word at fault, at least 1.
    pub width: u32,
    fault: String,
    pub hint: Option<&'static str>,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.fault)
    }
}

impl std::error::Error for SyntaxError {}

/// The parser that knows [`PREFIXES`].
pub fn parser() -> SparqlParser {
    PREFIXES.iter().fold(SparqlParser::new(), |parser, (prefix, namespace)| {
        parser.with_prefix(*prefix, *namespace).expect("namespaces are IRIs: tested")
    })
}

impl SyntaxError {
    /// `message` is the parser's: `error at 1:8: expected …`.
    pub fn new(name: &str, text: &str, message: &str) -> Self {
        let words = words(text);
        let at = fault(text, &words, reach(text, message));
        // Among the letters it expected the parser hides what it has against a whole word.
        let told = ["Prefix not found", "The SELECT contains a variable that is unbound"]
            .into_iter()
            .find(|it| message.contains(it));
        let word = words.get(at).map(|it| &text[it.clone()]);
        let (fault, hint) = match (told, word) {
            (Some("Prefix not found"), Some(word)) => (
                format!("the prefix of `{word}` is not declared"),
                Some("`PREFIX name: <iri>` goes before the question"),
            ),
            (Some(_), _) => (
                "a selected variable is neither grouped by nor counted".to_owned(),
                Some("add it to GROUP BY, or wrap it: `(SAMPLE(?x) AS ?y)`"),
            ),
            (None, Some(word))
                if ["INSERT", "DELETE", "LOAD", "CLEAR", "DROP"].contains(&&*word.to_ascii_uppercase()) =>
            {
                (
                    format!("`{word}` changes data, and a question only reads"),
                    Some("data come in by `hemicycle build`"),
                )
            }
            (None, Some(word)) => (format!("`{word}` cannot stand here"), None),
            (None, None) => ("the question ends too early".to_owned(), Some("is a closing bracket missing?")),
        };
        Self::at(name, text, words.get(at).cloned().unwrap_or(text.len()..text.len()), fault, hint)
    }

    /// A question that asks another server.
    pub fn service(name: &str, text: &str) -> Self {
        let word = words(text)
            .into_iter()
            .find(|it| text[it.clone()].eq_ignore_ascii_case("SERVICE"))
            .unwrap_or(0..0);
        Self::at(
            name,
            text,
            word,
            "SERVICE asks another server, and Hemicycle uses no network".to_owned(),
            Some("build the other data into the store, or ask the other server itself"),
        )
    }

    fn at(name: &str, text: &str, word: Range<usize>, fault: String, hint: Option<&'static str>) -> Self {
        let start = text[..word.start].rfind('\n').map_or(0, |it| it + 1);
        Self {
            name: name.to_owned(),
            text: text[start..].lines().next().unwrap_or("").to_owned(),
            line: text[..start].matches('\n').count() as u32 + 1,
            column: text[start..word.start].chars().count() as u32 + 1,
            width: text[word].chars().count().max(1) as u32,
            fault,
            hint,
        }
    }
}

/// The byte up to which the parser looked.
fn reach(text: &str, message: &str) -> usize {
    let place = message.strip_prefix("error at ").and_then(|rest| {
        let (place, _) = rest.split_once(": ")?;
        let (line, column) = place.split_once(':')?;
        Some((line.parse::<usize>().ok()?, column.parse::<usize>().ok()?))
    });
    let Some((line, column)) = place else { return text.len() };
    let start = match line {
        0 | 1 => 0,
        _ => text.match_indices('\n').nth(line - 2).map_or(text.len(), |(at, _)| at + 1),
    };
    text[start..].char_indices().nth(column.saturating_sub(1)).map_or(text.len(), |(at, _)| start + at)
}

/// Index of the first word that no question goes on with.
fn fault(text: &str, words: &[Range<usize>], reach: usize) -> usize {
    let last = words.partition_point(|it| it.start <= reach);
    (0..=last).rev().find(|&count| completes(text, &words[..count])).unwrap_or(0)
}

/// Whether some ending makes these words a question.
fn completes(text: &str, words: &[Range<usize>]) -> bool {
    const ENDINGS: &[&str] = &[
        "",
        "?a",
        "?a ?b",
        "?a ?b ?c",
        "1",
        "a:a",
        "<a:a>",
        "\"a\"",
        "(1)",
        "(?a)",
        "= 1",
        "{}",
        "{} {}",
        "?a {}",
        "* {}",
        "AS ?zz",
        "?zz) {}",
        "BY ?a",
        "BY ?a {}",
        "SELECT * {}",
        "a: <a:a> SELECT * {}",
        "<a:a> SELECT * {}",
        "UNION {}",
        "{ ?a ?b ?c } {}",
        "(1 AS ?zz) {}",
        "<a:a> {}",
    ];
    let whole = &text[..words.last().map_or(0, |it| it.end)];
    let mut open = String::new();
    for word in words {
        match &text[word.clone()] {
            "(" => open.insert(0, ')'),
            "{" => open.insert(0, '}'),
            "[" => open.insert(0, ']'),
            ")" | "}" | "]" if !open.is_empty() => drop(open.remove(0)),
            _ => {}
        }
    }
    ENDINGS.iter().any(|ending| {
        ["", "{}"].iter().any(|tail| parser().parse_query(&format!("{whole} {ending} {open} {tail}")).is_ok())
    })
}

/// Names, strings, IRIs and single marks; comments and blanks left out.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let length = match first {
            _ if first.is_whitespace() => {
                at += first.len_utf8();
                continue;
            }
            '#' => {
                at += rest.find('\n').unwrap_or(rest.len());
                continue;
            }
            '<' => match rest.find('>') {
                Some(end) if !rest[..end].contains([' ', '\n', '"']) => end + 1,
                _ => 1,
            },
            '"' | '\'' => string(rest, first),
            _ if is_word(first) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
            _ => first.len_utf8(),
        };
        words.push(at..at + length);
        at += length;
    }
    words
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '?' | '$' | '_' | ':' | '-' | '@' | '^')
}

/// Bytes of the string that opens `rest`, to the end where it is not closed.
fn string(rest: &str, quote: char) -> usize {
    let long: String = std::iter::repeat_n(quote, 3).collect();
    let mark = if rest.starts_with(&long) { long } else { quote.to_string() };
    let mut from = mark.len();
    while let Some(found) = rest[from..].find(&mark) {
        let end = from + found;
        let escapes = rest[..end].bytes().rev().take_while(|&b| b == b'\\').count();
        if escapes % 2 == 0 {
            return end + mark.len();
        }
        from = end + 1;
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, place: (u32, u32), fault: &str) {
        let error = parser().parse_query(text).expect_err(text);
        let error = SyntaxError::new("test", text, &error.to_string());
        assert_eq!(
            (error.line, error.column, error.to_string().as_str()),
            (place.0, place.1, fault),
            "in {text:?}"
        );
    }

    #[test]
    fn the_place_is_the_word_at_fault() {
        check("SELEC ?s {}", (1, 1), "`SELEC` cannot stand here");
        check("SELECT ?s\n{ ?s ?p }", (2, 9), "`}` cannot stand here");
        check("ASK { FILTER(?x = ) }", (1, 19), "`)` cannot stand here");
        check("SELECT ?s { ?s ?p ?o } LIMIT x", (1, 30), "`x` cannot stand here");
        check("PREFIX a <b:b> SELECT * {}", (1, 8), "`a` cannot stand here");
        check("SELECT * { ?s a ?o } ODER BY ?s", (1, 22), "`ODER` cannot stand here");
        check("SELECT (COUNT(?x) ?n) { ?x ?y ?z }", (1, 19), "`?n` cannot stand here");
    }

    #[test]
    fn letters_outside_ascii_count_as_one() {
        check("SELECT ?s { ?s ?p \"é\" ] }", (1, 23), "`]` cannot stand here");
    }

    #[test]
    fn an_early_end_is_named() {
        check("", (1, 1), "the question ends too early");
        check("SELECT ?s { ?s a ?o ", (1, 21), "the question ends too early");
    }

    #[test]
    fn faults_of_meaning_have_their_own_words() {
        check("SELECT ?s {\n  ?s foo:bar ?o }", (2, 6), "the prefix of `foo:bar` is not declared");
        check(
            "SELECT ?x { ?x ?y ?z } GROUP BY ?y",
            (1, 24),
            "a selected variable is neither grouped by nor counted",
        );
        check(
            "INSERT DATA { <a:a> <a:b> <a:c> }",
            (1, 1),
            "`INSERT` changes data, and a question only reads",
        );
    }

    #[test]
    fn brackets_and_words_in_strings_and_comments_do_not_count() {
        check("SELECT ?s { # } SERVICE\n ?s ?p \"}\\\"\" . ?s }", (2, 19), "`}` cannot stand here");
    }

    #[test]
    fn any_text_is_answered_without_a_panic() {
        for text in ["\"", "'''", "<", "é", "{{{{", "SELECT * { ?s ?p '\\", "\u{0}\u{1F600}"] {
            let message = parser().parse_query(text).expect_err(text).to_string();
            SyntaxError::new("test", text, &message);
        }
    }
}
