//! Archives: every document in them is read as a file of its own would be, and what is hostile
//! in them ends in one reason.

use std::io::{Cursor, Write as _};
use std::path::Path;
use std::process::Command;

use flate2::Compression;
use flate2::write::GzEncoder;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const ACT: &str = include_str!("cli/build-again/files/act.txt");

/// Runs `extract --format standoff FILE` and gives what came: lines out, and messages.
fn extract(name: &str, bytes: &[u8]) -> (usize, String) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), bytes).unwrap();
    run(folder.path(), &["extract", "--format", "standoff", name])
}

fn run(folder: &Path, arguments: &[&str]) -> (usize, String) {
    let output = Command::new(assert_cmd::cargo::cargo_bin!("hemicycle"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code().is_some_and(|it| it <= 1), "{errors}");
    (output.stdout.iter().filter(|&&byte| byte == b'\n').count(), errors)
}

fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn tar(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, bytes) in entries {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_entry_type(tar::EntryType::Regular);
        // Written by hand, because the library refuses to write `../`.
        let field = &mut header.as_old_mut().name;
        let length = name.len().min(field.len());
        field[..length].copy_from_slice(&name.as_bytes()[..length]);
        header.set_cksum();
        tar.append(&header, *bytes).unwrap();
    }
    tar.into_inner().unwrap()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

#[test]
fn every_kind_of_archive_gives_what_the_file_gives() {
    let (alone, _) = extract("act.txt", ACT.as_bytes());
    assert!(alone > 0);
    let entries: &[(&str, &[u8])] = &[("acts/one.txt", ACT.as_bytes()), ("../two.txt", ACT.as_bytes())];
    for (name, bytes) in [
        ("acts.zip", zip(entries)),
        ("acts.tar", tar(entries)),
        ("acts.tar.gz", gzip(&tar(entries))),
        // The content decides.
        ("acts.txt", zip(entries)),
    ] {
        // A line before each says which file its lines are of.
        assert_eq!(extract(name, &bytes), (2 * (1 + alone), String::new()), "{name}");
    }
    assert_eq!(extract("act.txt.gz", &gzip(ACT.as_bytes())), (1 + alone, String::new()));
}

fn check(name: &str, bytes: &[u8], expected: &str) {
    let (_, errors) = extract(name, bytes);
    let first = errors.lines().next().unwrap_or_default();
    assert_eq!(first, expected, "all of it: {errors}");
}

#[test]
fn what_is_hostile_in_an_archive_is_named() {
    let bomb = vec![b' '; 4 << 20];
    check("a.zip", &zip(&[("b.txt", &bomb)]), "error: a.zip!/b.txt: unpacks to more than 100 times its size");
    check(
        "a.tar.gz",
        &gzip(&tar(&[("b.txt", &bomb)])),
        "error: a.tar.gz: unpacks to more than 100 times its size",
    );
    check("a.txt.gz", &gzip(&bomb), "error: a.txt.gz!/a.txt: unpacks to more than 100 times its size");
    let inner = zip(&[("act.txt", ACT.as_bytes())]);
    check("a.zip", &zip(&[("b.zip", &inner)]), "error: a.zip!/b.zip: is an archive inside an archive");
    check("a.tar", &tar(&[("b.txt", &gzip(&inner))]), "error: a.tar!/b.txt: is an archive inside an archive");
    check("a.zip", &zip(&[("picture.png", b"x")]), "error: a.zip: no acts in the archive");
    check("a.zip", &inner[..inner.len() / 2], "error: a.zip: the archive is damaged");
    check("a.zip", &zip(&[("x\n.txt", b"\0")]), "error: a.zip!/x\\n.txt:1:1: not text: byte 0x00");
}

#[test]
fn a_cut_archive_gives_what_comes_before_the_cut() {
    let whole = tar(&[("one.txt", ACT.as_bytes()), ("two.txt", &vec![b'a'; 9_000])]);
    let (alone, _) = extract("act.txt", ACT.as_bytes());
    let (lines, errors) = extract("a.tar", &whole[..whole.len() - 6_000]);
    assert_eq!(lines, 1 + alone);
    assert!(errors.starts_with("error: a.tar: the archive is damaged\n"), "{errors}");
}

#[test]
fn links_in_an_archive_are_not_followed() {
    let mut tar = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(tar::EntryType::Symlink);
    header.set_size(0);
    tar.append_link(&mut header, "act.txt", "/etc/passwd").unwrap();
    let bytes = tar.into_inner().unwrap();
    check("a.tar", &bytes, "error: a.tar!/act.txt: is a link or a device, not a file");
}

#[cfg(feature = "rocksdb")]
#[test]
fn a_store_is_the_same_from_files_and_from_archives() {
    let acts = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/acts");
    let mut files: Vec<(String, Vec<u8>)> = std::fs::read_dir(&acts)
        .unwrap()
        .map(|it| it.unwrap().path())
        .filter(|it| it.extension().is_some_and(|it| it == "txt"))
        .map(|it| (it.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(&it).unwrap()))
        .collect();
    files.sort();
    let entries: Vec<(&str, &[u8])> = files.iter().map(|(name, it)| (name.as_str(), it.as_slice())).collect();
    let turned: Vec<(&str, &[u8])> = entries.iter().rev().copied().collect();
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("acts.zip"), zip(&turned)).unwrap();
    std::fs::write(folder.path().join("acts.tgz"), gzip(&tar(&entries))).unwrap();
    let acts = acts.display().to_string();
    let hash = |path: &str| {
        let store = format!("{}.store", path.rsplit('/').next().unwrap());
        run(folder.path(), &["build", "--quiet", "--store", &store, path]);
        let output = Command::new(assert_cmd::cargo::cargo_bin!("hemicycle"))
            .args(["hash", "--store", &store])
            .current_dir(folder.path())
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let plain = hash(&acts);
    assert!(!plain.is_empty());
    assert_eq!(hash("acts.zip"), plain);
    assert_eq!(hash("acts.tgz"), plain);
}
