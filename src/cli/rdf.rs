//! What others publish, from files: RDF in the syntax that the file's name says.

use std::path::{Path, PathBuf};

use oxigraph::io::RdfParser;
use oxigraph::model::Quad;

use super::report::Complaint;
use super::{Failure, Outcome};
use crate::entity::name::slug;
use crate::export::Format;
use crate::link::context;

/// Each statement of the file. Relative addresses are relative to `base`: a file's own place
/// must not get into a graph.
pub fn read(file: &Path, base: &str, mut take: impl FnMut(Quad)) -> Result<(), Complaint> {
    let format = match extension(file) {
        "json" => Some(Format::JsonLd),
        other => Format::named(other),
    };
    let Some(format) = format else {
        let hint = "files end in .ttl, .nt, .nq, .trig, .jsonld, .rdf; tables in .csv, .tsv; for `link` lists of persons in TEI: .xml";
        let message = format!("what {} is written in is not known", file.display());
        return Err(Complaint::error(message).hint(Some(hint)));
    };
    let opened = std::fs::File::open(file).map_err(|error| unreadable(file, &error))?;
    let parser = RdfParser::from_format(format.rdf_format());
    let parser = parser.clone().with_base_iri(base).unwrap_or(parser);
    for quad in parser.for_reader(std::io::BufReader::new(opened)).with_document_loader(context::load) {
        take(quad.map_err(|error| unreadable(file, &error))?);
    }
    Ok(())
}

/// A file as it is; of a folder what can be read, by name: RDF, where they are wanted tables,
/// and lists in TEI.
pub fn files(path: &Path, tables: bool, lists: bool) -> Vec<PathBuf> {
    if !path.is_dir() {
        return vec![path.to_owned()];
    }
    let is_read = |file: &PathBuf| {
        Format::named(extension(file)).is_some()
            || extension(file) == "json"
            || tables && matches!(extension(file), "csv" | "tsv")
            || lists && matches!(extension(file), "xml" | "tei")
    };
    let entries = std::fs::read_dir(path).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> =
        entries.map(|it| it.path()).filter(|it| it.is_file() && is_read(it)).collect();
    files.sort();
    files
}

/// Name of a data set: as given, else the first file's.
pub fn data_set(given: Option<&str>, files: &[PathBuf]) -> Option<Result<String, Failure>> {
    let name = match given {
        Some(name) => name.to_owned(),
        None => slug(&files.first()?.file_stem()?.to_string_lossy()),
    };
    Some(checked(name))
}

/// A name that can stand in an IRI as it is.
pub fn checked(name: String) -> Result<String, Failure> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    // "." and ".." are no names in an address.
    if name.is_empty() || !name.chars().all(is_plain) || name.chars().all(|it| it == '.') {
        let message = format!("`{name}` is no name for a data set");
        let hint = "letters, digits, `-`, `_` and `.`, as in `--as members-2025`";
        return Err(Failure::new(Outcome::Usage, Complaint::error(message).hint(Some(hint))));
    }
    Ok(name)
}

pub fn extension(file: &Path) -> &str {
    file.extension().and_then(|it| it.to_str()).unwrap_or_default()
}

pub fn unreadable(file: &Path, error: &dyn std::error::Error) -> Complaint {
    Complaint::error(format!("cannot read {}", file.display())).caused_by(error)
}
