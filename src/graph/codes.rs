//! Code lists: labels of the codes that an act uses, in the graph of their scheme.
//!
//! Most codes are concepts of the lexicon. Those that no rule looks for in a text (kinds of
//! part, of notice, of activity …) stand in `ontology/codes.ttl`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Term as RdfTerm};

use super::term::Term;
use super::{TermId, Writer};
use crate::lexicon::{Entry, Form, Lexicon, NAMESPACE, SCHEMES};
use crate::text::Language;

const CODES: &str = include_str!("../../ontology/codes.ttl");

/// Labels by the code's IRI.
type Codes = BTreeMap<String, Vec<(Language, String)>>;

static OWN: LazyLock<Codes> = LazyLock::new(|| {
    let mut codes = Codes::new();
    for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(CODES.as_bytes()) {
        let quad = quad.expect("our own list parses: tested");
        if let (NamedOrBlankNode::NamedNode(code), RdfTerm::Literal(label)) = (quad.subject, quad.object)
            && quad.predicate.as_str() == Term::PrefLabel.iri()
            && let Some(language) = label.language().and_then(Language::new)
        {
            codes.entry(code.into_string()).or_default().push((language, label.value().to_owned()));
        }
    }
    codes
});

impl Writer<'_> {
    /// A code of `ontology/codes.ttl`.
    pub(super) fn own_code(&mut self, scheme: &str, code: &str) -> TermId {
        let id = self.data.iri_with(|into| {
            for part in [SCHEMES, scheme, "/", code] {
                into.push_str(part);
            }
        });
        self.own_codes.insert(id);
        id
    }

    /// The labels of every code used.
    pub(super) fn codes(&mut self) {
        let mut used: Vec<_> = self.codes.iter().copied().collect();
        used.sort_unstable();
        for id in used {
            let concept = self.lexicon.concept(id);
            let code = self.data.iri(&concept.iri);
            let graph = self.in_scheme(code, concept.scheme.code(), &concept.notation);
            for entry in self.lexicon.labels(id) {
                let property = match entry.form {
                    Form::Preferred => Term::PrefLabel,
                    // So that `explain` can name the label that decided.
                    Form::Alternative if self.is_users_own(&concept.iri, entry) => Term::AltLabel,
                    Form::Alternative | Form::Hidden | Form::Demonym | Form::Title => continue,
                };
                let label = match entry.language {
                    Some(language) => self.data.tagged(&entry.label, language),
                    None if self.is_users_own(&concept.iri, entry) => self.data.string(&entry.label),
                    None => continue,
                };
                self.data.add(graph, code, property, label);
            }
            for (property, value) in &concept.properties {
                if property.strip_prefix(NAMESPACE) == Some(Term::Strength.local())
                    && let Ok(strength) = value.parse()
                {
                    let strength = self.data.integer(strength);
                    self.data.add(graph, code, Term::Strength, strength);
                }
            }
        }
        let mut used: Vec<_> = self.own_codes.iter().copied().collect();
        used.sort_unstable();
        for code in used {
            let iri = self.data.form(code).trim_matches(['<', '>']).to_owned();
            let Some(labels) = OWN.get(&iri) else { continue };
            let Some((scheme, notation)) = iri.strip_prefix(SCHEMES).and_then(|it| it.split_once('/')) else {
                continue;
            };
            let graph = self.in_scheme(code, scheme, notation);
            for (language, label) in labels {
                let label = self.data.tagged(label, *language);
                self.data.add(graph, code, Term::PrefLabel, label);
            }
        }
    }

    /// Whether a label is of a list that does not come with the tool.
    pub(super) fn is_users_own(&self, concept: &str, entry: &Entry) -> bool {
        let built_in = Lexicon::built_in();
        if std::ptr::eq(self.lexicon, built_in) {
            return false;
        }
        let known = built_in.by_iri(concept);
        !known.is_some_and(|id| {
            built_in.labels(id).any(|it| it.language == entry.language && it.label == entry.label)
        })
    }

    fn in_scheme(&mut self, code: TermId, scheme: &str, notation: &str) -> TermId {
        let graph = self.data.iri(&self.minter.authority_graph(scheme));
        self.data.add(graph, code, Term::Type, Term::Concept);
        let notation = self.data.string(notation);
        self.data.add(graph, code, Term::Notation, notation);
        let scheme = self.data.iri_with(|into| {
            into.push_str(SCHEMES);
            into.push_str(scheme);
        });
        self.data.add(graph, code, Term::InScheme, scheme);
        graph
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_own_code_is_labelled_in_three_languages() {
        assert!(!OWN.is_empty());
        for (code, labels) in &*OWN {
            for language in [Language::ENGLISH, Language::FRENCH, Language::ITALIAN] {
                assert!(labels.iter().any(|(it, _)| *it == language), "{code} has no label in {language}");
            }
        }
    }
}
