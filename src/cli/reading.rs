//! A file to an act's quads, with what a reader should know of it.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use super::imports::Imports;
use super::inputs::Input;
use super::report::{Complaint, Place};
use super::{Failure, Global, Outcome, vocabulary};
use crate::document::{Document, Notice, NoticeKind};
use crate::entity::Entities;
use crate::graph::Import;
use crate::graph::iri::{DocumentIris, Minter};
use crate::graph::proof::run_iri;
use crate::lexicon::Lexicon;
use crate::mention::Mentions;
use crate::source::{Encoding, Source};
use crate::store::writer::Incoming;
use crate::text::SourceSpan;
use crate::{document, entity, graph, mention, standoff};

/// The lists that come with Hemicycle and those the user adds.
pub fn lexicon(vocabularies: &[PathBuf]) -> Result<&'static Lexicon, Failure> {
    if vocabularies.is_empty() {
        return Ok(Lexicon::built_in());
    }
    let mut texts = Vec::new();
    for path in vocabularies {
        let text = std::fs::read_to_string(path).map_err(|error| {
            let message = format!("cannot read vocabulary {}", path.display());
            Failure::new(Outcome::Usage, Complaint::error(message).caused_by(&error))
        })?;
        texts.push((path.display().to_string(), text));
    }
    let more: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    match vocabulary::lexicon(&more) {
        // One for the whole run: taking it apart at the end would cost what building it did.
        Ok(lexicon) => Ok(Box::leak(Box::new(lexicon))),
        Err(error) => {
            let hint = "a vocabulary is Turtle with skos:prefLabel and skos:altLabel";
            Err(Failure::new(Outcome::Usage, Complaint::of(&error).hint(Some(hint))))
        }
    }
}

/// The base that `--base` gives, else the settings.
pub fn minter(base: Option<&str>, global: &Global) -> Result<Option<Minter>, Failure> {
    let refuse = |error: crate::graph::iri::BaseError| {
        Failure::new(Outcome::Usage, Complaint::of(&error).hint(Some(error.hint())))
    };
    let set = || global.settings.config.base.as_ref().map(|it| it.value.clone());
    Ok(base.map(Minter::new).transpose().map_err(refuse)?.or_else(set))
}

/// The encoding that `--encoding` names.
pub fn encoding(name: &str) -> Result<Encoding, String> {
    Encoding::named(name).ok_or_else(|| {
        "no encoding of the web; known are utf-8, utf-16le, windows-1252, iso-8859-2, koi8-r and others"
            .to_owned()
    })
}

/// The text of a file, or why it is none.
pub fn source(input: &Input, named: Option<Encoding>) -> Result<Source, Complaint> {
    let read = match input {
        Input::File(path) => Source::read(path, named),
        Input::Held { name, bytes } => Source::read_from(name, bytes.as_slice(), named),
    };
    read.map_err(|error| Complaint::of(&error).hint(error.hint()))
}

/// All stages before the graph.
pub struct Found<'s> {
    pub document: Document<'s>,
    pub mentions: Mentions,
    pub entities: Entities,
}

pub fn find<'s>(source: &'s Source, lexicon: &Lexicon) -> Found<'s> {
    let document = document::parse(source, lexicon);
    let mentions = mention::find(&document, lexicon);
    let entities = entity::resolve(&document, &mentions, lexicon);
    Found { document, mentions, entities }
}

impl Found<'_> {
    /// IRIs around this document.
    pub fn iris<'m>(&self, minter: &'m Minter) -> DocumentIris<'m> {
        let subject = self.entities.subject.map(|it| &self.entities.get(it).key);
        minter.document(&self.document.source.digest, subject)
    }

    /// What a reader should know, the document's and the versions' own.
    pub fn notices(&self) -> impl Iterator<Item = &Notice> {
        self.document.notices.iter().chain(&self.entities.notices)
    }
}

/// What a file holds as stand-off lines, and what a reader should know of it; also of a text
/// that is no whole act.
pub fn write_lines(
    input: &Input,
    source: &Source,
    imports: &Imports,
    lexicon: &Lexicon,
    minter: &Minter,
    out: &mut Vec<u8>,
) -> Result<Vec<Complaint>, Complaint> {
    let found = find(source, lexicon);
    let iris = found.iris(minter);
    let Found { document, mentions, entities } = &found;
    let imported = imports.placed(input, document)?;
    standoff::write(document, mentions, entities, lexicon, |key| iris.entity(key), out)
        .and_then(|()| standoff::write_imported(document, mentions, &imported, out))
        .map_err(|error| unwritten(source, &error))?;
    Ok(found.notices().map(|notice| told(source, notice)).collect())
}

/// What was read of a text could not be written.
pub fn unwritten(source: &Source, error: &std::io::Error) -> Complaint {
    Complaint::error(format!("cannot write {}", source.name)).caused_by(error)
}

/// What reading one file gave.
pub struct Read {
    pub act: Incoming,
    pub notices: Vec<Complaint>,
}

/// A file to what the store takes in. A fault of ours in one act is told like a bad file, so
/// that the others are read.
pub fn act(
    input: &Input,
    source: &Source,
    imports: &Imports,
    lexicon: &Lexicon,
    minter: &Minter,
) -> Result<Read, Complaint> {
    catch_unwind(AssertUnwindSafe(|| read(input, source, imports, lexicon, minter))).unwrap_or_else(|panic| {
        let fault = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("no message");
        Err(Complaint::error(format!("{} could not be read: a fault in Hemicycle ({fault})", source.name))
            .hint(Some("please report it, with the file")))
    })
}

fn read(
    input: &Input,
    source: &Source,
    imports: &Imports,
    lexicon: &Lexicon,
    minter: &Minter,
) -> Result<Read, Complaint> {
    let found = find(source, lexicon);
    if found.entities.subject.is_none() {
        return Err(no_act(source));
    }
    let iris = found.iris(minter);
    let imported =
        Import { digest: imports.digest(input), mentions: imports.placed(input, &found.document)? };
    let Found { document, mentions, entities } = &found;
    let data = graph::build_with(document, mentions, entities, &imported, lexicon, minter);
    let act = Incoming {
        act: iris.act().to_owned(),
        source: iris.source().to_owned(),
        run: run_iri(minter, &lexicon.digest().to_string(), &source.digest, imported.digest.as_ref()),
        file: input.file_name(),
        versions: found.document.versions.iter().collect::<HashSet<_>>().len(),
        data,
    };
    let notices = found.notices().map(|notice| told(source, notice)).collect();
    Ok(Read { act, notices })
}

fn no_act(source: &Source) -> Complaint {
    let line = source.text.lines().position(|it| !it.trim().is_empty()).unwrap_or(0);
    let text = source.text.lines().nth(line).unwrap_or("").chars().take(10_000).collect::<String>();
    let width = text.trim_end().chars().count().min(60) as u32;
    Complaint::error("no act: nothing says which body adopted it, and under which number or on which day")
        .at(Place { name: source.name.clone(), line: line as u32 + 1, column: 1, width, text })
        .hint(Some("an act's heading names its kind and number, as in `Resolution 2616 (2025)`"))
}

pub fn told(source: &Source, notice: &Notice) -> Complaint {
    let complaint = Complaint::warning(notice.message.clone());
    match notice.kind {
        NoticeKind::DoubtfulHyphen
        | NoticeKind::OutlineGap
        | NoticeKind::VersionsDiffer
        | NoticeKind::ContradictoryFact
        | NoticeKind::UnreadLanguage
        | NoticeKind::UnknownFamily
        | NoticeKind::PartlyRead => complaint.at(shown(source, notice.at)),
    }
}

/// The place of a span, with its first line.
pub fn shown(source: &Source, at: SourceSpan) -> Place {
    let position = source.position(at.start);
    let text = source.line(position.line).to_owned();
    let rest = text.chars().count().saturating_sub(position.column as usize - 1).max(1) as u32;
    let width = source.slice(at).chars().count().max(1) as u32;
    Place {
        name: source.name.clone(),
        line: position.line,
        column: position.column,
        width: width.min(rest),
        text,
    }
}
