//! What the printing says about the act: numbers, dates, parts, people.
//!
//! Finds them in headings (number, year, status, body, chamber), in the cover's notice of
//! transmission, and in the sentence on the act's origin, whose order is free:
//! `Assembly debate on … (31st sitting) (see Doc. 16245, report of the Committee on …,
//! rapporteur: Mr …). Text adopted by the Assembly on … (31st sitting).`
//! Leaves alone opinions of other committees and their rapporteurs: they are not the report.
//! Words: schemes `printing`, `month`, `act-type`, `family`.

// Symbols, adoption and meetings of the United Nations.
mod draft;
mod judgment;
mod treaty;
mod united_nations;

use super::date::{self, DatePhrase};
use super::language::Languages;
use super::layout::{is_barcode, session_number};
use super::phrases::{Item, Phrases};
use super::{Block, BlockId, BlockKind, Fact, FactName, Section};
use crate::lexicon::{ConceptId, Hit, Lexicon, Scheme};
use crate::text::{Language, Span};

pub struct Header<'a> {
    pub blocks: &'a [Block],
    pub phrases: &'a Phrases,
    pub lexicon: &'a Lexicon,
    pub languages: &'a Languages,
}

/// Facts in the order of the blocks that state them.
pub fn facts(header: &Header<'_>) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut origins = Vec::new();
    for (index, block) in header.blocks.iter().enumerate() {
        let id = BlockId(index as u32);
        if block.text.is_empty() {
            continue;
        }
        let mut put = |name, value: String, span: Span| {
            facts.push(Fact { name, value, language: block.language, block: id, span });
        };
        match block.kind {
            BlockKind::Notice if block.label.contains("adopted") => header.adoption(block, &mut put),
            BlockKind::Heading | BlockKind::Notice | BlockKind::Furniture => header.heading(block, &mut put),
            BlockKind::Title => put(FactName::Title, block.text.clone(), whole(block)),
            // One origin for each version: later footnotes may speak of other acts.
            BlockKind::Footnote if !origins.contains(&block.language) => {
                if header.origin(block, &mut put) {
                    origins.push(block.language);
                }
            }
            // `The Assembly,` names the body where no heading does.
            BlockKind::Paragraph if block.text.len() < 90 && block.text.ends_with([',', ':']) => {
                if let Some(family) = header.phrases.opener(&block.text) {
                    header.issuer(block, family, whole(block), &mut put);
                }
            }
            BlockKind::Footnote | BlockKind::Paragraph => {}
        }
    }
    header.draft(&mut facts);
    header.judgment(&mut facts);
    header.treaty(&mut facts);
    header.complete(&mut facts);
    // The cover repeats the title of the version in its language.
    let versions: Vec<(Language, BlockId)> = facts
        .iter()
        .filter(|it| {
            it.name == FactName::Title && header.blocks[it.block.0 as usize].section != Section::Cover
        })
        .map(|it| (it.language, it.block))
        .collect();
    facts.retain(|it| {
        it.name != FactName::Title
            || header.blocks[it.block.0 as usize].section != Section::Cover
            || versions.iter().all(|(language, _)| *language != it.language)
    });
    facts
}

fn whole(block: &Block) -> Span {
    Span::new(0, block.text.len())
}

impl Header<'_> {
    fn heading(&self, block: &Block, put: &mut impl FnMut(FactName, String, Span)) {
        if block.kind == BlockKind::Furniture && is_barcode(&block.text) {
            put(FactName::Barcode, block.text.trim_matches('*').to_owned(), whole(block));
            return;
        }
        // A heading inside the text is not the act's.
        if block.text.len() > 400 || block.label.starts_with("body.heading") {
            return;
        }
        if let Some((family, kind)) =
            self.phrases.names_act(&block.text).filter(|_| block.label.ends_with("full"))
        {
            self.full_title(block, family, kind, put);
            return;
        }
        let numbered = block.label.ends_with("number");
        if numbered && let Some((number, length)) = session_number(&block.text) {
            put(FactName::ActType, "res".to_owned(), Span::new(0, length.min(block.text.len())));
            put(FactName::ActNumber, number, Span::new(0, length.min(block.text.len())));
            return;
        }
        let items = match self.phrases.leading_items(&block.text) {
            (items, whole) if whole || numbered => items,
            _ => return,
        };
        if numbered {
            // `Resolution 201 (1965) of 19 March 1965`
            for found in date::find(block, &self.hits(block), self.lexicon).iter().take(1) {
                for day in &found.days {
                    put(FactName::AdoptedOn, day.to_string(), found.span);
                }
            }
        }
        for (item, range) in items {
            let span = Span::from(range);
            match item {
                Item::Issuer { family, .. } if block.kind == BlockKind::Heading => {
                    self.issuer(block, family, span, put);
                }
                Item::Number { kind, number, year } if block.kind == BlockKind::Heading => {
                    put(FactName::ActType, self.lexicon.concept(kind).notation.clone(), span);
                    put(FactName::ActNumber, number, span);
                    if let Some(year) = year {
                        put(FactName::ActYear, year.to_string(), span);
                    }
                }
                Item::Symbol { family, number, year } if block.kind == BlockKind::Heading => {
                    self.symbol(block, family, &number, year, span, put);
                }
                Item::AdoptedText { year, number } => {
                    put(FactName::ActNumber, number, span);
                    put(FactName::ActYear, year.to_string(), span);
                }
                Item::Chamber(chamber) if block.section == Section::Cover => {
                    put(FactName::Chamber, self.lexicon.label(chamber, block.language).to_owned(), span);
                }
                Item::Paper { series, number } if block.section == Section::Cover => {
                    put(FactName::DocumentSeries, series, span);
                    if let Some(number) = number {
                        put(FactName::DocumentNumber, number, span);
                    }
                }
                Item::PaperNumber(number) if block.section == Section::Cover => {
                    put(FactName::DocumentNumber, number, span);
                }
                Item::Legislature(number) => put(FactName::Legislature, number.to_string(), span),
                Item::Status(status) => {
                    put(FactName::Status, self.lexicon.concept(status).notation.clone(), span);
                }
                Item::Review => put(FactName::SubjectToEditorialReview, "true".to_owned(), span),
                Item::Transmitted => {
                    for found in date::find(block, &self.hits(block), self.lexicon).iter().take(1) {
                        for day in &found.days {
                            put(FactName::TransmittedOn, day.to_string(), found.span);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn issuer(
        &self,
        block: &Block,
        family: ConceptId,
        span: Span,
        put: &mut impl FnMut(FactName, String, Span),
    ) {
        for body in self.lexicon.values(family, "body") {
            put(FactName::Body, body.to_owned(), span);
        }
        put(FactName::IssuingBody, self.lexicon.label(family, block.language).to_owned(), span);
    }

    /// `European Parliament resolution of 12 May 2027 on … (2027/2611(RSP))`
    fn full_title(
        &self,
        block: &Block,
        family: ConceptId,
        kind: ConceptId,
        put: &mut impl FnMut(FactName, String, Span),
    ) {
        self.issuer(block, family, whole(block), put);
        put(FactName::ActType, self.lexicon.concept(kind).notation.clone(), whole(block));
        if let Some(found) = date::find(block, &self.hits(block), self.lexicon).first() {
            for day in &found.days {
                let day = day.to_string();
                if let Some(year) = day.get(..4) {
                    put(FactName::ActYear, year.to_owned(), found.span);
                }
                put(FactName::AdoptedOn, day, found.span);
            }
        }
        if let Some(span) = procedure(&block.text) {
            put(FactName::Procedure, block.slice(span).to_owned(), span);
        }
    }

    fn hits(&self, block: &Block) -> Vec<Hit> {
        self.lexicon.scan(&block.text, &block.folded, block.language)
    }

    /// The sentence on debate, adoption and report. False if the footnote is none.
    fn origin(&self, block: &Block, put: &mut impl FnMut(FactName, String, Span)) -> bool {
        let hits = self.hits(block);
        let printing: Vec<(&str, Span)> = hits
            .iter()
            .filter(|hit| hit.scheme == Scheme::Printing)
            .map(|hit| (self.lexicon.concept(hit.concept).notation.as_str(), hit.span))
            .collect();
        let dates = date::find(block, &hits, self.lexicon);
        let said = |code: &str| {
            printing.iter().filter(move |(it, _)| *it == code).map(|&(_, span)| span).collect::<Vec<_>>()
        };
        let (debates, adoptions) = (said("debate"), said("adopted"));
        let papers = papers(block, &said("paper"), &self.lexicon.grammars().numero);
        let dated = |span: &Span| dates.iter().any(|date| date.span.start >= span.end);
        if papers.is_empty() && !debates.iter().chain(&adoptions).any(dated) {
            return false;
        }

        // Each proceeding runs to the next proceeding or paper: dates and sittings within it
        // are its own.
        let mut ends: Vec<u32> = debates.iter().chain(&adoptions).map(|span| span.start).collect();
        ends.extend(papers.iter().map(|paper| paper.span.start));
        ends.push(block.text.len() as u32);
        let end_of =
            |span: &Span| ends.iter().copied().filter(|&end| end > span.start).min().unwrap_or(span.end);
        let mut sittings = said("sitting");
        sittings.extend(said("meeting"));
        for (found, on, at) in [
            (&debates, FactName::DebatedOn, FactName::DebatedAtSitting),
            (&adoptions, FactName::AdoptedOn, FactName::AdoptedAtSitting),
        ] {
            // "Debate" may also be a word of a committee's name; one with a date is meant.
            let Some((proceeding, end)) =
                found.iter().map(|span| (span, end_of(span))).find(|(span, end)| {
                    dates.iter().any(|date| span.end <= date.span.start && date.span.end <= *end)
                })
            else {
                continue;
            };
            let own = dates.iter().filter(|date| proceeding.end <= date.span.start && date.span.end <= end);
            let own: Vec<&DatePhrase> = own.collect();
            if on == FactName::AdoptedOn
                && let Some(first) = own.first()
                && let Some(span) = self.agent(block, Span { start: proceeding.end, end: first.span.start })
            {
                let name = block.slice(span);
                put(FactName::AdoptedBy, name.to_owned(), span);
                // The body itself, where it reports on its own paper.
                if let Some(family) = self.phrases.named(name).filter(|_| !papers.is_empty()) {
                    self.issuer(block, family, span, put);
                }
            }
            for date in own {
                for day in &date.days {
                    put(on, day.to_string(), date.span);
                }
            }
            for sitting in sittings.iter().filter(|span| proceeding.end <= span.start && span.end <= end) {
                for span in ordinals(block, proceeding.end, *sitting, &dates) {
                    put(at, block.slice(span).to_owned(), span);
                }
            }
        }
        self.reports(block, &papers, &printing, put);
        true
    }

    /// Who adopted: the words between "adopted" and the date, up to a comma or a meeting's number.
    fn agent(&self, block: &Block, between: Span) -> Option<Span> {
        let text = block.slice(between);
        let end = text.find([',', '(']).unwrap_or(text.len());
        let mut words = words(&text[..end]);
        let counted =
            |word: &std::ops::Range<usize>| text[word.clone()].contains(|c: char| c.is_ascii_digit());
        words.truncate(words.iter().position(counted).unwrap_or(words.len()));
        while words.last().is_some_and(|word| self.is_function_word(block.language, &text[word.clone()])) {
            words.pop();
        }
        while words.first().is_some_and(|word| self.is_function_word(block.language, &text[word.clone()])) {
            words.remove(0);
        }
        let (first, last) = (words.first()?, words.last()?);
        Some(Span { start: between.start + first.start as u32, end: between.start + last.end as u32 })
    }

    /// Articles and prepositions, also elided, and "by", which is one for this purpose.
    fn is_function_word(&self, language: Language, word: &str) -> bool {
        let lower = word.to_lowercase();
        let bare = lower.trim_end_matches(['\'', '’']);
        bare.chars().count() <= 1 || self.languages.lists(language, "functionWords", bare)
    }

    /// `Doc. N, report of <committee>, rapporteur: <name>` for each paper that is a report.
    fn reports(
        &self,
        block: &Block,
        papers: &[PaperPhrase],
        printing: &[(&str, Span)],
        put: &mut impl FnMut(FactName, String, Span),
    ) {
        for (index, paper) in papers.iter().enumerate() {
            let end = papers.get(index + 1).map_or(block.text.len() as u32, |next| next.span.start);
            let within = |code: &[&str]| {
                printing
                    .iter()
                    .find(|(it, span)| code.contains(it) && paper.span.end <= span.start && span.end <= end)
                    .copied()
            };
            // What kind of paper it is stands right behind its number.
            let Some(("report", report)) = within(&["report", "opinion"]) else { continue };
            put(FactName::ReportDocument, format!("Doc. {}", paper.number), paper.span);
            let rapporteur =
                within(&["rapporteur", "rapporteurs"]).filter(|(_, span)| span.start > report.end);
            let stop = rapporteur.map_or_else(|| closing(block, report.end, end), |(_, span)| span.start);
            let text = &block.text[report.end as usize..stop as usize];
            let mut parts = words(text);
            while parts.first().is_some_and(|word| self.is_function_word(block.language, &text[word.clone()]))
            {
                parts.remove(0);
            }
            if let Some(first) = parts.first() {
                let name = text[first.start..].trim_end_matches([',', ' ', ';', ':', '.', '(', '–', '-']);
                let start = report.end + first.start as u32;
                let span = Span { start, end: start + name.len() as u32 };
                if !name.is_empty() {
                    put(FactName::Committee, name.to_owned(), span);
                }
            }
            if let Some((code, span)) = rapporteur {
                for name in self.names(block, span.end, end, code == "rapporteurs") {
                    put(FactName::Rapporteur, block.slice(name).to_owned(), name);
                }
            }
        }
    }

    /// Persons after `rapporteur:`, without their title of address. Several only where the
    /// word is plural or each has a title: `Hoz y Urrutia` and `Andrade e Pinto` are one.
    fn names(&self, block: &Block, from: u32, to: u32, plural: bool) -> Vec<Span> {
        let text = &block.text[from as usize..to as usize];
        let begin = text.len() - behind_plural(text).trim_start_matches([' ', ':', '\u{A0}']).len();
        let rest = &text[begin..];
        let end = rest.find([';', ')', '(']).unwrap_or(rest.len());
        // The sentence's end, but not the dot of `M.` or of an initial.
        let end = rest[..end]
            .match_indices(". ")
            .find(|(at, _)| {
                rest[..*at].rsplit([' ', '.']).next().is_some_and(|word| word.chars().count() > 3)
                    && !self.without_address(block.language, &rest[..at + 2]).trim().is_empty()
            })
            .map_or(end, |(at, _)| at);
        let list = rest[..end].trim_end_matches(['.', ',', ' ']);
        let mut names = Vec::new();
        let mut start = 0;
        let mut at = 0;
        while at <= list.len() {
            let tail = &list[at..];
            let (length, ends) = self.separator(block.language, tail, plural);
            if tail.is_empty() || ends {
                let name = &list[start..at];
                let bare = self.without_address(block.language, name);
                if !bare.is_empty() {
                    let offset = from as usize + begin + start + (name.len() - bare.len());
                    names.push(Span::new(offset, offset + bare.trim_end().len()));
                }
                start = at + length;
                at = start;
                if tail.is_empty() {
                    break;
                }
                // After a comma that separates no persons comes something else: a country.
                if length == 1 {
                    break;
                }
            } else {
                at += tail.chars().next().map_or(1, char::len_utf8);
            }
        }
        names
    }

    /// Whether a name ends here, and how long what separates it from the next is.
    fn separator(&self, language: Language, tail: &str, plural: bool) -> (usize, bool) {
        if let Some(after) = tail.strip_prefix(", ") {
            let another = self.without_address(language, after).len() < after.len() || plural;
            return (if another { 2 } else { 1 }, true);
        }
        let Some(rest) = tail.strip_prefix(' ') else { return (0, false) };
        let Some((word, after)) = rest.split_once(' ') else { return (0, false) };
        if !self.languages.lists(language, "conjunctions", word) {
            return (0, false);
        }
        let address = self.without_address(language, after).len() < after.len();
        (word.len() + 2, address || plural)
    }

    fn without_address<'t>(&self, language: Language, name: &'t str) -> &'t str {
        let mut name = name.trim_start();
        loop {
            let Some((first, rest)) = name.split_once([' ', '\u{A0}']) else { return name };
            let known = self.lexicon.by_notation(Scheme::Printing, "address").is_some_and(|id| {
                self.lexicon.labels(id).any(|entry| {
                    entry.language.is_none_or(|it| it == language || it == Language::ENGLISH)
                        && entry.label.trim_end_matches('.').eq_ignore_ascii_case(first.trim_end_matches('.'))
                })
            });
            if !known {
                return name;
            }
            name = rest.trim_start();
        }
    }
}

/// `Doc. 16245` or `Doc.16245`
struct PaperPhrase {
    span: Span,
    number: String,
}

/// Behind what makes a plural of the word before: `rapporteur(s):`.
fn behind_plural(text: &str) -> &str {
    let text = text.trim_start_matches([' ', '\u{A0}']);
    let Some((ending, rest)) = text.strip_prefix('(').and_then(|it| it.split_once(')')) else { return text };
    let is_ending = ending.chars().count() <= 4 && ending.chars().all(char::is_lowercase);
    if is_ending { rest.trim_start_matches([' ', '\u{A0}']) } else { text }
}

/// `signs` may stand before the number: `Doc. n° 16245`.
fn papers(block: &Block, words: &[Span], signs: &[String]) -> Vec<PaperPhrase> {
    words
        .iter()
        .filter_map(|word| {
            let rest = &block.text[word.end as usize..];
            let bare = rest.trim_start_matches([' ', '\u{A0}', '.']);
            let number = signs.iter().find_map(|it| bare.strip_prefix(it.as_str())).unwrap_or(bare);
            let number = number.trim_start_matches([' ', '\u{A0}', '.']);
            let length = number.len() - number.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let begin = rest.len() - number.len();
            (length > 0 && begin <= 6).then(|| PaperPhrase {
                span: Span { start: word.start, end: word.end + (begin + length) as u32 },
                number: number[..length].to_owned(),
            })
        })
        .collect()
}

/// Where the bracket around the paper ends, or its part of the list.
fn closing(block: &Block, from: u32, to: u32) -> u32 {
    let text = &block.text[from as usize..to as usize];
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return from + at as u32,
            ')' => depth -= 1,
            ';' => return from + at as u32,
            _ => {}
        }
    }
    to
}

/// Sitting numbers before the word: `31st sitting`, `(27th and 28th Sittings)`, `3^e séance`.
/// They reach back to the bracket or the comma, not into a date.
fn ordinals(block: &Block, from: u32, sitting: Span, dates: &[DatePhrase]) -> Vec<Span> {
    let from = dates
        .iter()
        .filter(|date| date.span.end <= sitting.start)
        .map(|date| date.span.end)
        .max()
        .unwrap_or(from)
        .max(from);
    let text = &block.text[from as usize..sitting.start as usize];
    let begin = text.rfind('(').map_or(0, |at| at + 1);
    let mut spans = Vec::new();
    let mut at = begin;
    while let Some(found) = text[at..].find(|c: char| c.is_ascii_digit()) {
        let start = at + found;
        let end = text.len() - text[start..].trim_start_matches(|c: char| c.is_ascii_digit()).len();
        spans.push(Span { start: from + start as u32, end: from + end as u32 });
        at = end;
    }
    spans
}

/// Ranges of words; an elided article is a word with its apostrophe.
fn words(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        let inside = !c.is_whitespace() && c != ',';
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(first)) => {
                words.push(first..at);
                start = None;
            }
            _ => {}
        }
        if let Some(first) = start
            && matches!(c, '\'' | '’')
            && at > first
        {
            words.push(first..at + c.len_utf8());
            start = None;
        }
    }
    words.extend(start.map(|first| first..text.len()));
    words
}

/// `2027/2611(RSP)`
fn procedure(text: &str) -> Option<Span> {
    text.match_indices('/').find_map(|(at, _)| {
        let year = text[..at].len().checked_sub(4)?;
        let digits = |range: &str| !range.is_empty() && range.bytes().all(|b| b.is_ascii_digit());
        if !text.is_char_boundary(year) || !digits(&text[year..at]) {
            return None;
        }
        let rest = &text[at + 1..];
        let number = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let kind = rest[number..].strip_prefix('(')?;
        let letters = kind.len() - kind.trim_start_matches(|c: char| c.is_ascii_uppercase()).len();
        (number > 0 && letters == 3 && kind[letters..].starts_with(')'))
            .then(|| Span::new(year, at + 1 + number + 1 + letters + 1))
    })
}
