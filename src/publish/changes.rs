//! What changed since the publication that stood there before: an RDF Patch for each
//! publication, kept with those before it; all of them after each other, from an empty graph,
//! give the graph as it is now.
//!
//! The chain begins anew, from an empty graph, where the one before cannot be read, and where
//! something was taken down since: patches of before would tell what.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader};

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{GraphName, NamedOrBlankNode, Quad, Term as Node};
use serde::{Deserialize, Serialize};

use super::contents::{DUMP, pretty};
use super::folder::Folder;
use super::{PublishError, Release};
use crate::diff::patch::{Head, Writer};
use crate::diff::{self, Change, Unsorted};
use crate::forget::sweep::act_of;
use crate::graph::term::Term;

pub const LIST: &str = "changes/list.json";

/// All patches, the oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chain {
    pub patches: Vec<Patch>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Patch {
    /// From the folder.
    pub file: String,
    /// The release that it leads to, and its day.
    pub release: String,
    pub day: Option<String>,
    /// Statements that go and that come.
    pub gone: u64,
    pub come: u64,
    pub acts: Acts,
}

/// Acts by what became of them, by IRI.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acts {
    pub new: Vec<String>,
    pub changed: Vec<String>,
    pub gone: Vec<String>,
}

/// What a first look along both graphs finds.
#[derive(Default)]
struct Found {
    gone: u64,
    come: u64,
    /// Whether an act went, and whether it came: each has its class once.
    acts: BTreeMap<String, (bool, bool)>,
    taken_down: bool,
}

/// Writes the patch, where something changed, the patches before it, and the list.
pub fn write(release: &Release<'_>, folder: &mut Folder) -> Result<Chain, PublishError> {
    let mut chain = before(folder);
    let last = chain.patches.last().and_then(|it| number(&it.file)).unwrap_or(0);
    let found = match chain.patches.is_empty() {
        true => None,
        false => look(release, folder)?.filter(|it| !it.taken_down),
    };
    let found = match found {
        Some(found) => found,
        None => {
            chain.patches.clear();
            let mut found = Found::default();
            along(folder, false, |change| {
                found.take(&change, release);
                Ok(())
            })?
            .ok_or_else(|| io::Error::other("the dump is not in its order"))?;
            found
        }
    };
    for patch in &chain.patches {
        if let Some(mut old) = folder.before(&patch.file) {
            folder.put(&patch.file, |out| io::copy(&mut old, out).map(drop))?;
        }
    }
    if found.gone + found.come > 0 {
        let file = format!("changes/{:04}.rdfp.gz", last + 1);
        let head = Head {
            id: Some(release.url(&file)),
            previous: chain.patches.last().map(|it| release.url(&it.file)),
        };
        let from_before = !chain.patches.is_empty();
        let (old, new) = (from_before.then(|| folder.before(DUMP)).flatten(), folder.written(DUMP)?);
        folder.put_compressed(&file, |out| {
            let mut patch = Writer::new(out, &head)?;
            match diff::sorted(quads(old), quads(Some(new)), |it| patch.put(&it)) {
                Ok(()) => patch.finish(),
                Err(Unsorted::Other(error)) => Err(error),
                Err(Unsorted::Order) => Err(io::Error::other("the dump is not in its order")),
            }
        })?;
        let day = release.day().map(|it| it.to_string());
        let (gone, come) = (found.gone, found.come);
        chain.patches.push(Patch { file, release: release.version(), day, gone, come, acts: found.acts() });
    }
    let list = serde_json::to_value(&chain).map_err(io::Error::from)?;
    folder.put(LIST, |out| pretty(&list, out))?;
    Ok(chain)
}

/// Files of the patches that there were before.
pub fn known(folder: &Folder) -> Vec<String> {
    before(folder).patches.into_iter().map(|it| it.file).collect()
}

/// The chain of the publication before, where all of it is there.
fn before(folder: &Folder) -> Chain {
    let read = |file: File| serde_json::from_reader::<_, Chain>(BufReader::new(file)).ok();
    let chain = folder.before(LIST).and_then(read).unwrap_or_default();
    // A list that leads out of the folder is none of ours.
    let is_there = |it: &Patch| number(&it.file).is_some() && folder.before(&it.file).is_some();
    if chain.patches.iter().all(is_there) && folder.before(DUMP).is_some() { chain } else { Chain::default() }
}

fn number(file: &str) -> Option<u32> {
    file.strip_prefix("changes/")?.strip_suffix(".rdfp.gz")?.parse().ok()
}

/// Nothing where the graph before is not in our order.
fn look(release: &Release<'_>, folder: &Folder) -> Result<Option<Found>, PublishError> {
    let mut found = Found::default();
    let done = along(folder, true, |change| {
        found.take(&change, release);
        Ok(())
    })?;
    Ok(done.map(|()| found))
}

/// Goes along the graph before, or an empty one, and the graph now.
fn along(
    folder: &Folder,
    from_before: bool,
    take: impl FnMut(Change) -> io::Result<()>,
) -> Result<Option<()>, PublishError> {
    let old = if from_before { folder.before(DUMP) } else { None };
    match diff::sorted(quads(old), quads(Some(folder.written(DUMP)?)), take) {
        Ok(()) => Ok(Some(())),
        // What another wrote there is no graph to go on from.
        Err(Unsorted::Order) => Ok(None),
        Err(Unsorted::Other(_)) if from_before => Ok(None),
        Err(Unsorted::Other(error)) => Err(error.into()),
    }
}

fn quads(file: Option<File>) -> impl Iterator<Item = io::Result<Quad>> {
    file.into_iter().flat_map(|file| {
        let parser = RdfParser::from_format(RdfFormat::NQuads).for_reader(BufReader::new(file));
        parser.map(|quad| quad.map_err(io::Error::other))
    })
}

impl Found {
    fn take(&mut self, change: &Change, release: &Release<'_>) {
        let quad = change.quad();
        let comes = matches!(change, Change::Come(_));
        if comes {
            self.come += 1;
        } else {
            self.gone += 1;
        }
        if let GraphName::NamedNode(graph) = &quad.graph_name {
            self.taken_down |= graph.as_str() == release.store.minter().shared_graph("gone");
        }
        let Some(act) = act_of(&quad.graph_name) else { return };
        let is_class = quad.predicate.as_str() == Term::Type.iri()
            && matches!(&quad.object, Node::NamedNode(it) if it.as_str() == Term::Work.iri())
            && matches!(&quad.subject, NamedOrBlankNode::NamedNode(it) if it.as_str() == act);
        let held = match self.acts.get_mut(act) {
            Some(held) => held,
            None => self.acts.entry(act.to_owned()).or_default(),
        };
        if is_class && comes {
            held.1 = true;
        } else if is_class {
            held.0 = true;
        }
    }

    fn acts(self) -> Acts {
        let mut acts = Acts::default();
        for (act, fate) in self.acts {
            match fate {
                (false, true) => acts.new.push(act),
                (true, false) => acts.gone.push(act),
                (false, false) | (true, true) => acts.changed.push(act),
            }
        }
        acts
    }
}
