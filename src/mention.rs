//! Document to mentions: spans that may name something, each with a kind and a reading.
//!
//! One module per kind; kinds do not import each other, only this file knows them all and
//! the order in which they look: a later kind leaves alone what an earlier one has claimed.
//! Invariant: knows no IRIs.

pub mod demand;
pub mod hedge;
pub mod office;
pub mod phrase;
pub mod scan;
pub mod speech;
pub mod view;
pub mod words;

mod act;
mod agreement;
mod body;
mod country;
mod date;
mod event;
mod paper;
mod party;
mod person;
#[cfg(test)]
pub(crate) mod probe;
mod programme;
mod role;
mod treaty;

use std::cmp::Reverse;

use crate::document::{Block, BlockId, Document, FactName};
use crate::lexicon::{ConceptId, EntryId, Hit, Lexicon, Scheme};
use crate::text::{Span, StatedDate};

use self::words::Word;

/// Everything found in one document.
#[derive(Debug, Default)]
pub struct Mentions {
    /// By block, then start, then the longer first.
    pub all: Vec<Mention>,
    /// What is said, in reading order, one for each version that says it.
    pub acts: Vec<SpeechAct>,
    /// Words for deeds (scheme `action`): no mentions, but where one stands beside names, a
    /// relation is stated. By block, then start, then the longer first.
    pub cues: Vec<(BlockId, Hit)>,
    /// The first block with mentions that are not among `all`, which is full.
    pub full: Option<BlockId>,
}

/// Mentions of one document. The densest acts have one for each 60 bytes, so this is more than
/// a book.
const MOST: usize = 40_000;

/// Index in [`Mentions::all`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MentionId(pub u32);

#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    pub block: BlockId,
    /// Without article, title of address and quotation marks.
    pub span: Span,
    pub reading: Reading,
    pub proof: Proof,
}

/// Why a mention is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Proof {
    /// `module/rule`, as the module's documentation names it.
    pub rule: &'static str,
    /// The label that decided, where one did.
    pub entry: Option<EntryId>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    Act(Act),
    Document(Paper),
    Treaty(Treaty),
    Agreement(Agreement),
    Programme(Programme),
    Country(Country),
    Body(Body),
    Party(Party),
    Person(Person),
    Role(Role),
    Event(Event),
    Date(StatedDate),
}

/// An act cited (or the act itself in its headings).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Act {
    /// Whose act, decided by the body named beside it. `None`: not said, and not the
    /// document's own body either; stays open.
    pub body: Option<ConceptId>,
    /// Scheme `act-type`: resolution, recommendation …
    pub kind: ConceptId,
    /// As printed without leading zeros; `78/265`, `CM/Rec(2014)7` for bodies that number so.
    pub number: Option<String>,
    pub year: Option<i16>,
    /// Acts cited by date instead of number.
    pub date: Option<StatedDate>,
    /// The title given to it right here, without quotes, leading preposition and article.
    pub title: Option<Span>,
}

/// A document that is no act: a report, a chamber's paper, a joint declaration.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Paper {
    pub body: Option<ConceptId>,
    /// `XII-bis`, or `None` for the Assembly's own `Doc.` numbers.
    pub series: Option<String>,
    pub number: Option<String>,
    /// Scheme `paper-type`, for papers without number: joint declaration.
    pub kind: Option<ConceptId>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Treaty {
    /// In scheme `treaty` or `un-treaty`, where number or name decide it.
    pub register: Option<ConceptId>,
    /// Number in the Council of Europe's series as printed, without leading zeros.
    pub number: Option<String>,
    /// Title or short name as written; the span's own text.
    pub name: String,
    /// This mention is the short name being defined ("Istanbul Convention") of the treaty
    /// mentioned just before.
    pub defines_short_name: bool,
    /// Of a number: the name beside it in the block, which is another treaty's. Which of the
    /// two is mistyped nobody can tell, so the number is tied to no treaty.
    pub gainsaid_by: Option<Span>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Agreement {
    pub year: Option<i16>,
    /// The sides named beside it, as mentions' spans in the same block.
    pub parties: Vec<Span>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Programme {
    pub concept: Option<ConceptId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Country {
    pub country: ConceptId,
    /// Named by its adjective only: "the Kazakh legislation". Nested or demonym tier.
    pub adjective: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Body {
    /// A body of a register (scheme `body` or `committee`), or a kind of organ (scheme
    /// `organ`: parliament, government, ministry of justice, authorities).
    pub concept: Option<ConceptId>,
    /// Whose organ it is, where the text says so.
    pub of: Option<Owner>,
    /// "the Assembly", "the Committee": stands for a body named in full elsewhere.
    pub alias: bool,
    /// This is a short name being defined, `CPT` in "… Punishment (CPT)", of the body mentioned
    /// there. Later `CPT` alone has neither concept nor this: the same text is the same body.
    pub short_for: Option<Span>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Owner {
    Country(ConceptId),
    Body(ConceptId),
}

/// A party or movement, mostly found by quotation marks after a party word.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Party {
    /// The party word beside it (scheme `party-word`): party, movement.
    pub kind: Option<ConceptId>,
    /// This is the same party's name in its own language, in brackets after the name.
    pub own_name_of: Option<Span>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Person {
    /// Title of address before the name (scheme `title`): Mr, Ms, President.
    pub title: Option<ConceptId>,
    /// Only a family name stands here.
    pub family_only: bool,
}

/// A role or office: "President", "opposition journalist".
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Role {
    /// Scheme `role`.
    pub concept: Option<ConceptId>,
    /// Who has it: spans of person mentions in the same block.
    pub holders: Vec<Span>,
    /// Whose office: "President of the Assembly".
    pub of: Option<Owner>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Event {
    /// Scheme `event-type`: war of aggression, crackdown, assassination.
    pub kind: ConceptId,
    pub date: Option<StatedDate>,
    pub perpetrator: Option<Span>,
    pub target: Option<Span>,
    pub victim: Option<Span>,
}

/// Something that the issuing body says: a verb, its strength, to whom, about what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeechAct {
    pub block: BlockId,
    /// The verb's words.
    pub span: Span,
    /// Scheme `speech-act`; its notation is the act's name ("calls_on").
    pub act: ConceptId,
    /// Words that name the addressee, in the same block.
    pub addressee: Option<Span>,
    /// What is said: from the verb to the next speech act or the end of the block.
    pub content: Span,
    /// Scheme `hedge`: the act itself passes on what others report.
    pub hedges: Vec<(ConceptId, Span)>,
    /// What is asked, block by block: the leaves under this act, and this block itself when
    /// it asks without sub-paragraphs.
    pub demands: Vec<Demand>,
    pub proof: Proof,
}

/// One thing asked of someone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demand {
    /// The paragraph that asks.
    pub block: BlockId,
    pub span: Span,
    /// Words that name who must act, in `addressee_block`: handed down from 9.2 to 9.2.1.
    pub addressee: Option<(BlockId, Span)>,
    /// The demand's paragraph above, when that asks something itself.
    pub parent: Option<BlockId>,
}

/// What a kind looks at.
pub struct Scope<'a> {
    pub document: &'a Document<'a>,
    pub lexicon: &'a Lexicon,
    /// Labels found, for each block of the document.
    pub hits: Vec<Vec<Hit>>,
    /// Words and marks, for each block of the document.
    pub words: Vec<Vec<Word>>,
    /// For each word the first label that begins there or after.
    firsts: Vec<Vec<u32>>,
}

fn firsts(words: &[Word], hits: &[Hit]) -> Vec<u32> {
    let mut first = 0;
    let at = |word: &Word| {
        first += hits[first..].iter().take_while(|hit| hit.span.start < word.span.start).count();
        first as u32
    };
    words.iter().map(at).collect()
}

/// What the kinds have found so far. Each kind reads it, adds to it and takes nothing away:
/// `fn find(scope: &Scope<'_>, found: &mut Found)`.
#[derive(Debug, Default)]
pub struct Found {
    blocks: Vec<Vec<Mention>>,
    /// Blocks in a language that is told apart but not read: nothing is found in them.
    unread: Vec<bool>,
}

impl Found {
    fn new(scope: &Scope<'_>) -> Self {
        let blocks = &scope.document.blocks;
        let unread = blocks.iter().map(|it| scope.lexicon.is_unread(it.language)).collect();
        Self { blocks: vec![Vec::new(); blocks.len()], unread }
    }

    pub fn add(&mut self, mention: Mention) {
        if self.unread[mention.block.0 as usize] {
            return;
        }
        self.blocks[mention.block.0 as usize].push(mention);
    }

    /// In the order of finding.
    pub fn in_block(&self, block: BlockId) -> &[Mention] {
        &self.blocks[block.0 as usize]
    }

    /// The first mention that shares a character with `span`.
    pub fn over(&self, block: BlockId, span: Span) -> Option<&Mention> {
        self.in_block(block).iter().find(|it| it.span.overlaps(span))
    }

    fn finish(self) -> Mentions {
        let mut all: Vec<Mention> = self.blocks.into_iter().flatten().collect();
        // Stable: on the same span the earlier kind stays first.
        all.sort_by_key(|it| (it.block, it.span.start, Reverse(it.span.end)));
        let full = all.get(MOST).map(|it| it.block);
        if let Some(block) = full {
            // Whole blocks: what is said of a block's mentions counts on all of them.
            all.truncate(all.partition_point(|it| it.block < block));
        }
        Mentions { all, full, ..Mentions::default() }
    }
}

impl<'a> Scope<'a> {
    pub fn new(document: &'a Document<'a>, lexicon: &'a Lexicon) -> Self {
        let blocks = &document.blocks;
        let read = |it: &&Block| !lexicon.is_unread(it.language);
        let scan = |it: &Block| lexicon.scan(&it.text, &it.folded, it.language);
        let hits: Vec<Vec<Hit>> =
            blocks.iter().map(|it| Some(it).filter(read).map(scan).unwrap_or_default()).collect();
        let cut = |it: &Block| words::cut(&it.text);
        let words: Vec<Vec<Word>> =
            blocks.iter().map(|it| Some(it).filter(read).map(cut).unwrap_or_default()).collect();
        let firsts = words.iter().zip(&hits).map(|(words, hits)| firsts(words, hits)).collect();
        Self { document, lexicon, hits, words, firsts }
    }

    fn cues(&self) -> Vec<(BlockId, Hit)> {
        let deeds = |hits: &'_ [Hit]| {
            hits.iter().filter(|it| it.scheme == Scheme::Action).copied().collect::<Vec<_>>()
        };
        self.hits
            .iter()
            .zip(0..)
            .flat_map(|(hits, block)| deeds(hits).into_iter().map(move |hit| (BlockId(block), hit)))
            .collect()
    }
}

impl Mentions {
    /// Mentions of one block, in order.
    pub fn in_block(&self, block: BlockId) -> impl Iterator<Item = (MentionId, &Mention)> {
        let start = self.all.partition_point(|it| it.block < block);
        self.all[start..]
            .iter()
            .take_while(move |it| it.block == block)
            .enumerate()
            .map(move |(offset, it)| (MentionId((start + offset) as u32), it))
    }

    /// Words for deeds in one block, in order.
    pub fn cues(&self, block: BlockId) -> impl Iterator<Item = &Hit> {
        let start = self.cues.partition_point(|(it, _)| *it < block);
        self.cues[start..].iter().take_while(move |(it, _)| *it == block).map(|(_, hit)| hit)
    }

    pub fn get(&self, id: MentionId) -> &Mention {
        &self.all[id.0 as usize]
    }
}

/// Every kind in turn. The order matters: acts are cited by their days, names lie inside
/// citations, and a number that nothing else has claimed may be a year.
pub fn find(document: &Document<'_>, lexicon: &Lexicon) -> Mentions {
    let scope = Scope::new(document, lexicon);
    let mut found = Found::new(&scope);
    date::find_days(&scope, &mut found);
    act::find(&scope, &mut found);
    treaty::find(&scope, &mut found);
    paper::find(&scope, &mut found);
    programme::find(&scope, &mut found);
    date::find_years(&scope, &mut found);
    party::find(&scope, &mut found);
    body::find(&scope, &mut found);
    person::find(&scope, &mut found);
    country::find(&scope, &mut found);
    role::find(&scope, &mut found);
    event::find(&scope, &mut found);
    agreement::find(&scope, &mut found);
    // What is said comes last: addressees are actors found before.
    let mut acts = speech::find(&scope, &found);
    // What a draft asks, the body has not asked: it may yet decide otherwise.
    if is_draft(document, lexicon) {
        acts.clear();
    }
    let mut mentions = Mentions { acts, cues: scope.cues(), ..found.finish() };
    if let Some(full) = mentions.full {
        mentions.acts.retain(|it| it.block < full);
        mentions.cues.retain(|(block, _)| *block < full);
    }
    mentions
}

/// Reports and motions: what they hold was not adopted in them.
fn is_draft(document: &Document<'_>, lexicon: &Lexicon) -> bool {
    let kind = document.fact(FactName::ActType);
    let concept = kind.and_then(|it| lexicon.by_notation(Scheme::ActType, it));
    concept.is_some_and(|it| lexicon.values(it, "draftMark").next().is_some())
}

/// What is said around mentions that are known already: for tests of the stage after this.
#[cfg(test)]
pub(crate) fn said(document: &Document<'_>, lexicon: &Lexicon, all: Vec<Mention>) -> Mentions {
    let scope = Scope::new(document, lexicon);
    let mut found = Found::new(&scope);
    all.into_iter().for_each(|it| found.add(it));
    let acts = speech::find(&scope, &found);
    Mentions { acts, cues: scope.cues(), ..found.finish() }
}
