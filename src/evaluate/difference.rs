//! What changed between two runs over one act, by name.
//!
//! - [`judged`]: with a gold, what was wrong and is right, and the other way round.
//! - [`between`]: without one, what is new, gone or told otherwise. A finding is the same in
//!   both runs when kind, place and words are; a mention also when its characters overlap.

use std::collections::BTreeMap;

use serde::Serialize;

use super::fault::{Fault, place};
use super::line::Lines;
use super::wording;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// Wrong → right.
    Gain,
    /// Right → wrong.
    Loss,
    /// Wrong, and now wrong otherwise.
    Moved,
    /// Not judged: only the later run has it.
    New,
    /// Not judged: only the earlier run has it.
    Gone,
    /// Not judged: told otherwise.
    Changed,
}

impl Turn {
    pub const ALL: [Self; 6] = [Self::Gain, Self::Loss, Self::Moved, Self::New, Self::Gone, Self::Changed];

    pub const fn words(self) -> &'static str {
        match self {
            Self::Gain => "wrong → right",
            Self::Loss => "right → wrong",
            Self::Moved => "wrong → wrong",
            Self::New => "new",
            Self::Gone => "gone",
            Self::Changed => "changed",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Change {
    pub turn: Turn,
    pub kind: String,
    pub place: String,
    pub text: String,
    pub was: String,
    pub is: String,
}

const NOTHING: &str = "–";

/// Changes that the gold judges: faults of the one run that the other does not have.
pub fn judged(was: &[Fault], is: &[Fault]) -> Vec<Change> {
    type Key<'a> = (&'static str, &'a str, &'a str);
    let mut states: BTreeMap<Key<'_>, [Vec<&Fault>; 2]> = BTreeMap::new();
    for (side, faults) in [was, is].into_iter().enumerate() {
        for fault in faults {
            let (kind, _) = fault.what.words();
            states.entry((kind, &fault.place, &fault.text)).or_default()[side].push(fault);
        }
    }
    let mut changes = Vec::new();
    for ((kind, place, text), [mut was, mut is]) in states {
        // The same fault of both runs is no change.
        let before = std::mem::take(&mut was);
        for fault in before {
            match is.iter().position(|it| it.state() == fault.state()) {
                Some(at) => {
                    is.remove(at);
                }
                None => was.push(fault),
            }
        }
        let without = |fault: &Fault| if fault.what.is_invented() { NOTHING } else { "right" }.to_owned();
        for index in 0..was.len().max(is.len()) {
            let (turn, was, is) = match (was.get(index), is.get(index)) {
                (Some(was), Some(is)) => (Turn::Moved, was.state(), is.state()),
                (Some(was), None) => (Turn::Gain, was.state(), without(was)),
                (None, Some(is)) => (Turn::Loss, without(is), is.state()),
                (None, None) => continue,
            };
            let (place, text) = (place.to_owned(), text.to_owned());
            changes.push(Change { turn, kind: kind.to_owned(), place, text, was, is });
        }
    }
    changes.sort();
    changes
}

/// Whether the gold has judged this change already: the same thing in the same place.
pub fn covers(judged: &[Change], change: &Change) -> bool {
    judged.iter().any(|it| {
        let last = it.place.rsplit(' ').next().unwrap_or("");
        let same_place = it.place == change.place || change.place.rsplit(' ').next() == Some(last);
        let same_kind = it.kind == change.kind
            || matches!(
                (it.kind.as_str(), change.kind.as_str()),
                ("link" | "identifier", "mention") | ("paragraph", "block")
            );
        // The gold names things by its own keys, so a relation is known by its place alone.
        let same_text = it.text.contains(&change.text) || change.kind == "relation";
        same_kind && same_place && same_text
    })
}

/// Something that a run says, whatever it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    kind: &'static str,
    place: String,
    text: String,
    value: String,
    /// Code points, of mentions.
    span: Option<(u32, u32)>,
}

/// Changes between the findings of two runs.
pub fn between(was: &Lines, is: &Lines) -> Vec<Change> {
    let (mut was, mut is) = (findings(was), findings(is));
    // Those that stayed, those told otherwise, those over the same characters: in this order.
    pair(&mut was, &mut is, |a, b| a.text == b.text && a.value == b.value);
    let mut pairs = pair(&mut was, &mut is, |a, b| a.text == b.text);
    pairs.extend(pair(&mut was, &mut is, |a, b| match (a.span, b.span) {
        (Some(a), Some(b)) => a.0 < b.1 && b.0 < a.1,
        _ => false,
    }));
    let change = |turn, it: Finding, was: String, is: String| Change {
        turn,
        kind: it.kind.to_owned(),
        place: it.place,
        text: it.text,
        was,
        is,
    };
    let mut changes: Vec<Change> = Vec::new();
    for (was, is) in pairs {
        let told = |it: &Finding, other: &Finding| {
            if it.text == other.text { it.value.clone() } else { format!("{}: {}", it.text, it.value) }
        };
        let (before, after) = (told(&was, &is), told(&is, &was));
        changes.push(change(Turn::Changed, is, before, after));
    }
    changes.extend(was.into_iter().map(|it| {
        let value = it.value.clone();
        change(Turn::Gone, it, value, NOTHING.to_owned())
    }));
    changes.extend(is.into_iter().map(|it| {
        let value = it.value.clone();
        change(Turn::New, it, NOTHING.to_owned(), value)
    }));
    changes.sort();
    changes
}

/// Takes pairs of one kind and place that are the `same` out of both, in order.
fn pair(
    was: &mut Vec<Finding>,
    is: &mut Vec<Finding>,
    same: impl Fn(&Finding, &Finding) -> bool,
) -> Vec<(Finding, Finding)> {
    let mut at: BTreeMap<(&'static str, String), Vec<usize>> = BTreeMap::new();
    for (index, it) in is.iter().enumerate().rev() {
        at.entry((it.kind, it.place.clone())).or_default().push(index);
    }
    let mut taken = vec![false; is.len()];
    let mut pairs = Vec::new();
    was.retain(|finding| {
        let Some(there) = at.get_mut(&(finding.kind, finding.place.clone())) else { return true };
        let Some(found) = there.iter().rposition(|&it| same(finding, &is[it])) else { return true };
        let index = there.remove(found);
        taken[index] = true;
        pairs.push((finding.clone(), is[index].clone()));
        false
    });
    let mut taken = taken.into_iter();
    is.retain(|_| !taken.next().unwrap_or(false));
    pairs
}

fn findings(lines: &Lines) -> Vec<Finding> {
    let mut all = Vec::new();
    let mut add = |kind, place: String, text: String, value: String, span| {
        all.push(Finding { kind, place, text, value, span });
    };
    let nobody = |it: &Option<String>| it.clone().unwrap_or_else(|| "nobody".to_owned());
    for it in &lines.blocks {
        let label = it.label.trim_end_matches('.');
        add("block", place(it.lang.as_deref(), label), it.r#type.clone(), wording::spaced(&it.text), None);
    }
    for it in &lines.mentions {
        let denoted = it.entity.as_deref().unwrap_or("nothing");
        add(
            "mention",
            place(it.lang.as_deref(), &it.paragraph),
            wording::spaced(it.text.as_deref().unwrap_or("")),
            format!("{} {denoted}", it.r#type),
            Some((it.start, it.end)),
        );
    }
    for it in &lines.entities {
        let identifiers: Vec<String> =
            it.identifiers.iter().map(|(name, value)| format!("{name} {value}")).collect();
        add("entity", String::new(), it.iri.clone(), identifiers.join(", "), None);
    }
    for it in &lines.relations {
        let text = format!("{} {}", it.subject, it.predicate);
        add("relation", it.paragraph.clone(), text, it.object.clone(), None);
    }
    for it in &lines.acts {
        add(
            "speech act",
            place(it.lang.as_deref(), &it.paragraph),
            it.act.clone(),
            nobody(&it.addressee),
            None,
        );
    }
    for it in &lines.demands {
        add("demand", it.paragraph.clone(), String::new(), nobody(&it.addressee), None);
    }
    for it in &lines.facts {
        add("fact", String::new(), it.name.clone(), it.value.clone(), None);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::super::fault::What;
    use super::super::line;
    use super::*;

    fn told(changes: &[Change]) -> Vec<String> {
        changes
            .iter()
            .map(|it| format!("{:?} {} {}: {} → {}", it.turn, it.kind, it.text, it.was, it.is))
            .collect()
    }

    fn check(was: &str, is: &str, expected: &[&str]) {
        let lines = |text: &str| line::read(text).pop().unwrap_or_default().lines;
        assert_eq!(told(&between(&lines(was), &lines(is))), expected);
    }

    fn check_judged(was: &[Fault], is: &[Fault], expected: &[&str]) {
        assert_eq!(told(&judged(was, is)), expected);
    }

    const PERSON: &str = r#"{"kind":"mention","lang":"en","paragraph":"1","start":4,"end":9,"text":"Oda B","type":"Person","entity":"x:oda"}"#;

    #[test]
    fn what_stays_is_no_change() {
        check(PERSON, PERSON, &[]);
        // Moved by a few characters: still the same words in the same paragraph.
        check(PERSON, &PERSON.replace("\"start\":4,\"end\":9", "\"start\":44,\"end\":49"), &[]);
    }

    #[test]
    fn new_and_gone_findings_are_named() {
        check("", PERSON, &["New mention Oda B: – → Person x:oda"]);
        check(PERSON, "", &["Gone mention Oda B: Person x:oda → –"]);
    }

    #[test]
    fn another_reading_or_border_of_one_place_is_one_change() {
        check(
            PERSON,
            &PERSON.replace("Person", "Party"),
            &["Changed mention Oda B: Person x:oda → Party x:oda"],
        );
        let longer = PERSON.replace("\"end\":9,\"text\":\"Oda B\"", "\"end\":10,\"text\":\"Oda Bo\"");
        check(PERSON, &longer, &["Changed mention Oda Bo: Oda B: Person x:oda → Oda Bo: Person x:oda"]);
    }

    #[test]
    fn a_second_mention_of_one_name_is_new() {
        let twice =
            format!("{PERSON}\n{}", PERSON.replace("\"start\":4,\"end\":9", "\"start\":20,\"end\":25"));
        check(PERSON, &twice, &["New mention Oda B: – → Person x:oda"]);
    }

    #[test]
    fn a_healed_fault_is_a_gain_and_a_fresh_one_a_loss() {
        let missed = Fault::new(What::MentionMissed, "en 1", "Person: Oda B");
        let border = Fault::new(What::MentionBorder, "en 1", "Person: Oda B").instead("Oda");
        let invented = Fault::new(What::MentionInvented, "en 2", "Person: May");
        check_judged(std::slice::from_ref(&missed), &[], &["Gain mention Person: Oda B: missed → right"]);
        check_judged(&[], std::slice::from_ref(&invented), &["Loss mention Person: May: – → invented"]);
        check_judged(
            &[missed, invented.clone()],
            &[border, invented],
            &["Moved mention Person: Oda B: missed → other borders: Oda"],
        );
    }
}
