//! What follows from all acts together: `eli:cites` between acts with its inverse, and one
//! name for each thing and language.
//!
//! Pure: the store gives what it holds and keeps its graph `derived` as the answer says.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use oxigraph::model::{Literal, LiteralRef, NamedNode, NamedNodeRef, Quad};

use super::Map;
use super::iri::Minter;
use super::term::Term;

/// `citations` are pairs of citing act and thing cited, in any order, repeats included: what
/// stands in `cito:hasCitingEntity` and `cito:hasCitedEntity`.
pub fn citations(citations: impl IntoIterator<Item = (NamedNode, NamedNode)>, minter: &Minter) -> Vec<Quad> {
    let graph = graph(minter);
    let pairs: BTreeSet<(String, String)> = citations
        .into_iter()
        .map(|(citing, cited)| (citing.into_string(), cited.into_string()))
        .filter(|(citing, cited)| citing != cited)
        .collect();
    let quad = |subject: &str, predicate: Term, object: &str| {
        Quad::new(
            NamedNode::new_unchecked(subject),
            NamedNodeRef::new_unchecked(predicate.iri()),
            NamedNode::new_unchecked(object),
            graph.clone(),
        )
    };
    pairs
        .iter()
        .flat_map(|(citing, cited)| {
            [quad(citing, Term::EliCites, cited), quad(cited, Term::EliCitedBy, citing)]
        })
        .collect()
}

/// The graph of all that is derived.
pub fn graph(minter: &Minter) -> NamedNode {
    NamedNode::new_unchecked(minter.shared_graph("derived"))
}

/// The name of a thing in `derived`.
pub fn name(thing: &str, name: Literal, minter: &Minter) -> Quad {
    Quad::new(
        NamedNode::new_unchecked(thing),
        NamedNodeRef::new_unchecked(Term::Label.iri()),
        name,
        graph(minter),
    )
}

/// The names that acts and registers prefer for things, and of those in one language the one
/// to show.
///
/// Taking names in is the same in any order and any number of times, so a store may do it
/// act by act.
#[derive(Clone, Debug, Default)]
pub struct Names(Map<String, Vec<Literal>>);

impl Names {
    pub fn add(&mut self, thing: &str, name: LiteralRef<'_>) {
        let Some(names) = self.0.get_mut(thing) else {
            self.0.insert(thing.to_owned(), vec![name.into_owned()]);
            return;
        };
        match names.iter_mut().find(|it| it.language() == name.language()) {
            Some(there) if preference(name) < preference(there.as_ref()) => *there = name.into_owned(),
            Some(_) => {}
            None => names.push(name.into_owned()),
        }
    }

    pub fn of(&self, thing: &str) -> &[Literal] {
        self.0.get(thing).map_or(&[], Vec::as_slice)
    }

    /// By thing.
    pub fn things(&self) -> Vec<(&str, &[Literal])> {
        let mut things: Vec<_> = self.0.iter().map(|(thing, names)| (&**thing, &**names)).collect();
        things.sort_unstable_by_key(|(thing, _)| *thing);
        things
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }
}

/// The least is shown. A word in capitals throughout is a heading's way to print a name, or a
/// clerk's to mark the surname, and letters beyond ASCII are what other printings have lost;
/// then the alphabet decides.
fn preference(name: LiteralRef<'_>) -> (bool, Reverse<usize>, &str) {
    const LONGER_THAN_MOST_ACRONYMS: usize = 5;
    let shouted = name.value().split(|it: char| !it.is_alphabetic()).any(|word| {
        word.chars().count() >= LONGER_THAN_MOST_ACRONYMS && !word.chars().any(char::is_lowercase)
    });
    let letters = name.value().chars().filter(|it| it.is_alphabetic() && !it.is_ascii());
    (shouted, Reverse(letters.count()), name.value())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pairs: &[(&str, &str)], expected: usize) {
        let node = |name: &str| NamedNode::new(format!("https://hemicycle.example/{name}")).unwrap();
        let pairs: Vec<_> = pairs.iter().map(|(a, b)| (node(a), node(b))).collect();
        let quads = citations(pairs.clone(), &Minter::default());
        assert_eq!(quads.len(), expected);
        let turned = citations(pairs.into_iter().rev(), &Minter::default());
        assert_eq!(turned, quads, "order matters");
    }

    #[test]
    fn an_act_cited_twice_is_cited_once() {
        check(&[("a", "b"), ("a", "b")], 2);
        check(&[("a", "c"), ("a", "b"), ("b", "c")], 6);
    }

    #[test]
    fn an_act_does_not_cite_itself() {
        check(&[("a", "a")], 0);
    }

    /// `text@tag` each; the names that are shown, by language.
    fn check_names(given: &[&str], expected: &[&str]) {
        let literal = |it: &str| {
            let (text, tag) = it.split_once('@').unwrap();
            Literal::new_language_tagged_literal_unchecked(text, tag)
        };
        let mut given: Vec<Literal> = given.iter().map(|it| literal(it)).collect();
        for _ in 0..2 {
            let mut names = Names::default();
            // Twice, and turned round the second time.
            for name in given.iter().chain(&given) {
                names.add("thing", name.as_ref());
            }
            let mut shown: Vec<String> = names
                .of("thing")
                .iter()
                .map(|it| format!("{}@{}", it.value(), it.language().unwrap()))
                .collect();
            shown.sort();
            assert_eq!(shown, expected, "of {given:?}");
            given.reverse();
        }
    }

    #[test]
    fn each_language_has_one_name() {
        check_names(&["Bee@en", "Ay@en", "Bé@fr"], &["Ay@en", "Bé@fr"]);
    }

    #[test]
    fn a_name_that_keeps_its_letters_goes_before_one_that_lost_them() {
        check_names(&["Jose Nemec@en", "José Němec@en", "José Nemec@en"], &["José Němec@en"]);
    }

    #[test]
    fn capitals_give_way() {
        check_names(&["THE OPEN WINDOW@en", "The Open Window@en"], &["The Open Window@en"]);
        check_names(&["Ana ÉGALITÉ@fr", "Ana Egalite@fr"], &["Ana Egalite@fr"]);
        check_names(
            &["Co-operation with the OSCE@en", "Co-operation with the Osce@en"],
            &["Co-operation with the OSCE@en"],
        );
        check_names(&["NATO@en"], &["NATO@en"]);
    }
}
