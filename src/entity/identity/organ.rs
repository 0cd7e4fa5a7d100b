//! Organs of States and bodies: the kind of organ and whose it is.
//!
//! One concept may gather several organs of a State: every ministry, every court of audit's
//! name. So two mentions are one organ if the owner and the concept are the same and the words
//! are, too; or if both are what the concept is first called in their language ("Parliament of
//! Ruritania", "Parlement de Ruritanie"); or at the same place of two versions. A group
//! ("authorities") is one, whatever it is called.
//!
//! An organ without an owner is taken for that of the one State in the act's title only in a
//! paragraph whose sentence names no other State; else it stays local to the act.

use crate::document::BlockKind;
use crate::grammar::Class;
use crate::lexicon::{ConceptId, Form, Scheme};
use crate::mention::{Body, Mention, MentionId, Owner, Reading};
use crate::text::Language;

use super::super::cluster::{ByOrder, Clusters};
use super::super::scope::Scope;
use super::super::{Basis, Key, name};
use super::role::same_words;
use super::{Link, Links};

struct Organ {
    concept: ConceptId,
    owner: Option<String>,
    language: Language,
    /// Its name without the State's.
    words: Vec<String>,
    /// The words are what the concept is first called in this language.
    preferred: bool,
    group: bool,
}

pub(super) fn link(scope: &Scope<'_>, ids: Vec<(MentionId, ConceptId)>, links: &mut Links) {
    let organs: Vec<Organ> = ids.iter().map(|&(id, concept)| Organ::of(scope, id, concept)).collect();
    let mut clusters = Clusters::new(ids.into_iter().map(|(id, _)| id).collect());
    let alike =
        |a: usize, b: usize| organs[a].concept == organs[b].concept && organs[a].owner == organs[b].owner;
    for b in 0..organs.len() {
        let same = (0..b).find(|&a| {
            let words =
                organs[a].language == organs[b].language && same_words(&organs[a].words, &organs[b].words);
            alike(a, b) && (words || organs[a].preferred && organs[b].preferred || organs[a].group)
        });
        if let Some(a) = same {
            clusters.join(a, b, Basis::NameAndState);
        }
    }
    clusters.align(scope, ByOrder::Never, |a, b| {
        alike(a, b) && name::share_stem(portfolio(&organs[a].words), portfolio(&organs[b].words))
    });
    clusters.align(scope, ByOrder::Never, alike);
    let roots: Vec<usize> = clusters.roots().collect();
    for root in roots {
        let nodes: Vec<usize> = clusters.cluster(root).collect();
        let mut slug = if nodes.iter().any(|&it| organs[it].preferred || organs[it].group) {
            name::slug(scope.notation(organs[root].concept))
        } else {
            let first = nodes.iter().min_by_key(|&&it| (organs[it].language, it)).copied().unwrap_or(root);
            organs[first].words.join("-")
        };
        let owner = &organs[root].owner;
        if owner.is_none() {
            slug = format!("{slug}-{}", scope.local());
        }
        for node in nodes {
            let key = Key::Body { of: owner.clone(), slug: slug.clone() };
            links.set(clusters.members[node], Link::new(key, clusters.basis(root)));
        }
    }
}

/// What follows the word that all organs of the concept share.
fn portfolio(words: &[String]) -> &[String] {
    words.get(1..).filter(|rest| !rest.is_empty()).unwrap_or(words)
}

impl Organ {
    fn of(scope: &Scope<'_>, id: MentionId, concept: ConceptId) -> Self {
        let mention = scope.mentions.get(id);
        let stated = match &mention.reading {
            Reading::Body(Body { of, .. }) => *of,
            _ => None,
        };
        let owner =
            stated.or_else(|| own_state(scope, concept)).or_else(|| chamber_state(scope, mention)).or_else(
                || scope.about.filter(|_| speaks_of_title_state_only(scope, mention)).map(Owner::Country),
            );
        let has = |property| scope.lexicon.values(concept, property).any(|it| it == "true");
        let label = mention.proof.entry.map(|it| scope.lexicon.entry(it));
        Self {
            concept,
            owner: owner.map(|it| scope.owner(it)),
            language: scope.block(mention).language,
            words: words_of_its_own(scope, mention),
            preferred: label.is_none_or(|it| it.form == Form::Preferred) && !has("portfolio"),
            group: has("group"),
        }
    }
}

/// An organ known by its own name is that State's wherever it is named: `hc:ofState`.
fn own_state(scope: &Scope<'_>, concept: ConceptId) -> Option<Owner> {
    let code = scope.lexicon.values(concept, "ofState").next()?;
    scope.lexicon.by_notation(Scheme::Country, code).map(Owner::Country)
}

/// The chamber on an Italian cover is Italy's.
fn chamber_state(scope: &Scope<'_>, mention: &Mention) -> Option<Owner> {
    let (_, chamber) = scope.chamber().filter(|_| scope.block(mention).language == Language::ITALIAN)?;
    (chamber == mention)
        .then(|| scope.lexicon.by_notation(Scheme::Country, "IT").map(Owner::Country))
        .flatten()
}

fn speaks_of_title_state_only(scope: &Scope<'_>, mention: &Mention) -> bool {
    // The chamber on the cover and the bodies in notes are not the title State's.
    if scope.block(mention).kind != BlockKind::Paragraph {
        return false;
    }
    let sentence = scope.sentence(mention.block, mention.span.start);
    scope.mentions.in_block(mention.block).all(|(_, it)| match &it.reading {
        Reading::Country(country) => !sentence.contains(it.span) || Some(country.country) == scope.about,
        _ => true,
    })
}

fn words_of_its_own(scope: &Scope<'_>, mention: &Mention) -> Vec<String> {
    const SMALL: [Class; 4] = [Class::Of, Class::OfArticle, Class::Article, Class::InState];
    let grammar = scope.grammar(mention.block);
    let text = &scope.block(mention).text;
    let mut own = String::new();
    let mut from = mention.span.start;
    for (_, state) in scope.mentions.in_block(mention.block) {
        let inside = matches!(state.reading, Reading::Country(_)) && mention.span.contains(state.span);
        if inside && state.span.start >= from {
            own.push_str(&text[from as usize..state.span.start as usize]);
            from = state.span.end;
        }
    }
    own.push_str(&text[from as usize..mention.span.end as usize]);
    let mut words: Vec<String> = own.split(|c: char| !c.is_alphanumeric()).flat_map(name::fold).collect();
    words.retain(|it| it != "s" && !SMALL.iter().any(|&class| grammar.has(class, it)));
    words
}
