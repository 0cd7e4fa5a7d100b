//! Each graph of `tests/shapes/` breaks what its head says (`# breaks: SHAPE CONSTRAINT`), and
//! nothing else. `scripts/shapes` holds the same graphs against the SHACL itself.

use std::collections::BTreeSet;
use std::path::Path;

use hemicycle::check;
use hemicycle::graph::iri::Minter;
use hemicycle::store::Store;
use oxigraph::io::{RdfFormat, RdfParser};

/// Shape and constraint, a blank between.
fn broken(turtle: &str) -> BTreeSet<String> {
    let store = Store::memory(Minter::default()).unwrap();
    let parser = RdfParser::from_format(RdfFormat::Turtle);
    store.oxigraph().load_from_reader(parser, turtle.as_bytes()).unwrap();
    let mut broken = BTreeSet::new();
    for name in check::names().filter(|it| it.starts_with("shapes/")) {
        for fault in check::run(&store, &name).unwrap() {
            let constraint = fault.constraint.expect("a shape names its constraint");
            broken.insert(format!("{} {constraint}", name.trim_start_matches("shapes/")));
        }
    }
    broken
}

#[test]
fn every_broken_graph_is_found_broken_as_it_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/shapes");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    paths.sort();
    let mut seen = BTreeSet::new();
    for path in paths {
        let turtle = std::fs::read_to_string(&path).unwrap();
        let said: BTreeSet<String> =
            turtle.lines().filter_map(|it| it.strip_prefix("# breaks: ")).map(str::to_owned).collect();
        assert_eq!(broken(&turtle), said, "{}", path.display());
        seen.extend(said);
    }
    // Every kind of constraint that the shapes have is broken by some graph.
    let kinds: BTreeSet<&str> = seen.iter().filter_map(|it| it.split(' ').nth(1)).collect();
    let all =
        "class datatype lessThan maxCount minCount minInclusive minLength nodeKind or pattern uniqueLang";
    assert_eq!(kinds, all.split(' ').collect());
    // And so is every shape.
    let shapes: BTreeSet<String> =
        seen.iter().map(|it| format!("shapes/{}", it.split(' ').next().unwrap())).collect();
    let names: BTreeSet<String> = check::names().filter(|it| it.starts_with("shapes/")).collect();
    assert_eq!(shapes, names);
}
