//! What a parameter of a question may be, and how the text a user gives becomes an RDF term.

use std::fmt;

use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNode, Term};

use super::expand;
use super::names::Kind;
use crate::lexicon::SCHEMES;
use crate::text::{Language, StatedDate};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParameterType {
    /// A thing of the graph: by IRI, or by a name that is looked up.
    Thing(Kind),
    /// Any IRI, in full or with a known prefix; nothing is looked up.
    Iri,
    /// A concept of a code list by its code: `concept(speech-act)` takes `deplores`.
    Concept(String),
    Text,
    Integer,
    /// A day: `2025-09-30`.
    Date,
    /// A language by its two-letter tag.
    Language,
}

/// A value that its parameter does not take.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{value}` is no {kind}: {wanted}")]
pub struct ValueError {
    pub value: String,
    pub kind: ParameterType,
    pub wanted: &'static str,
}

impl ParameterType {
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "iri" => Self::Iri,
            "text" => Self::Text,
            "integer" => Self::Integer,
            "date" => Self::Date,
            "language" => Self::Language,
            _ => match text.strip_prefix("concept(").and_then(|it| it.strip_suffix(')')) {
                Some(scheme) if !scheme.is_empty() => Self::Concept(scheme.to_owned()),
                _ => Self::Thing(Kind::ALL.into_iter().find(|it| it.name() == text)?),
            },
        })
    }

    /// Every type as it is written in a header.
    pub fn names() -> String {
        let things: Vec<&str> = Kind::ALL.iter().map(|it| it.name()).collect();
        format!("{}, iri, concept(SCHEME), text, integer, date, language", things.join(", "))
    }

    /// The term that `value` means, or `None` where it is a name to be looked up in the store.
    pub fn term(&self, value: &str) -> Result<Option<Term>, ValueError> {
        let refuse = |wanted| ValueError { value: value.to_owned(), kind: self.clone(), wanted };
        Ok(Some(match self {
            Self::Thing(_) => match iri(value) {
                Some(iri) => iri.into(),
                None => return Ok(None),
            },
            Self::Iri => iri(value).ok_or_else(|| refuse("give it in full, or with a known prefix"))?.into(),
            Self::Concept(scheme) => match iri(value) {
                Some(iri) => iri.into(),
                None => NamedNode::new(format!("{SCHEMES}{scheme}/{value}"))
                    .map_err(|_| refuse("give the code of the concept, or its IRI"))?
                    .into(),
            },
            Self::Text => Literal::new_simple_literal(value).into(),
            Self::Integer => {
                Literal::from(value.trim().parse::<i64>().map_err(|_| refuse("give digits, as in 20"))?)
                    .into()
            }
            Self::Date => {
                let day = parse_day(value).ok_or_else(|| refuse("give a day, as in 2025-09-30"))?;
                Literal::new_typed_literal(day, xsd::DATE).into()
            }
            Self::Language => {
                let language = Language::new(value).ok_or_else(|| refuse("give two letters, as in fr"))?;
                Literal::new_simple_literal(language.tag()).into()
            }
        }))
    }

    /// Whether the value is well formed; names are not looked up.
    pub fn check(&self, value: &str) -> Result<(), ValueError> {
        self.term(value).map(drop)
    }
}

impl fmt::Display for ParameterType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Thing(kind) => f.write_str(kind.name()),
            Self::Iri => f.write_str("iri"),
            Self::Concept(scheme) => write!(f, "concept({scheme})"),
            Self::Text => f.write_str("text"),
            Self::Integer => f.write_str("integer"),
            Self::Date => f.write_str("date"),
            Self::Language => f.write_str("language"),
        }
    }
}

/// An IRI in full (`<…>` or bare, with `//` or as a URN) or with a known prefix.
pub fn iri(value: &str) -> Option<NamedNode> {
    let value = value.trim();
    let bare = value.strip_prefix('<').and_then(|it| it.strip_suffix('>')).unwrap_or(value);
    if bare.contains("://") || bare.starts_with("urn:") {
        return NamedNode::new(bare).ok();
    }
    NamedNode::new(expand(value)?).ok()
}

fn parse_day(value: &str) -> Option<String> {
    let mut parts = value.trim().splitn(3, '-');
    let (year, month, day) =
        (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let date = StatedDate::new(year, Some(month), Some(day))?;
    Some(date.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kind: &str, value: &str, expected: &str) {
        let kind = ParameterType::parse(kind).expect(kind);
        let found = match kind.term(value) {
            Ok(Some(term)) => term.to_string(),
            Ok(None) => "a name".to_owned(),
            Err(error) => error.to_string(),
        };
        assert_eq!(found, expected, "{kind} {value:?}");
    }

    #[test]
    fn every_type_is_read_from_its_own_name() {
        for kind in Kind::ALL {
            assert_eq!(
                ParameterType::parse(kind.name()).map(|it| it.to_string()).as_deref(),
                Some(kind.name())
            );
        }
        for name in ["iri", "text", "integer", "date", "language", "concept(hedge)"] {
            assert_eq!(ParameterType::parse(name).map(|it| it.to_string()).as_deref(), Some(name));
        }
        assert_eq!(ParameterType::parse("concept()"), None);
        assert_eq!(ParameterType::parse("number"), None);
    }

    #[test]
    fn values_become_terms() {
        check("iri", "<http://example.org/a>", "<http://example.org/a>");
        check("iri", "skos:Concept", "<http://www.w3.org/2004/02/skos/core#Concept>");
        check("concept(hedge)", "reported", "<https://w3id.org/hemicycle/def/hedge/reported>");
        check("text", "a \"b\"", "\"a \\\"b\\\"\"");
        check("integer", "20", "\"20\"^^<http://www.w3.org/2001/XMLSchema#integer>");
        check("date", "2025-9-30", "\"2025-09-30\"^^<http://www.w3.org/2001/XMLSchema#date>");
        check("language", "FR", "\"fr\"");
        check("act", "Resolution 2616 (2025)", "a name");
        check("act", "https://example.org/eli/1", "<https://example.org/eli/1>");
    }

    #[test]
    fn values_of_another_type_are_refused() {
        check("integer", "many", "`many` is no integer: give digits, as in 20");
        check("date", "2025-02-30", "`2025-02-30` is no date: give a day, as in 2025-09-30");
        check("language", "french", "`french` is no language: give two letters, as in fr");
        check("iri", "a b", "`a b` is no iri: give it in full, or with a known prefix");
    }
}
