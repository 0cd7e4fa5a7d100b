//! What a treaty says of itself: which one it is, where and when it was made, in which languages.
//!
//! Finds the heading that is, from end to end, the name of a treaty of the register; in the
//! paragraph that ends the text place, day and languages: `Done at Rome, this 4th day of
//! November 2000, in English and in French`; where that says none, place and day of the line
//! below the title, `Rome, 4.XI.2000`.
//! Leaves alone texts of articles whose heading the register does not know: no number is
//! guessed from a name that is near.
//! Words: registers `treaty` and `language`, scheme `part`.

use super::super::phrases::roman;
use super::{BlockId, BlockKind, Fact, FactName, Header, Section, date};
use crate::grammar::Phrases;
use crate::lexicon::Scheme;
use crate::text::{Span, StatedDate};

/// Place, day and languages stand within so many bytes behind `Done at`.
const REACH: usize = 240;

impl Header<'_> {
    pub(super) fn treaty(&self, facts: &mut Vec<Fact>) {
        let is_article = |label: &str| {
            label.strip_prefix("art").is_some_and(|it| it.starts_with(|c: char| c.is_ascii_digit()))
        };
        if facts.iter().any(|it| it.name == FactName::ActNumber)
            || !self.blocks.iter().any(|it| it.kind == BlockKind::Paragraph && is_article(&it.label))
        {
            return;
        }
        // Headings inside name bodies that it sets up; a treaty has parties, and is no body's act.
        facts.retain(|it| !matches!(it.name, FactName::Body | FactName::IssuingBody));
        let named = self.blocks.iter().enumerate().find_map(|(index, block)| {
            let heading = matches!(block.kind, BlockKind::Title | BlockKind::Heading);
            if !heading || block.section != Section::Head {
                return None;
            }
            let length = block.text.trim_end_matches(['.', ' ', '*']).len() as u32;
            let hit = self
                .hits(block)
                .into_iter()
                .find(|it| it.scheme == Scheme::Treaty && it.span.start == 0 && it.span.end == length)?;
            Some((BlockId(index as u32), block, hit))
        });
        if let Some((id, block, hit)) = named {
            let fact =
                |name, value| Fact { name, value, language: block.language, block: id, span: hit.span };
            facts.retain(|it| it.name != FactName::Title || it.language != block.language);
            facts.push(fact(FactName::Title, block.slice(hit.span).to_owned()));
            facts.push(fact(FactName::TreatyNumber, self.lexicon.concept(hit.concept).notation.clone()));
        }
        self.done(facts);
        if !facts.iter().any(|it| matches!(it.name, FactName::SignedAt | FactName::SignedOn)) {
            self.place_and_day(facts);
        }
    }

    /// `Rome, 4.XI.2000` below the title.
    fn place_and_day(&self, facts: &mut Vec<Fact>) {
        let found = self.blocks.iter().enumerate().find_map(|(index, block)| {
            let head = block.section == Section::Head && block.text.len() < 60;
            let (place, day) = block.text.rsplit_once(", ").filter(|_| head)?;
            let is_place = place.starts_with(char::is_uppercase)
                && !place.contains(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | ':' | '('));
            let date = roman_day(day.trim_end_matches(['.', '*', ' '])).filter(|_| is_place)?;
            Some((index, block, place.len(), date))
        });
        let Some((index, block, length, date)) = found else { return };
        let mut put = |name, value: String, span| {
            facts.push(Fact { name, value, language: block.language, block: BlockId(index as u32), span });
        };
        put(FactName::SignedAt, block.text[..length].to_owned(), Span::new(0, length));
        put(FactName::SignedOn, date.to_string(), Span::new(length + ", ".len(), block.text.len()));
    }

    /// Place, day and languages of the paragraph that ends the text.
    fn done(&self, facts: &mut Vec<Fact>) {
        let Some((index, block)) = self.blocks.iter().enumerate().find(|(_, it)| {
            it.kind == BlockKind::Paragraph && it.label.starts_with("done") && self.made(&it.text).is_some()
        }) else {
            return;
        };
        let Some(start) = self.made(&block.text) else { return };
        let mut put = |name, value: String, span| {
            facts.push(Fact { name, value, language: block.language, block: BlockId(index as u32), span });
        };
        let rest = &block.text[start..];
        let end = rest.find([',', ' ']).unwrap_or(rest.len());
        // `La Haye`: the name goes on with the next capital.
        let comma = rest.find(',').filter(|&at| at < 40).unwrap_or(end);
        let openers = self.lexicon.grammar(block.language).phrases(Phrases::DayOpener);
        let place = openers.iter().fold(&rest[..comma], |place, opener| {
            let opens = |&(at, _): &(usize, &str)| {
                place[..at].ends_with(' ') && place[at + opener.len()..].starts_with(' ')
            };
            place.match_indices(opener.as_str()).find(opens).map_or(place, |(at, _)| &place[..at])
        });
        let place = place.trim();
        if !place.is_empty() && place.starts_with(char::is_uppercase) && place.len() < 40 {
            put(FactName::SignedAt, place.to_owned(), Span::new(start, start + place.len()));
        }
        let hits = self.hits(block);
        let near = |span: Span| span.start as usize >= start && (span.start as usize) < start + REACH;
        if let Some(found) = date::find(block, &hits, self.lexicon).into_iter().find(|it| near(it.span))
            && let Some(day) = found.days.first()
        {
            put(FactName::SignedOn, day.to_string(), found.span);
        }
        // One fact: the languages together are what is said.
        let mut codes: Vec<&str> = Vec::new();
        let mut said: Option<Span> = None;
        for hit in hits.iter().filter(|it| it.scheme == Scheme::Language && near(it.span)) {
            let code = self.lexicon.concept(hit.concept).notation.as_str();
            if !codes.contains(&code) {
                codes.push(code);
                said = Some(said.map_or(hit.span, |it| it.to(hit.span)));
            }
        }
        if let Some(span) = said {
            put(FactName::AuthenticLanguages, codes.join(","), span);
        }
    }

    /// Behind `Done at `, wherever the paragraph has it.
    fn made(&self, text: &str) -> Option<usize> {
        let folded = crate::text::fold(text);
        self.lexicon
            .by_notation(Scheme::Part, "done")
            .into_iter()
            .flat_map(|id| self.lexicon.labels(id))
            .filter_map(|it| {
                let label = crate::text::fold(&it.label);
                let at = folded.find(&format!("{label} "))?;
                Some(at + label.len() + 1)
            })
            .min()
            .filter(|&at| text.is_char_boundary(at))
    }
}

/// `4.XI.2000`: the month as a Roman numeral.
fn roman_day(text: &str) -> Option<StatedDate> {
    let mut parts = text.split('.').map(str::trim);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let month = roman(&month.to_ascii_lowercase()).filter(|_| parts.next().is_none())?;
    StatedDate::new(
        year.parse().ok().filter(|_| year.len() == 4)?,
        Some(month.try_into().ok()?),
        Some(day.parse().ok()?),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_roman_numerals() {
        let check = |text: &str, expected: &str| {
            let found = roman_day(text).map(|it| it.to_string()).unwrap_or_default();
            assert_eq!(found, expected, "in {text:?}");
        };
        check("4.XI.2000", "2000-11-04");
        check("16. V. 2005", "2005-05-16");
        check("4.XIII.2000", "");
        check("31.II.2000", "");
        check("4.11.2000", "");
        check("4.XI.00", "");
        check("4.XI.2000.5", "");
    }
}
