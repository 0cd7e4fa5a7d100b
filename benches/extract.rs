//! Documents a second on one core, text to N-Quads with the whole graph, and how long each
//! stage takes. `cargo bench --bench extract [-- FILE…]`; without files, the sample acts.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use hemicycle::graph::iri::Minter;
use hemicycle::lexicon::Lexicon;
use hemicycle::source::Source;
use hemicycle::{document, entity, graph, mention};

/// Each document is read so often; the fastest round counts, as others use the machine, too.
const ROUNDS: usize = 15;

fn main() {
    let mut files: Vec<PathBuf> =
        std::env::args().skip(1).filter(|it| !it.starts_with("--")).map(PathBuf::from).collect();
    if files.is_empty() {
        let acts = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/acts");
        files = std::fs::read_dir(acts).expect("sample acts").flatten().map(|it| it.path()).collect();
        files.retain(|it| it.extension().is_some_and(|it| it == "txt"));
        files.sort();
    }
    let start = Instant::now();
    let lexicon = Lexicon::built_in();
    println!("lexicon ready after {:.1} ms", milliseconds(start.elapsed()));
    println!(
        "{:<40} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8} {:>9}",
        "", "KB", "read ms", "find ms", "name ms", "quads ms", "all ms", "quads"
    );
    let mut sum = Duration::ZERO;
    for file in &files {
        let bytes = std::fs::read(file).expect("a file to read");
        let Ok(source) = Source::from_bytes(&file.display().to_string(), bytes.clone()) else { continue };
        let mut best = [Duration::MAX; 5];
        let mut out = Vec::with_capacity(1 << 21);
        let mut quads = 0;
        for _ in 0..ROUNDS {
            let start = Instant::now();
            let document = document::parse(&source, lexicon);
            let read = start.elapsed();
            let mentions = mention::find(&document, lexicon);
            let found = start.elapsed();
            let entities = entity::resolve(&document, &mentions, lexicon);
            let named = start.elapsed();
            let data = graph::build(&document, &mentions, &entities, lexicon, &Minter::default());
            out.clear();
            data.write_nquads(&mut out);
            let all = start.elapsed();
            quads = data.len();
            for (best, time) in best.iter_mut().zip([read, found - read, named - found, all - named, all]) {
                *best = (*best).min(time);
            }
        }
        sum += best[4];
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        let [read, found, named, written, all] = best.map(milliseconds);
        let size = bytes.len() as f64 / 1024.0;
        println!(
            "{name:<40.40} {size:>8.1} {read:>8.2} {found:>8.2} {named:>8.2} {written:>8.2} {all:>8.2} {quads:>9}"
        );
    }
    println!("{:.0} documents a second on one core", files.len() as f64 / sum.as_secs_f64());
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
