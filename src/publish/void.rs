//! How much of what: VoID, with a partition for each class and each property.

use std::collections::BTreeMap;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term as Node};
use oxigraph::store::StorageError;

use super::Release;
use super::describe::Description;
use crate::store::Store;

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

/// Counted as the store gives its quads: memory is that of the names of classes and properties.
pub fn count(store: &Store) -> Result<Counts, StorageError> {
    let (mut classes, mut properties) = (BTreeMap::new(), BTreeMap::new());
    let count = |counts: &mut BTreeMap<String, u64>, term: &NamedNode| match counts.get_mut(term.as_str()) {
        Some(count) => *count += 1,
        None => drop(counts.insert(term.as_str().to_owned(), 1)),
    };
    // Whose quads come now, of which graph, and whether other graphs speak of it, too.
    let mut now: Option<(NamedOrBlankNode, GraphName, bool)> = None;
    for quad in store.quads() {
        let quad = quad?;
        let is_same = now.as_ref().is_some_and(|it| it.0 == quad.subject && it.1 == quad.graph_name);
        if !is_same {
            let shared = is_elsewhere(store, &quad)?;
            now = Some((quad.subject.clone(), quad.graph_name.clone(), shared));
        }
        let shared = now.as_ref().is_some_and(|it| it.2);
        if shared && !is_first(store, &quad)? {
            continue;
        }
        count(&mut properties, &quad.predicate);
        if let Node::NamedNode(class) = &quad.object
            && quad.predicate.as_ref() == rdf::TYPE
        {
            count(&mut classes, class);
        }
    }
    Ok(Counts { classes: classes.into_iter().collect(), properties: properties.into_iter().collect() })
}

/// Whether a quad's subject is one in another graph, too.
fn is_elsewhere(store: &Store, quad: &Quad) -> Result<bool, StorageError> {
    for other in store.oxigraph().quads_for_pattern(Some(quad.subject.as_ref()), None, None, None) {
        if other?.graph_name != quad.graph_name {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether it is the first of those that say the same in several graphs: one of them counts.
fn is_first(store: &Store, quad: &Quad) -> Result<bool, StorageError> {
    let (subject, predicate) = (quad.subject.as_ref(), quad.predicate.as_ref());
    let mut same =
        store.oxigraph().quads_for_pattern(Some(subject), Some(predicate), Some(quad.object.as_ref()), None);
    Ok(same.next().transpose()?.is_none_or(|it| it.graph_name == quad.graph_name))
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
