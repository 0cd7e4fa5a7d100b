//! `/sparql` and `/graph-store`.

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header::{ACCEPT, ALLOW, CONTENT_TYPE, HOST};
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, Uri};

use super::answer;
use super::format::Wanted;
use super::frame::{Query, Request};
use super::pool::Lane;
use super::protocol::{self, Fault, Operation};
use super::routes::{Here, Site};

pub const GRAPH_STORE: &str = "/graph-store";

pub async fn sparql(
    State(site): Here,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    if ![Method::GET, Method::HEAD, Method::POST].contains(&method) {
        let mut response = answer::fault(
            StatusCode::METHOD_NOT_ALLOWED,
            "queries come by GET or POST; nothing is changed here",
        );
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD, POST"));
        return response;
    }
    let content = headers.get(CONTENT_TYPE).and_then(|it| it.to_str().ok());
    match protocol::read(&method, uri.query(), content, &body) {
        Err(Fault(status, message)) => answer::fault(status, message),
        Ok(Operation::Nothing) if wanted(&headers, None).prefers_page() => {
            let page = super::page::sparql::page(State(site), uri, headers).await;
            answer::vary(page, "accept, accept-language")
        }
        Ok(Operation::Nothing) => {
            answer::vary(description(&site, &uri, &headers).await, "accept, accept-language")
        }
        Ok(Operation::Query(text)) => {
            let wanted = wanted(&headers, text.format.as_deref());
            let (rows, graph) = (wanted.rows(), wanted.graph());
            if rows.is_none() && graph.is_none() {
                return answer::fault(
                    StatusCode::NOT_ACCEPTABLE,
                    "no answer has a form that the client takes",
                );
            }
            let query = Query {
                text: text.query,
                default_graphs: text.default_graphs,
                named_graphs: text.named_graphs,
                rows,
                truth: rows,
                graph,
            };
            asked(&site, Lane::Open, &Request::Query(Box::new(query)), &headers).await
        }
    }
}

/// What is sent to who asks nothing: RDF, as Service Description wants it.
async fn description(site: &Site, uri: &Uri, headers: &HeaderMap) -> Response<Body> {
    let Some(format) = wanted(headers, None).graph() else {
        return answer::fault(StatusCode::NOT_ACCEPTABLE, "the description of the endpoint is RDF");
    };
    let endpoint = address(headers, uri.path());
    asked(site, Lane::Own, &Request::Service { endpoint, format }, headers).await
}

/// The address under which the client sees `path`.
pub fn address(headers: &HeaderMap, path: &str) -> String {
    let text = |name: &str| headers.get(name).and_then(|it| it.to_str().ok());
    let scheme = if text("x-forwarded-proto") == Some("https") { "https" } else { "http" };
    let host = headers.get(HOST).and_then(|it| it.to_str().ok()).unwrap_or("localhost");
    format!("{scheme}://{host}{path}")
}

/// Reading by the Graph Store Protocol: a graph named by a parameter, or by what follows in the
/// address, which stands under the base.
pub async fn graph_store(State(site): Here, method: Method, uri: Uri, headers: HeaderMap) -> Response<Body> {
    if ![Method::GET, Method::HEAD].contains(&method) {
        return super::routes::only_get();
    }
    let parameters = match protocol::decode(uri.query().unwrap_or_default().as_bytes()) {
        Ok(parameters) => parameters,
        Err(Fault(status, message)) => return answer::fault(status, message),
    };
    let named = |name: &str| parameters.iter().find(|(it, _)| it == name).map(|(_, it)| it.as_ref());
    let path = uri.path().strip_prefix(GRAPH_STORE).filter(|it| !it.is_empty());
    let name = match (named("default"), named("graph"), path) {
        (Some(_), None, None) => None,
        (None, Some(graph), None) => Some(graph.to_owned()),
        (None, None, Some(path)) => Some(super::resource::iri(&site, path)),
        _ => return answer::fault(StatusCode::BAD_REQUEST, "say ?default or ?graph=IRI, one of them"),
    };
    let Some(format) = wanted(&headers, named("format")).graph() else {
        return answer::fault(StatusCode::NOT_ACCEPTABLE, "graphs are sent in the syntaxes of RDF");
    };
    asked(&site, Lane::Open, &Request::Graph { name, format }, &headers).await
}

pub async fn asked(site: &Site, lane: Lane, request: &Request, headers: &HeaderMap) -> Response<Body> {
    match site.pool.ask(lane, request).await {
        Ok(it) => answer::of(it, headers),
        Err(why) => answer::unanswered(&why),
    }
}

pub fn wanted(headers: &HeaderMap, format: Option<&str>) -> Wanted {
    let accept: Vec<&str> = headers.get_all(ACCEPT).iter().filter_map(|it| it.to_str().ok()).collect();
    let accept = (!accept.is_empty()).then(|| accept.join(", "));
    Wanted::new(accept.as_deref(), format)
}
