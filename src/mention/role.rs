//! Roles and offices, with who has them and whose they are.
//!
//! Finds a role before a person (`role/before`: "journalist A B", "the request by President
//! B"), behind one (`role/behind`: "A B, an economist and chairperson of …"), at the head of
//! examples (`role/listed`: "opposition leaders like A, B and C"), and the office of a body
//! without its holder (`role/office`: "President of the Assembly").
//! Leaves alone roles that nobody named here has: "journalists", "political prisoners"; the
//! adjectives before a role ("imprisoned") stay outside.
//! Runs after persons, whose spans it takes for holders. Words: scheme `role`.

use super::office::{Office, behind_adjectives, offices};
use super::view::View;
use super::words::Shape;
use super::{Found, Mention, Proof, Reading, Role, Scope};
use crate::document::BlockKind;
use crate::grammar::Class;
use crate::lexicon::Scheme;
use crate::text::Span;

pub(super) fn find(scope: &Scope<'_>, found: &mut Found) {
    for (id, block) in scope.document.ids() {
        if block.kind == BlockKind::Furniture {
            continue;
        }
        let view = View::new(scope, id);
        let offices = offices(&view, found);
        if offices.is_empty() {
            continue;
        }
        let mut persons: Vec<Span> = found
            .in_block(id)
            .iter()
            .filter(|it| matches!(it.reading, Reading::Person(_)))
            .map(|it| it.span)
            .collect();
        persons.sort_unstable();
        let mut held: Vec<Option<(&'static str, Vec<Span>)>> =
            offices.iter().map(|office| holders(&view, &offices, office, &persons)).collect();
        share(&view, &offices, &mut held);
        for (office, held) in offices.iter().zip(held) {
            let (rule, holders) = match held {
                Some(held) => held,
                None if office.is_alone || office.is_office && has_body(&view, office, found) => {
                    ("role/office", Vec::new())
                }
                None => continue,
            };
            let from = if rule == "role/before" { begin(&view, office, found) } else { office.from };
            let span = view.span(from, office.to);
            if is_claimed(&view, span, found) {
                continue;
            }
            found.add(Mention {
                block: id,
                span,
                reading: Reading::Role(Role { concept: Some(office.hit.concept), holders, of: office.of }),
                proof: Proof { rule, entry: Some(office.hit.entry) },
            });
        }
    }
}

fn holders(
    view: &View<'_>,
    offices: &[Office<'_>],
    office: &Office<'_>,
    persons: &[Span],
) -> Option<(&'static str, Vec<Span>)> {
    let person_at = |at: usize| {
        let start = view.words.get(at)?.span.start;
        persons.iter().copied().find(|it| it.start == start)
    };
    // "President B"; "Minister of the Interior, Mr B"; "rapporteur: Ms B"
    let behind = |at: usize| person_at(at).or_else(|| person_at(skip_title(view, at)?));
    let before = person_before(view, office, persons);
    let mut next = behind_adjectives(view, office.to);
    let comma = view.is_mark(next, ',') && (office.is_alone || office.to > view.behind(office.hit.span));
    // "A B, President of X, C D, Speaker of Y" and "the President of X, A B, the Speaker of Y,
    // C D": the name before is the holder, unless it has its own role in front.
    let is_behind = comma && before.is_some_and(|holder| !has_role_before(view, offices, holder, persons));
    if comma || view.is_mark(next, ':') {
        next += 1;
    }
    if let Some(first) = behind(next).filter(|_| !is_behind) {
        let holders = if office.is_plural { list(view, first, persons) } else { vec![first] };
        return Some(("role/before", holders));
    }
    // "leaders like A, B": adjectives may stand between role and "like".
    for at in office.to..office.to + 8 {
        if let Some(hit) = view
            .label(at, Scheme::PersonCue)
            .filter(|hit| view.lexicon.concept(hit.concept).notation == "such-as")
        {
            let first = view.behind(hit.span);
            return behind(first + usize::from(view.is_mark(first, ':')))
                .map(|first| ("role/listed", list(view, first, persons)));
        }
        if matches!(view.shape(at), Some(Shape::Mark('.' | ';'))) {
            break;
        }
    }
    before.map(|holder| ("role/behind", vec![holder]))
}

/// "A B, an economist", "A B – publisher of": the person before the role.
/// "A B, the witness's neighbour" and "A B, amie du témoin" have another's role.
fn person_before(view: &View<'_>, office: &Office<'_>, persons: &[Span]) -> Option<Span> {
    if view.possessive(office.to).is_some() {
        return None;
    }
    let mut at = office.from;
    for _ in 0..5 {
        at = at.checked_sub(1)?;
        if view.is_mark(at, ',') || view.is_mark(at, '–') || view.is_mark(at, '(') {
            let end = view.words.get(at.checked_sub(1)?)?.span.end;
            return persons.iter().copied().find(|it| it.end == end);
        }
        if view.shape(at) != Some(Shape::Lower) && view.demonym(at).is_none() && !view.is_apostrophe(at) {
            return None;
        }
        // "A B, to the President", "A B, selon qui les reporters": somebody else's role.
        let of = view.is_any(at, &[Class::Of, Class::OfArticle]);
        let one_of = of && at > 0 && view.is_any(at - 1, &[Class::OneOf]);
        if !one_of && (of || view.grammar.is(Class::NotApposition, view.folded(at))) {
            return None;
        }
    }
    None
}

/// Whether the role before this name is its own: right before it, or an office and a comma,
/// unless that office belongs to the name before it in turn.
fn has_role_before(view: &View<'_>, offices: &[Office<'_>], person: Span, persons: &[Span]) -> bool {
    let mut at = view.word_from(person.start);
    if let Some(title) = view.label_before(at, Scheme::Title) {
        at = view.word_from(title.span.start);
    }
    if offices.iter().any(|it| it.to == at) {
        return true;
    }
    let comma = at.checked_sub(1).filter(|&it| view.is_mark(it, ','));
    let Some(office) = comma.and_then(|comma| offices.iter().find(|it| it.to == comma)) else { return false };
    // Each step goes back in the text, so it ends.
    person_before(view, office, persons).is_none_or(|it| has_role_before(view, offices, it, persons))
}

/// Where an office begins whose title goes before the word for it: "Data Protection Officer".
/// Capitals that are no known words but of offices ("Chief"), and neither a name nor the first word of a sentence.
fn begin(view: &View<'_>, office: &Office<'_>, found: &Found) -> usize {
    const LONGEST: usize = 4;
    let from = office.from;
    if !view.is_head_last() || view.shape(from) != Some(Shape::Capital) {
        return from;
    }
    let goes_on = |at: usize| {
        view.follows_space(at + 1)
            && view.shape(at) == Some(Shape::Capital)
            && view.labels(at).all(|hit| hit.scheme == Scheme::Role)
            && !view.is_grammatical(at)
    };
    let mut first = from;
    while first > 0 && first + LONGEST > from && goes_on(first - 1) {
        first -= 1;
    }
    if first == from || first > 0 && view.is_capital(first - 1) {
        return from;
    }
    // "Yesterday Officer B": a capital of the sentence, unless the title goes on behind it.
    if first + 1 == from && view.opens_sentence(first) {
        return from;
    }
    let span = view.span(first, from);
    if found.in_block(view.id).iter().any(|it| it.span.overlaps(span)) { from } else { first }
}

fn skip_title(view: &View<'_>, at: usize) -> Option<usize> {
    view.label(at, Scheme::Title).map(|hit| view.behind(hit.span))
}

/// The persons of one list from the first on: only commas, conjunctions, roles between them.
fn list(view: &View<'_>, first: Span, persons: &[Span]) -> Vec<Span> {
    let mut holders = vec![first];
    for &next in persons.iter().filter(|it| it.start > first.start) {
        let mut at = view.behind(holders[holders.len() - 1]);
        let to = view.word_from(next.start);
        if to > at + 8 {
            break;
        }
        let mut own_role = false;
        while at < to {
            let role = view.label(at, Scheme::Role);
            own_role |= role.is_some();
            at = match view.labels(at).find(|hit| matches!(hit.scheme, Scheme::Role | Scheme::Title)) {
                Some(hit) => view.behind(hit.span),
                None if view.is_mark(at, ',') || view.is_conjunction(at) => at + 1,
                None => match view.article(at) {
                    Some(next) => next,
                    None => return holders,
                },
            };
        }
        // "…, and journalist C": the last has a role of his own.
        if own_role {
            break;
        }
        holders.push(next);
    }
    holders
}

/// "opposition journalist and political refugee A B": both are his.
fn share(view: &View<'_>, offices: &[Office<'_>], held: &mut [Option<(&'static str, Vec<Span>)>]) {
    for index in 1..offices.len() {
        let (a, b) = (&offices[index - 1], &offices[index]);
        let between = a.to;
        let joined = view.is_conjunction(between)
            && (b.from == between + 1 || view.article(between + 1) == Some(b.from));
        if !joined {
            continue;
        }
        match (&held[index - 1], &held[index]) {
            (None, Some(("role/before", _))) if !a.is_plural || b.is_plural => {
                held[index - 1] = held[index].clone()
            }
            (Some(("role/behind", _)), None) => held[index] = held[index - 1].clone(),
            _ => {}
        }
    }
}

/// The office is of a body named right there: "Speaker of the Senate".
fn has_body(view: &View<'_>, office: &Office<'_>, found: &Found) -> bool {
    let end = view.words[office.to - 1].span.end;
    office.to > view.behind(office.hit.span)
        && found
            .in_block(view.id)
            .iter()
            .any(|it| it.span.end == end && matches!(it.reading, Reading::Body(_)))
}

fn is_claimed(view: &View<'_>, span: Span, found: &Found) -> bool {
    found.in_block(view.id).iter().any(|it| {
        it.span.contains(span)
            && !matches!(it.reading, Reading::Date(_) | Reading::Agreement(_) | Reading::Event(_))
            && !(matches!(it.reading, Reading::Document(_)) && it.span != span)
    })
}

#[cfg(test)]
mod tests {
    use super::super::probe::{EN, FR, IT, compare};
    use super::super::{body, country, party, person};
    use super::*;
    use crate::document::Block;
    use crate::text::Language;

    /// Roles with their holders behind `:`.
    fn check(language: Language, text: &str, expected: &[&str]) {
        let describe = |_: &Scope<'_>, block: &Block, it: &Mention| match &it.reading {
            Reading::Role(role) => {
                let holders: Vec<&str> = role.holders.iter().map(|&it| block.slice(it)).collect();
                Some(format!("{}: {}", block.slice(it.span), holders.join(", ")))
            }
            _ => None,
        };
        let kinds = [party::find, body::find, person::find, country::find, find];
        compare(language, text, &kinds, describe, expected);
    }

    #[test]
    fn a_role_before_its_holder_is_found() {
        check(EN, "the request by President Orlov", &["President: Orlov"]);
        check(
            FR,
            "de la défenseure des droits humains Asel Bekova,",
            &["défenseure des droits humains: Asel Bekova"],
        );
    }

    #[test]
    fn the_office_of_a_body_needs_no_holder() {
        check(
            EN,
            "by the Speaker of the Senate of the Parliament of Romania on",
            &["Speaker of the Senate of the Parliament of Romania: "],
        );
        check(IT, "il Presidente del Senato della Romania", &["Presidente del Senato della Romania: "]);
    }

    #[test]
    fn examples_have_the_role_at_the_head_of_the_list() {
        check(
            EN,
            "imprisoned opposition leaders like Timur Abenov, Kanat Osmanov, and journalist Daria Belova",
            &["opposition leaders: Timur Abenov, Kanat Osmanov", "journalist: Daria Belova"],
        );
    }

    #[test]
    fn two_roles_of_one_person_are_both_his() {
        check(
            EN,
            "of opposition journalist and political refugee Ivan Bely, as",
            &["opposition journalist: Ivan Bely", "political refugee: Ivan Bely"],
        );
        check(
            IT,
            "di Ivan Bely, giornalista di opposizione e rifugiato politico, nonché",
            &["giornalista di opposizione: Ivan Bely", "rifugiato politico: Ivan Bely"],
        );
    }

    #[test]
    fn a_name_between_two_offices_has_the_one_that_is_its_own() {
        check(
            EN,
            "asks the Secretary General of the Council of Europe, Jan Kos, and the Commissioner for Human Rights, Eva Lund, to",
            &[
                "Secretary General of the Council of Europe: Jan Kos",
                "Commissioner for Human Rights: Eva Lund",
            ],
        );
        check(
            EN,
            "met Jan Kos, President of the Senate of Romania, Eva Lund, Speaker of the Parliament of Malta, Ivo Bell, and",
            &["President of the Senate of Romania: Jan Kos", "Speaker of the Parliament of Malta: Eva Lund"],
        );
    }

    #[test]
    fn the_role_of_somebody_else_is_left_alone() {
        check(EN, "to Ms Eva Lund, the witness's neighbour, and Mr Jan Kos, friend of the journalist", &[]);
        check(FR, "à Mme Eva Lund, amie du témoin, et à M. Jan Kos, voisin de la victime", &[]);
        check(IT, "alla signora Eva Lund, amica del testimone", &[]);
        check(EN, "to Ms Eva Lund, one of the lawyers of a club", &["lawyers: Eva Lund"]);
        check(FR, "à Mme Eva Lund, l'une des avocates du club", &["avocates: Eva Lund"]);
    }

    #[test]
    fn an_office_is_named_whole() {
        check(
            EN,
            "asked Data Protection Officer Anna Kovalenko to",
            &["Data Protection Officer: Anna Kovalenko"],
        );
        check(EN, "Chief Compliance Officer Jan Kos left", &["Chief Compliance Officer: Jan Kos"]);
        check(
            EN,
            "Yesterday Officer Jan Kos left; the Italian Minister Eva Lund",
            &["Officer: Jan Kos", "Minister: Eva Lund"],
        );
    }

    #[test]
    fn roles_that_nobody_named_has_are_left_alone() {
        check(EN, "releasing 39 political prisoners and journalists; the president of a club", &[]);
    }
}
