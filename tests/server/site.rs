//! Things, their documents, and what changes under a running server.

use oxigraph::io::RdfFormat;

use super::{Server, acts, build, store, take_down};

#[test]
fn a_thing_leads_to_its_document_in_every_form() {
    let built = acts();
    let server = Server::start(built.path(), &[]);
    let act = "/eli/pace/res/2028/2763";
    for (accept, ending) in [
        ("text/turtle", "ttl"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "rdf"),
        ("application/ld+json", "jsonld"),
    ] {
        let came = server.get(act, accept);
        assert_eq!((came.status, came.header("location")), (303, format!("{act}.{ending}").as_str()));
        let document = server.get(came.header("location"), "*/*");
        assert_eq!((document.status, document.media_type()), (200, accept));
        assert!(document.header("link").contains("cite-as"), "{}", document.header("link"));
        assert!(document.body.contains(&format!("https://hemicycle.example{act}")));
        let tag = document.header("etag").to_owned();
        let again = server.ask("GET", &format!("{act}.{ending}"), &[("if-none-match", &tag)], b"");
        assert_eq!((again.status, again.body.as_str()), (304, ""));
    }
    assert_eq!(server.get("/eli/pace/res/2028/9999.ttl", "*/*").status, 404);
    assert_eq!(server.get(act, "image/png").status, 406);
    assert_eq!(server.ask("DELETE", act, &[], b"").status, 405);
}

#[test]
fn all_data_come_whole_or_in_pieces_that_fit() {
    let built = acts();
    let server = Server::start(built.path(), &[]);
    let whole = server.get("/dump.nq", "*/*");
    assert_eq!((whole.status, whole.media_type()), (200, "application/n-quads"));
    assert_eq!(whole.header("accept-ranges"), "bytes");
    assert!(
        oxigraph::io::RdfParser::from_format(RdfFormat::NQuads)
            .for_slice(whole.body.as_bytes())
            .all(|it| it.is_ok())
    );
    let tag = whole.header("etag").to_owned();
    let piece = |range: &str, head: &[(&str, &str)]| {
        server.ask("GET", "/dump.nq", &[&[("range", range)], head].concat(), b"")
    };
    let (first, rest) = (piece("bytes=0-999", &[]), piece("bytes=1000-", &[("if-range", &tag)]));
    assert_eq!((first.status, rest.status), (206, 206));
    assert!(format!("{}{}", first.body, rest.body) == whole.body, "the pieces are not the whole");
    assert_eq!(first.header("content-range"), format!("bytes 0-999/{}", whole.body.len()));
    // The client has the beginning of another build.
    assert!(piece("bytes=1000-", &[("if-range", "\"other\"")]).body == whole.body);
    assert_eq!(piece("bytes=999999999-", &[]).status, 416);
    let again = server.ask("GET", "/dump.nq", &[("if-none-match", &tag)], b"");
    assert_eq!((again.status, again.body.as_str()), (304, ""));
}

#[test]
fn signposts_lead_from_page_to_data_and_back() {
    let built = acts();
    let server = Server::start(built.path(), &[]);
    let act = "/eli/pace/res/2028/2763";
    let page = server.get(&format!("{act}.html"), "*/*").header("link").to_owned();
    for expected in [
        "<https://hemicycle.example/eli/pace/res/2028/2763>; rel=\"cite-as\"",
        "<https://schema.org/AboutPage>; rel=\"type\"",
        "</eli/pace/res/2028/2763.jsonld>; rel=\"describedby\"; type=\"application/ld+json\"",
        "</dump.nq>; rel=\"collection\"",
    ] {
        assert!(page.contains(expected), "{expected} in {page}");
    }
    let data = server.get(&format!("{act}.ttl"), "*/*").header("link").to_owned();
    assert!(data.contains("</eli/pace/res/2028/2763.html>; rel=\"describes\""), "{data}");
    let void = server.get("/.well-known/void", "application/n-triples").body;
    assert!(
        void.contains(&format!("<http://rdfs.org/ns/void#dataDump> <{}/dump.nq>", server.address)),
        "{void}"
    );
}

#[test]
fn what_is_said_of_a_thing_is_a_table_without_formulas() {
    let data = "<https://hemicycle.example/id/person/x/y> <http://www.w3.org/2000/01/rdf-schema#label> \"=1+1\"@en .";
    let built = store(&[("https://hemicycle.example/g", RdfFormat::Turtle, data.as_bytes())]);
    let server = Server::start(built.path(), &[]);
    let led = server.get("/id/person/x/y", "text/csv");
    assert_eq!((led.status, led.header("location")), (303, "/id/person/x/y.csv"));
    let table = server.get("/id/person/x/y.csv", "*/*");
    assert_eq!((table.status, table.media_type()), (200, "text/csv"));
    let rows: Vec<csv::StringRecord> =
        csv::Reader::from_reader(table.body.as_bytes()).records().map(Result::unwrap).collect();
    assert_eq!((rows.len(), &rows[0][1], &rows[0][2]), (1, "'=1+1", "en"));
    assert_eq!(server.get("/id/person/x/z.csv", "*/*").status, 404);
}

#[test]
fn what_was_taken_down_is_gone_and_says_why() {
    let built = acts();
    take_down(built.path());
    let server = Server::start(built.path(), &[]);
    for ending in ["html", "ttl", "nt", "rdf", "jsonld", "csv"] {
        let came = server.get(&format!("/id/org/uz/ochiq-eshik.{ending}"), "*/*");
        assert_eq!(came.status, 410, "{ending}: {}", came.body);
        assert!(came.body.contains("asked for") && came.body.contains("2029-01-02"), "{}", came.body);
        assert!(came.body.contains("hemicycle.example/gone/"), "{}", came.body);
    }
    assert_eq!(server.get("/id/org/uz/nothing.html", "*/*").status, 404);
}

#[test]
fn a_new_build_is_served_without_a_new_start() {
    let built = acts();
    let server = Server::start(built.path(), &[]);
    let count = || server.query("SELECT (COUNT(*) AS ?n) { ?act a eli:Work }", "text/csv").body;
    let before = count();
    let folder = tempfile::tempdir().unwrap();
    let act = "RESOLUTION 9001 (2029)\n\nA matter of no weight\n\n1. The Parliamentary Assembly recalls Resolution 9000 (2028).\n";
    std::fs::write(folder.path().join("act.txt"), act).unwrap();
    build(built.path(), folder.path().to_str().unwrap());
    // However long it takes on a busy machine: no request fails meanwhile, of several at a time.
    let seen = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        for query in
            ["SELECT (COUNT(*) AS ?n) { ?act a eli:Work } # 1", "ASK { ?s ?p ?o FILTER(RAND() < 2) }"]
        {
            let (server, seen) = (&server, &seen);
            scope.spawn(move || {
                while !seen.load(std::sync::atomic::Ordering::Relaxed) {
                    let came = server.query(query, "text/csv");
                    assert_eq!(came.status, 200, "{}", came.body);
                }
            });
        }
        for _ in 0..600 {
            let came = server.query("SELECT (COUNT(*) AS ?n) { ?act a eli:Work }", "text/csv");
            seen.store(came.status != 200 || came.body != before, std::sync::atomic::Ordering::Relaxed);
            assert_eq!(came.status, 200, "{}", came.body);
            if came.body != before {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
        seen.store(true, std::sync::atomic::Ordering::Relaxed);
        panic!("still as before: {before}");
    });
}
