//! Treaties by series number, by name, by the short name that the text gives them.
//!
//! Finds `CETS No. 210`, `STCE n° 210`, `STE no. 005`, both numbers of `ETS Nos. 5 and 9`;
//! names and short names of the registers; names of their form that no register has,
//! `Vienna Convention on …`, `Asbestos Convention, 1986 (No. 162)`; what is put in quotation
//! marks in the brackets after a treaty, `(CETS No. 210, « Istanbul Convention »)`, and that
//! name wherever else it stands in the same language.
//! A title, the number behind it and the short name are a mention each.
//! Leaves alone "the Convention", which is an echo unless the text has made it a short name.
//! Series: scheme `treaty-series`; names: `treaty`, `un-treaty`; their heads: `treaty-word`.
//! ETS and CETS are one series; a printed number is believed before a name that no register
//! has, and neither is believed against the other where a register has the name ([`beside`]).

mod beside;
mod name;

use super::scan::{digits, skip_numero, skip_spaces, starts_with_word};
use super::view::View;
use super::{Found, Mention, Proof, Reading, Scope, Treaty};
use crate::document::{BlockId, BlockKind};
use crate::grammar::{Class, Grammar, Phrases};
use crate::lexicon::{ConceptId, EntryId, Hit, Scheme};
use crate::text::{Language, Span, is_boundary};

pub(super) fn find(scope: &Scope<'_>, found: &mut Found) {
    let mut defined = Vec::new();
    for (id, block) in scope.document.ids() {
        if block.kind == BlockKind::Furniture {
            continue;
        }
        let view = View::new(scope, id);
        let mut treaties = numbers(&view);
        names(&view, found, &mut treaties);
        treaties.sort_by_key(|it| it.span.start);
        in_brackets(&view, found, &mut treaties, &mut defined);
        for it in treaties {
            it.add(&view, found);
        }
    }
    for name in &defined {
        again(scope, found, name);
    }
}

/// A treaty found, before the brackets behind it are read.
#[derive(Clone)]
struct Draft {
    span: Span,
    register: Option<ConceptId>,
    number: Option<String>,
    defines_short_name: bool,
    gainsaid_by: Option<Span>,
    rule: &'static str,
    entry: Option<EntryId>,
}

impl Draft {
    fn add(self, view: &View<'_>, found: &mut Found) {
        let Self { span, register, number, defines_short_name, gainsaid_by, rule, entry } = self;
        let name = view.block.slice(span).to_owned();
        let reading = Reading::Treaty(Treaty { register, number, name, defines_short_name, gainsaid_by });
        found.add(Mention { block: view.id, span, reading, proof: Proof { rule, entry } });
    }
}

/// A short name that the text gives to a treaty.
struct Defined {
    language: Language,
    name: String,
    register: Option<ConceptId>,
    number: Option<String>,
    /// Where it is defined; a bare "Convention" means it only from there on.
    at: (BlockId, u32),
    /// One of the words that every treaty has: known by its capital only.
    generic: bool,
}

/// `CETS No. 210`, and the numbers joined to it.
fn numbers(view: &View<'_>) -> Vec<Draft> {
    let text = view.block.text.as_str();
    let mut treaties = Vec::new();
    for hit in view.hits.iter().filter(|it| it.scheme == Scheme::TreatySeries) {
        let (mut at, _) = skip_numero(text, hit.span.end as usize, &view.lexicon.grammars().numero);
        let mut start = hit.span.start as usize;
        while let Some((number, end)) = series_number(text, at) {
            treaties.push(Draft {
                span: Span::new(start, end),
                register: view.lexicon.by_notation(Scheme::Treaty, &number),
                number: Some(number),
                defines_short_name: false,
                gainsaid_by: None,
                rule: "treaty/number",
                entry: Some(hit.entry),
            });
            let Some(next) = joined(view, end) else { break };
            (at, start) = (next, next);
        }
    }
    treaties
}

/// One to three digits, perhaps a letter: `210`, `005`, `14A`.
fn series_number(text: &str, at: usize) -> Option<(String, usize)> {
    let number = digits(text, at);
    let mut end = at + number.len();
    let letter =
        text[end..].chars().next().filter(|c| matches!(c, 'A' | 'B')).map_or("", |_| &text[end..end + 1]);
    end += letter.len();
    let whole = !text[end..].starts_with(|c: char| c.is_alphanumeric() || c == '/');
    let bare = number.trim_start_matches('0');
    (!bare.is_empty() && number.len() <= 3 && whole).then(|| (format!("{bare}{letter}"), end))
}

/// `and 9`, `, 46`: another number of the same series, with nothing else behind it.
fn joined(view: &View<'_>, end: usize) -> Option<usize> {
    let (text, folded) = (view.block.text.as_str(), view.block.folded.as_str());
    let mut at = skip_spaces(text, end);
    let comma = text[at..].starts_with(',');
    at = skip_spaces(text, at + usize::from(comma));
    let joints = view.grammar.phrases(Phrases::CitationJoint);
    let word = joints.iter().find(|it| starts_with_word(&folded[at..], it));
    if word.is_none() && !comma {
        return None;
    }
    let (at, _) = skip_numero(text, at + word.map_or(0, |it| it.len()), &view.lexicon.grammars().numero);
    let (_, end) = series_number(text, at)?;
    text[end..]
        .trim_start()
        .is_empty()
        .then_some(())
        .or_else(|| text[end..].starts_with([')', ',', ';', '.', ' ']).then_some(()))?;
    // "(ETS No. 5) and 40 others" has closed its brackets; "ETS No. 5, 12 members" counts.
    let next = text[end..].trim_start();
    (!next.starts_with(char::is_alphabetic) || joints.iter().any(|it| starts_with_word(next, it)))
        .then_some(at)
}

/// Names of the registers, the longest first, then names of the form of theirs.
fn names(view: &View<'_>, found: &Found, treaties: &mut Vec<Draft>) {
    let mut free_from = 0;
    for hit in view.hits.iter().filter(|it| matches!(it.scheme, Scheme::Treaty | Scheme::UnTreaty)) {
        if hit.span.start < free_from || treaties.iter().any(|it| it.span.overlaps(hit.span)) {
            continue;
        }
        // "a protocol to the Convention" is one that does not exist yet.
        let head = view.word_from(hit.span.start);
        let one_of_many = head > 0 && view.grammar.is(Class::Indefinite, view.folded(head - 1));
        if one_of_many && !view.is_capital(head) {
            continue;
        }
        free_from = hit.span.end;
        treaties.push(registered(view, hit));
    }
    for hit in view.hits.iter().filter(|it| it.scheme == Scheme::TreatyWord) {
        if treaties.iter().any(|it| it.span.overlaps(hit.span)) || found.over(view.id, hit.span).is_some() {
            continue;
        }
        // A draft is a paper, not yet a treaty.
        if view.hits.iter().any(|it| it.scheme == Scheme::PaperType && it.span.overlaps(hit.span)) {
            continue;
        }
        let Some(span) = name::read(view, hit, treaties) else { continue };
        // A name that takes another in is the longer treaty: "Protocol No. 4 to the …".
        treaties.retain(|it| !span.contains(it.span));
        treaties.push(Draft {
            span,
            register: None,
            number: None,
            defines_short_name: false,
            gainsaid_by: None,
            rule: "treaty/form",
            entry: Some(hit.entry),
        });
    }
}

fn registered(view: &View<'_>, hit: &Hit) -> Draft {
    let notation = &view.lexicon.concept(hit.concept).notation;
    Draft {
        span: hit.span,
        register: Some(hit.concept),
        number: (hit.scheme == Scheme::Treaty).then(|| notation.clone()),
        defines_short_name: false,
        gainsaid_by: None,
        rule: "treaty/register",
        entry: Some(hit.entry),
    }
}

/// What the brackets behind a treaty say of it: its number, its short name.
fn in_brackets(view: &View<'_>, found: &Found, treaties: &mut Vec<Draft>, defined: &mut Vec<Defined>) {
    let text = view.block.text.as_str();
    let mut index = 0;
    while index < treaties.len() {
        let it = treaties[index].clone();
        index += 1;
        let numbered = it.rule == "treaty/number";
        if it.gainsaid_by.is_some() {
            continue;
        }
        let agrees = numbered || beside::settle(view, index - 1, treaties);
        let end = it.span.end as usize;
        let open = skip_spaces(text, end);
        let inside = if numbered && text[..it.span.start as usize].ends_with('(') {
            end
        } else if text[open..].starts_with('(') {
            open + 1
        } else if let Some(open) = concluded(view, found, end).filter(|_| !numbered) {
            open + 1
        } else {
            continue;
        };
        let Some(close) = closing_bracket(text, inside) else { continue };
        let mut meant = it.clone();
        if !numbered && agrees {
            let number = treaties[index..].iter().find(|next| next.span.start as usize == inside);
            if let Some(number) = number.filter(|next| next.rule == "treaty/number") {
                (meant.register, meant.number) = (number.register, number.number.clone());
                treaties[index - 1].register = meant.register;
                treaties[index - 1].number = meant.number.clone();
            }
        }
        let Some(span) = short_name(view, inside, close, numbered) else { continue };
        let name = view.block.slice(span).to_owned();
        let generic = view.hits.iter().any(|hit| hit.span == span && hit.scheme == Scheme::TreatyWord);
        if !defined.iter().any(|other| other.language == view.block.language && other.name == name) {
            defined.push(Defined {
                language: view.block.language,
                name,
                register: meant.register,
                number: meant.number.clone(),
                at: (view.id, span.end),
                generic,
            });
        }
        // The register may have the short name, too: here it is being defined.
        treaties.retain(|other| !other.span.overlaps(span));
        let place = treaties.iter().position(|other| other.span.start > span.start).unwrap_or(treaties.len());
        treaties.insert(place, Draft { span, defines_short_name: true, rule: "treaty/short-name", ..meant });
        index = index.min(treaties.len());
    }
}

/// Where the bracket opens behind place and day of a treaty: `…, done at Lund on 3 May 1990 (`.
fn concluded(view: &View<'_>, found: &Found, end: usize) -> Option<usize> {
    /// Beyond it, another thing is spoken of.
    const LONGEST: usize = 90;
    let text = view.block.text.as_str();
    let rest = text[end..].strip_prefix(", ")?;
    let length = rest.find('(').filter(|&it| it <= LONGEST)?;
    let phrase = rest[..length].trim_end();
    let word = phrase.split(' ').next()?;
    let close = end + 2 + phrase.len();
    let dated = found.in_block(view.id).iter().any(|it| {
        matches!(it.reading, Reading::Date(_))
            && it.span.end as usize == close
            && it.span.start as usize > end
    });
    (view.grammar.is(Class::DoneAt, word) && dated && !phrase.contains([',', ';', ':']))
        .then_some(end + 2 + length)
}

/// The bracket that closes the one before `at`.
fn closing_bracket(text: &str, at: usize) -> Option<usize> {
    let mut depth = 0;
    for (offset, c) in text[at..].char_indices().take_while(|(offset, _)| *offset < 300) {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return Some(at + offset),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// A name in quotation marks, without its article; or an acronym that is all the brackets hold.
fn short_name(view: &View<'_>, from: usize, to: usize, numbered: bool) -> Option<Span> {
    let text = &view.block.text[from..to];
    let open = text.find(['«', '“', '"', '„', '‘']);
    let Some(open) = open else {
        let acronym = !numbered
            && (3..=9).contains(&text.len())
            && text.chars().all(|c| c.is_ascii_uppercase() || c == '-')
            && !view
                .hits
                .iter()
                .any(|hit| hit.scheme == Scheme::TreatySeries && hit.span.start as usize == from);
        return acronym.then(|| Span::new(from, to));
    };
    // What comes before is the number, the year, or words like "hereafter".
    if text[..open].contains(['(', ';']) || open > 60 {
        return None;
    }
    let start = open + text[open..].chars().next()?.len_utf8();
    let length = text[start..].find(['»', '”', '"', '“', '’'])?;
    let mut inner = text[start..start + length].trim_start();
    if let Some((article, name)) = inner.split_once([' ', '\'', '’'])
        && view.grammar.has(Class::Article, &article.to_lowercase())
    {
        inner = name;
    }
    let begin = start + length - inner.len();
    let inner = inner.trim_end();
    let named = inner.starts_with(char::is_uppercase)
        || view.hits.iter().any(|hit| {
            hit.scheme == Scheme::TreatyWord
                && Span::new(from + begin, from + begin + inner.len()).contains(hit.span)
        });
    (named && (2..=70).contains(&inner.len())).then(|| Span::new(from + begin, from + begin + inner.len()))
}

/// The other places at which a defined name stands.
fn again(scope: &Scope<'_>, found: &mut Found, defined: &Defined) {
    let folded = crate::text::fold(&defined.name);
    let grammar = scope.lexicon.grammar(defined.language);
    for (id, block) in scope.document.ids() {
        if block.language != defined.language || block.kind == BlockKind::Furniture {
            continue;
        }
        for (start, _) in block.folded.match_indices(&folded) {
            let span = Span::new(start, start + folded.len());
            if !is_boundary(&block.text, start) || !is_boundary(&block.text, start + folded.len()) {
                continue;
            }
            let known = found.in_block(id).iter().any(|it| {
                it.span.overlaps(span) && matches!(it.reading, Reading::Treaty(_) | Reading::Act(_))
            });
            if known
                || defined.generic
                    && !is_echo(block.slice(span), &block.text, span, grammar, (id, span.start) >= defined.at)
            {
                continue;
            }
            let draft = Draft {
                span,
                register: defined.register,
                number: defined.number.clone(),
                defines_short_name: false,
                gainsaid_by: None,
                rule: "treaty/short-name-again",
                entry: None,
            };
            draft.add(&View::new(scope, id), found);
        }
    }
}

/// "the Convention" with a capital, after its definition, and nothing that makes it another's name.
fn is_echo(word: &str, text: &str, span: Span, grammar: &Grammar, after: bool) -> bool {
    let before = text[..span.start as usize].trim_end_matches(['\'', '’', ' ']);
    let last = before.rsplit([' ', '(']).next().unwrap_or("");
    let theme =
        text[span.end as usize..].trim_start().split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    after
        && word.starts_with(char::is_uppercase)
        && !last.starts_with(char::is_uppercase)
        && !grammar.is(Class::Theme, theme)
}
