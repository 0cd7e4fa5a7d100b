//! Reconciliation over HTTP. That every answer fits its schema, see `scripts/reconciliation.py`.

use serde_json::{Value as Json, json};

use super::{Came, Server, acts};

fn form(server: &Server, name: &str, question: &Json) -> Came {
    let body: String =
        form_urlencoded::Serializer::new(String::new()).append_pair(name, &question.to_string()).finish();
    server.ask(
        "POST",
        "/reconcile",
        &[("content-type", "application/x-www-form-urlencoded")],
        body.as_bytes(),
    )
}

fn post(server: &Server, path: &str, question: &Json) -> Came {
    server.ask("POST", path, &[("content-type", "application/json")], question.to_string().as_bytes())
}

fn read(came: &Came) -> Json {
    assert_eq!((came.status, came.media_type()), (200, "application/json"), "{}", came.body);
    assert_eq!(came.header("access-control-allow-origin"), "*");
    serde_json::from_str(&came.body).expect("JSON")
}

const STATE: &str = "https://w3id.org/hemicycle/def#State";
const UZBEKISTAN: &str = "https://hemicycle.example/id/state/uz";

#[test]
fn a_name_in_any_language_is_matched_in_both_versions() {
    let built = acts();
    let server = Server::start(built.path(), &[]);
    for name in ["Uzbekistan", "Ouzbékistan", "OUZBEKISTAN"] {
        let old = read(&form(&server, "queries", &json!({ "q0": { "query": name, "type": STATE } })));
        let first = &old["q0"]["result"][0];
        assert_eq!((&first["id"], &first["match"]), (&json!(UZBEKISTAN), &json!(true)), "{name}: {old}");
        assert_eq!(first["score"], json!(100.0), "{name}");
        let conditions = json!([{ "matchType": "name", "propertyValue": name }]);
        for path in ["/reconcile", "/reconcile/match", "/reconcile/1.0-draft/match"] {
            let new = read(&post(&server, path, &json!({ "queries": [{ "conditions": conditions }] })));
            assert_eq!(new["results"][0]["candidates"][0]["id"], first["id"], "{name}: {new}");
        }
    }
    let misspelt = read(&form(&server, "queries", &json!({ "q": { "query": "Uzbekstan" } })));
    let first = &misspelt["q"]["result"][0];
    assert_eq!((&first["id"], &first["match"]), (&json!(UZBEKISTAN), &json!(false)), "{misspelt}");
    let many: serde_json::Map<String, Json> =
        (0..120).map(|n| (format!("q{n}"), json!({ "query": format!("Resolution {n}") }))).collect();
    assert_eq!(
        read(&form(&server, "queries", &Json::Object(many))).as_object().map(|it| it.len()),
        Some(120)
    );
}

#[test]
fn properties_and_types_narrow_what_may_be_meant() {
    let built = acts();
    let server = Server::start(built.path(), &[]);
    let name = json!({ "matchType": "name", "propertyValue": "Uzbekistan" });
    let year = |year: &str| json!({ "matchType": "property", "propertyId": "hc:year", "propertyValue": year, "required": true });
    let found =
        |question: Json| read(&post(&server, "/reconcile", &question))["results"][0]["candidates"].clone();
    let act = json!({ "matchType": "name", "propertyValue": "Resolution 2763" });
    let all = found(json!({ "queries": [{ "conditions": [act, year("2028")] }] }));
    assert_eq!(all[0]["id"], json!("https://hemicycle.example/eli/pace/res/2028/2763"), "{all}");
    assert_eq!(found(json!({ "queries": [{ "conditions": [act, year("1950")] }] })), json!([]));
    let person = "http://xmlns.com/foaf/0.1/Person";
    let persons = found(json!({ "queries": [{ "type": person, "conditions": [name] }] }));
    assert!(persons.as_array().is_some_and(|all| all.iter().all(|it| it["type"][0]["id"] == json!(person))));
    assert_eq!(found(json!({ "queries": [{ "type": "Ship", "conditions": [name] }] })), json!([]));
    let id = json!({ "matchType": "id", "propertyValue": "id/state/uz" });
    assert_eq!(found(json!({ "queries": [{ "conditions": [id] }] }))[0]["match"], json!(true));
    let held =
        json!({ "matchType": "property", "propertyId": "skos:prefLabel", "propertyValue": "Uzbekistan" });
    assert_eq!(found(json!({ "queries": [{ "conditions": [held] }] }))[0]["id"], json!(UZBEKISTAN));
}

#[test]
fn values_are_fetched_under_the_names_that_were_asked_for() {
    let built = acts();
    let server = Server::start(built.path(), &[]);
    let act = "eli/pace/res/2028/2763";
    let question = json!({
        "ids": [act, "nobody"],
        "properties": [{ "id": "eli:date_document" }, { "id": "hc:adoptedBy" }, { "id": "skos:prefLabel", "settings": { "lang": "fr" } }],
    });
    let old = read(&form(&server, "extend", &question));
    let row = &old["rows"][act];
    assert!(row["eli:date_document"][0]["date"].as_str().is_some_and(|it| it.starts_with("2028-")), "{old}");
    assert_eq!(row["hc:adoptedBy"][0]["id"], json!("https://hemicycle.example/id/body/pace"));
    assert_eq!(row["skos:prefLabel"], json!([{ "str": "Résolution 2763 (2028)" }]));
    assert_eq!(old["rows"]["nobody"]["hc:adoptedBy"], json!([]));
    assert_eq!(old["meta"][1]["type"]["id"], json!("http://www.w3.org/ns/org#Organization"));
    let new = read(&post(&server, "/reconcile/1.0-draft/extend", &question));
    assert_eq!(
        new["rows"][0]["properties"][2]["values"],
        json!([{ "str": "Résolution 2763 (2028)", "lang": "fr" }])
    );
}

#[test]
fn a_thing_is_seen_at_a_glance_in_the_page_of_a_client_and_nothing_runs() {
    let built = acts();
    let server = Server::start(built.path(), &[]);
    let page = server.get("/reconcile/preview?id=id/state/uz&lang=fr", "text/html");
    assert!(
        page.status == 200 && page.body.contains("Ouzbékistan") && !page.body.contains("<script"),
        "{}",
        page.body
    );
    let policy = page.header("content-security-policy");
    assert!(policy.contains("frame-ancestors *") && policy.contains("default-src 'none'"), "{policy}");
    let flyout = read(&server.get("/reconcile/0.2/flyout/entity?id=id/state/uz", "*/*"));
    assert!(flyout["html"].as_str().is_some_and(|it| it.contains("Uzbekistan")), "{flyout}");
    let place = |id: &str| {
        let came = server.get(&format!("/reconcile/view?id={id}"), "*/*");
        (came.status, came.header("location").to_owned())
    };
    assert_eq!(place("https%3A%2F%2Fhemicycle.example%2Fid%2Fstate%2Fuz"), (303, "/id/state/uz".to_owned()));
    assert_eq!(place("id/state/uz"), (303, "/id/state/uz".to_owned()));
    // Never to another host.
    for other in
        ["https://evil.example/", "//evil.example", "/\\evil.example", "https://hemicycle.example.evil/x"]
    {
        let (_, place) = place(other);
        assert!(place.starts_with("/reconcile/preview") || place == "/evil.example", "{place}");
    }
}

#[test]
fn what_is_no_question_is_refused_with_its_reason() {
    let built = acts();
    let server = Server::start(built.path(), &[]);
    for question in
        [json!({}), json!([]), json!({ "queries": [{}] }), json!({ "queries": [{ "conditions": [] }] })]
    {
        let came = post(&server, "/reconcile/match", &question);
        assert!(
            came.status == 400 && came.body.contains("no question"),
            "{question}: {} {}",
            came.status,
            came.body
        );
    }
    assert_eq!(form(&server, "queries", &json!({ "q": {} })).status, 400);
    assert_eq!(server.ask("POST", "/reconcile", &[], b"").status, 405);
    assert_eq!(server.ask("PUT", "/reconcile/match", &[], b"").status, 405);
    for path in [
        "/reconcile/nothing",
        "/reconcile/0.1",
        "/reconcile/preview?id=nobody",
        "/reconcile/flyout/type?id=x",
    ] {
        assert_eq!(server.get(path, "*/*").status, 404, "{path}");
    }
    assert_eq!(server.get("/reconcile/preview", "*/*").status, 400);
}
