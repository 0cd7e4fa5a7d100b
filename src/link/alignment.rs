//! Two names held against each other, word by word.
//!
//! Each word is paired with the likest word of the other name, whatever the order; what must
//! have a counterpart and has none makes the names different, or one a part of the other. The
//! score is the mean likeness of the pairs, weighted by length, drawn half-way to the least
//! likely pair: one word that does not fit is not outvoted by three that do.

use strsim::normalized_damerau_levenshtein as likeness;

use super::kind::Kind;
use super::name::{Name, Part, Word};

/// How one name stands to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// Each has words that the other lacks.
    Other,
    /// One has words that the other lacks.
    PartOf,
    /// Every word has its counterpart, more or less.
    Near,
    /// The same words without case, accents and script.
    Folded,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// 0 to 1.
    pub score: f64,
    pub relation: Relation,
    /// Pairs of whole words: initials prove little.
    pub whole_words: usize,
}

/// Likeness of two words that sound the same and are spelt differently.
const SAME_SOUND: f64 = 0.97;
/// Of a word and its initial.
const INITIAL: f64 = 0.80;
/// Of a surname and the same with a Slavic feminine ending.
const FEMININE: f64 = 0.95;
/// Of two names that differ by a last *a*: a man and a woman, as often as not.
const LAST_A: f64 = 0.5;
/// Of words without vowels whose consonants are the same.
const SAME_BONES: f64 = 0.90;
/// Share of the consonants' classes in the likeness of two words.
const BONES: f64 = 0.4;
/// What another order costs: surname first is common, any other order is not.
const TURNED: f64 = 0.01;
const SHUFFLED: f64 = 0.04;

pub fn compare(kind: Kind, a: &Name, b: &Name) -> Comparison {
    let pairs = pairs(kind, &a.words, &b.words);
    let lone = |words: &[Word], side: fn(&Pair) -> std::ops::Range<usize>| {
        words
            .iter()
            .enumerate()
            .filter(|(at, word)| word.is_needed() && !pairs.iter().any(|it| side(it).contains(at)))
            .map(|(_, word)| weight(word))
            .fold((0, 0.0), |(count, sum), weight| (count + 1, sum + weight))
    };
    let (lone_a, weight_a) = lone(&a.words, |it| it.a.clone());
    let (lone_b, weight_b) = lone(&b.words, |it| it.b.clone());
    let paired: f64 = pairs.iter().map(|it| it.weight).sum();
    let all = paired + weight_a + weight_b;
    if pairs.is_empty() || all == 0.0 {
        return Comparison { score: 0.0, relation: Relation::Other, whole_words: 0 };
    }
    let like: f64 = pairs.iter().map(|it| it.weight * it.likeness).sum();
    let least = pairs.iter().map(|it| it.likeness).fold(1.0, f64::min);
    let mean = (like / paired + least) / 2.0;
    let score = (mean * paired / all - disorder(&pairs)).max(0.0);
    let relation = match (lone_a, lone_b) {
        (0, 0) if least == 1.0 => Relation::Folded,
        (0, 0) => Relation::Near,
        (_, 0) | (0, _) => Relation::PartOf,
        _ => Relation::Other,
    };
    let whole_words = pairs.iter().filter(|it| it.whole).count();
    Comparison { score, relation, whole_words }
}

struct Pair {
    /// Words of either side; two where one side writes them together.
    a: std::ops::Range<usize>,
    b: std::ops::Range<usize>,
    likeness: f64,
    weight: f64,
    whole: bool,
}

/// The likest first, each word once.
fn pairs(kind: Kind, a: &[Word], b: &[Word]) -> Vec<Pair> {
    let least = kind.thresholds().word;
    let mut all = Vec::with_capacity(a.len() + b.len());
    for (i, one) in a.iter().enumerate() {
        for (j, other) in b.iter().enumerate() {
            let likeness = like(kind, one, other);
            if likeness >= least {
                all.push(Pair {
                    a: i..i + 1,
                    b: j..j + 1,
                    likeness,
                    weight: weight(one) + weight(other),
                    whole: one.part == Part::Word && other.part == Part::Word,
                });
            }
        }
    }
    written_together(a, b, &mut all, false);
    written_together(b, a, &mut all, true);
    let apart = |it: &Pair| it.a.start.abs_diff(it.b.start);
    all.sort_by(|x, y| {
        y.likeness.total_cmp(&x.likeness).then(apart(x).cmp(&apart(y))).then(x.a.start.cmp(&y.a.start))
    });
    let mut taken: Vec<Pair> = Vec::new();
    for pair in all {
        let free = taken.iter().all(|it| {
            (it.a.end <= pair.a.start || pair.a.end <= it.a.start)
                && (it.b.end <= pair.b.start || pair.b.end <= it.b.start)
        });
        if free {
            taken.push(pair);
        }
    }
    taken.sort_by_key(|it| it.a.start);
    taken
}

/// "Abdel Nur" and "Abdelnur".
fn written_together(two: &[Word], one: &[Word], all: &mut Vec<Pair>, turned: bool) {
    for (i, pair) in two.windows(2).enumerate() {
        let [first, second] = pair else { continue };
        if first.part == Part::Number || second.part == Part::Number {
            continue;
        }
        for (j, word) in one.iter().enumerate() {
            let parts = word.plain.strip_prefix(first.plain.as_str());
            let likeness = if parts == Some(second.plain.as_str()) {
                1.0
            } else if word.sound.strip_prefix(first.sound.as_str()) == Some(second.sound.as_str()) {
                SAME_SOUND
            } else {
                continue;
            };
            let weight = weight(word) * 2.0;
            let (a, b) = (i..i + 2, j..j + 1);
            let (a, b) = if turned { (b, a) } else { (a, b) };
            all.push(Pair { a, b, likeness, weight, whole: true });
        }
    }
}

/// Longer words tell more, up to a length that most surnames have.
fn weight(word: &Word) -> f64 {
    const LONGEST: usize = 8;
    match word.part {
        Part::Initial | Part::Particle => 1.0,
        _ => word.plain.len().min(LONGEST) as f64,
    }
}

fn like(kind: Kind, a: &Word, b: &Word) -> f64 {
    use Part::{Generation, Initial, Number, Particle};
    match (a.part, b.part) {
        (Initial, Initial) | (Number, _) | (_, Number) | (Generation, _) | (_, Generation) => {
            return f64::from(a.plain == b.plain && a.part == b.part);
        }
        (Initial, Particle) | (Particle, Initial) => return 0.0,
        (Initial, _) if kind == Kind::Person => {
            return if begins_alike(a, b) { INITIAL } else { 0.0 };
        }
        (_, Initial) if kind == Kind::Person => {
            return if begins_alike(b, a) { INITIAL } else { 0.0 };
        }
        // "De" may be somebody's surname, but "van" is not a way to write "Ivan".
        (Particle, _) | (_, Particle) => return f64::from(a.plain == b.plain),
        _ => {}
    }
    if a.plain == b.plain {
        return 1.0;
    }
    if kind != Kind::Person {
        return likeness(&a.plain, &b.plain);
    }
    if a.abjad || b.abjad {
        let same = a.bones.trim_start_matches('-') == b.bones.trim_start_matches('-');
        return if same { SAME_BONES } else { SAME_BONES * likeness(&a.bones, &b.bones) };
    }
    if a.sound == b.sound {
        return SAME_SOUND;
    }
    let (long, short) = if a.plain.len() > b.plain.len() { (a, b) } else { (b, a) };
    match long.plain.strip_prefix(short.plain.as_str()) {
        Some("a") => return LAST_A,
        Some("ova" | "eva") if short.plain.len() > 2 => return FEMININE,
        _ => {}
    }
    let by_sound = (1.0 - BONES) * likeness(&a.sound, &b.sound) + BONES * likeness(&a.bones, &b.bones);
    by_sound.max(likeness(&a.plain, &b.plain)).min(SAME_SOUND)
}

fn begins_alike(initial: &Word, word: &Word) -> bool {
    word.plain.starts_with(initial.plain.as_str())
        || !initial.bones.is_empty() && initial.bones != "-" && word.bones.starts_with(initial.bones.as_str())
}

/// Pairs are in the order of the first name.
fn disorder(pairs: &[Pair]) -> f64 {
    let falls = pairs.windows(2).filter(|two| two[1].b.start < two[0].b.start).count();
    let first = pairs.first().map_or(0, |it| it.b.start);
    let last = pairs.last().map_or(0, |it| it.b.start);
    match falls {
        0 => 0.0,
        // One fall, and the end stands before the beginning: "B C A" for "A B C".
        1 if last < first => TURNED,
        _ => SHUFFLED,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kind: Kind, a: &str, b: &str, relation: Relation, accepted: bool) {
        let (a_name, b_name) = (Name::new(kind, a), Name::new(kind, b));
        let came = compare(kind, &a_name, &b_name);
        let turned = compare(kind, &b_name, &a_name);
        assert!((came.score - turned.score).abs() < 1e-9, "{a} · {b}: {came:?} but {turned:?}");
        assert_eq!(came.relation, relation, "{a} · {b}: {came:?}");
        let enough = came.score >= kind.thresholds().accepted && came.relation >= Relation::Near;
        assert_eq!(enough, accepted, "{a} · {b}: {came:?}");
    }

    #[test]
    fn one_name_in_two_scripts_is_near() {
        check(Kind::Person, "Jelena Oserowa", "Елена Озерова", Relation::Near, true);
        check(Kind::Person, "Озерова, Елена", "Yelena Ozerova", Relation::Near, true);
        check(Kind::Person, "Tõnu Mägi", "Tonu Magi", Relation::Folded, true);
    }

    #[test]
    fn another_surname_is_another_name() {
        check(Kind::Person, "Ivan Popov", "Ivan Petrov", Relation::Other, false);
        check(Kind::Person, "Ada Holm", "Eda Holmsen", Relation::Other, false);
    }

    #[test]
    fn a_last_a_is_another_person() {
        check(Kind::Person, "Ivan Ozerov", "Ivana Ozerov", Relation::Other, false);
    }

    #[test]
    fn a_part_is_never_the_whole() {
        check(Kind::Person, "Ada Holm", "Ada Lise Holm", Relation::PartOf, false);
        check(Kind::Person, "Holm", "Ada Holm", Relation::PartOf, false);
        let (part, whole) = ("Parliament of Xanadu", "Senate of the Parliament of Xanadu");
        check(Kind::Body, part, whole, Relation::PartOf, false);
    }

    #[test]
    fn what_may_be_missing_makes_no_part() {
        check(Kind::Person, "Ivan Petrovich Ozerov", "Ivan Ozerov", Relation::Folded, true);
        check(Kind::Person, "Jan van Holm", "Jan Holm", Relation::Folded, true);
    }

    #[test]
    fn an_initial_alone_does_not_decide() {
        check(Kind::Person, "A. Holm", "Ada Holm", Relation::Near, false);
        check(Kind::Person, "B. Holm", "Ada Holm", Relation::Other, false);
    }

    #[test]
    fn numbers_must_be_equal() {
        check(
            Kind::Treaty,
            "Protocol No. 4 to the Treaty",
            "Protocol No. 14 to the Treaty",
            Relation::Other,
            false,
        );
        check(
            Kind::Treaty,
            "Protocol No. 4 to the Treaty",
            "Protocol no. 4 to the treaty",
            Relation::Folded,
            true,
        );
    }

    #[test]
    fn states_of_like_names_are_apart() {
        check(Kind::Country, "Nigeria", "Niger", Relation::Other, false);
        check(Kind::Country, "Côte d’Ivoire", "Cote d'Ivoire", Relation::Folded, true);
    }

    #[test]
    fn a_committee_is_not_the_next_one() {
        let (one, other) = ("Committee on Legal Affairs", "Committee on Social Affairs");
        check(Kind::Body, one, other, Relation::Other, false);
    }
}
