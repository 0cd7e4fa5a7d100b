//! Answers as HTTP: status, headers, ETag, and why there is no answer.

use axum::body::Body;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_TYPE, ETAG, HeaderName, HeaderValue, IF_NONE_MATCH, RETRY_AFTER, VARY,
};
use axum::http::{HeaderMap, Response, StatusCode};
use bytes::Bytes;
use sha2::{Digest as _, Sha256};

use super::frame::Refusal;
use super::pool::{Answer, Unanswered};

/// Says that the row limit cut the answer, and what it is.
pub const ROW_LIMIT: HeaderName = HeaderName::from_static("hemicycle-row-limit");

/// A whole answer; `Not Modified` where the client has it already.
pub fn whole(
    status: StatusCode,
    media_type: &str,
    body: impl Into<Bytes>,
    asked: &HeaderMap,
) -> Response<Body> {
    let body = body.into();
    let tag = tag(&body);
    let mut response = if has(asked, &tag) && status == StatusCode::OK {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response
    } else {
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = status;
        if let Ok(value) = HeaderValue::from_str(&with_charset(media_type)) {
            response.headers_mut().insert(CONTENT_TYPE, value);
        }
        response
    };
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(&tag) {
        headers.insert(ETAG, value);
    }
    headers.insert(VARY, HeaderValue::from_static("accept-language"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

/// Whether the client has the body of this tag.
pub fn has(asked: &HeaderMap, tag: &str) -> bool {
    asked
        .get_all(IF_NONE_MATCH)
        .iter()
        .filter_map(|it| it.to_str().ok())
        .flat_map(|it| it.split(','))
        .any(|it| it.trim() == tag || it.trim() == "*")
}

/// On which headers of a request the answer depends, where it is not the language alone; none
/// where the address says all.
pub fn vary(mut response: Response<Body>, on: &'static str) -> Response<Body> {
    if on.is_empty() {
        response.headers_mut().remove(VARY);
    } else {
        response.headers_mut().insert(VARY, HeaderValue::from_static(on));
    }
    response
}

/// Weak: compression on the way changes the bytes and not what they say.
fn tag(body: &[u8]) -> String {
    let digest = Sha256::digest(body);
    let hex: String = digest.iter().take(16).map(|it| format!("{it:02x}")).collect();
    format!("W/\"{hex}\"")
}

fn with_charset(media_type: &str) -> String {
    if media_type.starts_with("text/") {
        format!("{media_type}; charset=utf-8")
    } else {
        media_type.to_owned()
    }
}

pub fn of(answer: Answer, asked: &HeaderMap) -> Response<Body> {
    let mut response = vary(whole(StatusCode::OK, &answer.media_type, answer.body, asked), "accept");
    if let Some(limit) = answer.limited {
        response.headers_mut().insert(ROW_LIMIT, HeaderValue::from(limit));
    }
    response
}

/// A sentence that says why.
pub fn fault(status: StatusCode, message: &str) -> Response<Body> {
    let mut response = Response::new(Body::from(format!("{message}\n")));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    headers.insert(VARY, HeaderValue::from_static("accept, accept-language"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if status == StatusCode::SERVICE_UNAVAILABLE {
        headers.insert(RETRY_AFTER, HeaderValue::from_static("2"));
    }
    response
}

pub fn unanswered(why: &Unanswered) -> Response<Body> {
    let (status, message) = told(why);
    fault(status, &message)
}

pub fn told(why: &Unanswered) -> (StatusCode, String) {
    match why {
        Unanswered::Refused(why, message) => {
            let status = match why {
                Refusal::Malformed => StatusCode::BAD_REQUEST,
                Refusal::Forbidden => StatusCode::FORBIDDEN,
                Refusal::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
                Refusal::NotFound => StatusCode::NOT_FOUND,
                Refusal::Gone => StatusCode::GONE,
                Refusal::Unready => StatusCode::SERVICE_UNAVAILABLE,
                Refusal::TooLarge => StatusCode::INSUFFICIENT_STORAGE,
                Refusal::Failed => StatusCode::INTERNAL_SERVER_ERROR,
            };
            (status, message.clone())
        }
        Unanswered::Busy => {
            (StatusCode::SERVICE_UNAVAILABLE, "all workers are at work: try again in a moment".to_owned())
        }
        Unanswered::TooLong(time) => (
            StatusCode::GATEWAY_TIMEOUT,
            format!("the query was ended after {} s: ask for less at once", time.as_secs_f32()),
        ),
        Unanswered::TooMuch => (
            StatusCode::INSUFFICIENT_STORAGE,
            "the query needs more memory, or is nested deeper, than a query may here".to_owned(),
        ),
        Unanswered::Broken(why) => (StatusCode::INTERNAL_SERVER_ERROR, format!("no worker answers: {why}")),
    }
}
