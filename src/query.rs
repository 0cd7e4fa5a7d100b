//! Questions to the graph: SPARQL with named, typed parameters.
//!
//! A question is a text (a file of `queries/`, a user's file, or a line on the command line).
//! It is parsed once; the values of its parameters are put into the parsed query as RDF
//! terms, never into its text, so no value can change what is asked.
//!
//! In reading order: the comment lines that open a question ([`header`]), the questions that
//! come with Hemicycle ([`catalogue`]), what a parameter may be ([`parameter`]), names to
//! IRIs ([`names`]), terms into the parsed query ([`bind`]), errors with line and column
//! ([`syntax`]), words for the vocabulary ([`terms`]),
//! rows as CSV ([`commas`]), and what proves a statement ([`proof`]).

pub mod bind;
pub mod catalogue;
pub mod commas;
pub mod header;
pub mod names;
pub mod parameter;
pub mod proof;
pub mod syntax;
pub mod terms;

use oxigraph::model::Term;
use oxigraph::sparql::{QueryEvaluationError, QueryResults, SparqlEvaluator};
use oxigraph::store::Store;
use spargebra::Query;

use self::header::{Header, HeaderError};
use self::syntax::SyntaxError;

/// Prefixes that every question may use without declaring them. Files of `queries/` declare
/// them all the same, so that they run in any SPARQL tool.
pub const PREFIXES: &[(&str, &str)] = crate::graph::term::PREFIXES;

/// The full IRI of `prefix:local`, where the prefix is one of [`PREFIXES`].
pub fn expand(name: &str) -> Option<String> {
    let (prefix, local) = name.split_once(':')?;
    let &(_, namespace) = PREFIXES.iter().find(|(it, _)| *it == prefix)?;
    Some(format!("{namespace}{local}"))
}

/// A question, parsed.
#[derive(Debug)]
pub struct Question {
    /// The name it is asked by, or the file it comes from; for messages.
    pub name: String,
    pub text: String,
    pub header: Header,
    query: Query,
}

/// What a question gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Select,
    Construct,
    Describe,
    Ask,
}

/// Why a question cannot be asked as it stands.
#[derive(Debug, thiserror::Error)]
pub enum QuestionError {
    #[error(transparent)]
    Header(#[from] HeaderError),
    #[error(transparent)]
    Syntax(#[from] SyntaxError),
}

impl Question {
    pub fn parse(name: impl Into<String>, text: impl Into<String>) -> Result<Self, QuestionError> {
        let (name, text) = (name.into(), text.into());
        let header = Header::parse(&name, &text)?;
        let query = syntax::parser()
            .parse_query(&text)
            .map_err(|error| SyntaxError::new(&name, &text, &error.to_string()))?;
        if bind::calls_service(&query) {
            return Err(SyntaxError::service(&name, &text).into());
        }
        Ok(Self { name, text, header, query })
    }

    pub const fn form(&self) -> Form {
        match self.query {
            Query::Select { .. } => Form::Select,
            Query::Construct { .. } => Form::Construct,
            Query::Describe { .. } => Form::Describe,
            Query::Ask { .. } => Form::Ask,
        }
    }

    /// Asks `store`; variables named in `values` stand for these terms. The dataset is the
    /// union of all named graphs unless the question says `FROM`.
    pub fn ask(&self, store: &Store, values: &[(String, Term)]) -> Result<QueryResults<'static>, AskError> {
        let query = bind::bind(&self.query, values)?;
        let mut prepared = SparqlEvaluator::new().for_query(query);
        if prepared.dataset().is_default_dataset() {
            prepared.dataset_mut().set_default_graph_as_union();
        }
        Ok(prepared.on_store(store).execute()?)
    }
}

/// Why a question got no answer.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    #[error(transparent)]
    Bind(#[from] bind::BindError),
    #[error("the question could not be answered")]
    Evaluation(#[from] QueryEvaluationError),
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::io::{RdfFormat, RdfParser};
    use oxigraph::model::{Literal, NamedNode};

    fn store() -> Store {
        let store = Store::new().expect("memory");
        let quads = r#"
            @prefix : <http://example.org/> .
            :g { :a :cites :b ; :title "Act a"@en ; :year 2025 . :b :title "Act b"@en ; :year 2017 . }
            :h { :c :cites :b ; :title "Acte c"@fr ; :year 2026 . }
        "#;
        store.load_from_reader(RdfParser::from_format(RdfFormat::TriG), quads.as_bytes()).expect("TriG");
        store
    }

    /// Rows in the order of the answer, cells joined by a blank, unbound cells as `-`.
    fn check(query: &str, values: &[(&str, Term)], expected: &[&str]) {
        let query = format!("PREFIX : <http://example.org/> {query}");
        let question = Question::parse("test", query.as_str()).expect("parses");
        let values: Vec<_> = values.iter().map(|(name, term)| ((*name).to_owned(), term.clone())).collect();
        let QueryResults::Solutions(rows) = question.ask(&store(), &values).expect("answers") else {
            panic!("not a table: {query}");
        };
        let mut found: Vec<String> = rows
            .map(|row| {
                let row = row.expect("row");
                let cells: Vec<String> = row
                    .values()
                    .iter()
                    .map(|cell| match cell {
                        Some(Term::NamedNode(it)) => {
                            it.as_str().trim_start_matches("http://example.org/").to_owned()
                        }
                        Some(Term::Literal(it)) => it.value().to_owned(),
                        _ => "-".to_owned(),
                    })
                    .collect();
                cells.join(" ")
            })
            .collect();
        found.sort();
        assert_eq!(found, expected, "{query}");
    }

    fn iri(local: &str) -> Term {
        NamedNode::new_unchecked(format!("http://example.org/{local}")).into()
    }

    #[test]
    fn all_named_graphs_are_asked_together() {
        check("SELECT ?x { ?x :cites :b }", &[], &["a", "c"]);
    }

    #[test]
    fn a_value_stands_in_patterns_and_in_the_row() {
        check("SELECT ?x ?y { ?x :cites ?y }", &[("x", iri("a"))], &["a b"]);
    }

    #[test]
    fn a_value_need_not_be_in_the_row() {
        check("SELECT ?x { ?x :cites ?y }", &[("y", iri("b"))], &["a", "c"]);
    }

    #[test]
    fn a_value_reaches_filters_subqueries_and_optional_parts() {
        let year = || Literal::from(2025).into();
        check("SELECT ?x { ?x :year ?y FILTER(?y >= ?min) }", &[("min", year())], &["a", "c"]);
        check(
            "SELECT ?x ?n { ?x :cites ?z { SELECT (COUNT(*) AS ?n) { ?a :year ?y FILTER(?y >= ?min) } } }",
            &[("min", year())],
            &["a 2", "c 2"],
        );
        check(
            "SELECT ?x ?t { ?x :cites ?z OPTIONAL { ?x :title ?t FILTER(LANG(?t) = ?lang) } }",
            &[("lang", Literal::from("fr").into())],
            &["a -", "c Acte c"],
        );
        check("SELECT ?x { ?x :year ?y FILTER NOT EXISTS { ?x :cites ?z } }", &[("z", iri("b"))], &["b"]);
    }

    #[test]
    fn a_value_may_be_grouped_by() {
        check("SELECT ?y (COUNT(?x) AS ?n) { ?x :cites ?y } GROUP BY ?y", &[("y", iri("b"))], &["b 2"]);
    }

    #[test]
    fn a_free_parameter_is_not_bound() {
        let query = "SELECT ?x { ?x :cites ?y FILTER(!BOUND(?only) || ?x = ?only) }";
        check(query, &[], &["a", "c"]);
        check(query, &[("only", iri("c"))], &["c"]);
    }

    #[test]
    fn a_value_that_looks_like_sparql_is_only_a_value() {
        let text = "\" } INSERT DATA { <x> <y> <z> } #";
        check(
            "SELECT ?x { ?x :title ?t FILTER(STR(?t) = ?text) }",
            &[("text", Literal::from(text).into())],
            &[],
        );
    }

    #[test]
    fn an_assigned_variable_takes_no_value() {
        let question = Question::parse("test", "SELECT ?x { BIND(1 AS ?x) }").expect("parses");
        let error =
            question.ask(&store(), &[("x".to_owned(), Literal::from(2).into())]).err().expect("refused");
        assert!(error.to_string().contains("?x"), "{error}");
    }

    #[test]
    fn other_services_are_not_called() {
        let error = Question::parse("test", "SELECT * {\n SERVICE <http://example.org/> { ?s ?p ?o } }")
            .expect_err("refused");
        let QuestionError::Syntax(error) = error else { panic!("{error}") };
        assert_eq!((error.line, error.column), (2, 2), "{error}");
    }
}
