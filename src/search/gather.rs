//! What a store holds that can be found: things with their names, and the text of acts.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term as Node};
use oxigraph::store::StorageError;

use super::kind::Kind;
use crate::graph::term::Term;
use crate::lexicon::Lexicon;
use crate::link::published::Reader;
use crate::link::states::States;
use crate::store::Store;
use crate::store::catalogue::property;

/// A thing and all that it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub iri: String,
    pub kind: Kind,
    /// Each once, in order.
    pub names: BTreeSet<String>,
    /// Other forms in which it is cited: `pace res 2025 2616`, `cets 210`.
    pub forms: BTreeSet<String>,
    pub year: Option<String>,
    /// Times it is named, [`MOST`] at most.
    pub weight: u64,
}

/// A paragraph, heading or note in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    pub iri: String,
    pub text: String,
    pub language: Option<String>,
    /// As printed; none of a heading or note.
    pub number: Option<String>,
    /// The demand that it makes.
    pub demand: Option<String>,
}

/// More often than that is often.
const MOST: usize = 1_000;

const CLASSES: [Term; 10] = [
    Term::Work,
    Term::Person,
    Term::State,
    Term::PoliticalMovement,
    Term::Organization,
    Term::Treaty,
    Term::Agreement,
    Term::Programme,
    Term::Post,
    Term::Event,
];

/// Properties whose values are names.
const NAMES: [Term; 7] = [
    Term::Label,
    Term::PrefLabel,
    Term::AltLabel,
    Term::ShortName,
    Term::ReferredToAs,
    Term::DctTitle,
    Term::Title,
];

/// IRIs of our things with their kinds, in order.
pub fn things(store: &Store) -> Result<BTreeMap<String, Kind>, StorageError> {
    let base = store.minter().base();
    let mut things = BTreeMap::new();
    for class in CLASSES {
        let class_iri = NamedNodeRef::new_unchecked(class.iri());
        for quad in
            store.oxigraph().quads_for_pattern(None, Some(property(Term::Type)), Some(class_iri.into()), None)
        {
            let NamedOrBlankNode::NamedNode(subject) = quad?.subject else { continue };
            if let Some(kind) = subject.as_str().strip_prefix(base).and_then(|path| kind(class, path)) {
                things.entry(subject.into_string()).or_insert(kind);
            }
        }
    }
    Ok(things)
}

/// None: of a data set, or local to a text that cites it and said nowhere else.
fn kind(class: Term, path: &str) -> Option<Kind> {
    if path.starts_with("/g/") || path.starts_with("/data/") || path.contains("/open/") {
        return None;
    }
    Some(match class {
        Term::Work if path.starts_with("/eli/") && !path.contains("/paper/") => Kind::Act,
        Term::Work => return None,
        Term::Organization if path.starts_with("/id/body/") => Kind::Body,
        Term::Organization | Term::PoliticalMovement => Kind::Party,
        class => Kind::things().find(|it| it.class() == class)?,
    })
}

/// One of [`things`].
pub fn named(store: &Store, iri: &str, kind: Kind) -> Result<Named, StorageError> {
    let inner = store.oxigraph();
    let node = NamedNodeRef::new_unchecked(iri);
    let mut named = Named {
        iri: iri.to_owned(),
        kind,
        names: BTreeSet::new(),
        forms: BTreeSet::new(),
        year: None,
        weight: 0,
    };
    for quad in inner.quads_for_pattern(Some(node.into()), None, None, None) {
        named.take(&quad?);
    }
    if kind == Kind::Act {
        for version in versions(store, node)? {
            for quad in inner.quads_for_pattern(
                Some(version.as_ref().into()),
                Some(property(Term::Title)),
                None,
                None,
            ) {
                named.take(&quad?);
            }
        }
    }
    if matches!(kind, Kind::Act | Kind::Treaty) {
        let path = iri.strip_prefix(store.minter().base()).unwrap_or_default();
        let path = path.trim_start_matches("/eli/").trim_start_matches("/id/treaty/");
        named.forms.insert(path.replace(['/', '-'], " "));
    }
    for quad in
        inner.quads_for_pattern(None, Some(property(Term::Denotes)), Some(node.into()), None).take(MOST)
    {
        quad?;
        named.weight += 1;
    }
    Ok(named)
}

impl Named {
    fn take(&mut self, quad: &Quad) {
        let Node::Literal(value) = &quad.object else { return };
        let is = |term| quad.predicate.as_ref() == property(term);
        let text = value.value();
        if NAMES.into_iter().any(is) {
            self.names.insert(text.split_whitespace().collect::<Vec<_>>().join(" "));
        } else if is(Term::Notation) || is(Term::Identifier) {
            self.forms.insert(text.to_owned());
        } else if is(Term::YearOf) || is(Term::DateDocument) {
            let year = text.get(..4).filter(|it| it.bytes().all(|b| b.is_ascii_digit()));
            self.year = self.year.take().or(year.map(str::to_owned));
        }
    }
}

/// What others publish, data set by data set, things in order.
pub fn of_others(store: &Store) -> Result<Vec<Named>, StorageError> {
    let prefix = store.minter().data_graph("");
    let mut graphs = BTreeSet::new();
    for graph in store.oxigraph().named_graphs() {
        if let NamedOrBlankNode::NamedNode(graph) = graph?
            && graph.as_str().starts_with(&prefix)
        {
            graphs.insert(graph);
        }
    }
    let mut all = Vec::new();
    if graphs.is_empty() {
        return Ok(all);
    }
    let states = States::new(Lexicon::built_in());
    for graph in graphs {
        let mut reader = Reader::new(&states, None);
        for quad in store.oxigraph().quads_for_pattern(None, None, None, Some(graph.as_ref().into())) {
            reader.take(&quad?);
        }
        all.extend(reader.finish().into_iter().filter(|it| !it.is_concept).map(|thing| Named {
            iri: thing.iri,
            kind: Kind::of_others(thing.kind),
            names: thing.names.into_iter().map(|it| it.text).collect(),
            forms: BTreeSet::new(),
            year: None,
            weight: 0,
        }));
    }
    Ok(all)
}

fn versions(store: &Store, act: NamedNodeRef<'_>) -> Result<BTreeSet<NamedNode>, StorageError> {
    subjects(store, Term::Realizes, act)
}

fn subjects(
    store: &Store,
    predicate: Term,
    object: NamedNodeRef<'_>,
) -> Result<BTreeSet<NamedNode>, StorageError> {
    let mut subjects = BTreeSet::new();
    for quad in store.oxigraph().quads_for_pattern(None, Some(property(predicate)), Some(object.into()), None)
    {
        if let NamedOrBlankNode::NamedNode(subject) = quad?.subject {
            subjects.insert(subject);
        }
    }
    Ok(subjects)
}

/// The text of an act in all its languages, in the order of IRIs. Its titles are among its
/// names and not here.
pub fn passages(store: &Store, act: &str) -> Result<Vec<Passage>, StorageError> {
    let mut passages = Vec::new();
    for version in versions(store, NamedNodeRef::new_unchecked(act))? {
        for part in subjects(store, Term::InExpression, version.as_ref())? {
            passages.extend(passage(store, part)?);
        }
    }
    Ok(passages)
}

fn passage(store: &Store, part: NamedNode) -> Result<Option<Passage>, StorageError> {
    let mut text = None;
    let mut place = None;
    for quad in store.oxigraph().quads_for_pattern(Some(part.as_ref().into()), None, None, None) {
        let quad = quad?;
        match quad.object {
            Node::Literal(words) if quad.predicate.as_ref() == property(Term::Text) => {
                text = Some((words.value().to_owned(), words.language().map(str::to_owned)));
            }
            Node::NamedNode(kind)
                if quad.predicate.as_ref() == property(Term::PartKind)
                    && kind.as_str().ends_with("/title") =>
            {
                return Ok(None);
            }
            Node::NamedNode(paragraph) if quad.predicate.as_ref() == property(Term::Realizes) => {
                place = Some(paragraph);
            }
            _ => {}
        }
    }
    let Some((text, language)) = text else { return Ok(None) };
    let (mut number, mut demand) = (None, None);
    if let Some(place) = place {
        for quad in store.oxigraph().quads_for_pattern(
            Some(place.as_ref().into()),
            Some(property(Term::Number)),
            None,
            None,
        ) {
            if let Node::Literal(it) = quad?.object {
                number = Some(it.value().to_owned());
            }
        }
        let said = subjects(store, Term::StatedIn, place.as_ref())?;
        demand = said.into_iter().map(NamedNode::into_string).find(|it| it.contains("/demand/"));
    }
    Ok(Some(Passage { iri: part.into_string(), text, language, number, demand }))
}
