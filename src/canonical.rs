//! Canonical form and hash of quads (RDFC-1.0): the identity of a build.
//!
//! The algorithm is sophia's; here oxigraph's terms are shown to it as its own. Our graphs
//! have no blank nodes, but what users load beside them may.

use std::collections::{BTreeMap, HashSet};
use std::convert::Infallible;
use std::hash::{Hash, Hasher};
use std::io;

use oxigraph::model::{GraphNameRef, NamedOrBlankNodeRef, Quad, QuadRef, TermRef};
use sha2::{Digest as _, Sha256, Sha384};
use sophia_api::MownStr;
use sophia_api::dataset::{DResult, Dataset, SetDataset};
use sophia_api::quad::Spog;
use sophia_api::term::{BnodeId, IriRef, LanguageTag, Term, TermKind};
use sophia_c14n::C14nError;
use sophia_c14n::hash::{Sha256 as C14nSha256, Sha384 as C14nSha384};
use sophia_c14n::rdfc10::{normalize_with, relabel_with};

use crate::source::{Digest, hexadecimal};

/// Why there is no canonical form.
#[derive(Debug, thiserror::Error)]
pub enum CanonicalError {
    /// So many blank nodes that look alike that telling them apart would take for ever.
    #[error("blank nodes cannot be told apart: {0}")]
    Poisonous(String),
    #[error("cannot write the canonical form")]
    Io(#[source] io::Error),
}

/// What tells blank nodes apart, and makes the hash.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Algorithm {
    #[default]
    Sha256,
    Sha384,
}

/// How many blank nodes that look alike are tried in every order: 720 orders.
const PERMUTATIONS: usize = 6;
/// How far from a blank node others are looked at. sophia goes down by calling itself, and each
/// step costs what the way to it is long: a ring of ten thousand nodes would take all stack.
const DEPTH: f32 = 200.0;

/// Canonical N-Quads: sorted, each quad once, blank nodes renamed.
pub fn write(quads: &[Quad], out: impl io::Write) -> Result<(), CanonicalError> {
    write_by(Algorithm::Sha256, quads, out)
}

/// The same, blank nodes told apart by another function.
pub fn write_by(algorithm: Algorithm, quads: &[Quad], out: impl io::Write) -> Result<(), CanonicalError> {
    let quads = distinct(quads);
    let depth = depth(&quads);
    match algorithm {
        Algorithm::Sha256 => normalize_with::<C14nSha256, _, _>(&quads, out, depth, PERMUTATIONS),
        Algorithm::Sha384 => normalize_with::<C14nSha384, _, _>(&quads, out, depth, PERMUTATIONS),
    }
    .map_err(refusal)
}

/// What blank nodes are called in the canonical form, by their label.
pub fn labels(algorithm: Algorithm, quads: &[Quad]) -> Result<BTreeMap<String, String>, CanonicalError> {
    let quads = distinct(quads);
    let depth = depth(&quads);
    let labels = match algorithm {
        Algorithm::Sha256 => relabel_with::<C14nSha256, _>(&quads, depth, PERMUTATIONS),
        Algorithm::Sha384 => relabel_with::<C14nSha384, _>(&quads, depth, PERMUTATIONS),
    };
    let (_, labels) = labels.map_err(refusal)?;
    Ok(labels
        .into_iter()
        .map(|(label, canonical)| (label.to_string(), canonical.as_str().to_owned()))
        .collect())
}

fn refusal(error: C14nError<Infallible>) -> CanonicalError {
    match error {
        C14nError::Io(error) => CanonicalError::Io(error),
        error => CanonicalError::Poisonous(error.to_string()),
    }
}

/// [`DEPTH`] as sophia wants it: a share of the number of blank nodes.
fn depth(quads: &Quads<'_>) -> f32 {
    let mut blank = HashSet::new();
    for quad in &quads.0 {
        if let NamedOrBlankNodeRef::BlankNode(it) = quad.subject {
            blank.insert(it);
        }
        if let TermRef::BlankNode(it) = quad.object {
            blank.insert(it);
        }
        if let GraphNameRef::BlankNode(it) = quad.graph_name {
            blank.insert(it);
        }
    }
    (DEPTH / blank.len().max(1) as f32).min(1.0)
}

fn distinct(quads: &[Quad]) -> Quads<'_> {
    let mut distinct: Vec<QuadRef<'_>> = quads.iter().map(Quad::as_ref).collect();
    // In the order of their lines, which is nearly always the answer's: sorting what is sorted
    // costs sophia, who writes both lines for each comparison, one pass instead of twenty.
    distinct.sort_by_cached_key(QuadRef::to_string);
    distinct.dedup();
    Quads(distinct)
}

/// SHA-256 of the canonical form.
pub fn hash(quads: &[Quad]) -> Result<Digest, CanonicalError> {
    let mut hasher = Hashing(Sha256::new());
    write(quads, &mut hasher)?;
    Ok(Digest(hasher.0.finalize().into()))
}

/// Digest of the canonical form, in hexadecimal digits.
pub fn hash_by(algorithm: Algorithm, quads: &[Quad]) -> Result<String, CanonicalError> {
    match algorithm {
        Algorithm::Sha256 => Ok(hash(quads)?.to_string()),
        Algorithm::Sha384 => {
            let mut hasher = Hashing(Sha384::new());
            write_by(algorithm, quads, &mut hasher)?;
            Ok(hexadecimal(&hasher.0.finalize()))
        }
    }
}

struct Hashing<H>(H);

impl<H: sha2::Digest> io::Write for Hashing<H> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Where a quad stands in every output: by graph, subject, predicate, object, as strings.
pub(crate) fn order<'a>(quad: &QuadRef<'a>) -> impl Ord + use<'a> {
    let node = |it: NamedOrBlankNodeRef<'a>| match it {
        NamedOrBlankNodeRef::NamedNode(node) => (0, node.as_str()),
        NamedOrBlankNodeRef::BlankNode(node) => (1, node.as_str()),
    };
    let graph = match quad.graph_name {
        GraphNameRef::DefaultGraph => (0, ""),
        GraphNameRef::NamedNode(node) => (1, node.as_str()),
        GraphNameRef::BlankNode(node) => (2, node.as_str()),
    };
    let object = match quad.object {
        TermRef::NamedNode(node) => (0, node.as_str(), "", ""),
        TermRef::BlankNode(node) => (1, node.as_str(), "", ""),
        TermRef::Literal(it) => (2, it.value(), it.language().unwrap_or(""), it.datatype().as_str()),
    };
    (graph, node(quad.subject), quad.predicate.as_str(), object)
}

/// Distinct quads, for sophia.
pub(crate) struct Quads<'a>(pub(crate) Vec<QuadRef<'a>>);

impl Dataset for Quads<'_> {
    type Quad<'x>
        = Spog<OxTerm<'x>>
    where
        Self: 'x;
    type Error = Infallible;

    fn quads(&self) -> impl Iterator<Item = DResult<Self, Self::Quad<'_>>> + '_ {
        self.0.iter().map(|quad| {
            let graph = match quad.graph_name {
                GraphNameRef::DefaultGraph => None,
                GraphNameRef::NamedNode(node) => Some(OxTerm(node.into())),
                GraphNameRef::BlankNode(node) => Some(OxTerm(node.into())),
            };
            Ok(([OxTerm(quad.subject.into()), OxTerm(quad.predicate.into()), OxTerm(quad.object)], graph))
        })
    }
}

impl SetDataset for Quads<'_> {}

/// A term of oxigraph as one of sophia's. What stands in it was checked when it was parsed or
/// minted, so it is not checked again.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OxTerm<'a>(TermRef<'a>);

impl Term for OxTerm<'_> {
    type BorrowTerm<'x>
        = OxTerm<'x>
    where
        Self: 'x;

    fn kind(&self) -> TermKind {
        match self.0 {
            TermRef::NamedNode(_) => TermKind::Iri,
            TermRef::BlankNode(_) => TermKind::BlankNode,
            TermRef::Literal(_) => TermKind::Literal,
        }
    }

    fn iri(&self) -> Option<IriRef<MownStr<'_>>> {
        match self.0 {
            TermRef::NamedNode(node) => Some(IriRef::new_unchecked(node.as_str().into())),
            _ => None,
        }
    }

    fn bnode_id(&self) -> Option<BnodeId<MownStr<'_>>> {
        match self.0 {
            TermRef::BlankNode(node) => Some(BnodeId::new_unchecked(node.as_str().into())),
            _ => None,
        }
    }

    fn lexical_form(&self) -> Option<MownStr<'_>> {
        match self.0 {
            TermRef::Literal(literal) => Some(literal.value().into()),
            _ => None,
        }
    }

    fn datatype(&self) -> Option<IriRef<MownStr<'_>>> {
        match self.0 {
            TermRef::Literal(literal) => Some(IriRef::new_unchecked(literal.datatype().as_str().into())),
            _ => None,
        }
    }

    fn language_tag(&self) -> Option<LanguageTag<MownStr<'_>>> {
        match self.0 {
            TermRef::Literal(literal) => literal.language().map(|tag| LanguageTag::new_unchecked(tag.into())),
            _ => None,
        }
    }

    fn base_direction(&self) -> Option<sophia_api::term::BaseDirection> {
        None
    }

    fn borrow_term(&self) -> Self::BorrowTerm<'_> {
        *self
    }
}

impl PartialEq for OxTerm<'_> {
    fn eq(&self, other: &Self) -> bool {
        Term::eq(self, *other)
    }
}

impl Eq for OxTerm<'_> {}

impl Hash for OxTerm<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Term::hash(self, state);
    }
}

#[cfg(test)]
mod tests {
    use oxigraph::io::{RdfFormat, RdfParser};

    use super::*;

    fn canonical(nquads: &str) -> String {
        let quads: Vec<Quad> = RdfParser::from_format(RdfFormat::NQuads)
            .for_slice(nquads.as_bytes())
            .map(Result::unwrap)
            .collect();
        let mut out = Vec::new();
        write(&quads, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn order_and_repeats_do_not_matter() {
        let one = "<t:a> <t:p> \"1\" <t:g> .\n<t:a> <t:p> \"é\"@fr .\n";
        let other = "<t:a> <t:p> \"é\"@fr .\n<t:a> <t:p> \"1\" <t:g> .\n<t:a> <t:p> \"é\"@fr .\n";
        assert_eq!(canonical(one), canonical(other));
        assert_eq!(canonical(one).lines().count(), 2);
    }

    #[test]
    fn names_of_blank_nodes_do_not_matter() {
        let one = "_:x <t:p> _:y .\n_:y <t:q> \"1\" .\n";
        let other = "_:b <t:q> \"1\" .\n_:a <t:p> _:b .\n";
        assert_eq!(canonical(one), canonical(other));
    }

    #[test]
    fn a_changed_letter_matters() {
        assert_ne!(canonical("<t:a> <t:p> \"1\" .\n"), canonical("<t:a> <t:p> \"2\" .\n"));
    }

    /// Each node of a ring looks like every other.
    #[test]
    fn a_ring_that_would_take_for_ever_is_refused() {
        let ring = |length: usize| -> Vec<Quad> {
            let line = |it| format!("_:n{it} <t:p> _:n{} .\n", (it + 1) % length);
            let lines: String = (0..length).map(line).collect();
            RdfParser::from_format(RdfFormat::NQuads)
                .for_slice(lines.as_bytes())
                .map(Result::unwrap)
                .collect()
        };
        assert!(hash(&ring(20)).is_ok());
        assert!(matches!(hash(&ring(20_000)), Err(CanonicalError::Poisonous(_))));
    }
}
