//! The graph itself: as a whole, act by act, thing by thing; as tables and as a drawing.

use std::collections::BTreeSet;
use std::io::{self, Write};

use oxigraph::io::{RdfFormat, RdfParser, RdfSerializer};
use oxigraph::model::{
    GraphName, GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term as Node,
};
use oxigraph::store::StorageError;

use super::describe::Description;
use super::folder::Folder;
use super::{PublishError, Release};
use crate::export::json_ld::Context;
use crate::export::sorted::Sorter;
use crate::export::stream::{self, Proof};
use crate::export::table::{self, Names, Separator, Table, Written};
use crate::export::{self, Format, graphml, tree};
use crate::graph::iri::ActGraph;
use crate::graph::term::Term;
use crate::store::catalogue::{graphs, property};

/// The whole graph, with its named graphs.
pub const DUMP: &str = "dump/all.nq";
pub const DUMP_COMPRESSED: &str = "dump/all.nq.gz";
/// What acts say and are, without the proof: one graph.
pub const TRIPLES_COMPRESSED: &str = "dump/all.nt.gz";
pub const DRAWING: &str = "dump/graph.graphml";

/// Syntaxes of the files of acts; beside them is the act as a tree, `.json`.
const OF_ACTS: [Format; 2] = [Format::Turtle, Format::JsonLd];

pub fn write(release: &Release<'_>, folder: &mut Folder) -> Result<Vec<Written>, PublishError> {
    dumps(release, folder)?;
    let mut names = Names::new(release.store, release.language);
    for act in &release.acts {
        let mut quads = Vec::new();
        for graph in graphs(act.as_str()) {
            quads.extend(of_graph(release, graph.as_ref())?);
        }
        for format in OF_ACTS {
            let path = path(release, act.as_str(), format.extension());
            folder.put(&path, |out| export::write(&quads, format, out))?;
        }
        let tree = tree::of_act(release.store, act.as_ref(), &mut names)?;
        let path = path(release, act.as_str(), "json");
        folder.put(&path, |out| tree::write(vec![tree], Context::Inline, out))?;
    }
    things(release, folder)?;
    for set in data_sets(release)? {
        let name = set.rsplit('/').next().unwrap_or_default();
        let mut it = Description::default();
        it.string(&set, "dcterms:identifier", name);
        folder.put(&path(release, &set, "ttl"), |out| it.write(RdfFormat::Turtle, out))?;
    }
    let mut tables = Vec::new();
    for name in table::names() {
        let table = Table::named(name).expect("listed");
        for (separator, extension) in [(Separator::Tab, "tsv"), (Separator::Comma, "csv")] {
            let written = folder.put(&format!("tables/{name}.{extension}"), |out| {
                table
                    .write(release.store, &release.acts, release.language, separator, out)
                    .map_err(PublishError::from)
            })?;
            if separator == Separator::Comma {
                tables.push(written);
            }
        }
    }
    let metadata = table::metadata(&tables);
    folder.put("tables/csv-metadata.json", |out| pretty(&metadata, out))?;
    folder.put(DRAWING, |out| {
        graphml::write(release.store, release.language, out).map_err(PublishError::from)
    })?;
    Ok(tables)
}

/// JSON for readers, too.
pub fn pretty(value: &serde_json::Value, out: &mut dyn Write) -> std::io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    out.write_all(b"\n")
}

/// Sorted; the default graph, were anything in it, is not published.
fn graph_names(release: &Release<'_>) -> Result<Vec<NamedNode>, StorageError> {
    let mut names = Vec::new();
    for name in release.store.oxigraph().named_graphs() {
        if let NamedOrBlankNode::NamedNode(name) = name? {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// The whole graph in our order, and the same compressed, with its graphs and without.
fn dumps(release: &Release<'_>, folder: &mut Folder) -> Result<(), PublishError> {
    let names = graph_names(release)?;
    let place = folder.draft().to_owned();
    folder.put(DUMP, |out| {
        let mut writer = stream::Writer::new(Format::NQuads, Context::Inline, Proof::NamedGraphs, out)?;
        for name in &names {
            let graph = GraphNameRef::from(name.as_ref());
            let mut sorter = Sorter::new(&place);
            for quad in release.store.oxigraph().quads_for_pattern(None, None, None, Some(graph)) {
                sorter.push(quad?)?;
            }
            writer.write_all(sorter.finish()?)?;
        }
        Ok::<_, PublishError>(writer.finish()?)
    })?;
    let mut dump = folder.written(DUMP)?;
    folder.put_compressed(DUMP_COMPRESSED, |out| io::copy(&mut dump, out).map(drop))?;
    let dump = folder.written(DUMP)?;
    folder.put_compressed(TRIPLES_COMPRESSED, |out| {
        let mut out = RdfSerializer::from_format(RdfFormat::NTriples).for_writer(out);
        for quad in RdfParser::from_format(RdfFormat::NQuads).lenient().for_reader(dump) {
            out.serialize_triple(quad.map_err(io::Error::other)?.as_ref())?;
        }
        out.finish().map(drop)
    })
}

fn of_graph(release: &Release<'_>, graph: NamedNodeRef<'_>) -> Result<Vec<Quad>, StorageError> {
    let graph = GraphNameRef::NamedNode(graph);
    release.store.oxigraph().quads_for_pattern(None, None, None, Some(graph)).collect()
}

/// A file for each thing of ours that no act's file is about: those under `/id/`, and what shared
/// graphs speak of.
fn things(release: &Release<'_>, folder: &mut Folder) -> Result<(), PublishError> {
    let base = release.store.minter().base();
    let acts: BTreeSet<&str> = release.acts.iter().map(NamedNode::as_str).collect();
    // The store gives quads by graph and subject.
    let mut last = None;
    for quad in release.store.quads() {
        let quad = quad?;
        let (NamedOrBlankNode::NamedNode(subject), GraphName::NamedNode(graph)) =
            (quad.subject, quad.graph_name)
        else {
            continue;
        };
        let this = Some((subject, graph));
        if last == this {
            continue;
        }
        last = this;
        let Some((subject, graph)) = &last else { continue };
        let Some(place) = subject.as_str().strip_prefix(base).and_then(|it| it.strip_prefix('/')) else {
            continue;
        };
        let of_act = ActGraph::ALL.iter().any(|it| {
            let end = graph.as_str().strip_suffix(it.name()).and_then(|it| it.strip_suffix("/g/"));
            end.is_some_and(|act| acts.contains(act))
        });
        let own = place.starts_with("id/") || !of_act;
        let file = path(release, subject.as_str(), "ttl");
        // Another graph speaks of it, too: it has its file.
        if !own || place.contains('#') || acts.contains(subject.as_str()) || folder.has(&file) {
            continue;
        }
        let store = release.store.oxigraph();
        let quads: Result<Vec<Quad>, StorageError> =
            store.quads_for_pattern(Some(subject.as_ref().into()), None, None, None).collect();
        let quads = quads?;
        folder.put(&file, |out| export::write(&quads, Format::Turtle, out))?;
    }
    Ok(())
}

/// Data sets of others that links come from. The graph says nothing of them but that.
fn data_sets(release: &Release<'_>) -> Result<BTreeSet<String>, StorageError> {
    let sets = release.store.minter().data_set("");
    let mut found = BTreeSet::new();
    for quad in release.store.oxigraph().quads_for_pattern(None, Some(property(Term::DctSource)), None, None)
    {
        if let Node::NamedNode(set) = quad?.object
            && set.as_str().starts_with(&sets)
        {
            found.insert(set.into_string());
        }
    }
    Ok(found)
}

/// Longest part of a file's name that every file system takes, with room for an extension.
const LONGEST: usize = 200;

/// Where the file of a thing stands: as its IRI says, so that a web server finds it.
pub fn path(release: &Release<'_>, iri: &str, extension: &str) -> String {
    let base = release.store.minter().base();
    let path = iri.strip_prefix(base).unwrap_or(iri).trim_start_matches('/');
    let parts: Vec<String> = path.split('/').map(fitting).collect();
    format!("{}.{extension}", parts.join("/"))
}

/// As a web server looks for it: without the signs that an address needs, where no file system
/// minds. A long name is cut, and told from others by a digest of the whole.
fn fitting(part: &str) -> String {
    let minds =
        |c: char| c.is_control() || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | '%');
    let plain = percent_encoding::percent_decode_str(part).decode_utf8().ok();
    let plain = plain.filter(|it| !it.contains(minds) && !it.starts_with('.'));
    let part = plain.as_deref().unwrap_or(part);
    if part.len() <= LONGEST {
        return part.to_owned();
    }
    let digest = crate::source::Digest::of(part.as_bytes()).to_string();
    let end = (0..=LONGEST - 17).rev().find(|&it| part.is_char_boundary(it)).unwrap_or(0);
    format!("{}-{}", &part[..end], &digest[..16])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_called_as_a_web_server_looks_for_it() {
        for (part, expected) in [
            ("2616", "2616"),
            ("P10_TA%282027%290143", "P10_TA(2027)0143"),
            ("caf%C3%A9", "café"),
            ("a%2Fb", "a%2Fb"),
            ("%2E%2E", "%2E%2E"),
            ("50%25", "50%25"),
            ("%FF", "%FF"),
        ] {
            assert_eq!(fitting(part), expected);
        }
        let long = fitting(&"%C3%A9".repeat(300));
        assert!(long.len() <= LONGEST && long.starts_with('é'), "{long}");
        assert_ne!(long, fitting(&"%C3%A9".repeat(301)));
    }
}
