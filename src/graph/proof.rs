//! The proof: mentions and other passages by their characters, what they are evidence for,
//! notices, and the run.

use super::iri::ActGraph::{Act, Mentions, Statements};
use super::iri::{ActGraph, Minter};
use super::term::Term;
use super::{TermId, Writer};
use crate::document::{BlockId, BlockKind, NoticeKind};
use crate::entity::Evidence;
use crate::mention::{MentionId, Proof};
use crate::source::Digest;
use crate::text::Span;

/// Version of the rules, as the run says it.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

impl Writer<'_> {
    pub(super) fn mentions(&mut self) {
        let found = self.found;
        for (index, mention) in found.all.iter().enumerate() {
            let Some(passage) = self.passage(mention.block, mention.span, Term::Mention) else { continue };
            let denoted = self.entities.denoted.get(index).copied().flatten();
            debug_assert_eq!(found.get(MentionId(index as u32)), mention);
            if let Some(entity) = denoted {
                self.add(Mentions, passage, Term::Denotes, self.thing(entity));
            }
            self.rule(passage, mention.proof);
        }
        let starts = self.document.source.line_starts();
        let mut list = String::with_capacity(starts.len() * 6);
        for (index, start) in starts.iter().enumerate() {
            if index > 0 {
                list.push(' ');
            }
            list.push_str(&start.to_string());
        }
        let list = self.data.string(&list);
        self.add(Mentions, self.source, Term::LineStarts, list);
    }

    /// `class` is only said the first time: what is a mention is a passage.
    fn passage(&mut self, block: BlockId, span: Span, class: Term) -> Option<TermId> {
        // One proves several things.
        if let Some(&passage) = self.passages.get(&(block, span)) {
            return Some(passage);
        }
        let words = self.document.block(block);
        if span.is_empty() || words.pieces.is_empty() || words.text.get(span.range()).is_none() {
            return None;
        }
        let source = self.document.source;
        let printed = words.source_span(span);
        let (start, end) = (source.code_point(printed.start), source.code_point(printed.end));
        let passage = self.characters(start, end);
        if self.described.insert(passage) {
            let exact = self.data.string(words.slice(span));
            let (start, end) = (self.data.integer(start), self.data.integer(end));
            self.add(Mentions, passage, Term::Type, class);
            // Page heads are no part that the graph describes.
            if words.kind != BlockKind::Furniture {
                self.add(Mentions, passage, Term::InPart, self.blocks[block.0 as usize].text);
            }
            self.add(Mentions, passage, Term::Exact, exact);
            self.add(Mentions, passage, Term::Start, start);
            self.add(Mentions, passage, Term::End, end);
            self.stood(passage, printed.start);
        }
        self.passages.insert((block, span), passage);
        Some(passage)
    }

    /// The IRI of characters of the file, in code points.
    pub(super) fn characters(&mut self, start: u32, end: u32) -> TermId {
        let iris = &self.iris;
        self.data.iri_with(|into| iris.push_mention(into, start, end))
    }

    fn rule(&mut self, of: TermId, proof: Proof) {
        let rule = self.data.string(proof.rule);
        self.add(Mentions, of, Term::Rule, rule);
        if let Some(entry) = proof.entry {
            let id = self.lexicon.entry(entry).concept;
            // What the user's own lists say stands in none that comes with the tool.
            if self.is_users_own(&self.lexicon.concept(id).iri, self.lexicon.entry(entry)) {
                self.codes.insert(id);
            }
            let concept = self.data.iri(&self.lexicon.concept(id).iri);
            self.add(Mentions, of, Term::Entry, concept);
        }
    }

    pub(super) fn evidence(&mut self, of: TermId, evidence: &[Evidence]) {
        for it in evidence {
            if let Some(passage) = self.passage(it.block, it.span, Term::Passage) {
                self.add(Mentions, of, Term::Evidence, passage);
            }
            self.rule(of, it.proof);
        }
    }

    /// The paragraph, whatever the language, in which a passage stands.
    pub(super) fn paragraph_of(&self, block: BlockId) -> Option<TermId> {
        self.blocks[block.0 as usize].paragraph
    }

    pub(super) fn notices(&mut self) {
        let source = self.document.source;
        let (document, entities) = (self.document, self.entities);
        for notice in document.notices.iter().chain(&entities.notices) {
            let (start, end) = (source.code_point(notice.at.start), source.code_point(notice.at.end));
            let kind = notice_kind(notice.kind);
            let node = self.data.iri(&self.iris.notice(kind, start));
            let kind = self.own_code("notice-kind", kind);
            let message = self.data.string(&notice.message);
            let place = self.characters(start, end);
            self.add(Act, node, Term::Type, Term::Notice);
            self.add(Act, node, Term::NoticeKind, kind);
            self.add(Act, node, Term::Description, message);
            self.printed(node, place);
        }
    }

    /// Where something is printed: characters of the file, which the graph knows whether or not
    /// they prove something, too.
    pub(super) fn printed(&mut self, node: TermId, place: TermId) {
        self.add(Act, node, Term::PrintedAt, place);
        self.add(Act, place, Term::DctSource, self.source);
    }

    /// Which version, vocabularies and file gave these graphs: no clock.
    pub(super) fn run(&mut self) {
        let vocabularies = self.lexicon.digest().to_string();
        let run = self.data.iri(&run_iri(
            self.minter,
            &vocabularies,
            &self.document.source.digest,
            self.imported.digest.as_ref(),
        ));
        let version = self.data.string(VERSION);
        let vocabularies = self.data.string(&vocabularies);
        self.add(Mentions, run, Term::Type, Term::ExtractionRun);
        self.add(Mentions, run, Term::Used, self.source);
        self.add(Mentions, run, Term::SoftwareVersion, version);
        self.add(Mentions, run, Term::VocabularyDigest, vocabularies);
        if let Some(imported) = self.imported.digest {
            let imported = self.data.string(&imported.to_string());
            self.add(Mentions, run, Term::ImportDigest, imported);
        }
        for graph in [Act, Statements, Mentions, ActGraph::Links] {
            self.add(Mentions, self.graphs[graph as usize], Term::WasGeneratedBy, run);
        }
    }
}

/// IRI of the run that reads this file with this version and these vocabularies, whatever is
/// read beside it.
///
/// `imported` is of other tools' mentions that are added.
pub fn run_iri(minter: &Minter, vocabularies: &str, source: &Digest, imported: Option<&Digest>) -> String {
    let mut inputs = format!("{VERSION}\n{vocabularies}\n{source}");
    if let Some(imported) = imported {
        inputs.push_str(&format!("\n{imported}"));
    }
    minter.run(&Digest::of(inputs.as_bytes()))
}

const fn notice_kind(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::DoubtfulHyphen => "doubtful-hyphen",
        NoticeKind::OutlineGap => "outline-gap",
        NoticeKind::VersionsDiffer => "versions-differ",
        NoticeKind::ContradictoryFact => "contradictory-fact",
        NoticeKind::UnknownFamily => "unknown-family",
        NoticeKind::UnreadLanguage => "unread-language",
        NoticeKind::PartlyRead => "partly-read",
    }
}
