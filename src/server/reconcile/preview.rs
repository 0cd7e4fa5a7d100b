//! A thing at a glance, to stand in the page of a client.

use axum::body::Body;
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::http::{HeaderValue, Response, StatusCode};
use maud::{DOCTYPE, Markup, html};
use serde_json::json;

use super::super::answer as http;
use super::super::frame::{Refusal, Value};
use super::super::matching::{Candidate, Wanted};
use super::super::page::{self, facts};
use super::super::pool::Unanswered;
use super::{Asks, answer, question};

/// Nothing runs and nothing is sent, whoever shows it.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors *",
);

pub async fn page(asks: &Asks<'_>) -> Response<Body> {
    let Some(id) = asks.get("id") else {
        return http::fault(StatusCode::BAD_REQUEST, "say which thing: ?id=");
    };
    let (it, body) = match glance(asks, id).await {
        Ok(it) => it,
        Err(why) => return http::unanswered(&why),
    };
    let text = html! {
        (DOCTYPE)
        html lang=(asks.view.language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (it.name) }
                link rel="stylesheet" href="/assets/style.css";
            }
            body.glance { (body) }
        }
    };
    let mut response = http::whole(StatusCode::OK, "text/html", text.into_string(), asks.headers);
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, POLICY);
    response
}

/// The same as a piece of HTML, and for properties and types what they are.
pub async fn flyout(asks: &Asks<'_>, path: &str) -> Response<Body> {
    let Some(id) = asks.get("id") else {
        return http::fault(StatusCode::BAD_REQUEST, "say what: ?id=");
    };
    let html = match path {
        "flyout/entity" => match glance(asks, id).await {
            Ok((_, body)) => body,
            Err(why) => return http::unanswered(&why),
        },
        "flyout/type" => match question::kind(id) {
            Some(kind) => {
                html! { p { strong { (answer::kind(asks.view, kind)) } } p { (kind.class().iri()) } }
            }
            None => return http::fault(StatusCode::NOT_FOUND, "there is no such type"),
        },
        _ => match asks.properties(None).await {
            Ok(all) => match all.into_iter().find(|(iri, _)| iri == id) {
                Some((iri, name)) => html! { p { strong { (name) } } p { (iri) } },
                None => return http::fault(StatusCode::NOT_FOUND, "no thing has such a property"),
            },
            Err(why) => return http::unanswered(&why),
        },
    };
    asks.json(&json!({ "id": id, "html": html.into_string() }))
}

/// Name, kind and facts.
async fn glance(asks: &Asks<'_>, id: &str) -> Result<(Candidate, Markup), Unanswered> {
    let wanted = Wanted { ids: vec![id.to_owned()], most: 1, ..Wanted::default() };
    let found = asks.candidates(vec![wanted]).await?;
    let Some(it) = found.into_iter().flatten().next() else {
        return Err(Unanswered::Refused(Refusal::NotFound, format!("nothing is known about <{id}>")));
    };
    let asked = page::asked("thing-says", &[("thing", Value::Iri(it.iri.clone()))]);
    let tables = page::ask(asks.site, asks.view, vec![asked]).await?;
    let body = html! {
        p.kicker { (answer::kind(asks.view, it.kind)) }
        h1 { a href=(format!("/reconcile/view?id={}", encoded(&it.iri))) target="_blank" rel="noopener" { (it.name) } }
        @if let Some(says) = tables.first() { (facts::list(asks.view, says)) }
    };
    Ok((it, body))
}

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
