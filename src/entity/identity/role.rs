//! Roles and offices: the same words, or the same concept at the same place of two versions
//! and held by the same person. An office with an owner is that owner's office.

use rustc_hash::FxHashMap;

use crate::lexicon::Form;
use crate::mention::{MentionId, Owner, Reading, Role};

use super::super::cluster::{ByOrder, Clusters};
use super::super::relation::body_after;
use super::super::scope::Scope;
use super::super::{Basis, Key, name};
use super::{Link, Links};

pub fn link(scope: &Scope<'_>, links: &mut Links) {
    let ids: Vec<MentionId> =
        scope.all().filter(|(_, it)| matches!(it.reading, Reading::Role(_))).map(|(id, _)| id).collect();
    let mut clusters = Clusters::new(ids);
    let words: Vec<Vec<String>> =
        clusters.members.iter().map(|&id| name::fold(scope.words(scope.mentions.get(id)))).collect();
    // The first of each wording, by what all those have in common that are the same.
    let mut alike: FxHashMap<_, Vec<usize>> = FxHashMap::default();
    for node in 0..words.len() {
        let (id, role) = (clusters.members[node], reading(scope, clusters.members[node]));
        let language = scope.block(scope.mentions.get(id)).language;
        let stems: Vec<&[u8]> = words[node].iter().map(|it| &it.as_bytes()[..it.len().min(STEM)]).collect();
        let before = alike.entry((language, role.concept, role.of, stems)).or_default();
        let same = before.iter().copied().find(|&it| same_words(&words[it], &words[node]));
        if !before.iter().any(|&it| words[it] == words[node]) {
            before.push(node);
        }
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
        let of = ids.iter().find_map(|&id| owner(scope, id)).map(|it| scope.owner(it));
        let slug = slug(scope, &ids, of.is_some());
        for id in ids {
            let key = Key::Post { of: of.clone(), slug: slug.clone() };
            links.set(id, Link { key, basis: clusters.basis(root), concept: None });
        }
    }
}

/// "secretary of the Ruritanian League" and "President of the Senate of Ruritania" are no offices
/// of Ruritania: a body named in the role or right behind it stands between.
fn owner(scope: &Scope<'_>, id: MentionId) -> Option<Owner> {
    let mention = scope.mentions.get(id);
    let of = reading(scope, id).of?;
    let inside = scope
        .mentions
        .in_block(mention.block)
        .any(|(_, it)| matches!(it.reading, Reading::Body(_)) && mention.span.contains(it.span));
    let between = inside || body_after(scope, mention).is_some();
    (matches!(of, Owner::Body(_)) || !between).then_some(of)
}

/// Bytes in which two forms of one word agree at least.
const STEM: usize = 4;

/// The same words but for their endings: "rapporteur", "rapporteure", "rapporteurs". Words of
/// one concept only.
pub(super) fn same_words(a: &[String], b: &[String]) -> bool {
    let same = |a: &String, b: &String| {
        let common = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
        a == b || common >= STEM && common + 4 >= a.len().max(b.len())
    };
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
}

/// The concept's code where the words are its preferred label or an inflected form of it, or with an owner, the owner
/// aside; else the words. "former President" and "President" are two roles, and so are all the
/// scholars that one concept gathers.
fn slug(scope: &Scope<'_>, ids: &[MentionId], owned: bool) -> String {
    let mut ids = ids.to_vec();
    ids.sort_by_key(|&id| (scope.block(scope.mentions.get(id)).language, id));
    let Some(first) = ids.first().map(|&id| scope.mentions.get(id)) else { return String::new() };
    let words = scope.words(first);
    let label = first.proof.entry.map(|it| scope.lexicon.entry(it));
    let concept = label.map(|it| scope.notation(it.concept));
    match (label, concept) {
        (Some(label), Some(concept))
            if matches!(label.form, Form::Preferred | Form::Hidden)
                && (owned || name::fold(&label.label) == name::fold(words)) =>
        {
            name::slug(concept)
        }
        (Some(label), _) if owned => name::slug(&label.label),
        _ => name::slug(words),
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
