//! Persons, by the words beside their names, never by a list of names.
//!
//! A run of words that has the shape of a name (see [`run`]) is a person's when something says
//! so: `person/title` a title of address; `person/role` a role before it; `person/listed` an
//! example of people ("leaders like A, B"); `person/deed` what is done to persons ("release
//! of A"); `person/apposition` a role behind it ("A, an economist"); `person/fate` what became
//! of one ("A was arrested"); `person/shape` a father's name, a particle or a family name's
//! ending. What one mention proves holds for the same name in all versions (`person/again`),
//! for another spelling of it in the same paragraph of another version (`person/parallel`), for
//! names coordinated with it (`person/joined`) and for its family name alone
//! (`person/family`).
//! Leaves alone: runs that hold a word of organisations, acts or treaties, or that a body, a
//! party or a citation claims; what stands behind a newspaper, a ship, a place; the parties of
//! a case; a single word with no title or office before it. When in doubt, no person.
//! Words: schemes `title`, `role`, `person-cue`.

mod run;

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;

use self::run::{Shaped, has_family_ending, is_near, key, shape};
use super::office::{Office, behind_adjectives, offices};
use super::view::{Sort, View};
use super::words::Shape;
use super::{Found, Mention, Person, Proof, Reading, Scope};
use crate::grammar::Class;
use crate::lexicon::{ConceptId, EntryId, Hit, Scheme};
use crate::text::Language;

pub(super) fn find(scope: &Scope<'_>, found: &mut Found) {
    let views: Vec<View<'_>> = View::pages(scope).collect();
    let mut runs = Vec::new();
    for (page, view) in views.iter().enumerate() {
        let offices = offices(view, found);
        Finder { view, found, page, offices, small: OnceCell::new(), runs: &mut runs }.all();
    }
    drop_ordinary_words(&views, &mut runs);
    let mut order: Vec<usize> = (0..runs.len()).collect();
    order.sort_by_key(|&it| (runs[it].page, runs[it].from));
    // Each step may prove names that the others lean on; three times is enough for any list.
    for _ in 0..3 {
        join(&views, &mut runs, &order);
        repeat(&views, &mut runs);
        complete(&views, &mut runs);
    }
    families(&views, &mut runs);
    for it in runs {
        let Some((rule, entry)) = it.proof else { continue };
        let view = &views[it.page];
        let person = Person { title: it.title, family_only: it.is_family };
        found.add(Mention {
            block: view.id,
            span: view.span(it.from, it.shaped.to),
            reading: Reading::Person(person),
            proof: Proof { rule, entry },
        });
    }
}

/// A run with the shape of a name and what is known of it.
#[derive(Clone, Debug)]
struct Run {
    page: usize,
    from: usize,
    shaped: Shaped,
    title: Option<ConceptId>,
    /// Rule and lexicon entry by which it is a person.
    proof: Option<(&'static str, Option<EntryId>)>,
    /// Something says that it is no person, or at least not without a proof of its own.
    doubtful: bool,
    is_family: bool,
    /// A first name that shares the family name of the next: "the trial of Anna and Ivo Novak".
    leans: bool,
}

impl Run {
    fn text<'a>(&self, views: &[View<'a>]) -> &'a str {
        let view = views[self.page];
        &view.block.text[view.span(self.from, self.shaped.to).range()]
    }

    fn family<'a>(&self, views: &[View<'a>]) -> &'a str {
        let view = views[self.page];
        &view.block.text[view.span(self.shaped.family, self.shaped.to).range()]
    }

    /// Takes the first word off, if something that may be a name is left.
    fn behead(&mut self, view: &View<'_>) -> bool {
        let next = self.from + 1;
        if self.shaped.names < 2 || !view.is_capital(next) {
            return false;
        }
        self.from = next;
        self.shaped.names -= 1;
        self.shaped.family = self.shaped.family.max(next);
        if self.shaped.names == 1 {
            self.proof = None;
        }
        true
    }
}

struct Finder<'a, 'v> {
    view: &'v View<'a>,
    found: &'v Found,
    page: usize,
    offices: Vec<Office<'a>>,
    /// Particles of names that this block has before small words, too: there they are ordinary.
    small: OnceCell<BTreeSet<&'a str>>,
    runs: &'v mut Vec<Run>,
}

impl Finder<'_, '_> {
    fn all(&mut self) {
        let mut at = 0;
        while at < self.view.words.len() {
            at = self.one(at).max(at + 1);
        }
    }

    /// Looks for a run at word `at`; the word to go on with.
    fn one(&mut self, at: usize) -> usize {
        let view = self.view;
        if let Some(title) = view.label(at, Scheme::Title) {
            return self.titled(at, title);
        }
        if !view.is_capital(at) && !view.text(at).contains('-') {
            return self.behind_office(at).unwrap_or(at + 1);
        }
        // The name begins behind the role and what it is of: "President Novak", "ministre de
        // l'Intérieur Novak".
        let index = self.offices.partition_point(|it| it.from <= at);
        if let Some(office) = index.checked_sub(1).map(|it| &self.offices[it])
            && at < office.to
        {
            return office.to;
        }
        let behind_role = self.office_before(at).is_some();
        if !behind_role {
            if let Some(hit) = view.demonym(at).filter(|_| view.is_capital(at)) {
                return view.behind(hit.span);
            }
            if view.opens_sentence(at) && view.is_grammatical(at) {
                return at + 1;
            }
        }
        let Some(shaped) = shape(view, at, false) else { return at + 1 };
        // "Foreign Minister A B": the name begins behind the office in it.
        let behind = &self.offices[self.offices.partition_point(|it| it.from <= at)..];
        if let Some(office) =
            behind.iter().take_while(|it| it.from < shaped.to).find(|it| view.is_capital(it.from))
        {
            return office.from;
        }
        let mut run = self.run(at, shaped);
        if self.is_no_person(&run, behind_role) {
            return shaped.to;
        }
        run.doubtful = self.is_doubtful(&run);
        run.proof = self.role(&run).or_else(|| (shaped.names > 1).then(|| self.cue(&run)).flatten());
        run.leans = shaped.names == 1 && (self.deed(&run).is_some() || self.kin_before(at));
        self.runs.push(run);
        shaped.to
    }

    /// `Vice-President de Palma`: a family name that begins with a particle, right behind an
    /// office, where the particle is no word of the text's own language.
    fn behind_office(&mut self, at: usize) -> Option<usize> {
        let view = self.view;
        // First what few words have.
        let office = self.office_before(at).filter(|it| it.is_office && !it.is_plural)?;
        if !run::is_particle(view, at) || view.is_grammatical(at) || view.link(at).is_some() {
            return None;
        }
        let proof = Some(("person/role", Some(office.hit.entry)));
        let shaped = shape(view, at, true).filter(|it| it.to > at + 1 && view.is_capital(it.to - 1))?;
        let mut run = self.run(at, shaped);
        if self.is_no_person(&run, true) || self.is_doubtful(&run) {
            return None;
        }
        (run.proof, run.is_family) = (proof, true);
        self.runs.push(run);
        Some(shaped.to)
    }

    fn run(&self, from: usize, shaped: Shaped) -> Run {
        Run {
            page: self.page,
            from,
            shaped,
            title: None,
            proof: None,
            doubtful: false,
            is_family: false,
            leans: false,
        }
    }

    /// "the sisters", "twin brothers", "spouses" before a first name.
    fn kin_before(&self, at: usize) -> bool {
        let view = self.view;
        let notation = |hit: &Hit| view.lexicon.concept(hit.concept).notation.as_str();
        view.label_before(at, Scheme::Role).is_some_and(|hit| notation(hit) == "relative")
            || view.label_before(at, Scheme::PersonCue).is_some_and(|hit| notation(hit) == "kin")
    }

    /// `Mr`, `Mme`, `on.` and the name behind it, whatever it looks like.
    fn titled(&mut self, at: usize, title: &Hit) -> usize {
        let view = self.view;
        let from = view.behind(title.span);
        // A dot behind "Mr" that the label does not have; behind "Sir" it ends the sentence.
        let short = view.grammar.is(Class::Abbreviation, view.text(at));
        let from = from + usize::from(short && view.is_mark(from, '.') && view.is_glued(from));
        // "Monsieur le Président", "Madam Speaker"; "Professor Dr": the next title is nearer.
        let addressed = view.article(from).unwrap_or(from);
        if from <= at
            || !view.follows_space(from)
            || view.label(addressed, Scheme::Role).is_some() && view.is_capital(addressed)
            || run::is_title(view, from)
        {
            return from.max(at + 1);
        }
        let Some(shaped) = shape(view, from, true) else { return from };
        let mut run = self.run(from, shaped);
        run.title = Some(title.concept);
        // "Mr Van den Berg": a particle with a capital is no first name.
        let particle = view.text(from).to_lowercase();
        let capital =
            shaped.names == 2 && run::is_particle_word(view, &particle) && !view.is_capital(from + 1);
        run.is_family = shaped.names == 1 || capital;
        if self.found.over(view.id, view.span(from, shaped.to)).is_some() {
            return shaped.to;
        }
        run.proof = Some(("person/title", Some(title.entry)));
        self.runs.push(run);
        shaped.to
    }

    fn office_before(&self, at: usize) -> Option<&Office<'_>> {
        let index = self.offices.partition_point(|it| it.from < at).checked_sub(1)?;
        let office = &self.offices[index];
        (behind_adjectives(self.view, office.to) == at && self.view.follows_space(at)).then_some(office)
    }

    /// `journalist A B`, `President B`, `Minister of the Interior B`, `Speaker of the X, A B`.
    fn role(&self, run: &Run) -> Option<(&'static str, Option<EntryId>)> {
        let view = self.view;
        let whole = run.shaped.names > 1;
        if let Some(office) = self.office_before(run.from) {
            let single = office.is_office || !office.is_weak && !office.is_plural && !view.is_head_last();
            // "Президент Республики": whose the office is.
            let owner = !whole
                && view.grammar.ends(Class::Genitive, view.folded(run.from))
                && !has_family_ending(view, view.text(run.from));
            let strange = view.label(run.from, Scheme::Country).is_some()
                || run.doubtful
                || owner
                // "the Secretary General. Nothing …", with its stop lost.
                || !whole && view.is_grammatical(run.from);
            return (whole && (!office.is_weak || !strange) || single && !strange)
                .then_some(("person/role", Some(office.hit.entry)));
        }
        // "relatrice: A B"
        let colon = run.from.checked_sub(1).filter(|&at| whole && view.is_mark(at, ':'));
        if let Some(office) =
            colon.and_then(|at| self.offices.iter().find(|it| it.to == at && !it.is_weak && !it.is_plural))
        {
            return Some(("person/role", Some(office.hit.entry)));
        }
        // "… , A B": only behind an office, and not when a list of other things goes on.
        let comma = run.from.checked_sub(1).filter(|&at| whole && view.is_mark(at, ','))?;
        let office = self.offices.iter().find(|it| {
            it.is_office && (it.to == comma && it.is_alone || self.office_end(it) == Some(comma))
        })?;
        Some(("person/role", Some(office.hit.entry)))
    }

    /// Behind what the office is of, an organ of a State that is not said included.
    fn office_end(&self, office: &Office<'_>) -> Option<usize> {
        let view = self.view;
        if office.to > view.behind(office.hit.span) {
            return Some(office.to);
        }
        let link = view.link(office.to).filter(|it| it.sort == Sort::Of && view.is_capital(it.next))?;
        view.label(link.next, Scheme::Organ).map(|organ| view.behind(organ.span))
    }

    fn cue(&self, run: &Run) -> Option<(&'static str, Option<EntryId>)> {
        // Where every noun has a capital, two of them side by side are no name for this alone.
        if self.view.grammar.nouns_are_capitals {
            let shaped = self.has_personal_shape(run) && !run.doubtful;
            return self.listed(run).or(shaped.then_some(("person/shape", None)));
        }
        self.apposition(run)
            .or_else(|| self.deed(run))
            .or_else(|| self.listed(run))
            .or_else(|| self.fate(run))
            .or_else(|| {
                let last = self.view.text(run.shaped.to - 1);
                let shaped = self.has_personal_shape(run)
                    || run.shaped.names < 5 && has_family_ending(self.view, last);
                (shaped && !run.doubtful).then_some(("person/shape", None))
            })
    }

    /// Only persons have what is between these words, in this text: not where "van artikel" and
    /// "der wet" stand beside it.
    fn has_personal_shape(&self, run: &Run) -> bool {
        let view = self.view;
        let particle = |at: usize| {
            view.shape(at) == Some(Shape::Lower) && run::is_personal_particle(view, view.text(at))
        };
        run.shaped.personal && {
            let small = self.small.get_or_init(|| {
                let before_small = |&at: &usize| {
                    particle(at) && view.shape(at + 1) == Some(Shape::Lower) && !particle(at + 1)
                };
                (0..view.words.len()).filter(before_small).map(|at| view.text(at)).collect()
            });
            !(run.from..run.shaped.to).any(|at| particle(at) && small.contains(view.text(at)))
        }
    }

    /// `A B, an economist`, `A B (journalist)`, `A B, ancienne députée`.
    fn apposition(&self, run: &Run) -> Option<(&'static str, Option<EntryId>)> {
        let view = self.view;
        let mark = run.shaped.to;
        if run.doubtful || !view.is_mark(mark, ',') && !view.is_mark(mark, '(') && !view.is_mark(mark, '–')
        {
            return None;
        }
        let first = view.article(mark + 1).unwrap_or(mark + 1);
        for at in first..first + 3 {
            if let Some(role) = self.offices.iter().find(|it| it.from == at) {
                let sure = !role.is_plural
                    && (!role.is_weak
                        || view.article(mark + 1).is_some()
                        || role.of.is_some()
                        || view.link(role.to).is_some());
                return sure.then_some(("person/apposition", Some(role.hit.entry)));
            }
            let adjective = view.demonym(at).is_some()
                || view.shape(at) == Some(Shape::Lower)
                    && !view.is_grammatical(at)
                    && view.link(at).is_none();
            if !adjective {
                return None;
            }
        }
        None
    }

    /// `release of A B`, `l'assassinat de A B`, `le molestie contro A B`.
    fn deed(&self, run: &Run) -> Option<(&'static str, Option<EntryId>)> {
        let view = self.view;
        let mut before = run.from.checked_sub(1)?;
        if view.is_apostrophe(before) {
            before = before.checked_sub(1)?;
        }
        let preposition = view.grammar.is(Class::Towards, view.folded(before));
        if run.doubtful {
            return None;
        }
        if !preposition {
            // "A B's treatment"
            let next = view.possessive(run.shaped.to)?;
            let hit = (next..next + 3).find_map(|at| self.cue_at(at, "deed"))?;
            return Some(("person/deed", Some(hit.entry)));
        }
        let first = before.saturating_sub(6);
        (first..before)
            .rev()
            .take_while(|&at| !matches!(view.shape(at), Some(Shape::Mark(',' | '.' | ';' | ':'))))
            .find_map(|at| {
                let hit = self.cue_at(at, "deed")?;
                // A State's release or attack has a State behind it, not capitals of two words.
                Some(("person/deed", Some(hit.entry)))
            })
    }

    /// `opposition leaders like A B`, `des reporters, tels que A B`.
    fn listed(&self, run: &Run) -> Option<(&'static str, Option<EntryId>)> {
        let view = self.view;
        let hit = view.label_before(run.from, Scheme::PersonCue).or_else(|| {
            let colon = run.from.checked_sub(1).filter(|&at| view.is_mark(at, ':'))?;
            view.label_before(colon, Scheme::PersonCue)
        })?;
        if view.lexicon.concept(hit.concept).notation != "such-as" {
            return None;
        }
        let at = view.word_from(hit.span.start);
        let people = self.offices.iter().rev().find(|it| it.from < at && it.from + 30 > at)?;
        let same_sentence = (people.to..at).all(|at| !matches!(view.shape(at), Some(Shape::Mark('.' | ';'))));
        // "cities such as": what the examples are of stands nearest.
        let thing = (people.to..at).any(|at| view.organization_word(at, "introduces"));
        (same_sentence && !thing).then_some(("person/listed", Some(hit.entry)))
    }

    /// `A B was sentenced`, `A B, who`, `A B a été condamné`.
    fn fate(&self, run: &Run) -> Option<(&'static str, Option<EntryId>)> {
        let view = self.view;
        // "the Aral Sea has disappeared": a full name has no article.
        let article = run.from.checked_sub(1).is_some_and(|before| view.article(before) == Some(run.from));
        // "chairperson of the centre Open Door, who has been questioned": somebody else has.
        let named = [Scheme::OrganizationWord, Scheme::PartyWord];
        let thing = named.into_iter().any(|scheme| view.label_before(run.from, scheme).is_some());
        if run.doubtful || article || thing {
            return None;
        }
        let mut at = run.shaped.to;
        at += usize::from(view.is_mark(at, ','));
        if !view.is_auxiliary(at) {
            return None;
        }
        if view.grammar.is(Class::Who, view.folded(at)) {
            return Some(("person/fate", None));
        }
        let hit = (at + 1..at + 5)
            .take_while(|&at| matches!(view.shape(at), Some(Shape::Lower)))
            .find_map(|at| self.cue_at(at, "fate"))?;
        Some(("person/fate", Some(hit.entry)))
    }

    fn cue_at(&self, at: usize, notation: &str) -> Option<&Hit> {
        self.view.labels(at).find(|hit| {
            hit.scheme == Scheme::PersonCue && self.view.lexicon.concept(hit.concept).notation == notation
        })
    }

    /// Claimed already, or made of words that persons' names do not have.
    fn is_no_person(&self, run: &Run, behind_role: bool) -> bool {
        let view = self.view;
        let span = view.span(run.from, run.shaped.to);
        if self.found.over(view.id, span).is_some() {
            return true;
        }
        let single = run.shaped.names == 1;
        let foreign = (run.from..run.shaped.to).any(|at| {
            view.labels(at).any(|hit| match hit.scheme {
                Scheme::OrganizationWord => {
                    let flag = |name| view.lexicon.values(hit.concept, name).next().is_some();
                    // English says what a thing is at the end, French and Italian at the start.
                    let edge =
                        hit.span.end == span.end || !view.is_head_last() && hit.span.start == span.start;
                    flag("heads") || flag("notPerson") && edge && !behind_role
                }
                Scheme::Organ
                | Scheme::Body
                | Scheme::Committee
                | Scheme::Treaty
                | Scheme::TreatyWord
                | Scheme::PaperType
                | Scheme::AgreementWord
                | Scheme::ProgrammeWord
                | Scheme::PartyWord => true,
                Scheme::PersonCue => view.lexicon.concept(hit.concept).notation == "thing",
                // "Administrative Secretary"; but "King" and "Judge" are names, too.
                Scheme::Role => {
                    at > run.from
                        && view.behind(hit.span) == run.shaped.to
                        && hit.span.len() > 6
                        && view.lexicon.values(hit.concept, "office").next().is_some()
                }
                // "Data Protection Regulation", "Résolution Novak"
                Scheme::ActType => {
                    single || at == run.from || view.is_head_last() && hit.span.end == span.end
                }
                // "August Holm" behind a role; "Jan" is a month in some notes and a name in many lists.
                Scheme::Month => single || at == run.from && !behind_role && hit.span.len() > 3,
                Scheme::Country => single || hit.span.contains(span),
                _ => false,
            })
        });
        // Columns of names that ran together.
        let foreign = foreign || run.shaped.names >= run::LONGEST;
        let numbered = view.shape(run.shaped.to) == Some(Shape::Number) && view.follows_space(run.shaped.to);
        foreign || numbered && !behind_role || self.is_case(run)
    }

    /// `Novak v. Romania`: a case's name, cited as such.
    fn is_case(&self, run: &Run) -> bool {
        let view = self.view;
        let names = &view.lexicon.grammars().names;
        let versus = |at: usize| names.is(Class::Versus, view.text(at)) && view.follows_space(at);
        versus(run.shaped.to) || run.from > 1 && view.is_mark(run.from - 1, '.') && versus(run.from - 2)
    }

    /// Behind a place's preposition or a word that introduces other names; a State in it.
    fn is_doubtful(&self, run: &Run) -> bool {
        let view = self.view;
        let Some(before) = run.from.checked_sub(1) else { return false };
        let place = view.grammar.is(Class::At, view.folded(before));
        let introduces = |hit: &&Hit| view.lexicon.values(hit.concept, "introduces").next().is_some();
        let introduced = view.label_before(run.from, Scheme::OrganizationWord).filter(introduces).is_some()
            || view.is_opening_quote(before)
            || before > 0
                && view.link(before).is_some()
                && view
                    .label_before(before, Scheme::OrganizationWord)
                    .is_some_and(|hit| view.lexicon.values(hit.concept, "notBody").next().is_some());
        let state = (run.from..run.shaped.to).any(|at| view.label(at, Scheme::Country).is_some());
        // "la Liberación de Saguia el-Hamra": a piece of what is in another language.
        let piece =
            run::is_particle(view, before) && view.article(before).is_none() && view.link(before).is_none();
        place || introduced || state || piece
    }
}

/// Runs whose every word also stands in the act written small are no names: headings, and
/// English names of things, "Human Rights".
fn drop_ordinary_words(views: &[View<'_>], runs: &mut Vec<Run>) {
    // Only words that some run has are looked for, so that few of the act's are compared.
    let mut asked: BTreeMap<Language, FxHashSet<&str>> = BTreeMap::new();
    for run in runs.iter().filter(|it| !is_strong(it)) {
        let view = &views[run.page];
        let words = (run.from..run.shaped.to).filter(|&at| view.is_capital(at)).map(|at| view.folded(at));
        asked.entry(view.block.language).or_default().extend(words);
    }
    let mut small: BTreeMap<Language, FxHashSet<&str>> = BTreeMap::new();
    for (&language, asked) in &asked {
        let mut initials = [false; 256];
        asked.iter().filter_map(|it| it.bytes().next()).for_each(|byte| initials[usize::from(byte)] = true);
        let found = small.entry(language).or_default();
        for view in views.iter().filter(|view| view.block.language == language) {
            for word in view.words.iter().filter(|word| word.shape == Shape::Lower) {
                let text = &view.block.folded[word.span.range()];
                if text.bytes().next().is_some_and(|byte| initials[usize::from(byte)]) && asked.contains(text)
                {
                    found.insert(text);
                }
            }
        }
    }
    runs.retain_mut(|run| {
        let view = &views[run.page];
        let Some(small) = small.get(&view.block.language).filter(|_| !is_strong(run)) else { return true };
        // The first word of a sentence may be any word: "Later Novak left".
        let first_is_ordinary = view.opens_sentence(run.from) && small.contains(view.folded(run.from));
        // "De la Tour" begins a sentence with a particle, which is ordinary and part of it.
        let is_particle = run.shaped.names > 1 && !view.is_capital(run.from + 1);
        if first_is_ordinary && !is_particle && !run.behead(view) {
            return false;
        }
        let mut names = (run.from..run.shaped.to).filter(|&at| view.is_capital(at));
        !names.any(|at| small.contains(view.folded(at)) && view.folded(at).len() > 3)
    });
}

/// "Ana Ruiz" where another version proves "Ana Ruiz de la Cueva" and the words go on just so:
/// French and Italian cannot tell that `de` from a preposition.
fn complete(views: &[View<'_>], runs: &mut [Run]) {
    let whole: BTreeSet<String> = runs
        .iter()
        .filter(|it| it.proof.is_some() && it.shaped.names > 2 && it.shaped.family + 1 < it.shaped.to)
        .map(|it| it.text(views).to_owned())
        .collect();
    for run in runs.iter_mut().filter(|_| !whole.is_empty()) {
        let view = &views[run.page];
        let short = run.text(views);
        let start = view.words[run.from].span.start as usize;
        let from_here = &view.block.text[start..];
        let longer = whole.range(short.to_owned()..).take_while(|it| it.starts_with(short)).find(|it| {
            it.len() > short.len()
                && from_here.starts_with(it.as_str())
                && !from_here[it.len()..].starts_with(char::is_alphanumeric)
        });
        if let Some(longer) = longer {
            let to = view.word_from((start + longer.len()) as u32);
            run.shaped.family = run.shaped.to.min(to);
            run.shaped.names += 1;
            run.shaped.to = to;
        }
    }
}

fn is_strong(run: &Run) -> bool {
    run.proof.is_some_and(|(rule, _)| matches!(rule, "person/title" | "person/role"))
}

/// Names in one list with a person: `A B, C D and journalist E F`; `Anna and Maria Novak`.
fn join(views: &[View<'_>], runs: &mut [Run], order: &[usize]) {
    let pairs = order.windows(2).map(|pair| (pair[0], pair[1]));
    for (a, b) in pairs.clone() {
        let view = &views[runs[a].page];
        let gap = runs[a].shaped.to;
        let shares = runs[a].leans
            && runs[a].page == runs[b].page
            && view.is_conjunction(gap)
            && runs[b].from == gap + 1;
        if shares && runs[b].shaped.names == 2 && !runs[b].doubtful {
            for it in [a, b] {
                runs[it].proof = runs[it].proof.or(Some(("person/joined", None)));
            }
        }
    }
    for (a, b) in pairs.clone().chain(pairs.rev()) {
        if runs[a].page != runs[b].page || runs[a].proof.is_some() == runs[b].proof.is_some() {
            continue;
        }
        let view = &views[runs[a].page];
        if !is_list_gap(view, runs[a].shaped.to, runs[b].from) {
            continue;
        }
        let (proved, open) = if runs[a].proof.is_some() { (a, b) } else { (b, a) };
        // "Secretary General of the Energy Community": no article stands before a person's name.
        let before = view.folded(runs[open].from.wrapping_sub(1));
        let named = !view.grammar.is(Class::Article, before) && !view.grammar.is(Class::OfArticle, before);
        let whole = runs[open].shaped.names > 1 && !runs[open].doubtful && named;
        let plural = |it: ConceptId| view.lexicon.values(it, "plural").next().is_some();
        let shared_title = open == b && runs[a].title.is_some_and(plural);
        if whole || shared_title {
            let entry = runs[proved].proof.and_then(|(_, entry)| entry);
            runs[open].proof = Some(("person/joined", entry));
            if shared_title {
                runs[open].title = runs[a].title;
                runs[open].is_family |= runs[open].shaped.names == 1;
            }
        }
    }
}

/// Only commas, conjunctions, articles, roles and titles: the two names are in one list.
fn is_list_gap(view: &View<'_>, from: usize, to: usize) -> bool {
    let mut at = from;
    let mut joined = false;
    while at < to && at < from + 12 {
        if view.is_mark(at, ',') || view.is_conjunction(at) {
            joined = true;
            at += 1;
        } else if let Some(next) = view.article(at) {
            at = next;
        } else if let Some(link) =
            view.link(at).filter(|it| joined && it.sort == Sort::Of && !it.article && it.next > at)
        {
            // "de A B et de C D"; a bare genitive is no word to step over.
            at = link.next;
        } else if let Some(state) = state_in(view, at) {
            at = state;
        } else if let Some(hit) =
            view.labels(at).find(|hit| matches!(hit.scheme, Scheme::Role | Scheme::Title))
        {
            at = view.behind(hit.span).max(at + 1);
        } else {
            return false;
        }
    }
    joined && at == to
}

/// "A B in Malta, C D in Greece": the word behind the State.
fn state_in(view: &View<'_>, at: usize) -> Option<usize> {
    if !view.grammar.is(Class::InState, view.folded(at)) {
        return None;
    }
    let next = view.article(at + 1).unwrap_or(at + 1);
    view.country(next).map(|state| view.behind(state.span))
}

/// The same name elsewhere; another spelling of it in the same paragraph of another version.
fn repeat(views: &[View<'_>], runs: &mut [Run]) {
    let known: BTreeSet<&str> =
        runs.iter().filter(|it| it.proof.is_some() && it.shaped.names > 1).map(|it| it.text(views)).collect();
    let mut spellings: BTreeMap<&str, Vec<(Language, String)>> = BTreeMap::new();
    for it in runs.iter().filter(|it| it.proof.is_some() && it.shaped.names > 1) {
        let block = views[it.page].block;
        spellings.entry(block.label.as_str()).or_default().push((block.language, key(it.text(views))));
    }
    // "Aida Səmədli" for "Aida Vaqif qızı Səmədli": first and last name are the same.
    let ends = |it: &Run| {
        let view = views[it.page];
        (view.text(it.from), view.text(it.shaped.to - 1))
    };
    let shorter: BTreeSet<(&str, &str)> =
        runs.iter().filter(|it| it.proof.is_some() && it.shaped.names > 2).map(ends).collect();
    let mut proofs = Vec::new();
    for (index, it) in runs.iter().enumerate().filter(|(_, it)| it.proof.is_none() && it.shaped.names > 1) {
        let block = views[it.page].block;
        if known.contains(it.text(views)) || it.shaped.names == 2 && shorter.contains(&ends(it)) {
            proofs.push((index, "person/again"));
        } else if let Some(others) = spellings.get(block.label.as_str()) {
            let own = key(it.text(views));
            if others.iter().any(|(language, other)| *language != block.language && is_near(&own, other)) {
                proofs.push((index, "person/parallel"));
            }
        }
    }
    for (index, rule) in proofs {
        runs[index].proof = Some((rule, None));
    }
}

/// The family name alone of a person named in full: exactly as written there, but for a
/// capital that opens a sentence.
fn families(views: &[View<'_>], runs: &mut [Run]) {
    let named = |it: &&Run| it.proof.is_some() && it.shaped.names > 1;
    let titled = |it: &&Run| it.title.is_some() && it.is_family;
    let mut known: BTreeSet<String> =
        runs.iter().filter(named).map(|it| it.family(views).to_lowercase()).collect();
    known.extend(runs.iter().filter(titled).map(|it| it.text(views).to_lowercase()));
    let full: BTreeSet<String> = runs.iter().filter(named).map(|it| it.text(views).to_lowercase()).collect();
    for it in runs.iter_mut().filter(|it| it.proof.is_none() && !it.doubtful) {
        let view = &views[it.page];
        for _ in 0..2 {
            let text = it.text(views).to_lowercase();
            if known.contains(&text) {
                it.proof = Some(("person/family", None));
                it.is_family = true;
            } else if full.contains(&text) {
                it.proof = Some(("person/again", None));
            }
            // "Yesterday Novak left": the first word of a sentence may be no name.
            if it.proof.is_some() || !view.opens_sentence(it.from) || !it.behead(view) {
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests;
