//! Rows for CSV: an IRI with a comma is one cell.
//!
//! `sparesults` quotes literals and never IRIs, though commas stand in IRIs of ours
//! (`/id/agreement/undated-pace,uz-oliy-majlis`). CSV shows nothing of a term but its
//! characters, so such an IRI is handed over as a literal of the same characters.

use std::borrow::Cow;

use oxigraph::model::{Literal, Term, Variable};
use oxigraph::sparql::QuerySolution;

pub fn kept(row: &QuerySolution) -> Vec<(&Variable, Cow<'_, Term>)> {
    row.iter()
        .map(|(variable, term)| match term {
            Term::NamedNode(it) if it.as_str().contains([',', '"']) => {
                (variable, Cow::Owned(Literal::new_simple_literal(it.as_str()).into()))
            }
            other => (variable, Cow::Borrowed(other)),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use oxigraph::model::NamedNode;
    use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};

    use super::*;

    #[test]
    fn an_iri_with_a_comma_is_one_cell() {
        let name = Variable::new("it").expect("a name");
        let term: Term = NamedNode::new("https://example.org/a,b").expect("IRI").into();
        let row = QuerySolution::from((vec![name.clone()], vec![Some(term)]));
        let mut out = QueryResultsSerializer::from_format(QueryResultsFormat::Csv)
            .serialize_solutions_to_writer(Vec::new(), vec![name])
            .expect("a header");
        let row = kept(&row);
        out.serialize(row.iter().map(|(name, term)| (*name, term.as_ref()))).expect("a row");
        let text = String::from_utf8(out.finish().expect("an end")).expect("UTF-8");
        assert_eq!(text, "it\r\n\"https://example.org/a,b\"\r\n");
    }
}
