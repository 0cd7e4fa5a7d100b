//! A store's index, made: entries in the order of IRIs, by one thread, in one segment; so the
//! same store gives the same answers in the same order.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use oxigraph::store::StorageError;
use tantivy::indexer::NoMergePolicy;
use tantivy::{Index, IndexWriter, TantivyDocument};

use super::gather::{self, Named, Passage};
use super::schema::{Fields, ORDER, facet, in_order, of_kind};
use super::word::{joined, whole, words};
use super::{FOLDER, kind::Kind};
use crate::link::index::keys;
use crate::link::name::Name;
use crate::store::Store;

#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    #[error("the store cannot be read")]
    Store(#[from] StorageError),
    #[error("the index cannot be written")]
    Index(#[from] tantivy::TantivyError),
    #[error("cannot use {}", .path.display())]
    Io {
        path: PathBuf,
        #[source]
        cause: io::Error,
    },
}

/// Bytes that are gathered before a piece is written.
const HEAP: usize = 48 << 20;

/// Into `parent/search`, where it is whole or absent.
pub fn build(store: &Store, parent: &Path) -> Result<(), BuildError> {
    let (draft, place) = (parent.join("search.new"), parent.join(FOLDER));
    let io = |path: &Path| {
        let path = path.to_owned();
        move |cause| BuildError::Io { path, cause }
    };
    if draft.exists() {
        fs::remove_dir_all(&draft).map_err(io(&draft))?;
    }
    fs::create_dir_all(&draft).map_err(io(&draft))?;
    write(store, Index::create_in_dir(&draft, Fields::schema())?)?;
    fs::rename(&draft, &place).map_err(io(&place))
}

/// All that can be found, into an empty index.
pub fn write(store: &Store, index: Index) -> Result<(), BuildError> {
    let writer: IndexWriter = index.writer_with_num_threads(1, HEAP)?;
    // Pieces are put together once, at the end.
    writer.set_merge_policy(Box::new(NoMergePolicy));
    let mut entries = Entries { fields: Fields::of(&index.schema())?, writer, next: 0 };
    let things = gather::things(store)?;
    for (iri, &kind) in &things {
        entries.thing(&gather::named(store, iri, kind)?)?;
    }
    for named in gather::of_others(store)? {
        entries.thing(&named)?;
    }
    for act in things.iter().filter(|(_, kind)| **kind == Kind::Act).map(|(iri, _)| iri) {
        let passages = gather::passages(store, act)?;
        let year = if passages.is_empty() { None } else { gather::named(store, act, Kind::Act)?.year };
        for passage in passages {
            entries.passage(act, year.as_deref(), &passage)?;
        }
    }
    entries.finish(&index)
}

/// Numbered as they come.
struct Entries {
    writer: IndexWriter,
    fields: Fields,
    next: u64,
}

impl Entries {
    fn add(&mut self, mut entry: TantivyDocument) -> tantivy::Result<()> {
        entry.add_u64(self.fields.order, self.next);
        self.next += 1;
        self.writer.add_document(entry).map(|_| ())
    }

    fn thing(&mut self, named: &Named) -> tantivy::Result<()> {
        let fields = self.fields;
        let mut entry = TantivyDocument::new();
        entry.add_text(fields.iri, &named.iri);
        entry.add_text(fields.thing, &named.iri);
        entry.add_facet(fields.facet, of_kind(named.kind));
        if let Some(year) = &named.year {
            entry.add_facet(fields.facet, facet("year", year));
        }
        entry.add_u64(fields.weight, named.weight);
        for text in named.names.iter().chain(&named.forms) {
            let all: Vec<_> = words(text).collect();
            let joined: Vec<String> = joined(text, &all).collect();
            let end = all.len();
            let in_text = all.into_iter().map(|it| it.plain).enumerate();
            entry.add_pre_tokenized_text(
                fields.called,
                in_order(in_text.chain(joined.into_iter().map(|it| (end, it)))),
            );
            entry.add_text(fields.whole, whole(text));
        }
        self.add(entry)?;
        named.names.iter().try_for_each(|name| self.name(named, name))
    }

    fn name(&mut self, named: &Named, name: &str) -> tantivy::Result<()> {
        let fields = self.fields;
        let mut entry = TantivyDocument::new();
        entry.add_text(fields.iri, &named.iri);
        entry.add_u64(fields.weight, named.weight);
        entry.add_text(fields.name, name);
        entry.add_text(fields.kind, named.kind.name());
        let shared = keys(&Name::new(named.kind.compared(), name));
        entry.add_pre_tokenized_text(
            fields.shared,
            in_order(shared.into_iter().map(|it| (0, format!("{it:x}")))),
        );
        entry.add_text(fields.same, whole(name));
        self.add(entry)
    }

    fn passage(&mut self, act: &str, year: Option<&str>, passage: &Passage) -> tantivy::Result<()> {
        let fields = self.fields;
        let mut entry = TantivyDocument::new();
        let kind = if passage.demand.is_some() { Kind::Demand } else { Kind::Paragraph };
        entry.add_text(fields.iri, &passage.iri);
        entry.add_facet(fields.facet, of_kind(kind));
        for (dimension, value) in [("year", year), ("language", passage.language.as_deref())] {
            if let Some(value) = value {
                entry.add_facet(fields.facet, facet(dimension, value));
            }
        }
        entry.add_pre_tokenized_text(
            fields.text,
            in_order(words(&passage.text).map(|it| it.plain).enumerate()),
        );
        entry.add_text(fields.act, act);
        for (field, value) in [(fields.number, &passage.number), (fields.demand, &passage.demand)] {
            if let Some(value) = value {
                entry.add_text(field, value);
            }
        }
        self.add(entry)
    }

    fn finish(mut self, index: &Index) -> Result<(), BuildError> {
        self.writer.commit()?;
        // In the order in which they were written, which their names do not show.
        let mut pieces = Vec::new();
        for segment in index.reader()?.searcher().segment_readers() {
            let first = segment.fast_fields().u64(ORDER)?.first(0).unwrap_or_default();
            pieces.push((first, segment.segment_id()));
        }
        pieces.sort_unstable();
        if pieces.len() > 1 {
            let pieces: Vec<_> = pieces.into_iter().map(|(_, id)| id).collect();
            self.writer.merge(&pieces).wait()?;
            self.writer.garbage_collect_files().wait()?;
        }
        self.writer.wait_merging_threads()?;
        Ok(())
    }
}
