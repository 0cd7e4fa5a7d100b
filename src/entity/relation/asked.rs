//! What is asked for persons, and of States: release, rehabilitation, an end to harassment;
//! ratification of a treaty, membership of a body.
//!
//! Looks only into what acts of speech ask ("calls for", "urges", what their sub-paragraphs
//! demand), never into what they tell. A person is meant only if the deed's word governs the
//! name: nothing but small words, roles and adjectives between, or a list opened by "such as";
//! and the next one only if it hangs on the last by a conjunction. "release A and lift the
//! restrictions on B" asks for the release of A alone.

use crate::document::BlockId;
use crate::grammar::Class;
use crate::lexicon::{Hit, Scheme};
use crate::mention::{Mention, MentionId, Reading};
use crate::text::Span;

use super::super::scope::Scope;
use super::super::{Key, Predicate};
use super::{Relations, Said, words};

/// What is asked, and of whom.
struct Asked {
    block: BlockId,
    span: Span,
    /// Where its addressees are named.
    addressee: Option<(BlockId, Span)>,
}

pub fn find(scope: &Scope<'_>, relations: &mut Relations<'_>) {
    let Some(subject) = &scope.subject else { return };
    for asked in asked(scope) {
        persons(scope, subject, &asked, relations);
        treaties_and_bodies(scope, &asked, relations);
    }
}

fn asked(scope: &Scope<'_>) -> Vec<Asked> {
    let mut all = Vec::new();
    for act in &scope.mentions.acts {
        let asks = scope.lexicon.values(act.act, "attitude").any(|it| it == "directive");
        if !asks {
            continue;
        }
        // From the verb: "calls for the release" may have its noun inside the verb's words.
        all.push(Asked {
            block: act.block,
            span: act.span.to(act.content),
            addressee: act.addressee.map(|span| (act.block, span)),
        });
        for demand in act.demands.iter().filter(|it| it.block != act.block) {
            all.push(Asked { block: demand.block, span: demand.span, addressee: demand.addressee });
        }
    }
    all
}

fn persons(scope: &Scope<'_>, subject: &Key, asked: &Asked, relations: &mut Relations<'_>) {
    let cues: Vec<&Hit> =
        scope.mentions.cues(asked.block).filter(|it| asked.span.contains(it.span)).collect();
    let is = |hit: &Hit, notation: &str| scope.notation(hit.concept) == notation;
    for (index, cue) in cues.iter().enumerate() {
        let (predicate, rule) = if is(cue, "release") {
            (Predicate::CallsForReleaseOf, "asked/release")
        } else if is(cue, "rehabilitation") {
            (Predicate::CallsForRehabilitationOf, "asked/rehabilitation")
        } else if is(cue, "harassment")
            && cues[..index].iter().any(|it| is(it, "cessation") && ends_it(scope, asked.block, it, cue))
        {
            (Predicate::CallsForEndOfHarassmentOf, "asked/end-of-harassment")
        } else {
            continue;
        };
        for (id, person) in governed(scope, asked, cue) {
            if let Some(key) = relations.key(id) {
                let proof = words(asked.block, cue.span.to(person.span), rule, Some(cue.entry));
                relations.add(subject, predicate, key, proof, Said::Outright);
            }
        }
    }
}

/// "an end to the harassment", "the cessation of all forms of harassment": few words between.
fn ends_it(scope: &Scope<'_>, block: BlockId, cessation: &Hit, harassment: &Hit) -> bool {
    let text = &scope.document.block(block).text;
    text.get(cessation.span.end as usize..harassment.span.start as usize)
        .is_some_and(|it| it.split_whitespace().count() <= 7 && !it.contains([',', ';', '.', ':']))
}

/// The persons that the cue's word governs.
fn governed<'a>(scope: &Scope<'a>, asked: &Asked, cue: &Hit) -> Vec<(MentionId, &'a Mention)> {
    let mut found: Vec<(MentionId, &Mention)> = Vec::new();
    let mut examples = false;
    let sentence = scope.sentence(asked.block, cue.span.start);
    for (id, mention) in scope.mentions.in_block(asked.block) {
        let inside = asked.span.contains(mention.span) && sentence.contains(mention.span);
        if !matches!(mention.reading, Reading::Person(_)) || mention.span.start < cue.span.end || !inside {
            continue;
        }
        let from = found.last().map_or(cue.span.end, |(_, last)| last.span.end);
        let gap = Gap::read(scope, asked.block, Span { start: from, end: mention.span.start });
        if found.is_empty() {
            if !gap.leads() {
                break;
            }
            examples = gap.opens_list;
        } else if !(gap.joins() || examples && goes_on(scope, asked.block, from, mention)) {
            break;
        }
        found.push((id, mention));
    }
    found
}

/// A list of examples whose members have clauses of their own: "such as A, founder of the
/// centre, who has been held since May, the lawyer B, and the journalist C". The next member
/// stands after a comma with nothing but its role, and no semicolon between.
fn goes_on(scope: &Scope<'_>, block: BlockId, from: u32, next: &Mention) -> bool {
    let folded = &scope.document.block(block).folded;
    let grammar = scope.grammar(block);
    let role = scope.mentions.in_block(block).find(|(_, it)| {
        matches!(&it.reading, Reading::Role(role) if role.holders.contains(&next.span))
            && it.span.end < next.span.start
            && it.span.start > from
            && folded
                .get(it.span.end as usize..next.span.start as usize)
                .is_some_and(|gap| gap.trim().is_empty())
    });
    let Some((_, role)) = role else { return false };
    let Some(gap) = folded.get(from as usize..role.span.start as usize) else { return false };
    let Some((clauses, before)) = gap.rsplit_once(',') else { return false };
    // Another person's deed inside the clause would make the role an apposition to its doer.
    let deed = |it: &Hit| it.span.start >= from && it.span.end <= role.span.start;
    gap.starts_with(',')
        && !clauses.contains([';', ':', '('])
        && before
            .split(|c: char| !c.is_alphanumeric())
            .all(|it| it.is_empty() || grammar.is(Class::And, it) || grammar.has(Class::Article, it))
        && !scope.mentions.cues(block).any(deed)
}

/// What stands between a deed's word and a name, or between two names.
#[derive(Default)]
struct Gap {
    /// Words that are neither small nor part of a role.
    others: usize,
    /// Another deed, an agent, a clause: the name after it is somebody else's matter.
    breaks: bool,
    /// "such as", right before the name.
    opens_list: bool,
    /// A conjunction or a comma.
    conjunction: bool,
}

impl Gap {
    fn read(scope: &Scope<'_>, block: BlockId, span: Span) -> Self {
        let mut gap = Self::default();
        let folded = &scope.document.block(block).folded;
        let grammar = scope.grammar(block);
        let Some(words) = folded.get(span.range()) else {
            return Self { breaks: true, ..gap };
        };
        gap.breaks |= words.contains([';', ':', '–', '—']);
        gap.conjunction |= words.contains(',');
        let mut at = span.start;
        for word in words.split(|c: char| !c.is_alphanumeric()) {
            let place = Span { start: at, end: at + word.len() as u32 };
            at = place.end;
            at += folded[at as usize..].chars().next().map_or(0, |c| c.len_utf8() as u32);
            if word.is_empty() {
                continue;
            }
            gap.opens_list = grammar.is(Class::Example, word);
            gap.conjunction |= grammar.is(Class::And, word);
            gap.breaks |= grammar.is(Class::Break, word) || is_deed(scope, block, place);
            let small = grammar.has(Class::Gap, word) || grammar.is(Class::And, word);
            if !small && !gap.opens_list && !in_role(scope, block, place) {
                gap.others += 1;
            }
        }
        gap
    }

    fn leads(&self) -> bool {
        !self.breaks && (self.opens_list || self.others <= 3)
    }

    fn joins(&self) -> bool {
        self.conjunction && !self.breaks && self.others <= 3
    }
}

/// Deeds joined to the first ("rehabilitation and release of A") govern the same name, but a
/// deed of another kind has names of its own.
fn is_deed(scope: &Scope<'_>, block: BlockId, place: Span) -> bool {
    scope.mentions.cues(block).any(|it| {
        it.span.contains(place)
            && !matches!(scope.notation(it.concept), "release" | "rehabilitation" | "harassment")
    })
}

fn in_role(scope: &Scope<'_>, block: BlockId, place: Span) -> bool {
    scope
        .mentions
        .in_block(block)
        .any(|(_, it)| matches!(it.reading, Reading::Role(_)) && it.span.contains(place))
}

/// "ratify the Convention", "becoming a member of the Group": the addressee is to do it.
fn treaties_and_bodies(scope: &Scope<'_>, asked: &Asked, relations: &mut Relations<'_>) {
    let Some((named, span)) = asked.addressee else { return };
    let addressees: Vec<&Key> = scope
        .named_in(named, span)
        .into_iter()
        .filter_map(|(id, _)| relations.key(id))
        .filter(|it| can_be_party(scope, it))
        .collect();
    let text = &scope.document.block(asked.block).text;
    for cue in scope.mentions.cues(asked.block).filter(|it| asked.span.contains(it.span)) {
        let notation = scope.notation(cue.concept);
        if !matches!(notation, "ratification" | "membership") {
            continue;
        }
        let clause = scope.sentence(asked.block, cue.span.start);
        let mut from = cue.span.end;
        for (id, mention) in scope.mentions.in_block(asked.block) {
            if mention.span.start < from || !clause.contains(mention.span) {
                continue;
            }
            let (predicate, rule, reach) = match &mention.reading {
                Reading::Treaty(_) => (Predicate::EncouragedToRatify, "asked/ratify", 60),
                Reading::Body(body) if notation == "membership" && !body.alias => {
                    (Predicate::EncouragedToJoin, "asked/join", 24)
                }
                _ => continue,
            };
            let between = text.get(from as usize..mention.span.start as usize).unwrap_or(";");
            if between.len() > reach || between.contains([';', ':']) {
                break;
            }
            // "examine the accession of Ruritania to the Convention": it is Ruritania's.
            let own = Span { start: from, end: mention.span.start };
            let others = scope.mentions.in_block(asked.block).any(|(other, it)| {
                let actor = match &it.reading {
                    Reading::Country(country) => !country.adjective,
                    Reading::Body(_) => true,
                    _ => false,
                };
                actor
                    && own.contains(it.span)
                    && relations.key(other).is_none_or(|key| !addressees.contains(&key))
            });
            if others {
                break;
            }
            from = mention.span.end;
            let Some(key) = relations.key(id) else { continue };
            let proof = words(asked.block, cue.span.to(mention.span), rule, Some(cue.entry));
            for addressee in &addressees {
                relations.add(addressee, predicate, key, proof, Said::Outright);
            }
        }
    }
}

/// A State, an organ of one, or the European Union. A committee that is to examine whether
/// others could accede ratifies nothing.
fn can_be_party(scope: &Scope<'_>, key: &Key) -> bool {
    match key {
        Key::State { .. } => true,
        Key::Body { of: Some(of), .. } => {
            scope.lexicon.by_notation(Scheme::Country, &of.to_uppercase()).is_some()
        }
        Key::Body { of: None, slug } => slug == "eu",
        _ => false,
    }
}
