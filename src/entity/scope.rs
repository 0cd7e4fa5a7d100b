//! What the resolvers look at: one document's mentions, what the act is and is about, and
//! which paragraphs of its versions say the same.

use rustc_hash::FxHashMap;

use memchr::memmem;

use crate::document::{Block, BlockId, BlockKind, Document, FactName, Section};
use crate::grammar::{Class, Grammar};
use crate::lexicon::{ConceptId, Lexicon, Scheme};
use crate::mention::{Mention, MentionId, Mentions, Owner, Reading};
use crate::text::{Span, StatedDate};

use super::Key;

pub struct Scope<'a> {
    pub document: &'a Document<'a>,
    pub mentions: &'a Mentions,
    pub lexicon: &'a Lexicon,
    /// Key of the act that the document is.
    pub subject: Option<Key>,
    /// Notation of the body whose act it is.
    pub body: Option<String>,
    /// The one State that the act's title names, in every version that has a title.
    pub about: Option<ConceptId>,
    /// Blocks that say the same in different versions, in the order of the first of them.
    pub parallels: Vec<Vec<BlockId>>,
}

impl<'a> Scope<'a> {
    pub fn new(document: &'a Document<'a>, mentions: &'a Mentions, lexicon: &'a Lexicon) -> Self {
        Self {
            document,
            mentions,
            lexicon,
            subject: subject(document, lexicon),
            body: document.fact(FactName::Body).map(str::to_owned),
            about: about(document, mentions),
            parallels: parallels(document),
        }
    }

    /// The State whose persons and bodies those without one are. None in a judgment, which
    /// quotes courts and writers of every State.
    pub fn home(&self) -> Option<ConceptId> {
        self.about.filter(|_| self.document.fact(FactName::Application).is_none())
    }

    pub fn block(&self, mention: &Mention) -> &'a Block {
        self.document.block(mention.block)
    }

    pub fn words(&self, mention: &Mention) -> &'a str {
        self.block(mention).slice(mention.span)
    }

    pub fn grammar(&self, block: BlockId) -> &'a Grammar {
        self.lexicon.grammar(self.document.block(block).language)
    }

    pub fn all(&self) -> impl Iterator<Item = (MentionId, &'a Mention)> + use<'a> {
        self.mentions.all.iter().enumerate().map(|(index, it)| (MentionId(index as u32), it))
    }

    pub fn notation(&self, concept: ConceptId) -> &'a str {
        &self.lexicon.concept(concept).notation
    }

    pub fn scheme(&self, concept: ConceptId) -> Scheme {
        self.lexicon.concept(concept).scheme
    }

    /// The mention with exactly this span.
    pub fn at(&self, block: BlockId, span: Span) -> Option<(MentionId, &'a Mention)> {
        self.mentions.in_block(block).find(|(_, it)| it.span == span)
    }

    /// Whom the words of an addressee name: the outermost mention at their start, after an
    /// article and at most two adjectives, and those joined to it by commas and conjunctions,
    /// beyond `span` too ("Italy, Malta and Greece"). "the Presence of the OSCE in Albania"
    /// names neither the OSCE nor Albania, so a preposition before the first leaves it open.
    pub fn named_in(&self, block: BlockId, span: Span) -> Vec<(MentionId, &'a Mention)> {
        let folded = &self.document.block(block).folded;
        let mut chain: Vec<(MentionId, &Mention)> = Vec::new();
        let mut from = span.start;
        for (id, mention) in self.mentions.in_block(block) {
            let names = match &mention.reading {
                Reading::Country(country) => !country.adjective,
                Reading::Body(body) => body.short_for.is_none(),
                Reading::Party(_) | Reading::Person(_) | Reading::Role(_) => true,
                _ => false,
            };
            // Mentions come with the longer first, so one that begins earlier is inside.
            if !names || mention.span.start < from {
                continue;
            }
            let Some(gap) = folded.get(from as usize..mention.span.start as usize) else { break };
            let joined = if chain.is_empty() {
                span.contains(mention.span) && leads(gap, self.grammar(block))
            } else {
                joins(gap, self.grammar(block))
            };
            if !joined {
                break;
            }
            from = mention.span.end;
            chain.push((id, mention));
        }
        chain
    }

    /// The chamber that reprints, where its name on the cover is a mention.
    pub fn chamber(&self) -> Option<(MentionId, &'a Mention)> {
        self.document.facts(FactName::Chamber).find_map(|fact| {
            self.mentions.in_block(fact.block).find(|(_, it)| matches!(it.reading, Reading::Body(_)))
        })
    }

    /// The body whose name ends right before the bracket that holds nothing but this one.
    pub fn bracketed_after(&self, short: &Mention) -> Option<MentionId> {
        let text = &self.document.block(short.block).text;
        let before = text
            .get(..short.span.start as usize)?
            .trim_end_matches(['«', '"', '“', ' ', '\u{a0}'])
            .strip_suffix('(')?;
        let after = text.get(short.span.end as usize..)?.trim_start_matches(['»', '"', '”', ' ', '\u{a0}']);
        let end = before.trim_end().len() as u32;
        if !after.starts_with(')') {
            return None;
        }
        self.mentions
            .in_block(short.block)
            .find(|(_, it)| it.span.end == end && matches!(&it.reading, Reading::Body(body) if !body.alias))
            .map(|(id, _)| id)
    }

    /// The State or body that owns an organ or a post, as the first part of its key.
    pub fn owner(&self, owner: Owner) -> String {
        match owner {
            Owner::Country(concept) | Owner::Body(concept) => self.notation(concept).to_lowercase(),
        }
    }

    /// Suffix for the keys of things that only their names tell apart and whose names are too
    /// short to hold beyond this act: `pace-res-2025-2616`.
    pub fn local(&self) -> String {
        match &self.subject {
            Some(Key::Act { body, kind, year, number }) => {
                super::name::slug(&format!("{body}-{kind}-{year}-{number}"))
            }
            Some(Key::DatedAct { body, kind, date }) => format!("{body}-{kind}-{date}"),
            _ => format!("src-{}", &self.document.source.digest.to_string()[..16]),
        }
    }

    /// Whether these are words of the sentence around `at`: end marks before capitals part them.
    pub fn sentence(&self, block: BlockId, at: u32) -> Span {
        let text = &self.document.block(block).text;
        let at = (at as usize).min(text.len());
        let mut start = 0;
        let mut end = text.len();
        for index in memmem::find_iter(text.as_bytes(), ". ") {
            let after = text[index + 2..].chars().next();
            // "No. 210", "Mr. X", "Doc. 16245": a short word with a stop ends no sentence.
            let word = text[..index].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
            if word.chars().count() <= 3 || !after.is_some_and(char::is_uppercase) {
                continue;
            }
            if index + 2 <= at {
                start = index + 2;
            } else if index + 1 >= at {
                end = index + 1;
                break;
            }
        }
        Span::new(start.min(end), end)
    }
}

/// From the header facts: by number, else by the date of adoption.
fn subject(document: &Document<'_>, lexicon: &Lexicon) -> Option<Key> {
    if let Some(number) = document.fact(FactName::TreatyNumber) {
        return Some(Key::Treaty { number: number.to_owned() });
    }
    let body = document.fact(FactName::Body)?.to_owned();
    let kind = document.fact(FactName::ActType)?.to_owned();
    let year = document.fact(FactName::ActYear).and_then(|year| year.parse().ok());
    // A report or a motion is a paper of the body, no act of it.
    let concept = lexicon.by_notation(Scheme::ActType, &kind);
    if concept.is_some_and(|it| lexicon.values(it, "draftMark").next().is_some()) {
        let number = document.fact(FactName::ActNumber)?.to_owned();
        return Some(Key::Paper { body, number });
    }
    match (document.fact(FactName::ActNumber), year) {
        (Some(number), Some(year)) => Some(Key::Act { body, kind, year, number: number.to_owned() }),
        (Some(number), None) => Some(Key::OpenAct { body: Some(body), kind, number: number.to_owned() }),
        (None, _) => {
            let date = date(document.fact(FactName::AdoptedOn)?)?;
            Some(Key::DatedAct { body, kind, date })
        }
    }
}

/// Parses a fact's ISO date.
pub fn date(value: &str) -> Option<StatedDate> {
    let mut parts = value.splitn(3, '-');
    let year = parts.next()?.parse().ok()?;
    let month = match parts.next() {
        Some(month) => Some(month.parse().ok()?),
        None => None,
    };
    let day = match parts.next() {
        Some(day) => Some(day.parse().ok()?),
        None => None,
    };
    StatedDate::new(year, month, day)
}

fn about(document: &Document<'_>, mentions: &Mentions) -> Option<ConceptId> {
    let mut states = mentions.all.iter().filter_map(|it| {
        let block = document.block(it.block);
        let title = block.kind == BlockKind::Title && block.section != Section::Tail;
        match (&it.reading, title) {
            (Reading::Country(country), true) => Some(country.country),
            _ => None,
        }
    });
    let first = states.next()?;
    states.all(|it| it == first).then_some(first)
}

/// The same label in different versions, and no second time in one of them.
fn parallels(document: &Document<'_>) -> Vec<Vec<BlockId>> {
    let mut groups: Vec<Vec<BlockId>> = Vec::new();
    let mut by_label: FxHashMap<&str, usize> = FxHashMap::default();
    for (id, block) in document.ids() {
        if block.kind == BlockKind::Furniture || !matches!(block.section, Section::Head | Section::Body) {
            continue;
        }
        let group = *by_label.entry(&block.label).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[group].push(id);
    }
    groups.retain(|group| {
        group.iter().enumerate().all(|(index, &it)| {
            group[..index].iter().all(|&other| document.block(other).language != document.block(it).language)
        })
    });
    groups
}

/// An article and adjectives, no preposition.
fn leads(gap: &str, grammar: &Grammar) -> bool {
    const PREPOSITIONS: [Class; 6] =
        [Class::Of, Class::OfArticle, Class::At, Class::InState, Class::For, Class::To];
    let words = || gap.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty());
    let is_small = |it: &&str| grammar.has(Class::Article, it) || grammar.has(Class::Gap, it);
    words().all(|it| !PREPOSITIONS.iter().any(|&class| grammar.has(class, it)))
        && words().filter(|it| !is_small(it)).count() <= 2
}

/// A comma or a conjunction, with an article or a preposition repeated.
fn joins(gap: &str, grammar: &Grammar) -> bool {
    const WORDS: [Class; 6] =
        [Class::And, Class::Joint, Class::Article, Class::On, Class::OnArticle, Class::To];
    let gap = gap.trim_start();
    let words = gap.strip_prefix(',').unwrap_or(gap);
    !gap.is_empty() && words.split(',').all(|it| grammar.holds_only(it, &WORDS))
}
