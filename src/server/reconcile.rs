//! Reconciliation for OpenRefine and others: which of our things a name in somebody's table may
//! mean. The API of the W3C's community group in two versions, each under its own address, since
//! their manifests contradict each other:
//!
//! ```text
//! /reconcile              0.2, and queries of 1.0-draft where they come as JSON
//! /reconcile/0.2          0.2
//! /reconcile/1.0-draft    1.0-draft
//! ```
//!
//! In reading order: what is asked ([`question`]), in which words it is answered ([`answer`]),
//! the manifests ([`manifest`]), the small page of a thing ([`preview`]). What may be meant, say
//! the workers ([`super::matching`]).

mod answer;
mod manifest;
mod preview;
mod question;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header::{ALLOW, CONTENT_LANGUAGE, CONTENT_TYPE, HeaderValue, LOCATION};
use axum::http::{HeaderMap, Method, Response, StatusCode, Uri};
use serde_json::Value as Json;
use tokio::task::JoinSet;

use self::question::{Batch, Extend, Wrong};
use super::answer as http;
use super::endpoint::address;
use super::frame::Request;
use super::matching::{Candidate, Extended, Wanted};
use super::page::search::asked;
use super::pool::Unanswered;
use super::protocol;
use super::routes::{Here, Site};
use super::search::Shown;
use super::view::View;
use crate::search::kind::Kind;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Version {
    /// 0.2
    Old,
    /// 1.0-draft
    New,
}

impl Version {
    const fn name(self) -> &'static str {
        match self {
            Self::Old => "0.2",
            Self::New => "1.0-draft",
        }
    }
}

/// Questions for one worker at a time; a batch is shared among them.
const SHARE: usize = 25;

/// Everything under `/reconcile`.
pub async fn any(
    State(site): Here,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let view = View::new(&site, &uri, &headers);
    let path = uri.path().trim_start_matches("/reconcile").trim_matches('/');
    let (version, path) = match path.split_once('/').unwrap_or((path, "")) {
        ("0.2", rest) => (Some(Version::Old), rest),
        ("1.0-draft", rest) => (Some(Version::New), rest),
        _ => (None, path),
    };
    let Some(mut parameters) = parameters(uri.query().unwrap_or_default().as_bytes()) else {
        return http::fault(StatusCode::BAD_REQUEST, "parameters are UTF-8");
    };
    let content = headers.get(CONTENT_TYPE).and_then(|it| it.to_str().ok()).unwrap_or_default();
    let is_json = content.starts_with("application/json");
    if method == Method::POST && content.starts_with("application/x-www-form-urlencoded") {
        match self::parameters(&body) {
            Some(form) => parameters.extend(form),
            None => return http::fault(StatusCode::BAD_REQUEST, "parameters are UTF-8"),
        }
    }
    let asks = Asks { site: &site, view: &view, headers: &headers, parameters };
    let read = [Method::GET, Method::HEAD].contains(&method);
    match (path, read) {
        ("" | "match" | "reconcile", false) if method == Method::POST && is_json => {
            asks.batch(Version::New, Batch::new(&body)).await
        }
        ("" | "reconcile", _) if asks.get("queries").is_some() => {
            asks.batch(Version::Old, Batch::old(asks.get("queries").unwrap_or_default())).await
        }
        ("" | "reconcile", _) if asks.get("extend").is_some() => {
            asks.extend(Version::Old, Extend::read(asks.get("extend").unwrap_or_default().as_bytes())).await
        }
        ("extend", false) if method == Method::POST && is_json => {
            asks.extend(version.unwrap_or(Version::New), Extend::read(&body)).await
        }
        ("", true) => {
            let at = address(&headers, uri.path().trim_end_matches('/'));
            let version = version.unwrap_or(Version::Old);
            asks.json(&manifest::manifest(version, &view, &at, &address(&headers, "")))
        }
        ("extend/propose", true) => asks.propose().await,
        ("suggest/entity", true) => asks.suggest_things().await,
        ("suggest/property", true) => asks.suggest_properties().await,
        ("suggest/type", true) => asks.suggest_kinds(),
        ("preview", true) => preview::page(&asks).await,
        ("flyout/entity" | "flyout/property" | "flyout/type", true) => preview::flyout(&asks, path).await,
        ("view", true) => asks.view(),
        ("" | "match" | "reconcile" | "extend", _) => {
            let mut response = http::fault(
                StatusCode::METHOD_NOT_ALLOWED,
                "questions come by POST as application/json, or as a form with `queries` or `extend`",
            );
            response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD, POST"));
            response
        }
        _ => http::fault(StatusCode::NOT_FOUND, "reconciliation has no such address: see /reconcile"),
    }
}

fn parameters(encoded: &[u8]) -> Option<Vec<(String, String)>> {
    let decoded = protocol::decode(encoded).ok()?;
    Some(decoded.into_iter().map(|(name, value)| (name.into_owned(), value.into_owned())).collect())
}

/// A request, and all that answers need to know.
struct Asks<'a> {
    site: &'a Site,
    view: &'a View,
    headers: &'a HeaderMap,
    parameters: Vec<(String, String)>,
}

impl Asks<'_> {
    fn get(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(it, _)| it == name).map(|(_, it)| it.as_str())
    }

    fn number(&self, name: &str) -> Option<usize> {
        self.get(name)?.parse().ok()
    }

    fn language(&self) -> String {
        self.view.language.tag().to_owned()
    }

    fn json(&self, it: &Json) -> Response<Body> {
        let mut response = http::whole(StatusCode::OK, "application/json", it.to_string(), self.headers);
        if let Ok(language) = self.view.language.tag().parse() {
            response.headers_mut().insert(CONTENT_LANGUAGE, language);
        }
        response
    }

    async fn batch(&self, version: Version, batch: Result<Batch, Wrong>) -> Response<Body> {
        let batch = match batch {
            Ok(batch) => batch,
            Err(Wrong(status, why)) => return http::fault(status, &why),
        };
        match self.candidates(batch.wanted).await {
            Ok(found) => self.json(&answer::batch(version, self.view, &batch.names, &found)),
            Err(why) => http::unanswered(&why),
        }
    }

    /// In the order of the questions. No more shares at a time than there are workers, so that
    /// whoever wants a page waits for a share at most.
    async fn candidates(&self, wanted: Vec<Wanted>) -> Result<Vec<Vec<Candidate>>, Unanswered> {
        let mut shares = JoinSet::new();
        let mut found = Vec::new();
        let mut took = |done: Result<(usize, Result<_, Unanswered>), tokio::task::JoinError>| {
            let (n, candidates) = done.map_err(|error| Unanswered::Broken(error.to_string()))?;
            found.push((n, candidates?));
            Ok(())
        };
        for (n, share) in wanted.chunks(SHARE).enumerate() {
            if shares.len() >= self.site.pool.settings().workers
                && let Some(done) = shares.join_next().await
            {
                took(done)?;
            }
            let (site, language) = (self.site.clone(), self.language());
            let request = Request::Match { wanted: share.to_vec(), language };
            shares.spawn(async move { (n, asked::<Vec<Vec<Candidate>>>(&site, &request).await) });
        }
        while let Some(done) = shares.join_next().await {
            took(done)?;
        }
        found.sort_by_key(|(n, _)| *n);
        Ok(found.into_iter().flat_map(|(_, it)| it).collect())
    }

    async fn extend(&self, version: Version, extend: Result<Extend, Wrong>) -> Response<Body> {
        let extend = match extend {
            Ok(extend) => extend,
            Err(Wrong(status, why)) => return http::fault(status, &why),
        };
        let Extend { ids, properties, names } = extend;
        let request = Request::Extend { ids: ids.clone(), properties, language: self.language() };
        match asked::<Extended>(self.site, &request).await {
            Ok(extended) => self.json(&answer::extended(version, self.view, &ids, &names, &extended)),
            Err(why) => http::unanswered(&why),
        }
    }

    async fn properties(&self, kind: Option<Kind>) -> Result<Vec<(String, String)>, Unanswered> {
        asked(self.site, &Request::Properties { kind, language: self.language() }).await
    }

    async fn propose(&self) -> Response<Body> {
        let kind = self.get("type").and_then(question::kind);
        let properties = match self.get("type") {
            // Nothing is known of a type that we do not have.
            Some(_) if kind.is_none() => Ok(Vec::new()),
            _ => self.properties(kind).await,
        };
        match properties {
            Ok(mut properties) => {
                let limit = self.number("limit");
                properties.truncate(limit.filter(|it| *it > 0).unwrap_or(usize::MAX));
                self.json(&answer::proposed(self.get("type"), limit, &properties))
            }
            Err(why) => http::unanswered(&why),
        }
    }

    /// A page of suggestions.
    const PAGE: usize = 10;

    fn cursor(&self) -> usize {
        const FARTHEST: usize = 200;
        self.number("cursor").unwrap_or_default().min(FARTHEST)
    }

    async fn suggest_things(&self) -> Response<Body> {
        let text = self.get("prefix").unwrap_or_default().to_owned();
        let kind = self.get("type").and_then(question::kind);
        let things = if text.contains("://") || text.starts_with("id/") || text.starts_with("eli/") {
            let wanted = Wanted { ids: vec![text], most: 1, ..Wanted::default() };
            self.candidates(vec![wanted]).await.map(|it| answer::candidates_suggested(self.view, &it))
        } else {
            let most = self.cursor() + Self::PAGE;
            let request = Request::Begin { text, kind, most, language: self.language() };
            asked::<Vec<Shown>>(self.site, &request)
                .await
                .map(|it| answer::things_suggested(self.view, it.get(self.cursor()..).unwrap_or_default()))
        };
        match things {
            Ok(things) => self.json(&things),
            Err(why) => http::unanswered(&why),
        }
    }

    async fn suggest_properties(&self) -> Response<Body> {
        let kind = self.get("type").and_then(question::kind);
        match self.properties(kind).await {
            Ok(properties) => {
                let prefix = self.get("prefix").unwrap_or_default();
                let fitting: Vec<_> = properties
                    .into_iter()
                    .filter(|(iri, words)| iri == prefix || begins(words, prefix))
                    .collect();
                let from = fitting.iter().skip(self.cursor()).take(Self::PAGE * 2);
                self.json(&answer::properties_suggested(from))
            }
            Err(why) => http::unanswered(&why),
        }
    }

    fn suggest_kinds(&self) -> Response<Body> {
        let prefix = self.get("prefix").unwrap_or_default();
        let fitting = Kind::things()
            .filter(|it| begins(answer::kind(self.view, *it), prefix) || question::kind(prefix) == Some(*it));
        self.json(&answer::kinds_suggested(self.view, fitting.skip(self.cursor())))
    }

    /// To the page of a thing, whose identifier is its IRI or the path of it.
    fn view(&self) -> Response<Body> {
        let Some(id) = self.get("id") else {
            return http::fault(StatusCode::BAD_REQUEST, "say which thing: ?id=");
        };
        let base = &self.site.base;
        let ours = id.strip_prefix(&**base).filter(|it| it.starts_with('/'));
        let path = match ours {
            Some(path) => path.to_owned(),
            None if id.contains("://") => {
                // Not ours: only what is known of it here can be shown.
                let id: String = form_urlencoded::byte_serialize(id.as_bytes()).collect();
                format!("/reconcile/preview?id={id}")
            }
            // Never to another host, whatever browsers make of a backslash.
            None => format!("/{}", id.trim_start_matches(['/', '\\'])),
        };
        match HeaderValue::from_str(&path) {
            Ok(place) => {
                let mut response = Response::new(Body::empty());
                *response.status_mut() = StatusCode::SEE_OTHER;
                response.headers_mut().insert(LOCATION, place);
                response
            }
            Err(_) => http::fault(StatusCode::BAD_REQUEST, "this is no identifier of a thing"),
        }
    }
}

/// Whether a word of the name begins so; every name does with nothing.
fn begins(name: &str, prefix: &str) -> bool {
    let prefix = crate::search::word::whole(prefix);
    let name = format!(" {}", crate::search::word::whole(name));
    name.contains(&format!(" {prefix}"))
}
