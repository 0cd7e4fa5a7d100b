//! The format of a file by its first bytes.

use super::error::Found;
use super::format::Format;

/// What the first bytes say: a format that is read from bytes, a kind of file that is not
/// read, or nothing, which means characters.
pub fn container(bytes: &[u8]) -> Option<Result<Format, Found>> {
    let marks: [(&[u8], Result<Format, Found>); 10] = [
        (b"%PDF-", Ok(Format::Pdf)),
        (b"PK\x03\x04", Ok(Format::Docx)),
        (b"PK\x05\x06", Err(Found::Zip)),
        (b"{\\rtf", Err(Found::Rtf)),
        (b"\x1F\x8B", Err(Found::Gzip)),
        (b"\x89PNG", Err(Found::Image)),
        (b"\xFF\xD8\xFF", Err(Found::Image)),
        (b"GIF8", Err(Found::Image)),
        (b"II*\0", Err(Found::Image)),
        (b"MM\0*", Err(Found::Image)),
    ];
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Some(Err(compound(bytes)));
    }
    marks.iter().find(|(mark, _)| bytes.starts_with(mark)).map(|(_, it)| *it)
}

/// The streams of a compound file (old office documents) are named in its directory.
fn compound(bytes: &[u8]) -> Found {
    let has = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).step_by(2).any(|it| it == name)
    };
    if has("EncryptedPackage") {
        Found::Encrypted
    } else if has("WordDocument") {
        Found::Word97
    } else if has("Workbook") {
        Found::Excel97
    } else {
        Found::Office97
    }
}

/// The format of what has been decoded: the doctype or the root element decides.
pub fn markup(text: &str) -> Format {
    // A root element stands behind declarations and comments, not behind words.
    const AHEAD: usize = 64 << 10;
    let mut rest = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    let mut xml = false;
    let mut spent = 0;
    while let Some(inner) = rest.strip_prefix('<') {
        let end = if inner.starts_with("!--") {
            inner.find("-->").map(|it| it + 3)
        } else if inner.starts_with('?') {
            xml = true;
            inner.find("?>").map(|it| it + 2)
        } else if inner.starts_with('!') {
            if inner.get(1..13).is_some_and(|it| it.eq_ignore_ascii_case("doctype html")) {
                return Format::Html;
            }
            // Up to the end of the internal subset, if there is one.
            let open = inner.find('>').unwrap_or(inner.len());
            match inner[..open].contains('[') {
                true => inner.find("]>").map(|it| it + 2),
                false => inner.find('>').map(|it| it + 1),
            }
        } else {
            return root(inner, xml);
        };
        let Some(end) = end else { break };
        spent += end;
        if spent > AHEAD {
            break;
        }
        rest = inner[end..].trim_start();
    }
    if xml { Format::Xml } else { Format::Text }
}

/// `html`, `an:akomaNtoso`; HTML without its root by an element that begins pages.
fn root(inner: &str, xml: bool) -> Format {
    let length = inner
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, ':' | '-' | '_' | '.')))
        .unwrap_or(inner.len());
    let name = inner[..length].rsplit(':').next().unwrap_or_default();
    let is_tag = inner[length..].starts_with(|c: char| c.is_whitespace() || matches!(c, '>' | '/'));
    if !is_tag || name.is_empty() {
        return if xml { Format::Xml } else { Format::Text };
    }
    if name.eq_ignore_ascii_case("akomantoso") {
        return Format::AkomaNtoso;
    }
    // Markdown may begin with the line that names its encoding; a page goes on in elements.
    if name.eq_ignore_ascii_case("meta") {
        let head: String = inner.chars().take(4096).flat_map(char::to_lowercase).collect();
        let page = ["<html", "<head", "<body", "<title", "<p", "<div", "<table", "<h1"];
        return if page.iter().any(|it| head.contains(it)) { Format::Html } else { Format::Text };
    }
    const PAGE: [&str; 12] =
        ["html", "head", "body", "title", "meta", "div", "p", "h1", "table", "main", "article", "section"];
    // What says that it is XML has a root of its own, which may be called the same.
    let page = if xml { &PAGE[..1] } else { &PAGE[..] };
    if page.iter().any(|it| name.eq_ignore_ascii_case(it)) {
        return Format::Html;
    }
    // `<Name>` in a letter is no document: an element that is closed is one.
    let closed = inner.contains("</") || inner.contains("/>");
    if xml || closed { Format::Xml } else { Format::Text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Format) {
        assert_eq!(markup(text), expected, "in {text:?}");
    }

    #[test]
    fn doctype_or_root_element_decides() {
        check("\n<!DOCTYPE html><html>", Format::Html);
        check("<!-- saved --><HTML lang=de>", Format::Html);
        check("<?xml version='1.0'?>\n<!-- x --><html xmlns='…'>", Format::Html);
        check("\u{FEFF}<?xml version='1.0'?><an:akomaNtoso xmlns:an='…'>", Format::AkomaNtoso);
        check("<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c>'>]><a>&b;</a>", Format::Xml);
        check("<?xml version='1.0'?><section><p/></section>", Format::Xml);
        check("<LEXP.COMBINED>\n<ACT></ACT>", Format::Xml);
        check("<div class=x>Resolution", Format::Html);
    }

    #[test]
    fn words_are_text() {
        check("Resolution 1 (2027)", Format::Text);
        check("<1> is less", Format::Text);
        check("<someone@example.org> wrote", Format::Text);
        check("< html >", Format::Text);
        check("", Format::Text);
        check("<!-- never closed", Format::Text);
    }
}
