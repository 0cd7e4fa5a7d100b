//! From one syntax of RDF to another: the library's reader and writer, joined.

use std::io::{self, Read, Write};

use oxigraph::io::{RdfParseError, RdfParser, RdfSerializer};
use oxigraph::model::IriParseError;

use super::Format;

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

/// Quad by quad, in the order of the input: memory does not grow with it. A syntax without
/// graphs gets the triples of all.
pub fn convert(
    input: impl Read,
    from: Format,
    base: Option<&str>,
    output: impl Write,
    to: Format,
) -> Result<(), ConvertError> {
    let mut parser = RdfParser::from_format(from.rdf_format());
    if let Some(base) = base {
        parser = parser.with_base_iri(base)?;
    }
    let mut serializer = RdfSerializer::from_format(to.rdf_format()).for_writer(output);
    for quad in parser.for_reader(input) {
        let quad = quad.map_err(ConvertError::Read)?;
        if to.has_graphs() {
            serializer.serialize_quad(&quad)?
        } else {
            serializer.serialize_triple(quad.as_ref())?
        }
    }
    serializer.finish()?.flush()?;
    Ok(())
}
