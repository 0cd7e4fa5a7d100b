//! Manifests of W3C's suites.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Term;
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;

pub const SPARQL11: &str = "suites/rdf-tests/sparql/sparql11";

/// The manifest of a folder, in memory.
pub fn manifest(folder: &Path) -> Store {
    named(&folder.join("manifest.ttl"))
}

/// Of any name. Addresses in it are those of files.
pub fn named(file: &Path) -> Store {
    // Names resolved against it have no `..`.
    let file = fs::canonicalize(file).unwrap();
    let store = Store::new().unwrap();
    let parser = RdfParser::from_format(RdfFormat::Turtle)
        .with_base_iri(format!("file://{}", file.display()))
        .unwrap();
    store.load_from_reader(parser, fs::read(file).unwrap().as_slice()).unwrap();
    store
}

/// Rows of a question to a manifest, by column.
pub fn rows(store: &Store, query: &str) -> Vec<BTreeMap<String, String>> {
    let query = format!(
        "PREFIX mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#>
         PREFIX qt: <http://www.w3.org/2001/sw/DataAccess/tests/test-query#>
         PREFIX ht: <http://www.w3.org/2011/http#> PREFIX cnt: <http://www.w3.org/2011/content#>
         PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> {query}"
    );
    let query = SparqlEvaluator::new().parse_query(&query).unwrap();
    let QueryResults::Solutions(rows) = query.on_store(store).execute().unwrap() else { panic!("a table") };
    rows.map(|row| {
        let row = row.unwrap();
        row.iter()
            .map(|(name, value)| {
                let value = match value {
                    Term::Literal(it) => it.value().to_owned(),
                    Term::NamedNode(it) => it.as_str().to_owned(),
                    other => other.to_string(),
                };
                (name.as_str().to_owned(), value)
            })
            .collect()
    })
    .collect()
}
