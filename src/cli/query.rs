//! `query`: asks the store, by a ready question, a file or a line of SPARQL.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use clap::{Args, ValueEnum};
use comfy_table::{ColumnConstraint, ContentArrangement, Table, presets};
use oxigraph::model::{GraphName, Term};
use oxigraph::sparql::QueryResults;
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};

use super::format::{Beside, Or};
use super::output::Output;
use super::report::{Complaint, Place};
use super::{Failure, Global, Outcome};
use crate::export::Format as Rdf;
use crate::export::json_ld::Context;
use crate::export::sorted::Sorter;
use crate::export::stream::{Proof, StreamError, Writer};
use crate::query::header::{self, Header, Need};
use crate::query::names::{self, NameError};
use crate::query::parameter::{self, ParameterType};
use crate::query::{AskError, Question, QuestionError, catalogue, commas, terms};
use crate::store::Store;
use crate::text::Language;

/// Ask the store: a ready question, a file, or SPARQL
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    hemicycle query most-cited\n  \
    hemicycle query cites --param act='Resolution 2616 (2025)'\n  \
    hemicycle query mine.rq --format csv > answer.csv\n  \
    hemicycle query 'SELECT ?act { ?act a eli:Work }'\n\n\
    `hemicycle queries` lists the ready questions.")]
pub struct Ask {
    /// Name of a ready question, a file, or SPARQL itself
    #[arg(value_name = "QUESTION")]
    question: String,
    /// What the question asks for; things by name or IRI
    #[arg(long, short, value_name = "NAME=VALUE", value_parser = parameter_pair)]
    param: Vec<(String, String)>,
    /// Form of the answer: a table on a terminal, else CSV; Turtle where the answer is a graph
    #[arg(long, short, value_enum)]
    format: Option<Format>,
    /// IRIs in tables, not labels
    #[arg(long)]
    iris: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Answer {
    Table,
    Csv,
    Tsv,
    Json,
    Xml,
}

type Format = Or<Answer>;

const TABLE: Format = Or::Other(Answer::Table);
const JSON: Format = Or::Other(Answer::Json);

impl Beside for Answer {
    const OFFERED: &'static [Or<Self>] = &[
        Or::Other(Self::Table),
        Or::Other(Self::Csv),
        Or::Other(Self::Tsv),
        Or::Other(Self::Json),
        Or::Other(Self::Xml),
        Or::Rdf(Rdf::Turtle),
        Or::Rdf(Rdf::NTriples),
        Or::Rdf(Rdf::JsonLd),
        Or::Rdf(Rdf::RdfXml),
    ];
}

const fn rows_in(format: Format) -> Option<QueryResultsFormat> {
    match format {
        Or::Other(Answer::Csv) => Some(QueryResultsFormat::Csv),
        Or::Other(Answer::Tsv) => Some(QueryResultsFormat::Tsv),
        Or::Other(Answer::Json) => Some(QueryResultsFormat::Json),
        Or::Other(Answer::Xml) => Some(QueryResultsFormat::Xml),
        Or::Other(Answer::Table) | Or::Rdf(_) => None,
    }
}

fn parameter_pair(text: &str) -> Result<(String, String), &'static str> {
    let (name, value) = text.split_once('=').ok_or("give it as name=value")?;
    Ok((name.trim_start_matches('?').to_owned(), value.to_owned()))
}

impl Ask {
    pub fn run(self, global: &Global, out: &mut Output) -> Result<Outcome, Failure> {
        let question = self.question()?;
        self.check_names(&question.header)?;
        let store = Store::open(&global.store)?;
        let values = self.values(&question, &store, global.language)?;
        let results = question.ask(store.oxigraph(), &values).map_err(|error| match error {
            AskError::Bind(error) => Failure::new(Outcome::Usage, Complaint::of(&error)),
            error => Failure::new(Outcome::Store, Complaint::of(&error)),
        })?;
        self.write(results, &question.header, &store, global, out)?;
        Ok(Outcome::Done)
    }

    fn question(&self) -> Result<Question, Failure> {
        let text = &self.question;
        if let Some(question) = catalogue::question(text) {
            return question.map_err(unasked);
        }
        let path = Path::new(text);
        if path.is_file() {
            let read = std::fs::read_to_string(path).map_err(|error| {
                Failure::new(
                    Outcome::Usage,
                    Complaint::error(format!("cannot read {text}")).caused_by(&error),
                )
            })?;
            return Question::parse(text.as_str(), read).map_err(unasked);
        }
        if text.contains(['{', ' ', '\n']) {
            return Question::parse("question", text.as_str()).map_err(unasked);
        }
        let near: Vec<&str> =
            catalogue::names().filter(|it| it.contains(text.as_str()) || near(it, text)).collect();
        let hint = match near.as_slice() {
            [] => "`hemicycle queries` lists the ready questions".to_owned(),
            near => format!("is it {}?", near.join(" or ")),
        };
        Err(Failure::new(
            Outcome::NotFound,
            Complaint::error(format!("no question `{text}`")).hint(Some(hint)),
        ))
    }

    fn check_names(&self, header: &Header) -> Result<(), Failure> {
        // SPARQL without a header declares nothing, and every variable may be given.
        if header.parameters.is_empty() && header.titles.is_empty() {
            return Ok(());
        }
        for (name, _) in &self.param {
            if header.parameter(name).is_none() {
                let known: Vec<&str> = header.parameters.iter().map(|it| it.name.as_str()).collect();
                let hint = match known.as_slice() {
                    [] => "it has no parameters".to_owned(),
                    known => format!("it has: {}", known.join(", ")),
                };
                let message = format!("this question has no parameter `{name}`");
                return Err(Failure::new(Outcome::Usage, Complaint::error(message).hint(Some(hint))));
            }
        }
        Ok(())
    }

    fn values(
        &self,
        question: &Question,
        store: &Store,
        language: Language,
    ) -> Result<Vec<(String, Term)>, Failure> {
        let given: BTreeMap<&str, &str> =
            self.param.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let mut values = Vec::new();
        for parameter in &question.header.parameters {
            let text = match (given.get(parameter.name.as_str()), &parameter.need) {
                (Some(text), _) => (*text).to_owned(),
                (None, Need::Default(_)) if parameter.kind == ParameterType::Language => {
                    language.tag().to_owned()
                }
                (None, Need::Default(text)) => text.clone(),
                (None, Need::Optional) => continue,
                (None, Need::Required) => {
                    let what =
                        header::label(&parameter.labels, language).unwrap_or(&parameter.name).to_owned();
                    let message = format!("`{}` is missing: {what} ({})", parameter.name, parameter.kind);
                    let hint = match question.header.examples.first() {
                        Some(example) => format!("as in: {example}"),
                        None => format!("add --param {}=…", parameter.name),
                    };
                    return Err(Failure::new(Outcome::Usage, Complaint::error(message).hint(Some(hint))));
                }
            };
            values.push((parameter.name.clone(), term(&parameter.kind, &text, store)?));
        }
        if question.header.parameters.is_empty() {
            for (name, text) in given {
                let term = match parameter::iri(text) {
                    Some(iri) => iri.into(),
                    None => oxigraph::model::Literal::new_simple_literal(text).into(),
                };
                values.push((name.to_owned(), term));
            }
        }
        Ok(values)
    }

    fn write(
        &self,
        results: QueryResults<'_>,
        header: &Header,
        store: &Store,
        global: &Global,
        out: &mut Output,
    ) -> Result<(), Failure> {
        let format = self.format.or(global.json.then_some(JSON));
        match results {
            QueryResults::Graph(triples) => {
                let mut quads = Sorter::temporary();
                for triple in triples {
                    let triple = triple.map_err(AskError::from).map_err(unanswered)?;
                    quads.push(triple.in_graph(GraphName::DefaultGraph)).map_err(super::unsorted)?;
                }
                let format = match format {
                    None => Rdf::Turtle,
                    Some(JSON) => Rdf::JsonLd,
                    Some(Or::Rdf(format)) => format,
                    Some(Or::Other(_)) => {
                        return Err(mismatch("a graph", "turtle, ntriples, jsonld or rdfxml"));
                    }
                };
                let mut writer = Writer::new(format, Context::Inline, Proof::NamedGraphs, &mut *out)?;
                writer.write_all(quads.finish().map_err(super::unsorted)?).map_err(|error| match error {
                    StreamError::Write(error) => Failure::from(error),
                    StreamError::Storage(error) => error.into(),
                })?;
                Ok(writer.finish()?)
            }
            QueryResults::Boolean(answer) => {
                let format = format.unwrap_or(TABLE);
                if format == TABLE {
                    return Ok(writeln!(out, "{}", if answer { "yes" } else { "no" })?);
                }
                let format =
                    rows_in(format).ok_or_else(|| mismatch("yes or no", "table, csv, tsv, json or xml"))?;
                QueryResultsSerializer::from_format(format).serialize_boolean_to_writer(&mut *out, answer)?;
                Ok(end_line(format, out)?)
            }
            QueryResults::Solutions(rows) => {
                let format = format.unwrap_or(if out.is_terminal() { TABLE } else { Or::Other(Answer::Csv) });
                let variables = rows.variables().to_vec();
                if format == TABLE {
                    let mut table = Rows::new(out.width());
                    table.head(variables.iter().map(|it| {
                        let label =
                            header.columns.get(it.as_str()).and_then(|it| header::label(it, global.language));
                        label.unwrap_or(it.as_str()).to_owned()
                    }));
                    let mut labels =
                        Labels { store, language: global.language, iris: self.iris, known: BTreeMap::new() };
                    // Many questions give a thing and its name, and a thing is shown by its name.
                    let mut names_again = vec![true; variables.len()];
                    for row in rows {
                        let row = row.map_err(AskError::from).map_err(unanswered)?;
                        let mut cells: Vec<String> = Vec::new();
                        for (index, value) in row.values().iter().enumerate() {
                            let cell = match value {
                                Some(term) => labels.cell(term)?,
                                None => String::new(),
                            };
                            names_again[index] &= matches!(value, Some(Term::Literal(_)))
                                && index > 0
                                && matches!(row.values()[index - 1], Some(Term::NamedNode(_)))
                                && cells[index - 1] == cell;
                            cells.push(cell);
                        }
                        table.row(cells);
                    }
                    table.leave_out(&names_again);
                    return Ok(table.write(out, global.quiet)?);
                }
                let format =
                    rows_in(format).ok_or_else(|| mismatch("a table", "table, csv, tsv, json or xml"))?;
                let mut serializer = QueryResultsSerializer::from_format(format)
                    .serialize_solutions_to_writer(&mut *out, variables)?;
                for row in rows {
                    let row = row.map_err(AskError::from).map_err(unanswered)?;
                    if matches!(format, QueryResultsFormat::Csv) {
                        let row = commas::kept(&row);
                        serializer.serialize(row.iter().map(|(name, term)| (*name, term.as_ref())))?;
                    } else {
                        serializer.serialize(&row)?;
                    }
                }
                serializer.finish()?;
                Ok(end_line(format, out)?)
            }
        }
    }
}

/// JSON and XML do not end in a line of their own accord.
fn end_line(format: QueryResultsFormat, out: &mut Output) -> std::io::Result<()> {
    match format {
        QueryResultsFormat::Json | QueryResultsFormat::Xml => out.write_all(b"\n"),
        _ => Ok(()),
    }
}

/// What a text means as a value of this type; names are looked up.
pub fn term(kind: &ParameterType, text: &str, store: &Store) -> Result<Term, Failure> {
    let value = kind.term(text).map_err(|error| Failure::new(Outcome::Usage, Complaint::of(&error)))?;
    match (value, kind) {
        (Some(term), _) => Ok(term),
        (None, ParameterType::Thing(kind)) => {
            names::resolve(store.oxigraph(), text, *kind).map(Term::from).map_err(unnamed)
        }
        (None, _) => unreachable!("only things are looked up"),
    }
}

/// A name that does not say which thing is meant.
pub fn unnamed(error: NameError) -> Failure {
    match &error {
        NameError::Unknown { .. } => {
            let hint = "names are those of the texts, in any of their languages; an IRI always works";
            Failure::new(Outcome::NotFound, Complaint::of(&error).hint(Some(hint)))
        }
        NameError::Ambiguous { .. } => {
            Failure::new(Outcome::Usage, Complaint::of(&error).hint(Some("give the IRI of the one you mean")))
        }
        NameError::Store(_) => Failure::new(Outcome::Store, Complaint::of(&error)),
    }
}

/// A question that cannot be asked as it stands.
pub fn unasked(error: QuestionError) -> Failure {
    let complaint = match error {
        QuestionError::Syntax(error) => {
            let (name, line, column) = (error.name.clone(), error.line, error.column);
            let place = Place { name, line, column, width: error.width, text: error.text.clone() };
            Complaint::of(&error).at(place).hint(error.hint)
        }
        QuestionError::Header(error) => {
            let width = error.text.chars().count() as u32;
            let place = Place {
                name: error.name.clone(),
                line: error.line,
                column: 1,
                width,
                text: error.text.clone(),
            };
            Complaint::of(&error).at(place).hint(Some("`queries/README.md` lists the header lines"))
        }
    };
    Failure::new(Outcome::Usage, complaint)
}

fn unanswered(error: AskError) -> Failure {
    Failure::new(Outcome::Store, Complaint::of(&error))
}

fn mismatch(answer: &str, formats: &str) -> Failure {
    let message = format!("the answer is {answer}, which this format cannot hold");
    Failure::new(Outcome::Usage, Complaint::error(message).hint(Some(format!("--format {formats}"))))
}

/// Names that share a beginning: a slip of the finger at the end.
fn near(name: &str, text: &str) -> bool {
    name.chars().zip(text.chars()).take_while(|(a, b)| a == b).count() >= 4
}

/// Words for the terms in a table.
struct Labels<'s> {
    store: &'s Store,
    language: Language,
    iris: bool,
    known: BTreeMap<String, String>,
}

impl Labels<'_> {
    fn cell(&mut self, term: &Term) -> Result<String, Failure> {
        let iri = match term {
            Term::Literal(literal) => return Ok(literal.value().to_owned()),
            Term::NamedNode(iri) => iri,
            other => return Ok(other.to_string()),
        };
        if self.iris {
            return Ok(iri.as_str().to_owned());
        }
        if let Some(known) = self.known.get(iri.as_str()) {
            return Ok(known.clone());
        }
        let label = label(self.store, iri.as_ref(), self.language)?;
        self.known.insert(iri.as_str().to_owned(), label.clone());
        Ok(label)
    }
}

/// A thing in words: its label; else what its IRI says after the store's base.
pub fn label(
    store: &Store,
    iri: oxigraph::model::NamedNodeRef<'_>,
    language: Language,
) -> Result<String, oxigraph::store::StorageError> {
    if let Some(label) = names::label(store.oxigraph(), iri, language)? {
        return Ok(label);
    }
    Ok(match iri.as_str().strip_prefix(store.minter().base()) {
        Some(path) => path.to_owned(),
        None => terms::short(iri.as_str()),
    })
}

/// A table for readers.
pub struct Rows {
    table: Table,
    count: usize,
}

impl Rows {
    /// At most `width` columns; longer cells go on below.
    pub fn new(width: u16) -> Self {
        let mut table = Table::new();
        table.load_preset(presets::UTF8_HORIZONTAL_ONLY);
        table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
        // A line under the head only: rows are short.
        table.remove_style(comfy_table::TableComponent::HorizontalLines);
        table.remove_style(comfy_table::TableComponent::MiddleIntersections);
        table.remove_style(comfy_table::TableComponent::LeftBorderIntersections);
        table.remove_style(comfy_table::TableComponent::RightBorderIntersections);
        Self { table, count: 0 }
    }

    pub fn head(&mut self, cells: impl Iterator<Item = String>) {
        self.table.set_header(cells.collect::<Vec<_>>());
    }

    pub fn row(&mut self, cells: Vec<String>) {
        self.table.add_row(cells);
        self.count += 1;
    }

    /// Hides the marked columns, unless there is no row at all.
    pub fn leave_out(&mut self, columns: &[bool]) {
        for (index, _) in columns.iter().enumerate().filter(|(_, out)| **out && self.count > 0) {
            if let Some(column) = self.table.column_mut(index) {
                column.set_constraint(ColumnConstraint::Hidden);
            }
        }
    }

    pub fn write(self, out: &mut impl Write, quiet: bool) -> std::io::Result<()> {
        for line in self.table.lines() {
            writeln!(out, "{}", line.trim_end())?;
        }
        if !quiet {
            eprintln!("{} {}", self.count, if self.count == 1 { "row" } else { "rows" });
        }
        Ok(())
    }
}
