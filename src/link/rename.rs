//! Decisions that change what an act's name means: splits and corrected keys.
//!
//! An act is read by its text alone, and its text does not know of decisions; so they are
//! applied to the quads on their way into the store, at every build anew.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{NamedNode, NamedOrBlankNode, Quad, Term as Node};

use super::decision::{Decision, Ruling};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Renames {
    /// In one act only.
    split: BTreeMap<(String, String), String>,
    /// In every act.
    replaced: BTreeMap<String, String>,
}

impl Renames {
    pub fn of(decisions: &[Decision]) -> Self {
        let mut renames = Self::default();
        for it in decisions {
            match (&it.act, it.ruling) {
                (Some(act), Ruling::Different) => {
                    renames.split.insert((act.clone(), it.subject.clone()), it.object.clone());
                }
                (_, Ruling::ReplacedBy) => {
                    renames.replaced.insert(it.subject.clone(), it.object.clone());
                }
                (None, Ruling::Different) | (_, Ruling::Same | Ruling::ExactMatch) => {}
            }
        }
        renames
    }

    pub fn is_empty(&self) -> bool {
        self.split.is_empty() && self.replaced.is_empty()
    }

    /// What an IRI becomes in this act.
    pub fn get<'a>(&'a self, act: &str, iri: &'a str) -> Option<&'a str> {
        if self.is_empty() {
            return None;
        }
        let split = (!self.split.is_empty())
            .then(|| self.split.get(&(act.to_owned(), iri.to_owned())))
            .flatten()
            .map(String::as_str);
        let mut now = split.unwrap_or(iri);
        let mut seen = BTreeSet::from([now]);
        while let Some(next) = self.replaced.get(now) {
            // A circle leads nowhere: it ends where it began.
            if !seen.insert(next) {
                break;
            }
            now = next;
        }
        (now != iri).then_some(now)
    }

    /// IRIs that change in this act.
    pub fn changed(&self, act: &str) -> BTreeSet<&str> {
        let mut changed: BTreeSet<&str> = self.replaced.keys().map(String::as_str).collect();
        changed.extend(self.split.keys().filter(|(it, _)| it == act).map(|(_, iri)| iri.as_str()));
        changed
    }

    /// The act's own graphs only: registers say the same for all acts.
    pub fn apply(&self, act: &str, quads: &mut [Quad]) {
        if self.is_empty() {
            return;
        }
        let changed = self.changed(act);
        let now = |iri: &str| {
            changed.contains(iri).then(|| self.get(act, iri)).flatten().map(NamedNode::new_unchecked)
        };
        for quad in quads {
            if let NamedOrBlankNode::NamedNode(subject) = &quad.subject
                && let Some(other) = now(subject.as_str())
            {
                quad.subject = other.into();
            }
            if let Node::NamedNode(object) = &quad.object
                && let Some(other) = now(object.as_str())
            {
                quad.object = other.into();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decision(subject: &str, ruling: Ruling, object: &str, act: Option<&str>) -> Decision {
        Decision {
            subject: subject.to_owned(),
            object: object.to_owned(),
            act: act.map(str::to_owned),
            ruling,
            subject_label: None,
            object_label: None,
            author: "Ada Holm".to_owned(),
            date: "2025-10-07".to_owned(),
            comment: None,
        }
    }

    #[test]
    fn a_split_holds_in_its_act_only() {
        let renames = Renames::of(&[decision("a", Ruling::Different, "b", Some("act"))]);
        assert_eq!(renames.get("act", "a"), Some("b"));
        assert_eq!(renames.get("other", "a"), None);
    }

    #[test]
    fn a_corrected_key_is_followed_to_its_end_and_round_no_circle() {
        let to = |a, b| decision(a, Ruling::ReplacedBy, b, None);
        let renames = Renames::of(&[to("a", "b"), to("b", "c")]);
        assert_eq!(renames.get("act", "a"), Some("c"));
        let circle = Renames::of(&[to("a", "b"), to("b", "a")]);
        assert_eq!(circle.get("act", "a"), Some("b"));
    }

    #[test]
    fn what_is_one_or_two_things_changes_no_act() {
        let renames = Renames::of(&[
            decision("a", Ruling::Same, "b", None),
            decision("a", Ruling::Different, "c", None),
        ]);
        assert!(renames.is_empty());
    }
}
