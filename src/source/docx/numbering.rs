//! Numbers of paragraphs that Word counts itself (`word/numbering.xml`).

use std::collections::HashMap;

use super::super::error::Fault;
use super::super::number::Count;
use super::super::xml::{Element, Visit, walk};

/// Levels that Word knows.
const LEVELS: usize = 9;

#[derive(Clone, Debug)]
struct Level {
    start: u16,
    /// `None` for formats that are not shown here, such as Japanese numerals.
    count: Option<Count>,
    /// `%1.%2.`, with levels from 1.
    text: String,
    /// All numbers in it are decimal.
    legal: bool,
}

impl Default for Level {
    fn default() -> Self {
        Self { start: 1, count: Some(Count::Decimal), text: String::new(), legal: false }
    }
}

#[derive(Debug, Default)]
struct List {
    scheme: u32,
    starts: [Option<u16>; LEVELS],
    /// Its own starts have been used.
    begun: bool,
}

#[derive(Debug, Default)]
pub struct Numbering {
    schemes: HashMap<u32, [Level; LEVELS]>,
    lists: HashMap<u32, List>,
    /// Last number of each level, by scheme; `None` before the first.
    counters: HashMap<u32, [Option<u16>; LEVELS]>,
}

/// A paragraph's place in a list: `w:numId` and `w:ilvl`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InList {
    pub list: Option<u32>,
    pub level: Option<usize>,
}

impl Numbering {
    pub fn read(part: &str) -> Result<Self, Fault> {
        let mut reader = Reader::default();
        walk(part, &mut reader)?;
        Ok(reader.numbering)
    }

    /// The number of the next paragraph at this place, as it is shown.
    pub fn next(&mut self, at: InList) -> Option<String> {
        let level = at.level.unwrap_or(0);
        let list = self.lists.get_mut(&at.list.filter(|&it| it != 0)?)?;
        let levels = self.schemes.get(&list.scheme)?;
        let own = levels.get(level)?;
        let counters = self.counters.entry(list.scheme).or_insert([None; LEVELS]);
        if !list.begun {
            list.begun = true;
            for (counter, start) in counters.iter_mut().zip(list.starts) {
                if start.is_some() {
                    *counter = None;
                }
            }
        }
        let start = |level: usize| list.starts[level].unwrap_or(levels[level].start);
        counters[level] = Some(counters[level].map_or(start(level), |it| it.saturating_add(1)));
        for counter in &mut counters[level + 1..] {
            *counter = None;
        }
        if own.count == Some(Count::Dash) {
            return Some("•".to_owned());
        }
        let mut shown = String::new();
        let mut rest = own.text.as_str();
        while let Some((before, after)) = rest.split_once('%') {
            shown.push_str(before);
            let digit = after.chars().next().and_then(|it| it.to_digit(10)).map(|it| it as usize);
            match digit.filter(|it| (1..=LEVELS).contains(it)) {
                Some(digit) => {
                    let count = if own.legal { Some(Count::Decimal) } else { levels[digit - 1].count };
                    let number = counters[digit - 1].unwrap_or_else(|| start(digit - 1));
                    shown.push_str(&count?.number(number)?);
                    rest = &after[1..];
                }
                None => {
                    shown.push('%');
                    rest = after;
                }
            }
        }
        shown.push_str(rest);
        let shown = shown.trim();
        (!shown.is_empty() && own.count != Some(Count::None)).then(|| shown.to_owned())
    }
}

#[derive(Default)]
struct Reader {
    numbering: Numbering,
    scheme: Option<u32>,
    list: Option<u32>,
    level: Option<usize>,
    /// In `w:lvlOverride`.
    overridden: Option<usize>,
}

impl Visit for Reader {
    fn start(&mut self, element: &Element<'_>) {
        let number = |name: &str| element.attribute(name).and_then(|it| it.trim().parse::<u32>().ok());
        let value = || element.attribute("val");
        match element.name() {
            b"abstractNum" => {
                self.scheme = number("abstractNumId");
                if let Some(scheme) = self.scheme {
                    self.numbering.schemes.entry(scheme).or_default();
                }
            }
            b"num" => {
                self.list = number("numId");
                if let Some(list) = self.list {
                    self.numbering.lists.entry(list).or_default();
                }
            }
            b"abstractNumId" => {
                if let (Some(list), Some(scheme)) = (self.list(), number("val")) {
                    list.scheme = scheme;
                }
            }
            b"lvlOverride" => self.overridden = number("ilvl").map(|it| it as usize),
            b"startOverride" => {
                let (at, start) = (self.overridden, number("val").and_then(|it| u16::try_from(it).ok()));
                if let (Some(list), Some(at)) = (self.list(), at)
                    && let Some(place) = list.starts.get_mut(at)
                {
                    *place = start;
                }
            }
            b"lvl" => self.level = number("ilvl").map(|it| it as usize),
            name => {
                let Some(level) = self.level() else { return };
                match name {
                    b"start" => {
                        level.start = number("val").and_then(|it| u16::try_from(it).ok()).unwrap_or(1)
                    }
                    b"numFmt" => level.count = value().as_deref().and_then(count),
                    b"lvlText" => level.text = value().unwrap_or_default(),
                    b"isLgl" => level.legal = value().is_none_or(|it| it != "0" && it != "false"),
                    _ => {}
                }
            }
        }
    }

    fn end(&mut self, name: &[u8]) {
        match name {
            b"abstractNum" => self.scheme = None,
            b"num" => self.list = None,
            b"lvl" => self.level = None,
            b"lvlOverride" => self.overridden = None,
            _ => {}
        }
    }

    fn text(&mut self, _: &str, _: usize, _: usize) {}
}

impl Reader {
    fn list(&mut self) -> Option<&mut List> {
        self.numbering.lists.get_mut(&self.list?)
    }

    /// The level being read, of a scheme.
    fn level(&mut self) -> Option<&mut Level> {
        self.numbering.schemes.get_mut(&self.scheme?)?.get_mut(self.level?)
    }
}

fn count(format: &str) -> Option<Count> {
    Some(match format {
        "decimal" | "decimalZero" | "ordinal" => Count::Decimal,
        "lowerLetter" => Count::Letter,
        "upperLetter" => Count::Capital,
        "lowerRoman" => Count::Roman,
        "upperRoman" => Count::CapitalRoman,
        "bullet" => Count::Dash,
        "none" => Count::None,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PART: &str = r#"<w:numbering xmlns:w="w">
        <w:abstractNum w:abstractNumId="4">
          <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
          <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/></w:lvl>
          <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%3)"/></w:lvl>
          <w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl>
        </w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="4"/></w:num>
        <w:num w:numId="2"><w:abstractNumId w:val="4"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
      </w:numbering>"#;

    fn check(places: &[(u32, usize)], expected: &[&str]) {
        let mut numbering = Numbering::read(PART).expect("a part");
        let shown: Vec<String> = places
            .iter()
            .map(|&(list, level)| {
                numbering.next(InList { list: Some(list), level: Some(level) }).unwrap_or_default()
            })
            .collect();
        assert_eq!(shown, expected, "at {places:?}");
    }

    #[test]
    fn levels_count_under_one_another() {
        check(
            &[(1, 0), (1, 1), (1, 1), (1, 2), (1, 2), (1, 3), (1, 0), (1, 1)],
            &["1.", "1.1.", "1.2.", "(a)", "(b)", "•", "2.", "2.1."],
        );
    }

    #[test]
    fn lists_of_one_scheme_count_on_unless_they_start_anew() {
        check(&[(1, 0), (2, 0), (2, 0), (1, 0)], &["1.", "5.", "6.", "7."]);
    }

    #[test]
    fn what_is_in_no_list_has_no_number() {
        check(&[(0, 0), (9, 0), (1, 8), (1, 99)], &["", "", "", ""]);
    }
}
