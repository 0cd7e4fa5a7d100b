//! What a store holds at one moment, kept while the store itself goes on.
//!
//! RocksDB never changes a file of sorted quads, so the snapshot is a folder of hard links to
//! them and of copies of the few small files beside; it is a store of its own, without the
//! lock. It lies in `snapshots/` of the store, or where nothing may be written there, in the
//! system's folder for temporary files. Dropping it removes it; what a kill left behind the
//! next snapshot sweeps away.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::gone;
use super::lock::Lock;
use super::{Description, Store, StoreError};

/// Removed when dropped.
#[derive(Debug)]
pub struct Snapshot {
    dir: PathBuf,
    /// `{dir}.lock`, held: whose lock is free has no owner.
    owner: PathBuf,
    _held: File,
}

/// Names, sizes and times of a store's files. Another value is another content, or the same
/// written anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State(Vec<(PathBuf, u64, Option<SystemTime>)>);

impl State {
    pub fn of(store: &Path) -> Self {
        let mut files = Vec::new();
        for folder in [store.to_owned(), store.join("quads")] {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                let Ok(data) = entry.metadata() else { continue };
                // RocksDB's diary grows whenever somebody opens the store.
                let silent = entry.file_name().to_string_lossy().starts_with("LOG");
                if data.is_file() && !silent {
                    files.push((entry.path(), data.len(), data.modified().ok()));
                }
            }
        }
        files.sort();
        Self(files)
    }
}

impl Snapshot {
    /// Refused while another process writes.
    pub fn take(store: &Path) -> Result<Self, StoreError> {
        // The same errors, in the same words, as whoever opens the store.
        let description = Description::read(store)?.ok_or_else(|| StoreError::Missing(store.to_owned()))?;
        let _lock = Lock::shared(store)?;
        if gone::is_open(store) {
            return Err(StoreError::TakeDown(store.to_owned()));
        }
        let beside = store.join("snapshots");
        let place = match fs::create_dir_all(&beside).and_then(|()| Self::reserve(&beside)) {
            Ok(place) => place,
            Err(_) => {
                let temporary = std::env::temp_dir();
                Self::reserve(&temporary).map_err(|cause| StoreError::Io { path: temporary, cause })?
            }
        };
        place.fill(store, &description)?;
        Ok(place)
    }

    /// A store as any other: [`Store::open`] takes it.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    pub fn open(&self) -> Result<Store, StoreError> {
        Store::open(&self.dir)
    }

    fn reserve(parent: &Path) -> io::Result<Self> {
        sweep(parent)?;
        let process = std::process::id();
        for n in 0_u32.. {
            let dir = parent.join(format!("{PREFIX}{process}-{n}"));
            let owner = dir.with_extension(LOCK);
            match OpenOptions::new().write(true).create_new(true).open(&owner) {
                Ok(held) => {
                    held.lock()?;
                    fs::create_dir(&dir)?;
                    return Ok(Self { dir, owner, _held: held });
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::Error::other("no number is free"))
    }

    fn fill(&self, store: &Path, description: &Description) -> Result<(), StoreError> {
        description.write(&self.dir)?;
        let io = |path: &Path| {
            let path = path.to_owned();
            move |cause| StoreError::Io { path, cause }
        };
        let tombstones = store.join(gone::FILE);
        if tombstones.exists() {
            fs::copy(&tombstones, self.dir.join(gone::FILE)).map_err(io(&tombstones))?;
        }
        let from = store.join("quads");
        if !from.exists() {
            return Ok(());
        }
        let to = self.dir.join("quads");
        fs::create_dir(&to).map_err(io(&to))?;
        for entry in fs::read_dir(&from).map_err(io(&from))? {
            let path = entry.map_err(io(&from))?.path();
            let Some(name) = path.file_name() else { continue };
            if !path.is_file() || matches!(name.to_str(), Some(it) if it.starts_with("LOG") || it == "LOCK") {
                continue;
            }
            let target = to.join(name);
            let linked =
                path.extension().is_some_and(|it| it == "sst") && fs::hard_link(&path, &target).is_ok();
            if !linked {
                fs::copy(&path, &target).map_err(io(&path))?;
            }
        }
        Ok(())
    }
}

const PREFIX: &str = "hemicycle-snapshot-";
const LOCK: &str = "lock";

/// Removes snapshots whose owner is gone.
fn sweep(parent: &Path) -> io::Result<()> {
    for entry in fs::read_dir(parent)?.flatten() {
        let owner = entry.path();
        let ours = entry.file_name().to_string_lossy().starts_with(PREFIX);
        if !ours || owner.extension().is_none_or(|it| it != LOCK) {
            continue;
        }
        let Ok(file) = File::open(&owner) else { continue };
        if file.try_lock().is_ok() {
            remove(&owner.with_extension(""), &owner);
        }
    }
    Ok(())
}

/// Who cannot remove a snapshot leaves it to the next sweep.
fn remove(dir: &Path, owner: &Path) {
    if fs::remove_dir_all(dir).is_ok() || !dir.exists() {
        let _ = fs::remove_file(owner);
    }
}

impl Drop for Snapshot {
    fn drop(&mut self) {
        remove(&self.dir, &self.owner);
    }
}

#[cfg(all(test, feature = "rocksdb"))]
mod tests {
    use super::*;
    use oxigraph::model::{GraphNameRef, NamedNodeRef, QuadRef};

    fn add(dir: &Path, name: &str) {
        let store = Store::create(dir, None).expect("made");
        let node = NamedNodeRef::new(name).expect("IRI");
        store
            .oxigraph()
            .insert(QuadRef::new(node, node, node, GraphNameRef::DefaultGraph))
            .expect("inserted");
    }

    #[test]
    fn a_snapshot_stays_as_it_was_and_goes_with_its_owner() {
        let folder = tempfile::tempdir().expect("folder");
        add(folder.path(), "http://example.org/a");
        let snapshot = Snapshot::take(folder.path()).expect("taken");
        let before = State::of(folder.path());
        add(folder.path(), "http://example.org/b");
        assert_ne!(State::of(folder.path()), before);
        let (old, new) = (snapshot.open().expect("opens"), Snapshot::take(folder.path()).expect("taken"));
        assert_eq!(old.oxigraph().len().expect("counts"), 1);
        assert_eq!(new.open().expect("opens").oxigraph().len().expect("counts"), 2);
        drop(old);
        let dir = snapshot.dir().to_owned();
        drop(snapshot);
        assert!(!dir.exists() && new.dir().exists());
    }

    #[test]
    fn what_a_kill_left_is_swept_away_and_what_is_held_is_not() {
        let folder = tempfile::tempdir().expect("folder");
        add(folder.path(), "http://example.org/a");
        let held = Snapshot::take(folder.path()).expect("taken");
        let left = folder.path().join("snapshots").join(format!("{PREFIX}0-0"));
        fs::create_dir(&left).expect("made");
        fs::write(left.with_extension(LOCK), "").expect("written");
        let other = Snapshot::take(folder.path()).expect("taken");
        assert!(!left.exists() && held.dir().exists() && other.dir().exists());
    }
}
