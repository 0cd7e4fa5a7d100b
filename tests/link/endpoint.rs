//! `link --from`: a SPARQL endpoint on this machine, made up, that lives for one test.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Output};
use std::sync::{Arc, Mutex};

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;

use super::proposals::{done, folder, rows};

const DATA: &str =
    "@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    <https://other.example/1> a foaf:Person ; rdfs:label \"Ada Mikkelsen\"@en .
    <https://other.example/2> a foaf:Person ; foaf:name \"Jan Holm\" .
    <https://other.example/3> a foaf:Document ; foaf:name \"Vasily Ozerov\" .";

/// Address of an endpoint, and the questions it gets.
fn endpoint(answer: fn(&str) -> String) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/sparql", listener.local_addr().unwrap());
    let asked = Arc::new(Mutex::new(Vec::new()));
    let questions = Arc::clone(&asked);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let question = question(&stream);
            let answer = answer(&question);
            questions.lock().unwrap().push(question);
            let _ = (&stream).write_all(answer.as_bytes());
        }
    });
    (url, asked)
}

fn question(stream: &TcpStream) -> String {
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        if line.trim().is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let body = String::from_utf8(body).unwrap();
    unescaped(body.strip_prefix("query=").expect("a form with a query"))
}

fn unescaped(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits = [rest.next().unwrap(), rest.next().unwrap()];
                u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap()
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).unwrap()
}

/// What a real one would say.
fn truly(question: &str) -> String {
    let store = Store::new().unwrap();
    store.load_from_reader(RdfParser::from_format(RdfFormat::Turtle), DATA.as_bytes()).unwrap();
    let results = SparqlEvaluator::new().parse_query(question).unwrap().on_store(&store).execute().unwrap();
    let QueryResults::Graph(triples) = results else { panic!("no CONSTRUCT: {question}") };
    let body: String = triples.map(|it| format!("{} .\n", it.unwrap())).collect();
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/n-triples\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
}

fn link(folder: &std::path::Path, url: &str) -> Output {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("hemicycle"));
    for proxy in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY", "https_proxy", "HTTPS_PROXY"] {
        command.env_remove(proxy);
    }
    command
        .args(["--store", "a.store", "--quiet", "link", "--kind", "person", "--as", "theirs", "--from", url])
        .current_dir(folder)
        .output()
        .unwrap()
}

#[test]
fn an_endpoint_is_asked_for_names_and_what_it_has_is_a_candidate() {
    let folder = folder();
    done(folder.path(), &["build", "acts"]);
    let (url, asked) = endpoint(truly);
    let output = link(folder.path(), &url);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let found = "SELECT ?ours ?theirs { GRAPH ?g { ?ours hc:candidateFor ?theirs } }";
    assert_eq!(rows(folder.path(), found), ["/id/person/ada-mikkelsen,https://other.example/1"]);
    let asked = asked.lock().unwrap();
    assert_eq!(asked.len(), 1);
    // Names of persons, and nothing that the texts say of them.
    assert!(asked[0].contains("\"Ada Mikkelsen\"@fr") && !asked[0].contains("Norway"), "{}", asked[0]);
}

#[test]
fn an_endpoint_that_fails_leaves_the_store_as_it_was() {
    let folder = folder();
    done(folder.path(), &["build", "acts"]);
    let hash = done(folder.path(), &["hash"]);
    let page = |_: &str| {
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi"
            .to_owned()
    };
    let fault = |_: &str| "HTTP/1.1 500 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_owned();
    let broken = |_: &str| {
        "HTTP/1.1 200 OK\r\nContent-Type: text/turtle\r\nContent-Length: 3\r\nConnection: close\r\n\r\n<x>"
            .to_owned()
    };
    for (answer, told) in [
        (page as fn(&str) -> String, "answers in text/html, which is no RDF"),
        (fault, "does not answer as it should"),
        (broken, "cannot be read"),
    ] {
        let (url, _) = endpoint(answer);
        let output = link(folder.path(), &url);
        assert_eq!(output.status.code(), Some(1));
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(told) && said.contains("hint:"), "{said}");
    }
    let output = link(folder.path(), "https://other.example/sparql");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(done(folder.path(), &["hash"]), hash);
}
