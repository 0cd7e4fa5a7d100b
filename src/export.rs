//! Quads to the syntaxes of RDF, with the same prefixes and in the same order every time.
//!
//! Writing is oxigraph's, but for JSON-LD: see [`json_ld`].

pub mod convert;
pub mod feed;
pub mod graphml;
pub mod json_ld;
pub mod table;

use std::io::{self, Write};

use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::{GraphNameRef, Quad, QuadRef};

use crate::canonical::order;
use crate::graph::term::PREFIXES;

/// A syntax that we write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    Turtle,
    TriG,
    NTriples,
    NQuads,
    JsonLd,
    RdfXml,
}

impl Format {
    pub const ALL: [Self; 6] =
        [Self::Turtle, Self::TriG, Self::NTriples, Self::NQuads, Self::JsonLd, Self::RdfXml];

    /// As the command line names it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Turtle => "turtle",
            Self::TriG => "trig",
            Self::NTriples => "ntriples",
            Self::NQuads => "nquads",
            Self::JsonLd => "jsonld",
            Self::RdfXml => "rdfxml",
        }
    }

    pub const fn extension(self) -> &'static str {
        match self {
            Self::Turtle => "ttl",
            Self::TriG => "trig",
            Self::NTriples => "nt",
            Self::NQuads => "nq",
            Self::JsonLd => "jsonld",
            Self::RdfXml => "rdf",
        }
    }

    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Turtle => "text/turtle",
            Self::TriG => "application/trig",
            Self::NTriples => "application/n-triples",
            Self::NQuads => "application/n-quads",
            Self::JsonLd => "application/ld+json",
            Self::RdfXml => "application/rdf+xml",
        }
    }

    /// By name or extension.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name || it.extension() == name)
    }

    /// Whether it says in which graph a triple stands. The others give the union.
    pub const fn has_graphs(self) -> bool {
        match self {
            Self::TriG | Self::NQuads | Self::JsonLd => true,
            Self::Turtle | Self::NTriples | Self::RdfXml => false,
        }
    }

    /// The syntax as oxigraph knows it.
    pub fn rdf_format(self) -> RdfFormat {
        match self {
            Self::Turtle => RdfFormat::Turtle,
            Self::TriG => RdfFormat::TriG,
            Self::NTriples => RdfFormat::NTriples,
            Self::NQuads => RdfFormat::NQuads,
            Self::JsonLd => RdfFormat::JsonLd { profile: oxigraph::io::JsonLdProfileSet::empty() },
            Self::RdfXml => RdfFormat::RdfXml,
        }
    }
}

/// Sorted, each quad once; in syntaxes without graphs each triple once. The order in which
/// quads come does not matter.
pub fn write(quads: &[Quad], format: Format, mut out: impl Write) -> io::Result<()> {
    let mut sorted: Vec<QuadRef<'_>> = quads.iter().map(Quad::as_ref).collect();
    if !format.has_graphs() {
        for quad in &mut sorted {
            quad.graph_name = GraphNameRef::DefaultGraph;
        }
    }
    sorted.sort_unstable_by(|a, b| order(a).cmp(&order(b)));
    sorted.dedup();
    if format == Format::JsonLd {
        return json_ld::write(&sorted, json_ld::Context::Inline, &mut out);
    }
    let mut serializer = RdfSerializer::from_format(format.rdf_format());
    if !matches!(format, Format::NTriples | Format::NQuads) {
        for (prefix, namespace) in PREFIXES {
            serializer = serializer.with_prefix(*prefix, *namespace).map_err(io::Error::other)?;
        }
    }
    let mut serializer = serializer.for_writer(&mut out);
    for quad in sorted {
        if format.has_graphs() {
            serializer.serialize_quad(quad)?;
        } else {
            serializer.serialize_triple(quad)?;
        }
    }
    serializer.finish()?;
    Ok(())
}
