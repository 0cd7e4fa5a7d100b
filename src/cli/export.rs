//! `export`: the store's quads, or an act's, in any RDF syntax.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use oxigraph::model::{GraphName, GraphNameRef, NamedNode};

use super::format::{Beside, Or, rdf_and};
use super::output::Output;
use super::query::term;
use super::report::Complaint;
use super::{Failure, Global, Outcome};
use crate::export::Format as Rdf;
use crate::export::graphml::{self, GraphMlError};
use crate::export::json_ld::Context;
use crate::export::sorted::{Sorted, Sorter};
use crate::export::stream::{self, Proof, StreamError};
use crate::export::table::{self, Names, Separator, Table, TableError};
use crate::export::tree;
use crate::query::names::Kind;
use crate::query::parameter::{ParameterType, iri};
use crate::store::Store;
use crate::store::catalogue::graphs;
use crate::text::Language;

/// Write the graph, or a part of it, to standard output
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    hemicycle export > all.nq\n  \
    hemicycle export --format turtle --act 'Resolution 2616 (2025)'\n  \
    hemicycle export --format jsonld --graph derived -o derived.jsonld\n  \
    hemicycle export --format jsonld --framed --act 'Resolution 2616 (2025)'    # one tree, no RDF\n  \
    hemicycle export --table citations -o citations.csv\n  \
    hemicycle export --format trig --proof triple-terms\n  \
    hemicycle export --format graphml -o acts.graphml    # for Gephi and Cytoscape")]
pub struct Export {
    /// Syntax; those without graphs (turtle, ntriples, rdfxml) put all into one. Else N-Quads,
    /// and of a table CSV
    #[arg(long, short, value_enum)]
    format: Option<Format>,
    /// A table for people without RDF
    #[arg(long, value_name = "TABLE", value_parser = clap::builder::PossibleValuesParser::new(table::names()))]
    table: Option<String>,
    /// Only this act, by number, title or IRI
    #[arg(long, value_name = "ACT")]
    act: Vec<String>,
    /// Only this named graph: its IRI, or the end of it (`derived`, `authority/country`)
    #[arg(long, value_name = "GRAPH")]
    graph: Vec<String>,
    /// How the words that prove a statement are tied to it: triple terms are of RDF 1.2, and
    /// only turtle, trig, ntriples and nquads have them
    #[arg(long, value_enum, default_value_t = ProofAs::NamedGraphs)]
    proof: ProofAs,
    /// JSON-LD with its context inside, which needs no network, or by its address
    #[arg(long, value_enum, default_value_t = ContextAs::Inline)]
    context: ContextAs,
    /// JSON-LD of an act as one tree of objects within objects, with names, for readers without RDF
    #[arg(long, requires = "act", conflicts_with_all = ["graph", "table"])]
    framed: bool,
    /// Into this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ProofAs {
    NamedGraphs,
    TripleTerms,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ContextAs {
    Inline,
    Address,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Other {
    Csv,
    Tsv,
    #[value(name = "graphml")]
    GraphMl,
}

type Format = Or<Other>;

impl Beside for Other {
    const OFFERED: &'static [Or<Self>] = rdf_and![Self::Csv, Self::Tsv, Self::GraphMl];
}

impl Export {
    pub fn run(self, global: &Global, out: &mut Output) -> Result<Outcome, Failure> {
        let store = Store::open(&global.store)?;
        match &self.output {
            None => self.write(&store, global, out, &|error| error.into()),
            Some(path) => {
                let refuse = |error: io::Error| {
                    let message = format!("cannot write {}", path.display());
                    Failure::new(Outcome::Output, Complaint::error(message).caused_by(&error))
                };
                let mut file = BufWriter::new(File::create(path).map_err(refuse)?);
                self.write(&store, global, &mut file, &refuse)?;
                file.flush().map_err(refuse)
            }
        }?;
        Ok(Outcome::Done)
    }

    /// `refuse` tells of a stream that takes nothing more.
    fn write(
        &self,
        store: &Store,
        global: &Global,
        out: &mut dyn Write,
        refuse: &dyn Fn(io::Error) -> Failure,
    ) -> Result<(), Failure> {
        match (&self.table, self.format) {
            (Some(name), None | Some(Or::Other(Other::Csv | Other::Tsv))) => {
                let separator = match self.format {
                    Some(Or::Other(Other::Tsv)) => Separator::Tab,
                    _ => Separator::Comma,
                };
                let table = Table::named(name).expect("the argument's parser knows the names");
                let acts = self.acts(store)?;
                table.write(store, &acts, global.language, separator, out).map_err(|error| match error {
                    TableError::Io(error) => refuse(error),
                    TableError::Csv(error) => match error.into_kind() {
                        csv::ErrorKind::Io(error) => refuse(error),
                        other => refuse(io::Error::other(format!("{other:?}"))),
                    },
                    error => Failure::new(Outcome::Store, Complaint::of(&error)),
                })?;
                Ok(())
            }
            (Some(_), Some(Or::Rdf(_) | Or::Other(Other::GraphMl))) => {
                let message = "a table is written as csv or tsv";
                Err(Failure::new(Outcome::Usage, Complaint::error(message)))
            }
            (None, Some(Or::Other(Other::Csv | Other::Tsv))) => {
                let names: Vec<&str> = table::names().collect();
                let hint = format!("add --table with one of: {}", names.join(", "));
                let message = "csv and tsv are for tables";
                Err(Failure::new(Outcome::Usage, Complaint::error(message).hint(Some(hint))))
            }
            (None, Some(Or::Other(Other::GraphMl))) if self.act.is_empty() && self.graph.is_empty() => {
                graphml::write(store, global.language, out).map_err(|error| match error {
                    GraphMlError::Io(error) => refuse(error),
                    GraphMlError::Storage(error) => error.into(),
                })
            }
            (None, Some(Or::Other(Other::GraphMl))) => {
                let message = "graphml is of the whole store";
                let hint = "leave out --act and --graph";
                Err(Failure::new(Outcome::Usage, Complaint::error(message).hint(Some(hint))))
            }
            (None, Some(Or::Rdf(format))) => self.rdf(format, store, global.language, out, refuse),
            (None, None) if self.framed => self.rdf(Rdf::JsonLd, store, global.language, out, refuse),
            (None, None) => self.rdf(Rdf::NQuads, store, global.language, out, refuse),
        }
    }

    fn rdf(
        &self,
        format: Rdf,
        store: &Store,
        language: Language,
        out: &mut dyn Write,
        refuse: &dyn Fn(io::Error) -> Failure,
    ) -> Result<(), Failure> {
        if self.proof == ProofAs::TripleTerms && matches!(format, Rdf::JsonLd | Rdf::RdfXml) {
            let message = format!("{} has no triple terms", format.name());
            let hint = "turtle, trig, ntriples and nquads have";
            return Err(Failure::new(Outcome::Usage, Complaint::error(message).hint(Some(hint))));
        }
        if self.framed && (format != Rdf::JsonLd || self.proof == ProofAs::TripleTerms) {
            let message = "only JSON-LD is framed";
            let hint = "write `--format jsonld --framed`";
            return Err(Failure::new(Outcome::Usage, Complaint::error(message).hint(Some(hint))));
        }
        let context = match self.context {
            ContextAs::Inline => Context::Inline,
            ContextAs::Address => Context::Address,
        };
        if self.framed {
            let mut names = Names::new(store, language);
            let acts = self.acts(store)?;
            let trees: Result<Vec<_>, _> =
                acts.iter().map(|act| tree::of_act(store, act.as_ref(), &mut names)).collect();
            return tree::write(trees?, context, out).map_err(refuse);
        }
        let proof = match self.proof {
            ProofAs::NamedGraphs => Proof::NamedGraphs,
            ProofAs::TripleTerms => Proof::TripleTerms,
        };
        let mut writer = stream::Writer::new(format, context, proof, out).map_err(refuse)?;
        let failed = |error| match error {
            StreamError::Write(error) => refuse(error),
            StreamError::Storage(error) => error.into(),
        };
        if self.act.is_empty() && self.graph.is_empty() {
            stream::whole(store.oxigraph(), &mut writer).map_err(failed)?;
        } else {
            writer.write_all(self.quads(store, format)?).map_err(failed)?;
        }
        writer.finish().map_err(refuse)
    }

    /// Those named, else all, for a table.
    fn acts(&self, store: &Store) -> Result<Vec<NamedNode>, Failure> {
        if self.act.is_empty() {
            return Ok(store.held()?.into_keys().map(NamedNode::new_unchecked).collect());
        }
        let act = |text: &String| {
            let act = term(&ParameterType::Thing(Kind::Act), text, store)?.to_string();
            Ok(NamedNode::new_unchecked(act.trim_matches(['<', '>'])))
        };
        self.act.iter().map(act).collect()
    }

    /// Of the acts and graphs that are named; without the graphs where the syntax has none.
    fn quads(&self, store: &Store, format: Rdf) -> Result<Sorted, Failure> {
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
        let mut quads = Sorter::temporary();
        for graph in &wanted {
            let mut is_empty = true;
            for quad in store.oxigraph().quads_for_pattern(
                None,
                None,
                None,
                Some(GraphNameRef::NamedNode(graph.as_ref())),
            ) {
                let mut quad = quad?;
                is_empty = false;
                if !format.has_graphs() {
                    quad.graph_name = GraphName::DefaultGraph;
                }
                quads.push(quad).map_err(super::unsorted)?;
            }
            if is_empty && self.act.is_empty() {
                let message = format!("no graph <{}>", graph.as_str());
                let hint = "`hemicycle query 'SELECT DISTINCT ?g { GRAPH ?g {} }'` lists them";
                return Err(Failure::new(Outcome::NotFound, Complaint::error(message).hint(Some(hint))));
            }
        }
        quads.finish().map_err(super::unsorted)
    }
}
