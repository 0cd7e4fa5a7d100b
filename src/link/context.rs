//! Contexts of JSON-LD that other publishers name by address. No address is asked: of those
//! known here, the terms that we read stand in `ontology/linking`; what else is said under
//! such a context is passed over.

use std::error::Error;

use oxigraph::io::{JsonLdProfile, LoadedDocument, RdfFormat};

/// Contexts of one publisher: how their addresses begin and end, and what they say.
const KNOWN: &[(&str, &str, &str)] = &[(
    "https://data.europarl.europa.eu/api/",
    "/context.jsonld",
    include_str!("../../ontology/linking/europarl.jsonld"),
)];

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("the terms of this file stand at {0}, and no address is asked; put the context itself into the file")]
pub struct UnknownContext(String);

pub fn load(address: &str) -> Result<LoadedDocument, Box<dyn Error + Send + Sync>> {
    let known = KNOWN.iter().find(|(begins, ends, _)| address.starts_with(begins) && address.ends_with(ends));
    let (.., content) = known.ok_or_else(|| UnknownContext(address.to_owned()))?;
    Ok(LoadedDocument {
        url: address.to_owned(),
        content: content.as_bytes().to_vec(),
        format: RdfFormat::JsonLd { profile: JsonLdProfile::Context.into() },
    })
}
