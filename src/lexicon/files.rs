//! Every Turtle file whose labels the rules use, below `ontology/`. A new list is one line here.
//!
//! Read by `build.rs`, which compiles them into the binary. The order is that of concepts and
//! labels: among equals the first decides.

pub const FILES: &[&str] = &[
    "lexicon/language.ttl",
    "registers/country.ttl",
    "registers/body.ttl",
    "registers/committee.ttl",
    "registers/treaty.ttl",
    "registers/un-treaty.ttl",
    "lexicon/month.ttl",
    "lexicon/act-type.ttl",
    "lexicon/printing.ttl",
    "lexicon/family.ttl",
    "lexicon/part.ttl",
    "lexicon/other-language.ttl",
    "lexicon/treaty-series.ttl",
    "lexicon/treaty-word.ttl",
    "lexicon/paper-type.ttl",
    "lexicon/agreement-word.ttl",
    "lexicon/programme-word.ttl",
    "lexicon/speech-act.ttl",
    "lexicon/speech-part.ttl",
    "lexicon/action.ttl",
    "lexicon/citation-function.ttl",
    "lexicon/hedge.ttl",
    "lexicon/organ.ttl",
    "lexicon/organization-word.ttl",
    "lexicon/body-alias.ttl",
    "lexicon/body-ngo.ttl",
    "lexicon/party-word.ttl",
    "lexicon/title.ttl",
    "lexicon/person-cue.ttl",
    "lexicon/role.ttl",
    "lexicon/event-type.ttl",
    "registers/act.ttl",
];
