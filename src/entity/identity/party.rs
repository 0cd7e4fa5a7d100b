//! Parties and movements: by name, by the own name in brackets after a translated one, and by
//! their order at the same place of two versions, where a name is often translated.
//!
//! The key's country is the one State in the act's title: where the movement is spoken of, as
//! far as the act shows; names of parties are not unique beyond a State.

use rustc_hash::FxHashMap;

use crate::mention::{MentionId, Reading};

use super::super::cluster::{self, ByOrder, Clusters};
use super::super::scope::Scope;
use super::super::{Basis, Key, name};
use super::{Link, Links};

pub fn link(scope: &Scope<'_>, links: &mut Links) {
    let ids: Vec<MentionId> =
        scope.all().filter(|(_, it)| matches!(it.reading, Reading::Party(_))).map(|(id, _)| id).collect();
    let words: Vec<Vec<String>> =
        ids.iter().map(|&id| name::fold(scope.words(scope.mentions.get(id)))).collect();
    let mut clusters = Clusters::new(ids);
    for node in 0..words.len() {
        let mention = scope.mentions.get(clusters.members[node]);
        if let Reading::Party(party) = &mention.reading
            && let Some(span) = party.own_name_of
            && let Some((full, _)) = scope.at(mention.block, span)
            && let Some(other) = clusters.members.binary_search(&full).ok()
        {
            clusters.join(other, node, Basis::ExactName);
        }
    }
    let mut first: FxHashMap<&[String], usize> = FxHashMap::default();
    for (node, words) in words.iter().enumerate() {
        let same = *first.entry(words).or_insert(node);
        if same != node {
            clusters.join(same, node, Basis::ExactName);
        }
    }
    clusters.align(scope, ByOrder::WhenAsMany, |a, b| {
        name::share_stem(&words[a], &words[b]) || name::is_near(&words[a].join(" "), &words[b].join(" "))
    });
    let country = scope.home().map(|it| scope.notation(it).to_lowercase());
    for (root, nodes) in clusters.all() {
        let ids: Vec<MentionId> = nodes.into_iter().map(|it| clusters.members[it]).collect();
        let slug = cluster::names(scope, &ids).first().map(|(_, name)| name::slug(name)).unwrap_or_default();
        for id in ids {
            let key = Key::Organization { country: country.clone(), slug: slug.clone() };
            links.set(id, Link::new(key, clusters.basis(root)));
        }
    }
}
