//! XML as events, for the formats that are made of it.
//!
//! Of entities only the five of XML itself and references to characters are known: one that a
//! document declares may stand for any amount of text, or for a file. Depth is bounded, and
//! nothing is done by recursion.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::encoding::position;
use super::error::Fault;

/// Acts nest some dozen elements deep.
const DEEPEST: usize = 1000;

/// A start tag, with the bytes of the document at which it stands.
pub struct Element<'x> {
    tag: BytesStart<'x>,
    pub start: usize,
    pub end: usize,
}

impl Element<'_> {
    /// Its name without prefix.
    pub fn name(&self) -> &[u8] {
        local(self.tag.name().into_inner())
    }

    /// The value of an attribute, by its name without prefix.
    pub fn attribute(&self, name: &str) -> Option<String> {
        // Looking for names that stand twice costs the square of their number.
        let mut attributes = self.tag.attributes();
        let found = attributes.with_checks(false).flatten().find(|it| {
            local(it.key.into_inner()) == name.as_bytes() && !is_declaration(it.key.into_inner())
        })?;
        found.unescape_value().ok().map(Cow::into_owned)
    }
}

fn local(name: &[u8]) -> &[u8] {
    name.iter().rposition(|&it| it == b':').map_or(name, |at| &name[at + 1..])
}

fn is_declaration(name: &[u8]) -> bool {
    name.starts_with(b"xmlns")
}

/// What a reader does with the parts of a document, in their order. Empty elements start and
/// end.
pub trait Visit {
    fn start(&mut self, element: &Element<'_>);
    /// By its name without prefix.
    fn end(&mut self, name: &[u8]);
    /// Characters from bytes `start..end` of the document.
    fn text(&mut self, text: &str, start: usize, end: usize);
    /// Asked after each of these: whether to go on.
    fn bounded(&self) -> Result<(), Fault> {
        Ok(())
    }
}

/// Walks through a document that has been decoded.
pub fn walk(document: &str, visit: &mut impl Visit) -> Result<(), Fault> {
    let mut reader = Reader::from_str(document);
    reader.config_mut().expand_empty_elements = true;
    let at = |byte: u64| position(document.as_bytes(), (byte as usize).min(document.len()));
    let mut depth = 0_usize;
    let mut elements = 0_usize;
    loop {
        let start = reader.buffer_position();
        let event = reader
            .read_event()
            .map_err(|error| Fault::Markup { at: at(reader.error_position()), message: error.to_string() })?;
        let end = reader.buffer_position();
        match event {
            Event::Start(tag) => {
                depth += 1;
                elements += 1;
                if depth > DEEPEST {
                    return Err(Fault::TooDeep { at: at(start) });
                }
                visit.start(&Element { tag, start: start as usize, end: end as usize });
            }
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                visit.end(local(tag.name().into_inner()));
            }
            Event::Text(text) => {
                let text = text.unescape().map_err(|error| fault_of(&error, at(start)))?;
                visit.text(&text, start as usize, end as usize);
            }
            Event::CData(text) => {
                let text = String::from_utf8_lossy(&text);
                visit.text(&text, start as usize, end as usize);
            }
            Event::Eof => break,
            // An empty element comes as its start and its end.
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
        visit.bounded()?;
    }
    if depth > 0 || elements == 0 {
        let message = if elements == 0 { "no element" } else { "ends inside an element" };
        return Err(Fault::Markup { at: at(document.len() as u64), message: message.to_owned() });
    }
    Ok(())
}

fn fault_of(error: &quick_xml::Error, at: super::Position) -> Fault {
    match error {
        quick_xml::Error::Escape(quick_xml::escape::EscapeError::UnrecognizedEntity(_, name)) => {
            Fault::Entity { at, name: name.chars().take(40).collect() }
        }
        error => Fault::Markup { at, message: error.to_string() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Told(String);

    impl Visit for Told {
        fn start(&mut self, element: &Element<'_>) {
            let id = element.attribute("id").unwrap_or_default();
            self.0 += &format!("<{}{}", String::from_utf8_lossy(element.name()), id);
        }
        fn end(&mut self, _: &[u8]) {
            self.0.push('>');
        }
        fn text(&mut self, text: &str, _: usize, _: usize) {
            self.0 += text;
        }
    }

    fn check(document: &str, expected: &str) {
        let mut told = Told::default();
        let found = match walk(document, &mut told) {
            Ok(()) => told.0,
            Err(fault) => format!("{fault:?}"),
        };
        assert_eq!(found, expected, "in {document:?}");
    }

    #[test]
    fn prefixes_and_empty_elements_make_no_difference() {
        check("<x:a xmlns:id='n' x:id='7'>b<c/>&amp;&#233;<![CDATA[<d>]]></x:a>", "<a7b<c>&é<d>>");
    }

    #[test]
    fn entities_of_the_document_are_not_expanded() {
        check(
            "<!DOCTYPE a [<!ENTITY b 'c'><!ENTITY d '&b;&b;'>]>\n<a>&d;</a>",
            "Entity { at: Position { line: 2, column: 4 }, name: \"d\" }",
        );
    }

    #[test]
    fn damage_is_told_with_its_place() {
        for (document, place) in
            [("<a>\n<b></a>", "line: 2"), ("<a>", "line: 1"), ("<a><b", "line: 1"), ("", "")]
        {
            let mut told = Told::default();
            let fault = format!("{:?}", walk(document, &mut told).expect_err("damaged"));
            assert!(fault.starts_with("Markup") && fault.contains(place), "{fault} in {document:?}");
        }
    }

    #[test]
    fn depth_is_bounded() {
        let fault = walk(&"<a>".repeat(100_000), &mut Told::default()).expect_err("deep");
        assert!(matches!(fault, Fault::TooDeep { .. }));
    }
}
