//! Names as somebody types them: `/suggest?q=`, and the script that asks for them.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response, StatusCode, Uri};
use serde_json::{Value as Json, json};

use super::answer;
use super::frame::Request;
use super::page::search::{asked, one, place};
use super::routes::Here;
use super::search::Shown;
use super::view::View;

/// Names that fit below a field.
const MOST: usize = 8;

/// A list of objects: `label`, `kind` in the reader's language, `words` (another name, or an
/// act's title), `page`.
pub async fn names(State(site): Here, uri: Uri, headers: HeaderMap) -> Response<Body> {
    let view = View::new(&site, &uri, &headers);
    let Some(text) = view.parameter("q") else {
        return answer::fault(StatusCode::BAD_REQUEST, "say what is being typed: /suggest?q=");
    };
    let (text, language) = (text.to_owned(), view.language.tag().to_owned());
    let request = Request::Begin { text, kind: None, most: MOST, language };
    match asked::<Vec<Shown>>(&site, &request).await {
        Ok(names) => {
            let names: Vec<Json> = names
                .iter()
                .map(|it| {
                    let words: String = it.words.iter().map(|it| it.text.as_str()).collect();
                    json!({
                        "label": it.label,
                        "kind": one(&view, it.kind),
                        "words": words,
                        "page": place(&view, it),
                    })
                })
                .collect();
            answer::whole(StatusCode::OK, "application/json", Json::from(names).to_string(), &headers)
        }
        Err(why) => answer::unanswered(&why),
    }
}

pub async fn script(headers: HeaderMap) -> Response<Body> {
    answer::whole(StatusCode::OK, "text/javascript", include_str!("suggest.js"), &headers)
}
