//! Whole answers as they were sent, compressed where they were, so that a page or a document
//! that somebody has asked for is neither written nor compressed again while its snapshot is
//! served.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    ACCEPT, ACCEPT_ENCODING, ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_LENGTH, ETAG, HOST, RANGE, VARY,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode};
use axum::middleware::Next;
use bytes::Bytes;

use super::answer;
use super::kept::Size;
use super::routes::Here;

/// Status 200 and these.
#[derive(Clone)]
pub struct Sent {
    headers: HeaderMap,
    body: Bytes,
}

impl Size for Sent {
    fn size(&self) -> usize {
        // A header costs some fifty bytes more than its letters.
        let headers: usize = self.headers.iter().map(|(name, it)| name.as_str().len() + it.len() + 50).sum();
        headers + self.body.len()
    }
}

/// What the pool keeps already, or what may change while a snapshot is served: search, before
/// its index is there.
const NOT_HERE: [&str; 5] = ["/sparql", "/graph-store", "/search", "/suggest", "/reconcile"];

/// All of a request on which an answer of ours depends.
const DEPENDS: [HeaderName; 5] =
    [HOST, ACCEPT, ACCEPT_LANGUAGE, ACCEPT_ENCODING, HeaderName::from_static("x-forwarded-proto")];

/// The request in bytes; none where its answer is not kept here.
fn key(request: &Request) -> Option<Vec<u8>> {
    let path = request.uri().path();
    let elsewhere = NOT_HERE.iter().any(|it| path.starts_with(it)) || request.headers().contains_key(RANGE);
    if request.method() != Method::GET || elsewhere {
        return None;
    }
    let mut key = request.uri().path_and_query()?.as_str().as_bytes().to_vec();
    for name in DEPENDS {
        for value in request.headers().get_all(name) {
            key.push(b'\t');
            key.extend_from_slice(value.as_bytes());
        }
        key.push(b'\n');
    }
    Some(key)
}

pub async fn kept(State(site): Here, request: Request, next: Next) -> Response<Body> {
    let Some(key) = key(&request) else { return next.run(request).await };
    // Before the answer: one that comes while a new build is taken up is kept for the old.
    let generation = site.pool.generation();
    if let Some(sent) = site.shelf.get(generation, &key) {
        return again(&sent, request.headers());
    }
    let response = next.run(request).await;
    if response.status() != StatusCode::OK || !response.headers().contains_key(ETAG) {
        return response;
    }
    let (parts, body) = response.into_parts();
    // In memory already, and compressed as far as it is read.
    let Ok(body) = axum::body::to_bytes(body, usize::MAX).await else {
        return answer::fault(StatusCode::INTERNAL_SERVER_ERROR, "the answer could not be compressed");
    };
    let mut sent = Sent { headers: parts.headers, body };
    sent.headers.insert(CONTENT_LENGTH, HeaderValue::from(sent.body.len()));
    site.shelf.put(generation, &key, &sent);
    whole(&sent)
}

fn whole(sent: &Sent) -> Response<Body> {
    let mut response = Response::new(Body::from(sent.body.clone()));
    *response.headers_mut() = sent.headers.clone();
    response
}

fn again(sent: &Sent, asked: &HeaderMap) -> Response<Body> {
    let tag = sent.headers.get(ETAG).and_then(|it| it.to_str().ok()).unwrap_or_default();
    if !answer::has(asked, tag) {
        return whole(sent);
    }
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NOT_MODIFIED;
    for name in [ETAG, VARY, CACHE_CONTROL] {
        for value in sent.headers.get_all(&name) {
            response.headers_mut().append(name.clone(), value.clone());
        }
    }
    response
}
