use std::io::Write as _;

use zip::write::SimpleFileOptions;

use super::*;
use crate::source::{Hint, Source};

/// A document of these parts, each the content of its root element.
fn document(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let mut zip = zip::ZipWriter::new(&mut bytes);
    for (name, content) in parts {
        zip.start_file(format!("word/{name}.xml"), SimpleFileOptions::default()).expect("a name");
        write!(zip, "<w:x xmlns:w=\"w\">{content}</w:x>").expect("memory");
    }
    zip.finish().expect("memory");
    bytes.into_inner()
}

fn extracted(parts: &[(&str, &str)]) -> Extracted {
    read(&document(parts)).expect("a document")
}

/// Lines of the text.
fn check(parts: &[(&str, &str)], expected: &[&str]) {
    let found = extracted(parts);
    let lines: Vec<&str> = found.text.lines().filter(|it| !it.is_empty()).collect();
    assert_eq!(lines, expected, "in {parts:?}");
}

fn body(content: &str) -> [(&'static str, &str); 1] {
    [("document", content)]
}

#[test]
fn runs_cut_inside_words_are_joined() {
    check(
        &body(
            "<w:p><w:r><w:t>Reso</w:t></w:r><w:proofErr/><w:r><w:rPr><w:b/></w:rPr><w:t>lution </w:t></w:r><w:r><w:t> 1</w:t></w:r></w:p>",
        ),
        &["Resolution 1"],
    );
    check(
        &body(
            "<w:p><w:r><w:t>1.</w:t><w:tab/><w:t>The</w:t><w:br/><w:t>Assem</w:t><w:softHyphen/><w:t>bly</w:t></w:r></w:p>",
        ),
        &["1. The", "Assem\u{AD}bly"],
    );
}

#[test]
fn deleted_hidden_and_coded_text_is_left_out() {
    check(
        &body(
            "<w:p><w:r><w:t>The </w:t></w:r><w:del><w:r><w:delText>Committee</w:delText></w:r></w:del>\
             <w:ins><w:r><w:t>Assembly</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t> not</w:t></w:r>\
             <w:moveFrom><w:r><w:t> moved</w:t></w:r></w:moveFrom>\
             <w:r><w:fldChar/><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>, asks</w:t></w:r></w:p>",
        ),
        &["The Assembly, asks"],
    );
}

#[test]
fn notes_stand_behind_the_paragraph_that_calls_them() {
    let notes = "<w:footnote w:type='separator' w:id='0'><w:p><w:r><w:t>__</w:t></w:r></w:p></w:footnote>\
        <w:footnote w:id='2'><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> Adopted.</w:t></w:r></w:p></w:footnote>";
    let text = "<w:p><w:r><w:t>Resolution 1</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r></w:p>\
        <w:p><w:r><w:t>Title</w:t></w:r></w:p>";
    let parts = [("document", text), ("footnotes", notes)];
    check(&parts, &["Resolution 1¹", "1 Adopted.", "Title"]);
    let found = extracted(&parts);
    assert_eq!(found.hints, [Hint { at: 16, says: Says::Footnote(1) }]);
    let places: Vec<String> = found.origin.iter().map(|it| it.place.to_string()).collect();
    assert_eq!(places, ["paragraph 1", "footnotes, paragraph 2", "paragraph 2"]);
}

#[test]
fn numbers_and_headings_come_from_lists_and_styles() {
    let numbering = "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/>\
        <w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl></w:abstractNum>\
        <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>";
    let styles = "<w:style w:styleId='H'><w:name w:val='heading 1'/></w:style>\
        <w:style w:styleId='N'><w:numPr><w:numId w:val='1'/></w:numPr></w:style>";
    let text = "<w:p><w:pPr><w:pStyle w:val='H'/></w:pPr><w:r><w:t>Title</w:t></w:r></w:p>\
        <w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>One</w:t></w:r></w:p>\
        <w:p><w:pPr><w:pStyle w:val='N'/></w:pPr><w:r><w:t>Two</w:t></w:r></w:p>";
    let parts = [("document", text), ("numbering", numbering), ("styles", styles)];
    check(&parts, &["Title", "1. One", "2. Two"]);
    let hints = extracted(&parts).hints;
    assert_eq!(hints[0], Hint { at: 0, says: Says::Heading(1) });
    assert_eq!(hints[1], Hint { at: 7, says: Says::Label { end: 9 } });
}

#[test]
fn margins_are_furniture_and_rows_are_lines() {
    let row = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let head = "<w:p><w:r><w:t>Page head</w:t></w:r></w:p>";
    let parts = [("document", row), ("header1", head), ("header2", head)];
    check(&parts, &["a\tb", "Page head"]);
    assert_eq!(extracted(&parts).hints, [Hint { at: 5, says: Says::Furniture }]);
}

/// Messages of what is refused.
fn refused(bytes: Vec<u8>, expected: &str) {
    let error = Source::from_bytes("a.docx", bytes).expect_err("refused");
    assert_eq!(error.to_string(), expected);
    assert!(error.hint().is_some());
}

#[test]
fn what_is_no_word_document_is_named() {
    refused(document(&[("other", "")]), "a.docx: is an archive, which is not read");
    refused(document(&[("document", "")]), "a.docx: has no text");
    refused(
        document(&[("document", "<w:p>")]),
        "a.docx: word/document.xml:1:23: broken XML: ill-formed document: expected `</w:p>`, but `</w:x>` was found",
    );
    let mut cut = document(&[("document", "<w:p/>")]);
    cut.truncate(cut.len() / 2);
    assert!(Source::from_bytes("a.docx", cut).expect_err("cut").to_string().contains("damaged document"));
    let mut old = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    old.extend("WordDocument".encode_utf16().flat_map(u16::to_le_bytes));
    refused(old, "a.docx: is a Word 97 document, which is not read");
}

#[test]
fn bombs_end_in_one_reason() {
    let zeros = " ".repeat(80 << 20);
    refused(
        document(&[("document", &zeros)]),
        "a.docx: damaged document: it unpacks to far more than a text has",
    );
    refused(
        document(&[("document", &"<w:p>".repeat(50_000))]),
        "a.docx: word/document.xml:1:5013: elements nested too deep",
    );
}
