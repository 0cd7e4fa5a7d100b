//! Events: the same kind at the same place of two versions; in other paragraphs the same kind
//! with the same target or victim and no other date. All local to the act.

use crate::mention::{Event, MentionId, Reading};
use crate::text::Span;

use super::super::cluster::{ByOrder, Clusters};
use super::super::scope::Scope;
use super::super::{Basis, Key};
use super::{Link, Links};

pub fn link(scope: &Scope<'_>, links: &mut Links) {
    let ids: Vec<MentionId> =
        scope.all().filter(|(_, it)| matches!(it.reading, Reading::Event(_))).map(|(id, _)| id).collect();
    let mut clusters = Clusters::new(ids);
    let kinds: Vec<&str> =
        clusters.members.iter().map(|&id| scope.notation(reading(scope, id).kind)).collect();
    clusters.align(scope, ByOrder::WhenAsMany, |a, b| kinds[a] == kinds[b]);
    for b in 0..kinds.len() {
        let same = (0..b).find(|&a| {
            kinds[a] == kinds[b] && same_event(scope, links, clusters.members[a], clusters.members[b])
        });
        if let Some(a) = same {
            clusters.join(a, b, Basis::NameAndState);
        }
    }
    let roots: Vec<usize> = clusters.roots().collect();
    let place = |root: usize| {
        let mention = scope.mentions.get(clusters.members[root]);
        (kinds[root], scope.block(mention).label.as_str())
    };
    for (index, &root) in roots.iter().enumerate() {
        let n = roots[..=index].iter().filter(|&&it| place(it) == place(root)).count() as u32;
        let (kind, paragraph) = place(root);
        for node in clusters.cluster(root) {
            let key = Key::Event { kind: kind.to_owned(), paragraph: paragraph.to_owned(), n };
            links.set(clusters.members[node], Link::new(key, clusters.basis(root)));
        }
    }
}

fn reading<'a>(scope: &Scope<'a>, id: MentionId) -> &'a Event {
    match &scope.mentions.get(id).reading {
        Reading::Event(event) => event,
        _ => unreachable!("only events are asked for"),
    }
}

fn same_event(scope: &Scope<'_>, links: &Links, a: MentionId, b: MentionId) -> bool {
    let side = |id: MentionId, of: fn(&Event) -> Option<Span>| {
        let (other, _) = scope.at(scope.mentions.get(id).block, of(reading(scope, id))?)?;
        links.get(other).map(|it| &it.key)
    };
    let agree = |of: fn(&Event) -> Option<Span>| {
        let (a, b) = (side(a, of), side(b, of));
        (a.is_some() && a == b, a.is_none() || b.is_none() || a == b)
    };
    let (same_target, targets) = agree(|it| it.target);
    let (same_victim, victims) = agree(|it| it.victim);
    let (_, perpetrators) = agree(|it| it.perpetrator);
    let (date_a, date_b) = (reading(scope, a).date, reading(scope, b).date);
    (same_target || same_victim)
        && targets
        && victims
        && perpetrators
        && (date_a.is_none() || date_b.is_none() || date_a == date_b)
}
