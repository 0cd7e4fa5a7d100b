//! How the time of each stage grows with the size of a text that is hard on one rule: where it
//! grows faster than the text, a hostile file could keep a machine busy.
//! `cargo bench --bench limits [-- KIND… KILOBYTES]`

use std::time::Duration;

use hemicycle::graph::iri::Minter;
use hemicycle::lexicon::Lexicon;
use hemicycle::source::Source;
use hemicycle::{document, entity, graph, mention};

#[path = "../tests/hostile/large.rs"]
mod large;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|it| !it.starts_with("--")).collect();
    let size: usize = arguments.iter().find_map(|it| it.parse().ok()).unwrap_or(256);
    let lexicon = Lexicon::built_in();
    println!("milliseconds at {size} KB, and how many times more at twice the size\n");
    println!("{:<22}{:>14}{:>14}{:>14}{:>14}{:>14}", "", "source", "document", "mention", "entity", "graph");
    for (name, unit) in large::KINDS {
        let kinds = arguments.iter().filter(|it| it.parse::<usize>().is_err());
        if kinds.clone().next().is_some() && !kinds.clone().any(|it| name.contains(it.as_str())) {
            continue;
        }
        let Some(once) = measure(&large::text(unit, size << 10), lexicon) else {
            println!("{name:<22}refused");
            continue;
        };
        let Some(twice) = measure(&large::text(unit, size << 11), lexicon) else { continue };
        print!("{name:<22}");
        let mut worst = false;
        for (a, b) in once.iter().zip(&twice) {
            let (a, b) = (a.as_secs_f64() * 1e3, b.as_secs_f64() * 1e3);
            let times = b / a.max(0.5);
            worst |= times > 2.8 && b > 20.0;
            print!("{a:>8.1} ×{times:<4.1}");
        }
        println!("{}", if worst { "  <--" } else { "" });
    }
}

/// Computing time of this thread, which other work on the machine does not lengthen; from any
/// start. Zero where the system does not tell.
fn now() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(told.split(' ').next().and_then(|it| it.parse().ok()).unwrap_or(0))
}

fn measure(text: &str, lexicon: &Lexicon) -> Option<[Duration; 5]> {
    let start = now();
    let source = Source::from_bytes("act.txt", text.as_bytes().to_vec()).ok()?;
    let read = now();
    let document = document::parse(&source, lexicon);
    let parsed = now();
    let mentions = mention::find(&document, lexicon);
    let found = now();
    let entities = entity::resolve(&document, &mentions, lexicon);
    let named = now();
    let data = graph::build(&document, &mentions, &entities, lexicon, &Minter::default());
    let mut out = Vec::new();
    data.write_nquads(&mut out);
    let all = now();
    Some([read - start, parsed - read, found - parsed, named - found, all - named])
}
