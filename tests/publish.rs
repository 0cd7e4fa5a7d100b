//! What `publish` writes: complete, the same bytes each time, and never torn.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use hemicycle::canonical;
use hemicycle::config::Config;
use hemicycle::config::publication::Publication;
use hemicycle::diff::{Change, patch};
use hemicycle::export::Format;
use hemicycle::publish::quality::Quality;
use hemicycle::publish::{PublishError, publish};
use hemicycle::store::Store;
use hemicycle::text::Language;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{Quad, Term, Triple};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};

const SETTINGS: &str = include_str!("../examples/hemicycle.toml");

fn publication(settings: &str) -> Publication {
    Config::parse(settings).unwrap().publication.unwrap()
}

/// A store on disk of some sample acts, under the base of the sample settings.
fn built(folder: &Path, acts: &[&str]) -> PathBuf {
    let store = folder.join("store");
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/acts");
    let done = hemicycle()
        .arg("build")
        .args(["--quiet", "--config"])
        .arg(samples.with_file_name("hemicycle.toml"))
        .arg("--store")
        .arg(&store)
        .args(acts.iter().map(|act| samples.join(act)))
        .status()
        .unwrap();
    assert!(done.success());
    store
}

fn hemicycle() -> Command {
    Command::new(assert_cmd::cargo::cargo_bin!("hemicycle"))
}

/// Path and bytes of every file.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.insert(path.strip_prefix(folder).unwrap().to_owned(), fs::read(&path).unwrap());
            }
        }
    }
    files
}

#[cfg(feature = "rocksdb")]
#[test]
fn a_publication_is_whole_and_the_same_bytes_each_time() {
    let temporary = tempfile::tempdir().unwrap();
    let acts = ["opinion-317-2027-page.txt", "res-2771-2028-page.txt"];
    let dir = built(temporary.path(), &acts);
    let store = Store::open(&dir).unwrap();
    let of = |name: &str| {
        let out = temporary.path().join(name);
        let published = publish(&store, &publication(SETTINGS), Language::ENGLISH, &out).unwrap();
        assert_eq!(published.quality.points, Quality::most(), "{:?}", published.quality.lacks);
        files(&out)
    };
    let (one, two) = (of("one"), of("two"));
    assert!(one == two, "two publications differ");

    // Every file is in the list of digests.
    let sums = String::from_utf8(one[Path::new("SHA256SUMS")].clone()).unwrap();
    assert_eq!(sums.lines().count() + 1, one.len());

    // The dump is the store; every IRI of ours that is a subject has a file in which it is one.
    let dump = one[Path::new("dump/all.nq")].as_slice();
    let quads: Vec<_> =
        RdfParser::from_format(RdfFormat::NQuads).for_slice(dump).map(Result::unwrap).collect();
    assert_eq!(quads.len(), store.quads().count());
    let mut subjects = BTreeSet::new();
    for (path, bytes) in &one {
        let of_graph = ["eli", "id", "link", "src", "run", "g"].iter().any(|it| path.starts_with(it));
        if of_graph && path.extension().is_some_and(|it| it == "ttl") {
            let triples = RdfParser::from_format(RdfFormat::Turtle).for_slice(bytes);
            subjects.extend(triples.map(|it| it.unwrap().subject.to_string()));
        }
    }
    let base = format!("<{}/", store.minter().base());
    for quad in &quads {
        let subject = quad.subject.to_string();
        assert!(!subject.starts_with(&base) || subjects.contains(&subject), "no file has {subject}");
        assert!(!quad.subject.is_blank_node() && !quad.object.is_blank_node());
    }

    // An act as a tree says what its Turtle says, and is read with nothing fetched; so is all JSON-LD.
    let mut trees = 0;
    for (path, bytes) in &one {
        let extension = path.extension().and_then(|it| it.to_str()).unwrap_or_default();
        if !matches!(extension, "json" | "jsonld") || path.ends_with("csv-metadata.json") {
            continue;
        }
        let said: BTreeSet<String> = RdfParser::from_format(Format::JsonLd.rdf_format())
            .for_slice(bytes)
            .map(|it| Triple::from(it.unwrap()).to_string())
            .collect();
        if path.starts_with("eli") {
            let turtle =
                RdfParser::from_format(RdfFormat::Turtle).for_slice(&one[&path.with_extension("ttl")]);
            assert_eq!(said, turtle.map(|it| Triple::from(it.unwrap()).to_string()).collect());
            trees += usize::from(extension == "json");
        }
    }
    assert_eq!(trees, acts.len());

    // Counts of the partitions are those of the graph.
    let described = one[Path::new("void.ttl")].as_slice();
    let void = oxigraph::store::Store::new().unwrap();
    void.load_from_reader(RdfFormat::Turtle, described).unwrap();
    for (partition, counted) in [
        (
            "SELECT ?term ?n { [] void:classPartition ?p . ?p void:class ?term ; void:entities ?n }",
            "SELECT ?term (COUNT(DISTINCT ?s) AS ?n) { GRAPH ?g { ?s a ?term } } GROUP BY ?term",
        ),
        (
            "SELECT ?term ?n { [] void:propertyPartition ?p . ?p void:property ?term ; void:triples ?n }",
            "SELECT ?term (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?term ?o { GRAPH ?g { ?s ?term ?o } } } GROUP BY ?term",
        ),
    ] {
        assert_eq!(rows(&void, partition), rows(store.oxigraph(), counted));
    }

    // A table has a line for each of its rows, and the words that are formulas are none.
    let table = String::from_utf8(one[Path::new("tables/acts.csv")].clone()).unwrap();
    assert!(table.contains("Opinion 317 (2027)"), "{table}");
}

#[cfg(feature = "rocksdb")]
#[test]
fn every_address_of_the_sitemap_leads_to_a_file() {
    let temporary = tempfile::tempdir().unwrap();
    let dir = built(temporary.path(), &["ep-p10-ta-0143-2027.txt"]);
    let store = Store::open(&dir).unwrap();
    let out = temporary.path().join("public");
    publish(&store, &publication(SETTINGS), Language::ENGLISH, &out).unwrap();
    let map = fs::read_to_string(out.join("sitemap-1.xml")).unwrap();
    let base = format!("{}/", store.minter().base());
    let mut checked = 0;
    for address in map.split("<loc>").skip(1).filter_map(|it| it.split("</loc>").next()) {
        // As a web server reads it.
        let path = percent_encoding::percent_decode_str(address.strip_prefix(&base).unwrap());
        let path = path.decode_utf8().unwrap().into_owned();
        assert!(out.join(&path).is_file(), "{address}: no {path}");
        checked += usize::from(path.contains('('));
    }
    assert!(checked > 0, "{map}");
}

fn rows(store: &oxigraph::store::Store, question: &str) -> BTreeMap<String, String> {
    let question = format!("PREFIX void: <http://rdfs.org/ns/void#> {question}");
    let query = SparqlEvaluator::new().parse_query(&question).unwrap();
    let QueryResults::Solutions(rows) = query.on_store(store).execute().unwrap() else { panic!("a table") };
    rows.map(|row| {
        let row = row.unwrap();
        let cell = |name: &str| match row.get(name) {
            Some(Term::Literal(it)) => it.value().to_owned(),
            Some(it) => it.to_string(),
            None => String::new(),
        };
        (cell("term"), cell("n"))
    })
    .collect()
}

/// A graph from nothing, by all patches of the list.
fn replayed(public: &Path) -> Vec<Quad> {
    let list: serde_json::Value =
        serde_json::from_slice(&fs::read(public.join("changes/list.json")).unwrap()).unwrap();
    let mut quads = BTreeSet::new();
    for patch in list["patches"].as_array().unwrap() {
        let file = fs::File::open(public.join(patch["file"].as_str().unwrap())).unwrap();
        let lines = std::io::BufReader::new(flate2::read::GzDecoder::new(file));
        patch::read(lines, |change| match change {
            Change::Come(quad) => assert!(quads.insert(quad.to_string()), "{quad} was there"),
            Change::Gone(quad) => assert!(quads.remove(&quad.to_string()), "{quad} was not there"),
        })
        .unwrap();
    }
    let lines: String = quads.iter().map(|it| format!("{it} .\n")).collect();
    RdfParser::from_format(RdfFormat::NQuads).for_slice(lines.as_bytes()).map(Result::unwrap).collect()
}

#[cfg(feature = "rocksdb")]
#[test]
fn all_patches_from_nothing_give_the_graph() {
    let temporary = tempfile::tempdir().unwrap();
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/acts");
    let texts = temporary.path().join("texts");
    fs::create_dir(&texts).unwrap();
    let public = temporary.path().join("public");
    let act = "opinion-317-2027-page.txt";
    let change = |arguments: &[&str]| {
        let mut command = hemicycle();
        command.args(arguments).args(["--quiet", "--json", "--store"]).arg(temporary.path().join("store"));
        command.arg("--config").arg(samples.with_file_name("hemicycle.toml"));
        let done = command.current_dir(temporary.path()).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        done.stdout
    };
    let published = || -> serde_json::Value {
        let told = change(&["publish", "public"]);
        let quads = replayed(&public);
        let store = Store::open(&temporary.path().join("store")).unwrap();
        let now: Vec<Quad> = store.quads().map(Result::unwrap).collect();
        assert_eq!(canonical::hash(&quads).unwrap(), canonical::hash(&now).unwrap());
        serde_json::from_slice::<serde_json::Value>(&told).unwrap()["changes"].take()
    };
    let acts = |told: &serde_json::Value| {
        let count = |name: &str| told["acts"][name].as_array().unwrap().len();
        [count("new"), count("changed"), count("gone")]
    };
    fs::copy(samples.join(act), texts.join(act)).unwrap();
    fs::copy(samples.join("res-2771-2028-page.txt"), texts.join("res-2771-2028-page.txt")).unwrap();
    change(&["build", "texts"]);
    assert_eq!(acts(&published()), [2, 0, 0]);
    let first = fs::read(public.join("changes/0001.rdfp.gz")).unwrap();
    assert!(published().is_null(), "nothing changed");

    // One act says something else, another is new; then one goes.
    let text = fs::read_to_string(texts.join(act)).unwrap();
    fs::write(texts.join(act), text.replacen("Assembly", "Assembly itself", 1)).unwrap();
    let other = "res-2777-2028-page.txt";
    fs::copy(samples.join(other), texts.join(other)).unwrap();
    change(&["build", "texts"]);
    let told = published();
    assert_eq!((acts(&told), told["file"].as_str()), ([1, 1, 0], Some("changes/0002.rdfp.gz")));
    fs::remove_file(texts.join(other)).unwrap();
    change(&["build", "--prune", "texts"]);
    assert_eq!(acts(&published()), [0, 0, 1]);
    assert_eq!(fs::read(public.join("changes/0001.rdfp.gz")).unwrap(), first, "what was published stays");
    let feed = fs::read_to_string(public.join("feed.atom")).unwrap();
    assert_eq!(feed.matches("<entry>").count(), 2, "{feed}");

    // After a take-down the patches of before are gone: they would tell what.
    change(&["forget", "Resolution 2771 (2028)", "--reason", "asked for"]);
    let told = published();
    assert_eq!((acts(&told), told["file"].as_str()), ([1, 0, 0], Some("changes/0004.rdfp.gz")));
    assert!(!public.join("changes/0001.rdfp.gz").exists());
}

#[test]
fn an_example_base_is_not_published_nor_an_empty_store() {
    let temporary = tempfile::tempdir().unwrap();
    let out = temporary.path().join("out");
    for (base, wanted) in [
        ("https://hemicycle.example", "leads nowhere"),
        ("https://data.example.org/x", "leads nowhere"),
        ("https://w3id.org/hemicycle/sample", "holds no act"),
    ] {
        let store = Store::memory(hemicycle::graph::iri::Minter::new(base).unwrap()).unwrap();
        let refused: PublishError =
            publish(&store, &publication(SETTINGS), Language::ENGLISH, &out).expect_err("refused");
        assert!(refused.to_string().contains(wanted), "{refused}");
        assert!(!out.exists());
    }
}

#[cfg(feature = "rocksdb")]
#[test]
fn a_killed_run_leaves_what_was_published_before() {
    let temporary = tempfile::tempdir().unwrap();
    let store = built(temporary.path(), &["opinion-317-2027-page.txt"]);
    let out = temporary.path().join("public");
    let settings = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/hemicycle.toml");
    let mut publish = hemicycle();
    publish.args(["publish", "--quiet", "--config"]).arg(&settings).arg("--store").arg(&store).arg(&out);
    assert!(publish.status().unwrap().success());
    let before = files(&out);
    for milliseconds in [1, 5, 20, 60, 150] {
        let mut child = publish.stdout(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(milliseconds));
        let _ = child.kill();
        child.wait().unwrap();
        // Whichever of the two publications it is: both have these bytes.
        assert!(files(&out) == before, "torn after {milliseconds} ms");
    }
    assert!(publish.status().unwrap().success(), "the next run is not hindered");
    assert!(files(&out) == before);
}

#[cfg(feature = "rocksdb")]
#[test]
fn a_run_killed_while_it_swaps_leaves_the_old_or_the_new_whole() {
    let temporary = tempfile::tempdir().unwrap();
    let (one, two) = (temporary.path().join("one"), temporary.path().join("two"));
    fs::create_dir(&one).unwrap();
    fs::create_dir(&two).unwrap();
    let old = built(&one, &["opinion-317-2027-page.txt"]);
    let new = built(&two, &["opinion-317-2027-page.txt", "res-2771-2028-page.txt"]);
    let out = temporary.path().join("public");
    let settings = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/hemicycle.toml");
    let publish = |store: &Path| {
        let mut publish = hemicycle();
        publish.args(["publish", "--quiet", "--config"]).arg(&settings).arg("--store").arg(store).arg(&out);
        publish
    };
    assert!(publish(&old).status().unwrap().success());
    let old = files(&out);
    assert!(publish(&new).status().unwrap().success());
    let whole = files(&out);
    assert!(whole != old);
    // The last file is written before the swap; what stood there is removed after it.
    let (draft, last) = (out.with_extension("new"), out.with_extension("new").join("SHA256SUMS"));
    for microseconds in [0, 100, 300, 1000, 3000, 10_000, 30_000] {
        fs::remove_dir_all(&out).unwrap();
        let _ = fs::remove_dir_all(&draft);
        for (path, bytes) in &old {
            let path = out.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        let mut child = publish(&new).spawn().unwrap();
        while !last.exists() && child.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_micros(50));
        }
        std::thread::sleep(Duration::from_micros(microseconds));
        let _ = child.kill();
        child.wait().unwrap();
        let found = files(&out);
        assert!(found == old || found == whole, "torn {microseconds} microseconds after the last file");
    }
    assert!(publish(&new).status().unwrap().success(), "the next run is not hindered");
}
