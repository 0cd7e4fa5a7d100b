//! Mentions that another tool found in the same text: read from its stand-off lines, and held
//! against the text.
//!
//! They stand beside ours, marked with their maker. They name no thing and prove nothing: no
//! identity, relation or statement comes of them. Lines of other kinds are passed over.
//! The shape of a line is told in `docs/standoff.md`.

use serde::Deserialize;

use crate::document::{BlockId, Document};
use crate::source::Digest;
use crate::standoff::TYPES;

/// One mention of another tool.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// In the file of lines, from 1.
    pub line: u32,
    /// Code points of the text, `end` exclusive.
    pub start: u32,
    pub end: u32,
    pub text: String,
    /// One of the contract's.
    pub r#type: &'static str,
    /// Which tool, in which version.
    pub maker: String,
    pub score: Option<f64>,
}

impl Imported {
    /// Two lines with the same key say the same.
    pub fn key(&self) -> (u32, u32, &str, &str) {
        (self.start, self.end, self.r#type, &self.maker)
    }
}

/// The mentions of one text, in its order, each once.
#[derive(Debug, Default)]
pub struct ImportedDocument {
    /// As the `document` line names it.
    pub file: Option<String>,
    pub mentions: Vec<Imported>,
}

impl ImportedDocument {
    /// Of what is imported, in whatever order the lines came.
    pub fn digest(&self) -> Digest {
        let mut all = String::new();
        for it in &self.mentions {
            all.push_str(&format!("{} {} {} {:?} {:?}\n", it.start, it.end, it.r#type, it.maker, it.text));
        }
        Digest::of(all.as_bytes())
    }
}

/// What is wrong with a line.
#[derive(Debug, thiserror::Error)]
#[error("{fault}")]
pub struct ImportError {
    /// From 1.
    pub line: u32,
    pub fault: ImportFault,
}

#[derive(Debug, thiserror::Error)]
pub enum ImportFault {
    #[error("not a stand-off line: {0}")]
    NotALine(serde_json::Error),
    #[error("a mention without `{0}`")]
    Missing(&'static str),
    #[error("no maker: `{0}`")]
    NoMaker(String),
    #[error("no type of mention: `{0}`")]
    UnknownType(String),
    #[error("no characters: {start} to {end}")]
    NoCharacters { start: u32, end: u32 },
    #[error("past the end of the text: {end} of {length}")]
    PastTheEnd { end: u32, length: u32 },
    #[error("the text has `{there}` from {start} to {end}, the line says `{said}`")]
    OtherText { start: u32, end: u32, there: String, said: String },
}

impl ImportError {
    /// What the user can try next.
    pub fn hint(&self) -> String {
        match &self.fault {
            ImportFault::NotALine(_) | ImportFault::Missing(_) => {
                "docs/standoff.md shows what a mention needs: start, end, text, type, maker".to_owned()
            }
            ImportFault::NoMaker(_) => {
                "name the tool and its version, as in `spacy/en_core_web_sm 3.7`".to_owned()
            }
            ImportFault::UnknownType(_) => format!("the types are {}", TYPES.join(", ")),
            ImportFault::NoCharacters { .. }
            | ImportFault::PastTheEnd { .. }
            | ImportFault::OtherText { .. } => {
                "offsets count code points, from 0, of what `hemicycle extract --format text` prints"
                    .to_owned()
            }
        }
    }
}

#[derive(Deserialize)]
struct Line {
    kind: String,
    file: Option<String>,
    start: Option<u32>,
    end: Option<u32>,
    text: Option<String>,
    r#type: Option<String>,
    #[serde(alias = "source")]
    maker: Option<String>,
    score: Option<f64>,
}

/// Longer names of tools are none.
const LONGEST_MAKER: usize = 200;

/// Lines of one run, text by text: a `document` line opens each where there are several.
pub fn read(text: &str) -> Result<Vec<ImportedDocument>, ImportError> {
    let mut documents: Vec<ImportedDocument> = Vec::new();
    for (index, line) in text.lines().enumerate().filter(|(_, it)| !it.trim().is_empty()) {
        let number = index as u32 + 1;
        let refuse = |fault| ImportError { line: number, fault };
        let line: Line = serde_json::from_str(line).map_err(|it| refuse(ImportFault::NotALine(it)))?;
        match line.kind.as_str() {
            "document" => documents.push(ImportedDocument { file: line.file, mentions: Vec::new() }),
            "mention" => {
                if documents.is_empty() {
                    documents.push(ImportedDocument::default());
                }
                let mention = mention(line, number).map_err(refuse)?;
                documents.last_mut().expect("one is open").mentions.push(mention);
            }
            _ => {}
        }
    }
    for document in &mut documents {
        document.mentions.sort_by(|a, b| a.key().cmp(&b.key()));
        document.mentions.dedup_by(|a, b| a.key() == b.key());
    }
    Ok(documents)
}

fn mention(line: Line, number: u32) -> Result<Imported, ImportFault> {
    let missing = ImportFault::Missing;
    let (start, end) = (line.start.ok_or(missing("start"))?, line.end.ok_or(missing("end"))?);
    if start >= end {
        return Err(ImportFault::NoCharacters { start, end });
    }
    let said = line.r#type.ok_or(missing("type"))?;
    let maker = line.maker.ok_or(missing("maker"))?.trim().to_owned();
    if maker.is_empty() || maker.len() > LONGEST_MAKER || maker.chars().any(char::is_control) {
        return Err(ImportFault::NoMaker(maker.chars().take(40).collect()));
    }
    let known = TYPES.into_iter().find(|it| *it == said).ok_or(ImportFault::UnknownType(said))?;
    let text = line.text.ok_or(missing("text"))?;
    Ok(Imported { line: number, start, end, text, r#type: known, maker, score: line.score })
}

/// A mention in its place.
#[derive(Clone, Copy, Debug)]
pub struct Placed<'a> {
    pub mention: &'a Imported,
    /// The block that holds its first character; white space and page numbers are in none.
    pub block: Option<BlockId>,
}

/// Every mention with its block; the first whose characters the text does not have is refused.
pub fn place<'a>(
    document: &Document<'_>,
    imported: &'a ImportedDocument,
) -> Result<Vec<Placed<'a>>, ImportError> {
    let source = document.source;
    let mut pieces: Vec<(u32, u32, BlockId)> = document
        .ids()
        .flat_map(|(id, block)| block.pieces.iter().map(move |it| (it.source.start, it.source.end, id)))
        .collect();
    pieces.sort_unstable();
    let length = source.code_point(source.text.len() as u32);
    let placed = imported.mentions.iter().map(|mention| {
        let &Imported { line, start, end, .. } = mention;
        let refuse = |fault| Err(ImportError { line, fault });
        let (Some(from), Some(to)) = (source.byte_at(start), source.byte_at(end)) else {
            return refuse(ImportFault::PastTheEnd { end, length });
        };
        let there = &source.text[from as usize..to as usize];
        if !letters(there).eq(letters(&mention.text)) {
            let there = there.chars().take(80).collect();
            return refuse(ImportFault::OtherText { start, end, there, said: mention.text.clone() });
        }
        let next = pieces.partition_point(|it| it.0 <= from);
        let holding = pieces[..next].last().filter(|it| from < it.1);
        Ok(Placed { mention, block: holding.map(|it| it.2) })
    });
    placed.collect()
}

/// Line ends and line hyphens do not count.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{ad}' | '\u{2010}'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::source::Source;

    const TEXT: &str = "Resolution 9 (2031)\n\n1. The Assembly thanks Oda Bren-\nnink of Malta.\n";

    fn check(line: &str, expected: &str) {
        let source = Source::from_text("act.txt", TEXT);
        let document = crate::document::parse(&source, Lexicon::built_in());
        let said = match read(line) {
            Err(error) => format!("{}: {error}", error.line),
            Ok(documents) => match place(&document, &documents.into_iter().next().unwrap_or_default()) {
                Err(error) => format!("{}: {error}", error.line),
                Ok(placed) => placed
                    .iter()
                    .map(|it| {
                        let block = it.block.map_or("none", |id| &document.block(id).label);
                        format!("{block} {} by {}", it.mention.r#type, it.mention.maker)
                    })
                    .collect::<Vec<_>>()
                    .join("; "),
            },
        };
        assert_eq!(said, expected, "{line}");
    }

    fn line(start: u32, end: u32, text: &str) -> String {
        format!(
            r#"{{"kind":"mention","start":{start},"end":{end},"text":"{text}","type":"Person","maker":"toy 1"}}"#
        )
    }

    #[test]
    fn a_mention_stands_in_its_block() {
        check(&line(44, 58, "Oda Brennink"), "1 Person by toy 1");
        check(&line(0, 10, "Resolution"), "head.number Person by toy 1");
    }

    #[test]
    fn other_kinds_of_line_are_passed_over() {
        check(r#"{"kind":"relation","subject":"a","predicate":"b","object":"c"}"#, "");
    }

    #[test]
    fn a_line_said_twice_counts_once() {
        let twice = format!("{0}\n{0}", line(44, 47, "Oda"));
        check(&twice, "1 Person by toy 1");
    }

    #[test]
    fn wrong_offsets_are_named() {
        check(&line(43, 46, "Oda"), "1: the text has ` Od` from 43 to 46, the line says `Oda`");
        check(&format!("\n{}", line(60, 600, "Malta")), "2: past the end of the text: 600 of 69");
        check(&line(5, 5, ""), "1: no characters: 5 to 5");
    }

    #[test]
    fn a_line_without_maker_or_of_another_type_is_refused() {
        let full = line(44, 47, "Oda");
        check(&full.replace(r#","maker":"toy 1""#, ""), "1: a mention without `maker`");
        check(&full.replace("toy 1", " "), "1: no maker: ``");
        check(&full.replace("Person", "PER"), "1: no type of mention: `PER`");
        check("no json", "1: not a stand-off line: expected ident at line 1 column 2");
    }
}
