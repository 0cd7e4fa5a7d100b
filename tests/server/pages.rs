//! Pages: without scripts, in three languages, and every link leads somewhere.

use std::collections::BTreeSet;

use oxigraph::io::{RdfFormat, RdfParser};

use super::{Came, Server, acts, store};

/// Addresses on this host that a page links to.
fn links(page: &Came) -> Vec<String> {
    let pieces = page.body.split("href=\"").skip(1).filter_map(|it| it.split('"').next());
    pieces
        .filter(|it| it.starts_with('/') && !it.starts_with("//"))
        .map(|it| it.split('#').next().unwrap_or_default().replace("&amp;", "&"))
        .collect()
}

fn check(server: &Server, path: &str) -> Came {
    let page = server.get(path, "text/html");
    assert_eq!((page.status, page.media_type()), (200, "text/html"), "{path}: {}", page.body);
    let scripts: Vec<&str> = page.body.split("<script").skip(1).collect();
    for script in scripts {
        // Names as somebody types: works without, too.
        if ["suggest", "sparql"]
            .iter()
            .any(|it| script.starts_with(&format!(" src=\"/assets/{it}.js\" defer></script>")))
        {
            continue;
        }
        let data =
            script.strip_prefix(" type=\"application/ld+json\">").expect("data, and nothing that runs");
        let data = data.split("</script>").next().unwrap_or_default();
        let data: serde_json::Value = serde_json::from_str(data).expect("JSON");
        assert!(data["@context"]["@vocab"].is_string() && data["@id"].is_string(), "{path}: {data}");
    }
    assert!(!page.body.contains(" style="), "{path} has a style that its policy forbids");
    for outside in ["src=\"http", "@import", "url(http"] {
        assert!(!page.body.contains(outside), "{path} loads from another host: {outside}");
    }
    page
}

const PAGES: [&str; 20] = [
    "/",
    "/acts",
    "/demands",
    "/questions",
    "/questions/acts",
    "/query",
    "/trust",
    "/search?q=resolution",
    "/eli/pace/res/2028/2763.html",
    "/eli/pace/res/2028/2763.html?view=statements",
    "/eli/pace/res/2028/2763/demand/9.1.html",
    "/id/state/uz.html",
    "/citations",
    "/demands?year=2028",
    "/trust?check=dangling",
    "/questions/acts-per-year",
    "/query?example=verbs",
    "/query?query=SELECT+*+%7B+%3Fact+a+eli%3AWork+%7D+LIMIT+5",
    "/ontology/Demand.html",
    "/code/speech-act/urges",
];

#[test]
fn every_kind_of_page_speaks_three_languages() {
    let built = acts();
    let server = Server::start(built.path(), &[]);
    for path in PAGES {
        let mut seen = BTreeSet::new();
        for tag in ["en", "fr", "it"] {
            let head = [("accept-language", tag), ("accept", "text/html")];
            let page = server.ask("GET", path, &head, b"");
            assert!(page.body.contains(&format!("<html lang=\"{tag}\">")), "{path} in {tag}");
            assert_eq!(page.header("content-language"), tag);
            assert!(page.header("content-security-policy").contains("default-src 'none'"));
            let chosen =
                if path.contains('?') { format!("{path}&lang={tag}") } else { format!("{path}?lang={tag}") };
            assert!(check(&server, &chosen).body.contains(&format!("<html lang=\"{tag}\">")), "{chosen}");
            seen.insert(page.body);
        }
        assert_eq!(seen.len(), 3, "{path} says the same in two languages");
    }
}

#[test]
fn an_act_stands_side_by_side_with_its_names_linked() {
    let built = acts();
    let server = Server::start(built.path(), &[]);
    let page = check(&server, "/eli/pace/res/2028/2763.html");
    for expected in [
        "id=\"p9.1\"",
        "<p lang=\"fr\">",
        "<p lang=\"it\">",
        "href=\"/id/org/uz/ochiq-eshik.html\"",
        "href=\"/eli/pace/res/2028/2763.ttl\"",
        "https://hemicycle.example/eli/pace/res/2028/2763",
    ] {
        assert!(page.body.contains(expected), "{expected}");
    }
    let act = server.get("/eli/pace/res/2028/2763", "text/html,application/xhtml+xml,*/*;q=0.8");
    assert_eq!((act.status, act.header("location")), (303, "/eli/pace/res/2028/2763.html"));
}

#[test]
fn where_versions_differ_the_words_are_marked_in_their_paragraph() {
    let built = acts();
    let server = Server::start(built.path(), &[]);
    let page = check(&server, "/eli/pace/rec/2027/2344.html");
    let paragraph = page.body.split("id=\"p3.1\"").nth(1).and_then(|it| it.split("</section>").next());
    let paragraph = paragraph.expect("the paragraph");
    assert!(
        paragraph.contains("differs\" href=") && paragraph.contains("31 dicembre 2029</a>"),
        "{paragraph}"
    );
    assert!(paragraph.contains("is named in it and not in en, fr"), "{paragraph}");
    // The footnote that stands between its lines tells of the debate and not of the paragraph.
    assert!(!paragraph.contains("sitting"), "{paragraph}");
    assert!(page.body.contains("<mark class=\"letter\">"), "{}", page.body);
}

#[test]
fn a_demand_shows_how_it_was_worded_before() {
    let built = acts();
    let server = Server::start(built.path(), &[]);
    let page = check(&server, "/eli/pace/res/2028/2763/demand/9.1.html");
    for expected in ["<del>", "<ins>", "href=\"/eli/pace/res/2008/1622.html\"", "§ 9.1"] {
        assert!(page.body.contains(expected), "{expected}");
    }
}

#[test]
fn what_is_said_of_a_thing_stands_with_its_sentence_and_a_picture() {
    let built = acts();
    let server = Server::start(built.path(), &[]);
    let page = check(&server, "/id/org/uz/ochiq-eshik.html");
    for expected in [
        "<blockquote",
        "<mark>",
        "<svg class=\"picture",
        "<ol class=\"time\">",
        "href=\"/eli/pace/res/2028/2763.html#p9.1\"",
        "/id/org/uz/ochiq-eshik.csv",
    ] {
        assert!(page.body.contains(expected), "{expected}");
    }
}

#[test]
fn demands_are_narrowed_by_links() {
    let built = acts();
    let server = Server::start(built.path(), &[]);
    let count = |page: &Came| -> usize {
        let found = page.body.split("Found: ").nth(1).and_then(|it| it.split('<').next());
        found.and_then(|it| it.parse().ok()).expect("a number")
    };
    let all = check(&server, "/demands");
    let some = check(&server, "/demands?year=2028");
    let few = check(&server, "/demands?year=2028&to=https://hemicycle.example/id/state/rs");
    assert!(count(&all) > count(&some) && count(&some) > count(&few) && count(&few) > 0);
    assert!(links(&all).iter().any(|it| it.contains("/demands?verb=")), "{:?}", links(&all));
    assert_eq!(count(&check(&server, "/demands?year=1066")), 0);
}

#[test]
fn the_network_of_citations_is_drawn_and_is_graphml() {
    let built = acts();
    let server = Server::start(built.path(), &[]);
    assert!(check(&server, "/citations").body.contains("<svg class=\"picture"));
    let came = server.get("/citations.graphml", "*/*");
    assert_eq!((came.status, came.media_type()), (200, "application/graphml+xml"));
    let edge = "source=\"https://hemicycle.example/eli/pace/res/2028/2763\" target=\"https://hemicycle.example/eli/pace/res/2017/2156\"";
    assert!(came.body.contains(edge), "{}", came.body);
}

#[test]
fn a_check_made_on_the_page_finds_what_the_command_finds() {
    let built = acts();
    let server = Server::start(built.path(), &[]);
    assert!(check(&server, "/trust?check=dangling").body.contains("<span class=\"good\">"));
    let hostile = "<https://hemicycle.example/id/person/x/y> <http://www.w3.org/2000/01/rdf-schema#seeAlso> <https://hemicycle.example/id/nowhere> .";
    let built = store(&[("https://hemicycle.example/g", RdfFormat::Turtle, hostile.as_bytes())]);
    let server = Server::start(built.path(), &[]);
    assert!(check(&server, "/trust?check=dangling").body.contains("/id/nowhere"));
}

#[test]
fn somebodys_question_is_answered_on_the_page_without_a_script() {
    let built = acts();
    let server = Server::start(built.path(), &[]);
    let page = check(
        &server,
        "/query?query=SELECT+%3Fit+(COUNT(*)+AS+%3Fn)+%7B+%3Fd+hc%3Aaddressee+%3Fit+%7D+GROUP+BY+%3Fit",
    );
    assert!(page.body.contains("<table>") && page.body.contains("class=\"bar-fill\""), "{}", page.body);
    assert!(page.body.contains("href=\"/id/state/uz.html\">Uzbekistan"), "{}", page.body);
    assert!(check(&server, "/query?query=ASK+%7B%7D").body.contains("Yes"));
    let wrong = server.get("/query?query=SELECT+%3C%2Ftextarea%3E", "text/html");
    assert_eq!(wrong.status, 400);
    assert!(wrong.body.contains("&lt;/textarea&gt;") && wrong.body.contains("line 1"), "{}", wrong.body);
    let other = server.get("/query?query=ASK+%7B%7D&format=json", "text/html");
    assert_eq!((other.status, other.header("location")), (303, "/sparql?query=ASK+%7B%7D&format=json"));
    let terms = server.get("/assets/terms.json?lang=it", "*/*");
    let terms: Vec<(String, String)> = serde_json::from_str(&terms.body).expect("pairs");
    assert!(terms.contains(&("hc:Demand".to_owned(), "richiesta".to_owned())), "{terms:?}");
}

#[test]
fn a_question_is_drawn_and_is_rows() {
    let built = acts();
    let server = Server::start(built.path(), &[]);
    assert!(check(&server, "/questions/verbs").body.contains("class=\"bar-fill\""));
    let rows = server.get("/questions/cited-by.csv?act=Resolution+2156+(2017)", "*/*");
    assert_eq!((rows.status, rows.media_type()), (200, "text/csv"));
    assert!(rows.body.contains("Resolution 2763 (2028)"), "{}", rows.body);
    assert_eq!(server.get("/questions/cited-by.csv", "*/*").status, 400);
}

#[test]
fn links_lead_somewhere_and_things_speak_for_themselves() {
    let built = acts();
    let server = Server::start(built.path(), &["--timeout", "60"]);
    let mut pages: BTreeSet<String> = PAGES.iter().flat_map(|it| links(&check(&server, it))).collect();
    let map = server.get("/sitemap.txt", "*/*");
    let things: Vec<&str> =
        map.body.lines().map(|it| it.trim_start_matches(server.address.as_str())).collect();
    assert!(things.len() > 100, "{}", map.body);
    pages.extend(things.iter().step_by(25).map(|it| (*it).to_owned()));
    for path in &pages {
        let page = server.get(path, "*/*");
        assert_eq!(page.status, 200, "{path}: {}", page.body);
    }
    for thing in things.iter().step_by(15).filter_map(|it| it.strip_suffix(".html")) {
        let triples = server.get(&format!("{thing}.nt"), "*/*");
        let own = format!("<https://hemicycle.example{thing}> ");
        assert!(triples.body.lines().any(|it| it.starts_with(&own)), "{thing} says nothing of itself");
    }
}

#[test]
fn nothing_that_an_act_says_becomes_markup() {
    let hostile = "<script>alert(1)</script>\\\"'><img src=x onerror=alert(1)>";
    let data = format!(
        "<https://hemicycle.example/id/person/x/y> <http://www.w3.org/2000/01/rdf-schema#label> \"{hostile}\" ;
         <http://www.w3.org/2004/02/skos/core#altLabel> \"{hostile}\"@en ; a <http://xmlns.com/foaf/0.1/Person> ."
    );
    let built = store(&[("https://hemicycle.example/g", RdfFormat::Turtle, data.as_bytes())]);
    let server = Server::start(built.path(), &[]);
    for path in ["/id/person/x/y.html", "/search?q=alert", "/things?class=http://xmlns.com/foaf/0.1/Person"] {
        let page = check(&server, path);
        assert!(page.body.contains("&lt;script&gt;") && !page.body.contains("<img"), "{path}");
    }
    check(&server, "/search?q=%22%3E%3Cimg%20src%3Dx%3E");
}

#[test]
fn an_unknown_address_names_what_is_near() {
    let built = acts();
    let server = Server::start(built.path(), &[]);
    let page = server.get("/id/org/uz/ochiq-eshyk.html", "text/html");
    assert_eq!(page.status, 404);
    assert!(page.body.contains("/id/org/uz/ochiq-eshik.html"), "{}", page.body);
    assert_eq!(server.get("/questions/nothing", "text/html").status, 404);
}

#[test]
fn what_a_page_is_about_is_linked_data_without_the_network() {
    let built = acts();
    let server = Server::start(built.path(), &[]);
    for (path, class) in [
        ("/eli/pace/res/2028/2763", "CreativeWork"),
        ("/id/state/uz", "Country"),
        ("/id/org/uz/ochiq-eshik", "Organization"),
    ] {
        let page = check(&server, &format!("{path}.html"));
        let block =
            page.body.split("application/ld+json\">").nth(1).and_then(|it| it.split("</script>").next());
        let parser = RdfParser::from_format(RdfFormat::JsonLd { profile: Default::default() });
        let quads: Vec<_> =
            parser.for_slice(block.unwrap().as_bytes()).collect::<Result<_, _>>().expect("JSON-LD");
        let of = format!("<https://hemicycle.example{path}>");
        assert!(quads.len() > 1 && quads.iter().all(|it| it.subject.to_string() == of), "{path}: {quads:?}");
        let class = format!("<https://schema.org/{class}>");
        assert!(quads.iter().any(|it| it.object.to_string() == class), "{path}: {quads:?}");
    }
}

#[test]
fn the_newest_acts_are_a_feed() {
    let built = acts();
    let server = Server::start(built.path(), &[]);
    let feed = server.get("/feed.atom", "*/*");
    assert_eq!((feed.status, feed.media_type()), (200, "application/atom+xml"));
    let mut reader = quick_xml::Reader::from_str(&feed.body);
    let mut entries = 0;
    loop {
        match reader.read_event().expect("XML") {
            quick_xml::events::Event::Start(it) if it.name().as_ref() == b"entry" => entries += 1,
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    assert!(entries > 5, "{}", feed.body);
    assert!(feed.body.contains(&format!("{}/eli/pace/res/2028/2763.html", server.address)), "{}", feed.body);
}

#[test]
fn a_value_that_does_not_fit_is_told() {
    let built = acts();
    let server = Server::start(built.path(), &[]);
    let page = server.get("/questions/cited-by?act=nothing+of+that+name", "text/html");
    assert_eq!(page.status, 400, "{}", page.body);
    assert!(page.body.contains("nothing of that name"));
    let page = server.get("/questions/cited-by?act=Resolution+2156+(2017)", "text/html");
    assert_eq!(page.status, 200);
    assert!(page.body.contains("Resolution 2763 (2028)"), "{}", page.body);
}
