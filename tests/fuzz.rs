//! Acts changed at random, through the whole line from text to N-Quads: none makes it panic,
//! and what comes out is what a reader of N-Quads takes in.
//!
//! Seeds are fixed, so that a run says the same everywhere. `HEMICYCLE_FUZZ_CASES=100000 cargo
//! test --release fuzz` runs longer. A case that fails is printed, cut down, and belongs into
//! the tests of the part that is at fault.
//!
//! Readers: the targets of `fuzz/`, which `cargo fuzz` runs without end, on the corpus kept
//! there and on changes of it.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

#[path = "../fuzz/targets.rs"]
pub mod targets;

/// Things that rules look for, to be put where nobody expects them.
const WORDS: &[&str] = &[
    "\n",
    "\n\n",
    "\u{C}",
    "1. ",
    "2.1. ",
    "i. ",
    "(a) ",
    "A. ",
    "– ",
    "(1)",
    "¹",
    "²",
    "-\n",
    "\u{AD}\n",
    "(",
    ")",
    "«",
    "»",
    "“",
    "”",
    "\"",
    "'",
    "’",
    "l'",
    "d'",
    ", ",
    "; ",
    ": ",
    " and ",
    " of the ",
    " in ",
    "Mr ",
    "Ms ",
    "President of ",
    "Parliament of ",
    "Norway",
    "Republic of ",
    "the Assembly ",
    "calls on ",
    "urges ",
    "to:\n",
    "Resolution ",
    "Recommendation ",
    "2616 (2025)",
    "(2025)",
    "1999 and 2000 (2013)",
    "CETS No. ",
    "210",
    "Doc. 16245",
    "12 May 2031",
    "May ",
    "31 February 2024",
    "such as ",
    "party ",
    "movement “",
    "(PP)",
    "Pag. 3\n",
    "____\n",
    "RESOLUTION 2616 (2025)\n",
    "PARLIAMENTARY ASSEMBLY\n",
    "CAMERA DEI DEPUTATI\n",
    "Doc. XII-bis, N. 1\n",
    "Origin - ",
    "Text adopted by the Assembly on ",
    "Provisional version\n",
    "é",
    "e\u{301}",
    "İ",
    "ß",
    "ﬁ",
    "Ǆ",
    "\u{202E}",
    "\u{200B}",
    "\u{FEFF}",
    "\u{2028}",
    "\r",
    "\u{1F1F3}\u{1F1F4}",
    "０",
    "٣",
    "议会",
    "99999999999999999999",
];

/// A change: take out, double or move a part, or put in a word.
#[derive(Clone, Debug)]
enum Change {
    Cut(usize, usize),
    Double(usize, usize),
    Move(usize, usize, usize),
    Put(usize, usize),
}

fn change() -> impl Strategy<Value = Change> {
    let place = 0..1_000_000_usize;
    let length = 0..200_usize;
    prop_oneof![
        1 => (place.clone(), length.clone()).prop_map(|(at, length)| Change::Cut(at, length)),
        1 => (place.clone(), length.clone()).prop_map(|(at, length)| Change::Double(at, length)),
        1 => (place.clone(), length, place.clone()).prop_map(|(at, length, to)| Change::Move(at, length, to)),
        3 => (place, 0..WORDS.len()).prop_map(|(at, word)| Change::Put(at, word)),
    ]
}

/// The last place for a cut up to `at`.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|&it| text.is_char_boundary(it)).unwrap_or(0)
}

fn changed(act: &str, changes: &[Change]) -> String {
    let mut text = act.to_owned();
    for change in changes {
        let place = |text: &str, at: usize| boundary(text, at % (text.len() + 1));
        let range = |text: &str, at: usize, length: usize| {
            let start = place(text, at);
            start..boundary(text, (start + length).min(text.len())).max(start)
        };
        match *change {
            Change::Cut(at, length) => text.replace_range(range(&text, at, length), ""),
            Change::Double(at, length) => {
                let range = range(&text, at, length);
                let part = text[range.clone()].to_owned();
                text.insert_str(range.end, &part);
            }
            Change::Move(at, length, to) => {
                let range = range(&text, at, length);
                let part = text[range.clone()].to_owned();
                text.replace_range(range, "");
                text.insert_str(place(&text, to), &part);
            }
            Change::Put(at, word) => text.insert_str(place(&text, at), WORDS[word]),
        }
    }
    text
}

#[test]
fn acts_changed_at_random_go_through_the_whole_line() {
    let cases = std::env::var("HEMICYCLE_FUZZ_CASES").ok().and_then(|it| it.parse().ok()).unwrap_or(64);
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/acts");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    files.sort();
    let acts: Vec<String> = files.iter().filter_map(|it| std::fs::read_to_string(it).ok()).collect();
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let rng = proptest::test_runner::TestRng::deterministic_rng(config.rng_algorithm);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let strategy = (0..acts.len(), vec(change(), 1..40));
    let run = runner.run(&strategy, |(act, changes)| {
        targets::act(changed(&acts[act], &changes).as_bytes());
        Ok(())
    });
    if let Err(error) = run {
        panic!("{error}");
    }
}

/// How many changed inputs each reader gets.
fn cases() -> usize {
    std::env::var("HEMICYCLE_FUZZ_CASES").ok().and_then(|it| it.parse().ok()).unwrap_or(64)
}

/// Bytes turned, cut, doubled or put in from another input of the corpus, from a fixed seed.
fn mutated(corpus: &[Vec<u8>], seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut roll = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below.max(1) as u64) as usize
    };
    let mut bytes = corpus[roll(corpus.len())].clone();
    for _ in 0..=roll(8) {
        let start = roll(bytes.len() + 1);
        let end = (start + roll(40)).min(bytes.len());
        match roll(5) {
            0 => bytes.iter_mut().skip(start).take(1).for_each(|it| *it ^= 1 << (end % 8)),
            1 => drop(bytes.drain(start..end)),
            2 => {
                let part = bytes[start..end].to_vec();
                bytes.splice(end..end, part);
            }
            3 => {
                let other = &corpus[roll(corpus.len())];
                let from = roll(other.len() + 1);
                let part = other[from..(from + roll(80)).min(other.len())].to_vec();
                bytes.splice(start..end, part);
            }
            _ => bytes.splice(start..start, WORDS[roll(WORDS.len())].bytes()).for_each(drop),
        }
    }
    bytes
}

#[test]
fn every_reader_takes_the_kept_corpus_and_changes_of_it() {
    let kept = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    for (name, target) in targets::ALL {
        let mut files: Vec<_> = std::fs::read_dir(kept.join(name))
            .unwrap_or_else(|error| panic!("no corpus for {name}: {error}"))
            .map(|it| it.unwrap().path())
            .collect();
        files.sort();
        let corpus: Vec<Vec<u8>> = files.iter().map(|it| std::fs::read(it).unwrap()).collect();
        assert!(!corpus.is_empty(), "{name} has no corpus");
        corpus.iter().for_each(|it| target(it));
        for seed in 1..=cases() {
            let bytes = mutated(&corpus, seed as u64);
            let run = std::panic::catch_unwind(|| target(&bytes));
            assert!(run.is_ok(), "{name} fails on {:?}", String::from_utf8_lossy(&bytes));
        }
    }
}

/// `cargo fuzz` finds a target by its name, this test by the list: neither lacks one.
#[test]
fn every_target_has_its_program_and_its_corpus() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let manifest = std::fs::read_to_string(folder.join("Cargo.toml")).unwrap();
    for (name, _) in targets::ALL {
        assert!(folder.join(format!("fuzz_targets/{name}.rs")).exists(), "{name} has no program");
        assert!(manifest.contains(&format!("name = \"{name}\"")), "{name} is not in the manifest");
    }
    let programs = std::fs::read_dir(folder.join("fuzz_targets")).unwrap().count();
    assert_eq!(programs, targets::ALL.len());
}
