//! The SPARQL 1.1 Protocol: what a request over HTTP asks for. Knows nothing of SPARQL itself.

use std::borrow::Cow;

use axum::http::{Method, StatusCode};

/// A query, or that there was none.
#[derive(Debug, PartialEq, Eq)]
pub enum Operation {
    Query(Text),
    /// Nothing was asked: the description of the service, or the form.
    Nothing,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Text {
    pub query: String,
    pub default_graphs: Vec<String>,
    pub named_graphs: Vec<String>,
    /// `format=`, for people and tools without headers.
    pub format: Option<String>,
}

/// What is wrong with a request, and what to do.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault(pub StatusCode, pub &'static str);

const UPDATES: Fault =
    Fault(StatusCode::FORBIDDEN, "this endpoint only reads; data come in by `hemicycle build`");

/// `body` and its media type, for POST.
pub fn read(
    method: &Method,
    address: Option<&str>,
    content: Option<&str>,
    body: &[u8],
) -> Result<Operation, Fault> {
    let mut parameters = decode(address.unwrap_or_default().as_bytes())?;
    let mut direct = None;
    if method == Method::POST {
        let content = content.unwrap_or_default();
        let kind = content.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match kind.as_str() {
            "application/x-www-form-urlencoded" => parameters.extend(decode(body)?),
            "application/sparql-query" => {
                let charset = content.split(';').skip(1).find_map(|it| {
                    let (name, value) = it.split_once('=')?;
                    name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches('"'))
                });
                if charset.is_some_and(|it| !it.eq_ignore_ascii_case("utf-8")) {
                    return Err(Fault(StatusCode::UNSUPPORTED_MEDIA_TYPE, "send the query in UTF-8"));
                }
                let text = std::str::from_utf8(body).map_err(|_| NOT_UTF8)?;
                direct = Some(text.to_owned());
            }
            "application/sparql-update" => return Err(UPDATES),
            _ => {
                return Err(Fault(
                    StatusCode::UNSUPPORTED_MEDIA_TYPE,
                    "send the query as application/sparql-query or application/x-www-form-urlencoded",
                ));
            }
        }
    }
    let mut text = Text::default();
    let mut queries: Vec<String> = direct.into_iter().collect();
    for (name, value) in parameters {
        match name.as_ref() {
            "query" => queries.push(value.into_owned()),
            "update" => return Err(UPDATES),
            "default-graph-uri" => text.default_graphs.push(value.into_owned()),
            "named-graph-uri" => text.named_graphs.push(value.into_owned()),
            "format" => text.format = Some(value.into_owned()),
            // Other parameters are other people's: the protocol lets them be.
            _ => {}
        }
    }
    let mut queries = queries.into_iter();
    match (queries.next(), queries.next()) {
        (None, _) if method == Method::POST => {
            Err(Fault(StatusCode::BAD_REQUEST, "the parameter `query` is missing"))
        }
        (None, _) => Ok(Operation::Nothing),
        (Some(query), None) => Ok(Operation::Query(Text { query, ..text })),
        (Some(_), Some(_)) => Err(Fault(StatusCode::BAD_REQUEST, "one query in a request, not several")),
    }
}

/// Name and value.
pub type Parameter<'a> = (Cow<'a, str>, Cow<'a, str>);

const NOT_UTF8: Fault = Fault(StatusCode::BAD_REQUEST, "the request is not in UTF-8");

/// Parameters; refused where they are no UTF-8, which would else become other characters.
pub fn decode(encoded: &[u8]) -> Result<Vec<Parameter<'_>>, Fault> {
    if percent_encoding::percent_decode(encoded).decode_utf8().is_err() {
        return Err(NOT_UTF8);
    }
    Ok(form_urlencoded::parse(encoded).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(method: Method, address: &str, content: &str, body: &[u8], expected: &str) {
        let found = match read(&method, Some(address), Some(content), body) {
            Ok(Operation::Query(text)) => {
                format!("{} | {:?} | {:?}", text.query, text.default_graphs, text.named_graphs)
            }
            Ok(Operation::Nothing) => "nothing".to_owned(),
            Err(Fault(status, _)) => status.as_u16().to_string(),
        };
        assert_eq!(found, expected, "{method} {address} {content}");
    }

    const FORM: &str = "application/x-www-form-urlencoded";
    const DIRECT: &str = "application/sparql-query";

    #[test]
    fn a_query_comes_by_address_by_form_and_as_it_is() {
        check(Method::GET, "query=ASK%20%7B%7D", "", b"", "ASK {} | [] | []");
        check(Method::POST, "", FORM, b"query=ASK+%7B%7D&named-graph-uri=b:1", "ASK {} | [] | [\"b:1\"]");
        check(Method::POST, "default-graph-uri=a:1", DIRECT, b"ASK {}", "ASK {} | [\"a:1\"] | []");
        check(Method::POST, "", "application/sparql-query; charset=UTF-8", b"ASK {}", "ASK {} | [] | []");
        check(Method::GET, "", "", b"", "nothing");
    }

    #[test]
    fn what_is_no_query_is_refused() {
        check(Method::GET, "query=ASK&query=ASK", "", b"", "400");
        check(Method::GET, "query=%ff", "", b"", "400");
        check(Method::POST, "", FORM, b"", "400");
        check(Method::POST, "", DIRECT, b"\xff", "400");
        check(Method::POST, "", "application/sparql-query; charset=utf-16", b"ASK {}", "415");
        check(Method::POST, "", "text/plain", b"ASK {}", "415");
        check(Method::POST, "", "", b"query=ASK", "415");
    }

    #[test]
    fn updates_are_forbidden_however_they_come() {
        check(Method::GET, "update=CLEAR%20ALL", "", b"", "403");
        check(Method::POST, "", FORM, b"update=CLEAR+ALL", "403");
        check(Method::POST, "", "application/sparql-update", b"CLEAR ALL", "403");
    }
}
