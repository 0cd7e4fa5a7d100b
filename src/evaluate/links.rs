//! Which IRI is which thing of the gold, and whether every mention leads to the right one.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde::Serialize;

use super::fault::{Fault, What, place};
use super::gold::{Gold, GoldEntity, GoldMention};
use super::line::{Lines, MentionLine};
use super::mentions::{Alignment, Predicted, type_of};
use super::rates::{Rates, Share, harmonic, round};
use super::wording;

/// A core mention shared weighs more than any number of others.
const CORE_VOTE: u32 = 1000;

/// IRIs of a run and keys of the gold, one to one.
#[derive(Default)]
pub struct Identity<'a> {
    key_of: HashMap<&'a str, &'a str>,
    iri_of: HashMap<&'a str, &'a str>,
    /// Things without a core mention, by their names.
    by_label: HashMap<String, &'a str>,
}

impl<'a> Identity<'a> {
    /// By the most shared core mentions; mentions of other tiers are a weak vote; things that
    /// have no core mention at all are known by the label of an entity line.
    pub fn of(gold: &'a Gold, lines: &'a Lines, alignment: &Alignment<'a>) -> Self {
        let mut votes: BTreeMap<(&str, &str), u32> = BTreeMap::new();
        for (core, predicted) in alignment.pairs() {
            if let Some(iri) = named(predicted.line) {
                *votes.entry((iri, &core.entity)).or_default() += CORE_VOTE;
            }
        }
        let mut at: HashMap<(u32, u32), Vec<&MentionLine>> = HashMap::new();
        let all = alignment.predicted.iter().map(|it| it.line).chain(alignment.unscored.iter().copied());
        for line in all {
            at.entry((line.start, line.end)).or_default().push(line);
        }
        for it in gold.mentions.iter().filter(|it| !it.is_core() && it.r#type != "Title") {
            for line in at.get(&(it.start, it.end)).into_iter().flatten() {
                if let Some(iri) = named(line)
                    && it.types().any(|ty| ty == type_of(line))
                {
                    *votes.entry((iri, &it.entity)).or_default() += 1;
                }
            }
        }
        let mut ranked: Vec<_> = votes.into_iter().collect();
        ranked.sort_by_key(|&(pair, votes)| (Reverse(votes), pair));
        let mut identity = Self::default();
        for ((iri, key), _) in ranked {
            identity.tie(iri, key);
        }
        for entity in gold.entities.iter().filter(|it| it.core_mentions == 0) {
            for name in entity.variants.values().flatten() {
                identity.by_label.entry(wording::label(name)).or_insert(&entity.key);
            }
        }
        for entity in &lines.entities {
            if identity.key_of.contains_key(entity.iri.as_str()) {
                continue;
            }
            let keys = entity.labels.iter().filter_map(|it| identity.by_label.get(&wording::label(it)));
            if let Some(key) = keys.copied().find(|key| !identity.iri_of.contains_key(key)) {
                identity.tie(&entity.iri, key);
            }
        }
        identity
    }

    fn tie(&mut self, iri: &'a str, key: &'a str) {
        if !self.key_of.contains_key(iri) && !self.iri_of.contains_key(key) {
            self.key_of.insert(iri, key);
            self.iri_of.insert(key, iri);
        }
    }

    pub fn key(&self, iri: &str) -> Option<&'a str> {
        self.key_of.get(iri).copied()
    }

    pub fn key_labelled(&self, label: &str) -> Option<&'a str> {
        self.by_label.get(&wording::label(label)).copied()
    }

    fn is_right(&self, core: &GoldMention, predicted: &Predicted<'_>) -> bool {
        named(predicted.line).and_then(|it| self.key(it)) == Some(&core.entity)
    }
}

/// The thing a line says it names; an empty name is none.
fn named(line: &MentionLine) -> Option<&str> {
    line.entity.as_deref().filter(|it| !it.is_empty())
}

#[derive(Debug, Serialize)]
pub struct LinkScores {
    pub linked: Rates,
    pub bcubed: Cubed,
    pub bcubed_names_only: Cubed,
    pub entities_with_core_mention: usize,
    pub entities_in_one_piece: usize,
}

/// B-cubed: how pure each thing is and how whole, seen from its mentions.
#[derive(Debug, Serialize)]
pub struct Cubed {
    pub p: f64,
    pub r: f64,
    pub f1: f64,
}

const NAMES: [&str; 7] = ["Person", "Country", "Organization", "Party", "Treaty", "Agreement", "Programme"];

pub fn score(alignment: &Alignment<'_>, identity: &Identity<'_>, faults: &mut Vec<Fault>) -> LinkScores {
    let right = alignment.pairs().filter(|(core, it)| identity.is_right(core, it)).count();
    for (core, predicted) in alignment.pairs().filter(|(core, it)| !identity.is_right(core, it)) {
        let came = match named(predicted.line) {
            None => "nothing".to_owned(),
            Some(iri) => match identity.key(iri) {
                Some(key) => format!("{iri}, which is {key}"),
                None => iri.to_owned(),
            },
        };
        let at = place(Some(&core.version), &core.paragraph);
        let name = format!("{}: {} = {}", core.r#type, core.surface, core.entity);
        faults.push(Fault::new(What::LinkWrong, at, name).instead(came));
    }
    let keys: BTreeSet<&str> = alignment.core.iter().map(|it| it.entity.as_str()).collect();
    let mut pieces: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (core, predicted) in alignment.pairs() {
        pieces.entry(&core.entity).or_default().insert(named(predicted.line).unwrap_or("nothing"));
    }
    pieces.retain(|_, iris| iris.len() > 1);
    for (key, iris) in &pieces {
        let came = iris.iter().copied().collect::<Vec<_>>().join(", ");
        faults.push(Fault::new(What::EntitySplit, "", *key).instead(came));
    }
    LinkScores {
        linked: Rates::of(right, alignment.counted().count() - right, alignment.core.len() - right),
        bcubed: cubed(alignment, &|_| true),
        bcubed_names_only: cubed(alignment, &|ty| NAMES.contains(&ty)),
        entities_with_core_mention: keys.len(),
        entities_in_one_piece: keys
            .iter()
            .filter(|key| identity.iri_of.contains_key(*key) && !pieces.contains_key(*key))
            .count(),
    }
}

/// Over all versions together: a mention missed has recall 0, one invented precision 0.
fn cubed(alignment: &Alignment<'_>, keep: &dyn Fn(&str) -> bool) -> Cubed {
    #[derive(Clone, Copy, PartialEq, Eq, Hash)]
    enum Item {
        Core(usize),
        Invented(usize),
    }
    let mut truth: HashMap<&str, HashSet<Item>> = HashMap::new();
    for (index, core) in alignment.core.iter().enumerate().filter(|(_, it)| keep(&it.r#type)) {
        truth.entry(&core.entity).or_default().insert(Item::Core(index));
    }
    // A mention that names nothing stands for itself.
    let mut said: HashMap<Result<&str, usize>, HashSet<Item>> = HashMap::new();
    let mut items: Vec<(Item, Result<&str, usize>)> = Vec::new();
    for index in alignment.counted() {
        let predicted = &alignment.predicted[index];
        let (item, ty) = match alignment.of_predicted[index] {
            Some(core) => (Item::Core(core), alignment.core[core].r#type.as_str()),
            None => (Item::Invented(index), predicted.r#type),
        };
        if keep(ty) {
            let cluster = named(predicted.line).ok_or(index);
            said.entry(cluster).or_default().insert(item);
            items.push((item, cluster));
        }
    }
    let key = |item: Item| match item {
        Item::Core(index) => Some(alignment.core[index].entity.as_str()),
        Item::Invented(_) => None,
    };
    let shared = |cluster, key| said[&cluster].intersection(&truth[key]).count() as f64;
    let pure: f64 = items
        .iter()
        .map(|&(item, cluster)| {
            key(item).map_or(0.0, |key| shared(cluster, key) / said[&cluster].len() as f64)
        })
        .sum();
    let whole: f64 = items
        .iter()
        .filter_map(|&(item, cluster)| {
            let key = key(item)?;
            Some(shared(cluster, key) / truth[key].len() as f64)
        })
        .sum();
    let mean = |sum: f64, of: usize| if of == 0 { 0.0 } else { sum / of as f64 };
    let (p, r) = (mean(pure, items.len()), mean(whole, truth.values().map(HashSet::len).sum()));
    Cubed { p: round(p), r: round(r), f1: round(harmonic(p, r)) }
}

const IDENTIFIED: [&str; 5] = ["ActCitation", "DocCitation", "Treaty", "Date", "Country"];

/// Core mentions of things that have an identifier: found, linked, and the identifier right.
pub fn identifiers(
    gold: &Gold,
    lines: &Lines,
    alignment: &Alignment<'_>,
    identity: &Identity<'_>,
    faults: &mut Vec<Fault>,
) -> BTreeMap<&'static str, Share> {
    let entities: HashMap<&str, &GoldEntity> = gold.entities.iter().map(|it| (it.key.as_str(), it)).collect();
    let mut said: HashMap<&str, Vec<&str>> = HashMap::new();
    for entity in &lines.entities {
        said.entry(&entity.iri).or_default().extend(entity.identifiers.values().map(String::as_str));
    }
    let mut table = BTreeMap::new();
    for ty in IDENTIFIED {
        let (mut of, mut right) = (0, 0);
        for (index, core) in alignment.core.iter().enumerate().filter(|(_, it)| it.r#type == ty) {
            let Some(entity) = entities.get(core.entity.as_str()) else { continue };
            if entity.identifiers.is_empty() {
                continue;
            }
            of += 1;
            let Some(predicted) = alignment.of_core[index].map(|it| &alignment.predicted[it]) else {
                continue;
            };
            if identity.is_right(core, predicted) && holds(&tokens(predicted.line, &said), ty, entity) {
                right += 1;
            } else {
                let at = place(Some(&core.version), &core.paragraph);
                let came = named(predicted.line).unwrap_or("nothing");
                faults.push(Fault::new(What::IdentifierWrong, at, &core.surface).instead(came));
            }
        }
        table.insert(ty, Share { right, of });
    }
    table
}

/// Numbers and words of what is said to identify the thing: by the mention and its entity
/// line; failing both, by the IRI.
fn tokens(line: &MentionLine, said: &HashMap<&str, Vec<&str>>) -> HashSet<String> {
    let mut pool: Vec<&str> = Vec::new();
    // A mention without a thing shares what lines without a thing say.
    if let Some(entity) = line.entity.as_deref() {
        pool.extend(said.get(entity).into_iter().flatten());
    }
    pool.extend(line.identifier.as_deref().filter(|it| !it.is_empty()));
    if pool.is_empty() {
        pool.extend(named(line));
    }
    let mut tokens = HashSet::new();
    for text in pool {
        for number in wording::numbers(text) {
            tokens.insert(number.to_owned());
            tokens.insert(number.trim_start_matches('0').to_owned());
        }
        tokens.extend(wording::words(text).map(str::to_uppercase));
    }
    tokens
}

fn holds(tokens: &HashSet<String>, ty: &str, entity: &GoldEntity) -> bool {
    let said = |name: &str| entity.identifiers.get(name);
    if ty == "Country" && said("iso3166").is_some() {
        return ["iso3166", "iso3166_3"].into_iter().filter_map(said).any(|it| tokens.contains(it));
    }
    ["number", "year", "date", "iso3166"].into_iter().filter_map(said).all(|value| {
        let mut numbers = wording::numbers(value).peekable();
        if numbers.peek().is_none() {
            return tokens.contains(value);
        }
        numbers.all(|number| tokens.contains(number.trim_start_matches('0')))
    })
}
