//! One thing that a run got wrong, by name.

use serde::Serialize;

/// What is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    BlockKind,
    BlockMissing,
    DemandAddressee,
    DemandInvented,
    DemandMissed,
    EntitySplit,
    Fact,
    FurnitureInText,
    IdentifierWrong,
    LinkWrong,
    MentionBorder,
    MentionInvented,
    MentionMissed,
    ParagraphDiffers,
    ParagraphInvented,
    ParagraphMissing,
    Provenance,
    RelationInvented,
    RelationMissed,
    ActAddressee,
    ActInvented,
    ActMissed,
}

impl What {
    /// What it is about, and what is wrong.
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::BlockKind => ("block kind", "wrong"),
            Self::BlockMissing => ("block", "missing or different"),
            Self::DemandAddressee => ("demand", "wrong addressee"),
            Self::DemandInvented => ("demand", "invented"),
            Self::DemandMissed => ("demand", "missed"),
            Self::EntitySplit => ("entity", "split"),
            Self::Fact => ("fact", "wrong"),
            Self::FurnitureInText => ("furniture", "in the text"),
            Self::IdentifierWrong => ("identifier", "wrong"),
            Self::LinkWrong => ("link", "wrong"),
            Self::MentionBorder => ("mention", "other borders"),
            Self::MentionInvented => ("mention", "invented"),
            Self::MentionMissed => ("mention", "missed"),
            Self::ParagraphDiffers => ("paragraph", "other text"),
            Self::ParagraphInvented => ("paragraph", "invented"),
            Self::ParagraphMissing => ("paragraph", "missing"),
            Self::Provenance => ("span", "other characters"),
            Self::RelationInvented => ("relation", "invented"),
            Self::RelationMissed => ("relation", "missed"),
            Self::ActAddressee => ("speech act", "wrong addressee"),
            Self::ActInvented => ("speech act", "invented"),
            Self::ActMissed => ("speech act", "missed"),
        }
    }

    /// Said where there is nothing to say: without the fault there is nothing at all.
    pub const fn is_invented(self) -> bool {
        matches!(
            self,
            Self::DemandInvented
                | Self::MentionInvented
                | Self::ParagraphInvented
                | Self::RelationInvented
                | Self::ActInvented
        )
    }
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    pub what: What,
    /// Version and paragraph, as far as known: `en 9.1`.
    pub place: String,
    /// The thing by name: `Country: Norway`.
    pub text: String,
    /// What came instead.
    pub came: Option<String>,
}

impl Fault {
    pub fn new(what: What, place: impl Into<String>, text: impl Into<String>) -> Self {
        Self { what, place: place.into(), text: text.into(), came: None }
    }

    pub fn instead(mut self, came: impl Into<String>) -> Self {
        self.came = Some(came.into());
        self
    }

    /// What is wrong, with what came instead: `wrong addressee: https://…`.
    pub fn state(&self) -> String {
        let (_, state) = self.what.words();
        match &self.came {
            Some(came) => format!("{state}: {came}"),
            None => state.to_owned(),
        }
    }
}

#[derive(Serialize)]
struct Told<'a> {
    kind: &'a str,
    place: &'a str,
    text: &'a str,
    state: String,
}

impl Serialize for Fault {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (kind, _) = self.what.words();
        Told { kind, place: &self.place, text: &self.text, state: self.state() }.serialize(serializer)
    }
}

/// Version and paragraph.
pub fn place(lang: Option<&str>, paragraph: &str) -> String {
    match lang {
        Some(lang) if !paragraph.is_empty() => format!("{lang} {paragraph}"),
        Some(lang) => lang.to_owned(),
        None => paragraph.to_owned(),
    }
}
