//! Proposals as quads: what is proved in `{b}/g/links/{data set}`, what waits for a person in
//! `{b}/g/curation/{data set}`. Each link is a node of its own that says what speaks for it.

use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term as Node};
use oxigraph::store::StorageError;

use super::own::evidence;
use super::propose::{Claim, Proposal};
use super::thing::Label;
use crate::graph::iri::Minter;
use crate::graph::term::Term;
use crate::lexicon::SCHEMES;
use crate::source::Digest;
use crate::store::Store;

pub fn property(term: Term) -> NamedNodeRef<'static> {
    NamedNodeRef::new_unchecked(term.iri())
}

/// A name as a literal; a tag that is none is left out.
pub fn literal(label: &Label) -> Literal {
    match &label.language {
        Some(tag) => Literal::new_language_tagged_literal(&label.text, tag)
            .unwrap_or_else(|_| Literal::new_simple_literal(&label.text)),
        None => Literal::new_simple_literal(&label.text),
    }
}

/// The predicate of the link itself.
pub const fn predicate(claim: &Claim) -> Term {
    match claim {
        Claim::Same { as_concept: true, .. } => Term::ExactMatch,
        Claim::Same { as_concept: false, .. } => Term::SameAs,
        Claim::Numbered { .. } => Term::IsReplacedBy,
        Claim::Candidate { .. } => Term::CandidateFor,
    }
}

/// IRI of the link between two things.
pub fn link_iri(minter: &Minter, ours: &str, theirs: &str) -> String {
    // A blank is in no IRI, so no two pairs have one text.
    minter.link(&Digest::of(format!("{ours} {theirs}").as_bytes()))
}

/// All quads of a data set's proposals.
pub fn quads(store: &Store, data_set: &str, proposals: &[Proposal]) -> Result<Vec<Quad>, StorageError> {
    let minter = store.minter();
    let links = NamedNode::new_unchecked(minter.links_graph(data_set));
    let candidates = NamedNode::new_unchecked(minter.candidates_graph(data_set));
    let source = NamedNode::new_unchecked(minter.data_set(data_set));
    let mut quads = Vec::new();
    for it in proposals {
        let graph = match it.claim {
            Claim::Same { .. } | Claim::Numbered { .. } => &links,
            Claim::Candidate { .. } => &candidates,
        };
        let ours = NamedNode::new_unchecked(it.ours.as_str());
        let theirs = NamedNode::new_unchecked(it.theirs.as_str());
        let link = NamedNode::new_unchecked(link_iri(minter, &it.ours, &it.theirs));
        let mut add = |subject: &NamedNode, term: Term, object: Node| {
            quads.push(Quad::new(
                subject.clone(),
                property(term),
                object,
                GraphName::NamedNode(graph.clone()),
            ));
        };
        let predicate = predicate(&it.claim);
        add(&ours, predicate, theirs.clone().into());
        if let Claim::Numbered { number, .. } = &it.claim {
            add(&ours, Term::Number, Literal::new_simple_literal(number).into());
        }
        add(&link, Term::Type, property(Term::Link).into_owned().into());
        add(&link, Term::Subject, ours.into());
        add(&link, Term::PredicateTerm, property(predicate).into_owned().into());
        add(&link, Term::ObjectTerm, theirs.into());
        let basis = format!("{SCHEMES}basis/{}", it.basis.code());
        add(&link, Term::Basis, NamedNode::new_unchecked(basis).into());
        add(&link, Term::DctSource, source.clone().into());
        match &it.claim {
            Claim::Same { identifier, .. } => {
                add(&link, Term::SharedIdentifier, Literal::new_simple_literal(identifier).into());
            }
            Claim::Candidate { score } | Claim::Numbered { score, .. } => {
                let decimal = NamedNodeRef::new_unchecked(Term::Decimal.iri());
                add(&link, Term::Score, Literal::new_typed_literal(format!("{score:.3}"), decimal).into());
            }
        }
        for (term, name) in [(Term::OwnName, &it.our_name), (Term::OtherName, &it.their_name)] {
            if let Some(name) = name {
                add(&link, term, literal(name).into());
            }
        }
        let name = it.our_name.as_ref().map_or("", |it| it.text.as_str());
        if let Some(mention) = evidence(store, &it.ours, name)? {
            add(&link, Term::Evidence, NamedNode::new_unchecked(mention).into());
        }
    }
    Ok(quads)
}
