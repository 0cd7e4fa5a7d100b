//! One function for each reader: whatever the bytes are, it ends, and what it gives keeps its
//! promises. `tests/fuzz.rs` runs them on the kept corpus and changes of it, by a fixed seed;
//! `cargo fuzz run NAME` looks for bytes that nobody thought of.

use std::io::{Cursor, Write as _};

use hemicycle::evaluate::gold::Gold;
use hemicycle::graph::iri::Minter;
use hemicycle::lexicon::Lexicon;
use hemicycle::source::{self, Digest, Format, Place, Source};
use hemicycle::{document, entity, evaluate, graph, mention, standoff};
use oxigraph::io::{RdfFormat, RdfParser};

/// A name, which is that of its folder in `fuzz/corpus`, and what takes the bytes.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const ALL: [Target; 10] = [
    ("text", text),
    ("html", html),
    ("akoma_ntoso", akoma_ntoso),
    ("xml", xml),
    ("word_file", word_file),
    ("word_document", word_document),
    ("pdf_words", pdf_words),
    ("standoff", standoff_lines),
    ("gold", gold),
    ("act", act),
];

/// Bytes in any encoding, and whatever else the first bytes say they are.
pub fn text(bytes: &[u8]) {
    // A PDF file would start a program; its words have a target of their own.
    if !bytes.starts_with(b"%PDF-") {
        file(bytes.to_vec());
    }
}

pub fn html(bytes: &[u8]) {
    file([b"<!DOCTYPE html>", bytes].concat());
}

pub fn akoma_ntoso(bytes: &[u8]) {
    let root = b"<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\">";
    file([root, bytes, b"</akomaNtoso>"].concat());
}

pub fn xml(bytes: &[u8]) {
    file([b"<?xml version=\"1.0\"?>", bytes].concat());
}

/// A package as a whole.
pub fn word_file(bytes: &[u8]) {
    file([b"PK\x03\x04", bytes].concat());
}

/// What stands in the body of a document, numbered by lists of its own.
pub fn word_document(bytes: &[u8]) {
    const OPEN: &[u8] =
        b"<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>";
    let document = [OPEN, bytes, b"</w:body></w:document>"].concat();
    let mut package = zip::ZipWriter::new(Cursor::new(Vec::new()));
    package.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).expect("memory");
    package.write_all(&document).expect("memory");
    file(package.finish().expect("memory").into_inner());
}

/// What `pdftotext -bbox-layout` writes.
pub fn pdf_words(bytes: &[u8]) {
    if let Ok(extracted) = source::read_pdf_words(bytes) {
        promises(&Source::new("file", Digest::of(bytes), Format::Pdf, extracted), 0);
    }
}

/// Another tool's findings.
pub fn standoff_lines(bytes: &[u8]) {
    let lines = String::from_utf8_lossy(bytes);
    let _ = standoff::import::read(&lines);
    let _ = evaluate::line::read(&lines);
}

/// An annotated act.
pub fn gold(bytes: &[u8]) {
    if let Ok(gold) = serde_json::from_slice::<Gold>(bytes) {
        let _ = evaluate::score(&gold, &evaluate::line::Lines::default(), None);
    }
}

/// The whole line, from text to N-Quads, which a reader of N-Quads takes in.
pub fn act(bytes: &[u8]) {
    let act = String::from_utf8_lossy(bytes);
    let Ok(source) = Source::from_bytes("act.txt", act.as_bytes().to_vec()) else { return };
    let lexicon = Lexicon::built_in();
    let document = document::parse(&source, lexicon);
    let mentions = mention::find(&document, lexicon);
    let entities = entity::resolve(&document, &mentions, lexicon);
    let data = graph::build(&document, &mentions, &entities, lexicon, &Minter::default());
    let mut out = Vec::new();
    data.write_nquads(&mut out);
    for quad in RdfParser::from_format(RdfFormat::NQuads).for_slice(&out) {
        quad.expect("what we write can be read");
    }
}

fn file(bytes: Vec<u8>) {
    let length = bytes.len() as u32;
    if let Ok(source) = Source::from_bytes("file", bytes) {
        promises(&source, length);
    }
}

/// Whether all that is said of the text is about the text; `length` is the file's in bytes.
pub fn promises(source: &Source, length: u32) {
    let text = &source.text;
    let is_place = |at: u32| text.is_char_boundary(at as usize);
    assert!(source.origin.is_sorted_by_key(|it| it.at));
    assert!(source.origin.iter().all(|it| is_place(it.at)));
    assert!(source.origin.first().is_none_or(|it| it.at == 0));
    assert!(source.hints.is_sorted_by_key(|it| it.at));
    let starts_line = |at: u32| is_place(at) && (at == 0 || text[..at as usize].ends_with('\n'));
    assert!(source.hints.iter().all(|it| starts_line(it.at)));
    for link in &source.links {
        assert!(is_place(link.at.start) && is_place(link.at.end) && link.at.start < link.at.end);
    }
    for origin in &source.origin {
        if let Place::Element { start, end, .. } = origin.place {
            assert!(start <= end && end <= length, "{start}..{end} of {length}");
        }
    }
    // Every byte in one block: the document's own promise holds for what readers give.
    let document = document::parse(source, Lexicon::built_in());
    let owned: usize = document.blocks.iter().flat_map(|it| &it.ranges).map(|it| it.len()).sum();
    assert_eq!(owned, if document.blocks.is_empty() { 0 } else { text.len() });
}
