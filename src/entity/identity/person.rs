//! Persons. Two are never one because their names are near.
//!
//! One person: the same full name, but for case, accents and romanisation ([`name::sound`]),
//! unless one is named as a relative beside the other ("Jan Holm and his father Jan Holm");
//! the same first and last word where one writing leaves out those between, no third name
//! shares them and the two stand in no paragraph together; near names at the same place of two versions where neither stands in the
//! other; a family name alone, where exactly one full name of the document ends in it and
//! neither sex of address nor office speaks against it.
//!
//! The key's country is the one State in the act's title, for persons named in its text: the
//! matter in which they are named, not a nationality. A family name alone is too little to
//! hold beyond this act, so its key is local to it.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::{BlockKind, Section};
use crate::grammar::{Class, Grammar};
use crate::mention::{MentionId, Person, Reading};
use crate::text::Language;

use super::super::cluster::{self, ByOrder, Clusters};
use super::super::scope::Scope;
use super::super::{Basis, Key, name};
use super::{Link, Links};

pub fn link(scope: &Scope<'_>, links: &mut Links) {
    let ids: Vec<MentionId> =
        scope.all().filter(|(_, it)| matches!(it.reading, Reading::Person(_))).map(|(id, _)| id).collect();
    let mut names: Vec<Name> = ids.iter().map(|&id| Name::of(scope, id)).collect();
    find_namesakes(scope, &ids, &mut names);
    let mut clusters = Clusters::new(ids);
    join_same_names(scope, &names, &mut clusters);
    join_shortened(scope, &names, &mut clusters);
    clusters.align(scope, ByOrder::Never, |a, b| {
        names[a].family_only == names[b].family_only && name::is_near(names[a].words, names[b].words)
    });
    join_family_names(scope, &names, &mut clusters);

    let country = scope.home().map(|it| scope.notation(it).to_lowercase());
    for (root, nodes) in clusters.all() {
        let full: Vec<MentionId> =
            nodes.iter().filter(|&&it| !names[it].family_only).map(|&it| clusters.members[it]).collect();
        let shown = if full.is_empty() {
            nodes.iter().map(|&it| clusters.members[it]).collect()
        } else {
            full.clone()
        };
        let mut slug =
            cluster::names(scope, &shown).first().map(|(_, name)| name::slug(name)).unwrap_or_default();
        if nodes.iter().any(|&it| names[it].namesake) {
            slug = format!("{slug}-{RELATIVE}");
        }
        if full.is_empty() {
            slug = format!("{slug}-{}", scope.local());
        }
        // The rapporteur, in a footnote or beside the number, is not part of the matter: one
        // person, whatever the printing.
        let in_text = nodes.iter().any(|&it| {
            let block = scope.block(scope.mentions.get(clusters.members[it]));
            block.kind == BlockKind::Title
                || block.kind != BlockKind::Footnote
                    && !matches!(block.section, Section::Cover | Section::Head)
        });
        let key = Key::Person { country: country.clone().filter(|_| in_text && !full.is_empty()), slug };
        for node in nodes {
            links.set(clusters.members[node], Link::new(key.clone(), clusters.basis(root)));
        }
    }
}

struct Name<'a> {
    words: &'a str,
    fold: Vec<String>,
    sound: Vec<String>,
    family_only: bool,
    sex: Option<Sex>,
    /// Notations of the offices that this mention is given.
    offices: Vec<&'a str>,
    /// A relative of somebody with this very name.
    namesake: bool,
}

/// Father, sister, cousin: notation of scheme `role`.
const RELATIVE: &str = "relative";

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Sex {
    Woman,
    Man,
}

impl<'a> Name<'a> {
    fn of(scope: &Scope<'a>, id: MentionId) -> Self {
        let mention = scope.mentions.get(id);
        let words = scope.words(mention);
        let (title, family_only) = match &mention.reading {
            Reading::Person(Person { title, family_only }) => (*title, *family_only),
            _ => (None, false),
        };
        let offices = scope
            .mentions
            .in_block(mention.block)
            .filter_map(|(_, it)| match &it.reading {
                Reading::Role(role) if role.holders.contains(&mention.span) => {
                    role.concept.map(|it| scope.notation(it))
                }
                _ => None,
            })
            .collect();
        Self {
            words,
            fold: name::fold(words),
            sound: name::sound(words),
            family_only: family_only || !words.contains([' ', '\u{a0}']),
            sex: title.and_then(|it| sex(scope.notation(it))),
            offices,
            namesake: false,
        }
    }
}

/// Who is called a relative where the same name stood before in the paragraph, and was not.
fn find_namesakes(scope: &Scope<'_>, ids: &[MentionId], names: &mut [Name<'_>]) {
    let block = |node: usize| scope.mentions.get(ids[node]).block;
    for b in 0..names.len() {
        if !names[b].offices.contains(&RELATIVE) {
            continue;
        }
        let before = (0..b).rev().take_while(|&a| block(a) == block(b));
        names[b].namesake =
            before.filter(|&a| names[a].fold == names[b].fold).any(|a| !names[a].offices.contains(&RELATIVE));
    }
}

/// From the notation of a title of address.
fn sex(title: &str) -> Option<Sex> {
    match title {
        "ms" | "mrs" | "miss" | "mmes" => Some(Sex::Woman),
        "mr" | "messrs" => Some(Sex::Man),
        _ => None,
    }
}

fn join_same_names(scope: &Scope<'_>, names: &[Name<'_>], clusters: &mut Clusters) {
    let mut first: FxHashMap<(&[String], bool, bool), usize> = FxHashMap::default();
    for (b, name) in names.iter().enumerate() {
        let a = *first.entry((&name.fold, name.family_only, name.namesake)).or_insert(b);
        if a != b {
            clusters.join(
                a,
                b,
                if names[a].words == names[b].words { Basis::ExactName } else { Basis::FoldedName },
            );
        }
    }
    // Two spellings side by side in one paragraph are two persons, as far as anyone can tell.
    // The first of each spelling stands for all of them: they are one cluster already.
    let mut alike: FxHashMap<(&[String], bool), Vec<usize>> = FxHashMap::default();
    for (b, name) in names.iter().enumerate() {
        if first.get(&(name.fold.as_slice(), name.family_only, name.namesake)) != Some(&b) {
            continue;
        }
        let before = alike.entry((&name.sound, name.family_only)).or_default();
        let fits = before
            .iter()
            .copied()
            .find(|&a| names[a].fold != names[b].fold && !side_by_side(scope, clusters, a, b));
        before.push(b);
        if let Some(a) = fits {
            clusters.join(a, b, Basis::FoldedName);
        }
    }
}

fn side_by_side(scope: &Scope<'_>, clusters: &Clusters, a: usize, b: usize) -> bool {
    let block = |node: usize| scope.mentions.get(clusters.members[node]).block;
    // Both in reading order.
    let mut others = clusters.cluster(b).map(block).peekable();
    clusters.cluster(a).map(block).any(|here| {
        while others.next_if(|it| *it < here).is_some() {}
        others.peek() == Some(&here)
    })
}

/// Full names that begin and end alike: of two words, and of more.
#[derive(Default)]
struct SameEnds {
    longer: Vec<usize>,
    shorter: Vec<usize>,
}

/// "Anna Maria Rossi" and "Anna Rossi", where nobody else is called Anna … Rossi. Side by side
/// they are two: "Jan Holm and his son Jan Erik Holm".
fn join_shortened(scope: &Scope<'_>, names: &[Name<'_>], clusters: &mut Clusters) {
    // By first and last word: names of three words and more, and of two.
    let mut ends: FxHashMap<(&str, &str), SameEnds> = FxHashMap::default();
    for it in clusters.roots().filter(|&it| !names[it].family_only) {
        let [first, between @ .., last] = names[it].sound.as_slice() else { continue };
        let same = ends.entry((first, last)).or_default();
        if between.is_empty() { &mut same.shorter } else { &mut same.longer }.push(it);
    }
    // Each end joins what no other does, so their order does not matter.
    for same in ends.values() {
        if let (&[long], &[short]) = (same.longer.as_slice(), same.shorter.as_slice())
            && !side_by_side(scope, clusters, long, short)
        {
            clusters.join(long, short, Basis::FoldedName);
        }
    }
}

/// "de la Rochette": a family name of several words, if a full name ends in it.
fn begins_with_particle(names: &Grammar, name: &Name<'_>) -> bool {
    name.fold.len() > 1 && name.fold.first().is_some_and(|it| names.is(Class::FamilyParticle, it))
}

fn join_family_names(scope: &Scope<'_>, names: &[Name<'_>], clusters: &mut Clusters) {
    let words = &scope.lexicon.grammars().names;
    let alone: Vec<usize> = (0..names.len())
        .filter(|&it| names[it].family_only || begins_with_particle(words, &names[it]))
        .collect();
    // Full names by their last word, one of each spelling and cluster.
    let mut full: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    let mut seen: FxHashSet<(usize, &[String])> = FxHashSet::default();
    for it in (0..names.len()).filter(|&it| !names[it].family_only) {
        if let Some(last) = names[it].sound.last()
            && seen.insert((clusters.root(it), &names[it].sound))
        {
            full.entry(last).or_default().push(it);
        }
    }
    let mut known: FxHashMap<usize, Bearer<'_>> = FxHashMap::default();
    for &short in &alone {
        let of_word = names[short].sound.last().and_then(|it| full.get(it.as_str()));
        let mut fits: Vec<usize> = of_word
            .into_iter()
            .flatten()
            .copied()
            .filter(|&it| {
                names[it].sound.len() > names[short].sound.len()
                    && names[it].sound.ends_with(&names[short].sound)
            })
            .map(|it| clusters.root(it))
            .collect();
        fits.sort_unstable();
        fits.dedup();
        let &[only] = fits.as_slice() else { continue };
        let other = clusters.root(short);
        if other == only {
            continue;
        }
        let bearer = |root: usize| {
            let mut bearer = Bearer::default();
            for it in clusters.cluster(root) {
                bearer.languages.insert(scope.block(scope.mentions.get(clusters.members[it])).language);
                bearer.sexes.extend(names[it].sex);
                bearer.offices.extend(&names[it].offices);
            }
            bearer
        };
        let person = known.entry(only).or_insert_with(|| bearer(only));
        // Named in full in this version, of the same sex, and in the same office if in any.
        let language = scope.block(scope.mentions.get(clusters.members[short])).language;
        let fits = person.languages.contains(&language)
            && names[short].sex.is_none_or(|sex| person.sexes.iter().all(|it| *it == sex))
            && names[short].offices.iter().all(|office| person.offices.contains(office));
        if fits {
            let (a, b) = (known.remove(&only), known.remove(&other).unwrap_or_else(|| bearer(other)));
            clusters.join(only, short, Basis::FoldedName);
            let mut both = a.unwrap_or_default();
            both.languages.extend(b.languages);
            both.sexes.extend(b.sexes);
            both.offices.extend(b.offices);
            known.insert(clusters.root(only), both);
        }
    }
}

/// What is said of a person in all the places of a cluster.
#[derive(Default)]
struct Bearer<'a> {
    languages: FxHashSet<Language>,
    sexes: FxHashSet<Sex>,
    offices: FxHashSet<&'a str>,
}
