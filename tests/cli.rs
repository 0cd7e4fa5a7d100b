//! The command line, case by case: `tests/cli/CASE/` holds what is typed and what must come.
//!
//! ```text
//! command   lines run one after the other in a folder of their own, `hemicycle` first
//! stdout    of the last line; without the file it must be empty
//! stderr    likewise
//! exit      of the last line; without the file it is 0
//! files/    put into the folder beforehand
//! ```
//!
//! `{ACTS}` stands for the sample acts. In `stdout` and `stderr` a line that is only `…`
//! stands for any lines. `HEMICYCLE_WRITE_CASES=1` writes what came into the cases, to be
//! reviewed like code.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

#[test]
fn every_case_ends_as_it_says() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli");
    let mut names: Vec<PathBuf> = fs::read_dir(&cases).unwrap().map(|it| it.unwrap().path()).collect();
    names.retain(|it| it.is_dir());
    names.sort();
    assert!(!names.is_empty());
    let failed: Vec<String> = names.iter().filter_map(|case| check(case).err()).collect();
    assert!(failed.is_empty(), "{}", failed.join("\n\n"));
}

fn check(case: &Path) -> Result<(), String> {
    let name = case.file_name().unwrap().to_string_lossy().into_owned();
    // Cases that keep a store need the disk.
    if cfg!(not(feature = "rocksdb")) && fs::read_to_string(case.join("command")).unwrap().contains("build") {
        println!("skipped without the store on disk: {name}");
        return Ok(());
    }
    let folder = tempfile::tempdir().unwrap();
    copy(&case.join("files"), folder.path());
    let commands = fs::read_to_string(case.join("command")).unwrap();
    let mut last = None;
    for line in commands.lines().filter(|it| !it.trim().is_empty()) {
        last = Some(run(line, folder.path()));
    }
    let last = last.expect("a case has a command");
    let mut faults = Vec::new();
    for (file, came) in [("stdout", &last.stdout), ("stderr", &last.stderr)] {
        let came = String::from_utf8(came.clone()).unwrap().replace('\r', "");
        compare(&case.join(file), &came, &mut faults);
    }
    let exit = last.status.code().map_or("killed".to_owned(), |it| it.to_string());
    compare(&case.join("exit"), &if exit == "0" { String::new() } else { exit + "\n" }, &mut faults);
    if faults.is_empty() { Ok(()) } else { Err(format!("{name}: {}", faults.join("\n"))) }
}

fn compare(file: &Path, came: &str, faults: &mut Vec<String>) {
    let expected = fs::read_to_string(file).unwrap_or_default();
    if fits(&expected.lines().collect::<Vec<_>>(), &came.lines().collect::<Vec<_>>()) {
        return;
    }
    if std::env::var_os("HEMICYCLE_WRITE_CASES").is_some() {
        fs::write(file, came).unwrap();
        return;
    }
    let what = file.file_name().unwrap().to_string_lossy();
    faults.push(format!("--- {what} should be\n{expected}--- {what} came\n{came}"));
}

/// `…` alone stands for any number of lines.
fn fits(expected: &[&str], came: &[&str]) -> bool {
    match (expected.split_first(), came.split_first()) {
        (None, None) => true,
        (Some((&"…", rest)), _) => (0..=came.len()).any(|skip| fits(rest, &came[skip..])),
        (Some((first, rest)), Some((line, more))) => first == line && fits(rest, more),
        _ => false,
    }
}

fn run(line: &str, folder: &Path) -> Output {
    let acts = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/acts");
    let line = line.replace("{ACTS}", &acts.display().to_string());
    let words = words(&line);
    assert_eq!(words[0], "hemicycle", "{line}");
    Command::new(assert_cmd::cargo::cargo_bin!("hemicycle"))
        .args(&words[1..])
        .current_dir(folder)
        .env_remove("HEMICYCLE_STORE")
        .env_remove("COLUMNS")
        .output()
        .unwrap()
}

/// Words between blanks; quotation marks hold words together.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in line.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), c) => word.get_or_insert_default().push(c),
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (None, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

fn copy(from: &Path, to: &Path) {
    let Ok(entries) = fs::read_dir(from) else { return };
    for entry in entries {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir_all(&to).unwrap();
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}
