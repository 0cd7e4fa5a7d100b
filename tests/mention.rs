//! Mentions: cases as data, in `tests/mention/<kind>/*.txt`.
//!
//! A case is one block a line, cases are set apart by empty lines, `#` begins a comment:
//!
//! ```text
//! # A second act of the same word gives number and year only.
//! en | recalls its [[Resolutions 1526 (2006)|act pace res 1526 2006]] and [[2193 (2017)|act pace res 2193 2017]]
//!
//! body: ep
//! en 3 | under [[Resolution 2231|act - res 2231 -]]
//! ```
//!
//! A line begins with language and, where it matters, label: `fn1` is a footnote, `head.…`
//! a heading line, `cover.…` one of the cover, every other a paragraph (`1`, `2` … where it
//! is not said). `name: value` before the blocks states a fact of the document (`body`,
//! `type`, `number`, `year`, `adopted`); without it the document is the Assembly's (`pace`).
//! Every mention of the folder's kind must be marked, and none but these; marks may nest.
//! What stands after `|` is what `describe` says of the reading, or a beginning of it.
//! A mark may leave it out: then only the border counts.

use std::fmt::Write as _;
use std::path::Path;

use hemicycle::document::{Block, BlockId, BlockKind, Document, Fact, FactName, Piece, Section};
use hemicycle::lexicon::{ConceptId, Lexicon};
use hemicycle::mention::{self, Mentions, Owner, Reading};
use hemicycle::source::Source;
use hemicycle::text::{Language, SourceSpan, Span, StatedDate};

#[test]
fn dates() {
    run("date", &["date"]);
}

#[test]
fn acts() {
    run("act", &["act"]);
}

#[test]
fn treaties() {
    run("treaty", &["treaty"]);
}

#[test]
fn papers() {
    run("paper", &["paper"]);
}

#[test]
fn agreements() {
    run("agreement", &["agreement"]);
}

#[test]
fn programmes() {
    run("programme", &["programme"]);
}

#[test]
fn persons() {
    run("person", &["person"]);
}

#[test]
fn bodies() {
    run("body", &["body"]);
}

/// Runs the cases of one folder; `kinds` are the first words of the readings they are about.
fn run(folder: &str, kinds: &[&str]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mention").join(folder);
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|it| it == "txt"))
        .collect();
    files.sort();
    let (mut cases, mut faults) = (0, String::new());
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a readable case file");
        for case in read_cases(&text) {
            cases += 1;
            if let Err(fault) = check(&case, kinds) {
                let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
                write!(faults, "\n{name}:{}: {}\n{fault}", case.line, case.claim)
                    .expect("writes to a string");
            }
        }
    }
    assert!(cases > 0, "no cases in {}", folder.display());
    assert!(faults.is_empty(), "{faults}");
}

#[derive(Default)]
struct Case {
    line: usize,
    /// The last comment before the case.
    claim: String,
    facts: Vec<(FactName, String)>,
    blocks: Vec<(Language, String, String)>,
}

/// One expected or found mention: label, words, reading.
type Line = (usize, Span, String);

fn read_cases(text: &str) -> Vec<Case> {
    let mut cases = vec![];
    let (mut case, mut claim) = (Case::default(), String::new());
    for (number, line) in text.lines().chain([""]).enumerate() {
        let line = line.trim();
        if let Some(comment) = line.strip_prefix('#') {
            claim = comment.trim().to_owned();
        } else if line.is_empty() {
            if !case.blocks.is_empty() {
                cases.push(std::mem::take(&mut case));
            }
        } else if let Some((head, text)) = line.split_once('|').filter(|(head, _)| !head.contains(':')) {
            let mut head = head.split_whitespace();
            let language = head
                .next()
                .and_then(Language::new)
                .unwrap_or_else(|| panic!("line {}: language", number + 1));
            let label = head.next().map_or_else(|| (case.blocks.len() + 1).to_string(), str::to_owned);
            if case.blocks.is_empty() {
                (case.line, case.claim) = (number + 1, claim.clone());
            }
            case.blocks.push((language, label, text.trim().to_owned()));
        } else if let Some((name, value)) = line.split_once(':') {
            let name = match name {
                "body" => FactName::Body,
                "type" => FactName::ActType,
                "number" => FactName::ActNumber,
                "year" => FactName::ActYear,
                "adopted" => FactName::AdoptedOn,
                "chamber" => FactName::Chamber,
                _ => panic!("line {}: no fact {name:?}", number + 1),
            };
            case.facts.push((name, value.trim().to_owned()));
        } else {
            panic!("line {}: neither block nor fact: {line:?}", number + 1);
        }
    }
    cases
}

fn check(case: &Case, kinds: &[&str]) -> Result<(), String> {
    let lexicon = Lexicon::built_in();
    let marked: Vec<(String, Vec<(Span, String)>)> =
        case.blocks.iter().map(|(.., text)| unmark(text)).collect();
    let source =
        Source::from_text("case", &marked.iter().map(|(text, _)| format!("{text}\n")).collect::<String>());
    let document = document(&source, case, &marked);
    let found = mention::find(&document, lexicon);

    let expected: Vec<Line> = marked
        .iter()
        .enumerate()
        .flat_map(|(block, (_, marks))| {
            marks.iter().map(move |(span, reading)| (block, *span, reading.clone()))
        })
        .filter(|(.., reading)| reading.is_empty() || kinds.contains(&first_word(reading)))
        .collect();
    let found: Vec<Line> = readings(&document, &found, lexicon)
        .into_iter()
        .filter(|(.., it)| kinds.contains(&first_word(it)))
        .collect();

    let mut fault = String::new();
    let show = |&(block, span, ref reading): &Line| {
        let block: &Block = &document.blocks[block];
        format!("{} {} [[{}|{reading}]]", block.language, block.label, block.slice(span))
    };
    for line in &expected {
        let same = |it: &&Line| (it.0, it.1) == (line.0, line.1) && begins(&it.2, &line.2);
        if !found.iter().any(|it| same(&it)) {
            writeln!(fault, "  missed  {}", show(line)).expect("writes to a string");
        }
    }
    for line in &found {
        if !expected.iter().any(|it| (it.0, it.1) == (line.0, line.1) && begins(&line.2, &it.2)) {
            writeln!(fault, "  found   {}", show(line)).expect("writes to a string");
        }
    }
    if fault.is_empty() { Ok(()) } else { Err(fault) }
}

fn first_word(reading: &str) -> &str {
    reading.split(' ').next().unwrap_or(reading)
}

/// Whether the case says nothing but what the reading begins with.
fn begins(reading: &str, said: &str) -> bool {
    reading.strip_prefix(said).is_some_and(|rest| rest.is_empty() || said.is_empty() || rest.starts_with(' '))
}

/// Text without its marks, and the marks.
fn unmark(marked: &str) -> (String, Vec<(Span, String)>) {
    let (mut text, mut open, mut marks) = (String::new(), vec![], vec![]);
    let mut rest = marked;
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix("[[") {
            open.push(text.len());
            rest = after;
        } else if let Some(after) = rest.strip_prefix("]]").filter(|_| !open.is_empty()) {
            marks.push((Span::new(open.pop().expect("an open mark"), text.len()), String::new()));
            rest = after;
        } else if let Some((reading, after)) =
            rest.strip_prefix('|').filter(|_| !open.is_empty()).and_then(|it| it.split_once("]]"))
        {
            marks.push((Span::new(open.pop().expect("an open mark"), text.len()), reading.trim().to_owned()));
            rest = after;
        } else {
            let c = rest.chars().next().expect("not empty");
            text.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    assert!(open.is_empty(), "mark left open: {marked}");
    (text, marks)
}

fn document<'s>(source: &'s Source, case: &Case, marked: &[(String, Vec<(Span, String)>)]) -> Document<'s> {
    let mut blocks = vec![];
    let mut versions: Vec<Language> = vec![];
    let mut at = 0;
    for ((language, label, _), (text, _)) in case.blocks.iter().zip(marked) {
        let (kind, section) = match label {
            _ if label.starts_with("fn") => (BlockKind::Footnote, Section::Body),
            _ if label.starts_with("head.title") => (BlockKind::Title, Section::Head),
            _ if label.starts_with("head.") => (BlockKind::Heading, Section::Head),
            _ if label.starts_with("cover.") => (BlockKind::Heading, Section::Cover),
            _ => (BlockKind::Paragraph, Section::Body),
        };
        let mut block = Block::new(kind, section, *language, label.clone());
        let source = SourceSpan::new(at, at + text.len());
        block.text = text.clone();
        block.pieces = vec![Piece { at: 0, source }];
        block.ranges = vec![source];
        block.seal();
        at += text.len() + 1;
        blocks.push(block);
        if !versions.contains(language) {
            versions.push(*language);
        }
    }
    let body = (FactName::Body, "pace".to_owned());
    let facts =
        case.facts.iter().chain((!case.facts.iter().any(|it| it.0 == FactName::Body)).then_some(&body));
    let facts = facts
        .map(|(name, value)| Fact {
            name: *name,
            value: value.clone(),
            language: blocks[0].language,
            block: BlockId(0),
            span: Span::new(0, 0),
        })
        .collect();
    Document { source, versions, blocks, facts, notices: vec![] }
}

fn readings(document: &Document<'_>, found: &Mentions, lexicon: &Lexicon) -> Vec<Line> {
    let mut lines: Vec<Line> = found
        .all
        .iter()
        .map(|it| (it.block.0 as usize, it.span, describe(&it.reading, document.block(it.block), lexicon)))
        .collect();
    for act in &found.acts {
        let mut reading = format!("speech {}", notation(lexicon, Some(act.act)));
        for (hedge, _) in &act.hedges {
            reading += &format!(" hedge {}", notation(lexicon, Some(*hedge)));
        }
        if let Some(addressee) = act.addressee {
            reading += &format!(" to {}", document.block(act.block).slice(addressee));
        }
        lines.push((act.block.0 as usize, act.span, reading));
        for demand in &act.demands {
            let to =
                demand.addressee.map(|(block, span)| format!(" to {}", document.block(block).slice(span)));
            lines.push((demand.block.0 as usize, demand.span, format!("demand{}", to.unwrap_or_default())));
        }
    }
    lines
}

/// A reading in one line; `-` stands for what is not said.
fn describe(reading: &Reading, block: &Block, lexicon: &Lexicon) -> String {
    let code = |id: Option<ConceptId>| notation(lexicon, id);
    let owner = |of: Option<Owner>| match of {
        Some(Owner::Country(id) | Owner::Body(id)) => format!(" of {}", code(Some(id))),
        None => String::new(),
    };
    let words = |name: &str, span: Option<Span>| {
        span.map_or(String::new(), |it| format!(" {name} {}", block.slice(it)))
    };
    let or_dash = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
    let date =
        |name: &str, date: Option<StatedDate>| date.map_or(String::new(), |it| format!(" {name} {it}"));
    match reading {
        Reading::Act(it) => format!(
            "act {} {} {} {}{}{}",
            code(it.body),
            code(Some(it.kind)),
            or_dash(&it.number),
            it.year.map_or("-".to_owned(), |year| year.to_string()),
            date("on", it.date),
            words("title", it.title)
        ),
        Reading::Document(it) => {
            format!(
                "paper {} {} {} {}",
                code(it.body),
                or_dash(&it.series),
                or_dash(&it.number),
                code(it.kind)
            )
        }
        Reading::Treaty(it) => format!(
            "treaty {} {}{}{}",
            code(it.register),
            or_dash(&it.number),
            if it.defines_short_name { " defines" } else { "" },
            if it.gainsaid_by.is_some() { " gainsaid" } else { "" }
        ),
        Reading::Agreement(it) => {
            let year = it.year.map_or("-".to_owned(), |year| year.to_string());
            let sides: String =
                it.parties.iter().map(|side| format!(" with {}", block.slice(*side))).collect();
            format!("agreement {year}{sides}")
        }
        Reading::Programme(it) => format!("programme {}", code(it.concept)),
        Reading::Country(it) => {
            format!("country {}{}", code(Some(it.country)), if it.adjective { " adjective" } else { "" })
        }
        Reading::Body(it) => {
            format!("body {}{}{}", code(it.concept), owner(it.of), if it.alias { " alias" } else { "" })
        }
        Reading::Party(it) => format!("party {}{}", code(it.kind), words("own-name-of", it.own_name_of)),
        Reading::Person(it) => {
            format!("person {}{}", code(it.title), if it.family_only { " family" } else { "" })
        }
        Reading::Role(it) => {
            let holders: String =
                it.holders.iter().map(|span| format!(" held-by {}", block.slice(*span))).collect();
            format!("role {}{}{holders}", code(it.concept), owner(it.of))
        }
        Reading::Event(it) => format!(
            "event {}{}{}{}{}",
            code(Some(it.kind)),
            date("on", it.date),
            words("by", it.perpetrator),
            words("against", it.target),
            words("victim", it.victim)
        ),
        Reading::Date(date) => format!("date {date}"),
    }
}

fn notation(lexicon: &Lexicon, id: Option<ConceptId>) -> String {
    id.map_or("-".to_owned(), |id| lexicon.concept(id).notation.clone())
}
