//! PATH… to files: files as they are, folders with all that is in them, patterns, `-`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::report::Complaint;

/// One file to read, or standard input.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Input {
    File(PathBuf),
    Stdin,
}

impl Input {
    /// As the user named it.
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Stdin => "standard input".to_owned(),
        }
    }
}

/// Endings of files that are read when a folder is given; a file named itself is always read.
const READ: &[&str] = &["txt", "md", "text"];

/// Files, each once, in the order of their names; and what could not be found.
pub fn expand(paths: &[PathBuf]) -> (Vec<Input>, Vec<Complaint>) {
    let mut inputs = BTreeSet::new();
    let mut complaints = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            inputs.insert(Input::Stdin);
        } else if path.is_dir() {
            let before = inputs.len();
            folder(path, &mut inputs, &mut complaints);
            if inputs.len() == before {
                complaints.push(
                    Complaint::warning(format!("no acts in folder {}", path.display()))
                        .hint(Some(format!("files ending in .{} are read", READ.join(", .")))),
                );
            }
        } else if path.exists() {
            inputs.insert(Input::File(path.clone()));
        } else {
            pattern(path, &mut inputs, &mut complaints);
        }
    }
    (inputs.into_iter().collect(), complaints)
}

fn folder(path: &Path, inputs: &mut BTreeSet<Input>, complaints: &mut Vec<Complaint>) {
    let entries = match std::fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) => {
            complaints
                .push(Complaint::error(format!("cannot read folder {}", path.display())).caused_by(&error));
            return;
        }
    };
    for entry in entries.flatten() {
        let path = entry.path();
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        // The kind of the entry itself: a link to a folder above would lead round for ever.
        let is_folder = entry.file_type().is_ok_and(|it| it.is_dir());
        if hidden {
        } else if is_folder {
            folder(&path, inputs, complaints);
        } else if path.extension().and_then(|it| it.to_str()).is_some_and(|it| READ.contains(&it))
            && path.is_file()
        {
            inputs.insert(Input::File(path));
        }
    }
}

fn pattern(path: &Path, inputs: &mut BTreeSet<Input>, complaints: &mut Vec<Complaint>) {
    let text = path.display().to_string();
    let found: Vec<PathBuf> = match glob::glob(&text) {
        Ok(found) => found.flatten().filter(|it| it.is_file()).collect(),
        Err(_) => Vec::new(),
    };
    if found.is_empty() {
        let is_pattern = text.contains(['*', '?', '[']);
        let message =
            if is_pattern { format!("no file matches {text}") } else { format!("no such file: {text}") };
        complaints.push(Complaint::error(message).hint(Some("paths are relative to the folder you are in")));
    }
    inputs.extend(found.into_iter().map(Input::File));
}
