//! Things, their documents, and what changes under a running server.

use super::{Server, acts, build};

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
