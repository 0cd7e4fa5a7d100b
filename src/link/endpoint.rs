//! What another publisher's SPARQL endpoint knows of our names, asked only when the user names
//! an address.
//!
//! Asked are the names of our things as they are written, some at a time, with and without
//! language; what comes back is read like a file. A name in another spelling is not found so:
//! for that, load an extract.

use std::time::Duration;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{Literal, NamedNode, Quad};
use oxigraph::sparql::Variable;
use spargebra::Query;
use spargebra::algebra::GraphPattern;
use spargebra::term::{GroundTerm, NamedNodePattern, TriplePattern};

use super::published;
use super::thing::Thing;
use crate::http::{self, AddressError};

/// Names in one question: what servers answer within their time.
const AT_ONCE: usize = 40;
/// Languages in which a name is asked besides its own.
const LANGUAGES: [&str; 3] = ["en", "fr", "it"];
/// For one question, from first to last byte.
const ANSWER: Duration = Duration::from_secs(90);
/// An answer beyond this is not what was asked for.
const MOST_BYTES: u64 = 64 << 20;
const ACCEPT: &str = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5";

#[derive(Debug, thiserror::Error)]
pub enum AskError {
    #[error(transparent)]
    Address(#[from] AddressError),
    #[error("{url} does not answer as it should")]
    Http {
        url: String,
        #[source]
        cause: Box<ureq::Error>,
    },
    #[error("{url} answers in {format}, which is no RDF")]
    Format { url: String, format: String },
    #[error("what {url} answers cannot be read")]
    Rdf {
        url: String,
        #[source]
        cause: oxigraph::io::RdfParseError,
    },
}

impl AskError {
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::Address(AddressError::NoHttp(_)) => {
                "give the address of a SPARQL endpoint: `--from http://localhost:7878/sparql`"
            }
            Self::Address(AddressError::Tls(_)) => {
                "have a proxy on this machine speak TLS: docs/identity.md; or load an extract with --with"
            }
            Self::Http { .. } => "try the address in a browser; fewer things are asked for with --kind",
            Self::Format { .. } => "the address must be the endpoint itself, not its page",
            Self::Rdf { .. } => "ask for fewer things with --kind, or load an extract with --with",
        }
    }
}

/// An endpoint, not yet asked.
pub struct Endpoint {
    url: String,
    agent: ureq::Agent,
}

impl Endpoint {
    pub fn new(url: &str) -> Result<Self, AskError> {
        let agent = http::client(url, ANSWER)?.build().new_agent();
        Ok(Self { url: url.to_owned(), agent })
    }

    /// What it says of things that have one of our names, each triple to `take`.
    pub fn ask(&self, things: &[Thing], mut take: impl FnMut(&Quad)) -> Result<(), AskError> {
        for query in queries(things) {
            let http = |cause| AskError::Http { url: self.url.clone(), cause: Box::new(cause) };
            let answer = self
                .agent
                .post(&self.url)
                .header("accept", ACCEPT)
                .send_form([("query", query.to_string().as_str())])
                .map_err(http)?;
            let media =
                answer.headers().get("content-type").and_then(|it| it.to_str().ok()).unwrap_or_default();
            let Some(format) = RdfFormat::from_media_type(media) else {
                return Err(AskError::Format { url: self.url.clone(), format: media.to_owned() });
            };
            let body = answer.into_body().into_with_config().limit(MOST_BYTES).read_to_vec().map_err(http)?;
            for quad in RdfParser::from_format(format).for_slice(&body) {
                let quad =
                    quad.map_err(|cause| AskError::Rdf { url: self.url.clone(), cause: cause.into() })?;
                take(&quad);
            }
        }
        Ok(())
    }
}

/// Questions for all names of these things, each name once.
fn queries(things: &[Thing]) -> Vec<Query> {
    let mut names = std::collections::BTreeSet::new();
    for name in things.iter().flat_map(|it| &it.names) {
        names.insert((name.text.clone(), None));
        for language in LANGUAGES.into_iter().chain(name.language.as_deref()) {
            names.insert((name.text.clone(), Some(language.to_owned())));
        }
    }
    let literals: Vec<GroundTerm> = names
        .into_iter()
        .filter_map(|(text, language)| match language {
            None => Some(Literal::new_simple_literal(text)),
            Some(tag) => Literal::new_language_tagged_literal(text, tag).ok(),
        })
        .map(GroundTerm::Literal)
        .collect();
    literals.chunks(AT_ONCE * (LANGUAGES.len() + 1)).map(query).collect()
}

/// `CONSTRUCT { ?thing ?says ?what } WHERE { ?thing ?naming ?name ; ?says ?what }`, with the
/// names and the properties that we read as values.
fn query(names: &[GroundTerm]) -> Query {
    let variable = |name: &str| Variable::new_unchecked(name);
    let values = |name: &str, terms: Vec<GroundTerm>| GraphPattern::Values {
        variables: vec![variable(name)],
        bindings: terms.into_iter().map(|it| vec![Some(it)]).collect(),
    };
    let iris = |iris: Vec<&str>| -> Vec<GroundTerm> {
        iris.into_iter().map(|it| GroundTerm::NamedNode(NamedNode::new_unchecked(it))).collect()
    };
    let triple = |predicate: &str, object: &str| TriplePattern {
        subject: variable("thing").into(),
        predicate: NamedNodePattern::Variable(variable(predicate)),
        object: variable(object).into(),
    };
    let join = |left: GraphPattern, right: GraphPattern| GraphPattern::Join {
        left: Box::new(left),
        right: Box::new(right),
    };
    let (says, naming) = published::properties();
    let named = join(
        join(values("name", names.to_vec()), values("naming", iris(naming))),
        GraphPattern::Bgp { patterns: vec![triple("naming", "name")] },
    );
    let said = join(values("says", iris(says)), GraphPattern::Bgp { patterns: vec![triple("says", "what")] });
    Query::Construct {
        template: vec![triple("says", "what")],
        dataset: None,
        pattern: join(named, said),
        base_iri: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::kind::Kind;

    #[test]
    fn a_question_is_sparql_whatever_the_names() {
        let mut thing = Thing::new("https://a.example/1", Kind::Person);
        thing.name("Ada \"the\" O'Holm \\ } UNION {", Some("en"));
        let queries = queries(&[thing]);
        assert_eq!(queries.len(), 1);
        let text = queries[0].to_string();
        // Joins nest otherwise after reading; names come through.
        let read = spargebra::SparqlParser::new().parse_query(&text).expect("SPARQL").to_string();
        assert!(read.contains(r#""Ada \"the\" O'Holm \\ } UNION {"@fr"#), "{text}");
    }

    #[test]
    fn many_names_are_many_questions() {
        let things: Vec<Thing> = (0..100)
            .map(|it| {
                let mut thing = Thing::new(format!("https://a.example/{it}"), Kind::Person);
                thing.name(&format!("Ada Holm {it}"), Some("en"));
                thing
            })
            .collect();
        assert_eq!(queries(&things).len(), 3);
    }
}
