//! PDF: the words of the pages, put into reading order.
//!
//! Poppler's `pdftotext` gives words with their places ([`child`]); [`page`] reads what it
//! writes, [`order`] finds columns, heads, feet and footnotes by position and size, and
//! [`words`] puts letters together. The proof leads to a page and a place on it, and the text
//! in which offsets count is the text as extracted: a PDF has no characters in a row.

mod child;
mod column;
mod line;
mod margin;
mod order;
mod page;
mod words;

use super::error::Fault;
use super::extracted::Extracted;

/// Why a PDF file gave no text.
#[derive(Debug)]
#[non_exhaustive]
pub enum PdfFault {
    /// `pdftotext` is not there.
    NoTool {
        command: String,
    },
    /// It is there, and could not be run.
    Run(std::io::Error),
    Encrypted,
    /// In the words of `pdftotext`, if it had any.
    Broken {
        said: String,
    },
    /// Pages, but no words: images of text.
    Scanned {
        pages: usize,
    },
    /// Reading it took too much.
    Costly(Limit),
}

/// What a PDF file may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Seconds of computing or of waiting.
    Time,
    Memory,
    /// Words or pages.
    Output,
}

/// Reads a PDF file from its bytes.
pub fn read(bytes: &[u8]) -> Result<Extracted, Fault> {
    let pages = child::pages(bytes).map_err(Fault::Pdf)?;
    if pages.iter().all(|page| page.words.is_empty()) {
        return Err(Fault::Pdf(PdfFault::Scanned { pages: pages.len() }));
    }
    Ok(order::text(&pages))
}

/// What `pdftotext -bbox-layout` has written, put into reading order: the part of [`read`] that
/// is ours.
pub fn read_pdf_words(written: &[u8]) -> Result<Extracted, Fault> {
    let broken = || Fault::Pdf(PdfFault::Broken { said: String::new() });
    Ok(order::text(&page::read(written).map_err(|_| broken())?))
}

impl std::fmt::Display for PdfFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoTool { command } => {
                write!(f, "is a PDF file, and `{command}`, which takes the text out, is not there")
            }
            Self::Run(_) => f.write_str("is a PDF file, and `pdftotext` could not be run"),
            Self::Encrypted => f.write_str("is an encrypted PDF file"),
            Self::Broken { .. } => f.write_str("is a damaged PDF file"),
            Self::Scanned { pages: 1 } => f.write_str("is a PDF file without text: an image of a page"),
            Self::Scanned { pages } => write!(f, "is a PDF file without text: images of {pages} pages"),
            Self::Costly(Limit::Time) => {
                write!(f, "is a PDF file that takes more than {} seconds to read", child::SECONDS)
            }
            Self::Costly(Limit::Memory) => {
                write!(f, "is a PDF file that takes more than {} MB to read", child::MEMORY >> 20)
            }
            Self::Costly(Limit::Output) => f.write_str("is a PDF file with more words than an act has"),
        }
    }
}

impl std::error::Error for PdfFault {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Run(cause) => Some(cause),
            _ => None,
        }
    }
}

impl PdfFault {
    /// What the user can try next.
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::NoTool { .. } => {
                "install poppler-utils (Debian, Ubuntu, Fedora) or poppler (macOS, Arch), or name it in HEMICYCLE_PDFTOTEXT"
            }
            Self::Run(_) => "look at the file that HEMICYCLE_PDFTOTEXT names",
            Self::Encrypted => "save it without a password first",
            Self::Broken { .. } => "fetch the file again, or print it to a new PDF file",
            Self::Scanned { .. } => "a scan needs character recognition first; give the text that it makes",
            Self::Costly(_) => "an act has some pages; split a collection into its acts",
        }
    }
}
