//! Which answer a client gets for what it says it takes: `accept.txt`, one case a line.

use oxigraph::model::NamedNode;

use super::{Came, Server, acts};

/// `{name}` in the paths of the cases.
const PATHS: [(&str, &str); 4] = [
    ("{thing}", "/eli/pace/res/2028/2763"),
    ("{select}", "/sparql?query=SELECT+*+%7B+%3Fs+a+%3Fc+%7D+LIMIT+1"),
    ("{ask}", "/sparql?query=ASK+%7B+VALUES+%28%3Fa+%3Fb+%3Fc%29+%7B+%281+2+3%29+%7D+%7D"),
    ("{construct}", "/sparql?query=CONSTRUCT+%7B+%3Fs+a+%3Fc+%7D+WHERE+%7B+%3Fs+a+%3Fc+%7D+LIMIT+1"),
];

fn full(path: &str) -> String {
    PATHS.iter().fold(path.to_owned(), |path, (name, value)| path.replace(name, value))
}

/// Status, then the media type, or where to; then `Vary` without what compression adds.
fn told(came: &Came) -> String {
    let what = if came.status == 303 { came.header("location") } else { came.media_type() };
    let vary = came.headers.iter().filter(|(it, value)| it == "vary" && value != "accept-encoding");
    let vary: Vec<&str> = vary.map(|(_, value)| value.as_str()).collect();
    let vary = if vary.is_empty() { "-".to_owned() } else { vary.join(", ") };
    format!("{}\t{}\t{vary}", came.status, what.replace(PATHS[0].1, PATHS[0].0))
}

#[test]
fn every_kind_of_resource_answers_every_kind_of_client() {
    let built = acts();
    let server = Server::start(built.path(), &[]);
    let cases: Vec<&str> =
        include_str!("accept.txt").lines().filter(|it| !it.is_empty() && !it.starts_with('#')).collect();
    assert!(cases.len() >= 120, "{}", cases.len());
    let mut wrong = Vec::new();
    for case in cases {
        let mut cells = case.splitn(3, '\t');
        let (path, accept, expected) =
            (cells.next().unwrap(), cells.next().unwrap(), cells.next().expect("three cells or more"));
        let head = [("accept", if accept == "empty" { "" } else { accept })];
        let found = told(&server.ask("GET", &full(path), &head, b""));
        if found != expected {
            wrong.push(format!("{path}\t{accept}\t{found}"));
        }
    }
    assert!(wrong.is_empty(), "answered instead:\n{}", wrong.join("\n"));
}

/// Every IRI that the sample mints, in every form: at most one redirect, and what comes says
/// something of it. Each is asked for as N-Triples, every twentieth in all forms; each in all
/// with `HEMICYCLE_CRAWL=all`, which takes minutes.
#[test]
fn every_minted_iri_answers_in_every_form() {
    let built = acts();
    let server = Server::start(built.path(), &["--rows", "1000000", "--timeout", "120"]);
    let base = "https://hemicycle.example";
    let query = format!(
        "SELECT DISTINCT ?it {{
           {{ ?it ?p ?o }} UNION {{ ?s ?p ?it }} UNION {{ GRAPH ?it {{ ?s ?p ?o }} }} UNION {{ ?s ?it ?o }}
           FILTER(ISIRI(?it) && STRSTARTS(STR(?it), '{base}/'))
         }} ORDER BY ?it"
    );
    let iris = server.query(&query, "text/tab-separated-values");
    let iris: Vec<&str> = iris.body.lines().skip(1).map(|it| it.trim_matches(['<', '>'])).collect();
    assert!(iris.len() > 3_000, "{}", iris.len());
    // A fragment stays with the client: its IRI is told by the document of what stands before.
    let documents: std::collections::BTreeMap<&str, Vec<&str>> =
        iris.iter().fold(Default::default(), |mut all, iri| {
            let path = iri.strip_prefix(base).unwrap();
            all.entry(path.split('#').next().unwrap()).or_default().push(iri);
            all
        });
    let mut silent = Vec::new();
    let documents: Vec<_> = documents.iter().collect();
    let each = if std::env::var_os("HEMICYCLE_CRAWL").is_some() { 1 } else { 20 };
    std::thread::scope(|scope| {
        let half = documents.len().div_ceil(2);
        let crawls: Vec<_> = documents
            .chunks(half)
            .map(|some| {
                let server = &server;
                scope.spawn(move || {
                    let crawl = |(n, (path, iris)): (usize, &(&&str, &Vec<&str>))| {
                        let forms = if n % each == 0 { &FORMS[..] } else { &FORMS[..1] };
                        crawl(server, path, iris, forms)
                    };
                    some.iter().enumerate().flat_map(crawl).collect::<Vec<_>>()
                })
            })
            .collect();
        for it in crawls {
            silent.extend(it.join().unwrap());
        }
    });
    assert!(silent.is_empty(), "{} of {}:\n{}", silent.len(), documents.len(), silent.join("\n"));
}

/// What is wrong with the document of these IRIs.
fn crawl(server: &Server, path: &str, iris: &[&str], forms: &[&str]) -> Vec<String> {
    let mut wrong = Vec::new();
    for kind in forms {
        let led = server.get(path, kind);
        let came = server.get(led.header("location"), kind);
        if (led.status, came.status, came.media_type()) != (303, 200, *kind) {
            wrong.push(format!(
                "{path} as {kind}: {}, then {} {}",
                led.status,
                came.status,
                came.media_type()
            ));
        }
        if *kind != "application/n-triples" {
            continue;
        }
        for iri in iris {
            let own = format!("{} ", NamedNode::new(*iri).unwrap());
            if !came.body.lines().any(|it| it.starts_with(&own)) {
                wrong.push(format!("{iri} says nothing of itself"));
            }
        }
    }
    wrong
}

const FORMS: [&str; 5] =
    ["application/n-triples", "text/turtle", "application/rdf+xml", "application/ld+json", "text/html"];
