//! Plain text and Markdown-like text: which encoding, and whether it is text at all.
//!
//! Reads UTF-8, UTF-16 with a byte order mark, and Windows-1252 where the bytes are no UTF-8
//! and make sense as that. Refuses the rest with the place of the first fault.

use super::error::{Fault, Found};
use super::{Encoding, Position};

/// A paragraph on one line is shorter by far.
pub const LONGEST_LINE: usize = 64 << 10;

/// Controls that text files have: tab, line feed, vertical tab, form feed, return, and the
/// end mark of old systems.
const fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, 0x09..=0x0D | 0x1A) || byte == 0x7F
}

pub fn decode(bytes: Vec<u8>) -> Result<(String, Encoding), Fault> {
    if let Some(found) = format(&bytes) {
        return Err(Fault::Format { found });
    }
    let (text, encoding) = match bytes.as_slice() {
        [0xFF, 0xFE, rest @ ..] => (utf16(rest, u16::from_le_bytes)?, Encoding::Utf16Little),
        [0xFE, 0xFF, rest @ ..] => (utf16(rest, u16::from_be_bytes)?, Encoding::Utf16Big),
        _ => {
            // Zeros tell what is wrong better than the decoder would.
            if let Some(at) = bytes.iter().position(|&byte| byte == 0) {
                return Err(Fault::Binary { at: position(&bytes, at), byte: 0 });
            }
            match String::from_utf8(bytes) {
                Ok(text) => (text, Encoding::Utf8),
                Err(error) => (windows_1252(error.as_bytes(), error.utf8_error())?, Encoding::Windows1252),
            }
        }
    };
    check(&text)?;
    Ok((text, encoding))
}

/// What every text must be, whatever its encoding: some words, few controls, no endless line.
fn check(text: &str) -> Result<(), Fault> {
    if text.chars().all(|c| c.is_whitespace() || c == '\u{FEFF}' || c == '\u{1A}') {
        return Err(Fault::Empty);
    }
    let mut controls = 0;
    let mut start = 0;
    for (at, &byte) in text.as_bytes().iter().enumerate() {
        if byte == b'\n' || byte == b'\r' || byte == 0x0C {
            start = at + 1;
        } else if at - start >= LONGEST_LINE {
            return Err(Fault::EndlessLine { at: position(text.as_bytes(), start) });
        } else if is_control(byte) {
            // Conversions leave a stray one here and there.
            controls += 1;
            if byte == 0 || controls > 4 + text.len() / 2000 {
                return Err(Fault::Binary { at: position(text.as_bytes(), at), byte });
            }
        }
    }
    Ok(())
}

fn position(bytes: &[u8], at: usize) -> Position {
    let before = &bytes[..at];
    let line = before.iter().filter(|&&byte| byte == b'\n').count() as u32 + 1;
    let start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |it| it + 1);
    // Continuation bytes begin no character.
    let column = before[start..].iter().filter(|&&byte| byte & 0xC0 != 0x80).count() as u32 + 1;
    Position { line, column }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Fault> {
    let mut text = String::with_capacity(bytes.len());
    let fault = |text: &String| Fault::NotUtf16 { at: position(text.as_bytes(), text.len()) };
    let pairs = bytes.chunks_exact(2);
    let odd = !pairs.remainder().is_empty();
    for c in char::decode_utf16(pairs.map(|pair| unit([pair[0], pair[1]]))) {
        match c {
            Ok(c) => text.push(c),
            Err(_) => return Err(fault(&text)),
        }
    }
    if odd {
        return Err(fault(&text));
    }
    Ok(text)
}

/// Bytes 0x80 to 0x9F, by the WHATWG index; `\0` where it has no printable character.
const HIGH: [char; 32] = [
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’', '“',
    '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];

/// Text of one byte a character, if that is likelier than damaged UTF-8.
fn windows_1252(bytes: &[u8], error: std::str::Utf8Error) -> Result<String, Fault> {
    let first = error.valid_up_to();
    // Characters of several bytes that are right before the fault: it was UTF-8.
    if bytes[..first].iter().any(|byte| !byte.is_ascii()) {
        return Err(Fault::NotUtf8 { at: position(bytes, first), byte: bytes[first] });
    }
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    let (mut high, mut letters) = (0_usize, 0_usize);
    for (at, &byte) in bytes.iter().enumerate() {
        let c = match byte {
            0x80..=0x9F => HIGH[usize::from(byte) - 0x80],
            _ => char::from(byte),
        };
        if c == '\0' {
            return Err(Fault::UnknownEncoding { at: position(bytes, at), byte });
        }
        if byte >= 0x80 {
            high += 1;
            // Accented letters stand beside plain ones; other scripts are all high bytes.
            let beside = |it: Option<&u8>| it.is_some_and(u8::is_ascii);
            letters += usize::from(
                beside(at.checked_sub(1).and_then(|it| bytes.get(it))) || beside(bytes.get(at + 1)),
            );
        }
        text.push(c);
    }
    if letters * 10 < high * 9 || high * 3 > bytes.len() {
        return Err(Fault::UnknownEncoding { at: position(bytes, first), byte: bytes[first] });
    }
    Ok(text)
}

/// Files that say in their first bytes what they are.
fn format(bytes: &[u8]) -> Option<Found> {
    let marks: [(&[u8], Found); 9] = [
        (b"%PDF-", Found::Pdf),
        (b"PK\x03\x04", Found::Zip),
        (b"\xD0\xCF\x11\xE0", Found::Word),
        (b"{\\rtf", Found::Rtf),
        (b"\x89PNG", Found::Image),
        (b"\xFF\xD8\xFF", Found::Image),
        (b"GIF8", Found::Image),
        (b"II*\0", Found::Image),
        (b"MM\0*", Found::Image),
    ];
    if let Some((_, found)) = marks.iter().find(|(mark, _)| bytes.starts_with(mark)) {
        return Some(*found);
    }
    let bare = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let start = bare.iter().position(|byte| !byte.is_ascii_whitespace())?;
    let head = bare[start..].get(..256).unwrap_or(&bare[start..]).to_ascii_lowercase();
    if head.starts_with(b"<!doctype html") || head.starts_with(b"<html") {
        return Some(Found::Html);
    }
    if head.starts_with(b"<?xml") || head.starts_with(b"<akomantoso") {
        // XHTML says so within its first lines.
        let html = head.windows(5).any(|it| it == b"<html");
        return Some(if html { Found::Html } else { Found::Xml });
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{ReadError, Source};

    fn check(bytes: &[u8], expected: &str) {
        let found = match Source::from_bytes("act.txt", bytes.to_vec()) {
            Ok(source) => source.text,
            Err(error) => error.to_string(),
        };
        assert_eq!(found, expected, "in {bytes:02X?}");
    }

    #[test]
    fn utf_8_is_left_as_it_is_with_its_mark() {
        check("Résolution\r\n".as_bytes(), "Résolution\r\n");
        check("\u{FEFF}Act".as_bytes(), "\u{FEFF}Act");
    }

    #[test]
    fn utf_16_needs_its_mark() {
        check(b"\xFF\xFEA\0\xE9\0", "Aé");
        check(b"\xFE\xFF\0A\0\xE9", "Aé");
        check(b"A\0c\0t\0", "act.txt:1:2: not text: byte 0x00");
        check(b"\xFF\xFEA\0\xE9", "act.txt:1:2: damaged UTF-16");
        check(b"\xFF\xFEA\0\x00\xD8B\0", "act.txt:1:2: damaged UTF-16");
    }

    #[test]
    fn western_bytes_are_windows_1252() {
        check(b"L\x92Assembl\xE9e \x96 oui", "L’Assemblée – oui");
    }

    #[test]
    fn damaged_utf_8_is_no_other_encoding() {
        check(b"Ren\xC3\xA9\nAssembl\xE9e", "act.txt:2:8: damaged UTF-8: byte 0xE9");
    }

    #[test]
    fn other_scripts_are_not_guessed() {
        check(
            b"\xD0\xE5\xE7\xEE\xEB\xFE\xF6\xE8\xFF \xCF\xC0\xD1\xC5",
            "act.txt:1:1: unknown encoding: byte 0xD0 fits neither UTF-8 nor Windows-1252",
        );
    }

    #[test]
    fn what_is_no_text_is_named() {
        check(b"", "act.txt: has no text");
        check(b"\xEF\xBB\xBF \r\n\t", "act.txt: has no text");
        check(b"%PDF-1.7", "act.txt: is a PDF file, not plain text");
        check(b"PK\x03\x04\x14", "act.txt: is an archive or an office document, not plain text");
        check(b"\n<!DOCTYPE html><html>", "act.txt: is an HTML page, not plain text");
        check(b"a\nb\0c", "act.txt:2:2: not text: byte 0x00");
        check(b"\x01\x02\x03\x04\x05\x06\x07", "act.txt:1:5: not text: byte 0x05");
    }

    #[test]
    fn one_stray_control_is_passed_over() {
        check(b"Resolution\x02 1", "Resolution\x02 1");
    }

    #[test]
    fn endless_line_is_refused_where_it_begins() {
        let mut bytes = b"Act\n".to_vec();
        bytes.resize(LONGEST_LINE + 10, b'a');
        check(&bytes, "act.txt:2:1: a line of more than 65536 bytes");
    }

    #[test]
    fn every_fault_but_the_systems_own_has_a_hint() {
        for bytes in [&b""[..], b"%PDF-", b"\0", b"\x81", b"\xFF\xFEa"] {
            let error: ReadError = Source::from_bytes("x", bytes.to_vec()).expect_err("faulty");
            assert!(error.hint().is_some(), "{error}");
        }
    }

    #[test]
    fn what_is_no_file_is_not_opened() {
        let folder = tempfile::tempdir().expect("a folder");
        let error = Source::read(folder.path()).expect_err("a folder");
        assert!(error.to_string().ends_with(": is a folder"), "{error}");
        let error = Source::read(&folder.path().join("none.txt")).expect_err("missing");
        assert!(error.to_string().ends_with("none.txt: no such file"), "{error}");
    }
}
