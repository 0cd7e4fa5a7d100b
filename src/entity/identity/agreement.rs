//! Agreements: by year and the sides that the text names, over the versions by their order.

use crate::grammar::Class;
use crate::mention::{Agreement, MentionId, Reading};
use crate::text::Language;

use super::super::cluster::{ByOrder, Clusters};
use super::super::scope::Scope;
use super::super::{Basis, Key, name};
use super::{Link, Links};

pub fn link(scope: &Scope<'_>, links: &mut Links) {
    let ids: Vec<MentionId> =
        scope.all().filter(|(_, it)| matches!(it.reading, Reading::Agreement(_))).map(|(id, _)| id).collect();
    let mut clusters = Clusters::new(ids);
    let known: Vec<(Option<i16>, Vec<String>)> =
        clusters.members.iter().map(|&id| (reading(scope, id).year, sides(scope, id, links))).collect();
    for b in 0..known.len() {
        let (year, sides) = &known[b];
        if (year.is_some() || !sides.is_empty())
            && let Some(a) = (0..b).find(|&a| known[a] == known[b])
        {
            clusters.join(a, b, Basis::NameAndState);
        }
    }
    clusters.align(scope, ByOrder::WhenAsMany, |a, b| known[a] == known[b]);
    // "the Partnership Agreement of 2009" later on: the one of that year and those words whose
    // sides are named.
    let words: Vec<_> = clusters.members.iter().map(|&id| content(scope, id)).collect();
    for short in 0..known.len() {
        if known[short].0.is_none() || !known[short].1.is_empty() {
            continue;
        }
        let mut fits: Vec<usize> = (0..known.len())
            .filter(|&it| {
                known[it].0 == known[short].0 && !known[it].1.is_empty() && words[it] == words[short]
            })
            .map(|it| clusters.root(it))
            .collect();
        fits.dedup();
        if let &[only] = fits.as_slice() {
            clusters.join(only, short, Basis::ExactName);
        }
    }
    let roots: Vec<usize> = clusters.roots().collect();
    for root in roots {
        let nodes: Vec<usize> = clusters.cluster(root).collect();
        let year = nodes.iter().find_map(|&it| known[it].0);
        let mut sides =
            nodes.iter().map(|&it| &known[it].1).max_by_key(|it| it.len()).cloned().unwrap_or_default();
        if sides.is_empty() {
            // Nothing but a year would make all agreements of that year one.
            sides = vec![scope.local(), (root + 1).to_string()];
        }
        for node in nodes {
            let key = Key::Agreement { year, sides: sides.clone() };
            links.set(clusters.members[node], Link::new(key, clusters.basis(root)));
        }
    }
}

/// Its words without the year and what joins them: "2009 Partnership Agreement" and
/// "Partnership Agreement of 2009" are called the same.
fn content(scope: &Scope<'_>, id: MentionId) -> (Language, Vec<String>) {
    let mention = scope.mentions.get(id);
    let language = scope.block(mention).language;
    let grammar = scope.lexicon.grammar(language);
    let year = reading(scope, id).year.map(|it| it.to_string());
    let small = [Class::Article, Class::Of, Class::OfArticle, Class::YearLink];
    let mut words = name::fold(scope.words(mention));
    words.retain(|it| year.as_deref() != Some(it) && !small.iter().any(|&class| grammar.has(class, it)));
    words.sort();
    (language, words)
}

fn reading<'a>(scope: &Scope<'a>, id: MentionId) -> &'a Agreement {
    match &scope.mentions.get(id).reading {
        Reading::Agreement(agreement) => agreement,
        _ => unreachable!("only agreements are asked for"),
    }
}

/// Slugs of the sides named beside it, sorted.
fn sides(scope: &Scope<'_>, id: MentionId, links: &Links) -> Vec<String> {
    let mention = scope.mentions.get(id);
    let mut sides: Vec<String> = reading(scope, id)
        .parties
        .iter()
        .filter_map(|&span| scope.at(mention.block, span))
        .filter_map(|(side, _)| match &links.get(side)?.key {
            Key::State { country } => Some(country.clone()),
            Key::Body { of: Some(of), slug } => Some(format!("{of}-{slug}")),
            Key::Body { of: None, slug } | Key::Organization { slug, .. } => Some(name::slug(slug)),
            _ => None,
        })
        .collect();
    sides.sort();
    sides.dedup();
    sides
}
