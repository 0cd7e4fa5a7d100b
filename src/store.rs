//! Quads kept and found again: Oxigraph, on disk (RocksDB) or in memory.
//!
//! A store is a folder:
//!
//! ```text
//! store.json   its format and the base of its IRIs
//! read.jsonl   what need not be read again
//! gone.jsonl   what must not be in it, where something was taken down
//! lock         held shared by readers, alone by who writes
//! quads/       Oxigraph's files
//! snapshots/   while the store is served
//! ```
//!
//! Parts, in reading order: who may open it ([`lock`]), what acts it holds ([`catalogue`]),
//! how acts come in ([`writer`]), one name for each thing ([`names`]), what need not be read
//! again ([`readings`]), what others publish ([`data_set`]), what must not be in it ([`gone`]),
//! what the store held at one moment ([`snapshot`]). Invariant: at any moment, also after a kill, every act is
//! whole or absent.

pub mod catalogue;
pub mod data_set;
pub mod gone;
mod lock;
pub(crate) mod names;
mod readings;
pub mod repeats;
pub mod snapshot;
pub(crate) mod swap;
pub mod writer;

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use oxigraph::model::Quad;
use oxigraph::store::StorageError;
use serde::{Deserialize, Serialize};

use self::lock::Lock;
use crate::forget::Forgotten;
use crate::graph::iri::Minter;

/// Of the folder and of what is in the graph; another number is another layout.
const FORMAT: u32 = 2;

/// An open store.
pub struct Store {
    inner: oxigraph::store::Store,
    minter: Minter,
    /// None in memory.
    dir: Option<PathBuf>,
    forgotten: Forgotten,
    _lock: Option<Lock>,
}

#[derive(Serialize, Deserialize)]
struct Description {
    format: u32,
    base: String,
}

/// Why a store cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    #[error("there is no store at {}", .0.display())]
    Missing(PathBuf),
    #[error("{} is not a store, and not empty", .0.display())]
    NotAStore(PathBuf),
    #[error("the store at {} has format {found}, and this hemicycle reads format {FORMAT}", .dir.display())]
    Format { dir: PathBuf, found: u32 },
    #[error("the store at {} has the base {has}, not {wanted}", .dir.display())]
    Base { dir: PathBuf, has: String, wanted: String },
    #[error("{} is damaged", .path.display())]
    Description { path: PathBuf, cause: serde_json::Error },
    #[error("{}:{line}: this is no tombstone: {cause}", .path.display())]
    Tombstone { path: PathBuf, line: usize, cause: serde_json::Error },
    #[error("something was being taken out of the store at {}, and part of it may still be there", .0.display())]
    TakeDown(PathBuf),
    #[error("another hemicycle is writing to the store at {}", .0.display())]
    Written(PathBuf),
    #[error("the store at {} is in use by another hemicycle", .0.display())]
    InUse(PathBuf),
    #[error("cannot use {}", .path.display())]
    Io {
        path: PathBuf,
        #[source]
        cause: io::Error,
    },
    #[error("this hemicycle was made without the store on disk")]
    NoDisk,
    #[error("the store cannot be read or written")]
    Storage(#[from] StorageError),
}

impl StoreError {
    /// What the user can try next.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Missing(_) => {
                Some("`hemicycle build FILES` makes one; --store or HEMICYCLE_STORE names it")
            }
            Self::NotAStore(_) => Some("give another folder with --store; nothing was changed in this one"),
            Self::Format { .. } | Self::Description { .. } => {
                Some("build it anew in another folder; a store holds nothing that its texts do not")
            }
            Self::Base { .. } => Some("leave out --base, or build a store of its own for the other base"),
            Self::Tombstone { .. } => Some("put back the file as `hemicycle forget --export` wrote it"),
            Self::TakeDown(_) => Some("`hemicycle forget --finish` completes it"),
            Self::Written(_) => Some("wait until it is done, and try again"),
            Self::InUse(_) => Some("writing needs the store alone: try again when it is free"),
            Self::NoDisk => Some("compile with the feature `rocksdb`, which is on by default"),
            Self::Io { .. } | Self::Storage(_) => None,
        }
    }
}

impl Store {
    /// An empty store that goes with the process.
    pub fn memory(minter: Minter) -> Result<Self, StoreError> {
        let inner = oxigraph::store::Store::new()?;
        Ok(Self { inner, minter, dir: None, forgotten: Forgotten::default(), _lock: None })
    }

    /// For reading; others may read at the same time.
    pub fn open(dir: &Path) -> Result<Self, StoreError> {
        let description = Description::read(dir)?.ok_or_else(|| match is_empty(dir) {
            true => StoreError::Missing(dir.to_owned()),
            false => StoreError::NotAStore(dir.to_owned()),
        })?;
        let minter = description.minter(dir)?;
        let lock = Lock::shared(dir)?;
        if gone::is_open(dir) {
            return Err(StoreError::TakeDown(dir.to_owned()));
        }
        let forgotten = gone::read(dir)?;
        let quads = dir.join("quads");
        if !quads.exists() {
            // Killed before the first act: a store all the same, with nothing in it.
            return Ok(Self { _lock: Some(lock), forgotten, ..Self::memory(minter)? });
        }
        let dir = Some(dir.to_owned());
        Ok(Self { inner: disk::open(&quads)?, minter, dir, forgotten, _lock: Some(lock) })
    }

    /// For writing, alone; made where there is none. Without `base` a store keeps its own,
    /// and a new one gets [`Minter::default`].
    pub fn create(dir: &Path, base: Option<&Minter>) -> Result<Self, StoreError> {
        let io = |path: &Path| {
            let path = path.to_owned();
            move |cause| StoreError::Io { path, cause }
        };
        std::fs::create_dir_all(dir).map_err(io(dir))?;
        if Description::read(dir)?.is_none() && !is_empty(dir) {
            return Err(StoreError::NotAStore(dir.to_owned()));
        }
        let lock = Lock::alone(dir)?;
        // Read only now: another process may have made the store meanwhile.
        let minter = match (Description::read(dir)?, base) {
            (Some(description), None) => description.minter(dir)?,
            (Some(description), Some(base)) => {
                let minter = description.minter(dir)?;
                if minter != *base {
                    let (has, wanted) = (description.base, base.base().to_owned());
                    return Err(StoreError::Base { dir: dir.to_owned(), has, wanted });
                }
                minter
            }
            (None, base) => {
                let minter = base.cloned().unwrap_or_default();
                Description { format: FORMAT, base: minter.base().to_owned() }.write(dir)?;
                minter
            }
        };
        let quads = dir.join("quads");
        gone::settle_folders(dir).map_err(io(&quads))?;
        disk::sweep(&quads).map_err(io(&quads))?;
        let forgotten = gone::read(dir)?;
        let inner = disk::create(&quads)?;
        let store = Self { inner, minter, dir: Some(dir.to_owned()), forgotten, _lock: Some(lock) };
        // What a killed take-down left to do.
        if gone::is_open(dir) { store.cleaned().map(|(store, _)| store) } else { Ok(store) }
    }

    pub fn minter(&self) -> &Minter {
        &self.minter
    }

    /// For questions.
    pub fn oxigraph(&self) -> &oxigraph::store::Store {
        &self.inner
    }

    /// Every quad, in no order.
    pub fn quads(&self) -> impl Iterator<Item = Result<Quad, StorageError>> {
        self.inner.iter()
    }

    /// Puts what was written where the next reader finds it fastest.
    pub fn settle(&self) -> Result<(), StorageError> {
        #[cfg(feature = "rocksdb")]
        self.inner.flush()?;
        Ok(())
    }
}

/// Nothing there, or nothing but our own lock.
/// The description while it is written; a kill may leave it behind.
const DRAFT: &str = "store.json.new";

fn is_empty(dir: &Path) -> bool {
    std::fs::read_dir(dir).map_or(true, |entries| {
        entries.flatten().all(|it| [lock::FILE, DRAFT].map(OsStr::new).contains(&it.file_name().as_os_str()))
    })
}

impl Description {
    fn path(dir: &Path) -> PathBuf {
        dir.join("store.json")
    }

    fn read(dir: &Path) -> Result<Option<Self>, StoreError> {
        let path = Self::path(dir);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                return Ok(None);
            }
            Err(cause) => return Err(StoreError::Io { path, cause }),
        };
        let description: Self =
            serde_json::from_str(&text).map_err(|cause| StoreError::Description { path, cause })?;
        if description.format != FORMAT {
            return Err(StoreError::Format { dir: dir.to_owned(), found: description.format });
        }
        Ok(Some(description))
    }

    /// Whole or not at all, like everything in the store.
    fn write(&self, dir: &Path) -> Result<(), StoreError> {
        let path = Self::path(dir);
        let draft = dir.join(DRAFT);
        let text = serde_json::to_string_pretty(self).expect("a number and a string");
        std::fs::write(&draft, text + "\n")
            .and_then(|()| std::fs::rename(&draft, &path))
            .map_err(|cause| StoreError::Io { path, cause })
    }

    fn minter(&self, dir: &Path) -> Result<Minter, StoreError> {
        Minter::new(&self.base).map_err(|error| StoreError::Description {
            path: Self::path(dir),
            cause: serde::de::Error::custom(error),
        })
    }
}

#[cfg(feature = "rocksdb")]
mod disk {
    use std::io;
    use std::path::Path;

    use oxigraph::store::{StorageError, Store, StoreOptions};

    /// Files that RocksDB keeps open while it writes. It holds the index of each in memory,
    /// some 0.7 MB, and without a bound all of them: 300 MB for a store of 24 GB.
    const OPEN_FILES: u32 = 64;

    pub fn open(quads: &Path) -> Result<Store, StorageError> {
        Store::open_read_only(quads)
    }

    /// A new database is made beside its place and moved there whole: a kill while RocksDB
    /// sets it up must not leave half of one.
    pub fn create(quads: &Path) -> Result<Store, StorageError> {
        if !quads.exists() {
            let draft = quads.with_extension("new");
            if draft.exists() {
                std::fs::remove_dir_all(&draft).map_err(StorageError::Io)?;
            }
            drop(Store::open(&draft)?);
            std::fs::rename(&draft, quads).map_err(StorageError::Io)?;
        }
        Store::open_with_options(quads, StoreOptions::default().with_max_open_files(OPEN_FILES))
    }

    /// Removes what a killed bulk load left behind: files that RocksDB never took over.
    pub fn sweep(quads: &Path) -> io::Result<()> {
        let entries = match std::fs::read_dir(quads) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        };
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if name.starts_with("bulk-") && name.ends_with(".sst") {
                std::fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }
}

#[cfg(not(feature = "rocksdb"))]
mod disk {
    use std::io;
    use std::path::Path;

    use oxigraph::store::Store;

    use super::StoreError;

    pub fn open(_: &Path) -> Result<Store, StoreError> {
        Err(StoreError::NoDisk)
    }

    pub fn create(_: &Path) -> Result<Store, StoreError> {
        Err(StoreError::NoDisk)
    }

    pub fn sweep(_: &Path) -> io::Result<()> {
        Ok(())
    }
}
