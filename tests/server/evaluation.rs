//! W3C's suites of queries, SPARQL 1.0 and 1.1, asked over HTTP with the limits on.
//!
//! All data lie in one store, each file in the graph of its own address; the protocol's data
//! set says which of them a test is about.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use hemicycle::canonical;
use hemicycle::store::Store;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{BlankNode, GraphName, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsParser, ReaderQueryResultsParserOutput};

use super::Server;
use super::manifest::{named, rows};
use crate::shared;

const RESULT_SET: &str = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#";

fn path(address: &str) -> PathBuf {
    percent_encoding::percent_decode_str(address.trim_start_matches("file://"))
        .decode_utf8()
        .unwrap()
        .as_ref()
        .into()
}

fn format(file: &Path) -> RdfFormat {
    RdfFormat::from_extension(file.extension().unwrap().to_str().unwrap()).unwrap()
}

fn read(address: &str) -> Vec<Quad> {
    let file = path(address);
    let parser = RdfParser::from_format(format(&file)).with_base_iri(address).unwrap().rename_blank_nodes();
    parser.for_slice(&fs::read(&file).unwrap()).map(Result::unwrap).collect()
}

/// The manifest and those it includes, one after the other.
fn tests(folder: &Path, file: &str) -> Vec<BTreeMap<String, String>> {
    let list = named(&folder.join(file));
    let included = rows(&list, "SELECT ?file { ?all mf:include/rdf:rest*/rdf:first ?file }");
    included
        .iter()
        .flat_map(|row| {
            rows(
                &named(&path(&row["file"])),
                "SELECT ?test ?kind ?query ?result ?lax
                   (GROUP_CONCAT(DISTINCT COALESCE(STR(?one), '')) AS ?data) (GROUP_CONCAT(DISTINCT COALESCE(STR(?graph), '')) AS ?graphs) {
                   ?test a ?kind ; mf:action ?action .
                   OPTIONAL { ?action qt:query ?asked }
                   BIND(COALESCE(?asked, ?action) AS ?query)
                   OPTIONAL { ?test mf:result ?result }
                   OPTIONAL { ?test mf:resultCardinality ?lax }
                   OPTIONAL { ?action qt:data ?one }
                   OPTIONAL { ?action qt:graphData ?graph }
                 } GROUP BY ?test ?kind ?query ?result ?lax ORDER BY ?test",
            )
        })
        .collect()
}

/// What an answer says, in a form in which two can be compared.
#[derive(Debug)]
enum Said {
    Truth(bool),
    /// The canonical hash of rows or triples as a graph, and its statements to look at.
    Graph(String, #[expect(dead_code, reason = "for the message of a failure")] Vec<String>),
}

/// How rows are compared.
#[derive(Clone, Copy, Default)]
struct Rules {
    ordered: bool,
    /// How often a row stands says nothing.
    lax: bool,
}

impl PartialEq for Said {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Truth(left), Self::Truth(right)) => left == right,
            (Self::Graph(left, _), Self::Graph(right, _)) => left == right,
            _ => false,
        }
    }
}

impl Said {
    /// Values of numbers and times count, not how they are written: the library's store keeps
    /// values only.
    fn of(quads: Vec<Quad>) -> Self {
        let store = oxigraph::store::Store::new().unwrap();
        store.extend(quads).unwrap();
        let quads: Vec<Quad> = store.iter().map(Result::unwrap).collect();
        let mut lines: Vec<String> = quads.iter().map(ToString::to_string).collect();
        lines.sort();
        Self::Graph(canonical::hash(&quads).unwrap().to_string(), lines)
    }

    fn of_rows(rows: Vec<BTreeMap<String, Term>>, rules: Rules) -> Self {
        let mut quads = Vec::new();
        let mut seen = BTreeSet::new();
        for (n, row) in rows.into_iter().enumerate() {
            let mut line = String::new();
            for (name, value) in &row {
                write!(line, "{name} {value} ").unwrap();
            }
            if rules.lax && !seen.insert(line) {
                continue;
            }
            let subject = BlankNode::new(format!("row{n}")).unwrap();
            let mut add = |name: String, value: Term| {
                let name = NamedNode::new(name).unwrap();
                quads.push(Quad::new(subject.clone(), name, value, GraphName::DefaultGraph));
            };
            let place = if rules.ordered { n as i64 } else { 0 };
            add("x:row".to_owned(), Literal::from(place).into());
            for (name, value) in row {
                let value = match value {
                    Term::BlankNode(it) => BlankNode::new(format!("value{}", it.as_str())).unwrap().into(),
                    other => other,
                };
                add(format!("x:name:{name}"), value);
            }
        }
        Self::of(quads)
    }

    fn parsed(bytes: &[u8], format: QueryResultsFormat, rules: Rules) -> Self {
        match QueryResultsParser::from_format(format).for_reader(bytes).unwrap() {
            ReaderQueryResultsParserOutput::Boolean(it) => Self::Truth(it),
            ReaderQueryResultsParserOutput::Solutions(rows) => {
                let row = |row: oxigraph::sparql::QuerySolution| {
                    row.iter().map(|(name, value)| (name.as_str().to_owned(), value.clone())).collect()
                };
                Self::of_rows(rows.map(|it| row(it.unwrap())).collect(), rules)
            }
        }
    }

    /// Of the file with the result that a test expects.
    fn expected(address: &str, rules: Rules) -> Self {
        let file = path(address);
        let ending = file.extension().unwrap().to_str().unwrap();
        if let Some(format) = QueryResultsFormat::from_extension(ending) {
            return Self::parsed(&fs::read(&file).unwrap(), format, rules);
        }
        let quads = read(address);
        let objects = |subject: &NamedOrBlankNode, property: &str| {
            let property = NamedNodeRef::new_unchecked(property);
            let of = quads.iter().filter(|it| it.subject == *subject && it.predicate == property);
            of.map(|it| it.object.clone()).collect::<Vec<Term>>()
        };
        let node = |term: Term| NamedOrBlankNode::try_from(term).unwrap();
        let rs = |name: &str| format!("{RESULT_SET}{name}");
        let set = quads.iter().find(|it| it.object.to_string() == format!("<{RESULT_SET}ResultSet>"));
        let Some(set) = set.map(|it| &it.subject) else { return Self::of(quads) };
        if let Some(Term::Literal(truth)) = objects(set, &rs("boolean")).first() {
            return Self::Truth(truth.value() == "true");
        }
        let text = |term: &Term| match term {
            Term::Literal(it) => it.value().to_owned(),
            other => other.to_string(),
        };
        let mut solutions: Vec<(i64, BTreeMap<String, Term>)> = objects(set, &rs("solution"))
            .into_iter()
            .map(|solution| {
                let solution = node(solution);
                let place = objects(&solution, &rs("index")).first().map(|it| text(it).parse().unwrap());
                let bindings = objects(&solution, &rs("binding")).into_iter().map(|binding| {
                    let binding = node(binding);
                    let value = objects(&binding, &rs("value")).remove(0);
                    (text(&objects(&binding, &rs("variable"))[0]), value)
                });
                (place.unwrap_or_default(), bindings.collect())
            })
            .collect();
        solutions.sort_by_key(|(place, _)| *place);
        Self::of_rows(solutions.into_iter().map(|(_, it)| it).collect(), rules)
    }
}

fn names_its_data(query: &str) -> bool {
    query.split_whitespace().any(|it| it.eq_ignore_ascii_case("from"))
}

struct Suites {
    server: Server,
    _store: tempfile::TempDir,
    folder: PathBuf,
    tests: Vec<BTreeMap<String, String>>,
}

fn start() -> Option<Suites> {
    let folder = fs::canonicalize(shared("suites/rdf-tests/sparql")?).unwrap();
    let mut all = Vec::new();
    for (version, file) in [
        ("sparql10", "manifest-evaluation.ttl"),
        ("sparql10", "manifest-syntax.ttl"),
        ("sparql11", "manifest-sparql11-query.ttl"),
    ] {
        all.extend(tests(&folder.join(version), file));
    }
    let built = tempfile::tempdir().unwrap();
    let store = Store::create(built.path(), None).unwrap();
    let mut files: BTreeSet<String> = BTreeSet::new();
    for test in &all {
        files.extend(["data", "graphs"].iter().flat_map(|it| test[*it].split(' ').map(str::to_owned)));
        // Named in the query only.
        if names_its_data(&fs::read_to_string(path(&test["query"])).unwrap()) {
            let beside = path(&test["query"]).with_file_name("data*.ttl");
            let found = glob::glob(beside.to_str().unwrap()).unwrap();
            files.extend(found.map(|it| format!("file://{}", it.unwrap().display())));
        }
    }
    for file in files.iter().filter(|it| !it.is_empty()) {
        let graph = GraphName::from(NamedNode::new(file).unwrap());
        store
            .oxigraph()
            .extend(read(file).into_iter().map(|it| Quad { graph_name: graph.clone(), ..it }))
            .unwrap();
    }
    drop(store);
    Some(Suites { server: Server::start(built.path(), &[]), _store: built, folder, tests: all })
}

impl Suites {
    /// Status and media type are told in the message of a failure.
    fn ask(&self, test: &BTreeMap<String, String>) -> super::Came {
        let text = fs::read_to_string(path(&test["query"])).unwrap();
        let mut form = form_urlencoded::Serializer::new(String::new());
        // Names in a query are those of files beside it.
        form.append_pair("query", &format!("BASE <{}>\n{text}", test["query"]));
        let split = |name: &str| test[name].split(' ').filter(|it| !it.is_empty()).collect::<Vec<_>>();
        let (data, graphs) = (split("data"), split("graphs"));
        if !names_its_data(&text) {
            for it in &data {
                form.append_pair("default-graph-uri", it);
            }
            for it in &graphs {
                form.append_pair("named-graph-uri", it);
            }
            if data.is_empty() && graphs.is_empty() {
                form.append_pair("default-graph-uri", "x:nothing");
            }
        }
        let head = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("accept", "application/sparql-results+json, application/n-triples"),
        ];
        self.server.ask("POST", "/sparql", &head, form.finish().as_bytes())
    }

    fn passes(&self, test: &BTreeMap<String, String>) -> Result<(), String> {
        let came = self.ask(test);
        if test["kind"].contains("NegativeSyntax") {
            return if came.status == 400 { Ok(()) } else { Err(format!("{} {}", came.status, came.body)) };
        }
        let Some(result) = test.get("result") else {
            // Of functions that nobody has, only the syntax is asked for.
            let fits = came.status == 200 || came.body.contains("custom function");
            return if fits { Ok(()) } else { Err(format!("{} {}", came.status, came.body)) };
        };
        if came.status != 200 {
            return Err(format!("{} {}", came.status, came.body));
        }
        let text = fs::read_to_string(path(&test["query"])).unwrap();
        let rules =
            Rules { ordered: text.to_ascii_uppercase().contains("ORDER BY"), lax: test.contains_key("lax") };
        let found = if came.media_type() == "application/n-triples" {
            let parser = RdfParser::from_format(RdfFormat::NTriples);
            Said::of(parser.for_slice(came.body.as_bytes()).map(Result::unwrap).collect())
        } else {
            Said::parsed(came.body.as_bytes(), QueryResultsFormat::Json, rules)
        };
        let expected = Said::expected(result, rules);
        if found == expected { Ok(()) } else { Err(format!("{found:?} and not {expected:?}")) }
    }
}

#[test]
fn evaluation_and_syntax_suites() {
    let Some(suites) = start() else { return };
    let (mut asked, mut syntax) = (BTreeSet::new(), BTreeSet::new());
    let mut failed = BTreeMap::new();
    for test in &suites.tests {
        let kind = test["kind"].rsplit('#').next().unwrap();
        let folder = path(&test["query"]);
        let folder = folder.parent().unwrap().strip_prefix(&suites.folder).unwrap();
        let name = format!("{}/{}", folder.display(), test["test"].rsplit('#').next().unwrap());
        match kind {
            "QueryEvaluationTest" => asked.insert(name.clone()),
            _ if kind.contains("SyntaxTest") => syntax.insert(name.clone()),
            _ => continue,
        };
        if let Err(why) = suites.passes(test) {
            failed.insert(name, why);
        }
    }
    let told: String = failed
        .iter()
        .map(|(name, why)| format!("{name}: {}\n", why.chars().take(400).collect::<String>()))
        .collect();
    println!("{told}");
    let (evaluation, other): (BTreeSet<String>, BTreeSet<String>) =
        failed.into_keys().partition(|it| asked.contains(it));
    crate::suites::check("sparql-evaluation", asked.len(), 500, &evaluation);
    crate::suites::check("sparql-syntax", syntax.len(), 300, &other);
}
