//! Search, suggestions and near names, over HTTP.

use super::{Server, acts, take_down};

/// Page addresses in the answer to `/suggest`, in order.
fn suggested(server: &Server, text: &str) -> Vec<String> {
    let text: String =
        percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).collect();
    let came = server.get(&format!("/suggest?q={text}"), "*/*");
    assert_eq!((came.status, came.media_type()), (200, "application/json"), "{}", came.body);
    let names: Vec<serde_json::Value> = serde_json::from_str(&came.body).expect("a list");
    names.iter().map(|it| it["page"].as_str().expect("a page").to_owned()).collect()
}

#[test]
fn a_thing_is_suggested_by_every_spelling_while_it_is_typed() {
    let built = acts();
    let server = Server::start(built.path(), &[]);
    for text in ["Uzbekis", "uzbékistan", "Узбекистан", "Ouzbékistan", "Uzbekstan"] {
        let pages = suggested(&server, text);
        assert_eq!(pages.first().map(String::as_str), Some("/id/state/uz.html"), "{text}: {pages:?}");
    }
    let pages = suggested(&server, "Res 2763");
    assert_eq!(pages.first().map(String::as_str), Some("/eli/pace/res/2028/2763.html"), "{pages:?}");
    assert_eq!(suggested(&server, "zzzz"), [""; 0]);
    assert_eq!(server.get("/suggest", "*/*").status, 400);
    let script = server.get("/assets/suggest.js", "*/*");
    assert_eq!((script.status, script.media_type()), (200, "text/javascript"));
    assert!(!script.body.contains("innerHTML"), "what comes is text");
}

#[test]
fn what_was_found_is_grouped_marked_and_can_be_narrowed_down() {
    let built = acts();
    let server = Server::start(built.path(), &[]);
    let page = server.get("/search?q=elections&lang=en", "text/html");
    assert!(
        page.body.contains("<mark>elections</mark>") && page.body.contains("<mark>élections</mark>"),
        "{}",
        page.body
    );
    assert!(page.body.contains("id=\"found-demand\"") && page.body.contains(">asks</a>"));
    let french = server.get("/search?q=elections&in=fr", "text/html");
    assert!(
        !french.body.contains("<mark>elections</mark>") && french.body.contains("<mark>élections</mark>")
    );
    let one = server.get("/search?q=resolution&kind=act&page=1", "text/html");
    assert!(one.body.contains("id=\"found-act\"") && !one.body.contains("id=\"found-paragraph\""));
    // The kind that fits best comes first.
    let state = server.get("/search?q=Uzbekistan", "text/html");
    let place = |id: &str| state.body.find(id).unwrap_or_else(|| panic!("{id}: {}", state.body));
    assert!(place("found-state") < place("found-body") && place("found-body") < place("found-demand"));
    let slip = server.get("/search?q=Ochik+Eshik", "text/html");
    assert!(slip.body.contains("href=\"/id/org/uz/ochiq-eshik.html\""), "{}", slip.body);
}

#[test]
fn no_search_fails() {
    let built = acts();
    let server = Server::start(built.path(), &[]);
    let long = "a%20".repeat(10_000);
    for query in [
        "",
        "q=",
        "q=%00",
        "q=%22",
        "q=a+AND+(",
        "q=*&kind=x&year=%00&in=//&page=99999999999",
        "q=a&page=9999",
        &format!("q={long}"),
    ] {
        for path in ["/search", "/suggest"] {
            let status = server.get(&format!("{path}?{query}"), "*/*").status;
            assert!(status == 200 || status == 400 && path == "/suggest", "{path}?{query}: {status}");
        }
    }
}

#[test]
fn what_was_taken_down_is_not_found() {
    let built = acts();
    let server = Server::start(built.path(), &[]);
    assert_eq!(suggested(&server, "Ochiq"), ["/id/org/uz/ochiq-eshik.html"]);
    drop(server);
    take_down(built.path());
    let server = Server::start(built.path(), &[]);
    assert_eq!(suggested(&server, "Ochiq"), [""; 0]);
    let page = server.get("/search?q=Ochiq", "text/html");
    assert!(!page.body.contains("<mark>") && !page.body.contains("ochiq-eshik"), "{}", page.body);
}
