//! To whom the act speaks, and whom or what it praises, supports or condemns.
//!
//! Finds addressees of acts that ask something, in their own paragraph or in those under it;
//! the one commended; the one that the act says it supports; events that are themselves what
//! is condemned, deplored, welcomed or worried about ("condemns the crackdown"), not those
//! that merely occur in it ("condemns the lack of an inquiry into the crackdown").

use crate::grammar::Class;
use crate::lexicon::ConceptId;
use crate::mention::{Mention, Reading, SpeechAct};

use super::super::scope::Scope;
use super::super::{Key, Predicate};
use super::{Relations, Said, evidence, words};

pub fn find(scope: &Scope<'_>, relations: &mut Relations<'_>) {
    let Some(subject) = &scope.subject else { return };
    for act in &scope.mentions.acts {
        let notation = scope.notation(act.act);
        addressed_to(scope, subject, act, relations);
        supports(scope, subject, act, relations);
        let predicate = match notation {
            "commends" => Predicate::Commends,
            "condemns" => Predicate::Condemns,
            "deplores" => Predicate::Deplores,
            "welcomes" => Predicate::Welcomes,
            "expresses_concern" => Predicate::ExpressesConcernAbout,
            "supports" => Predicate::Supports,
            _ => continue,
        };
        let rule = "speech/judged";
        if let Some(span) = act.addressee
            && matches!(predicate, Predicate::Commends | Predicate::Supports)
        {
            for (id, mention) in scope.named_in(act.block, span) {
                if let Some(key) = relations.key(id) {
                    put(relations, subject, predicate, key, evidence(mention, rule), hedge(act));
                }
            }
        }
        for (id, mention) in scope.mentions.in_block(act.block) {
            if matches!(mention.reading, Reading::Event(_))
                && act.content.contains(mention.span)
                && is_object(scope, act, mention)
                && let Some(key) = relations.key(id)
            {
                put(relations, subject, predicate, key, evidence(mention, rule), hedge(act));
            }
        }
    }
}

fn put(
    relations: &mut Relations<'_>,
    subject: &Key,
    predicate: Predicate,
    object: &Key,
    proof: super::Evidence,
    hedge: Option<ConceptId>,
) {
    relations.put(subject, predicate, super::Target::Key(object.clone()), proof, hedge, Said::Outright);
}

fn hedge(act: &SpeechAct) -> Option<ConceptId> {
    act.hedges.first().map(|(concept, _)| *concept)
}

fn addressed_to(scope: &Scope<'_>, subject: &Key, act: &SpeechAct, relations: &mut Relations<'_>) {
    let asks = scope.lexicon.values(act.act, "demands").any(|it| it == "true");
    if !asks {
        return;
    }
    let own = act.addressee.map(|span| (act.block, span));
    // Each paragraph under the act may name its own; one handed on in 9.2 is not spoken to.
    let below = act.demands.iter().filter(|_| own.is_none()).filter_map(|demand| demand.addressee);
    for (block, span) in own.into_iter().chain(below) {
        for (id, mention) in scope.named_in(block, span) {
            if let Some(key) = relations.key(id) {
                relations.add(
                    subject,
                    Predicate::AddressedTo,
                    key,
                    evidence(mention, "speech/addressee"),
                    Said::Outright,
                );
            }
        }
    }
}

/// "is determined to support Ruritania": the State or body right after the word.
fn supports(scope: &Scope<'_>, subject: &Key, act: &SpeechAct, relations: &mut Relations<'_>) {
    for cue in scope.mentions.cues(act.block) {
        if scope.notation(cue.concept) != "support" || !act.span.to(act.content).contains(cue.span) {
            continue;
        }
        let block = scope.document.block(act.block);
        let (text, folded, grammar) = (&block.text, &block.folded, scope.grammar(act.block));
        let close =
            text.get(act.span.end as usize..cue.span.start as usize).is_none_or(|it| it.trim().is_empty());
        let next = scope.mentions.in_block(act.block).find(|(_, it)| {
            matches!(it.reading, Reading::Country(_) | Reading::Body(_))
                && it.span.start >= cue.span.end
                && folded
                    .get(cue.span.end as usize..it.span.start as usize)
                    .is_some_and(|it| grammar.holds_only(it, &[Class::Article]))
        });
        if let (true, Some((id, mention))) = (close, next)
            && let Some(key) = relations.key(id)
        {
            let proof = words(act.block, cue.span.to(mention.span), "speech/supports", Some(cue.entry));
            relations.add(subject, Predicate::Supports, key, proof, Said::Outright);
        }
    }
}

/// Whether the event is what the verb governs: after the verb or a conjunction, with nothing
/// but articles and at most two adjectives between.
fn is_object(scope: &Scope<'_>, act: &SpeechAct, event: &Mention) -> bool {
    let grammar = scope.grammar(act.block);
    let folded = &scope.document.block(act.block).folded;
    let Some(before) = folded.get(act.span.end as usize..event.span.start as usize) else { return false };
    // The last phrase: what the comma or the conjunction opened.
    let words: Vec<&str> =
        before.split(|c: char| !c.is_alphanumeric() && c != ',').filter(|it| !it.is_empty()).collect();
    let mut adjectives = 0;
    for (back, word) in words.iter().rev().enumerate() {
        if grammar.is(Class::And, word) || grammar.is(Class::Joint, word) || word.ends_with(',') {
            return true;
        }
        if grammar.has(Class::Article, word) {
            continue;
        }
        if grammar.has(Class::Governed, word) {
            // "is concerned by the attack", but "the lack of an inquiry into the attack".
            return back + 1 == words.len();
        }
        adjectives += 1;
        if adjectives > 2 || back + 1 == words.len() && adjectives > 1 {
            return false;
        }
    }
    true
}
