//! Roles and offices: the same words, or the same concept at the same place of two versions
//! and held by the same person. An office with an owner is that owner's office.

use crate::mention::{MentionId, Reading, Role};

use super::super::cluster::{self, ByOrder, Clusters};
use super::super::scope::Scope;
use super::super::{Basis, Key, name};
use super::{Link, Links};

pub fn link(scope: &Scope<'_>, links: &mut Links) {
    let ids: Vec<MentionId> =
        scope.all().filter(|(_, it)| matches!(it.reading, Reading::Role(_))).map(|(id, _)| id).collect();
    let mut clusters = Clusters::new(ids);
    let words: Vec<Vec<String>> =
        clusters.members.iter().map(|&id| name::fold(scope.words(scope.mentions.get(id)))).collect();
    let role = |node: usize, clusters: &Clusters| reading(scope, clusters.members[node]);
    for node in 0..words.len() {
        let language = |node: usize| scope.block(scope.mentions.get(clusters.members[node])).language;
        let same = (0..node).find(|&it| {
            language(it) == language(node)
                && words[it] == words[node]
                && role(it, &clusters).concept == role(node, &clusters).concept
                && role(it, &clusters).of == role(node, &clusters).of
        });
        if let Some(same) = same {
            clusters.join(same, node, Basis::ExactName);
        }
    }
    let holders: Vec<Vec<Key>> = clusters.members.iter().map(|&id| holders(scope, id, links)).collect();
    let roles: Vec<&Role> = clusters.members.iter().map(|&id| reading(scope, id)).collect();
    clusters.align(scope, ByOrder::Never, |a, b| {
        roles[a].concept == roles[b].concept
            && roles[a].of.is_some() == roles[b].of.is_some()
            && (holders[a].is_empty()
                || holders[b].is_empty()
                || holders[a].iter().any(|it| holders[b].contains(it)))
    });
    clusters.align(scope, ByOrder::WhenAsMany, |a, b| {
        roles[a].concept.is_some() && roles[a].concept == roles[b].concept
    });
    let roots: Vec<usize> = clusters.roots().collect();
    for root in roots {
        let ids: Vec<MentionId> = clusters.cluster(root).map(|it| clusters.members[it]).collect();
        let of = ids.iter().find_map(|&id| reading(scope, id).of).map(|it| scope.owner(it));
        let concept = ids.iter().find_map(|&id| reading(scope, id).concept);
        let first = cluster::names(scope, &ids).into_iter().next();
        let slug = match (concept, &first) {
            // Its own label or an office: the concept says all. "opposition journalist" says more.
            (Some(concept), Some((_, name)))
                if of.is_some()
                    || scope.lexicon.labels(concept).any(|it| name::fold(&it.label) == name::fold(name)) =>
            {
                name::slug(scope.notation(concept))
            }
            (_, Some((_, name))) => name::slug(name),
            (Some(concept), None) => name::slug(scope.notation(concept)),
            (None, None) => continue,
        };
        for id in ids {
            let key = Key::Post { of: of.clone(), slug: slug.clone() };
            links.set(id, Link { key, basis: clusters.basis(root), concept: None });
        }
    }
}

fn reading<'a>(scope: &Scope<'a>, id: MentionId) -> &'a Role {
    match &scope.mentions.get(id).reading {
        Reading::Role(role) => role,
        _ => unreachable!("only roles are asked for"),
    }
}

fn holders(scope: &Scope<'_>, id: MentionId, links: &Links) -> Vec<Key> {
    let block = scope.mentions.get(id).block;
    reading(scope, id)
        .holders
        .iter()
        .filter_map(|&span| scope.at(block, span))
        .filter_map(|(person, _)| links.get(person))
        .map(|link| link.key.clone())
        .collect()
}
