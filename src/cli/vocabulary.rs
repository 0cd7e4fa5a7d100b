//! The user's own lists, kept compiled between runs.
//!
//! Fifty thousand names take a second to parse and a twentieth of one to read back. The file
//! lies in the user's cache folder, under a name made of this version and of all that the
//! lists hold; what is in it is believed only if it has the digest that it says it has. Where
//! there is no such folder, or it cannot be written to, the lists are compiled each time.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use crate::lexicon::{Lexicon, VocabularyError};
use crate::source::Digest;

/// Bytes of Turtle from which a file pays.
const WORTH: usize = 128 << 10;

/// Files kept, the last used ones.
const KEPT: usize = 8;

const EXTENSION: &str = "lexicon";

/// The built-in lists and these, `(name, Turtle)` each.
pub fn lexicon(more: &[(&str, &str)]) -> Result<Lexicon, VocabularyError> {
    let size: usize = more.iter().map(|(_, turtle)| turtle.len()).sum();
    let folder = folder().filter(|_| size >= WORTH);
    kept(more, folder.as_deref())
}

fn kept(more: &[(&str, &str)], folder: Option<&Path>) -> Result<Lexicon, VocabularyError> {
    let Some(folder) = folder else { return Lexicon::compile(more) };
    let key = Lexicon::key(more);
    let path = folder.join(key.to_string()).with_extension(EXTENSION);
    if let Some(lexicon) = fs::read(&path).ok().and_then(|bytes| Lexicon::from_bytes(open(&bytes, key)?)) {
        return Ok(lexicon);
    }
    let lexicon = Lexicon::compile(more)?;
    // A cache that cannot be written is no fault of the run.
    let _ = write(&path, key, &lexicon.to_bytes()).and_then(|()| thin_out(folder));
    Ok(lexicon)
}

/// `$XDG_CACHE_HOME`, else what the system has for it.
fn folder() -> Option<PathBuf> {
    let given = |name| env::var_os(name).map(PathBuf::from).filter(|it| it.is_absolute());
    let caches = given("XDG_CACHE_HOME")
        .or_else(|| given("LOCALAPPDATA"))
        .or_else(|| given("HOME").map(|home| home.join(".cache")))?;
    Some(caches.join("hemicycle"))
}

/// What is in the file, if it is whole and under this key.
fn open(bytes: &[u8], key: Digest) -> Option<&[u8]> {
    let (kept, rest) = bytes.split_at_checked(key.0.len())?;
    let (digest, inside) = rest.split_at_checked(key.0.len())?;
    (kept == key.0 && digest == Digest::of(inside).0).then_some(inside)
}

/// Whole or not at all: beside its place first.
fn write(path: &Path, key: Digest, inside: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let beside = path.with_extension(format!("{}.new", std::process::id()));
    let bytes = [&key.0, &Digest::of(inside).0, inside].concat();
    fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, path)).inspect_err(|_| {
        let _ = fs::remove_file(&beside);
    })
}

fn thin_out(folder: &Path) -> io::Result<()> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|it| it == EXTENSION) {
            files.push((fs::metadata(&path)?.modified()?, path));
        }
    }
    files.sort();
    for (_, path) in files.iter().rev().skip(KEPT) {
        fs::remove_file(path)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Scheme;

    const MINE: &str = "<https://w3id.org/hemicycle/def/country/zz>
        <http://www.w3.org/2004/02/skos/core#prefLabel> \"Ruritania\" ;
        <http://www.w3.org/2004/02/skos/core#notation> \"ZZ\" .";

    fn check(folder: &Path) {
        let more = [("mine.ttl", MINE)];
        let lexicon = kept(&more, Some(folder)).expect("a list");
        assert!(lexicon.by_notation(Scheme::Country, "ZZ").is_some());
        assert_eq!(lexicon.digest(), Lexicon::compile(&more).expect("a list").digest());
    }

    fn files(folder: &Path) -> Vec<PathBuf> {
        fs::read_dir(folder).expect("a folder").map(|it| it.expect("an entry").path()).collect()
    }

    #[test]
    fn lists_are_read_back_as_they_were_compiled() {
        let folder = tempfile::tempdir().expect("a folder");
        for _ in 0..2 {
            check(folder.path());
            assert_eq!(files(folder.path()).len(), 1);
        }
    }

    #[test]
    fn a_damaged_file_is_made_anew() {
        let folder = tempfile::tempdir().expect("a folder");
        check(folder.path());
        let file = files(folder.path()).remove(0);
        let whole = fs::read(&file).expect("a file");
        for damaged in [&[][..], b"x", &whole[..whole.len() - 1], &[&whole[..], b"x"].concat()] {
            fs::write(&file, damaged).expect("written");
            check(folder.path());
            assert_eq!(fs::read(&file).expect("a file"), whole);
        }
    }

    #[test]
    fn without_a_folder_that_can_be_written_lists_are_compiled() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("file");
        fs::write(&file, "").expect("written");
        check(&file.join("below a file"));
    }

    #[test]
    fn old_files_go() {
        let folder = tempfile::tempdir().expect("a folder");
        for number in 0..KEPT + 2 {
            fs::write(folder.path().join(format!("{number}.{EXTENSION}")), "").expect("written");
        }
        check(folder.path());
        assert_eq!(files(folder.path()).len(), KEPT);
        check(folder.path());
    }
}
