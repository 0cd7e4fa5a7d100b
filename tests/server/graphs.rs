//! Reading by the Graph Store Protocol: W3C's tests, and what they leave open.
//!
//! The tests write and then read. Writing over HTTP stays off, so each of their writes must be
//! refused, and is done before the server starts: every reading has a copy of the graphs of its
//! own, as they would be at its moment.

use std::collections::BTreeMap;

use hemicycle::canonical;
use hemicycle::graph::iri::Minter;
use hemicycle::store::Store;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{GraphName, NamedNode, Quad};

use super::manifest::{SPARQL11, named, rows};
use super::{Came, Server, store};
use crate::shared;

type Row = BTreeMap<String, String>;

fn get<'a>(row: &'a Row, name: &str) -> &'a str {
    row.get(name).map(String::as_str).unwrap_or_default()
}

fn turtle(text: &str) -> Vec<Quad> {
    let parser = RdfParser::from_format(RdfFormat::Turtle).rename_blank_nodes();
    parser.for_slice(text.as_bytes()).map(Result::unwrap).collect()
}

/// The triples of a body; of several where it is a form of files.
fn sent(row: &Row) -> Vec<Quad> {
    let body = get(row, "body");
    let Some((_, boundary)) = get(row, "type").split_once("boundary=") else { return turtle(body) };
    let boundary = format!("--{boundary}");
    let parts = body.split(&boundary).filter(|it| it.contains("Content-Type"));
    parts.flat_map(|it| turtle(it.split_once("\r\n\r\n").map_or("", |(_, data)| data))).collect()
}

/// The requests of both manifests in their order.
fn requests() -> Option<Vec<Row>> {
    let folder = shared(SPARQL11)?.join("graph-store-protocol");
    let query = "SELECT ?test (COUNT(DISTINCT ?before) AS ?n) ?method ?path ?type ?accept ?body ?expected
                   (GROUP_CONCAT(DISTINCT STRAFTER(STR(?status), '#')) AS ?wanted) {
           ?test a mf:GraphStoreProtocolTest ; mf:action/ht:requests ?list .
           ?list rdf:rest* ?before . ?before rdf:rest* ?node . ?node rdf:first ?request .
           ?request ht:methodName ?method ; ht:absolutePath ?path ; ht:resp ?response .
           ?response mf:expectedStatus ?status .
           OPTIONAL { ?request ht:body/cnt:chars ?body }
           OPTIONAL { ?response ht:body/cnt:chars ?expected }
           OPTIONAL { ?request ht:headers/rdf:rest*/rdf:first [ ht:fieldName 'content-type' ; ht:fieldValue ?type ] }
           OPTIONAL { ?request ht:headers/rdf:rest*/rdf:first [ ht:fieldName 'accept' ; ht:fieldValue ?accept ] }
         } GROUP BY ?test ?request ?method ?path ?type ?accept ?body ?expected ORDER BY ?test ?n";
    let manifests = ["manifest-indirect.ttl", "manifest-direct.ttl"].map(|it| named(&folder.join(it)));
    Some(manifests.iter().flat_map(|it| rows(it, query)).collect())
}

/// Of the graphs in the tests; what follows it in a path is the path of the graph here.
const BASE: &str = "http://www.example/gsp";

/// The graph of a request; `$LOCATION$` is whichever the server would have made.
fn graph(path: &str) -> String {
    let (_, name) = path.split_once("graph=").unwrap_or(("", path));
    let name = percent_encoding::percent_decode_str(name).decode_utf8().unwrap();
    match name.strip_prefix("/gsp") {
        _ if name == "$LOCATION$" || name == "/gsp" => format!("{BASE}/new"),
        Some(rest) => format!("{BASE}{rest}"),
        None => name.into_owned(),
    }
}

/// What is read at one moment: the graphs as they are, and the request.
struct Reading {
    graphs: BTreeMap<String, Vec<Quad>>,
    request: Row,
}

fn check(server: &Server, reading: &Reading, path: &str) {
    let Reading { request, .. } = reading;
    let name = get(request, "test").rsplit('#').next().unwrap();
    let accept = if get(request, "accept").is_empty() { "text/turtle" } else { get(request, "accept") };
    let came = server.ask(get(request, "method"), path, &[("accept", accept)], b"");
    let wanted = match came.status {
        200 => "OK",
        404 => "NotFound",
        _ => "another",
    };
    assert!(get(request, "wanted").contains(wanted), "{name}: {path} {} {}", came.status, came.body);
    if came.status == 200 {
        assert_eq!(came.header("content-type"), "text/turtle; charset=utf-8", "{name}");
    }
    if !get(request, "expected").is_empty() {
        let (found, expected) = (turtle(&came.body), turtle(get(request, "expected")));
        let [found, expected] = [found, expected].map(|it| canonical::hash(&it).unwrap());
        assert_eq!(found, expected, "{name}: {}", came.body);
    }
}

#[test]
fn graph_store_suite() {
    let Some(requests) = requests() else { return };
    let (mut readings, mut writes) = (Vec::new(), Vec::new());
    let mut graphs: BTreeMap<String, Vec<Quad>> = BTreeMap::new();
    let mut test = String::new();
    for request in requests {
        if get(&request, "test") != test {
            graphs.clear();
            test = get(&request, "test").to_owned();
        }
        let name = graph(get(&request, "path"));
        match get(&request, "method") {
            "PUT" => drop(graphs.insert(name, sent(&request))),
            "POST" => graphs.entry(name).or_default().extend(sent(&request)),
            "DELETE" => drop(graphs.remove(&name)),
            _ => {
                readings.push(Reading { graphs: graphs.clone(), request });
                continue;
            }
        }
        writes.push(request);
    }
    let tests: std::collections::BTreeSet<&str> =
        readings.iter().map(|it| get(&it.request, "test")).collect();
    assert_eq!((tests.len(), readings.len()), (14, 19));

    // The default graph is the union of all: a store of its own.
    let (unnamed, named): (Vec<_>, Vec<_>) =
        readings.into_iter().partition(|it| get(&it.request, "path").ends_with("?default"));
    let folder = tempfile::tempdir().unwrap();
    let base = Minter::new(BASE).unwrap();
    let built = Store::create(folder.path(), Some(&base)).unwrap();
    let moved = |name: &str, n: usize| name.replace(BASE, &format!("{BASE}/{n}"));
    for (n, reading) in named.iter().enumerate() {
        for (name, quads) in &reading.graphs {
            let name = GraphName::from(NamedNode::new(moved(name, n)).unwrap());
            built
                .oxigraph()
                .extend(quads.iter().map(|it| Quad { graph_name: name.clone(), ..it.clone() }))
                .unwrap();
        }
    }
    drop(built);
    let server = Server::start(folder.path(), &[]);
    for (n, reading) in named.iter().enumerate() {
        let path = get(&reading.request, "path").replace("$LOCATION$", &format!("{BASE}/new"));
        let path = path.replace("gsp%2F", &format!("gsp%2F{n}%2F")).replace("/gsp/", &format!("/gsp/{n}/"));
        let path = path.strip_prefix("/gsp").unwrap();
        check(&server, reading, &format!("/graph-store{path}"));
    }
    for write in &writes {
        let path = get(write, "path").replacen("/gsp", "/graph-store", 1);
        let head = [("content-type", get(write, "type"))];
        let came = server.ask(get(write, "method"), &path, &head, get(write, "body").as_bytes());
        assert_eq!((came.status, came.header("allow")), (405, "GET, HEAD"), "{path}: {}", came.body);
    }
    for reading in &unnamed {
        let quads = &reading.graphs[&format!("{BASE}?default")];
        let data: String =
            quads.iter().map(|it| format!("{} {} {} .\n", it.subject, it.predicate, it.object)).collect();
        let built = store(&[("http://example.org/g", RdfFormat::Turtle, data.as_bytes())]);
        check(&Server::start(built.path(), &[]), reading, "/graph-store?default");
    }
}

#[test]
fn graphs_are_read_by_name() {
    let built = store(&[
        ("http://example.org/g", RdfFormat::Turtle, b"<http://example.org/a> a <http://example.org/A> ."),
        ("http://example.org/h", RdfFormat::Turtle, b"<http://example.org/b> a <http://example.org/B> ."),
    ]);
    let server = Server::start(built.path(), &[]);
    let lines = |came: &Came| came.body.lines().count();
    let all = server.get("/graph-store?default", "application/n-triples");
    assert_eq!((all.status, lines(&all)), (200, 2));
    let one = server.get("/graph-store?graph=http%3A%2F%2Fexample.org%2Fg", "application/n-triples");
    assert_eq!((one.status, lines(&one)), (200, 1));
    let head = server.ask("HEAD", "/graph-store?default", &[("accept", "text/turtle")], b"");
    assert_eq!((head.status, head.body.as_str(), head.media_type()), (200, "", "text/turtle"));
    assert_eq!(server.get("/graph-store?graph=http%3A%2F%2Fexample.org%2Fx", "*/*").status, 404);
    assert_eq!(server.get("/graph-store?default", "image/png").status, 406);
    assert_eq!(server.get("/graph-store", "*/*").status, 400);
    for method in ["PUT", "POST", "DELETE", "PATCH"] {
        assert_eq!(server.ask(method, "/graph-store?default", &[], b"").status, 405, "{method}");
    }
}
