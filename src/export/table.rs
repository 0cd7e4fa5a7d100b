//! Tables for people without RDF: each a question of `queries/tables/`, written as CSV or TSV.
//!
//! What a column holds says its question: an IRI, the name of the thing (`label`), words, a day,
//! a number. A question is asked act by act or thing by thing, so that memory does not grow with
//! the graph. What the columns mean is told in CSVW: [`metadata`].
//!
//! Cells are safe for spreadsheets: words that would begin a formula (`=`, `+`, `-`, `@`, a tab)
//! get an apostrophe in front, as spreadsheets themselves mark text.

use std::collections::HashMap;
use std::io::{self, Write};

use oxigraph::model::vocab::xsd;
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term as Node};
use oxigraph::sparql::{QueryEvaluationError, QueryResults};
use oxigraph::store::StorageError;
use serde_json::{Value, json};

use super::sorted::Sorter;
use crate::graph::term::Term;
use crate::query::header::{self, Labels};
use crate::query::{AskError, Question};
use crate::store::Store;
use crate::store::catalogue::property;
use crate::text::Language;

/// Of what a table's question is asked at a time.
#[derive(Clone, Copy)]
enum Of {
    /// The whole store.
    All,
    /// An act, its parameter `act`.
    Act,
    /// A thing of these classes, by the variable of this name.
    Thing(&'static str, &'static [Term]),
}

const QUESTIONS: [(&str, Of, &str); 8] = [
    ("acts", Of::Act, include_str!("../../queries/tables/acts.rq")),
    ("citations", Of::Act, include_str!("../../queries/tables/citations.rq")),
    ("demands", Of::Act, include_str!("../../queries/tables/demands.rq")),
    ("links", Of::All, include_str!("../../queries/tables/links.rq")),
    ("mentions", Of::Act, include_str!("../../queries/tables/mentions.rq")),
    (
        "organisations",
        Of::Thing("organisation", &[Term::Organization, Term::PoliticalMovement]),
        include_str!("../../queries/tables/organisations.rq"),
    ),
    ("persons", Of::Thing("person", &[Term::Person]), include_str!("../../queries/tables/persons.rq")),
    (
        "treaties",
        Of::Thing("treaty", &[Term::Treaty, Term::Agreement]),
        include_str!("../../queries/tables/treaties.rq"),
    ),
];

/// Names kept; more are looked up again, so that memory stays flat.
const REMEMBERED: usize = 1 << 13;

/// Names of the tables, sorted.
pub fn names() -> impl Iterator<Item = &'static str> {
    QUESTIONS.iter().map(|(name, ..)| *name)
}

/// What stands between cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    Comma,
    Tab,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Iri,
    /// The name of the thing whose IRI the question gives.
    Label,
    Text,
    Date,
    Integer,
}

impl Kind {
    fn named(name: &str) -> Option<Self> {
        match name {
            "iri" => Some(Self::Iri),
            "label" => Some(Self::Label),
            "text" => Some(Self::Text),
            "date" => Some(Self::Date),
            "integer" => Some(Self::Integer),
            _ => None,
        }
    }

    /// Of CSVW, which are those of XML Schema.
    const fn datatype(self) -> &'static str {
        match self {
            Self::Iri => "anyURI",
            Self::Label | Self::Text => "string",
            Self::Date => "date",
            Self::Integer => "integer",
        }
    }
}

pub struct Table {
    pub name: &'static str,
    of: Of,
    question: Question,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    pub kind: Kind,
    pub titles: Labels,
}

/// A table as it was written.
#[derive(Clone, Debug)]
pub struct Written {
    pub name: &'static str,
    pub titles: Labels,
    pub about: Labels,
    pub rows: u64,
    /// A column of days that holds a month or a year, too, is one of texts.
    pub columns: Vec<Column>,
}

#[derive(Debug, thiserror::Error)]
pub enum TableError {
    #[error(transparent)]
    Ask(#[from] AskError),
    #[error("the question could not be answered")]
    Evaluation(#[from] QueryEvaluationError),
    #[error(transparent)]
    Storage(#[from] StorageError),
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error("a row could not be written")]
    Csv(#[from] csv::Error),
}

impl Table {
    pub fn named(name: &str) -> Option<Self> {
        let (name, of, text) = QUESTIONS.iter().find(|(it, ..)| *it == name)?;
        let question = Question::parse(*name, *text).expect("our questions parse: tested");
        Some(Self { name, of: *of, question })
    }

    pub fn question(&self) -> &Question {
        &self.question
    }

    /// In the order of the question.
    fn columns(&self, variables: impl Iterator<Item = String>) -> Vec<Column> {
        let header = &self.question.header;
        let kind = |name: &str| header.types.get(name).and_then(|it| Kind::named(it)).unwrap_or(Kind::Text);
        variables
            .map(|name| Column {
                kind: kind(&name),
                titles: header.columns.get(&name).cloned().unwrap_or_default(),
                name,
            })
            .collect()
    }

    /// Of these acts, where the table goes act by act; else of the whole store.
    pub fn write(
        &self,
        store: &Store,
        acts: &[NamedNode],
        language: Language,
        separator: Separator,
        out: impl Write,
    ) -> Result<Written, TableError> {
        let header = &self.question.header;
        let mut values: Vec<(String, Node)> = Vec::new();
        if header.parameter("language").is_some() {
            values.push(("language".to_owned(), Literal::from(language.tag()).into()));
        }
        let delimiter = match separator {
            Separator::Comma => b',',
            Separator::Tab => b'\t',
        };
        let mut writing = Writing {
            names: Names::new(store, language),
            out: csv::WriterBuilder::new().delimiter(delimiter).from_writer(out),
            columns: Vec::new(),
            rows: 0,
        };
        let ask_of = |writing: &mut Writing<'_, _>, variable: &str, thing: NamedNode| {
            let mut values = values.clone();
            values.push((variable.to_owned(), thing.into()));
            writing.answer(self, store, &values)
        };
        match self.of {
            Of::All => writing.answer(self, store, &values)?,
            Of::Act => {
                for act in acts {
                    ask_of(&mut writing, "act", act.clone())?;
                }
            }
            Of::Thing(variable, classes) => {
                for thing in things(store, classes)? {
                    ask_of(&mut writing, variable, thing?)?;
                }
            }
        }
        // Nothing to ask about: the head all the same.
        if let (true, Of::Act) = (writing.columns.is_empty(), self.of) {
            ask_of(&mut writing, "act", NamedNode::new_unchecked("urn:none"))?;
        }
        if let (true, Of::Thing(variable, _)) = (writing.columns.is_empty(), self.of) {
            ask_of(&mut writing, variable, NamedNode::new_unchecked("urn:none"))?;
        }
        writing.out.flush()?;
        let (titles, about) = (header.titles.clone(), header.about.clone());
        Ok(Written { name: self.name, titles, about, rows: writing.rows, columns: writing.columns })
    }
}

/// Things of these classes, sorted.
fn things(
    store: &Store,
    classes: &[Term],
) -> Result<impl Iterator<Item = io::Result<NamedNode>>, TableError> {
    let mut sorter = Sorter::temporary();
    let rdf_type = property(Term::Type);
    for class in classes {
        for quad in
            store.oxigraph().quads_for_pattern(None, Some(rdf_type), Some(property(*class).into()), None)
        {
            sorter.push(Quad::new(quad?.subject, rdf_type, rdf_type, GraphName::DefaultGraph))?;
        }
    }
    Ok(sorter.finish()?.filter_map(|it| match it {
        Ok(Quad { subject: NamedOrBlankNode::NamedNode(thing), .. }) => Some(Ok(thing)),
        Ok(_) => None,
        Err(error) => Some(Err(error)),
    }))
}

struct Writing<'s, W: Write> {
    names: Names<'s>,
    out: csv::Writer<W>,
    columns: Vec<Column>,
    rows: u64,
}

impl<W: Write> Writing<'_, W> {
    fn answer(&mut self, table: &Table, store: &Store, values: &[(String, Node)]) -> Result<(), TableError> {
        let QueryResults::Solutions(rows) = table.question.ask(store.oxigraph(), values)? else {
            unreachable!("our tables are SELECT questions: tested")
        };
        if self.columns.is_empty() {
            self.columns = table.columns(rows.variables().iter().map(|it| it.as_str().to_owned()));
            self.out.write_record(self.columns.iter().map(|it| it.name.as_str()))?;
        }
        for row in rows {
            let row = row?;
            for (column, term) in self.columns.iter_mut().zip(row.values()) {
                self.out.write_field(cell(column, term.as_ref(), &mut self.names)?)?;
            }
            self.out.write_record(None::<&[u8]>)?;
            self.rows += 1;
        }
        Ok(())
    }
}

fn cell(column: &mut Column, term: Option<&Node>, names: &mut Names<'_>) -> Result<String, StorageError> {
    let text = match (column.kind, term) {
        (_, None) => return Ok(String::new()),
        (Kind::Label, Some(Node::NamedNode(thing))) => names.name(thing.as_ref())?,
        (_, Some(Node::NamedNode(it))) => it.as_str().to_owned(),
        (_, Some(Node::Literal(it))) => {
            let fits = match column.kind {
                Kind::Date => it.datatype() == xsd::DATE,
                Kind::Integer => it.datatype() == xsd::INTEGER,
                Kind::Iri | Kind::Label | Kind::Text => true,
            };
            if !fits {
                column.kind = Kind::Text;
            }
            it.value().to_owned()
        }
        (_, Some(other)) => other.to_string(),
    };
    Ok(match column.kind {
        Kind::Label | Kind::Text => safe(text),
        Kind::Iri | Kind::Date | Kind::Integer => text,
    })
}

/// Words that a spreadsheet does not take for a formula.
pub fn safe(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text }
}

/// Names of things in one language, else in English, else the first by the alphabet of tags.
pub struct Names<'s> {
    store: &'s Store,
    language: Language,
    known: HashMap<String, Option<String>>,
}

impl<'s> Names<'s> {
    pub fn new(store: &'s Store, language: Language) -> Self {
        Self { store, language, known: HashMap::new() }
    }

    /// The IRI itself for what has no name.
    pub fn name(&mut self, thing: NamedNodeRef<'_>) -> Result<String, StorageError> {
        Ok(self.known(thing)?.unwrap_or_else(|| thing.as_str().to_owned()))
    }

    pub fn known(&mut self, thing: NamedNodeRef<'_>) -> Result<Option<String>, StorageError> {
        if let Some(name) = self.known.get(thing.as_str()) {
            return Ok(name.clone());
        }
        let mut best: Option<(u8, String, String)> = None;
        let labels = property(Term::Label);
        for quad in self.store.oxigraph().quads_for_pattern(Some(thing.into()), Some(labels), None, None) {
            let Node::Literal(label) = quad?.object else { continue };
            let tag = label.language().unwrap_or_default().to_owned();
            let rank = match tag.as_str() {
                it if it == self.language.tag() => 0,
                "en" => 1,
                _ => 2,
            };
            let candidate = (rank, tag, label.value().to_owned());
            if best.as_ref().is_none_or(|it| candidate < *it) {
                best = Some(candidate);
            }
        }
        let name = best.map(|(_, _, name)| name);
        if self.known.len() >= REMEMBERED {
            self.known.clear();
        }
        self.known.insert(thing.as_str().to_owned(), name.clone());
        Ok(name)
    }
}

/// What the columns of these tables mean: CSV on the Web, a group of tables.
pub fn metadata(tables: &[Written]) -> Value {
    let titles = |labels: &Labels| -> Value {
        labels
            .iter()
            .map(|(language, text)| (language.tag().to_owned(), Value::from(text.as_str())))
            .collect()
    };
    let tables: Vec<Value> = tables
        .iter()
        .map(|table| {
            let columns: Vec<Value> = table
                .columns
                .iter()
                .map(|column| {
                    json!({
                        "name": column.name,
                        // The names that stand in the file's first line, then the words for readers.
                        "titles": column.name,
                        "rdfs:label": titles(&column.titles),
                        "datatype": column.kind.datatype(),
                    })
                })
                .collect();
            json!({
                "url": format!("{}.csv", table.name),
                "dc:title": header::label(&table.titles, Language::ENGLISH),
                "dc:description": header::label(&table.about, Language::ENGLISH),
                "tableSchema": { "columns": columns },
            })
        })
        .collect();
    json!({
        "@context": ["http://www.w3.org/ns/csvw", { "@language": "en" }],
        "dialect": { "header": true, "delimiter": ",", "encoding": "utf-8" },
        "tables": tables,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::header::Need;

    #[test]
    fn every_table_is_a_question_whose_columns_have_kind_and_titles() {
        for name in names() {
            let table = Table::named(name).expect("listed");
            let header = &table.question.header;
            assert!(!header.types.is_empty(), "{name}");
            for (column, kind) in &header.types {
                assert!(Kind::named(kind).is_some(), "{name}: {column} is {kind}");
                assert_eq!(
                    header.columns.get(column).map(Labels::len),
                    Some(3),
                    "{name}: titles of {column}"
                );
            }
            assert!(header.parameters.iter().all(|it| it.need != Need::Required), "{name}");
        }
    }

    #[test]
    fn no_cell_is_a_formula() {
        for (text, expected) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-2 of them", "'-2 of them"),
            ("a=b", "a=b"),
            ("", ""),
        ] {
            assert_eq!(safe(text.to_owned()), expected);
        }
    }
}
