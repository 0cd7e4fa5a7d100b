//! An act as one tree of JSON: for web developers, who need no RDF to read it.
//!
//! Framed JSON-LD, as the [Framing] document has it by default: named graphs are merged, and each
//! thing stands once, in the place where a reader looks for it, an object within an object:
//! paragraphs under the act, their versions, speech acts and passages under them, demands under
//! speech acts, citations and activities under the act, whom they name where they name them.
//! Elsewhere it is its `id`. What nothing leads to from the act is under `others`. Everything has
//! its `name` where one is known, which the context tells readers of RDF to pass over: they read
//! exactly the triples that were given (tested).
//!
//! [Framing]: https://www.w3.org/TR/json-ld11-framing/

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};

use oxigraph::model::{NamedNodeRef, NamedOrBlankNodeRef, Quad, TermRef, TripleRef};
use oxigraph::store::StorageError;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value, json};

use super::json_ld::{self, Context, class, is_class, one_or_many, values_of, way_back};
use super::table::Names;
use crate::canonical::order;
use crate::graph::term::Term;
use crate::store::Store;
use crate::store::catalogue::graphs;

/// Along or against the property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    There,
    Back,
}

/// Ways from a thing to those that stand under it, the best first. A thing stands where the best
/// of all ways to it comes from; of equal ones, where the first comes from in reading order.
const WAYS: [(Term, Way); 14] = [
    (Term::IsPartOf, Way::Back),
    (Term::Realizes, Way::Back),
    (Term::MakesDemand, Way::There),
    (Term::HasSubDemand, Way::There),
    (Term::HasCitingEntity, Way::Back),
    (Term::HasCitedEntity, Way::There),
    (Term::InvolvedWork, Way::Back),
    (Term::HadParticipation, Way::There),
    (Term::StatedIn, Way::Back),
    (Term::Embodies, Way::Back),
    (Term::InExpression, Way::Back),
    (Term::InPart, Way::Back),
    // Here stands every other property.
    (Term::Denotes, Way::There),
    (Term::Subject, Way::Back),
];

/// Where in [`WAYS`] the others are.
const OTHERS: usize = 12;

/// Readers of JSON give up on objects nested deeper than about a hundred; each level is two.
const DEEPEST: usize = 24;

fn rank(property: NamedNodeRef<'_>, way: Way) -> Option<usize> {
    let at = WAYS.iter().position(|(term, it)| *it == way && term.iri() == property.as_str());
    match (at, way) {
        (Some(at), _) => Some(at + usize::from(at >= OTHERS)),
        (None, Way::There) => Some(OTHERS),
        (None, Way::Back) => None,
    }
}

/// A way that may be taken.
#[derive(Clone, Copy)]
struct Edge {
    rank: usize,
    way: Way,
    /// Index of the triple.
    triple: usize,
    /// Index of the thing that it leads to.
    to: usize,
}

struct Tree<'q> {
    triples: Vec<TripleRef<'q>>,
    /// The triples of each thing, sorted by its name.
    things: Vec<std::ops::Range<usize>>,
    edges: Vec<Vec<Edge>>,
    /// Rank of the best way to each thing.
    best: Vec<usize>,
    /// How deep a thing stands, once it stands.
    depth: Vec<Option<usize>>,
    /// The ways taken from each thing.
    under: Vec<Vec<Edge>>,
    /// The triple that is told by a way back, where a thing stands by one.
    told: Vec<Option<usize>>,
    /// Things that stand, in reading order.
    standing: Vec<usize>,
}

/// The act `root` as a JSON object, without its context. `names` by IRI; the order of `quads`
/// does not matter.
pub fn tree(quads: &[Quad], root: NamedNodeRef<'_>, names: &BTreeMap<String, String>) -> Value {
    let mut tree = Tree::new(quads);
    let is_root = |it: &std::ops::Range<usize>| tree.triples[it.start].subject == root.into();
    let root_at = tree.things.iter().position(is_root);
    if let Some(at) = root_at {
        tree.stand(at, 0);
        tree.grow(at, true);
        tree.grow_all(0);
    }
    let mut others = Vec::new();
    for to_nothing in [true, false] {
        for at in 0..tree.things.len() {
            if tree.depth[at].is_none() && (!to_nothing || tree.best[at] == usize::MAX) {
                others.push(at);
                let before = tree.standing.len();
                tree.stand(at, 1);
                tree.grow(at, true);
                tree.grow_all(before);
            }
        }
    }
    let mut object = match root_at {
        Some(at) => tree.object(at, names),
        None => reference(root.as_str(), names),
    };
    if let Value::Object(object) = &mut object
        && !others.is_empty()
    {
        let others = others.into_iter().map(|at| tree.object(at, names)).collect();
        object.insert("others".to_owned(), others);
    }
    object
}

/// An act of the store.
pub fn of_act(store: &Store, act: NamedNodeRef<'_>, names: &mut Names<'_>) -> Result<Value, StorageError> {
    let mut quads = Vec::new();
    let mut named = BTreeMap::new();
    for graph in graphs(act.as_str()) {
        for quad in store.oxigraph().quads_for_pattern(None, None, None, Some(graph.as_ref().into())) {
            quads.push(quad?);
        }
    }
    for quad in &quads {
        let things = [quad.subject.as_ref().into(), quad.object.as_ref()];
        for thing in things {
            let TermRef::NamedNode(thing) = thing else { continue };
            if !named.contains_key(thing.as_str()) {
                let name = names.known(thing)?;
                named.insert(thing.as_str().to_owned(), name);
            }
        }
    }
    let named = named.into_iter().filter_map(|(thing, name)| Some((thing, name?))).collect();
    Ok(tree(&quads, act, &named))
}

/// One document: the tree itself, or a list of them.
pub fn write(mut trees: Vec<Value>, context: Context, mut out: impl Write) -> io::Result<()> {
    let mut document = match (trees.len(), trees.pop()) {
        (1, Some(tree)) => tree,
        (_, last) => json!({ "@graph": trees.into_iter().chain(last).collect::<Value>() }),
    };
    document["@context"] = json_ld::context(context);
    let formatter = serde_json::ser::PrettyFormatter::with_indent(b" ");
    Readable(&document).serialize(&mut serde_json::Serializer::with_formatter(&mut out, formatter))?;
    out.write_all(b"\n")?;
    out.flush()
}

impl<'q> Tree<'q> {
    fn new(quads: &'q [Quad]) -> Self {
        let mut triples: Vec<TripleRef<'q>> = quads.iter().map(|it| TripleRef::from(it.as_ref())).collect();
        triples.sort_unstable_by(|a, b| {
            let graph = oxigraph::model::GraphNameRef::DefaultGraph;
            order(&a.in_graph(graph)).cmp(&order(&b.in_graph(graph)))
        });
        triples.dedup();
        let mut things = Vec::new();
        let mut index: HashMap<NamedOrBlankNodeRef<'q>, usize> = HashMap::new();
        let mut start = 0;
        for of_thing in triples.chunk_by(|a, b| a.subject == b.subject) {
            index.insert(of_thing[0].subject, things.len());
            things.push(start..start + of_thing.len());
            start += of_thing.len();
        }
        let count = things.len();
        let mut tree = Self {
            triples,
            things,
            edges: vec![Vec::new(); count],
            best: vec![usize::MAX; count],
            depth: vec![None; count],
            under: vec![Vec::new(); count],
            told: vec![None; count],
            standing: Vec::with_capacity(count),
        };
        for at in 0..count {
            for triple in tree.things[at].clone() {
                let it = tree.triples[triple];
                let object = match it.object {
                    TermRef::NamedNode(node) => index.get(&node.into()),
                    TermRef::BlankNode(node) => index.get(&node.into()),
                    TermRef::Literal(_) => None,
                };
                let Some(&object) = object.filter(|it| **it != at) else { continue };
                for (from, to, way) in [(at, object, Way::There), (object, at, Way::Back)] {
                    let Some(rank) = rank(it.predicate, way) else { continue };
                    tree.edges[from].push(Edge { rank, way, triple, to });
                    tree.best[to] = tree.best[to].min(rank);
                }
            }
        }
        let places: Vec<_> = (0..count).map(|at| tree.place(at)).collect();
        for edges in &mut tree.edges {
            edges.sort_by(|a, b| (a.rank, &places[a.to]).cmp(&(b.rank, &places[b.to])));
        }
        tree
    }

    /// Where a thing comes in reading order among those beside it: by its position, then by its
    /// name, numbers by their value.
    fn place(&self, at: usize) -> (u64, String) {
        let position = self.triples[self.things[at].clone()].iter().find_map(|it| match it.object {
            TermRef::Literal(number) if it.predicate.as_str() == Term::Position.iri() => {
                number.value().parse().ok()
            }
            _ => None,
        });
        let name = match self.triples[self.things[at].start].subject {
            NamedOrBlankNodeRef::NamedNode(it) => it.as_str(),
            NamedOrBlankNodeRef::BlankNode(it) => it.as_str(),
        };
        let mut place = String::new();
        for run in name.as_bytes().chunk_by(|a, b| a.is_ascii_digit() == b.is_ascii_digit()) {
            if run[0].is_ascii_digit() {
                // The longer number is the greater.
                place.push(char::from_u32(run.len() as u32).unwrap_or(char::MAX));
            }
            place.push_str(&String::from_utf8_lossy(run));
        }
        (position.unwrap_or(u64::MAX), place)
    }

    fn stand(&mut self, at: usize, depth: usize) {
        self.depth[at] = Some(depth);
        self.standing.push(at);
    }

    /// What stands under a thing, and under that. `best`: only by the best of all ways.
    fn grow(&mut self, at: usize, best: bool) {
        let depth = self.depth[at].expect("it stands") + 1;
        if depth > DEEPEST {
            return;
        }
        for n in 0..self.edges[at].len() {
            let edge = self.edges[at][n];
            if self.depth[edge.to].is_some() || best && edge.rank != self.best[edge.to] {
                continue;
            }
            self.under[at].push(edge);
            if edge.way == Way::Back {
                self.told[edge.to] = Some(edge.triple);
            }
            self.stand(edge.to, depth);
            self.grow(edge.to, true);
        }
    }

    /// What the best ways did not reach, by any way.
    fn grow_all(&mut self, from: usize) {
        let mut n = from;
        while let Some(&at) = self.standing.get(n) {
            self.grow(at, false);
            n += 1;
        }
    }

    fn object(&self, at: usize, names: &BTreeMap<String, String>) -> Value {
        let triples = self.things[at].clone();
        let id = match self.triples[triples.start].subject {
            NamedOrBlankNodeRef::NamedNode(it) => it.as_str().to_owned(),
            NamedOrBlankNodeRef::BlankNode(it) => it.to_string(),
        };
        let mut object = Map::new();
        if let Some(name) = names.get(&id) {
            object.insert("name".to_owned(), Value::from(name.as_str()));
        }
        object.insert("id".to_owned(), Value::from(id));
        let rest: Vec<usize> = triples.filter(|it| self.told[at] != Some(*it)).collect();
        for some in rest.chunk_by(|a, b| self.triples[*a].predicate == self.triples[*b].predicate) {
            let predicate = self.triples[some[0]].predicate;
            let values = some.iter().map(|it| self.triples[*it].object);
            if is_class(predicate, values.clone()) {
                object.insert("type".to_owned(), one_or_many(values.map(class)));
                continue;
            }
            let there = |it: &&Edge| it.way == Way::There && some.binary_search(&it.triple).is_ok();
            let nested: Vec<usize> = self.under[at].iter().filter(there).map(|it| it.to).collect();
            let (key, value) = values_of(predicate, values, |id, _| {
                match nested.iter().find(|it| self.is_called(**it, id)) {
                    Some(&under) => self.object(under, names),
                    None => reference(id, names),
                }
            });
            object.insert(key, value);
        }
        for edge in self.under[at].iter().filter(|it| it.way == Way::Back) {
            let key = way_back(self.triples[edge.triple].predicate.as_str());
            let key = key.expect("each way back has its key: tested");
            let list = object.entry(key).or_insert_with(|| Value::Array(Vec::new()));
            if let Value::Array(list) = list {
                list.push(self.object(edge.to, names));
            }
        }
        Value::Object(object)
    }

    fn is_called(&self, at: usize, id: &str) -> bool {
        match self.triples[self.things[at].start].subject {
            NamedOrBlankNodeRef::NamedNode(it) => it.as_str() == id,
            NamedOrBlankNodeRef::BlankNode(it) => id.strip_prefix("_:") == Some(it.as_str()),
        }
    }
}

fn reference(id: &str, names: &BTreeMap<String, String>) -> Value {
    match names.get(id) {
        Some(name) => json!({ "id": id, "name": name }),
        None => json!({ "id": id }),
    }
}

/// Objects with what they are first, and lists of other objects last.
struct Readable<'v>(&'v Value);

impl Serialize for Readable<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Array(values) => serializer.collect_seq(values.iter().map(Readable)),
            Value::Object(object) => {
                let mut entries: Vec<(&String, &Value)> = object.iter().collect();
                entries.sort_by_key(|(key, value)| match (key.as_str(), value) {
                    ("@context", _) => 0,
                    ("id", _) => 1,
                    ("type", _) => 2,
                    ("name", _) => 3,
                    ("others", _) => 7,
                    (_, Value::Array(values)) if values.iter().any(Value::is_object) => 6,
                    (_, Value::Object(_)) => 5,
                    _ => 4,
                });
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    map.serialize_entry(key, &Readable(value))?;
                }
                map.end()
            }
            other => other.serialize(serializer),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use oxigraph::io::{RdfFormat, RdfParser};

    use super::super::Format;
    use super::super::convert::{Reading, read};
    use super::*;

    const PREFIXES: &str = "@prefix eli: <http://data.europa.eu/eli/ontology#> . \
        @prefix hc: <https://w3id.org/hemicycle/def#> . @prefix cito: <http://purl.org/spar/cito/> . \
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix foaf: <http://xmlns.com/foaf/0.1/> . \
        @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix t: <t:> . ";

    fn quads(turtle: &str) -> Vec<Quad> {
        let text = format!("{PREFIXES}{turtle}");
        RdfParser::from_format(RdfFormat::TriG).for_slice(text.as_bytes()).map(Result::unwrap).collect()
    }

    fn triples(quads: impl Iterator<Item = Quad>) -> BTreeSet<String> {
        quads.map(|it| TripleRef::from(it.as_ref()).to_string()).collect()
    }

    /// The tree of `t:a`, after it was seen that it says what was given.
    fn check(turtle: &str) -> Value {
        let quads = quads(turtle);
        let names = BTreeMap::from([("t:person".to_owned(), "Name".to_owned())]);
        let tree = tree(&quads, NamedNodeRef::new_unchecked("t:a"), &names);
        for context in [Context::Inline, Context::Address] {
            let mut out = Vec::new();
            write(vec![tree.clone()], context, &mut out).unwrap();
            let back = read(&out[..], Format::JsonLd, Reading::default()).unwrap().map(Result::unwrap);
            assert_eq!(triples(back), triples(quads.iter().cloned()), "{}", String::from_utf8_lossy(&out));
        }
        tree
    }

    #[test]
    fn each_thing_stands_where_a_reader_looks_for_it() {
        let tree = check(
            "t:a a eli:Work . t:p2 eli:is_part_of t:a ; hc:position 2 . t:p1 eli:is_part_of t:a ; hc:position 1 .
             t:p1.1 eli:is_part_of t:p1 . t:text eli:realizes t:p1.1 ; hc:text 'Bonjour'@fr .
             t:says a hc:SpeechAct ; hc:statedIn t:p1 ; hc:makesDemand t:d ; hc:concerns t:person , t:state .
             t:d a hc:Demand ; hc:statedIn t:p1.1 ; hc:hasSubDemand t:dd ; hc:addressee t:person .
             t:person a foaf:Person ; skos:prefLabel 'X'@en , 'Y'@en . t:dd a hc:Demand .
             t:c cito:hasCitingEntity t:a ; cito:hasCitedEntity t:other . t:other eli:number '7' .",
        );
        let parts = &tree["parts"];
        assert_eq!((parts[0]["id"].as_str(), parts[1]["id"].as_str()), (Some("t:p1"), Some("t:p2")));
        assert_eq!(parts[0]["parts"][0]["versions"][0]["text"]["fr"], "Bonjour");
        let says = &parts[0]["saidHere"][0];
        assert_eq!(says["makesDemand"][0]["hasSubDemand"][0]["id"], "t:dd");
        let person = json!({ "id": "t:person", "name": "Name" });
        assert_eq!(says["makesDemand"][0]["addressee"][0]["prefLabel"], json!({ "en": ["X", "Y"] }));
        assert_eq!(says["concerns"], json!([person, { "id": "t:state" }]));
        assert_eq!(tree["citations"][0]["hasCitedEntity"]["number"], "7");
        assert_eq!(tree.get("others"), None);
    }

    #[test]
    fn what_nothing_leads_to_is_told_all_the_same() {
        let tree = check(
            "t:a a eli:Work ; t:self t:a . t:n t:of t:m . t:m t:of t:n . t:z t:to t:a .
             t:g { t:a a eli:Work . t:l rdf:type 'no class' . _:b t:p _:c . _:c skos:prefLabel 'plain' , 'x'@en . }",
        );
        assert_eq!(tree["others"].as_array().unwrap().len(), 4, "{tree}");
        check("t:b t:p 1 , 1.0 , '1' , 'a'@en , '2027'^^<http://www.w3.org/2001/XMLSchema#gYear> .");
        check("");
    }

    #[test]
    fn a_circle_and_a_thing_under_two_stand_once() {
        check("t:p1 eli:is_part_of t:a , t:p2 . t:p2 eli:is_part_of t:p1 , t:a ; hc:statedIn t:a , t:p1 .");
        check("t:d hc:hasSubDemand t:e . t:e hc:hasSubDemand t:d . t:e hc:statedIn t:a . t:a t:p t:a .");
    }

    #[test]
    fn what_lies_too_deep_stands_aside() {
        let chain: String =
            (0..300).map(|n| format!("t:d{} eli:is_part_of t:d{n} . ", n + 1)).collect::<String>();
        check(&format!("t:d0 eli:is_part_of t:a . {chain}"));
    }

    #[test]
    fn every_way_back_has_its_key() {
        for (term, way) in WAYS {
            assert_eq!(way_back(term.iri()).is_some(), way == Way::Back, "{term:?}");
        }
    }
}
