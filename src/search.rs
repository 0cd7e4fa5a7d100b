//! Full-text search over what a snapshot holds: names of things in every language, and the text
//! of every paragraph.
//!
//! The index is a folder of `tantivy`, made once from a snapshot, beside it, and never changed
//! after: what was forgotten before the snapshot is not in it, and it goes with the snapshot.
//! It is read from disk as it is needed (`mmap`); words and labels to show come from the store,
//! so that nothing is kept twice.
//!
//! In reading order: what is found ([`kind`]), what a word is ([`word`]), the fields ([`schema`]),
//! what goes in ([`gather`], [`build`]), and what comes out: things and paragraphs by words
//! ([`find`]), things by a name that is near ([`near`]), the words of a passage marked ([`mark`]).
//!
//! Invariant: what somebody types is words and never syntax, so no text fails, and its cost is
//! bounded by [`word::MOST_WORDS`] and [`word::LONGEST`].

pub mod build;
pub mod find;
mod gather;
pub mod kind;
pub mod mark;
pub mod near;
mod schema;
pub mod word;

use std::path::Path;

use tantivy::{Index, ReloadPolicy, Searcher};

use self::schema::Fields;

/// Of a snapshot.
pub const FOLDER: &str = "search";

/// An index that is open for asking.
pub struct Search {
    searcher: Searcher,
    fields: Fields,
}

impl Search {
    /// None: there is no index here, or not yet.
    pub fn open(dir: &Path) -> tantivy::Result<Option<Self>> {
        if !dir.join("meta.json").exists() {
            return Ok(None);
        }
        let index = Index::open_in_dir(dir)?;
        let fields = Fields::of(&index.schema())?;
        // Nothing is written any more, so nothing is watched.
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Some(Self { searcher: reader.searcher(), fields }))
    }
}

#[cfg(test)]
mod tests;
