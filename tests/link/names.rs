//! How well names are told, where the tables are there. The comparison with plain measures,
//! and the speed, are in `cargo bench --bench names`.

use super::evaluation::{Answer, asked, measure, ours, persons, shared};

#[test]
fn one_language_finds_the_person_in_the_others_and_strangers_are_nobody() {
    let Some(folder) = shared() else { return println!("skipped: no shared tables") };
    let answers = asked(&persons(&folder), ours);
    // Thresholds were chosen on the other half.
    let it = measure(answers.iter().filter(|it| it.is_held_out()));
    println!("{it:?}");
    assert!(it.precision >= 0.99 && it.recall >= 0.85 && it.first >= 0.95, "{it:?}");
    let scripts = measure(answers.iter().filter(|it| it.is_held_out() && !it.latin));
    assert!(scripts.precision >= 0.99 && scripts.first >= 0.95, "{scripts:?}");
    let whole = measure(answers.iter().filter(|it| !Answer::is_held_out(it)));
    assert!(whole.precision >= 0.99, "{whole:?}");
}
