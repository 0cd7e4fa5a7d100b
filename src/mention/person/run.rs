//! Runs of words that have the shape of a person's name.
//!
//! Capitals one after the other, with what stands between the parts of a name: `de la`,
//! `van den`, `ben`, `bint`, `arap`, `el-`, `O'`, `Sant'`, `'t`, `qızı`, `kyzy`, initials. Some languages use some
//! of these as ordinary prepositions (`hc:ordinaryParticles`): there they join only behind one
//! given name.

use super::super::view::View;
use super::super::words::Shape;
use crate::grammar::{Class, Grammar};
use crate::lexicon::Scheme;

/// Longer runs are headings or lists.
pub const LONGEST: usize = 8;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shaped {
    pub to: usize,
    /// Words that are names themselves, particles not counted.
    pub names: usize,
    /// Holds a particle or a father's name that only persons have.
    pub personal: bool,
    /// First word of the family name with its particles.
    pub family: usize,
}

/// The run that begins with word `from`; with a title of address before it, it may begin with
/// a particle and may be all capitals.
pub fn shape(view: &View<'_>, from: usize, titled: bool) -> Option<Shaped> {
    let mut run = Shaped { to: from, names: 0, personal: false, family: from };
    let mut particles = from;
    // Initials alone name nobody.
    let mut whole = false;
    while run.to < from + 6 * LONGEST && run.names < 3 * LONGEST {
        let at = run.to;
        // "dell'Acqua": the name is glued to its particle; "D.M.S. Bandara": to an initial.
        let initials = view.is_mark(at.wrapping_sub(1), '.') && view.shape(at) == Some(Shape::Initial);
        if at > from && !view.follows_space(at) && particles == run.to && !initials {
            break;
        }
        // "Later Mr Novak", "Bericht von Herrn Novak": another name begins here.
        if at > from && is_title(view, at) {
            break;
        }
        // "M. Novak For the Council": the next line of a signature.
        let line = view.is_grammatical(at) && view.folded(at).len() > 2 && !view.is_auxiliary(at + 1);
        if run.names > 0 && line && view.is_capital(at) && view.shape(at + 1) == Some(Shape::Lower) {
            break;
        }
        if let Some(next) = name_word(view, at, titled || run.names > 0) {
            run.personal |= run.names > 0 && names(view).ends(Class::FathersName, view.folded(at))
                || view.shape(at) == Some(Shape::Lower);
            run.family = if particles < at { particles } else { at };
            run.names += 1;
            run.to = next;
            particles = next;
            whole |= view.shape(at) != Some(Shape::Initial) || view.is_apostrophe(at + 1);
            continue;
        }
        if run.names > 0 && names(view).is(Class::Child, view.folded(at)) {
            run.personal = true;
            run.to = at + 1;
            // "Vaqif qızı Səmədli" goes on; "Bekova kyzy" is all there is of a family name.
            particles = run.to;
            run.family = at - 1;
            continue;
        }
        if run.names == 0 && !titled {
            break;
        }
        let Some(found) = particle(view, at, run, from, titled) else { break };
        run.personal |= found.personal && run.names > 0;
        // Both parts of "Soler i Vidal" are the family name.
        particles = if found.joins { run.family } else { at };
        if found.joins && name_word(view, found.next, true).is_none() {
            break;
        }
        run.to = found.next;
    }
    // A particle with no name behind it is a preposition.
    if particles < run.to {
        run.to = particles;
    }
    (run.names > 0 && whole).then_some(run)
}

/// The word behind the name's word that stands here.
fn name_word(view: &View<'_>, at: usize, inner: bool) -> Option<usize> {
    let text = view.text(at);
    match view.shape(at)? {
        // "Lejla Dž. Begić": an initial of two consonants.
        Shape::Capital if inner && is_digraph(text) && view.is_mark(at + 1, '.') && view.is_glued(at + 1) => {
            view.is_capital(at + 2).then_some(at + 2)
        }
        // "Sant'Elpidio", "Dall'Olio"; "Lorsqu'Anna" begins no name.
        Shape::Capital
            if inner
                && view.is_apostrophe(at + 1)
                && view.is_glued(at + 1)
                && view.is_glued(at + 2)
                && view.shape(at + 2) == Some(Shape::Capital) =>
        {
            Some(at + 3)
        }
        // "Floc'hlay", "Solov'yov"; a possessive is one letter.
        Shape::Capital
            if inner
                && view.is_apostrophe(at + 1)
                && view.is_glued(at + 1)
                && view.is_glued(at + 2)
                && view.shape(at + 2) == Some(Shape::Lower)
                && view.text(at + 2).chars().count() > 2 =>
        {
            Some(at + 3)
        }
        Shape::Capital => Some(at + 1),
        // "O'Rourke", "D'Angelo": glued on both sides.
        Shape::Initial if view.is_apostrophe(at + 1) && view.is_glued(at + 1) => {
            let whole = view.is_glued(at + 2) && view.shape(at + 2) == Some(Shape::Capital);
            (whole && (inner || names(view).is(Class::ApostropheInitial, view.folded(at)))).then_some(at + 3)
        }
        // "J. Smith", "John F Kennedy"
        Shape::Initial => {
            let dot = usize::from(view.is_mark(at + 1, '.') && view.is_glued(at + 1));
            let goes_on = view.is_capital(at + 1 + dot) && view.shape(at + 1 + dot) != Some(Shape::Upper);
            ((dot == 1 || inner) && goes_on).then_some(at + 1 + dot)
        }
        Shape::Upper if inner && text.chars().count() > 2 && !text.contains('/') => Some(at + 1),
        // "el-Haddad"
        Shape::Lower => {
            let (head, tail) = text.split_once('-')?;
            let arabic = names(view).is(Class::HyphenatedParticle, head);
            (arabic && tail.chars().next().is_some_and(char::is_uppercase)).then_some(at + 1)
        }
        _ => None,
    }
}

/// Letters that stand for one sound and are an initial together: `Dž`, `Lj`, `Sz`, `Zs`.
fn is_digraph(text: &str) -> bool {
    text.chars().count() == 2 && !text.contains(['a', 'e', 'i', 'o', 'u', 'y', 'A', 'E', 'I', 'O', 'U', 'Y'])
}

/// The words that names of persons have, in any language's text.
fn names<'a>(view: &View<'a>) -> &'a Grammar {
    &view.lexicon.grammars().names
}

/// A title of address that no name has as a word of its own.
pub fn is_title(view: &View<'_>, at: usize) -> bool {
    view.label(at, Scheme::Title)
        .is_some_and(|hit| view.lexicon.values(hit.concept, "alsoName").next().is_none())
}

/// One of the small words that names have.
pub fn is_particle(view: &View<'_>, at: usize) -> bool {
    let word = view.text(at);
    !view.grammar.is(Class::OrdinaryParticle, word) && is_particle_word(view, word)
}

pub fn is_personal_particle(view: &View<'_>, word: &str) -> bool {
    names(view).is(Class::PersonalParticle, word)
}

pub fn is_particle_word(view: &View<'_>, word: &str) -> bool {
    names(view).is(Class::PersonalParticle, word) || names(view).has(Class::SharedParticle, word)
}

/// Behind an apostrophe that stands here: "'t Hart".
fn behind_apostrophe(view: &View<'_>, at: usize) -> Option<usize> {
    (view.is_apostrophe(at)
        && names(view).is(Class::ApostropheParticle, view.text(at + 1))
        && view.is_glued(at + 1))
    .then_some(at + 2)
}

struct Particle {
    /// The word behind.
    next: usize,
    /// Only persons have it.
    personal: bool,
    /// Joins two parts of one family name.
    joins: bool,
}

/// The particles that stand here, if a name follows them.
fn particle(view: &View<'_>, at: usize, run: Shaped, from: usize, titled: bool) -> Option<Particle> {
    // "Anna 't Hart"
    if let Some(next) = behind_apostrophe(view, at) {
        return view.is_capital(next).then_some(Particle { next, personal: true, joins: false });
    }
    let (grammar, names) = (view.grammar, names(view));
    let mut next = at;
    let mut personal = false;
    let mut ordinary = false;
    while next < at + 3 && view.shape(next) == Some(Shape::Lower) {
        let word = view.text(next);
        match word {
            // "de Soler i Vidal", "de la Cruz y Ochoa", "de Moura e Silva"
            _ if run.names > 0 && next == at && names.is(Class::JoiningParticle, word) => {
                let has_particle = run.family + 1 < run.to;
                // Italian "e" and "i" are "and" and "the".
                let ends = !(view.follows_space(next + 2) && view.is_capital(next + 2));
                let joins = !view.is_grammatical(next) || has_particle && ends;
                let capital = view.shape(next + 1) == Some(Shape::Capital);
                return (joins && capital).then_some(Particle {
                    next: next + 1,
                    personal: has_particle,
                    joins: true,
                });
            }
            // "von und zu"
            _ if next > at && names.is(Class::MiddleParticle, word) => {}
            _ if grammar.is(Class::NoParticle, word) => return None,
            _ if grammar.is(Class::OrdinaryParticle, word) => ordinary = true,
            _ if names.is(Class::PersonalParticle, word) => personal = true,
            _ if names.is(Class::SharedParticle, word) => {}
            // "dell'Acqua"
            _ if names.is_elided(Class::SharedParticle, word) && view.is_apostrophe(next + 1) => {}
            _ => return None,
        }
        next += 1;
        if view.is_apostrophe(next) && view.is_glued(next) && view.is_glued(next + 1) {
            next += 1;
        }
    }
    // "Jan van 't Hek"
    if next > at
        && let Some(behind) = behind_apostrophe(view, next)
    {
        personal = true;
        next = behind;
    }
    if next == at || !view.is_capital(next) && !view.text(next).contains('-') {
        return None;
    }
    // "Giovanni Rossi della Commissione": a preposition behind a whole name.
    let whole = if titled { run.names > 2 } else { run.names > 1 || run.to - from > 1 };
    if ordinary && whole {
        return None;
    }
    Some(Particle { next, personal, joins: false })
}

/// Whether the word ends as family names of many States do and few other words; by its ASCII form.
pub fn has_family_ending(view: &View<'_>, word: &str) -> bool {
    let folded = any_ascii::any_ascii(word).to_lowercase();
    let last = folded.rsplit('-').next().unwrap_or(&folded);
    last.len() > 4 && names(view).ends_after(Class::FamilyEnding, last, 2)
}

/// Letters only, in ASCII: two spellings of one name come near each other.
pub fn key(name: &str) -> String {
    any_ascii::any_ascii(name)
        .chars()
        .filter(|c| c.is_ascii_alphabetic() || *c == ' ')
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// Whether two keys are spellings of one name: as many words, each within one letter in six.
pub fn is_near(a: &str, b: &str) -> bool {
    a.split(' ').count() == b.split(' ').count()
        && a.split(' ').zip(b.split(' ')).all(|(a, b)| distance(a, b) <= 1 + a.len().max(b.len()) / 9)
}

/// Letters to insert, delete or change.
fn distance(a: &str, b: &str) -> usize {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len().abs_diff(b.len()) > 3 {
        return usize::MAX;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let cost = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = cost.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
