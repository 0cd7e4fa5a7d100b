//! How well data portals will find a catalogue described: the score of data.europa.eu.
//!
//! 405 points in five dimensions (findability 100, accessibility 100, interoperability 110,
//! reusability 75, context 20), as its methodology weighs them; the weights and where they were
//! read stand in `docs/publish.md`. A catalogue has the share of an indicator's points
//! that its datasets or distributions earn. What needs the network or the official shapes is
//! taken for given here and checked otherwise: that addresses answer (the file is in the
//! folder), and that the catalogue conforms (CI).

use std::collections::BTreeSet;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, NamedOrBlankNode, Term};

use super::describe::{Description, expand};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Of {
    Datasets,
    Distributions,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Test {
    /// Has the property.
    Has,
    /// Has it, with a value that begins so.
    From(&'static str),
    /// Has it, with a value of these file types: machine-readable and open, all that we write.
    OpenFormat,
    Given,
}

/// Name, what it is asked of, points, and what must all hold of which properties.
type Indicator = (&'static str, Of, u32, &'static [(&'static str, Test)]);

const AUTHORITY: &str = "http://publications.europa.eu/resource/authority/";
const MEDIA_TYPES: &str = "http://www.iana.org/assignments/media-types/";

const INDICATORS: [Indicator; 23] = [
    ("keywords", Of::Datasets, 30, &[("dcat:keyword", Test::Has)]),
    ("themes", Of::Datasets, 30, &[("dcat:theme", Test::Has)]),
    ("places", Of::Datasets, 20, &[("dcterms:spatial", Test::Has)]),
    ("period", Of::Datasets, 20, &[("dcterms:temporal", Test::Has)]),
    ("access address answers", Of::Distributions, 50, &[("dcat:accessURL", Test::Has)]),
    ("download address", Of::Distributions, 20, &[("dcat:downloadURL", Test::Has)]),
    ("download address answers", Of::Distributions, 30, &[("dcat:downloadURL", Test::Has)]),
    ("format", Of::Distributions, 20, &[("dcterms:format", Test::Has)]),
    ("media type", Of::Distributions, 10, &[("dcat:mediaType", Test::Has)]),
    (
        "format and media type of a list",
        Of::Distributions,
        10,
        &[("dcterms:format", Test::From(AUTHORITY)), ("dcat:mediaType", Test::From(MEDIA_TYPES))],
    ),
    ("open format", Of::Distributions, 20, &[("dcterms:format", Test::OpenFormat)]),
    ("machine-readable format", Of::Distributions, 20, &[("dcterms:format", Test::OpenFormat)]),
    ("DCAT-AP", Of::Datasets, 30, &[("dcterms:title", Test::Given)]),
    ("licence", Of::Distributions, 20, &[("dcterms:license", Test::Has)]),
    ("licence of a list", Of::Distributions, 10, &[("dcterms:license", Test::From(AUTHORITY))]),
    ("access rights", Of::Datasets, 10, &[("dcterms:accessRights", Test::Has)]),
    ("access rights of a list", Of::Datasets, 5, &[("dcterms:accessRights", Test::From(AUTHORITY))]),
    ("contact", Of::Datasets, 20, &[("dcat:contactPoint", Test::Has)]),
    ("publisher", Of::Datasets, 10, &[("dcterms:publisher", Test::Has)]),
    ("rights", Of::Distributions, 5, &[("dcterms:rights", Test::Has)]),
    ("size", Of::Distributions, 5, &[("dcat:byteSize", Test::Has)]),
    ("issued", Of::Datasets, 5, &[("dcterms:issued", Test::Has)]),
    ("modified", Of::Datasets, 5, &[("dcterms:modified", Test::Has)]),
];

const OPEN: [&str; 5] = ["RDF_N_QUADS", "RDF_N_TRIPLES", "XML", "CSV", "TSV"];

/// The score, and what lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quality {
    pub points: u32,
    /// Indicators that did not earn all of their points.
    pub lacks: Vec<&'static str>,
}

impl Quality {
    /// What can be reached.
    pub fn most() -> u32 {
        INDICATORS.iter().map(|(_, _, points, _)| points).sum()
    }
}

pub(super) fn of(catalogue: &Description) -> Quality {
    let of_class = |class: &str| -> BTreeSet<&str> {
        let class = Term::from(NamedNode::new_unchecked(expand(class)));
        let typed = catalogue.quads.iter().filter(|it| it.predicate == rdf::TYPE && it.object == class);
        typed.filter_map(|it| name(&it.subject)).collect()
    };
    let (datasets, distributions) = (of_class("dcat:Dataset"), of_class("dcat:Distribution"));
    let mut quality = Quality { points: 0, lacks: Vec::new() };
    for (indicator, of, points, needed) in INDICATORS {
        let nodes = match of {
            Of::Datasets => &datasets,
            Of::Distributions => &distributions,
        };
        let mut earning = nodes.clone();
        for (property, test) in needed {
            let property = expand(property);
            let of_property = catalogue.quads.iter().filter(|it| it.predicate.as_str() == property);
            let holding: BTreeSet<&str> = of_property
                .filter(|it| holds(*test, &it.object))
                .filter_map(|it| name(&it.subject))
                .collect();
            earning.retain(|it| holding.contains(it));
        }
        if nodes.is_empty() || earning.len() < nodes.len() {
            quality.lacks.push(indicator);
        }
        quality.points += points * earning.len() as u32 / (nodes.len() as u32).max(1);
    }
    quality
}

fn name(node: &NamedOrBlankNode) -> Option<&str> {
    match node {
        NamedOrBlankNode::NamedNode(it) => Some(it.as_str()),
        NamedOrBlankNode::BlankNode(_) => None,
    }
}

fn holds(test: Test, value: &Term) -> bool {
    let Term::NamedNode(iri) = value else { return matches!(test, Test::Has | Test::Given) };
    match test {
        Test::Has | Test::Given => true,
        Test::From(start) => iri.as_str().starts_with(start),
        Test::OpenFormat => OPEN.iter().any(|it| iri.as_str().ends_with(&format!("/{it}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_indicators_together_are_405_points() {
        assert_eq!(Quality::most(), 405);
    }

    #[test]
    fn format_and_media_type_of_a_list_count_together() {
        let points = |properties: &[(&str, &str)]| {
            let mut it = Description::default();
            it.class("https://example.org/d", "dcat:Distribution");
            properties.iter().for_each(|(name, value)| it.link("https://example.org/d", name, value));
            of(&it).points
        };
        let format = ("dcterms:format", "http://publications.europa.eu/resource/authority/file-type/CSV");
        let listed = ("dcat:mediaType", "http://www.iana.org/assignments/media-types/text/csv");
        let other = ("dcat:mediaType", "https://example.org/csv");
        assert_eq!(points(&[format, listed]) - points(&[format, other]), 10);
    }

    #[test]
    fn a_bare_dataset_earns_what_is_given_and_lacks_the_rest() {
        let mut it = Description::default();
        it.class("https://example.org/d", "dcat:Dataset");
        it.tagged("https://example.org/d", "dcterms:title", "Acts", "en");
        let quality = of(&it);
        assert_eq!(quality.points, 30);
        assert_eq!(quality.lacks.len(), INDICATORS.len() - 1);
    }
}
