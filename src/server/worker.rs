//! A worker: reads requests from standard input, answers from its snapshot, and may be killed
//! at any moment.
//!
//! It is the only part that parses and evaluates SPARQL. It answers one request after the
//! other on a thread with a deep stack; a query nested too deeply even for that, or one that
//! takes more memory than the worker may have, ends the process, and the front starts another.

use std::fs::File;
use std::io;
use std::os::fd::AsFd as _;
use std::path::{Path, PathBuf};

use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::{
    GraphName, GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term as Node,
};
use oxigraph::sparql::results::QueryResultsSerializer;
use oxigraph::sparql::{QueryEvaluationError, QueryResults, SparqlEvaluator};
use rustc_hash::FxHashMap;
use serde::Serialize;
use spargebra::SparqlParser;

use super::format::{GraphFormat, RowFormat};
use super::frame::{self, Asked, Cell, Query, Refusal, Reply, Request, Table, Value};
use super::{service, thing, walls};
use crate::export;
use crate::query::syntax::{self, SyntaxError};
use crate::query::{Question, bind, commas, names, terms};
use crate::search::{self, Search};
use crate::store::Store;
use crate::text::Language;

/// What one answer may cost.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    pub rows: u64,
    /// Bytes of a body.
    pub bytes: usize,
}

/// Bytes of the stack of the thread that evaluates. Touched pages only take memory.
const STACK: usize = 32 << 20;

/// Until standard input ends.
pub fn run(snapshot: &Path, memory: u64, bounds: Bounds) -> io::Result<()> {
    walls::end_with_parent();
    let walls = walls::raise(snapshot, memory);
    let snapshot = snapshot.to_owned();
    std::thread::Builder::new()
        .stack_size(STACK)
        .spawn(move || {
            let store = Store::open(&snapshot).map_err(io::Error::other)?;
            let walls = frame::Walls { calls: walls::shut_calls(), ..walls };
            let base = store.minter().base().to_owned();
            // Not by way of `Stdout`, which sends what has lines line by line.
            let mut out = File::from(io::stdout().as_fd().try_clone_to_owned()?);
            frame::write_reply(&mut out, &Reply::Ready { base: base.clone(), walls }, &[])?;
            let parser = syntax::parser().with_base_iri(format!("{base}/")).map_err(io::Error::other)?;
            let mut worker = Worker { store, snapshot, bounds, parser, questions: Vec::new(), search: None };
            let mut requests = io::stdin().lock();
            while let Some(request) = frame::read_request(&mut requests)? {
                match worker.answer(request) {
                    Ok(Answer { media_type, limited, keep, body }) => {
                        frame::write_reply(&mut out, &Reply::Done { media_type, limited, keep }, &body)?;
                    }
                    Err((why, message)) => {
                        frame::write_reply(&mut out, &Reply::Refused { why, message }, &[])?;
                    }
                }
            }
            Ok(())
        })?
        .join()
        .unwrap_or_else(|_| Err(io::Error::other("the worker's thread ended")))
}

pub(super) struct Answer {
    media_type: String,
    limited: Option<u64>,
    keep: bool,
    body: Vec<u8>,
}

impl Answer {
    fn whole(media_type: &str, body: Vec<u8>) -> Self {
        Self { media_type: media_type.to_owned(), limited: None, keep: true, body }
    }

    /// For the front itself.
    fn told(message: &impl Serialize) -> Result<Self, Refused> {
        Ok(Self::whole("application/octet-stream", frame::encode(message).map_err(failed)?))
    }
}

pub(super) type Refused = (Refusal, String);

/// Of the store or of evaluating: nothing that the client did.
pub(super) fn failed(error: impl std::fmt::Display) -> Refused {
    (Refusal::Failed, error.to_string())
}

pub(super) struct Worker {
    pub(super) store: Store,
    pub(super) snapshot: PathBuf,
    bounds: Bounds,
    /// Knows our prefixes and our base.
    parser: SparqlParser,
    /// Our own questions, parsed when first asked.
    questions: Vec<(String, Question)>,
    /// Opened when first asked.
    pub(super) search: Option<Search>,
}

impl Worker {
    fn answer(&mut self, request: Request) -> Result<Answer, Refused> {
        match request {
            Request::Query(query) => {
                let keep = says_the_same_again(&query.text);
                Ok(Answer { keep, ..self.query(&query)? })
            }
            Request::Graph { name, format } => {
                let quads = self.graph(name.as_deref())?;
                self.rdf(&quads, format, None)
            }
            Request::Thing { iri, format } => {
                let quads = thing::quads(&self.store, &iri).map_err(failed)?;
                if quads.is_empty() {
                    return Err(match self.store.forgotten().of(&iri) {
                        Some(stone) => {
                            let day = stone.date.as_deref().unwrap_or_default();
                            let words =
                                format!("{}\n{day}\n{}", stone.iri(self.store.minter()), stone.reason);
                            (Refusal::Gone, words)
                        }
                        None => (Refusal::NotFound, format!("nothing is known about <{iri}>")),
                    });
                }
                self.rdf(&quads, format, None)
            }
            Request::Service { endpoint, format } => {
                let quads = service::describe(&self.store, &endpoint).map_err(failed)?;
                self.rdf(&quads, format, None)
            }
            Request::Tables { asked, language } => {
                let language = Language::new(&language).unwrap_or(Language::ENGLISH);
                let tables =
                    asked.iter().map(|it| self.table(it, language)).collect::<Result<Vec<_>, _>>()?;
                Answer::told(&tables)
            }
            Request::Dump => {
                self.dump().map_err(failed)?;
                Answer::told(&())
            }
            Request::Names { iris, language } => {
                let language = Language::new(&language).unwrap_or(Language::ENGLISH);
                // What is no IRI to us is called as it is.
                let name = |iri: &String| match NamedNode::new(iri) {
                    Ok(it) => self.label(&it, language),
                    Err(_) => Ok(iri.clone()),
                };
                Answer::told(&iris.iter().map(name).collect::<Result<Vec<_>, _>>()?)
            }
            Request::Index => {
                search::build::build(&self.store, &self.snapshot).map_err(failed)?;
                Answer::told(&())
            }
            Request::Find { asked, language } => Answer::told(&self.find(&asked, &language)?),
            Request::Begin { text, kind, most, language } => {
                Answer::told(&self.begin(&text, kind, most, &language)?)
            }
            Request::Near { text, most, language } => Answer::told(&self.near(&text, most, &language)?),
            Request::Match { wanted, language } => Answer::told(&self.matches(&wanted, &language)?),
            Request::Extend { ids, properties, language } => {
                Answer::told(&self.extended(&ids, &properties, &language)?)
            }
            Request::Properties { kind, language } => Answer::told(&self.properties(kind, &language)?),
        }
    }

    fn query(&self, asked: &Query) -> Result<Answer, Refused> {
        let text = &asked.text;
        let query = match self.parser.clone().parse_query(text) {
            Ok(query) => query,
            Err(error) => {
                let changes = syntax::parser().parse_update(text).is_ok();
                let why = if changes { Refusal::Forbidden } else { Refusal::Malformed };
                return Err((why, told(&SyntaxError::new("query", text, &error.to_string()))));
            }
        };
        if bind::calls_service(&query) {
            return Err((Refusal::Forbidden, told(&SyntaxError::service("query", text))));
        }
        let mut prepared = SparqlEvaluator::new().for_query(query);
        let named = |iris: &[String]| {
            iris.iter()
                .map(|it| {
                    NamedNode::new(it).map_err(|_| (Refusal::Malformed, format!("<{it}> is no absolute IRI")))
                })
                .collect::<Result<Vec<_>, _>>()
        };
        let (default, others) = (named(&asked.default_graphs)?, named(&asked.named_graphs)?);
        let dataset = prepared.dataset_mut();
        if !default.is_empty() || !others.is_empty() {
            // The protocol's data set replaces the query's.
            dataset.set_default_graph(default.into_iter().map(GraphName::from).collect());
            dataset.set_available_named_graphs(others.into_iter().map(NamedOrBlankNode::from).collect());
        } else if dataset.is_default_dataset() {
            dataset.set_default_graph_as_union();
        }
        match prepared.on_store(self.store.oxigraph()).execute().map_err(evaluated)? {
            QueryResults::Boolean(truth) => {
                let format = asked.truth.ok_or_else(not_acceptable)?;
                let body = QueryResultsSerializer::from_format(format.results())
                    .serialize_boolean_to_writer(Vec::new(), truth)
                    .map_err(failed)?;
                Ok(Answer::whole(format.media_type(), body))
            }
            QueryResults::Solutions(rows) => {
                let format = asked.rows.ok_or_else(not_acceptable)?;
                let mut out = QueryResultsSerializer::from_format(format.results())
                    .serialize_solutions_to_writer(
                        Body { bytes: Vec::new(), most: self.bounds.bytes },
                        rows.variables().to_vec(),
                    )
                    .map_err(too_large)?;
                let mut limited = None;
                for (n, row) in (0_u64..).zip(rows) {
                    let row = row.map_err(evaluated)?;
                    if n >= self.bounds.rows {
                        limited = Some(n);
                        break;
                    }
                    if format == RowFormat::Csv {
                        let row = commas::kept(&row);
                        out.serialize(row.iter().map(|(name, term)| (*name, term.as_ref())))
                    } else {
                        out.serialize(&row)
                    }
                    .map_err(too_large)?;
                }
                let body = out.finish().map_err(too_large)?.bytes;
                Ok(Answer { limited, ..Answer::whole(format.media_type(), body) })
            }
            QueryResults::Graph(triples) => {
                let format = asked.graph.ok_or_else(not_acceptable)?;
                let mut quads = Vec::new();
                let mut limited = None;
                for (n, triple) in (0_u64..).zip(triples) {
                    let triple = triple.map_err(evaluated)?;
                    if n >= self.bounds.rows {
                        limited = Some(n);
                        break;
                    }
                    quads.push(triple.in_graph(GraphName::DefaultGraph));
                }
                self.rdf(&quads, format, limited)
            }
        }
    }

    /// Under its name when it is whole.
    fn dump(&self) -> io::Result<()> {
        let part = self.snapshot.join("dump.part");
        let file = io::BufWriter::with_capacity(1 << 18, File::create(&part)?);
        let mut out = RdfSerializer::from_format(RdfFormat::NQuads).for_writer(file);
        for quad in self.store.oxigraph() {
            out.serialize_quad(&quad.map_err(io::Error::other)?)?;
        }
        out.finish()?.into_inner()?;
        std::fs::rename(part, self.snapshot.join(frame::DUMP))
    }

    fn graph(&self, name: Option<&str>) -> Result<Vec<Quad>, Refused> {
        let store = self.store.oxigraph();
        let quads: Result<Vec<Quad>, _> = match name {
            None => store
                .quads_for_pattern(None, None, None, None)
                .map(|it| it.map(|it| Quad { graph_name: GraphName::DefaultGraph, ..it }))
                .collect(),
            Some(name) => {
                let missing = || (Refusal::NotFound, format!("there is no graph <{name}>"));
                let graph = NamedNodeRef::new(name)
                    .map_err(|_| (Refusal::Malformed, format!("<{name}> is no absolute IRI")))?;
                if !store.contains_named_graph(graph).map_err(failed)? {
                    return Err(missing());
                }
                store
                    .quads_for_pattern(None, None, None, Some(GraphNameRef::NamedNode(graph)))
                    .map(|it| it.map(|it| Quad { graph_name: GraphName::DefaultGraph, ..it }))
                    .collect()
            }
        };
        quads.map_err(failed)
    }

    fn rdf(&self, quads: &[Quad], format: GraphFormat, limited: Option<u64>) -> Result<Answer, Refused> {
        let mut body = Body { bytes: Vec::new(), most: self.bounds.bytes };
        export::write(quads, format.0, &mut body).map_err(too_large)?;
        let GraphFormat(format) = format;
        Ok(Answer { limited, ..Answer::whole(format.media_type(), body.bytes) })
    }

    /// One of our own questions, by name.
    fn table(&mut self, asked: &Asked, language: Language) -> Result<Table, Refused> {
        let question = self.question(&asked.question)?;
        let question = &self.questions[question].1;
        let mut values = Vec::new();
        for (name, value) in &asked.values {
            let term = match value {
                Value::Iri(iri) => NamedNode::new(iri).map_err(malformed)?.into(),
                Value::Literal { text, language, datatype } => literal(text, language, datatype)?.into(),
                Value::Typed(text) => self.typed(question, name, text)?,
            };
            values.push((name.clone(), term));
        }
        let QueryResults::Solutions(rows) = question.ask(self.store.oxigraph(), &values).map_err(failed)?
        else {
            return Err((Refusal::Failed, format!("the question {} gives no table", asked.question)));
        };
        let variables = rows.variables().to_vec();
        let mut table =
            Table { columns: variables.iter().map(|it| it.as_str().to_owned()).collect(), rows: Vec::new() };
        let mut labels: FxHashMap<NamedNode, String> = FxHashMap::default();
        for row in rows.take(usize::try_from(self.bounds.rows).unwrap_or(usize::MAX)) {
            let row = row.map_err(failed)?;
            let mut cells = Vec::with_capacity(variables.len());
            for variable in &variables {
                let Some(term) = row.get(variable) else {
                    cells.push(None);
                    continue;
                };
                let label = match term {
                    Node::NamedNode(it) => match labels.get(it) {
                        Some(label) => Some(String::clone(label)),
                        None => {
                            let label = self.label(it, language)?;
                            labels.insert(it.clone(), label.clone());
                            Some(label)
                        }
                    },
                    _ => None,
                };
                cells.push(Value::of(term).map(|value| Cell { value, label }));
            }
            table.rows.push(cells);
        }
        if let ([], "thing-says", [(_, Node::NamedNode(graph)), ..]) =
            (&*table.rows, asked.question.as_str(), &*values)
        {
            self.add_graph(graph, &mut table, language)?;
        }
        Ok(table)
    }

    /// Of a graph nothing need be said anywhere; its page says what its document says.
    fn add_graph(&self, graph: &NamedNode, table: &mut Table, language: Language) -> Result<(), Refused> {
        for quad in thing::graph(&self.store, graph.as_ref()).map_err(failed)? {
            let cell = |term: &Node| -> Result<Option<Cell>, Refused> {
                let label = match term {
                    Node::NamedNode(it) => Some(self.label(it, language)?),
                    _ => None,
                };
                Ok(Value::of(term).map(|value| Cell { value, label }))
            };
            let [property, value] = [quad.predicate.into(), quad.object].map(|it| cell(&it));
            let (property, value) = (property?, value?);
            let named = |name: &str| match name {
                "property" => property.clone(),
                "value" => value.clone(),
                _ => None,
            };
            table.rows.push(table.columns.iter().map(|it| named(it)).collect());
        }
        Ok(())
    }

    /// Never a bare IRI where there is a name; of parts without one, their place in their act.
    pub(super) fn label(&self, iri: &NamedNode, language: Language) -> Result<String, Refused> {
        let store = self.store.oxigraph();
        if let Some(label) = names::label(store, iri.as_ref(), language).map_err(failed)? {
            return Ok(label);
        }
        let Some(path) = iri.as_str().strip_prefix(self.store.minter().base()) else {
            return Ok(terms::words(iri.as_str(), language));
        };
        // The longest beginning that has a name, and what follows it.
        for (at, _) in path.rmatch_indices('/').take_while(|(at, _)| *at > 0) {
            let whole = NamedNode::new_unchecked(format!("{}{}", self.store.minter().base(), &path[..at]));
            if let Some(label) = names::label(store, whole.as_ref(), language).map_err(failed)? {
                return Ok(format!("{label} · {}", path[at + 1..].replace('/', " ")));
            }
        }
        Ok(path.trim_start_matches('/').to_owned())
    }

    fn question(&mut self, name: &str) -> Result<usize, Refused> {
        if let Some(at) = self.questions.iter().position(|(it, _)| it == name) {
            return Ok(at);
        }
        let text = super::questions::text(name)
            .ok_or_else(|| (Refusal::NotFound, format!("there is no question `{name}`")))?;
        let question = Question::parse(name, text).map_err(failed)?;
        self.questions.push((name.to_owned(), question));
        Ok(self.questions.len() - 1)
    }

    /// What a user typed, by the type that the question declares.
    fn typed(&self, question: &Question, name: &str, text: &str) -> Result<Node, Refused> {
        use crate::query::parameter::ParameterType;
        let parameter = question
            .header
            .parameter(name)
            .ok_or_else(|| (Refusal::Malformed, format!("this question has no parameter `{name}`")))?;
        if let Some(term) = parameter.kind.term(text).map_err(malformed)? {
            return Ok(term);
        }
        let ParameterType::Thing(kind) = parameter.kind else {
            return Err((Refusal::Malformed, format!("`{text}` is no value of `{name}`")));
        };
        names::resolve(self.store.oxigraph(), text, kind).map(Node::from).map_err(malformed)
    }
}

fn literal(
    text: &str,
    language: &Option<String>,
    datatype: &Option<String>,
) -> Result<oxigraph::model::Literal, Refused> {
    use oxigraph::model::Literal;
    Ok(match (language, datatype) {
        (Some(tag), _) => Literal::new_language_tagged_literal(text, tag).map_err(malformed)?,
        (None, Some(datatype)) => {
            Literal::new_typed_literal(text, NamedNode::new(datatype).map_err(malformed)?)
        }
        (None, None) => Literal::new_simple_literal(text),
    })
}

fn malformed(error: impl std::fmt::Display) -> Refused {
    (Refusal::Malformed, error.to_string())
}

/// Nothing that may be the time or a random number stands in the text; names of functions may
/// hide behind `\u`.
fn says_the_same_again(text: &str) -> bool {
    let text = text.to_ascii_uppercase();
    !["NOW", "RAND", "UUID", "BNODE", "\\U"].iter().any(|it| text.contains(it))
}

/// Functions of others are the query's fault; the rest is ours.
fn evaluated(error: QueryEvaluationError) -> Refused {
    match error {
        QueryEvaluationError::UnsupportedCustomFunction(_)
        | QueryEvaluationError::UnsupportedCustomFunctionArity { .. } => {
            (Refusal::Malformed, format!("{error}\nhint: only functions of SPARQL 1.1 are there"))
        }
        other => failed(other),
    }
}

fn not_acceptable() -> Refused {
    (Refusal::NotAcceptable, "the answer has no form that the client takes".to_owned())
}

fn too_large(error: io::Error) -> Refused {
    if error.kind() == io::ErrorKind::FileTooLarge {
        (Refusal::TooLarge, "the answer is larger than this server gives: ask with LIMIT".to_owned())
    } else {
        failed(error)
    }
}

fn told(error: &SyntaxError) -> String {
    let hint = error.hint.map(|it| format!("\nhint: {it}")).unwrap_or_default();
    format!("line {}, column {}: {error}{hint}", error.line, error.column)
}

/// A body that refuses to grow over its bound.
struct Body {
    bytes: Vec<u8>,
    most: usize,
}

impl io::Write for Body {
    fn write(&mut self, more: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + more.len() > self.most {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(more);
        Ok(more.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::says_the_same_again;

    #[test]
    fn answers_that_may_differ_are_not_kept() {
        for text in
            ["SELECT (now() AS ?t) {}", "ASK { FILTER(RAND() < 0.5) }", "SELECT (\\u0052and() AS ?x) {}"]
        {
            assert!(!says_the_same_again(text), "{text}");
        }
        assert!(says_the_same_again("SELECT * { ?s ?p ?o } LIMIT 5"));
    }
}
