//! What a person decided about two things, and what follows from it.

use oxigraph::model::NamedNode;

/// Whether, how and why two things are one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decision {
    pub subject: String,
    pub object: String,
    /// The act of which it is said: another act's mentions keep their meaning.
    pub act: Option<String>,
    pub ruling: Ruling,
    pub subject_label: Option<String>,
    pub object_label: Option<String>,
    /// Who decided: an IRI such as an ORCID, or a name.
    pub author: String,
    /// When: `2025-10-07`.
    pub date: String,
    pub comment: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ruling {
    /// One thing.
    Same,
    /// One thing, one of the two an entry of a code list.
    ExactMatch,
    /// Two things. With an act: in this act the subject's mentions mean the object.
    Different,
    /// The subject's IRI stays and leads to the object's.
    ReplacedBy,
}

impl Ruling {
    pub const ALL: [Self; 4] = [Self::Same, Self::ExactMatch, Self::Different, Self::ReplacedBy];

    /// The predicate that says it.
    pub const fn predicate(self) -> &'static str {
        match self {
            Self::Same => "http://www.w3.org/2002/07/owl#sameAs",
            Self::ExactMatch => "http://www.w3.org/2004/02/skos/core#exactMatch",
            Self::Different => "http://www.w3.org/2002/07/owl#differentFrom",
            Self::ReplacedBy => "http://purl.org/dc/terms/isReplacedBy",
        }
    }

    pub fn of_predicate(iri: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.predicate() == iri)
    }
}

/// Why something is no decision.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecisionError {
    #[error("`{0}` is no address")]
    NotAnIri(String),
    #[error("`{0}` is no day")]
    Date(String),
    #[error("nobody is named who decided")]
    NoAuthor,
    #[error("no day is given")]
    NoDate,
    #[error("<{0}> cannot be split from or replaced by itself")]
    Itself(String),
}

impl DecisionError {
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::NotAnIri(_) => "give the whole address, or a prefix that the file's curie_map declares",
            Self::Date(_) | Self::NoDate => {
                "give the day as year-month-day: `--on 2025-10-07`, or in `mapping_date`"
            }
            Self::NoAuthor => "say who: `--by 'Ada Holm'` or `--by https://orcid.org/…`, or in `author_id`",
            Self::Itself(_) => "give the other thing an address of its own",
        }
    }
}

impl Decision {
    pub fn check(&self) -> Result<(), DecisionError> {
        for iri in [Some(&self.subject), Some(&self.object), self.act.as_ref()].into_iter().flatten() {
            NamedNode::new(iri).map_err(|_| DecisionError::NotAnIri(iri.clone()))?;
        }
        if self.author.trim().is_empty() {
            return Err(DecisionError::NoAuthor);
        }
        if self.date.is_empty() {
            return Err(DecisionError::NoDate);
        }
        self.date.parse::<jiff::civil::Date>().map_err(|_| DecisionError::Date(self.date.clone()))?;
        if self.subject == self.object {
            return Err(DecisionError::Itself(self.subject.clone()));
        }
        Ok(())
    }

    /// What it is about: a later decision about the same takes its place.
    pub fn about(&self) -> (&str, &str, Option<&str>) {
        (&self.subject, &self.object, self.act.as_deref())
    }
}
