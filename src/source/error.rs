//! Why a source could not be read: the file, the place, the fault and the way out.

use std::fmt;
use std::io;

use super::encoding::Encoding;
use super::{LARGEST, PdfFault, Position};
use crate::source::plain::{LONGEST_LINE, LONGEST_TEXT};

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
    /// More text than an act has.
    TooLong,
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
    /// Broken XML.
    Markup {
        at: Position,
        message: String,
    },
    /// An entity that is neither one of the five nor a character.
    Entity {
        at: Position,
        name: String,
    },
    /// Elements in elements without end.
    TooDeep {
        at: Position,
    },
    /// A document of several parts that cannot be taken apart.
    Package(String),
    /// In one of the parts.
    Within {
        part: String,
        fault: Box<Fault>,
    },
}

impl Fault {
    /// The same fault, found in a part of the file.
    pub fn within(self, part: &str) -> Self {
        Self::Within { part: part.to_owned(), fault: Box::new(self) }
    }

    fn position(&self) -> Option<Position> {
        match *self {
            Self::Binary { at, .. }
            | Self::NotUtf8 { at, .. }
            | Self::NotEncoded { at, .. }
            | Self::NotUtf16 { at }
            | Self::EndlessLine { at }
            | Self::Markup { at, .. }
            | Self::Entity { at, .. }
            | Self::TooDeep { at } => Some(at),
            Self::Io(_)
            | Self::Folder
            | Self::Special
            | Self::TooLarge { .. }
            | Self::TooLong
            | Self::Empty
            | Self::Format { .. }
            | Self::Package(_)
            | Self::Pdf(_)
            | Self::Within { .. } => None,
        }
    }

    /// What the user can try next.
    fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::Io(cause) if cause.kind() == io::ErrorKind::NotFound => "check the name and the folder",
            Self::Io(_) => return None,
            Self::Folder => "name the files in it, or give the folder to `build`",
            Self::Special => "write what comes from it to a file, or give it as `-`",
            Self::TooLarge { .. } | Self::TooLong => {
                "an act has some pages; split a collection into its acts"
            }
            Self::Empty => "look whether the download or the conversion failed",
            Self::Format { found } => found.hint(),
            Self::Binary { byte: 0, .. } => {
                "if it is UTF-16 text, save it with a byte order mark or as UTF-8"
            }
            Self::Binary { .. } => "give the text of the act, not a program or an archive",
            Self::NotUtf8 { .. } | Self::NotUtf16 { .. } => "fetch the file again, or save it as UTF-8",
            Self::NotEncoded { .. } => "name its encoding with `--encoding`, or save it as UTF-8",
            Self::EndlessLine { .. } => "break the text into lines, one a paragraph",
            Self::Markup { .. } | Self::Package(_) => {
                "fetch the file again, or open and save it with the program that made it"
            }
            Self::Entity { .. } => "replace the entity by the characters that it stands for",
            Self::TooDeep { .. } => "no act is nested so deep; save the document anew",
            Self::Pdf(fault) => fault.hint(),
            Self::Within { fault, .. } => return fault.hint(),
        })
    }
}

/// Kinds of file that begin with a mark of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    Zip,
    /// The binary formats of Word before 2007, and of its sisters.
    Word97,
    Excel97,
    Office97,
    /// An office document that needs a password.
    Encrypted,
    Spreadsheet,
    Slides,
    OpenDocument,
    Book,
    Rtf,
    Gzip,
    Image,
}

impl Found {
    const fn hint(self) -> &'static str {
        match self {
            Self::Image => "take the text out first; a scan needs character recognition",
            Self::Word97 | Self::Rtf | Self::OpenDocument => "save it as .docx, or as plain text in UTF-8",
            Self::Encrypted => "open it with its password, and save it without one",
            Self::Zip | Self::Gzip => "name the archive where files are named, or unpack it",
            Self::Excel97 | Self::Office97 | Self::Spreadsheet | Self::Slides | Self::Book => {
                "give the text of the act: .docx, HTML, or plain text in UTF-8"
            }
        }
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Zip => "an archive",
            Self::Word97 => "a Word 97 document",
            Self::Excel97 => "an Excel 97 workbook",
            Self::Office97 => "an old office document",
            Self::Encrypted => "an encrypted document",
            Self::Spreadsheet => "a spreadsheet",
            Self::Slides => "a presentation",
            Self::OpenDocument => "an OpenDocument file",
            Self::Book => "an electronic book",
            Self::Rtf => "rich text",
            Self::Gzip => "a compressed file",
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
        let fault = match &self.fault {
            Fault::Within { part, fault } => {
                write!(f, ": {part}")?;
                if let Some(at) = fault.position() {
                    write!(f, ":{at}")?;
                }
                fault
            }
            fault => fault,
        };
        match fault {
            Fault::Io(cause) if cause.kind() == io::ErrorKind::NotFound => f.write_str(": no such file"),
            Fault::Io(_) => f.write_str(": cannot be read"),
            Fault::Folder => f.write_str(": is a folder"),
            Fault::Special => f.write_str(": is a pipe or a device, not a file"),
            Fault::TooLarge { bytes } => {
                write!(f, ": too large: {bytes} bytes or more, at most {LARGEST} are read")
            }
            Fault::TooLong => write!(f, ": too long: more than {LONGEST_TEXT} bytes of text"),
            Fault::Empty => f.write_str(": has no text"),
            Fault::Format { found } => write!(f, ": is {found}, which is not read"),
            Fault::Binary { byte, .. } => write!(f, ": not text: byte 0x{byte:02X}"),
            Fault::NotUtf8 { byte, .. } => write!(f, ": damaged UTF-8: byte 0x{byte:02X}"),
            Fault::NotEncoded { byte, encoding, .. } => {
                write!(f, ": unknown encoding: byte 0x{byte:02X} is neither UTF-8 nor {encoding}")
            }
            Fault::NotUtf16 { .. } => f.write_str(": damaged UTF-16"),
            Fault::EndlessLine { .. } => write!(f, ": a line of more than {LONGEST_LINE} bytes"),
            Fault::Pdf(fault) => write!(f, ": {fault}"),
            Fault::Markup { message, .. } => write!(f, ": broken XML: {message}"),
            Fault::Entity { name, .. } => write!(f, ": entity \"&{name};\" is not expanded"),
            Fault::TooDeep { .. } => f.write_str(": elements nested too deep"),
            Fault::Package(message) => write!(f, ": damaged document: {message}"),
            // One part is named above; parts have no parts.
            Fault::Within { part, .. } => write!(f, ": {part} cannot be read"),
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
        self.fault.position()
    }

    /// What the user can try next.
    pub fn hint(&self) -> Option<&'static str> {
        self.fault.hint()
    }
}
