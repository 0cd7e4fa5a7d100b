//! JSON-LD with our context: short keys, values without their type where the context gives it,
//! texts by language.
//!
//! oxigraph writes JSON-LD in the expanded form; this puts the same nodes under the terms of
//! `ontology/context.jsonld`. Values that do not fit their term's type are written in full, under
//! the property's IRI where the term is for texts by language, so reading gives back the same
//! quads (tested). An act as a tree is in [`tree`](super::tree).

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};
use std::sync::LazyLock;

use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{GraphNameRef, LiteralRef, NamedNodeRef, NamedOrBlankNodeRef, QuadRef, TermRef};
use serde_json::{Map, Value, json};

use crate::graph::term::PREFIXES;

/// The context as published. A context never changes under its address: a new one gets a new
/// number (`tests/ontology.rs` holds the digest of each).
pub const CONTEXT: &str = include_str!("../../ontology/context.jsonld");
pub const CONTEXT_IRI: &str = "https://w3id.org/hemicycle/context/0.1.0";

/// How the document names its context.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Context {
    /// The whole context stands in the document: readable without a network.
    Inline,
    /// By [`CONTEXT_IRI`].
    Address,
}

/// Key and coercion of a property.
struct Key {
    name: String,
    /// `@id` or the full IRI of a datatype.
    coercion: Option<String>,
    container: Container,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Container {
    /// One value, or a list of several.
    Any,
    /// Always a list.
    Set,
    /// Texts by the tag of their language.
    Language,
}

struct Terms {
    context: Value,
    /// By the property's IRI.
    keys: HashMap<String, Key>,
    /// By the property's IRI: the key under which a thing holds those that lead to it.
    back: HashMap<String, String>,
    /// By the class's IRI.
    classes: HashMap<String, String>,
}

static TERMS: LazyLock<Terms> = LazyLock::new(|| {
    let document: Value = serde_json::from_str(CONTEXT).expect("our context is JSON: tested");
    let context = document["@context"].clone();
    let expand = |compact: &str| match compact.split_once(':') {
        Some((prefix, local)) => match context[prefix].as_str() {
            Some(namespace) => format!("{namespace}{local}"),
            None => compact.to_owned(),
        },
        None => compact.to_owned(),
    };
    let (mut keys, mut back, mut classes) = (HashMap::new(), HashMap::new(), HashMap::new());
    for (name, definition) in context.as_object().into_iter().flatten() {
        let part = |part: &str| definition.get(part).and_then(Value::as_str);
        let id = definition.as_str().or_else(|| part("@id"));
        if let Some(way) = part("@reverse") {
            back.insert(expand(way), name.clone());
        } else if let Some(id) = id.filter(|it| it.contains(':') && !it.contains("://")) {
            if name.starts_with(|c: char| c.is_ascii_uppercase()) {
                classes.insert(expand(id), name.clone());
                continue;
            }
            let container = match part("@container") {
                Some("@language") => Container::Language,
                Some("@set") => Container::Set,
                _ => Container::Any,
            };
            keys.insert(
                expand(id),
                Key { name: name.clone(), coercion: part("@type").map(expand), container },
            );
        }
    }
    Terms { context, keys, back, classes }
});

/// What stands after `"@context":`.
pub(super) fn context(context: Context) -> Value {
    match context {
        Context::Inline => TERMS.context.clone(),
        Context::Address => json!(CONTEXT_IRI),
    }
}

/// The key under which a thing holds those that lead to it by this property, were there one.
pub(super) fn way_back(property: &str) -> Option<&'static str> {
    TERMS.back.get(property).map(String::as_str)
}

/// A document that is being written.
pub struct Writer<W> {
    out: W,
    /// Whether nothing stands yet at this place.
    first: bool,
    /// The named graph that is open.
    graph: Option<String>,
}

impl<W: Write> Writer<W> {
    pub fn new(context: Context, mut out: W) -> io::Result<Self> {
        write!(out, "{{\"@context\":{},\"@graph\":[", self::context(context))?;
        Ok(Self { out, first: true, graph: None })
    }

    /// `quads` are sorted by graph and subject.
    pub fn write(&mut self, quads: &[QuadRef<'_>]) -> io::Result<()> {
        for graph in quads.chunk_by(|a, b| a.graph_name == b.graph_name) {
            let name = match graph[0].graph_name {
                GraphNameRef::DefaultGraph => None,
                GraphNameRef::NamedNode(name) => Some(name.as_str().to_owned()),
                GraphNameRef::BlankNode(name) => Some(name.to_string()),
            };
            if name != self.graph {
                self.close()?;
                if let Some(name) = &name {
                    separate(&mut self.first, &mut self.out)?;
                    write!(self.out, "{{\"@id\":{},\"@graph\":[", Value::from(name.as_str()))?;
                    self.first = true;
                }
                self.graph = name;
            }
            for node in graph.chunk_by(|a, b| a.subject == b.subject).map(node) {
                separate(&mut self.first, &mut self.out)?;
                write!(self.out, "{node}")?;
            }
        }
        Ok(())
    }

    fn close(&mut self) -> io::Result<()> {
        if self.graph.take().is_some() {
            self.out.write_all(b"]}")?;
            self.first = false;
        }
        Ok(())
    }

    pub fn finish(mut self) -> io::Result<()> {
        self.close()?;
        self.out.write_all(b"]}\n")?;
        self.out.flush()
    }
}

fn separate(first: &mut bool, out: &mut impl Write) -> io::Result<()> {
    if !std::mem::take(first) {
        out.write_all(b",")?;
    }
    out.write_all(b"\n")
}

/// One subject of one graph.
fn node(quads: &[QuadRef<'_>]) -> Value {
    let mut node = Map::new();
    let id = match quads[0].subject {
        NamedOrBlankNodeRef::NamedNode(it) => it.as_str().to_owned(),
        NamedOrBlankNodeRef::BlankNode(it) => it.to_string(),
    };
    node.insert("@id".to_owned(), Value::from(id));
    for values in quads.chunk_by(|a, b| a.predicate == b.predicate) {
        let predicate = values[0].predicate;
        if is_class(predicate, values.iter().map(|it| it.object)) {
            node.insert("@type".to_owned(), one_or_many(values.iter().map(|it| class(it.object))));
            continue;
        }
        let (key, value) = values_of(predicate, values.iter().map(|it| it.object), |id, is_link| {
            if is_link { Value::from(id) } else { json!({ "@id": id }) }
        });
        node.insert(key, value);
    }
    Value::Object(node)
}

/// Whether these are for `@type`.
pub(super) fn is_class<'a>(
    predicate: NamedNodeRef<'_>,
    mut values: impl Iterator<Item = TermRef<'a>>,
) -> bool {
    predicate == rdf::TYPE && values.all(|it| !it.is_literal())
}

/// Key and value for a property of one thing. `link` writes an IRI, and is told whether the key
/// takes strings for IRIs.
pub(super) fn values_of<'a>(
    predicate: NamedNodeRef<'_>,
    values: impl Iterator<Item = TermRef<'a>> + Clone,
    mut link: impl FnMut(&str, bool) -> Value,
) -> (String, Value) {
    let in_full = || compact(predicate.as_str());
    let key = TERMS.keys.get(predicate.as_str());
    let container = key.map_or(Container::Any, |it| it.container);
    let mut coercion = key.and_then(|it| it.coercion.as_deref());
    let mut name = key.map_or_else(in_full, |it| it.name.clone());
    if container == Container::Language {
        if let Some(texts) = by_language(values.clone()) {
            return (name, texts);
        }
        (name, coercion) = (in_full(), None);
    }
    let mut value = |term: TermRef<'_>| match term {
        TermRef::NamedNode(it) => link(it.as_str(), coercion == Some("@id")),
        TermRef::BlankNode(it) => link(&it.to_string(), coercion == Some("@id")),
        TermRef::Literal(it) => literal(it, coercion),
    };
    let values = values.map(&mut value);
    (name, if container == Container::Set { values.collect() } else { one_or_many(values) })
}

/// Nothing where a value is no text in a language.
fn by_language<'a>(values: impl Iterator<Item = TermRef<'a>>) -> Option<Value> {
    let mut texts: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    for value in values {
        let TermRef::Literal(literal) = value else { return None };
        texts.entry(literal.language()?).or_default().push(Value::from(literal.value()));
    }
    Some(texts.into_iter().map(|(tag, texts)| (tag.to_owned(), one_or_many(texts.into_iter()))).collect())
}

pub(super) fn one_or_many(values: impl Iterator<Item = Value>) -> Value {
    let mut values: Vec<Value> = values.collect();
    if values.len() == 1 { values.swap_remove(0) } else { Value::Array(values) }
}

pub(super) fn class(term: TermRef<'_>) -> Value {
    match term {
        TermRef::NamedNode(it) => match TERMS.classes.get(it.as_str()) {
            Some(name) => Value::from(name.as_str()),
            None => Value::from(compact(it.as_str())),
        },
        other => Value::from(other.to_string()),
    }
}

fn literal(literal: LiteralRef<'_>, coercion: Option<&str>) -> Value {
    let text = literal.value();
    if let Some(language) = literal.language() {
        return json!({ "@value": text, "@language": language });
    }
    let datatype = literal.datatype();
    let plain = match coercion {
        None => datatype == xsd::STRING,
        Some(coercion) => coercion == datatype.as_str(),
    };
    if plain {
        return Value::from(text);
    }
    if datatype == xsd::STRING {
        return json!({ "@value": text });
    }
    json!({ "@value": text, "@type": compact(datatype.as_str()) })
}

/// `prefix:local` where one of our namespaces fits.
fn compact(iri: &str) -> String {
    let fits = |namespace: &str| iri.strip_prefix(namespace).filter(|it| !it.starts_with("//"));
    PREFIXES
        .iter()
        .filter_map(|(prefix, namespace)| fits(namespace).map(|local| (prefix, local)))
        .min_by_key(|(_, local)| local.len())
        .map_or_else(|| iri.to_owned(), |(prefix, local)| format!("{prefix}:{local}"))
}
