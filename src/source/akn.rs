//! Akoma Ntoso 3.0 to lines: its own structure, numbers, notes and references are kept.
//!
//! Finds numbers (`num`) with the words they stand before, headings, notes behind the block
//! that calls them, quoted structures between their quotation marks, references and where they
//! lead, the language.
//! Leaves out what is no text: metadata, and what an amendment deletes; tables of contents are
//! furniture.
//! Places are bytes of the file and the `eId` of the nearest element.

use std::collections::HashMap;
use std::sync::Arc;

use super::encoding::Encoding;
use super::error::Fault;
use super::extracted::{Extracted, Link, Place, Says, Stated};
use super::flow::{Flow, Gap};
use super::language::language;
use super::number::raised;
use super::offsets::Offsets;
use super::xml::{Element, Visit, walk};
use crate::text::SourceSpan;

pub fn read(document: &str, encoding: Encoding) -> Result<Extracted, Fault> {
    let mut reader = Reader::new(Offsets::new(document, encoding));
    walk(document, &mut reader)?;
    Ok(reader.finish())
}

/// Elements inside a line. All others begin and end one.
fn is_inline(name: &[u8]) -> bool {
    const INLINE: [&str; 73] = [
        "a",
        "abbr",
        "affectedDocument",
        "argument",
        "b",
        "br",
        "change",
        "concept",
        "courtType",
        "date",
        "decoration",
        "def",
        "del",
        "docAuthority",
        "docCommittee",
        "docDate",
        "docIntroducer",
        "docJurisdiction",
        "docNumber",
        "docProponent",
        "docPurpose",
        "docStage",
        "docStatus",
        "docTitle",
        "docType",
        "docketNumber",
        "embeddedText",
        "entity",
        "eol",
        "eop",
        "event",
        "fillIn",
        "i",
        "img",
        "inline",
        "ins",
        "judge",
        "lawyer",
        "legislature",
        "location",
        "marker",
        "mmod",
        "mod",
        "mref",
        "neutralCitation",
        "noteRef",
        "object",
        "omissis",
        "opinion",
        "organization",
        "outcome",
        "party",
        "person",
        "placeholder",
        "process",
        "quantity",
        "quotedText",
        "recordedTime",
        "ref",
        "relatedDocument",
        "remark",
        "rmod",
        "role",
        "rref",
        "session",
        "shortTitle",
        "signature",
        "span",
        "sub",
        "sup",
        "term",
        "time",
        "u",
    ];
    std::str::from_utf8(name).is_ok_and(|name| INLINE.binary_search(&name).is_ok())
}

/// A note: its number, and its lines.
#[derive(Debug, Default)]
struct Note {
    number: Option<u16>,
    lines: Vec<(String, Place)>,
}

struct Reader<'d> {
    flow: Flow,
    offsets: Offsets<'d>,
    /// Nearest ids of the elements that are open.
    ids: Vec<Option<Arc<str>>>,
    /// Inside so many elements that are not read.
    unread: u32,
    meta: bool,
    /// Notes in the metadata, by id, and the one being read.
    kept: HashMap<String, Note>,
    keeping: Option<String>,
    /// The note in the text that is being read.
    note: Option<Note>,
    called: Vec<Note>,
    calls: u16,
    /// Words of the number being read.
    number: Option<(String, Place)>,
    /// The next block goes on with the line of its number.
    numbered: bool,
    quotations: u32,
    contents: u32,
    superscript: bool,
    /// Ends of quotations that are open.
    ends: Vec<String>,
    /// References that are open: where they lead, and where their words began.
    links: Vec<(String, Option<u32>)>,
    found: Vec<Link>,
    metadata: Metadata,
}

/// What the file says of the work that its first document is.
#[derive(Debug, Default)]
struct Metadata {
    /// The first `FRBRWork` has ended.
    complete: bool,
    /// What is printed, where it stands, and what it states.
    lines: Vec<(String, Place, Option<Stated>)>,
    /// Whom `FRBRauthor` refers to, by id.
    author: Option<(String, Place)>,
}

impl<'d> Reader<'d> {
    fn new(offsets: Offsets<'d>) -> Self {
        Self {
            flow: Flow::new(),
            offsets,
            ids: Vec::new(),
            unread: 0,
            meta: false,
            kept: HashMap::new(),
            keeping: None,
            note: None,
            called: Vec::new(),
            calls: 0,
            number: None,
            numbered: false,
            quotations: 0,
            contents: 0,
            superscript: false,
            ends: Vec::new(),
            links: Vec::new(),
            found: Vec::new(),
            metadata: Metadata::default(),
        }
    }

    fn place(&mut self, start: usize, end: usize) -> Place {
        let id = self.ids.last().cloned().flatten();
        Place::Element { id, start: self.offsets.original(start), end: self.offsets.original(end) }
    }

    /// A block begins or ends.
    fn block(&mut self) {
        match &mut self.note {
            Some(note) => {
                if note.lines.last().is_some_and(|(text, _)| !text.trim().is_empty()) {
                    note.lines.push((String::new(), Place::Element { id: None, start: 0, end: 0 }));
                }
            }
            None if self.numbered => {}
            None => self.flow.gap(Gap::Block),
        }
    }

    fn write(&mut self, text: &str, place: &Place) {
        if let Some(note) = &mut self.note {
            match note.lines.last_mut() {
                Some((words, at)) => {
                    if words.is_empty() {
                        *at = place.clone();
                    }
                    words.push_str(text);
                }
                None => note.lines.push((text.to_owned(), place.clone())),
            }
            return;
        }
        if text.trim().is_empty() {
            if self.flow.line().is_some() && !text.is_empty() {
                self.flow.gap(Gap::Space);
            }
            return;
        }
        self.numbered = false;
        let before = self.flow.len();
        if self.flow.text(text, place) && self.contents > 0 {
            self.flow.hint(Says::Furniture);
        }
        let written = self.flow.since(before);
        let begin = before + (written.len() - written.trim_start().len()) as u32;
        for (_, at) in &mut self.links {
            at.get_or_insert(begin);
        }
    }

    /// The number has ended: what comes next stands behind it.
    fn end_number(&mut self) {
        let Some((words, place)) = self.number.take() else { return };
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if words.is_empty() {
            return;
        }
        self.flow.gap(Gap::Block);
        // Numbers of what is quoted are not the document's own.
        if self.quotations == 0 && self.contents == 0 {
            self.flow.hint(Says::Label { end: words.len() as u32 });
        }
        self.write(&words, &place);
        self.flow.gap(Gap::Space);
        self.numbered = true;
    }

    fn call(&mut self, note: Note, marker: Option<&str>, place: &Place) {
        self.calls = self.calls.saturating_add(1);
        let printed = marker.map(|it| it.trim().trim_matches(['(', ')', '[', ']'])).unwrap_or_default();
        let number = printed.parse::<u16>().unwrap_or(self.calls);
        let shown = raised(&number.to_string()).unwrap_or_else(|| format!("({number})"));
        self.write(&shown, place);
        self.called.push(Note { number: Some(number), ..note });
    }

    fn print_notes(&mut self) {
        for note in std::mem::take(&mut self.called) {
            let number = note.number.unwrap_or(0);
            let mut lines = note.lines.iter().filter(|(text, _)| !text.trim().is_empty());
            let Some((first, place)) = lines.next() else { continue };
            self.flow.gap(Gap::Block);
            self.flow.hint(Says::Footnote(number));
            self.flow.text(&number.to_string(), place);
            self.flow.gap(Gap::Space);
            self.flow.text(first, place);
            for (text, place) in lines {
                self.flow.gap(Gap::Line);
                self.flow.text(text, place);
            }
            self.flow.gap(Gap::Block);
        }
    }

    fn start_in_meta(&mut self, element: &Element<'_>) {
        match element.name() {
            b"FRBRlanguage" => {
                if let Some(language) = element.attribute("language").as_deref().and_then(language) {
                    self.flow.hint(Says::Language(language));
                }
            }
            name if name.starts_with(b"FRBR") && !self.metadata.complete => self.work(element),
            b"TLCOrganization" | b"TLCPerson" => {
                let id = element.attribute("eId").or_else(|| element.attribute("id")).unwrap_or_default();
                if let (Some((author, place)), Some(name)) =
                    (&self.metadata.author, element.attribute("showAs"))
                    && *author == id
                {
                    self.metadata.lines.push((format!("FRBRauthor: {name}"), place.clone(), None));
                    self.metadata.author = None;
                }
            }
            b"note" => {
                self.keeping = element.attribute("eId").or_else(|| element.attribute("id"));
                self.note = Some(Note::default());
            }
            b"p" => self.block(),
            _ => {}
        }
    }

    /// Number, day and author of the work, as they are written.
    fn work(&mut self, element: &Element<'_>) {
        let place = self.place(element.start, element.end);
        let value = element.attribute("value");
        match element.name() {
            b"FRBRuri" | b"FRBRnumber" => {
                let name = String::from_utf8_lossy(element.name()).into_owned();
                let states = (element.name() == b"FRBRnumber").then_some(Stated::Number);
                let known = self.metadata.lines.iter().any(|it| it.0.starts_with(&name));
                if let Some(value) = value.filter(|_| !known) {
                    self.metadata.lines.push((format!("{name}: {value}"), place, states));
                }
            }
            b"FRBRdate" => {
                let named = element.attribute("name").unwrap_or_default();
                let adoption = named.eq_ignore_ascii_case("adoption");
                let known = self.metadata.lines.iter().any(|it| it.2 == Some(Stated::AdoptedOn));
                if let Some(date) = element.attribute("date").filter(|_| adoption && !known) {
                    let line = format!("FRBRdate (adoption): {date}");
                    let is_day = date.len() == 10 && date.bytes().all(|it| it.is_ascii_digit() || it == b'-');
                    self.metadata.lines.push((line, place, is_day.then_some(Stated::AdoptedOn)));
                }
            }
            b"FRBRauthor" => {
                let author = element.attribute("href").unwrap_or_default();
                self.metadata.author = Some((author.trim_start_matches('#').to_owned(), place));
            }
            _ => {}
        }
    }

    /// The metadata stand behind the text, as furniture: what they say can be proved by them.
    fn print_metadata(&mut self) {
        // Without a word of text there is nothing that they are about.
        if self.flow.is_empty() {
            return;
        }
        for (line, place, states) in std::mem::take(&mut self.metadata.lines) {
            self.flow.gap(Gap::Block);
            self.flow.hint(Says::Furniture);
            if let Some(states) = states {
                self.flow.hint(Says::States(states));
            }
            self.flow.text(&line, &place);
        }
    }

    fn finish(mut self) -> Extracted {
        self.print_notes();
        self.print_metadata();
        let mut extracted = self.flow.finish();
        extracted.links = self.found;
        extracted
    }
}

impl Visit for Reader<'_> {
    fn bounded(&self) -> Result<(), Fault> {
        self.flow.bounded()
    }

    fn start(&mut self, element: &Element<'_>) {
        let own = element.attribute("eId").or_else(|| element.attribute("id")).map(Arc::from);
        let id = own.or_else(|| self.ids.last().cloned().flatten());
        self.ids.push(id);
        if self.unread > 0 {
            self.unread += 1;
            return;
        }
        let name = element.name();
        self.meta |= name == b"meta";
        if self.meta {
            return self.start_in_meta(element);
        }
        if let Some(language) = element.attribute("lang").as_deref().and_then(language) {
            self.flow.hint(Says::Language(language));
        }
        let place = self.place(element.start, element.end);
        match name {
            b"del" => self.unread = 1,
            b"num" => {
                self.block();
                self.number = Some((String::new(), place));
            }
            b"heading" | b"subheading" => {
                self.block();
                if self.contents == 0 && self.note.is_none() {
                    self.flow.hint(Says::Heading(1));
                }
            }
            b"authorialNote" => self.note = Some(Note { number: None, lines: Vec::new() }),
            b"noteRef" => {
                let marker = element.attribute("marker");
                let target = element.attribute("href").unwrap_or_default();
                let note = self.kept.remove(target.trim_start_matches('#')).unwrap_or_default();
                self.call(note, marker.as_deref(), &place);
            }
            b"ref" | b"rref" | b"a" => {
                let target = element.attribute("href").or_else(|| element.attribute("from"));
                self.links.push((target.unwrap_or_default(), None));
            }
            b"quotedStructure" | b"quotedText" => {
                let structure = name == b"quotedStructure";
                if structure {
                    self.block();
                    self.quotations += 1;
                }
                let mark = |name: &str, plain: &str| {
                    element.attribute(name).unwrap_or_else(|| if structure { plain } else { "" }.to_owned())
                };
                let (begin, end) = (mark("startQuote", ""), mark("endQuote", ""));
                self.write(&begin, &place);
                self.ends.push(end);
                self.numbered |= !begin.is_empty();
            }
            b"toc" => {
                self.block();
                self.contents += 1;
            }
            b"sup" => self.superscript = true,
            b"eol" | b"br" => {
                if self.note.is_none() {
                    self.flow.gap(Gap::Line);
                }
            }
            // Cells of a row stand beside one another.
            b"td" | b"th" if self.flow.line().is_some() => self.flow.gap(Gap::Tab),
            name if is_inline(name) => {}
            _ => self.block(),
        }
    }

    fn end(&mut self, name: &[u8]) {
        self.ids.pop();
        if self.unread > 0 {
            self.unread -= 1;
            return;
        }
        if self.meta {
            match name {
                b"meta" => self.meta = false,
                b"FRBRWork" => self.metadata.complete = true,
                b"note" => {
                    if let (Some(id), Some(note)) = (self.keeping.take(), self.note.take()) {
                        self.kept.insert(id, note);
                    }
                }
                _ => {}
            }
            return;
        }
        match name {
            b"num" => self.end_number(),
            b"authorialNote" => {
                if let Some(note) = self.note.take() {
                    let place = note.lines.first().map(|(_, place)| place.clone());
                    let place = place.unwrap_or(Place::Element { id: None, start: 0, end: 0 });
                    self.call(note, None, &place);
                }
            }
            b"ref" | b"rref" | b"a" => {
                if let Some((target, Some(begin))) = self.links.pop()
                    && !target.is_empty()
                    && begin < self.flow.len()
                {
                    let at = SourceSpan { start: begin, end: self.flow.len() };
                    self.found.push(Link { at, target });
                }
            }
            b"quotedStructure" | b"quotedText" => {
                let end = self.ends.pop().unwrap_or_default();
                if !end.is_empty() && !self.flow.is_empty() {
                    // Behind the last word, not on a line of its own.
                    self.flow.go_on(Gap::None);
                    let place = self.place(0, 0);
                    self.write(&end, &place);
                }
                if name == b"quotedStructure" {
                    self.quotations = self.quotations.saturating_sub(1);
                    self.block();
                }
            }
            b"toc" => {
                self.contents = self.contents.saturating_sub(1);
                self.block();
            }
            b"sup" => self.superscript = false,
            b"td" | b"th" | b"noteRef" | b"eol" | b"br" | b"del" => {}
            name if is_inline(name) => {}
            _ => {
                self.numbered = false;
                self.block();
                if self.note.is_none() {
                    self.print_notes();
                }
            }
        }
    }

    fn text(&mut self, text: &str, start: usize, end: usize) {
        let unread = self.unread > 0 || self.meta && self.note.is_none();
        if unread {
            return;
        }
        if let Some((words, _)) = &mut self.number {
            words.push_str(text);
            return;
        }
        let place = self.place(start, end);
        match self.superscript.then(|| raised(text)).flatten() {
            Some(raised) => self.write(&raised, &place),
            None => self.write(text, &place),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of the text, numbers that are labels between `<>`, furniture behind `~`, headings
    /// behind `#`, notes behind `^`.
    fn check(body: &str, expected: &[&str]) {
        let document = format!("<akomaNtoso><doc><meta/>{body}</doc></akomaNtoso>");
        let found = read(&document, Encoding::UTF_8).expect("a document");
        let mut lines = Vec::new();
        let mut at = 0;
        for line in found.text.split_inclusive('\n') {
            let mut shown = line.trim_end().to_owned();
            for hint in found.hints.iter().filter(|it| it.at == at) {
                shown = match hint.says {
                    Says::Label { end } => {
                        let (label, rest) = shown.split_at((end - at) as usize);
                        format!("<{label}>{rest}")
                    }
                    Says::Furniture => format!("~{shown}"),
                    Says::Heading(_) => format!("#{shown}"),
                    Says::Footnote(_) => format!("^{shown}"),
                    Says::Language(_) => shown,
                    Says::States(_) => format!("={shown}"),
                };
            }
            if !shown.is_empty() {
                lines.push(shown);
            }
            at += line.len() as u32;
        }
        assert_eq!(lines, expected, "in {body:?}");
    }

    #[test]
    fn numbers_stand_before_their_words() {
        check(
            "<body><paragraph eId='p1'><num>1.</num><intro><p>The Assembly:</p></intro>\
             <point><num> 1.1. </num><content><p>asks</p><p>more</p></content></point></paragraph></body>",
            &["<1.> The Assembly:", "<1.1.> asks", "more"],
        );
        check(
            "<section><num>2</num><heading>Scope</heading><content><p>Text</p></content></section>",
            &["#<2> Scope", "Text"],
        );
    }

    #[test]
    fn inline_elements_break_no_line() {
        check(
            "<preface><p><docType>Resolution</docType> <docNumber>1 <b>(2027)</b></docNumber>, \
             10<sup>6</sup><eol/>next</p></preface>",
            &["Resolution 1 (2027), 10⁶", "next"],
        );
    }

    #[test]
    fn notes_come_behind_the_block_that_calls_them() {
        check(
            "<p>One<authorialNote marker='1'><p>First.</p><p>Second.</p></authorialNote> two</p><p>three</p>",
            &["One¹ two", "^1 First.", "Second.", "three"],
        );
    }

    #[test]
    fn numbers_of_quotations_are_not_labels() {
        check(
            "<p>reads:</p><quotedStructure startQuote='“' endQuote='”'><section><num>1.</num>\
             <content><p>Each</p></content></section></quotedStructure><p>end</p>",
            &["reads:", "“", "1. Each”", "end"],
        );
    }

    #[test]
    fn contents_are_furniture_and_deletions_are_not_read() {
        check("<toc><tocItem>Part 1</tocItem></toc><p>a<del> no<b>no</b></del> b</p>", &["~Part 1", "a b"]);
    }

    #[test]
    fn references_lead_where_they_say() {
        let document =
            "<akomaNtoso><p eId='p'>See  <ref href='/akn/x/1'>the <i>Act</i></ref>.</p></akomaNtoso>";
        let found = read(document, Encoding::UTF_8).expect("a document");
        let link = &found.links[0];
        assert_eq!(&found.text[link.at.range()], "the Act");
        assert_eq!(link.target, "/akn/x/1");
        let place = found.origin.last().map(|it| it.place.to_string());
        assert_eq!(place.as_deref(), Some("#p, bytes 69–70"));
    }

    #[test]
    fn language_and_notes_of_the_metadata_are_used() {
        let document = "<akomaNtoso><meta><FRBRlanguage language='fra'/><notes><note eId='n'><p>Dit.</p></note>\
            </notes></meta><p>Un<noteRef href='#n' marker='7'/></p></akomaNtoso>";
        let found = read(document, Encoding::UTF_8).expect("a document");
        assert_eq!(found.text, "Un⁷\n\n7 Dit.\n");
        assert_eq!(found.hints[0].says, Says::Language(crate::text::Language::FRENCH));
        assert_eq!(found.hints[1].says, Says::Footnote(7));
    }
}
