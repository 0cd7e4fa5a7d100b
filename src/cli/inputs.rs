//! PATH… to documents: files as they are, folders with all that is in them, patterns, `-`,
//! and the files inside archives.
//!
//! [`expand`] finds what was named; [`in_chunks`] hands over the documents, archives opened one
//! entry after the other, so that memory does not grow with an archive. The order is that of
//! the names, and inside an archive its own. A file may also hold a document a line.

mod archive;
mod lines;

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufReader, Read as _, Seek as _};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use self::archive::HEAD;
use super::report::Complaint;
use crate::source::{Format, LARGEST};
use crate::text::printable;

/// What a file, or standard input, holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// A document, or an archive of documents.
    Document,
    /// A document a line, as JSON.
    JsonLines,
}

/// What the user named.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    File(PathBuf),
    Stdin,
}

/// One document to read.
#[derive(Clone, Debug)]
pub enum Input {
    /// Read where it is needed.
    File(PathBuf),
    /// Read already: a file inside an archive, or standard input.
    Held { name: String, bytes: Arc<Vec<u8>> },
}

impl Input {
    /// As the user named it; a file in an archive is `archive.zip!/path/act.txt`.
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => printable(&path.display().to_string()),
            Self::Held { name, .. } => name.clone(),
        }
    }

    /// The last part of its name: where it lies is the reader's own affair.
    pub fn file_name(&self) -> String {
        match self {
            Self::File(path) => path.file_name().unwrap_or(path.as_os_str()).display().to_string(),
            Self::Held { name, .. } => name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned(),
        }
    }

    /// One of the files in an archive.
    pub fn is_packed(&self) -> bool {
        matches!(self, Self::Held { name, .. } if name.contains("!/"))
    }

    fn held(&self) -> usize {
        match self {
            Self::File(_) => 0,
            Self::Held { bytes, .. } => bytes.len(),
        }
    }
}

/// Endings of documents that are read when a folder or an archive is given; a file named itself
/// is always read, whatever its name.
fn endings() -> impl Iterator<Item = &'static str> {
    Format::ALL.iter().flat_map(|it| it.endings()).copied()
}

/// Endings of archives that are opened when a folder is given.
const OPENED: &[&str] = &["zip", "tar", "tgz", "tar.gz"];

fn is_read(name: &str) -> bool {
    let ends = |name: &str, ending: &str| {
        name.len() > ending.len() + 1
            && name.is_char_boundary(name.len() - ending.len())
            && name[name.len() - ending.len()..].eq_ignore_ascii_case(ending)
            && name.as_bytes()[name.len() - ending.len() - 1] == b'.'
    };
    endings().any(|it| ends(name, it))
}

fn is_opened(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let packed = name.strip_suffix(".gz").is_some_and(is_read);
    packed || OPENED.iter().any(|it| name.strip_suffix(it).is_some_and(|it| it.ends_with('.')))
}

/// Places, each once, in the order of their names; and what could not be found.
pub fn expand(paths: &[PathBuf]) -> (Vec<Place>, Vec<Complaint>) {
    let mut places = BTreeSet::new();
    let mut complaints = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            places.insert(Place::Stdin);
        } else if path.is_dir() {
            let before = places.len();
            folder(path, &mut places, &mut complaints);
            if places.len() == before {
                complaints.push(
                    Complaint::warning(format!(
                        "no acts in folder {}",
                        printable(&path.display().to_string())
                    ))
                    .hint(Some(format!(
                        "files ending in .{} are read",
                        endings().collect::<Vec<_>>().join(", .")
                    ))),
                );
            }
        } else if path.symlink_metadata().is_ok() {
            places.insert(Place::File(path.clone()));
        } else {
            pattern(path, &mut places, &mut complaints);
        }
    }
    (places.into_iter().collect(), complaints)
}

/// All that is in a folder, and in the folders in it, without links to folders: such a link may
/// lead round for ever.
fn folder(path: &Path, places: &mut BTreeSet<Place>, complaints: &mut Vec<Complaint>) {
    let mut open = vec![path.to_owned()];
    while let Some(path) = open.pop() {
        let entries = match std::fs::read_dir(&path) {
            Ok(entries) => entries,
            Err(error) => {
                let name = printable(&path.display().to_string());
                complaints.push(Complaint::error(format!("cannot read folder {name}")).caused_by(&error));
                continue;
            }
        };
        let mut entries: Vec<_> = entries.flatten().collect();
        // Complaints come in the same order everywhere.
        entries.sort_by_key(std::fs::DirEntry::file_name);
        for entry in entries {
            let name = entry.file_name().to_string_lossy().into_owned();
            // The kind of the entry itself, not of what a link leads to.
            let is_folder = entry.file_type().is_ok_and(|it| it.is_dir());
            if name.starts_with('.') {
            } else if is_folder {
                open.push(entry.path());
            } else if is_read(&name) || is_opened(&name) {
                // What is no file is told when it is read.
                places.insert(Place::File(entry.path()));
            }
        }
    }
}

fn pattern(path: &Path, places: &mut BTreeSet<Place>, complaints: &mut Vec<Complaint>) {
    let text = path.display().to_string();
    let found: Vec<PathBuf> = match glob::glob(&text) {
        Ok(found) => found.flatten().filter(|it| it.is_file()).collect(),
        Err(_) => Vec::new(),
    };
    if found.is_empty() {
        let is_pattern = text.contains(['*', '?', '[']);
        let text = printable(&text);
        let message =
            if is_pattern { format!("no file matches {text}") } else { format!("no such file: {text}") };
        complaints.push(Complaint::error(message).hint(Some("paths are relative to the folder you are in")));
    }
    places.extend(found.into_iter().map(Place::File));
}

/// Bytes of entries held at a time, beside the one that is over it.
const HELD: usize = 64 << 20;

/// Documents in their order, at most `at_once` and about [`HELD`] bytes for one call of `take`,
/// which ends the reading with `Break`.
pub fn in_chunks(
    places: &[Place],
    content: Content,
    at_once: usize,
    mut take: impl FnMut(Vec<Result<Input, Complaint>>) -> ControlFlow<()>,
) {
    let mut chunk = Vec::with_capacity(at_once);
    let mut held = 0;
    let mut put = |item: Result<Input, Complaint>| {
        held += item.as_ref().map_or(0, Input::held);
        chunk.push(item);
        if chunk.len() < at_once && held < HELD {
            return ControlFlow::Continue(());
        }
        held = 0;
        take(std::mem::take(&mut chunk))
    };
    for place in places {
        let opened = match content {
            Content::Document => open(place, &mut put),
            Content::JsonLines => open_lines(place, &mut put),
        };
        if opened.is_break() {
            return;
        }
    }
    if !chunk.is_empty() {
        let _ = take(chunk);
    }
}

/// The documents of one place: itself, or what is in it.
fn open(place: &Place, put: &mut dyn FnMut(Result<Input, Complaint>) -> ControlFlow<()>) -> ControlFlow<()> {
    match place {
        Place::File(path) => {
            let input = Input::File(path.clone());
            // What cannot be opened, or is a pipe, is told where files are read.
            let Some((mut file, head)) = head(path) else { return put(Ok(input)) };
            match archive::kind(&head, &mut file) {
                Some(kind) if file.rewind().is_ok() => archive::open(kind, file, &input.name(), put),
                _ => put(Ok(input)),
            }
        }
        Place::Stdin => {
            let name = "standard input".to_owned();
            let mut bytes = Vec::new();
            // One byte more than is read: the reader of documents refuses it by its size.
            if let Err(error) = std::io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes) {
                return put(Err(Complaint::error(format!("{name}: cannot be read")).caused_by(&error)));
            }
            let mut cursor = std::io::Cursor::new(bytes.as_slice());
            match archive::kind(&bytes[..bytes.len().min(HEAD)], &mut cursor) {
                Some(kind) if bytes.len() as u64 <= LARGEST => {
                    archive::open(kind, std::io::Cursor::new(bytes), &name, put)
                }
                _ => put(Ok(Input::Held { name, bytes: Arc::new(bytes) })),
            }
        }
    }
}

fn open_lines(
    place: &Place,
    put: &mut dyn FnMut(Result<Input, Complaint>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    match place {
        Place::File(path) => {
            let name = printable(&path.display().to_string());
            match File::open(path) {
                Ok(file) => lines::open(&name, BufReader::new(file), put),
                Err(error) => put(Err(Complaint::error(format!("cannot read {name}")).caused_by(&error))),
            }
        }
        Place::Stdin => lines::open("standard input", std::io::stdin().lock(), put),
    }
}

/// A regular file and its first bytes.
fn head(path: &Path) -> Option<(File, Vec<u8>)> {
    if !std::fs::metadata(path).ok()?.is_file() {
        return None;
    }
    let mut file = File::open(path).ok()?;
    let mut head = Vec::with_capacity(HEAD);
    (&mut file).take(HEAD as u64).read_to_end(&mut head).ok()?;
    Some((file, head))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_are_read_whatever_their_case() {
        let read = |name: &str| (is_read(name), is_opened(name));
        assert_eq!(read("act.txt"), (true, false));
        assert_eq!(read("ACT.TXT"), (true, false));
        assert_eq!(read("acts.zip"), (false, true));
        assert_eq!(read("acts.tar.gz"), (false, true));
        assert_eq!(read("act.txt.gz"), (false, true));
        assert_eq!(read("dump.sql.gz"), (false, false));
        assert_eq!(read(".txt"), (false, false));
        assert_eq!(read("txt"), (false, false));
        assert_eq!(read("étxt"), (false, false));
    }

    #[test]
    fn names_print_on_one_line() {
        assert_eq!(printable("Doc. 1 – è.txt"), "Doc. 1 – è.txt");
        assert_eq!(printable("a\nb\u{202E}txt"), "a\\nb\\u{202e}txt");
    }
}
