//! Queries made to break an endpoint. Each has its end, and the server goes on.

use oxigraph::io::RdfFormat;

use super::{Server, store};

/// A store whose products are large.
fn data() -> Vec<u8> {
    (0..400)
        .map(|n| {
            format!(
                "<http://example.org/{n}> <http://example.org/p> <http://example.org/{}> .\n",
                (n * 7 + 1) % 400
            )
        })
        .collect::<String>()
        .into_bytes()
}

/// Name and text, of `hostile.txt`.
fn queries() -> Vec<(String, String)> {
    let lines = include_str!("hostile.txt").lines().filter(|it| !it.is_empty() && !it.starts_with('#'));
    lines
        .flat_map(|line| {
            let mut cells = line.splitn(3, '\t');
            let [kind, sizes, query] = [(); 3].map(|()| cells.next().expect("three cells"));
            sizes.split(' ').map(move |n| (format!("{kind} {n}"), expanded(query, n.parse().unwrap())))
        })
        .collect()
}

fn expanded(query: &str, n: usize) -> String {
    let mut out = String::new();
    for (at, piece) in query.split(['⟦', '⟧']).enumerate() {
        if at % 2 == 0 {
            out.push_str(piece);
            continue;
        }
        let (times, text) = match piece.split_once('×') {
            Some((fixed, text)) if fixed.starts_with('=') => (fixed[1..].parse().unwrap(), text),
            Some((factor, text)) => (n * factor.parse::<usize>().unwrap(), text),
            None => (n, piece),
        };
        for count in 0..times {
            out.push_str(&text.replace("#+", &(count + 1).to_string()).replace('#', &count.to_string()));
        }
    }
    out.replace("⟨n-1⟩", &(n - 1).to_string()).replace("⟨5n⟩", &(n * 5).to_string())
}

#[test]
fn no_query_breaks_the_server_and_each_has_its_end() {
    let data = data();
    let built = store(&[("http://example.org/g", RdfFormat::NTriples, &data)]);
    let mut server = Server::start(
        built.path(),
        &["--timeout", "0.2", "--memory", "256", "--rows", "1000", "--workers", "2"],
    );
    let all = queries();
    assert!(all.len() >= 150, "{}", all.len());
    for (n, (name, query)) in all.iter().enumerate() {
        let came = server.query(query, "application/sparql-results+json, text/turtle");
        // 503 where the machine is so busy that no worker starts in time.
        let fits = [200, 400, 413, 503, 504, 507].contains(&came.status);
        assert!(fits, "{name}: {} {}", came.status, came.body);
        if came.status == 200 && came.media_type().ends_with("+json") {
            serde_json::from_str::<serde_json::Value>(&came.body)
                .unwrap_or_else(|_| panic!("{name}: a cut body"));
        }
        if n % 20 == 0 {
            // Of the front itself and of a worker for pages.
            assert_eq!(server.get("/robots.txt", "*/*").status, 200, "after {name}");
            assert_eq!(server.get("/sparql", "text/turtle").status, 200, "after {name}");
        }
    }
    assert!(server.process.try_wait().unwrap().is_none(), "the front has ended");
    let probe = || server.query("SELECT * { <http://example.org/1> ?p ?o }", "text/csv");
    // A tenth of a second may be too little for a worker to start on a busy machine.
    let came = (0..100).map(|_| probe()).find(|it| it.status == 200).expect("an answer in the end");
    assert_eq!(came.body.lines().count(), 2, "{}", came.body);
}

#[test]
fn other_servers_and_changes_are_refused_with_a_reason() {
    let built = store(&[]);
    let server = Server::start(built.path(), &[]);
    for query in [
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { { SELECT * { OPTIONAL { SERVICE SILENT <http://127.0.0.1:1/> { ?s ?p ?o } } } } }",
        "LOAD <http://127.0.0.1:1/>",
        "INSERT DATA { <a:a> <b:b> <c:c> }",
        "CLEAR ALL",
    ] {
        let came = server.query(query, "*/*");
        assert_eq!(came.status, 403, "{query}: {}", came.body);
        assert!(came.body.contains("hint"), "{query}: {}", came.body);
    }
}

#[test]
fn a_row_limit_is_announced() {
    let data = data();
    let built = store(&[("http://example.org/g", RdfFormat::NTriples, &data)]);
    let server = Server::start(built.path(), &["--rows", "10"]);
    let came = server.query("SELECT * { ?s ?p ?o }", "text/csv");
    assert_eq!((came.status, came.header("hemicycle-row-limit")), (200, "10"));
    assert_eq!(came.body.lines().count(), 11);
    let came = server.query("SELECT * { ?s ?p ?o } LIMIT 10", "text/csv");
    assert_eq!((came.status, came.header("hemicycle-row-limit")), (200, ""));
}
