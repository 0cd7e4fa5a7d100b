//! The newest acts as an Atom feed (RFC 4287).

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response, StatusCode, Uri};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::answer;
use super::endpoint::address;
use super::frame::{Table, Value};
use super::page;
use super::routes::Here;
use super::view::View;

/// Entries of a feed: readers come back often.
const MOST: usize = 50;

pub async fn acts(State(site): Here, uri: Uri, headers: HeaderMap) -> Response<Body> {
    let view = View::new(&site, &uri, &headers);
    let asked = page::asked("home-acts", &[("language", Value::text(view.language.tag()))]);
    match page::ask(&site, &view, vec![asked]).await {
        Ok(tables) => match tables.first().map(|it| written(&view, it, &address(&headers, ""))) {
            Some(Ok(text)) => answer::whole(StatusCode::OK, "application/atom+xml", text, &headers),
            _ => answer::fault(StatusCode::INTERNAL_SERVER_ERROR, "the feed could not be written"),
        },
        Err(why) => answer::unanswered(&why),
    }
}

/// Acts without a date have no place in time and none here.
fn written(view: &View, acts: &Table, host: &str) -> std::io::Result<Vec<u8>> {
    let dated = || acts.rows.iter().filter(|row| !acts.text(row, "date").is_empty()).take(MOST);
    let moment = |day: &str| format!("{day}T00:00:00Z");
    let newest = dated().next().map_or("1970-01-01", |row| acts.text(row, "date"));
    let mut out = Writer::new(Vec::new());
    out.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let feed = out
        .create_element("feed")
        .with_attributes([("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", view.language.tag())]);
    feed.write_inner_content(|out| {
        text(out, "id", &format!("{}/feed", view.base))?;
        text(out, "title", "Hemicycle")?;
        text(out, "updated", &moment(newest))?;
        out.create_element("author").write_inner_content(|out| text(out, "name", "Hemicycle"))?;
        let own = format!("{host}/feed.atom");
        out.create_element("link").with_attributes([("rel", "self"), ("href", &*own)]).write_empty()?;
        for row in dated() {
            let Some(act) = acts.cell(row, "act") else { continue };
            let iri = act.value.as_str();
            out.create_element("entry").write_inner_content(|out| {
                text(out, "id", iri)?;
                text(out, "title", act.label.as_deref().unwrap_or(iri))?;
                text(out, "updated", &moment(acts.text(row, "date")))?;
                let page = format!("{host}{}", view.page(iri));
                out.create_element("link").with_attribute(("href", &*page)).write_empty()?;
                let title = acts.cell(row, "title").or_else(|| acts.cell(row, "other"));
                text(out, "summary", title.map(|it| it.value.as_str()).unwrap_or_default())
            })?;
        }
        Ok(())
    })?;
    Ok(out.into_inner())
}

fn text(out: &mut Writer<Vec<u8>>, name: &str, words: &str) -> std::io::Result<()> {
    out.create_element(name).write_text_content(BytesText::new(words))?;
    Ok(())
}
