//! Papers: `Doc.` numbers of the body whose act this is, a chamber's own papers, and papers
//! without number (a joint declaration), which stay local to the act.

use crate::document::FactName;
use crate::mention::{MentionId, Reading};
use crate::text::Language;

use super::super::cluster::{ByOrder, Clusters};
use super::super::scope::{self, Scope};
use super::super::{Basis, Key, name};
use super::{Link, Links};

pub fn link(scope: &Scope<'_>, links: &mut Links) {
    let mut local = Vec::new();
    for (id, mention) in scope.all() {
        let Reading::Document(paper) = &mention.reading else { continue };
        let body = paper.body.map(|it| scope.notation(it).to_owned());
        let key = match (&paper.series, &paper.number) {
            (Some(series), Some(number)) => chamber_paper(scope, body, series, number),
            (None, Some(number)) => Key::Paper {
                body: body.or_else(|| scope.body.clone()).unwrap_or_else(|| scope.local()),
                number: number.clone(),
            },
            (_, None) => {
                local.push(id);
                continue;
            }
        };
        links.set(id, Link::new(key, Basis::PrintedIdentifier));
    }
    link_local(scope, local, links);
}

fn chamber_paper(scope: &Scope<'_>, body: Option<String>, series: &str, number: &str) -> Key {
    let document = scope.document;
    let own = document.fact(FactName::DocumentSeries) == Some(series)
        && document.fact(FactName::DocumentNumber) == Some(number);
    Key::ChamberPaper {
        chamber: body.or_else(|| chamber(scope)).unwrap_or_else(|| scope.local()),
        series: series.to_owned(),
        legislature: document.fact(FactName::Legislature).filter(|_| own).map(str::to_owned),
        sent: document.fact(FactName::TransmittedOn).filter(|_| own).and_then(scope::date),
        number: number.to_owned(),
    }
}

/// The chamber that reprints: `it-camera` where its State is known, else its printed name.
fn chamber(scope: &Scope<'_>) -> Option<String> {
    let fact = scope.document.facts(FactName::Chamber).next()?;
    let slug = name::slug(&fact.value);
    // Only Italy's chambers print in Italian what the Assembly sends.
    Some(match slug.split('-').next() {
        Some(first) if fact.language == Language::ITALIAN => format!("it-{first}"),
        _ => slug,
    })
}

/// The same kind at the same place of two versions, or about the same treaty; a short form
/// ("the draft protocol") is the one longer form that it begins. The running number counts by
/// kind.
fn link_local(scope: &Scope<'_>, ids: Vec<MentionId>, links: &mut Links) {
    let kinds: Vec<String> = ids
        .iter()
        .map(|&id| match &scope.mentions.get(id).reading {
            Reading::Document(paper) => paper.kind.map_or("paper", |it| scope.notation(it)).to_owned(),
            _ => String::new(),
        })
        .collect();
    let mut clusters = Clusters::new(ids);
    let about: Vec<Option<Key>> =
        clusters.members.iter().map(|&id| treaty_inside(scope, id, links)).collect();
    let written: Vec<(Language, Vec<String>)> = clusters
        .members
        .iter()
        .map(|&id| scope.mentions.get(id))
        .map(|it| (scope.block(it).language, name::fold(scope.words(it))))
        .collect();
    for b in 0..kinds.len() {
        let same = (0..b).find(|&a| {
            kinds[a] == kinds[b] && (written[a] == written[b] || about[a].is_some() && about[a] == about[b])
        });
        if let Some(a) = same {
            clusters.join(a, b, Basis::ExactName);
        }
    }
    clusters.align(scope, ByOrder::Never, |a, b| kinds[a] == kinds[b]);
    for short in 0..kinds.len() {
        let mut longer: Vec<usize> = (0..kinds.len())
            .filter(|&it| {
                kinds[it] == kinds[short]
                    && written[it].0 == written[short].0
                    && written[it].1.len() > written[short].1.len()
                    && written[it].1.starts_with(&written[short].1)
            })
            .map(|it| clusters.root(it))
            .collect();
        longer.dedup();
        if let &[only] = longer.as_slice() {
            clusters.join(only, short, Basis::FoldedName);
        }
    }
    let roots: Vec<usize> = clusters.roots().collect();
    for (index, &root) in roots.iter().enumerate() {
        let n = roots[..=index].iter().filter(|&&it| kinds[it] == kinds[root]).count() as u32;
        for node in clusters.cluster(root) {
            let key = Key::LocalPaper { kind: kinds[root].clone(), n };
            links.set(clusters.members[node], Link::new(key, clusters.basis(root)));
        }
    }
}

/// The one treaty that the paper's own words name: a draft protocol to it.
fn treaty_inside(scope: &Scope<'_>, id: MentionId, links: &Links) -> Option<Key> {
    let paper = scope.mentions.get(id);
    let mut treaties = scope
        .mentions
        .in_block(paper.block)
        .filter(|(_, it)| matches!(it.reading, Reading::Treaty(_)) && paper.span.contains(it.span))
        .filter_map(|(id, _)| links.get(id));
    match (treaties.next(), treaties.next()) {
        (Some(link), None) => Some(link.key.clone()),
        _ => None,
    }
}
