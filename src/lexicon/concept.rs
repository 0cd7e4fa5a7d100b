//! Schemes, concepts and labels: what one reads in the SKOS of `ontology/`.

use serde::{Deserialize, Serialize};

use crate::text::Language;

/// Namespace of Hemicycle's own terms and code lists.
pub const NAMESPACE: &str = "https://w3id.org/hemicycle/def#";
/// Schemes are `{SCHEMES}{scheme}`, their concepts `{SCHEMES}{scheme}/{code}`.
pub const SCHEMES: &str = "https://w3id.org/hemicycle/def/";
pub const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";

/// Declares [`Scheme`]: a variant and the last part of its IRI a line.
macro_rules! schemes {
    ($($(#[$doc:meta])* $variant:ident $code:literal)*) => {
        /// The concept schemes that rules ask for. What a scheme holds is said in its Turtle file.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Scheme {
            $($(#[$doc])* $variant,)*
        }

        impl Scheme {
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Last part of the scheme's IRI.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)*
                }
            }
        }
    };
}

schemes! {
    Language "language"
    /// Notation: the month's number, `01` to `12`.
    Month "month"
    /// Kinds of act: `res`, `rec`, `op` … with `hc:actName`.
    ActType "act-type"
    /// What printings say around an act: status, origin, running heads.
    Printing "printing"
    /// Languages told apart but not read.
    OtherLanguage "other-language"
    /// Lines that open a part of a text: appendix, article.
    Part "part"
    /// Families of documents: whose name heads them.
    Family "family"
    Country "country"
    Body "body"
    Committee "committee"
    /// Acts that registers know: titles, days, pages. Notation: `pace/res/2017/2193`.
    Act "act"
    Treaty "treaty"
    UnTreaty "un-treaty"
    /// Series in which treaties are numbered: ETS, STCE.
    TreatySeries "treaty-series"
    /// Words at the head of a treaty's name: convention, protocol.
    TreatyWord "treaty-word"
    /// Documents that are no acts: joint declaration.
    PaperType "paper-type"
    /// Kinds of agreement: co-operation agreement.
    AgreementWord "agreement-word"
    /// Words at the head of a programme's name: action plan.
    ProgrammeWord "programme-word"
    /// Verbs of an assembly; notation is the act's name: `calls_on`.
    SpeechAct "speech-act"
    /// Adjectives that make an act with a copula; `hc:act` names it.
    SpeechPredicate "speech-predicate"
    /// Nouns that make an act with a light verb; `hc:act` names it.
    SpeechNoun "speech-noun"
    /// Small words around an act: speaker, conjunction, copula …
    SpeechPart "speech-part"
    Hedge "hedge"
    /// Deeds between things named: release, ratification, refusal.
    Action "action"
    /// Kinds of organs of a State or body: parliament, ministry.
    Organ "organ"
    /// Heads of organisations' names: institute, league; and words that introduce a name.
    OrganizationWord "organization-word"
    /// What an act calls its own body: "the Assembly".
    BodyAlias "body-alias"
    /// Party, movement.
    PartyWord "party-word"
    /// Mr, Mme, on.
    Title "title"
    /// Words that speak of persons: "release of", "was arrested", "such as".
    PersonCue "person-cue"
    /// Parts of persons' names: particles, endings.
    NameWord "name-word"
    /// What persons are: journalist, President.
    Role "role"
    /// War of aggression, crackdown.
    EventType "event-type"
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ConceptId(pub(super) u32);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntryId(pub(super) u32);

/// Which property gave the label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Form {
    Preferred,
    Alternative,
    /// Found but never shown: inflected or outdated forms.
    Hidden,
    /// `hc:demonym`: the adjective of a country.
    Demonym,
    /// `dcterms:title`: known and shown, and not looked for in texts.
    Title,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concept {
    pub iri: String,
    pub scheme: Scheme,
    /// `skos:notation`: the code used in IRIs and by rules.
    pub notation: String,
    /// Every other property but type and scheme: full predicate IRI and object (IRI or lexical
    /// form).
    pub properties: Vec<(String, String)>,
    pub(super) entries: Vec<EntryId>,
}

/// One label of one concept: what `explain` calls the lexicon entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub concept: ConceptId,
    pub form: Form,
    pub language: Option<Language>,
    pub label: String,
    pub(super) case_sensitive: bool,
}
