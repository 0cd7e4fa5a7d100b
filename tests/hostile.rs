//! Hostile files: more than two hundred made here, and good acts among them, in one batch. None
//! crashes the run or passes the limits, each is told once, and all good acts are built.

mod files;
mod large;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use self::files::Fate;

#[cfg(feature = "rocksdb")]
#[test]
fn a_batch_full_of_hostile_files_builds_all_good_acts() {
    let folder = tempfile::tempdir().unwrap();
    let inputs = folder.path().join("in");
    std::fs::create_dir(&inputs).unwrap();
    let files = files::all(&inputs);
    let hostile = files.iter().filter(|it| it.fate != Fate::Good).count();
    assert!(hostile >= 200, "{hostile} hostile files");

    let start = Instant::now();
    let (code, errors) = build(folder.path());
    let took = start.elapsed();
    assert_eq!(code, Some(1), "some files failed, and the run says so:\n{errors}");
    assert!(!errors.contains("a fault in Hemicycle"), "{errors}");
    assert!(!errors.contains("panicked"), "{errors}");
    // What one file may cost, on a machine that does other work as well.
    assert!(took < Duration::from_secs(10 * files.len() as u64), "{took:?}");

    // Each refused file has one message of its own.
    let mut told: BTreeMap<&str, usize> = BTreeMap::new();
    let heads: Vec<&str> =
        errors.lines().filter(|it| it.starts_with("error: ") || it.starts_with("  --> ")).collect();
    for file in &files {
        let name = format!("in/{}", file.shown());
        let mut count = heads.iter().filter(|it| it.contains(&name)).count();
        if file.fate == Fate::Either {
            // Of an archive each file inside may be told.
            count -= heads.iter().filter(|it| it.contains(&format!("{name}!/"))).count();
        }
        *told.entry(file.name.as_str()).or_default() += count;
    }
    let wrong: Vec<String> = files
        .iter()
        .filter(|it| {
            let told = told[it.name.as_str()];
            match it.fate {
                Fate::Good => told != 0,
                Fate::Refused => told != 1,
                Fate::Either => told > 1,
            }
        })
        .map(|it| format!("{} ({:?}): {} messages", it.name, it.fate, told[it.name.as_str()]))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");

    let good = files.iter().filter(|it| it.fate == Fate::Good).count();
    let built = held(folder.path());
    for number in 0..good {
        assert!(
            built.contains(&format!("/2031/{}\r\n", files::number(number))),
            "{number} of {good}: {built}"
        );
    }
}

fn build(folder: &Path) -> (Option<i32>, String) {
    let output = Command::new(assert_cmd::cargo::cargo_bin!("hemicycle"))
        .args(["build", "--store", "acts.store", "in"])
        .current_dir(folder)
        .output()
        .unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

/// The IRIs of the acts in the store, one a line.
fn held(folder: &Path) -> String {
    let question = "SELECT ?act { ?act a eli:Work }";
    let output = Command::new(assert_cmd::cargo::cargo_bin!("hemicycle"))
        .args(["query", "--store", "acts.store", "--format", "csv", question])
        .current_dir(folder)
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}
