//! Scores are those of the annotation's own scorer, to the digit.
//!
//! Both score the same stand-off lines: ours as they are, and ours damaged in every way that a
//! scorer must notice. The scorer and the annotated acts lie in `$HEMICYCLE_SHARED` or
//! `../shared`; it needs `python3`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use rayon::prelude::*;
use serde_json::Value;

use hemicycle::evaluate::gold::Gold;
use hemicycle::evaluate::{line, score};
use hemicycle::lexicon::Lexicon;
use hemicycle::source::Source;
use hemicycle::{document, entity, graph, mention, standoff};

fn shared() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let folder = std::env::var_os("HEMICYCLE_SHARED").map_or(beside, PathBuf::from);
    folder.join("gold/score.py").is_file().then_some(folder)
}

/// Gold files with the texts they annotate.
fn annotated(shared: &Path) -> Vec<(PathBuf, PathBuf)> {
    let folder = |name: &str| shared.join(name);
    let mut all = Vec::new();
    for (golds, texts) in [(folder("gold"), folder("input")), (folder("made"), folder("made"))] {
        let files = std::fs::read_dir(golds).unwrap().map(|it| it.unwrap().path());
        for path in files.filter(|it| it.extension().is_some_and(|it| it == "json")) {
            let gold: Gold = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
            let text = texts.join(gold.source.file);
            all.push((path, text));
        }
    }
    all.sort();
    all
}

fn lines_of(source: &Source) -> String {
    let lexicon = Lexicon::built_in();
    let minter = graph::iri::Minter::default();
    let document = document::parse(source, lexicon);
    let mentions = mention::find(&document, lexicon);
    let entities = entity::resolve(&document, &mentions, lexicon);
    let subject = entities.subject.map(|it| &entities.get(it).key);
    let iris = minter.document(&source.digest, subject);
    let mut bytes = Vec::new();
    standoff::write(&document, &mentions, &entities, lexicon, |key| iris.entity(key), &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// Every so many lines one is lost, and others say something else, each in another way.
fn damaged(lines: &str) -> String {
    let mut out = String::new();
    for (index, line) in lines.lines().enumerate() {
        let mut value: Value = serde_json::from_str(line).unwrap();
        let fields = value.as_object_mut().unwrap();
        let add = |fields: &mut serde_json::Map<String, Value>, name: &str, by: i64| {
            if let Some(number) = fields.get(name).and_then(Value::as_i64) {
                fields.insert(name.to_owned(), Value::from((number + by).max(0)));
            }
        };
        match index % 19 {
            0 => continue,
            1 => add(fields, "end", 2),
            2 => add(fields, "start", -3),
            3 => {
                for name in ["entity", "object", "addressee"] {
                    if let Some(thing) = fields.get_mut(name) {
                        *thing = Value::from("https://elsewhere.example/1");
                    }
                }
            }
            4 => drop(fields.insert("type".to_owned(), Value::from("Committee"))),
            5 => drop(fields.insert("lang".to_owned(), Value::from("fr"))),
            // Of paragraphs a few: how near a wrong one is takes the scorer long to say.
            6 if index % 3 == 0 || fields["kind"] != "block" => {
                for name in ["text", "value"] {
                    if let Some(Value::String(text)) = fields.get_mut(name) {
                        *text = text.replacen('e', "", 1);
                    }
                }
            }
            7 => drop(fields.insert("paragraph".to_owned(), Value::from("2"))),
            8 => drop(fields.insert("label".to_owned(), Value::from("3."))),
            9 => out.push_str("{\"kind\":\"mention\",\"start\":\"?\"}\nno line\n"),
            10 => drop(fields.remove("lang")),
            11 => drop(fields.insert("act".to_owned(), Value::from("takes_note_of"))),
            12 => drop(fields.insert("predicate".to_owned(), Value::from("cites"))),
            13 => add(fields, "end", 400),
            14 => out.push_str(&format!("{line}\n")),
            15 => drop(fields.remove("entity")),
            16 => drop(fields.insert("type".to_owned(), Value::from("Person"))),
            _ => {}
        }
        out.push_str(&format!("{value}\n"));
    }
    out
}

/// Counts by our names and by the scorer's, of everything that both count.
fn numbers(value: &Value, at: String, into: &mut BTreeMap<String, Value>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                // The measure of how near a wrong paragraph is, and the summary, are its own.
                if !matches!(name.as_str(), "paragraph_similarity" | "headline" | "errors") {
                    numbers(value, format!("{at}/{name}"), into);
                }
            }
        }
        Value::Number(number) => {
            into.insert(at, Value::from(number.as_f64().unwrap()));
        }
        other => {
            into.insert(at, other.clone());
        }
    }
}

#[test]
fn scores_agree_with_the_annotations_own_scorer() {
    let Some(shared) = shared() else {
        println!("skipped: no annotated acts here");
        return;
    };
    if Command::new("python3").arg("--version").output().is_err() {
        println!("skipped: no python3 here");
        return;
    }
    let acts = annotated(&shared);
    assert!(!acts.is_empty());
    acts.par_iter().enumerate().for_each(|(index, (path, text))| {
        let gold: Gold = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let source = Source::read(text, None).unwrap();
        let lines = lines_of(&source);
        let mut runs = vec![("as they are", lines.clone())];
        // The scorer takes its time over wrong paragraphs.
        if index % 4 == 0 {
            runs.extend([("damaged", damaged(&lines)), ("none", String::new())]);
        }
        for (name, lines) in runs {
            let file = tempfile::NamedTempFile::new().unwrap();
            std::fs::write(file.path(), &lines).unwrap();
            let theirs = Command::new("python3")
                .arg(shared.join("gold/score.py"))
                .arg(path)
                .arg(file.path())
                .args(["--json", "--errors", "--source"])
                .arg(text)
                .output()
                .unwrap();
            assert!(theirs.status.success(), "{}", String::from_utf8_lossy(&theirs.stderr));
            let theirs: Value = serde_json::from_slice(&theirs.stdout).unwrap();
            let read = line::read(&lines).pop().unwrap_or_default().lines;
            let (ours, faults) = score(&gold, &read, Some(&source.text));

            let (mut expected, mut found) = (BTreeMap::new(), BTreeMap::new());
            numbers(&theirs, String::new(), &mut expected);
            numbers(&serde_json::to_value(&ours).unwrap(), String::new(), &mut found);
            assert_eq!(found, expected, "{} {name}", path.display());
            let told: usize =
                theirs["errors"].as_object().unwrap().values().map(|it| it.as_array().unwrap().len()).sum();
            assert_eq!(faults.len(), told, "{} {name}: {:#}", path.display(), theirs["errors"]);
        }
    });
}

#[test]
fn the_page_shows_what_is_printed() {
    let page = include_str!("../docs/evaluate.md");
    let printed = include_str!("cli/evaluate-against/stdout");
    assert!(page.contains(printed.trim_end()), "docs/evaluate.md should show\n{printed}");
}
