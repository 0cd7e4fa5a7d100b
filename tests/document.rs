//! Reading: cases as data in `tests/document/*.txt`, and what holds for every text.
//!
//! A file holds several cases:
//!
//! ```text
//! # What the case claims.
//! <<<
//! the printing, line by line
//! >>>
//! en 1 | text of a block
//! en fn1 | text of a footnote
//! = act_number 2616
//! ! DoubtfulHyphen
//! ```
//!
//! All blocks but furniture stand there in order, `language label | text`; `=` lines are the
//! facts with these names, `!` lines all notices. `{NBSP}`, `{SHY}`, `{FF}`, `{CR}`, `{TAB}`
//! stand for the characters that an editor would not show.

use std::path::Path;

use hemicycle::document::{self, BlockKind, Document, FactName};
use hemicycle::lexicon::Lexicon;
use hemicycle::source::Source;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use unicode_normalization::{UnicodeNormalization as _, is_nfc};

#[test]
fn cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/document");
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .expect("folder of cases")
        .map(|entry| entry.expect("entry").path())
        .filter(|path| path.extension().is_some_and(|it| it == "txt"))
        .collect();
    files.sort();
    assert!(!files.is_empty());
    let mut failures = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("cases are text");
        for case in text.split("<<<\n").skip(1) {
            let (printing, expected) = case.split_once(">>>\n").expect("a case has its expectation");
            check(&file.file_name().expect("a file").to_string_lossy(), printing, expected, &mut failures);
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn check(file: &str, printing: &str, expected: &str, failures: &mut Vec<String>) {
    let mut printing = printing.to_owned();
    for (name, c) in [
        ("{NBSP}", "\u{A0}"),
        ("{SHY}", "\u{AD}"),
        ("{FF}", "\u{C}"),
        ("{CR}", "\r"),
        ("{TAB}", "\t"),
        ("{ACUTE}", "\u{301}"),
    ] {
        printing = printing.replace(name, c);
    }
    let source = Source::from_text(file, &printing);
    let document = document::parse(&source, Lexicon::built_in());
    if let Some(fault) = fault(&document) {
        failures.push(format!("{file}: {fault} in\n{printing}"));
    }
    let lines: Vec<&str> =
        expected.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let names: Vec<&str> = lines.iter().filter_map(|it| it.strip_prefix("= ")?.split(' ').next()).collect();
    let mut found: Vec<String> = document
        .blocks
        .iter()
        .filter(|it| it.kind != BlockKind::Furniture)
        .map(|it| format!("{} {} | {}", it.language, it.label, it.text))
        .collect();
    for fact in &document.facts {
        let name = name(fact.name);
        if names.contains(&name.as_str()) {
            found.push(format!("= {name} {}", fact.value));
        }
    }
    found.extend(document.notices.iter().map(|it| format!("! {:?}", it.kind)));
    if found != lines {
        failures.push(format!("{file}:\n{}\n--- found\n{}", lines.join("\n"), found.join("\n")));
    }
}

/// `ActNumber` → `act_number`
fn name(name: FactName) -> String {
    let mut text = String::new();
    for c in format!("{name:?}").chars() {
        if c.is_uppercase() && !text.is_empty() {
            text.push('_');
        }
        text.extend(c.to_lowercase());
    }
    text
}

/// What must hold of every document, whatever the text; the first thing that does not.
fn fault(document: &Document<'_>) -> Option<String> {
    let text = document.source.text.as_str();
    let mut ranges: Vec<(u32, u32, usize)> = Vec::new();
    let mut labels = std::collections::HashSet::new();
    let mut before = None;
    for (index, block) in document.blocks.iter().enumerate() {
        ranges.extend(block.ranges.iter().map(|it| (it.start, it.end, index)));
        let first = block.ranges.first().map(|it| it.start);
        if first.is_none() || first < before {
            return Some(format!("block {} owns no bytes or comes too late", block.label));
        }
        before = first;
        if !labels.insert((block.language, block.label.clone())) {
            return Some(format!("label {} {} twice", block.language, block.label));
        }
        if block.text.contains("  ") || block.text.trim() != block.text || !is_nfc(&block.text) {
            return Some(format!("text of {} is not clean: {:?}", block.label, block.text));
        }
        if block.folded.len() != block.text.len() {
            return Some(format!("folded text of {} has another length", block.label));
        }
        let mut at = 0;
        for (piece, next) in block
            .pieces
            .iter()
            .zip(block.pieces.iter().skip(1).map(|it| it.at).chain([block.text.len() as u32]))
        {
            if piece.at != at || next <= at {
                return Some(format!("pieces of {} leave a gap at {at}", block.label));
            }
            at = next;
            let own =
                block.ranges.iter().any(|it| it.start <= piece.source.start && piece.source.end <= it.end);
            if !own {
                return Some(format!("a piece of {} is another block's", block.label));
            }
            let (clean, raw) = (&block.text[piece.at as usize..next as usize], &text[piece.source.range()]);
            let same = clean == raw
                || clean == " "
                    && raw.chars().all(|c| c.is_whitespace() || c == '\u{200B}' || c == '\u{FEFF}')
                || is_left_of(clean, raw);
            if !same {
                return Some(format!("{clean:?} of {} does not come from {raw:?}", block.label));
            }
        }
        if at as usize != block.text.len() {
            return Some(format!("pieces of {} end at {at}", block.label));
        }
        for repair in &block.repairs {
            if !block.text.is_char_boundary(repair.at as usize) {
                return Some(format!("repair of {} inside a character", block.label));
            }
        }
    }
    ranges.sort_unstable();
    let mut at = 0;
    for (start, end, _) in &ranges {
        if *start != at || end <= start || !text.is_char_boundary(*start as usize) {
            return Some(format!("bytes {at} to {start} are no block's, or two blocks'"));
        }
        at = *end;
    }
    let blank = text.chars().all(|c| c.is_whitespace() || c == '\u{200B}' || c == '\u{FEFF}');
    if at as usize != text.len() && !blank {
        return Some(format!("bytes from {at} are no block's"));
    }
    for fact in &document.facts {
        let block = document.block(fact.block);
        if fact.span.is_empty() || block.text.get(fact.span.range()).is_none() {
            return Some(format!("fact {:?} has no words", fact.name));
        }
    }
    for notice in &document.notices {
        if text.get(notice.at.range()).is_none() {
            return Some(format!("notice {:?} has no place", notice.kind));
        }
    }
    None
}

/// Whether `clean` is `raw` composed, after marks and note calls went.
fn is_left_of(clean: &str, raw: &str) -> bool {
    let mut raw: Vec<char> = raw.nfd().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    clean.nfd().all(|c| raw.iter().position(|&it| it == c).map(|at| raw.swap_remove(at)).is_some())
}

/// A printing with everything: cover, versions, footnote, furniture, breaks.
const ACT: &str = "\
CAMERA DEI DEPUTATI\n\nDoc. **XII-bis**\nn. **45**\n\nASSEMBLEA PARLAMENTARE DEL CONSIGLIO D'EUROPA\n\n\
Risoluzione n. 9912\n\nLa pesca\n\nTrasmessa il 3 marzo 2031\n\n\
PARLIAMENTARY ASSEMBLY OF THE COUNCIL OF EUROPE\n\nRESOLUTION 9912 (2031) ⁽¹⁾\n\nProvisional version\n\n\
Fishing\n\nPARLIAMENTARY ASSEMBLY\n\n1. The Parliamentary Assembly refers to Resolution 9000 (2029) « Nets » and notes that fish\n\n\
(1) *Assembly debate* on 1 March 2031 (9th sitting) (see Doc. 99121, report of the Committee on Fish, rapporteur: Ms Ann Example). \
*Text adopted by the Assembly* on 1 March 2031 (9th sitting).\n\nProvisional version subject to editorial review.\n\n\
are few.\n\n2. It calls on States to:\n\n2.1. mend the inter-\n\nnational rules;\n\n2.2. count fish, as international rules say:\n\n\
2.2.1. small ones;\n\n— 3 —\n\n2.2.2. big ones.\n\n\
ASSEMBLÉE PARLEMENTAIRE DU CONSEIL DE L'EUROPE**RÉSOLUTION 9912 (2031) ⁽¹⁾**\n\nLa pêche\n\n\
1. L'Assemblée parlementaire note que les pois-\nsons sont rares; un poisson « 1. de mer ».\n\n2. Elle appelle les États:\n\n\
2.1 à réparer les règles;\n\n2.2 à compter:\n\n2.2.1 les petits;\n\n2.2.2 les grands.\n\nPAGINA BIANCA\n\n190122459912\n";

#[derive(Clone, Debug)]
enum Change {
    Insert(usize, &'static str),
    Any(usize, char),
    Cut(usize, usize),
    Truncate(usize),
    SwapLines(usize, usize),
}

fn change() -> impl Strategy<Value = Change> {
    let pieces = prop::sample::select(vec![
        "\n",
        "\n\n",
        "\r\n",
        "\u{C}",
        "-\n",
        "\u{AD}\n",
        "\n\n— 4 —\n\n",
        "\nPAGINA BIANCA\n",
        "**",
        "*",
        "(1)",
        "⁽¹⁾",
        "1. ",
        "2.2.",
        "(a) ",
        "i. ",
        "A. ",
        "–  ",
        "« ",
        " »",
        "“",
        "”",
        "\u{A0}",
        "e\u{301}",
        "\u{301}",
        "\n____\n",
        "RESOLUTION 9912 (2031)",
        "\nPARLIAMENTARY ASSEMBLY\n",
        "Origin - ",
        "\nAuthor(s):\n",
        "The Assembly,\n",
        "\u{FEFF}",
        "1 and 2 March 2031",
        "Doc. ",
        " rapporteurs: ",
        "\n(2) ",
        "ß",
        "İ",
        "\n1. ",
    ]);
    prop_oneof![
        6 => (any::<prop::sample::Index>(), pieces).prop_map(|(at, text)| Change::Insert(at.index(1 << 16), text)),
        1 => (any::<prop::sample::Index>(), any::<char>()).prop_map(|(at, c)| Change::Any(at.index(1 << 16), c)),
        2 => (any::<prop::sample::Index>(), 1_usize..80).prop_map(|(at, n)| Change::Cut(at.index(1 << 16), n)),
        1 => any::<prop::sample::Index>().prop_map(|at| Change::Truncate(at.index(1 << 16))),
        1 => (any::<prop::sample::Index>(), any::<prop::sample::Index>())
            .prop_map(|(a, b)| Change::SwapLines(a.index(1 << 16), b.index(1 << 16))),
    ]
}

fn apply(text: &mut String, change: &Change) {
    let boundary = |text: &str, at: usize| {
        let mut at = at % (text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    match *change {
        Change::Insert(at, piece) => text.insert_str(boundary(text, at), piece),
        Change::Any(at, c) => text.insert(boundary(text, at), c),
        Change::Cut(at, length) => {
            let start = boundary(text, at);
            let end = boundary(text, (start + length).min(text.len()));
            text.replace_range(start.min(end)..start.max(end), "");
        }
        Change::Truncate(at) => text.truncate(boundary(text, at)),
        Change::SwapLines(a, b) => {
            let mut lines: Vec<&str> = text.split('\n').collect();
            let (a, b) = (a % lines.len(), b % lines.len());
            lines.swap(a, b);
            *text = lines.join("\n");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, rng_seed: RngSeed::Fixed(2616), ..ProptestConfig::default() })]

    #[test]
    fn every_byte_is_one_blocks_and_every_piece_leads_back(changes in prop::collection::vec(change(), 0..25)) {
        let mut text = ACT.to_owned();
        for change in &changes {
            apply(&mut text, change);
        }
        let source = Source::from_text("changed.txt", &text);
        let document = document::parse(&source, Lexicon::built_in());
        prop_assert_eq!(fault(&document), None, "in {:?}", text);
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        let source = Source::from_text("any.txt", &text);
        let document = document::parse(&source, Lexicon::built_in());
        prop_assert_eq!(fault(&document), None);
    }
}

/// A page end at any space changes no paragraph.
#[test]
fn page_breaks_change_no_words() {
    let read = |text: &str| -> Vec<String> {
        let source = Source::from_text("act.txt", text);
        document::parse(&source, Lexicon::built_in())
            .blocks
            .iter()
            .filter(|it| it.kind == BlockKind::Paragraph)
            .map(|it| format!("{} {} {}", it.language, it.label, it.text))
            .collect()
    };
    let whole = read(ACT);
    let body = ACT.find("1. The").expect("it has a body");
    for (at, _) in ACT.match_indices(' ').filter(|(at, _)| *at > body) {
        // Behind a label or inside a heading a page end is no page end.
        let line = ACT[..at].rfind('\n').map_or(0, |it| it + 1);
        let before = &ACT[line..at];
        if !before.contains(' ') || before.starts_with(['(', '*', 'A', 'P']) {
            continue;
        }
        for page in ["\n", "\n\n", "\n\nPag. 7\n\n", "\u{C}"] {
            let broken = format!("{}{page}{}", &ACT[..at], &ACT[at + 1..]);
            assert_eq!(read(&broken), whole, "broken after {before:?} by {page:?}");
        }
    }
}
