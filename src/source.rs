//! Bytes to text, with the way back to the original characters.
//!
//! Knows encodings and file formats, one file per format; does not know what an act is. The
//! content of a file decides its format, never its name.

// What a file is, and its characters.
mod detect;
pub(crate) mod encoding;
mod error;
mod format;
// What a reader gives, and what readers share.
mod extracted;
mod flow;
mod language;
mod number;
mod offsets;
mod plain;
pub(crate) mod xml;
// One file a format.
mod akn;
mod docx;
mod html;
mod pdf;
mod unknown;

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use sha2::{Digest as _, Sha256};

use crate::text::{SourceSpan, printable};

pub use self::encoding::Encoding;
pub use self::error::{Fault, Found, ReadError};
pub use self::extracted::{Extracted, Hint, Link, Origin, Part, Place, Point, Remark, Says, Stated};
pub use self::format::Format;
pub use self::pdf::{Limit, PdfFault, read_pdf_words};

/// Larger files are no acts, and offsets must fit 32 bits.
pub const LARGEST: u64 = 64 << 20;

/// One file as read.
#[derive(Debug)]
pub struct Source {
    /// As the user named it; for messages.
    pub name: String,
    /// Of the original bytes.
    pub digest: Digest,
    pub format: Format,
    /// `None` where the format brings its own.
    pub encoding: Option<Encoding>,
    /// As extracted; of plain text the file as it stands, line ends and all. Every
    /// [`SourceSpan`] counts its bytes.
    pub text: String,
    /// Where the text stood in the original, in the order of the text. Empty for plain text.
    pub origin: Vec<Origin>,
    /// What the original's structure says about lines of the text, in their order.
    pub hints: Vec<Hint>,
    /// What the reader left out or could not be sure of.
    pub remarks: Vec<Remark>,
    /// References that the original follows itself.
    pub links: Vec<Link>,
    /// Code points before each [`STRIDE`] bytes of `text`.
    code_points: Vec<u32>,
    /// Byte at which each line begins.
    lines: Vec<u32>,
}

/// Bytes between two counts of code points. What lies between is counted each time.
const STRIDE: usize = 64;

/// SHA-256 of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

/// Lower-case hexadecimal, 64 digits.
impl std::fmt::Display for Digest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&hexadecimal(&self.0))
    }
}

/// Lower-case digits, two a byte.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Line and column, both from 1; the column counts code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub line: u32,
    pub column: u32,
}

impl std::fmt::Display for Position {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

impl Source {
    /// Reads a file. Refuses what is no regular file, or larger than [`LARGEST`], unread.
    /// `named` is the encoding that the user names.
    pub fn read(path: &Path, named: Option<Encoding>) -> Result<Self, ReadError> {
        let name = printable(&path.display().to_string());
        let refuse = |fault| ReadError { name: name.clone(), fault };
        let about = fs::metadata(path).map_err(|cause| refuse(Fault::Io(cause)))?;
        if about.is_dir() {
            return Err(refuse(Fault::Folder));
        }
        // A pipe or a device may never end.
        if !about.is_file() {
            return Err(refuse(Fault::Special));
        }
        if about.len() > LARGEST {
            return Err(refuse(Fault::TooLarge { bytes: about.len() }));
        }
        let file = File::open(path).map_err(|cause| refuse(Fault::Io(cause)))?;
        Self::read_from(&name, file, named)
    }

    /// Reads a stream to its end, at most [`LARGEST`] bytes of it: standard input.
    pub fn read_from(name: &str, stream: impl Read, named: Option<Encoding>) -> Result<Self, ReadError> {
        let refuse = |fault| ReadError { name: name.to_owned(), fault };
        let mut bytes = Vec::new();
        stream.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|cause| refuse(Fault::Io(cause)))?;
        if bytes.len() as u64 > LARGEST {
            return Err(refuse(Fault::TooLarge { bytes: bytes.len() as u64 }));
        }
        Self::from_bytes_in(name, bytes, named)
    }

    /// The bytes of a file that has been read already.
    pub fn from_bytes(name: &str, bytes: Vec<u8>) -> Result<Self, ReadError> {
        Self::from_bytes_in(name, bytes, None)
    }

    /// The same in an encoding that the user names.
    pub fn from_bytes_in(name: &str, bytes: Vec<u8>, named: Option<Encoding>) -> Result<Self, ReadError> {
        let digest = Digest::of(&bytes);
        let read = read(bytes, named).map_err(|fault| ReadError { name: name.to_owned(), fault })?;
        let Taken { format, encoding, extracted } = read;
        Ok(Self { encoding, ..Self::new(name, digest, format, extracted) })
    }

    /// What a reader took out of a file; `digest` is of the file's bytes.
    pub fn new(name: impl Into<String>, digest: Digest, format: Format, extracted: Extracted) -> Self {
        let Extracted { text, origin, hints, remarks, links } = extracted;
        let mut code_points = vec![0];
        let mut lines = vec![0];
        let mut count = 0;
        for (at, byte) in text.bytes().enumerate() {
            if at > 0 && at % STRIDE == 0 {
                code_points.push(count);
            }
            // Continuation bytes begin no code point.
            count += u32::from(byte & 0xC0 != 0x80);
            if byte == b'\n' {
                lines.push(at as u32 + 1);
            }
        }
        Self {
            name: name.into(),
            digest,
            format,
            encoding: None,
            text,
            origin,
            hints,
            remarks,
            links,
            code_points,
            lines,
        }
    }

    /// For tests and standard input: UTF-8 text under a name.
    pub fn from_text(name: &str, text: &str) -> Self {
        Self::new(name, Digest::of(text.as_bytes()), Format::Text, Extracted::plain(text.to_owned()))
    }

    pub fn slice(&self, span: SourceSpan) -> &str {
        &self.text[span.range()]
    }

    /// Where in the original file the text at `byte` stood; `None` in plain text.
    pub fn place(&self, byte: u32) -> Option<&Place> {
        extracted::place(&self.origin, byte)
    }

    /// Code points before `byte`, which lies on a character boundary.
    pub fn code_point(&self, byte: u32) -> u32 {
        let chunk = (byte as usize / STRIDE).min(self.code_points.len() - 1);
        let rest = &self.text.as_bytes()[chunk * STRIDE..byte as usize];
        self.code_points[chunk] + rest.iter().filter(|&&b| b & 0xC0 != 0x80).count() as u32
    }

    /// The byte at which the code point begins, or the end of the text; the way back from
    /// [`Source::code_point`].
    pub fn byte_at(&self, code_point: u32) -> Option<u32> {
        let chunk = self.code_points.partition_point(|&before| before <= code_point).saturating_sub(1);
        let before = self.code_points[chunk];
        // A chunk may begin inside a character: its first bytes belong to the one before.
        let rest = self.text.as_bytes()[chunk * STRIDE..].iter();
        let mut count = before;
        for (at, &byte) in rest.enumerate() {
            if byte & 0xC0 != 0x80 {
                if count == code_point {
                    return Some((chunk * STRIDE + at) as u32);
                }
                count += 1;
            }
        }
        (count == code_point).then_some(self.text.len() as u32)
    }

    pub fn position(&self, byte: u32) -> Position {
        let line = self.lines.partition_point(|&start| start <= byte) - 1;
        let before = &self.text[self.lines[line] as usize..byte as usize];
        Position { line: line as u32 + 1, column: before.chars().count() as u32 + 1 }
    }

    /// Code point at which each line begins.
    pub fn line_starts(&self) -> Vec<u32> {
        self.lines.iter().map(|&byte| self.code_point(byte)).collect()
    }

    /// The line without its end.
    pub fn line(&self, number: u32) -> &str {
        let start = self.lines[number as usize - 1] as usize;
        let end = self.lines.get(number as usize).map_or(self.text.len(), |&next| next as usize);
        self.text[start..end].trim_end_matches(['\n', '\r'])
    }
}

struct Taken {
    format: Format,
    encoding: Option<Encoding>,
    extracted: Extracted,
}

/// The reader of each format. The first bytes decide, then the first characters.
fn read(bytes: Vec<u8>, named: Option<Encoding>) -> Result<Taken, Fault> {
    let read = match detect::container(&bytes) {
        Some(Err(found)) => return Err(Fault::Format { found }),
        Some(Ok(Format::Pdf)) => Taken { format: Format::Pdf, encoding: None, extracted: pdf::read(&bytes)? },
        Some(Ok(Format::Docx)) => {
            Taken { format: Format::Docx, encoding: None, extracted: docx::read(&bytes)? }
        }
        Some(Ok(Format::Text | Format::Html | Format::AkomaNtoso | Format::Xml)) | None => {
            let declared = encoding::declared(&bytes);
            let encoding::Decoded { text, encoding } = encoding::decode(bytes, named, declared)?;
            let format = detect::markup(&text);
            let extracted = match format {
                Format::Html => html::read(&text, encoding)?,
                Format::AkomaNtoso => akn::read(&text, encoding)?,
                Format::Xml => unknown::read(&text, encoding)?,
                Format::Text | Format::Docx | Format::Pdf => Extracted::plain(text),
            };
            Taken { format, encoding: Some(encoding), extracted }
        }
    };
    plain::check(&read.extracted.text)?;
    Ok(read)
}
