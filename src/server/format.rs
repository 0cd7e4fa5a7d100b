//! Forms of answers, and which of them a client takes.
//!
//! Media types are compared by `headers-accept`, after RFC 9110. Where a client names no type
//! or any, it gets the first of the list.

use std::str::FromStr as _;

use headers_accept::Accept;
use mediatype::MediaType;
use oxigraph::sparql::results::QueryResultsFormat;
use serde::{Deserialize, Serialize};

use crate::export::Format;

/// A form of rows, or of yes and no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowFormat {
    Json,
    Xml,
    Csv,
    Tsv,
}

/// A syntax of RDF, as [`Format`], in a form that can be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GraphFormat(#[serde(with = "named")] pub Format);

mod named {
    use serde::{Deserialize as _, Deserializer, Serializer};

    use crate::export::Format;

    pub fn serialize<S: Serializer>(format: &Format, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(format.name())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Format, D::Error> {
        let name = String::deserialize(from)?;
        Format::named(&name).ok_or_else(|| serde::de::Error::custom("no format of RDF"))
    }
}

impl RowFormat {
    pub const ALL: [Self; 4] = [Self::Json, Self::Xml, Self::Csv, Self::Tsv];

    /// As it is sent; the first of its [`Self::types`].
    pub const fn media_type(self) -> &'static str {
        self.types()[0]
    }

    /// All names it is asked for by.
    pub const fn types(self) -> &'static [&'static str] {
        match self {
            Self::Json => &["application/sparql-results+json", "application/json"],
            Self::Xml => &["application/sparql-results+xml", "application/xml", "text/xml"],
            Self::Csv => &["text/csv"],
            Self::Tsv => &["text/tab-separated-values"],
        }
    }

    /// As `format=` names it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Xml => "xml",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
        }
    }

    pub const fn results(self) -> QueryResultsFormat {
        match self {
            Self::Json => QueryResultsFormat::Json,
            Self::Xml => QueryResultsFormat::Xml,
            Self::Csv => QueryResultsFormat::Csv,
            Self::Tsv => QueryResultsFormat::Tsv,
        }
    }
}

impl GraphFormat {
    /// In the order in which we offer them.
    pub const ALL: [Self; 6] = [
        Self(Format::Turtle),
        Self(Format::NTriples),
        Self(Format::RdfXml),
        Self(Format::JsonLd),
        Self(Format::TriG),
        Self(Format::NQuads),
    ];

    pub const fn types(self) -> &'static [&'static str] {
        match self.0 {
            Format::Turtle => &["text/turtle", "application/x-turtle"],
            Format::NTriples => &["application/n-triples", "text/plain"],
            Format::RdfXml => &["application/rdf+xml", "application/xml", "text/xml"],
            Format::JsonLd => &["application/ld+json", "application/json"],
            Format::TriG => &["application/trig"],
            Format::NQuads => &["application/n-quads"],
        }
    }
}

/// What a client says it takes.
pub struct Wanted {
    /// None: it did not say, or not in a form that can be read.
    accept: Option<Accept>,
    /// `format=` of the address, for people and for tools that cannot set headers.
    format: Option<String>,
}

impl Wanted {
    pub fn new(accept: Option<&str>, format: Option<&str>) -> Self {
        let accept =
            accept.filter(|it| !it.trim().is_empty()).and_then(|it| Accept::from_str(&plain(it)).ok());
        Self { accept, format: format.map(str::to_owned) }
    }

    pub fn rows(&self) -> Option<RowFormat> {
        self.choose(&RowFormat::ALL, |it| it.types(), |it| vec![it.name()])
    }

    pub fn graph(&self) -> Option<GraphFormat> {
        self.choose(&GraphFormat::ALL, |it| it.types(), |it| vec![it.0.name(), it.0.extension()])
    }

    /// A document: a page, or RDF.
    pub fn document(&self) -> Option<Document> {
        self.choose(
            &Document::all().collect::<Vec<_>>(),
            |it| match it {
                Document::Page => &["text/html", "application/xhtml+xml"],
                Document::Table => RowFormat::Csv.types(),
                Document::Graph(it) => it.types(),
            },
            |it| match it {
                Document::Page => vec!["html"],
                Document::Table => vec!["csv"],
                Document::Graph(it) => vec![it.0.name(), it.0.extension()],
            },
        )
    }

    /// Whether a page is liked better than any RDF: what a browser says.
    pub fn prefers_page(&self) -> bool {
        self.accept.is_some() && self.document() == Some(Document::Page) && !self.takes_anything_alike()
    }

    /// `*/*` alone, as curl and most libraries say.
    fn takes_anything_alike(&self) -> bool {
        self.accept.as_ref().is_some_and(|it| it.media_types().all(|it| it.ty().as_str() == "*"))
    }

    fn choose<T: Copy>(
        &self,
        offered: &[T],
        types: impl Fn(&T) -> &'static [&'static str],
        names: impl Fn(&T) -> Vec<&'static str>,
    ) -> Option<T> {
        if let Some(name) = &self.format {
            let named = |it: &&T| names(it).contains(&name.as_str()) || types(it).contains(&name.as_str());
            return offered.iter().find(named).copied();
        }
        let Some(accept) = &self.accept else { return offered.first().copied() };
        // The names that are our own come before those that others lend (`application/json`).
        let longest = offered.iter().map(|it| types(it).len()).max().unwrap_or_default();
        let available: Vec<(MediaType<'static>, T)> = (0..longest)
            .flat_map(|n| offered.iter().map(move |it| (n, it)))
            .filter_map(|(n, it)| Some((MediaType::parse(types(it).get(n)?).ok()?, *it)))
            .collect();
        let chosen = accept.negotiate(available.iter().map(|(it, _)| it))?;
        available.iter().find(|(it, _)| it == chosen).map(|(_, it)| *it)
    }
}

/// Ranges without parameters but `q`: a client that wants Turtle in UTF-8 wants our Turtle.
fn plain(accept: &str) -> String {
    let range = |it: &str| {
        let mut parts = it.split(';').map(str::trim);
        let kind = parts.next().unwrap_or_default().to_owned();
        let quality = parts.find(|it| it.get(..2).is_some_and(|it| it.eq_ignore_ascii_case("q=")));
        quality.map_or(kind.clone(), |it| format!("{kind};{it}"))
    };
    accept.split(',').map(range).collect::<Vec<_>>().join(", ")
}

/// A document about a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Document {
    Page,
    /// What is said of it as CSV.
    Table,
    Graph(GraphFormat),
}

impl Document {
    fn all() -> impl Iterator<Item = Self> {
        [Self::Page].into_iter().chain(GraphFormat::ALL.map(Self::Graph)).chain([Self::Table])
    }

    pub const fn extension(self) -> &'static str {
        match self {
            Self::Page => "html",
            Self::Table => "csv",
            Self::Graph(it) => it.0.extension(),
        }
    }

    /// The address without the ending, and what the ending asks for.
    pub fn of(path: &str) -> Option<(&str, Self)> {
        let (thing, ending) = path.rsplit_once('.')?;
        Self::all().find(|it| it.extension() == ending).map(|it| (thing, it))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows and graph that a client with this header gets, as `json ttl`; `-` where none.
    fn check(accept: &str, expected: &str) {
        let wanted = Wanted::new(Some(accept), None);
        let rows = wanted.rows().map_or("-", RowFormat::name);
        let graph = wanted.graph().map_or("-", |it| it.0.extension());
        let document = wanted.document().map_or("-", Document::extension);
        assert_eq!(format!("{rows} {graph} {document}"), expected, "{accept}");
    }

    #[test]
    fn clients_get_what_they_like_best() {
        for (accept, expected) in include_str!("accept.txt").lines().filter_map(|it| it.split_once(" => ")) {
            check(accept.trim(), expected.trim());
        }
    }

    #[test]
    fn the_higher_quality_wins_in_either_order() {
        for (n, a) in GraphFormat::ALL.iter().enumerate() {
            for (m, b) in GraphFormat::ALL.iter().enumerate().filter(|(m, _)| *m != n) {
                let [first, second] = [a, b].map(|it| it.types()[0]);
                for accept in [
                    format!("{first};q=0.8, {second};q=0.3"),
                    format!("{second};q=0.3, {first};q=0.8, */*;q=0.1"),
                ] {
                    assert_eq!(Wanted::new(Some(&accept), None).graph(), Some(*a), "{accept} {n} {m}");
                }
            }
        }
        for a in RowFormat::ALL {
            for b in RowFormat::ALL.into_iter().filter(|it| *it != a) {
                for (first, second) in a.types().iter().flat_map(|x| b.types().iter().map(move |y| (x, y))) {
                    let accept = format!("{second};q=0.3, {first}");
                    assert_eq!(Wanted::new(Some(&accept), None).rows(), Some(a), "{accept}");
                }
            }
        }
    }

    #[test]
    fn the_address_goes_before_the_header() {
        let wanted = Wanted::new(Some("application/json"), Some("csv"));
        assert_eq!(wanted.rows(), Some(RowFormat::Csv));
        assert_eq!(wanted.graph(), None);
    }

    #[test]
    fn a_browser_prefers_a_page_and_a_tool_does_not() {
        let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
        assert!(Wanted::new(Some(browser), None).prefers_page());
        for tool in ["*/*", "text/turtle", "application/json"] {
            assert!(!Wanted::new(Some(tool), None).prefers_page(), "{tool}");
        }
        assert!(!Wanted::new(None, None).prefers_page());
    }

    #[test]
    fn endings_are_known_and_numbers_are_no_endings() {
        assert_eq!(Document::of("/id/state/kz.ttl").map(|it| it.0), Some("/id/state/kz"));
        assert_eq!(Document::of("/eli/a/res/2025/1/para/9.2"), None);
    }
}
