//! Acts that texts cite by day and title, and the number that a publisher has for both.
//!
//! "its resolution of 20 May 2031 on rural libraries" leads to `P10_TA(2031)0124` where the
//! data set has exactly one numbered act of that body and day with that title, and no text
//! gives the day another title there. The act's IRI stays and leads on
//! (`dcterms:isReplacedBy`): a name makes no identity.
//! Leaves alone a day without a title, and a title of two acts: those are candidates at most.

use std::collections::BTreeSet;

use super::kind::Kind;
use super::propose::{Basis, Claim, Proposal};
use super::thing::{Label, Thing};
use super::title::{Cited, Title, cited};
use crate::lexicon::{Lexicon, Scheme};
use crate::text::Language;

/// Whose, which kind, which day, from the IRI: `…/eli/ep/res/2031-05-20`.
struct Dated<'t> {
    body: &'t str,
    kind: &'t str,
    day: &'t str,
}

fn dated(thing: &Thing) -> Option<Dated<'_>> {
    if thing.kind != Kind::Act {
        return None;
    }
    let (_, path) = thing.iri.split_once("/eli/")?;
    let parts: Vec<&str> = path.split('/').collect();
    let &[body, kind, day] = parts.as_slice() else { return None };
    thing.days.contains(day).then_some(Dated { body, kind, day })
}

/// `decided`: pairs of IRIs, ours first, about which a person has spoken.
pub fn resolve(
    lexicon: &Lexicon,
    ours: &[&Thing],
    theirs: &[&Thing],
    decided: &BTreeSet<(String, String)>,
) -> Vec<Proposal> {
    let numbered: Vec<(&Thing, String, String)> = theirs
        .iter()
        .filter(|it| it.kind == Kind::Act && !it.days.is_empty())
        .filter_map(|&it| number(it).map(|(body, number)| (it, body, number)))
        .collect();
    let mut found = Vec::new();
    for &mine in ours {
        let Some(dated) = dated(mine).filter(|_| !mine.is_untitled) else { continue };
        let of_day: Vec<&(&Thing, String, String)> = numbered
            .iter()
            .filter(|(it, body, _)| body == dated.body && it.days.contains(dated.day))
            .collect();
        let Some((other, number, fit)) = only(lexicon, mine, &dated, &of_day) else { continue };
        if decided.contains(&(mine.iri.clone(), other.iri.clone())) {
            continue;
        }
        found.push(Proposal {
            kind: Kind::Act,
            ours: mine.iri.clone(),
            theirs: other.iri.clone(),
            claim: Claim::Numbered { number: number.to_owned(), score: fit.score },
            basis: Basis::DayAndTitle,
            our_name: Some(fit.ours.clone()),
            their_name: Some(fit.theirs.clone()),
        });
    }
    found
}

/// Two titles that are one.
struct Fit<'t> {
    score: f64,
    ours: &'t Label,
    theirs: &'t Label,
}

/// The one act of the day that has every title which texts give to it.
fn only<'t>(
    lexicon: &Lexicon,
    mine: &'t Thing,
    dated: &Dated<'_>,
    of_day: &[&'t (&'t Thing, String, String)],
) -> Option<(&'t Thing, &'t str, Fit<'t>)> {
    let mut best: Option<(&Thing, &str, Fit<'t>)> = None;
    for name in &mine.names {
        let Some(language) = language(lexicon, name) else { continue };
        let printed = Title::printed(lexicon, &name.text, language);
        let mut compared = false;
        let mut fits = Vec::new();
        for (other, _, number) in of_day {
            let mut likest: Option<Fit<'t>> = None;
            for their_name in
                other.names.iter().filter(|it| it.language.is_none() || it.language == name.language)
            {
                let title = match cited(lexicon, &their_name.text, language) {
                    // "on a proposal for a decision": of another kind or day, by its own title.
                    Some(it) if !is_of(&it, dated) => continue,
                    Some(it) => it.title,
                    None => their_name.text.clone(),
                };
                compared = true;
                let Some(score) = printed.is_like(&Title::printed(lexicon, &title, language)) else {
                    continue;
                };
                if likest.as_ref().is_none_or(|it| it.score < score) {
                    likest = Some(Fit { score, ours: name, theirs: their_name });
                }
            }
            fits.extend(likest.map(|it| (*other, number.as_str(), it)));
        }
        match (fits.len(), compared) {
            // In this language they have no titles.
            (0, false) => {}
            (1, _) => {
                let fit = fits.pop()?;
                match &best {
                    // Texts mean two acts of the day.
                    Some(held) if held.0.iri != fit.0.iri => return None,
                    Some(held) if held.2.score >= fit.2.score => {}
                    _ => best = Some(fit),
                }
            }
            _ => return None,
        }
    }
    best
}

fn is_of(it: &Cited, dated: &Dated<'_>) -> bool {
    it.kind == dated.kind
        && it.day.to_string() == dated.day
        && it.body.as_deref().is_none_or(|body| body == dated.body)
}

fn language(lexicon: &Lexicon, name: &Label) -> Option<Language> {
    let tag = name.language.as_deref()?;
    Language::new(tag).filter(|it| lexicon.by_notation(Scheme::Language, it.tag()).is_some())
}

/// Body and number of an act of theirs: as they say it, or by the portal's address
/// `TA-10-2031-0124`.
fn number(thing: &Thing) -> Option<(String, String)> {
    thing.identifiers.keys().find_map(|it| {
        if let Some(act) = it.strip_prefix("act:") {
            let mut parts = act.splitn(4, '/');
            let (body, _, _) = (parts.next()?, parts.next()?, parts.next()?);
            return Some((body.to_owned(), parts.next()?.to_owned()));
        }
        let adopted = it.strip_prefix("data.europarl.europa.eu/eli/dl/doc/TA-")?;
        let parts: Vec<&str> = adopted.split('-').collect();
        let &[term, year, serial] = parts.as_slice() else { return None };
        let digits = |it: &&str| !it.is_empty() && it.bytes().all(|b| b.is_ascii_digit());
        [term, year, serial]
            .iter()
            .all(digits)
            .then(|| ("ep".to_owned(), format!("P{term}_TA({year}){serial}")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::identifier::of_iri;
    use crate::link::thing::Given;

    const DAY: &str = "2031-05-20";

    fn ours(titles: &[(&str, &str)]) -> Thing {
        let mut thing = Thing::new(format!("https://a.example/eli/ep/res/{DAY}"), Kind::Act);
        titles.iter().for_each(|(title, language)| thing.name(title, Some(language)));
        thing.day(DAY);
        thing
    }

    fn theirs(number: &str, titles: &[(&str, &str)]) -> Thing {
        let iri = format!("https://data.europarl.europa.eu/eli/dl/doc/{number}");
        let mut thing = Thing::new(iri.as_str(), Kind::Act);
        titles.iter().for_each(|(title, language)| thing.name(title, Some(language)));
        thing.identify(of_iri(&iri), Given::Register);
        thing.day(DAY);
        thing
    }

    fn check(ours: &Thing, theirs: &[Thing], expected: Option<&str>) {
        let theirs: Vec<&Thing> = theirs.iter().collect();
        let came = resolve(Lexicon::built_in(), &[ours], &theirs, &BTreeSet::new());
        let number = came.first().map(|it| match &it.claim {
            Claim::Numbered { number, .. } => number.as_str(),
            Claim::Same { .. } | Claim::Candidate { .. } => "other",
        });
        assert_eq!(number, expected, "{:?} among {theirs:?}", ours.names);
    }

    const EN: &str = "rural libraries in the Union";
    const LONG: &str =
        "European Parliament resolution of 20 May 2031 on rural libraries in the Union (2031/2505(RSP))";

    #[test]
    fn day_and_title_lead_to_the_number() {
        let other = theirs("TA-10-2031-0125", &[("Safety of mountain railways", "en")]);
        let short = theirs("TA-10-2031-0124", &[("Rural libraries in the Union", "en")]);
        check(&ours(&[(EN, "en")]), &[short, other.clone()], Some("P10_TA(2031)0124"));
        let long = theirs("TA-10-2031-0124", &[(LONG, "en")]);
        check(&ours(&[(EN, "en"), ("le biblioteche", "it")]), &[long, other], Some("P10_TA(2031)0124"));
    }

    #[test]
    fn no_title_and_another_title_stay_open() {
        let known = [theirs("TA-10-2031-0124", &[(LONG, "en")])];
        check(&ours(&[]), &known, None);
        check(&ours(&[("rural libraries", "en")]), &known, None);
        check(&ours(&[("rural libraries in the north", "en")]), &known, None);
        // In a language of which nothing is known there.
        check(&ours(&[("les bibliothèques rurales", "fr")]), &known, None);
    }

    #[test]
    fn a_day_that_a_text_gives_without_a_title_stays_open() {
        let mut mine = ours(&[(EN, "en")]);
        mine.is_untitled = true;
        check(&mine, &[theirs("TA-10-2031-0124", &[(EN, "en")])], None);
    }

    #[test]
    fn one_title_of_two_acts_stays_open() {
        let two = [theirs("TA-10-2031-0124", &[(EN, "en")]), theirs("TA-10-2031-0125", &[(EN, "en")])];
        check(&ours(&[(EN, "en")]), &two, None);
    }

    #[test]
    fn a_day_that_texts_give_two_titles_stays_open() {
        let railways = ("safety of mountain railways", "en");
        let two = [theirs("TA-10-2031-0124", &[(EN, "en")]), theirs("TA-10-2031-0125", &[railways])];
        check(&ours(&[(EN, "en"), railways]), &two, None);
        check(&ours(&[(EN, "en"), railways]), &two[..1], None);
    }

    #[test]
    fn another_day_kind_or_body_and_what_has_no_number_stay_open() {
        let mut late = theirs("TA-10-2031-0124", &[(EN, "en")]);
        late.days = BTreeSet::from(["2031-05-21".to_owned()]);
        check(&ours(&[(EN, "en")]), &[late], None);
        let decision = "European Parliament recommendation of 20 May 2031 on rural libraries in the Union";
        check(&ours(&[(EN, "en")]), &[theirs("TA-10-2031-0124", &[(decision, "en")])], None);
        check(&ours(&[(EN, "en")]), &[theirs("A-10-2031-0124", &[(EN, "en")])], None);
    }
}
