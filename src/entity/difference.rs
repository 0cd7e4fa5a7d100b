//! Where the versions differ in what they name: notices, never repairs.
//!
//! Finds persons, parties, acts, papers, treaties and days that one version of a paragraph
//! names and another does not, and persons whose name is spelled in two ways. Leaves alone
//! States and bodies, which a translation may well call "the country" or "it".

use crate::document::{Notice, NoticeKind};
use crate::mention::{MentionId, Reading};
use crate::text::Language;

use super::scope::Scope;
use super::{Entities, EntityId, identity, name};

pub fn find(scope: &Scope<'_>, entities: &Entities) -> Vec<Notice> {
    let mut notices = Vec::new();
    named_in_some(scope, entities, &mut notices);
    spellings(scope, entities, &mut notices);
    numbers_and_titles(scope, &mut notices);
    numbers_and_names(scope, &mut notices);
    numbers_and_references(scope, &mut notices);
    notices.sort_by(|a, b| (a.at, &a.message).cmp(&(b.at, &b.message)));
    notices
}

fn named_in_some(scope: &Scope<'_>, entities: &Entities, notices: &mut Vec<Notice>) {
    for group in scope.parallels.iter().filter(|group| group.len() > 1) {
        let mut named: Vec<(EntityId, MentionId, Vec<Language>)> = Vec::new();
        for &block in group {
            let language = scope.document.block(block).language;
            for (id, mention) in scope.mentions.in_block(block) {
                let Some(entity) = entities.denoted[id.0 as usize].filter(|_| is_compared(&mention.reading))
                else {
                    continue;
                };
                match named.iter_mut().find(|it| it.0 == entity) {
                    Some(it) if it.2.contains(&language) => {}
                    Some(it) => it.2.push(language),
                    None => named.push((entity, id, vec![language])),
                }
            }
        }
        for (_, first, languages) in named {
            let missing: Vec<Language> = group
                .iter()
                .map(|&it| scope.document.block(it).language)
                .filter(|it| !languages.contains(it))
                .collect();
            if missing.is_empty() {
                continue;
            }
            let mention = scope.mentions.get(first);
            let block = scope.block(mention);
            notices.push(Notice {
                kind: NoticeKind::VersionsDiffer,
                at: block.source_span(mention.span),
                message: format!(
                    "paragraph {}: {:?} is named in {} and not in {}",
                    block.label,
                    scope.words(mention),
                    list(&languages),
                    list(&missing)
                ),
            });
        }
    }
}

fn is_compared(reading: &Reading) -> bool {
    match reading {
        Reading::Person(_) | Reading::Party(_) | Reading::Act(_) | Reading::Document(_) => true,
        Reading::Treaty(treaty) => treaty.number.is_some(),
        Reading::Date(date) => date.day().is_some(),
        Reading::Agreement(_)
        | Reading::Programme(_)
        | Reading::Country(_)
        | Reading::Body(_)
        | Reading::Role(_)
        | Reading::Event(_) => false,
    }
}

/// "Resolution 2193 (2017) on road safety", when the register has another title for that
/// number.
fn numbers_and_titles(scope: &Scope<'_>, notices: &mut Vec<Notice>) {
    for (_, mention) in scope.all() {
        let Reading::Act(act) = &mention.reading else { continue };
        let block = scope.block(mention);
        let Some(key) = identity::whole_act(scope, act) else { continue };
        let Some(title) = identity::gainsaid(scope, block, act, &key) else { continue };
        let printed = act.title.map(|it| block.slice(it)).unwrap_or_default();
        notices.push(Notice {
            kind: NoticeKind::ContradictoryFact,
            at: block.source_span(mention.span),
            message: format!(
                "{:?} is called {printed:?} here and {title:?} in the register: number or title may be mistyped",
                scope.words(mention)
            ),
        });
    }
}

/// "Convention on Cybercrime (ETS No. 158)", where the register has another treaty under 158.
fn numbers_and_names(scope: &Scope<'_>, notices: &mut Vec<Notice>) {
    for (_, mention) in scope.all() {
        let Reading::Treaty(treaty) = &mention.reading else { continue };
        let Some(name) = treaty.gainsaid_by else { continue };
        let block = scope.block(mention);
        notices.push(Notice {
            kind: NoticeKind::ContradictoryFact,
            at: block.source_span(mention.span),
            message: format!(
                "{:?} is not the number of {:?} in the register: number or name may be mistyped, so the number is tied to no treaty",
                scope.words(mention),
                block.slice(name)
            ),
        });
    }
}

/// "Resolution 1900 (2012)" in a reference that leads to `/akn/…/2013/1900`.
fn numbers_and_references(scope: &Scope<'_>, notices: &mut Vec<Notice>) {
    for id in identity::contradicted(scope) {
        let mention = scope.mentions.get(id);
        let Some(target) = identity::reference(scope, mention) else { continue };
        notices.push(Notice {
            kind: NoticeKind::ContradictoryFact,
            at: scope.block(mention).source_span(mention.span),
            message: format!(
                "{:?} refers to {target:?}: words and reference name two acts, so it is tied to neither",
                scope.words(mention)
            ),
        });
    }
}

/// One person under two full names that case and accents do not explain.
fn spellings(scope: &Scope<'_>, entities: &Entities, notices: &mut Vec<Notice>) {
    for entity in &entities.all {
        let mut first: Option<MentionId> = None;
        let mut told: Vec<Vec<String>> = Vec::new();
        for &id in &entity.mentions {
            let mention = scope.mentions.get(id);
            if !matches!(&mention.reading, Reading::Person(person) if !person.family_only)
                || mention.span.is_empty()
            {
                continue;
            }
            let words = name::fold(scope.words(mention));
            let Some(leader) = first else {
                first = Some(id);
                told.push(words);
                continue;
            };
            let leader = scope.mentions.get(leader);
            if scope.block(leader).language == scope.block(mention).language || told.contains(&words) {
                continue;
            }
            told.push(words);
            notices.push(Notice {
                kind: NoticeKind::VersionsDiffer,
                at: scope.block(mention).source_span(mention.span),
                message: format!(
                    "{:?} in {} is {:?} in {}",
                    scope.words(leader),
                    scope.block(leader).language,
                    scope.words(mention),
                    scope.block(mention).language
                ),
            });
        }
    }
}

fn list(languages: &[Language]) -> String {
    languages.iter().map(Language::tag).collect::<Vec<_>>().join(", ")
}
