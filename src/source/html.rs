//! Web pages to lines: the tokens of HTML 5, and a stack of the blocks that are open.
//!
//! Finds the text as a browser shows it: blocks, headings, rows of tables, list numbers that
//! stand in no text (`7.1.`, `a.`), footnotes by the links that call them, languages.
//! Leaves out what nobody reads: programs, styles, controls, hidden parts. What is not the
//! text of the page (navigation, banners, cookie notices, related documents) stays in, and is
//! said to be furniture: see `furniture`.
//!
//! Every token is looked at once and the stack is bounded, so time is linear in the page
//! however broken it is; nothing is done by recursion.

mod furniture;
mod tag;
mod token;

use std::collections::HashMap;
use std::sync::Arc;

use html5gum::{EndTag, HtmlString, StartTag};

use self::furniture::{Boxes, LineOf};
use self::tag::{Kind, Tag, Use};
use self::token::Token;
use super::encoding::Encoding;
use super::error::Fault;
use super::extracted::{Extracted, Hint, Place, Says};
use super::flow::{Flow, Gap};
use super::language::language;
use super::number::{Count, raised};
use super::offsets::Offsets;
use crate::text::Language;

/// Elements deeper than this are read as if they were not there, as browsers do.
const DEEPEST: usize = 512;

/// The text of a page; `page` has been decoded from `encoding`.
pub fn read(page: &str, encoding: Encoding) -> Result<Extracted, Fault> {
    let mut reader = Reader::new(Offsets::new(page, encoding));
    for token in token::tokens(page) {
        match token {
            Token::Start(tag) => reader.start(&tag),
            Token::End(tag) => reader.end(&tag),
            Token::Text(text) => reader.text(&text.value, text.span.start, text.span.end),
        }
        reader.flow.bounded()?;
    }
    reader.finish()
}

/// Ids of which a line keeps the place.
const IDS: usize = 1000;
/// Calls of footnotes that are followed; a number of a note has 16 bits.
const CALLS: usize = 1 << 16;

/// An element that is open.
#[derive(Debug)]
struct Open {
    tag: Tag,
    /// Its box, once there is text in it.
    own: Option<usize>,
    says: Use,
    hidden: bool,
    /// Which of the others it is.
    name: Option<HtmlString>,
    /// Its own, or that of the nearest element around it.
    id: Option<Arc<str>>,
    /// The languages outside it, to go back to.
    language: Option<Language>,
}

/// A list that is open.
#[derive(Debug)]
struct List {
    /// On the stack.
    at: usize,
    /// Its item that is open, likewise.
    item: Option<usize>,
    count: Count,
    next: i32,
    step: i32,
    /// `7.1.`: the numbers above, where all of them are decimal.
    above: Option<String>,
}

/// A table that is open, with its row and cell on the stack.
#[derive(Debug)]
struct Table {
    at: usize,
    row: Option<usize>,
    cell: Option<usize>,
    /// Line on which the row began; `None` before its first word.
    line: Option<u32>,
}

/// A number that is shown before the next word.
#[derive(Debug)]
struct Label {
    text: String,
    place: Place,
}

struct Reader<'p> {
    flow: Flow,
    offsets: Offsets<'p>,
    stack: Vec<Open>,
    /// Open elements by [`Tag::index`].
    open: [u32; Tag::COUNT],
    hidden: u32,
    lists: Vec<List>,
    tables: Vec<Table>,
    label: Option<Label>,
    boxes: Boxes,
    /// The link that is open: where it leads, and its words.
    link: Option<(String, String)>,
    superscript: bool,
    language: Option<Language>,
    /// Ids that began where the next line begins.
    ids: Vec<Arc<str>>,
    /// Calls of footnotes: target, number, line.
    calls: Vec<(String, u16, u32)>,
}

fn attribute<'t>(tag: &'t StartTag<usize>, name: &str) -> Option<&'t str> {
    let value: &HtmlString = &tag.attributes.get(name.as_bytes())?.value;
    std::str::from_utf8(value).ok()
}

impl<'p> Reader<'p> {
    fn new(offsets: Offsets<'p>) -> Self {
        Self {
            flow: Flow::new(),
            offsets,
            stack: Vec::new(),
            open: [0; Tag::COUNT],
            hidden: 0,
            lists: Vec::new(),
            tables: Vec::new(),
            label: None,
            boxes: Boxes::default(),
            link: None,
            superscript: false,
            language: None,
            ids: Vec::new(),
            calls: Vec::new(),
        }
    }

    // ---- tags

    fn start(&mut self, tag: &StartTag<usize>) {
        let (kind, name) = tag::tag(&tag.name);
        let hides = kind == Kind::Unread || is_hidden(tag);
        match kind {
            Kind::Void => self.void(tag),
            Kind::Inline if !hides && self.hidden == 0 => self.inline(tag),
            Kind::Block | Kind::Inline | Kind::Unread => {
                if self.hidden == 0 && kind == Kind::Block {
                    self.close_before(name);
                }
                // `<script/>` and `<svg/>` have no end; of blocks HTML ignores the slash.
                if tag.self_closing && kind != Kind::Block {
                    return;
                }
                self.push(tag, name, kind, hides);
            }
        }
    }

    fn push(&mut self, tag: &StartTag<usize>, name: Tag, kind: Kind, hides: bool) {
        if self.stack.len() >= DEEPEST {
            if kind == Kind::Block {
                self.flow.gap(Gap::Block);
            }
            return;
        }
        let id = attribute(tag, "id").filter(|it| !it.is_empty()).map(Arc::from);
        let says = [
            attribute(tag, "role").map(tag::role),
            attribute(tag, "id").map(tag::named_alone),
            attribute(tag, "class").map(tag::named),
            attribute(tag, "id").map(tag::named),
        ];
        let says = says.into_iter().flatten().find(|it| *it != Use::Open).unwrap_or(Use::Open);
        let outside = self.language;
        if let Some(language) =
            attribute(tag, "lang").or_else(|| attribute(tag, "xml:lang")).and_then(language)
        {
            self.speak(Some(language));
        }
        if kind == Kind::Block && self.hidden == 0 && !hides {
            self.begin(tag, name, id.as_ref());
        }
        self.hidden += u32::from(hides);
        self.open[name.index()] += 1;
        let id = id.or_else(|| self.stack.last().and_then(|it| it.id.clone()));
        let other = (name == Tag::Other).then(|| tag.name.clone());
        self.stack.push(Open {
            tag: name,
            own: None,
            says,
            hidden: hides,
            name: other,
            id,
            language: outside,
        });
    }

    /// What a block asks for where it begins. It is not on the stack yet.
    fn begin(&mut self, tag: &StartTag<usize>, name: Tag, id: Option<&Arc<str>>) {
        let at = self.stack.len();
        // The first words of a cell or an item stand beside what is before them.
        let beside = name != Tag::Cell && self.label.is_none() && !self.begins_cell();
        if name == Tag::Cell {
            self.begin_cell(at);
        } else if beside {
            let within = self.tables.iter().any(|it| it.cell.is_some());
            let gap = if within && name == Tag::Row { Gap::Line } else { Gap::Block };
            self.flow.gap(gap);
        }
        self.end_inline();
        if self.ids.len() < IDS {
            self.ids.extend(id.cloned());
        }
        match name {
            Tag::Heading(level) => self.flow.hint(Says::Heading(level)),
            Tag::Ol | Tag::Ul => self.begin_list(tag, name, at),
            Tag::Li => self.begin_item(tag, at),
            Tag::Table => self.tables.push(Table { at, row: None, cell: None, line: None }),
            Tag::Row => {
                if let Some(table) = self.tables.last_mut() {
                    (table.row, table.cell, table.line) = (Some(at), None, None);
                }
                self.flow.gap(Gap::Block);
            }
            _ => {}
        }
    }

    fn begin_list(&mut self, tag: &StartTag<usize>, name: Tag, at: usize) {
        let told = attribute(tag, "style")
            .and_then(Count::of_style)
            .or_else(|| attribute(tag, "type").and_then(Count::of_type));
        let count = told.unwrap_or(if name == Tag::Ol { Count::Decimal } else { Count::Dash });
        let number = |name| attribute(tag, name).and_then(|it| it.trim().parse::<i32>().ok());
        let step = if tag.attributes.contains_key(b"reversed".as_slice()) { -1 } else { 1 };
        let first = number("start").unwrap_or(1);
        // `7.1.` is under `7.`, and so is `a.`, which does not repeat it.
        let outer = self.lists.iter().rev().find(|it| it.item.is_some() && it.count != Count::Dash);
        let above = match (outer, count) {
            (None, _) => Some(String::new()),
            (Some(it), Count::Decimal) if it.count == Count::Decimal => {
                it.above.as_ref().map(|above| format!("{above}{}.", it.next - it.step))
            }
            _ => None,
        };
        let start = first.saturating_sub(step);
        self.lists.push(List { at, item: None, count, next: start.saturating_add(step), step, above });
    }

    fn begin_item(&mut self, tag: &StartTag<usize>, at: usize) {
        let place = self.place(tag.span.start, tag.span.end);
        // The item around it begins with a list: its number stands alone.
        if let Some(Label { text, place }) = self.label.take()
            && text != "•"
        {
            self.flow.hint(Says::Label { end: text.len() as u32 });
            self.write(&text, &place);
            self.flow.gap(Gap::Block);
        }
        let Some(list) = self.lists.last_mut() else { return };
        list.item = Some(at);
        if let Some(value) = attribute(tag, "value").and_then(|it| it.trim().parse().ok()) {
            list.next = value;
        }
        let ordinal = list.next;
        list.next = ordinal.saturating_add(list.step);
        let own = attribute(tag, "style").and_then(Count::of_style);
        let count = own.unwrap_or(list.count);
        let text = match count {
            Count::None => return,
            Count::Dash => "•".to_owned(),
            _ => {
                let Some(number) = u16::try_from(ordinal).ok().and_then(|it| count.number(it)) else {
                    return;
                };
                let above = list.above.as_deref().unwrap_or_default();
                format!("{above}{number}.")
            }
        };
        self.label = Some(Label { text, place });
    }

    /// Nothing has been written in the cell that is open.
    fn begins_cell(&self) -> bool {
        self.tables.last().is_some_and(|table| {
            table.cell.is_some_and(|cell| self.stack.get(cell).is_some_and(|it| it.own.is_none()))
        })
    }

    /// The first cell begins a line; the next go on with it as long as it is one line.
    fn begin_cell(&mut self, at: usize) {
        let Some(table) = self.tables.last_mut() else {
            self.flow.gap(Gap::Block);
            return;
        };
        let first = table.line.is_none();
        table.cell = Some(at);
        let row = table.line;
        if first || row != self.boxes.last_line() {
            self.flow.gap(Gap::Block);
        } else {
            self.flow.go_on(Gap::Tab);
        }
    }

    fn inline(&mut self, tag: &StartTag<usize>) {
        let id =
            attribute(tag, "id").or_else(|| attribute(tag, "name").filter(|_| tag.name.as_slice() == b"a"));
        if let Some(id) = id
            && (self.flow.line().is_none() || self.label.is_some())
            && self.ids.len() < IDS
        {
            self.ids.push(Arc::from(id));
        }
        match tag.name.as_slice() {
            b"a" => {
                self.end_link();
                let target = attribute(tag, "href").unwrap_or_default().to_owned();
                self.link = Some((target, String::new()));
            }
            b"sup" => self.superscript = true,
            b"q" => self.generated("“", tag.span.start, tag.span.end),
            _ => {}
        }
    }

    fn void(&mut self, tag: &StartTag<usize>) {
        if self.hidden > 0 {
            return;
        }
        match tag.name.as_slice() {
            b"br" => {
                let gap =
                    if self.flow.line().is_none() && self.label.is_none() { Gap::Block } else { Gap::Line };
                self.flow.gap(gap);
            }
            b"hr" => self.flow.gap(Gap::Block),
            _ => {}
        }
    }

    /// Ends what a new block ends without saying so.
    fn close_before(&mut self, name: Tag) {
        match name {
            Tag::Li => {
                let floor = self.floor();
                if let Some(item) = self.lists.last().and_then(|it| it.item).filter(|&it| it >= floor) {
                    self.truncate(item);
                }
            }
            Tag::Row | Tag::Cell => {
                if let Some(table) = self.tables.last() {
                    let open = if name == Tag::Row { table.row } else { table.cell };
                    if let Some(at) = open {
                        self.truncate(at);
                    }
                }
            }
            _ => {}
        }
        let ends = |top: &Open| match top.tag {
            Tag::P => true,
            Tag::Term => name == Tag::Term,
            Tag::Heading(_) => matches!(name, Tag::Heading(_)),
            _ => false,
        };
        if self.stack.last().is_some_and(ends) {
            self.truncate(self.stack.len() - 1);
        }
    }

    /// First element of the cell that is open: an end tag in it ends nothing outside.
    fn floor(&self) -> usize {
        self.tables.last().map_or(0, |it| it.at + 1).min(self.stack.len())
    }

    fn end(&mut self, tag: &EndTag<usize>) {
        let (kind, name) = tag::tag(&tag.name);
        if kind == Kind::Inline && self.hidden == 0 {
            match tag.name.as_slice() {
                b"a" => self.end_link(),
                b"sup" => self.superscript = false,
                b"q" => self.generated("”", tag.span.start, tag.span.end),
                _ => {}
            }
            return;
        }
        // What is open no more cannot be closed; so all searches together pop each element
        // once.
        if kind == Kind::Void || self.open[name.index()] == 0 {
            if self.hidden == 0 && matches!(tag.name.as_slice(), b"p" | b"br") {
                self.flow.gap(Gap::Block);
            }
            return;
        }
        let floor = match name {
            Tag::Table | Tag::Body | Tag::Html | Tag::Main | Tag::Article => 0,
            _ => self.floor(),
        };
        let same = |it: &Open| match name {
            Tag::Heading(_) => matches!(it.tag, Tag::Heading(_)),
            Tag::Other => it.name.as_ref() == Some(&tag.name),
            _ => it.tag == name,
        };
        if let Some(at) = self.stack[floor..].iter().rposition(same) {
            self.truncate(floor + at);
        }
    }

    /// Closes all elements from `length` up.
    fn truncate(&mut self, length: usize) {
        while self.stack.len() > length {
            let Some(open) = self.stack.pop() else { return };
            self.open[open.tag.index()] -= 1;
            self.hidden -= u32::from(open.hidden);
            if self.hidden == 0 && !open.hidden && open.tag != Tag::Other {
                self.end_inline();
                self.flow.gap(Gap::Block);
                // An item without a word shows its number all the same, but says nothing.
                if open.tag == Tag::Li {
                    self.label = None;
                }
            }
            if open.language != self.language {
                self.speak(open.language);
            }
        }
        while self.lists.last().is_some_and(|it| it.at >= length) {
            self.lists.pop();
        }
        while self.tables.last().is_some_and(|it| it.at >= length) {
            self.tables.pop();
        }
        if let Some(list) = self.lists.last_mut() {
            list.item = list.item.filter(|&it| it < length);
        }
        if let Some(table) = self.tables.last_mut() {
            table.row = table.row.filter(|&it| it < length);
            table.cell = table.cell.filter(|&it| it < length);
        }
    }

    fn end_inline(&mut self) {
        self.end_link();
        self.superscript = false;
    }

    fn end_link(&mut self) {
        let Some((target, words)) = self.link.take() else { return };
        let Some(target) = target.strip_prefix('#').filter(|it| !it.is_empty()) else { return };
        let Some(line) = self.flow.line() else { return };
        let bare = words.trim().trim_matches(['(', ')', '[', ']', '.']);
        let number = match bare.parse::<u16>() {
            Ok(number) => number,
            // Stars and letters call in their order.
            Err(_) if matches!(bare, "*" | "**" | "***" | "†" | "‡") => self.calls.len() as u16 + 1,
            Err(_) => return,
        };
        if self.calls.len() < CALLS {
            self.calls.push((target.to_owned(), number, line));
        }
    }

    fn speak(&mut self, language: Option<Language>) {
        if let Some(language) = language
            && self.hidden == 0
        {
            self.flow.hint(Says::Language(language));
        }
        self.language = language;
    }

    // ---- words

    fn text(&mut self, bytes: &[u8], start: usize, end: usize) {
        if self.hidden > 0 {
            return;
        }
        let text = String::from_utf8_lossy(bytes);
        let words = text.trim_matches([' ', '\t', '\n', '\r', '\u{C}']);
        if words.is_empty() {
            if !text.is_empty() && self.flow.line().is_some() {
                self.flow.gap(Gap::Space);
            }
            return;
        }
        let place = self.place(start, end);
        self.number(words);
        if self.superscript
            && let Some(raised) = raised(words)
        {
            self.write(&raised, &place);
        } else if self.open[Tag::Pre.index()] > 0 {
            for (index, line) in text.split('\n').enumerate() {
                if index > 0 {
                    let blank = self.flow.line().is_none();
                    self.flow.gap(if blank { Gap::Block } else { Gap::Line });
                }
                self.write(line, &place);
            }
        } else {
            self.write(&text, &place);
        }
        if let Some((_, link)) = &mut self.link
            && link.len() < 200
        {
            link.push_str(words);
        }
    }

    /// The number of the list item whose first words these are, unless they begin with it.
    fn number(&mut self, words: &str) {
        let Some(Label { text, place }) = self.label.take() else { return };
        let printed = words.strip_prefix(text.trim_end_matches('.'));
        if printed.is_some_and(|it| it.starts_with(['.', ')']) || it.is_empty()) {
            return;
        }
        if text != "•" {
            self.flow.hint(Says::Label { end: text.len() as u32 });
        }
        self.write(&text, &place);
        self.flow.gap(Gap::Space);
    }

    fn generated(&mut self, text: &str, start: usize, end: usize) {
        let place = self.place(start, end);
        self.number(text);
        self.write(text, &place);
    }

    fn write(&mut self, text: &str, place: &Place) {
        let began = self.flow.text(text, place);
        let Some(at) = self.flow.line() else { return };
        let own = self.own_box();
        if began {
            let ids = std::mem::take(&mut self.ids);
            self.boxes.line(LineOf { at, own, heading: self.heading(), ids, ..LineOf::default() });
        }
        if let Some(table) = self.tables.last_mut()
            && table.cell.is_some()
        {
            table.line.get_or_insert(at);
        }
        self.boxes.words(text, self.link.is_some());
    }

    fn heading(&self) -> bool {
        self.open[Tag::Heading(1).index()] > 0
    }

    /// The box of the innermost element, made now with those around it.
    fn own_box(&mut self) -> usize {
        let known = self.stack.iter().rposition(|it| it.own.is_some());
        let from = known.map_or(0, |it| it + 1);
        let mut own = known.map_or(Some(self.boxes.page()), |it| self.stack[it].own);
        for open in &mut self.stack[from..] {
            own = Some(self.boxes.add(own, open.tag, open.says));
            open.own = own;
        }
        own.unwrap_or(0)
    }

    fn place(&mut self, start: usize, end: usize) -> Place {
        let id = self.stack.last().and_then(|it| it.id.clone());
        Place::Element { id, start: self.offsets.original(start), end: self.offsets.original(end) }
    }

    // ---- the end

    fn finish(mut self) -> Result<Extracted, Fault> {
        self.end_inline();
        let mut extracted = self.flow.finish();
        let notes = notes(&self.calls, self.boxes.lines());
        let furniture = self.boxes.furniture(&notes);
        extracted.hints.extend(furniture.into_iter().map(|at| Hint { at, says: Says::Furniture }));
        extracted
            .hints
            .extend(notes.into_iter().map(|(at, number)| Hint { at, says: Says::Footnote(number) }));
        // Steady: what was said of a line first stays first.
        extracted.hints.sort_by_key(|it| it.at);
        Ok(extracted)
    }
}

/// Lines that begin with what a call above leads to: where, and the number of the note.
fn notes(calls: &[(String, u16, u32)], lines: &[LineOf]) -> Vec<(u32, u16)> {
    let mut by_target: HashMap<&str, (u16, u32)> = HashMap::new();
    for (target, number, line) in calls {
        by_target.entry(target.as_str()).or_insert((*number, *line));
    }
    lines
        .iter()
        .filter_map(|line| {
            let called = line.ids.iter().find_map(|id| by_target.get(id.as_ref()))?;
            // What leads back to its call is no call.
            (called.1 < line.at).then_some((line.at, called.0))
        })
        .collect()
}

/// `hidden`, `display: none`, `aria-hidden`.
fn is_hidden(tag: &StartTag<usize>) -> bool {
    if tag.attributes.is_empty() {
        return false;
    }
    let style = attribute(tag, "style").is_some_and(|it| {
        let bare: String = it.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
        bare.contains("display:none") || bare.contains("visibility:hidden")
    });
    style
        || tag.attributes.contains_key(b"hidden".as_slice())
        || attribute(tag, "aria-hidden").is_some_and(|it| it.eq_ignore_ascii_case("true"))
}

#[cfg(test)]
mod tests;
