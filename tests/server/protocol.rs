//! W3C's suites of the protocol, the service description and the forms of results.

use std::collections::BTreeSet;
use std::fs;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedNodeRef, NamedOrBlankNode, Term};
use oxigraph::store::Store;

use super::manifest::{SPARQL11, manifest, rows};
use super::{Server, store};
use crate::shared;

/// Tests that write. Writing over HTTP stays off, whoever asks: each is refused with a sentence,
/// and the question after it finds nothing written. An endpoint that could be told otherwise
/// would be one setting away from being written by anybody.
const WRITING: [&str; 7] = [
    "update_base_uri",
    "update_dataset_default_graph",
    "update_dataset_default_graphs",
    "update_dataset_full",
    "update_dataset_named_graphs",
    "update_post_direct",
    "update_post_form",
];

#[test]
fn protocol_suite() {
    let Some(folder) = shared(SPARQL11) else { return };
    let folder = folder.join("protocol");
    let data: Vec<Vec<u8>> = (1..=3).map(|n| fs::read(folder.join(format!("data{n}.nt"))).unwrap()).collect();
    let names = [1, 2, 3].map(|n| format!("http://kasei.us/2009/09/sparql/data/data{n}.rdf"));
    let graphs: Vec<_> = names
        .iter()
        .zip(&data)
        .map(|(name, data)| (name.as_str(), RdfFormat::NTriples, data.as_slice()))
        .collect();
    let built = store(&graphs);
    let server = Server::start(built.path(), &[]);
    let manifest = manifest(&folder);
    let tests = rows(
        &manifest,
        "SELECT ?test ?path ?method ?type ?body ?boolean ?format (GROUP_CONCAT(STR(?status)) AS ?wanted) {
           ?test a mf:ProtocolTest ; mf:action/ht:requests/rdf:rest*/rdf:first ?request .
           ?request ht:absolutePath ?path ; ht:methodName ?method ; ht:resp ?response .
           OPTIONAL { ?request ht:body/cnt:chars ?body }
           OPTIONAL { ?request ht:headers/rdf:rest*/rdf:first [ ht:fieldName ?n ; ht:fieldValue ?type ]
                      FILTER(LCASE(?n) = 'content-type') }
           OPTIONAL { ?response mf:expectedBoolean ?boolean }
           OPTIONAL { ?response mf:expectedFormat ?format }
           ?response mf:expectedStatus ?status
         } GROUP BY ?test ?request ?path ?method ?type ?body ?boolean ?format ORDER BY ?test",
    );
    let (mut passed, mut refused) = (BTreeSet::new(), BTreeSet::new());
    for test in &tests {
        let get = |name: &str| test.get(name).map(String::as_str).unwrap_or_default();
        let name = get("test").rsplit('#').next().unwrap().to_owned();
        // The manifest escapes quotation marks twice.
        let body = get("body").replace("\\\"", "\"");
        let mut body = body.into_bytes();
        if name.ends_with("non_utf8") {
            body = String::from_utf8(body).unwrap().encode_utf16().flat_map(u16::to_le_bytes).collect();
        }
        let head: Vec<(&str, &str)> =
            (!get("type").is_empty()).then(|| ("content-type", get("type"))).into_iter().collect();
        let came = server.ask(get("method"), get("path"), &head, &body);
        if WRITING.contains(&name.as_str()) {
            if get("format").is_empty() {
                assert_eq!(came.status, 403, "{name}: {}", came.body);
                assert!(came.body.contains("hemicycle build"), "{name}: {}", came.body);
            } else {
                assert!(came.body.contains("\"boolean\":false"), "{name}: {}", came.body);
            }
            refused.insert(name);
            continue;
        }
        let class = format!("StatusCode{}xx", came.status / 100);
        assert!(get("wanted").contains(&class), "{name}: {} {}", came.status, came.body);
        let fits: &[&str] = match get("format") {
            "boolean" => &["application/sparql-results+json", "application/sparql-results+xml"],
            "tabular" => &["application/sparql-results+json", "application/sparql-results+xml", "text/csv"],
            "RDF" => &["text/turtle", "application/n-triples", "application/rdf+xml"],
            _ => &[],
        };
        assert!(fits.is_empty() || fits.contains(&came.media_type()), "{name}: {}", came.media_type());
        if !get("boolean").is_empty() {
            let said = format!("\"boolean\":{}", get("boolean"));
            assert!(came.body.contains(&said), "{name}: {}", came.body);
        }
        passed.insert(name);
    }
    assert_eq!((passed.len(), refused.len()), (27, WRITING.len()));
}

#[test]
fn service_description_suite() {
    let built = store(&[("http://example.org/g", RdfFormat::Turtle, b"<a> <b> <c> .")]);
    let server = Server::start(built.path(), &[]);
    // Three tests: the endpoint returns RDF; it names itself; the classes and properties are
    // used as their schema says.
    for accept in ["text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"] {
        let came = server.get("/sparql", accept);
        assert_eq!((came.status, came.media_type()), (200, accept));
    }
    let came = server.get("/sparql", "application/n-triples");
    let described = Store::new().unwrap();
    described.load_from_reader(RdfParser::from_format(RdfFormat::NTriples), came.body.as_bytes()).unwrap();
    let sd = |name: &str| format!("http://www.w3.org/ns/sparql-service-description#{name}");
    let objects = |property: &str| {
        let property = sd(property);
        let property = NamedNodeRef::new(&property).unwrap();
        described
            .quads_for_pattern(None, Some(property), None, None)
            .map(|it| it.unwrap())
            .map(|it| (it.subject, it.object))
            .collect::<Vec<(NamedOrBlankNode, Term)>>()
    };
    assert_eq!(objects("endpoint")[0].1.to_string(), format!("<{}/sparql>", server.address));
    let graphs = objects("namedGraph");
    assert_eq!(graphs.len(), 1);
    assert_eq!(graphs[0].0.to_string(), objects("defaultDataset")[0].1.to_string());
    assert_eq!(objects("name")[0].1.to_string(), "<http://example.org/g>");
    let ways = objects("resultFormat").len();
    assert_eq!(ways, 10);
    assert_eq!(server.get("/.well-known/void", "text/turtle").status, 200);
}

/// The suites of result forms: each query asked in each form it has a result for.
#[test]
fn result_format_suites() {
    let Some(folder) = shared(SPARQL11) else { return };
    let mut asked = 0;
    for suite in ["json-res", "csv-tsv-res"] {
        let folder = folder.join(suite);
        let tests = rows(
            &manifest(&folder),
            "SELECT ?query ?data ?result { ?test mf:action ?a ; mf:result ?result . ?a qt:query ?query ; qt:data ?data }
             ORDER BY ?query ?result",
        );
        for test in tests {
            let read = |name: &str| fs::read_to_string(test[name].trim_start_matches("file://")).unwrap();
            let built = store(&[("http://example.org/g", RdfFormat::Turtle, read("data").as_bytes())]);
            let server = Server::start(built.path(), &[]);
            let (accept, ending) = match test["result"].rsplit('.').next().unwrap() {
                "csv" => ("text/csv", "csv"),
                "tsv" => ("text/tab-separated-values", "tsv"),
                _ => ("application/sparql-results+json", "json"),
            };
            let came = server.query(&read("query"), accept);
            assert_eq!((came.status, came.media_type()), (200, accept), "{}: {}", test["query"], came.body);
            let (found, expected) = (table(&came.body, ending), table(&read("result"), ending));
            assert_eq!(found, expected, "{} as {ending}", test["query"]);
            asked += 1;
        }
    }
    assert_eq!(asked, 10);
}

/// Rows as sorted lines of `name=value`, without the names of blank nodes: the order of
/// columns and of members of JSON says nothing.
fn table(text: &str, ending: &str) -> Vec<String> {
    if ending != "json" {
        let delimiter = if ending == "csv" { b',' } else { b'\t' };
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .quoting(ending == "csv")
            .from_reader(text.as_bytes());
        let names = reader.headers().unwrap().clone();
        let mut lines: Vec<String> = reader
            .records()
            .map(|row| {
                let row = row.unwrap();
                let mut cells: Vec<String> =
                    names.iter().zip(&row).map(|(name, it)| format!("{name}={}", value(it))).collect();
                cells.sort();
                cells.join(" ")
            })
            .collect();
        lines.sort();
        return lines;
    }
    let mut value: serde_json::Value = serde_json::from_str(text).unwrap();
    if let Some(head) = value.get_mut("head").and_then(|it| it.as_object_mut()) {
        head.remove("link");
    }
    let Some(rows) = value.pointer_mut("/results/bindings").and_then(|it| it.as_array_mut()) else {
        return vec![value.to_string()];
    };
    for row in rows.iter_mut() {
        for (_, cell) in row.as_object_mut().unwrap() {
            if cell["type"] == "bnode" {
                cell["value"] = "b".into();
            }
            if cell["datatype"] == "http://www.w3.org/2001/XMLSchema#string" {
                cell.as_object_mut().unwrap().remove("datatype");
            }
        }
    }
    let mut lines: Vec<String> = rows.iter().map(ToString::to_string).collect();
    lines.sort();
    lines
}

/// `1.0E6` and `1000000` are one number, of whatever type, and all blank nodes are alike.
fn value(cell: &str) -> String {
    let typed = cell.split_once("\"^^<http://www.w3.org/2001/XMLSchema#").map(|(it, _)| it.trim_matches('"'));
    match typed.unwrap_or(cell).parse::<f64>() {
        Ok(number) => number.to_string(),
        Err(_) if cell.starts_with("_:") => "_:b".to_owned(),
        Err(_) => cell.to_owned(),
    }
}
