//! What the store need not read again: each file's run, who read it, and what came of it.
//!
//! In `read.jsonl` beside the quads and not in the graph: the same acts are the same graph,
//! whoever read them and whatever else lay beside them. What is lost here is only read again.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

pub(super) const FILE: &str = "read.jsonl";

/// A file, as one reader read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Reading {
    /// IRI of the run: version, vocabularies and bytes of the file.
    pub run: String,
    /// Digest of all that decides what is found: see [`crate::store::writer::Reader`].
    pub reader: String,
    /// The run whose file gave the same act and stayed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gave_way_to: Option<String>,
}

/// By run; the last of several is right.
#[derive(Debug, Default)]
pub(super) struct Readings {
    path: Option<PathBuf>,
    by_run: BTreeMap<String, Reading>,
    /// Not yet written.
    new: Vec<String>,
}

impl Readings {
    /// Without a folder they go with the process.
    pub fn open(dir: Option<&Path>) -> io::Result<Self> {
        let Some(path) = dir.map(|it| it.join(FILE)) else { return Ok(Self::default()) };
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            // Not there, or damaged by something else: everything is read again.
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::InvalidData) => {
                String::new()
            }
            Err(error) => return Err(error),
        };
        // A kill may have cut the last line.
        let readings = text.lines().filter_map(|line| serde_json::from_str::<Reading>(line).ok());
        let by_run = readings.map(|it| (it.run.clone(), it)).collect();
        Ok(Self { path: Some(path), by_run, new: Vec::new() })
    }

    pub fn get(&self, run: &str) -> Option<&Reading> {
        self.by_run.get(run)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Reading> {
        self.by_run.values()
    }

    pub fn put(&mut self, reading: Reading) {
        if self.by_run.get(&reading.run) != Some(&reading) {
            self.new.push(reading.run.clone());
            self.by_run.insert(reading.run.clone(), reading);
        }
    }

    /// What was put since is there after a kill.
    pub fn save(&mut self) -> io::Result<()> {
        let new = std::mem::take(&mut self.new);
        let Some(path) = self.path.as_ref().filter(|_| !new.is_empty()) else { return Ok(()) };
        // Begins on a new line, for the last may have been cut.
        let mut lines = vec![b'\n'];
        for reading in new.iter().filter_map(|run| self.by_run.get(run)) {
            serde_json::to_writer(&mut lines, reading)?;
            lines.push(b'\n');
        }
        OpenOptions::new().create(true).append(true).open(path)?.write_all(&lines)
    }

    /// Written anew with only those that are `of_use`.
    pub fn finish(&mut self, of_use: impl Fn(&Reading) -> bool) -> io::Result<()> {
        let before = self.by_run.len();
        self.by_run.retain(|_, it| of_use(it));
        let Some(path) = &self.path else { return Ok(()) };
        if self.new.is_empty() && self.by_run.len() == before {
            return Ok(());
        }
        self.new.clear();
        let mut lines = Vec::new();
        for reading in self.by_run.values() {
            serde_json::to_writer(&mut lines, reading)?;
            lines.push(b'\n');
        }
        let draft = path.with_extension("new");
        fs::write(&draft, lines)?;
        fs::rename(&draft, path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(run: &str, reader: &str) -> Reading {
        Reading { run: run.to_owned(), reader: reader.to_owned(), gave_way_to: None }
    }

    /// Runs with their readers, as the next process finds them.
    fn check(dir: &Path, expected: &[(&str, &str)]) {
        let readings = Readings::open(Some(dir)).unwrap();
        let found: Vec<_> = readings.iter().map(|it| (it.run.as_str(), it.reader.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_was_saved_is_found_though_the_last_line_was_cut() {
        let dir = tempfile::tempdir().unwrap();
        let mut readings = Readings::open(Some(dir.path())).unwrap();
        readings.put(reading("a", "x"));
        readings.save().unwrap();
        let path = dir.path().join(FILE);
        fs::write(&path, fs::read_to_string(&path).unwrap() + "{\"run\":\"b\",\"rea").unwrap();
        check(dir.path(), &[("a", "x")]);
        let mut readings = Readings::open(Some(dir.path())).unwrap();
        readings.put(reading("c", "x"));
        readings.save().unwrap();
        check(dir.path(), &[("a", "x"), ("c", "x")]);
    }

    #[test]
    fn the_last_reader_of_a_file_counts_and_the_useless_go() {
        let dir = tempfile::tempdir().unwrap();
        let mut readings = Readings::open(Some(dir.path())).unwrap();
        for (run, reader) in [("a", "x"), ("a", "y"), ("b", "y")] {
            readings.put(reading(run, reader));
            readings.save().unwrap();
        }
        check(dir.path(), &[("a", "y"), ("b", "y")]);
        readings.finish(|it| it.run == "b").unwrap();
        check(dir.path(), &[("b", "y")]);
    }
}
