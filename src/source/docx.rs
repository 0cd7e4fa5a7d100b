//! Word documents (OOXML) to lines: one for each paragraph.
//!
//! Finds paragraphs with their runs joined, numbers that Word counts itself, headings by their
//! outline level, rows of tables, footnotes behind the paragraph that calls them, headers and
//! footers as furniture.
//! Leaves out what has been deleted or moved away under tracked changes, hidden text, field
//! codes (their results stay), pictures, comments.
//! Places are paragraphs, counted in each part from 1.

mod numbering;
mod package;
mod style;

use std::collections::{BTreeMap, HashSet};

use self::numbering::{InList, Numbering};
use self::package::Package;
use self::style::Styles;
use super::error::Fault;
use super::extracted::{Extracted, Part, Place, Says};
use super::flow::{Flow, Gap};
use super::number::raised;
use super::xml::{Element, Visit, walk};

pub fn read(bytes: &[u8]) -> Result<Extracted, Fault> {
    let mut package = Package::open(bytes)?;
    let mut part = |name: &str| package.part(name);
    let within = |name: &str| {
        let name = name.to_owned();
        move |fault: Fault| fault.within(&name)
    };
    let styles = match part("word/styles.xml")? {
        Some(text) => Styles::read(&text).map_err(within("word/styles.xml"))?,
        None => Styles::default(),
    };
    let numbering = match part("word/numbering.xml")? {
        Some(text) => Numbering::read(&text).map_err(within("word/numbering.xml"))?,
        None => Numbering::default(),
    };
    let mut reader = Reader::new(styles, numbering);
    for (name, kind) in [("word/footnotes.xml", Part::Footnote), ("word/endnotes.xml", Part::Endnote)] {
        if let Some(text) = part(name)? {
            let mut notes = Notes { kind, ..Notes::default() };
            walk(&text, &mut notes).map_err(within(name))?;
            reader.notes.extend(notes.found);
        }
    }
    let text = part("word/document.xml")?.unwrap_or_default();
    walk(&text, &mut reader).map_err(within("word/document.xml"))?;
    let mut seen = HashSet::new();
    for stem in ["header", "footer"] {
        for name in package.numbered(stem) {
            let Some(text) = package.part(&name)? else { continue };
            let mut margin = Notes { kind: Part::Margin, ..Notes::default() };
            margin.all = true;
            walk(&text, &mut margin).map_err(within(&name))?;
            reader.margin(margin, &mut seen);
        }
    }
    Ok(reader.flow.finish())
}

/// A paragraph of a note or of a margin.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Line {
    text: String,
    number: u32,
}

/// Collects paragraphs of the parts beside the document, by note.
struct Notes {
    kind: Part,
    /// Paragraphs outside notes count, too.
    all: bool,
    found: BTreeMap<(Part, String), Vec<Line>>,
    note: Option<String>,
    paragraphs: u32,
    text: String,
    shown: Shown,
}

impl Default for Notes {
    fn default() -> Self {
        Self {
            kind: Part::Body,
            all: false,
            found: BTreeMap::new(),
            note: None,
            paragraphs: 0,
            text: String::new(),
            shown: Shown::default(),
        }
    }
}

impl Visit for Notes {
    fn start(&mut self, element: &Element<'_>) {
        match element.name() {
            b"footnote" | b"endnote" => {
                // Separators are drawn, not read.
                let drawn = element.attribute("type").is_some_and(|it| it != "normal");
                self.note = element.attribute("id").filter(|_| !drawn);
            }
            b"p" => {
                self.paragraphs += 1;
                self.text.clear();
            }
            _ => {}
        }
        if let Some(sign) = self.shown.start(element) {
            self.text.push_str(sign);
        }
    }

    fn end(&mut self, name: &[u8]) {
        self.shown.end(name);
        match name {
            b"p" => {
                let words = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
                let note = self.note.clone().or_else(|| self.all.then(String::new));
                if let Some(note) = note.filter(|_| !words.is_empty()) {
                    let line = Line { text: words, number: self.paragraphs };
                    self.found.entry((self.kind, note)).or_default().push(line);
                }
            }
            b"footnote" | b"endnote" => self.note = None,
            _ => {}
        }
    }

    fn text(&mut self, text: &str, _: usize, _: usize) {
        if self.shown.is_text() {
            self.text.push_str(&self.shown.text(text));
        }
    }
}

/// What of the content of paragraphs is shown.
#[derive(Debug, Default)]
struct Shown {
    /// Inside so many elements that are not read.
    unread: u32,
    text: bool,
    hidden: bool,
    superscript: bool,
}

impl Shown {
    /// A sign that an element stands for.
    fn start(&mut self, element: &Element<'_>) -> Option<&'static str> {
        if self.unread > 0 || is_unread(element.name()) {
            self.unread += 1;
            return None;
        }
        let off = || element.attribute("val").is_some_and(|it| matches!(it.as_str(), "0" | "false" | "off"));
        match element.name() {
            b"r" => (self.hidden, self.superscript) = (false, false),
            b"vanish" => self.hidden = !off(),
            b"vertAlign" => self.superscript = element.attribute("val").as_deref() == Some("superscript"),
            b"t" => self.text = !self.hidden,
            b"tab" | b"ptab" => return Some(" "),
            b"br" | b"cr" => return Some("\n"),
            // Kept on its line; else a hyphen like others.
            b"noBreakHyphen" => return Some("-"),
            b"softHyphen" => return Some("\u{AD}"),
            _ => {}
        }
        None
    }

    fn end(&mut self, name: &[u8]) {
        if self.unread > 0 {
            self.unread -= 1;
        } else if name == b"t" {
            self.text = false;
        }
    }

    const fn is_text(&self) -> bool {
        self.text && self.unread == 0
    }

    fn text(&self, text: &str) -> String {
        let high = self.superscript.then(|| raised(text)).flatten();
        high.unwrap_or_else(|| text.to_owned())
    }
}

/// Deleted and moved text, codes of fields, and what stands for a newer program's content.
fn is_unread(name: &[u8]) -> bool {
    matches!(
        name,
        b"del"
            | b"moveFrom"
            | b"delText"
            | b"instrText"
            | b"delInstrText"
            | b"Fallback"
            | b"sdtPr"
            | b"pict"
            | b"object"
            | b"tabs"
            | b"docPart"
    )
}

/// A table that is open: the line on which its row began.
#[derive(Debug, Default)]
struct Table {
    row: Option<u32>,
    /// The next words are the first of a cell.
    cell: bool,
}

struct Reader {
    flow: Flow,
    styles: Styles,
    numbering: Numbering,
    notes: BTreeMap<(Part, String), Vec<Line>>,
    shown: Shown,
    paragraphs: u32,
    /// Open now, from the outermost: text boxes have paragraphs inside paragraphs.
    open: Vec<Paragraph>,
    tables: Vec<Table>,
    /// Called in this paragraph: the note and its number.
    called: Vec<((Part, String), u16)>,
    calls: u16,
}

#[derive(Debug, Default)]
struct Paragraph {
    number: u32,
    style: Option<String>,
    list: InList,
    outline: Option<u8>,
    begun: bool,
}

impl Reader {
    fn new(styles: Styles, numbering: Numbering) -> Self {
        Self {
            flow: Flow::new(),
            styles,
            numbering,
            notes: BTreeMap::new(),
            shown: Shown::default(),
            paragraphs: 0,
            open: Vec::new(),
            tables: Vec::new(),
            called: Vec::new(),
            calls: 0,
        }
    }

    fn place(&self) -> Place {
        let number = self.open.last().map_or(self.paragraphs, |it| it.number);
        Place::Paragraph { part: Part::Body, number }
    }

    /// What comes before the first words of a paragraph: its number, and what its style says.
    fn begin(&mut self, words: &str) {
        let place = self.place();
        let Some(open) = self.open.last_mut().filter(|it| !it.begun) else { return };
        open.begun = true;
        let style = open.style.as_deref();
        if let Some(level) = open.outline.or_else(|| self.styles.outline(style)) {
            self.flow.hint(Says::Heading(level));
        }
        let from_style = self.styles.list(style);
        let list =
            InList { list: open.list.list.or(from_style.list), level: open.list.level.or(from_style.level) };
        if let Some(number) = self.numbering.next(list)
            && !words.starts_with(&number)
        {
            if number != "•" {
                self.flow.hint(Says::Label { end: number.len() as u32 });
            }
            self.write(&number, &place);
            self.flow.gap(Gap::Space);
        }
    }

    fn words(&mut self, text: &str) {
        if text.trim().is_empty() {
            if self.flow.line().is_some() {
                self.flow.gap(Gap::Space);
            }
            return;
        }
        self.begin(text.trim_start());
        let place = self.place();
        self.write(text, &place);
    }

    fn write(&mut self, text: &str, place: &Place) {
        self.flow.text(text, place);
        if let Some(table) = self.tables.last_mut() {
            table.cell = false;
            if table.row.is_none() {
                table.row = self.flow.line();
            }
        }
    }

    /// A call of a note: its number, set high.
    fn call(&mut self, part: Part, element: &Element<'_>) {
        let Some(id) = element.attribute("id") else { return };
        let key = (part, id);
        if !self.notes.contains_key(&key) {
            return;
        }
        self.calls = self.calls.saturating_add(1);
        let number = self.calls;
        let shown = raised(&number.to_string()).unwrap_or_else(|| format!("({number})"));
        self.begin(&shown);
        let place = self.place();
        self.write(&shown, &place);
        self.called.push((key, number));
    }

    /// The notes called in the paragraph that has ended.
    fn print_notes(&mut self) {
        for (key, number) in std::mem::take(&mut self.called) {
            let lines = self.notes.remove(&key).unwrap_or_default();
            for (index, line) in lines.iter().enumerate() {
                let place = Place::Paragraph { part: key.0, number: line.number };
                if index == 0 {
                    self.flow.gap(Gap::Block);
                    self.flow.hint(Says::Footnote(number));
                    self.flow.text(&number.to_string(), &place);
                    self.flow.gap(Gap::Space);
                } else {
                    self.flow.gap(Gap::Line);
                }
                self.flow.text(&line.text, &place);
            }
            self.flow.gap(Gap::Block);
        }
    }

    /// Headers and footers, each once.
    fn margin(&mut self, margin: Notes, seen: &mut HashSet<String>) {
        for line in margin.found.into_values().flatten() {
            if seen.insert(line.text.clone()) {
                self.flow.gap(Gap::Block);
                self.flow.hint(Says::Furniture);
                self.flow.text(&line.text, &Place::Paragraph { part: Part::Margin, number: line.number });
            }
        }
    }
}

impl Visit for Reader {
    fn bounded(&self) -> Result<(), Fault> {
        self.flow.bounded()
    }

    fn start(&mut self, element: &Element<'_>) {
        let sign = self.shown.start(element);
        if self.shown.unread > 0 {
            return;
        }
        let value = || element.attribute("val");
        match element.name() {
            b"p" => {
                self.paragraphs += 1;
                let beside = self.tables.last().is_some_and(|table| {
                    table.cell && table.row.is_some() && table.row == self.flow.last_line()
                });
                if beside {
                    self.flow.go_on(Gap::Tab);
                } else {
                    self.flow.gap(Gap::Block);
                }
                self.open.push(Paragraph { number: self.paragraphs, ..Paragraph::default() });
            }
            b"tbl" => {
                self.flow.gap(Gap::Block);
                self.tables.push(Table::default());
            }
            b"tr" => {
                self.flow.gap(Gap::Block);
                if let Some(table) = self.tables.last_mut() {
                    table.row = None;
                }
            }
            b"tc" => {
                if let Some(table) = self.tables.last_mut() {
                    table.cell = true;
                }
            }
            b"footnoteReference" => self.call(Part::Footnote, element),
            b"endnoteReference" => self.call(Part::Endnote, element),
            name => {
                let Some(open) = self.open.last_mut() else { return };
                match name {
                    b"pStyle" => open.style = value(),
                    b"numId" => open.list.list = value().and_then(|it| it.parse().ok()),
                    b"ilvl" => open.list.level = value().and_then(|it| it.parse().ok()),
                    b"outlineLvl" => open.outline = value().and_then(|it| style::level(&it)),
                    _ => {}
                }
            }
        }
        match sign {
            Some("\n") => self.flow.gap(Gap::Line),
            Some(" ") => self.flow.gap(Gap::Space),
            Some(sign) => self.words(sign),
            None => {}
        }
    }

    fn end(&mut self, name: &[u8]) {
        let unread = self.shown.unread > 0;
        self.shown.end(name);
        if unread {
            return;
        }
        match name {
            b"p" => {
                self.open.pop();
                self.flow.gap(Gap::Block);
                if self.tables.is_empty() {
                    self.print_notes();
                }
            }
            b"tr" => self.flow.gap(Gap::Block),
            b"tbl" => {
                self.tables.pop();
                self.flow.gap(Gap::Block);
                if self.tables.is_empty() {
                    self.print_notes();
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str, _: usize, _: usize) {
        if self.shown.is_text() {
            let text = self.shown.text(text);
            self.words(&text);
        }
    }
}

#[cfg(test)]
mod tests;
