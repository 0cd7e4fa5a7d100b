//! Quads about the publication, written down shortly: names as `prefix:local`, subjects as full
//! IRIs. No blank nodes.

use std::io::{self, Write};

use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphName, Literal, NamedNode, Quad, Term, TripleRef};

use crate::canonical::order;
use crate::config::code::Code;
use crate::config::publication::Text;

const PREFIXES: [(&str, &str); 19] = [
    ("adms", "http://www.w3.org/ns/adms#"),
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dcatap", "http://data.europa.eu/r5r/"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("geo", "http://www.opengis.net/ont/geosparql#"),
    ("hc", "https://w3id.org/hemicycle/def#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("schema", "https://schema.org/"),
    ("sh", "http://www.w3.org/ns/shacl#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("spdx", "http://spdx.org/rdf/terms#"),
    ("spl", "http://spinrdf.org/spl#"),
    ("vcard", "http://www.w3.org/2006/vcard/ns#"),
    ("void", "http://rdfs.org/ns/void#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// The full IRI of `prefix:local`; anything else stays.
pub fn expand(name: &str) -> String {
    match name.split_once(':') {
        Some((prefix, local)) => match PREFIXES.iter().find(|(it, _)| *it == prefix) {
            Some((_, namespace)) => format!("{namespace}{local}"),
            None => name.to_owned(),
        },
        None => name.to_owned(),
    }
}

#[derive(Debug, Default)]
pub struct Description {
    pub quads: Vec<Quad>,
}

impl Description {
    fn put(&mut self, subject: &str, property: &str, object: Term) {
        self.quads.push(Quad::new(
            NamedNode::new_unchecked(subject),
            NamedNode::new_unchecked(expand(property)),
            object,
            GraphName::DefaultGraph,
        ));
    }

    pub fn class(&mut self, subject: &str, class: &str) {
        self.put(subject, rdf::TYPE.as_str(), NamedNode::new_unchecked(expand(class)).into());
    }

    pub fn link(&mut self, subject: &str, property: &str, object: &str) {
        self.put(subject, property, NamedNode::new_unchecked(expand(object)).into());
    }

    pub fn string(&mut self, subject: &str, property: &str, value: &str) {
        self.put(subject, property, Literal::new_simple_literal(value).into());
    }

    pub fn typed(&mut self, subject: &str, property: &str, value: impl ToString, datatype: &str) {
        let datatype = NamedNode::new_unchecked(expand(datatype));
        self.put(subject, property, Literal::new_typed_literal(value.to_string(), datatype).into());
    }

    pub fn tagged(&mut self, subject: &str, property: &str, value: &str, language: &str) {
        self.put(subject, property, Literal::new_language_tagged_literal_unchecked(value, language).into());
    }

    pub fn text(&mut self, subject: &str, property: &str, text: &Text) {
        for (language, text) in text.iter() {
            self.tagged(subject, property, text, language.tag());
        }
    }

    /// A code, and what its list says of it.
    pub fn code(&mut self, subject: &str, property: &str, code: &Code) {
        self.link(subject, property, code.iri().as_str());
        self.known(code);
    }

    pub fn known(&mut self, code: &Code) {
        self.quads.extend(code.facts().cloned());
    }

    /// Sorted, each once.
    pub fn settle(&mut self) {
        self.quads.sort_unstable_by(|a, b| order(&a.as_ref()).cmp(&order(&b.as_ref())));
        self.quads.dedup();
    }

    /// Settled before.
    pub fn write(&self, format: RdfFormat, out: impl Write) -> io::Result<()> {
        let mut serializer = RdfSerializer::from_format(format);
        for (prefix, namespace) in PREFIXES {
            serializer = serializer.with_prefix(prefix, namespace).map_err(io::Error::other)?;
        }
        let mut serializer = serializer.for_writer(out);
        for quad in &self.quads {
            serializer.serialize_triple(TripleRef::from(quad.as_ref()))?;
        }
        serializer.finish()?;
        Ok(())
    }
}
