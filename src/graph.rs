//! Entities to quads. The only place that mints IRIs and names vocabulary terms; decides
//! nothing new.

// The parts: names of things first.
pub mod iri;

use oxigraph::model::Quad;

use crate::document::Document;
use crate::entity::Entities;
use crate::lexicon::Lexicon;
use crate::mention::Mentions;

/// The quads of one act, sorted, each once, in exactly one of its named graphs.
pub fn build(_document: &Document<'_>, _mentions: &Mentions, _entities: &Entities, _lexicon: &Lexicon) -> Vec<Quad> {
    Vec::new()
}
