//! What an address has been sent, in a file beside the store's quads: one line a graph, the last
//! one counts, and a line that was cut off counts for nothing.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::source::Digest;

#[derive(Serialize, Deserialize)]
struct Line {
    graph: String,
    /// None: it may be there in part, or not at all.
    hash: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    gone: bool,
}

pub struct Ledger {
    path: PathBuf,
    /// Opened when the first line is written: a dry run leaves nothing behind.
    file: Option<File>,
    graphs: BTreeMap<String, Option<String>>,
}

impl Ledger {
    /// Of this address, beside the store in `dir`.
    pub fn open(dir: &Path, address: &str) -> io::Result<Self> {
        let name = Digest::of(address.as_bytes()).to_string();
        let path = dir.join(format!("pushed-{}.jsonl", &name[..16]));
        let text = match std::fs::read(&path) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error),
        };
        let mut graphs = BTreeMap::new();
        for line in text.lines().filter_map(|it| serde_json::from_str::<Line>(it).ok()) {
            if line.gone {
                graphs.remove(&line.graph);
            } else {
                graphs.insert(line.graph, line.hash);
            }
        }
        Ok(Self { path, file: None, graphs })
    }

    pub fn has(&self, graph: &str, digest: Digest) -> bool {
        self.graphs.get(graph).is_some_and(|it| it.as_ref() == Some(&digest.to_string()))
    }

    /// What was written down is not believed: everything is to be sent again.
    pub fn doubt(&mut self) {
        self.graphs.values_mut().for_each(|it| *it = None);
    }

    /// From now on nobody knows what the address has of the graph.
    pub fn begin(&mut self, graph: &str) -> io::Result<()> {
        self.set(graph, None)
    }

    pub fn put(&mut self, graph: &str, digest: Digest) -> io::Result<()> {
        self.set(graph, Some(digest.to_string()))
    }

    pub fn forget(&mut self, graph: &str) -> io::Result<()> {
        self.graphs.remove(graph);
        self.write(&Line { graph: graph.to_owned(), hash: None, gone: true })
    }

    /// Graphs that the address was sent and that are not these.
    pub fn others(&self, is_one: impl Fn(&str) -> bool) -> Vec<String> {
        self.graphs.keys().filter(|it| !is_one(it)).cloned().collect()
    }

    fn set(&mut self, graph: &str, hash: Option<String>) -> io::Result<()> {
        self.graphs.insert(graph.to_owned(), hash.clone());
        self.write(&Line { graph: graph.to_owned(), hash, gone: false })
    }

    fn write(&mut self, line: &Line) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            none => {
                let mut file = OpenOptions::new().create(true).append(true).open(&self.path)?;
                // Whatever a killed run left half written ends here.
                file.write_all(b"\n")?;
                none.insert(file)
            }
        };
        let mut bytes = serde_json::to_vec(line)?;
        bytes.push(b'\n');
        file.write_all(&bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_of_a_graph_counts_and_half_a_line_does_not() {
        let dir = tempfile::tempdir().expect("a folder");
        let digest = Digest::of(b"one");
        let mut ledger = Ledger::open(dir.path(), "http://a.example/").expect("a ledger");
        ledger.put("urn:a", Digest::of(b"other")).expect("written");
        ledger.put("urn:a", digest).expect("written");
        ledger.put("urn:b", digest).expect("written");
        ledger.begin("urn:b").expect("written");
        ledger.put("urn:c", digest).expect("written");
        ledger.forget("urn:c").expect("written");
        let path = ledger.path.clone();
        drop(ledger);
        let half = br#"{"graph":"urn:b","hash":""#;
        OpenOptions::new().append(true).open(&path).expect("a file").write_all(half).expect("written");
        let mut ledger = Ledger::open(dir.path(), "http://a.example/").expect("a ledger");
        assert!(ledger.has("urn:a", digest) && !ledger.has("urn:b", digest) && !ledger.has("urn:c", digest));
        assert_eq!(ledger.others(|it| it == "urn:a"), ["urn:b"]);
        ledger.put("urn:d", digest).expect("written");
        let again = Ledger::open(dir.path(), "http://a.example/").expect("a ledger");
        assert!(again.has("urn:d", digest), "the half line must not swallow the next");
        assert!(!Ledger::open(dir.path(), "http://b.example/").expect("a ledger").has("urn:a", digest));
    }
}
