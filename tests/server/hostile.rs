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

/// By kind, so that a new kind is a line.
fn queries() -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut add = |kind: &str, n: usize, query: String| all.push((format!("{kind} {n}"), query));
    for n in [10, 100, 1_000, 10_000, 60_000] {
        add("parentheses", n, format!("ASK {{ FILTER({}1{}) }}", "(".repeat(n), ")".repeat(n)));
        add("groups", n, format!("ASK {{ {} ?s ?p ?o {} }}", "{".repeat(n), "}".repeat(n)));
        add("negations", n, format!("ASK {{ FILTER({}true) }}", "!".repeat(n)));
        add("sums", n, format!("SELECT ({}1 AS ?x) {{}}", "1+".repeat(n)));
        add(
            "paths nested",
            n,
            format!("ASK {{ ?s {}<http://example.org/p>{} ?o }}", "(".repeat(n), ")*".repeat(n)),
        );
        add(
            "values",
            n,
            format!("SELECT * {{ VALUES ?x {{ {} }} VALUES ?y {{ {} }} }}", "1 ".repeat(n), "2 ".repeat(n)),
        );
        add("unions", n, format!("SELECT * {{ {{ ?s ?p ?o }} {} }}", "UNION { ?s ?p ?o } ".repeat(n)));
        add("collections", n, format!("ASK {{ ?s ?p {}{} }}", "(".repeat(n), ")".repeat(n)));
        add("blank nodes", n, format!("ASK {{ ?s ?p {}{} }}", "[ ?p ".repeat(n), "1 ]".repeat(n)));
    }
    for n in [3, 4, 5, 6, 8, 12] {
        let product: String = (0..n).map(|it| format!("?s{it} ?p{it} ?o{it} . ")).collect();
        add("product ordered", n, format!("SELECT * {{ {product} }} ORDER BY ?o0"));
        add("product counted", n, format!("SELECT (COUNT(*) AS ?n) {{ {product} }}"));
        add("product distinct", n, format!("SELECT DISTINCT * {{ {product} }}"));
        add(
            "product grouped",
            n,
            format!("SELECT ?s0 (GROUP_CONCAT(STR(?o1)) AS ?x) {{ {product} }} GROUP BY ?s0"),
        );
        add("product far away", n, format!("SELECT * {{ {product} }} OFFSET 100000000 LIMIT 1"));
        add("product built", n, format!("CONSTRUCT {{ ?s0 ?p1 ?o{} }} {{ {product} }}", n - 1));
        let tower: String = (0..n).map(|it| format!("OPTIONAL {{ ?a{it} ?b{it} ?c{it} ")).collect();
        add("optional tower", n, format!("SELECT * {{ {tower} {} }} ORDER BY ?c0", "}".repeat(n)));
        let selects = (0..n).fold("{ ?s ?p ?o . ?t ?q ?r . ?u ?v ?w }".to_owned(), |inner, it| {
            format!("{{ SELECT DISTINCT * {{ {inner} ?k{it} ?l{it} ?m{it} }} ORDER BY ?k{it} }}")
        });
        add("sub-select tower", n, format!("SELECT * {selects}"));
        let grown: String =
            (0..n * 5).map(|it| format!("BIND(CONCAT(?x{it}, ?x{it}) AS ?x{}) ", it + 1)).collect();
        add(
            "string grown",
            n,
            format!("SELECT (STRLEN(?x{}) AS ?l) {{ BIND('0123456789abcdef' AS ?x0) {grown} }}", n * 5),
        );
        let path = "/(<http://example.org/p>|^<http://example.org/p>)*".repeat(n);
        add("path closures", n, format!("SELECT (COUNT(*) AS ?n) {{ ?a <http://example.org/p>{path} ?b }}"));
        add(
            "negated paths",
            n,
            format!("SELECT (COUNT(*) AS ?n) {{ ?a {} ?b }}", "(!(<x:a>|^<x:b>))*/".repeat(n) + "!<x:c>"),
        );
        let bomb = format!("{}b", "(a+)+".repeat(n));
        add("regex", n, format!("SELECT * {{ ?s ?p ?o FILTER(REGEX('{}', '{bomb}')) }}", "a".repeat(5_000)));
        add(
            "regex counted",
            n,
            format!("ASK {{ FILTER(REGEX('a', '{}')) }}", "(".repeat(n) + "a{1000}" + &"){1000}".repeat(n)),
        );
        add(
            "replace",
            n,
            format!(
                "SELECT (REPLACE('{}', '.', '{}') AS ?x) {{}}",
                "a".repeat(90_000),
                "b".repeat(n * 9_000)
            ),
        );
        add(
            "exists",
            n,
            format!(
                "SELECT * {{ {product} {} }}",
                "FILTER NOT EXISTS { ?s0 ?p1 ?o2 . ?x ?y ?z . ?k ?l ?m } ".repeat(n)
            ),
        );
        add(
            "minus",
            n,
            format!("SELECT * {{ {product} {} }}", "MINUS { ?s0 ?p0 ?x . ?y ?z ?w . ?k ?l ?m } ".repeat(n)),
        );
        add("describe", n, format!("DESCRIBE * {{ {product} }}"));
        add(
            "joined by nothing",
            n,
            format!(
                "SELECT * {{ {} }} ORDER BY RAND()",
                "{ SELECT ?a { ?a ?b ?c } } { SELECT ?d { ?d ?e ?f } } ".repeat(n)
            ),
        );
    }
    all
}

#[test]
fn no_query_breaks_the_server_and_each_has_its_end() {
    let data = data();
    let built = store(&[("http://example.org/g", RdfFormat::NTriples, &data)]);
    let server = Server::start(
        built.path(),
        &["--timeout", "0.2", "--memory", "256", "--rows", "1000", "--workers", "2"],
    );
    let all = queries();
    assert!(all.len() >= 150, "{}", all.len());
    for (name, query) in &all {
        let came = server.query(query, "application/sparql-results+json, text/turtle");
        let fits = [200, 400, 413, 504, 507].contains(&came.status);
        assert!(fits, "{name}: {} {}", came.status, came.body);
        if came.status == 200 && came.media_type().ends_with("+json") {
            serde_json::from_str::<serde_json::Value>(&came.body)
                .unwrap_or_else(|_| panic!("{name}: a cut body"));
        }
    }
    let came = server.query("SELECT * { <http://example.org/1> ?p ?o }", "text/csv");
    assert_eq!((came.status, came.body.lines().count()), (200, 2), "{}", came.body);
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
