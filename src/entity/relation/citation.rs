//! What the act cites, and what the citation says about the cited act.
//!
//! Finds every act, numbered paper, treaty and agreement named in paragraphs, recitals and
//! notes; the body and the day of a cited act where the text gives them; the title given to it
//! right there. Leaves alone the act's own number in its headings.

use crate::document::{BlockKind, Section};
use crate::grammar::Class;
use crate::mention::{Mention, Reading};

use super::super::scope::Scope;
use super::super::{Key, Predicate};
use super::{Relations, Said, evidence, words};

pub fn find(scope: &Scope<'_>, relations: &mut Relations<'_>) {
    for (id, mention) in scope.all() {
        let block = scope.block(mention);
        let Some(key) = relations.key(id) else { continue };
        let in_text = block.section == Section::Body
            || matches!(block.kind, BlockKind::Paragraph | BlockKind::Footnote)
                && block.section == Section::Head;
        let citable = match &mention.reading {
            Reading::Act(_) | Reading::Document(_) | Reading::Treaty(_) | Reading::Agreement(_) => true,
            Reading::Programme(_)
            | Reading::Country(_)
            | Reading::Body(_)
            | Reading::Party(_)
            | Reading::Person(_)
            | Reading::Role(_)
            | Reading::Event(_)
            | Reading::Date(_) => false,
        };
        if citable
            && in_text
            && let Some(subject) = &scope.subject
        {
            relations.add(
                subject,
                Predicate::Cites,
                key,
                evidence(mention, "citation/cites"),
                Said::Outright,
            );
        }
        if matches!(&mention.reading, Reading::Document(paper) if paper.number.is_none()) {
            made_by(scope, mention, key, relations);
        }
        let Reading::Act(act) = &mention.reading else { continue };
        if scope.subject.as_ref() == Some(key) {
            continue;
        }
        let body = match &key {
            Key::Act { body, .. } | Key::DatedAct { body, .. } => Some(body.clone()),
            Key::OpenAct { body, .. } => body.clone(),
            _ => None,
        };
        if let Some(body) = body {
            let body = relations.register_body(scope, &body);
            relations.add(
                key,
                Predicate::AdoptedBy,
                &body,
                evidence(mention, "citation/adopted-by"),
                Said::Outright,
            );
        }
        if let Some(date) = act.date.filter(|it| it.day().is_some()) {
            relations.add(
                key,
                Predicate::AdoptedOn,
                &Key::Date(date),
                evidence(mention, "citation/adopted-on"),
                Said::Outright,
            );
        }
        if let Some(title) = act.title.filter(|it| !it.is_empty()) {
            let text = (block.language, block.slice(title));
            relations.add_text(
                key,
                Predicate::RefersToTitle,
                text,
                words(mention.block, title, "citation/title", None),
            );
        }
    }
}

/// "joint declaration by the President of X and the Speaker of Y": the offices after "by".
fn made_by(scope: &Scope<'_>, mention: &Mention, key: &Key, relations: &mut Relations<'_>) {
    let grammar = scope.grammar(mention.block);
    let folded = &scope.block(mention).folded;
    let mut from = mention.span.end;
    let mut first = true;
    for (id, role) in scope.mentions.in_block(mention.block) {
        if !matches!(role.reading, Reading::Role(_)) || role.span.start < from {
            continue;
        }
        let gap = folded.get(from as usize..role.span.start as usize).unwrap_or_default();
        let makers = [Class::By, Class::Of, Class::OfArticle, Class::Article];
        let leads = grammar.opens_with(gap, if first { &makers[..3] } else { &[Class::And] }, &makers);
        if !leads {
            break;
        }
        if let Some(maker) = relations.key(id) {
            relations.add(key, Predicate::MadeBy, maker, evidence(role, "citation/made-by"), Said::Outright);
        }
        (from, first) = (role.span.end, false);
    }
}
