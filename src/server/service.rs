//! What the endpoint is, as SPARQL 1.1 Service Description says it.

use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphName, Literal, NamedNode, NamedOrBlankNode, Quad, Term};
use oxigraph::store::StorageError;

use super::format::{GraphFormat, RowFormat};
use crate::store::Store;

const SD: &str = "http://www.w3.org/ns/sparql-service-description#";
const VOID: &str = "http://rdfs.org/ns/void#";
const FORMATS: &str = "http://www.w3.org/ns/formats/";

fn sd(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{SD}{name}"))
}

fn void(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{VOID}{name}"))
}

/// `endpoint` is the address under which it was asked.
pub fn describe(store: &Store, endpoint: &str) -> Result<Vec<Quad>, StorageError> {
    let mut out = Out(Vec::new());
    let Ok(endpoint) = NamedNode::new(endpoint) else { return Ok(out.0) };
    let part = |name: &str| NamedNode::new_unchecked(format!("{}#{name}", endpoint.as_str()));
    let (service, data, default) = (part("service"), part("data"), part("default"));
    out.add(&service, rdf::TYPE, sd("Service"));
    out.add(&service, sd("endpoint"), endpoint.clone());
    out.add(&service, sd("supportedLanguage"), sd("SPARQL11Query"));
    out.add(&service, sd("feature"), sd("UnionDefaultGraph"));
    for format in RowFormat::ALL {
        out.add(
            &service,
            sd("resultFormat"),
            NamedNode::new_unchecked(format!("{FORMATS}{}", unique(format))),
        );
    }
    for format in GraphFormat::ALL {
        let format = format.0.rdf_format().iri().to_owned();
        out.add(&service, sd("resultFormat"), NamedNode::new_unchecked(format));
    }
    out.add(&service, sd("defaultDataset"), data.clone());
    out.add(&data, rdf::TYPE, sd("Dataset"));
    out.add(&data, sd("defaultGraph"), default.clone());
    out.add(&default, rdf::TYPE, sd("Graph"));
    let triples = Literal::from(store.oxigraph().len()? as u64);
    out.add(&default, void("triples"), triples.clone());
    // The same as VoID has it, for `/.well-known/void`.
    out.add(&data, rdf::TYPE, void("Dataset"));
    out.add(&data, void("sparqlEndpoint"), endpoint.clone());
    out.add(&data, void("triples"), triples);
    out.add(&data, void("uriSpace"), Literal::from(format!("{}/", store.minter().base())));
    if let Some(host) = endpoint.as_str().strip_suffix("/sparql") {
        let dump = format!("{host}{}", super::dump::PATH);
        out.add(&data, void("dataDump"), NamedNode::new_unchecked(dump));
    }
    let mut graphs = Vec::new();
    for graph in store.oxigraph().named_graphs() {
        if let NamedOrBlankNode::NamedNode(graph) = graph? {
            graphs.push(graph);
        }
    }
    graphs.sort();
    for (n, graph) in graphs.into_iter().enumerate() {
        let named = part(&format!("graph-{}", n + 1));
        out.add(&data, sd("namedGraph"), named.clone());
        out.add(&named, rdf::TYPE, sd("NamedGraph"));
        out.add(&named, sd("name"), graph);
    }
    Ok(out.0)
}

const fn unique(format: RowFormat) -> &'static str {
    match format {
        RowFormat::Json => "SPARQL_Results_JSON",
        RowFormat::Xml => "SPARQL_Results_XML",
        RowFormat::Csv => "SPARQL_Results_CSV",
        RowFormat::Tsv => "SPARQL_Results_TSV",
    }
}

struct Out(Vec<Quad>);

impl Out {
    fn add(&mut self, subject: &NamedNode, predicate: impl Into<NamedNode>, object: impl Into<Term>) {
        self.0.push(Quad::new(subject.clone(), predicate.into(), object, GraphName::DefaultGraph));
    }
}
