//! All quads of the store as one file of N-Quads, which may be fetched in pieces.
//!
//! A worker writes it into the snapshot when somebody asks first; a new build has a new file
//! with another tag, so that pieces of two builds are never put together.

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CONTENT_TYPE, ETAG, IF_RANGE, LAST_MODIFIED, RANGE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, StatusCode};
use tower_http::services::ServeFile;

use super::answer;
use super::routes::Here;

pub const PATH: &str = "/dump.nq";

pub async fn all(State(site): Here, method: Method, mut headers: HeaderMap) -> Response<Body> {
    let mut file = match site.pool.dump().await {
        Ok(file) => ServeFile::new(file),
        Err(why) => return answer::unanswered(&why),
    };
    if let Some(known) = headers.get(IF_RANGE) {
        // A piece of another build than the client has the beginning of would be a cut body.
        let now = file.try_call(request(Method::HEAD, HeaderMap::new())).await;
        let is = |tag: &HeaderName| now.as_ref().is_ok_and(|it| it.headers().get(tag) == Some(known));
        if ![ETAG, LAST_MODIFIED].iter().any(is) {
            headers.remove(RANGE);
        }
    }
    match file.try_call(request(method, headers)).await {
        Ok(response) if response.status() != StatusCode::NOT_FOUND => {
            let mut response = response.map(Body::new);
            if response.status().is_success() {
                response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/n-quads"));
            }
            response
        }
        // A new build has taken the place of the snapshot meanwhile.
        _ => answer::fault(StatusCode::SERVICE_UNAVAILABLE, "the data have just changed: ask again"),
    }
}

fn request(method: Method, headers: HeaderMap) -> Request<Body> {
    let mut request = Request::new(Body::empty());
    *request.method_mut() = method;
    *request.headers_mut() = headers;
    request
}
