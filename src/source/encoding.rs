//! Bytes to characters: which encoding, and whether it is text at all.
//!
//! In this order: what the user names, a byte order mark, UTF-8 that is whole, UTF-16 without
//! its mark, what the file declares, and what the bytes look most like (`chardetng`: Windows
//! and ISO code pages, KOI8). Refuses binary files, and UTF-8 and UTF-16 that are damaged.

use std::fmt;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, UTF_8, UTF_16BE, UTF_16LE};

use super::Position;
use super::error::Fault;

/// How the bytes of a file were read as characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding(&'static encoding_rs::Encoding);

impl Encoding {
    /// A byte order mark stays in the text as U+FEFF, so that bytes are the file's own.
    pub const UTF_8: Self = Self(UTF_8);

    /// By any name that the web knows: `latin1`, `windows-1251`, `koi8-r`.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.trim();
        encoding_rs::Encoding::for_label_no_replacement(name.as_bytes()).map(Self)
    }

    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// Bytes that a character takes in this encoding; `None` where that differs by context.
    pub fn width(self, c: char) -> Option<usize> {
        if self.0 == UTF_8 {
            Some(c.len_utf8())
        } else if self.0 == UTF_16LE || self.0 == UTF_16BE {
            Some(c.len_utf16() * 2)
        } else {
            self.0.is_single_byte().then_some(1)
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Characters of a file.
#[derive(Debug)]
pub struct Decoded {
    pub text: String,
    pub encoding: Encoding,
}

/// `named` by the user goes before everything, `declared` in the file before guesses.
pub fn decode(bytes: Vec<u8>, named: Option<Encoding>, declared: Option<Encoding>) -> Result<Decoded, Fault> {
    if let Some(encoding) = named {
        // Who says UTF-16 may leave it to the mark in which order its bytes are.
        let turned = encoding.0 == UTF_16LE && bytes.starts_with(&[0xFE, 0xFF]);
        return by(&bytes, if turned { Encoding(UTF_16BE) } else { encoding });
    }
    match bytes.as_slice() {
        [0xFF, 0xFE, ..] => return by(&bytes, Encoding(UTF_16LE)),
        [0xFE, 0xFF, ..] => return by(&bytes, Encoding(UTF_16BE)),
        _ => {}
    }
    if let Some(at) = bytes.iter().position(|&byte| byte == 0) {
        return match unmarked(&bytes) {
            Some(encoding) => by(&bytes, encoding),
            None => Err(Fault::Binary { at: position(&bytes, at), byte: 0 }),
        };
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Ok(Decoded { text, encoding: Encoding::UTF_8 }),
        Err(error) => {
            let first = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            // Characters of several bytes that are right before the fault: it was UTF-8.
            if bytes[..first].iter().any(|byte| !byte.is_ascii()) {
                return Err(Fault::NotUtf8 { at: position(&bytes, first), byte: bytes[first] });
            }
            bytes
        }
    };
    let single = |it: &Encoding| it.0 != UTF_8 && it.0 != UTF_16LE && it.0 != UTF_16BE;
    if let Some(encoding) = declared.filter(single) {
        return by(&bytes, encoding);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes, true);
    by(&bytes, Encoding(detector.guess(None, Utf8Detection::Deny)))
}

/// UTF-16 without its mark: of one order the characters make sense, of the other they do not.
fn unmarked(bytes: &[u8]) -> Option<Encoding> {
    const ENOUGH: usize = 4096;
    let head = &bytes[..bytes.len().min(ENOUGH) & !1];
    let sense = |unit: fn([u8; 2]) -> u16| {
        // Space, Latin, Greek and Cyrillic, general punctuation.
        let known = |it: u16| matches!(it, 0x09..=0x0D | 0x20..=0x7E | 0xA0..=0x52F | 0x2000..=0x206F);
        head.chunks_exact(2).filter(|it| known(unit([it[0], it[1]]))).count()
    };
    let (little, big) = (sense(u16::from_le_bytes), sense(u16::from_be_bytes));
    let most = head.len() / 2 - head.len() / 64;
    match (little >= most.max(1), big >= most.max(1)) {
        (true, false) => Some(Encoding(UTF_16LE)),
        (false, true) => Some(Encoding(UTF_16BE)),
        _ => None,
    }
}

/// All bytes in one encoding; none may be left over.
fn by(bytes: &[u8], encoding: Encoding) -> Result<Decoded, Fault> {
    let mut decoder = encoding.0.new_decoder_without_bom_handling();
    // UTF-8 keeps its mark so that its bytes stay the file's; elsewhere the mark only says
    // which encoding it is.
    let skip = usize::from(encoding.0 != UTF_8 && bytes.starts_with(&[0xFF, 0xFE]) && encoding.0 == UTF_16LE)
        + usize::from(bytes.starts_with(&[0xFE, 0xFF]) && encoding.0 == UTF_16BE);
    let rest = &bytes[skip * 2..];
    let mut text = String::with_capacity(
        decoder.max_utf8_buffer_length_without_replacement(rest.len()).unwrap_or(rest.len()),
    );
    let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
    match result {
        DecoderResult::InputEmpty => {
            text.shrink_to_fit();
            Ok(Decoded { text, encoding })
        }
        DecoderResult::Malformed(..) | DecoderResult::OutputFull if encoding.width('a') == Some(2) => {
            Err(Fault::NotUtf16 { at: position(text.as_bytes(), text.len()) })
        }
        DecoderResult::Malformed(bad, beyond) => {
            let at =
                (read.saturating_sub(usize::from(bad) + usize::from(beyond)) + skip * 2).min(bytes.len() - 1);
            let at = (position(text.as_bytes(), text.len()), bytes[at]);
            Err(match encoding.0 == UTF_8 {
                true => Fault::NotUtf8 { at: at.0, byte: at.1 },
                false => Fault::NotEncoded { at: at.0, byte: at.1, encoding },
            })
        }
        DecoderResult::OutputFull => {
            Err(Fault::NotEncoded { at: position(text.as_bytes(), text.len()), byte: 0, encoding })
        }
    }
}

/// Line and column of a byte of text; continuation bytes of UTF-8 begin no character.
pub fn position(bytes: &[u8], at: usize) -> Position {
    let before = &bytes[..at];
    let line = before.iter().filter(|&&byte| byte == b'\n').count() as u32 + 1;
    let start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |it| it + 1);
    let column = before[start..].iter().filter(|&&byte| byte & 0xC0 != 0x80).count() as u32 + 1;
    Position { line, column }
}

/// The encoding that an XML declaration or an HTML `meta` element in the first bytes names.
pub fn declared(bytes: &[u8]) -> Option<Encoding> {
    // The standard has browsers look no further.
    const AHEAD: usize = 1024;
    // Words about character sets in a text are no declaration.
    let mark = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    if !mark.starts_with(b"<") {
        return None;
    }
    let head = bytes[..bytes.len().min(AHEAD)].to_ascii_lowercase();
    let from = |at: usize| {
        let rest = head[at..].trim_ascii_start();
        let rest = rest.strip_prefix(b"=")?.trim_ascii_start();
        let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
        let length = rest
            .iter()
            .position(|it| !(it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_' | b':' | b'.')))
            .unwrap_or(rest.len());
        Encoding::named(std::str::from_utf8(&rest[..length]).ok()?)
    };
    let find = |what: &[u8]| head.windows(what.len()).position(|it| it == what).map(|at| at + what.len());
    if head.trim_ascii_start().starts_with(b"<?xml")
        && let Some(encoding) = find(b"encoding").and_then(from)
    {
        return Some(encoding);
    }
    find(b"charset").and_then(from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: &str, encoding: &str) {
        let found = match decode(bytes.to_vec(), None, declared(bytes)) {
            Ok(it) => (it.text, it.encoding.name()),
            Err(fault) => (format!("{fault:?}"), ""),
        };
        assert_eq!(found, (expected.to_owned(), encoding), "in {bytes:02X?}");
    }

    fn coded(text: &str, name: &str) -> Vec<u8> {
        let encoding = Encoding::named(name).expect("a name of the web");
        let (bytes, _, lost) = encoding.0.encode(text);
        assert!(!lost, "{text:?} in {name}");
        bytes.into_owned()
    }

    #[test]
    fn code_pages_are_told_by_their_words() {
        let russian = "Парламентская Ассамблея призывает власти освободить задержанных журналистов.";
        let polish = "Zgromadzenie Parlamentarne wzywa władze do uwolnienia dziennikarzy, którzy są więzieni; świadkowie, źródła.";
        let french =
            "L’Assemblée parlementaire demande aux autorités de libérer les détenus – déjà jugés à Genève.";
        let greek = "Η Κοινοβουλευτική Συνέλευση καλεί τις αρχές να απελευθερώσουν τους δημοσιογράφους.";
        for (text, name) in [
            (russian, "windows-1251"),
            (russian, "KOI8-R"),
            (russian, "ISO-8859-5"),
            (polish, "windows-1250"),
            (french, "windows-1252"),
            (greek, "windows-1253"),
        ] {
            let bytes = coded(text, name);
            // Its Ukrainian sister reads the same letters.
            let found = if name == "KOI8-R" { "KOI8-U" } else { name };
            check(&bytes, text, found);
        }
    }

    #[test]
    fn declarations_are_honoured() {
        let text = "<?xml version=\"1.0\" encoding='ISO-8859-2'?><p>ż</p>";
        check(&coded(text, "iso-8859-2"), text, "ISO-8859-2");
        let text = "<html><meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1251\">я";
        check(&coded(text, "windows-1251"), text, "windows-1251");
        let text = "On charset=koi8-r: L’Assemblée parlementaire a délibéré – à Genève.";
        check(&coded(text, "windows-1252"), text, "windows-1252");
        // Whole UTF-8 with letters of several bytes is UTF-8, whatever the page says.
        let text = "<meta charset=latin1>é";
        check(text.as_bytes(), text, "UTF-8");
    }

    #[test]
    fn utf_16_needs_no_mark_if_it_makes_sense() {
        let wide = |it: &str| it.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
        check(&wide("Résolution 1 (2027)\r\n"), "Résolution 1 (2027)\r\n", "UTF-16LE");
        check(&wide("Резолюция 1 (2027)"), "Резолюция 1 (2027)", "UTF-16LE");
        check(b"\0A\0\xE9", "Aé", "UTF-16BE");
        check(b"ab\0c\x01\x02", "Binary { at: Position { line: 1, column: 3 }, byte: 0 }", "");
    }

    #[test]
    fn what_the_user_names_goes_first() {
        let named = Encoding::named("latin1").expect("a name of the web");
        let it = decode("é".as_bytes().to_vec(), Some(named), None).expect("any byte is a character");
        assert_eq!((it.text.as_str(), it.encoding), ("Ã©", named));
        let named = Encoding::named("utf-16");
        let it = decode(b"\xFE\xFF\0a".to_vec(), named, None).expect("turned by its mark");
        assert_eq!(it.text, "a");
        let named = Encoding::named("utf-8");
        assert!(matches!(decode(b"a\xE9b".to_vec(), named, None), Err(Fault::NotUtf8 { byte: 0xE9, .. })));
        let named = Encoding::named("shift_jis");
        assert!(matches!(decode(b"ab\xA0".to_vec(), named, None), Err(Fault::NotEncoded { .. })));
        assert_eq!(Encoding::named("no such"), None);
    }
}
