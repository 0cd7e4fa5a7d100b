//! The index on names that people bear: an exact name is first, and so is the spelling of
//! another language. Thresholds only rise.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use hemicycle::graph::iri::Minter;
use hemicycle::search::kind::Kind;
use hemicycle::search::near::accepted;
use hemicycle::search::{FOLDER, Search, build};
use hemicycle::store::Store;
use hemicycle::store::data_set;
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, Quad};

use crate::link::evaluation::{Named, persons};

const PERSON: NamedNodeRef<'_> = NamedNodeRef::new_unchecked("http://xmlns.com/foaf/0.1/Person");
const TYPE: NamedNodeRef<'_> = NamedNodeRef::new_unchecked("http://www.w3.org/1999/02/22-rdf-syntax-ns#type");
const NAME: NamedNodeRef<'_> = NamedNodeRef::new_unchecked("http://www.w3.org/2004/02/skos/core#prefLabel");

fn iri(person: u32) -> String {
    format!("https://persons.example/{person}")
}

/// Persons with these names, loaded as a data set, and the index of that.
fn index<'a>(names: impl Iterator<Item = &'a Named>, folder: &Path) -> Search {
    let store = Store::memory(Minter::default()).unwrap();
    let mut quads = BTreeSet::new();
    for named in names {
        let person = NamedNode::new(iri(named.person)).unwrap();
        let graph = GraphName::DefaultGraph;
        quads.insert(Quad::new(person.clone(), TYPE, PERSON, graph.clone()).to_string());
        quads.insert(Quad::new(person, NAME, Literal::new_simple_literal(&named.name), graph).to_string());
    }
    let text = quads.into_iter().map(|it| it + " .\n").collect::<String>();
    let parser = oxigraph::io::RdfParser::from_format(oxigraph::io::RdfFormat::NQuads);
    let quads = parser.for_slice(text.as_bytes()).collect::<Result<_, _>>().unwrap();
    data_set::load(&store, "persons", quads).unwrap();
    build::build(&store, folder).unwrap();
    Search::open(&folder.join(FOLDER)).unwrap().expect("the index is there")
}

fn share(part: usize, of: usize) -> f64 {
    part as f64 / of.max(1) as f64
}

#[test]
fn a_name_finds_its_person_as_it_stands_and_as_another_language_spells_it() {
    let Some(folder) = crate::shared("authority") else { return };
    let all = persons(folder.parent().unwrap());
    let mut by_person: BTreeMap<u32, Vec<&Named>> = BTreeMap::new();
    for named in &all {
        by_person.entry(named.person).or_default().push(named);
    }
    // One language is known of each person: English where there is one.
    let known: Vec<&Named> = by_person
        .values()
        .filter_map(|names| names.iter().find(|it| it.language == "en").or(names.first()).copied())
        .collect();
    let temporary = tempfile::tempdir().unwrap();
    let search = index(known.iter().copied(), temporary.path());
    let mut namesakes: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
    for named in &known {
        namesakes.entry(&named.name).or_default().insert(named.person);
    }
    for named in &known {
        let found = search.near(&named.name, &[], 10).unwrap();
        let first = found.first().unwrap_or_else(|| panic!("nobody is called {}", named.name));
        assert!(first.is_same, "{}: {found:?}", named.name);
        if namesakes[named.name.as_str()].len() == 1 {
            assert_eq!(first.iri, iri(named.person), "{}", named.name);
        }
    }
    let (mut otherwise, mut right, mut sure) = (0, 0, 0);
    for (n, named) in all.iter().enumerate() {
        let own = &by_person[&named.person];
        let held = own.iter().find(|it| it.language == "en").or(own.first()).unwrap();
        // Most languages write a name alike: of these, some.
        let is_alike = held.name == named.name;
        if held.language == named.language || is_alike && n % 7 > 0 {
            continue;
        }
        let found = search.near(&named.name, &[Kind::Person], 10).unwrap();
        let is_right = found.first().is_some_and(|it| it.iri == iri(named.person));
        if is_alike {
            assert!(is_right, "{}: {found:?}", named.name);
            continue;
        }
        otherwise += 1;
        right += usize::from(is_right);
        if let Some(it) = accepted(&found) {
            sure += 1;
            assert_eq!(it.iri, iri(named.person), "{}: {found:?}", named.name);
        }
    }
    let (right, sure) = (share(right, otherwise), share(sure, otherwise));
    println!("of {otherwise} spelt otherwise {right:.4} first in rank, {sure:.4} accepted, none wrong");
    assert!(right >= 0.98);
    assert!(sure >= 0.70);
}

/// Every name of the sample in every language: the thing that bears it is first.
#[test]
#[cfg(feature = "rocksdb")]
fn every_name_of_the_sample_acts_finds_its_thing_first() {
    let folder = tempfile::tempdir().unwrap();
    let built = std::process::Command::new(env!("CARGO_BIN_EXE_hemicycle"))
        .args(["build", "--quiet", "--store"])
        .arg(folder.path())
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/acts"))
        .stderr(std::process::Stdio::null())
        .status()
        .unwrap();
    assert!(built.success());
    let store = Store::open(folder.path()).unwrap();
    let temporary = tempfile::tempdir().unwrap();
    build::build(&store, temporary.path()).unwrap();
    let search = Search::open(&temporary.path().join(FOLDER)).unwrap().expect("the index is there");
    let mut bearers: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for name in [NAME, NamedNodeRef::new_unchecked("http://www.w3.org/2004/02/skos/core#altLabel")] {
        for quad in store.oxigraph().quads_for_pattern(None, Some(name), None, None) {
            let quad = quad.unwrap();
            let (oxigraph::model::NamedOrBlankNode::NamedNode(thing), oxigraph::model::Term::Literal(label)) =
                (quad.subject, quad.object)
            else {
                continue;
            };
            if search.kind_of(thing.as_str()).unwrap().is_some() {
                bearers.entry(label.value().to_owned()).or_default().insert(thing.into_string());
            }
        }
    }
    let mut right = 0;
    for (name, things) in &bearers {
        let first = search.near(name, &[], 1).unwrap().into_iter().next();
        right += usize::from(first.as_ref().is_some_and(|it| things.contains(&it.iri)));
        if let Some(other) = first.filter(|it| !things.contains(&it.iri)) {
            println!("{name}: {other:?} and not {things:?}");
        }
    }
    println!("{right} of {} names", bearers.len());
    assert!(bearers.len() > 500);
    assert_eq!(right, bearers.len());
}
