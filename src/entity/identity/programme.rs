//! Programmes: by register, else by name over the versions.

use crate::grammar::Class;
use crate::mention::{Mention, MentionId, Reading};

use super::super::cluster::{self, ByOrder, Clusters};
use super::super::scope::Scope;
use super::super::{Basis, Key, name};
use super::{Link, Links};

pub fn link(scope: &Scope<'_>, links: &mut Links) {
    let mut named = Vec::new();
    for (id, mention) in scope.all() {
        let Reading::Programme(programme) = &mention.reading else { continue };
        match programme.concept {
            Some(concept) => {
                let key = Key::Programme { slug: name::slug(scope.notation(concept)) };
                links.set(id, Link::register(key, concept));
            }
            None => named.push(id),
        }
    }
    for (ids, basis) in by_name(scope, named, ByOrder::WhenAsMany) {
        let slug = first_slug(scope, &ids);
        for id in ids {
            links.set(id, Link::new(Key::Programme { slug: slug.clone() }, basis));
        }
    }
}

/// Slug of the name preferred first.
pub(super) fn first_slug(scope: &Scope<'_>, ids: &[MentionId]) -> String {
    cluster::names(scope, ids).first().map(|(_, name)| name::slug(name)).unwrap_or_default()
}

/// The name without the body whose it is and without small words: "the Union's Lake Priorities"
/// and "Lake Priorities" are one.
fn words_of_its_own(scope: &Scope<'_>, mention: &Mention) -> Vec<String> {
    const SMALL: [Class; 6] =
        [Class::Of, Class::OfArticle, Class::Article, Class::For, Class::On, Class::And];
    let grammar = scope.grammar(mention.block);
    let mut own = String::new();
    let mut from = mention.span.start;
    let text = &scope.block(mention).text;
    if matches!(mention.reading, Reading::Programme(_)) {
        for (_, body) in scope.mentions.in_block(mention.block) {
            let inside = matches!(body.reading, Reading::Body(_)) && mention.span.contains(body.span);
            if inside && body.span.start >= from {
                own.push_str(&text[from as usize..body.span.start as usize]);
                from = body.span.end;
            }
        }
    }
    own.push_str(&text[from as usize..mention.span.end as usize]);
    let mut words: Vec<String> = own.split(|c: char| !c.is_alphanumeric()).flat_map(name::fold).collect();
    words.retain(|it| it != "s" && !SMALL.iter().any(|&class| grammar.has(class, it)));
    if words.is_empty() { name::fold(scope.words(mention)) } else { words }
}

/// Clusters of mentions with one name, or at one place of two versions.
pub(super) fn by_name(
    scope: &Scope<'_>,
    ids: Vec<MentionId>,
    order: ByOrder,
) -> Vec<(Vec<MentionId>, Basis)> {
    let words: Vec<Vec<String>> =
        ids.iter().map(|&id| words_of_its_own(scope, scope.mentions.get(id))).collect();
    let mut clusters = Clusters::new(ids);
    let mut first = rustc_hash::FxHashMap::default();
    for (node, words) in words.iter().enumerate() {
        let leader = *first.entry(words).or_insert(node);
        clusters.join(leader, node, Basis::ExactName);
    }
    clusters.align(scope, order, |a, b| name::share_stem(&words[a], &words[b]));
    clusters
        .roots()
        .map(|root| {
            (clusters.cluster(root).map(|node| clusters.members[node]).collect(), clusters.basis(root))
        })
        .collect()
}
