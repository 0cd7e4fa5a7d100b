//! What States, bodies and persons did among themselves, as one sentence tells it.
//!
//! Each rule needs the deed's word, the one who did it and the other side at fixed places
//! around it; a deed with a name missing or with two candidates is left alone. What hedges of
//! the speech act around it pass on as a report stays marked as one.

use crate::document::BlockId;
use crate::grammar::{Class, Grammar, Phrases};
use crate::lexicon::{ConceptId, Hit, Scheme};
use crate::mention::{Mention, MentionId, Reading};
use crate::text::Span;

use super::super::Predicate;
use super::super::scope::Scope;
use super::{Relations, Said, Target, words};

pub fn find(scope: &Scope<'_>, relations: &mut Relations<'_>) {
    for &(block, cue) in &scope.mentions.cues {
        let around = scope.sentence(block, cue.span.start);
        let look = Look { scope, block, cue, around };
        match scope.notation(cue.concept) {
            "invitation-to-accede" => {
                look.accession(Predicate::InvitedToAccedeTo, "dealing/invited", relations)
            }
            "request-to-accede" => {
                look.accession(Predicate::RequestedAccessionTo, "dealing/requested", relations)
            }
            "acquisition" => look.acquisition(relations),
            "co-operation" => look.cooperation(relations),
            "refusal" => look.refused_registration(relations),
            "request" => look.requested_intervention(relations),
            _ => {}
        }
    }
}

struct Look<'a> {
    scope: &'a Scope<'a>,
    block: BlockId,
    cue: Hit,
    around: Span,
}

type Named<'a> = (MentionId, &'a Mention);

impl<'a> Look<'a> {
    fn named(&self, fits: impl Fn(&Reading) -> bool) -> Vec<Named<'a>> {
        let all: Vec<Named<'a>> = self
            .scope
            .mentions
            .in_block(self.block)
            .filter(|(_, it)| self.around.contains(it.span) && fits(&it.reading))
            .collect();
        // "Parliament of Ruritania" names the parliament here, not the State.
        let inside =
            |it: &Mention| all.iter().any(|(_, other)| other.span != it.span && other.span.contains(it.span));
        all.iter().copied().filter(|(_, it)| !inside(it)).collect()
    }

    fn between(&self, from: u32, to: u32) -> Option<&'a str> {
        self.scope.document.block(self.block).folded.get(from as usize..to as usize)
    }

    fn grammar(&self) -> &'a Grammar {
        self.scope.grammar(self.block)
    }

    fn add(
        &self,
        relations: &mut Relations<'_>,
        subject: MentionId,
        predicate: Predicate,
        object: MentionId,
        rule: &'static str,
    ) {
        let (Some(a), Some(b)) = (relations.key(subject), relations.key(object)) else {
            return;
        };
        if a == b {
            return;
        }
        let span =
            self.cue.span.to(self.scope.mentions.get(subject).span).to(self.scope.mentions.get(object).span);
        let proof = words(self.block, span, rule, Some(self.cue.entry));
        relations.put(a, predicate, Target::Key(b.clone()), proof, self.hedge(), Said::Outright);
    }

    /// Of the act of speech that passes this on.
    fn hedge(&self) -> Option<ConceptId> {
        let acts = &self.scope.mentions.acts;
        let act = acts
            .iter()
            .find(|it| it.block == self.block && it.span.to(it.content).contains(self.cue.span))?;
        act.hedges.first().map(|(concept, _)| *concept)
    }

    /// "Ruritania's request for a longer invitation to accede to the Convention": the one State
    /// before, the treaty after.
    fn accession(&self, predicate: Predicate, rule: &'static str, relations: &mut Relations<'_>) {
        let states = self.named(|it| matches!(it, Reading::Country(_) | Reading::Body(_)));
        let mut before = states.iter().filter(|(_, it)| {
            it.span.end <= self.cue.span.start && matches!(it.reading, Reading::Country(_))
        });
        let (Some(state), None) = (before.next(), before.next()) else { return };
        let treaties = self.named(|it| matches!(it, Reading::Treaty(_)));
        for (treaty, mention) in treaties {
            let close = mention.span.start >= self.cue.span.end
                && self.between(self.cue.span.end, mention.span.start).is_some_and(|it| it.len() <= 40);
            if close {
                self.add(relations, state.0, predicate, treaty, rule);
                break;
            }
        }
    }

    /// "Ruritania has acquired … from Sylvania": the last State before, the first State after
    /// with "from" right before it.
    fn acquisition(&self, relations: &mut Relations<'_>) {
        let states = self.named(|it| matches!(it, Reading::Country(_)));
        let buyer = states.iter().rev().find(|(_, it)| it.span.end <= self.cue.span.start);
        let seller = states.iter().find(|(_, it)| it.span.start >= self.cue.span.end);
        let (Some(buyer), Some(seller)) = (buyer, seller) else { return };
        let close = self
            .between(buyer.1.span.end, self.cue.span.start)
            .is_some_and(|it| it.split_whitespace().count() <= 4);
        let from = self.between(self.cue.span.end, seller.1.span.start).is_some_and(|it| {
            let it = it.trim_end();
            let origins = self.grammar().phrases(Phrases::Origin);
            origins.iter().any(|word| {
                it.strip_suffix(word.as_str())
                    .is_some_and(|before| before.is_empty() || before.ends_with(' '))
            })
        });
        if close && from {
            self.add(relations, buyer.0, Predicate::AcquiredFrom, seller.0, "dealing/acquired-from");
        }
    }

    /// "co-operation between Ruritania and the Council of Europe", "Ruritania's co-operation
    /// with the Council of Europe": a State with a body.
    fn cooperation(&self, relations: &mut Relations<'_>) {
        let named = self.named(|it| matches!(it, Reading::Country(_) | Reading::Body(_)));
        let after: Vec<&Named<'_>> =
            named.iter().filter(|(_, it)| it.span.start >= self.cue.span.end).take(2).collect();
        let &[first, second] = after.as_slice() else { return };
        let opening = self.between(self.cue.span.end, first.1.span.start);
        let joint = self.between(first.1.span.end, second.1.span.start);
        let grammar = self.grammar();
        let between = opening.is_some_and(|it| grammar.opens_with(it, &[Class::Between], &[Class::Article]));
        let and = joint.is_some_and(|it| grammar.opens_with(it, &[Class::And], &[Class::Article]));
        if !between || !and {
            return;
        }
        let (state, body) = match (&first.1.reading, &second.1.reading) {
            (Reading::Country(_), Reading::Body(_)) => (first, second),
            (Reading::Body(_), Reading::Country(_)) => (second, first),
            _ => return,
        };
        self.add(relations, state.0, Predicate::CooperatesWith, body.0, "dealing/cooperates-with");
    }

    /// "the Ministry's refusal to register the party", "refusal by the Ministry to register the
    /// party": one body next to the refusal, the party after the registration, and those
    /// joined to it by nothing but commas, conjunctions, articles and words for parties.
    fn refused_registration(&self, relations: &mut Relations<'_>) {
        let register = self.scope.mentions.cues(self.block).find(|it| {
            self.scope.notation(it.concept) == "registration"
                && it.span.start >= self.cue.span.end
                && self.around.contains(it.span)
                && self.between(self.cue.span.end, it.span.start).is_some_and(|it| it.len() <= 60)
        });
        let Some(register) = register else { return };
        let bodies = self.named(|it| matches!(it, Reading::Body(body) if !body.alias));
        let next_to = |it: &&Named<'_>| {
            let span = it.1.span;
            let gap = if span.end <= self.cue.span.start {
                self.between(span.end, self.cue.span.start)
            } else if span.start >= self.cue.span.end && span.end <= register.span.start {
                self.between(self.cue.span.end, span.start)
            } else {
                None
            };
            gap.is_some_and(|it| it.split_whitespace().count() <= 3 && !it.contains([',', ';']))
        };
        let Some(body) = bodies.iter().find(next_to) else { return };
        let mut parties = self.named(|it| matches!(it, Reading::Party(_)));
        parties.retain(|it| it.1.span.start >= register.span.end);
        parties.sort_by_key(|it| it.1.span);
        let mut end = register.span.end;
        for (index, party) in parties.into_iter().enumerate() {
            let gap = self.between(end, party.1.span.start);
            // Its other name, right behind it: “Erkin El” (“Free Land”).
            if let Some(after) = self.gloss(gap, party.1.span.end).filter(|_| index > 0) {
                end = after;
                continue;
            }
            let is_refused = if index == 0 {
                gap.is_some_and(|gap| gap.len() <= 120 && !gap.contains([';', '.']))
            } else {
                gap.is_some_and(|gap| self.only_joins(gap))
            };
            if !is_refused {
                break;
            }
            end = party.1.span.end;
            let rule = "dealing/refused-registration";
            self.add(relations, body.0, Predicate::RefusedRegistration, party.0, rule);
        }
    }

    /// Where the bracket closes around a name that stands alone in it.
    fn gloss(&self, gap: Option<&str>, end: u32) -> Option<u32> {
        gap.filter(|it| it.trim_matches(is_quote) == "(")?;
        let after = &self.scope.document.block(self.block).text[end as usize..];
        let closed = after.trim_start_matches(is_quote);
        closed.starts_with(')').then(|| end + (after.len() - closed.len()) as u32 + 1)
    }

    /// Between two parties of one list: `», “`, `and the movement`, `et le parti`; also behind
    /// what the first is called in another language, and with the time that it is: `(“Open
    /// Door”) and, for the first time, the movement`.
    fn only_joins(&self, gap: &str) -> bool {
        const LONGEST: usize = 100;
        let gap = without_gloss(gap);
        if gap.len() > LONGEST || gap.contains(['.', ';', ':', '(', ')']) {
            return false;
        }
        let language = self.scope.document.block(self.block).language;
        let grammar = self.grammar();
        let mut words = gap.to_owned();
        for hit in self.scope.lexicon.scan(gap, gap, language) {
            if hit.scheme == Scheme::PartyWord {
                words.replace_range(hit.span.range(), &" ".repeat(hit.span.range().len()));
            }
        }
        let mut joined = gap.contains(',');
        words.split(|c: char| !c.is_alphabetic()).filter(|it| !it.is_empty()).all(|word| {
            let and = grammar.is(Class::And, word);
            joined |= and;
            and || grammar.has(Class::Article, word) || grammar.has(Class::Turn, &word.to_lowercase())
        }) && joined
    }

    /// "intervention following the request by President A to President B".
    fn requested_intervention(&self, relations: &mut Relations<'_>) {
        let intervention = self.scope.mentions.cues(self.block).any(|it| {
            self.scope.notation(it.concept) == "intervention"
                && it.span.end <= self.cue.span.start
                && self
                    .between(it.span.end, self.cue.span.start)
                    .is_some_and(|gap| gap.len() <= 60 && !gap.contains(['.', ';']))
        });
        let persons = self.named(|it| matches!(it, Reading::Person(_)));
        let after: Vec<&Named<'_>> =
            persons.iter().filter(|(_, it)| it.span.start >= self.cue.span.end).take(2).collect();
        let &[by, to] = after.as_slice() else { return };
        let grammar = self.grammar();
        let led = |gap: Option<&str>, class: Class| {
            let mut words = gap.unwrap_or("").split_whitespace();
            words.next().is_some_and(|it| grammar.is(class, it)) && words.count() <= 2
        };
        let asked_by = led(self.between(self.cue.span.end, by.1.span.start), Class::By);
        let asked_of = led(self.between(by.1.span.end, to.1.span.start), Class::To);
        if intervention && asked_by && asked_of {
            self.add(
                relations,
                by.0,
                Predicate::RequestedInterventionFrom,
                to.0,
                "dealing/requested-intervention",
            );
        }
    }
}

/// What follows `” (“Open Door”)`: a name's other name, in brackets right behind it.
fn without_gloss(gap: &str) -> &str {
    const LONGEST: usize = 80;
    let gloss = gap.trim_start_matches(is_quote).strip_prefix('(').and_then(|it| it.split_once(')'));
    match gloss {
        Some((inside, rest)) if inside.len() <= LONGEST && !inside.contains('(') => rest,
        _ => gap,
    }
}

fn is_quote(c: char) -> bool {
    c.is_whitespace() || matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '\'')
}
