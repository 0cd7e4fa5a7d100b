//! Syntaxes as the command line names them. The table of them is [`Rdf::ALL`]; what a command
//! writes beside RDF is its own.

use clap::ValueEnum;
use clap::builder::PossibleValue;

use crate::export::Format as Rdf;

impl ValueEnum for Rdf {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}

/// Every syntax of RDF, or `O`: formats of a command that writes other things, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Or<O> {
    Rdf(Rdf),
    Other(O),
}

/// The formats a command has beside RDF, and the syntaxes of RDF that it offers.
pub trait Beside: ValueEnum + Copy + 'static {
    /// All that the command writes, in the order in which help lists them.
    const OFFERED: &'static [Or<Self>];
}

/// What [`Beside::OFFERED`] holds for a command that writes every syntax of RDF, and these.
macro_rules! rdf_and {
    ($($other:expr),* $(,)?) => {
        &[
            Or::Rdf(Rdf::NQuads),
            Or::Rdf(Rdf::NTriples),
            Or::Rdf(Rdf::Turtle),
            Or::Rdf(Rdf::TriG),
            Or::Rdf(Rdf::JsonLd),
            Or::Rdf(Rdf::RdfXml),
            $(Or::Other($other)),*
        ]
    };
}
pub(super) use rdf_and;

impl<O: Beside> ValueEnum for Or<O> {
    fn value_variants<'a>() -> &'a [Self] {
        O::OFFERED
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        match self {
            Self::Rdf(format) => format.to_possible_value(),
            Self::Other(other) => other.to_possible_value(),
        }
    }
}
