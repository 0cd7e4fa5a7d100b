//! Canonical form and hash of quads (RDFC-1.0): the identity of a build.
//!
//! The algorithm is sophia's; here oxigraph's terms are shown to it as its own. Our graphs
//! have no blank nodes, but what users load beside them may.

use std::convert::Infallible;
use std::hash::{Hash, Hasher};
use std::io;

use oxigraph::model::{GraphNameRef, NamedOrBlankNodeRef, Quad, QuadRef, TermRef};
use sha2::{Digest as _, Sha256};
use sophia_api::MownStr;
use sophia_api::dataset::{DResult, Dataset, SetDataset};
use sophia_api::quad::Spog;
use sophia_api::term::{BnodeId, IriRef, LanguageTag, Term, TermKind};

use crate::source::Digest;

/// Why there is no canonical form.
#[derive(Debug, thiserror::Error)]
pub enum CanonicalError {
    /// So many blank nodes that look alike that telling them apart would take for ever.
    #[error("blank nodes cannot be told apart: {0}")]
    Poisonous(String),
    #[error("cannot write the canonical form")]
    Io(#[source] io::Error),
}

/// Canonical N-Quads: sorted, each quad once, blank nodes renamed.
pub fn write(quads: &[Quad], out: impl io::Write) -> Result<(), CanonicalError> {
    let mut distinct: Vec<QuadRef<'_>> = quads.iter().map(Quad::as_ref).collect();
    // In the order of their lines, which is nearly always the answer's: sorting what is sorted
    // costs sophia, who writes both lines for each comparison, one pass instead of twenty.
    distinct.sort_by_cached_key(QuadRef::to_string);
    distinct.dedup();
    let distinct = Quads(distinct);
    sophia_c14n::rdfc10::normalize(&distinct, out).map_err(|error| match error {
        sophia_c14n::C14nError::Io(error) => CanonicalError::Io(error),
        error => CanonicalError::Poisonous(error.to_string()),
    })
}

/// SHA-256 of the canonical form.
pub fn hash(quads: &[Quad]) -> Result<Digest, CanonicalError> {
    let mut hasher = Hashing(Sha256::new());
    write(quads, &mut hasher)?;
    Ok(Digest(hasher.0.finalize().into()))
}

struct Hashing(Sha256);

impl io::Write for Hashing {
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

    /// The test suite of the W3C, where it is there.
    #[test]
    fn canonical_forms_are_those_of_the_suite() {
        let shared = std::env::var("HEMICYCLE_SHARED")
            .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../shared").to_owned());
        let folder = std::path::Path::new(&shared).join("suites/rdf-canon/tests/rdfc10");
        let Ok(entries) = std::fs::read_dir(&folder) else {
            eprintln!("skipped: no {}", folder.display());
            return;
        };
        let mut checked = 0;
        for path in entries.map(|it| it.unwrap().path()) {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let Some(test) = name.strip_suffix("-rdfc10.nq") else { continue };
            // Tests of the other hash function.
            let input = std::fs::read_to_string(folder.join(format!("{test}-in.nq"))).unwrap();
            if test == "test075" {
                continue;
            }
            let expected = std::fs::read_to_string(&path).unwrap();
            assert_eq!(canonical(&input), expected, "{test}");
            checked += 1;
        }
        assert!(checked > 50, "only {checked} tests");
    }
}
