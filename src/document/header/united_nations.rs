//! What the heads and ends of United Nations texts say: symbol, body, day, meeting.
//!
//! Finds the body, day and meeting in `Adopted by the Security Council at its 3087th meeting,
//! on 29 June 1992` and the meeting in `Adopted unanimously at the 190th meeting.`; the symbol
//! as printed, or made of number and year as the body makes it (`hc:symbol`); the body of a
//! head that names none: by the way its number stands (`hc:actHead`), or from the words that
//! open the text (`The Security Council requests …`).
//! Leaves alone ordinals that a scan has damaged: `176I1st`, `283 3rd`.

use super::{Block, BlockId, BlockKind, Fact, FactName, Header, Section, date};
use crate::grammar::{Class, Grammar};
use crate::lexicon::{ConceptId, Scheme};
use crate::text::Span;

impl Header<'_> {
    pub(super) fn symbol(
        &self,
        block: &Block,
        family: ConceptId,
        number: &str,
        year: Option<i16>,
        span: Span,
        put: &mut impl FnMut(FactName, String, Span),
    ) {
        self.issuer(block, family, span, put);
        put(FactName::ActType, "res".to_owned(), span);
        put(FactName::ActNumber, number.to_owned(), span);
        if let Some(year) = year {
            put(FactName::ActYear, year.to_string(), span);
        }
        if let Some(symbol) = self.written(family, number, year) {
            put(FactName::Symbol, symbol, span);
        }
    }

    /// The symbol as the family writes it.
    fn written(&self, family: ConceptId, number: &str, year: Option<i16>) -> Option<String> {
        let pattern = self.lexicon.values(family, "symbol").next()?;
        let symbol = pattern.replace("{number}", &number.replace(' ', ""));
        match year {
            Some(year) => Some(symbol.replace("{year}", &year.to_string())),
            None => (!symbol.contains("{year}")).then_some(symbol),
        }
    }

    /// A sentence on adoption above or below the text.
    pub(super) fn adoption(&self, block: &Block, put: &mut impl FnMut(FactName, String, Span)) {
        let above = block.section != Section::Body;
        let mut say = |name, value: String, span| {
            // Who adopted is said with its meeting: the body's name is the fact.
            if name != FactName::AdoptedAtSitting && name != FactName::AdoptedBy {
                put(name, value, span);
            }
        };
        if above {
            self.origin(block, &mut say);
        }
        if above && let Some((family, span)) = self.phrases.body_within(&block.text) {
            self.issuer(block, family, span, put);
        }
        // `66th plenary meeting, 17 December 2031` below the text.
        if !above && block.text.starts_with(|c: char| c.is_ascii_digit()) {
            for found in date::find(block, &self.hits(block), self.lexicon).iter().take(1) {
                for day in &found.days {
                    put(FactName::AdoptedOn, day.to_string(), found.span);
                }
            }
        }
        if let Some(span) = meeting(block, self.lexicon.grammar(block.language), &self.sittings(block)) {
            put(FactName::AdoptedAtSitting, block.slice(span).to_owned(), span);
        }
    }

    fn sittings(&self, block: &Block) -> Vec<Span> {
        let is_sitting = |concept| {
            self.lexicon.concept(concept).scheme == Scheme::Printing
                && self.lexicon.values(concept, "place").any(|it| it == "sitting")
        };
        self.hits(block).iter().filter(|hit| is_sitting(hit.concept)).map(|hit| hit.span).collect()
    }

    /// Facts that follow from others: the body of a head without one, its symbol, the year of
    /// a number that has none.
    pub(super) fn complete(&self, facts: &mut Vec<Fact>) {
        let Some(number) = facts.iter().find(|it| it.name == FactName::ActNumber).cloned() else { return };
        if !facts.iter().any(|it| it.name == FactName::Body)
            && let Some((family, block, span)) = self.body_of_text(&number)
        {
            let at = &self.blocks[block.0 as usize];
            self.issuer(at, family, span, &mut |name, value, span| {
                facts.push(Fact { name, value, language: at.language, block, span });
            });
        }
        let body = facts.iter().find(|it| it.name == FactName::Body).map(|it| it.value.clone());
        let family = self
            .lexicon
            .concepts(Scheme::Family)
            .map(|(id, _)| id)
            .find(|&id| self.lexicon.values(id, "body").next() == body.as_deref());
        let Some(family) = family.filter(|&it| self.lexicon.values(it, "symbol").next().is_some()) else {
            return;
        };
        let year = facts.iter().find(|it| it.name == FactName::ActYear).cloned();
        // `A/RES/73/3` gives the session; the day of adoption gives the year.
        if year.is_none()
            && let Some(day) = facts.iter().find(|it| it.name == FactName::AdoptedOn).cloned()
            && let Some(year) = day.value.get(..4)
        {
            facts.push(Fact { name: FactName::ActYear, value: year.to_owned(), ..day });
        }
        if !facts.iter().any(|it| it.name == FactName::Symbol) {
            let year = year.and_then(|it| it.value.parse().ok());
            if let Some(symbol) = self.written(family, &number.value, year) {
                facts.push(Fact { name: FactName::Symbol, value: symbol, ..number });
            }
        }
    }

    /// The body whose act it is by the first words of the text, or by how its number stands.
    fn body_of_text(&self, number: &Fact) -> Option<(ConceptId, BlockId, Span)> {
        let opening = self
            .blocks
            .iter()
            .enumerate()
            .filter(|(_, block)| block.kind == BlockKind::Paragraph)
            .take(40)
            .find_map(|(index, block)| {
                let (family, length) = self.phrases.body_opening(&block.text)?;
                Some((family, BlockId(index as u32), Span::new(0, length)))
            });
        let first = &self.blocks[number.block.0 as usize].text;
        let by_head = || {
            first.starts_with(|c: char| c.is_ascii_digit()).then_some(())?;
            self.lexicon
                .concepts(Scheme::Family)
                .map(|(id, _)| id)
                .find(|&id| self.lexicon.values(id, "actHead").any(|it| it == "number-first"))
                .map(|family| (family, number.block, number.span))
        };
        opening.or_else(by_head)
    }
}

/// The ordinal before the word for a meeting: `at its 3087th meeting`.
fn meeting(block: &Block, grammar: &Grammar, sittings: &[Span]) -> Option<Span> {
    sittings.iter().find_map(|sitting| {
        let before = block.text[..sitting.start as usize].trim_end_matches([' ', '_', '\u{a0}']);
        // `the 2714th (closed) meeting`
        let before = match before.strip_suffix(')').and_then(|it| it.rfind('(')) {
            Some(open) => before[..open].trim_end(),
            None => before,
        };
        let start = before.rfind([' ', '\u{a0}', '(']).map_or(0, |at| at + 1);
        // Only ASCII matters in the token: a wider space would end it elsewhere.
        let token = before.get(start..)?;
        let digits = token.len() - token.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let suffix = &token[digits..];
        let is_ordinal = ["ª", "°", "º", "."].contains(&suffix) || grammar.is(Class::MeetingOrdinal, suffix);
        let apart = !before[..start].trim_end().ends_with(|c: char| c.is_ascii_digit());
        (digits > 0 && is_ordinal && apart).then(|| Span::new(start, start + digits))
    })
}
