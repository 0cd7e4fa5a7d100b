//! The parts of an office document, which is a zip file; unpacked with limits.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;
use zip::result::ZipError;

use super::super::encoding;
use super::super::error::{Fault, Found};

/// Unpacked, all parts together. A report of 500 pages is some 20 MB of XML.
const TOTAL: u64 = 64 << 20;
/// Text is packed 10 to 50 times; what is far beyond is made to fill the memory.
const RATIO: u64 = 200;
/// So much may come of however little.
const FREE: u64 = 4 << 20;
/// Parts of a document with many pictures.
const PARTS: usize = 20_000;

pub struct Package<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    rest: u64,
}

impl<'b> Package<'b> {
    /// Opens what is a Word document; says what else it is.
    pub fn open(bytes: &'b [u8]) -> Result<Self, Fault> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(fault)?;
        if zip.len() > PARTS {
            return Err(Fault::Package("it has too many parts".to_owned()));
        }
        let rest = FREE.max((bytes.len() as u64).saturating_mul(RATIO)).min(TOTAL);
        let package = Self { zip, rest };
        if package.has("word/document.xml") {
            return Ok(package);
        }
        let found = if package.has("xl/workbook.xml") {
            Found::Spreadsheet
        } else if package.has("ppt/presentation.xml") {
            Found::Slides
        } else if package.has("META-INF/container.xml") {
            Found::Book
        } else if package.has("mimetype") && package.has("content.xml") {
            Found::OpenDocument
        } else if package.has("[Content_Types].xml") {
            return Err(Fault::Package("it has no text".to_owned()));
        } else {
            Found::Zip
        };
        Err(Fault::Format { found })
    }

    pub fn has(&self, part: &str) -> bool {
        self.zip.index_for_name(part).is_some()
    }

    /// Names of parts `word/{stem}1.xml`, `word/{stem}2.xml` …, in the order of their names.
    pub fn numbered(&self, stem: &str) -> Vec<String> {
        let mut names: Vec<String> = self
            .zip
            .file_names()
            .flatten()
            .filter(|it| {
                it.strip_prefix("word/")
                    .and_then(|it| it.strip_prefix(stem))
                    .and_then(|it| it.strip_suffix(".xml"))
                    .is_some_and(|it| it.bytes().all(|b| b.is_ascii_digit()))
            })
            .map(|it| it.into_owned())
            .collect();
        names.sort();
        names
    }

    /// The text of a part; `None` if there is no such part.
    pub fn part(&mut self, name: &str) -> Result<Option<String>, Fault> {
        let mut entry = match self.zip.by_name(name) {
            Ok(entry) => entry,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(fault(error)),
        };
        let mut bytes = Vec::new();
        (&mut entry)
            .take(self.rest + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| Fault::Package(format!("{name}: {error}")))?;
        let length = bytes.len() as u64;
        if length > self.rest {
            return Err(Fault::Package("it unpacks to far more than a text has".to_owned()));
        }
        self.rest -= length;
        let declared = encoding::declared(&bytes);
        let decoded = encoding::decode(bytes, None, declared).map_err(|fault| fault.within(name))?;
        Ok(Some(decoded.text))
    }
}

fn fault(error: ZipError) -> Fault {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            Fault::Format { found: Found::Encrypted }
        }
        error => Fault::Package(error.to_string()),
    }
}
