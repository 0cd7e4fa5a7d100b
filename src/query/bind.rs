//! Terms into a parsed query, in place of variables.
//!
//! Every occurrence of the variable becomes the term: in patterns, filters, sub-queries and
//! templates. So a value is seen by the optimizer, and a filter in an `OPTIONAL` part sees
//! it, too. A selected variable stays a column and shows the value.

use std::collections::BTreeMap;

use oxigraph::model::{Literal, Term};
use oxigraph::sparql::Variable;
use spargebra::Query;
use spargebra::algebra::{AggregateExpression, Expression, GraphPattern, OrderExpression};
use spargebra::term::{NamedNodePattern, TermPattern, TriplePattern};

/// Why a value cannot stand where its variable stands.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum BindError {
    #[error("?{0} takes no value: the question itself assigns it")]
    Assigned(String),
    #[error("?{0} stands for a property or a graph, and {1} is no IRI")]
    NotAnIri(String, String),
}

/// The query with these values; values for variables that it does not have are passed over.
pub fn bind(query: &Query, values: &[(String, Term)]) -> Result<Query, BindError> {
    let mut query = query.clone();
    let mut binder = Binder::new(values);
    if !values.is_empty() {
        binder.query(&mut query)?;
    }
    Ok(query)
}

/// Whether answering would ask another server.
pub fn calls_service(query: &Query) -> bool {
    let mut binder = Binder::new(&[]);
    binder.query(&mut query.clone()).expect("no value, so none in a wrong place");
    binder.service
}

struct Binder<'a> {
    values: BTreeMap<&'a str, &'a Term>,
    /// A `SERVICE` was seen.
    service: bool,
}

type Bound = Result<(), BindError>;

impl<'a> Binder<'a> {
    fn new(values: &'a [(String, Term)]) -> Self {
        Self { values: values.iter().map(|(name, term)| (name.as_str(), term)).collect(), service: false }
    }

    fn value(&self, variable: &Variable) -> Option<&'a Term> {
        self.values.get(variable.as_str()).copied()
    }

    fn query(&mut self, query: &mut Query) -> Bound {
        match query {
            Query::Select { pattern, .. } | Query::Describe { pattern, .. } | Query::Ask { pattern, .. } => {
                self.pattern(pattern)
            }
            Query::Construct { template, pattern, .. } => {
                self.pattern(pattern)?;
                template.iter_mut().try_for_each(|it| self.triple(it))
            }
        }
    }

    fn pattern(&mut self, pattern: &mut GraphPattern) -> Bound {
        match pattern {
            GraphPattern::Bgp { patterns } => patterns.iter_mut().try_for_each(|it| self.triple(it)),
            GraphPattern::Path { subject, object, .. } => {
                self.term(subject);
                self.term(object);
                Ok(())
            }
            GraphPattern::Join { left, right }
            | GraphPattern::Lateral { left, right }
            | GraphPattern::Union { left, right }
            | GraphPattern::Minus { left, right } => {
                self.pattern(left)?;
                self.pattern(right)
            }
            GraphPattern::LeftJoin { left, right, expression } => {
                self.pattern(left)?;
                self.pattern(right)?;
                expression.iter_mut().try_for_each(|it| self.expression(it))
            }
            GraphPattern::Filter { expr, inner } => {
                self.pattern(inner)?;
                self.expression(expr)
            }
            GraphPattern::Graph { name, inner } => {
                self.name(name)?;
                self.pattern(inner)
            }
            GraphPattern::Service { name, inner, .. } => {
                self.service = true;
                self.name(name)?;
                self.pattern(inner)
            }
            GraphPattern::Extend { inner, variable, expression } => {
                self.refuse(std::slice::from_ref(variable))?;
                self.pattern(inner)?;
                self.expression(expression)
            }
            GraphPattern::Values { variables, .. } => self.refuse(variables),
            GraphPattern::OrderBy { inner, expression } => {
                self.pattern(inner)?;
                expression.iter_mut().try_for_each(|it| match it {
                    OrderExpression::Asc(it) | OrderExpression::Desc(it) => self.expression(it),
                })
            }
            GraphPattern::Project { inner, variables } => {
                self.pattern(inner)?;
                self.show(inner, variables);
                Ok(())
            }
            GraphPattern::Distinct { inner }
            | GraphPattern::Reduced { inner }
            | GraphPattern::Slice { inner, .. } => self.pattern(inner),
            GraphPattern::Group { inner, variables, aggregates } => {
                self.pattern(inner)?;
                self.show(inner, variables);
                aggregates.iter_mut().try_for_each(|(variable, it)| {
                    self.refuse(std::slice::from_ref(variable))?;
                    match it {
                        AggregateExpression::CountSolutions { .. } => Ok(()),
                        AggregateExpression::FunctionCall { expr, .. } => self.expression(expr),
                    }
                })
            }
        }
    }

    /// A variable that is selected or grouped by has gone from the pattern: it gets its value
    /// back as a column.
    fn show(&self, inner: &mut Box<GraphPattern>, variables: &[Variable]) {
        for variable in variables {
            let Some(value) = self.value(variable) else { continue };
            let mut there = false;
            inner.on_in_scope_variable(|it| there |= it == variable);
            if there {
                continue;
            }
            let pattern = std::mem::replace(inner.as_mut(), GraphPattern::Bgp { patterns: Vec::new() });
            **inner = GraphPattern::Extend {
                inner: Box::new(pattern),
                variable: variable.clone(),
                expression: as_expression(value, variable),
            };
        }
    }

    fn refuse(&self, variables: &[Variable]) -> Bound {
        match variables.iter().find(|it| self.value(it).is_some()) {
            Some(variable) => Err(BindError::Assigned(variable.as_str().to_owned())),
            None => Ok(()),
        }
    }

    fn triple(&self, triple: &mut TriplePattern) -> Bound {
        self.term(&mut triple.subject);
        self.term(&mut triple.object);
        self.name(&mut triple.predicate)
    }

    fn term(&self, term: &mut TermPattern) {
        if let TermPattern::Variable(variable) = term
            && let Some(value) = self.value(variable)
        {
            *term = value.clone().into();
        }
    }

    fn name(&self, name: &mut NamedNodePattern) -> Bound {
        if let NamedNodePattern::Variable(variable) = name
            && let Some(value) = self.value(variable)
        {
            let Term::NamedNode(iri) = value else {
                return Err(BindError::NotAnIri(variable.as_str().to_owned(), value.to_string()));
            };
            *name = iri.clone().into();
        }
        Ok(())
    }

    fn expression(&mut self, expression: &mut Expression) -> Bound {
        match expression {
            Expression::NamedNode(_) | Expression::Literal(_) => Ok(()),
            Expression::Variable(variable) => {
                if let Some(value) = self.value(variable) {
                    *expression = as_expression(value, variable);
                }
                Ok(())
            }
            Expression::Bound(variable) => {
                if self.value(variable).is_some() {
                    *expression = Literal::from(true).into();
                }
                Ok(())
            }
            Expression::Or(a, b)
            | Expression::And(a, b)
            | Expression::Equal(a, b)
            | Expression::SameTerm(a, b)
            | Expression::Greater(a, b)
            | Expression::GreaterOrEqual(a, b)
            | Expression::Less(a, b)
            | Expression::LessOrEqual(a, b)
            | Expression::Add(a, b)
            | Expression::Subtract(a, b)
            | Expression::Multiply(a, b)
            | Expression::Divide(a, b) => {
                self.expression(a)?;
                self.expression(b)
            }
            Expression::UnaryPlus(it) | Expression::UnaryMinus(it) | Expression::Not(it) => {
                self.expression(it)
            }
            Expression::Exists(pattern) => self.pattern(pattern),
            Expression::If(a, b, c) => {
                self.expression(a)?;
                self.expression(b)?;
                self.expression(c)
            }
            Expression::In(it, list) => {
                self.expression(it)?;
                list.iter_mut().try_for_each(|it| self.expression(it))
            }
            Expression::Coalesce(list) | Expression::FunctionCall(_, list) => {
                list.iter_mut().try_for_each(|it| self.expression(it))
            }
        }
    }
}

/// Values are IRIs and literals (see [`super::parameter`]); a blank node means nothing outside
/// its own file, so its variable stays free.
fn as_expression(value: &Term, variable: &Variable) -> Expression {
    match value {
        Term::NamedNode(iri) => iri.clone().into(),
        Term::Literal(literal) => literal.clone().into(),
        _ => variable.clone().into(),
    }
}
