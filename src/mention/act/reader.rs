//! One block, read for citations: act word, numbers and days that hang on it, what stands beside.

use super::number::Signs;
use super::number::{self, Form, Number};
use super::owner::Named;
use super::title;
use super::{Cited, Whose};
use crate::document::{Block, BlockId};
use crate::grammar::{Class, Grammar, Phrases};
use crate::lexicon::{ConceptId, Hit, Scheme};
use crate::mention::scan::{skip_numero, skip_spaces, starts_with_word};
use crate::mention::{Act, Proof, Scope};
use crate::text::{Span, StatedDate};

/// One block, as this kind reads it.
pub(super) struct Reader<'a> {
    pub scope: &'a Scope<'a>,
    pub id: BlockId,
    pub block: &'a Block,
    pub text: &'a str,
    pub folded: &'a str,
    pub hits: &'a [Hit],
    /// Bodies named, by start, the longest first.
    pub bodies: Vec<Named>,
    pub days: Vec<(Span, StatedDate)>,
    pub grammar: &'a Grammar,
    /// What may stand before a number.
    pub signs: Signs<'a>,
}

/// How far "those of" may stand from its act word, in bytes.
const THOSE_REACH: usize = 160;

impl Reader<'_> {
    pub fn read(&self, cited: &mut Vec<Cited>) {
        let first = cited.len();
        let mut at = 0;
        for (index, hit) in self.hits.iter().enumerate() {
            if hit.scheme != Scheme::ActType || (hit.span.start as usize) < at {
                continue;
            }
            // Of two kinds with one word the form of the number chooses.
            let kinds =
                self.hits[index..].iter().take_while(|it| it.span == hit.span && it.scheme == hit.scheme);
            if let Some(end) = self.run(hit, kinds, cited) {
                at = end;
            }
        }
        self.symbols(first, cited);
        cited[first..].sort_by_key(|it| it.span.start);
        self.hand_on(&mut cited[first..]);
    }

    /// The act word `hit` and all numbers that hang on it. `None` when it cites nothing.
    fn run<'h>(
        &self,
        hit: &'h Hit,
        kinds: impl Iterator<Item = &'h Hit>,
        cited: &mut Vec<Cited>,
    ) -> Option<usize> {
        let before = self.body_before(hit.span.start as usize);
        let mut whose = match before {
            Some((body, _)) => Whose::Named(body),
            None => self.said_before(hit.span.start as usize),
        };
        let mut start = before.and_then(|(_, start)| start).unwrap_or(hit.span.start as usize);
        let mut at = hit.span.end as usize;
        if let Some((body, end)) = self.body_after(at) {
            whose = Whose::Named(body);
            at = end;
        }
        let plural = self.is_plural(hit);
        let mut item = self.first_item(at, plural, start)?;
        let kind = self.kind(hit, kinds, &item, whose)?;
        if item.span.start as usize == start && !self.keeps_word(hit, &item) {
            item.span.start = item.number.as_ref().map_or(item.span.start, |it| it.start as u32);
        }

        if item.number.as_ref().is_some_and(|it| it.form == Form::Union)
            && let Some((body, from)) = self.institution_before(start)
        {
            (whose, start) = (Whose::Named(body), from);
            item.span.start = from as u32;
        }

        let run = cited.len();
        loop {
            let mut end = item.span.end as usize;
            let mut joined = cited.len() > run;
            // "of 15 December 1991" after number and year is said of the act, not part of its name.
            if let Some((span, date)) = self.day_after(end).filter(|_| item.number.is_some()) {
                end = span.end as usize;
                // The day of a session's act says its year.
                let form = item.number.as_ref().map(|it| it.form);
                if item.year.is_none()
                    && matches!(form, Some(Form::Bare | Form::Session | Form::GeneralAssembly))
                {
                    item.year = Some(date.year());
                    if form == Some(Form::Bare) {
                        item.span.end = span.end;
                    }
                }
            }
            let mut closed = false;
            if let Some((body, after)) = self.body_after(end) {
                (whose, end, closed) = (Whose::Named(body), after, true);
                cited[run..].iter_mut().for_each(|it| it.whose = whose);
            } else if whose == Whose::NotSaid && self.unknown_after(end) {
                whose = Whose::Unknown;
            } else if let (Whose::Its(_), Some(body)) = (whose, self.subject_after(hit, end)) {
                whose = Whose::Named(body);
            }
            let title = title::read(self, end);
            if let Some(title) = &title {
                (end, closed) = (title.end, true);
            }
            if cited.len() == run {
                joined = self.is_joined(cited, start);
            }
            cited.push(Cited {
                block: self.id,
                section: self.block.section,
                span: item.span,
                form: item.number.as_ref().map_or(Form::Bare, |it| it.form),
                act: Act {
                    body: None,
                    kind,
                    number: item.number.as_ref().map(|it| it.number.clone()),
                    year: item.year,
                    date: item.date,
                    title: title.map(|it| it.span),
                },
                whose,
                proof: Proof { rule: item.rule, entry: Some(hit.entry) },
                joined,
                closed,
            });
            let days = item.number.is_none() && !closed;
            match self.next_item(end, plural, closed, days) {
                Some(next) => item = next,
                None => {
                    share_year(&mut cited[run..]);
                    return Some(end);
                }
            }
        }
    }

    /// What stands after the act word: a number, a day, or "those of" a day.
    fn first_item(&self, at: usize, plural: bool, start: usize) -> Option<Item> {
        let (digits, numero) = skip_numero(self.text, at, self.signs.numero);
        if digits > at
            && let Some(number) = number::read(self.text, digits, self.signs)
        {
            // A bare number is an act's only after a name: "Resolution 1077", not "order 5".
            let capital = self.text[start..].starts_with(char::is_uppercase);
            let long = number.end - number.start >= 3 || numero;
            if number.form != Form::Bare || capital && long {
                return Some(Item::numbered(number, start, "act/number"));
            }
            return None;
        }
        if let Some((span, date)) = self.day_after(at) {
            return Some(Item::dated(Span::new(start, span.end as usize), date, "act/day"));
        }
        if !plural {
            return None;
        }
        // "its resolutions on Iran, in particular those of 25 April 2024": the day alone.
        let reach = self.floor(at + THOSE_REACH);
        if !self.days.iter().any(|(day, _)| (at..reach + THOSE_REACH).contains(&(day.start as usize))) {
            return None;
        }
        let sentence = &self.folded[at..reach];
        let sentence = &sentence[..sentence.find(['.', ';', ':']).unwrap_or(sentence.len())];
        let those = self
            .grammar
            .phrases(Phrases::ThoseOf)
            .iter()
            .filter_map(|it| sentence.find(it).map(|found| at + found + it.len()))
            .min()?;
        let (span, date) = self.date_at(skip_spaces(self.text, those))?;
        Some(Item::dated(span, date, "act/those-of"))
    }

    /// The next number or day after a conjunction or comma.
    fn next_item(&self, end: usize, plural: bool, closed: bool, days: bool) -> Option<Item> {
        let mut at = skip_spaces(self.text, end);
        // A note call may stand between a title and what goes on.
        if let Some(rest) = self.text[at..].strip_prefix('(')
            && let Some(close) =
                rest.find(')').filter(|it| *it <= 3 && rest.as_bytes()[..*it].iter().all(u8::is_ascii_digit))
        {
            at = skip_spaces(self.text, at + close + 2);
        }
        let comma = self.text[at..].starts_with([',', ';']);
        if comma {
            at = skip_spaces(self.text, at + 1);
        }
        let joints = self.grammar.phrases(Phrases::CitationJoint);
        let conjunction = joints.iter().find(|it| starts_with_word(&self.folded[at..], it));
        if let Some(conjunction) = conjunction {
            at = skip_spaces(self.text, at + conjunction.len());
        } else if !comma {
            return None;
        }
        let linked = self.skip_links(at);
        let (digits, _) = skip_numero(self.text, linked, self.signs.numero);
        if let Some(number) = number::read(self.text, digits, self.signs) {
            let again = match number.form {
                Form::NumberYear | Form::Ministers | Form::Union | Form::YearNumber => true,
                Form::Session => plural,
                // "1124, 1126 and 1129 (1990)": a bare number needs a plural, and length.
                Form::Bare => {
                    plural
                        && !closed
                        && number.number.len() >= 3
                        && self.date_at(digits).is_none()
                        && !self.counts(number.end)
                }
                _ => false,
            };
            if again {
                let start = number.start;
                return Some(Item::numbered(number, start, "act/next-number"));
            }
        }
        // "of 16 February, 14 December and 9 October": without a title between, days alone.
        let (span, date) = self.date_at(linked).filter(|_| plural && (linked > at || days))?;
        Some(Item::dated(span, date, "act/next-day"))
    }

    /// A noun follows, so the number counts something: "and 120 members".
    fn counts(&self, end: usize) -> bool {
        let next = skip_spaces(self.text, end);
        let word = self.folded[next..].split([' ', ',', '.', ';']).next().unwrap_or("");
        self.text[next..].starts_with(char::is_lowercase)
            && ![Phrases::CitationJoint, Phrases::CitationLink]
                .into_iter()
                .any(|list| self.grammar.phrases(list).iter().any(|it| it == word))
    }

    /// Acts cited by their symbol alone.
    fn symbols(&self, first: usize, cited: &mut Vec<Cited>) {
        for mark in ["CM/", "_TA(", "_TA-PROV(", "S/RES/", "A/RES/", "A/HRC/RES/"] {
            for (found, _) in self.text.match_indices(mark) {
                let start = if mark.starts_with('_') {
                    self.text[..found].trim_end_matches(|c: char| c.is_ascii_alphanumeric()).len()
                } else {
                    found
                };
                // Part of a longer symbol, or after an act word already.
                if self.text[..start].ends_with(|c: char| c.is_alphanumeric() || c == '/')
                    || cited[first..].iter().any(|it| it.span.range().contains(&start))
                {
                    continue;
                }
                let Some(number) = number::read(self.text, start, self.signs) else { continue };
                let Some(kind) = self.kind_of_symbol(&number) else { continue };
                let title = title::read(self, number.end);
                let mut item = Item::numbered(number, start, "act/symbol");
                let number = item.number.take().expect("numbered");
                cited.push(Cited {
                    block: self.id,
                    section: self.block.section,
                    span: item.span,
                    act: Act {
                        body: None,
                        kind,
                        number: Some(number.number),
                        year: number.year,
                        date: None,
                        title: title.map(|it| it.span),
                    },
                    whose: Whose::NotSaid,
                    form: number.form,
                    proof: Proof { rule: item.rule, entry: None },
                    joined: false,
                    closed: true,
                });
            }
        }
    }

    fn kind_of_symbol(&self, number: &Number) -> Option<ConceptId> {
        let code = match number.form {
            Form::Ministers if number.number.contains("Rec") => "rec",
            Form::Ministers if number.number.contains("ResDH") || number.number.contains("Res") => "res",
            Form::Ministers if number.number.contains("Dec") => "dec",
            Form::TextAdopted | Form::SecurityCouncil | Form::GeneralAssembly | Form::Session => "res",
            _ => return None,
        };
        self.scope.lexicon.by_notation(Scheme::ActType, code)
    }

    /// The kind that word and form agree on. `None`: this is no citation.
    fn kind<'h>(
        &self,
        hit: &'h Hit,
        kinds: impl Iterator<Item = &'h Hit>,
        item: &Item,
        whose: Whose,
    ) -> Option<ConceptId> {
        let form = item.number.as_ref().map(|it| it.form);
        let code = |it: &Hit| self.scope.lexicon.concept(it.concept).notation.as_str();
        let fits = |it: &Hit| {
            let (named, beside) = (matches!(whose, Whose::Named(_)), whose != Whose::NotSaid);
            match code(it) {
                "res" | "rec" | "int-res" | "stat-res" | "leg-res" => form.is_some() || beside,
                "op" => matches!(form, Some(Form::NumberYear | Form::Session)) || named && form.is_some(),
                "ord" => form == Some(Form::NumberYear),
                "dec" => match form {
                    Some(Form::Ministers | Form::Union) => true,
                    Some(Form::NumberYear | Form::Session | Form::YearNumber) => beside,
                    _ => false,
                },
                "dir" | "reg" => form == Some(Form::Union),
                _ => false,
            }
        };
        kinds.chain([hit]).find(|it| fits(it)).map(|it| it.concept)
    }

    /// "its decision CM/Del/Dec(2026)1553": the symbol is the name, "decision" a noun.
    fn keeps_word(&self, hit: &Hit, item: &Item) -> bool {
        let capital = self.text[hit.span.range()].starts_with(char::is_uppercase);
        capital || item.number.as_ref().is_none_or(|it| it.form != Form::Ministers)
    }

    fn is_plural(&self, hit: &Hit) -> bool {
        self.grammar.matches(Class::Plural, self.folded[hit.span.range()].trim_end())
    }

    /// The day after links: "of 15 December 1991", ", dated 3 May 2020".
    fn day_after(&self, at: usize) -> Option<(Span, StatedDate)> {
        let start = skip_spaces(self.text, at);
        let linked = self.skip(start, self.grammar.phrases(Phrases::DayLink));
        (linked > start).then(|| self.date_at(linked)).flatten()
    }

    pub fn date_at(&self, at: usize) -> Option<(Span, StatedDate)> {
        self.days.iter().find(|(span, _)| span.start as usize == at).copied()
    }

    /// An act word with a number or day begins here.
    pub fn cites_at(&self, at: usize) -> bool {
        let first = self.hits.partition_point(|it| (it.span.start as usize) < at);
        self.hits[first..].iter().take_while(|it| it.span.start as usize == at).any(|it| {
            let end = it.span.end as usize;
            let (digits, _) = skip_numero(self.text, end, self.signs.numero);
            it.scheme == Scheme::ActType
                && (number::read(self.text, digits, self.signs).is_some() || self.day_after(end).is_some())
        })
    }

    /// A verb of an assembly begins here.
    pub fn speaks_at(&self, at: usize) -> bool {
        let first = self.hits.partition_point(|it| (it.span.start as usize) < at);
        self.hits[first..]
            .iter()
            .take_while(|it| it.span.start as usize == at)
            .any(|it| matches!(it.scheme, Scheme::SpeechAct))
    }

    pub fn skip_links(&self, at: usize) -> usize {
        self.skip(at, self.grammar.phrases(Phrases::CitationLink))
    }

    /// Past any of these words, and the spaces after them.
    pub(super) fn skip(&self, mut at: usize, words: &[String]) -> usize {
        while let Some(word) = words.iter().find(|it| starts_with_word(&self.folded[at..], it)) {
            at = skip_spaces(self.text, at + word.len());
        }
        at
    }

    fn floor(&self, mut at: usize) -> usize {
        at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    /// Nothing but a conjunction and small words between the act before and `start`.
    fn is_joined(&self, cited: &[Cited], start: usize) -> bool {
        let Some(last) = cited.last().filter(|it| it.block == self.id) else { return false };
        let end = last.span.end as usize;
        if end > start {
            return false;
        }
        let at = skip_spaces(self.text, end);
        let at = skip_spaces(self.text, at + usize::from(self.text[at..].starts_with(',')));
        self.grammar
            .phrases(Phrases::CitationJoint)
            .iter()
            .find(|it| starts_with_word(&self.folded[at..], it))
            .is_some_and(|it| self.skip_links(skip_spaces(self.text, at + it.len())) == start)
    }
}

struct Item {
    span: Span,
    number: Option<Number>,
    year: Option<i16>,
    date: Option<StatedDate>,
    rule: &'static str,
}

impl Item {
    fn numbered(number: Number, start: usize, rule: &'static str) -> Self {
        let span = Span::new(start, number.end);
        Self { span, year: number.year, number: Some(number), date: None, rule }
    }

    fn dated(span: Span, date: StatedDate, rule: &'static str) -> Self {
        Self { span, number: None, year: Some(date.year()), date: Some(date), rule }
    }
}

/// "1124, 1126 and 1129 (1990)": one year stands for all numbers before it.
fn share_year(run: &mut [Cited]) {
    let mut year = None;
    for it in run.iter_mut().rev() {
        match it.act.year {
            Some(_) => year = it.act.year.filter(|_| matches!(it.form, Form::NumberYear | Form::Bare)),
            None if it.form == Form::Bare && it.act.number.is_some() => it.act.year = year,
            None => year = None,
        }
    }
}
