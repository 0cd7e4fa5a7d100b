//! The ready questions against the sample acts and the data sets beside them: every stage is asked, from the file to the row.
//!
//! What is right stands in `queries/expected/NAME.csv`, written from the acts themselves:
//!
//! ```text
//! # asked: --param act='Resolution 2763 (2028)'
//! # some rows                   the answer may have more, in any order
//! column,column
//! cell,cell
//! # wrong: reason               the next row is there today and should not be
//! cell,cell
//! # missing: reason             the next row should be there and is not
//! - cell,cell
//! ```
//!
//! `NAME.SECOND.csv` asks the same question in another way. IRIs are written short: without
//! the base, a file by its name, terms and codes with `hc:` and `def:`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use hemicycle::graph::derived;
use hemicycle::graph::iri::{EXAMPLE_BASE, Minter};
use hemicycle::graph::term::{PREFIXES, Term as Vocabulary};
use hemicycle::lexicon::{Lexicon, NAMESPACE, SCHEMES};
use hemicycle::link::kind::Kind;
use hemicycle::link::propose::propose;
use hemicycle::link::published::Reader;
use hemicycle::link::states::States;
use hemicycle::link::{own, quads};
use hemicycle::query::header::Need;
use hemicycle::query::parameter::ParameterType;
use hemicycle::query::{Question, catalogue, names};
use hemicycle::source::Source;
use hemicycle::store::{data_set, repeats};
use hemicycle::text::Language;
use hemicycle::{document, entity, graph, mention};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Term};
use oxigraph::sparql::QueryResults;
use oxigraph::store::Store;

/// The sample acts in a store, and the names of their files by IRI.
struct Sample {
    store: Store,
    files: Vec<(String, String)>,
}

static SAMPLE: LazyLock<Sample> = LazyLock::new(|| {
    let (lexicon, minter) = (Lexicon::built_in(), Minter::default());
    let whole = hemicycle::store::Store::memory(minter.clone()).expect("a store in memory");
    let store = whole.oxigraph().clone();
    let mut files = Vec::new();
    let (mut citing, mut cited) = (BTreeMap::new(), BTreeMap::new());
    let mut named = derived::Names::default();
    for path in files_of("examples/acts", "txt") {
        let source = Source::read(&path, None).expect("a sample act is readable");
        let document = document::parse(&source, lexicon);
        let mentions = mention::find(&document, lexicon);
        let entities = entity::resolve(&document, &mentions, lexicon);
        let data = graph::build(&document, &mentions, &entities, lexicon, &minter);
        data.labels().for_each(|(thing, name)| named.add(thing, name));
        let quads = data.to_quads();
        for quad in &quads {
            let (NamedOrBlankNode::NamedNode(node), Term::NamedNode(thing)) = (&quad.subject, &quad.object)
            else {
                continue;
            };
            if quad.predicate.as_str() == Vocabulary::HasCitingEntity.iri() {
                citing.insert(node.clone(), thing.clone());
            } else if quad.predicate.as_str() == Vocabulary::HasCitedEntity.iri() {
                cited.insert(node.clone(), thing.clone());
            }
        }
        store.extend(quads).expect("memory takes quads");
        let name = path.file_name().expect("a file").to_string_lossy().into_owned();
        files.push((minter.source(&source.digest), name));
    }
    let pairs = citing.into_iter().filter_map(|(node, citing)| Some((citing, cited.get(&node)?.clone())));
    store.extend(derived::citations(pairs, &minter)).expect("memory takes quads");
    let acts = acts(&store);
    let again = repeats::of(&store, &minter, &acts, |act| acts.contains(act)).expect("memory can be read");
    store.extend(again).expect("memory takes quads");
    for (thing, names) in named.things() {
        let quads = names.iter().map(|name| derived::name(thing, name.clone(), &minter));
        store.extend(quads).expect("memory takes quads");
    }
    load(&whole);
    Sample { store, files }
});

/// The data sets beside the acts, loaded and linked.
fn load(store: &hemicycle::store::Store) {
    let states = States::new(Lexicon::built_in());
    let ours = own::things(store, &states, &Kind::ALL, "members").expect("memory can be read");
    for path in files_of("examples/data", "ttl") {
        let text = fs::read_to_string(&path).expect("readable");
        let read = RdfParser::from_format(RdfFormat::Turtle).for_slice(text.as_bytes());
        let quads: Vec<_> = read.map(|it| it.expect("Turtle")).collect();
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let mut reader = Reader::new(&states, None);
        quads.iter().for_each(|it| reader.take(it));
        let loaded = data_set::load(store, &name, quads).expect("loads");
        assert_eq!(loaded.left_out, 0, "{name}");
        let proposals = propose(Lexicon::built_in(), &ours, &reader.finish(), &BTreeSet::new());
        let links = quads::quads(store, &name, &proposals.all).expect("memory can be read");
        store.oxigraph().extend(links).expect("memory takes quads");
    }
}

/// Acts that were read: those with graphs of their own.
fn acts(store: &Store) -> BTreeSet<String> {
    let graphs = store.named_graphs().flatten().map(|it| it.to_string());
    graphs.filter_map(|it| Some(it.strip_suffix("/g/act>")?.trim_start_matches('<').to_owned())).collect()
}

fn files_of(folder: &str, extension: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.extension().is_some_and(|it| it == extension))
        .collect();
    files.sort();
    files
}

/// Head and rows as they stand in a file of expected rows. `given` is what follows the
/// question's name on a command line.
fn ask(question: &Question, given: &str) -> Result<Vec<String>, String> {
    let given = parameters(given);
    let mut values = Vec::new();
    for parameter in &question.header.parameters {
        let text = match (given.get(&parameter.name), &parameter.need) {
            (Some(text), _) | (None, Need::Default(text)) => text,
            (None, Need::Optional) => continue,
            (None, Need::Required) => return Err(format!("`{}` is not given", parameter.name)),
        };
        let term = match (parameter.kind.term(text).map_err(|error| error.to_string())?, &parameter.kind) {
            (Some(term), _) => term,
            (None, ParameterType::Thing(kind)) => {
                names::resolve(&SAMPLE.store, text, *kind).map_err(|error| error.to_string())?.into()
            }
            (None, _) => return Err(format!("{text} is no {}", parameter.kind)),
        };
        values.push((parameter.name.clone(), term));
    }
    let results = question.ask(&SAMPLE.store, &values).map_err(|error| error.to_string())?;
    let QueryResults::Solutions(rows) = results else { return Err("not a table".to_owned()) };
    let mut lines = vec![rows.variables().iter().map(|it| it.as_str()).collect::<Vec<_>>().join(",")];
    for row in rows {
        let row = row.map_err(|error| error.to_string())?;
        let cells: Vec<String> =
            row.values().iter().map(|it| it.as_ref().map(cell).unwrap_or_default()).collect();
        lines.push(cells.join(","));
    }
    Ok(lines)
}

/// `--param act='Resolution 2763 (2028)' --param language=fr`
fn parameters(line: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for given in line.split("--param ").skip(1) {
        let (name, value) = given.trim().split_once('=').unwrap_or_else(|| panic!("no value in {line:?}"));
        found.insert(name.to_owned(), value.trim_matches('\'').to_owned());
    }
    found
}

fn cell(term: &Term) -> String {
    let text = match term {
        Term::NamedNode(iri) => short(iri.as_str()),
        Term::Literal(literal) => literal.value().to_owned(),
        other => other.to_string(),
    };
    if text.contains([',', '"', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

fn short(iri: &str) -> String {
    for (file, name) in &SAMPLE.files {
        if let Some(rest) = iri.strip_prefix(file.as_str()) {
            return format!("{name}{rest}");
        }
    }
    for (long, short) in [(EXAMPLE_BASE, ""), (NAMESPACE, "hc:"), (SCHEMES, "def:")] {
        if let Some(rest) = iri.strip_prefix(long) {
            return format!("{short}{rest}");
        }
    }
    iri.to_owned()
}

/// What a file of expected rows says.
struct Expected<'a> {
    asked: &'a str,
    some: bool,
    head: &'a str,
    rows: Vec<&'a str>,
    /// Rows that are right and not found yet.
    missing: Vec<&'a str>,
}

impl<'a> Expected<'a> {
    fn parse(text: &'a str) -> Self {
        let mut expected = Self { asked: "", some: false, head: "", rows: Vec::new(), missing: Vec::new() };
        for line in text.lines() {
            if let Some(comment) = line.strip_prefix('#') {
                match comment.trim().split_once(':') {
                    Some(("asked", asked)) => expected.asked = asked.trim(),
                    _ => expected.some |= comment.trim() == "some rows",
                }
            } else if expected.head.is_empty() {
                expected.head = line;
            } else if let Some(row) = line.strip_prefix("- ") {
                expected.missing.push(row);
            } else {
                expected.rows.push(line);
            }
        }
        expected
    }

    /// What differs, or nothing.
    fn compare(&self, answer: &[String]) -> String {
        let mut report = String::new();
        let (head, found) = answer.split_first().expect("a head");
        if head != self.head {
            let _ = writeln!(report, "  columns are {head}, not {}", self.head);
        }
        for row in self.rows.iter().filter(|row| !found.iter().any(|it| it == *row)) {
            let _ = writeln!(report, "  not found: {row}");
        }
        if !self.some {
            for row in found.iter().filter(|row| !self.rows.contains(&row.as_str())) {
                let _ = writeln!(report, "  not expected: {row}");
            }
            if report.is_empty() && !found.iter().eq(self.rows.iter()) {
                let _ =
                    writeln!(report, "  the same rows, in another order or number:\n{}", found.join("\n"));
            }
        }
        for row in self.missing.iter().filter(|row| found.iter().any(|it| it == *row)) {
            let _ = writeln!(report, "  healed, so drop its mark: {row}");
        }
        report
    }
}

fn questions() -> impl Iterator<Item = (&'static str, Question)> {
    catalogue::names().map(|name| {
        let question =
            catalogue::question(name).expect("listed").unwrap_or_else(|error| panic!("{name}: {error}"));
        (name, question)
    })
}

#[test]
fn sample_acts_give_the_expected_rows() {
    let mut report = String::new();
    for path in files_of("queries/expected", "csv") {
        let file = path.file_name().expect("a file").to_string_lossy().into_owned();
        let name = file.split('.').next().expect("a name");
        let Some(Ok(question)) = catalogue::question(name) else { panic!("{file} belongs to no question") };
        let text = fs::read_to_string(&path).expect("readable");
        let expected = Expected::parse(&text);
        let difference = match ask(&question, expected.asked) {
            Ok(answer) => expected.compare(&answer),
            Err(error) => format!("  {error}\n"),
        };
        if !difference.is_empty() {
            let _ = writeln!(report, "{file}\n{difference}");
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn every_question_has_expected_rows() {
    let files = files_of("queries/expected", "csv");
    for (name, _) in questions() {
        let file = format!("{name}.csv");
        assert!(files.iter().any(|it| it.ends_with(&file)), "queries/expected/{file} is missing");
    }
}

#[test]
fn every_example_has_an_answer() {
    let mut silent = Vec::new();
    for (name, question) in questions() {
        for example in &question.header.examples {
            let Some(given) = example.strip_prefix("hemicycle query ").and_then(|it| it.strip_prefix(name))
            else {
                panic!("{name}: the example asks something else: {example}");
            };
            match ask(&question, given) {
                Ok(answer) if answer.len() > 1 => {}
                Ok(_) => silent.push(format!("no row: {example}")),
                Err(error) => silent.push(format!("{error}: {example}")),
            }
        }
    }
    assert!(silent.is_empty(), "\n{}", silent.join("\n"));
}

#[test]
fn answers_speak_the_language_asked_for() {
    let ask_in = |tag: &str| {
        let question = catalogue::question("demands").expect("there").expect("parses");
        ask(&question, &format!("--param act='Resolution 2754 (2027)' --param language={tag}"))
            .expect("answers")
            .join("\n")
    };
    for (tag, verb) in [("en", "urges"), ("fr", "exhorte"), ("it", "esorta")] {
        assert!(ask_in(tag).contains(verb), "{tag}: {}", ask_in(tag));
    }
    // Nothing has a Swedish name: English stands in.
    assert_eq!(ask_in("sv"), ask_in("en"));
}

#[test]
fn columns_are_named_in_three_languages() {
    for (name, question) in questions() {
        for (column, labels) in &question.header.columns {
            for language in [Language::ENGLISH, Language::FRENCH, Language::ITALIAN] {
                assert!(labels.contains_key(&language), "{name}: ?{column} has no heading in {language}");
            }
            assert!(question.text.contains(&format!("?{column}")), "{name}: there is no ?{column}");
        }
    }
}

/// Terms that only loaded data sets have.
const ELSEWHERE: [&str; 3] = [
    "http://www.w3.org/ns/org#hasMembership",
    "http://www.w3.org/ns/org#organization",
    "http://purl.org/dc/terms/subject",
];

/// A term that nobody writes is never found, and the question stays silent for ever.
#[test]
fn questions_use_terms_that_the_graph_has() {
    let lexicon = Lexicon::built_in();
    let codes = include_str!("../ontology/codes.ttl");
    for (name, question) in questions() {
        let body: String =
            question.text.lines().filter(|it| !it.starts_with('#')).collect::<Vec<_>>().join("\n");
        let declared: BTreeMap<&str, &str> = body
            .lines()
            .filter_map(|it| it.strip_prefix("PREFIX ")?.split_once(": <"))
            .map(|(prefix, iri)| (prefix, iri.trim_end_matches('>')))
            .collect();
        let asked = body.split_once("SELECT").expect("a table").1;
        for (prefix, namespace) in &declared {
            let mut used = false;
            for (at, found) in asked.match_indices(&format!("{prefix}:")) {
                if asked[..at].ends_with(|c: char| c.is_alphanumeric()) {
                    continue;
                }
                used = true;
                let local =
                    asked[at + found.len()..].split(|c: char| !c.is_alphanumeric() && c != '_').next();
                let iri = format!("{namespace}{}", local.unwrap_or_default());
                let known = Vocabulary::ALL.iter().any(|it| it.iri() == iri)
                    || lexicon.by_iri(&iri).is_some()
                    || codes.contains(&format!("<{iri}>"))
                    || ELSEWHERE.contains(&iri.as_str())
                    // Datatypes and functions are SPARQL's own.
                    || *prefix == "xsd";
                assert!(known, "{name}: the graph has no {iri}");
            }
            assert!(used, "{name}: prefix {prefix} is declared and not used");
            if let Some((_, usual)) = PREFIXES.iter().find(|(it, _)| it == prefix) {
                assert_eq!(usual, namespace, "{name}: {prefix}");
            }
        }
    }
}

#[test]
fn there_are_enough_questions() {
    assert!(questions().count() >= 60, "questions went missing");
}

mod expected {
    use super::*;

    fn check(text: &str, answer: &[&str], report: &str) {
        let answer: Vec<String> = answer.iter().map(|it| (*it).to_owned()).collect();
        assert_eq!(Expected::parse(text).compare(&answer), report, "{text}");
    }

    #[test]
    fn rows_and_their_order_count() {
        check("a,b\n1,2\n3,4", &["a,b", "1,2", "3,4"], "");
        check("a\n1\n2", &["a", "1"], "  not found: 2\n");
        check("a\n1", &["a", "1", "2"], "  not expected: 2\n");
        check("a\n1\n2", &["a", "2", "1"], "  the same rows, in another order or number:\n2\n1\n");
    }

    #[test]
    fn a_mark_that_has_healed_is_seen() {
        check("a\n1\n# missing: why\n- 2", &["a", "1"], "");
        check("# some rows\na\n1\n# missing: why\n- 2", &["a", "1", "2"], "  healed, so drop its mark: 2\n");
    }

    #[test]
    fn some_rows_are_enough_where_it_says_so() {
        check("# some rows\na\n1", &["a", "0", "1"], "");
    }
}
