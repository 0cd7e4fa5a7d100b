//! Many quads into one document, a bounded number at a time: memory does not grow with the graph.

use std::io::{self, Write};

use oxigraph::io::{RdfSerializer, WriterQuadSerializer};
use oxigraph::model::{GraphName, GraphNameRef, NamedOrBlankNode, Quad, QuadRef};
use oxigraph::store::StorageError;

use super::json_ld::{self, Context};
use super::{Format, proof};
use crate::canonical::order;
use crate::graph::term::PREFIXES;

/// So many quads are sorted at once. A graph of ours is smaller; a larger one, which others made,
/// comes sorted in pieces, in the order in which the store keeps subjects. That order is of their
/// names alone, so the bytes are the same each time.
pub(super) const AT_ONCE: usize = 1 << 15;

/// How the proof of statements is written down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Proof {
    /// As it is in the store: `rdf:subject`, `rdf:predicate`, `rdf:object` in named graphs.
    #[default]
    NamedGraphs,
    /// As `rdf:reifies` of a triple term, for readers of RDF 1.2.
    TripleTerms,
}

/// Why a graph was not written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StreamError {
    #[error("the store cannot be read")]
    Storage(#[from] StorageError),
    #[error("the output cannot be written")]
    Write(#[from] io::Error),
}

/// A document that is being written.
pub struct Writer<W: Write> {
    kind: Kind<W>,
    has_graphs: bool,
}

enum Kind<W: Write> {
    Rdf(Box<WriterQuadSerializer<W>>),
    JsonLd(json_ld::Writer<W>),
    TripleTerms(proof::Writer<W>),
}

impl<W: Write> Writer<W> {
    /// Refuses triple terms in a syntax that has none.
    pub fn new(format: Format, context: Context, proof: Proof, out: W) -> io::Result<Self> {
        let kind = match (proof, format) {
            (Proof::TripleTerms, _) => Kind::TripleTerms(proof::Writer::new(format, out)?),
            (Proof::NamedGraphs, Format::JsonLd) => Kind::JsonLd(json_ld::Writer::new(context, out)?),
            (Proof::NamedGraphs, _) => {
                let mut serializer = RdfSerializer::from_format(format.rdf_format());
                if !matches!(format, Format::NTriples | Format::NQuads) {
                    for (prefix, namespace) in PREFIXES {
                        serializer = serializer.with_prefix(*prefix, *namespace).map_err(io::Error::other)?;
                    }
                }
                Kind::Rdf(Box::new(serializer.for_writer(out)))
            }
        };
        Ok(Self { kind, has_graphs: format.has_graphs() })
    }

    /// Sorted, each once. A subject's quads of one graph come in one go.
    pub fn write(&mut self, quads: &[Quad]) -> io::Result<()> {
        let mut sorted: Vec<QuadRef<'_>> = quads.iter().map(Quad::as_ref).collect();
        if !self.has_graphs {
            for quad in &mut sorted {
                quad.graph_name = GraphNameRef::DefaultGraph;
            }
        }
        sorted.sort_unstable_by(|a, b| order(a).cmp(&order(b)));
        sorted.dedup();
        match &mut self.kind {
            Kind::Rdf(out) => {
                for quad in sorted {
                    if self.has_graphs { out.serialize_quad(quad)? } else { out.serialize_triple(quad)? }
                }
                Ok(())
            }
            Kind::JsonLd(out) => out.write(&sorted),
            Kind::TripleTerms(out) => out.write(&sorted),
        }
    }

    /// Quads that come grouped by graph and subject, as the store gives them.
    pub fn write_all<E>(&mut self, quads: impl Iterator<Item = Result<Quad, E>>) -> Result<(), StreamError>
    where
        StreamError: From<E>,
    {
        let mut some: Vec<Quad> = Vec::new();
        for quad in quads {
            let quad = quad?;
            if some.len() >= AT_ONCE
                && some
                    .last()
                    .is_some_and(|it| it.subject != quad.subject || it.graph_name != quad.graph_name)
            {
                self.write(&some)?;
                some.clear();
            }
            some.push(quad);
        }
        Ok(self.write(&some)?)
    }

    pub fn finish(self) -> io::Result<()> {
        match self.kind {
            Kind::Rdf(out) => out.finish()?.flush(),
            Kind::JsonLd(out) => out.finish(),
            Kind::TripleTerms(out) => out.finish(),
        }
    }
}

/// The whole store, graph by graph, in the order of their names. In syntaxes without graphs a
/// triple that stands in two graphs comes twice.
pub fn whole(store: &oxigraph::store::Store, writer: &mut Writer<impl Write>) -> Result<(), StreamError> {
    let named: Result<Vec<NamedOrBlankNode>, StorageError> = store.named_graphs().collect();
    let mut graphs: Vec<GraphName> = named?.into_iter().map(GraphName::from).collect();
    graphs.sort_by_cached_key(ToString::to_string);
    graphs.insert(0, GraphName::DefaultGraph);
    for graph in graphs {
        writer.write_all(store.quads_for_pattern(None, None, None, Some(graph.as_ref())))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use oxigraph::io::RdfParser;
    use oxigraph::model::{Literal, NamedNode};

    use super::*;
    use crate::canonical::hash;

    /// More than is sorted at once, in one graph, and a small graph beside it.
    fn store() -> oxigraph::store::Store {
        let store = oxigraph::store::Store::new().unwrap();
        let name = |it: &str| NamedNode::new_unchecked(it);
        for n in 0..AT_ONCE + 5000 {
            let quad = |property: &str, graph: &str| {
                let subject = name(&format!("t:s{}", n / 2));
                Quad::new(subject, name(property), Literal::from(n as i64), name(graph))
            };
            store.insert(&quad("t:p", "t:large")).unwrap();
            if n < 9 {
                store.insert(&quad("t:q", "t:small")).unwrap();
            }
        }
        store
    }

    #[test]
    fn a_large_graph_comes_whole_in_every_syntax() {
        let store = store();
        let all: Vec<Quad> = store.iter().map(Result::unwrap).collect();
        let strip = |quads: &[Quad]| -> Vec<Quad> {
            quads.iter().map(|it| Quad { graph_name: GraphName::DefaultGraph, ..it.clone() }).collect()
        };
        for format in Format::ALL {
            let mut out = Vec::new();
            let mut writer = Writer::new(format, Context::Inline, Proof::NamedGraphs, &mut out).unwrap();
            whole(&store, &mut writer).unwrap();
            writer.finish().unwrap();
            let parser = RdfParser::from_format(format.rdf_format());
            let read: Vec<Quad> = parser.for_slice(&out).map(Result::unwrap).collect();
            let expected = if format.has_graphs() { all.clone() } else { strip(&all) };
            assert_eq!(hash(&read).unwrap(), hash(&expected).unwrap(), "{}", format.name());
        }
    }
}
