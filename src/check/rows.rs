//! A check's query, asked; each row a fault.

use oxigraph::model::Term as Node;
use oxigraph::sparql::{QueryResults, QuerySolution};

use super::{CheckError, Fault};
use crate::query::{Question, terms};
use crate::store::Store;

/// Columns: `focus`, and where they say something `path`, `constraint`, `value`, `message`.
pub fn faults(
    store: &Store,
    name: &str,
    query: &str,
    values: &[(String, Node)],
) -> Result<Vec<Fault>, CheckError> {
    let unasked = |error| CheckError::Ask(name.to_owned(), error);
    let question = Question::parse(name, query)
        .map_err(|error| CheckError::Question(name.to_owned(), Box::new(error)))?;
    let QueryResults::Solutions(rows) = question.ask(store.oxigraph(), values).map_err(unasked)? else {
        return Ok(Vec::new());
    };
    let mut faults = Vec::new();
    for row in rows {
        let row = row.map_err(|error| unasked(error.into()))?;
        faults.push(Fault {
            check: name.to_owned(),
            focus: cell(&row, "focus").unwrap_or_default(),
            path: cell(&row, "path").map(|it| if it.contains("://") { terms::short(&it) } else { it }),
            constraint: cell(&row, "constraint"),
            value: row.get("value").map(ToString::to_string),
            message: cell(&row, "message").unwrap_or_default(),
        });
    }
    Ok(faults)
}

fn cell(row: &QuerySolution, name: &str) -> Option<String> {
    Some(match row.get(name)? {
        Node::NamedNode(iri) => iri.as_str().to_owned(),
        Node::Literal(literal) => literal.value().to_owned(),
        other => other.to_string(),
    })
}
