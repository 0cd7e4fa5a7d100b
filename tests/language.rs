//! A language is data: acts of ours in German, Russian and, by a vocabulary of the user,
//! Spanish, with all that is read from them.
//!
//! `tests/language/<tag>.txt` is the act, `<tag>.expected` what the stand-off lines say of it,
//! `<tag>.ttl`, where there is one, the vocabulary that makes the language known.
//! `HEMICYCLE_REWRITE=1` writes the expectations anew, to be reviewed like code.

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/language").join(name)
}

fn extract(act: &Path, vocabulary: Option<&Path>) -> Vec<Value> {
    let mut command = Command::cargo_bin("hemicycle").expect("built with the tests");
    command.args(["extract", "--format", "standoff", "--base", "https://example.org"]).arg(act);
    if let Some(vocabulary) = vocabulary {
        command.arg("--vocabulary").arg(vocabulary);
    }
    let output = command.output().expect("runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).expect("UTF-8");
    lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// One line for each fact, mention, relation, act and demand.
fn told(line: &Value) -> Option<String> {
    let field = |name: &str| line[name].as_str().unwrap_or("-").replace("https://example.org", "");
    Some(match line["kind"].as_str()? {
        "block" => format!("block {} {} {}", field("lang"), field("label"), field("type")),
        "mention" => {
            format!("{} {} {:?} {}", field("paragraph"), field("type"), field("text"), field("entity"))
        }
        "relation" => format!("relation {} {} {}", field("subject"), field("predicate"), field("object")),
        "speech_act" => format!("says {} {} {}", field("paragraph"), field("act"), field("addressee")),
        "demand" => format!("asks {} {}", field("paragraph"), field("addressee")),
        "fact" => format!("fact {} {}", field("name"), field("value")),
        _ => return None,
    })
}

fn check(tag: &str, vocabulary: Option<&str>) {
    let vocabulary = vocabulary.map(file);
    let lines = extract(&file(&format!("{tag}.txt")), vocabulary.as_deref());
    let found: String = lines.iter().filter_map(told).map(|line| line + "\n").collect();
    let expected = file(&format!("{tag}.expected"));
    if std::env::var_os("HEMICYCLE_REWRITE").is_some() {
        std::fs::write(&expected, &found).expect("writes");
    }
    let expected = std::fs::read_to_string(&expected).expect("an expectation beside the act");
    assert_eq!(found, expected, "in {tag}.txt");
}

#[test]
fn german_is_read() {
    check("de", None);
}

#[test]
fn russian_is_read() {
    check("ru", None);
}

/// No part of Spanish is known to the code: language, header, citation, State, organ, person
/// and what is said and asked all come from the vocabulary.
#[test]
fn a_vocabulary_makes_a_new_language_readable() {
    check("es", Some("es.ttl"));
}

#[test]
fn without_its_vocabulary_the_language_is_not_read() {
    let lines = extract(&file("es.txt"), None);
    let is = |line: &&Value, kind: &str| line["kind"] == kind;
    // It may be told apart from others; nothing is found in it.
    assert_eq!(lines.iter().filter(|it| is(it, "mention") && it["lang"] == "es").count(), 0);
    assert_eq!(lines.iter().filter(|it| is(it, "speech_act")).count(), 0);
}
