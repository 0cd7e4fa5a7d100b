//! The client for addresses that the user names: the only place that sets one up.
//!
//! Addresses are `http:` only. Every TLS library that is fit for use brings C code, which
//! this crate does not want; a proxy on the same machine can speak TLS for it, see
//! `docs/identity.md`.

use std::time::Duration;

use oxigraph::model::NamedNode;
use ureq::config::ConfigBuilder;
use ureq::typestate::AgentScope;

const CONNECT: Duration = Duration::from_secs(10);

/// Why an address cannot be asked.
#[derive(Debug, thiserror::Error)]
pub enum AddressError {
    #[error("{0} is no http address")]
    NoHttp(String),
    #[error("{0} would need TLS, which is not compiled in")]
    Tls(String),
}

/// A client for this address. `answer`: time for one request, from first to last byte.
pub fn client(url: &str, answer: Duration) -> Result<ConfigBuilder<AgentScope>, AddressError> {
    if url.starts_with("https://") {
        return Err(AddressError::Tls(url.to_owned()));
    }
    if !url.starts_with("http://") || url.contains('#') || NamedNode::new(url).is_err() {
        return Err(AddressError::NoHttp(url.to_owned()));
    }
    Ok(ureq::Agent::config_builder()
        .timeout_connect(Some(CONNECT))
        .timeout_global(Some(answer))
        .user_agent(concat!("hemicycle/", env!("CARGO_PKG_VERSION"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(url: &str, expected: Option<&str>) {
        let fault = client(url, CONNECT).err().map(|it| it.to_string());
        assert_eq!(fault.as_deref(), expected, "{url}");
    }

    #[test]
    fn only_plain_http_is_asked() {
        check("http://a.example/sparql?x=1", None);
        check("https://a.example/", Some("https://a.example/ would need TLS, which is not compiled in"));
        for url in ["a.example", "http://a b", "http://a.example/#here", "file:///a", ""] {
            check(url, Some(&format!("{url} is no http address")));
        }
    }
}
