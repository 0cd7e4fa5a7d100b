//! Acts: whose, which kind, which number, which year; or whose, which kind, of which day.
//!
//! Finds the act itself in its own headings, cited acts by their identifiers, and a number
//! without year or body where exactly one act cited in full in the same document has it.
//! A reference that the file follows itself may say the year, or gainsay the words ([`reference`]).
//! A number whose act the register knows by another title ties the text to no act, unless a
//! second language version has it, too: it may be mistyped (see [`gainsaid`]).
//! A cited day with a title has the number that the register has for both ([`register`]); a day
//! alone is one act's until the document gives it two titles ([`day`]).
//! Leaves open a number that two acts share: bodies number alike ("Resolution 2231").

mod day;
mod reference;
mod register;

use std::collections::BTreeMap;

use crate::document::{Block, FactName, Section};
use crate::lexicon::{Form, Scheme};
use crate::link::alignment::{Relation, compare};
use crate::link::kind::Kind;
use crate::link::name::Name;
use crate::link::title::of_two_states;
use crate::mention::{Act, MentionId, Reading};
use crate::text::{Language, fold};

use super::super::scope::{self, Scope};
use super::super::{Basis, Key};
use super::{Link, Links};

pub use self::reference::{contradicted, written as reference};
pub use self::register::numbered;

pub fn link(scope: &Scope<'_>, links: &mut Links) {
    let adopted = scope.document.fact(FactName::AdoptedOn).and_then(scope::date);
    let contradicted = contradicted(scope);
    let mut open = Vec::new();
    let mut full: Vec<Key> = scope.subject.iter().cloned().collect();
    for (id, mention) in scope.all() {
        let Reading::Act(act) = &mention.reading else { continue };
        let block = scope.block(mention);
        if matches!(block.section, Section::Cover | Section::Head)
            && let Some(subject) = &scope.subject
            && is_subject(scope, act, subject, adopted)
        {
            links.set(id, Link::new(subject.clone(), Basis::PrintedIdentifier));
            continue;
        }
        // Words or reference are wrong, and nothing says which.
        if contradicted.binary_search(&id).is_ok() {
            links.set(id, Link::new(open_key(scope, act), Basis::ExactName));
            continue;
        }
        match whole(scope, act).or_else(|| reference::followed(scope, mention, act)) {
            Some(key) if gainsaid(scope, block, act, &key).is_some() && !confirmed(scope, block, &key) => {
                links.set(id, Link::new(open_key(scope, act), Basis::ExactName));
            }
            Some(key) => {
                full.push(key.clone());
                links.set(id, Link::new(key, Basis::PrintedIdentifier));
            }
            None => open.push((id, act)),
        }
    }
    number_dated(scope, links);
    register::link(scope, links);
    day::part(scope, links, &mut full);
    full.sort();
    full.dedup();
    for (id, act) in open {
        let mut fits = full.iter().filter(|key| completes(scope, key, act));
        let link = match (fits.next(), fits.next()) {
            (Some(key), None) => Link::new(key.clone(), Basis::ExactName),
            _ => Link::new(open_key(scope, act), Basis::ExactName),
        };
        links.set(id, link);
    }
}

/// Whether another language version has this number: one clerk's slip is seldom another's,
/// and a title is translated freely more often than a number is mistyped twice.
fn confirmed(scope: &Scope<'_>, block: &Block, key: &Key) -> bool {
    scope.all().any(|(_, mention)| {
        matches!(&mention.reading, Reading::Act(act)
            if scope.block(mention).language != block.language && whole(scope, act).as_ref() == Some(key))
    })
}

/// Languages in which bodies give their acts titles; a title in another is a translation,
/// and of one title there are many.
const OFFICIAL: [Language; 2] = [Language::ENGLISH, Language::FRENCH];
/// Titles less like than this, each with words of its own, are titles of two acts.
const OTHER_TITLE: f64 = 0.5;

/// The title that the register has for this number, where the text gives it quite another, or
/// that of another State.
pub fn gainsaid<'l>(scope: &Scope<'l>, block: &Block, act: &Act, key: &Key) -> Option<&'l str> {
    let Key::Act { body, kind, year, number } = key else { return None };
    let printed = act.title.map(|it| block.slice(it)).filter(|it| it.split_whitespace().count() > 2)?;
    let language = OFFICIAL.into_iter().find(|it| *it == block.language)?;
    let known = scope.lexicon.by_notation(Scheme::Act, &format!("{body}/{kind}/{year}/{number}"))?;
    let title =
        scope.lexicon.labels(known).find(|it| it.form == Form::Title && it.language == Some(language))?;
    if fold(printed) == fold(&title.label) {
        return None;
    }
    let differs = is_other_title(printed, &title.label)
        || of_two_states(scope.lexicon, printed, &title.label, language);
    differs.then_some(&title.label)
}

fn is_other_title(one: &str, other: &str) -> bool {
    let compared = compare(Kind::Act, &Name::new(Kind::Act, one), &Name::new(Kind::Act, other));
    compared.relation == Relation::Other && compared.score < OTHER_TITLE
}

/// "resolution of 20 May 2031 (1)" and the note "P10_TA(2031)0123": one act, known by its day
/// and its number. Only where no other act of that body, kind and day is numbered here.
fn number_dated(scope: &Scope<'_>, links: &mut Links) {
    let mut numbered: Vec<(Key, Key)> = Vec::new();
    for (id, mention) in scope.all() {
        let (Reading::Act(act), Some(link)) = (&mention.reading, links.get(id)) else { continue };
        if let (Key::Act { body, kind, .. }, Some(date)) = (&link.key, act.date) {
            let dated = Key::DatedAct { body: body.clone(), kind: kind.clone(), date };
            if !numbered.iter().any(|it| it.0 == dated && it.1 == link.key) {
                numbered.push((dated, link.key.clone()));
            }
        }
    }
    for (id, _) in scope.all() {
        let Some(link) = links.get(id).filter(|it| matches!(it.key, Key::DatedAct { .. })) else { continue };
        let mut fits = numbered.iter().filter(|(dated, _)| *dated == link.key);
        if let (Some((_, key)), None) = (fits.next(), fits.next()) {
            let link = Link::new(key.clone(), Basis::PrintedIdentifier);
            links.set(id, link);
        }
    }
}

/// Mentions of other acts that only their day names so far, by that day.
fn by_day(scope: &Scope<'_>, links: &Links) -> BTreeMap<Key, Vec<MentionId>> {
    let mut days: BTreeMap<Key, Vec<MentionId>> = BTreeMap::new();
    for (id, _) in scope.all() {
        if let Some(link) = links.get(id)
            && matches!(link.key, Key::DatedAct { .. })
            && scope.subject.as_ref() != Some(&link.key)
        {
            days.entry(link.key.clone()).or_default().push(id);
        }
    }
    days
}

/// A key where the text says everything that one needs.
pub fn whole(scope: &Scope<'_>, act: &Act) -> Option<Key> {
    let body = scope.notation(act.body?).to_owned();
    let kind = scope.notation(act.kind).to_owned();
    match (&act.number, act.year, act.date) {
        (Some(number), Some(year), _) => Some(Key::Act { body, kind, year, number: number.clone() }),
        (Some(number), None, Some(date)) => {
            Some(Key::Act { body, kind, year: date.year(), number: number.clone() })
        }
        (Some(_), None, None) | (None, _, None) => None,
        (None, _, Some(date)) => Some(Key::DatedAct { body, kind, date }),
    }
}

/// A heading says the act's number, or, where acts have none, its day.
fn is_subject(scope: &Scope<'_>, act: &Act, subject: &Key, adopted: Option<crate::text::StatedDate>) -> bool {
    let (body, kind, number, year) = match subject {
        Key::Act { body, kind, year, number } => (Some(body), kind, Some(number), Some(*year)),
        Key::OpenAct { body, kind, number } => (body.as_ref(), kind, Some(number), None),
        Key::DatedAct { body, kind, date } => (Some(body), kind, None, Some(date.year())),
        _ => return false,
    };
    if scope.notation(act.kind) != kind
        || act.body.is_some_and(|it| Some(scope.notation(it)) != body.map(String::as_str))
    {
        return false;
    }
    match (&act.number, number) {
        (Some(a), Some(b)) => a == b && (act.year.is_none() || year.is_none() || act.year == year),
        (None, _) => act.date.is_some() && act.date == adopted,
        (Some(_), None) => false,
    }
}

/// Whether `key` has everything that `act` says.
fn completes(scope: &Scope<'_>, key: &Key, act: &Act) -> bool {
    let same_body = |body: &str| act.body.is_none_or(|it| scope.notation(it) == body);
    match key {
        Key::Act { body, kind, year, number } => {
            act.number.as_ref() == Some(number)
                && scope.notation(act.kind) == kind
                && same_body(body)
                && act.year.is_none_or(|it| it == *year)
        }
        Key::DatedAct { body, kind, date } => {
            act.number.is_none()
                && act.date == Some(*date)
                && scope.notation(act.kind) == kind
                && same_body(body)
        }
        _ => false,
    }
}

fn open_key(scope: &Scope<'_>, act: &Act) -> Key {
    let mut number = act.number.clone().unwrap_or_default();
    let more = act.date.map(|date| date.to_string()).or_else(|| act.year.map(|year| year.to_string()));
    if let Some(more) = more {
        if !number.is_empty() {
            number.push('-');
        }
        number.push_str(&more);
    }
    Key::OpenAct {
        body: act.body.map(|it| scope.notation(it).to_owned()),
        kind: scope.notation(act.kind).to_owned(),
        number,
    }
}
