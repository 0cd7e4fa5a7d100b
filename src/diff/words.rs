//! Changes in words: which acts came, changed and went, and in what.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use oxigraph::model::{GraphName, NamedOrBlankNode, Term as Node};

use super::Change;
use crate::forget::sweep::act_of;
use crate::graph::term::Term;
use crate::query::terms;
use crate::text::Language;

/// Gone and come.
pub type Count = (usize, usize);

/// What became of an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    New,
    Changed,
    Gone,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActChange {
    /// Names by language, the new ones where there are new ones.
    pub names: BTreeMap<String, String>,
    pub count: Count,
    /// Whether it has its class (which each act has once) in what goes and comes.
    class: (bool, bool),
    /// By property.
    pub properties: BTreeMap<String, Count>,
}

impl ActChange {
    pub fn fate(&self) -> Fate {
        match self.class {
            (false, true) => Fate::New,
            (true, false) => Fate::Gone,
            (false, false) | (true, true) => Fate::Changed,
        }
    }
}

/// Sums of changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub count: Count,
    /// By IRI.
    pub acts: BTreeMap<String, ActChange>,
    /// Graphs of no act, by name.
    pub others: BTreeMap<String, Count>,
}

impl Summary {
    pub fn of(changes: &[Change]) -> Self {
        let mut it = Self::default();
        changes.iter().for_each(|change| it.add(change));
        it
    }

    pub fn add(&mut self, change: &Change) {
        let comes = matches!(change, Change::Come(_));
        let quad = change.quad();
        let more = |count: &mut Count| if comes { count.1 += 1 } else { count.0 += 1 };
        more(&mut self.count);
        let Some(act) = act_of(&quad.graph_name) else {
            let graph = match &quad.graph_name {
                GraphName::NamedNode(it) => it.as_str().to_owned(),
                GraphName::DefaultGraph => "the default graph".to_owned(),
                other @ GraphName::BlankNode(_) => other.to_string(),
            };
            more(self.others.entry(graph).or_default());
            return;
        };
        let held = self.acts.entry(act.to_owned()).or_default();
        more(&mut held.count);
        more(held.properties.entry(quad.predicate.as_str().to_owned()).or_default());
        let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { return };
        if subject.as_str() != act {
            return;
        }
        match &quad.object {
            Node::NamedNode(class)
                if quad.predicate.as_str() == Term::Type.iri() && class.as_str() == Term::Work.iri() =>
            {
                if comes {
                    held.class.1 = true;
                } else {
                    held.class.0 = true;
                }
            }
            Node::Literal(name) if quad.predicate.as_str() == Term::PrefLabel.iri() => {
                let language = name.language().unwrap_or_default().to_owned();
                if comes || !held.names.contains_key(&language) {
                    held.names.insert(language, name.value().to_owned());
                }
            }
            _ => {}
        }
    }

    pub fn of_fate(&self, fate: Fate) -> impl Iterator<Item = (&String, &ActChange)> {
        self.acts.iter().filter(move |(_, it)| it.fate() == fate)
    }

    pub fn write(&self, language: Language, out: &mut impl Write) -> io::Result<()> {
        if self.count == (0, 0) {
            return writeln!(out, "no difference");
        }
        let fates = [(Fate::New, "new"), (Fate::Changed, "changed"), (Fate::Gone, "gone")];
        for (fate, words) in fates {
            for (iri, act) in self.of_fate(fate) {
                let name = act.names.get(language.tag()).or_else(|| act.names.values().next());
                let name = name.map(|it| format!("{it} ")).unwrap_or_default();
                writeln!(out, "{words}: {name}<{iri}>, {}", told(act.count))?;
                if fate == Fate::Changed {
                    for (property, count) in in_words(&act.properties, language) {
                        writeln!(out, "  {property}: {}", told(count))?;
                    }
                }
            }
        }
        for (graph, count) in &self.others {
            writeln!(out, "{graph}: {}", told(*count))?;
        }
        let acts = |fate| self.of_fate(fate).count();
        writeln!(
            out,
            "{} acts new, {} changed, {} gone; statements: {}",
            acts(Fate::New),
            acts(Fate::Changed),
            acts(Fate::Gone),
            told(self.count)
        )
    }

    pub fn json(&self) -> serde_json::Value {
        let acts = |fate| -> BTreeSet<&String> { self.of_fate(fate).map(|(iri, _)| iri).collect() };
        serde_json::json!({
            "gone": self.count.0,
            "come": self.count.1,
            "acts": {
                "new": acts(Fate::New), "changed": acts(Fate::Changed), "gone": acts(Fate::Gone),
            },
        })
    }
}

/// Two properties may have one name.
fn in_words(properties: &BTreeMap<String, Count>, language: Language) -> BTreeMap<String, Count> {
    let mut named: BTreeMap<String, Count> = BTreeMap::new();
    for (property, (gone, come)) in properties {
        let count = named.entry(terms::words(property, language)).or_default();
        count.0 += gone;
        count.1 += come;
    }
    named
}

fn told((gone, come): Count) -> String {
    match (gone, come) {
        (gone, 0) => format!("{gone} gone"),
        (0, come) => format!("{come} come"),
        (gone, come) => format!("{gone} gone, {come} come"),
    }
}
