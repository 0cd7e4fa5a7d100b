//! Entities to quads. The only place that mints IRIs and names vocabulary terms; decides
//! nothing new. What it writes, term by term, is in `docs/graph.md`.

// The parts: names of things and terms, the quads, then what is said of the act in the order
// of the document page.
mod codes;
mod dataset;
mod header;
mod imported;
pub mod iri;
mod parts;
mod place;
pub mod proof;
mod relations;
mod speech;
pub mod term;
mod things;
// What follows from all acts together.
pub mod derived;

use hashbrown::{HashMap, HashSet};
use rustc_hash::FxBuildHasher;
use sha2::{Digest as _, Sha256};

use self::iri::{ActGraph, DocumentIris, Minter};
use self::term::Term;
use crate::document::{BlockId, Document};
use crate::entity::{Entities, EntityId, Key};
use crate::lexicon::{ConceptId, Lexicon, Scheme};
use crate::mention::Mentions;
use crate::standoff::import::Placed;
use crate::text::{Language, Span, StatedDate};

pub use self::dataset::{Dataset, TermId};

type Map<K, V> = HashMap<K, V, FxBuildHasher>;
type Set<K> = HashSet<K, FxBuildHasher>;

/// The quads of one act, each once, in exactly one of its named graphs or in that of a
/// register. The same in whatever order relations and statements come.
pub fn build(
    document: &Document<'_>,
    mentions: &Mentions,
    entities: &Entities,
    lexicon: &Lexicon,
    minter: &Minter,
) -> Dataset {
    build_with(document, mentions, entities, &Import::default(), lexicon, minter)
}

/// Mentions of other tools, to stand beside ours.
#[derive(Default)]
pub struct Import<'a> {
    /// Of all of them; `None` where there are none.
    pub digest: Option<crate::source::Digest>,
    pub mentions: Vec<Placed<'a>>,
}

/// [`build`], with what other tools found.
pub fn build_with(
    document: &Document<'_>,
    mentions: &Mentions,
    entities: &Entities,
    imported: &Import<'_>,
    lexicon: &Lexicon,
    minter: &Minter,
) -> Dataset {
    let mut writer = Writer::new(document, mentions, entities, imported, lexicon, minter);
    writer.parts();
    writer.things();
    writer.mentions();
    writer.references();
    writer.imported();
    writer.header();
    writer.relations();
    writer.speech();
    writer.notices();
    writer.codes();
    writer.run();
    let mut data = writer.data;
    data.finish();
    data
}

/// What the parts of this folder share while one act is written.
struct Writer<'a> {
    document: &'a Document<'a>,
    found: &'a Mentions,
    entities: &'a Entities,
    imported: &'a Import<'a>,
    lexicon: &'a Lexicon,
    minter: &'a Minter,
    iris: DocumentIris<'a>,
    data: Dataset,
    /// By [`ActGraph`].
    graphs: [TermId; 4],
    act: TermId,
    source: TermId,
    /// The language versions.
    versions: Vec<(Language, TermId)>,
    /// Each block in its language, and the paragraph that it is a version of; by [`BlockId`].
    blocks: Vec<Place>,
    /// First block with a label in a language.
    labels: Map<(Language, &'a str), BlockId>,
    /// By [`EntityId`]; dates are literals as objects.
    things: Vec<TermId>,
    objects: Vec<TermId>,
    /// Passages by their words, and things that have their triples.
    passages: Map<(BlockId, Span), TermId>,
    described: Set<TermId>,
    /// Codes of the lexicon to be labelled at the end.
    codes: Set<ConceptId>,
    /// Codes of `ontology/codes.ttl` likewise.
    own_codes: Set<TermId>,
}

#[derive(Clone, Copy)]
struct Place {
    text: TermId,
    paragraph: Option<TermId>,
}

impl<'a> Writer<'a> {
    fn new(
        document: &'a Document<'a>,
        found: &'a Mentions,
        entities: &'a Entities,
        imported: &'a Import<'a>,
        lexicon: &'a Lexicon,
        minter: &'a Minter,
    ) -> Self {
        let subject = entities.subject.map(|id| &entities.get(id).key);
        let iris = minter.document(&document.source.digest, subject);
        let mut data = Dataset::new();
        let graphs = ActGraph::ALL.map(|graph| data.iri(&iris.graph(graph)));
        let act = data.iri(iris.act());
        let source = data.iri(iris.source());
        Self {
            document,
            found,
            entities,
            imported,
            lexicon,
            minter,
            iris,
            data,
            graphs,
            act,
            source,
            versions: Vec::with_capacity(document.versions.len()),
            blocks: Vec::with_capacity(document.blocks.len()),
            labels: Map::default(),
            things: Vec::with_capacity(entities.all.len()),
            objects: Vec::with_capacity(entities.all.len()),
            passages: Map::default(),
            described: Set::default(),
            codes: Set::default(),
            own_codes: Set::default(),
        }
    }

    fn add(&mut self, graph: ActGraph, subject: TermId, predicate: Term, object: impl Into<TermId>) {
        self.data.add(self.graphs[graph as usize], subject, predicate, object);
    }

    /// Twelve hexadecimal digits that tell apart what else would need a running number.
    fn digest(&self, terms: &[TermId]) -> String {
        let mut hasher = Sha256::new();
        for &term in terms {
            hasher.update(self.data.form(term));
            hasher.update("\n");
        }
        hasher.finalize()[..6].iter().fold(String::with_capacity(12), |mut hexadecimal, byte| {
            for half in [byte >> 4, byte & 0xF] {
                hexadecimal.push(char::from_digit(u32::from(half), 16).expect("four bits"));
            }
            hexadecimal
        })
    }

    fn thing(&self, id: EntityId) -> TermId {
        self.things[id.0 as usize]
    }

    /// A code of the lexicon, which will get its labels.
    fn code(&mut self, id: ConceptId) -> TermId {
        self.codes.insert(id);
        self.data.iri(&self.lexicon.concept(id).iri)
    }

    /// The code of a scheme of the lexicon, where it has it.
    fn code_of(&mut self, scheme: Scheme, notation: &str) -> Option<TermId> {
        self.lexicon.by_notation(scheme, notation).map(|id| self.code(id))
    }

    /// As exactly as it is stated.
    fn date(&mut self, date: StatedDate) -> TermId {
        let datatype = match (date.day(), date.month()) {
            (Some(_), _) => Term::Date,
            (None, Some(_)) => Term::YearMonth,
            (None, None) => Term::Year,
        };
        self.data.typed(&date.to_string(), datatype)
    }

    /// A body by its notation: the issuing body, a chamber.
    fn body(&mut self, notation: &str) -> TermId {
        let key = Key::Body { of: None, slug: notation.to_owned() };
        match self.entities.by_key(&key) {
            Some(id) => self.thing(id),
            None => {
                let concept = self.lexicon.by_notation(Scheme::Body, notation);
                self.describe(&key, concept, &[])
            }
        }
    }
}
