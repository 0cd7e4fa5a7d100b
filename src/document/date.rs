//! Days in headers: `30 September 2025`, `23 and 24 September 1998`, `1er octobre`, `l'8 aprile`.
//!
//! Months: scheme `month`. Only whole days with their year: headers state no others.

use super::Block;
use crate::grammar::{Class, Grammar, Phrases};
use crate::lexicon::{Hit, Lexicon, Scheme};
use crate::text::{Span, StatedDate};

/// One date, or days of one month stated together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatePhrase {
    pub span: Span,
    pub days: Vec<StatedDate>,
}

/// Dates in order.
pub fn find(block: &Block, hits: &[Hit], lexicon: &Lexicon) -> Vec<DatePhrase> {
    hits.iter()
        .filter(|hit| hit.scheme == Scheme::Month)
        .filter_map(|hit| {
            let month = lexicon.concept(hit.concept).notation.parse().ok()?;
            phrase(lexicon.grammar(block.language), &block.text, hit.span, month)
        })
        .collect()
}

fn phrase(grammar: &Grammar, text: &str, name: Span, month: i8) -> Option<DatePhrase> {
    let after = &text[name.end as usize..];
    let digits = after.trim_start_matches(['.', ' ', ',']);
    // "12 de junio de 2028"
    let of = grammar.words(Class::Of).find_map(|of| digits.strip_prefix(of)?.strip_prefix(' '));
    let digits = of.unwrap_or(digits);
    let year = digits.get(..4).filter(|it| it.bytes().all(|b| b.is_ascii_digit()))?;
    if digits[4..].starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let end = text.len() - digits.len() + 4;
    let year = year.parse().ok()?;
    let mut start = name.start as usize;
    let mut days = Vec::new();
    let mut before = &text[..start];
    loop {
        let bare = before.trim_end();
        let bare = grammar.words(Class::Of).find_map(|of| bare.strip_suffix(of)).map_or(bare, str::trim_end);
        // "this 4th day of November 2000", as treaties write.
        let bare = grammar
            .words(Class::DayNoun)
            .find_map(|noun| bare.strip_suffix(noun)?.strip_suffix(' '))
            .unwrap_or(bare);
        let bare = bare.trim_end_matches(['°', 'º', 'ª', '.', '^']);
        // `1st`, `1er`, `1^er`, `1o`
        let number = grammar
            .words(Class::Ordinal)
            .filter_map(|suffix| bare.strip_suffix(suffix).map(|it| it.trim_end_matches('^')))
            .find(|it| it.ends_with(|c: char| c.is_ascii_digit()))
            .unwrap_or(bare);
        let head = number.trim_end_matches(|c: char| c.is_ascii_digit());
        let Ok(day) = number[head.len()..].parse::<i8>() else { break };
        let Some(date) = StatedDate::new(year, Some(month), Some(day)) else { break };
        days.push(date);
        start = head.len();
        // Another day of the same month before it.
        let marks = [", ", " - ", " – ", "-", "–", "/"];
        let words = grammar.phrases(Phrases::DateJoint);
        let word = |joint: &String| head.strip_suffix(' ')?.strip_suffix(joint.as_str())?.strip_suffix(' ');
        let Some(rest) =
            marks.iter().find_map(|joint| head.strip_suffix(joint)).or_else(|| words.iter().find_map(word))
        else {
            break;
        };
        before = rest;
    }
    days.reverse();
    (!days.is_empty()).then(|| DatePhrase { span: Span::new(start, end), days })
}
