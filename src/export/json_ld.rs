//! JSON-LD with our context: short keys, and values without their type where the context
//! gives it.
//!
//! oxigraph writes JSON-LD in the expanded form; this puts the same nodes under the terms of
//! `ontology/context.jsonld`. Values that do not fit their term's type are written in full,
//! which JSON-LD allows under any term, so reading gives back the same quads (tested).

use std::collections::HashMap;
use std::io::{self, Write};
use std::sync::LazyLock;

use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{GraphNameRef, LiteralRef, NamedOrBlankNodeRef, QuadRef, TermRef};
use serde_json::{Map, Value, json};

use crate::graph::term::PREFIXES;

/// The context as published. A context never changes under its address: a new one gets a new
/// number.
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
}

struct Terms {
    context: Value,
    /// By the property's IRI.
    keys: HashMap<String, Key>,
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
    let mut keys = HashMap::new();
    for (name, definition) in context.as_object().into_iter().flatten() {
        let (id, coercion) = match definition {
            Value::String(id) if PREFIXES.iter().all(|(prefix, _)| prefix != name) => (id.as_str(), None),
            Value::Object(it) => match (it.get("@id"), it.get("@type")) {
                (Some(Value::String(id)), Some(Value::String(coercion))) => {
                    (id.as_str(), Some(expand(coercion)))
                }
                _ => continue,
            },
            _ => continue,
        };
        keys.insert(expand(id), Key { name: name.clone(), coercion });
    }
    Terms { context, keys }
});

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
        let context = match context {
            Context::Inline => TERMS.context.clone(),
            Context::Address => json!(CONTEXT_IRI),
        };
        write!(out, "{{\"@context\":{context},\"@graph\":[")?;
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
        if predicate == rdf::TYPE && values.iter().all(|it| !it.object.is_literal()) {
            node.insert("@type".to_owned(), one_or_many(values.iter().map(|it| class(it.object))));
            continue;
        }
        let key = TERMS.keys.get(predicate.as_str());
        let name = key.map_or_else(|| compact(predicate.as_str()), |it| it.name.clone());
        let coercion = key.and_then(|it| it.coercion.as_deref());
        node.insert(name, one_or_many(values.iter().map(|it| value(it.object, coercion))));
    }
    Value::Object(node)
}

fn one_or_many(values: impl Iterator<Item = Value>) -> Value {
    let mut values: Vec<Value> = values.collect();
    if values.len() == 1 { values.swap_remove(0) } else { Value::Array(values) }
}

fn class(term: TermRef<'_>) -> Value {
    match term {
        TermRef::NamedNode(it) => Value::from(compact(it.as_str())),
        other => Value::from(other.to_string()),
    }
}

fn value(term: TermRef<'_>, coercion: Option<&str>) -> Value {
    let id = match term {
        TermRef::NamedNode(it) => it.as_str().to_owned(),
        TermRef::BlankNode(it) => it.to_string(),
        TermRef::Literal(it) => return literal(it, coercion),
    };
    if coercion == Some("@id") { Value::from(id) } else { json!({ "@id": id }) }
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
