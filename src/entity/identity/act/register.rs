//! Acts cited by their day and title: the number that the register has for both.
//!
//! "its resolution of 20 May 2031 on rural libraries" is `P10_TA(2031)0123` where the register
//! knows exactly one act of that body, kind and day with that title. The same day without a
//! title, or in a language in which the register has none, means the same act, unless another
//! title of that day stands in the document.
//! Leaves alone a day without any title: an assembly decides many things in a day.

use std::collections::BTreeMap;

use crate::lexicon::{ConceptId, Form, Lexicon, Scheme};
use crate::link::title::Title;
use crate::mention::{Act, Mention, MentionId, Reading};

use super::super::super::scope::Scope;
use super::super::super::{Basis, Key};
use super::super::{Link, Links};
use super::by_day;

const ISSUED: &str = "http://purl.org/dc/terms/issued";

/// Numbered acts of the register by `body/kind/day`.
struct Days(BTreeMap<String, Vec<ConceptId>>);

impl Days {
    fn new(lexicon: &Lexicon) -> Self {
        let mut days: BTreeMap<String, Vec<ConceptId>> = BTreeMap::new();
        for (id, concept) in lexicon.concepts(Scheme::Act) {
            let Some((_, day)) = concept.properties.iter().find(|(it, _)| it == ISSUED) else { continue };
            let mut parts = concept.notation.split('/');
            if let (Some(body), Some(kind)) = (parts.next(), parts.next()) {
                days.entry(format!("{body}/{kind}/{day}")).or_default().push(id);
            }
        }
        Self(days)
    }
}

/// What one mention's title says.
enum Found {
    One(Key),
    /// No act of that day has such a title.
    None,
    /// No title, or none to compare it with.
    Silent,
}

pub fn link(scope: &Scope<'_>, links: &mut Links) {
    for (day, mentions) in by_day(scope, links) {
        let mentions: Vec<(MentionId, Found)> =
            mentions.into_iter().map(|id| (id, find(scope, scope.mentions.get(id), &day))).collect();
        let mut acts: Vec<&Key> = Vec::new();
        let mut gainsaid = false;
        for (_, found) in &mentions {
            match found {
                Found::One(key) if !acts.contains(&key) => acts.push(key),
                Found::None => gainsaid = true,
                Found::One(_) | Found::Silent => {}
            }
        }
        let only = match acts.as_slice() {
            [one] if !gainsaid => Some((*one).clone()),
            _ => None,
        };
        for (id, found) in mentions {
            let link = match (found, &only) {
                (Found::One(key), _) => Link::new(key, Basis::Register),
                (Found::Silent, Some(key)) => Link::new(key.clone(), Basis::ParallelVersion),
                (Found::None, _) | (Found::Silent, None) => continue,
            };
            links.set(id, link);
        }
    }
}

fn find(scope: &Scope<'_>, mention: &Mention, key: &Key) -> Found {
    let (Reading::Act(Act { title, .. }), Key::DatedAct { body, kind, date }) = (&mention.reading, key)
    else {
        return Found::Silent;
    };
    let days = scope.lexicon.prepared(Days::new);
    let Some(known) = days.0.get(&format!("{body}/{kind}/{date}")) else { return Found::Silent };
    let block = scope.block(mention);
    let Some(printed) = title.map(|it| block.slice(it)) else { return Found::Silent };
    let printed = Title::printed(scope.lexicon, printed, block.language);
    let mut compared = false;
    let mut fits = Vec::new();
    for &id in known {
        let title =
            scope.lexicon.labels(id).find(|it| it.form == Form::Title && it.language == Some(block.language));
        let Some(title) = title else { continue };
        compared = true;
        if printed.is_like(&Title::printed(scope.lexicon, &title.label, block.language)).is_some() {
            fits.push(id);
        }
    }
    match fits.as_slice() {
        &[id] => numbered(&scope.lexicon.concept(id).notation).map_or(Found::Silent, Found::One),
        [] if !compared => Found::Silent,
        _ => Found::None,
    }
}

/// The act that a concept of the register is: `ep/res/2031/P10_TA(2031)0123`.
pub fn numbered(notation: &str) -> Option<Key> {
    let mut parts = notation.splitn(4, '/');
    let (body, kind) = (parts.next()?.to_owned(), parts.next()?.to_owned());
    let (year, number) = (parts.next()?.parse().ok()?, parts.next()?.to_owned());
    Some(Key::Act { body, kind, year, number })
}
