//! The store from outside: kills, threads, order, replacement, duplicates. Real processes on
//! the real disk.
#![cfg(feature = "rocksdb")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use hemicycle::store::Store;
use hemicycle::store::catalogue::graphs;
use tempfile::TempDir;

/// A made-up act; the same number and topic are the same act.
fn act(number: u32, topic: &str) -> String {
    format!(
        "Resolution {number} (2031)\n\nOn {topic}\n\nAuthor(s): Parliamentary Assembly\n\n\
         Origin - Text adopted by the Assembly on 12 May 2031 (14th sitting).\n\n\
         1. The Assembly recalls Resolution {earlier} (2030) and the Convention on Cybercrime (CETS No. 185).\n\n\
         2. The Assembly deplores the pressure on journalists in Norway and calls on the Parliament of Norway:\n\n\
         2.1. to release Ms Ada Mikkelsen;\n\n2.2. to review its law on {topic}.\n",
        earlier = number - 1,
    )
}

fn acts(folder: &Path, count: u32) -> Vec<PathBuf> {
    (0..count)
        .map(|index| {
            let path = folder.join(format!("act-{index:04}.txt"));
            fs::write(&path, act(3000 + index, "fair play")).unwrap();
            path
        })
        .collect()
}

fn hemicycle(store: &Path) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("hemicycle"));
    command.arg("--store").arg(store).arg("--quiet").env_remove("RAYON_NUM_THREADS");
    command
}

fn build(store: &Path, paths: &[PathBuf]) -> Output {
    hemicycle(store).arg("build").args(paths).output().unwrap()
}

fn built(store: &Path, paths: &[PathBuf]) {
    let output = build(store, paths);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn hash(store: &Path) -> String {
    let output = hemicycle(store).arg("hash").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Quads of each act in the store, by its four graphs. Every named graph of an act must be
/// of an act that the catalogue knows: nothing is half there.
fn held(store: &Path) -> BTreeMap<String, usize> {
    let store = Store::open(store).unwrap();
    let mut held = BTreeMap::new();
    for act in store.held().unwrap().into_keys() {
        let count = |graph: &oxigraph::model::NamedNode| {
            store.oxigraph().quads_for_pattern(None, None, None, Some(graph.as_ref().into())).count()
        };
        held.insert(act.clone(), graphs(&act).iter().map(count).sum());
    }
    for graph in store.oxigraph().named_graphs() {
        let graph = graph.unwrap().to_string();
        let graph = graph.trim_matches(['<', '>']);
        if let Some((act, _)) = graph.rsplit_once("/g/")
            && act.contains("/eli/")
        {
            assert!(held.contains_key(act), "{graph} is of no act");
        }
    }
    held
}

fn kill(mut child: Child, after: Duration) -> bool {
    std::thread::sleep(after);
    let running = child.try_wait().unwrap().is_none();
    // SIGKILL: nothing can be tidied up.
    child.kill().unwrap();
    child.wait().unwrap();
    running
}

#[test]
fn a_kill_at_any_moment_leaves_every_act_whole_or_absent() {
    let folder = TempDir::new().unwrap();
    let paths = acts(folder.path(), 120);
    let whole = folder.path().join("whole.store");
    built(&whole, &paths);
    let expected = held(&whole);
    assert_eq!(expected.len(), paths.len());

    let store = folder.path().join("killed.store");
    let mut killed = 0;
    // From before the store exists to after the last act; each run goes on from the last.
    for millis in [1, 5, 10, 20, 30, 45, 60, 80, 110, 150, 200, 300] {
        let child = hemicycle(&store)
            .arg("build")
            // Replacing takes the other way in, an act a transaction.
            .args((millis > 100).then_some("--again"))
            .args(&paths)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        killed += usize::from(kill(child, Duration::from_millis(millis)));
        if !store.join("store.json").exists() {
            continue;
        }
        for (act, quads) in held(&store) {
            assert_eq!(expected.get(&act), Some(&quads), "<{act}> after {millis} ms");
        }
    }
    assert!(killed > 0, "every build was done before it could be killed");
    built(&store, &paths);
    assert_eq!(held(&store), expected);
    assert_eq!(hash(&store), hash(&whole));
}

#[test]
fn threads_and_order_do_not_matter() {
    let folder = TempDir::new().unwrap();
    let mut paths = acts(folder.path(), 25);
    let one = folder.path().join("one.store");
    let status = hemicycle(&one).arg("build").args(&paths).env("RAYON_NUM_THREADS", "1").status().unwrap();
    assert!(status.success());
    let four = folder.path().join("four.store");
    paths.reverse();
    let status = hemicycle(&four).arg("build").args(&paths).env("RAYON_NUM_THREADS", "4").status().unwrap();
    assert!(status.success());
    assert_eq!(hash(&one), hash(&four));
    // Nor does it matter in how many runs they came in.
    let some = folder.path().join("some.store");
    for some_paths in paths.chunks(7) {
        built(&some, some_paths);
    }
    assert_eq!(hash(&one), hash(&some));
}

#[test]
fn a_changed_file_replaces_its_act_and_leaves_nothing_of_the_old() {
    let folder = TempDir::new().unwrap();
    let paths = acts(folder.path(), 3);
    let store = folder.path().join("a.store");
    built(&store, &paths);
    let before = hash(&store);
    let text = fs::read_to_string(&paths[1]).unwrap();
    fs::write(&paths[1], text.replace("Norway", "Iceland").replace("185", "210")).unwrap();
    built(&store, &paths);
    assert_ne!(hash(&store), before);
    assert_eq!(held(&store).len(), 3);
    fs::write(&paths[1], text).unwrap();
    built(&store, &paths);
    assert_eq!(hash(&store), before);
}

/// Names that are shown of the persons in a store.
fn persons(store: &Path) -> Vec<String> {
    let store = Store::open(store).unwrap();
    let label = hemicycle::store::catalogue::property(hemicycle::graph::term::Term::Label);
    let mut names: Vec<String> = store
        .oxigraph()
        .quads_for_pattern(None, Some(label), None, None)
        .map(Result::unwrap)
        .filter(|quad| quad.subject.to_string().contains("/id/person/"))
        .map(|quad| quad.object.to_string())
        .collect();
    names.sort();
    names
}

#[test]
fn a_thing_shows_one_name_whatever_acts_call_it() {
    let folder = TempDir::new().unwrap();
    let paths = acts(folder.path(), 4);
    for (path, name) in paths.iter().zip(["MIKKELSÉN", "Mikkelsen", "Mikkelsén", "Mikkelsen"]) {
        let text = fs::read_to_string(path).unwrap();
        fs::write(path, text.replace("Mikkelsen", name)).unwrap();
    }
    let rest = [&paths[..2], &paths[3..]].concat();
    let (all, some) = (folder.path().join("all"), folder.path().join("some"));
    built(&all, &paths);
    assert_eq!(persons(&all), ["\"Ada Mikkelsén\"@en"]);
    // One by one, from the last, the best name among them.
    for path in paths.iter().rev() {
        built(&some, std::slice::from_ref(path));
    }
    assert_eq!(hash(&some), hash(&all));
    // The act that gave the name goes: the next best is shown.
    assert!(hemicycle(&all).args(["build", "--prune"]).args(&rest).status().unwrap().success());
    assert_eq!(persons(&all), ["\"Ada Mikkelsen\"@en"]);
    let fresh = folder.path().join("fresh");
    built(&fresh, &rest);
    assert_eq!(hash(&all), hash(&fresh));
    // It comes back under another name, in place of what it said before.
    built(&all, &paths);
    fs::write(&paths[2], fs::read_to_string(&paths[2]).unwrap().replace("Mikkelsén", "Mikkelsen")).unwrap();
    built(&all, &paths);
    assert_eq!(persons(&all), ["\"Ada Mikkelsen\"@en"]);
}

#[test]
fn of_two_files_of_one_act_the_fuller_stays_in_any_order() {
    let folder = TempDir::new().unwrap();
    let full = folder.path().join("full.txt");
    let part = folder.path().join("part.txt");
    let text = act(3100, "fair play");
    fs::write(&part, text.split("2.1.").next().unwrap()).unwrap();
    fs::write(&full, text).unwrap();
    let mut hashes = Vec::new();
    for (name, files) in [("a", [&full, &part]), ("b", [&part, &full])] {
        let store = folder.path().join(name);
        for file in files {
            let output = build(&store, std::slice::from_ref(file));
            assert!(output.status.success());
        }
        hashes.push(hash(&store));
    }
    let alone = folder.path().join("alone");
    built(&alone, &[full]);
    assert_eq!(hashes, [hash(&alone), hash(&alone)]);
}

/// What a build says it did, as JSON.
fn told(store: &Path, paths: &[PathBuf]) -> serde_json::Value {
    let output = hemicycle(store).args(["build", "--json"]).args(paths).output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_file_that_gave_way_is_not_read_again_while_the_other_stands() {
    let folder = TempDir::new().unwrap();
    let (full, part) = (folder.path().join("full.txt"), folder.path().join("part.txt"));
    let text = act(3100, "fair play");
    fs::write(&part, text.split("2.1.").next().unwrap()).unwrap();
    fs::write(&full, &text).unwrap();
    let (store, files) = (folder.path().join("a.store"), [part.clone(), full.clone()]);
    assert_eq!(told(&store, &files)["duplicates"], 1);
    let before = hash(&store);
    for _ in 0..2 {
        let told = told(&store, &files);
        assert_eq!((&told["unchanged"], &told["duplicates"]), (&2.into(), &0.into()), "{told}");
    }
    assert_eq!(hash(&store), before);
    // The one that stayed is another text now: the other is compared with it.
    fs::write(&full, text.replace("Norway", "Iceland")).unwrap();
    let again = told(&store, &files);
    assert_eq!((&again["replaced"], &again["duplicates"]), (&1.into(), &1.into()), "{again}");
    assert_eq!(told(&store, &files)["unchanged"], 2);
}

#[test]
fn what_other_code_read_is_read_again() {
    let folder = TempDir::new().unwrap();
    let paths = acts(folder.path(), 3);
    let store = folder.path().join("a.store");
    built(&store, &paths);
    let before = hash(&store);
    assert_eq!(told(&store, &paths)["unchanged"], 3);
    let file = store.join("read.jsonl");
    let readings = fs::read_to_string(&file).unwrap();
    let reader = readings.split("\"reader\":\"").nth(1).unwrap().split('"').next().unwrap();
    let others: Vec<String> = readings
        .lines()
        .enumerate()
        .map(|(index, line)| if index == 1 { line.replace(reader, "other") } else { line.to_owned() })
        .collect();
    fs::write(&file, others.join("\n")).unwrap();
    let again = told(&store, &paths);
    assert_eq!((&again["unchanged"], &again["replaced"]), (&2.into(), &1.into()), "{again}");
    assert_eq!(told(&store, &paths)["unchanged"], 3);
    // Nobody knows who read them.
    fs::remove_file(&file).unwrap();
    assert_eq!(told(&store, &paths)["replaced"], 3);
    assert_eq!(hash(&store), before);
}

#[test]
fn pruning_takes_out_acts_that_are_gone() {
    let folder = TempDir::new().unwrap();
    let paths = acts(folder.path(), 4);
    let (all, two) = (folder.path().join("all"), folder.path().join("two"));
    built(&all, &paths);
    built(&two, &paths[..2]);
    let status = hemicycle(&all).args(["build", "--prune"]).args(&paths[..2]).status().unwrap();
    assert!(status.success());
    assert_eq!(hash(&all), hash(&two));
}

#[test]
fn a_store_being_written_is_not_opened() {
    let folder = TempDir::new().unwrap();
    let paths = acts(folder.path(), 1);
    let dir = folder.path().join("a.store");
    built(&dir, &paths);
    let writing = Store::create(&dir, None).unwrap();
    for (command, said) in [(vec!["hash"], "is writing"), (vec!["build", "x.txt"], "no such file")] {
        let output = hemicycle(&dir).args(command).current_dir(folder.path()).output().unwrap();
        assert!(String::from_utf8_lossy(&output.stderr).contains(said), "{output:?}");
    }
    let output = build(&dir, &paths);
    assert_eq!(output.status.code(), Some(4), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("another hemicycle is writing"), "{output:?}");
    drop(writing);
    built(&dir, &paths);
}

#[test]
fn folders_that_are_no_store_and_other_formats_are_left_alone() {
    let folder = TempDir::new().unwrap();
    let paths = acts(folder.path(), 1);
    // The folder of the acts themselves.
    let output = build(folder.path(), &paths);
    assert_eq!(output.status.code(), Some(4));
    assert!(String::from_utf8_lossy(&output.stderr).contains("is not a store"), "{output:?}");
    let store = folder.path().join("a.store");
    built(&store, &paths);
    fs::write(store.join("store.json"), r#"{"format": 99, "base": "https://example.org"}"#).unwrap();
    let output = build(&store, &paths);
    assert_eq!(output.status.code(), Some(4));
    assert!(String::from_utf8_lossy(&output.stderr).contains("format 99"), "{output:?}");
}
