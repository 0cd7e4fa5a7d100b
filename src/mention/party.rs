//! Parties and movements, found by the words around them, never by a list of names.
//!
//! `party/quoted`: names in quotation marks behind a party word and its adjectives, all of a
//! list: "the opposition movements « A », « B » and « C »".
//! `party/own-name`: what stands in brackets and quotation marks behind such a name.
//! `party/named`: capitals around a party word: `National Renewal Party`, `Mouvement pour
//! un fleuve propre`.
//! `party/introduced`: capitals behind a party word written small, or behind "candidate of".
//! `party/again`: the same name anywhere else in the act.
//! Left alone: a party word by itself, "parties to the convention", quoted words that no party
//! word introduces.

use rustc_hash::FxHashMap;

use super::phrase::{self, LONGEST};
use super::view::{Sort, View};
use super::words::Shape;
use super::{Found, Mention, Party, Proof, Reading, Scope};
use crate::grammar::Class;
use crate::lexicon::{ConceptId, EntryId, Form, Hit, Scheme};
use crate::text::Span;

/// Adjectives and the like between a party word and the first quotation mark.
const BETWEEN: usize = 7;

pub(super) fn find(scope: &Scope<'_>, found: &mut Found) {
    let views: Vec<View<'_>> = View::pages(scope).collect();
    let mut names = Names::default();
    for view in &views {
        let mut here = Here { view, found, names: &mut names };
        for hit in view
            .hits
            .iter()
            .filter(|hit| matches!(hit.scheme, Scheme::PartyWord | Scheme::Role) && view.is_whole(hit))
        {
            match hit.scheme {
                Scheme::PartyWord => here.party_word(hit),
                Scheme::Role if is_role(view, hit, "candidate") => here.candidate(hit, false),
                Scheme::Role if is_role(view, hit, "member") => here.candidate(hit, true),
                _ => {}
            }
        }
    }
    for view in &views {
        again(view, &names, found);
    }
}

/// First word of each name to the names that begin with it.
type Names = FxHashMap<String, Beginning>;

/// Names that begin with one word.
#[derive(Default)]
struct Beginning {
    names: FxHashMap<String, Party>,
    /// Their lengths in bytes, in order: few, however many names there are.
    lengths: Vec<usize>,
}

struct Here<'a, 'v> {
    view: &'v View<'a>,
    found: &'v mut Found,
    names: &'v mut Names,
}

impl Here<'_, '_> {
    fn add(
        &mut self,
        from: usize,
        to: usize,
        party: Party,
        rule: &'static str,
        entry: EntryId,
    ) -> Option<Span> {
        let span = self.view.span(from, to);
        if self.found.over(self.view.id, span).is_some() {
            return None;
        }
        let first = self.view.text(from).to_owned();
        let name = self.view.block.slice(span).to_owned();
        let list = self.names.entry(first).or_default();
        if let Err(at) = list.lengths.binary_search(&name.len()) {
            list.lengths.insert(at, name.len());
        }
        list.names.entry(name).or_insert_with(|| Party { own_name_of: None, ..party.clone() });
        let proof = Proof { rule, entry: Some(entry) };
        self.found.add(Mention { block: self.view.id, span, reading: Reading::Party(party), proof });
        Some(span)
    }

    fn party_word(&mut self, hit: &Hit) {
        let view = self.view;
        let (at, behind) = (view.word_from(hit.span.start), view.behind(hit.span));
        if view.shape(at) == Some(Shape::Capital) {
            self.named(hit, at);
        } else if !self.quoted(hit, behind) && !self.introduced(hit, behind) {
            self.small_behind(hit, at);
        }
    }

    /// `… movements « A » (« B »), « C » and « D »`
    fn quoted(&mut self, hit: &Hit, behind: usize) -> bool {
        let view = self.view;
        let end = (behind..=behind + BETWEEN)
            .find(|&at| !matches!(view.shape(at), Some(Shape::Lower)) && !view.is_apostrophe(at));
        let Some(mut at) = end.filter(|&at| view.is_opening_quote(at)) else { return false };
        let mut any = false;
        while view.is_opening_quote(at) {
            let Some(close) = phrase::quoted_end(view, at + 1) else { break };
            let party = Party { kind: Some(hit.concept), own_name_of: None };
            let name = self.add(at + 1, close, party, "party/quoted", hit.entry);
            any |= name.is_some();
            at = self.own_name(hit.concept, hit.entry, name, close + 1);
            if view.is_mark(at, ',') {
                at += 1;
            }
            if view.is_conjunction(at) {
                at += 1;
            }
        }
        any
    }

    /// `(« … »)` behind a name; the word behind the bracket, or `at` where there is none.
    fn own_name(&mut self, kind: ConceptId, entry: EntryId, name: Option<Span>, at: usize) -> usize {
        let view = self.view;
        if !view.is_mark(at, '(') {
            return at;
        }
        let quoted = view.is_opening_quote(at + 1);
        let from = at + 1 + usize::from(quoted);
        let close = (from..from + LONGEST / 2).find(|&it| view.is_mark(it, ')'));
        let Some(close) = close.filter(|&it| it > from + usize::from(quoted)) else { return at };
        let to = close - usize::from(quoted && view.is_closing_quote(close - 1));
        let acronym = to == from + 1 && view.shape(from) == Some(Shape::Upper);
        if name.is_some() && (quoted || acronym) && view.is_capital(from) {
            let party = Party { kind: Some(kind), own_name_of: name };
            self.add(from, to, party, "party/own-name", entry);
        }
        close + 1
    }

    /// Capitals around a party word that is itself part of the name.
    fn named(&mut self, hit: &Hit, head: usize) {
        let view = self.view;
        // "Popular Front Party": the last word is the head.
        let next = head + 1;
        if view.is_head_last()
            && view.follows_space(next)
            && view.is_capital(next)
            && view.label(next, Scheme::PartyWord).is_some()
        {
            return;
        }
        // "States Parties", "Political Parties": no name of one.
        if hit.form != Form::Preferred || view.behind(hit.span) != head + 1 || inside_register(view, hit) {
            return;
        }
        let (from, to) = if view.is_head_last() {
            let is_head = |at: usize| {
                view.organization_word(at, "heads")
                    || view.labels(at).any(|it| matches!(it.scheme, Scheme::Organ | Scheme::Body))
            };
            (phrase::english_start(view, head).0, phrase::english_end(view, &is_head, head + 1).0)
        } else {
            let mut to = head + 1;
            while view.follows_space(to) && (view.is_capital(to) || phrase::is_adjective(view, to)) {
                to += 1;
            }
            (head, phrase::phrases(view, to, true).0)
        };
        if to - from < 2 || to - from > LONGEST || (from..to).any(|at| is_legal_word(view, at)) {
            return;
        }
        let party = Party { kind: Some(hit.concept), own_name_of: None };
        let name = self.add(from, to, party, "party/named", hit.entry);
        self.own_name(hit.concept, hit.entry, name, to);
    }

    /// `the party Georgia for All`, `du mouvement Des fleurs pour demain`
    fn introduced(&mut self, hit: &Hit, behind: usize) -> bool {
        let view = self.view;
        let Some(to) = name_end(view, behind).filter(|_| view.follows_space(behind)) else { return false };
        let party = Party { kind: Some(hit.concept), own_name_of: None };
        let name = self.add(behind, to, party, "party/introduced", hit.entry);
        self.own_name(hit.concept, hit.entry, name, to);
        name.is_some()
    }

    /// `the Zarya party`: English capitals between an article and the word written small.
    fn small_behind(&mut self, hit: &Hit, at: usize) {
        let view = self.view;
        let mut from = at;
        while from > 0
            && view.follows_space(from)
            && view.is_capital(from - 1)
            && !phrase::stops(view, from - 1)
        {
            from -= 1;
        }
        let whole = from < at
            && from > 0
            && hit.form == Form::Preferred
            && view.is_head_last()
            && view.is_definite(from - 1)
            && !(from..at).any(|word| is_legal_word(view, word))
            && (from..at)
                .all(|word| view.country(word).is_none() && (view.demonym(word).is_none() || at - from > 1));
        if whole {
            let party = Party { kind: Some(hit.concept), own_name_of: None };
            self.add(from, at, party, "party/introduced", hit.entry);
        }
    }

    /// `a candidate of Roads to Freedom`; members are of anything, so that only a name
    /// explained in brackets is taken: `a member of Erkin El (“Free Land”)`.
    fn candidate(&mut self, hit: &Hit, explained: bool) {
        let view = self.view;
        let Some(link) = view.link(view.behind(hit.span)).filter(|it| it.sort == Sort::Of) else { return };
        let known = |scheme| view.label(link.next, scheme).is_some();
        if known(Scheme::Body) || known(Scheme::Organ) || known(Scheme::PartyWord) || known(Scheme::Country) {
            return;
        }
        if let Some(to) = name_end(view, link.next) {
            if explained && !(view.is_mark(to, '(') && view.is_opening_quote(to + 1)) {
                return;
            }
            let party = Party { kind: None, own_name_of: None };
            let name = self.add(link.next, to, party, "party/introduced", hit.entry);
            if let Some(kind) = view.lexicon.by_notation(Scheme::PartyWord, "party") {
                self.own_name(kind, hit.entry, name, to);
            }
        }
    }
}

fn is_role(view: &View<'_>, hit: &Hit, notation: &str) -> bool {
    view.lexicon.concept(hit.concept).notation == notation
}

/// "the States party to", "Third Party", "Contracting Party": a party in law.
fn is_legal_word(view: &View<'_>, at: usize) -> bool {
    view.grammar.is(Class::PartyInLaw, view.folded(at))
}

/// "Front" in "Front Line Defenders", "Party" in "Conference of the Parties".
fn inside_register(view: &View<'_>, hit: &Hit) -> bool {
    view.hits.iter().any(|it| {
        matches!(
            it.scheme,
            Scheme::Country | Scheme::Body | Scheme::Committee | Scheme::Organ | Scheme::Treaty
        ) && it.span.contains(hit.span)
    })
}

/// End of a name that begins here with a capital; `to` and a State's name may be in it.
fn name_end(view: &View<'_>, from: usize) -> Option<usize> {
    let starts = view.shape(from) == Some(Shape::Capital)
        && !is_legal_word(view, from)
        && (view.demonym(from).is_none()
            || view.is_head_last() && view.follows_space(from + 1) && view.is_capital(from + 1))
        && !view.labels(from).any(|hit| {
            matches!(hit.scheme, Scheme::Role | Scheme::Title | Scheme::Body | Scheme::Month | Scheme::Organ)
        })
        && !view.organization_word(from, "heads");
    if !starts {
        return None;
    }
    // "Des fleurs pour demain", "Fiori per il domani": small letters behind the first word.
    if !view.is_head_last() {
        let determiner =
            view.article(from).is_some() || view.grammar.is(Class::NameOpener, view.folded(from));
        let start = from + usize::from(determiner);
        let mut to = if determiner { phrase::noun(view, start, true)? } else { phrase::capitals(view, from) };
        while let Some(link) =
            view.link(to).filter(|it| it.sort == Sort::For || it.sort == Sort::Of && it.article)
        {
            match phrase::noun(view, link.next, link.article) {
                Some(end) => to = end,
                None => break,
            }
        }
        return Some(to);
    }
    let mut to = phrase::capitals(view, from);
    loop {
        let small = if view.is_head_last() && view.is_any(to, &[Class::To, Class::And]) {
            to + 1
        } else {
            view.link(to).map_or(to, |link| link.next)
        };
        let goes_on = small > to && view.is_capital(small) && view.country(small).is_none();
        if !goes_on {
            break;
        }
        to = phrase::capitals(view, small);
    }
    // A State alone is no party: "the party Georgia" is left to a reader.
    (view.country(from).is_none_or(|state| view.behind(state.span) < to)).then_some(to)
}

fn again(view: &View<'_>, names: &Names, found: &mut Found) {
    for at in 0..view.words.len() {
        if !view.is_capital(at) {
            continue;
        }
        let Some(list) = names.get(view.text(at)) else { continue };
        let start = view.words[at].span.start as usize;
        let longest = list.lengths.iter().rev().find_map(|&length| {
            let name = view.block.text.get(start..start + length)?;
            list.names
                .get_key_value(name)
                .filter(|_| crate::text::is_boundary(&view.block.text, start + length))
        });
        let Some((name, party)) = longest else { continue };
        let span = Span::new(start, start + name.len());
        if found.over(view.id, span).is_none() {
            let proof = Proof { rule: "party/again", entry: None };
            found.add(Mention { block: view.id, span, reading: Reading::Party(party.clone()), proof });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::probe::{EN, FR, IT, compare};
    use super::*;
    use crate::document::Block;
    use crate::text::Language;

    fn check(language: Language, text: &str, expected: &[&str]) {
        let describe = |_: &Scope<'_>, block: &Block, it: &Mention| match &it.reading {
            Reading::Party(party) => {
                let own = party.own_name_of.map_or(String::new(), |of| format!(" = {}", block.slice(of)));
                Some(format!("{}{own}", block.slice(it.span)))
            }
            _ => None,
        };
        compare(language, text, &[find], describe, expected);
    }

    #[test]
    fn every_name_of_a_quoted_list_is_found() {
        check(
            EN,
            "the peaceful opposition movements « New Dawn », “Erkin El” and \"Our Land\", as",
            &["New Dawn", "Erkin El", "Our Land"],
        );
        check(
            FR,
            "des mouvements d'opposition politique pacifiques « Aube nouvelle » et « Erkin El »",
            &["Aube nouvelle", "Erkin El"],
        );
    }

    #[test]
    fn the_name_in_brackets_is_of_the_name_before() {
        check(
            IT,
            "dei movimenti «Alba nuova» («New Dawn») e «Erkin El»",
            &["Alba nuova", "New Dawn = Alba nuova", "Erkin El"],
        );
    }

    #[test]
    fn a_party_word_with_a_capital_is_part_of_the_name() {
        check(EN, "wrote to the National Renewal Party on", &["National Renewal Party"]);
        check(EN, "close to the Movement for a Clean River; the party", &["Movement for a Clean River"]);
        check(
            FR,
            "proche du Mouvement pour un fleuve propre; le parti",
            &["Mouvement pour un fleuve propre"],
        );
        check(
            IT,
            "vicina al Movimento per un fiume civico («Za reku»)",
            &["Movimento per un fiume civico", "Za reku = Movimento per un fiume civico"],
        );
    }

    #[test]
    fn a_party_word_written_small_introduces_a_name() {
        check(EN, "with the party Georgia for All; encourages", &["Georgia for All"]);
        check(FR, "candidate du mouvement Des fleurs pour demain, semblait", &["Des fleurs pour demain"]);
        check(EN, "a candidate of Roads to Freedom, seemed", &["Roads to Freedom"]);
        check(EN, "a member of Erkin El (“Free Land”), who", &["Erkin El", "Free Land = Erkin El"]);
        check(EN, "a member of Memorial, who", &[]);
        check(EN, "and the Zarya party were denied; the Georgian party left", &["Zarya"]);
    }

    #[test]
    fn a_known_name_is_found_again() {
        check(EN, "the party “Erkin El” was banned. Erkin El appealed.", &["Erkin El", "Erkin El"]);
    }

    #[test]
    fn party_words_alone_and_other_quotes_are_left_alone() {
        check(
            EN,
            "the front-line States and a front-line Alliance; the party States have; the Third Party, a Contracting Party",
            &[],
        );
        check(EN, "all parties called it « terrifying »; the Party denied it", &[]);
        check(EN, "States Parties to the Convention and a movement of people", &[]);
        check(FR, "les partis et le mouvement des « gilets »", &[]);
    }
}
