//! The vocabulary, term by term, in the frame of the other pages.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Response, Uri};
use maud::html;

use super::super::routes::Here;
use super::super::view::View;
use super::{Page, thing};
use crate::ontology::pages;

pub async fn page(
    State(site): Here,
    Path(file): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Response<Body> {
    let view = View::new(&site, &uri, &headers);
    let shown = uri.path().to_owned();
    let found = file.strip_suffix(".html").and_then(|it| pages::content(it, view.language));
    let Some((title, content)) = found else {
        return thing::missing(&site, &view, &shown, &headers).await;
    };
    Page::new(title, html! { div.terms { (content) } }).send(&view, &shown, &headers)
}
