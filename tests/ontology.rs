//! The published vocabulary is whole: what is used is declared, what is declared is explained.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use hemicycle::export::json_ld::CONTEXT_IRI;
use hemicycle::graph::term::Term;
use hemicycle::lexicon::NAMESPACE;
use hemicycle::source::Digest;
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

/// Contexts by the last part of their address, and their digests. What stands at an address never
/// changes: documents out there name it, and readers keep it.
const CONTEXTS: [(&str, &str); 1] =
    [("0.1.0", "0b6021b7b2e1af5df29c1770d6811576b53b30b3255fc5392d8d808aa9b34ef7")];

#[test]
fn a_context_never_changes_under_its_address() {
    let (version, digest) = CONTEXTS[CONTEXTS.len() - 1];
    let context = std::fs::read(root().join("ontology/context.jsonld")).unwrap();
    assert_eq!(CONTEXT_IRI, format!("https://w3id.org/hemicycle/context/{version}"));
    assert_eq!(
        Digest::of(&context).to_string(),
        digest,
        "ontology/context.jsonld has changed: give it a new number (CONTEXT_IRI), and add its line to CONTEXTS"
    );
}

/// No key twice: of two, readers take either.
#[test]
fn the_context_has_each_key_once() {
    let context = std::fs::read_to_string(root().join("ontology/context.jsonld")).unwrap();
    let mut keys = BTreeSet::new();
    for line in context.lines().filter(|it| it.starts_with("    \"")) {
        assert!(keys.insert(line.split('"').nth(1)), "{line}");
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

/// The 24 checks of FOOPS! (how findable, accessible, interoperable and reusable a vocabulary
/// is), as far as the files themselves answer. What asks a server or a registry of vocabularies
/// is restated as what that server or registry needs: each such row says so.
#[test]
fn the_vocabulary_is_fair() {
    let iri = NAMESPACE.trim_end_matches('#');
    let quads = turtle(&root().join("ontology/hemicycle.ttl"));
    let about = |local: &str| -> Vec<String> {
        let mine = quads.iter().filter(|it| it.subject.to_string() == format!("<{iri}>"));
        mine.filter(|it| it.predicate.as_str().ends_with(local)).map(|it| it.object.to_string()).collect()
    };
    let has = |locals: &[&str]| locals.iter().all(|it| !about(it).is_empty());
    let one_of = |quad: &Quad, ends: &[&str]| ends.iter().any(|it| quad.predicate.as_str().ends_with(it));
    let foreign = |quad: &&Quad| matches!(&quad.object, RdfTerm::NamedNode(it) if !it.as_str().starts_with(iri) && !it.as_str().contains("w3.org/2002/07/owl"));
    let pages = hemicycle::ontology::pages::all();
    let version = about("versionIRI").join("");
    let explained = |name: &str| {
        declared().iter().all(|(_, it)| it.iter().filter(|(p, _)| p.ends_with(name)).count() >= 3)
    };
    let checks = [
        ("PURL1 persistent address", iri.starts_with("https://w3id.org/")),
        (
            "URI1 resolvable: a page stands ready for the address",
            pages.iter().any(|it| it.path == "en/index.html"),
        ),
        (
            "URI2 the file calls itself by its address",
            about("#type").iter().any(|it| it.ends_with("#Ontology>")),
        ),
        ("VER1 version address", version.starts_with(&format!("<{iri}/"))),
        (
            "VER2 version address resolvable: it ends with the version",
            version.ends_with(&format!("/{}>", about("versionInfo").join("").trim_matches('"'))),
        ),
        (
            "OM1 least metadata",
            has(&[
                "title",
                "description",
                "license",
                "creator",
                "versionInfo",
                "preferredNamespacePrefix",
                "preferredNamespaceUri",
            ]),
        ),
        (
            "OM2 recommended metadata",
            has(&["created", "bibliographicCitation", "contributor", "abstract", "comment", "label"]),
        ),
        ("OM3 detailed metadata", has(&["publisher", "issued", "modified", "source", "status"])),
        ("OM4.1 licence", has(&["license"])),
        (
            "OM4.2 licence resolvable: a known address",
            about("license").iter().all(|it| it.starts_with("<https://creativecommons.org/")),
        ),
        ("OM5.1 basic provenance", has(&["creator", "created"])),
        ("OM5.2 detailed provenance", has(&["issued", "publisher", "modified", "source"])),
        (
            "FIND1 prefix in a registry: the file says prefix and namespace",
            about("preferredNamespacePrefix") == ["\"hc\""]
                && about("preferredNamespaceUri").join("").contains(NAMESPACE),
        ),
        (
            "FIND2 in a registry of vocabularies: what it asks for is said in English",
            about("title").iter().any(|it| it.ends_with("@en")),
        ),
        ("FIND3 metadata in a registry: the version is said", has(&["versionInfo", "versionIRI"])),
        ("FIND3_BIS metadata stay: named apart from the terms", !iri.contains('#')),
        ("CN1 content negotiation: Turtle and pages", !pages.is_empty() && !quads.is_empty()),
        ("HTTP1 open protocol", iri.starts_with("https://")),
        ("RDF1 an RDF syntax", !quads.is_empty()),
        (
            "VOC1 metadata in known vocabularies",
            quads.iter().any(|it| it.predicate.as_str().starts_with("http://purl.org/dc/terms/")),
        ),
        (
            "VOC2 hangs on known vocabularies",
            quads
                .iter()
                .filter(|it| one_of(it, &["#subClassOf", "#subPropertyOf", "#domain", "#range"]))
                .filter(foreign)
                .count()
                > 20,
        ),
        ("VOC3 labels", explained("#label")),
        ("VOC4 descriptions", explained("#comment")),
        (
            "DOC1 a page for each term",
            declared()
                .keys()
                .filter(|it| !it.is_empty())
                .all(|it| pages.iter().any(|page| page.path == format!("en/{it}.html"))),
        ),
    ];
    assert_eq!(checks.len(), 24);
    let failed: Vec<&str> = checks.iter().filter(|(_, holds)| !holds).map(|(name, _)| *name).collect();
    assert!(failed.is_empty(), "{failed:#?}");
}

/// What we take from ELI is there, as ELI's own file says; where that file is.
#[test]
fn terms_of_eli_are_declared_by_eli() {
    let Some(folder) = crate::shared("suites/eli/ontology") else { return };
    let text = std::fs::read(folder.join("eli-1.5.rdf")).unwrap();
    let quads = RdfParser::from_format(RdfFormat::RdfXml).for_slice(&text).map(Result::unwrap);
    let known: BTreeSet<String> = quads.map(|it| it.subject.to_string()).collect();
    let ours = Term::ALL
        .iter()
        .map(|it| it.iri())
        .filter(|it| it.starts_with("http://data.europa.eu/eli/ontology#"));
    let missing: Vec<&str> = ours.filter(|it| !known.contains(&format!("<{it}>"))).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
