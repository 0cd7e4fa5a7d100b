//! States, by the names and adjectives of the register.
//!
//! Finds every label of scheme `country` (`country/name`), the longest where several begin,
//! without article or possessive; adjectives (`country/adjective`) say that a State is meant
//! but name none.
//! Leaves alone: names of persons and movements that are called like a State, a title of
//! adjectives that name a language (`in French`, `the German version`); a title of
//! address or a capital right beside it (`Mr Jordan`, `Michael Jordan`, `Georgia Bianchi`,
//! `New Mexico`); parts of States (`Northern Ireland`, `Atlanta, Georgia, United States`); and anything inside a person or a party found already.
//! A State inside a body's or an act's name is mentioned there: it is found.

use super::view::{Sort, View};
use super::words::Shape;
use super::{Country, Found, Mention, Proof, Reading, Scope};
use crate::document::BlockKind;
use crate::grammar::Class;
use crate::lexicon::{Form, Hit, Scheme};

/// Longer rows of languages are none.
const LANGUAGES: usize = 8;

/// Words that are looked at on either side for another State.
const SENTENCE: usize = 40;

/// Notation of the State that has parts called like States.
const UNITED_STATES: &str = "US";

pub(super) fn find(scope: &Scope<'_>, found: &mut Found) {
    for (id, block) in scope.document.ids() {
        if block.kind == BlockKind::Furniture {
            continue;
        }
        let view = View::new(scope, id);
        let mut end = 0;
        for hit in view.hits.iter().filter(|hit| hit.scheme == Scheme::Country) {
            if hit.span.start < end {
                continue;
            }
            let at = view.word_from(hit.span.start);
            // The same word as a name, if any label says so: "Chad", not the people of it.
            let hit = view.country(at).filter(|it| it.span.len() >= hit.span.len()).unwrap_or(hit);
            if is_another_name(&view, hit) || is_taken(&view, hit, found) || is_language(&view, hit) {
                continue;
            }
            end = hit.span.end;
            let adjective = hit.form == Form::Demonym;
            let rule = if adjective { "country/adjective" } else { "country/name" };
            found.add(Mention {
                block: id,
                span: hit.span,
                reading: Reading::Country(Country { country: hit.concept, adjective }),
                proof: Proof { rule, entry: Some(hit.entry) },
            });
        }
    }
}

/// A person's or party's name names no State; nor does the adjective in a register's name:
/// "Organization of American States".
fn is_taken(view: &View<'_>, hit: &Hit, found: &Found) -> bool {
    found.in_block(view.id).iter().any(|it| match it.reading {
        Reading::Person(_) | Reading::Party(_) => it.span.overlaps(hit.span),
        _ => {
            hit.form == Form::Demonym
                && it.span.contains(hit.span)
                && matches!(it.proof.rule, "body/register" | "treaty/register")
        }
    })
}

/// Whether the words around say that this is a person or a place called like a State.
fn is_another_name(view: &View<'_>, hit: &Hit) -> bool {
    let (from, to) = (view.word_from(hit.span.start), view.behind(hit.span));
    if view.words.get(from).is_none_or(|word| word.span.start != hit.span.start) {
        // Inside a hyphenated word: "EU-Armenia" is a State beside an acronym or another State,
        // anything else a double name.
        return !inside_compound(view, hit, from);
    }
    // "Jordan-Smith"
    if to > from && view.words[to - 1].span.end > hit.span.end {
        return !inside_compound(view, hit, from + 1);
    }
    if hit.form == Form::Demonym || to - from > 1 {
        return false;
    }
    if is_region(view, from, to) {
        return true;
    }
    if view.label_before(from, Scheme::Title).is_some() {
        return true;
    }
    // In headings everything has capitals beside it.
    view.shape(from) != Some(Shape::Upper) && (beside_before(view, from) || beside_behind(view, to))
}

/// `Northern Ireland`; `Atlanta, Georgia`, `the State of Georgia`, where the sentence names the
/// United States: a part of a State, or of another one.
fn is_region(view: &View<'_>, from: usize, to: usize) -> bool {
    let Some(before) = from.checked_sub(1) else { return false };
    if view.is_capital(before)
        && view.follows_space(from)
        && view.grammar.is(Class::Compass, view.folded(before))
    {
        return true;
    }
    let named = |it: &Hit| !matches!(it.scheme, Scheme::OrganizationWord | Scheme::PersonCue);
    let place = |at: usize| view.shape(at) == Some(Shape::Capital) && !view.labels(at).any(named);
    let placed = (view.is_mark(before, ',') || view.link(before).is_some_and(|it| it.sort == Sort::Of))
        && before.checked_sub(1).is_some_and(place);
    let united = |at: usize| {
        view.country(at).is_some_and(|it| view.lexicon.concept(it.concept).notation == UNITED_STATES)
    };
    let stop = |at: &usize| !view.is_mark(*at, '.') && !view.is_mark(*at, ';');
    view.grammar.is(Class::SharedName, view.folded(from))
        && (placed && (0..from).rev().take_while(stop).take(SENTENCE).any(united)
            || (placed || view.is_mark(to, '('))
                && (to..view.words.len()).take_while(stop).take(SENTENCE).any(united))
}

/// `in French and English`, `the German version`, `la langue italienne`: adjectives that are
/// names of languages there, alone or in a row.
fn is_language(view: &View<'_>, hit: &Hit) -> bool {
    if hit.form != Form::Demonym {
        return false;
    }
    // "English" is no State's adjective.
    let tongue = |at: usize| {
        let named = |it: &&Hit| matches!(it.scheme, Scheme::Language | Scheme::OtherLanguage);
        view.demonym(at).or_else(|| view.labels(at).find(named))
    };
    let joint = |at: usize| view.is_mark(at, ',') || view.is_conjunction(at);
    let (mut from, mut to) = (view.word_from(hit.span.start), view.behind(hit.span));
    for _ in 0..LANGUAGES {
        let next = to + usize::from(joint(to));
        match tongue(next).filter(|_| next > to) {
            Some(another) => to = view.behind(another.span),
            None => break,
        }
    }
    for _ in 0..LANGUAGES {
        match from.checked_sub(2).filter(|&it| joint(it + 1) && tongue(it).is_some()) {
            Some(another) => from = another,
            None => break,
        }
    }
    let noun = |at: usize| view.grammar.is(Class::LanguageNoun, view.folded(at));
    let Some(before) = from.checked_sub(1) else { return noun(to) };
    // "in French prisons" has a noun behind it, "a leaflet in French exists" a verb.
    let alone = match view.shape(to) {
        None | Some(Shape::Mark(_) | Shape::Number) => true,
        Some(_) => {
            let plural = |at: usize| view.grammar.matches(Class::Plural, view.folded(at));
            let writing = |it: usize| view.grammar.is(Class::Writing, view.folded(it));
            // A verb behind a plural has no ending of its own, a noun has: "texts in French books".
            let of_writing =
                before.checked_sub(1).is_some_and(|it| writing(it) && !(plural(it) && plural(to)));
            !view.is_head_last() || view.is_grammatical(to) || view.is_auxiliary(to) || of_writing
        }
    };
    noun(to) || noun(before) || alone && view.grammar.is(Class::InLanguage, view.folded(before))
}

/// A capital before it that belongs to no known word and opens no sentence: `Michael Jordan`.
fn beside_before(view: &View<'_>, from: usize) -> bool {
    if from == 0 || !view.follows_space(from) {
        return false;
    }
    let prev = from - 1;
    if !matches!(view.shape(prev), Some(Shape::Capital | Shape::Initial)) || view.is_grammatical(prev) {
        return false;
    }
    if view.grammar.is(Class::New, view.folded(prev)) {
        return true;
    }
    let end = view.words[prev].span.end;
    let known = view.hits.iter().any(|hit| hit.span.end == end && hit.scheme != Scheme::Title);
    !known && !view.opens_sentence(prev)
}

/// `Georgia Bianchi`: a capital behind it that is no known word.
fn beside_behind(view: &View<'_>, to: usize) -> bool {
    view.follows_space(to)
        && view.shape(to) == Some(Shape::Capital)
        && view.labels(to).next().is_none()
        && !view.is_grammatical(to)
        // "Ukraine Recovery Conference": longer than a name and its family name.
        && !(view.follows_space(to + 1) && view.is_capital(to + 1))
}

fn inside_compound(view: &View<'_>, hit: &Hit, word: usize) -> bool {
    let Some(word) = view.words.get(word.wrapping_sub(1)) else { return false };
    let text = &view.block.text[word.span.range()];
    let rest = text.replacen(view.block.slice(hit.span), "", 1);
    let rest = rest.trim_matches(['-', '\u{2011}']);
    let acronym = !rest.is_empty() && rest.chars().all(char::is_uppercase);
    let states =
        view.hits.iter().filter(|it| it.scheme == Scheme::Country && word.span.contains(it.span)).count();
    acronym || states > 1 || rest.chars().all(char::is_lowercase) && !rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::super::probe::{EN, FR, IT, compare};
    use super::*;
    use crate::document::Block;
    use crate::text::Language;

    fn check(language: Language, text: &str, expected: &[&str]) {
        let describe = |scope: &Scope<'_>, _: &Block, it: &Mention| match it.reading {
            Reading::Country(country) => {
                let mark = if country.adjective { "~" } else { "" };
                Some(format!("{mark}{}", scope.lexicon.concept(country.country).notation))
            }
            _ => None,
        };
        compare(language, text, &[find], describe, expected);
    }

    #[test]
    fn articles_and_possessives_stay_outside() {
        check(EN, "Romania's and Georgia's laws", &["RO", "GE"]);
        check(FR, "l'Arménie, la Türkiye et le Niger", &["AM", "TR", "NE"]);
        check(IT, "nel Kirghizistan e dell'Ucraina", &["KG", "UA"]);
    }

    #[test]
    fn adjectives_are_marked() {
        check(EN, "the Belarusian legislation", &["~BY"]);
        check(FR, "la législation géorgienne", &["~GE"]);
    }

    #[test]
    fn languages_are_no_states() {
        check(EN, "Done in English, French and German, both texts being", &[]);
        check(EN, "the Italian version and the French and German translations", &[]);
        check(FR, "fait en français et en anglais, la version italienne, en langue allemande.", &[]);
        check(IT, "redatta in francese e in inglese; la lingua italiana", &[]);
    }

    #[test]
    fn a_verb_behind_a_language_makes_no_state_of_it() {
        check(EN, "A leaflet in German exists, and two brochures in Armenian exist.", &[]);
        check(FR, "un dépliant en allemand existe", &[]);
        check(IT, "un opuscolo in tedesco esiste", &[]);
        check(EN, "texts in German books, a report in German media", &["~DE", "~DE"]);
    }

    #[test]
    fn adjectives_before_what_a_state_has_are_no_languages() {
        check(EN, "detained in Georgian and Russian prisons", &["~GE", "~RU"]);
        check(EN, "in Armenian, Georgian and Turkish waters", &["~AM", "~GE", "~TR"]);
        check(FR, "en mer italienne, dans les prisons géorgiennes", &["~IT", "~GE"]);
    }

    #[test]
    fn the_longest_name_wins() {
        check(EN, "Papua New Guinea and Guinea-Bissau", &["PG", "GW"]);
        check(EN, "the Republic of Moldova", &["MD"]);
    }

    #[test]
    fn headings_in_capitals_are_read() {
        check(EN, "SITUATION IN BELARUS", &["BY"]);
    }

    #[test]
    fn persons_and_places_called_like_a_state_are_left_alone() {
        check(EN, "as Mr Jordan said", &[]);
        check(EN, "said Michael Jordan, who", &[]);
        check(EN, "by Georgia Bianchi in Rome", &[]);
        check(EN, "the governor of New Mexico", &[]);
        check(EN, "by Anna Jordan-Smith, who", &[]);
    }

    #[test]
    fn parts_of_states_are_left_alone() {
        check(EN, "Northern Ireland and Ireland; the courts of Northern Ireland", &["IE"]);
        check(EN, "in southern Italy", &["IT"]);
        check(EN, "born in Atlanta, Georgia, in the United States", &["US"]);
        check(EN, "the State of Georgia (United States) and", &["US"]);
        check(EN, "the State of Georgia in the United States", &["US"]);
        check(EN, "Ukraine, Georgia and the United States", &["UA", "GE", "US"]);
        check(EN, "the Government of Georgia and the United States", &["GE", "US"]);
        check(EN, "in Tbilisi, Georgia. The United States", &["GE", "US"]);
        check(FR, "à Atlanta, Géorgie (États-Unis)", &["US"]);
    }

    #[test]
    fn a_state_after_the_word_that_opens_a_sentence_is_found() {
        check(EN, "Urges Armenia to act", &["AM"]);
        check(EN, "In Georgia, the", &["GE"]);
    }

    #[test]
    fn small_words_that_sound_like_a_state_are_left_alone() {
        check(EN, "the turkey and the china", &[]);
    }
}
