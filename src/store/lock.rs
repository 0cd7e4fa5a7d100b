//! One writer or many readers. The system lets go of the lock when its process ends, however
//! that ends, so a kill leaves nothing to clean up.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

use super::StoreError;

pub(super) const FILE: &str = "lock";

/// Held until dropped.
pub(super) struct Lock(#[expect(dead_code, reason = "the lock is the open file")] Option<File>);

impl Lock {
    pub fn shared(dir: &Path) -> Result<Self, StoreError> {
        let path = dir.join(FILE);
        let file = match File::open(&path) {
            Ok(file) => file,
            // A copy of a store without its lock, perhaps on a medium that cannot be written.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self(None)),
            Err(cause) => return Err(StoreError::Io { path, cause }),
        };
        match file.try_lock_shared() {
            Ok(()) => Ok(Self(Some(file))),
            Err(TryLockError::WouldBlock) => Err(StoreError::Written(dir.to_owned())),
            Err(TryLockError::Error(cause)) => Err(StoreError::Io { path, cause }),
        }
    }

    pub fn alone(dir: &Path) -> Result<Self, StoreError> {
        let path = dir.join(FILE);
        let file = OpenOptions::new().create(true).append(true).open(&path);
        let file = file.map_err(|cause| StoreError::Io { path: path.clone(), cause })?;
        match file.try_lock() {
            Ok(()) => Ok(Self(Some(file))),
            // Who holds it is known only by what they hold: a reader would share it.
            Err(TryLockError::WouldBlock) => Err(match file.try_lock_shared() {
                Ok(()) => StoreError::InUse(dir.to_owned()),
                Err(_) => StoreError::Written(dir.to_owned()),
            }),
            Err(TryLockError::Error(cause)) => Err(StoreError::Io { path, cause }),
        }
    }
}
