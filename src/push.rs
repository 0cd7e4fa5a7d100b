//! The graph to another store, by the SPARQL 1.1 Graph Store Protocol, one named graph after
//! the other.
//!
//! A graph is replaced: its first triples by PUT, what is too much for one request by POST. The
//! [`Ledger`] tells which graphs an address has, and by which hash, so that a run that was
//! killed goes on where it stood, and the next one sends what has changed. A graph is written
//! down when it is there whole; one that was cut off is sent again from its beginning.

pub mod ledger;
pub mod remote;

use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::{GraphName, GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, TripleRef};
use oxigraph::store::StorageError;

use self::ledger::Ledger;
use self::remote::{Remote, RemoteError};
use crate::canonical::{self, CanonicalError};
use crate::source::Digest;
use crate::store::Store;

#[derive(Debug, thiserror::Error)]
pub enum PushError {
    #[error(transparent)]
    Remote(#[from] RemoteError),
    #[error(transparent)]
    Storage(#[from] StorageError),
    #[error("graph <{graph}> has no canonical form")]
    Canonical {
        graph: String,
        #[source]
        cause: CanonicalError,
    },
    #[error("graph <{graph}> came back different: {sent} triples sent, {found} found")]
    Different { graph: String, sent: usize, found: usize },
    #[error("cannot write down what was sent")]
    Ledger(#[source] std::io::Error),
}

impl PushError {
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Remote(error) => error.hint(),
            Self::Different { .. } => Some(
                "the server changes what it is given, or another writer is at work; `--no-verify` leaves it at that",
            ),
            Self::Storage(_) | Self::Canonical { .. } | Self::Ledger(_) => None,
        }
    }
}

/// What a run did, or would do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Sent {
    pub graphs: usize,
    pub triples: usize,
    /// Graphs that were there already.
    pub unchanged: usize,
    /// Graphs that the store has no longer.
    pub removed: usize,
}

/// How a run goes.
#[derive(Clone, Copy, Debug)]
pub struct How {
    /// Triples in one request.
    pub at_once: usize,
    /// Only count.
    pub dry: bool,
    /// Read every graph that was sent, and compare hashes.
    pub verify: bool,
}

/// Sends what `remote` does not have yet.
pub fn push(store: &Store, remote: &Remote, ledger: &mut Ledger, how: How) -> Result<Sent, PushError> {
    let mut sent = Sent::default();
    let mut graphs: Vec<NamedNode> = Vec::new();
    for graph in store.oxigraph().named_graphs() {
        if let NamedOrBlankNode::NamedNode(graph) = graph? {
            graphs.push(graph);
        }
    }
    graphs.sort();
    for graph in &graphs {
        let quads = quads(store, graph.as_ref())?;
        let digest = digest(graph.as_ref(), &quads)?;
        if ledger.has(graph.as_str(), digest) {
            sent.unchanged += 1;
            continue;
        }
        sent.graphs += 1;
        sent.triples += quads.len();
        if how.dry {
            continue;
        }
        ledger.begin(graph.as_str()).map_err(PushError::Ledger)?;
        let mut chunks = quads.chunks(how.at_once.max(1));
        remote.replace(graph.as_str(), &triples(chunks.next().unwrap_or_default()))?;
        for chunk in chunks {
            remote.add(graph.as_str(), &triples(chunk))?;
        }
        if how.verify {
            verify(remote, graph.as_ref(), digest, quads.len())?;
        }
        ledger.put(graph.as_str(), digest).map_err(PushError::Ledger)?;
    }
    for gone in ledger.others(|it| graphs.iter().any(|graph| graph.as_str() == it)) {
        sent.removed += 1;
        if !how.dry {
            remote.remove(&gone)?;
            ledger.forget(&gone).map_err(PushError::Ledger)?;
        }
    }
    Ok(sent)
}

fn quads(store: &Store, graph: NamedNodeRef<'_>) -> Result<Vec<Quad>, StorageError> {
    store.oxigraph().quads_for_pattern(None, None, None, Some(GraphNameRef::NamedNode(graph))).collect()
}

fn digest(graph: NamedNodeRef<'_>, quads: &[Quad]) -> Result<Digest, PushError> {
    canonical::hash(quads).map_err(|cause| PushError::Canonical { graph: graph.as_str().to_owned(), cause })
}

/// N-Triples: every server reads them, and they can be cut anywhere between lines.
fn triples(quads: &[Quad]) -> Vec<u8> {
    let mut writer = RdfSerializer::from_format(RdfFormat::NTriples).for_writer(Vec::new());
    for quad in quads {
        writer.serialize_triple(TripleRef::from(quad.as_ref())).expect("memory takes everything");
    }
    writer.finish().expect("memory takes everything")
}

/// Reads the graph back: its triples must have the hash of those sent.
fn verify(remote: &Remote, graph: NamedNodeRef<'_>, wanted: Digest, sent: usize) -> Result<(), PushError> {
    let mut found = remote.read(graph.as_str())?;
    for quad in &mut found {
        quad.graph_name = GraphName::NamedNode(graph.into_owned());
    }
    if digest(graph, &found)? == wanted {
        return Ok(());
    }
    Err(PushError::Different { graph: graph.as_str().to_owned(), sent, found: found.len() })
}
