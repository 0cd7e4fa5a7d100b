//! Bodies: organs of States and of international organisations, committees, institutes.
//!
//! Finds bodies of the registers (`body/register`), unless another
//! owner stands behind (see [`owner`]); kinds of organ with their State or body,
//! the longest whole: `Senate of the Parliament of …`, `Armenian authorities`
//! (`body/organ`, see [`organ`]); names known by their head word: `Centre for Open Data`
//! (`body/named`), or by a word before them: `the newspaper …` (`body/introduced`, see
//! [`named`]); short names defined in brackets behind any of these (`body/short`) and later
//! mentions of all that was found so (`body/again`); `the Assembly` for the Assembly whose
//! act it is (`body/alias`).
//! Leaves alone "parliament", "authorities", "the Committee" with nothing beside them: they
//! name no body, and "Committee of Ministers" is no alias but a name.
//! Inside a larger name only a register's body that owns it is a mention of its own.
//! Words: schemes `body`, `committee`, `organ`, `organization-word`, `body-alias`.

mod named;
mod organ;
mod owner;

pub(super) use owner::is_anothers;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::phrase;
use super::view::{Sort, View};
use super::words::Shape;
use super::{Body, Found, Mention, Owner, Proof, Reading, Scope};
use crate::document::FactName;
use crate::lexicon::{ConceptId, EntryId, Lexicon, Scheme};
use crate::text::Span;

pub(super) fn find(scope: &Scope<'_>, found: &mut Found) {
    let known = Known::new(scope);
    let mut pages: Vec<(View<'_>, Vec<Candidate>)> =
        View::pages(scope).map(|view| (view, Vec::new())).collect();
    for (view, candidates) in &mut pages {
        register(view, &known, candidates);
        organ::find(view, &known, candidates);
        named::find(view, &known, found, candidates);
        short_names(view, candidates);
        alias(view, &known, candidates);
    }
    again(&mut pages);
    for (view, candidates) in pages {
        settle(&view, &known, candidates, found);
    }
}

/// A body that may be meant by words `from..to`.
#[derive(Clone, Debug)]
struct Candidate {
    from: usize,
    to: usize,
    body: Body,
    rule: &'static str,
    entry: Option<EntryId>,
}

impl Candidate {
    fn new(from: usize, to: usize, rule: &'static str) -> Self {
        let body = Body { concept: None, of: None, alias: false, short_for: None };
        Self { from, to, body, rule, entry: None }
    }
}

/// What the lexicon says about organs and head words, looked up once a document.
struct Known {
    heads: BTreeSet<ConceptId>,
    introduces: BTreeSet<ConceptId>,
    not_body: BTreeSet<ConceptId>,
    alone: BTreeSet<ConceptId>,
    portfolio: BTreeSet<ConceptId>,
    /// Organ with a name of its own to its State.
    of_state: BTreeMap<ConceptId, ConceptId>,
    /// Register's body to the body it is an organ of.
    organ_of: BTreeMap<ConceptId, ConceptId>,
    /// Word of scheme `body-alias` to the body it stands for in this act.
    aliases: BTreeMap<ConceptId, ConceptId>,
    /// The body whose act this is.
    own: Option<ConceptId>,
}

impl Known {
    fn new(scope: &Scope<'_>) -> Self {
        let lexicon = scope.lexicon;
        let flagged = |scheme, flag: &str| -> BTreeSet<ConceptId> {
            let concepts = lexicon.concepts(scheme);
            concepts.filter(|(id, _)| lexicon.values(*id, flag).next().is_some()).map(|(id, _)| id).collect()
        };
        let own = own_body(scope);
        let body = |notation: &str| lexicon.by_notation(Scheme::Body, notation);
        let aliases = lexicon
            .concepts(Scheme::BodyAlias)
            .filter(|(id, _)| own.is_some() && lexicon.values(*id, "in").next().and_then(body) == own)
            .filter_map(|(id, _)| Some((id, lexicon.values(id, "standsFor").next().and_then(body)?)))
            .collect();
        let of_state = lexicon
            .concepts(Scheme::Organ)
            .filter_map(|(id, _)| {
                let state = lexicon.values(id, "ofState").next()?;
                Some((id, lexicon.by_notation(Scheme::Country, state)?))
            })
            .collect();
        let organ_of = [Scheme::Body, Scheme::Committee]
            .into_iter()
            .flat_map(|scheme| lexicon.concepts(scheme))
            .filter_map(|(id, _)| Some((id, lexicon.by_iri(lexicon.values(id, "organOf").next()?)?)))
            .collect();
        Self {
            heads: flagged(Scheme::OrganizationWord, "heads"),
            introduces: flagged(Scheme::OrganizationWord, "introduces"),
            not_body: flagged(Scheme::OrganizationWord, "notBody"),
            alone: flagged(Scheme::Organ, "alone"),
            portfolio: flagged(Scheme::Organ, "portfolio"),
            of_state,
            organ_of,
            aliases,
            own,
        }
    }

    /// "Committee on Agriculture" in an act of the European Parliament is not the Assembly's.
    fn is_another_bodys(&self, committee: ConceptId) -> bool {
        self.own.is_some_and(|own| !owners(self, Some(committee)).any(|it| it == own))
    }

    /// The word is what acts of this body call a body: "the Commission".
    fn is_alias(&self, view: &View<'_>, at: usize) -> bool {
        view.label(at, Scheme::BodyAlias).is_some_and(|hit| self.aliases.contains_key(&hit.concept))
    }
}

/// The body whose act this is: as the printing says, else the first of a register named in it
/// that any alias belongs to.
fn own_body(scope: &Scope<'_>) -> Option<ConceptId> {
    if let Some(notation) = scope.document.fact(FactName::Body) {
        return scope.lexicon.by_notation(Scheme::Body, notation);
    }
    let has_alias = |id: ConceptId, lexicon: &Lexicon| {
        let notation = &lexicon.concept(id).notation;
        lexicon
            .concepts(Scheme::BodyAlias)
            .any(|(alias, _)| lexicon.values(alias, "in").any(|it| it == notation))
    };
    let mut bodies = scope.hits.iter().flatten().filter(|hit| hit.scheme == Scheme::Body);
    bodies.find(|hit| has_alias(hit.concept, scope.lexicon)).map(|hit| hit.concept)
}

/// A register's names: written with a capital, but for committees, which French writes small.
fn register(view: &View<'_>, known: &Known, candidates: &mut Vec<Candidate>) {
    for hit in view.hits.iter().filter(|hit| matches!(hit.scheme, Scheme::Body | Scheme::Committee)) {
        let small = !view.block.slice(hit.span).contains(char::is_uppercase);
        let (from, to) = (view.word_from(hit.span.start), view.behind(hit.span));
        if from >= to
            || hit.scheme == Scheme::Committee && known.is_another_bodys(hit.concept)
            || view.words[from].span.start != hit.span.start
            || small && (hit.scheme == Scheme::Body || to - from < 3)
            // Committees keep their name; resolution says whose they are.
            || hit.scheme == Scheme::Body && is_anothers(view, hit)
        {
            continue;
        }
        // "Commission des droits de l'homme et des peuples" is not the one "des droits de l'homme".
        let goes_on = view.is_conjunction(to)
            && view
                .link(to + 1)
                .is_some_and(|it| it.sort == Sort::Of && view.shape(it.next) == Some(Shape::Lower));
        let lists = (from..to).any(|at| view.link(at).is_some_and(|it| it.sort == Sort::Of));
        if goes_on
            && lists
            && !view.is_head_last()
            && view.shape(to - 1) == Some(Shape::Lower)
            && hit.scheme == Scheme::Body
        {
            continue;
        }
        // "Secretary General of the Council of Europe" is who, not what: see roles.
        // "Council of Europe Secretary General", but not "Committee of Ministers".
        let last = view.label_before(to, Scheme::Role).filter(|role| {
            let before = view.word_from(role.span.start).wrapping_sub(1);
            view.link(before).is_none() && !view.is_apostrophe(before)
        });
        let person = view.label(from, Scheme::Role).or(last);
        let acronym = to == from + 1;
        if !acronym
            && person.is_some_and(|role| {
                view.lexicon.values(role.concept, "office").next().is_some() && hit.span.contains(role.span)
            })
        {
            continue;
        }
        // "Group of States against Corruption (GRECO)" is one label and two mentions.
        let bracket = (from..to).find(|&at| view.is_mark(at, '('));
        let parts = match bracket {
            Some(at) if view.is_mark(to - 1, ')') => [(from, at), (at + 1, to - 1)],
            _ => [(from, to), (to, to)],
        };
        for (from, to) in parts.into_iter().filter(|(from, to)| from < to) {
            let mut it = Candidate::new(from, to, "body/register");
            it.body.concept = Some(hit.concept);
            it.entry = Some(hit.entry);
            candidates.push(it);
        }
    }
}

/// `(CPT)`, `(« GRECO »)`, `(OSCE/ODIHR)`, `(Pompidou Group)` right behind a body: a short name
/// for it. What a register says of either holds for both.
fn short_names(view: &View<'_>, candidates: &mut Vec<Candidate>) {
    let mut shorts = Vec::new();
    for index in 0..candidates.len() {
        let Candidate { from: long, to: bracket, .. } = candidates[index];
        if !view.is_mark(bracket, '(') || candidates[index].rule == "body/alias" {
            continue;
        }
        let from = bracket + 1 + usize::from(view.is_opening_quote(bracket + 1));
        let mut to = from;
        while view.shape(to) == Some(Shape::Upper) || to > from && view.is_mark(to, '/') && view.is_glued(to)
        {
            to += 1;
        }
        let inner = candidates.iter().position(|it| {
            it.from == from && view.is_mark(it.to + usize::from(view.is_closing_quote(it.to)), ')')
        });
        if let Some(inner) = inner {
            let concept = candidates[inner].body.concept;
            if candidates[index].body.concept.is_none() {
                candidates[index].body.concept = concept;
            }
            if candidates[inner].body.concept == candidates[index].body.concept {
                candidates[inner].body.short_for = Some(view.span(long, bracket));
            }
            continue;
        }
        let close = to + usize::from(view.is_closing_quote(to));
        if to == from || !view.is_mark(close, ')') && !view.is_mark(close, ',') {
            continue;
        }
        let mut short = Candidate::new(from, to, "body/short");
        short.body.concept =
            candidates[index].body.concept.filter(|_| candidates[index].rule == "body/register");
        short.body.short_for = Some(view.span(long, bracket));
        short.body.of = candidates[index].body.of;
        shorts.push(short);
    }
    candidates.append(&mut shorts);
}

/// "the Assembly": a capital, and no other name that it would be a part of.
fn alias(view: &View<'_>, known: &Known, candidates: &mut Vec<Candidate>) {
    for hit in view.hits.iter().filter(|hit| hit.scheme == Scheme::BodyAlias) {
        let Some(&body) = known.aliases.get(&hit.concept) else { continue };
        let at = view.word_from(hit.span.start);
        let beside = |at: usize| view.is_capital(at) && !view.opens_sentence(at) && !view.is_grammatical(at);
        // "Commissione economica", "Assemblée nationale": another one.
        let another =
            !view.is_head_last() && view.follows_space(at + 1) && phrase::is_adjective(view, at + 1);
        if !view.is_capital(at)
            || another
            || view.follows_space(at) && beside(at - 1)
            || view.follows_space(at + 1) && beside(at + 1)
            // "Parliament of Catalonia": another one.
            || view.link(at + 1).is_some_and(|it| it.sort == Sort::Of && view.is_capital(it.next))
        {
            continue;
        }
        let mut it = Candidate::new(at, at + 1, "body/alias");
        it.body.concept = Some(body);
        it.body.alias = true;
        it.entry = Some(hit.entry);
        candidates.push(it);
    }
}

/// Names found by rule once are names wherever they stand; those not translated, in every
/// version.
fn again(pages: &mut [(View<'_>, Vec<Candidate>)]) {
    /// The other words of a name, its language where it is translated, and what it names.
    type Known<'a> = (Vec<String>, Option<&'a str>, Body);
    let mut names: BTreeMap<String, Vec<Known<'_>>> = BTreeMap::new();
    for (view, candidates) in pages.iter() {
        for it in candidates {
            let lasting = match it.rule {
                "body/introduced" | "body/short" => None,
                "body/named" => Some(view.block.language),
                _ => continue,
            };
            let words: Vec<String> = (it.from..it.to).map(|at| view.text(at).to_owned()).collect();
            let body = Body { short_for: None, ..it.body.clone() };
            let tag = lasting.map(|_| if view.is_head_last() { "en" } else { "" });
            let list = names.entry(words[0].clone()).or_default();
            if !list.iter().any(|(known, _, _)| *known == words) {
                list.push((words, tag, body));
            }
        }
    }
    if names.is_empty() {
        return;
    }
    for (view, candidates) in pages {
        let mut more = Vec::new();
        for at in 0..view.words.len() {
            if !view.is_capital(at) {
                continue;
            }
            let Some(list) = names.get(view.text(at)) else { continue };
            for (words, english, body) in list {
                let fits = words.iter().enumerate().all(|(n, word)| view.text(at + n) == word);
                if fits && english.is_none_or(|tag| (tag == "en") == view.is_head_last()) {
                    let mut it = Candidate::new(at, at + words.len(), "body/again");
                    it.body = body.clone();
                    more.push(it);
                }
            }
        }
        candidates.append(&mut more);
    }
}

/// Of candidates that overlap the longest stands, then the one better known.
fn settle(view: &View<'_>, known: &Known, mut candidates: Vec<Candidate>, found: &mut Found) {
    let rank = |it: &Candidate| match it.rule {
        "body/register" => 0,
        "body/organ" => 1,
        "body/short" => 2,
        "body/alias" => 5,
        "body/again" => 4,
        _ => 3,
    };
    candidates.sort_by_key(|it| (Reverse(it.to - it.from), rank(it), it.from));
    let mut kept: Vec<Candidate> = Vec::new();
    for it in candidates {
        if is_claimed(view, &it, found) {
            continue;
        }
        let outer = kept.iter().find(|other| it.from < other.to && other.from < it.to);
        let stands = match outer {
            None => true,
            // "Council of Europe" in "Parliamentary Assembly of the Council of Europe"
            Some(outer) => {
                it.rule == "body/register"
                    && outer.from <= it.from
                    && it.to <= outer.to
                    && (outer.body.of.is_some() && outer.body.of == it.body.concept.map(Owner::Body)
                        || owners(known, outer.body.concept).any(|owner| Some(owner) == it.body.concept))
                    && kept.iter().filter(|other| it.from < other.to && other.from < it.to).count() == 1
            }
        };
        if stands {
            kept.push(it);
        }
    }
    kept.sort_by_key(|it| (it.from, Reverse(it.to)));
    for it in kept {
        found.add(Mention {
            block: view.id,
            span: view.span(it.from, it.to),
            reading: Reading::Body(it.body),
            proof: Proof { rule: it.rule, entry: it.entry },
        });
    }
}

fn owners(known: &Known, concept: Option<ConceptId>) -> impl Iterator<Item = ConceptId> {
    // Deep enough for any register, and an end to rings.
    std::iter::successors(concept, |it| known.organ_of.get(it).copied()).skip(1).take(4)
}

/// Citations and titles keep what is in them, but for bodies that are known beyond doubt.
fn is_claimed(view: &View<'_>, it: &Candidate, found: &Found) -> bool {
    let span = view.span(it.from, it.to);
    let sure = it.rule == "body/register" || it.rule == "body/organ" && it.body.of.is_some();
    found.in_block(view.id).iter().any(|other| {
        let title = match &other.reading {
            Reading::Act(act) => act.title,
            _ => None,
        };
        let claims = |claim: Span| {
            claim.overlaps(span) && !span.contains(claim) && !(sure && claim.contains(span))
                || claim == span && !matches!(other.reading, Reading::Date(_))
        };
        match other.reading {
            Reading::Date(_) | Reading::Country(_) => false,
            _ => claims(other.span) || title.is_some_and(claims),
        }
    })
}

#[cfg(test)]
mod tests;
