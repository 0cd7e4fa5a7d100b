//! Mentions of all versions to entities, relations and speech acts, each with its basis.
//!
//! Invariant: no identity without proof. Two persons are never one because their names are
//! near; an act is of the body that the text names beside it.

mod cluster;
mod difference;
mod draft;
mod identity;
pub mod name;
mod relation;
mod scope;
mod statement;
#[cfg(test)]
mod tests;

use crate::document::{BlockId, Document, Notice, NoticeKind};
use crate::lexicon::{ConceptId, Lexicon};
use crate::mention::{MentionId, Mentions, Proof};
use crate::text::{Language, Span, StatedDate};

pub use self::identity::numbered;

#[derive(Debug, Default)]
pub struct Entities {
    /// Sorted by key.
    pub all: Vec<Entity>,
    /// The entity that each mention denotes, by [`MentionId`].
    pub denoted: Vec<Option<EntityId>>,
    pub relations: Vec<Relation>,
    pub acts: Vec<Statement>,
    /// The act that the document is, where it says so.
    pub subject: Option<EntityId>,
    /// Where the versions differ: names, numbers, dates, addressees.
    pub notices: Vec<Notice>,
}

/// Index in [`Entities::all`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub u32);

#[derive(Debug)]
pub struct Entity {
    pub key: Key,
    /// Names per language in order of preference: the first is `skos:prefLabel`.
    pub names: Vec<(Language, String)>,
    /// Concept of a register that is this thing.
    pub concept: Option<ConceptId>,
    pub mentions: Vec<MentionId>,
    pub basis: Basis,
}

/// What makes a thing that thing: identifiers that the text prints, else names.
/// Slugs are ASCII, lower case, words joined by `-`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// `body`: notation (`pace`); `kind`: notation in `act-type` (`res`).
    Act {
        body: String,
        kind: String,
        year: i16,
        number: String,
    },
    /// An act known by its date only.
    DatedAct {
        body: String,
        kind: String,
        date: StatedDate,
    },
    /// Number without year, or body not said: stays local to the citing act.
    OpenAct {
        body: Option<String>,
        kind: String,
        number: String,
    },
    /// A chamber's paper; legislature as printed, else the date of transmission.
    ChamberPaper {
        chamber: String,
        series: String,
        legislature: Option<String>,
        sent: Option<StatedDate>,
        number: String,
    },
    /// `Doc. 16245` of a body.
    Paper {
        body: String,
        number: String,
    },
    /// A paper without number, local to this act: joint declaration.
    LocalPaper {
        kind: String,
        n: u32,
    },
    Treaty {
        number: String,
    },
    UnTreaty {
        reference: String,
    },
    NamedTreaty {
        slug: String,
    },
    /// Sides as slugs, sorted.
    Agreement {
        year: Option<i16>,
        sides: Vec<String>,
    },
    Programme {
        slug: String,
    },
    /// ISO 3166-1 alpha-2, lower case.
    State {
        country: String,
    },
    /// A body of a register, or an organ of a State or a body: `parliament` of `kz`.
    Body {
        of: Option<String>,
        slug: String,
    },
    /// Parties, movements, associations.
    Organization {
        country: Option<String>,
        slug: String,
    },
    Person {
        country: Option<String>,
        slug: String,
    },
    Post {
        of: Option<String>,
        slug: String,
    },
    /// Local to this act.
    Event {
        kind: String,
        paragraph: String,
        n: u32,
    },
    Date(StatedDate),
}

/// Why mentions were taken for one thing, weakest link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    PrintedIdentifier,
    Register,
    ExactName,
    FoldedName,
    ParallelVersion,
    NameAndState,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    pub subject: EntityId,
    pub predicate: Predicate,
    pub object: Object,
    /// At least one; one for each version that says it.
    pub evidence: Vec<Evidence>,
    /// The text passes it on as others' report: concept of scheme `hedge`.
    pub hedge: Option<ConceptId>,
    /// A reader has to add something; the text does not say it outright.
    pub inferred: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Object {
    Entity(EntityId),
    Text(Language, String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Evidence {
    pub block: BlockId,
    pub span: Span,
    pub proof: Proof,
}

/// The closed list of the stand-off contract, and what the graph has beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Predicate {
    Cites,
    RefersToTitle,
    AdoptedBy,
    AdoptedOn,
    DebatedOn,
    ReportedIn,
    ReportOf,
    Rapporteur,
    TransmittedOn,
    TransmittedTo,
    PublishedAs,
    AddressedTo,
    CallsForReleaseOf,
    CallsForRehabilitationOf,
    CallsForEndOfHarassmentOf,
    Commends,
    Supports,
    Condemns,
    Deplores,
    Welcomes,
    ExpressesConcernAbout,
    HasRole,
    MemberOrLeaderOf,
    HeldBy,
    OrganOf,
    ProgrammeOf,
    LocatedIn,
    PartyOf,
    AgreementWith,
    AgreementBetween,
    Dated,
    MadeBy,
    RequestedAccessionTo,
    InvitedToAccedeTo,
    EncouragedToRatify,
    EncouragedToJoin,
    HasShortName,
    CooperatesWith,
    AcquiredFrom,
    RefusedRegistration,
    RequestedInterventionFrom,
    Perpetrator,
    Target,
    Victim,
    OccurredOn,
}

/// One speech act of the act, over all versions that say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Label of the paragraph, the same in all versions.
    pub paragraph: String,
    /// Running number among the acts of that paragraph with the same verb, from 1.
    pub n: u32,
    pub act: ConceptId,
    /// To whom it is said; several where the text names several ("Italy, Malta and Greece").
    pub addressees: Vec<EntityId>,
    pub hedges: Vec<ConceptId>,
    /// What is mentioned in what is said.
    pub concerns: Vec<EntityId>,
    pub evidence: Vec<Evidence>,
    pub demands: Vec<Demand>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demand {
    pub paragraph: String,
    /// Who must act, handed down from the paragraph above where this one names nobody.
    pub addressees: Vec<EntityId>,
    /// They were handed down: the demand's own paragraph names none of them.
    pub implied: bool,
    /// Label of the demand above, when that is one itself.
    pub parent: Option<String>,
    pub concerns: Vec<EntityId>,
    pub evidence: Vec<Evidence>,
}

impl Entities {
    pub fn get(&self, id: EntityId) -> &Entity {
        &self.all[id.0 as usize]
    }

    pub fn by_key(&self, key: &Key) -> Option<EntityId> {
        self.all.binary_search_by(|it| it.key.cmp(key)).ok().map(|index| EntityId(index as u32))
    }
}

/// What the mentions of all versions denote, and what is stated of it.
pub fn resolve(document: &Document<'_>, mentions: &Mentions, lexicon: &Lexicon) -> Entities {
    let scope = scope::Scope::new(document, mentions, lexicon);
    let links = identity::link(&scope);
    let relations = relation::find(&scope, &links);
    let mut entities = draft::collect(&scope, &links, relations);
    statement::merge(&scope, &mut entities);
    entities.notices = difference::find(&scope, &entities);
    if let Some(full) = mentions.full {
        entities.notices.push(Notice {
            kind: NoticeKind::PartlyRead,
            at: document.block(full).ranges[0],
            message: "more names than an act has: from here on none are looked for".to_owned(),
        });
    }
    entities
}
