//! What changed between two graphs: by canonical form, as RDF Patch ([`patch`]) and in words
//! ([`words`]).
//!
//! Two ways to the same answer. [`of`] takes whole graphs in memory, blank nodes and all: each
//! in its canonical form, and a line that both have is no change. [`sorted`] goes along two
//! graphs without blank nodes that come in the order in which we write them, and needs no
//! memory: this is how `publish` finds what changed since last time.

pub mod patch;
pub mod words;

use std::cmp::Ordering;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Quad;

use crate::canonical::{self, CanonicalError, order};

/// A quad that one of the two lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    Gone(Quad),
    Come(Quad),
}

impl Change {
    pub fn quad(&self) -> &Quad {
        match self {
            Self::Gone(quad) | Self::Come(quad) => quad,
        }
    }
}

/// Changes from one graph to another, in the order of our files. Blank nodes are called as in
/// the canonical form of their graph.
pub fn of(old: &[Quad], new: &[Quad]) -> Result<Vec<Change>, CanonicalError> {
    let (old, new) = (canonical(old)?, canonical(new)?);
    let mut changes = Vec::new();
    let (old, new) = (old.into_iter().map(Ok::<_, ()>), new.into_iter().map(Ok));
    sorted(old, new, |change| {
        changes.push(change);
        Ok(())
    })
    .unwrap_or_else(|_| unreachable!("both were sorted"));
    Ok(changes)
}

fn canonical(quads: &[Quad]) -> Result<Vec<Quad>, CanonicalError> {
    let mut lines = Vec::new();
    canonical::write(quads, &mut lines)?;
    let read = RdfParser::from_format(RdfFormat::NQuads).for_slice(&lines);
    let mut quads: Vec<Quad> = read.map(|it| it.expect("what was just written is N-Quads")).collect();
    quads.sort_unstable_by(|a, b| order(&a.as_ref()).cmp(&order(&b.as_ref())));
    Ok(quads)
}

/// Why two graphs could not be gone along.
#[derive(Debug)]
pub enum Unsorted<E> {
    /// One is not in our order.
    Order,
    /// A quad could not be read, or a change not taken.
    Other(E),
}

/// Changes between two graphs that come in the order of our files, each quad once.
pub fn sorted<E>(
    old: impl Iterator<Item = Result<Quad, E>>,
    new: impl Iterator<Item = Result<Quad, E>>,
    mut take: impl FnMut(Change) -> Result<(), E>,
) -> Result<(), Unsorted<E>> {
    let (mut old, mut new) = (Ordered::new(old), Ordered::new(new));
    let (mut left, mut right) = (old.next()?, new.next()?);
    loop {
        let first = match (&left, &right) {
            (None, None) => return Ok(()),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(one), Some(other)) => order(&one.as_ref()).cmp(&order(&other.as_ref())),
        };
        if first != Ordering::Greater
            && let Some(quad) = std::mem::take(&mut left)
        {
            left = old.next()?;
            if first == Ordering::Less {
                take(Change::Gone(quad)).map_err(Unsorted::Other)?;
            }
        }
        if first != Ordering::Less
            && let Some(quad) = std::mem::take(&mut right)
        {
            right = new.next()?;
            if first == Ordering::Greater {
                take(Change::Come(quad)).map_err(Unsorted::Other)?;
            }
        }
    }
}

/// Sees that quads come in order.
struct Ordered<I> {
    quads: I,
    last: Option<Quad>,
}

impl<E, I: Iterator<Item = Result<Quad, E>>> Ordered<I> {
    fn new(quads: I) -> Self {
        Self { quads, last: None }
    }

    fn next(&mut self) -> Result<Option<Quad>, Unsorted<E>> {
        let Some(quad) = self.quads.next() else { return Ok(None) };
        let quad = quad.map_err(Unsorted::Other)?;
        let is_after = |last: &Quad| order(&last.as_ref()) < order(&quad.as_ref());
        if !self.last.as_ref().is_none_or(is_after) {
            return Err(Unsorted::Order);
        }
        self.last = Some(quad.clone());
        Ok(Some(quad))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Quad> {
        RdfParser::from_format(RdfFormat::NQuads).for_slice(text.as_bytes()).map(Result::unwrap).collect()
    }

    fn check(old: &str, new: &str, expected: &[&str]) {
        let changes = of(&read(old), &read(new)).unwrap();
        let found: Vec<String> = changes
            .iter()
            .map(|it| match it {
                Change::Gone(quad) => format!("- {quad}"),
                Change::Come(quad) => format!("+ {quad}"),
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_one_lacks_is_a_change() {
        let (one, two, other) =
            ("<t:a> <t:p> \"1\" <t:g> .\n", "<t:a> <t:p> \"1\"@en <t:g> .\n", "<t:b> <t:p> <t:c> .\n");
        check(&format!("{one}{two}"), &format!("{two}{one}"), &[]);
        check(one, two, &["- <t:a> <t:p> \"1\" <t:g>", "+ <t:a> <t:p> \"1\"@en <t:g>"]);
        check("", &format!("{one}{one}{other}"), &["+ <t:b> <t:p> <t:c>", "+ <t:a> <t:p> \"1\" <t:g>"]);
        check(other, "", &["- <t:b> <t:p> <t:c>"]);
    }

    #[test]
    fn what_blank_nodes_are_called_is_no_change() {
        check("_:x <t:p> _:y .\n_:y <t:q> \"1\" .\n", "_:b <t:q> \"1\" .\n_:a <t:p> _:b .\n", &[]);
    }

    #[test]
    fn quads_out_of_order_are_no_graph_to_go_along() {
        let quads = read("<t:b> <t:p> <t:c> .\n<t:a> <t:p> <t:c> .\n");
        let none = std::iter::empty::<Result<Quad, ()>>();
        let done = sorted(quads.into_iter().map(Ok), none, |_| Ok(()));
        assert!(matches!(done, Err(Unsorted::Order)));
    }
}
