//! Things, their documents, and what changes under a running server.

use oxigraph::io::RdfFormat;

use super::{Server, acts, build, store};

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
    let taken = std::process::Command::new(env!("CARGO_BIN_EXE_hemicycle"))
        .args(["forget", "https://hemicycle.example/id/org/uz/ochiq-eshik", "--quiet"])
        .args(["--reason", "asked for", "--on", "2029-01-02", "--store"])
        .arg(built.path())
        .output()
        .unwrap();
    assert!(taken.status.success(), "{}", String::from_utf8_lossy(&taken.stderr));
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
    // However long it takes on a busy machine: no request fails meanwhile.
    for _ in 0..600 {
        let came = server.query("SELECT (COUNT(*) AS ?n) { ?act a eli:Work }", "text/csv");
        assert_eq!(came.status, 200, "{}", came.body);
        if came.body != before {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    panic!("still as before: {before}");
}
