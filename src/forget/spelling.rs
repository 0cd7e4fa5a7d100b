//! How a thing is spelt, as far as a store knows: its labels, the words of texts that name it,
//! its address.
//!
//! Names of two words and more are taken whole. Of a person or an organisation, the words of a
//! text count as a name where they share one with a label ("Ms Ada Holm" of `Ada Holm`, "Ады
//! Холм" of `Ада Холм`), cut to the name; "the President" alone is none. Of other things only
//! words that share a number with a label: "the Convention" is every convention.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{NamedNodeRef, NamedOrBlankNode, Term as Node};
use oxigraph::store::StorageError;

use super::mark::{Salt, Word, words};
use super::{Forgotten, Tombstone};
use crate::graph::term::Term;
use crate::store::Store;
use crate::store::catalogue::property;

/// Properties whose values are names of a thing.
const NAMES: [Term; 7] = [
    Term::PrefLabel,
    Term::AltLabel,
    Term::Label,
    Term::DctTitle,
    Term::ReferredToAs,
    Term::ShortName,
    Term::OwnName,
];

/// From where a word of a text is a spelling of a word of a label: cases and house styles.
const NEAR: f64 = 0.8;

/// What a store knows of how a thing is called.
#[derive(Debug, Default)]
pub struct Spellings {
    /// Addresses: its own, and others' of the same thing.
    pub iris: BTreeSet<String>,
    /// As acts and registers call it.
    pub labels: BTreeSet<String>,
    /// As texts do.
    pub words: BTreeSet<String>,
    /// Whether its names are proper names throughout: a person's, an organisation's.
    pub proper: bool,
}

impl Spellings {
    pub fn of(store: &Store, iri: &str) -> Result<Self, StorageError> {
        let inner = store.oxigraph();
        let thing = NamedNodeRef::new_unchecked(iri);
        let mut it = Self {
            iris: BTreeSet::from([iri.to_owned()]),
            proper: iri.contains("/id/person/") || iri.contains("/id/org/"),
            ..Self::default()
        };
        for quad in inner.quads_for_pattern(Some(thing.into()), None, None, None) {
            let quad = quad?;
            let is = |terms: &[Term]| terms.iter().any(|it| property(*it) == quad.predicate.as_ref());
            match quad.object {
                Node::Literal(name) if is(&NAMES) => {
                    it.labels.insert(name.value().to_owned());
                }
                Node::NamedNode(other) if is(&[Term::SameAs]) => {
                    it.iris.insert(other.into_string());
                }
                _ => {}
            }
        }
        let texts = [(Term::Denotes, Term::Exact, false), (Term::Realizes, Term::Title, true)];
        for (leads, says, is_label) in texts {
            for quad in inner.quads_for_pattern(None, Some(property(leads)), Some(thing.into()), None) {
                let node = quad?.subject;
                for quad in inner.quads_for_pattern(Some(node.as_ref()), Some(property(says)), None, None) {
                    let Node::Literal(text) = quad?.object else { continue };
                    let all = if is_label { &mut it.labels } else { &mut it.words };
                    all.insert(text.value().to_owned());
                }
            }
        }
        for quad in inner.quads_for_pattern(None, Some(property(Term::SameAs)), Some(thing.into()), None) {
            if let NamedOrBlankNode::NamedNode(other) = quad?.subject {
                it.iris.insert(other.into_string());
            }
        }
        if it.proper {
            let slug = iri.rsplit('/').next().unwrap_or_default();
            it.labels.insert(percent_encoding::percent_decode_str(slug).decode_utf8_lossy().into_owned());
        }
        Ok(it)
    }

    pub fn tombstone(&self, id: String, reason: String, date: Option<String>, salt: Salt) -> Tombstone {
        let labels: Vec<Vec<Word<'_>>> = self.labels.iter().map(|it| words(it)).collect();
        // Words of labels that tell: names begin with a capital, numbers are numbers.
        let telling: BTreeSet<&str> = labels
            .iter()
            .flatten()
            .filter(|it| if self.proper { it.may_be_name() && it.plain.len() > 1 } else { has_digit(it) })
            .map(|it| it.plain.as_str())
            .collect();
        let tells = |word: &Word<'_>| {
            telling.contains(word.plain.as_str())
                || self.proper
                    && word.may_be_name()
                    && telling.iter().any(|it| strsim::jaro_winkler(it, &word.plain) >= NEAR)
        };
        let mut names: BTreeMap<usize, BTreeSet<_>> = BTreeMap::new();
        let mut single = BTreeSet::new();
        for label in &labels {
            if label.len() > 1 {
                names.entry(label.len()).or_default().insert(salt.name(label));
            }
            if self.proper {
                single.extend(label.iter().filter(|it| tells(it)).map(|it| salt.word(it)));
            }
        }
        for text in &self.words {
            let text = words(text);
            let (Some(first), Some(last)) = (text.iter().position(tells), text.iter().rposition(tells))
            else {
                continue;
            };
            let name = match self.proper {
                true => &text[first..=last],
                false => &text[..],
            };
            if name.len() > 1 {
                names.entry(name.len()).or_default().insert(salt.name(name));
            }
            if self.proper {
                single.extend(name.iter().filter(|it| tells(it)).map(|it| salt.word(it)));
            }
        }
        let things = self.iris.iter().map(|it| salt.thing(it)).collect();
        Tombstone { id, reason, date, things, names, words: single, salt }
    }
}

fn has_digit(word: &Word<'_>) -> bool {
    word.text.chars().any(char::is_numeric)
}

/// Whether a text, such as a reason, names what it is about.
pub fn names(tombstone: &Tombstone, text: &str) -> bool {
    let forgotten = Forgotten::new(vec![tombstone.clone()]);
    let gone = forgotten.redact(text, &BTreeSet::from([0])) != text;
    gone || text.split_whitespace().any(|it| forgotten.of(it.trim_matches(['<', '>'])).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(iri: &str, labels: &[&str], words: &[&str], gone: &[&str], stays: &[&str]) {
        let set = |all: &[&str]| all.iter().map(|it| (*it).to_owned()).collect();
        let spellings = Spellings {
            iris: set(&[iri]),
            labels: set(labels),
            words: set(words),
            proper: iri.contains("/person/"),
        };
        let it = spellings.tombstone("1".to_owned(), String::new(), None, Salt::of([3; 16]));
        for text in gone {
            assert!(names(&it, text), "{text} names it");
        }
        for text in stays {
            assert!(!names(&it, text), "{text} does not");
        }
    }

    #[test]
    fn words_of_texts_are_names_where_they_share_a_word_with_a_label() {
        check(
            "https://b.example/id/person/ada-holm",
            &["Ada Holm", "Ада Холм"],
            &["Ms Ada Holm", "President Holm", "Ады Холм", "the President", "she"],
            &["Ada Holm", "HOLM", "Ады Холм", "Ады", "https://b.example/id/person/ada-holm"],
            &["the President", "she said", "President", "Ms", "Holmes", "Adam"],
        );
    }

    #[test]
    fn an_act_goes_by_its_number() {
        check(
            "https://b.example/eli/b/res/2028/7",
            &["Resolution 7 (2028)"],
            &["Resolution 7", "this resolution", "it"],
            &["Resolution 7 (2028)", "resolution 7"],
            &["this resolution", "Resolution 8 (2028)", "2028", "7"],
        );
    }
}
