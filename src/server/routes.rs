//! What is where. The table of addresses, and the headers that every answer has.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header::{HeaderName, HeaderValue};
use axum::http::{Response, StatusCode};
use axum::middleware::{self, Next};
use axum::routing::{any, get};
use tower_http::compression::CompressionLayer;
use tower_http::cors::{Any, CorsLayer};

use super::kept::Kept;
use super::page::{self, browse, demands, network, ontology, question, sparql, trust};
use super::pool::Pool;
use super::shelf::{self, Sent};
use super::{dump, endpoint, feed, reconcile, resource, suggest};

/// What every handler sees.
#[derive(Clone)]
pub struct Site {
    pub pool: Arc<Pool>,
    /// Pages and documents as they were sent.
    pub shelf: Arc<Kept<Sent>>,
    /// Of the IRIs in the store, without a slash at the end.
    pub base: Arc<str>,
}

/// Bytes of a request: a query with many VALUES, not a data set.
const LONGEST_REQUEST: usize = 1 << 20;

pub fn router(site: Site) -> Router {
    let cors = CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([axum::http::Method::GET, axum::http::Method::HEAD, axum::http::Method::POST])
        .allow_headers(Any)
        .expose_headers(Any);
    Router::new()
        .route("/sparql", any(endpoint::sparql))
        .route("/sparql/", any(endpoint::sparql))
        .route(endpoint::GRAPH_STORE, any(endpoint::graph_store))
        .route("/graph-store/{*graph}", any(endpoint::graph_store))
        .route("/", get(browse::home))
        .route("/acts", get(browse::acts))
        .route("/things", get(browse::things))
        .route("/search", get(page::search::page))
        .route("/suggest", get(suggest::names))
        .route("/reconcile", any(reconcile::any))
        .route("/reconcile/{*rest}", any(reconcile::any))
        .route("/demands", get(demands::page))
        .route("/citations", get(network::page))
        .route("/citations.graphml", get(network::graphml))
        .route("/trust", get(trust::page))
        .route("/questions", get(question::list))
        .route("/questions/{name}", get(question::one))
        .route("/query", get(sparql::page))
        .route("/ontology/{file}", get(ontology::page))
        .route("/code/{*path}", get(page::thing::code))
        .route("/assets/style.css", get(page::style))
        .route("/assets/suggest.js", get(suggest::script))
        .route("/assets/sparql.js", get(sparql::script))
        .route("/assets/terms.json", get(sparql::known))
        .route("/robots.txt", get(resource::robots))
        .route("/sitemap.txt", get(resource::sitemap))
        .route(dump::PATH, get(dump::all))
        .route("/feed.atom", get(feed::acts))
        .route("/.well-known/void", get(resource::void))
        .fallback(resource::thing)
        .with_state(site.clone())
        .layer(DefaultBodyLimit::max(LONGEST_REQUEST))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn_with_state(site, shelf::kept))
        .layer(cors)
        .layer(middleware::from_fn(guard))
}

const HEADERS: [(HeaderName, &str); 4] = [
    (
        HeaderName::from_static("content-security-policy"),
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    (HeaderName::from_static("x-content-type-options"), "nosniff"),
    (HeaderName::from_static("referrer-policy"), "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

async fn guard(request: Request, next: Next) -> Response<Body> {
    let mut response = next.run(request).await;
    for (name, value) in HEADERS {
        // What is made to stand in others' pages says so itself.
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// Of routes that only read.
pub fn only_get() -> Response<Body> {
    let mut response = super::answer::fault(StatusCode::METHOD_NOT_ALLOWED, "this address is only read");
    response.headers_mut().insert(axum::http::header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    response
}

/// The handler's view of the state.
pub type Here = State<Site>;
