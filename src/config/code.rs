//! Code lists of others that a catalogue uses: the EU's authority lists and the ADMS types.
//!
//! `ontology/publishing/codes.ttl`, made by `scripts/publishing_codes.py`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedNode, NamedOrBlankNode, Quad, Term};

const CODES: &str = include_str!("../../ontology/publishing/codes.ttl");
const AUTHORITY: &str = "http://publications.europa.eu/resource/authority/";
const IDENTIFIER: &str = "http://purl.org/dc/elements/1.1/identifier";
const SCHEME: &str = "http://www.w3.org/2004/02/skos/core#inScheme";

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum List {
    AccessRight,
    Availability,
    Continent,
    Country,
    FileType,
    Frequency,
    Language,
    Licence,
    LicenceType,
    PublisherType,
    Theme,
}

impl List {
    pub const ALL: [Self; 11] = [
        Self::AccessRight,
        Self::Availability,
        Self::Continent,
        Self::Country,
        Self::FileType,
        Self::Frequency,
        Self::Language,
        Self::Licence,
        Self::LicenceType,
        Self::PublisherType,
        Self::Theme,
    ];

    /// As its publisher calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AccessRight => "access-right",
            Self::Availability => "planned-availability",
            Self::Continent => "continent",
            Self::Country => "country",
            Self::FileType => "file-type",
            Self::Frequency => "frequency",
            Self::Language => "language",
            Self::Licence => "licence",
            Self::LicenceType => "licencetype",
            Self::PublisherType => "publishertype",
            Self::Theme => "data-theme",
        }
    }

    /// IRI of the list itself.
    pub fn iri(self) -> String {
        match self {
            Self::LicenceType | Self::PublisherType => format!("http://purl.org/adms/{}/1.0", self.name()),
            _ => format!("{AUTHORITY}{}", self.name()),
        }
    }

    pub fn code(self, code: &str) -> Option<Code> {
        TABLE.codes.get(&(self.iri(), code.to_owned())).map(|iri| Code { iri: iri.clone() })
    }
}

/// An entry of a list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Code {
    iri: NamedNode,
}

impl Code {
    pub fn iri(&self) -> &NamedNode {
        &self.iri
    }

    /// The code itself.
    pub fn name(&self) -> &str {
        self.iri.as_str().rsplit('/').next().unwrap_or_default()
    }

    /// What the lists say of the entry and of its list: types, labels, title. Catalogues carry
    /// it, so that they are understood, and checked, without the lists.
    pub fn facts(&self) -> impl Iterator<Item = &'static Quad> {
        let own = TABLE.facts.get(self.iri.as_str()).into_iter().flatten();
        let scheme = own.clone().find(|it| it.predicate.as_str() == SCHEME).and_then(|it| match &it.object {
            Term::NamedNode(scheme) => TABLE.facts.get(scheme.as_str()),
            _ => None,
        });
        own.chain(scheme.into_iter().flatten())
    }
}

/// Codes of a list, in their order.
pub fn codes(list: List) -> impl Iterator<Item = &'static str> {
    let scheme = list.iri();
    TABLE.codes.keys().filter(move |(it, _)| *it == scheme).map(|(_, code)| code.as_str())
}

struct Table {
    /// By scheme and code.
    codes: BTreeMap<(String, String), NamedNode>,
    /// By subject.
    facts: BTreeMap<String, Vec<Quad>>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut facts: BTreeMap<String, Vec<Quad>> = BTreeMap::new();
    for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(CODES) {
        let quad = quad.expect("our file is Turtle: tested");
        if let NamedOrBlankNode::NamedNode(subject) = &quad.subject {
            facts.entry(subject.as_str().to_owned()).or_default().push(quad);
        }
    }
    let mut codes = BTreeMap::new();
    for (subject, quads) in &facts {
        let scheme = quads.iter().find_map(|it| match &it.object {
            Term::NamedNode(scheme) if it.predicate.as_str() == SCHEME => Some(scheme.as_str()),
            _ => None,
        });
        let code = quads.iter().find_map(|it| match &it.object {
            Term::Literal(code) if it.predicate.as_str() == IDENTIFIER => Some(code.value()),
            _ => None,
        });
        if let (Some(scheme), Some(code)) = (scheme, code) {
            codes.insert((scheme.to_owned(), code.to_owned()), NamedNode::new_unchecked(subject.as_str()));
        }
    }
    Table { codes, facts }
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_has_codes_and_every_code_a_label_and_a_titled_list() {
        for list in List::ALL {
            assert!(codes(list).next().is_some(), "{}", list.name());
            for code in codes(list) {
                let predicates: Vec<&str> =
                    list.code(code).expect("listed").facts().map(|it| it.predicate.as_str()).collect();
                for wanted in ["prefLabel", "title"] {
                    assert!(
                        predicates.iter().any(|it| it.ends_with(wanted)),
                        "{}/{code}: no {wanted}",
                        list.name()
                    );
                }
            }
        }
    }

    #[test]
    fn codes_are_spelt_as_in_their_list() {
        assert!(List::Licence.code("CC_BY_4_0").is_some());
        assert!(List::Licence.code("cc_by_4_0").is_none());
        assert!(List::Theme.code("CC_BY_4_0").is_none());
    }
}
