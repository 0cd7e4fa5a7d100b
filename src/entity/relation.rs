//! What the text states between things: the closed list of the stand-off contract.
//!
//! One module per group. Each relation has the words that state it, for every version that
//! does; a hedge where the text passes it on as others' report; `inferred` where a reader has
//! to add something.

mod asked;
mod body;
mod citation;
mod dealing;
mod event;
mod header;
mod person;
mod speech;
mod treaty;

pub use self::person::body_after;

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::BlockId;
use crate::lexicon::{ConceptId, EntryId};
use crate::mention::{Mention, MentionId, Proof};
use crate::text::{Language, Span};

use super::identity::Links;
use super::scope::Scope;
use super::{Evidence, Key, Predicate};

/// Relations by key, before entities are numbered.
pub struct Relations<'a> {
    links: &'a Links,
    pub found: FxHashMap<(Key, Predicate, Target), Found>,
    /// Registers' concepts of things that no mention denotes.
    pub concepts: BTreeMap<Key, ConceptId>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    Key(Key),
    Text(Language, String),
}

/// So much evidence is looked through as fast as it is found by its hash.
const FEW: usize = 16;

#[derive(Debug)]
pub struct Found {
    pub evidence: Vec<Evidence>,
    /// The same, once there is much of it.
    seen: FxHashSet<Evidence>,
    pub hedge: Option<ConceptId>,
    pub inferred: bool,
}

/// Whether the text says it outright.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    Outright,
    Inferred,
}

impl<'a> Relations<'a> {
    /// Everything that a relation names.
    pub fn keys(&self) -> impl Iterator<Item = &Key> {
        self.found.keys().flat_map(|(subject, _, object)| {
            let object = match object {
                Target::Key(key) => Some(key),
                Target::Text(..) => None,
            };
            std::iter::once(subject).chain(object)
        })
    }

    fn key(&self, id: MentionId) -> Option<&'a Key> {
        self.links.get(id).map(|it| &it.key)
    }

    fn add(&mut self, subject: &Key, predicate: Predicate, object: &Key, evidence: Evidence, said: Said) {
        if subject != object {
            self.put(subject, predicate, Target::Key(object.clone()), evidence, None, said);
        }
    }

    fn add_text(
        &mut self,
        subject: &Key,
        predicate: Predicate,
        (language, text): (Language, &str),
        evidence: Evidence,
    ) {
        self.put(subject, predicate, Target::Text(language, text.to_owned()), evidence, None, Said::Outright);
    }

    fn put(
        &mut self,
        subject: &Key,
        predicate: Predicate,
        object: Target,
        evidence: Evidence,
        hedge: Option<ConceptId>,
        said: Said,
    ) {
        let inferred = said == Said::Inferred;
        let found = self.found.entry((subject.clone(), predicate, object)).or_insert_with(|| Found {
            evidence: Vec::new(),
            seen: FxHashSet::default(),
            hedge,
            inferred,
        });
        // Said outright or without a hedge once is said so.
        found.inferred &= inferred;
        found.hedge = found.hedge.and(hedge);
        let is_new = if found.evidence.len() < FEW {
            !found.evidence.contains(&evidence)
        } else {
            if found.seen.is_empty() {
                found.seen.extend(&found.evidence);
            }
            found.seen.insert(evidence)
        };
        if is_new {
            found.evidence.push(evidence);
        }
    }

    /// Key of a register's body that no mention may denote.
    fn register_body(&mut self, scope: &Scope<'_>, notation: &str) -> Key {
        let key = Key::Body { of: None, slug: super::name::slug(notation) };
        if let Some(concept) = scope.lexicon.by_notation(crate::lexicon::Scheme::Body, notation) {
            self.concepts.insert(key.clone(), concept);
        }
        key
    }
}

/// The words of a mention as proof of a relation.
fn evidence(mention: &Mention, rule: &'static str) -> Evidence {
    Evidence { block: mention.block, span: mention.span, proof: Proof { rule, entry: mention.proof.entry } }
}

fn words(block: BlockId, span: Span, rule: &'static str, entry: Option<EntryId>) -> Evidence {
    Evidence { block, span, proof: Proof { rule, entry } }
}

/// What one of three versions alone says of a person or of whom the act speaks to is more
/// likely a word read wrongly than something that the others left out.
fn keep_confirmed(scope: &Scope<'_>, relations: &mut Relations<'_>) {
    let mut in_versions = vec![1; scope.document.blocks.len()];
    // The first group that a block is in counts.
    for group in scope.parallels.iter().rev() {
        for block in group {
            in_versions[block.0 as usize] = group.len();
        }
    }
    let versions = |block: BlockId| in_versions[block.0 as usize];
    let language = |block: BlockId| scope.document.block(block).language;
    relations.found.retain(|(_, predicate, _), found| {
        let confirmed_only =
            matches!(predicate, Predicate::HasRole | Predicate::MemberOrLeaderOf | Predicate::AddressedTo);
        let Some(first) = found.evidence.first().filter(|_| confirmed_only) else { return true };
        found.evidence.iter().any(|it| language(it.block) != language(first.block))
            || found.evidence.iter().any(|it| versions(it.block) < 3)
    });
}

pub fn find<'a>(scope: &Scope<'_>, links: &'a Links) -> Relations<'a> {
    let mut relations = Relations { links, found: FxHashMap::default(), concepts: BTreeMap::new() };
    header::find(scope, &mut relations);
    citation::find(scope, &mut relations);
    body::find(scope, &mut relations);
    person::find(scope, &mut relations);
    event::find(scope, &mut relations);
    treaty::find(scope, &mut relations);
    speech::find(scope, &mut relations);
    asked::find(scope, &mut relations);
    dealing::find(scope, &mut relations);
    keep_confirmed(scope, &mut relations);
    relations
}
