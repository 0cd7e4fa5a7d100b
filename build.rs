//! What is made before the crate is compiled:
//!
//! - the list of questions of `queries/` for `src/query/catalogue.rs`, so that a new question
//!   is a new file and nothing else;
//! - the lists of `ontology/` in the form in which [`lexicon`] uses them, because parsing
//!   them was most of a cold start;
//! - a digest of the sources and lists, so that a store knows whether other code read it.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use rio_api::model::{Literal, Subject, Term};
use rio_api::parser::TriplesParser as _;
use rio_turtle::{TurtleError, TurtleParser};
use sha2::{Digest as _, Sha256};

#[allow(dead_code, reason = "shared with the crate, which uses the rest")]
#[path = "src/text"]
mod text {
    mod fold;
    mod language;

    pub use self::fold::{fold, is_letter_or_digit};
    pub use self::language::Language;
}

#[allow(dead_code, reason = "shared with the crate, which uses the rest")]
#[path = "src/lexicon"]
mod lexicon {
    pub mod compiled;
    pub mod concept;
    pub mod files;
    mod phrases;
    pub mod table;
}

use self::lexicon::compiled::Compiled;
use self::lexicon::files::FILES;
use self::lexicon::table::{Builder, Object};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let root = env::var_os("CARGO_MANIFEST_DIR").expect("set by cargo");
    let out = env::var_os("OUT_DIR").expect("set by cargo");
    let (root, out) = (Path::new(&root), Path::new(&out));
    let questions = table(root, "queries", "QUESTIONS")?;
    fs::write(out.join("questions.rs"), questions)?;
    let checks = table(root, "ontology/shapes", "SHAPES")? + &table(root, "ontology/checks", "CHECKS")?;
    fs::write(out.join("checks.rs"), checks)?;
    fs::write(out.join("lexicon"), lexicon(root)?)?;
    println!("cargo::rustc-env=HEMICYCLE_CODE={}", code(root)?);
    Ok(())
}

/// The queries of a folder as a constant.
fn table(root: &Path, folder: &str, constant: &str) -> Result<String, Box<dyn Error>> {
    println!("cargo::rerun-if-changed={folder}");
    let mut files: Vec<_> =
        fs::read_dir(root.join(folder))?.map(|entry| entry.map(|it| it.path())).collect::<Result<_, _>>()?;
    files.retain(|path| path.extension().is_some_and(|it| it == "rq"));
    // By name, not by path: `acts` comes before `acts-on-state`, `acts.rq` after `acts-on-state.rq`.
    files.sort_by(|a, b| a.file_stem().cmp(&b.file_stem()));
    let mut table = format!("/// Name and text, by name.\nconst {constant}: &[(&str, &str)] = &[\n");
    for path in &files {
        let name = path.file_stem().and_then(|it| it.to_str()).expect("names of questions are ASCII");
        // Found from the checkout being compiled: several may share one target folder.
        writeln!(
            table,
            "    ({name:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/{folder}/{name}.rq\"))),"
        )?;
    }
    table.push_str("];\n");
    Ok(table)
}

fn lexicon(root: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    println!("cargo::rerun-if-changed=src/lexicon");
    println!("cargo::rerun-if-changed=src/text");
    let mut digests = Vec::new();
    let mut builder = Builder::default();
    for name in FILES {
        let path = root.join("ontology").join(name);
        println!("cargo::rerun-if-changed=ontology/{name}");
        let turtle = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        digests.push(Sha256::digest(&turtle).into());
        let mut take = |subject: Subject<'_>, predicate: &str, object: Term<'_>| {
            let Subject::NamedNode(subject) = subject else { return };
            let object = match object {
                Term::NamedNode(it) => Object::Iri(it.iri),
                Term::Literal(Literal::LanguageTaggedString { value, language }) => {
                    Object::Literal { value, language: Some(language) }
                }
                Term::Literal(Literal::Simple { value } | Literal::Typed { value, .. }) => {
                    Object::Literal { value, language: None }
                }
                Term::BlankNode(_) | Term::Triple(_) => return,
            };
            builder.add(subject.iri, predicate, object);
        };
        TurtleParser::new(turtle.as_slice(), None)
            .parse_all(&mut |it| -> Result<(), TurtleError> {
                take(it.subject, it.predicate.iri, it.object);
                Ok(())
            })
            .map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(postcard::to_stdvec(&Compiled::new(digests, builder.finish()))?)
}

/// Of all that may decide what is found in a text, dependencies included.
fn code(root: &Path) -> Result<String, Box<dyn Error>> {
    let mut open: Vec<_> = ["src", "ontology", "Cargo.lock"].map(|it| root.join(it)).into();
    let mut files = Vec::new();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            for entry in fs::read_dir(&path)? {
                open.push(entry?.path());
            }
        } else if path.exists() {
            files.push(path);
        }
    }
    files.sort();
    let mut digest = Sha256::new();
    for path in &files {
        println!("cargo::rerun-if-changed={}", path.display());
        let text = fs::read(path)?;
        let name = path.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
        digest.update(format!("{name} {}\n", text.len()));
        digest.update(text);
    }
    println!("cargo::rerun-if-changed=src");
    Ok(digest.finalize()[..8].iter().map(|byte| format!("{byte:02x}")).collect())
}
