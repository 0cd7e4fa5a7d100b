//! Which of their things may be ours, and why.
//!
//! First by identifiers: one of ours and one of theirs that share one are the same, if no
//! third shares it, and, for acts, if their titles do not gainsay it. What has none is
//! compared by name, with the States they are of: two States, two things; and acts with their
//! days (one that is cited by its day may get its number: [`dated`]). The State that an act
//! concerns speaks for a person that it names, never against.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::alignment::{Relation, compare};
use super::dated;
use super::index::{Index, Ranked, Verdict};
use super::kind::Kind;
use super::name::Name;
use super::thing::{Given, Label, Thing};
use super::title;
use crate::lexicon::Lexicon;
use crate::text::Language;

/// Why a link is proposed. Codes of the scheme `basis`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    PrintedIdentifier,
    Register,
    ExactName,
    FoldedName,
    NameAndState,
    DayAndTitle,
    Distance,
}

impl Basis {
    pub const fn code(self) -> &'static str {
        match self {
            Self::PrintedIdentifier => "printed-identifier",
            Self::Register => "register",
            Self::ExactName => "exact-name",
            Self::FoldedName => "folded-name",
            Self::NameAndState => "name-and-state",
            Self::DayAndTitle => "day-and-title",
            Self::Distance => "distance",
        }
    }
}

/// What is proposed of two things.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    pub kind: Kind,
    pub ours: String,
    pub theirs: String,
    pub claim: Claim,
    pub basis: Basis,
    /// The names that were compared, or that each is best known by.
    pub our_name: Option<Label>,
    pub their_name: Option<Label>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Claim {
    /// Both have this identifier. `as_concept`: theirs is an entry of a code list.
    Same { identifier: String, as_concept: bool },
    /// Cited by day and title, which are those of the act with this number there.
    Numbered { number: String, score: f64 },
    /// Nobody has decided.
    Candidate { score: f64 },
}

/// What speaks against an identifier.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Doubt {
    pub identifier: String,
    pub ours: Vec<String>,
    pub theirs: Vec<String>,
    pub why: Why,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// It is not one thing's only.
    Shared,
    /// The titles are two: a number may be mistyped.
    Titles,
}

#[derive(Debug, Default)]
pub struct Proposals {
    /// By our IRI, then the likest first.
    pub all: Vec<Proposal>,
    pub doubts: BTreeSet<Doubt>,
}

/// Candidates shown for one thing, at most.
const MOST: usize = 5;
/// Titles less like than this in one language are titles of two acts.
const OTHER_TITLE: f64 = 0.5;

/// `decided`: pairs of IRIs, ours first, about which a person has spoken.
pub fn propose(
    lexicon: &Lexicon,
    ours: &[Thing],
    theirs: &[Thing],
    decided: &BTreeSet<(String, String)>,
) -> Proposals {
    let mut proposals = Proposals::default();
    for kind in Kind::ALL {
        let ours: Vec<&Thing> = ours.iter().filter(|it| it.kind == kind).collect();
        let theirs: Vec<&Thing> = theirs.iter().filter(|it| it.kind == kind).collect();
        if ours.is_empty() || theirs.is_empty() {
            continue;
        }
        let mut known = by_identifier(lexicon, kind, (&ours, &theirs), decided, &mut proposals);
        // What has its number now is no candidate besides.
        let numbered = dated::resolve(lexicon, &ours, &theirs, decided);
        known.0.extend(
            ours.iter().map(|it| it.iri.as_str()).filter(|it| numbered.iter().any(|by| by.ours == *it)),
        );
        proposals.all.extend(numbered);
        by_name(kind, &ours, &theirs, decided, &known, &mut proposals);
    }
    proposals.all.sort_by(|a, b| {
        a.ours.cmp(&b.ours).then(b.score().total_cmp(&a.score())).then(a.theirs.cmp(&b.theirs))
    });
    proposals
}

/// Things of ours that are known now, and things of theirs.
type Known<'t> = (BTreeSet<&'t str>, BTreeSet<&'t str>);

type ByIri<'t> = BTreeMap<&'t str, &'t Thing>;

fn by_identifier<'t>(
    lexicon: &Lexicon,
    kind: Kind,
    (ours, theirs): (&[&'t Thing], &[&'t Thing]),
    decided: &BTreeSet<(String, String)>,
    proposals: &mut Proposals,
) -> Known<'t> {
    let mut holders: BTreeMap<&str, (ByIri<'t>, ByIri<'t>)> = BTreeMap::new();
    for &thing in theirs {
        for identifier in thing.identifiers.keys() {
            holders.entry(identifier).or_default().1.insert(&thing.iri, thing);
        }
    }
    for &thing in ours {
        for identifier in thing.identifiers.keys() {
            if let Some(holder) = holders.get_mut(identifier.as_str()) {
                holder.0.insert(&thing.iri, thing);
            }
        }
    }
    let mut known: Known<'t> = Known::default();
    let mut pairs = BTreeSet::new();
    for (identifier, (one, other)) in holders {
        if one.is_empty() {
            continue;
        }
        let doubt = |why| Doubt {
            identifier: identifier.to_owned(),
            ours: one.keys().map(|&it| it.to_owned()).collect(),
            theirs: other.keys().map(|&it| it.to_owned()).collect(),
            why,
        };
        let (Some((_, mine)), Some((_, theirs)), 1, 1) =
            (one.first_key_value(), other.first_key_value(), one.len(), other.len())
        else {
            proposals.doubts.insert(doubt(Why::Shared));
            continue;
        };
        if matches!(kind, Kind::Act | Kind::Treaty) && titles_differ(lexicon, kind, mine, theirs) {
            proposals.doubts.insert(doubt(Why::Titles));
            continue;
        }
        known.0.insert(&mine.iri);
        known.1.insert(&theirs.iri);
        let pair = (mine.iri.clone(), theirs.iri.clone());
        // The same thing under its own IRI, or said to be, or what a person has spoken about.
        if mine.iri == theirs.iri
            || mine.elsewhere.contains(&theirs.iri)
            || decided.contains(&pair)
            || !pairs.insert(pair)
        {
            continue;
        }
        let given = mine.identifiers.get(identifier).copied();
        proposals.all.push(Proposal {
            kind,
            ours: mine.iri.clone(),
            theirs: theirs.iri.clone(),
            claim: Claim::Same { identifier: identifier.to_owned(), as_concept: theirs.is_concept },
            basis: if given == Some(Given::Printed) { Basis::PrintedIdentifier } else { Basis::Register },
            our_name: mine.names.first().cloned(),
            their_name: theirs.names.first().cloned(),
        });
    }
    known
}

/// Whether both have titles in one language, and none of theirs is like one of ours. A title
/// without a language may be in any.
fn titles_differ(lexicon: &Lexicon, kind: Kind, mine: &Thing, theirs: &Thing) -> bool {
    let mut compared = false;
    for one in mine.names.iter().filter(|it| is_title(it)) {
        for other in theirs.names.iter().filter(|it| is_title(it)) {
            let languages = (primary(one), primary(other));
            if matches!(languages, (Some(a), Some(b)) if !a.eq_ignore_ascii_case(b)) {
                continue;
            }
            compared = true;
            let score = compare(kind, &Name::new(kind, &one.text), &Name::new(kind, &other.text)).score;
            let language = languages.0.or(languages.1).and_then(Language::new);
            let states_differ =
                language.is_some_and(|it| title::of_two_states(lexicon, &one.text, &other.text, it));
            if score >= OTHER_TITLE && !states_differ {
                return false;
            }
        }
    }
    compared
}

/// `en` of `en-GB`.
fn primary(name: &Label) -> Option<&str> {
    name.language.as_deref().and_then(|it| it.split('-').next())
}

/// "Resolution 2616 (2025)" is a number, not a title.
fn is_title(name: &Label) -> bool {
    name.text.split_whitespace().filter(|it| it.chars().all(char::is_alphabetic)).count() > 2
}

fn by_name(
    kind: Kind,
    ours: &[&Thing],
    theirs: &[&Thing],
    decided: &BTreeSet<(String, String)>,
    known: &Known<'_>,
    proposals: &mut Proposals,
) {
    let names: Vec<(u32, &Label)> =
        (0..).zip(theirs).flat_map(|(at, thing)| thing.names.iter().map(move |it| (at, it))).collect();
    let index = Index::new(kind, names.iter().map(|(at, name)| (*at, name.text.as_str())));
    let found: Vec<Vec<Proposal>> = ours
        .par_iter()
        .filter(|it| !known.0.contains(it.iri.as_str()))
        .map(|mine| {
            // By the likest pair of names.
            let mut best: BTreeMap<u32, (Ranked, &Label)> = BTreeMap::new();
            for name in &mine.names {
                let mut ranked = index.rank(&name.text);
                ranked.retain(|it| theirs[it.thing as usize].iri != mine.iri);
                let open = match index.decide(&ranked) {
                    Verdict::Accepted(it) => vec![it],
                    Verdict::Open(all) => all,
                    Verdict::Unknown => continue,
                };
                for it in open {
                    let held = best.entry(it.thing).or_insert((it, name));
                    if it.comparison.score > held.0.comparison.score {
                        *held = (it, name);
                    }
                }
            }
            let mut all: Vec<Proposal> = best
                .into_values()
                .filter_map(|(it, name)| {
                    let other = theirs[it.thing as usize];
                    // Two States are two things, and two days two acts.
                    if apart(&mine.states, &other.states)
                        || apart(&mine.days, &other.days)
                        || numbered_apart(mine, other)
                    {
                        return None;
                    }
                    let same_state = states(mine).any(|it| states(other).any(|other| it == other));
                    let same_day = kind == Kind::Act && !mine.days.is_disjoint(&other.days);
                    // Half a name proves nothing, however alike.
                    if kind == Kind::Person && it.comparison.whole_words < 2
                        || known.1.contains(other.iri.as_str())
                        || decided.contains(&(mine.iri.clone(), other.iri.clone()))
                    {
                        return None;
                    }
                    let their_name = names[it.name].1;
                    let basis = match it.comparison.relation {
                        _ if same_day => Basis::DayAndTitle,
                        _ if same_state => Basis::NameAndState,
                        _ if name.text == their_name.text => Basis::ExactName,
                        Relation::Folded => Basis::FoldedName,
                        Relation::Near | Relation::PartOf | Relation::Other => Basis::Distance,
                    };
                    Some(Proposal {
                        kind,
                        ours: mine.iri.clone(),
                        theirs: other.iri.clone(),
                        claim: Claim::Candidate { score: it.comparison.score },
                        basis,
                        our_name: Some(name.clone()),
                        their_name: Some(their_name.clone()),
                    })
                })
                .collect();
            all.sort_by(|a, b| b.score().total_cmp(&a.score()).then(a.theirs.cmp(&b.theirs)));
            all.truncate(MOST);
            all
        })
        .collect();
    proposals.all.extend(found.into_iter().flatten());
}

/// Both say, and not the same.
fn apart(mine: &BTreeSet<String>, other: &BTreeSet<String>) -> bool {
    !mine.is_empty() && !other.is_empty() && mine.is_disjoint(other)
}

/// Both have a number of one series, and not the same: a resolution and the recommendation
/// that goes with it have one title.
fn numbered_apart(mine: &Thing, other: &Thing) -> bool {
    let mut series = mine.identifiers.keys().filter_map(|it| numbered(it)).map(|it| it.0);
    series.any(|series| {
        let of = |thing: &Thing| -> BTreeSet<String> {
            let all = thing.identifiers.keys().filter_map(|it| numbered(it));
            all.filter(|it| it.0 == series).map(|it| it.1.to_owned()).collect()
        };
        apart(&of(mine), &of(other))
    })
}

/// Series and number of an identifier that a thing has one of.
fn numbered(identifier: &str) -> Option<(&str, &str)> {
    let (series, number) = identifier.split_once(':')?;
    match series {
        // An act cited by its day has no number yet.
        "act" => {
            number.split('/').next().filter(|_| number.split('/').count() == 4).map(|body| (body, number))
        }
        "cets" | "untc" | "iso" => Some((series, number)),
        _ => None,
    }
}

/// What a thing is of, or where it is spoken of.
fn states(thing: &Thing) -> impl Iterator<Item = &String> {
    thing.states.iter().chain(&thing.concerns)
}

/// Candidates among our own: one person under two names. Each pair once, the lesser IRI
/// first.
pub fn among_ours(ours: &[Thing], decided: &BTreeSet<(String, String)>) -> Proposals {
    let mut proposals = Proposals::default();
    for kind in Kind::ALL {
        let things: Vec<&Thing> = ours.iter().filter(|it| it.kind == kind).collect();
        by_name(kind, &things, &things, decided, &Known::default(), &mut proposals);
    }
    proposals
        .all
        .retain(|it| it.ours < it.theirs && !decided.contains(&(it.theirs.clone(), it.ours.clone())));
    proposals.all.sort_by(|a, b| {
        a.ours.cmp(&b.ours).then(b.score().total_cmp(&a.score())).then(a.theirs.cmp(&b.theirs))
    });
    proposals
}

impl Proposal {
    /// 1 on a shared identifier.
    pub fn score(&self) -> f64 {
        match self.claim {
            Claim::Same { .. } => 1.0,
            Claim::Candidate { score } | Claim::Numbered { score, .. } => score,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thing(iri: &str, kind: Kind, names: &[&str], identifiers: &[&str], states: &[&str]) -> Thing {
        let mut thing = Thing::new(iri, kind);
        names.iter().for_each(|it| thing.name(it, Some("en")));
        identifiers.iter().for_each(|it| thing.identify((*it).to_owned(), Given::Register));
        thing.states = states.iter().map(|&it| it.to_owned()).collect();
        thing
    }

    fn check(ours: &[Thing], theirs: &[Thing], expected: &[(&str, &str, Basis, bool)]) -> BTreeSet<Doubt> {
        let came = propose(Lexicon::built_in(), ours, theirs, &BTreeSet::new());
        let all: Vec<(&str, &str, Basis, bool)> = came
            .all
            .iter()
            .map(|it| (&*it.ours, &*it.theirs, it.basis, matches!(it.claim, Claim::Same { .. })))
            .collect();
        assert_eq!(all, expected);
        came.doubts
    }

    #[test]
    fn a_shared_identifier_is_identity_whatever_the_names() {
        let ours = [thing("o", Kind::Person, &["Ada Holm"], &["wikidata:Q1"], &[])];
        let theirs = [thing("t", Kind::Person, &["A. H. Mikkelsen"], &["wikidata:Q1"], &[])];
        check(&ours, &theirs, &[("o", "t", Basis::Register, true)]);
    }

    #[test]
    fn an_identifier_of_two_things_proves_nothing() {
        let ours = [thing("o", Kind::Person, &["Ada Holm"], &["x:1"], &[])];
        let theirs = [
            thing("t", Kind::Person, &["Bo Lund"], &["x:1"], &[]),
            thing("u", Kind::Person, &["Jan Ros"], &["x:1"], &[]),
        ];
        assert_eq!(check(&ours, &theirs, &[]).len(), 1);
    }

    #[test]
    fn a_name_is_never_identity() {
        let ours = [thing("o", Kind::Person, &["Ada Holm"], &[], &["no"])];
        let theirs = [thing("t", Kind::Person, &["Ada Holm"], &[], &[])];
        check(&ours, &theirs, &[("o", "t", Basis::ExactName, false)]);
        let theirs = [thing("t", Kind::Person, &["Ada Holm"], &[], &["no", "se"])];
        check(&ours, &theirs, &[("o", "t", Basis::NameAndState, false)]);
    }

    #[test]
    fn another_state_and_another_kind_are_another_thing() {
        let ours = [thing("o", Kind::Person, &["Ada Holm"], &[], &["no"])];
        check(&ours, &[thing("t", Kind::Person, &["Ada Holm"], &[], &["se"])], &[]);
        check(&ours, &[thing("t", Kind::Body, &["Ada Holm"], &["x"], &["no"])], &[]);
    }

    #[test]
    fn where_a_person_is_spoken_of_speaks_for_and_never_against() {
        let mut ours = thing("o", Kind::Person, &["Ada Holm"], &[], &[]);
        ours.concerns.insert("no".to_owned());
        let mine = [ours.clone()];
        let theirs = |state| [thing("t", Kind::Person, &["Ada Holm"], &[], &[state])];
        check(&mine, &theirs("no"), &[("o", "t", Basis::NameAndState, false)]);
        check(&mine, &theirs("se"), &[("o", "t", Basis::ExactName, false)]);
        // Acts on two States name her: nobody knows whether she is one.
        let mut second = ours;
        (second.iri, second.concerns) = ("p".to_owned(), BTreeSet::from(["se".to_owned()]));
        let came = among_ours(&[mine[0].clone(), second], &BTreeSet::new());
        assert_eq!(came.all.len(), 1);
    }

    #[test]
    fn two_numbers_are_two_acts_whatever_their_title() {
        let act = |iri, number| thing(iri, Kind::Act, &["Safety of ferries in the north"], &[number], &[]);
        let (one, other) = (act("o", "act:pace/res/2025/1"), act("t", "act:pace/rec/2025/2"));
        check(std::slice::from_ref(&one), std::slice::from_ref(&other), &[]);
        assert!(among_ours(&[one.clone(), other], &BTreeSet::new()).all.is_empty());
        // A day is no number.
        check(&[one], &[act("t", "act:pace/res/2025-10-07")], &[("o", "t", Basis::ExactName, false)]);
    }

    #[test]
    fn an_act_of_another_day_is_another_act() {
        let act = |iri, title, day| {
            let mut act = thing(iri, Kind::Act, &[title], &[], &[]);
            act.day(day);
            act
        };
        let ours = [act("o", "the safety of ferries in the north", "2025-10-07")];
        let theirs = [act("t", "Safety of ferries in the north", "2025-10-07T12:00:00Z")];
        check(&ours, &theirs, &[("o", "t", Basis::DayAndTitle, false)]);
        check(&ours, &[act("t", "Safety of ferries in the north", "2025-10-08")], &[]);
        check(&ours, &[act("t", "Safety of railways in the north", "2025-10-07")], &[]);
    }

    #[test]
    fn half_a_name_is_no_candidate() {
        let ours = [thing("o", Kind::Person, &["Holm"], &[], &[])];
        check(&ours, &[thing("t", Kind::Person, &["Holm"], &[], &[])], &[]);
        check(&ours, &[thing("t", Kind::Person, &["Ada Holm"], &[], &[])], &[]);
    }

    #[test]
    fn a_number_with_another_title_is_a_doubt() {
        let ours =
            [thing("o", Kind::Act, &["Safety of ferries in the north"], &["act:pace/res/2025/1"], &[])];
        let theirs = [thing("t", Kind::Act, &["Rights of orchestra players"], &["act:pace/res/2025/1"], &[])];
        let doubts = check(&ours, &theirs, &[]);
        assert_eq!(doubts.first().map(|it| it.why), Some(Why::Titles));
        let theirs =
            [thing("t", Kind::Act, &["Safety of Ferries in the North"], &["act:pace/res/2025/1"], &[])];
        check(&ours, &theirs, &[("o", "t", Basis::Register, true)]);
    }

    #[test]
    fn a_title_without_a_language_is_held_against_those_in_any() {
        let act = |iri, title: &str, language| {
            let mut act = thing(iri, Kind::Act, &[], &["act:pace/res/2025/1"], &[]);
            act.name(title, language);
            act
        };
        let ours = [act("o", "Safety of ferries in the north", Some("en"))];
        for language in [None, Some("en-GB")] {
            let doubts = check(&ours, &[act("t", "Fishing in the Baltic", language)], &[]);
            assert_eq!(doubts.first().map(|it| it.why), Some(Why::Titles));
            let same = [act("t", "Safety of ferries in the North", language)];
            check(&ours, &same, &[("o", "t", Basis::Register, true)]);
        }
        // In two languages nothing can be said.
        check(
            &ours,
            &[act("t", "Pêche en Baltique et ailleurs", Some("fr"))],
            &[("o", "t", Basis::Register, true)],
        );
    }

    #[test]
    fn titles_of_two_states_are_two_whatever_else_they_share() {
        let act = |iri, title| thing(iri, Kind::Act, &[title], &["act:pace/res/2025/1"], &[]);
        let ours = [act("o", "The relations of the Council of Europe with Belarus")];
        let doubts = check(&ours, &[act("t", "The relations of the Council of Europe with Kazakhstan")], &[]);
        assert_eq!(doubts.first().map(|it| it.why), Some(Why::Titles));
        let same = [act("t", "Relations of the Council of Europe with the Republic of Belarus")];
        check(&ours, &same, &[("o", "t", Basis::Register, true)]);
    }

    #[test]
    fn one_person_under_two_spellings_is_a_candidate_once() {
        let ours = [
            thing("a", Kind::Person, &["Елена Озерова"], &[], &[]),
            thing("b", Kind::Person, &["Jelena Oserowa"], &[], &[]),
            thing("c", Kind::Person, &["Bo Lund"], &[], &[]),
        ];
        let came = among_ours(&ours, &BTreeSet::new());
        let pairs: Vec<_> = came.all.iter().map(|it| (&*it.ours, &*it.theirs, it.basis)).collect();
        assert_eq!(pairs, [("a", "b", Basis::Distance)]);
    }

    #[test]
    fn what_a_person_decided_is_not_proposed_again() {
        let ours = [thing("o", Kind::Person, &["Ada Holm"], &[], &[])];
        let theirs = [thing("t", Kind::Person, &["Ada Holm"], &[], &[])];
        let decided = BTreeSet::from([("o".to_owned(), "t".to_owned())]);
        assert!(propose(Lexicon::built_in(), &ours, &theirs, &decided).all.is_empty());
    }
}
