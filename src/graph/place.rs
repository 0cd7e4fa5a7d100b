//! Where passages stood in a file that is no plain text: selectors of Web Annotation, each
//! place once. Plain text needs none: its characters are the file's.

use iri_string::types::IriStr;

use super::iri::ActGraph::Mentions;
use super::term::Term;
use super::{TermId, Writer};
use crate::source::{Format, Part, Place, Point};

/// What says how fragments of a format are written.
const fn standard(format: Format) -> Option<&'static str> {
    match format {
        Format::Html => Some("http://tools.ietf.org/rfc/rfc3236"),
        Format::AkomaNtoso | Format::Xml => Some("http://tools.ietf.org/rfc/rfc3023"),
        Format::Pdf => Some("http://tools.ietf.org/rfc/rfc3778"),
        // There is none for Word.
        Format::Docx | Format::Text => None,
    }
}

impl Writer<'_> {
    /// Says of a passage that begins at byte `start` of the text where that stood.
    pub(super) fn stood(&mut self, passage: TermId, start: u32) {
        let source = self.document.source;
        let Some(place) = source.place(start) else { return };
        match place {
            Place::Page { number, at } => {
                // `zoom` opens the page at a point, and says its scale first.
                let (key, value) = match at {
                    Some(Point { x, y }) => {
                        (format!("{number}-{x}-{y}"), format!("page={number}&zoom=100,{x},{y}"))
                    }
                    None => (number.to_string(), format!("page={number}")),
                };
                self.fragment(passage, "page", &key, &value, &place.to_string());
            }
            Place::Element { id, start, end } => {
                if let Some(id) = id {
                    self.fragment(passage, "element", id, id, &format!("#{id}"));
                }
                let iri = self.minter.selector(&source.digest, "bytes", &format!("{start}-{end}"));
                let node = self.data.iri(&iri);
                self.add(Mentions, passage, Term::HasSelector, node);
                if self.described.insert(node) {
                    let bytes = Place::Element { id: None, start: *start, end: *end };
                    let (start, end) = (self.data.integer(*start), self.data.integer(*end));
                    self.add(Mentions, node, Term::Type, Term::DataPositionSelector);
                    self.add(Mentions, node, Term::Start, start);
                    self.add(Mentions, node, Term::End, end);
                    self.label(node, &bytes.to_string());
                }
            }
            Place::Paragraph { part, number } => {
                let kind = match part {
                    Part::Body => "paragraph",
                    Part::Margin => "margin-paragraph",
                    Part::Footnote => "footnote-paragraph",
                    Part::Endnote => "endnote-paragraph",
                };
                let value = format!("{kind}={number}");
                self.fragment(passage, kind, &number.to_string(), &value, &place.to_string());
            }
        }
    }

    /// References that the original follows itself: where their words lead, an address as such,
    /// a name that a reader of the format resolves as it is written.
    pub(super) fn references(&mut self) {
        let source = self.document.source;
        for link in &source.links {
            let words = source.slice(link.at).split_whitespace().collect::<Vec<_>>().join(" ");
            // Within the file.
            if words.is_empty() || link.target.starts_with('#') {
                continue;
            }
            let (start, end) = (source.code_point(link.at.start), source.code_point(link.at.end));
            let passage = self.characters(start, end);
            if self.described.insert(passage) {
                let exact = self.data.string(&words);
                let (start, end) = (self.data.integer(start), self.data.integer(end));
                self.add(Mentions, passage, Term::Type, Term::Passage);
                self.add(Mentions, passage, Term::Exact, exact);
                self.add(Mentions, passage, Term::Start, start);
                self.add(Mentions, passage, Term::End, end);
                self.stood(passage, link.at.start);
            }
            let address =
                IriStr::new(&link.target).ok().filter(|it| matches!(it.scheme_str(), "http" | "https"));
            match address {
                Some(address) => {
                    let address = self.data.iri(address.as_str());
                    self.add(Mentions, passage, Term::References, address);
                }
                None => {
                    let name = self.data.string(&link.target);
                    self.add(Mentions, passage, Term::Identifier, name);
                }
            }
        }
    }

    fn fragment(&mut self, passage: TermId, kind: &str, key: &str, value: &str, label: &str) {
        let source = self.document.source;
        let iri = self.minter.selector(&source.digest, kind, key);
        let node = self.data.iri(&iri);
        self.add(Mentions, passage, Term::HasSelector, node);
        if !self.described.insert(node) {
            return;
        }
        let value = self.data.string(value);
        self.add(Mentions, node, Term::Type, Term::FragmentSelector);
        self.add(Mentions, node, Term::Value, value);
        if let Some(standard) = standard(source.format) {
            let standard = self.data.iri(standard);
            self.add(Mentions, node, Term::ConformsTo, standard);
        }
        self.label(node, label);
    }

    fn label(&mut self, node: TermId, label: &str) {
        let label = self.data.string(label);
        self.add(Mentions, node, Term::Label, label);
    }
}
