//! The published vocabulary is whole: what is used is declared, what is declared is explained.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use hemicycle::graph::term::Term;
use hemicycle::lexicon::NAMESPACE;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Quad, Term as RdfTerm};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn turtle(path: &Path) -> Vec<Quad> {
    let text = std::fs::read(path).unwrap();
    let quads: Result<Vec<Quad>, _> = RdfParser::from_format(RdfFormat::Turtle).for_slice(&text).collect();
    quads.unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Files below a folder with this extension, sorted.
fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let pattern = root().join(folder).join("**").join(format!("*.{extension}"));
    glob::glob(pattern.to_str().unwrap()).unwrap().map(Result::unwrap).collect()
}

/// Properties of each own term.
fn declared() -> BTreeMap<String, Vec<(String, RdfTerm)>> {
    let mut declared: BTreeMap<String, Vec<(String, RdfTerm)>> = BTreeMap::new();
    for quad in turtle(&root().join("ontology/hemicycle.ttl")) {
        if let NamedOrBlankNode::NamedNode(subject) = &quad.subject
            && let Some(local) = subject.as_str().strip_prefix(NAMESPACE)
        {
            declared.entry(local.to_owned()).or_default().push((quad.predicate.into_string(), quad.object));
        }
    }
    declared
}

/// Own terms in a text, written with the prefix `hc:`.
fn prefixed(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in text.match_indices("hc:") {
        let before = text[..at].chars().next_back();
        let local: String = text[at + 3..].chars().take_while(char::is_ascii_alphanumeric).collect();
        if !local.is_empty() && !before.is_some_and(char::is_alphanumeric) {
            found.insert(local);
        }
    }
    found
}

fn check(place: &str, used: &BTreeSet<String>) {
    let declared = declared();
    let missing: Vec<&String> = used.iter().filter(|it| !declared.contains_key(*it)).collect();
    assert!(
        missing.is_empty(),
        "{place} uses terms that ontology/hemicycle.ttl does not declare: {missing:?}"
    );
}

#[test]
fn terms_of_the_graph_are_declared() {
    let used =
        Term::ALL.iter().filter_map(|it| it.iri().strip_prefix(NAMESPACE)).map(str::to_owned).collect();
    check("the graph", &used);
}

#[test]
fn terms_of_the_vocabularies_are_declared() {
    for path in files("ontology", "ttl") {
        let mut used = BTreeSet::new();
        for quad in turtle(&path) {
            let object = match quad.object {
                RdfTerm::NamedNode(node) => Some(node.into_string()),
                _ => None,
            };
            for iri in [Some(quad.predicate.into_string()), object].into_iter().flatten() {
                if let Some(local) = iri.strip_prefix(NAMESPACE) {
                    used.insert(local.to_owned());
                }
            }
        }
        // The address of the namespace itself.
        used.remove("");
        check(&path.display().to_string(), &used);
    }
}

#[test]
fn terms_of_queries_context_and_documentation_are_declared() {
    let mut paths = files("queries", "rq");
    paths.extend([root().join("ontology/context.jsonld"), root().join("docs/graph.md")]);
    for path in paths {
        check(&path.display().to_string(), &prefixed(&std::fs::read_to_string(&path).unwrap()));
    }
}

/// What nobody writes is not offered: the graph, a list of `ontology/`, or a term above one
/// that is written.
#[test]
fn declared_terms_are_used() {
    let mut used: BTreeSet<String> =
        Term::ALL.iter().filter_map(|it| it.iri().strip_prefix(NAMESPACE)).map(str::to_owned).collect();
    // Candidates of `link` are declared before they are written.
    used.insert("candidateFor".to_owned());
    for path in files("ontology", "ttl") {
        let own = path.ends_with("hemicycle.ttl");
        for quad in turtle(&path) {
            let above = quad.predicate.as_str().contains("#sub");
            let terms = match quad.object {
                RdfTerm::NamedNode(object) if !own || above => [quad.predicate, object].to_vec(),
                _ => [quad.predicate].to_vec(),
            };
            used.extend(terms.iter().filter_map(|it| it.as_str().strip_prefix(NAMESPACE)).map(str::to_owned));
        }
    }
    let idle: Vec<String> =
        declared().into_keys().filter(|it| !used.contains(it) && !it.is_empty()).collect();
    assert!(idle.is_empty(), "ontology/hemicycle.ttl declares terms that nobody uses: {idle:?}");
}

#[test]
fn every_own_term_is_explained_in_three_languages() {
    let declared = declared();
    assert!(declared.len() > 60);
    for (local, properties) in declared {
        let has = |name: &str| properties.iter().any(|(it, _)| it.ends_with(name));
        let in_language = |name: &str, language: &str| {
            properties.iter().any(|(it, value)| {
                it.ends_with(name) && matches!(value, RdfTerm::Literal(it) if it.language() == Some(language))
            })
        };
        for language in ["en", "fr", "it"] {
            assert!(in_language("rdf-schema#label", language), "hc:{local} has no label in {language}");
            assert!(in_language("rdf-schema#comment", language), "hc:{local} has no comment in {language}");
        }
        assert!(has("rdf-schema#isDefinedBy"), "hc:{local} does not say where it is defined");
        // Classes begin with a capital.
        if local.starts_with(|c: char| c.is_ascii_lowercase()) {
            assert!(has("rdf-schema#domain") && has("rdf-schema#range"), "hc:{local} has no domain or range");
        }
    }
}

/// The context gives short names to all that the graph writes.
#[test]
fn the_context_knows_every_property_of_the_graph() {
    let context = std::fs::read_to_string(root().join("ontology/context.jsonld")).unwrap();
    let context: serde_json::Value = serde_json::from_str(&context).unwrap();
    let known: BTreeSet<&str> = context["@context"]
        .as_object()
        .unwrap()
        .values()
        .filter_map(|it| it.as_str().or_else(|| it["@id"].as_str()))
        .collect();
    for term in Term::ALL {
        let local = term.local();
        let is_property = local.starts_with(|c: char| c.is_ascii_lowercase());
        if !is_property || *term == Term::Type || term.iri().contains("XMLSchema") {
            continue;
        }
        assert!(
            known.iter().any(|it| it.rsplit(':').next() == Some(local)),
            "no short name for {}",
            term.iri()
        );
    }
}
