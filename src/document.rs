//! Lines to numbered paragraphs: language versions, blocks, outline, header facts, and
//! notices of damage.
//!
//! Invariant: every byte of the source is in exactly one block's `ranges`.
//! Knows numbering, page breaks, hyphens and languages; does not know entities.

use crate::lexicon::Lexicon;
use crate::source::Source;
use crate::text::{Language, SourceSpan, Span, fold};

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
pub fn parse<'s>(source: &'s Source, _lexicon: &Lexicon) -> Document<'s> {
    Document { source, versions: Vec::new(), blocks: Vec::new(), facts: Vec::new(), notices: Vec::new() }
}
