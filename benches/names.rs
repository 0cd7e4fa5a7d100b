//! Name matching: how well, beside plain measures, and how fast. `cargo bench --bench names [-- speed]`.
//!
//! How well: on the tables of persons in `$HEMICYCLE_SHARED` or `../shared`; thresholds of every
//! method are chosen on half of the persons (the best recall at precision 0.995) and measured
//! on the other half. How fast: made-up names, 10,000 asked among 100,000.

#[path = "../tests/link/evaluation.rs"]
mod evaluation;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use hemicycle::link::index::{Index, Verdict};
use hemicycle::link::kind::Kind;
use rayon::prelude::*;

use self::evaluation::{Answer, Named, Ranking, asked, measure, ours, persons, shared};

fn main() {
    let only_speed = std::env::args().any(|it| it == "speed");
    match shared().filter(|_| !only_speed) {
        Some(folder) => compare(&persons(&folder)),
        None => println!("no shared tables: only the speed"),
    }
    speed();
}

/// A kind of names, and which they are.
type Group = (&'static str, fn(&Answer) -> bool);

const GROUPS: [Group; 4] = [
    ("all", |_| true),
    ("Latin letters", |it| it.latin),
    ("other scripts", |it| !it.latin),
    ("spelt otherwise", |it| it.spelt_otherwise),
];

fn compare(all: &[Named]) {
    println!(
        "{:<30} {:<16} {:>6} {:>9} {:>7} {:>7} {:>9}",
        "method", "names", "asked", "precision", "recall", "first", "strangers"
    );
    let answers = asked(all, ours);
    row("hemicycle", &answers);
    let margin = Kind::Person.thresholds().margin;
    println!("(the other half would choose {:.3})", choose(&answers, margin));
    for (name, answers) in [
        ("Jaro-Winkler", asked(all, plain(strsim::jaro_winkler))),
        ("token-set ratio", asked(all, plain(token_set))),
    ] {
        for margin in [0.0, margin] {
            let limit = choose(&answers, margin);
            row(&format!("{name} >= {limit:.3}, margin {margin}"), &accept(&answers, limit, margin));
        }
    }
}

fn row(method: &str, answers: &[Answer]) {
    for (group, is_in) in GROUPS {
        let it = measure(answers.iter().filter(|it| it.is_held_out() && is_in(it)));
        println!(
            "{method:<30} {group:<16} {:>6} {:>9.4} {:>7.4} {:>7.4} {:>9.4}",
            it.queries, it.precision, it.recall, it.first, it.strangers
        );
    }
}

/// A plain measure over the whole name, every name against every name.
fn plain(measure: fn(&str, &str) -> f64) -> impl Fn(&[&Named], &[&Named]) -> Vec<Ranking> {
    move |others, queries| {
        let folded = |name: &str| any_ascii::any_ascii(name).to_lowercase();
        let others: Vec<(u32, String)> = others.iter().map(|it| (it.person, folded(&it.name))).collect();
        let ask = |query: &&Named| {
            let name = folded(&query.name);
            let mut best: BTreeMap<u32, f64> = BTreeMap::new();
            for (person, other) in &others {
                let held = best.entry(*person).or_insert(0.0);
                *held = held.max(measure(&name, other));
            }
            let mut ranked: Vec<(u32, f64)> = best.into_iter().collect();
            ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            ranked.truncate(2);
            (ranked, false)
        };
        queries.iter().map(ask).collect()
    }
}

/// The lowest threshold that keeps precision on the half that is not held out.
fn choose(answers: &[Answer], margin: f64) -> f64 {
    let chosen_on: Vec<Answer> = answers.iter().filter(|it| !it.is_held_out()).copied().collect();
    (500..=1000)
        .rev()
        .map(|it| f64::from(it) / 1000.0)
        .find(|&limit| measure(accept(&chosen_on, limit - 0.001, margin).iter()).precision < 0.995)
        .unwrap_or(0.5)
}

fn accept(answers: &[Answer], limit: f64, margin: f64) -> Vec<Answer> {
    let accepted = |it: &Answer| it.score >= limit && it.ahead >= margin;
    answers.iter().map(|it| Answer { accepted: accepted(it), ..*it }).collect()
}

/// Words in common, and what is left: the usual token-set ratio.
fn token_set(a: &str, b: &str) -> f64 {
    fn words(name: &str) -> BTreeSet<&str> {
        name.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty()).collect()
    }
    let (a, b) = (words(a), words(b));
    let join = |words: Vec<&str>| words.join(" ");
    let common = join(a.intersection(&b).copied().collect());
    let with = |rest: Vec<&str>| format!("{common} {}", join(rest)).trim().to_owned();
    let one = with(a.difference(&b).copied().collect());
    let other = with(b.difference(&a).copied().collect());
    let pairs = [(&common, &one), (&common, &other), (&one, &other)];
    pairs.into_iter().filter(|(x, _)| !x.is_empty()).map(|(x, y)| ratio(x, y)).fold(0.0, f64::max)
}

/// Twice the longest common subsequence, by the letters of both.
fn ratio(a: &str, b: &str) -> f64 {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut row = vec![0_u32; b.len() + 1];
    for &x in a {
        let mut corner = 0;
        for (j, &y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = if x == y { corner + 1 } else { above.max(row[j]) };
            corner = above;
        }
    }
    2.0 * f64::from(row[b.len()]) / (a.len() + b.len()) as f64
}

/// Made-up names from syllables, the same at every run: common given names, rarer surnames.
fn made_up(count: u32, salt: u32) -> Vec<String> {
    const SYLLABLES: [&str; 24] = [
        "an", "bor", "ci", "da", "el", "fre", "gun", "ha", "iva", "jo", "ka", "len", "mar", "ni", "ol", "pe",
        "ra", "sol", "ta", "ul", "vi", "wen", "ya", "zo",
    ];
    let mut state = salt;
    let mut next = |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % below
    };
    (0..count)
        .map(|_| {
            let given = next(600);
            let surname = next(24 * 24 * 24);
            let syllable = |it: usize| SYLLABLES[it % 24];
            format!(
                "{}{} {}{}{}sen",
                syllable(given),
                syllable(given / 24),
                syllable(surname),
                syllable(surname / 24),
                syllable(surname / 576)
            )
        })
        .collect()
}

fn speed() {
    let (names, asked) = (made_up(100_000, 1), made_up(10_000, 2));
    let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().expect("two threads");
    let start = Instant::now();
    let index = Index::new(Kind::Person, (0..).zip(names.iter().map(String::as_str)));
    let built = start.elapsed();
    let accepted: usize = pool.install(|| {
        asked
            .par_iter()
            .map(|name| usize::from(matches!(index.decide(&index.rank(name)), Verdict::Accepted(_))))
            .sum()
    });
    println!(
        "10,000 names among 100,000 on two cores: {:.1} s, {:.1} s of them for the index; {accepted} accepted",
        start.elapsed().as_secs_f64(),
        built.as_secs_f64()
    );
}
