//! Treaties: by the number printed, by the name in a register, by a short name defined in
//! passing, by the number that follows the name in brackets; else by name over the versions.
//! A number that the name beside it gainsays denotes nothing (`Treaty::gainsaid_by`).

use rustc_hash::FxHashMap;

use crate::lexicon::Scheme;
use crate::mention::{MentionId, Reading, Treaty};
use crate::text::Language;

use super::super::cluster::{self, ByOrder, Clusters};
use super::super::scope::Scope;
use super::super::{Basis, Key, name};
use super::{Link, Links};

pub fn link(scope: &Scope<'_>, links: &mut Links) {
    let is_tied = |it: &Reading| matches!(it, Reading::Treaty(treaty) if treaty.gainsaid_by.is_none());
    let ids: Vec<MentionId> = scope.all().filter(|(_, it)| is_tied(&it.reading)).map(|(id, _)| id).collect();
    for &id in &ids {
        if let Some(link) = by_identifier(scope, reading(scope, id)) {
            links.set(id, link);
        }
    }
    for (index, &id) in ids.iter().enumerate() {
        if links.get(id).is_none()
            && let Some(link) =
                ids.get(index + 1).and_then(|&next| number_in_brackets(scope, id, next, links))
        {
            links.set(id, link);
        }
    }
    let mut names: FxHashMap<(Language, Vec<String>), Link> = FxHashMap::default();
    let mut open_names: Vec<(MentionId, MentionId)> = Vec::new();
    for (index, &id) in ids.iter().enumerate() {
        let mention = scope.mentions.get(id);
        if reading(scope, id).defines_short_name {
            let target = ids[..index].iter().rev().find(|&&it| scope.mentions.get(it).block == mention.block);
            let Some(&target) = target else { continue };
            match links.get(target).cloned() {
                Some(link) => {
                    names.insert(
                        (scope.block(mention).language, name::fold(scope.words(mention))),
                        link.clone(),
                    );
                    links.set(id, link);
                }
                None => open_names.push((target, id)),
            }
        }
    }
    let mut open = Vec::new();
    for &id in &ids {
        if links.get(id).is_some() {
            continue;
        }
        let mention = scope.mentions.get(id);
        match names.get(&(scope.block(mention).language, name::fold(scope.words(mention)))) {
            Some(link) => links.set(id, Link { basis: link.basis.max(Basis::ExactName), ..link.clone() }),
            None => open.push(id),
        }
    }
    link_by_name(scope, &ids, &open, &open_names, links);
}

fn reading<'a>(scope: &Scope<'a>, id: MentionId) -> &'a Treaty {
    match &scope.mentions.get(id).reading {
        Reading::Treaty(treaty) => treaty,
        _ => unreachable!("only treaties are asked for"),
    }
}

fn by_identifier(scope: &Scope<'_>, treaty: &Treaty) -> Option<Link> {
    let register = treaty.register.map(|concept| match scope.scheme(concept) {
        Scheme::Treaty => Link::register(Key::Treaty { number: scope.notation(concept).to_owned() }, concept),
        _ => Link::register(Key::UnTreaty { reference: scope.notation(concept).to_owned() }, concept),
    });
    match &treaty.number {
        Some(number) => {
            let key = Key::Treaty { number: number.clone() };
            let concept = register.filter(|it| it.key == key).and_then(|it| it.concept);
            Some(Link { key, basis: Basis::PrintedIdentifier, concept })
        }
        None => register,
    }
}

/// "Convention on … (CETS No. 123": the number that opens the bracket is the name's.
fn number_in_brackets(scope: &Scope<'_>, id: MentionId, next: MentionId, links: &Links) -> Option<Link> {
    let (name, number) = (scope.mentions.get(id), scope.mentions.get(next));
    reading(scope, next).number.as_ref()?;
    if name.block != number.block || number.span.start < name.span.end {
        return None;
    }
    let between = &scope.block(name).text[name.span.end as usize..number.span.start as usize];
    let opened = between.trim().trim_start_matches(['»', '”', '"']).trim() == "(";
    links.get(next).filter(|_| opened).cloned()
}

/// Over the versions, those already known included: they lend their key to the others.
fn link_by_name(
    scope: &Scope<'_>,
    ids: &[MentionId],
    open: &[MentionId],
    short: &[(MentionId, MentionId)],
    links: &mut Links,
) {
    if open.is_empty() {
        return;
    }
    let mut clusters = Clusters::new(ids.to_vec());
    let words: Vec<Vec<String>> =
        ids.iter().map(|&id| name::fold(scope.words(scope.mentions.get(id)))).collect();
    let mut first: FxHashMap<Result<&Key, &[String]>, usize> = FxHashMap::default();
    for b in 0..ids.len() {
        let name = links.get(ids[b]).map_or(Err(words[b].as_slice()), |it| Ok(&it.key));
        let a = *first.entry(name).or_insert(b);
        if a != b {
            clusters.join(a, b, Basis::ExactName);
        }
    }
    let nodes: FxHashMap<MentionId, usize> = ids.iter().enumerate().map(|(node, &id)| (id, node)).collect();
    let node = |id: MentionId| nodes.get(&id).copied();
    for &(full, short) in short {
        if let (Some(full), Some(short)) = (node(full), node(short)) {
            clusters.join(full, short, Basis::ExactName);
        }
    }
    clusters.align(scope, ByOrder::WhenAsMany, |a, b| words[a] == words[b]);
    let roots: Vec<usize> = clusters.roots().collect();
    for root in roots {
        let members: Vec<MentionId> = clusters.cluster(root).map(|it| clusters.members[it]).collect();
        let basis = clusters.basis(root);
        let link = members
            .iter()
            .find_map(|&id| links.get(id))
            .map(|it| Link { basis: it.basis.max(basis), ..it.clone() });
        let link = link.unwrap_or_else(|| {
            let slug =
                cluster::names(scope, &members).first().map(|(_, name)| name::slug(name)).unwrap_or_default();
            Link::new(Key::NamedTreaty { slug }, basis)
        });
        for id in members {
            if links.get(id).is_none() {
                links.set(id, link.clone());
            }
        }
    }
}
