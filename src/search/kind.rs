//! Kinds of what is found, in the order in which they are shown.

use serde::{Deserialize, Serialize};

use crate::graph::term::Term;
use crate::link::kind::Kind as Linked;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    Act,
    Person,
    State,
    Body,
    Party,
    Treaty,
    Agreement,
    Programme,
    Post,
    Event,
    /// A paragraph that asks something of somebody.
    Demand,
    /// Any other paragraph.
    Paragraph,
}

impl Kind {
    pub const ALL: [Self; 12] = [
        Self::Act,
        Self::Person,
        Self::State,
        Self::Body,
        Self::Party,
        Self::Treaty,
        Self::Agreement,
        Self::Programme,
        Self::Post,
        Self::Event,
        Self::Demand,
        Self::Paragraph,
    ];

    /// As addresses and the index write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Act => "act",
            Self::Person => "person",
            Self::State => "state",
            Self::Body => "body",
            Self::Party => "party",
            Self::Treaty => "treaty",
            Self::Agreement => "agreement",
            Self::Programme => "programme",
            Self::Post => "post",
            Self::Event => "event",
            Self::Demand => "demand",
            Self::Paragraph => "paragraph",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }

    /// Things have names; the others are passages of acts.
    pub const fn is_thing(self) -> bool {
        !matches!(self, Self::Demand | Self::Paragraph)
    }

    pub fn things() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|it| it.is_thing())
    }

    /// The class that a thing of this kind has in the graph.
    pub const fn class(self) -> Term {
        match self {
            Self::Act => Term::Work,
            Self::Person => Term::Person,
            Self::State => Term::State,
            Self::Body => Term::Organization,
            Self::Party => Term::PoliticalMovement,
            Self::Treaty => Term::Treaty,
            Self::Agreement => Term::Agreement,
            Self::Programme => Term::Programme,
            Self::Post => Term::Post,
            Self::Event => Term::Event,
            Self::Demand => Term::Demand,
            Self::Paragraph => Term::WorkSubdivision,
        }
    }

    /// As which a name decides: how near it must be, see `docs/identity.md`.
    pub const fn decided(self) -> Linked {
        match self {
            Self::State => Linked::Country,
            other => other.compared(),
        }
    }

    /// As which its names are compared. A State that is misspelt is worth showing, so States are
    /// compared as bodies are; it decides nothing.
    pub const fn compared(self) -> Linked {
        match self {
            Self::Person => Linked::Person,
            Self::State | Self::Body | Self::Party | Self::Post => Linked::Body,
            Self::Act | Self::Demand | Self::Paragraph => Linked::Act,
            Self::Treaty | Self::Agreement | Self::Programme | Self::Event => Linked::Treaty,
        }
    }

    /// Of a thing that others publish.
    pub const fn of_others(kind: Linked) -> Self {
        match kind {
            Linked::Person => Self::Person,
            Linked::Body => Self::Body,
            Linked::Act => Self::Act,
            Linked::Treaty => Self::Treaty,
            Linked::Country => Self::State,
        }
    }
}
