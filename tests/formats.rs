//! One act in every format says the same.
//!
//! `tests/formats/act.*` is one made-up act; a folder is a Word document, taken apart. Beside
//! each sample stands `NAME.read`: the text as extracted, line by line, with what the structure
//! says of the line and where it stood. `HEMICYCLE_WRITE_CASES=1` writes them anew, to be
//! reviewed like code.
//!
//! The made acts in `../shared/made`, where they are, have more of each.

mod hostile;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use hemicycle::document;
use hemicycle::entity;
use hemicycle::graph;
use hemicycle::graph::iri::Minter;
use hemicycle::lexicon::Lexicon;
use hemicycle::mention;
use hemicycle::source::{Says, Source};
use hemicycle::standoff;
use serde_json::Value;

fn shared() -> PathBuf {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    std::env::var_os("HEMICYCLE_SHARED").map_or_else(beside, PathBuf::from)
}

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats")
}

/// The file, or the Word document whose parts are in the folder.
fn open(path: &Path) -> Source {
    let bytes = if path.is_dir() { zipped(path) } else { fs::read(path).unwrap() };
    let name = path.file_name().unwrap().to_string_lossy();
    Source::from_bytes(&name, bytes).unwrap_or_else(|error| panic!("{error}"))
}

fn zipped(folder: &Path) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let mut zip = zip::ZipWriter::new(&mut bytes);
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy();
        zip.start_file(format!("word/{name}"), zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(&fs::read(&path).unwrap()).unwrap();
    }
    zip.finish().unwrap();
    bytes.into_inner()
}

/// Line by line: hints, place, text.
fn told(source: &Source) -> String {
    let mut told = String::new();
    let mut at = 0;
    for line in source.text.split_inclusive('\n') {
        let words = line.trim_end();
        if !words.is_empty() {
            for hint in source.hints.iter().filter(|it| it.at == at) {
                let _ = match hint.says {
                    Says::Heading(level) => write!(told, "heading {level}, "),
                    Says::Label { end } => {
                        write!(told, "label {}, ", &source.text[at as usize..end as usize])
                    }
                    Says::Furniture => write!(told, "furniture, "),
                    Says::Footnote(number) => write!(told, "note {number}, "),
                    Says::Language(language) => write!(told, "language {language}, "),
                    Says::States(stated) => write!(told, "states {stated:?}, "),
                };
            }
            let place = source.place(at).map(ToString::to_string).unwrap_or_default();
            let _ = writeln!(told, "{place}\n    {words}");
        }
        at += line.len() as u32;
    }
    for remark in &source.remarks {
        let _ = writeln!(told, "remark: {}", remark.message);
    }
    for link in &source.links {
        let _ = writeln!(told, "link: {} -> {}", &source.text[link.at.range()], link.target);
    }
    told
}

#[test]
fn samples_are_read_as_they_were() {
    let mut faults = Vec::new();
    for name in ["act.html", "act.docx", "act.akn.xml", "other.xml"] {
        let came = told(&open(&samples().join(name)));
        let file = samples().join(format!("{name}.read"));
        if fs::read_to_string(&file).unwrap_or_default() != came {
            if std::env::var_os("HEMICYCLE_WRITE_CASES").is_some() {
                fs::write(&file, came).unwrap();
            } else {
                faults.push(format!("--- {name} came as\n{came}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What an act says and how often, without what belongs to the file: offsets, its digest, parts
/// of its head.
fn said(source: &Source) -> BTreeMap<String, usize> {
    let lexicon = Lexicon::built_in();
    let minter = Minter::default();
    let document = document::parse(source, lexicon);
    let mentions = mention::find(&document, lexicon);
    let entities = entity::resolve(&document, &mentions, lexicon);
    let subject = entities.subject.map(|it| &entities.get(it).key);
    let iris = minter.document(&source.digest, subject);
    let mut lines = Vec::new();
    standoff::write(&document, &mentions, &entities, lexicon, |key| iris.entity(key), &mut lines).unwrap();
    let file = format!("src/{}", &source.digest.to_string()[..16]);
    let lines = String::from_utf8(lines).unwrap().replace(&file, "src/file");
    let mut said = BTreeMap::new();
    for line in lines.lines() {
        let mut line: Value = serde_json::from_str(line).unwrap();
        let kind = line["kind"].as_str().unwrap().to_owned();
        let all = line.as_object_mut().unwrap();
        let kept = match kind.as_str() {
            "block" => all["type"] == "paragraph",
            "mention" => {
                // Offsets are the text's. A head may name its body once more, or in another part.
                for offset in ["start", "end", "place"] {
                    all.remove(offset);
                }
                !all["paragraph"].as_str().unwrap().starts_with("head.")
            }
            _ => true,
        };
        if kept {
            *said.entry(line.to_string()).or_default() += 1;
        }
    }
    said
}

/// An act in Akoma Ntoso whose only paragraph has these words.
fn marked_up(words: &str) -> Source {
    let file = format!(
        "<akomaNtoso><doc><preface><p>Parliamentary Assembly</p><p>Resolution 4002 (2098)</p></preface>\
         <mainBody><paragraph eId='p'><num>1.</num><content><p>{words}</p></content></paragraph></mainBody>\
         </doc></akomaNtoso>"
    );
    Source::from_bytes("act.xml", file.into_bytes()).expect("a document")
}

#[test]
fn a_reference_says_the_year_that_the_words_do_not() {
    let cites = |target: &str, act: &str| {
        let words = format!("The Assembly recalls its <ref href='{target}'>Resolution 1900</ref>.");
        let said = said(&marked_up(&words));
        let cited = format!("/eli/pace/res/{act}\"");
        assert!(said.keys().any(|it| it.contains(&cited)), "{target}: no {cited} in {said:#?}");
    };
    cites("/akn/x/statement/resolution/2012/1900", "2012/1900");
    cites("/akn/x/statement/resolution/2012-10-03/1900/eng", "2012/1900");
}

#[test]
fn a_reference_to_something_else_says_nothing_of_the_citation() {
    for target in ["/akn/x/statement/resolution/2012/1901", "/akn/x/2012/2013/1900", "#para_1", "/akn/x/1900"]
    {
        let words = format!("The Assembly recalls its <ref href='{target}'>Resolution 1900</ref>.");
        let said = said(&marked_up(&words));
        assert!(!said.keys().any(|it| it.contains("/eli/pace/res/2012/1900")), "{target}: {said:#?}");
    }
}

/// What the entities say against the words of a paragraph.
fn contradictions(source: &Source) -> usize {
    let lexicon = Lexicon::built_in();
    let document = document::parse(source, lexicon);
    let mentions = mention::find(&document, lexicon);
    let entities = entity::resolve(&document, &mentions, lexicon);
    entities.notices.iter().filter(|it| it.kind == document::NoticeKind::ContradictoryFact).count()
}

#[test]
fn words_and_reference_that_name_two_acts_tie_to_neither() {
    let cites = |target: &str, expected: bool| {
        let words = format!("The Assembly recalls its <ref href='{target}'>Resolution 1900 (2012)</ref>.");
        let source = marked_up(&words);
        let tied = said(&source).keys().any(|it| it.contains("/eli/pace/res/2012/1900\""));
        assert_eq!((tied, contradictions(&source)), (expected, usize::from(!expected)), "{target}");
    };
    for same in [
        "/akn/x/statement/resolution/2012/1900",
        "/akn/x/statement/resolution/pace/2012-10-03/1900/eng/!main",
        "/akn/x/statement/2012-10-03/1900-2012",
        // Not by the convention, no number, or within the file: nothing is said of the act.
        "https://example.org/files/2013/18994",
        "/akn/x/statement/2012-10-03/political-prisoners",
        "/akn/x/statement/1901",
        "#para_1",
    ] {
        cites(same, true);
    }
    for other in [
        "/akn/x/statement/resolution/2013/1900",
        "/akn/x/statement/resolution/2012/1901",
        "akn/x/statement/resolution/2012-10-03/900/eng",
    ] {
        cites(other, false);
    }
}

#[test]
fn a_reference_around_two_citations_contradicts_neither() {
    let source = marked_up(
        "The Assembly recalls its <ref href='/akn/x/statement/resolution/2012/1900'>Resolution 1900 (2012) \
         and Resolution 1901 (2012)</ref>.",
    );
    assert_eq!(contradictions(&source), 0);
}

#[test]
fn numbers_of_paragraphs_need_no_dot() {
    let numbered = |a: &str, b: &str, c: &str| {
        let file = format!(
            "<akomaNtoso><doc><preface><p>Parliamentary Assembly</p><p>Resolution 4002 (2098)</p></preface>\
             <mainBody><paragraph eId='p1'><num>{a}</num><content><p>The Assembly regrets it.</p></content>\
             </paragraph><paragraph eId='p2'><num>{b}</num><intro><p>It calls on Norway to:</p></intro>\
             <point eId='p2a'><num>{c}</num><content><p>act.</p></content></point></paragraph></mainBody></doc>\
             </akomaNtoso>"
        );
        Source::from_bytes("act.xml", file.into_bytes()).expect("a document")
    };
    let labels = |source: &Source| -> Vec<String> {
        let document = document::parse(source, Lexicon::built_in());
        let own = document.blocks.iter().filter(|it| it.kind == document::BlockKind::Paragraph);
        own.map(|it| it.label.clone()).collect()
    };
    assert_eq!(labels(&numbered("1.", "2.", "2.1.")), ["1", "2", "2.1"]);
    assert_eq!(labels(&numbered("1", "2", "2.1")), ["1", "2", "2.1"]);
    assert_eq!(labels(&numbered("(1)", "(2)", "a")), ["1", "2", "2.a"]);
    assert_eq!(labels(&numbered("§ 1", "§ 2", "i)")), ["1", "2", "2.i"]);
}

#[test]
fn references_are_in_the_graph_as_the_file_has_them() {
    let source = marked_up(
        "See <ref href='https://example.org/eli/1'>one</ref>, <ref href='/akn/x/2'>another</ref> \
         and <ref href='#p'>this</ref>.",
    );
    let lexicon = Lexicon::built_in();
    let document = document::parse(&source, lexicon);
    let mentions = mention::find(&document, lexicon);
    let entities = entity::resolve(&document, &mentions, lexicon);
    let data = graph::build(&document, &mentions, &entities, lexicon, &Minter::default());
    let mut quads = Vec::new();
    data.write_nquads(&mut quads);
    let quads = String::from_utf8(quads).unwrap();
    let lines = |what: &str| quads.lines().filter(|it| it.contains(what)).count();
    assert_eq!(lines("<http://purl.org/dc/terms/references> <https://example.org/eli/1>"), 1);
    assert_eq!(lines("<http://purl.org/dc/terms/identifier> \"/akn/x/2\""), 1);
    assert_eq!(lines("exact> \"this\""), 0);
}

/// What readers find in real documents, as the table in `docs/formats.md` tells it.
#[test]
fn the_table_of_real_documents_is_true() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/formats.md");
    let page = fs::read_to_string(page).unwrap();
    let mut faults = Vec::new();
    let mut rows = 0;
    for row in page.lines().filter(|it| it.starts_with("| `corpus/")) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let name = cells[0].trim_matches('`');
        let path = shared().join(name);
        rows += 1;
        if !path.exists() {
            println!("skipped, as it is not there: {name}");
            continue;
        }
        let source = open(&path);
        let count = |is: fn(&Says) -> bool| source.hints.iter().filter(|it| is(&it.says)).count();
        let came = [
            source.text.lines().filter(|it| !it.trim().is_empty()).count(),
            count(|it| matches!(it, Says::Label { .. })),
            count(|it| matches!(it, Says::Heading(_))),
            count(|it| matches!(it, Says::Footnote(_))),
            count(|it| matches!(it, Says::Furniture)),
            source.links.len(),
        ]
        .map(|it| it.to_string());
        if cells[2..] != came {
            faults.push(format!("| `{name}` | {} | {} |", cells[1], came.join(" | ")));
        }
    }
    assert!(rows > 10 && faults.is_empty(), "rows should be\n{}", faults.join("\n"));
}

/// How often each letter comes.
fn letters(text: &str) -> BTreeMap<char, usize> {
    let mut letters = BTreeMap::new();
    for letter in text.chars().filter(|it| it.is_alphabetic()) {
        *letters.entry(letter).or_default() += 1;
    }
    letters
}

/// `text` without what stands from `from` to `to`, wherever that is.
fn without(text: &str, from: &str, to: &str) -> String {
    let mut rest = text;
    let mut kept = String::new();
    while let Some((before, after)) = rest.split_once(from) {
        kept.push_str(before);
        rest = after.split_once(to).map_or("", |it| it.1);
    }
    kept + rest
}

/// Metadata, marks and tags taken away by hand, the official examples have the letters that
/// their reader gives, each as often.
#[test]
fn no_letter_of_akoma_ntoso_examples_is_lost() {
    let mut read = 0;
    for path in glob::glob(&shared().join("corpus/akn/*.xml").to_string_lossy()).unwrap() {
        let path = path.unwrap();
        let file = fs::read_to_string(&path).unwrap();
        let file = without(&file, "<!--", "-->");
        let file = without(&without(&file, "<meta>", "</meta>"), "<an:meta>", "</an:meta>");
        let file = without(&file, "<", ">").replace("&lt;", "").replace("&gt;", "").replace("&amp;", "");
        let source = open(&path);
        let lines = source.text.lines().filter(|it| !it.starts_with("FRBR"));
        let text = lines.collect::<Vec<_>>().join("\n");
        // Notes of the metadata come into the text where they are called.
        let added = letters(&text);
        for (letter, count) in letters(&file) {
            let found = added.get(&letter).copied().unwrap_or_default();
            assert!(found >= count, "{}: {letter:?} {found} times, {count} in the file", path.display());
        }
        let (found, count) = (added.values().sum::<usize>(), letters(&file).values().sum::<usize>());
        assert!(found <= count + count / 50, "{}: {found} letters, {count} in the file", path.display());
        read += 1;
    }
    if read == 0 {
        println!("skipped, as they are not there: Akoma Ntoso examples");
    }
}

/// Lines that one of two says, or says more often.
fn differences(text: &Source, other: &Source) -> Vec<String> {
    let (a, b) = (said(text), said(other));
    let all: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
    let count = |of: &BTreeMap<String, usize>, line: &str| of.get(line).copied().unwrap_or(0);
    let differ = all.into_iter().filter(|it| a.get(*it) != b.get(*it));
    differ.map(|it| format!("{} times in the text, {} here: {it}", count(&a, it), count(&b, it))).collect()
}

#[test]
fn one_act_says_the_same_in_every_format() {
    let text = open(&samples().join("act.txt"));
    assert!(said(&text).len() > 30);
    for name in ["act.html", "act.docx", "act.akn.xml"] {
        let differ = differences(&text, &open(&samples().join(name)));
        assert!(differ.is_empty(), "{name}: {differ:#?}");
    }
}

/// What a format says otherwise than the text, and why that is the format's: `formats/made.tsv`.
struct Exception {
    file: &'static str,
    line: &'static str,
    met: std::cell::Cell<bool>,
}

fn exceptions() -> Vec<Exception> {
    let rows = include_str!("formats/made.tsv").lines().filter(|it| !it.starts_with('#')).skip(1);
    let row = |row: &'static str| {
        let cells: Vec<&str> = row.split('\t').collect();
        let [file, line, reason] = cells[..] else { panic!("three cells in {row:?}") };
        assert!(!reason.is_empty(), "no reason in {row:?}");
        Exception { file, line, met: false.into() }
    };
    rows.map(row).collect()
}

#[test]
fn made_acts_say_the_same_in_every_format() {
    let has_pdf = std::process::Command::new("pdftotext").arg("-v").output().is_ok();
    let exceptions = exceptions();
    let mut faults = Vec::new();
    let mut read = 0;
    for gold in glob::glob(&shared().join("made/m*-gold.json").to_string_lossy()).unwrap() {
        let gold = gold.unwrap();
        let name = gold.file_name().unwrap().to_string_lossy();
        let stem = name.trim_end_matches("-gold.json");
        let path = gold.with_file_name(format!("{stem}.txt"));
        let text = open(&path);
        let mut compare = |file: &str, other: &Source| {
            read += 1;
            let excused = |differs: &str| {
                let mut own = exceptions.iter().filter(|it| it.file == file && differs.contains(it.line));
                own.next().inspect(|it| it.met.set(true)).is_some()
            };
            let differ = differences(&text, other).into_iter().filter(|it| !excused(it));
            faults.extend(differ.map(|it| format!("{file}: {it}")));
        };
        for other in glob::glob(&gold.with_file_name(format!("{stem}.*")).to_string_lossy()).unwrap() {
            let other = other.unwrap();
            let file = other.file_name().unwrap().to_string_lossy().into_owned();
            if file.ends_with(".pdf") && !has_pdf {
                println!("skipped, as pdftotext is not installed: {file}");
                exceptions.iter().filter(|it| it.file == file).for_each(|it| it.met.set(true));
            } else if other != path {
                compare(&file, &open(&other));
            }
        }
        // The same characters written by another system.
        let lines = text.text.replace('\n', "\r\n");
        let bytes = std::iter::once('\u{FEFF}').chain(lines.chars());
        let mut units = [0; 2];
        let wide = bytes.flat_map(|it| {
            it.encode_utf16(&mut units).iter().flat_map(|it| it.to_be_bytes()).collect::<Vec<u8>>()
        });
        let wide = wide.collect();
        compare(&format!("{stem}.crlf"), &Source::from_bytes("act.txt", lines.into_bytes()).unwrap());
        compare(&format!("{stem}.utf16be"), &Source::from_bytes("act.txt", wide).unwrap());
    }
    if read == 0 {
        println!("skipped, as they are not there: made acts");
        return;
    }
    let unmet = exceptions.iter().filter(|it| !it.met.get());
    faults.extend(unmet.map(|it| format!("{}: no such difference any more: {}", it.file, it.line)));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
