//! What the head of a report or motion says: its number and kind, committee, rapporteur,
//! procedure.
//!
//! Finds the number in the line that is nothing else; the year in it, else that of the first day
//! in the head; `Rapporteur: …` and the committee on the line before it.
//! Leaves alone days and numbers of what it proposes.

use super::{BlockId, BlockKind, Fact, FactName, Header, Section, date, procedure, whole};
use crate::lexicon::Scheme;
use crate::text::Span;

impl Header<'_> {
    pub(super) fn draft(&self, facts: &mut Vec<Fact>) {
        let heads = || {
            self.blocks
                .iter()
                .enumerate()
                .filter(|(_, it)| it.section == Section::Head && it.kind == BlockKind::Heading)
        };
        let Some((index, block)) = heads().find(|(_, it)| it.label.starts_with("head.session")) else {
            return;
        };
        let Some(found) = self.phrases.session_number(&block.text) else { return };
        let fact = |name, value: String, index: usize, span| Fact {
            name,
            value,
            language: self.blocks[index].language,
            block: BlockId(index as u32),
            span,
        };
        // Its notes say when a committee adopted the drafts: that is no day of an act.
        let of_drafts = |it: &Fact| {
            matches!(
                it.name,
                FactName::ActType
                    | FactName::ActNumber
                    | FactName::ActYear
                    | FactName::AdoptedOn
                    | FactName::AdoptedBy
                    | FactName::AdoptedAtSitting
                    | FactName::DebatedOn
                    | FactName::DebatedAtSitting
            )
        };
        facts.retain(|it| !of_drafts(it));
        let kind = self.lexicon.concept(found.kind).notation.clone();
        facts.push(fact(FactName::ActType, kind, index, whole(block)));
        facts.push(fact(FactName::ActNumber, found.number, index, whole(block)));
        match found.year {
            Some(year) => facts.push(fact(FactName::ActYear, year.to_string(), index, whole(block))),
            None => {
                let day =
                    heads().filter(|(_, it)| it.label.starts_with("head.day")).find_map(|(index, it)| {
                        let found = date::find(it, &self.hits(it), self.lexicon).into_iter().next()?;
                        Some((index, found.days.first()?.to_string(), found.span))
                    });
                if let Some((index, day, span)) = day
                    && let Some(year) = day.get(..4)
                {
                    facts.push(fact(FactName::ActYear, year.to_owned(), index, span));
                }
            }
        }
        if let Some((index, span)) = heads().find_map(|(index, it)| Some((index, procedure(&it.text)?))) {
            let value = self.blocks[index].slice(span).to_owned();
            facts.push(fact(FactName::Procedure, value, index, span));
        }
        self.rapporteur(facts);
    }

    /// `Committee on …` and, behind it, `Rapporteur: …`
    fn rapporteur(&self, facts: &mut Vec<Fact>) {
        let heads: Vec<usize> = (0..self.blocks.len())
            .filter(|&it| {
                let block = &self.blocks[it];
                block.section == Section::Head && block.kind == BlockKind::Heading
            })
            .collect();
        for (place, &index) in heads.iter().enumerate() {
            let block = &self.blocks[index];
            let hit = self.hits(block).into_iter().find(|it| {
                let code = &self.lexicon.concept(it.concept).notation;
                it.scheme == Scheme::Printing
                    && matches!(code.as_str(), "rapporteur" | "rapporteurs")
                    && super::behind_plural(&block.text[it.span.end as usize..]).starts_with(':')
            });
            let Some(hit) = hit else { continue };
            let plural = self.lexicon.concept(hit.concept).notation == "rapporteurs";
            let add = |name, value: &str, index: usize, span| Fact {
                name,
                value: value.to_owned(),
                language: self.blocks[index].language,
                block: BlockId(index as u32),
                span,
            };
            let (at, before) = match block.text[..hit.span.start as usize].trim_end() {
                "" => (place.checked_sub(1).map(|it| heads[it]), None),
                before => (Some(index), Some(before.len())),
            };
            if let Some(at) = at {
                let text = &self.blocks[at].text;
                let end = before.unwrap_or(text.len());
                let committee = self
                    .hits(&self.blocks[at])
                    .into_iter()
                    .find(|it| it.scheme == Scheme::Body && it.span.end as usize <= end);
                let named = committee.map(|it| it.span).or_else(|| {
                    let short = end <= 140 && !text[..end].contains(|c: char| c.is_ascii_digit() || c == ':');
                    (short && before.is_none() && self.blocks[at].label.contains("other"))
                        .then(|| Span::new(0, end))
                });
                if let Some(span) = named {
                    facts.push(add(FactName::Committee, self.blocks[at].slice(span), at, span));
                }
            }
            for span in self.names(block, hit.span.end, block.text.len() as u32, plural) {
                facts.push(add(FactName::Rapporteur, block.slice(span), index, span));
            }
            return;
        }
    }
}
