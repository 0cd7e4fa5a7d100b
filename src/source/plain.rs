//! What every text must be, whatever its format and encoding.

use super::encoding::position;
use super::error::Fault;

/// Of the text of a document: some thousand pages. A file may be longer, for its pictures.
pub const LONGEST_TEXT: usize = 4 << 20;

/// A paragraph on one line is shorter by far.
pub const LONGEST_LINE: usize = 64 << 10;

/// Controls that text files have: tab, line feed, vertical tab, form feed, return, and the
/// end mark of old systems.
const fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, 0x09..=0x0D | 0x1A) || byte == 0x7F
}

/// Some words, few controls, no endless line.
pub fn check(text: &str) -> Result<(), Fault> {
    if text.len() > LONGEST_TEXT {
        return Err(Fault::TooLong);
    }
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
    fn utf_16_is_whole_or_refused() {
        check(b"\xFF\xFEA\0\xE9\0", "Aé");
        check(b"\xFE\xFF\0A\0\xE9", "Aé");
        check(b"A\0c\0t\0", "Act");
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
    fn other_scripts_are_told_by_their_letters() {
        check(
            b"\xD0\xE5\xE7\xEE\xEB\xFE\xF6\xE8\xFF \xCF\xE0\xF0\xEB\xE0\xEC\xE5\xED\xF2\xF1\xEA\xEE\xE9",
            "Резолюция Парламентской",
        );
    }

    #[test]
    fn what_is_no_text_is_named() {
        check(b"", "act.txt: has no text");
        check(b"\xEF\xBB\xBF \r\n\t", "act.txt: has no text");
        check(b"\n<!DOCTYPE html><html>", "act.txt: has no text");
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
        for bytes in [&b""[..], b"{\\rtf", b"\0", b"\xFF\xFEa"] {
            let error: ReadError = Source::from_bytes("x", bytes.to_vec()).expect_err("faulty");
            assert!(error.hint().is_some(), "{error}");
        }
    }

    #[test]
    fn what_is_no_file_is_not_opened() {
        let folder = tempfile::tempdir().expect("a folder");
        let error = Source::read(folder.path(), None).expect_err("a folder");
        assert!(error.to_string().ends_with(": is a folder"), "{error}");
        let error = Source::read(&folder.path().join("none.txt"), None).expect_err("missing");
        assert!(error.to_string().ends_with("none.txt: no such file"), "{error}");
    }
}
