//! From links and relations by key to entities by number.

use rustc_hash::FxHashMap;

use crate::document::FactName;
use crate::lexicon::{ConceptId, Form, Scheme};
use crate::mention::{MentionId, Reading};
use crate::text::{Language, StatedDate, fold};

use super::identity::Links;
use super::relation::{Relations, Target};
use super::scope::Scope;
use super::{Basis, Entities, Entity, EntityId, Key, Object, Relation, cluster, name};

#[derive(Default)]
struct Draft {
    concept: Option<ConceptId>,
    mentions: Vec<MentionId>,
    basis: Option<Basis>,
}

/// Every thing that a mention denotes or a relation names, sorted by key.
pub fn collect(scope: &Scope<'_>, links: &Links, relations: Relations<'_>) -> Entities {
    let mut drafts: FxHashMap<&Key, Draft> = FxHashMap::default();
    for (id, _) in scope.all() {
        let Some(link) = links.get(id) else { continue };
        let draft = drafts.entry(&link.key).or_default();
        draft.mentions.push(id);
        draft.concept = draft.concept.or(link.concept);
        draft.basis = draft.basis.max(Some(link.basis));
    }
    for key in scope.subject.iter().chain(relations.keys()) {
        drafts.entry(key).or_default();
    }
    for (key, concept) in &relations.concepts {
        if let Some(draft) = drafts.get_mut(key) {
            draft.concept = draft.concept.or(Some(*concept));
        }
    }

    let mut entities = Entities { denoted: vec![None; scope.mentions.all.len()], ..Entities::default() };
    let mut drafts: Vec<(&Key, Draft)> = drafts.into_iter().collect();
    drafts.sort_unstable_by_key(|(key, _)| *key);
    for (index, (key, draft)) in drafts.into_iter().enumerate() {
        for &mention in &draft.mentions {
            entities.denoted[mention.0 as usize] = Some(EntityId(index as u32));
        }
        // A key that only a relation names was put together from identifiers or a register.
        let basis = draft.basis.unwrap_or(if draft.concept.is_some() {
            Basis::Register
        } else {
            Basis::PrintedIdentifier
        });
        let names = names(scope, key, &draft);
        entities.all.push(Entity {
            key: key.clone(),
            names,
            concept: draft.concept,
            mentions: draft.mentions,
            basis,
        });
    }
    entities.subject = scope.subject.as_ref().and_then(|key| entities.by_key(key));
    for ((subject, predicate, object), found) in relations.found {
        let Some(subject) = entities.by_key(&subject) else { continue };
        let object = match object {
            Target::Key(key) => match entities.by_key(&key) {
                Some(id) => Object::Entity(id),
                None => continue,
            },
            Target::Text(language, text) => Object::Text(language, text),
        };
        entities.relations.push(Relation {
            subject,
            predicate,
            object,
            evidence: found.evidence,
            hedge: found.hedge,
            inferred: found.inferred,
        });
    }
    entities.relations.sort_unstable_by(|a, b| {
        (a.subject, a.predicate, &a.object).cmp(&(b.subject, b.predicate, &b.object))
    });
    entities
}

/// The register's names first; then what the text calls it, aliases and adjectives left out.
fn names(scope: &Scope<'_>, key: &Key, draft: &Draft) -> Vec<(Language, String)> {
    let mut names: Vec<(Language, String)> = Vec::new();
    let languages = [Language::ENGLISH, Language::FRENCH, Language::ITALIAN];
    if let Some(concept) = draft.concept {
        for entry in scope.lexicon.labels(concept).filter(|it| it.form == Form::Preferred) {
            if let Some(language) = entry.language {
                names.push((language, entry.label.clone()));
            }
        }
        names.sort_by_key(|(language, _)| *language);
    } else if let Some(parts) = act_parts(key) {
        let spoken: Vec<Language> = if scope.document.versions.is_empty() {
            languages.to_vec()
        } else {
            scope.document.versions.clone()
        };
        names.extend(spoken.into_iter().map(|language| (language, parts.in_language(scope, language))));
    }
    let told: Vec<MentionId> = draft
        .mentions
        .iter()
        .copied()
        .filter(|&id| match &scope.mentions.get(id).reading {
            Reading::Body(body) => !body.alias,
            Reading::Country(country) => !country.adjective,
            // "President Holm" in one act must not be a second name beside "Ada Holm" in another.
            Reading::Person(person) => {
                !person.family_only && scope.words(scope.mentions.get(id)).contains([' ', '\u{a0}'])
            }
            // The number alone of a series ("and 2193 (2017)") is no name; made up above.
            Reading::Act(_) | Reading::Date(_) => false,
            _ => true,
        })
        .collect();
    let told = if told.is_empty() && names.is_empty() { &draft.mentions } else { &told };
    for (language, name) in cluster::names(scope, told) {
        // In capitals on its cover.
        let chamber = scope.document.facts(FactName::Chamber).find(|it| fold(&it.value) == fold(&name));
        let name = (language, chamber.map_or(name, |it| it.value.clone()));
        if !names.contains(&name) {
            names.push(name);
        }
    }
    // Languages in order, and in each the order of preference: first the name that made the
    // key, so that acts agree on what they call the thing.
    let own = own_slug(key);
    names.sort_by_key(|(language, name)| (*language, own.is_some_and(|it| name::slug(name) != it)));
    names
}

/// The slug of keys that are made of a name as it stands.
fn own_slug(key: &Key) -> Option<&str> {
    match key {
        Key::Person { slug, .. } | Key::Organization { slug, .. } | Key::NamedTreaty { slug } => Some(slug),
        _ => None,
    }
}

/// What the name of an act is made of: `Resolution 2193 (2017)`, `European Parliament
/// resolution of 20 January 2022`.
struct ActParts {
    kind: String,
    rest: Rest,
}

enum Rest {
    Number(String),
    Day { body: String, date: StatedDate },
}

impl ActParts {
    fn in_language(&self, scope: &Scope<'_>, language: Language) -> String {
        let named = |scheme, notation: &str| {
            let concept = scope.lexicon.by_notation(scheme, notation);
            concept.map_or(notation, |it| scope.lexicon.label(it, language)).to_owned()
        };
        let kind = named(Scheme::ActType, &self.kind);
        match &self.rest {
            Rest::Number(rest) => format!("{} {rest}", capitalised(&kind)),
            Rest::Day { body, date } => {
                let own = scope.lexicon.by_notation(Scheme::Language, language.tag());
                let pattern = own.and_then(|it| scope.lexicon.values(it, "datedName").next());
                let (Some(pattern), Some(day), Some(month)) =
                    (pattern, date.day().map(|it| it.day()), date.month())
                else {
                    return format!("{} {date}", capitalised(&kind));
                };
                let month = named(Scheme::Month, &format!("{month:02}"));
                let name = pattern
                    .replace("{kind}", &kind)
                    .replace("{day}", &format!("{day} {month} {}", date.year()))
                    .replace("{body}", &named(Scheme::Body, body));
                capitalised(&name)
            }
        }
    }
}

fn capitalised(name: &str) -> String {
    let mut rest = name.chars();
    rest.next().map_or(String::new(), |first| first.to_uppercase().chain(rest).collect())
}

fn act_parts(key: &Key) -> Option<ActParts> {
    let (kind, rest) = match key {
        Key::Act { kind, year, number, .. } => {
            // `CM/Rec(2014)7` has its year inside.
            let rest = if number.contains('(') { number.clone() } else { format!("{number} ({year})") };
            (kind, Rest::Number(rest))
        }
        Key::OpenAct { kind, number, .. } => (kind, Rest::Number(number.clone())),
        Key::DatedAct { body, kind, date } => (kind, Rest::Day { body: body.clone(), date: *date }),
        _ => return None,
    };
    Some(ActParts { kind: kind.clone(), rest })
}
