//! A name as it is compared: its words, and what part each plays.
//!
//! Titles and degrees go. Particles (`van`, `de`, `al`) and fathers' names (`Petrovich`,
//! `kyzy`) are kept and may be missing on the other side. One letter, or one with a full
//! stop, is an initial. Digits are kept as words and must be equal: "Protocol No. 4" is not
//! "Protocol No. 14". Everything else must have its counterpart.
//!
//! In titles and names of bodies an article may be missing.
//!
//! What the parts look like: `ontology/linking/name-part.ttl`.

use std::sync::LazyLock;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Term};
use rustc_hash::FxHashMap;

use super::kind::Kind;
use super::sound::{bones, plain, sound};

/// What a word is in a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Must have its counterpart.
    Word,
    /// Stands for any word that begins with it.
    Initial,
    /// A number: must be equal.
    Number,
    /// `junior`, `II`: must be equal.
    Generation,
    /// May be missing.
    Particle,
    /// The father's name: may be missing.
    Patronymic,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub part: Part,
    /// Without case, accents, script.
    pub plain: String,
    /// One letter for one sound.
    pub sound: String,
    /// Classes of consonants.
    pub bones: String,
    /// Written without vowels: only [`Self::bones`] can be compared.
    pub abjad: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    pub words: Vec<Word>,
}

/// Words that are looked at: what comes after in an endless name makes no difference.
const MOST_WORDS: usize = 40;

impl Name {
    pub fn new(kind: Kind, text: &str) -> Self {
        let mut words: Vec<Word> = text
            .split(|c: char| !(c.is_alphanumeric() || is_inside(c)))
            .filter_map(|word| Word::new(kind, word))
            .take(MOST_WORDS)
            .collect();
        if kind == Kind::Person {
            patronymics(&mut words);
        }
        Self { words }
    }

    /// Words that must have a counterpart.
    pub fn needed(&self) -> impl Iterator<Item = &Word> {
        self.words.iter().filter(|it| it.is_needed())
    }
}

/// Marks that stand on letters, and apostrophes: "O'Brien", "d’Alema" are one word.
fn is_inside(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | 'ʹ' | 'ʻ' | '`' | '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}')
}

impl Word {
    fn new(kind: Kind, text: &str) -> Option<Self> {
        // Letters with their marks, so that one spelling is one word.
        let text: String = unicode_normalization::UnicodeNormalization::nfc(text).collect();
        let plain = plain(&text);
        let first = plain.chars().next()?;
        let mut part = Part::Word;
        if plain.bytes().all(|b| b.is_ascii_digit()) {
            part = Part::Number;
        } else if kind != Kind::Person {
            // "the situation in", "Situation in".
            if kind != Kind::Country && ARTICLES.contains(&plain) {
                part = Part::Particle;
            }
        } else {
            part = match PARTS.get(plain.as_str()) {
                Some(Known::Honorific) => return None,
                Some(Known::Generation) => Part::Generation,
                // "E." is somebody's name, "e" joins two.
                Some(Known::Particle) if plain.len() > 1 || first.is_lowercase() && is_small(&text) => {
                    Part::Particle
                }
                _ if text.chars().count() == 1 => Part::Initial,
                _ => Part::Word,
            };
        }
        let sound = sound(&text);
        let bones = bones(&sound);
        let abjad = text.chars().any(|c| matches!(c, '\u{590}'..='\u{6ff}'));
        Some(Self { part, plain, sound, bones, abjad })
    }

    /// Whether it must have a counterpart.
    pub const fn is_needed(&self) -> bool {
        !matches!(self.part, Part::Particle | Part::Patronymic)
    }
}

fn is_small(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_lowercase)
}

/// Between two other names or behind them: surnames have the same endings, and those count.
fn patronymics(words: &mut [Word]) {
    let names = words.iter().filter(|it| it.part == Part::Word).count();
    if names < 3 {
        return;
    }
    let mut seen = 0;
    for word in words.iter_mut().filter(|it| it.part == Part::Word) {
        seen += 1;
        if seen > 1 && PATRONYMICS.iter().any(|end| word.plain.len() > end.len() && word.plain.ends_with(end))
        {
            word.part = Part::Patronymic;
            return;
        }
    }
}

#[derive(Clone, Copy)]
enum Known {
    Honorific,
    Generation,
    Particle,
}

/// Words of the list, by notation of their concept.
fn listed(wanted: &str) -> Vec<String> {
    let list = include_str!("../../ontology/linking/name-part.ttl");
    let quads = RdfParser::from_format(RdfFormat::Turtle).for_slice(list.as_bytes()).flatten();
    quads
        .filter(|quad| quad.predicate.as_str().ends_with("#hiddenLabel"))
        .filter(
            |quad| matches!(&quad.subject, NamedOrBlankNode::NamedNode(it) if it.as_str().ends_with(wanted)),
        )
        .filter_map(|quad| match quad.object {
            Term::Literal(word) => Some(word.value().to_owned()),
            _ => None,
        })
        .collect()
}

static PARTS: LazyLock<FxHashMap<String, Known>> = LazyLock::new(|| {
    let of = |wanted, known| listed(wanted).into_iter().map(move |word| (word, known));
    of("/particle", Known::Particle)
        .chain(of("/generation", Known::Generation))
        .chain(of("/honorific", Known::Honorific))
        .collect()
});

static ARTICLES: LazyLock<Vec<String>> = LazyLock::new(|| listed("/article"));

static PATRONYMICS: LazyLock<Vec<String>> = LazyLock::new(|| listed("/patronymic"));

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, expected: &[(&str, Part)]) {
        let name = Name::new(Kind::Person, name);
        let words: Vec<(&str, Part)> = name.words.iter().map(|it| (it.plain.as_str(), it.part)).collect();
        assert_eq!(words, expected);
    }

    #[test]
    fn titles_and_degrees_are_no_part_of_a_name() {
        check("Mag. Dr. Ada Mikkelsen, MBA", &[("ada", Part::Word), ("mikkelsen", Part::Word)]);
    }

    #[test]
    fn a_particle_and_an_initial_of_one_letter_are_told_apart() {
        use Part::{Initial, Particle, Word};
        check("E. van Holm", &[("e", Initial), ("van", Particle), ("holm", Word)]);
        check("Ruiz y Holm", &[("ruiz", Word), ("y", Particle), ("holm", Word)]);
    }

    #[test]
    fn a_fathers_name_needs_two_others_beside_it() {
        use Part::{Patronymic, Word};
        check("Иван Петрович Озеров", &[("ivan", Word), ("petrovich", Patronymic), ("ozerov", Word)]);
        check("Озеров Иван Петрович", &[("ozerov", Word), ("ivan", Word), ("petrovich", Patronymic)]);
        check("Ivan Petrovich", &[("ivan", Word), ("petrovich", Word)]);
    }

    #[test]
    fn hyphens_part_and_apostrophes_join() {
        check("Anne-Lise O’Holm", &[("anne", Part::Word), ("lise", Part::Word), ("oholm", Part::Word)]);
    }
}
