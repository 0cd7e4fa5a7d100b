//! What a thing is, by its IRI: so a name in a text can be marked without asking the store.
//!
//! The templates are those of `graph::iri`, and `docs/graph.md` lists them.

use super::super::view::View;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Person,
    State,
    /// A body, a party, a movement, an association, a post in one.
    Body,
    /// A treaty, an agreement, a programme.
    Treaty,
    Act,
    Event,
    /// A paragraph, a demand, a speech act: it belongs to its act.
    Part,
    Other,
}

impl Kind {
    #[cfg(test)]
    const ALL: [Self; 8] = [
        Self::Person,
        Self::State,
        Self::Body,
        Self::Treaty,
        Self::Act,
        Self::Event,
        Self::Part,
        Self::Other,
    ];

    /// Of an IRI in the store.
    pub fn of(view: &View, iri: &str) -> Self {
        iri.strip_prefix(&*view.base).map_or(Self::Other, Self::of_path)
    }

    fn of_path(path: &str) -> Self {
        const BEGINNINGS: [(&str, Kind); 10] = [
            ("/id/person/", Kind::Person),
            ("/id/state/", Kind::State),
            ("/id/body/", Kind::Body),
            ("/id/org/", Kind::Body),
            ("/id/post/", Kind::Body),
            ("/id/treaty/", Kind::Treaty),
            ("/id/agreement/", Kind::Treaty),
            ("/id/programme/", Kind::Treaty),
            ("/id/date/", Kind::Event),
            ("/open/", Kind::Act),
        ];
        if let Some((_, kind)) = BEGINNINGS.iter().find(|(it, _)| path.starts_with(it)) {
            return *kind;
        }
        if !path.starts_with("/eli/") {
            return Self::Other;
        }
        const PARTS: [&str; 10] = [
            "/para/",
            "/demand/",
            "/act/",
            "/cite/",
            "/part/",
            "/rel/",
            "/activity/",
            "/participation/",
            "/notice/",
            "/g/",
        ];
        if path.contains("/event/") {
            Self::Event
        } else if PARTS.iter().any(|it| path.contains(it)) {
            Self::Part
        } else {
            Self::Act
        }
    }

    /// Class of the style sheet.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Person => "k-person",
            Self::State => "k-state",
            Self::Body => "k-body",
            Self::Treaty => "k-treaty",
            Self::Act => "k-act",
            Self::Event => "k-event",
            Self::Part => "k-part",
            Self::Other => "k-other",
        }
    }

    /// Key of what it is called.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::State => "state",
            Self::Body => "body",
            Self::Treaty => "treaty",
            Self::Act => "act",
            Self::Event => "event",
            Self::Part => "passage",
            Self::Other => "other",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, expected: Kind) {
        assert_eq!(Kind::of_path(path), expected, "{path}");
    }

    #[test]
    fn the_kind_stands_in_the_address() {
        check("/id/person/xx/some-name", Kind::Person);
        check("/id/body/xx/parliament", Kind::Body);
        check("/id/treaty/cets/210", Kind::Treaty);
        check("/eli/pace/res/2099/1", Kind::Act);
        check("/eli/pace/res/2099/1/event/9-war-1", Kind::Event);
        check("/eli/pace/res/2099/1/demand/9.1", Kind::Part);
    }

    #[test]
    fn what_has_no_template_is_other() {
        check("/id/", Kind::Other);
        check("", Kind::Other);
        check("/src/0123456789abcdef", Kind::Other);
    }

    #[test]
    fn every_kind_has_a_class_of_the_style_sheet() {
        let sheet = include_str!("../style.css");
        for kind in Kind::ALL {
            assert!(sheet.contains(&format!(".{}", kind.class())), "{}", kind.class());
        }
    }
}
