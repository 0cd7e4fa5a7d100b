//! `feed.atom`: the acts that came and changed last, as patches tell.

use std::collections::BTreeSet;

use jiff::civil::Date;
use oxigraph::model::NamedNodeRef;

use super::changes::Chain;
use super::contents::path;
use super::folder::Folder;
use super::{PublishError, Release};
use crate::export::feed::{self, Entry, Feed};

pub const PATH: &str = "feed.atom";

/// Acts that one feed tells of.
const MOST: usize = 100;

pub fn write(release: &Release<'_>, chain: &Chain, folder: &mut Folder) -> Result<(), PublishError> {
    let held: BTreeSet<&str> = release.acts.iter().map(|it| it.as_str()).collect();
    let mut told = BTreeSet::new();
    let mut entries = Vec::new();
    for (at, patch) in chain.patches.iter().enumerate().rev() {
        // What was there at the beginning is as new as its own day.
        let day = patch.day.as_ref().and_then(|it| it.parse::<Date>().ok()).filter(|_| at > 0);
        for act in patch.acts.new.iter().chain(&patch.acts.changed) {
            if held.contains(act.as_str()) && told.insert(act.clone()) {
                let act = NamedNodeRef::new_unchecked(act);
                let mut entry = Entry::of(release.store, act, release.language, day)?;
                entry.link = release.url(&path(release, act.as_str(), "ttl"));
                entries.push(entry);
                if entries.len() >= 10 * MOST {
                    feed::sort(&mut entries);
                    entries.truncate(MOST);
                }
            }
        }
        // Of the first patch all acts: the newest are to be told.
        if entries.len() >= MOST && at > 0 {
            break;
        }
    }
    feed::sort(&mut entries);
    entries.truncate(MOST);
    let publication = release.publication;
    let feed = Feed {
        address: release.url(PATH),
        title: publication.title.best(release.language).to_owned(),
        author: publication.publisher.name.best(release.language).to_owned(),
        language: release.language,
        home: publication.publisher.homepage.clone(),
        entries,
    };
    folder.put(PATH, |out| feed::write(&feed, out))
}
