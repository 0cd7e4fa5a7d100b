//! What a rule sees of one block: its words, the labels that begin at each, and the few
//! grammatical words of its language that decide where a name ends.
//!
//! Positions are indices of words; `to` is exclusive. Past either end there is nothing, and
//! asking for it is no fault.

use super::Scope;
use super::words::{Shape, Word};
use crate::document::{Block, BlockId, BlockKind};
use crate::grammar::{Class, Grammar};
use crate::lexicon::{Form, Hit, Lexicon, Scheme};
use crate::text::Span;

#[derive(Clone, Copy)]
pub struct View<'a> {
    pub id: BlockId,
    pub block: &'a Block,
    pub words: &'a [Word],
    pub hits: &'a [Hit],
    /// For each word the first of `hits` that begins there or after.
    pub firsts: &'a [u32],
    pub lexicon: &'a Lexicon,
    pub grammar: &'a Grammar,
}

/// A preposition, with the article that may follow it or be part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    pub sort: Sort,
    pub article: bool,
    /// Word after preposition and article.
    pub next: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// of, de, di
    Of,
    /// for, pour, per
    For,
    /// on, sur, su
    On,
    /// against, contre, contro
    Against,
}

impl<'a> View<'a> {
    /// Every block that may name something: page furniture names nothing.
    pub fn pages(scope: &'a Scope<'a>) -> impl Iterator<Item = Self> {
        scope
            .document
            .ids()
            .filter(|(_, block)| block.kind != BlockKind::Furniture)
            .map(|(id, _)| Self::new(scope, id))
    }

    pub fn new(scope: &'a Scope<'a>, id: BlockId) -> Self {
        let block = scope.document.block(id);
        Self {
            id,
            block,
            grammar: scope.lexicon.grammar(block.language),
            words: &scope.words[id.0 as usize],
            hits: &scope.hits[id.0 as usize],
            firsts: &scope.firsts[id.0 as usize],
            lexicon: scope.lexicon,
        }
    }

    pub fn text(&self, at: usize) -> &'a str {
        self.words.get(at).map_or("", |word| &self.block.text[word.span.range()])
    }

    /// In lower case.
    pub fn folded(&self, at: usize) -> &'a str {
        self.words.get(at).map_or("", |word| &self.block.folded[word.span.range()])
    }

    pub fn shape(&self, at: usize) -> Option<Shape> {
        self.words.get(at).map(|word| word.shape)
    }

    pub fn is_capital(&self, at: usize) -> bool {
        self.shape(at).is_some_and(Shape::is_capital)
    }

    pub fn is_mark(&self, at: usize, mark: char) -> bool {
        self.shape(at) == Some(Shape::Mark(mark))
    }

    pub fn is_apostrophe(&self, at: usize) -> bool {
        matches!(self.shape(at), Some(Shape::Mark('\'' | '’')))
    }

    pub fn is_opening_quote(&self, at: usize) -> bool {
        matches!(self.shape(at), Some(Shape::Mark('«' | '“' | '"' | '„' | '‘')))
    }

    pub fn is_closing_quote(&self, at: usize) -> bool {
        matches!(self.shape(at), Some(Shape::Mark('»' | '”' | '"' | '“' | '’')))
    }

    /// Names are runs of capitals whose last word says what they are, as in English.
    pub fn is_head_last(&self) -> bool {
        self.grammar.head_last
    }

    /// Whether a space and nothing else parts the word from the one before.
    pub fn follows_space(&self, at: usize) -> bool {
        at > 0
            && self.words.get(at).is_some_and(|word| {
                let gap = self.words[at - 1].span.end as usize..word.span.start as usize;
                matches!(&self.block.text[gap], " " | "\u{a0}" | "\u{202f}")
            })
    }

    pub fn is_glued(&self, at: usize) -> bool {
        at > 0 && self.words.get(at).is_some_and(|word| self.words[at - 1].span.end == word.span.start)
    }

    /// Words `from..to` as a span of the block's text; `from < to`.
    pub fn span(&self, from: usize, to: usize) -> Span {
        self.words[from].span.to(self.words[to - 1].span)
    }

    /// First word that begins at byte `at` or after.
    pub fn word_from(&self, at: u32) -> usize {
        super::words::index_at(self.words, at)
    }

    /// The word behind `span`.
    pub fn behind(&self, span: Span) -> usize {
        self.word_from(span.end)
    }

    /// Labels that begin with this word, the longest first.
    pub fn labels(&self, at: usize) -> impl Iterator<Item = &'a Hit> + use<'a> {
        let start = self.words.get(at).map_or(u32::MAX, |word| word.span.start);
        let first = self.firsts.get(at).map_or(self.hits.len(), |&it| it as usize);
        self.hits[first..].iter().take_while(move |hit| hit.span.start == start)
    }

    /// The longest label of `scheme` that begins with this word.
    pub fn label(&self, at: usize, scheme: Scheme) -> Option<&'a Hit> {
        self.labels(at).find(|hit| hit.scheme == scheme)
    }

    /// The longest label of `scheme` whose last word is the one before `to`.
    pub fn label_before(&self, to: usize, scheme: Scheme) -> Option<&'a Hit> {
        let end = self.words.get(to.checked_sub(1)?)?.span.end;
        // No label is longer than this; hits are sorted by start.
        let first = self.hits.partition_point(|hit| hit.span.start + 120 < end);
        self.hits[first..]
            .iter()
            .take_while(|hit| hit.span.start < end)
            .find(|hit| hit.span.end == end && hit.scheme == scheme)
    }

    /// A State's name, not its adjective.
    pub fn country(&self, at: usize) -> Option<&'a Hit> {
        self.labels(at).find(|hit| hit.scheme == Scheme::Country && hit.form != Form::Demonym)
    }

    /// A State's adjective, not its name.
    pub fn demonym(&self, at: usize) -> Option<&'a Hit> {
        if self.country(at).is_some() {
            return None;
        }
        self.labels(at).find(|hit| hit.scheme == Scheme::Country && hit.form == Form::Demonym)
    }

    /// Whether the label is whole words: not "front" in "front-line".
    pub fn is_whole(&self, hit: &Hit) -> bool {
        let (from, to) = (self.word_from(hit.span.start), self.behind(hit.span));
        from < to
            && self.words[from].span.start == hit.span.start
            && self.words[to - 1].span.end == hit.span.end
    }

    /// The word that begins here is flagged `hc:{flag}` among the words of organisations.
    pub fn organization_word(&self, at: usize, flag: &str) -> bool {
        self.labels(at).any(|hit| {
            hit.scheme == Scheme::OrganizationWord && self.lexicon.values(hit.concept, flag).next().is_some()
        })
    }

    /// First word of a sentence, a list item or a quotation.
    pub fn opens_sentence(&self, at: usize) -> bool {
        at == 0
            || match self.words[at - 1].shape {
                Shape::Mark('.') => !self.is_glued(at) && !self.ends_title(at - 1),
                Shape::Mark(mark) => ":;!?–—«“\"*".contains(mark),
                _ => false,
            }
    }

    /// The dot of `Mr.`, `M.` or of an initial.
    fn ends_title(&self, dot: usize) -> bool {
        let end = self.words[dot].span.end;
        self.shape(dot.wrapping_sub(1)) == Some(Shape::Initial)
            || self.hits.iter().any(|hit| hit.scheme == Scheme::Title && hit.span.end == end)
    }

    /// The preposition that begins with this word.
    pub fn link(&self, at: usize) -> Option<Link> {
        let word = self.folded(at);
        let elided = self.is_apostrophe(at + 1);
        let stands = |class| self.is(class, word, elided);
        let sorts = [
            (Sort::Of, Class::Of, Some(Class::OfArticle)),
            (Sort::For, Class::For, Some(Class::ForArticle)),
            (Sort::On, Class::On, Some(Class::OnArticle)),
            (Sort::Against, Class::Against, None),
        ];
        let found = sorts.into_iter().find_map(|(sort, bare, with_article)| {
            let article = with_article.and_then(stands).map(|short| (sort, true, short));
            stands(bare).map(|short| (sort, false, short)).or(article)
        });
        let Some((sort, article, short)) = found else { return self.genitive(at) };
        let next = at + 1 + usize::from(short);
        match if article || short { None } else { self.article(next) } {
            Some(next) => Some(Link { sort, article: true, next }),
            None => Some(Link { sort, article, next }),
        }
    }

    /// Of the class as it stands (`Some(false)`) or by the apostrophe behind it (`Some(true)`).
    fn is(&self, class: Class, word: &str, apostrophe: bool) -> Option<bool> {
        if apostrophe && self.grammar.is_elided(class, word) {
            return Some(true);
        }
        self.grammar.is(class, word).then_some(false)
    }

    /// The owner's name itself, where a language has no word for "of".
    fn genitive(&self, at: usize) -> Option<Link> {
        let names = self.grammar.bare_genitive
            && self.is_capital(at)
            && self
                .labels(at)
                .any(|hit| matches!(hit.scheme, Scheme::Country | Scheme::Body) && hit.form != Form::Demonym);
        names.then_some(Link { sort: Sort::Of, article: false, next: at })
    }

    /// The word after the article that stands here.
    pub fn article(&self, at: usize) -> Option<usize> {
        let short = self.is(Class::Article, self.folded(at), self.is_apostrophe(at + 1))?;
        Some(at + 1 + usize::from(short))
    }

    /// `and`, `et`, `e`, `ed`, or the like with `or`.
    pub fn is_conjunction(&self, at: usize) -> bool {
        self.shape(at) == Some(Shape::Lower) && self.grammar.is(Class::And, self.folded(at))
    }

    /// The word after the English possessive `'s` or `'` that stands here.
    pub fn possessive(&self, at: usize) -> Option<usize> {
        if !self.grammar.possessive || !self.is_apostrophe(at) || !self.is_glued(at) {
            return None;
        }
        if self.grammar.is(Class::Possessive, self.folded(at + 1)) && self.is_glued(at + 1) {
            return Some(at + 2);
        }
        // "the Writers' League"
        (self.grammar.matches(Class::Plural, self.folded(at - 1)) && !self.is_glued(at + 1)).then_some(at + 1)
    }

    /// A definite article, not behind a preposition: "the".
    pub fn is_definite(&self, at: usize) -> bool {
        self.is_any(at, &[Class::Article]) && !self.is_any(at, &[Class::Indefinite])
    }

    /// Between a treaty, or a draft of one, and the treaty that it is about.
    pub fn steps_to_treaty(&self, at: usize) -> bool {
        self.is_apostrophe(at) || self.grammar.has(Class::TreatyStep, self.folded(at))
    }

    /// Whether the word, with or without an apostrophe behind it, is of one of the classes.
    pub fn is_any(&self, at: usize, classes: &[Class]) -> bool {
        classes.iter().any(|&class| self.grammar.has(class, self.folded(at)))
    }

    /// A form of "be" or "have", or a relative pronoun for persons.
    pub fn is_auxiliary(&self, at: usize) -> bool {
        self.grammar.is(Class::Auxiliary, self.folded(at))
    }

    /// A word of grammar, which a capital at the start of a sentence makes no name.
    pub fn is_grammatical(&self, at: usize) -> bool {
        self.grammar.is(Class::Grammatical, self.folded(at))
    }
}
