//! Acts known by their day alone, of which one day may have several.
//!
//! Finds days to which one language version gives two titles that are no titles of one act:
//! "its resolutions of 20 May 2031 on rural libraries and of 20 May 2031 on night trains". Each
//! title then is an act of its own, and a citation without a title is none of them.
//! Leaves alone a day with one title, in however many languages.

use std::collections::BTreeMap;

use crate::mention::{Act, MentionId, Reading};
use crate::text::Language;

use super::super::super::Key;
use super::super::super::name::slug;
use super::super::super::scope::Scope;
use super::super::{Link, Links};
use super::{by_day, is_other_title, open_key};

/// As many words of a title as tell it from others.
const WORDS: usize = 6;

pub fn part(scope: &Scope<'_>, links: &mut Links, full: &mut Vec<Key>) {
    for (day, mentions) in by_day(scope, links) {
        if !has_two_titles(scope, &mentions) {
            continue;
        }
        full.retain(|it| *it != day);
        for id in mentions {
            let Some((act, _, title)) = titled(scope, id) else { continue };
            let mut key = open_key(scope, act);
            if let (Key::OpenAct { number, .. }, Some(title)) = (&mut key, title) {
                let words: Vec<&str> = title.split_whitespace().take(WORDS).collect();
                number.push('-');
                number.push_str(&slug(&words.join(" ")));
            }
            links.set(id, Link::new(key, super::Basis::ExactName));
        }
    }
}

fn has_two_titles(scope: &Scope<'_>, mentions: &[MentionId]) -> bool {
    let mut first: BTreeMap<Language, &str> = BTreeMap::new();
    mentions.iter().filter_map(|&id| titled(scope, id)).any(|(_, language, title)| {
        title.is_some_and(|title| is_other_title(first.entry(language).or_insert(title), title))
    })
}

fn titled<'s>(scope: &Scope<'s>, id: MentionId) -> Option<(&'s Act, Language, Option<&'s str>)> {
    let mention = scope.mentions.get(id);
    let Reading::Act(act) = &mention.reading else { return None };
    let block = scope.block(mention);
    Some((act, block.language, act.title.map(|it| block.slice(it))))
}
