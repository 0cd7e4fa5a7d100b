//! How much of what: VoID, with a partition for each class and each property.

use oxigraph::model::Term;
use oxigraph::sparql::QueryResults;

use super::describe::Description;
use super::{PublishError, Release};
use crate::query::Question;
use crate::store::Store;

const CLASSES: &str = "SELECT ?term (COUNT(DISTINCT ?s) AS ?n) { ?s a ?term } GROUP BY ?term ORDER BY ?term";
const PROPERTIES: &str = "SELECT ?term (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?term ?o { ?s ?term ?o } } \
                          GROUP BY ?term ORDER BY ?term";

pub struct Counts {
    /// IRI and number of its things, by IRI.
    pub classes: Vec<(String, u64)>,
    /// IRI and number of triples, by IRI; each triple once, in however many graphs it stands.
    pub properties: Vec<(String, u64)>,
}

impl Counts {
    pub fn triples(&self) -> u64 {
        self.properties.iter().map(|(_, count)| count).sum()
    }
}

pub fn count(store: &Store) -> Result<Counts, PublishError> {
    Ok(Counts { classes: ask(store, CLASSES)?, properties: ask(store, PROPERTIES)? })
}

fn ask(store: &Store, question: &str) -> Result<Vec<(String, u64)>, PublishError> {
    let question = Question::parse("counts", question).expect("a fixed question");
    let QueryResults::Solutions(rows) = question.ask(store.oxigraph(), &[])? else {
        unreachable!("a SELECT question")
    };
    let mut counts = Vec::new();
    for row in rows {
        let row = row?;
        if let (Some(Term::NamedNode(term)), Some(Term::Literal(count))) = (row.get("term"), row.get("n")) {
            counts.push((term.as_str().to_owned(), count.value().parse().unwrap_or(0)));
        }
    }
    Ok(counts)
}

pub fn describe(release: &Release<'_>, dataset: &str, counts: &Counts, it: &mut Description) {
    it.class(dataset, "void:Dataset");
    it.typed(dataset, "void:triples", counts.triples(), "xsd:integer");
    it.typed(dataset, "void:documents", release.acts.len(), "xsd:integer");
    it.string(dataset, "void:uriSpace", &format!("{}/", release.store.minter().base()));
    for (_, namespace) in crate::graph::term::PREFIXES {
        if counts.properties.iter().any(|(it, _)| it.starts_with(namespace)) {
            it.link(dataset, "void:vocabulary", namespace);
        }
    }
    let mut part = |kind: &str, n: usize| {
        let part = format!("{dataset}-{kind}-{}", n + 1);
        it.link(
            dataset,
            if kind == "class" { "void:classPartition" } else { "void:propertyPartition" },
            &part,
        );
        part
    };
    let classes: Vec<String> = (0..counts.classes.len()).map(|n| part("class", n)).collect();
    let properties: Vec<String> = (0..counts.properties.len()).map(|n| part("property", n)).collect();
    for (part, (class, things)) in classes.iter().zip(&counts.classes) {
        it.link(part, "void:class", class);
        it.typed(part, "void:entities", things, "xsd:integer");
    }
    for (part, (property, triples)) in properties.iter().zip(&counts.properties) {
        it.link(part, "void:property", property);
        it.typed(part, "void:triples", triples, "xsd:integer");
    }
}
