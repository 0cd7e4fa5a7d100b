//! XML of a vocabulary that is not known (Formex, legal databases, feeds): its words.
//!
//! An element that has words of its own is a line, with all that is in it; elements that only
//! have elements in them are not. So a paragraph with emphasis is one line in any vocabulary.

use std::sync::Arc;

use super::encoding::Encoding;
use super::error::Fault;
use super::extracted::{Extracted, Place, Says};
use super::flow::{Flow, Gap};
use super::language::language;
use super::offsets::Offsets;
use super::xml::{Element, Visit, walk};

pub fn read(document: &str, encoding: Encoding) -> Result<Extracted, Fault> {
    let mut words = Words::default();
    walk(document, &mut words)?;
    let mut reader = Reader {
        flow: Flow::new(),
        offsets: Offsets::new(document, encoding),
        words: words.own,
        elements: 0,
        open: Vec::new(),
        root: String::new(),
    };
    walk(document, &mut reader)?;
    if !reader.flow.is_empty() {
        let message =
            format!("XML of an unknown kind ({}): its words were read, not its structure", reader.root);
        reader.flow.remark(message);
    }
    Ok(reader.flow.finish())
}

/// Which elements have words of their own, in the order of their start tags.
#[derive(Default)]
struct Words {
    own: Vec<bool>,
    open: Vec<usize>,
}

impl Visit for Words {
    fn start(&mut self, _: &Element<'_>) {
        self.open.push(self.own.len());
        self.own.push(false);
    }

    fn end(&mut self, _: &[u8]) {
        self.open.pop();
    }

    fn text(&mut self, text: &str, _: usize, _: usize) {
        if let Some(&open) = self.open.last()
            && text.contains(char::is_alphanumeric)
        {
            self.own[open] = true;
        }
    }
}

struct Reader<'d> {
    flow: Flow,
    offsets: Offsets<'d>,
    words: Vec<bool>,
    elements: usize,
    /// Elements that are open: whether they are inside a line, and their id.
    open: Vec<(bool, Option<Arc<str>>)>,
    root: String,
}

impl Visit for Reader<'_> {
    fn bounded(&self) -> Result<(), Fault> {
        self.flow.bounded()
    }

    fn start(&mut self, element: &Element<'_>) {
        let above = self.open.last();
        // Inside an element with words everything is part of its line.
        let inside = above.is_some_and(|(inside, _)| *inside);
        let id = element.attribute("id").map(Arc::from).or_else(|| above.and_then(|it| it.1.clone()));
        if self.root.is_empty() {
            self.root = String::from_utf8_lossy(element.name()).chars().take(40).collect();
        }
        if let Some(language) = element.attribute("lang").as_deref().and_then(language) {
            self.flow.hint(Says::Language(language));
        }
        self.flow.gap(if inside { Gap::None } else { Gap::Block });
        let own = self.words.get(self.elements).copied().unwrap_or_default();
        self.elements += 1;
        self.open.push((inside || own, id));
    }

    fn end(&mut self, _: &[u8]) {
        self.open.pop();
        let inside = self.open.last().is_some_and(|(inside, _)| *inside);
        self.flow.gap(if inside { Gap::None } else { Gap::Block });
    }

    fn text(&mut self, text: &str, start: usize, end: usize) {
        if text.trim().is_empty() {
            if self.flow.line().is_some() && !text.is_empty() {
                self.flow.gap(Gap::Space);
            }
            return;
        }
        let id = self.open.last().and_then(|it| it.1.clone());
        let place =
            Place::Element { id, start: self.offsets.original(start), end: self.offsets.original(end) };
        self.flow.text(text, &place);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_with_words_are_lines() {
        let document = "<ACT id='a'><TITLE><P>Directive</P></TITLE><NP><NO.P>1.</NO.P><TXT><HT>Each</HT> Party \
             <REF>(<NO>2</NO>)</REF></TXT></NP></ACT>";
        let found = read(document, Encoding::UTF_8).expect("a document");
        assert_eq!(found.text, "Directive\n\n1.\n\nEach Party (2)\n");
        assert_eq!(
            found.remarks[0].message,
            "XML of an unknown kind (ACT): its words were read, not its structure"
        );
        assert_eq!(found.origin[0].place.to_string(), "#a, bytes 22–31");
    }
}
