//! `show`: all that the store says about a thing, in words, with where it is said.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;

use clap::Args;
use oxigraph::model::{GraphName, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term as Node};
use serde_json::json;

use super::output::Output;
use super::query::{label, unnamed};
use super::report::Complaint;
use super::{Failure, Global, Outcome};
use crate::graph::term::Term;
use crate::query::names::{self, Kind, NAMES};
use crate::query::parameter::iri;
use crate::query::terms;
use crate::store::Store;
use crate::store::catalogue::property;
use crate::text::Language;

/// Show all that is said about an act, a person, a State, a body, a treaty …
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    hemicycle show 'Resolution 2616 (2025)'\n  \
    hemicycle show Kazakhstan --language it\n  \
    hemicycle show https://hemicycle.example/id/treaty/cets/210")]
pub struct Show {
    /// Name in any language, or IRI
    #[arg(value_name = "THING")]
    thing: String,
}

/// Properties of the graph's own bookkeeping; where a thing is named is told apart.
const SILENT: &[Term] = &[
    Term::Denotes,
    Term::InPart,
    Term::Evidence,
    Term::Subject,
    Term::PredicateTerm,
    Term::ObjectTerm,
    Term::IsPartOf,
    Term::Realizes,
    Term::Embodies,
    Term::InExpression,
    Term::InvolvedWork,
    Term::HasCitingEntity,
    Term::HasCitedEntity,
    Term::EliCitedBy,
    Term::PrintedAt,
    Term::Entry,
    Term::Rule,
    Term::Used,
    Term::WasGeneratedBy,
    Term::InScheme,
    Term::AnnotatedSource,
    Term::AnnotatedTarget,
];

impl Show {
    pub fn run(self, global: &Global, out: &mut Output) -> Result<Outcome, Failure> {
        let store = Store::open(&global.store)?;
        let thing = match iri(&self.thing) {
            Some(iri) => iri,
            None => names::resolve(store.oxigraph(), &self.thing, Kind::Thing).map_err(unnamed)?,
        };
        let page = Page::of(&store, thing.as_ref(), global.language)?;
        if page.says.is_empty() && page.said.is_empty() && page.names.is_empty() {
            let hint = "look for a name: `hemicycle show 'Resolution 2616 (2025)'`";
            let message = format!("nothing in the store about <{}>", thing.as_str());
            return Err(Failure::new(Outcome::NotFound, Complaint::error(message).hint(Some(hint))));
        }
        if global.json {
            super::queries::print_json(&page.json(), out)?
        } else {
            page.write(out)?
        }
        Ok(Outcome::Done)
    }
}

/// What is said, ready to be printed.
struct Page {
    iri: String,
    title: String,
    classes: Vec<String>,
    /// Language tag and name.
    names: Vec<(String, String)>,
    /// Property and values with the acts that say it.
    says: BTreeMap<String, BTreeMap<String, BTreeSet<String>>>,
    /// The same of other things about this one: property and subjects.
    said: BTreeMap<String, BTreeMap<String, BTreeSet<String>>>,
    /// What the act itself declares and asks, in the order of the text.
    speech: Vec<Speech>,
    /// Act, and the paragraphs that name the thing with their spellings.
    named: BTreeMap<String, BTreeMap<String, BTreeSet<String>>>,
}

struct Speech {
    paragraph: String,
    verb: String,
    to: Vec<String>,
    text: String,
}

impl Page {
    fn of(store: &Store, thing: NamedNodeRef<'_>, language: Language) -> Result<Self, Failure> {
        let inner = store.oxigraph();
        let mut page = Self {
            iri: thing.as_str().to_owned(),
            title: label(store, thing, language)?,
            classes: Vec::new(),
            names: Vec::new(),
            says: BTreeMap::new(),
            said: BTreeMap::new(),
            speech: Vec::new(),
            named: BTreeMap::new(),
        };
        for literal in names::labels(inner, thing)? {
            page.names.push((literal.language().unwrap_or("").to_owned(), literal.value().to_owned()));
        }
        for quad in inner.quads_for_pattern(Some(thing.into()), None, None, None) {
            let quad = quad?;
            if quad.predicate.as_ref() == property(Term::Type) {
                if let Node::NamedNode(class) = &quad.object {
                    page.classes.push(terms::words(class.as_str(), language));
                }
            } else if tells(&quad) {
                let value = node(store, &quad.object, language)?;
                let source = act_of(store, &quad, language)?;
                enter(&mut page.says, &quad, value, source, language);
            }
        }
        page.classes.sort();
        page.classes.dedup();
        for quad in inner.quads_for_pattern(None, None, Some(thing.into()), None) {
            let quad = quad?;
            let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { continue };
            if quad.predicate.as_ref() == property(Term::Denotes) {
                page.mention(store, subject.as_ref(), language)?;
            } else if tells(&quad) {
                let value = whole(store, subject.as_ref(), language)?;
                let source = act_of(store, &quad, language)?;
                enter(&mut page.said, &quad, value, source, language);
            }
        }
        page.speech(store, thing, language)?;
        Ok(page)
    }

    fn mention(
        &mut self,
        store: &Store,
        mention: NamedNodeRef<'_>,
        language: Language,
    ) -> Result<(), Failure> {
        let inner = store.oxigraph();
        let Some(part) = store.object(mention, property(Term::InPart))? else { return Ok(()) };
        let (act, place) = split(&part);
        let act = label(store, NamedNode::new_unchecked(act).as_ref(), language)?;
        for quad in inner.quads_for_pattern(Some(mention.into()), Some(property(Term::Exact)), None, None) {
            if let Node::Literal(words) = quad?.object {
                self.named
                    .entry(act.clone())
                    .or_default()
                    .entry(words.value().to_owned())
                    .or_default()
                    .insert(place.clone());
            }
        }
        Ok(())
    }

    /// Speech acts of an act, whose IRIs lie under its own.
    fn speech(&mut self, store: &Store, act: NamedNodeRef<'_>, language: Language) -> Result<(), Failure> {
        let inner = store.oxigraph();
        let graph = NamedNode::new_unchecked(format!("{}/g/statements", act.as_str()));
        let mut found = Vec::new();
        for quad in
            inner.quads_for_pattern(None, Some(property(Term::ActType)), None, Some(graph.as_ref().into()))
        {
            let quad = quad?;
            let NamedOrBlankNode::NamedNode(speech) = &quad.subject else { continue };
            let Some(paragraph) = store.object(speech.as_ref(), property(Term::StatedIn))? else { continue };
            let number = paragraph.rsplit('/').next().unwrap_or_default().to_owned();
            let position = integer(store, &paragraph)?;
            let mut to = BTreeSet::new();
            for quad in inner.quads_for_pattern(
                Some(speech.as_ref().into()),
                Some(property(Term::Addressee)),
                None,
                None,
            ) {
                to.insert(node(store, &quad?.object, language)?);
            }
            let text = text(store, &paragraph, language)?;
            let verb = node(store, &quad.object, language)?;
            found.push((
                position,
                speech.clone(),
                Speech { paragraph: number, verb, to: to.into_iter().collect(), text },
            ));
        }
        found.sort_by(|a, b| (a.0, a.1.as_str()).cmp(&(b.0, b.1.as_str())));
        self.speech = found.into_iter().map(|(_, _, it)| it).collect();
        Ok(())
    }

    fn write(&self, out: &mut Output) -> std::io::Result<()> {
        writeln!(out, "{}", self.title)?;
        writeln!(out, "<{}>", self.iri)?;
        if !self.classes.is_empty() {
            writeln!(out, "{}", self.classes.join(", "))?;
        }
        if self.names.len() > 1 {
            writeln!(out, "\nnames")?;
            for (language, name) in &self.names {
                writeln!(out, "  {language:2} {name}")?;
            }
        }
        facts("says", &self.says, &self.title, out)?;
        facts("is said", &self.said, &self.title, out)?;
        if !self.speech.is_empty() {
            writeln!(out, "\nwhat it declares and asks")?;
            for Speech { paragraph, verb, to, text } in &self.speech {
                let to = if to.is_empty() { String::new() } else { format!(" → {}", to.join(", ")) };
                writeln!(out, "  {paragraph} {verb}{to}")?;
                writeln!(out, "      {}", cut(text))?;
            }
        }
        if !self.named.is_empty() {
            writeln!(out, "\nnamed in")?;
            for (act, words) in &self.named {
                writeln!(out, "  {act}")?;
                for (words, places) in words {
                    let places: Vec<&str> = places.iter().map(String::as_str).collect();
                    writeln!(out, "    “{words}”: {}", places.join(", "))?;
                }
            }
        }
        Ok(())
    }

    fn json(&self) -> serde_json::Value {
        json!({
            "iri": self.iri,
            "label": self.title,
            "classes": self.classes,
            "names": self.names.iter().map(|(language, name)| json!({ "language": language, "name": name })).collect::<Vec<_>>(),
            "says": self.says,
            "said": self.said,
            "speech": self.speech.iter().map(|it| json!({
                "paragraph": it.paragraph, "verb": it.verb, "to": it.to, "text": it.text,
            })).collect::<Vec<_>>(),
            "named": self.named,
        })
    }
}

/// `own` is the page's thing: that an act says something of itself goes without saying.
fn facts(
    head: &str,
    facts: &BTreeMap<String, BTreeMap<String, BTreeSet<String>>>,
    own: &str,
    out: &mut Output,
) -> std::io::Result<()> {
    if facts.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{head}")?;
    for (words, values) in facts {
        writeln!(out, "  {words}")?;
        for (value, sources) in values {
            let others =
                sources.iter().filter(|it| !it.is_empty() && *it != own && !value.contains(it.as_str()));
            let others: Vec<&str> = others.map(String::as_str).collect();
            let itself = sources.contains(own);
            let source = if others.is_empty() || itself {
                String::new()
            } else {
                format!("  [{}]", others.join(", "))
            };
            writeln!(out, "    {}{source}", cut(value))?;
        }
    }
    Ok(())
}

fn enter(
    facts: &mut BTreeMap<String, BTreeMap<String, BTreeSet<String>>>,
    quad: &Quad,
    value: String,
    source: String,
    language: Language,
) {
    let words = terms::words(quad.predicate.as_str(), language);
    facts.entry(words).or_default().entry(value).or_default().insert(source);
}

fn tells(quad: &Quad) -> bool {
    let predicate = quad.predicate.as_ref();
    !SILENT.iter().any(|it| property(*it) == predicate) && !NAMES.contains(&predicate)
}

fn node(store: &Store, node: &Node, language: Language) -> Result<String, Failure> {
    Ok(match node {
        Node::NamedNode(iri) => whole(store, iri.as_ref(), language)?,
        Node::Literal(literal) => literal.value().to_owned(),
        other => other.to_string(),
    })
}

/// A thing's label; a part of an act with the act it is part of.
fn whole(store: &Store, iri: NamedNodeRef<'_>, language: Language) -> Result<String, Failure> {
    let (act, part) = split(iri.as_str());
    let own = label(store, iri, language)?;
    if part.is_empty() {
        return Ok(own);
    }
    let act = label(store, NamedNode::new_unchecked(act).as_ref(), language)?;
    // Speech acts, demands and paragraphs have no label but their place.
    let has_label = !own.contains("://") && !own.starts_with('/');
    Ok(if has_label { format!("{own} ({act})") } else { format!("{act}, {part}") })
}

/// An act and the rest of the path in words: `…/res/2025/2616` and `it 9.2`, `11 calls on`,
/// `demand 11.1`.
fn split(iri: &str) -> (&str, String) {
    let Some(start) = iri.find("/eli/") else { return (iri, String::new()) };
    let path = &iri[start + 5..];
    // {body}/{type}/{year}/{number}
    let Some((end, _)) = path.match_indices('/').nth(3) else { return (iri, String::new()) };
    let act = &iri[..start + 5 + end];
    let part = match path[end + 1..].split('/').collect::<Vec<_>>().as_slice() {
        // {paragraph}-{verb}-{n}
        ["act", name] => match name.rsplit_once('-') {
            Some((name, _)) => name.replace(['-', '_'], " "),
            None => (*name).to_owned(),
        },
        parts => {
            parts.iter().filter(|it| !matches!(**it, "para" | "part")).copied().collect::<Vec<_>>().join(" ")
        }
    };
    (act, part)
}

/// The act whose graph says it; nothing for graphs that are no act's.
fn act_of(store: &Store, quad: &Quad, language: Language) -> Result<String, Failure> {
    let GraphName::NamedNode(graph) = &quad.graph_name else { return Ok(String::new()) };
    match graph.as_str().rsplit_once("/g/") {
        Some((act, _)) if act != store.minter().base() => {
            Ok(label(store, NamedNode::new_unchecked(act).as_ref(), language)?)
        }
        _ => Ok(String::new()),
    }
}

fn integer(store: &Store, paragraph: &str) -> Result<u32, Failure> {
    let paragraph = NamedNode::new_unchecked(paragraph);
    for quad in store.oxigraph().quads_for_pattern(
        Some(paragraph.as_ref().into()),
        Some(property(Term::Position)),
        None,
        None,
    ) {
        if let Node::Literal(position) = quad?.object {
            return Ok(position.value().parse().unwrap_or(u32::MAX));
        }
    }
    Ok(u32::MAX)
}

/// The paragraph's text in `language`, else in the first language that it has.
fn text(store: &Store, paragraph: &str, language: Language) -> Result<String, Failure> {
    let inner = store.oxigraph();
    let paragraph = NamedNode::new_unchecked(paragraph);
    let mut texts = BTreeMap::new();
    for quad in
        inner.quads_for_pattern(None, Some(property(Term::Realizes)), Some(paragraph.as_ref().into()), None)
    {
        for text in
            inner.quads_for_pattern(Some(quad?.subject.as_ref()), Some(property(Term::Text)), None, None)
        {
            if let Node::Literal(text) = text?.object {
                texts.insert(text.language().unwrap_or("").to_owned(), text.value().to_owned());
            }
        }
    }
    let chosen = texts.get(language.tag()).or_else(|| texts.values().next());
    Ok(chosen.cloned().unwrap_or_default())
}

/// Long values are cut for reading; `--json` has them whole.
fn cut(text: &str) -> String {
    const SHOWN: usize = 160;
    match text.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_known_from_its_act() {
        let check = |iri: &str, act: &str, part: &str| assert_eq!(split(iri), (act, part.to_owned()));
        check("b/eli/pace/res/2025/2616/it/para/9.2", "b/eli/pace/res/2025/2616", "it 9.2");
        check("b/eli/pace/res/2025/2616/act/11-calls_on-2", "b/eli/pace/res/2025/2616", "11 calls on");
        check("b/eli/pace/res/2025/2616/demand/11.1", "b/eli/pace/res/2025/2616", "demand 11.1");
        check("b/eli/pace/res/2025/2616", "b/eli/pace/res/2025/2616", "");
        check("b/id/state/kz", "b/id/state/kz", "");
    }
}
