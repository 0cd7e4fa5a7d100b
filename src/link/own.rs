//! What the store holds, as things.

use oxigraph::model::{GraphName, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term as Node};
use oxigraph::store::StorageError;

use super::identifier::{self, of_iri};
use super::kind::Kind;
use super::states::States;
use super::thing::{Given, Thing};
use crate::graph::term::Term;
use crate::store::Store;
use crate::store::catalogue::property;

/// Classes of ours, and the kind of thing they are.
const CLASSES: &[(Term, Kind)] = &[
    (Term::Person, Kind::Person),
    (Term::Organization, Kind::Body),
    (Term::PoliticalMovement, Kind::Body),
    (Term::Work, Kind::Act),
    (Term::Treaty, Kind::Treaty),
    (Term::State, Kind::Country),
];

/// All things of these kinds, by IRI, each once, without what linking with `data_set` said of
/// them before: a link must not be its own reason.
pub fn things(
    store: &Store,
    states: &States,
    kinds: &[Kind],
    data_set: &str,
) -> Result<Vec<Thing>, StorageError> {
    let before = store.minter().links_graph(data_set);
    let mut things = std::collections::BTreeMap::new();
    for &(class, kind) in CLASSES.iter().filter(|(_, kind)| kinds.contains(kind)) {
        let class = NamedNodeRef::new_unchecked(class.iri());
        for quad in
            store.oxigraph().quads_for_pattern(None, Some(property(Term::Type)), Some(class.into()), None)
        {
            let Quad { subject: NamedOrBlankNode::NamedNode(subject), .. } = quad? else { continue };
            // Loaded data sets may have the same classes.
            let Some(path) = subject.as_str().strip_prefix(store.minter().base()) else { continue };
            if things.contains_key(&subject) || !is_of(kind, path) {
                continue;
            }
            let thing = describe(store, states, &subject, kind, &before)?;
            things.insert(subject, thing);
        }
    }
    Ok(things.into_values().collect())
}

/// What is local to an act is named nowhere else.
fn is_of(kind: Kind, path: &str) -> bool {
    match kind {
        Kind::Act => path.starts_with("/eli/") && !path.contains("/open/") && !path.contains("/paper/"),
        _ => path.starts_with("/id/"),
    }
}

fn describe(
    store: &Store,
    states: &States,
    iri: &NamedNode,
    kind: Kind,
    before: &str,
) -> Result<Thing, StorageError> {
    let mut thing = Thing::new(iri.as_str(), kind);
    let path = iri.as_str().strip_prefix(store.minter().base()).unwrap_or_default();
    printed(path, &mut thing);
    let by_day = kind == Kind::Act && !thing.days.is_empty();
    let mut titled = std::collections::BTreeSet::new();
    thing.identify(of_iri(iri.as_str()), Given::Register);
    for quad in store.oxigraph().quads_for_pattern(Some(iri.as_ref().into()), None, None, None) {
        let quad = quad?;
        if matches!(&quad.graph_name, GraphName::NamedNode(graph) if graph.as_str() == before) {
            continue;
        }
        let is = |term| quad.predicate.as_ref() == property(term);
        match &quad.object {
            Node::Literal(name)
                // "European Parliament resolution of 20 May 2031" is no title.
                if (is(Term::PrefLabel) || is(Term::AltLabel)) && !by_day
                    || is(Term::ReferredToAs)
                    || is(Term::DctTitle)
                    || is(Term::ShortName) =>
            {
                thing.name(name.value(), name.language());
                titled.extend(act_of(&quad.graph_name).map(str::to_owned));
            }
            Node::NamedNode(other) if is(Term::ExactMatch) || is(Term::SameAs) => {
                thing.identify(of_iri(other.as_str()), Given::Register);
                thing.elsewhere.insert(other.as_str().to_owned());
            }
            Node::Literal(day) if is(Term::Issued) || is(Term::DateDocument) => thing.day(day.value()),
            Node::NamedNode(state) if is(Term::OfState) => {
                let code = state.as_str().rsplit("/id/state/").next().unwrap_or_default();
                thing.states.extend(states.by_name(code).map(str::to_owned));
            }
            _ => {}
        }
    }
    if kind == Kind::Act {
        titles(store, iri, &mut thing)?;
    }
    if by_day {
        let cites = Some(property(Term::HasCitedEntity));
        for quad in store.oxigraph().quads_for_pattern(None, cites, Some(iri.as_ref().into()), None) {
            let quad = quad?;
            thing.is_untitled |= act_of(&quad.graph_name).is_none_or(|it| !titled.contains(it));
        }
    }
    Ok(thing)
}

/// The act that a graph belongs to.
fn act_of(graph: &GraphName) -> Option<&str> {
    match graph {
        GraphName::NamedNode(graph) => Some(graph.as_str().rsplit_once("/g/")?.0),
        _ => None,
    }
}

/// What the IRI itself holds: numbers that a text prints, and the State.
fn printed(path: &str, thing: &mut Thing) {
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    match *parts.as_slice() {
        ["id", "treaty", "cets", number] => thing.identify(identifier::cets(number), Given::Printed),
        ["id", "treaty", "un", reference] => thing.identify(identifier::untc(reference), Given::Printed),
        ["id", "state", code] => thing.identify(identifier::iso(code), Given::Register),
        ["id", "body", state, _] if state.len() == 2 => {
            thing.states.insert(state.to_owned());
        }
        // The State that the act concerns: no nationality.
        ["id", "person" | "org", state, _] => {
            thing.concerns.insert(state.to_owned());
        }
        ["eli", _, _, day] => thing.day(day),
        ["eli", ref act @ ..] => thing.identify(identifier::act(&act.join("/")), Given::Printed),
        _ => {}
    }
}

fn titles(store: &Store, act: &NamedNode, thing: &mut Thing) -> Result<(), StorageError> {
    let inner = store.oxigraph();
    for version in
        inner.quads_for_pattern(None, Some(property(Term::Realizes)), Some(act.as_ref().into()), None)
    {
        let version = version?.subject;
        for quad in inner.quads_for_pattern(Some(version.as_ref()), Some(property(Term::Title)), None, None) {
            if let Node::Literal(title) = quad?.object {
                thing.name(title.value(), title.language());
            }
        }
    }
    Ok(())
}

/// The passage that proves that a text calls the thing so; else the first that names it.
pub fn evidence(store: &Store, thing: &str, name: &str) -> Result<Option<String>, StorageError> {
    let inner = store.oxigraph();
    let thing = NamedNodeRef::new_unchecked(thing);
    let (mut exact, mut first): (Option<String>, Option<String>) = (None, None);
    for quad in inner.quads_for_pattern(None, Some(property(Term::Denotes)), Some(thing.into()), None) {
        let NamedOrBlankNode::NamedNode(mention) = quad?.subject else { continue };
        let least = |held: &Option<String>| held.as_deref().is_none_or(|it| mention.as_str() < it);
        if least(&exact) {
            for quad in inner.quads_for_pattern(
                Some(mention.as_ref().into()),
                Some(property(Term::Exact)),
                None,
                None,
            ) {
                if matches!(quad?.object, Node::Literal(text) if text.value() == name) {
                    exact = Some(mention.as_str().to_owned());
                }
            }
        }
        if least(&first) {
            first = Some(mention.into_string());
        }
    }
    Ok(exact.or(first))
}
