//! RDF Patch: a line for each quad that goes (`D`) or comes (`A`), in one transaction.
//!
//! Terms are written and read by oxigraph, as in N-Quads; only what frames a line is ours.
//! Source: the format's description, <https://afs.github.io/rdf-delta/rdf-patch.html>.

use std::io::{self, BufRead, Write};

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Quad;

use super::Change;

/// What a patch says of itself: its address, and that of the patch before it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    pub id: Option<String>,
    pub previous: Option<String>,
}

/// Writes a patch line by line; [`Writer::finish`] commits it.
pub struct Writer<W> {
    out: W,
}

impl<W: Write> Writer<W> {
    pub fn new(mut out: W, head: &Head) -> io::Result<Self> {
        for (name, value) in [("id", &head.id), ("prev", &head.previous)] {
            if let Some(value) = value {
                writeln!(out, "H {name} <{value}> .")?;
            }
        }
        writeln!(out, "TX .")?;
        Ok(Self { out })
    }

    pub fn put(&mut self, change: &Change) -> io::Result<()> {
        match change {
            Change::Gone(quad) => writeln!(self.out, "D {quad} ."),
            Change::Come(quad) => writeln!(self.out, "A {quad} ."),
        }
    }

    pub fn finish(mut self) -> io::Result<()> {
        writeln!(self.out, "TC .")
    }
}

/// Why a line is none of a patch.
#[derive(Debug, thiserror::Error)]
pub enum PatchError {
    #[error("line {line}: `{found}` is no line of a patch: `A`, `D`, `H`, `TX`, `TC`")]
    Line { line: usize, found: String },
    #[error("line {line}: `{found}` is not one quad and a full stop, as in N-Quads")]
    Quad { line: usize, found: String },
    #[error("the patch has no end (`TC`): it was cut")]
    Cut,
    #[error("the patch cannot be read")]
    Io(#[from] io::Error),
}

/// The changes of a patch, as one of ours has them.
pub fn read(patch: impl BufRead, mut take: impl FnMut(Change)) -> Result<(), PatchError> {
    let mut is_whole = false;
    for (number, line) in (1..).zip(patch.lines()) {
        let text = line?;
        let (frame, rest) = text.split_once(' ').unwrap_or((&text, ""));
        let start = |text: &str| text.chars().take(40).collect();
        let quad = || quad(rest).ok_or_else(|| PatchError::Quad { line: number, found: start(rest) });
        match frame {
            "A" => take(Change::Come(quad()?)),
            "D" => take(Change::Gone(quad()?)),
            "TC" => is_whole = true,
            "H" | "TX" | "" => {}
            _ => return Err(PatchError::Line { line: number, found: start(&text) }),
        }
    }
    if is_whole { Ok(()) } else { Err(PatchError::Cut) }
}

fn quad(text: &str) -> Option<Quad> {
    let mut quads = RdfParser::from_format(RdfFormat::NQuads).for_slice(text.as_bytes());
    match (quads.next(), quads.next()) {
        (Some(Ok(quad)), None) => Some(quad),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(patch: &str, expected: &str) {
        let mut found = Vec::new();
        let done = read(patch.as_bytes(), |it| found.push(it));
        match done {
            Err(error) => assert_eq!(error.to_string(), expected),
            Ok(()) => {
                let mut out = Vec::new();
                let mut writer = Writer::new(&mut out, &Head::default()).unwrap();
                found.iter().for_each(|it| writer.put(it).unwrap());
                writer.finish().unwrap();
                assert_eq!(String::from_utf8(out).unwrap(), expected);
            }
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let lines = "TX .\nD <t:a> <t:p> \"a \\\" \\n .\"@en <t:g> .\nA <t:a> <t:p> \"1\"^^<t:d> .\nTC .\n";
        check(lines, lines);
        check(&format!("H id <t:1> .\nH prev <t:0> .\n{lines}"), lines);
    }

    #[test]
    fn what_is_no_patch_is_told_with_its_line() {
        check("TX .\nA <t:a> <t:p> <t:b> .\n", "the patch has no end (`TC`): it was cut");
        check("TX .\nPA x\n", "line 2: `PA x` is no line of a patch: `A`, `D`, `H`, `TX`, `TC`");
        check("TX .\nA .\nTC .\n", "line 2: `.` is not one quad and a full stop, as in N-Quads");
    }
}
