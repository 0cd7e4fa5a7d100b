//! Which thing each mention denotes, and why.
//!
//! One module per kind, in the order in which they need one another: States before the organs
//! of States, bodies before the acts of bodies, persons before the roles that persons hold.

mod act;
mod agreement;
mod body;
mod event;
mod organ;
mod paper;
mod party;
mod person;
mod programme;
mod role;
mod treaty;

use crate::lexicon::ConceptId;
use crate::mention::{MentionId, Reading};

use super::scope::Scope;
use super::{Basis, Key};

pub use self::act::{contradicted, gainsaid, numbered, reference, whole as whole_act};
pub use self::body::{parent as parent_body, state};

/// What one mention denotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub key: Key,
    pub basis: Basis,
    /// Concept of a register that is this thing.
    pub concept: Option<ConceptId>,
}

impl Link {
    fn new(key: Key, basis: Basis) -> Self {
        Self { key, basis, concept: None }
    }

    fn register(key: Key, concept: ConceptId) -> Self {
        Self { key, basis: Basis::Register, concept: Some(concept) }
    }
}

/// A link for each mention, by [`MentionId`].
pub struct Links(pub Vec<Option<Link>>);

impl Links {
    pub fn get(&self, id: MentionId) -> Option<&Link> {
        self.0[id.0 as usize].as_ref()
    }

    fn set(&mut self, id: MentionId, link: Link) {
        self.0[id.0 as usize] = Some(link);
    }
}

pub fn link(scope: &Scope<'_>) -> Links {
    let mut links = Links(vec![None; scope.mentions.all.len()]);
    for (id, mention) in scope.all() {
        if let Reading::Date(date) = mention.reading {
            links.set(id, Link::new(Key::Date(date), Basis::PrintedIdentifier));
        }
    }
    body::link(scope, &mut links);
    act::link(scope, &mut links);
    treaty::link(scope, &mut links);
    paper::link(scope, &mut links);
    agreement::link(scope, &mut links);
    programme::link(scope, &mut links);
    party::link(scope, &mut links);
    person::link(scope, &mut links);
    role::link(scope, &mut links);
    event::link(scope, &mut links);
    links
}
