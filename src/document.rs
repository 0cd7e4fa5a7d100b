//! Lines to numbered paragraphs: language versions, blocks, outline, header facts, and
//! notices of damage.
//!
//! Invariant: every byte of the source is in exactly one block's `ranges`.
//! Knows numbering, page breaks, hyphens and languages; does not know entities.

mod date;
mod differences;
mod header;
mod hyphen;
mod join;
mod label;
mod language;
mod layout;
mod lines;
mod phrases;
mod said;
mod stated;
mod vocabulary;

use std::collections::HashMap;

use crate::lexicon::Lexicon;
use crate::source::{Hint, Says, Source};
use crate::text::{Language, SourceSpan, Span, fold};

use self::header::Header;
use self::hyphen::Words;
use self::join::Calls;
use self::language::Languages;
use self::layout::Layout;
use self::phrases::Phrases;
use self::said::AllSaid;

/// An act as its printing has it.
#[derive(Debug)]
pub struct Document<'s> {
    pub source: &'s Source,
    /// In the order of the file. A cover is no version.
    pub versions: Vec<Language>,
    /// In the order of their first character.
    pub blocks: Vec<Block>,
    /// What the printing says about the act: see [`FactName`].
    pub facts: Vec<Fact>,
    pub notices: Vec<Notice>,
}

/// Index in [`Document::blocks`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlockId(pub u32);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockKind {
    Paragraph,
    Title,
    Heading,
    Notice,
    Footnote,
    /// Page heads, page numbers, blank-page notices, site navigation.
    Furniture,
}

/// Which part of the file a block belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    Cover,
    /// Heading lines of a version: body, number, status, title.
    Head,
    Body,
    /// After the last version: blank pages, barcode.
    Tail,
}

#[derive(Debug)]
pub struct Block {
    pub kind: BlockKind,
    pub section: Section,
    /// Of its words; the cover has its chamber's language.
    pub language: Language,
    /// Full outline label without a final dot: `9.2.1`, `6.ii.a`, `fn1`, recital `A`,
    /// `head.title`, `cover.number`; unnumbered paragraphs `u1`, `u2` …
    pub label: String,
    /// The label as printed, where there is one: `9.2.1.`, `ii.`, `(a)`.
    pub printed: Option<SourceSpan>,
    /// Clean text: label, marks and note calls left out, joined over lines and pages with
    /// single spaces, line hyphens repaired, NFC. Curly apostrophes and quotes stay.
    pub text: String,
    /// [`fold`] of `text`, byte for byte as long.
    pub folded: String,
    /// Where each run of `text` stands in the source; by `text` offset, without gaps.
    pub pieces: Vec<Piece>,
    /// Every source byte that is this block's: words, label, marks, white space.
    pub ranges: Vec<SourceSpan>,
    /// What was mended to get `text`.
    pub repairs: Vec<Repair>,
}

/// `text[at..]` up to the next piece comes from `source`. Equal lengths mean the same bytes;
/// where they differ (white space made one space, NFC) the piece maps as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    pub at: u32,
    pub source: SourceSpan,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repair {
    pub kind: RepairKind,
    /// Byte of `text` at which the parts were put together.
    pub at: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RepairKind {
    WrappedLine,
    PageBreak,
    /// The hyphen was the printer's and went, with the evidence named.
    LineHyphen(HyphenEvidence),
    /// A word cut by a page break or a footnote without a hyphen.
    CutWord(HyphenEvidence),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HyphenEvidence {
    /// The joined word stands elsewhere in this version.
    SameVersion,
    OtherVersion,
    Lexicon,
    /// Another word begins with the left half and the head of the right one.
    RelatedWord,
    /// A half can be no word: too short, or found nowhere.
    Fragment,
    /// A soft hyphen (U+00AD) says so itself.
    SoftHyphen,
}

impl Block {
    pub fn new(kind: BlockKind, section: Section, language: Language, label: String) -> Self {
        Self {
            kind,
            section,
            language,
            label,
            printed: None,
            text: String::new(),
            folded: String::new(),
            pieces: Vec::new(),
            ranges: Vec::new(),
            repairs: Vec::new(),
        }
    }

    /// To be called when `text` is complete.
    pub fn seal(&mut self) {
        self.folded = fold(&self.text);
    }

    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.range()]
    }

    /// From the first to the last source byte of `span`, which is not empty. What lies in
    /// between may belong to other blocks: a page head, a footnote.
    pub fn source_span(&self, span: Span) -> SourceSpan {
        SourceSpan { start: self.source_at(span.start), end: self.source_end(span.end) }
    }

    fn piece(&self, at: u32) -> (Piece, u32) {
        let index = self.pieces.partition_point(|piece| piece.at <= at).saturating_sub(1);
        let end = self.pieces.get(index + 1).map_or(self.text.len() as u32, |next| next.at);
        (self.pieces[index], end)
    }

    fn source_at(&self, at: u32) -> u32 {
        let (piece, end) = self.piece(at);
        if piece.source.len() as u32 == end - piece.at {
            piece.source.start + (at - piece.at)
        } else {
            piece.source.start
        }
    }

    fn source_end(&self, at: u32) -> u32 {
        let (piece, end) = self.piece(at.saturating_sub(1));
        if piece.source.len() as u32 == end - piece.at {
            piece.source.start + (at - piece.at)
        } else {
            piece.source.end
        }
    }

    /// Labels of the paragraphs above: `9.2.1` is under `9.2`, `6.ii.a` under `6.ii`.
    pub fn parent_label(&self) -> Option<&str> {
        self.label.rsplit_once('.').map(|(parent, _)| parent)
    }
}

/// A fact about the act that the printing states, with the words that state it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    pub name: FactName,
    /// Dates in ISO 8601, numbers in digits, names and titles as printed, codes of the
    /// lexicon for `ActType` ("res") and `Status`.
    pub value: String,
    pub language: Language,
    pub block: BlockId,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FactName {
    /// The chamber that reprints: `Camera dei deputati`.
    Chamber,
    /// `XII-bis`
    DocumentSeries,
    DocumentNumber,
    Legislature,
    TransmittedOn,
    Barcode,
    /// Notation of the body in the lexicon: `pace`, `ep`, `unsc`.
    Body,
    /// The body's name as printed, per language.
    IssuingBody,
    ActType,
    ActNumber,
    ActYear,
    /// `S/RES/733(1992)`: as the body writes it, also where only number and year are printed.
    Symbol,
    /// Of the series ETS and CETS.
    TreatyNumber,
    SignedAt,
    SignedOn,
    /// Codes of the languages in which the text is authentic, as printed: `en,fr`.
    AuthenticLanguages,
    /// `78117/13`: an application decided by a judgment.
    Application,
    Title,
    AdoptedOn,
    AdoptedBy,
    DebatedOn,
    AdoptedAtSitting,
    DebatedAtSitting,
    /// `Doc. 16245`
    ReportDocument,
    Committee,
    Rapporteur,
    Status,
    SubjectToEditorialReview,
    /// European Parliament: `2027/2611(RSP)`
    Procedure,
}

/// Something a reader should know: damage, doubt, a difference between versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub kind: NoticeKind,
    pub at: SourceSpan,
    pub message: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoticeKind {
    /// A line hyphen without evidence was kept.
    DoubtfulHyphen,
    /// A number that the outline did not expect was read as text.
    OutlineGap,
    /// Versions differ in paragraphs, numbers, dates, names or addressees.
    VersionsDiffer,
    /// A fact stated twice with two values.
    ContradictoryFact,
    UnknownFamily,
    /// A version in a language that the rules do not know.
    UnreadLanguage,
    /// What the reader of the format left out or could not be sure of.
    PartlyRead,
}

impl<'s> Document<'s> {
    pub fn block(&self, id: BlockId) -> &Block {
        &self.blocks[id.0 as usize]
    }

    pub fn ids(&self) -> impl Iterator<Item = (BlockId, &Block)> {
        self.blocks.iter().enumerate().map(|(index, block)| (BlockId(index as u32), block))
    }

    /// Values stated for a fact, in reading order.
    pub fn facts(&self, name: FactName) -> impl Iterator<Item = &Fact> {
        self.facts.iter().filter(move |fact| fact.name == name)
    }

    pub fn fact(&self, name: FactName) -> Option<&str> {
        self.facts(name).next().map(|fact| fact.value.as_str())
    }
}

/// Reads any text; what is no act becomes blocks with an [`NoticeKind::UnknownFamily`] notice.
pub fn parse<'s>(source: &'s Source, lexicon: &Lexicon) -> Document<'s> {
    let text = source.text.as_str();
    let (phrases, languages) = (&*lexicon.prepared(Phrases::new), &*lexicon.prepared(Languages::new));
    let lines = lines::lines(text);
    let said = AllSaid::new(&lines, &source.hints, source.format.has_blocks());
    let Layout { drafts, owners, groups, mut notices } = layout::read(text, &lines, &said, phrases);
    notices.extend(source.remarks.iter().map(|it| Notice {
        kind: NoticeKind::PartlyRead,
        at: it.at,
        message: it.message.clone(),
    }));

    let spoken = spoken(source, &drafts, &groups, lexicon, languages);
    let mut versions: Vec<Language> = Vec::new();
    for (_, &language) in groups.iter().zip(&spoken).filter(|(group, _)| !group.cover) {
        if !versions.contains(&language) {
            versions.push(language);
        }
    }
    for (group, language) in groups.iter().zip(&spoken).filter(|(_, it)| !languages.reads(**it)) {
        let length = text[group.start as usize..].chars().next().map_or(0, char::len_utf8) as u32;
        notices.push(Notice {
            kind: NoticeKind::UnreadLanguage,
            at: SourceSpan { start: group.start, end: group.start + length },
            message: format!(
                "the language {language} is not read: its paragraphs are kept, nothing is found in them"
            ),
        });
    }
    let words = Words::new(regions(text, &groups, &spoken), languages, lexicon);
    let mut calls: Vec<Calls> =
        groups.iter().map(|group| Calls { notes: group.notes.clone(), seen: Vec::new() }).collect();
    let mut names = HashMap::new();
    let mut blocks: Vec<Block> = Vec::with_capacity(drafts.len());
    for draft in &drafts {
        let mut language = spoken[draft.group];
        // A heading may be in a language that the version is not: a title given twice.
        if matches!(draft.kind, BlockKind::Title | BlockKind::Heading)
            && draft.section == Section::Head
            && let Some(own) = languages.foreign(draft.parts.iter().map(|part| &text[part.range()]), language)
        {
            language = own;
        }
        let label = unique(&mut names, language, full_label(draft));
        let mut block = Block::new(draft.kind, draft.section, language, label);
        let joined = join::join(text, &draft.parts, language, &words, &mut calls[draft.group], &mut notices);
        block.text = joined.text;
        block.pieces = joined.pieces;
        block.repairs = joined.repairs;
        block.printed = draft.printed;
        block.seal();
        blocks.push(block);
    }
    tile(text.len(), &owners, &mut blocks);

    let mut facts = header::facts(&Header { blocks: &blocks, phrases, lexicon, languages });
    stated::complete(source, &blocks, &mut facts, &mut notices);
    let mut document = Document { source, versions, blocks, facts, notices };
    differences::note(&mut document);
    document
}

/// The language of each group: a version's words decide, a cover is its chamber's. What the
/// original says of itself counts where the words do not tell: pages are often mistaken.
fn spoken(
    source: &Source,
    drafts: &[layout::Draft],
    groups: &[layout::Group],
    lexicon: &Lexicon,
    languages: &Languages,
) -> Vec<Language> {
    let mut own: Vec<Vec<&layout::Draft>> = vec![Vec::new(); groups.len()];
    for draft in drafts.iter().filter(|it| it.kind != BlockKind::Furniture) {
        own[draft.group].push(draft);
    }
    let told = Told::new(&source.hints);
    groups
        .iter()
        .zip(&own)
        .map(|(group, own)| {
            let printed =
                group.chamber.filter(|_| group.cover).and_then(|it| phrases::prints_in(lexicon, it));
            let told = || told.at(own.iter().find_map(|draft| draft.parts.first())?.start);
            let words = || own.iter().flat_map(|draft| &draft.parts).map(|&part| source.slice(part));
            printed
                .or_else(|| {
                    let told = told().filter(|it| !languages.knows(*it))?;
                    languages.detect_surely(words()).or(Some(told))
                })
                .or_else(|| languages.detect(words()))
                .or_else(told)
                .unwrap_or(Language::ENGLISH)
        })
        .collect()
}

/// In which languages the original says that its parts are.
struct Told(Vec<(u32, Language)>);

impl Told {
    fn new(hints: &[Hint]) -> Self {
        let languages = hints.iter().filter_map(|it| match it.says {
            Says::Language(language) => Some((it.at, language)),
            _ => None,
        });
        Self(languages.collect())
    }

    /// Of the text at `at`.
    fn at(&self, at: u32) -> Option<Language> {
        let count = self.0.partition_point(|it| it.0 <= at);
        count.checked_sub(1).map(|last| self.0[last].1)
    }
}

/// Language and source text of each version; the cover has no sentences.
fn regions<'t>(text: &'t str, groups: &[layout::Group], spoken: &[Language]) -> Vec<(Language, &'t str)> {
    groups
        .iter()
        .enumerate()
        .map(|(index, group)| {
            let end = groups.get(index + 1).map_or(text.len(), |next| next.start as usize);
            (spoken[index], &text[group.start as usize..end])
        })
        .collect()
}

fn full_label(draft: &layout::Draft) -> String {
    let section = match draft.section {
        _ if matches!(draft.kind, BlockKind::Paragraph | BlockKind::Footnote) => return draft.label.clone(),
        Section::Cover => "cover",
        Section::Head => "head",
        Section::Body => "body",
        Section::Tail => "tail",
    };
    match draft.label.as_str() {
        "notice" if draft.section == Section::Body => "notice".to_owned(),
        label => format!("{section}.{label}"),
    }
}

/// Labels are keys: one that comes again in the same language gets a number.
fn unique(names: &mut HashMap<(Language, String), u32>, language: Language, label: String) -> String {
    let count = names.entry((language, label.clone())).or_default();
    *count += 1;
    match *count {
        1 => label,
        count => format!("{label}-{count}"),
    }
}

/// Shares out every byte: a block owns what comes up to the next block's first byte.
fn tile(length: usize, owners: &[(u32, usize)], blocks: &mut [Block]) {
    for (index, &(start, id)) in owners.iter().enumerate() {
        // White space before the first line is the first block's.
        let start = if index == 0 { 0 } else { start };
        let end = owners.get(index + 1).map_or(length as u32, |&(next, _)| next);
        let ranges = &mut blocks[id].ranges;
        match ranges.last_mut() {
            Some(last) if last.end == start => last.end = end,
            _ => ranges.push(SourceSpan { start, end }),
        }
    }
}
