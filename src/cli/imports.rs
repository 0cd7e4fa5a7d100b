//! `--with-standoff`: lines of other tools, file by file.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use super::inputs::Input;
use super::report::{Complaint, Place};
use super::{Failure, Outcome};
use crate::document::Document;
use crate::source::Digest;
use crate::standoff::document_of;
use crate::standoff::import::{self, ImportError, ImportedDocument, Placed};

/// All that is added to what the rules find.
#[derive(Default)]
pub struct Imports {
    files: Vec<File>,
    /// One text is read, and lines that name none are of it.
    alone: bool,
}

struct File {
    name: String,
    text: String,
    documents: Vec<ImportedDocument>,
    used: Vec<AtomicBool>,
}

impl Imports {
    /// `alone`: one text is read.
    pub fn read(paths: &[PathBuf], alone: bool) -> Result<Self, Failure> {
        let files = paths.iter().map(|path| File::read(path)).collect::<Result<_, _>>()?;
        Ok(Self { files, alone })
    }

    fn of(&self, input: &Input) -> impl Iterator<Item = (&File, &ImportedDocument)> {
        let name = input.name();
        let alone = self.alone && !input.is_packed();
        self.files.iter().filter_map(move |file| {
            let index = document_of(&file.documents, |it| it.file.as_deref(), &name, alone)?;
            file.used[index].store(true, Ordering::Relaxed);
            Some((file, &file.documents[index]))
        })
    }

    /// Of what is added to this text; `None` where nothing is.
    pub fn digest(&self, input: &Input) -> Option<Digest> {
        let all: Vec<String> = self.of(input).map(|(_, it)| it.digest().to_string()).collect();
        (!all.is_empty()).then(|| Digest::of(all.join("\n").as_bytes()))
    }

    /// What is added to this text, in its place; or the first line that does not fit it.
    pub fn placed(&self, input: &Input, document: &Document<'_>) -> Result<Vec<Placed<'_>>, Complaint> {
        let mut all = Vec::new();
        for (file, imported) in self.of(input) {
            all.extend(
                import::place(document, imported)
                    .map_err(|error| file.complaint(&error, &format!("{}: ", document.source.name)))?,
            );
        }
        // Two files may hold the same lines.
        all.sort_by(|a, b| a.mention.key().cmp(&b.mention.key()));
        all.dedup_by(|a, b| a.mention.key() == b.mention.key());
        Ok(all)
    }

    /// Lines that no text took.
    pub fn unused(&self) -> impl Iterator<Item = Complaint> {
        self.files.iter().flat_map(|file| {
            let unused = file.documents.iter().zip(&file.used).filter(|(_, it)| !it.load(Ordering::Relaxed));
            unused.map(|(document, _)| {
                let of = match &document.file {
                    Some(name) => format!("the lines of {name}"),
                    None => "lines that name no text".to_owned(),
                };
                let hint = "a `document` line before them names the text they are of";
                Complaint::warning(format!("{}: no text took {of}", file.name)).hint(Some(hint))
            })
        })
    }
}

impl File {
    fn read(path: &Path) -> Result<Self, Failure> {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|error| {
            let message = format!("cannot read the lines in {name}");
            Failure::new(Outcome::Usage, Complaint::error(message).caused_by(&error))
        })?;
        let mut file = Self { name, text, documents: Vec::new(), used: Vec::new() };
        file.documents = import::read(&file.text)
            .map_err(|error| Failure::new(Outcome::Usage, file.complaint(&error, "")))?;
        file.used = file.documents.iter().map(|_| AtomicBool::new(false)).collect();
        Ok(file)
    }

    fn complaint(&self, error: &ImportError, about: &str) -> Complaint {
        let text = self.text.lines().nth(error.line as usize - 1).unwrap_or("").to_owned();
        let width = text.trim_end().chars().count().clamp(1, 60) as u32;
        let place = Place { name: self.name.clone(), line: error.line, column: 1, width, text };
        Complaint::error(format!("{about}{error}")).at(place).hint(Some(error.hint()))
    }
}
