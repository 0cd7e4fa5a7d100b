//! Where versions differ: outline, and what their headers say. Notices, never resolved here.
//!
//! Finds paragraphs that one version has and another has not, and facts of number, date and
//! sitting with another value in another version; and a fact that one version states twice
//! with two values.
//! Leaves alone names and titles, which differ by language.

use super::{BlockKind, Document, Fact, FactName, Notice, NoticeKind};
use crate::text::{Language, SourceSpan};

/// Facts that do not depend on the language.
const SHARED: [FactName; 14] = [
    FactName::DocumentSeries,
    FactName::DocumentNumber,
    FactName::Legislature,
    FactName::TransmittedOn,
    FactName::Barcode,
    FactName::ActType,
    FactName::ActNumber,
    FactName::ActYear,
    FactName::AdoptedOn,
    FactName::DebatedOn,
    FactName::AdoptedAtSitting,
    FactName::DebatedAtSitting,
    FactName::ReportDocument,
    FactName::Procedure,
];

pub fn note(document: &mut Document<'_>) {
    let mut notices = Vec::new();
    outlines(document, &mut notices);
    facts(document, &mut notices);
    document.notices.append(&mut notices);
    document.notices.sort_by(|a, b| (a.at, a.kind, &a.message).cmp(&(b.at, b.kind, &b.message)));
    let known = [FactName::Body, FactName::TreatyNumber];
    if known.into_iter().all(|name| document.facts(name).next().is_none()) {
        let length = document.source.text.chars().next().map_or(0, char::len_utf8);
        document.notices.insert(
            0,
            Notice {
                kind: NoticeKind::UnknownFamily,
                at: SourceSpan::new(0, length),
                message: "no body of a known family heads the text; read as plain paragraphs".to_owned(),
            },
        );
    }
}

fn outlines(document: &Document<'_>, notices: &mut Vec<Notice>) {
    let labels = |language: Language| -> Vec<(&str, SourceSpan)> {
        document
            .blocks
            .iter()
            .filter(|it| it.kind == BlockKind::Paragraph && it.language == language && it.printed.is_some())
            .map(|it| (it.label.as_str(), it.printed.unwrap_or(SourceSpan::new(0, 0))))
            .collect()
    };
    let Some((&first, others)) = document.versions.split_first() else { return };
    let model = labels(first);
    for &other in others.iter().filter(|&&it| it != first) {
        let found = labels(other);
        let missing = |from: &[(&str, SourceSpan)], label: &str| from.iter().all(|(it, _)| *it != label);
        for &(label, at) in model.iter().filter(|(label, _)| missing(&found, label)) {
            let message = format!("paragraph {label} of the {first} version is not in the {other} version");
            notices.push(Notice { kind: NoticeKind::VersionsDiffer, at, message });
        }
        for &(label, at) in found.iter().filter(|(label, _)| missing(&model, label)) {
            let message = format!("paragraph {label} of the {other} version is not in the {first} version");
            notices.push(Notice { kind: NoticeKind::VersionsDiffer, at, message });
        }
    }
}

fn facts(document: &Document<'_>, notices: &mut Vec<Notice>) {
    let place = |fact: &Fact| {
        let block = document.block(fact.block);
        if fact.span.is_empty() { SourceSpan::new(0, 0) } else { block.source_span(fact.span) }
    };
    for name in SHARED.into_iter().chain([FactName::Rapporteur]) {
        let all: Vec<&Fact> = document.facts(name).collect();
        let Some(first) = all.first() else { continue };
        let of = |block: super::BlockId| document.block(block).language;
        // Said twice in one place with two values.
        let own: Vec<&&Fact> =
            all.iter().filter(|it| it.block == first.block && it.value != first.value).collect();
        if let Some(second) = own.first() {
            notices.push(Notice {
                kind: NoticeKind::ContradictoryFact,
                at: place(second),
                message: format!(
                    "{} is said to be \"{}\" and \"{}\"",
                    describe(name),
                    first.value,
                    second.value
                ),
            });
        }
        if name == FactName::Rapporteur {
            continue;
        }
        let values = |language: Language| -> Vec<&str> {
            let mut values: Vec<&str> =
                all.iter().filter(|it| of(it.block) == language).map(|it| it.value.as_str()).collect();
            values.sort_unstable();
            values.dedup();
            values
        };
        let model = values(of(first.block));
        let mut seen = vec![of(first.block)];
        for fact in &all {
            let language = of(fact.block);
            if seen.contains(&language) {
                continue;
            }
            seen.push(language);
            let other = values(language);
            if other != model {
                notices.push(Notice {
                    kind: NoticeKind::VersionsDiffer,
                    at: place(fact),
                    message: format!(
                        "{} is {} in the {} version and {} in the {} version",
                        describe(name),
                        model.join(", "),
                        of(first.block),
                        other.join(", "),
                        language
                    ),
                });
            }
        }
    }
}

const fn describe(name: FactName) -> &'static str {
    match name {
        FactName::Chamber => "the chamber",
        FactName::DocumentSeries => "the series of the paper",
        FactName::DocumentNumber => "the number of the paper",
        FactName::Legislature => "the legislature",
        FactName::TransmittedOn => "the day of transmission",
        FactName::Barcode => "the bar code",
        FactName::Body | FactName::IssuingBody => "the issuing body",
        FactName::ActType => "the kind of act",
        FactName::ActNumber => "the act's number",
        FactName::ActYear => "the act's year",
        FactName::Symbol => "the symbol",
        FactName::TreatyNumber => "the number of the treaty",
        FactName::SignedAt => "the place of signature",
        FactName::SignedOn => "the day of signature",
        FactName::AuthenticLanguages => "the authentic languages",
        FactName::Application => "the application",
        FactName::Title => "the title",
        FactName::AdoptedOn => "the day of adoption",
        FactName::AdoptedBy => "who adopted",
        FactName::DebatedOn => "the day of the debate",
        FactName::AdoptedAtSitting => "the sitting of adoption",
        FactName::DebatedAtSitting => "the sitting of the debate",
        FactName::ReportDocument => "the report",
        FactName::Committee => "the committee",
        FactName::Rapporteur => "the rapporteur",
        FactName::Status => "the status of the text",
        FactName::SubjectToEditorialReview => "whether the text is still to be reviewed",
        FactName::Procedure => "the procedure",
    }
}
