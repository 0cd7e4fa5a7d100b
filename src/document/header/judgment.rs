//! What the head of a judgment says: applications, the day, the court.
//!
//! Finds every `78117/13` in the lines on the applications; the first day in the head is that of
//! the judgment. The court is the one whose family names its judgments so (`hc:judges`).
//! Leaves alone the day on which a judgment became final: it comes second.

use super::{Block, BlockId, BlockKind, Fact, FactName, Header, date};
use crate::lexicon::Scheme;
use crate::text::Span;

impl Header<'_> {
    pub(super) fn judgment(&self, facts: &mut Vec<Fact>) {
        let headed = |name: &'static str| {
            self.blocks.iter().enumerate().filter(move |(_, it)| {
                it.kind == BlockKind::Heading
                    && it.label.starts_with("head.")
                    && it.label[5..].starts_with(name)
            })
        };
        let mut applications = Vec::new();
        for (index, block) in headed("application") {
            for span in numbers(block) {
                applications.push(Fact {
                    name: FactName::Application,
                    value: block.slice(span).to_owned(),
                    language: block.language,
                    block: BlockId(index as u32),
                    span,
                });
            }
        }
        let Some(first) = applications.first().cloned() else { return };
        let family = self.lexicon.concepts(Scheme::Family).map(|(id, _)| id);
        let Some(court) = family.into_iter().find(|&it| self.lexicon.values(it, "judges").next().is_some())
        else {
            return;
        };
        facts.append(&mut applications);
        let at = &self.blocks[first.block.0 as usize];
        self.issuer(at, court, first.span, &mut |name, value, span| {
            facts.push(Fact { name, value, span, ..first.clone() });
        });
        facts.push(Fact { name: FactName::ActType, value: "judgment".to_owned(), ..first.clone() });
        facts.push(Fact { name: FactName::ActNumber, ..first.clone() });
        let day = headed("day").find_map(|(index, block)| {
            let found = date::find(block, &self.hits(block), self.lexicon).into_iter().next()?;
            Some((index, block, found))
        });
        if let Some((index, block, found)) = day
            && let Some(day) = found.days.first()
        {
            let day = day.to_string();
            let fact = |name, value| Fact {
                name,
                value,
                language: block.language,
                block: BlockId(index as u32),
                span: found.span,
            };
            if let Some(year) = day.get(..4) {
                facts.push(fact(FactName::ActYear, year.to_owned()));
            }
            facts.push(fact(FactName::AdoptedOn, day));
        }
    }
}

/// `78117/13` and the like.
fn numbers(block: &Block) -> Vec<Span> {
    let text = &block.text;
    text.match_indices('/')
        .filter_map(|(at, _)| {
            let before = text[..at].trim_end_matches(|c: char| c.is_ascii_digit()).len();
            let after =
                text[at + 1..].len() - text[at + 1..].trim_start_matches(|c: char| c.is_ascii_digit()).len();
            (before < at && after == 2).then(|| Span::new(before, at + 1 + after))
        })
        .collect()
}
