//! Test suites of the W3C, where they are beside the checkout: the syntaxes of RDF and JSON-LD
//! through `convert`. What is not passed stands in `tests/suites/left-out.txt`, with its reason.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use hemicycle::canonical::{self, Algorithm, CanonicalError};
use hemicycle::export::Format;
use hemicycle::export::convert::{Reading, convert};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Quad, Term};
use serde_json::Value;

const MANIFEST: &str = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#";

fn parsed(text: &[u8], format: RdfFormat, base: &str) -> Option<Vec<Quad>> {
    let parser = RdfParser::from_format(format).with_base_iri(base).unwrap();
    parser.for_slice(text).collect::<Result<_, _>>().ok()
}

/// Through `convert` to N-Quads; nothing where it cannot be read.
fn converted(text: &[u8], from: Format, base: &str, to: Format) -> Option<Vec<u8>> {
    converted_with(text, from, Reading { base: Some(base.to_owned()), ..Reading::default() }, to)
}

fn converted_with(text: &[u8], from: Format, reading: Reading, to: Format) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    convert(text, from, reading, &mut out, to).ok()?;
    Some(out)
}

fn same(left: &[Quad], right: &[Quad]) -> bool {
    canonical::hash(left).unwrap() == canonical::hash(right).unwrap()
}

/// Ids of tests that failed, against the list.
pub(crate) fn check(suite: &str, count: usize, least: usize, failed: &BTreeSet<String>) {
    let list = include_str!("suites/left-out.txt");
    let expected: BTreeSet<String> =
        list.lines().filter_map(|it| it.strip_prefix(&format!("{suite} "))).map(str::to_owned).collect();
    assert!(count >= least, "{suite}: only {count} tests");
    assert_eq!(failed, &expected, "{suite}: left out of {count}");
}

fn syntax(suite: &str, format: Format, least: usize) {
    let Some(folder) = crate::shared(&format!("suites/rdf-tests/rdf/rdf11/{suite}")) else { return };
    let base = format!("https://w3c.github.io/rdf-tests/rdf/rdf11/{suite}/");
    let manifest = std::fs::read(folder.join("manifest.ttl")).unwrap();
    let manifest = parsed(&manifest, RdfFormat::Turtle, &format!("{base}manifest.ttl")).unwrap();
    let of = |test: &NamedOrBlankNode, property: &str| {
        manifest.iter().find_map(|quad| match &quad.object {
            Term::NamedNode(it) if quad.subject == *test && quad.predicate.as_str() == property => {
                Some(it.as_str().to_owned())
            }
            _ => None,
        })
    };
    let read = |iri: &str| std::fs::read(folder.join(iri.strip_prefix(&base).unwrap())).unwrap();
    let (mut count, mut failed) = (0, BTreeSet::new());
    for quad in manifest.iter().filter(|it| it.predicate.as_str().ends_with("#type")) {
        let kind = quad.object.to_string();
        if !kind.contains("rdftest#") {
            continue;
        }
        count += 1;
        let action = of(&quad.subject, &format!("{MANIFEST}action")).unwrap();
        let result = of(&quad.subject, &format!("{MANIFEST}result"));
        let found = converted(&read(&action), format, &action, Format::NQuads);
        let passed = match (&found, result) {
            (None, _) => kind.contains("Negative"),
            (Some(_), None) => !kind.contains("Negative"),
            (Some(found), Some(result)) => {
                let quads = |it: &[u8]| parsed(it, RdfFormat::NQuads, &base).unwrap();
                same(&quads(found), &quads(&read(&result)))
            }
        };
        if !passed {
            let id = quad.subject.to_string();
            failed.insert(id.trim_end_matches('>').rsplit('#').next().unwrap().to_owned());
        }
    }
    check(suite, count, least, &failed);
}

#[test]
fn turtle() {
    syntax("rdf-turtle", Format::Turtle, 313);
}

#[test]
fn trig() {
    syntax("rdf-trig", Format::TriG, 356);
}

#[test]
fn n_triples() {
    syntax("rdf-n-triples", Format::NTriples, 70);
}

#[test]
fn n_quads() {
    syntax("rdf-n-quads", Format::NQuads, 87);
}

#[test]
fn rdf_xml() {
    syntax("rdf-xml", Format::RdfXml, 166);
}

fn json_ld(suite: &str, least: usize, passes: impl Fn(&Path, &Value) -> bool) {
    let Some(folder) = crate::shared("suites/json-ld-api/tests") else { return };
    let manifest = std::fs::read(folder.join(format!("{suite}-manifest.jsonld"))).unwrap();
    let manifest: Value = serde_json::from_slice(&manifest).unwrap();
    let (mut count, mut failed) = (0, BTreeSet::new());
    for test in manifest["sequence"].as_array().unwrap() {
        // The specification says that these are not for version 1.1.
        if test["option"]["specVersion"] == "json-ld-1.0" {
            continue;
        }
        count += 1;
        if !passes(&folder, test) {
            failed.insert(test["@id"].as_str().unwrap().trim_start_matches('#').to_owned());
        }
    }
    check(suite, count, least, &failed);
}

fn is_negative(test: &Value) -> bool {
    test["@type"].to_string().contains("Negative")
}

const JSON_LD: RdfFormat = RdfFormat::JsonLd { profile: oxigraph::io::JsonLdProfileSet::empty() };

fn address(file: &str) -> String {
    format!("https://w3c.github.io/json-ld-api/tests/{file}")
}

/// Files of the suite by their address, for tests whose context stands at one.
fn contexts(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = glob::glob(folder.join("toRdf/**/*.jsonld").to_str().unwrap()).unwrap().map(Result::unwrap);
    let named = |it: &Path| address(it.strip_prefix(folder).unwrap().to_str().unwrap());
    files.map(|it| (named(&it), std::fs::read(&it).unwrap())).collect()
}

#[test]
fn json_ld_to_rdf() {
    let known = crate::shared("suites/json-ld-api/tests").map(|it| contexts(&it)).unwrap_or_default();
    json_ld("toRdf", 456, |folder, test| {
        let input = test["input"].as_str().unwrap();
        let base = test["option"]["base"].as_str().map_or_else(|| address(input), str::to_owned);
        let text = std::fs::read(folder.join(input)).unwrap();
        let reading = Reading { base: Some(base.clone()), contexts: known.clone() };
        let Some(found) = converted_with(&text, Format::JsonLd, reading, Format::NQuads) else {
            return is_negative(test);
        };
        let Some(expected) = test["expect"].as_str() else { return !is_negative(test) };
        let expected = std::fs::read(folder.join(expected)).unwrap();
        let quads = |it: &[u8]| parsed(it, RdfFormat::NQuads, &base);
        match (quads(&found), quads(&expected)) {
            (Some(found), Some(expected)) => same(&found, &expected),
            _ => false,
        }
    });
}

/// What is written says the same as what is expected; how JSON-LD puts it is free.
#[test]
fn json_ld_from_rdf() {
    json_ld("fromRdf", 53, |folder, test| {
        let input = test["input"].as_str().unwrap();
        let text = std::fs::read(folder.join(input)).unwrap();
        let Some(found) = converted(&text, Format::NQuads, &address(input), Format::JsonLd) else {
            return is_negative(test);
        };
        let Some(expected) = test["expect"].as_str() else { return !is_negative(test) };
        let text = std::fs::read(folder.join(expected)).unwrap();
        let quads = |it: &[u8]| parsed(it, JSON_LD, &address(expected));
        match (quads(&found), quads(&text)) {
            (Some(found), Some(expected)) => same(&found, &expected),
            _ => false,
        }
    });
}

/// Canonical forms, names of blank nodes, and the graph that would take for ever.
#[test]
fn canonical_forms() {
    let Some(folder) = crate::shared("suites/rdf-canon/tests") else { return };
    let manifest = std::fs::read(folder.join("manifest.jsonld")).unwrap();
    let manifest: Value = serde_json::from_slice(&manifest).unwrap();
    let (mut count, mut failed) = (0, BTreeSet::new());
    for test in manifest["entries"].as_array().unwrap() {
        let algorithm = match test["hashAlgorithm"].as_str() {
            Some("SHA384") => Algorithm::Sha384,
            _ => Algorithm::Sha256,
        };
        let file = |key: &str| std::fs::read(folder.join(test[key].as_str().unwrap())).unwrap();
        let quads = parsed(&file("action"), RdfFormat::NQuads, "t:").unwrap();
        let mut form = Vec::new();
        let written = canonical::write_by(algorithm, &quads, &mut form);
        let passed = match test["type"].as_str().unwrap() {
            "rdfc:RDFC10EvalTest" => written.is_ok() && form == file("result"),
            "rdfc:RDFC10MapTest" => {
                let expected: Value = serde_json::from_slice(&file("result")).unwrap();
                serde_json::json!(canonical::labels(algorithm, &quads).unwrap()) == expected
            }
            "rdfc:RDFC10NegativeEvalTest" => matches!(written, Err(CanonicalError::Poisonous(_))),
            other => panic!("unknown kind {other}"),
        };
        count += 1;
        if !passed {
            failed.insert(test["id"].as_str().unwrap().trim_start_matches('#').to_owned());
        }
    }
    check("rdf-canon", count, 86, &failed);
}
