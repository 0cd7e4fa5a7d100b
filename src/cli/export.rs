//! `export`: the store's quads, or an act's, in any RDF syntax.

use std::path::PathBuf;

use clap::Args;
use oxigraph::model::{GraphNameRef, NamedNode, Quad};

use super::output::Output;
use super::query::term;
use super::report::Complaint;
use super::{Failure, Global, Outcome};
use crate::export::{self, Format};
use crate::query::names::Kind;
use crate::query::parameter::{ParameterType, iri};
use crate::store::Store;
use crate::store::catalogue::graphs;

/// Write the graph, or a part of it, to standard output
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    hemicycle export > all.nq\n  \
    hemicycle export --format turtle --act 'Resolution 2616 (2025)'\n  \
    hemicycle export --format jsonld --graph derived -o derived.jsonld")]
pub struct Export {
    /// Syntax; those without graphs (turtle, ntriples, rdfxml) put all into one
    #[arg(long, short, value_enum, default_value_t = Format::NQuads)]
    format: Format,
    /// Only this act, by number, title or IRI
    #[arg(long, value_name = "ACT")]
    act: Vec<String>,
    /// Only this named graph: its IRI, or the end of it (`derived`, `authority/country`)
    #[arg(long, value_name = "GRAPH")]
    graph: Vec<String>,
    /// Into this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Export {
    pub fn run(self, global: &Global, out: &mut Output) -> Result<Outcome, Failure> {
        let store = Store::open(&global.store)?;
        let quads = self.quads(&store)?;
        match &self.output {
            None => export::write(&quads, self.format, out)?,
            Some(path) => {
                let written = std::fs::File::create(path)
                    .and_then(|file| export::write(&quads, self.format, std::io::BufWriter::new(file)));
                written.map_err(|error| {
                    let message = format!("cannot write {}", path.display());
                    Failure::new(Outcome::Output, Complaint::error(message).caused_by(&error))
                })?;
            }
        }
        Ok(Outcome::Done)
    }

    fn quads(&self, store: &Store) -> Result<Vec<Quad>, Failure> {
        if self.act.is_empty() && self.graph.is_empty() {
            return Ok(store.quads().collect::<Result<_, _>>()?);
        }
        let mut wanted = Vec::new();
        for act in &self.act {
            let act = term(&ParameterType::Thing(Kind::Act), act, store)?;
            let act = act.to_string();
            wanted.extend(graphs(act.trim_matches(['<', '>'])));
        }
        for graph in &self.graph {
            wanted.push(
                iri(graph).unwrap_or_else(|| NamedNode::new_unchecked(store.minter().shared_graph(graph))),
            );
        }
        let mut quads = Vec::new();
        for graph in &wanted {
            let before = quads.len();
            for quad in store.oxigraph().quads_for_pattern(
                None,
                None,
                None,
                Some(GraphNameRef::NamedNode(graph.as_ref())),
            ) {
                quads.push(quad?);
            }
            if quads.len() == before && self.act.is_empty() {
                let message = format!("no graph <{}>", graph.as_str());
                let hint = "`hemicycle query 'SELECT DISTINCT ?g { GRAPH ?g {} }'` lists them";
                return Err(Failure::new(Outcome::NotFound, Complaint::error(message).hint(Some(hint))));
            }
        }
        Ok(quads)
    }
}
