//! A store at an address: the four verbs of the SPARQL 1.1 Graph Store Protocol.
//!
//! Name and password are sent when the server asks for them, as it asks (Basic or Digest).

use std::cell::RefCell;
use std::time::Duration;

use http_auth::{PasswordClient, PasswordParams};
use iri_string::spec::UriSpec;
use iri_string::template::UriTemplateStr;
use iri_string::template::simple_context::SimpleContext;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Quad;
use ureq::http::{Method, Request, Response};
use ureq::{Agent, Body};

use crate::http::{self, AddressError};

/// For one request, from first to last byte: a server may index what it is given.
const ANSWER: Duration = Duration::from_secs(600);
/// A graph read back is not larger.
const MOST_BYTES: u64 = 8 << 30;
/// Of what a server says why it refuses.
const MOST_SAID: usize = 300;

#[derive(Debug, thiserror::Error)]
pub enum RemoteError {
    #[error(transparent)]
    Address(#[from] AddressError),
    #[error("{url} cannot be reached")]
    Unreachable {
        url: String,
        #[source]
        cause: Box<ureq::Error>,
    },
    #[error("{url} wants another name and password")]
    Unauthorized { url: String },
    #[error("{url} asks for credentials in a way that is not known: {asked}")]
    Scheme { url: String, asked: String },
    #[error("{url} refuses with status {status}: {said}")]
    Refused { url: String, status: u16, said: String },
    #[error("what {url} gives back cannot be read")]
    Rdf {
        url: String,
        #[source]
        cause: oxigraph::io::RdfParseError,
    },
}

impl RemoteError {
    pub const fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Address(AddressError::NoHttp(_)) => {
                Some("give the address of the graph store: `hemicycle push http://localhost:7878/store`")
            }
            Self::Address(AddressError::Tls(_)) => {
                Some("have a proxy on this machine speak TLS: docs/push.md")
            }
            Self::Unreachable { .. } => {
                Some("see whether the server runs; run the same command again to go on")
            }
            Self::Unauthorized { .. } => {
                Some("set HEMICYCLE_PUSH_USER and HEMICYCLE_PUSH_PASSWORD, or give --credentials FILE")
            }
            Self::Refused { status: 404 | 405, .. } => {
                Some("the address must be that of the Graph Store Protocol, open for writing: docs/push.md")
            }
            Self::Refused { status: 500..=599, .. } => {
                Some("see the server's log and disk; run the same command again to go on")
            }
            Self::Refused { .. } | Self::Scheme { .. } | Self::Rdf { .. } => None,
        }
    }
}

pub struct Credentials {
    pub user: String,
    pub password: String,
}

pub struct Remote {
    url: String,
    agent: Agent,
    credentials: Option<Credentials>,
    /// How the server wants to be told who asks, once it has said so.
    client: RefCell<Option<PasswordClient>>,
}

impl Remote {
    pub fn new(url: &str, credentials: Option<Credentials>) -> Result<Self, RemoteError> {
        let agent = http::client(url, ANSWER)?.http_status_as_error(false).build().new_agent();
        Ok(Self { url: url.to_owned(), agent, credentials, client: RefCell::default() })
    }

    /// These triples, in N-Triples, and no others.
    pub fn replace(&self, graph: &str, triples: &[u8]) -> Result<(), RemoteError> {
        self.accepted(self.send(&Method::PUT, graph, triples)?).map(drop)
    }

    pub fn add(&self, graph: &str, triples: &[u8]) -> Result<(), RemoteError> {
        self.accepted(self.send(&Method::POST, graph, triples)?).map(drop)
    }

    /// No such graph is no fault.
    pub fn remove(&self, graph: &str) -> Result<(), RemoteError> {
        let answer = self.send(&Method::DELETE, graph, &[])?;
        if answer.status().as_u16() == 404 {
            return Ok(());
        }
        self.accepted(answer).map(drop)
    }

    pub fn read(&self, graph: &str) -> Result<Vec<Quad>, RemoteError> {
        let answer = self.accepted(self.send(&Method::GET, graph, &[])?)?;
        let media = answer.headers().get("content-type").and_then(|it| it.to_str().ok()).unwrap_or_default();
        // Servers of their own mind call N-Triples plain text.
        let format = RdfFormat::from_media_type(media).unwrap_or(RdfFormat::NTriples);
        let body = answer.into_body().into_with_config().limit(MOST_BYTES).read_to_vec();
        let body = body.map_err(|cause| self.unreachable(cause))?;
        let quads: Result<_, _> = RdfParser::from_format(format).for_slice(&body).collect();
        quads.map_err(|cause| RemoteError::Rdf { url: self.url.clone(), cause: cause.into() })
    }

    fn unreachable(&self, cause: ureq::Error) -> RemoteError {
        RemoteError::Unreachable { url: self.url.clone(), cause: Box::new(cause) }
    }

    /// An answer of success, or what the server says instead.
    fn accepted(&self, answer: Response<Body>) -> Result<Response<Body>, RemoteError> {
        let status = answer.status();
        if status.is_success() {
            return Ok(answer);
        }
        if matches!(status.as_u16(), 401 | 403) {
            return Err(RemoteError::Unauthorized { url: self.url.clone() });
        }
        let said = answer.into_body().into_with_config().limit(1 << 16).read_to_string().unwrap_or_default();
        let said = crate::text::printable(said.trim());
        let said = said.chars().take(MOST_SAID).collect();
        Err(RemoteError::Refused { url: self.url.clone(), status: status.as_u16(), said })
    }

    /// Once, and once more with name and password if the server asks who is there.
    fn send(&self, method: &Method, graph: &str, triples: &[u8]) -> Result<Response<Body>, RemoteError> {
        let answer = self.once(method, graph, triples)?;
        let Some(asked) = answer.headers().get("www-authenticate").filter(|_| answer.status() == 401) else {
            return Ok(answer);
        };
        let asked = asked.to_str().unwrap_or_default().to_owned();
        if self.credentials.is_none() {
            return Ok(answer);
        }
        // A new challenge of a server that had been answered is a new number used once, or a
        // wrong password: which of both, the second answer tells.
        let client = PasswordClient::try_from(asked.as_str())
            .map_err(|_| RemoteError::Scheme { url: self.url.clone(), asked })?;
        *self.client.borrow_mut() = Some(client);
        drop(answer);
        self.once(method, graph, triples)
    }

    fn once(&self, method: &Method, graph: &str, triples: &[u8]) -> Result<Response<Body>, RemoteError> {
        let address = self.address(graph);
        let mut request = Request::builder().method(method).uri(&address);
        if let (Some(client), Some(known)) = (self.client.borrow_mut().as_mut(), &self.credentials) {
            let path = address.splitn(4, '/').nth(3).unwrap_or_default();
            let uri = format!("/{path}");
            let answer = client.respond(&PasswordParams {
                username: &known.user,
                password: &known.password,
                uri: &uri,
                method: method.as_str(),
                body: Some(triples),
            });
            request = match answer {
                Ok(answer) => request.header("authorization", answer),
                Err(asked) => return Err(RemoteError::Scheme { url: self.url.clone(), asked }),
            };
        }
        let sent = if *method == Method::GET || *method == Method::DELETE {
            let request = request.header("accept", "application/n-triples, text/turtle;q=0.5");
            self.agent.run(request.body(()).map_err(|error| self.unreachable(error.into()))?)
        } else {
            let request = request.header("content-type", "application/n-triples");
            self.agent.run(request.body(triples).map_err(|error| self.unreachable(error.into()))?)
        };
        sent.map_err(|cause| self.unreachable(cause))
    }

    fn address(&self, graph: &str) -> String {
        let mut values = SimpleContext::new();
        values.insert("graph", graph);
        let template = if self.url.contains('?') { "{&graph}" } else { "{?graph}" };
        let template = UriTemplateStr::new(template).expect("a template of ours");
        let query = template.expand::<UriSpec, _>(&values).expect("text expands");
        format!("{}{query}", self.url)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_graph_is_named_in_the_query() {
        let remote = |url| Remote::new(url, None).map_err(|it| it.to_string());
        let address = |url| remote(url).map(|it| it.address("https://a.example/g?x=1&y#z"));
        let graph = "graph=https%3A%2F%2Fa.example%2Fg%3Fx%3D1%26y%23z";
        assert_eq!(address("http://b.example/store"), Ok(format!("http://b.example/store?{graph}")));
        assert_eq!(address("http://b.example/?db=1"), Ok(format!("http://b.example/?db=1&{graph}")));
    }
}
