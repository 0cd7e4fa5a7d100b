//! A folder in another's place, at once.

use std::fs;
use std::io;
use std::path::Path;

/// Both change places at once, so that there is no moment without either. File systems
/// that cannot do it get two renames. Whether the draft's name still leads to something.
pub fn exchange(draft: &Path, place: &Path) -> io::Result<bool> {
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        match renameat_with(CWD, draft, CWD, place, RenameFlags::EXCHANGE) {
            Ok(()) => return Ok(true),
            Err(error) if error == rustix::io::Errno::INVAL || error == rustix::io::Errno::NOSYS => {}
            Err(error) => return Err(error.into()),
        }
    }
    let mut name = place.file_name().unwrap_or_default().to_owned();
    name.push(".old");
    let old = place.with_file_name(name);
    if old.exists() {
        fs::remove_dir_all(&old)?;
    }
    fs::rename(place, &old)?;
    fs::rename(draft, place)?;
    fs::remove_dir_all(&old)?;
    Ok(false)
}
