//! What is taken down is in no output, in none of its spellings, and in no later build.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::server::Server;

/// The samples name him under three spellings, and have four addresses for him.
const PERSON: [&str; 4] = [
    "https://w3id.org/hemicycle/sample/id/person/jasur-tillayev",
    "https://w3id.org/hemicycle/sample/id/person/uz/jasur-tillayev",
    "https://w3id.org/hemicycle/sample/id/person/rs/jasur-tillayev",
    "https://w3id.org/hemicycle/sample/id/person/djassour-tillaiev",
];
const ACT: &str = "https://w3id.org/hemicycle/sample/eli/pace/op/2027/317";

/// A folder with the sample acts, one under a person's name; what another publishes; a store.
struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let texts = folder.path().join("texts");
        fs::create_dir(&texts).unwrap();
        for entry in fs::read_dir(samples().join("acts")).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let name = if name.contains("2780") { "jasur-tillayev.txt".to_owned() } else { name };
            fs::copy(&path, texts.join(name)).unwrap();
        }
        let members = "@prefix foaf: <http://xmlns.com/foaf/0.1/> .
            <https://parl.example/p/4711> a foaf:Person ; foaf:name \"Jasur Tillayev\" ; foaf:age 50 .
            <https://parl.example/p/4712> a foaf:Person ; foaf:name \"Gulnora Bekmirzayeva\" ;
                foaf:knows <https://parl.example/p/4711> .";
        fs::write(folder.path().join("members.ttl"), members).unwrap();
        let place = Self { folder };
        place.build("store", &[]);
        place.link("store");
        place
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, store: &str, arguments: &[&str]) -> String {
        let out = self.command(store, arguments).output().unwrap();
        let told = String::from_utf8_lossy(&out.stderr);
        assert!(out.status.success(), "{arguments:?}: {told}");
        String::from_utf8(out.stdout).unwrap()
    }

    fn command(&self, store: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("hemicycle"));
        command.current_dir(self.folder.path()).args(arguments).arg("--config");
        command.arg(samples().join("hemicycle.toml")).arg("--quiet").args(["--store", store]);
        command
    }

    fn build(&self, store: &str, more: &[&str]) {
        self.run(store, &[&["build", "texts", "--load", "members.ttl"], more].concat());
    }

    fn link(&self, store: &str) {
        self.run(store, &["link"]);
        self.run(store, &["link", "--with", "members.ttl"]);
    }
}

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")
}

fn forget<'a>(things: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    [&["forget", "--reason", "asked for"], things, more].concat()
}

/// Spellings, without case; addresses are decoded before.
const GONE: [&str; 6] = ["tillayev", "tillaev", "tillaïev", "jasur", "djassour", "opinion 317"];

#[track_caller]
fn clean(what: &str, text: &str) {
    let text = percent_encoding::percent_decode_str(text).decode_utf8_lossy().to_lowercase();
    for name in GONE.iter().chain(&["pace/op/2027/317", "parl.example/p/4711"]) {
        if let Some(at) = text.find(name) {
            let shown: String = text[at..].chars().take(80).collect();
            panic!("{what} has `{shown}`");
        }
    }
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

fn clean_folder(folder: &Path) {
    let mut all = Vec::new();
    files(folder, &mut all);
    assert!(!all.is_empty());
    for path in all {
        clean("a file's name", &path.strip_prefix(folder).unwrap().to_string_lossy());
        let bytes = fs::read(&path).unwrap();
        let mut text = String::from_utf8_lossy(&bytes).into_owned();
        if path.extension().is_some_and(|it| it == "gz") {
            text.clear();
            std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(&bytes[..]), &mut text).unwrap();
        }
        clean(&path.display().to_string(), &text);
    }
}

#[test]
fn what_is_taken_down_is_in_no_output_and_comes_back_in_no_build() {
    let place = Place::new();
    let before = place.run("store", &["export"]);
    for name in &GONE[..5] {
        assert!(before.to_lowercase().contains(name), "the sample has {name}");
    }
    place.run("store", &["publish", "public"]);
    place.run("store", &["review", "--export", "decisions.sssom.tsv"]);
    let stones = place.run("store", &forget(&[&PERSON[..], &[ACT]].concat(), &["--on", "2028-07-01"]));
    assert_eq!(stones.lines().count(), 5, "{stones}");

    let dump = place.run("store", &["export"]);
    clean("the dump", &dump);
    for format in ["turtle", "trig", "ntriples", "jsonld", "rdfxml", "graphml"] {
        clean(format, &place.run("store", &["export", "--format", format]));
    }
    for table in ["acts", "citations", "demands", "links", "mentions", "organisations", "persons", "treaties"]
    {
        clean(table, &place.run("store", &["export", "--table", table]));
    }
    clean_folder(&place.at("store"));
    place.run("store", &["publish", "public"]);
    clean_folder(&place.at("public"));
    clean("review", &place.run("store", &["review", "--json"]));
    place.run("store", &["review", "--export", "after.sssom.tsv"]);
    clean("decisions", &fs::read_to_string(place.at("after.sssom.tsv")).unwrap());
    clean("queries", &place.run("store", &["query", "SELECT * { ?s ?p ?o }"]));
    clean("show", &place.run("store", &["show", "Gulnora Bekmirzayeva"]));
    for name in [PERSON[0], "Jasur Tillayev", ACT] {
        let shown = place.command("store", &["show", name]).output().unwrap();
        assert_eq!(shown.status.code(), Some(3), "show {name}");
    }
    let checked = place.command("store", &["check"]).output().unwrap();
    let faults = String::from_utf8_lossy(&checked.stdout).into_owned();
    assert_eq!(faults, "");
    assert!(dump.contains("asked for") && place.run("store", &["forget", "--list"]).contains("2028-07-01"));

    let server = Server::start(&place.at("store"), &[]);
    for path in ["/", "/?q=Bekmirzayeva", "/sparql?query=SELECT%20*%20%7B%3Fs%20%3Fp%20%3Fo%7D"] {
        let came = server.get(path, "*/*");
        clean(path, &came.body);
    }
    drop(server);

    // Read again, and by a store that never had it.
    let hash = place.run("store", &["hash"]);
    place.build("store", &["--again"]);
    place.link("store");
    assert_eq!(place.run("store", &["hash"]), hash, "after a build");
    place.run("store", &["forget", "--export", "gone.jsonl"]);
    clean("tombstones", &fs::read_to_string(place.at("gone.jsonl")).unwrap());
    place.build("fresh", &["--curation", "gone.jsonl", "--curation", "decisions.sssom.tsv"]);
    place.link("fresh");
    assert_eq!(place.run("fresh", &["hash"]), hash, "built anew");
}

#[test]
fn all_that_bear_a_name_go_and_no_published_example_names_them() {
    let place = Place::new();
    let name = "Gulnora BEKMIRZAYEVA";
    // Another of that name, of another State.
    let text = fs::read_to_string(samples().join("acts/res-2771-2028-page.txt")).unwrap();
    let text = text.replace("2771", "2772").replace("Jasur Tillayev", "Gulnora Bekmirzayeva");
    fs::write(place.at("texts/other.txt"), text).unwrap();
    place.build("store", &[]);
    let bearers = "SELECT DISTINCT ?who { ?who skos:prefLabel ?name FILTER(LCASE(STR(?name)) = 'gulnora bekmirzayeva') }";
    let bearers = place.run("store", &["query", bearers, "--format", "csv"]).lines().count() - 1;
    assert!(bearers > 1, "the samples have one alone of this name");
    let one = place.command("store", &forget(&[name], &[])).output().unwrap();
    assert_eq!(one.status.code(), Some(2), "which of them?");
    let stones = place.run("store", &forget(&[name], &["--all"]));
    assert!(stones.lines().count() >= bearers, "{stones}");
    place.run("store", &["publish", "public"]);
    let mut all = Vec::new();
    files(&place.at("public"), &mut all);
    for path in all {
        let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).to_lowercase();
        assert!(!text.contains("bekmirzayeva"), "{}", path.display());
    }
}

#[test]
fn a_killed_take_down_is_completed_and_nobody_reads_what_it_left() {
    let place = Place::new();
    let before = place.run("store", &["hash"]);
    for milliseconds in [5, 40, 120, 250, 400] {
        let arguments = forget(&PERSON, &[]);
        let mut child =
            place.command("store", &arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(milliseconds));
        let _ = child.kill();
        child.wait().unwrap();
        let read = place.command("store", &["export"]).output().unwrap();
        match read.status.code() {
            Some(0) => {
                let all = String::from_utf8(read.stdout).unwrap();
                let whole = all.to_lowercase().contains("tillayev");
                assert_eq!(whole, place.run("store", &["hash"]) == before, "after {milliseconds} ms");
            }
            // Begun and not completed.
            code => assert_eq!(code, Some(4), "after {milliseconds} ms"),
        }
        place.run("store", &["forget", "--finish"]);
    }
    let _ = place.command("store", &forget(&PERSON, &[])).output().unwrap();
    assert!(!place.run("store", &["export"]).to_lowercase().contains("tillayev"));
}

#[test]
fn a_reason_that_names_the_person_and_unknown_things_are_refused() {
    let place = Place::new();
    for (thing, reason, code) in [
        (PERSON[0], "Mr Tillayev asked for it", 2),
        ("Ada Holm", "asked for", 3),
        ("https://w3id.org/hemicycle/sample/id/person/ada-holm", "asked for", 3),
    ] {
        let refused = place.command("store", &["forget", thing, "--reason", reason]).output().unwrap();
        assert_eq!(refused.status.code(), Some(code), "{thing}, {reason}");
    }
    assert!(!place.at("store/gone.jsonl").exists());
}
