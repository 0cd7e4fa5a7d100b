//! What a rule sees of one block: its words, the labels that begin at each, and the few
//! grammatical words of English, French and Italian that decide where a name ends.
//!
//! Positions are indices of words; `to` is exclusive. Past either end there is nothing, and
//! asking for it is no fault.

use super::Scope;
use super::words::{Shape, Word};
use crate::document::{Block, BlockId, BlockKind};
use crate::lexicon::{Form, Hit, Lexicon, Scheme};
use crate::text::Span;

#[derive(Clone, Copy)]
pub struct View<'a> {
    pub id: BlockId,
    pub block: &'a Block,
    pub words: &'a [Word],
    pub hits: &'a [Hit],
    pub lexicon: &'a Lexicon,
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
        Self {
            id,
            block: scope.document.block(id),
            words: &scope.words[id.0 as usize],
            hits: &scope.hits[id.0 as usize],
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

    pub fn is_english(&self) -> bool {
        self.block.language.tag() == "en"
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
        let first = self.hits.partition_point(|hit| hit.span.start < start);
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
        let (sort, article) = match (self.block.language.tag(), word) {
            ("en", "of") => (Sort::Of, false),
            ("en", "for") => (Sort::For, false),
            ("en", "on") => (Sort::On, false),
            ("en", "against") => (Sort::Against, false),
            ("fr", "de" | "d") => (Sort::Of, false),
            ("fr", "du" | "des") => (Sort::Of, true),
            ("fr", "pour") => (Sort::For, false),
            ("fr", "sur") => (Sort::On, false),
            ("fr", "contre") => (Sort::Against, false),
            ("it", "di" | "d") => (Sort::Of, false),
            ("it", "del" | "dello" | "della" | "dell" | "dei" | "degli" | "delle") => (Sort::Of, true),
            ("it", "per") => (Sort::For, false),
            ("it", "su") => (Sort::On, false),
            ("it", "sul" | "sullo" | "sulla" | "sull" | "sui" | "sugli" | "sulle") => (Sort::On, true),
            ("it", "contro") => (Sort::Against, false),
            _ => return None,
        };
        let elided = matches!(word, "d" | "dell" | "sull");
        if elided && !self.is_apostrophe(at + 1) {
            return None;
        }
        let next = at + 1 + usize::from(elided);
        match if article || elided { None } else { self.article(next) } {
            Some(next) => Some(Link { sort, article: true, next }),
            None => Some(Link { sort, article, next }),
        }
    }

    /// The word after the article that stands here.
    pub fn article(&self, at: usize) -> Option<usize> {
        let word = self.folded(at);
        match self.block.language.tag() {
            "en" => matches!(word, "the" | "a" | "an").then_some(at + 1),
            "fr" => match word {
                "le" | "la" | "les" | "un" | "une" => Some(at + 1),
                "l" if self.is_apostrophe(at + 1) => Some(at + 2),
                _ => None,
            },
            "it" => match word {
                "l" | "un" if self.is_apostrophe(at + 1) => Some(at + 2),
                "il" | "lo" | "la" | "i" | "gli" | "le" | "un" | "uno" | "una" => Some(at + 1),
                _ => None,
            },
            _ => None,
        }
    }

    /// `and`, `et`, `e`, `ed`, or the like with `or`.
    pub fn is_conjunction(&self, at: usize) -> bool {
        let word = self.folded(at);
        self.shape(at) == Some(Shape::Lower)
            && match self.block.language.tag() {
                "en" => matches!(word, "and" | "or"),
                "fr" => matches!(word, "et" | "ou"),
                "it" => matches!(word, "e" | "ed" | "o"),
                _ => false,
            }
    }

    /// The word after the English possessive `'s` or `'` that stands here.
    pub fn possessive(&self, at: usize) -> Option<usize> {
        if !self.is_english() || !self.is_apostrophe(at) || !self.is_glued(at) {
            return None;
        }
        if self.folded(at + 1) == "s" && self.is_glued(at + 1) {
            return Some(at + 2);
        }
        // "the Writers' League"
        (self.folded(at - 1).ends_with('s') && !self.is_glued(at + 1)).then_some(at + 1)
    }

    /// A form of "be" or "have", or a relative pronoun for persons.
    pub fn is_auxiliary(&self, at: usize) -> bool {
        let word = self.folded(at);
        match self.block.language.tag() {
            "en" => matches!(
                word,
                "was"
                    | "were"
                    | "is"
                    | "are"
                    | "has"
                    | "had"
                    | "have"
                    | "been"
                    | "being"
                    | "remains"
                    | "who"
                    | "whose"
                    | "whom"
            ),
            "fr" => matches!(
                word,
                "a" | "ont"
                    | "avait"
                    | "avaient"
                    | "est"
                    | "sont"
                    | "était"
                    | "étaient"
                    | "fut"
                    | "furent"
                    | "ait"
                    | "soit"
                    | "aurait"
                    | "qui"
            ),
            "it" => matches!(
                word,
                "è" | "sono"
                    | "era"
                    | "erano"
                    | "ha"
                    | "hanno"
                    | "aveva"
                    | "avevano"
                    | "fu"
                    | "furono"
                    | "sia"
                    | "siano"
                    | "abbia"
                    | "sarebbe"
            ),
            _ => false,
        }
    }

    /// A word of grammar, which a capital at the start of a sentence makes no name.
    pub fn is_grammatical(&self, at: usize) -> bool {
        let word = self.folded(at);
        match self.block.language.tag() {
            "en" => matches!(
                word,
                "a" | "an"
                    | "the"
                    | "this"
                    | "that"
                    | "these"
                    | "those"
                    | "it"
                    | "its"
                    | "he"
                    | "she"
                    | "they"
                    | "his"
                    | "her"
                    | "their"
                    | "we"
                    | "our"
                    | "my"
                    | "your"
                    | "in"
                    | "on"
                    | "at"
                    | "by"
                    | "for"
                    | "from"
                    | "to"
                    | "with"
                    | "of"
                    | "as"
                    | "if"
                    | "and"
                    | "or"
                    | "but"
                    | "not"
                    | "no"
                    | "all"
                    | "any"
                    | "some"
                    | "such"
                    | "each"
                    | "every"
                    | "both"
                    | "after"
                    | "before"
                    | "since"
                    | "until"
                    | "while"
                    | "when"
                    | "where"
                    | "who"
                    | "which"
                    | "what"
                    | "how"
                    | "there"
                    | "here"
                    | "under"
                    | "over"
                    | "against"
                    | "between"
                    | "among"
                    | "despite"
                    | "during"
                    | "through"
                    | "according"
                    | "following"
                    | "given"
                    | "like"
                    | "unlike"
                    | "including"
                    | "having"
                    | "also"
                    | "however"
                    | "moreover"
                    | "furthermore"
                    | "nevertheless"
                    | "therefore"
                    | "finally"
                    | "lastly"
                    | "other"
                    | "another"
                    | "many"
                    | "several"
                    | "most"
                    | "more"
                    | "only"
                    | "even"
                    | "although"
                    | "because"
            ),
            "fr" => matches!(
                word,
                "le" | "la"
                    | "les"
                    | "l"
                    | "un"
                    | "une"
                    | "des"
                    | "du"
                    | "de"
                    | "d"
                    | "ce"
                    | "cet"
                    | "cette"
                    | "ces"
                    | "il"
                    | "elle"
                    | "ils"
                    | "elles"
                    | "son"
                    | "sa"
                    | "ses"
                    | "leur"
                    | "leurs"
                    | "en"
                    | "à"
                    | "au"
                    | "aux"
                    | "dans"
                    | "par"
                    | "pour"
                    | "sur"
                    | "avec"
                    | "sans"
                    | "sous"
                    | "vers"
                    | "chez"
                    | "et"
                    | "ou"
                    | "mais"
                    | "ni"
                    | "si"
                    | "tout"
                    | "tous"
                    | "toute"
                    | "toutes"
                    | "chaque"
                    | "plusieurs"
                    | "aucun"
                    | "après"
                    | "avant"
                    | "depuis"
                    | "quand"
                    | "lorsque"
                    | "où"
                    | "qui"
                    | "que"
                    | "dont"
                    | "selon"
                    | "suite"
                    | "malgré"
                    | "pendant"
                    | "entre"
                    | "parmi"
                    | "contre"
                    | "comme"
                    | "notamment"
                    | "considérant"
                    | "vu"
                    | "outre"
                    | "également"
                    | "enfin"
                    | "cependant"
                    | "toutefois"
                    | "néanmoins"
                    | "ainsi"
                    | "aussi"
                    | "ne"
                    | "se"
                    | "s"
                    | "n"
                    | "c"
                    | "j"
                    | "qu"
            ),
            "it" => matches!(
                word,
                "il" | "lo"
                    | "la"
                    | "i"
                    | "gli"
                    | "le"
                    | "l"
                    | "un"
                    | "uno"
                    | "una"
                    | "di"
                    | "del"
                    | "dello"
                    | "della"
                    | "dell"
                    | "dei"
                    | "degli"
                    | "delle"
                    | "a"
                    | "al"
                    | "allo"
                    | "alla"
                    | "all"
                    | "ai"
                    | "agli"
                    | "alle"
                    | "da"
                    | "dal"
                    | "dalla"
                    | "dall"
                    | "dai"
                    | "dagli"
                    | "dalle"
                    | "in"
                    | "nel"
                    | "nello"
                    | "nella"
                    | "nell"
                    | "nei"
                    | "negli"
                    | "nelle"
                    | "con"
                    | "su"
                    | "sul"
                    | "sulla"
                    | "sull"
                    | "sui"
                    | "sulle"
                    | "per"
                    | "tra"
                    | "fra"
                    | "e"
                    | "ed"
                    | "o"
                    | "ma"
                    | "né"
                    | "se"
                    | "questo"
                    | "questa"
                    | "questi"
                    | "queste"
                    | "tale"
                    | "tali"
                    | "suo"
                    | "sua"
                    | "suoi"
                    | "sue"
                    | "loro"
                    | "ogni"
                    | "tutti"
                    | "tutte"
                    | "dopo"
                    | "prima"
                    | "durante"
                    | "secondo"
                    | "contro"
                    | "come"
                    | "quando"
                    | "dove"
                    | "che"
                    | "chi"
                    | "cui"
                    | "quale"
                    | "quali"
                    | "visto"
                    | "vista"
                    | "considerando"
                    | "inoltre"
                    | "infine"
                    | "tuttavia"
                    | "pertanto"
                    | "anche"
                    | "non"
                    | "si"
                    | "è"
                    | "ha"
            ),
            _ => false,
        }
    }
}
