//! Lines to blocks: which line belongs to the cover, a heading, a paragraph, a footnote.
//!
//! One pass from top to bottom. A version of the act has a head (names, number, title) and a
//! body; the body begins with the first label that an outline may begin with, or with the
//! body's name as a sentence opener (`The Assembly,`). A new version begins where a head
//! stands again *and* the outline starts anew after it; the same lines elsewhere are running
//! heads. What is nothing else goes on with the paragraph, over pages and footnotes.

// Lines that end an act, and the notes below.
mod closing;
mod draft;
mod judgment;
// Appendices, articles, operative parts.
mod number;
mod part;

use std::cell::{Cell, OnceCell};

use rustc_hash::FxHashMap;

pub use self::closing::session_number;
use self::part::Part;
use super::label::{Label, Marks, Outline, label, loose_label, whole_label};
use super::lines::Line;
use super::phrases::{HEADING_LENGTH, Item, Phrases, note_call};
use super::said::AllSaid;
use super::{BlockKind, Notice, NoticeKind, Section};
use crate::lexicon::ConceptId;
use crate::text::SourceSpan;

/// A block before its text is put together.
#[derive(Debug)]
pub struct Draft {
    pub kind: BlockKind,
    pub section: Section,
    /// Index in [`Layout::groups`].
    pub group: usize,
    pub label: String,
    pub printed: Option<SourceSpan>,
    /// Its words, line by line, without the label.
    pub parts: Vec<SourceSpan>,
    /// Bytes of its words.
    length: usize,
    /// The block that goes on where this one was full.
    rest: Option<usize>,
    /// What is open after the parts that were counted so far.
    open: Cell<Open>,
}

/// Marks that stand open in a block. Counted when asked for, each part once.
#[derive(Clone, Copy, Debug, Default)]
struct Open {
    parts: usize,
    /// Quotations; closing marks too many count as none.
    quotes: i32,
    /// Round brackets less those that close.
    brackets: i32,
}

/// The cover, or one version.
#[derive(Debug, Default)]
pub struct Group {
    pub cover: bool,
    /// The family whose language the cover is printed in.
    pub chamber: Option<ConceptId>,
    pub family: Option<ConceptId>,
    number: Option<String>,
    /// Number in a symbol printed above the head: `73/3` of `A/RES/73/3`.
    symbol: Option<String>,
    title: bool,
    /// The title so far is only the kind of a paper.
    title_open: bool,
    /// Number of a report or motion.
    paper: Option<String>,
    paper_printed: bool,
    /// Its last block labelled `title`.
    last_title: Option<usize>,
    /// First byte of its first line.
    pub start: u32,
    /// Numbers of its footnotes.
    pub notes: Vec<u16>,
    /// Note calls seen in its headings.
    calls: Vec<u16>,
}

#[derive(Debug, Default)]
pub struct Layout {
    pub drafts: Vec<Draft>,
    /// The draft that owns the bytes from here up to the next.
    pub owners: Vec<(u32, usize)>,
    pub groups: Vec<Group>,
    pub notices: Vec<Notice>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Head,
    Body,
}

/// What a line of the head said that the next lines answer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pending {
    Author,
    Origin,
    List,
}

struct Reader<'a> {
    source: &'a str,
    lines: &'a [Line],
    said: &'a AllSaid,
    phrases: &'a Phrases,
    layout: Layout,
    state: State,
    outline: Outline,
    /// The paragraph that text goes on with.
    paragraph: Option<usize>,
    pending: Option<Pending>,
    unnumbered: u32,
    /// Paragraphs opened, and how many of them after a blank line.
    opened: usize,
    spaced: usize,
    /// A footnote that may go on after a page end.
    unfinished: Option<usize>,
    /// The last block that is no furniture.
    last_words: Option<usize>,
    /// An author or a footnote has come: no cover any more.
    past_cover: bool,
    /// Where note calls stand in the source, by number; made when first asked for.
    called: OnceCell<FxHashMap<u16, Vec<u32>>>,
    /// In the notes at the foot of a page, which end at a blank line.
    under_rule: bool,
    /// Behind the sentence that closes an act: notes, and what follows the act.
    closed: bool,
    /// Parts that are open, the outermost first.
    parts: Vec<Part>,
    /// The line that may be the title of the part opened last.
    titled: Option<usize>,
    opinions: u32,
    /// The text is one of articles: a treaty.
    articles: bool,
    judgment: bool,
    /// The text is a report or a motion.
    drafted: bool,
    /// How many drafts, accounts and divisions were opened.
    drafts: u32,
    memos: u32,
    division: u8,
}

/// Bytes of a block. The longest paragraphs of acts have a quarter of it.
const FULL: usize = 16 << 10;
const FULL_NOTICE: &str = "a paragraph too long to be one is read as several";

/// How many lines a doubt may look ahead: bounds the work on hostile input.
const AHEAD: usize = 200;

pub fn read(source: &str, lines: &[Line], said: &AllSaid, phrases: &Phrases) -> Layout {
    let mut reader = Reader {
        source,
        lines,
        said,
        phrases,
        layout: Layout::default(),
        state: State::Head,
        outline: Outline::default(),
        paragraph: None,
        pending: None,
        unnumbered: 0,
        opened: 0,
        spaced: 0,
        under_rule: false,
        closed: false,
        unfinished: None,
        last_words: None,
        past_cover: false,
        called: OnceCell::new(),
        parts: Vec::new(),
        titled: None,
        opinions: 0,
        articles: false,
        judgment: false,
        drafted: false,
        drafts: 0,
        memos: 0,
        division: 0,
    };
    reader.articles = reader.has_articles();
    reader.judgment = reader.is_judgment();
    reader.layout.groups.push(Group::default());
    let mut at = 0;
    while at < lines.len() {
        at = reader.step(at);
    }
    reader.finish();
    reader.layout
}

impl Reader<'_> {
    fn text(&self, at: usize) -> &str {
        self.lines.get(at).map_or("", |line| line.text(self.source))
    }

    fn items(&self, text: &str) -> Option<Vec<(Item, std::ops::Range<usize>)>> {
        (text.len() <= HEADING_LENGTH && self.phrases.may_open(text))
            .then(|| self.phrases.items(text))
            .flatten()
    }

    fn group(&mut self) -> &mut Group {
        self.layout.groups.last_mut().expect("there is one from the start")
    }

    fn current(&self) -> &Group {
        self.layout.groups.last().expect("there is one from the start")
    }

    /// A new block that owns the bytes from `from` on.
    fn draft(&mut self, kind: BlockKind, section: Section, label: &str, from: u32) -> usize {
        let id = self.layout.drafts.len();
        let group = self.layout.groups.len() - 1;
        self.layout.drafts.push(Draft {
            kind,
            section,
            group,
            label: label.to_owned(),
            printed: None,
            parts: Vec::new(),
            length: 0,
            rest: None,
            open: Cell::default(),
        });
        if kind != BlockKind::Furniture {
            self.last_words = Some(id);
        }
        self.past_cover |= kind == BlockKind::Footnote || label == "author";
        if label == "title" {
            self.group().last_title = Some(id);
        }
        self.own(from, id);
        id
    }

    fn own(&mut self, from: u32, id: usize) {
        if self.layout.owners.last().is_none_or(|&(_, last)| last != id) {
            self.layout.owners.push((from, id));
        }
    }

    /// More words of a block. A block that is full goes on in another one: no paragraph is so
    /// long, and what is looked for in a block looks at all of it more than once.
    fn push(&mut self, id: usize, span: SourceSpan) {
        let mut id = self.layout.drafts[id].rest.unwrap_or(id);
        let mut span = span;
        loop {
            let room = FULL.saturating_sub(self.layout.drafts[id].length);
            if span.len() <= room || span.len() <= FULL && self.layout.drafts[id].length == 0 {
                break;
            }
            let cut = if span.len() > FULL { self.cut(span, room) } else { 0 };
            if cut > 0 {
                let end = span.start as usize + cut;
                self.add(id, SourceSpan::new(span.start as usize, end));
                span = SourceSpan::new(end, span.end as usize);
            }
            id = self.next_part(id, span);
        }
        self.add(id, span);
    }

    fn add(&mut self, id: usize, span: SourceSpan) {
        self.own(span.start, id);
        if !span.is_empty() {
            let draft = &mut self.layout.drafts[id];
            draft.length += span.len();
            draft.parts.push(span);
        }
    }

    /// Bytes of a line up to the last blank in its first `room`, or up to there.
    fn cut(&self, span: SourceSpan, room: usize) -> usize {
        let text = &self.source[span.range()];
        let room = (0..=room).rev().find(|&it| text.is_char_boundary(it)).unwrap_or(0);
        text[..room].rfind(' ').map_or(room, |it| it + 1)
    }

    /// A block for what a full one has no room for.
    fn next_part(&mut self, id: usize, at: SourceSpan) -> usize {
        let Draft { kind, section, .. } = self.layout.drafts[id];
        let label = match kind {
            BlockKind::Paragraph => {
                self.unnumbered += 1;
                format!("u{}", self.unnumbered)
            }
            _ => self.layout.drafts[id].label.clone(),
        };
        let next = self.draft(kind, section, &label, at.start);
        self.layout.drafts[id].rest = Some(next);
        for known in [&mut self.paragraph, &mut self.unfinished] {
            if *known == Some(id) {
                *known = Some(next);
            }
        }
        if self.layout.notices.last().is_none_or(|it| it.message != FULL_NOTICE) {
            let message = FULL_NOTICE.to_owned();
            self.layout.notices.push(Notice { kind: NoticeKind::PartlyRead, at, message });
        }
        next
    }

    /// A block of one span.
    fn block(&mut self, kind: BlockKind, label: &str, span: SourceSpan) -> usize {
        let section = match self.state {
            State::Body => Section::Body,
            State::Head if self.current().cover => Section::Cover,
            State::Head => Section::Head,
        };
        let id = self.draft(kind, section, label, span.start);
        self.push(id, span);
        id
    }

    fn furniture(&mut self, span: SourceSpan) {
        self.block(BlockKind::Furniture, "furniture", span);
    }

    fn step(&mut self, at: usize) -> usize {
        let Line { span, after_blank } = self.lines[at];
        let text = &self.source[span.range()];
        self.under_rule &= !after_blank;
        let bare = self.state == State::Head && !text.contains(char::is_alphanumeric);
        let said = self.said.of(at);
        if said.furniture {
            self.furniture(span);
            return at + 1;
        }
        if let Some(number) = said.note {
            return self.told_note(at, number);
        }
        if is_rule(text)
            || is_markup(text)
            || is_barcode(text)
            || is_address(text)
            || closing::is_job_number(text)
            || bare
        {
            self.furniture(span);
            return at + 1;
        }
        let items = self.items(text);
        if let Some(items) = &items
            && self.is_running(at, items)
        {
            self.furniture(span);
            return at + 1;
        }
        match self.state {
            State::Head => self.head(at, items),
            State::Body => self.body(at, items),
        }
    }

    /// Page heads and numbers, navigation; in the body also the chamber's name and number.
    fn is_running(&self, at: usize, items: &[(Item, std::ops::Range<usize>)]) -> bool {
        let text = self.text(at);
        // The last word of a sentence may be a year that stands on a line of its own.
        if self.state == State::Body
            && !self.lines[at].after_blank
            && text.len() == 4
            && matches!(text.as_bytes(), [b'1' | b'2', b'0'..=b'9', b'0'..=b'9', b'0'..=b'9'])
        {
            return false;
        }
        // A running head does not go on: `the Charter of the / United Nations,`.
        if self.state == State::Body && !self.lines[at].after_blank && text.ends_with([',', ';']) {
            return false;
        }
        // Words of the site are common words: before the text only. So are some of the
        // running heads, but not with a capital.
        if items == [(Item::Navigation, 0..text.len())] {
            return self.state == State::Head;
        }
        if self.state == State::Body
            && text.starts_with(char::is_lowercase)
            && !text.contains(|c: char| c.is_ascii_digit())
        {
            return false;
        }
        let mark = items.iter().any(|(item, _)| matches!(item, Item::Furniture | Item::Legislature(_)));
        let repeated = self.state == State::Body
            && items
                .iter()
                .any(|(item, _)| matches!(item, Item::Chamber(_) | Item::Paper { .. } | Item::Symbol { .. }));
        let symbol = items.iter().any(|(item, _)| matches!(item, Item::Symbol { .. }));
        (mark || repeated)
            && (self.state == State::Body || !symbol)
            && items.iter().all(|(item, _)| {
                matches!(
                    item,
                    Item::Furniture
                        | Item::Legislature(_)
                        | Item::Chamber(_)
                        | Item::Symbol { .. }
                        | Item::Paper { .. }
                        | Item::PaperNumber(_)
                )
            })
    }

    // ---- the head of a version, and the cover

    fn head(&mut self, at: usize, items: Option<Vec<(Item, std::ops::Range<usize>)>>) -> usize {
        let asks_itself = |items: &[(Item, std::ops::Range<usize>)]| {
            items.iter().any(|(item, _)| matches!(item, Item::Author | Item::Origin | Item::List))
        };
        if !items.as_deref().is_some_and(asks_itself)
            && let Some(next) = self.answer(at)
        {
            return next;
        }
        if self.judgment
            && let Some(next) = self.judgment_head(at)
        {
            return next;
        }
        if let Some(next) = self.draft_head(at).or_else(|| self.session_head(at)) {
            return next;
        }
        if let Some(items) = items {
            return self.heading(at, &items);
        }
        if let Some(next) = self.number_under(at).or_else(|| self.title_behind(at)) {
            return next;
        }
        let numbered = self.current().number.is_some() && self.text(at).len() <= 3;
        if (self.articles || self.drafted || numbered)
            && let Some(next) = self.part(at)
        {
            return next;
        }
        let line = self.lines[at];
        let text = line.text(self.source);
        let known = self.current().number.is_some() || self.current().title;
        let named = self.current().number.is_some() && self.phrases.is_body_alone(text);
        if named
            || self.phrases.opener(text).is_some()
            || self.label(at).is_some_and(|it| match it.marks {
                Marks::Dash => known,
                Marks::Numbers(_) | Marks::Letter { .. } => Outline::default().next(&it.marks).is_some(),
            })
        {
            self.begin_body();
            return self.body(at, None);
        }
        if self.phrases.is_day(text) {
            // `of 19 March 1965` below the number; elsewhere the day of printing.
            match self.last_labelled("number") {
                Some(id) => self.push(id, line.span),
                None => {
                    self.block(BlockKind::Heading, "day", line.span);
                }
            }
            return at + 1;
        }
        if let Some(next) = self.adoption(at, "adopted").or_else(|| self.symbol_head(at)) {
            return next;
        }
        if self.phrases.introduces_origin(text) {
            self.introduced(line.span, Pending::Origin);
            return self.origin_from(at);
        }
        let end = self.chunk(at);
        // After the origin nothing comes but more of it, and the text.
        let origin = self.last_note().filter(|_| self.current().title);
        if let Some(id) = self.goes_on().or(origin) {
            self.rest(id, at, end);
            return end;
        }
        let whole = SourceSpan::new(line.span.start as usize, self.lines[end - 1].span.end as usize);
        let whole = &self.source[whole.range()];
        if self.phrases.is_origin(whole) {
            let id = self.block(BlockKind::Footnote, "fn1", line.span);
            self.rest(id, at + 1, end);
            self.unfinished = Some(id);
            return end;
        }
        // Above everything else, such a line is the act's name only if it gives its day: a
        // text adopted, printed without its number.
        let first = self.layout.drafts.is_empty()
            && text.as_bytes().windows(4).any(|it| it.iter().all(u8::is_ascii_digit));
        if self.phrases.names_act(text).is_some()
            && (first || self.current().title || self.current().number.is_some())
        {
            let id = self.block(BlockKind::Heading, "full", line.span);
            self.rest(id, at + 1, end);
            return end;
        }
        let last = self.layout.drafts.len().wrapping_sub(1);
        match self.current().last_title {
            // Wrapped: the next line, or what goes on in lower case.
            Some(id) if id == last && (!line.after_blank || text.starts_with(char::is_lowercase)) => {
                self.push(id, line.span);
                at + 1
            }
            Some(_) if is_prose(whole) || self.articles && whole.ends_with(':') => {
                self.begin_body();
                self.body(at, None)
            }
            Some(_) => {
                let words = part::without_marks(text).len();
                let id = self.draft(BlockKind::Heading, Section::Head, "other", line.span.start);
                self.layout.drafts[id].section =
                    if self.current().cover { Section::Cover } else { Section::Head };
                self.push(id, SourceSpan::new(line.span.end as usize - words, line.span.end as usize));
                self.rest(id, at + 1, end);
                end
            }
            None if self.current().number.is_none() && is_prose(whole) => {
                self.begin_body();
                self.body(at, None)
            }
            None => {
                self.group().title = true;
                let words = part::without_marks(text).len();
                let id = self.draft(BlockKind::Title, Section::Head, "title", line.span.start);
                self.layout.drafts[id].section =
                    if self.current().cover { Section::Cover } else { Section::Head };
                self.push(id, SourceSpan::new(line.span.end as usize - words, line.span.end as usize));
                at + 1
            }
        }
    }

    /// The lines from `at` up to a blank one or one that says something of its own.
    fn chunk(&self, at: usize) -> usize {
        let mut end = at + 1;
        while end < self.lines.len() && !self.lines[end].after_blank && end - at < AHEAD {
            let text = self.text(end);
            if self.items(text).is_some()
                || self.label(end).is_some()
                || is_rule(text)
                || self.is_apart(end)
                || self.phrases.opener(text).is_some()
            {
                break;
            }
            end += 1;
        }
        end
    }

    /// The original's structure says that the line belongs to nothing before it.
    fn is_apart(&self, at: usize) -> bool {
        let said = self.said.of(at);
        said.furniture || said.heading || said.note.is_some()
    }

    fn rest(&mut self, id: usize, from: usize, to: usize) {
        for at in from..to {
            self.push(id, self.lines[at].span);
        }
    }

    /// What `Author(s):` or `Origin` on the line before asked for.
    fn answer(&mut self, at: usize) -> Option<usize> {
        let pending = self.pending.take()?;
        let line = self.lines[at];
        let text = line.text(self.source);
        let skip = label(text).filter(|it| it.marks == Marks::Dash).map_or(0, |it| it.text);
        let words = SourceSpan::new(line.span.start as usize + skip, line.span.end as usize);
        Some(match pending {
            Pending::Author => {
                let id = self.draft(BlockKind::Heading, Section::Head, "author", line.span.start);
                self.push(id, words);
                at + 1
            }
            Pending::Origin => {
                let id = self.draft(BlockKind::Footnote, Section::Head, "fn1", line.span.start);
                if skip > 0 {
                    self.layout.drafts[id].printed =
                        Some(SourceSpan::new(line.span.start as usize, line.span.start as usize + skip));
                }
                self.push(id, words);
                let end = self.chunk(at);
                self.rest(id, at + 1, end);
                self.unfinished = Some(id);
                end
            }
            Pending::List => {
                // Keywords, one a line, up to a blank line.
                self.furniture(line.span);
                let id = self.layout.drafts.len() - 1;
                let mut end = at + 1;
                while end < self.lines.len() && !self.lines[end].after_blank {
                    self.push(id, self.lines[end].span);
                    end += 1;
                }
                end
            }
        })
    }

    fn heading(&mut self, at: usize, items: &[(Item, std::ops::Range<usize>)]) -> usize {
        let base = self.lines[at].span.start as usize;
        let mut next = at + 1;
        // A body's name over two lines.
        let joined = self.wrapped_name(at, items);
        if let Some(own) = self.current().number.clone() {
            let number = items.iter().find_map(|(item, _)| act_number(item));
            let begins = match number {
                Some(number) => self.current().cover || number != own,
                None => {
                    let name = joined.is_some()
                        || items.iter().any(|(item, _)| matches!(item, Item::Issuer { full: true, .. }));
                    name && self.leads_to_number(at + 1 + usize::from(joined.is_some()))
                }
            };
            if begins {
                self.begin_version(at);
            } else if number.is_some() {
                self.furniture(self.lines[at].span);
                return at + 1;
            }
        }
        for (item, range) in items {
            let span = SourceSpan::new(base + range.start, base + range.end);
            match item {
                Item::Issuer { family, full } => {
                    let full = *full || joined.is_some();
                    self.group().family.get_or_insert(*family);
                    let known = self.current().number.is_some() || self.current().title;
                    let id = self.block(
                        BlockKind::Heading,
                        if full || !known { "body" } else { "assembly" },
                        span,
                    );
                    if let Some(second) = joined {
                        self.push(id, second);
                        next = at + 2;
                    }
                }
                Item::Number { number, .. } | Item::AdoptedText { number, .. } => {
                    let number = number.clone();
                    self.group().number = Some(number);
                    self.block(BlockKind::Heading, "number", span);
                }
                Item::Symbol { number, .. } => {
                    let number = number.clone();
                    self.group().symbol.get_or_insert(number);
                    self.block(BlockKind::Heading, "symbol", span);
                }
                Item::Year(_) | Item::Day => match self.last_labelled("number") {
                    Some(id) => self.push(id, span),
                    None => {
                        self.block(BlockKind::Heading, "other", span);
                    }
                },
                // Not among the block's words, but its bytes.
                Item::NoteCall(number) => {
                    let number = *number;
                    if !self.current().calls.contains(&number) {
                        self.group().calls.push(number);
                    }
                    if self.layout.drafts.is_empty() {
                        self.furniture(span);
                    }
                }
                Item::Status(_) => {
                    self.block(BlockKind::Notice, "status", span);
                }
                Item::Review => match self.last_labelled("status") {
                    Some(id) => {
                        self.layout.drafts[id].label = "notice".to_owned();
                        self.push(id, span);
                    }
                    None => {
                        self.block(BlockKind::Notice, "notice", span);
                    }
                },
                // Behind the cover these are running heads.
                Item::Chamber(_) | Item::Paper { .. } | Item::PaperNumber(_) | Item::Transmitted
                    if !self.may_be_cover() =>
                {
                    self.furniture(span);
                }
                Item::Chamber(chamber) => {
                    let chamber = *chamber;
                    self.cover();
                    self.group().chamber.get_or_insert(chamber);
                    self.block(BlockKind::Heading, "chamber", span);
                }
                Item::Paper { .. } => {
                    self.cover();
                    self.block(BlockKind::Heading, "doc", span);
                }
                Item::PaperNumber(_) => match self.last_labelled("doc") {
                    Some(id) => self.push(id, span),
                    None => {
                        self.block(BlockKind::Heading, "other", span);
                    }
                },
                Item::Transmitted => {
                    self.cover();
                    self.block(BlockKind::Notice, "transmitted", span);
                }
                Item::Author => self.introduced(span, Pending::Author),
                Item::Origin => {
                    self.introduced(span, Pending::Origin);
                    if self.pending.is_none() {
                        next = self.origin_from(at);
                    }
                }
                Item::List => {
                    self.furniture(span);
                    self.pending = Some(Pending::List);
                }
                Item::Furniture | Item::Navigation | Item::Legislature(_) => self.furniture(span),
            }
        }
        next
    }

    /// A cover comes first, and has no author or origin.
    fn may_be_cover(&self) -> bool {
        self.current().cover || self.layout.groups.len() == 1 && !self.past_cover
    }

    /// What has come so far is the cover.
    fn cover(&mut self) {
        if self.current().cover {
            return;
        }
        self.group().cover = true;
        let group = self.layout.groups.len() - 1;
        for draft in self.layout.drafts.iter_mut().filter(|it| it.group == group) {
            draft.section = Section::Cover;
        }
    }

    fn last_labelled(&self, label: &str) -> Option<usize> {
        let last = self.layout.drafts.len().checked_sub(1)?;
        (self.layout.drafts[last].label == label).then_some(last)
    }

    /// `PARLIAMENTARY ASSEMBLY` and, on the next line, `OF THE COUNCIL OF EUROPE`.
    fn wrapped_name(&self, at: usize, items: &[(Item, std::ops::Range<usize>)]) -> Option<SourceSpan> {
        let [(Item::Issuer { full: false, .. }, _)] = items else { return None };
        let second = self.lines.get(at + 1)?;
        if second.span.len() > HEADING_LENGTH {
            return None;
        }
        let whole = format!("{} {}", self.text(at), second.text(self.source));
        match self.phrases.items(&whole)?.as_slice() {
            [(Item::Issuer { full: true, .. }, _)] => Some(second.span),
            _ => None,
        }
    }

    /// `Author(s): Parliamentary Assembly`: what stands after the colon, or on the next line.
    fn introduced(&mut self, span: SourceSpan, what: Pending) {
        let text = &self.source[span.range()];
        let words = text
            .find([':', '-', '–', '—'])
            .map(|at| text[at..].trim_start_matches([':', '-', '–', '—', ' ', '\u{A0}', '\t']))
            .filter(|words| !words.is_empty());
        let Some(words) = words else {
            self.furniture(span);
            self.pending = Some(what);
            return;
        };
        let begin = span.end as usize - words.len();
        let (kind, name) = match what {
            Pending::Origin => (BlockKind::Footnote, "fn1"),
            Pending::Author | Pending::List => (BlockKind::Heading, "author"),
        };
        let id = self.draft(kind, Section::Head, name, span.start);
        self.layout.drafts[id].printed = Some(SourceSpan::new(span.start as usize, begin));
        self.push(id, SourceSpan::new(begin, span.end as usize));
    }

    /// The further lines of an origin whose first line is `at`, already a block.
    fn origin_from(&mut self, at: usize) -> usize {
        let id = self.layout.drafts.len() - 1;
        // The title, where it stands behind the origin: a sentence would end in a stop.
        let is_title = |it: &usize| {
            let (before, text) = (self.text(it - 1), self.text(*it));
            before.ends_with('.') && text.starts_with(char::is_uppercase) && !text.ends_with(['.', ',', ';'])
        };
        let all = self.chunk(at);
        let end = if self.current().title { all } else { (at + 1..all).find(is_title).unwrap_or(all) };
        self.rest(id, at + 1, end);
        self.unfinished = Some(id).filter(|_| end == all);
        end
    }

    /// Whether the next headings hold an act's number.
    fn leads_to_number(&self, from: usize) -> bool {
        (from..from + 3)
            .map_while(|at| self.items(self.text(at)))
            .any(|items| items.iter().any(|(item, _)| act_number(item).is_some()))
    }

    fn begin_version(&mut self, at: usize) {
        let start = self.lines[at].span.start;
        self.layout.groups.push(Group { start, ..Group::default() });
        self.unfinished = None;
        self.state = State::Head;
        self.outline = Outline::default();
        self.paragraph = None;
        self.pending = None;
        self.unnumbered = 0;
        self.closed = false;
        (self.drafts, self.memos, self.division) = (0, 0, 0);
        self.parts.clear();
        self.titled = None;
    }

    fn begin_body(&mut self) {
        self.state = State::Body;
        self.outline = Outline::default();
        self.paragraph = None;
    }

    // ---- the body

    fn body(&mut self, at: usize, items: Option<Vec<(Item, std::ops::Range<usize>)>>) -> usize {
        let line = self.lines[at];
        let text = line.text(self.source);
        if let Some(items) = &items {
            let head = items
                .iter()
                .any(|(item, _)| matches!(item, Item::Issuer { .. }) || act_number(item).is_some());
            if head && self.restarts(at) {
                self.begin_version(at);
                return self.heading(at, items);
            }
            if head && self.repeats_head(at, items) {
                self.furniture(line.span);
                return at + 1;
            }
            if items.iter().all(|(item, _)| matches!(item, Item::Status(_) | Item::Review))
                && self.stands_alone(at)
            {
                self.block(BlockKind::Notice, "notice", line.span);
                return at + 1;
            }
        }
        if self.said.of(at).heading && label(text).is_none() {
            let end = self.chunk(at);
            let id = self.block(BlockKind::Heading, "heading", line.span);
            self.rest(id, at + 1, end);
            self.paragraph = None;
            return end;
        }
        if self.begins_translation(at) {
            self.begin_version(at);
            return self.head(at, items);
        }
        if self.title_of_part(at) {
            return at + 1;
        }
        if let Some(next) = self.part(at) {
            return next;
        }
        if self.judgment && self.judgment_heading(at) {
            self.heading_of_part(at, "heading");
            self.paragraph = None;
            return at + 1;
        }
        if let Some((number, begin)) = self.note(at) {
            return self.footnote(at, number, begin);
        }
        if let Some(next) = self.close(at) {
            return next;
        }
        let found = if self.articles { loose_label(text) } else { label(text) };
        let found = found.or_else(|| self.stated_label(at)).or_else(|| self.damaged_label(at));
        if self.is_section_head(at, found.as_ref()) {
            self.heading_of_part(at, "heading");
            self.paragraph = None;
            return at + 1;
        }
        if let Some(found) = found {
            if found.marks == Marks::Dash {
                if !self.outline.is_numbered() {
                    self.open_unnumbered(line.span, Some(&found));
                    return at + 1;
                }
            } else if let Some(next) = self.opens(at, &found) {
                self.opened += 1;
                self.spaced += usize::from(line.after_blank);
                self.open(line.span, &found, next);
                return at + 1;
            }
        }
        self.go_on(at);
        at + 1
    }

    /// The label at the head of a line, by its words or as the structure of the original tells.
    fn label(&self, at: usize) -> Option<Label> {
        label(self.text(at)).or_else(|| self.stated_label(at))
    }

    /// The label that the structure of the original gives, however it is written: `<num>2</num>`.
    fn stated_label(&self, at: usize) -> Option<Label> {
        let end = self.said.of(at).label?.checked_sub(self.lines[at].span.start)?;
        whole_label(self.text(at), end as usize)
    }

    /// A label that a scan has spoilt, `10, Reaffirms`, `ll. Further`, `2 Requests`: the number that
    /// is due stands at the head of a line after the end of a clause, and the one after it comes.
    fn damaged_label(&self, at: usize) -> Option<Label> {
        let line = self.lines[at];
        let text = line.text(self.source);
        let id = self.paragraph.filter(|_| line.after_blank)?;
        let mark = text.split(' ').next().filter(|it| (1..=3).contains(&it.len()))?;
        let digits: String = mark
            .trim_end_matches([',', '.', ';'])
            .chars()
            .map(|c| if matches!(c, 'l' | 'I') { '1' } else { c })
            .collect();
        let number: u16 = digits.parse().ok().filter(|it| (1..100).contains(it))?;
        let words = text.len() - text[mark.len()..].trim_start().len();
        let marks = Marks::Numbers(vec![number]);
        let due = self.outline.next(&marks)?;
        let more = Marks::Numbers(vec![number + 1]);
        (text[words..].starts_with(char::is_uppercase)
            && (self.ends_clause(id) || self.last_char(id) == Some(','))
            && !self.is_quoted(id, at)
            && due.next(&more).is_some()
            && self.comes_later(at, |it| it.marks == more))
        .then_some(Label { marks, start: 0, end: mark.len(), text: words })
    }

    fn open(&mut self, line: SourceSpan, found: &Label, next: Outline) {
        let base = line.start as usize;
        let id =
            self.draft(BlockKind::Paragraph, Section::Body, &self.under_parts(&next.label()), line.start);
        self.layout.drafts[id].printed = Some(SourceSpan::new(base + found.start, base + found.end));
        self.push(id, SourceSpan::new(base + found.text, line.end as usize));
        self.outline = next;
        self.paragraph = Some(id);
    }

    fn open_unnumbered(&mut self, line: SourceSpan, found: Option<&Label>) {
        self.unnumbered += 1;
        let name = self.under_parts(&format!("u{}", self.unnumbered));
        let id = self.draft(BlockKind::Paragraph, Section::Body, &name, line.start);
        let skip = found.map_or(0, |it| it.text);
        if let Some(found) = found {
            let base = line.start as usize;
            self.layout.drafts[id].printed = Some(SourceSpan::new(base + found.start, base + found.end));
        }
        self.push(id, SourceSpan::new(line.start as usize + skip, line.end as usize));
        self.paragraph = Some(id);
    }

    /// The footnote that stands last, furniture aside.
    fn last_note(&self) -> Option<usize> {
        let last = self.last_words?;
        let own = self.layout.drafts[last].group == self.layout.groups.len() - 1;
        (own && self.layout.drafts[last].kind == BlockKind::Footnote).then_some(last)
    }

    /// The footnote that a page end broke off, if it still lacks its end. In the middle of a
    /// paragraph only an open bracket shows that.
    fn goes_on(&mut self) -> Option<usize> {
        let id = self.unfinished?;
        let open = !self.is_balanced(id);
        let ended = self.last_char(id).is_none_or(|c| matches!(c, '.' | ')' | '!' | '?'));
        let waiting = self.paragraph.is_some_and(|it| !self.ends_clause(it));
        if open || (!ended && !waiting) {
            return Some(id);
        }
        self.unfinished = None;
        None
    }

    /// No label: the footnote or paragraph goes on, or an unnumbered one begins.
    fn go_on(&mut self, at: usize) {
        let line = self.lines[at];
        let more = self.last_note().filter(|_| {
            self.paragraph.is_none_or(|it| self.ends_clause(it))
                && self.phrases.is_origin(line.text(self.source))
        });
        if let Some(id) = self.goes_on().or(more) {
            return self.push(id, line.span);
        }
        // Neither number nor call: "Text adopted by the Standing Committee" behind the text.
        let behind = line.after_blank
            && self.last_note().is_none()
            && self.paragraph.is_some_and(|it| self.ends_clause(it))
            && self.phrases.is_origin(line.text(self.source));
        if behind {
            let id = self.block(BlockKind::Footnote, "fn1", line.span);
            self.unfinished = Some(id);
            return;
        }
        match self.paragraph {
            // Where paragraphs have labels, what has none goes on with one.
            Some(id) if self.layout.drafts[id].printed.is_some() => self.push(id, line.span),
            Some(id) => {
                let text = line.text(self.source);
                // A block of a page is a paragraph, whatever it ends with.
                let ended = self.ends_clause(id) || self.said.blocks;
                if line.after_blank && ended && !text.starts_with(char::is_lowercase) {
                    self.open_unnumbered(line.span, None);
                } else {
                    self.push(id, line.span);
                }
            }
            None if self.closed => self.after_end(at),
            None => self.open_unnumbered(line.span, None),
        }
    }

    /// Last character of a paragraph so far.
    fn last_char(&self, id: usize) -> Option<char> {
        let part = self.layout.drafts[id].parts.last()?;
        self.source[part.range()].trim_end_matches(['*', '_']).chars().next_back()
    }

    fn ends_clause(&self, id: usize) -> bool {
        let Some(part) = self.layout.drafts[id].parts.last() else { return true };
        let text = self.source[part.range()].trim_end_matches(['*', '_']);
        // A note call may stand behind the stop: `on 3 March 2027.2`
        let bare =
            text.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '¹' | '²' | '³' | '⁴'..='⁹'));
        let called = bare.len() < text.len()
            && text.len() - bare.len() <= 3
            && bare.ends_with(['.', ';', ':', ',', '”', '»', ')']);
        called || text.chars().next_back().is_none_or(is_terminal)
    }

    /// The outline after the label, if the label opens a paragraph here.
    fn opens(&mut self, at: usize, found: &Label) -> Option<Outline> {
        let next = match self.outline.next(&found.marks) {
            Some(next) => next,
            None => {
                let next = self.outline.after_gap(&found.marks);
                let next = next.filter(|next| self.is_gap(at, next));
                self.report(at, found, next.is_some());
                return next;
            }
        };
        let Some(id) = self.paragraph else { return Some(next) };
        if self.said.of(at).label.is_some() {
            return Some(next);
        }
        if self.is_quoted(id, at) {
            return None;
        }
        let ended = self.ends_clause(id);
        if matches!(found.marks, Marks::Letter { .. })
            && self.outline.descends(&next)
            && self.last_char(id) != Some(':')
            && !(ended && self.comes_later(at, |later| next.next(&later.marks).is_some()))
        {
            return None;
        }
        // In the middle of a sentence the same label may come again at a better place.
        if !ended && self.comes_later(at, |later| later.marks == found.marks) && self.better_place(at, found)
        {
            return None;
        }
        Some(next)
    }

    fn report(&mut self, at: usize, found: &Label, opened: bool) {
        let Marks::Numbers(numbers) = &found.marks else { return };
        // Amounts at the head of a wrapped line are everyday.
        let plausible = self.lines[at].after_blank && numbers.iter().all(|&it| it < 100);
        if !(opened || plausible) {
            return;
        }
        let line = self.lines[at].span;
        let printed = &self.text(at)[found.start..found.end];
        let after = self.outline.label();
        let message = match (opened, after.is_empty()) {
            (true, true) => {
                format!("paragraph {printed} comes first; what should stand before it is missing")
            }
            (true, false) => {
                format!("paragraph {printed} comes after {after}; what should stand between is missing")
            }
            (false, true) => format!("{printed} is not the number expected first; read as text"),
            (false, false) => format!("{printed} is not the number expected after {after}; read as text"),
        };
        let base = line.start as usize;
        self.layout.notices.push(Notice {
            kind: NoticeKind::OutlineGap,
            at: SourceSpan::new(base + found.start, base + found.end),
            message,
        });
    }

    /// Labels on the lines after `at`, up to the next version's head or article.
    fn later(&self, at: usize) -> impl Iterator<Item = (usize, Label)> {
        (at + 1..self.lines.len().min(at + 1 + AHEAD))
            .take_while(|&it| {
                let head = self.items(self.text(it)).is_some_and(|items| {
                    items.iter().any(|(item, _)| {
                        matches!(item, Item::Issuer { full: true, .. }) || act_number(item).is_some()
                    })
                });
                let article = self.articles && self.phrases.part(self.text(it)).is_some();
                !head && !article
            })
            .filter_map(|it| self.label(it).map(|label| (it, label)))
    }

    fn comes_later(&self, at: usize, is: impl Fn(&Label) -> bool) -> bool {
        self.later(at).any(|(_, label)| is(&label))
    }

    /// The same label stands later, after the end of a clause.
    fn better_place(&self, at: usize, found: &Label) -> bool {
        self.later(at).any(|(it, label)| {
            label.marks == found.marks && self.text(it - 1).chars().next_back().is_some_and(is_terminal)
        })
    }

    /// After this label the outline goes on from it, not from where it stands now: something
    /// is missing in between.
    fn is_gap(&self, at: usize, next: &Outline) -> bool {
        if self.paragraph.is_some_and(|id| !self.ends_clause(id) || self.is_quoted(id, at)) {
            return false;
        }
        for (_, label) in self.later(at) {
            if self.outline.next(&label.marks).is_some() {
                return false;
            }
            if next.next(&label.marks).is_some() {
                return true;
            }
        }
        false
    }

    /// Whether the paragraph has an open quotation that is closed on this line or after.
    fn is_quoted(&self, id: usize, at: usize) -> bool {
        let depth = |text: &str, mut depth: i32| {
            for c in text.chars() {
                match c {
                    '«' | '“' | '„' => depth += 1,
                    '»' | '”' => {
                        depth -= 1;
                        if depth <= 0 {
                            return 0;
                        }
                    }
                    _ => {}
                }
            }
            depth
        };
        let mut open = self.still_open(id).quotes;
        if open == 0 {
            return false;
        }
        for it in at..self.lines.len().min(at + 40) {
            if it > at
                && self
                    .items(self.text(it))
                    .is_some_and(|items| items.iter().any(|(item, _)| act_number(item).is_some()))
            {
                return false;
            }
            open = depth(self.text(it), open);
            if open == 0 {
                return true;
            }
        }
        false
    }

    /// Whether a version begins here: the outline starts anew before it goes on.
    fn restarts(&self, at: usize) -> bool {
        let fresh = Outline::default();
        for it in at + 1..self.lines.len().min(at + AHEAD) {
            let text = self.text(it);
            if self.phrases.opener(text).is_some() {
                return true;
            }
            if let Some(found) = self.label(it) {
                if found.marks == Marks::Numbers(vec![1]) {
                    return self.outline.is_numbered() || self.outline.is_empty();
                }
                if self.outline.next(&found.marks).is_some() {
                    return false;
                }
                if fresh.next(&found.marks).is_some() {
                    return true;
                }
            }
        }
        false
    }

    /// A heading of this version printed again at the head of a page.
    fn repeats_head(&self, at: usize, items: &[(Item, std::ops::Range<usize>)]) -> bool {
        let number = items.iter().find_map(|(item, _)| act_number(item));
        let own = number.is_none_or(|number| self.current().number.as_deref() == Some(number));
        own && (self.stands_alone(at) || !self.text(at).contains(char::is_lowercase))
    }

    fn stands_alone(&self, at: usize) -> bool {
        let after_furniture = self.layout.drafts.len().checked_sub(1).is_some_and(|last| {
            self.layout.drafts[last].kind == BlockKind::Furniture
                && self.layout.owners.last().is_some_and(|&(_, owner)| owner == last)
        });
        (self.lines[at].after_blank || after_furniture)
            && self
                .lines
                .get(at + 1)
                .is_none_or(|next| next.after_blank || self.items(next.text(self.source)).is_some())
    }

    // ---- footnotes

    /// A footnote's number, and where its words begin in the line.
    fn note(&self, at: usize) -> Option<(u16, usize)> {
        let text = self.text(at);
        let after_rule = self.under_rule || at > 0 && is_rule(self.text(at - 1));
        let after_note = self.layout.drafts.last().is_some_and(|it| it.kind == BlockKind::Footnote);
        if let Some((number, length)) = note_call(text) {
            let words = text[length..].trim_start();
            let apart = text[length..].starts_with(char::is_whitespace);
            let free = !self.current().notes.contains(&number);
            return (apart
                && !words.is_empty()
                && free
                && (after_rule || after_note || self.is_called(number, at)))
            .then_some((number, text.len() - words.len()));
        }
        // `1 Assembly debate on …`: what it says shows that it is the note.
        let length = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if (1..=2).contains(&length)
            && let Ok(number) = text[..length].parse::<u16>()
            && text[length..].starts_with(char::is_whitespace)
        {
            let words = text[length..].trim_start();
            let origin = self.phrases.is_origin(words) && self.current().calls.contains(&number);
            if !self.closed {
                return (origin && !self.current().notes.contains(&number))
                    .then_some((number, text.len() - words.len()));
            }
        }
        if let Some(note) = self.note_below(at) {
            return Some(note);
        }
        // `1.`: a footnote at the end has a label that the outline does not expect.
        let found = label(text)?;
        let Marks::Numbers(numbers) = &found.marks else { return None };
        let &[number] = numbers.as_slice() else { return None };
        let free = !self.current().notes.contains(&number);
        let expected = self.outline.next(&found.marks).is_some();
        let quoted =
            free && (after_rule || !expected) && self.paragraph.is_some_and(|id| self.is_quoted(id, at));
        // Under a rule the notes follow one another.
        // Where a report's head called it, one note follows the other.
        let called = after_note && self.current().calls.contains(&number);
        let follows =
            (self.under_rule || called) && self.current().notes.last().is_some_and(|&it| it + 1 == number);
        // Whether it is called is asked last: that looks at all the text before.
        (free
            && self.outline.is_numbered()
            && !quoted
            && (after_rule || !expected || called && follows)
            && found.text < text.len()
            && (follows
                || !expected && self.phrases.is_origin(&text[found.text..])
                || self.is_called(number, at)))
        .then_some((number, found.text))
    }

    /// Whether the text before calls note `number`: in a heading, or glued to a word.
    fn is_called(&self, number: u16, at: usize) -> bool {
        let group = self.current();
        if group.calls.contains(&number) {
            return true;
        }
        let called = self.called.get_or_init(|| note_calls(self.source));
        called.get(&number).is_some_and(|places| {
            let first = places.partition_point(|&it| it <= group.start);
            places.get(first).is_some_and(|&it| it < self.lines[at].span.start)
        })
    }

    /// A footnote runs to a blank line, to its end before a sentence that goes on with the
    /// paragraph, or to a notice.
    fn footnote(&mut self, at: usize, number: u16, begin: usize) -> usize {
        let ruled = at > 0 && is_rule(self.text(at - 1));
        self.under_rule |= ruled;
        self.group().notes.push(number);
        let line = self.lines[at].span;
        let base = line.start as usize;
        let id = self.draft(BlockKind::Footnote, Section::Body, &format!("fn{number}"), line.start);
        self.layout.drafts[id].printed = Some(SourceSpan::new(base, base + begin));
        self.unfinished = Some(id);
        let blank_lines = self.spaced * 2 >= self.opened;
        let mut it = at;
        let mut from = base + begin;
        loop {
            let end = self.lines[it].span.end as usize;
            let words = &self.source[from..end];
            if let Some(split) = self.phrases.review_sentence(words) {
                let kept = self.source[from..from + split].trim_end().len();
                self.push(id, SourceSpan::new(from, from + kept));
                self.unfinished = None;
                let notice = self.draft(BlockKind::Notice, Section::Body, "notice", (from + split) as u32);
                self.push(notice, SourceSpan::new(from + split, end));
                return it + 1;
            }
            self.push(id, SourceSpan::new(from, end));
            it += 1;
            let Some(next) = self.lines.get(it) else { return it };
            let text = next.text(self.source);
            let ended = words.ends_with(['.', ')']) && self.is_balanced(id);
            if next.after_blank
                || is_rule(text)
                || self.items(text).is_some()
                || self.note(it).is_some()
                || (ended && (!blank_lines || text.starts_with(char::is_lowercase)))
                || label(text).is_some_and(|found| self.outline.next(&found.marks).is_some() && ended)
            {
                return it;
            }
            from = next.span.start as usize;
        }
    }

    /// A footnote that the structure tells, with or without its number at its head.
    fn told_note(&mut self, at: usize, number: u16) -> usize {
        let line = self.lines[at];
        let text = line.text(self.source);
        let begin = note_number(text, number);
        if begin == text.len() {
            self.furniture(line.span);
            return at + 1;
        }
        if !self.current().notes.contains(&number) {
            self.group().notes.push(number);
        }
        let section = if self.state == State::Body { Section::Body } else { Section::Head };
        let id = self.draft(BlockKind::Footnote, section, &format!("fn{number}"), line.span.start);
        let base = line.span.start as usize;
        if begin > 0 {
            self.layout.drafts[id].printed = Some(SourceSpan::new(base, base + begin));
        }
        self.push(id, SourceSpan::new(base + begin, line.span.end as usize));
        let end = self.chunk(at);
        self.rest(id, at + 1, end);
        self.pending = None;
        end
    }

    fn is_balanced(&self, id: usize) -> bool {
        self.still_open(id).brackets <= 0
    }

    /// What is open at the end of a block so far.
    fn still_open(&self, id: usize) -> Open {
        let draft = &self.layout.drafts[id];
        let mut open = draft.open.get();
        for part in &draft.parts[open.parts..] {
            for (at, byte) in self.source[part.range()].bytes().enumerate() {
                match byte {
                    b'(' => open.brackets += 1,
                    b')' => open.brackets -= 1,
                    // What the marks of quotation begin with.
                    0xC2 | 0xE2 => match self.source[part.start as usize + at..].chars().next() {
                        Some('«' | '“' | '„') => open.quotes += 1,
                        Some('»' | '”') => open.quotes = (open.quotes - 1).max(0),
                        _ => {}
                    },
                    _ => {}
                }
            }
        }
        open.parts = draft.parts.len();
        draft.open.set(open);
        open
    }

    // ---- the end

    fn finish(&mut self) {
        // A chamber's own paper is no cover of another one.
        let text = self.layout.drafts.iter().any(|it| it.kind == BlockKind::Paragraph);
        if text && self.layout.groups.iter().all(|it| it.cover) {
            self.group().cover = false;
        }
        let words = self.last_words;
        let versions = self.layout.groups.iter().any(|it| !it.cover);
        for (index, draft) in self.layout.drafts.iter_mut().enumerate() {
            if words.is_some_and(|words| index > words) && versions {
                draft.section = Section::Tail;
            }
        }
    }
}

/// Where notes are called, by number: raised, or in brackets glued to a word.
fn note_calls(source: &str) -> FxHashMap<u16, Vec<u32>> {
    let mut calls: FxHashMap<u16, Vec<u32>> = FxHashMap::default();
    let marks = ['(', '[', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    for (at, mark) in source.match_indices(marks) {
        let before = source[..at].chars().next_back();
        if matches!(mark, "(" | "[") && before.is_none_or(|c| c.is_whitespace() || c == '(') {
            continue;
        }
        if let Some((number, _)) = note_call(&source[at..]) {
            calls.entry(number).or_default().push(at as u32);
        }
    }
    calls
}

/// Where the words of note `number` begin: behind `1`, `1.`, `(1)`, `[1]`, `¹` or a star.
fn note_number(text: &str, number: u16) -> usize {
    let rest = match note_call(text).filter(|(found, _)| *found == number) {
        Some((_, length)) => &text[length..],
        None => {
            let stars = text.trim_start_matches(['*', '†', '‡']);
            let digits = number.to_string();
            match text.strip_prefix(digits.as_str()) {
                Some(rest) if !rest.starts_with(|c: char| c.is_alphanumeric()) => rest,
                _ => stars,
            }
        }
    };
    if rest.len() == text.len() {
        return 0;
    }
    let rest = rest.strip_prefix(['.', ')', ':']).unwrap_or(rest);
    text.len() - rest.trim_start().len()
}

fn act_number(item: &Item) -> Option<&str> {
    match item {
        Item::Number { number, .. } | Item::AdoptedText { number, .. } => Some(number),
        _ => None,
    }
}

/// `____`, `* * *`, `-----`
fn is_rule(text: &str) -> bool {
    let mut marks = 0;
    text.chars().all(|c| {
        marks += usize::from(!c.is_whitespace());
        c.is_whitespace() || matches!(c, '_' | '-' | '–' | '—' | '*' | '=' | '~' | '.' | '·' | '─')
    }) && marks >= 3
}

/// The publisher's line at the foot of a page: `F – 67075 Strasbourg | assembly@coe.int | Tel …`
fn is_address(text: &str) -> bool {
    text.len() <= HEADING_LENGTH && text.contains('@') && text.contains('|')
}

/// A line that tells a browser how to read the file.
fn is_markup(text: &str) -> bool {
    text.starts_with("<meta") && text.ends_with('>')
}

/// A long number alone on its line, with the stars of a bar code.
pub fn is_barcode(text: &str) -> bool {
    let digits = text.trim_matches('*');
    (10..=20).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
}

fn is_terminal(c: char) -> bool {
    matches!(c, '.' | ';' | ':' | ',' | '!' | '?' | '…' | '»' | '”' | '"' | ')')
}

/// Long, or with a sentence's end: no heading.
fn is_prose(text: &str) -> bool {
    text.len() > 300 || text.ends_with(['.', ';', ','])
}
