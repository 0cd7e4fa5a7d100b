//! Lists the questions of `queries/` for `src/query/catalogue.rs`, so that a new question is
//! a new file and nothing else.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=queries");
    println!("cargo::rerun-if-changed=build.rs");
    let root = env::var_os("CARGO_MANIFEST_DIR").expect("set by cargo");
    let mut files: Vec<_> = fs::read_dir(Path::new(&root).join("queries"))?
        .map(|entry| entry.map(|it| it.path()))
        .collect::<Result<_, _>>()?;
    files.retain(|path| path.extension().is_some_and(|it| it == "rq"));
    // By name, not by path: `acts` comes before `acts-on-state`, `acts.rq` after `acts-on-state.rq`.
    files.sort_by(|a, b| a.file_stem().cmp(&b.file_stem()));
    let mut table = String::from("/// Name and text, by name.\nconst QUESTIONS: &[(&str, &str)] = &[\n");
    for path in &files {
        let name = path.file_stem().and_then(|it| it.to_str()).expect("names of questions are ASCII");
        // Found from the checkout being compiled: several may share one target folder.
        writeln!(
            table,
            "    ({name:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/queries/{name}.rq\"))),"
        )
        .expect("writing to a string");
    }
    table.push_str("];\n");
    let out = env::var_os("OUT_DIR").expect("set by cargo");
    fs::write(Path::new(&out).join("questions.rs"), table)
}
