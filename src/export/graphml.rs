//! GraphML for Gephi and Cytoscape: things that have a name as nodes, and what acts say of two
//! of them as edges.
//!
//! A node is a thing of ours with a name in the graph `derived`; codes and passages are none. Each
//! edge is there once, however many acts say it, with the property's name and how many do.

use std::collections::BTreeMap;
use std::io::{self, Write};

use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphName, GraphNameRef, NamedNode, NamedOrBlankNode, Term as Node};
use oxigraph::store::StorageError;
use quick_xml::Writer;

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

/// Names are in `language` where there are such.
pub fn write(store: &Store, language: Language, out: impl Write) -> Result<(), GraphMlError> {
    let nodes = nodes(store)?;
    let edges = edges(store, &nodes)?;
    let mut names = Names::new(store, language);
    let mut xml = Writer::new_with_indent(out, b' ', 1);
    xml.write_event(quick_xml::events::Event::Decl(quick_xml::events::BytesDecl::new(
        "1.0",
        Some("UTF-8"),
        None,
    )))?;
    let mut fault = None;
    let root =
        xml.create_element("graphml").with_attribute(("xmlns", "http://graphml.graphdrawing.org/xmlns"));
    root.write_inner_content(|xml| {
        for (name, of, kind) in KEYS {
            xml.create_element("key")
                .with_attributes([("id", name), ("for", of), ("attr.name", name), ("attr.type", kind)])
                .write_empty()?;
        }
        let graph =
            xml.create_element("graph").with_attributes([("id", "acts"), ("edgedefault", "directed")]);
        graph.write_inner_content(|xml| {
            for (iri, class) in &nodes {
                let label = names.name(NamedNode::new_unchecked(iri.as_str()).as_ref());
                let label = label.unwrap_or_else(|error| {
                    fault = Some(error);
                    String::new()
                });
                let node = xml.create_element("node").with_attribute(("id", iri.as_str()));
                node.write_inner_content(|xml| {
                    data(xml, "label", &label)?;
                    data(xml, "class", class)?;
                    data(xml, "iri", iri)
                })?;
            }
            for ((from, relation, to), acts) in &edges {
                let edge = xml
                    .create_element("edge")
                    .with_attributes([("source", from.as_str()), ("target", to.as_str())]);
                edge.write_inner_content(|xml| {
                    data(xml, "relation", relation)?;
                    data(xml, "acts", &acts.to_string())
                })?;
            }
            Ok(())
        })?;
        Ok(())
    })?;
    if let Some(fault) = fault {
        return Err(fault.into());
    }
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

/// Things with a name, and the name of their class (the first by the alphabet).
fn nodes(store: &Store) -> Result<BTreeMap<String, String>, StorageError> {
    let graph = derived::graph(store.minter());
    let label = property(Term::Label);
    let mut nodes = BTreeMap::new();
    let quads = store.oxigraph().quads_for_pattern(
        None,
        Some(label),
        None,
        Some(GraphNameRef::NamedNode(graph.as_ref())),
    );
    for quad in quads {
        let NamedOrBlankNode::NamedNode(thing) = quad?.subject else { continue };
        if !thing.as_str().starts_with(store.minter().base()) || nodes.contains_key(thing.as_str()) {
            continue;
        }
        let mut class: Option<String> = None;
        for quad in
            store.oxigraph().quads_for_pattern(Some(thing.as_ref().into()), Some(rdf::TYPE), None, None)
        {
            let Node::NamedNode(it) = quad?.object else { continue };
            let it = local(it.as_str()).to_owned();
            class = Some(class.map_or(it.clone(), |class| class.min(it)));
        }
        nodes.insert(thing.into_string(), class.unwrap_or_default());
    }
    Ok(nodes)
}

type Edge = (String, String, String);

fn edges(store: &Store, nodes: &BTreeMap<String, String>) -> Result<BTreeMap<Edge, u64>, StorageError> {
    let mut edges: BTreeMap<Edge, u64> = BTreeMap::new();
    for quad in store.quads() {
        let quad = quad?;
        let (NamedOrBlankNode::NamedNode(from), Node::NamedNode(to), GraphName::NamedNode(_)) =
            (&quad.subject, &quad.object, &quad.graph_name)
        else {
            continue;
        };
        if nodes.contains_key(from.as_str()) && nodes.contains_key(to.as_str()) {
            let edge =
                (from.as_str().to_owned(), local(quad.predicate.as_str()).to_owned(), to.as_str().to_owned());
            *edges.entry(edge).or_default() += 1;
        }
    }
    Ok(edges)
}

/// The part of an IRI behind its namespace.
pub fn local(iri: &str) -> &str {
    iri.rsplit(['#', '/']).next().unwrap_or(iri)
}
