//! Demands that repeat earlier ones: `hc:repeatsDemand` in the graph `derived`.
//!
//! Only between acts one of which cites the other: that is the proof that the later one knows
//! the earlier. A demand repeats another where both ask for the same action, concern the same
//! person, movement, treaty or other thing, and are made to the same addressee; the bodies of
//! a State count as that State, and what is addressed is not what is concerned. Each pair has
//! a node that says what the two share.
//!
//! Where neither tells its action, their words must be half the same in a language that both
//! have. Leaves alone what concerns bodies only: "to review its law" in two acts may be two
//! laws.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{
    GraphName, GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, NamedOrBlankNodeRef, Quad,
    Term as Node,
};
use oxigraph::store::StorageError;

use super::catalogue::property;
use crate::graph::derived;
use crate::graph::iri::{ActGraph, Minter};
use crate::graph::term::Term;
use crate::lexicon::SCHEMES;
use crate::source::Digest;

/// What a demand asks, by IRIs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Demand {
    iri: String,
    actions: BTreeSet<String>,
    things: BTreeSet<String>,
    addressees: BTreeSet<String>,
    /// By language; only where no action is told.
    words: BTreeMap<String, BTreeSet<String>>,
}

/// Share of words that two demands without an action must have in common.
const SAME_WORDS: f64 = 0.5;

type Inner = oxigraph::store::Store;

/// What is to be said of pairs with one of these acts. `is_held`: whether an act was read; of
/// one that is only cited no demand is known.
pub fn of(
    store: &Inner,
    minter: &Minter,
    acts: &BTreeSet<String>,
    is_held: impl Fn(&str) -> bool,
) -> Result<Vec<Quad>, StorageError> {
    let mut pairs = BTreeSet::new();
    for act in acts.iter().filter(|it| is_held(it)) {
        for (term, citing) in [(Term::EliCites, true), (Term::EliCitedBy, false)] {
            let act_node = NamedNodeRef::new_unchecked(act);
            for quad in store.quads_for_pattern(Some(act_node.into()), Some(property(term)), None, None) {
                let Node::NamedNode(other) = quad?.object else { continue };
                if is_held(other.as_str()) {
                    let other = other.into_string();
                    pairs.insert(if citing { (act.clone(), other) } else { (other, act.clone()) });
                }
            }
        }
    }
    let mut known: BTreeMap<String, Vec<Demand>> = BTreeMap::new();
    let mut quads = Vec::new();
    for (citing, cited) in &pairs {
        for act in [citing, cited] {
            if !known.contains_key(act) {
                known.insert(act.clone(), demands(store, act)?);
            }
        }
        for later in &known[citing] {
            for earlier in &known[cited] {
                if let Some(shared) = shared(later, earlier, minter) {
                    say(later, earlier, &shared, minter, &mut quads);
                }
            }
        }
    }
    Ok(quads)
}

/// Says anew what is to be said of these acts, which came, changed or went.
pub fn renew(
    store: &super::Store,
    acts: &BTreeSet<String>,
    held: &BTreeMap<String, super::catalogue::Held>,
) -> Result<(), StorageError> {
    if acts.is_empty() {
        return Ok(());
    }
    let (inner, minter) = (store.oxigraph(), store.minter());
    let gone = said(inner, minter, acts)?;
    let come = of(inner, minter, acts, |act| held.contains_key(act))?;
    let mut change = inner.start_transaction()?;
    gone.iter().for_each(|it| change.remove(it));
    change.extend(&come);
    change.commit()
}

/// What is said now of pairs with one of these acts.
fn said(store: &Inner, minter: &Minter, acts: &BTreeSet<String>) -> Result<Vec<Quad>, StorageError> {
    let graph = derived::graph(minter);
    let graph = Some(GraphNameRef::NamedNode(graph.as_ref()));
    let of_these = |demand: &str| demand.rsplit_once("/demand/").is_some_and(|(act, _)| acts.contains(act));
    let mut said = Vec::new();
    for quad in store.quads_for_pattern(None, Some(property(Term::RepeatsDemand)), None, graph) {
        let quad = quad?;
        let (NamedOrBlankNode::NamedNode(later), Node::NamedNode(earlier)) = (&quad.subject, &quad.object)
        else {
            continue;
        };
        if of_these(later.as_str()) || of_these(earlier.as_str()) {
            let link = NamedNode::new_unchecked(link(minter, later.as_str(), earlier.as_str()));
            for quad in store.quads_for_pattern(Some(link.as_ref().into()), None, None, graph) {
                said.push(quad?);
            }
            said.push(quad);
        }
    }
    Ok(said)
}

fn demands(store: &Inner, act: &str) -> Result<Vec<Demand>, StorageError> {
    let graph = NamedNode::new_unchecked(format!("{act}/g/{}", ActGraph::Statements.name()));
    let graph = Some(GraphNameRef::NamedNode(graph.as_ref()));
    let class = NamedNodeRef::new_unchecked(Term::Demand.iri());
    let mut demands = Vec::new();
    for quad in store.quads_for_pattern(None, Some(property(Term::Type)), Some(class.into()), graph) {
        let NamedOrBlankNode::NamedNode(iri) = quad?.subject else { continue };
        let mut demand = Demand::default();
        let mut place = None;
        for quad in
            store.quads_for_pattern(Some(NamedOrBlankNodeRef::NamedNode(iri.as_ref())), None, None, graph)
        {
            let quad = quad?;
            let Node::NamedNode(object) = quad.object else { continue };
            let is = |term| quad.predicate.as_ref() == property(term);
            if is(Term::ActionType) {
                demand.actions.insert(object.into_string());
            } else if is(Term::Concerns) {
                demand.things.insert(object.into_string());
            } else if is(Term::Addressee) {
                demand.addressees.insert(object.into_string());
            } else if is(Term::StatedIn) {
                place = Some(object);
            }
        }
        if demand.actions.is_empty()
            && let Some(place) = place
        {
            demand.words = words(store, place.as_ref())?;
        }
        demand.iri = iri.into_string();
        demands.push(demand);
    }
    demands.sort_by(|a, b| a.iri.cmp(&b.iri));
    Ok(demands)
}

/// Words of a paragraph in each language.
fn words(store: &Inner, place: NamedNodeRef<'_>) -> Result<BTreeMap<String, BTreeSet<String>>, StorageError> {
    let mut words = BTreeMap::new();
    for version in store.quads_for_pattern(None, Some(property(Term::Realizes)), Some(place.into()), None) {
        let version = version?.subject;
        for quad in store.quads_for_pattern(Some(version.as_ref()), Some(property(Term::Text)), None, None) {
            let Node::Literal(text) = quad?.object else { continue };
            let language = text.language().unwrap_or_default().to_owned();
            let folded = crate::entity::name::fold(text.value());
            // A paragraph of ten pages is no demand that is made again in the same words.
            words.insert(language, folded.into_iter().take(MOST_WORDS).collect());
        }
    }
    Ok(words)
}

const MOST_WORDS: usize = 300;

fn same_words(one: &Demand, other: &Demand) -> bool {
    one.words.iter().any(|(language, words)| {
        let Some(others) = other.words.get(language) else { return false };
        let all = words.union(others).count();
        all > 0 && words.intersection(others).count() as f64 >= SAME_WORDS * all as f64
    })
}

/// What two demands have in common: an action, a thing and an addressee at least.
fn shared(later: &Demand, earlier: &Demand, minter: &Minter) -> Option<Demand> {
    let both =
        |a: &BTreeSet<String>, b: &BTreeSet<String>| a.intersection(b).cloned().collect::<BTreeSet<_>>();
    let actions = both(&later.actions, &earlier.actions);
    let mut things = both(&later.things, &earlier.things);
    let is_body = |it: &str| it.strip_prefix(minter.base()).is_some_and(|it| it.starts_with("/id/body/"));
    things.retain(|it| !later.addressees.contains(it) && state(it, minter).is_none() && !is_body(it));
    let of_state = |it: &String| state(it, minter).unwrap_or(it).to_owned();
    let earlier_addressees: BTreeSet<String> = earlier.addressees.iter().map(of_state).collect();
    let addressees: BTreeSet<String> =
        later.addressees.iter().filter(|it| earlier_addressees.contains(&of_state(it))).cloned().collect();
    if things.is_empty() || addressees.is_empty() {
        return None;
    }
    let untold = later.actions.is_empty() && earlier.actions.is_empty();
    let found = !actions.is_empty() || untold && same_words(later, earlier);
    found.then(|| Demand { actions, things, addressees, ..Demand::default() })
}

/// The country in the IRI of a State or of a State's body.
fn state<'i>(iri: &'i str, minter: &Minter) -> Option<&'i str> {
    let path = iri.strip_prefix(minter.base())?;
    if let Some(country) = path.strip_prefix("/id/state/") {
        return Some(country);
    }
    let (country, _) = path.strip_prefix("/id/body/")?.split_once('/')?;
    (country.len() == 2).then_some(country)
}

fn link(minter: &Minter, later: &str, earlier: &str) -> String {
    minter.link(&Digest::of(format!("{later} {earlier}").as_bytes()))
}

fn say(later: &Demand, earlier: &Demand, shared: &Demand, minter: &Minter, quads: &mut Vec<Quad>) {
    let node = |iri: &str| NamedNode::new_unchecked(iri);
    let graph = GraphName::NamedNode(derived::graph(minter));
    let mut add = |subject: &str, term: Term, object: &str| {
        quads.push(Quad::new(node(subject), property(term), node(object), graph.clone()));
    };
    add(&later.iri, Term::RepeatsDemand, &earlier.iri);
    let link = link(minter, &later.iri, &earlier.iri);
    add(&link, Term::Type, Term::Link.iri());
    add(&link, Term::Subject, &later.iri);
    add(&link, Term::PredicateTerm, Term::RepeatsDemand.iri());
    add(&link, Term::ObjectTerm, &earlier.iri);
    let basis = if shared.actions.is_empty() { "same-words" } else { "same-demand" };
    add(&link, Term::Basis, &format!("{SCHEMES}basis/{basis}"));
    for (term, values) in [
        (Term::ActionType, &shared.actions),
        (Term::Concerns, &shared.things),
        (Term::Addressee, &shared.addressees),
    ] {
        values.iter().for_each(|it| add(&link, term, it));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Action, things and addressees, below the base.
    fn demand(action: &str, things: &[&str], addressees: &[&str]) -> Demand {
        let iris =
            |all: &[&str]| all.iter().map(|it| format!("{}/id/{it}", Minter::default().base())).collect();
        Demand {
            iri: String::new(),
            actions: BTreeSet::from([action.to_owned()]).into_iter().filter(|it| !it.is_empty()).collect(),
            things: iris(things),
            addressees: iris(addressees),
            words: BTreeMap::new(),
        }
    }

    fn check(later: &Demand, earlier: &Demand, expected: bool) {
        assert_eq!(shared(later, earlier, &Minter::default()).is_some(), expected, "{later:?} · {earlier:?}");
    }

    #[test]
    fn the_same_asked_of_a_body_of_the_same_state_is_repeated() {
        let earlier = demand("release", &["person/no/ada-holm"], &["state/no"]);
        check(
            &demand("release", &["person/no/ada-holm", "person/no/bo-lund"], &["body/no/parliament"]),
            &earlier,
            true,
        );
        check(&demand("release", &["person/no/ada-holm"], &["state/no"]), &earlier, true);
    }

    #[test]
    fn another_action_thing_or_addressee_is_another_demand() {
        let earlier = demand("release", &["person/no/ada-holm"], &["state/no"]);
        check(&demand("rehabilitate", &["person/no/ada-holm"], &["state/no"]), &earlier, false);
        check(&demand("release", &["person/no/bo-lund"], &["state/no"]), &earlier, false);
        check(&demand("release", &["person/no/ada-holm"], &["state/se"]), &earlier, false);
        check(&demand("release", &["person/no/ada-holm"], &["body/coe"]), &earlier, false);
    }

    #[test]
    fn without_an_action_the_words_must_be_the_same() {
        let of = |text: &str| {
            let words = crate::entity::name::fold(text).into_iter().collect();
            Demand {
                words: BTreeMap::from([("en".to_owned(), words)]),
                ..demand("", &["org/no/fair-play"], &["state/no"])
            }
        };
        let earlier = of("register the association Fair Play");
        check(&of("register at last the association Fair Play"), &earlier, true);
        check(&of("pay damages to the members of Fair Play whom its courts convicted"), &earlier, false);
    }

    #[test]
    fn what_is_addressed_is_not_what_is_concerned_and_no_action_is_no_action() {
        let earlier = demand("release", &["state/no"], &["state/no"]);
        check(&demand("release", &["state/no"], &["state/no"]), &earlier, false);
        let untold = demand("", &["person/no/ada-holm"], &["state/no"]);
        check(&untold, &untold, false);
    }
}
