//! Quads as they are built: each term once, in the form in which N-Quads writes it.
//!
//! An act has some eight thousand quads over three thousand terms. Owned terms would be
//! copied thirty thousand times and escaped as often; here a quad is four numbers, and a line
//! of N-Quads is four slices put together.

use std::hash::Hasher as _;
use std::sync::LazyLock;

use hashbrown::HashTable;
use oxigraph::model::{GraphNameRef, LiteralRef, NamedNodeRef, Quad, QuadRef, TermRef};
use rustc_hash::FxHasher;

use super::iri::push_number;
use super::term::Term;
use crate::text::Language;

/// Quads without blank nodes.
#[derive(Clone, Default)]
pub struct Dataset {
    /// Every term in its N-Quads form, one after the other.
    forms: String,
    terms: Vec<Entry>,
    index: HashTable<TermId>,
    /// Values of literals that their form has to escape.
    escaped: String,
    quads: Vec<Packed>,
}

/// Index of a term. Those of [`Term`] come first, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermId(u32);

impl From<Term> for TermId {
    fn from(term: Term) -> Self {
        Self(term as u32)
    }
}

#[derive(Clone, Copy)]
struct Entry {
    start: u32,
    end: u32,
    /// Of the form, so that a growing index reads no forms.
    hash: u64,
    shape: Shape,
}

#[derive(Clone, Copy)]
enum Shape {
    Iri,
    /// The value ends so many bytes before the end of the form, unless it is escaped.
    Literal {
        kind: Kind,
        escaped: Option<(u32, u32)>,
    },
}

#[derive(Clone, Copy)]
enum Kind {
    String,
    /// Tags of two letters only: see [`Language`].
    Tagged,
    Typed(Term),
}

/// Graph, subject, predicate, object, from the highest bits down, so that quads sort as numbers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Packed(u128);

impl Packed {
    fn new(graph: TermId, subject: TermId, predicate: TermId, object: TermId) -> Self {
        let [g, s, p, o] = [graph, subject, predicate, object].map(|it| u128::from(it.0));
        Self(g << 96 | s << 64 | p << 32 | o)
    }

    const fn graph(self) -> usize {
        (self.0 >> 96) as usize
    }

    const fn subject(self) -> usize {
        (self.0 >> 64) as u32 as usize
    }

    const fn parts(self) -> [TermId; 4] {
        [
            TermId((self.0 >> 96) as u32),
            TermId((self.0 >> 64) as u32),
            TermId((self.0 >> 32) as u32),
            TermId(self.0 as u32),
        ]
    }
}

/// By a part that is less than `parts`; those with the same one stay in their order.
fn counted(quads: &[Packed], parts: usize, part: impl Fn(Packed) -> usize) -> Vec<Packed> {
    let mut next = vec![0_u32; parts + 1];
    for quad in quads {
        next[part(*quad) + 1] += 1;
    }
    for at in 1..next.len() {
        next[at] += next[at - 1];
    }
    let mut sorted = vec![Packed(0); quads.len()];
    for quad in quads {
        let place = &mut next[part(*quad)];
        sorted[*place as usize] = *quad;
        *place += 1;
    }
    sorted
}

impl Dataset {
    /// Empty, but for the vocabulary.
    pub fn new() -> Self {
        static VOCABULARY: LazyLock<Dataset> = LazyLock::new(|| {
            let mut dataset = Dataset::default();
            for &term in Term::ALL {
                let id = dataset.iri(term.iri());
                debug_assert_eq!(id, TermId::from(term));
            }
            dataset
        });
        let mut dataset = VOCABULARY.clone();
        dataset.forms.reserve(1 << 18);
        dataset.terms.reserve(1 << 12);
        dataset.quads.reserve(1 << 13);
        let terms = &dataset.terms;
        dataset.index.reserve(1 << 12, |id| terms[id.0 as usize].hash);
        dataset
    }

    /// An IRI that was checked where it was minted or parsed.
    pub fn iri(&mut self, iri: &str) -> TermId {
        self.iri_with(|into| into.push_str(iri))
    }

    /// As [`Self::iri`], written in place.
    pub fn iri_with(&mut self, write: impl FnOnce(&mut String)) -> TermId {
        let start = self.forms.len();
        self.forms.push('<');
        write(&mut self.forms);
        self.forms.push('>');
        self.intern(start, Shape::Iri)
    }

    pub fn string(&mut self, value: &str) -> TermId {
        self.literal(value, Kind::String)
    }

    pub fn tagged(&mut self, value: &str, language: Language) -> TermId {
        let start = self.forms.len();
        let escaped = self.quote(value);
        self.forms.push('@');
        self.forms.push_str(language.tag());
        self.intern(start, Shape::Literal { kind: Kind::Tagged, escaped })
    }

    /// `datatype` is one of XML Schema's.
    pub fn typed(&mut self, value: &str, datatype: Term) -> TermId {
        self.literal(value, Kind::Typed(datatype))
    }

    pub fn integer(&mut self, value: u32) -> TermId {
        let start = self.forms.len();
        self.forms.push('"');
        push_number(&mut self.forms, value);
        self.forms.push('"');
        self.push_datatype(Term::Integer);
        self.intern(start, Shape::Literal { kind: Kind::Typed(Term::Integer), escaped: None })
    }

    fn literal(&mut self, value: &str, kind: Kind) -> TermId {
        let start = self.forms.len();
        let escaped = self.quote(value);
        if let Kind::Typed(datatype) = kind {
            self.push_datatype(datatype);
        }
        self.intern(start, Shape::Literal { kind, escaped })
    }

    fn push_datatype(&mut self, datatype: Term) {
        self.forms.push_str("^^");
        // The vocabulary comes first.
        let Entry { start, end, .. } = self.terms[datatype as usize];
        self.forms.extend_from_within(start as usize..end as usize);
    }

    /// Escaping is oxrdf's; what needs none is copied.
    fn quote(&mut self, value: &str) -> Option<(u32, u32)> {
        use std::fmt::Write as _;
        // U+FFFE and U+FFFF are escaped as well; both begin with EF BF.
        let special = |b| b < b' ' || matches!(b, b'"' | b'\\' | 0x7F | 0xEF);
        // To the end in any case: the machine looks at many bytes at once.
        if !value.bytes().fold(false, |any, b| any | special(b)) {
            self.forms.push('"');
            self.forms.push_str(value);
            self.forms.push('"');
            return None;
        }
        write!(self.forms, "{}", LiteralRef::new_simple_literal(value))
            .expect("writing to a string does not fail");
        let start = self.escaped.len() as u32;
        self.escaped.push_str(value);
        Some((start, self.escaped.len() as u32))
    }

    /// The term whose form was just written from `start`, which is given back if it was known.
    fn intern(&mut self, start: usize, shape: Shape) -> TermId {
        let form = &self.forms[start..];
        let hash = hash(form);
        let same = |id: &TermId| {
            let entry = &self.terms[id.0 as usize];
            entry.hash == hash && form_of(&self.forms, &self.terms, *id) == form
        };
        let known = self.index.find(hash, same).copied();
        if let Some(id) = known {
            self.forms.truncate(start);
            if let Shape::Literal { escaped: Some((from, _)), .. } = shape {
                self.escaped.truncate(from as usize);
            }
            return id;
        }
        let id = TermId(self.terms.len() as u32);
        self.terms.push(Entry { start: start as u32, end: self.forms.len() as u32, hash, shape });
        self.index.insert_unique(hash, id, |id| self.terms[id.0 as usize].hash);
        id
    }

    pub fn add(&mut self, graph: TermId, subject: TermId, predicate: Term, object: impl Into<TermId>) {
        self.quads.push(Packed::new(graph, subject, predicate.into(), object.into()));
    }

    /// Sorts by the order in which terms came, graphs first, and leaves each quad once.
    pub fn finish(&mut self) {
        // Few quads share a subject, so that those of one are all that is left to compare.
        let terms = self.terms.len();
        self.quads = counted(&self.quads, terms, Packed::subject);
        self.quads = counted(&self.quads, terms, Packed::graph);
        let together = |a: &Packed, b: &Packed| a.0 >> 64 == b.0 >> 64;
        self.quads.chunk_by_mut(together).for_each(<[Packed]>::sort_unstable);
        self.quads.dedup();
    }

    pub fn len(&self) -> usize {
        self.quads.len()
    }

    pub fn is_empty(&self) -> bool {
        self.quads.is_empty()
    }

    pub fn quads(&self) -> impl Iterator<Item = QuadRef<'_>> {
        self.quads.iter().map(|quad| {
            let [graph, subject, predicate, object] = quad.parts();
            QuadRef::new(
                self.named(subject),
                self.named(predicate),
                self.term(object),
                GraphNameRef::NamedNode(self.named(graph)),
            )
        })
    }

    /// Preferred labels with what they name, as often as they stand.
    pub fn labels(&self) -> impl Iterator<Item = (&str, LiteralRef<'_>)> {
        let label = TermId::from(Term::PrefLabel);
        self.quads.iter().filter_map(move |quad| {
            let [_, subject, predicate, object] = quad.parts();
            if predicate != label {
                return None;
            }
            match self.term(object) {
                TermRef::Literal(name) => Some((self.named(subject).as_str(), name)),
                _ => None,
            }
        })
    }

    pub fn to_quads(&self) -> Vec<Quad> {
        self.quads().map(QuadRef::into_owned).collect()
    }

    /// One quad a line, as oxigraph's own serializer writes it (tested), many times as fast.
    pub fn write_nquads(&self, out: &mut Vec<u8>) {
        // Graphs come in long runs.
        let mut graph = None;
        let mut end = Vec::new();
        let form = |id: TermId| {
            let Entry { start, end, .. } = self.terms[id.0 as usize];
            &self.forms.as_bytes()[start as usize..end as usize]
        };
        for quad in &self.quads {
            let [g, subject, predicate, object] = quad.parts();
            if graph != Some(g) {
                graph = Some(g);
                end.clear();
                end.push(b' ');
                end.extend_from_slice(form(g));
                end.extend_from_slice(b" .\n");
            }
            out.extend_from_slice(form(subject));
            out.push(b' ');
            out.extend_from_slice(form(predicate));
            out.push(b' ');
            out.extend_from_slice(form(object));
            out.extend_from_slice(&end);
        }
    }

    /// The term as N-Quads writes it.
    pub fn form(&self, id: TermId) -> &str {
        form_of(&self.forms, &self.terms, id)
    }

    fn named(&self, id: TermId) -> NamedNodeRef<'_> {
        let form = self.form(id);
        NamedNodeRef::new_unchecked(&form[1..form.len() - 1])
    }

    fn term(&self, id: TermId) -> TermRef<'_> {
        let form = self.form(id);
        let (kind, escaped) = match self.terms[id.0 as usize].shape {
            Shape::Iri => return self.named(id).into(),
            Shape::Literal { kind, escaped } => (kind, escaped),
        };
        let after = match kind {
            Kind::String => "\"".len(),
            Kind::Tagged => "\"@en".len(),
            Kind::Typed(datatype) => "\"^^<>".len() + datatype.iri().len(),
        };
        let value = match escaped {
            Some((from, to)) => &self.escaped[from as usize..to as usize],
            None => &form[1..form.len() - after],
        };
        match kind {
            Kind::String => LiteralRef::new_simple_literal(value),
            Kind::Tagged => LiteralRef::new_language_tagged_literal_unchecked(value, &form[form.len() - 2..]),
            Kind::Typed(datatype) => {
                LiteralRef::new_typed_literal(value, NamedNodeRef::new_unchecked(datatype.iri()))
            }
        }
        .into()
    }
}

fn form_of<'a>(forms: &'a str, terms: &[Entry], id: TermId) -> &'a str {
    let Entry { start, end, .. } = terms[id.0 as usize];
    &forms[start as usize..end as usize]
}

fn hash(form: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(form.as_bytes());
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use oxigraph::io::{RdfFormat, RdfSerializer};
    use oxigraph::model::Literal;
    use proptest::prelude::*;

    use super::*;

    const GRAPH: &str = "https://hemicycle.example/g";

    fn oxigraphs(dataset: &Dataset) -> Vec<u8> {
        let mut serializer = RdfSerializer::from_format(RdfFormat::NQuads).for_writer(Vec::new());
        for quad in dataset.quads() {
            serializer.serialize_quad(quad).unwrap();
        }
        serializer.finish().unwrap()
    }

    #[test]
    fn a_quad_said_twice_stands_once() {
        let mut dataset = Dataset::new();
        let graph = dataset.iri(GRAPH);
        for _ in 0..2 {
            let one = dataset.integer(1);
            dataset.add(graph, graph, Term::Position, one);
        }
        dataset.finish();
        assert_eq!(dataset.len(), 1);
    }

    proptest! {
        #[test]
        fn lines_are_those_of_oxigraph(values in proptest::collection::vec("(\\PC|[\"\\\\\n\r\t\u{0}\u{7f}\u{fffe}]){0,8}", 1..20), number: u32) {
            let mut dataset = Dataset::new();
            let graph = dataset.iri(GRAPH);
            for value in &values {
                let plain = dataset.string(value);
                let tagged = dataset.tagged(value, Language::ITALIAN);
                let typed = dataset.typed(value, Term::Date);
                for object in [plain, tagged, typed] {
                    dataset.add(graph, graph, Term::Text, object);
                }
            }
            let number = dataset.integer(number);
            dataset.add(graph, graph, Term::Position, number);
            dataset.finish();
            let mut written = Vec::new();
            dataset.write_nquads(&mut written);
            prop_assert_eq!(&written, &oxigraphs(&dataset));
            // Values come back as they went in.
            for value in &values {
                let literal = Literal::new_simple_literal(value);
                prop_assert!(dataset.quads().any(|quad| quad.object == literal.as_ref().into()));
            }
        }
    }
}
