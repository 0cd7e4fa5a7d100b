//! Every IRI answers: a thing leads to its document, and a document is a page or RDF.

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{LINK, LOCATION, VARY};
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, Uri};

use super::answer;
use super::endpoint::{address, asked, wanted};
use super::format::{Document, GraphFormat};
use super::frame::{Request, Table, Value};
use super::page;
use super::pool::Lane;
use super::routes::{Here, Site};
use super::view::View;
use crate::export::Format;
use crate::export::table::safe;

/// The IRI in the store of what stands at `path` here: base and host may differ.
pub fn iri(site: &Site, path: &str) -> String {
    format!("{}{}", site.base, path)
}

pub async fn thing(State(site): Here, method: Method, uri: Uri, headers: HeaderMap) -> Response<Body> {
    if ![Method::GET, Method::HEAD].contains(&method) {
        return super::routes::only_get();
    }
    let path = uri.path();
    if let Some((thing, document)) = Document::of(path) {
        return match document {
            Document::Page => {
                let view = View::new(&site, &uri, &headers);
                let mut response = match page::act::page(&site, &view, &headers).await {
                    Some(response) => response,
                    None => page::thing::page(&site, &view, &headers).await,
                };
                if response.status().is_success() {
                    signpost(&mut response, &site, thing, Document::Page);
                }
                response
            }
            Document::Table => table(&site, thing, &uri, &headers).await,
            Document::Graph(format) => graph(&site, thing, format, &headers).await,
        };
    }
    let Some(document) = wanted(&headers, None).document() else {
        return answer::fault(StatusCode::NOT_ACCEPTABLE, "documents are pages and RDF");
    };
    let query = uri.query().map(|it| format!("?{it}")).unwrap_or_default();
    see_other(&format!("{path}.{}{query}", document.extension()))
}

fn see_other(place: &str) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    let headers = response.headers_mut();
    headers.insert(VARY, HeaderValue::from_static("accept"));
    if let Ok(place) = HeaderValue::from_str(place) {
        headers.insert(LOCATION, place);
    }
    response
}

/// The RDF of a thing, with links to its other forms.
async fn graph(site: &Site, thing: &str, format: GraphFormat, headers: &HeaderMap) -> Response<Body> {
    let request = Request::Thing { iri: iri(site, thing), format };
    let mut response = answer::vary(asked(site, Lane::Own, &request, headers).await, "");
    if response.status().is_success() {
        signpost(&mut response, site, thing, Document::Graph(format));
    }
    response
}

/// What is said of a thing, as rows for a spreadsheet; refused as its RDF is.
async fn table(site: &Site, thing: &str, uri: &Uri, headers: &HeaderMap) -> Response<Body> {
    let known = Request::Thing { iri: iri(site, thing), format: GraphFormat(Format::NTriples) };
    if let Err(why) = site.pool.ask(Lane::Own, &known).await {
        return answer::unanswered(&why);
    }
    let view = View::new(site, uri, headers);
    let asked = page::asked("thing-says", &[("thing", Value::Iri(iri(site, thing)))]);
    match page::ask(site, &view, vec![asked]).await {
        Ok(tables) => match tables.first().map(rows) {
            Some(Ok(text)) => {
                let mut response = answer::whole(StatusCode::OK, "text/csv", text, headers);
                signpost(&mut response, site, thing, Document::Table);
                response
            }
            _ => answer::fault(StatusCode::INTERNAL_SERVER_ERROR, "the rows could not be written"),
        },
        Err(why) => answer::unanswered(&why),
    }
}

/// Property and value, each as it is and in words, with the language of words.
fn rows(says: &Table) -> Result<Vec<u8>, csv::Error> {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(["property", "value", "language", "property_iri", "value_iri"])?;
    for row in &says.rows {
        let (Some(property), Some(value)) = (says.cell(row, "property"), says.cell(row, "value")) else {
            continue;
        };
        let (words, iri, tag) = match &value.value {
            Value::Iri(iri) => (value.label.as_deref().unwrap_or(iri), iri.as_str(), ""),
            Value::Literal { text, language, .. } => {
                (text.as_str(), "", language.as_deref().unwrap_or_default())
            }
            Value::Typed(text) => (text.as_str(), "", ""),
        };
        let name = property.label.as_deref().unwrap_or_default();
        out.write_record([name, &*safe(words.to_owned()), tag, property.value.as_str(), iri])?;
    }
    out.into_inner().map_err(|error| error.into_error().into())
}

/// FAIR signposting: what the document is about, of which kind it is, and its other forms. A
/// page is described by its data, and data describe their page.
pub fn signpost(response: &mut Response<Body>, site: &Site, thing: &str, document: Document) {
    let mut links = vec![format!("<{}>; rel=\"cite-as\"", iri(site, thing))];
    if document == Document::Page {
        links.push("<https://schema.org/AboutPage>; rel=\"type\"".to_owned());
        for format in GraphFormat::ALL.iter().filter(|it| !it.0.has_graphs() || it.0 == Format::JsonLd) {
            let (extension, kind) = (format.0.extension(), format.0.media_type());
            links.push(format!("<{thing}.{extension}>; rel=\"describedby\"; type=\"{kind}\""));
        }
    } else {
        links.push(format!("<{thing}.html>; rel=\"describes\"; type=\"text/html\""));
    }
    links.push(format!("<{}>; rel=\"collection\"; type=\"application/n-quads\"", super::dump::PATH));
    if let Ok(value) = HeaderValue::from_str(&links.join(", ")) {
        response.headers_mut().insert(LINK, value);
    }
}

/// The description of the endpoint is that of the data set, too.
pub async fn void(State(site): Here, headers: HeaderMap) -> Response<Body> {
    let Some(format) = wanted(&headers, None).graph() else {
        return answer::fault(StatusCode::NOT_ACCEPTABLE, "the description is RDF");
    };
    let endpoint = address(&headers, "/sparql");
    asked(&site, Lane::Own, &Request::Service { endpoint, format }, &headers).await
}

pub async fn robots(headers: HeaderMap) -> Response<Body> {
    let map = address(&headers, "/sitemap.txt");
    let text = format!("User-agent: *\nDisallow: /sparql\nDisallow: /graph-store\nSitemap: {map}\n");
    answer::vary(answer::whole(StatusCode::OK, "text/plain", text, &headers), "")
}

/// Lines that the protocol of sitemaps allows.
const LONGEST_MAP: usize = 50_000;

/// Addresses of the pages of acts and things on this host, one a line.
pub async fn sitemap(State(site): Here, uri: Uri, headers: HeaderMap) -> Response<Body> {
    let view = View::new(&site, &uri, &headers);
    let asked = page::asked("site-things", &[("base", Value::text(&*site.base))]);
    match page::ask(&site, &view, vec![asked]).await {
        Ok(tables) => {
            let cells = tables.iter().flat_map(|it| it.rows.iter().flatten().flatten());
            let pages = cells.map(|it| address(&headers, &view.page(it.value.as_str())) + "\n");
            let text: String = pages.take(LONGEST_MAP).collect();
            answer::vary(answer::whole(StatusCode::OK, "text/plain", text, &headers), "")
        }
        Err(why) => answer::unanswered(&why),
    }
}
