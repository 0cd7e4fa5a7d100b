//! Quads to the syntaxes of RDF, with the same prefixes and in the same order every time.
//!
//! Writing is oxigraph's, but for JSON-LD ([`json_ld`]) and triple terms ([`proof`]). A whole store
//! is written in a stream ([`stream`]); what must be in order and may be large waits in files ([`sorted`]).

pub mod convert;
pub mod feed;
pub mod graphml;
pub mod json_ld;
pub mod proof;
pub mod sorted;
pub mod stream;
pub mod table;
pub mod tree;

use std::io::{self, Write};

use oxigraph::io::RdfFormat;
use oxigraph::model::Quad;

use self::stream::{Proof, Writer};

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
    let mut writer = Writer::new(format, json_ld::Context::Inline, Proof::NamedGraphs, &mut out)?;
    writer.write(quads)?;
    writer.finish()
}
