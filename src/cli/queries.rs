//! `queries`: what can be asked.

use std::io::Write as _;

use clap::Args;
use serde_json::{Map, Value, json};

use super::output::Output;
use super::query::{Rows, unasked};
use super::report::Complaint;
use super::{Failure, Global, Outcome};
use crate::query::header::{self, Labels, Need};
use crate::query::{Question, catalogue};
use crate::text::Language;

/// List the ready questions, or show one
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    hemicycle queries\n  \
    hemicycle queries --language fr\n  \
    hemicycle queries cites           # what it takes, and its SPARQL")]
pub struct Queries {
    /// Name of a question
    name: Option<String>,
}

impl Queries {
    pub fn run(self, global: &Global, out: &mut Output) -> Result<Outcome, Failure> {
        match &self.name {
            Some(name) => {
                let question = catalogue::question(name).ok_or_else(|| {
                    let hint = "`hemicycle queries` lists them";
                    Failure::new(
                        Outcome::NotFound,
                        Complaint::error(format!("no question `{name}`")).hint(Some(hint)),
                    )
                })?;
                let question = question.map_err(unasked)?;
                if global.json {
                    print_json(&described(&question), out)?
                } else {
                    one(&question, global.language, out)?
                }
            }
            None => {
                let questions: Vec<Question> = catalogue::names()
                    .filter_map(catalogue::question)
                    .collect::<Result<_, _>>()
                    .map_err(unasked)?;
                if global.json {
                    print_json(&Value::Array(questions.iter().map(described).collect()), out)?;
                } else {
                    all(&questions, global.language, out)?;
                }
            }
        }
        Ok(Outcome::Done)
    }
}

fn all(questions: &[Question], language: Language, out: &mut Output) -> std::io::Result<()> {
    let mut table = Rows::new(out.width());
    table.head(["question", "asks", "takes"].map(str::to_owned).into_iter());
    for question in questions {
        let takes: Vec<String> = question
            .header
            .parameters
            .iter()
            .map(|it| match it.need {
                Need::Required => it.name.clone(),
                Need::Default(_) | Need::Optional => format!("[{}]", it.name),
            })
            .collect();
        let title = header::label(&question.header.titles, language).unwrap_or_default().to_owned();
        table.row(vec![question.name.clone(), title, takes.join(" ")]);
    }
    table.write(out, true)
}

fn one(question: &Question, language: Language, out: &mut Output) -> std::io::Result<()> {
    let header = &question.header;
    writeln!(out, "{}", header::label(&header.titles, language).unwrap_or(&question.name))?;
    if let Some(about) = header::label(&header.about, language) {
        writeln!(out, "{about}")?;
    }
    for parameter in &header.parameters {
        let need = match &parameter.need {
            Need::Required => String::new(),
            Need::Default(value) => format!(", else {value}"),
            Need::Optional => ", may be left out".to_owned(),
        };
        let label = header::label(&parameter.labels, language).unwrap_or_default();
        writeln!(out, "  --param {}=…  {label} ({}{need})", parameter.name, parameter.kind)?;
    }
    for example in &header.examples {
        writeln!(out, "  {example}")?;
    }
    let body: Vec<&str> =
        question.text.lines().skip_while(|it| it.starts_with('#') || it.is_empty()).collect();
    writeln!(out, "\n{}", body.join("\n"))
}

fn described(question: &Question) -> Value {
    let header = &question.header;
    let parameters: Vec<Value> = header
        .parameters
        .iter()
        .map(|it| {
            let default = match &it.need {
                Need::Default(value) => Some(value),
                Need::Required | Need::Optional => None,
            };
            json!({
                "name": it.name,
                "type": it.kind.to_string(),
                "required": it.need == Need::Required,
                "default": default,
                "label": labels(&it.labels),
            })
        })
        .collect();
    let columns: Map<String, Value> =
        header.columns.iter().map(|(name, it)| (name.clone(), labels(it))).collect();
    json!({
        "name": question.name,
        "title": labels(&header.titles),
        "about": labels(&header.about),
        "parameters": parameters,
        "columns": columns,
        "examples": header.examples,
        "sparql": question.text,
    })
}

fn labels(labels: &Labels) -> Value {
    labels
        .iter()
        .map(|(language, label)| (language.tag().to_owned(), Value::from(label.as_str())))
        .collect::<Map<_, _>>()
        .into()
}

/// One value, on one line for programs.
pub fn print_json(value: &impl serde::Serialize, out: &mut Output) -> std::io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    writeln!(out)
}
