//! All integration tests in one crate, so that the store is linked once.

mod archives;
mod check;
mod cli;
mod config;
mod document;
mod evaluate;
mod families;
#[cfg(feature = "rocksdb")]
mod forget;
mod formats;
mod fuzz;
mod graph;
mod hostile;
mod language;
mod link;
mod mention;
mod ontology;
mod pdf;
mod publish;
mod queries;
mod search;
#[cfg(feature = "rocksdb")]
mod server;
mod store;
mod suites;

/// A folder of the data beside the checkout; says so where it is not there.
fn shared(name: &str) -> Option<std::path::PathBuf> {
    let beside = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let shared = std::env::var_os("HEMICYCLE_SHARED").map_or(beside, std::path::PathBuf::from);
    let folder = shared.join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: no {}", folder.display());
    None
}
