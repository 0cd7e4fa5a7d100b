//! From one syntax of RDF to another: the library's reader and writer, joined.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};

use oxigraph::io::{LoadedDocument, RdfParseError, RdfParser, RdfSerializer};
use oxigraph::model::{IriParseError, Quad};

use super::{Format, json_ld};

/// Why RDF could not be converted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConvertError {
    #[error("the base is no IRI")]
    Base(#[from] IriParseError),
    /// Where in the input, its message says.
    #[error("the input cannot be read")]
    Read(#[source] RdfParseError),
    #[error("the output cannot be written")]
    Write(#[from] io::Error),
}

/// How the input is to be read.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Against which relative IRIs are read.
    pub base: Option<String>,
    /// Contexts of JSON-LD by their address. Nothing is fetched; ours is known without.
    pub contexts: BTreeMap<String, Vec<u8>>,
}

/// Each quad, in the order of the input.
pub fn read(
    input: impl Read,
    from: Format,
    reading: Reading,
) -> Result<impl Iterator<Item = Result<Quad, ConvertError>>, ConvertError> {
    let mut parser = RdfParser::from_format(from.rdf_format());
    if let Some(base) = reading.base {
        parser = parser.with_base_iri(base)?;
    }
    let parser = parser.for_reader(input).with_document_loader(move |address| {
        let content = match (reading.contexts.get(address), address) {
            (Some(given), _) => given.clone(),
            (None, json_ld::CONTEXT_IRI) => json_ld::CONTEXT.into(),
            (None, _) => return Err("nothing is fetched: put the context into the document".into()),
        };
        Ok(LoadedDocument { url: address.to_owned(), content, format: Format::JsonLd.rdf_format() })
    });
    Ok(parser.map(|quad| quad.map_err(ConvertError::Read)))
}

/// Quad by quad: memory does not grow with the input. A syntax without graphs gets the triples
/// of all.
pub fn convert(
    input: impl Read,
    from: Format,
    reading: Reading,
    output: impl Write,
    to: Format,
) -> Result<(), ConvertError> {
    let mut serializer = RdfSerializer::from_format(to.rdf_format()).for_writer(output);
    for quad in read(input, from, reading)? {
        let quad = quad?;
        if to.has_graphs() {
            serializer.serialize_quad(&quad)?
        } else {
            serializer.serialize_triple(quad.as_ref())?
        }
    }
    serializer.finish()?.flush()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json_ld: &str, expected: &str) {
        let mut out = Vec::new();
        let mut reading = Reading::default();
        let given = br#"{"@context": {"name": "t:name"}}"#;
        reading.contexts.insert("https://t.example/context".to_owned(), given.to_vec());
        let done = convert(json_ld.as_bytes(), Format::JsonLd, reading, &mut out, Format::NQuads);
        let out = match done {
            Ok(()) => String::from_utf8(out).unwrap(),
            Err(error) => std::error::Error::source(&error).map_or(error.to_string(), ToString::to_string),
        };
        assert!(out.contains(expected), "{out}");
    }

    #[test]
    fn our_context_is_known_without_a_network() {
        let document = format!(r#"{{"@context": "{}", "@id": "t:a", "number": "7"}}"#, json_ld::CONTEXT_IRI);
        check(&document, "<t:a> <http://data.europa.eu/eli/ontology#number> \"7\"");
    }

    #[test]
    fn contexts_that_are_given_are_read() {
        let document = r#"{"@context": "https://t.example/context", "@id": "t:a", "name": "7"}"#;
        check(document, "<t:a> <t:name> \"7\"");
    }

    #[test]
    fn other_contexts_are_not_fetched() {
        check(r#"{"@context": "https://schema.org/", "@id": "t:a", "name": "7"}"#, "nothing is fetched");
    }
}
