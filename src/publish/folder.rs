//! The folder: written beside its place, file by file with size and digest, and swapped in
//! whole. A killed run leaves what was published before, and a draft that the next run clears.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use flate2::write::GzEncoder;
use flate2::{Compression, GzBuilder};
use sha2::{Digest as _, Sha256};

use super::PublishError;
use crate::source::hexadecimal;
use crate::store::swap::exchange;

/// Digests of all other files; by it a folder is known as a publication.
pub const CHECKSUMS: &str = "SHA256SUMS";

/// A file as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// From the folder, with `/`.
    pub path: String,
    pub bytes: u64,
    /// SHA-256 in hexadecimal digits.
    pub digest: String,
}

pub struct Folder {
    /// Where it is to stand.
    place: PathBuf,
    draft: PathBuf,
    pub entries: Vec<Entry>,
}

impl Folder {
    /// An empty draft beside `place`.
    pub fn beside(place: &Path) -> Result<Self, PublishError> {
        let filled = fs::read_dir(place).is_ok_and(|mut it| it.next().is_some());
        if place.exists() && (!place.is_dir() || filled && !place.join(CHECKSUMS).is_file()) {
            return Err(PublishError::NotOurs(place.to_owned()));
        }
        let mut name = place.file_name().unwrap_or_default().to_owned();
        name.push(".new");
        let draft = place.with_file_name(name);
        let io = |cause| PublishError::Io { path: draft.clone(), cause };
        if draft.exists() {
            fs::remove_dir_all(&draft).map_err(io)?;
        }
        fs::create_dir_all(&draft).map_err(io)?;
        Ok(Self { place: place.to_owned(), draft, entries: Vec::new() })
    }

    /// A file, by what `write` puts into it; gives what `write` gives.
    pub fn put<T, E>(
        &mut self,
        path: &str,
        write: impl FnOnce(&mut dyn Write) -> Result<T, E>,
    ) -> Result<T, PublishError>
    where
        PublishError: From<Fault<E>>,
    {
        let full = self.draft.join(path);
        let io = |cause| PublishError::Io { path: full.clone(), cause };
        if let Some(folder) = full.parent() {
            fs::create_dir_all(folder).map_err(io)?;
        }
        let mut out = Digesting {
            inner: BufWriter::with_capacity(1 << 16, File::create(&full).map_err(io)?),
            digest: Sha256::new(),
            bytes: 0,
        };
        let given = write(&mut out).map_err(|fault| Fault { path: full.clone(), fault })?;
        out.inner.flush().map_err(io)?;
        let digest = hexadecimal(&out.digest.finalize());
        self.entries.push(Entry { path: path.to_owned(), bytes: out.bytes, digest });
        Ok(given)
    }

    /// The same under gzip. No name and no time in it: the same bytes each time.
    pub fn put_compressed<T, E>(
        &mut self,
        path: &str,
        write: impl FnOnce(&mut dyn Write) -> Result<T, E>,
    ) -> Result<T, PublishError>
    where
        E: From<io::Error>,
        PublishError: From<Fault<E>>,
    {
        self.put(path, |out| {
            let mut out: GzEncoder<&mut dyn Write> = GzBuilder::new().write(out, Compression::best());
            let given = write(&mut out)?;
            out.finish()?;
            Ok(given)
        })
    }

    /// Where temporary files may lie: on the same disk as what is written.
    pub fn draft(&self) -> &Path {
        &self.draft
    }

    /// Whether the file was written.
    pub fn has(&self, path: &str) -> bool {
        self.draft.join(path).exists()
    }

    /// A file of the publication that stands in its place now.
    pub fn before(&self, path: &str) -> Option<File> {
        File::open(self.place.join(path)).ok()
    }

    /// A file as it was written, to be read.
    pub fn written(&self, path: &str) -> Result<File, PublishError> {
        let full = self.draft.join(path);
        File::open(&full).map_err(|cause| PublishError::Io { path: full, cause })
    }

    pub fn entry(&self, path: &str) -> Option<&Entry> {
        self.entries.iter().find(|it| it.path == path)
    }

    /// Puts it in its place, whatever stood there; how many files and bytes.
    pub fn swap_in(mut self) -> Result<(usize, u64), PublishError> {
        self.entries.sort_by(|a, b| a.path.cmp(&b.path));
        let sums: String = self.entries.iter().map(|it| format!("{}  {}\n", it.digest, it.path)).collect();
        self.put(CHECKSUMS, |out| out.write_all(sums.as_bytes()))?;
        let io = |cause| PublishError::Io { path: self.place.clone(), cause };
        File::open(&self.draft).and_then(|it| it.sync_all()).map_err(io)?;
        if !self.place.exists() {
            fs::rename(&self.draft, &self.place).map_err(io)?;
        } else if exchange(&self.draft, &self.place).map_err(io)? {
            // What was there before is now the draft.
            fs::remove_dir_all(&self.draft).map_err(io)?;
        }
        let bytes = self.entries.iter().map(|it| it.bytes).sum();
        Ok((self.entries.len(), bytes))
    }
}

/// What went wrong while a file was written.
pub struct Fault<E> {
    path: PathBuf,
    fault: E,
}

impl From<Fault<io::Error>> for PublishError {
    fn from(it: Fault<io::Error>) -> Self {
        Self::Io { path: it.path, cause: it.fault }
    }
}

impl From<Fault<Self>> for PublishError {
    fn from(it: Fault<Self>) -> Self {
        match it.fault {
            // Of the stream: only here is known into which file.
            Self::Io { path, cause } if path.as_os_str().is_empty() => Self::Io { path: it.path, cause },
            fault => fault,
        }
    }
}

impl From<io::Error> for PublishError {
    fn from(cause: io::Error) -> Self {
        Self::Io { path: PathBuf::new(), cause }
    }
}

struct Digesting {
    inner: BufWriter<File>,
    digest: Sha256,
    bytes: u64,
}

impl Write for Digesting {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.digest.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(place: &Path, text: &str) -> Result<(usize, u64), PublishError> {
        let mut folder = Folder::beside(place)?;
        folder.put("a/b.txt", |out| out.write_all(text.as_bytes()))?;
        folder.swap_in()
    }

    #[test]
    fn a_second_publication_takes_the_place_of_the_first() {
        let temporary = tempfile::tempdir().unwrap();
        let place = temporary.path().join("out");
        written(&place, "one").unwrap();
        written(&place, "two").unwrap();
        assert_eq!(fs::read_to_string(place.join("a/b.txt")).unwrap(), "two");
        assert_eq!(fs::read_dir(temporary.path()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn what_is_no_publication_is_left_alone() {
        let temporary = tempfile::tempdir().unwrap();
        fs::write(temporary.path().join("mine.txt"), "mine").unwrap();
        assert!(matches!(written(temporary.path(), "x"), Err(PublishError::NotOurs(_))));
        assert_eq!(fs::read_to_string(temporary.path().join("mine.txt")).unwrap(), "mine");
    }

    #[test]
    fn a_draft_left_by_a_killed_run_is_no_hindrance() {
        let temporary = tempfile::tempdir().unwrap();
        let place = temporary.path().join("out");
        fs::create_dir_all(temporary.path().join("out.new/old")).unwrap();
        written(&place, "one").unwrap();
        assert!(!place.join("old").exists());
    }
}
