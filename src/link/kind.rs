//! Kinds of things that are linked, and how near names of each must be.

/// Things of different kinds are never candidates for one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Person,
    Body,
    Act,
    Treaty,
    Country,
}

/// Scores from which a name counts, between 0 and 1. Those of persons were chosen on half of
/// a table of persons with names in thirty languages, and measured on the other half; the
/// others follow from what must not happen: see `docs/identity.md`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thresholds {
    /// Worth showing to a person.
    pub proposed: f64,
    /// The same name, as far as a name can say. Still no identity.
    pub accepted: f64,
    /// By which the next best thing must be behind, lest neither be accepted.
    pub margin: f64,
    /// Least likeness of two words that are held against each other.
    pub word: f64,
}

impl Kind {
    pub const ALL: [Self; 5] = [Self::Person, Self::Body, Self::Act, Self::Treaty, Self::Country];

    /// As commands and files write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Body => "body",
            Self::Act => "act",
            Self::Treaty => "treaty",
            Self::Country => "country",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }

    pub const fn thresholds(self) -> Thresholds {
        match self {
            Self::Person => Thresholds { proposed: 0.80, accepted: 0.88, margin: 0.02, word: 0.60 },
            // Bodies differ by one word ("Committee on …"), acts by one letter of a title.
            Self::Body => Thresholds { proposed: 0.92, accepted: 0.97, margin: 0.02, word: 0.85 },
            Self::Act | Self::Treaty => {
                Thresholds { proposed: 0.95, accepted: 0.98, margin: 0.02, word: 0.85 }
            }
            // Niger, Nigeria; Iran, Iraq: a name of a State is that name or another State's.
            Self::Country => Thresholds { proposed: 0.99, accepted: 0.99, margin: 0.005, word: 0.99 },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_name_and_what_is_accepted_is_proposed() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_name(kind.name()), Some(kind));
            let it = kind.thresholds();
            assert!(it.proposed <= it.accepted && it.accepted <= 1.0 && it.margin > 0.0);
        }
    }
}
