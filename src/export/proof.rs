//! The proof of statements as triple terms of RDF 1.2.
//!
//! What the store says with `rdf:subject`, `rdf:predicate` and `rdf:object` of one `rdf:Statement`
//! becomes one `rdf:reifies` of the triple itself; all else stays. The syntaxes are sophia's:
//! oxigraph writes RDF 1.1 here.

use std::convert::Infallible;
use std::io::{self, Write};

use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphNameRef, NamedOrBlankNodeRef, QuadRef, TermRef};
use sophia_api::prefix::{Prefix, PrefixMapPair};
use sophia_api::prelude::Iri;
use sophia_api::quad::Spog;
use sophia_api::serializer::{QuadSerializer, TripleSerializer};
use sophia_api::source::StreamError;
use sophia_api::term::{BnodeId, IriRef, LanguageTag, SimpleTerm};
use sophia_turtle::serializer::nq::NQuadsSerializer;
use sophia_turtle::serializer::nt::NTriplesSerializer;
use sophia_turtle::serializer::trig::TriGSerializer;
use sophia_turtle::serializer::turtle::{TurtleConfig, TurtleSerializer};

use super::Format;
use crate::graph::term::PREFIXES;

const REIFIES: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies";

pub struct Writer<W> {
    format: Format,
    config: TurtleConfig,
    out: W,
}

impl<W: Write> Writer<W> {
    /// Refuses a syntax without triple terms.
    pub fn new(format: Format, out: W) -> io::Result<Self> {
        if matches!(format, Format::JsonLd | Format::RdfXml) {
            return Err(io::Error::other(format!("{} has no triple terms", format.name())));
        }
        let pair = |(prefix, namespace): &(&'static str, &'static str)| -> PrefixMapPair {
            (Prefix::new_unchecked((*prefix).into()), Iri::new_unchecked((*namespace).into()))
        };
        let prefixes = PREFIXES.iter().map(pair).collect();
        Ok(Self { format, config: TurtleConfig::default().with_own_prefix_map(prefixes), out })
    }

    /// `quads` are sorted by graph and subject.
    pub fn write(&mut self, quads: &[QuadRef<'_>]) -> io::Result<()> {
        let quads = with_triple_terms(quads);
        let named = quads.iter().map(Ok::<_, Infallible>);
        let triples = quads.iter().map(|(triple, _)| Ok::<_, Infallible>(triple));
        let config = self.config.clone();
        let out = &mut self.out;
        match self.format {
            Format::NQuads => NQuadsSerializer::new(out).serialize_quads(named).map(|_| ()),
            Format::TriG => TriGSerializer::new_with_config(out, config).serialize_quads(named).map(|_| ()),
            Format::NTriples => NTriplesSerializer::new(out).serialize_triples(triples).map(|_| ()),
            Format::Turtle => {
                TurtleSerializer::new_with_config(out, config).serialize_triples(triples).map(|_| ())
            }
            Format::JsonLd | Format::RdfXml => Ok(()),
        }
        .map_err(|error| match error {
            StreamError::SinkError(error) => error,
            StreamError::SourceError(never) => match never {},
        })
    }

    pub fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn with_triple_terms<'a>(quads: &[QuadRef<'a>]) -> Vec<Spog<SimpleTerm<'a>>> {
    let mut out = Vec::with_capacity(quads.len());
    for node in quads.chunk_by(|a, b| a.subject == b.subject && a.graph_name == b.graph_name) {
        let graph = match node[0].graph_name {
            GraphNameRef::DefaultGraph => None,
            GraphNameRef::NamedNode(it) => Some(term(it.into())),
            GraphNameRef::BlankNode(it) => Some(term(it.into())),
        };
        let subject = match node[0].subject {
            NamedOrBlankNodeRef::NamedNode(it) => term(it.into()),
            NamedOrBlankNodeRef::BlankNode(it) => term(it.into()),
        };
        // One of each, else it is no statement that can be said as a triple.
        let only = |property| {
            let mut values = node.iter().filter(|it| it.predicate == property).map(|it| it.object);
            values.next().filter(|_| values.next().is_none())
        };
        let parts = (only(rdf::SUBJECT), only(rdf::PREDICATE), only(rdf::OBJECT));
        let triple = match parts {
            (Some(s), Some(p @ TermRef::NamedNode(_)), Some(o)) if !s.is_literal() => Some([s, p, o]),
            _ => None,
        };
        if let Some(parts) = triple {
            let reified = SimpleTerm::Triple(Box::new(parts.map(term)));
            out.push(([subject.clone(), iri(REIFIES), reified], graph.clone()));
        }
        for quad in node {
            let said = [rdf::SUBJECT, rdf::PREDICATE, rdf::OBJECT].contains(&quad.predicate);
            if !(said && triple.is_some()) {
                let triple = [subject.clone(), term(quad.predicate.into()), term(quad.object)];
                out.push((triple, graph.clone()));
            }
        }
    }
    out
}

fn iri(iri: &str) -> SimpleTerm<'_> {
    SimpleTerm::Iri(IriRef::new_unchecked(iri.into()))
}

/// What stands in a store was checked when it came in.
fn term(term: TermRef<'_>) -> SimpleTerm<'_> {
    match term {
        TermRef::NamedNode(it) => iri(it.as_str()),
        TermRef::BlankNode(it) => SimpleTerm::BlankNode(BnodeId::new_unchecked(it.as_str().into())),
        TermRef::Literal(it) => match it.language() {
            Some(tag) => {
                let tag = LanguageTag::new_unchecked(tag.into());
                SimpleTerm::LiteralLanguage(it.value().into(), tag, None)
            }
            None => {
                let datatype = IriRef::new_unchecked(it.datatype().as_str().into());
                SimpleTerm::LiteralDatatype(it.value().into(), datatype)
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use oxigraph::io::RdfParser;
    use oxigraph::model::Quad;
    use sophia_api::source::{QuadSource, TripleSource};

    use super::*;

    const STATEMENT: &str = "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
        <t:r> a rdf:Statement ; rdf:subject <t:a> ; rdf:predicate <t:p> ; rdf:object \"b\"@en ; <t:by> <t:m> .
        <t:half> a rdf:Statement ; rdf:subject <t:a> .";

    fn written(format: Format) -> String {
        let parser = RdfParser::from_format(oxigraph::io::RdfFormat::Turtle);
        let quads: Vec<Quad> = parser.for_slice(STATEMENT.as_bytes()).map(Result::unwrap).collect();
        let mut out = Vec::new();
        let mut writer = Writer::new(format, &mut out).unwrap();
        writer.write(&quads.iter().map(Quad::as_ref).collect::<Vec<_>>()).unwrap();
        writer.finish().unwrap();
        String::from_utf8(out).unwrap()
    }

    /// Nothing but the statement is said another way: three quads became one.
    #[test]
    fn a_statement_is_one_triple_term_in_each_syntax_that_has_them() {
        for format in [Format::NQuads, Format::TriG, Format::NTriples, Format::Turtle] {
            let text = written(format);
            let mut found = Vec::new();
            let mut take = |triple: [SimpleTerm<'static>; 3]| found.push(triple);
            if format.has_graphs() {
                sophia_turtle::parser::trig::parse_str(&text)
                    .for_each_quad(|it| {
                        use sophia_api::quad::Quad;
                        use sophia_api::term::Term;
                        take(it.spog().0.map(|it| it.into_term()))
                    })
                    .unwrap();
            } else {
                sophia_turtle::parser::turtle::parse_str(&text)
                    .for_each_triple(|it| {
                        use sophia_api::term::Term;
                        use sophia_api::triple::Triple;
                        take(it.spo().map(|it| it.into_term()))
                    })
                    .unwrap();
            }
            assert_eq!(found.len(), 5, "{text}");
            let reified: Vec<_> = found.iter().filter(|it| it[1] == iri(REIFIES)).collect();
            let [[subject, _, SimpleTerm::Triple(triple)]] = reified[..] else { panic!("{text}") };
            assert_eq!((subject, &triple[0], &triple[1]), (&iri("t:r"), &iri("t:a"), &iri("t:p")), "{text}");
        }
    }

    #[test]
    fn syntaxes_without_triple_terms_are_refused() {
        for format in [Format::JsonLd, Format::RdfXml] {
            assert!(Writer::new(format, Vec::new()).is_err());
        }
    }
}
