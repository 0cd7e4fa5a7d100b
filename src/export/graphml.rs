//! GraphML for Gephi and Cytoscape: things that have a name as nodes, and what acts say of two
//! of them as edges.
//!
//! A node is a thing of ours with a name in the graph `derived`; codes and passages are none. Each
//! edge is there once, however many acts say it, with the property's name and how many do.

use std::collections::BTreeMap;
use std::io::{self, Write};

use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphName, GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNodeRef, Term as Node};
use oxigraph::store::{QuadIter, StorageError};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesStart, Event};

use super::table::Names;
use crate::graph::derived;
use crate::graph::term::Term;
use crate::store::Store;
use crate::store::catalogue::property;
use crate::text::Language;

#[derive(Debug, thiserror::Error)]
pub enum GraphMlError {
    #[error(transparent)]
    Storage(#[from] StorageError),
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Attributes, what they are of, and their type.
const KEYS: [(&str, &str, &str); 5] = [
    ("label", "node", "string"),
    ("class", "node", "string"),
    ("iri", "node", "string"),
    ("relation", "edge", "string"),
    ("acts", "edge", "int"),
];

/// Names are in `language` where there are such. Nodes, then edges, as the store gives them:
/// memory does not grow with the graph.
pub fn write(store: &Store, language: Language, out: impl Write) -> Result<(), GraphMlError> {
    let mut names = Names::new(store, language);
    let mut xml = Writer::new_with_indent(out, b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root =
        BytesStart::new("graphml").with_attributes([("xmlns", "http://graphml.graphdrawing.org/xmlns")]);
    xml.write_event(Event::Start(root.borrow()))?;
    for (name, of, kind) in KEYS {
        xml.create_element("key")
            .with_attributes([("id", name), ("for", of), ("attr.name", name), ("attr.type", kind)])
            .write_empty()?;
    }
    let graph = BytesStart::new("graph").with_attributes([("id", "acts"), ("edgedefault", "directed")]);
    xml.write_event(Event::Start(graph.borrow()))?;
    for node in nodes(store) {
        let node = node?;
        let (label, class) = (names.name(node.as_ref())?, class(store, &node)?);
        let element = xml.create_element("node").with_attribute(("id", node.as_str()));
        element.write_inner_content(|xml| {
            data(xml, "label", &label)?;
            data(xml, "class", &class)?;
            data(xml, "iri", node.as_str())
        })?;
    }
    for node in nodes(store) {
        let node = node?;
        for ((relation, to), acts) in edges(store, &node)? {
            let ends = [("source", node.as_str()), ("target", to.as_str())];
            xml.create_element("edge").with_attributes(ends).write_inner_content(|xml| {
                data(xml, "relation", &relation)?;
                data(xml, "acts", &acts.to_string())
            })?;
        }
    }
    xml.write_event(Event::End(graph.to_end()))?;
    xml.write_event(Event::End(root.to_end()))?;
    xml.into_inner().write_all(b"\n")?;
    Ok(())
}

fn data<W: Write>(xml: &mut Writer<W>, key: &str, value: &str) -> io::Result<()> {
    // What XML has no way to write is left out.
    let text: String = value.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    let text = quick_xml::events::BytesText::new(&text);
    xml.create_element("data").with_attribute(("key", key)).write_text_content(text)?;
    Ok(())
}

/// Names of all things, or of one.
fn labels(store: &Store, thing: Option<NamedNodeRef<'_>>) -> QuadIter<'static> {
    let graph = derived::graph(store.minter());
    let graph = Some(GraphNameRef::NamedNode(graph.as_ref()));
    store.oxigraph().quads_for_pattern(thing.map(Into::into), Some(property(Term::Label)), None, graph)
}

/// Things of ours with a name, each once.
fn nodes(store: &Store) -> impl Iterator<Item = Result<NamedNode, StorageError>> {
    labels(store, None).filter_map(move |quad| {
        let quad = match quad {
            Ok(quad) => quad,
            Err(error) => return Some(Err(error)),
        };
        let NamedOrBlankNodeRef::NamedNode(thing) = quad.subject.as_ref() else { return None };
        if !thing.as_str().starts_with(store.minter().base()) {
            return None;
        }
        // A name in each language: the first that the store gives stands for the thing.
        match labels(store, Some(thing)).next().transpose() {
            Ok(first) => first.is_some_and(|it| it == quad).then(|| Ok(thing.into_owned())),
            Err(error) => Some(Err(error)),
        }
    })
}

fn is_node(store: &Store, thing: NamedNodeRef<'_>) -> Result<bool, StorageError> {
    Ok(thing.as_str().starts_with(store.minter().base())
        && labels(store, Some(thing)).next().transpose()?.is_some())
}

/// The name of its class, the first by the alphabet.
fn class(store: &Store, thing: &NamedNode) -> Result<String, StorageError> {
    let mut class: Option<String> = None;
    let thing = Some(thing.as_ref().into());
    for quad in store.oxigraph().quads_for_pattern(thing, Some(rdf::TYPE), None, None) {
        let Node::NamedNode(it) = quad?.object else { continue };
        let it = local(it.as_str()).to_owned();
        class = Some(class.map_or(it.clone(), |class| class.min(it)));
    }
    Ok(class.unwrap_or_default())
}

/// Relation and other end of a thing's edges, and how many graphs have each.
fn edges(store: &Store, from: &NamedNode) -> Result<BTreeMap<(String, String), u64>, StorageError> {
    let mut edges: BTreeMap<(String, String), u64> = BTreeMap::new();
    for quad in store.oxigraph().quads_for_pattern(Some(from.as_ref().into()), None, None, None) {
        let quad = quad?;
        let (Node::NamedNode(to), GraphName::NamedNode(_)) = (quad.object, quad.graph_name) else { continue };
        let edge = (local(quad.predicate.as_str()).to_owned(), to.into_string());
        if let Some(count) = edges.get_mut(&edge) {
            *count += 1;
        } else if is_node(store, NamedNodeRef::new_unchecked(&edge.1))? {
            edges.insert(edge, 1);
        }
    }
    Ok(edges)
}

/// The part of an IRI behind its namespace.
pub fn local(iri: &str) -> &str {
    iri.rsplit(['#', '/']).next().unwrap_or(iri)
}
