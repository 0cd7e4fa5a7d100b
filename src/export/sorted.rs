//! Quads in the order of our files, each once, however many there are: what does not fit into
//! memory waits in temporary files that have no name, and so go with the process.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufWriter, Seek};
use std::path::{Path, PathBuf};

use oxigraph::io::{RdfFormat, RdfParser, RdfSerializer, ReaderQuadParser};
use oxigraph::model::Quad;

use super::stream::AT_ONCE;
use crate::canonical::order;

/// Files that are open at once; more are made one.
const RUNS: usize = 64;

/// Takes quads in any order.
pub struct Sorter {
    /// Folder for temporary files.
    place: PathBuf,
    some: Vec<Quad>,
    at_once: usize,
    /// Each sorted.
    runs: Vec<File>,
}

impl Sorter {
    pub fn new(place: &Path) -> Self {
        Self { place: place.to_owned(), some: Vec::new(), at_once: AT_ONCE, runs: Vec::new() }
    }

    /// In the system's folder for temporary files.
    pub fn temporary() -> Self {
        Self::new(&std::env::temp_dir())
    }

    pub fn push(&mut self, quad: Quad) -> io::Result<()> {
        if self.some.len() >= self.at_once {
            self.spill()?;
        }
        self.some.push(quad);
        Ok(())
    }

    /// Every quad once, in order.
    pub fn finish(mut self) -> io::Result<Sorted> {
        self.sort();
        if self.runs.is_empty() {
            return Ok(Sorted::Memory(self.some.into_iter()));
        }
        self.spill()?;
        Ok(Sorted::Files(Merged::of(self.runs)?))
    }

    fn sort(&mut self) {
        self.some.sort_unstable_by(|a, b| order(&a.as_ref()).cmp(&order(&b.as_ref())));
        self.some.dedup();
    }

    fn spill(&mut self) -> io::Result<()> {
        self.sort();
        let run = written(&self.place, self.some.drain(..).map(Ok))?;
        self.runs.push(run);
        if self.runs.len() >= RUNS {
            let merged = Merged::of(std::mem::take(&mut self.runs))?;
            self.runs.push(written(&self.place, merged)?);
        }
        Ok(())
    }
}

/// A file that begins with the first of the quads.
fn written(place: &Path, quads: impl Iterator<Item = io::Result<Quad>>) -> io::Result<File> {
    let file = BufWriter::with_capacity(1 << 16, tempfile::tempfile_in(place)?);
    let mut out = RdfSerializer::from_format(RdfFormat::NQuads).for_writer(file);
    for quad in quads {
        out.serialize_quad(&quad?)?;
    }
    let mut file = out.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.rewind()?;
    Ok(file)
}

/// Quads in order.
pub enum Sorted {
    Memory(std::vec::IntoIter<Quad>),
    Files(Merged),
}

impl Iterator for Sorted {
    type Item = io::Result<Quad>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Memory(quads) => quads.next().map(Ok),
            Self::Files(merged) => merged.next(),
        }
    }
}

/// Files that are each sorted, as one.
pub struct Merged {
    files: Vec<ReaderQuadParser<File>>,
    /// The next quad of each file that has one.
    next: BinaryHeap<Head>,
}

impl Merged {
    fn of(files: Vec<File>) -> io::Result<Self> {
        // What the store holds goes through as it is, whether or not it is an IRI.
        let parser = || RdfParser::from_format(RdfFormat::NQuads).lenient();
        let files = files.into_iter().map(|it| parser().for_reader(it)).collect();
        let mut merged = Self { files, next: BinaryHeap::new() };
        for file in 0..merged.files.len() {
            merged.read(file)?;
        }
        Ok(merged)
    }

    fn read(&mut self, file: usize) -> io::Result<()> {
        if let Some(quad) = self.files[file].next() {
            self.next.push(Head { quad: quad.map_err(io::Error::other)?, file });
        }
        Ok(())
    }

    fn step(&mut self) -> io::Result<Option<Quad>> {
        let Some(Head { quad, file }) = self.next.pop() else { return Ok(None) };
        self.read(file)?;
        while let Some(same) = self.next.peek().filter(|it| it.quad == quad) {
            let file = same.file;
            self.next.pop();
            self.read(file)?;
        }
        Ok(Some(quad))
    }
}

impl Iterator for Merged {
    type Item = io::Result<Quad>;

    fn next(&mut self) -> Option<Self::Item> {
        self.step().transpose()
    }
}

struct Head {
    quad: Quad,
    file: usize,
}

impl Ord for Head {
    /// The first quad is the greatest, as the heap gives that.
    fn cmp(&self, other: &Self) -> Ordering {
        order(&other.quad.as_ref()).cmp(&order(&self.quad.as_ref()))
    }
}

impl PartialOrd for Head {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Head {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Head {}

#[cfg(test)]
mod tests {
    use oxigraph::model::{BlankNode, Literal, NamedNode, NamedOrBlankNode};

    use super::*;

    fn quads() -> Vec<Quad> {
        let node = |n: usize| NamedNode::new_unchecked(format!("t:{}", n * 7919 % 1000));
        let quad = |n: usize| {
            let subject: NamedOrBlankNode = match n % 3 {
                0 => BlankNode::new_unchecked(format!("b{}", n % 11)).into(),
                _ => node(n).into(),
            };
            Quad::new(subject, node(n / 5), Literal::from(format!("\"{n}\n")), node(n % 4))
        };
        // Every third twice, and one that is no IRI.
        let wrong = NamedNode::new_unchecked("no iri");
        let wrong = Quad::new(wrong.clone(), wrong.clone(), wrong.clone(), wrong);
        (0..900).chain((0..900).step_by(3)).map(quad).chain([wrong]).collect()
    }

    #[test]
    fn quads_come_in_order_once_with_and_without_files() {
        let mut expected = quads();
        expected.sort_unstable_by(|a, b| order(&a.as_ref()).cmp(&order(&b.as_ref())));
        expected.dedup();
        assert_eq!(expected.len(), 901);
        // Within memory, in some files, in more than are open at once.
        for at_once in [5000, 100, 7] {
            let mut sorter = Sorter { at_once, ..Sorter::temporary() };
            for quad in quads() {
                sorter.push(quad).unwrap();
            }
            let found: Vec<Quad> = sorter.finish().unwrap().map(Result::unwrap).collect();
            assert!(found == expected, "{at_once}");
        }
    }
}
