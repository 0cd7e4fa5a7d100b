//! Documents that are no acts.
//!
//! Finds `Doc. 16245`, `Doc.16611`, both numbers of `Docs. 14300 and 14301`; chambers' papers,
//! `Doc. XII-bis n. 224`, `doc. xii-bis, N. 288`; papers known by their kind, `joint
//! declaration`, `draft Protocol amending the …` up to the treaty that it is about.
//! Leaves alone "document", "Doc." without a number, and treaties that are no drafts.
//! `Doc.` numbers are those of the body whose act cites them, when it is the Assembly.
//! Kinds: scheme `paper-type`. Runs after treaties, because drafts are named by them.

use super::scan::{digits, skip_numero, skip_spaces, starts_with_word};
use super::view::View;
use super::{Found, Mention, Paper, Proof, Reading, Scope};
use crate::document::{BlockKind, FactName};
use crate::grammar::{Class, Phrases};
use crate::lexicon::{ConceptId, Scheme};
use crate::text::Span;

pub(super) fn find(scope: &Scope<'_>, found: &mut Found) {
    let own = scope.document.fact(FactName::Body).filter(|it| *it == "pace");
    let assembly = own.and_then(|it| scope.lexicon.by_notation(Scheme::Body, it));
    for (id, block) in scope.document.ids() {
        if block.kind == BlockKind::Furniture {
            continue;
        }
        let view = View::new(scope, id);
        let words = view.hits.iter().filter(|it| {
            it.scheme == Scheme::Printing && scope.lexicon.concept(it.concept).notation == "paper"
        });
        for word in words.filter(|it| block.slice(it.span).ends_with('.')) {
            numbered(&view, word.span, assembly, found);
        }
        for hit in view.hits.iter().filter(|it| it.scheme == Scheme::PaperType) {
            let span = Span { end: draft_end(&view, hit.span, found), ..hit.span };
            let paper = Paper { body: None, series: None, number: None, kind: Some(hit.concept) };
            let proof = Proof { rule: "paper/kind", entry: Some(hit.entry) };
            let known = found.in_block(id).iter().any(|it| {
                it.span.overlaps(hit.span) && matches!(it.reading, Reading::Document(_) | Reading::Act(_))
            });
            if !known {
                found.add(Mention { block: id, span, reading: Reading::Document(paper), proof });
            }
        }
    }
}

/// `Doc. 16245`, `Doc. XII-bis n. 224` behind the word for a paper.
fn numbered(view: &View<'_>, word: Span, assembly: Option<ConceptId>, found: &mut Found) {
    let (text, folded) = (view.block.text.as_str(), view.block.folded.as_str());
    let signs = &view.lexicon.grammars().numero;
    let plural = view.grammar.matches(Class::Plural, folded[word.range()].trim_end_matches('.'));
    let start = word.start as usize;
    let at = skip_spaces(text, word.end as usize);
    let mut add = |span: Span, body, series: Option<String>, number: &str| {
        let number = Some(number.trim_start_matches('0').to_owned());
        let reading = Reading::Document(Paper { body, series, number, kind: None });
        let proof = Proof { rule: "paper/number", entry: None };
        found.add(Mention { block: view.id, span, reading, proof });
    };
    if let Some(series) = series(folded, at) {
        let mut next = skip_spaces(text, at + series);
        next = skip_spaces(text, next + usize::from(text[next..].starts_with(',')));
        let (number_at, numero) = skip_numero(text, next, signs);
        let number = digits(text, number_at);
        if numero && !number.is_empty() {
            let series = printed_series(&folded[at..at + series]);
            add(Span::new(start, number_at + number.len()), None, Some(series), number);
        }
        return;
    }
    let (mut at, _) = skip_numero(text, at, signs);
    let mut begin = start;
    loop {
        let number = digits(text, at);
        let end = at + number.len();
        // The Assembly's papers have had two to five digits since 1949.
        if !(2..=5).contains(&number.len()) || text[end..].starts_with(['/', '-']) {
            return;
        }
        add(Span::new(begin, end), assembly, None, number);
        let next = skip_spaces(text, end);
        let next = skip_spaces(text, next + usize::from(text[next..].starts_with(',')));
        let joints = view.grammar.phrases(Phrases::CitationJoint);
        let word = joints.iter().find(|it| starts_with_word(&folded[next..], it));
        at = skip_spaces(text, next + word.map_or(0, |it| it.len()));
        begin = at;
        if !plural || at == end {
            return;
        }
    }
}

/// Length of `xii-bis` at `at`: a Roman number, perhaps with its Latin ordinal.
fn series(folded: &str, at: usize) -> Option<usize> {
    let rest = &folded[at..];
    let roman = rest.bytes().take_while(|it| b"ivxlc".contains(it)).count();
    let mut length = roman;
    if let Some(ordinal) = rest[roman..].strip_prefix('-') {
        length += 1 + ordinal.bytes().take_while(u8::is_ascii_lowercase).count();
    }
    let whole = !rest[length..].starts_with(|c: char| c.is_alphanumeric());
    (roman > 0 && whole).then_some(length)
}

/// `XII-bis`, however the page head writes it.
fn printed_series(folded: &str) -> String {
    match folded.split_once('-') {
        Some((roman, ordinal)) => format!("{}-{ordinal}", roman.to_uppercase()),
        None => folded.to_uppercase(),
    }
}

/// Where the name of a draft ends: with the treaty that it amends or is to become.
fn draft_end(view: &View<'_>, span: Span, found: &Found) -> u32 {
    let first = view.behind(span);
    let mut at = first;
    while at < first + 6 && view.steps_to_treaty(at) {
        at += 1;
    }
    let start = view.words.get(at).filter(|_| at > first).map(|it| it.span.start);
    let treaty = found
        .in_block(view.id)
        .iter()
        .find(|it| Some(it.span.start) == start && matches!(it.reading, Reading::Treaty(_)));
    treaty.map_or(span.end, |it| it.span.end)
}
