//! From a statement to the characters that prove it: `docs/graph.md`, "How any triple is
//! proved".

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term as Node, TermRef};
use oxigraph::store::StorageError;
use serde::Serialize;

use super::names::NAMES;
use crate::graph::term::Term;
use crate::store::Store;
use crate::store::catalogue::property;

/// A statement, with what proves it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Proof {
    /// IRI of the statement itself, where it has one.
    pub statement: Option<String>,
    pub subject: String,
    pub predicate: String,
    /// N-Triples form of an IRI or a literal.
    pub object: String,
    /// Passed on as others' report: concepts of scheme `hedge`.
    pub hedges: Vec<String>,
    /// A reader has to add something.
    pub inferred: bool,
    pub evidence: Vec<Evidence>,
}

/// Words of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Evidence {
    pub file: String,
    /// Code points of the file.
    pub start: u64,
    pub end: u64,
    /// Both from 1; the column counts code points. 0 where the file's lines are not known.
    pub line: u64,
    pub column: u64,
    /// Where the words stood in a file that is no plain text: `page 3`, `#para_5, bytes 120–180`.
    /// Line and column are those of the text as extracted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Language of the version.
    pub language: Option<String>,
    /// Label of the paragraph, or the kind of part and its label.
    pub part: String,
    pub words: String,
    pub rule: Option<String>,
    /// The concept whose label decided.
    pub entry: Option<String>,
    /// Text of the paragraph.
    pub text: Option<String>,
}

/// Terms of a statement; what is `None` may be anything.
#[derive(Clone, Debug, Default)]
pub struct Pattern {
    pub subject: Option<NamedNode>,
    pub predicate: Option<NamedNode>,
    pub object: Option<Node>,
}

type Found<T> = Result<T, StorageError>;

/// Every statement in the store that fits, proved. Unproved ones are left out: there are none
/// but the graph's own bookkeeping.
pub fn statements(store: &Store, pattern: &Pattern) -> Found<Vec<Proof>> {
    let mut proofs = reified(store, pattern)?;
    let known: BTreeSet<(String, String, String)> =
        proofs.iter().map(|it| (it.subject.clone(), it.predicate.clone(), it.object.clone())).collect();
    for quad in store.oxigraph().quads_for_pattern(
        pattern.subject.as_ref().map(|it| it.as_ref().into()),
        pattern.predicate.as_ref().map(NamedNode::as_ref),
        pattern.object.as_ref().map(Node::as_ref),
        None,
    ) {
        let quad = quad?;
        let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { continue };
        let key = (subject.as_str().to_owned(), quad.predicate.as_str().to_owned(), quad.object.to_string());
        if known.contains(&key) {
            continue;
        }
        let evidence = direct(store, subject.as_ref(), &quad)?;
        if !evidence.is_empty() {
            proofs.push(Proof {
                statement: None,
                subject: key.0,
                predicate: key.1,
                object: key.2,
                hedges: Vec::new(),
                inferred: false,
                evidence,
            });
        }
    }
    proofs.sort_by(|a, b| {
        let place = |it: &Proof| it.evidence.first().map(|it| (it.file.clone(), it.start));
        (place(a), &a.subject, &a.predicate, &a.object).cmp(&(place(b), &b.subject, &b.predicate, &b.object))
    });
    Ok(proofs)
}

/// What one IRI stands for: a statement, a speech act, a demand, a citation, a mention, a
/// paragraph; else a thing, by where it is named.
pub fn of_iri(store: &Store, iri: NamedNodeRef<'_>) -> Found<Vec<Proof>> {
    let is_statement = objects(store, iri, Term::Subject)?.into_iter().next().is_some();
    if is_statement {
        return Ok(statement(store, iri)?.into_iter().collect());
    }
    let evidence = own(store, iri)?;
    let evidence = if evidence.is_empty() { denoting(store, iri)? } else { evidence };
    if evidence.is_empty() {
        return Ok(Vec::new());
    }
    let class = objects(store, iri, Term::Type)?.into_iter().next();
    Ok(vec![Proof {
        statement: Some(iri.as_str().to_owned()),
        subject: iri.as_str().to_owned(),
        predicate: Term::Type.iri().to_owned(),
        object: class.map(|it| it.to_string()).unwrap_or_default(),
        hedges: Vec::new(),
        inferred: false,
        evidence,
    }])
}

/// Statements that have an IRI of their own.
fn reified(store: &Store, pattern: &Pattern) -> Found<Vec<Proof>> {
    // By the part that is likeliest to be rare.
    let (property_of, value): (Term, Node) = match (&pattern.subject, &pattern.object, &pattern.predicate) {
        (_, Some(object), _) => (Term::ObjectTerm, object.clone()),
        (Some(subject), None, _) => (Term::Subject, subject.clone().into()),
        (None, None, Some(predicate)) => (Term::PredicateTerm, predicate.clone().into()),
        (None, None, None) => return Ok(Vec::new()),
    };
    let mut proofs = Vec::new();
    let mut seen = BTreeSet::new();
    for quad in
        store.oxigraph().quads_for_pattern(None, Some(property(property_of)), Some(value.as_ref()), None)
    {
        let NamedOrBlankNode::NamedNode(iri) = quad?.subject else { continue };
        if !seen.insert(iri.clone()) {
            continue;
        }
        let Some(proof) = statement(store, iri.as_ref())? else { continue };
        let fits = pattern.subject.as_ref().is_none_or(|it| it.as_str() == proof.subject)
            && pattern.predicate.as_ref().is_none_or(|it| it.as_str() == proof.predicate)
            && pattern.object.as_ref().is_none_or(|it| it.to_string() == proof.object);
        if fits {
            proofs.push(proof);
        }
    }
    Ok(proofs)
}

fn statement(store: &Store, iri: NamedNodeRef<'_>) -> Found<Option<Proof>> {
    let one = |term| -> Found<Option<Node>> { Ok(objects(store, iri, term)?.into_iter().next()) };
    let (Some(Node::NamedNode(subject)), Some(Node::NamedNode(predicate)), Some(object)) =
        (one(Term::Subject)?, one(Term::PredicateTerm)?, one(Term::ObjectTerm)?)
    else {
        return Ok(None);
    };
    Ok(Some(Proof {
        statement: Some(iri.as_str().to_owned()),
        subject: subject.into_string(),
        predicate: predicate.into_string(),
        object: object.to_string(),
        hedges: objects(store, iri, Term::Hedge)?.iter().filter_map(text).collect(),
        inferred: !objects(store, iri, Term::Inferred)?.is_empty(),
        evidence: own(store, iri)?,
    }))
}

/// Evidence of a triple without an `rdf:Statement`.
fn direct(store: &Store, subject: NamedNodeRef<'_>, quad: &Quad) -> Found<Vec<Evidence>> {
    let predicate = quad.predicate.as_ref();
    let object = match &quad.object {
        Node::NamedNode(iri) => Some(iri.as_ref()),
        _ => None,
    };
    if let Some(object) = object {
        // Between acts: by the citations that say it.
        if predicate == property(Term::EliCites) {
            return citations(store, subject, object);
        }
        if predicate == property(Term::EliCitedBy) {
            return citations(store, object, subject);
        }
        if predicate == property(Term::MakesDemand) || predicate == property(Term::HasSubDemand) {
            return own(store, object);
        }
    }
    let found = own(store, subject)?;
    if !found.is_empty() {
        return Ok(found);
    }
    let describes = NAMES.contains(&predicate) || predicate == property(Term::Type);
    if describes || is_link(quad) { denoting(store, subject) } else { Ok(Vec::new()) }
}

fn is_link(quad: &Quad) -> bool {
    quad.graph_name.to_string().ends_with("/g/links>")
}

fn citations(store: &Store, citing: NamedNodeRef<'_>, cited: NamedNodeRef<'_>) -> Found<Vec<Evidence>> {
    let mut evidence = Vec::new();
    for citation in subjects(store, Term::HasCitedEntity, cited.into())? {
        if objects(store, citation.as_ref(), Term::HasCitingEntity)?.contains(&citing.into_owned().into()) {
            evidence.extend(own(store, citation.as_ref())?);
        }
    }
    evidence.sort();
    Ok(evidence)
}

/// What is said to prove this node itself, or where it is printed.
fn own(store: &Store, node: NamedNodeRef<'_>) -> Found<Vec<Evidence>> {
    let rule = objects(store, node, Term::Rule)?.first().and_then(text);
    let entry = objects(store, node, Term::Entry)?.first().and_then(text);
    let mut passages: Vec<Node> = objects(store, node, Term::Evidence)?;
    if passages.is_empty() {
        passages = objects(store, node, Term::PrintedAt)?;
    }
    if passages.is_empty() && node.as_str().contains("#char=") {
        passages.push(node.into_owned().into());
    }
    let mut evidence = Vec::new();
    for passage in passages {
        let Node::NamedNode(passage) = passage else { continue };
        if let Some(mut it) = characters(store, passage.as_ref(), node)? {
            it.rule = rule.clone().or(it.rule);
            it.entry = entry.clone().or(it.entry);
            evidence.push(it);
        }
    }
    evidence.sort();
    evidence.dedup();
    Ok(evidence)
}

/// Every mention of a thing.
fn denoting(store: &Store, thing: NamedNodeRef<'_>) -> Found<Vec<Evidence>> {
    let mut evidence = Vec::new();
    for mention in subjects(store, Term::Denotes, thing.into())? {
        evidence.extend(characters(store, mention.as_ref(), thing)?);
    }
    evidence.sort();
    Ok(evidence)
}

/// `S#char=a,b`, read. What `of` it is: a part that has no passage of its own is its own part.
fn characters(store: &Store, passage: NamedNodeRef<'_>, of: NamedNodeRef<'_>) -> Found<Option<Evidence>> {
    let Some((file, range)) = passage.as_str().split_once("#char=") else { return Ok(None) };
    let Some((start, end)) = range.split_once(',') else { return Ok(None) };
    let (Ok(start), Ok(end)) = (start.parse::<u64>(), end.parse::<u64>()) else { return Ok(None) };
    let source = NamedNodeRef::new_unchecked(file);
    let (line, column) = place(store, source, start)?;
    let part = match objects(store, passage, Term::InPart)?.into_iter().next() {
        Some(Node::NamedNode(part)) => part,
        _ => of.into_owned(),
    };
    let paragraph = objects(store, part.as_ref(), Term::Text)?.into_iter().find_map(|it| match it {
        Node::Literal(text) => Some(text),
        _ => None,
    });
    let words = objects(store, passage, Term::Exact)?.first().and_then(text);
    Ok(Some(Evidence {
        file: store.file_name(source)?.unwrap_or_else(|| file.to_owned()),
        start,
        end,
        line,
        column,
        place: stood(store, passage)?,
        language: paragraph.as_ref().and_then(|it| it.language().map(str::to_owned)),
        part: label(store, part.as_ref())?,
        words: words.or_else(|| paragraph.as_ref().map(|it| it.value().to_owned())).unwrap_or_default(),
        rule: objects(store, passage, Term::Rule)?.first().and_then(text),
        entry: objects(store, passage, Term::Entry)?.first().and_then(text),
        text: paragraph.map(|it| it.value().to_owned()),
    }))
}

/// The labels of a passage's selectors: an element before bytes in it.
fn stood(store: &Store, passage: NamedNodeRef<'_>) -> Found<Option<String>> {
    let mut places = Vec::new();
    for selector in objects(store, passage, Term::HasSelector)? {
        if let Node::NamedNode(selector) = selector {
            places.extend(objects(store, selector.as_ref(), Term::Label)?.first().and_then(text));
        }
    }
    // `#` sorts before letters.
    places.sort();
    Ok((!places.is_empty()).then(|| places.join(", ")))
}

/// Line and column of a code point, both from 1.
fn place(store: &Store, source: NamedNodeRef<'_>, at: u64) -> Found<(u64, u64)> {
    let starts = objects(store, source, Term::LineStarts)?;
    let Some(starts) = starts.first().and_then(text) else { return Ok((0, 0)) };
    let mut place = (0, 0);
    for start in starts.split(' ').filter_map(|it| it.parse::<u64>().ok()).take_while(|it| *it <= at) {
        place = (place.0 + 1, at - start + 1);
    }
    Ok(place)
}

/// `9.2.1` for a paragraph, `footnote fn1` for another part.
fn label(store: &Store, part: NamedNodeRef<'_>) -> Found<String> {
    for paragraph in objects(store, part, Term::Realizes)? {
        if let Node::NamedNode(paragraph) = paragraph
            && let Some(number) = objects(store, paragraph.as_ref(), Term::Number)?.first().and_then(text)
        {
            return Ok(number);
        }
    }
    let last = |iri: &str| iri.rsplit('/').next().unwrap_or(iri).to_owned();
    let kind = objects(store, part, Term::PartKind)?.first().and_then(text).map(|it| last(&it));
    Ok(match kind {
        Some(kind) => format!("{kind} {}", last(part.as_str())),
        None => last(part.as_str()),
    })
}

fn objects(store: &Store, subject: NamedNodeRef<'_>, term: Term) -> Found<Vec<Node>> {
    let quads = store.oxigraph().quads_for_pattern(Some(subject.into()), Some(property(term)), None, None);
    let mut objects: Vec<Node> = quads.map(|quad| quad.map(|it| it.object)).collect::<Found<_>>()?;
    if objects.len() > 1 {
        objects.sort_by_cached_key(ToString::to_string);
    }
    Ok(objects)
}

fn subjects(store: &Store, term: Term, object: TermRef<'_>) -> Found<Vec<NamedNode>> {
    let mut subjects = BTreeMap::new();
    for quad in store.oxigraph().quads_for_pattern(None, Some(property(term)), Some(object), None) {
        if let NamedOrBlankNode::NamedNode(subject) = quad?.subject {
            subjects.insert(subject.as_str().to_owned(), subject);
        }
    }
    Ok(subjects.into_values().collect())
}

fn text(node: &Node) -> Option<String> {
    match node {
        Node::NamedNode(iri) => Some(iri.as_str().to_owned()),
        Node::Literal(literal) => Some(literal.value().to_owned()),
        _ => None,
    }
}
