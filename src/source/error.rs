//! Why a source could not be read: the file, the place, the fault and the way out.

use std::fmt;
use std::io;

use super::encoding::Encoding;
use super::{LARGEST, PdfFault, Position};
use crate::source::plain::LONGEST_LINE;

/// A source that was not read.
#[derive(Debug)]
pub struct ReadError {
    /// As the user named it.
    pub name: String,
    pub fault: Fault,
}

#[derive(Debug)]
#[non_exhaustive]
pub enum Fault {
    /// The operating system refused.
    Io(io::Error),
    Folder,
    /// A pipe, a socket or a device.
    Special,
    TooLarge {
        bytes: u64,
    },
    /// No byte, or nothing but white space.
    Empty,
    /// A file of a kind that is not plain text.
    Format {
        found: Found,
    },
    /// A control character that no text has.
    Binary {
        at: Position,
        byte: u8,
    },
    /// The bytes are UTF-8 up to `at` only.
    NotUtf8 {
        at: Position,
        byte: u8,
    },
    /// A byte that has no meaning in the encoding named, declared or guessed.
    NotEncoded {
        at: Position,
        byte: u8,
        encoding: Encoding,
    },
    /// Half a character at the end, or a surrogate alone.
    NotUtf16 {
        at: Position,
    },
    EndlessLine {
        at: Position,
    },
    Pdf(PdfFault),
}

/// Kinds of file that begin with a mark of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    Zip,
    Word,
    Rtf,
    Gzip,
    Xml,
    Image,
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Zip => "an archive or an office document",
            Self::Word => "an old office document",
            Self::Rtf => "rich text",
            Self::Gzip => "a compressed file",
            Self::Xml => "an XML document",
            Self::Image => "an image",
        })
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        if let Some(at) = self.position() {
            write!(f, ":{at}")?;
        }
        match &self.fault {
            Fault::Io(cause) if cause.kind() == io::ErrorKind::NotFound => f.write_str(": no such file"),
            Fault::Io(_) => f.write_str(": cannot be read"),
            Fault::Folder => f.write_str(": is a folder"),
            Fault::Special => f.write_str(": is a pipe or a device, not a file"),
            Fault::TooLarge { bytes } => {
                write!(f, ": too large: {bytes} bytes or more, at most {LARGEST} are read")
            }
            Fault::Empty => f.write_str(": has no text"),
            Fault::Format { found } => write!(f, ": is {found}, not plain text"),
            Fault::Binary { byte, .. } => write!(f, ": not text: byte 0x{byte:02X}"),
            Fault::NotUtf8 { byte, .. } => write!(f, ": damaged UTF-8: byte 0x{byte:02X}"),
            Fault::NotEncoded { byte, encoding, .. } => {
                write!(f, ": unknown encoding: byte 0x{byte:02X} is neither UTF-8 nor {encoding}")
            }
            Fault::NotUtf16 { .. } => f.write_str(": damaged UTF-16"),
            Fault::EndlessLine { .. } => write!(f, ": a line of more than {LONGEST_LINE} bytes"),
            Fault::Pdf(fault) => write!(f, ": {fault}"),
        }
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.fault {
            Fault::Io(cause) if cause.kind() != io::ErrorKind::NotFound => Some(cause),
            Fault::Pdf(fault) => std::error::Error::source(fault),
            _ => None,
        }
    }
}

impl ReadError {
    pub fn position(&self) -> Option<Position> {
        match self.fault {
            Fault::Binary { at, .. }
            | Fault::NotUtf8 { at, .. }
            | Fault::NotEncoded { at, .. }
            | Fault::NotUtf16 { at }
            | Fault::EndlessLine { at } => Some(at),
            Fault::Io(_)
            | Fault::Folder
            | Fault::Special
            | Fault::TooLarge { .. }
            | Fault::Empty
            | Fault::Format { .. }
            | Fault::Pdf(_) => None,
        }
    }

    /// What the user can try next.
    pub fn hint(&self) -> Option<&'static str> {
        Some(match self.fault {
            Fault::Pdf(ref fault) => fault.hint(),
            Fault::Io(ref cause) if cause.kind() == io::ErrorKind::NotFound => {
                "check the name and the folder"
            }
            Fault::Io(_) => return None,
            Fault::Folder => "name the files in it, or give the folder to `build`",
            Fault::Special => "write what comes from it to a file, or give it as `-`",
            Fault::TooLarge { .. } => "an act has some pages; split a collection into its acts",
            Fault::Empty => "look whether the download or the conversion failed",
            Fault::Format { found: Found::Image } => {
                "take the text out first; a scan needs character recognition"
            }
            Fault::Format { .. } => "save it as plain text in UTF-8",
            Fault::Binary { byte: 0, .. } => {
                "if it is UTF-16 text, save it with a byte order mark or as UTF-8"
            }
            Fault::Binary { .. } => "give the text of the act, not a program or an archive",
            Fault::NotUtf8 { .. } | Fault::NotUtf16 { .. } => "fetch the file again, or save it as UTF-8",
            Fault::NotEncoded { .. } => "name its encoding with `--encoding`, or save it as UTF-8",
            Fault::EndlessLine { .. } => "break the text into lines, one a paragraph",
        })
    }
}
