//! One document's findings as stand-off lines: JSON objects, one a line.
//!
//! The contract that other tools and the scorer read: `block`, `mention`, `entity`,
//! `relation`, `speech_act`, `demand` and `fact` lines. Offsets are code points of the source
//! decoded as UTF-8, `end` exclusive. A mention broken by a page head or a footnote covers
//! what lies in between.
//!
//! An end of the pipeline beside the graph: decides nothing, only writes down.

pub mod import;

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use self::import::Placed;
use crate::document::{Block, BlockKind, Document, FactName};
use crate::entity::{Entities, Entity, EntityId, Key, Object, Predicate};
use crate::lexicon::{Lexicon, Scheme};
use crate::mention::{Mentions, Reading};
use crate::text::Language;

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Line<'a> {
    Document {
        file: &'a str,
    },
    Block {
        lang: &'a str,
        label: &'a str,
        r#type: &'static str,
        text: &'a str,
    },
    Mention {
        lang: &'a str,
        paragraph: &'a str,
        start: u32,
        end: u32,
        /// In the original, where that is no plain text.
        #[serde(skip_serializing_if = "Option::is_none")]
        place: Option<String>,
        text: &'a str,
        r#type: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        entity: Option<&'a str>,
        rule: &'static str,
    },
    Entity {
        iri: &'a str,
        label: &'a str,
        labels: BTreeMap<&'a str, &'a str>,
        identifiers: BTreeMap<&'static str, String>,
    },
    Relation {
        subject: &'a str,
        predicate: &'static str,
        object: &'a str,
        paragraph: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        lang: Option<&'a str>,
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        inferred: bool,
    },
    SpeechAct {
        paragraph: &'a str,
        act: &'a str,
        addressee: Option<&'a str>,
    },
    Demand {
        paragraph: &'a str,
        addressee: Option<&'a str>,
    },
    Fact {
        name: String,
        value: String,
    },
}

/// The line that opens a document where there are several: which file the next lines are of.
pub fn write_document(file: &str, out: &mut Vec<u8>) {
    let line = serde_json::to_vec(&Line::Document { file }).expect("a text is written as JSON");
    out.extend(line);
    out.push(b'\n');
}

/// Which of several documents is of `file`: by the whole name, or by its last part where only
/// one has it. A run over one text (`alone`) may name none.
pub fn document_of<T>(
    all: &[T],
    name: impl Fn(&T) -> Option<&str>,
    file: &str,
    alone: bool,
) -> Option<usize> {
    let named = |fits: &dyn Fn(&str) -> bool| {
        let mut fitting = all.iter().enumerate().filter(|(_, it)| name(it).is_some_and(fits));
        let first = fitting.next();
        first.filter(|_| fitting.next().is_none()).map(|it| it.0)
    };
    named(&|it| it == file)
        .or_else(|| named(&|it| last_part(it) == last_part(file)))
        .or_else(|| (alone && all.len() == 1 && name(&all[0]).is_none()).then_some(0))
}

/// A path without its folders.
pub fn last_part(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// A mention of another tool: the same line, and whose it is.
#[derive(Serialize)]
struct ImportedLine<'a> {
    kind: &'static str,
    lang: Option<&'a str>,
    paragraph: &'a str,
    start: u32,
    end: u32,
    text: &'a str,
    r#type: &'a str,
    maker: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f64>,
    /// Type of our mention of the same characters, or of some of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    overlaps: Option<&'static str>,
}

/// The lines of other tools' mentions, each with what ours says of the same characters.
pub fn write_imported(
    document: &Document<'_>,
    mentions: &Mentions,
    imported: &[Placed<'_>],
    out: &mut impl Write,
) -> io::Result<()> {
    let mut ours: Vec<(u32, u32, &'static str)> = Vec::new();
    if !imported.is_empty() {
        for mention in mentions.all.iter().filter(|it| !it.span.is_empty()) {
            let at = document.block(mention.block).source_span(mention.span);
            let (start, end) = (document.source.code_point(at.start), document.source.code_point(at.end));
            ours.push((start, end, mention_type(&mention.reading)));
        }
        ours.sort_unstable();
    }
    let longest = ours.iter().map(|it| it.1 - it.0).max().unwrap_or(0);
    for Placed { mention, block } in imported {
        let block = block.map(|id| document.block(id));
        let near = ours.partition_point(|it| it.0 + longest < mention.start);
        let over = ours[near..].iter().take_while(|it| it.0 < mention.end).filter(|it| it.1 > mention.start);
        // The very same characters before any others.
        let overlaps = over.min_by_key(|it| ((it.0, it.1) != (mention.start, mention.end), **it));
        serde_json::to_writer(
            &mut *out,
            &ImportedLine {
                kind: "mention",
                lang: block.map(|it| it.language.tag()),
                paragraph: block.map_or("", |it| &it.label),
                start: mention.start,
                end: mention.end,
                text: &mention.text,
                r#type: mention.r#type,
                maker: &mention.maker,
                score: mention.score,
                overlaps: overlaps.map(|it| it.2),
            },
        )?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// Writes every line of one document; `iri` gives the IRI of an entity's key.
pub fn write(
    document: &Document<'_>,
    mentions: &Mentions,
    entities: &Entities,
    lexicon: &Lexicon,
    iri: impl Fn(&Key) -> String,
    out: &mut impl Write,
) -> io::Result<()> {
    let iris: Vec<String> = entities.all.iter().map(|it| iri(&it.key)).collect();
    let iri = |id: EntityId| iris[id.0 as usize].as_str();
    let mut put = |line: &Line<'_>| -> io::Result<()> {
        serde_json::to_writer(&mut *out, line)?;
        out.write_all(b"\n")
    };

    for block in &document.blocks {
        put(&Line::Block {
            lang: block.language.tag(),
            label: &block.label,
            r#type: block_type(block.kind),
            text: &block.text,
        })?;
    }
    for (index, mention) in mentions.all.iter().enumerate() {
        if mention.span.is_empty() {
            continue;
        }
        let block = document.block(mention.block);
        let at = block.source_span(mention.span);
        put(&Line::Mention {
            lang: block.language.tag(),
            paragraph: &block.label,
            start: document.source.code_point(at.start),
            end: document.source.code_point(at.end),
            place: document.source.place(at.start).map(ToString::to_string),
            text: block.slice(mention.span),
            r#type: mention_type(&mention.reading),
            entity: entities.denoted.get(index).copied().flatten().map(iri),
            rule: mention.proof.rule,
        })?;
    }
    for (index, entity) in entities.all.iter().enumerate() {
        let mut labels = BTreeMap::new();
        for (language, name) in &entity.names {
            labels.entry(language.tag()).or_insert(name.as_str());
        }
        put(&Line::Entity {
            iri: &iris[index],
            label: label(document, entity),
            labels,
            identifiers: identifiers(document, mentions, entities, EntityId(index as u32)),
        })?;
    }
    for relation in &entities.relations {
        let (object, lang) = match &relation.object {
            Object::Entity(id) => (iri(*id), None),
            Object::Text(language, text) => (text.as_str(), Some(language.tag())),
        };
        let Some(first) = relation.evidence.first() else { continue };
        put(&Line::Relation {
            subject: iri(relation.subject),
            predicate: predicate(relation.predicate),
            object,
            paragraph: &document.block(first.block).label,
            lang,
            inferred: relation.inferred,
        })?;
    }
    for statement in &entities.acts {
        put(&Line::SpeechAct {
            paragraph: &statement.paragraph,
            act: &lexicon.concept(statement.act).notation,
            addressee: statement.addressees.first().copied().map(iri),
        })?;
        for demand in &statement.demands {
            put(&Line::Demand {
                paragraph: &demand.paragraph,
                addressee: demand.addressees.first().copied().map(iri),
            })?;
        }
    }
    for (name, value) in facts(document, lexicon) {
        put(&Line::Fact { name, value })?;
    }
    Ok(())
}

/// Types of mention in the contract, in its order.
pub const TYPES: [&str; 12] = [
    "Person",
    "Country",
    "Organization",
    "Party",
    "Treaty",
    "Agreement",
    "Programme",
    "ActCitation",
    "DocCitation",
    "Event",
    "Role",
    "Date",
];

const fn block_type(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Paragraph => "paragraph",
        BlockKind::Title => "title",
        BlockKind::Heading => "heading",
        BlockKind::Notice => "notice",
        BlockKind::Footnote => "footnote",
        BlockKind::Furniture => "furniture",
    }
}

/// What the document's own first language calls it, else English.
fn label<'a>(document: &Document<'_>, entity: &'a Entity) -> &'a str {
    let mut own = document.versions.iter().copied().chain([Language::ENGLISH]);
    own.find_map(|language| entity.names.iter().find(|(it, _)| *it == language))
        .or(entity.names.first())
        .map_or("", |(_, name)| name)
}

/// Name of a mention's type in the contract.
pub const fn mention_type(reading: &Reading) -> &'static str {
    match reading {
        Reading::Act(_) => "ActCitation",
        Reading::Document(_) => "DocCitation",
        Reading::Treaty(_) => "Treaty",
        Reading::Agreement(_) => "Agreement",
        Reading::Programme(_) => "Programme",
        Reading::Country(_) => "Country",
        Reading::Body(_) => "Organization",
        Reading::Party(_) => "Party",
        Reading::Person(_) => "Person",
        Reading::Role(_) => "Role",
        Reading::Event(_) => "Event",
        Reading::Date(_) => "Date",
    }
}

/// Name of a relation in the contract.
pub const fn predicate(predicate: Predicate) -> &'static str {
    match predicate {
        Predicate::Cites => "cites",
        Predicate::RefersToTitle => "refers_to_title",
        Predicate::AdoptedBy => "adopted_by",
        Predicate::AdoptedOn => "adopted_on",
        Predicate::DebatedOn => "debated_on",
        Predicate::ReportedIn => "reported_in",
        Predicate::ReportOf => "report_of",
        Predicate::Rapporteur => "rapporteur",
        Predicate::TransmittedOn => "transmitted_on",
        Predicate::TransmittedTo => "transmitted_to",
        Predicate::PublishedAs => "published_as",
        Predicate::AddressedTo => "addressed_to",
        Predicate::CallsForReleaseOf => "calls_for_release_of",
        Predicate::CallsForRehabilitationOf => "calls_for_rehabilitation_of",
        Predicate::CallsForEndOfHarassmentOf => "calls_for_end_of_harassment_of",
        Predicate::Commends => "commends",
        Predicate::Supports => "supports",
        Predicate::Condemns => "condemns",
        Predicate::Deplores => "deplores",
        Predicate::Welcomes => "welcomes",
        Predicate::ExpressesConcernAbout => "expresses_concern_about",
        Predicate::HasRole => "has_role",
        Predicate::MemberOrLeaderOf => "member_or_leader_of",
        Predicate::HeldBy => "held_by",
        Predicate::OrganOf => "organ_of",
        Predicate::ProgrammeOf => "programme_of",
        Predicate::LocatedIn => "located_in",
        Predicate::PartyOf => "party_of",
        Predicate::AgreementWith => "agreement_with",
        Predicate::AgreementBetween => "agreement_between",
        Predicate::Dated => "dated",
        Predicate::MadeBy => "made_by",
        Predicate::RequestedAccessionTo => "requested_accession_to",
        Predicate::InvitedToAccedeTo => "invited_to_accede_to",
        Predicate::EncouragedToRatify => "encouraged_to_ratify",
        Predicate::EncouragedToJoin => "encouraged_to_join",
        Predicate::HasShortName => "has_short_name",
        Predicate::CooperatesWith => "cooperates_with",
        Predicate::AcquiredFrom => "acquired_from",
        Predicate::RefusedRegistration => "refused_registration",
        Predicate::RequestedInterventionFrom => "requested_intervention_from",
        Predicate::Perpetrator => "perpetrator",
        Predicate::Target => "target",
        Predicate::Victim => "victim",
        Predicate::OccurredOn => "occurred_on",
    }
}

/// What the text prints to tell this thing from others of its kind: the parts of its key, the
/// day of a numbered act, and an act's citation as it first stands.
fn identifiers(
    document: &Document<'_>,
    mentions: &Mentions,
    entities: &Entities,
    id: EntityId,
) -> BTreeMap<&'static str, String> {
    let entity = entities.get(id);
    let mut identifiers = of_key(&entity.key);
    if matches!(entity.key, Key::Act { .. }) {
        let adopted =
            entities.relations.iter().find(|it| it.subject == id && it.predicate == Predicate::AdoptedOn);
        if let Some(Object::Entity(date)) = adopted.map(|it| &it.object)
            && let Key::Date(date) = entities.get(*date).key
        {
            identifiers.insert("date", date.to_string());
        }
        if let Some(&first) = entity.mentions.first() {
            let mention = mentions.get(first);
            identifiers.insert("printed", document.block(mention.block).slice(mention.span).to_owned());
        }
    }
    identifiers
}

fn of_key(key: &Key) -> BTreeMap<&'static str, String> {
    let pairs: Vec<(&'static str, String)> = match key {
        Key::Act { body, kind, year, number } => vec![
            ("body", body.clone()),
            ("act", kind.clone()),
            ("year", year.to_string()),
            ("number", number.clone()),
        ],
        Key::DatedAct { body, kind, date } => {
            vec![("body", body.clone()), ("act", kind.clone()), ("date", date.to_string())]
        }
        Key::OpenAct { kind, number, .. } => vec![("act", kind.clone()), ("number", number.clone())],
        Key::ChamberPaper { chamber, series, number, .. } => {
            vec![("body", chamber.clone()), ("series", series.clone()), ("number", number.clone())]
        }
        Key::Paper { body, number } => vec![("body", body.clone()), ("number", number.clone())],
        Key::Treaty { number } => vec![("number", number.clone())],
        Key::UnTreaty { reference } => vec![("reference", reference.clone())],
        Key::Agreement { year, .. } => year.iter().map(|year| ("year", year.to_string())).collect(),
        Key::State { country } => vec![("iso3166", country.to_uppercase())],
        Key::Date(date) => vec![("date", date.to_string())],
        Key::LocalPaper { .. }
        | Key::NamedTreaty { .. }
        | Key::Programme { .. }
        | Key::Body { .. }
        | Key::Organization { .. }
        | Key::Person { .. }
        | Key::Post { .. }
        | Key::Event { .. } => Vec::new(),
    };
    pairs.into_iter().collect()
}

/// Facts by their names in the contract: those that the printing states, and those that the
/// blocks show.
fn facts(document: &Document<'_>, lexicon: &Lexicon) -> Vec<(String, String)> {
    let mut facts = Vec::new();
    for fact in &document.facts {
        let mut value = fact.value.clone();
        let name = match fact.name {
            FactName::Chamber => "chamber",
            FactName::DocumentSeries => "document_series",
            FactName::DocumentNumber => "document_number",
            FactName::Legislature => "legislature",
            FactName::TransmittedOn => "transmitted_on",
            FactName::Barcode => "barcode",
            // Its name per language is the fact; the code is what rules work with.
            FactName::Body => continue,
            FactName::IssuingBody => "issuing_body",
            FactName::ActType => {
                value = act_type(lexicon, &value);
                "act_type"
            }
            FactName::ActNumber => "act_number",
            FactName::ActYear => "act_year",
            FactName::Symbol => "symbol",
            FactName::TreatyNumber => "treaty_number",
            FactName::SignedAt => "signed_at",
            FactName::SignedOn => "signed_on",
            FactName::AuthenticLanguages => "authentic_languages",
            FactName::Application => "application",
            FactName::Title => "title",
            FactName::AdoptedOn => "adopted_on",
            FactName::AdoptedBy => "adopted_by",
            FactName::DebatedOn => "debated_on",
            FactName::AdoptedAtSitting => "adopted_at_sitting",
            FactName::DebatedAtSitting => "debated_at_sitting",
            FactName::ReportDocument => "report_document",
            FactName::Committee => "committee",
            FactName::Rapporteur => "rapporteur",
            FactName::Status => "status",
            FactName::SubjectToEditorialReview => "subject_to_editorial_review",
            FactName::Procedure => "procedure",
        };
        let name = match fact.name {
            FactName::IssuingBody | FactName::Title | FactName::Committee => {
                format!("{name}_{}", fact.language)
            }
            _ => name.to_owned(),
        };
        facts.push((name, value));
    }
    if !document.versions.is_empty() {
        let tags: Vec<&str> = document.versions.iter().map(Language::tag).collect();
        facts.push(("languages".to_owned(), tags.join(",")));
    }
    // Counted where all versions agree; where they do not, no number is true of the act.
    let counts: Vec<(usize, usize)> = document
        .versions
        .iter()
        .map(|version| {
            let numbered = || document.blocks.iter().filter(|it| it.language == *version && is_numbered(it));
            (numbered().count(), numbered().filter(|it| it.parent_label().is_none()).count())
        })
        .collect();
    if let Some(&(all, top)) = counts.first()
        && all > 0
        && counts.iter().all(|&it| it == (all, top))
    {
        facts.push(("top_level_paragraphs".to_owned(), top.to_string()));
        facts.push(("paragraphs_per_version".to_owned(), all.to_string()));
    }
    // First come, first kept: the versions mostly say the same, and one value is wanted.
    let mut seen = std::collections::HashSet::new();
    facts.retain(|(name, _)| seen.insert(name.clone()));
    facts
}

fn is_numbered(block: &Block) -> bool {
    block.kind == BlockKind::Paragraph && block.label.starts_with(|c: char| c.is_ascii_digit())
}

/// `res` → `resolution`: the kind's plain name.
fn act_type(lexicon: &Lexicon, code: &str) -> String {
    let concept = lexicon.by_notation(Scheme::ActType, code);
    concept.and_then(|it| lexicon.values(it, "actName").next()).unwrap_or(code).to_owned()
}
