//! A thing that may be linked, ours or another publisher's.

use std::collections::{BTreeMap, BTreeSet};

use super::kind::Kind;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thing {
    pub iri: String,
    pub kind: Kind,
    /// Each once, in order.
    pub names: BTreeSet<Label>,
    /// By [`super::identifier`], and what makes it so.
    pub identifiers: BTreeMap<String, Given>,
    /// Addresses that our graph says it has elsewhere, as they are written.
    pub elsewhere: BTreeSet<String>,
    /// States it is of: ISO 3166-1, two small letters.
    pub states: BTreeSet<String>,
    /// States of the acts that name it: where it is spoken of, and no nationality.
    pub concerns: BTreeSet<String>,
    /// Days on which it was adopted, as far as is said: `2025-10-07`.
    pub days: BTreeSet<String>,
    /// An entry of a code list, and not the thing itself.
    pub is_concept: bool,
    /// An act that some text cites by its day alone: nobody knows which of that day.
    pub is_untitled: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label {
    pub text: String,
    /// As tagged.
    pub language: Option<String>,
}

/// Where an identifier comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Given {
    /// A text prints it: an act's or a treaty's number.
    Printed,
    /// A register or a publisher gives it.
    Register,
}

impl Thing {
    pub fn new(iri: impl Into<String>, kind: Kind) -> Self {
        Self {
            iri: iri.into(),
            kind,
            names: BTreeSet::new(),
            identifiers: BTreeMap::new(),
            elsewhere: BTreeSet::new(),
            states: BTreeSet::new(),
            concerns: BTreeSet::new(),
            days: BTreeSet::new(),
            is_concept: false,
            is_untitled: false,
        }
    }

    pub fn name(&mut self, text: &str, language: Option<&str>) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !text.is_empty() {
            self.names.insert(Label { text, language: language.map(str::to_owned) });
        }
    }

    /// A day, or a moment of one; what is neither says nothing.
    pub fn day(&mut self, value: &str) {
        if let Some(day) = value.get(..10).filter(|it| it.parse::<jiff::civil::Date>().is_ok()) {
            self.days.insert(day.to_owned());
        }
    }

    pub fn identify(&mut self, identifier: String, given: Given) {
        self.identifiers.entry(identifier).or_insert(given);
    }

    /// Takes in what else is said of it.
    pub fn merge(&mut self, other: Self) {
        self.names.extend(other.names);
        for (identifier, given) in other.identifiers {
            self.identify(identifier, given);
        }
        self.elsewhere.extend(other.elsewhere);
        self.states.extend(other.states);
        self.concerns.extend(other.concerns);
        self.days.extend(other.days);
        self.is_concept |= other.is_concept;
        self.is_untitled |= other.is_untitled;
    }
}
