//! Formats of files, and which of them a file has by its content.

use std::fmt;

/// A format that is read. What is read from each: `docs/formats.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Plain text and Markdown: the text is the file.
    Text,
    Html,
    Docx,
    /// Akoma Ntoso 3.0.
    AkomaNtoso,
    /// XML of another vocabulary: its words, without its structure.
    Xml,
    Pdf,
}

impl Format {
    pub const ALL: [Self; 6] = [Self::Text, Self::Html, Self::Docx, Self::AkomaNtoso, Self::Xml, Self::Pdf];

    /// For the user's hand, and in the graph.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Html => "html",
            Self::Docx => "docx",
            Self::AkomaNtoso => "akoma-ntoso",
            Self::Xml => "xml",
            Self::Pdf => "pdf",
        }
    }

    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Text => "text/plain",
            Self::Html => "text/html",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::AkomaNtoso => "application/akn+xml",
            Self::Xml => "application/xml",
            Self::Pdf => "application/pdf",
        }
    }

    /// Whether an empty line of its text is the border of a block of the original, not of a
    /// page or of the paper.
    pub const fn has_blocks(self) -> bool {
        match self {
            Self::Html | Self::Docx | Self::AkomaNtoso | Self::Xml => true,
            Self::Text | Self::Pdf => false,
        }
    }

    /// Endings of files that are looked into when a folder is given. The content decides.
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Text => &["txt", "md", "text"],
            Self::Html => &["html", "htm", "xhtml"],
            Self::Docx => &["docx"],
            Self::AkomaNtoso => &["akn"],
            Self::Xml => &["xml"],
            Self::Pdf => &["pdf"],
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "plain text",
            Self::Html => "an HTML page",
            Self::Docx => "a Word document",
            Self::AkomaNtoso => "an Akoma Ntoso document",
            Self::Xml => "an XML document",
            Self::Pdf => "a PDF file",
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn codes_and_endings_tell_formats_apart() {
        let codes: BTreeSet<&str> = Format::ALL.iter().map(|it| it.code()).collect();
        let media: BTreeSet<&str> = Format::ALL.iter().map(|it| it.media_type()).collect();
        let endings: Vec<&str> = Format::ALL.iter().flat_map(|it| it.endings()).copied().collect();
        let single: BTreeSet<&&str> = endings.iter().collect();
        assert_eq!((codes.len(), media.len()), (Format::ALL.len(), Format::ALL.len()));
        assert_eq!(single.len(), endings.len());
    }
}
