//! Labels at the head of a line, and the outline that decides which of them open a paragraph.
//!
//! Finds `9.`, `9.2.1.`, Italian `9.2.1`, `ii.`, `(a)`, `b)`, recitals `A.`, dashes.
//! Leaves alone what the outline does not expect next: next sibling, first child, or next
//! sibling of a paragraph above. So `1.600 children`, `2024. The` and the `1.` and `2.` of a
//! quoted amendment stay text.

use std::fmt::Write as _;

use super::phrases::roman;

/// A label as printed, before the outline has accepted it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub marks: Marks,
    /// Bytes of the line, without emphasis marks before it.
    pub start: usize,
    /// Behind the label's dot or bracket.
    pub end: usize,
    /// Where the paragraph's words begin; the line's end if the label stands alone.
    pub text: usize,
}

/// What a label says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Marks {
    /// `9.2.1`, from the top. At most [`DEEPEST`] numbers.
    Numbers(Vec<u16>),
    /// One letter or Roman numeral under the paragraph before: what it counts as letter and
    /// as numeral.
    Letter { style: Style, letter: Option<u16>, roman: Option<u16>, printed: String },
    /// A dash or bullet: a paragraph without a number.
    Dash,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `a.` `i.`
    Dot,
    /// `a)`
    Half,
    /// `(a)`
    Full,
    /// `A.`
    Capital,
    /// `a`, in texts of articles
    Bare,
}

const DEEPEST: usize = 6;
/// Higher numbers at the head of a line are amounts and years.
const HIGHEST: u16 = 399;

/// The label at the head of a line, which has no white space before it.
pub fn label(line: &str) -> Option<Label> {
    read(line, false)
}

/// The same in a text of articles, whose writers glue labels to their words (`a.an offence`,
/// `(a)encourage`) and head a paragraph with nothing but its number (`### 1`).
pub fn loose_label(line: &str) -> Option<Label> {
    let bare = line.trim_start_matches('#').trim();
    if bare.len() < line.len() && (1..=2).contains(&bare.len()) && bare.bytes().all(|b| b.is_ascii_digit()) {
        let start = line.len() - line.trim_start_matches(['#', ' ']).len();
        let number = bare.parse().ok().filter(|it| *it > 0)?;
        let end = start + bare.len();
        return Some(Label { marks: Marks::Numbers(vec![number]), start, end, text: line.len() });
    }
    read(line, true).or_else(|| bare_label(line))
}

/// The first `end` bytes of a line, which are a label whatever stands around the number:
/// `2`, `(2)`, `§ 2`, `2°`.
pub fn whole_label(line: &str, end: usize) -> Option<Label> {
    let printed = line.get(..end)?;
    let bare = printed.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let marks = match bare.as_bytes() {
        [b'0'..=b'9', ..] => numbers(&format!("{bare}.")).filter(|it| it.1 > bare.len())?.0,
        _ => counted(bare, if printed.starts_with('(') { Style::Full } else { Style::Dot })?,
    };
    Some(Label { marks, start: 0, end, text: line.len() - line[end..].trim_start().len() })
}

/// `1 Each Party shall …`, `a "goods" means …`: as the Council of Europe prints its treaties.
fn bare_label(line: &str) -> Option<Label> {
    let (mark, rest) = line.split_once([' ', '\t', '\u{a0}'])?;
    let text = line.len() - rest.trim_start().len();
    let marks = match mark.as_bytes() {
        [b'1'..=b'9'] | [b'1'..=b'9', b'0'..=b'9'] if line[text..].starts_with(char::is_uppercase) => {
            Marks::Numbers(vec![mark.parse().ok()?])
        }
        [b'a'..=b'z', ..] if mark.len() <= 4 => counted(mark, Style::Bare)?,
        _ => return None,
    };
    Some(Label { marks, start: 0, end: mark.len(), text })
}

fn read(line: &str, loose: bool) -> Option<Label> {
    let start = line.len() - line.trim_start_matches(['*', '#', ' ']).len();
    let rest = &line[start..];
    let (marks, length) = match rest.chars().next()? {
        '0'..='9' => numbers(rest)?,
        '(' => bracketed(rest)?,
        c @ ('–' | '—' | '-' | '•' | '·' | '▪') => (Marks::Dash, c.len_utf8()),
        c if c.is_ascii_alphabetic() => letter(rest)?,
        _ => return None,
    };
    let end = start + length;
    let after = line[end..].trim_start_matches('*');
    let text = after.trim_start();
    // A dash needs a space behind it; a number may be glued to a capital: `1.The Assembly`.
    let apart = after.is_empty() || after.starts_with(char::is_whitespace);
    let glued = matches!(marks, Marks::Numbers(_))
        && line[..end].ends_with('.')
        && text.starts_with(char::is_uppercase);
    let loose = loose
        && matches!(marks, Marks::Letter { .. })
        && text.starts_with(char::is_alphabetic)
        && !text.trim_start_matches(char::is_alphabetic).starts_with('.');
    if !apart && !glued && !loose {
        return None;
    }
    // Emphasis that began before the label ends in the text: `**1.** The`, `**1. The**`.
    Some(Label { marks, start, end, text: line.len() - text.len() })
}

fn numbers(text: &str) -> Option<(Marks, usize)> {
    let mut numbers = Vec::new();
    let mut at = 0;
    loop {
        let length = text[at..].len() - text[at..].trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if length == 0 || length > 3 || text[at..].starts_with('0') || numbers.len() == DEEPEST {
            return None;
        }
        numbers.push(text[at..at + length].parse().ok().filter(|&it| it <= HIGHEST)?);
        at += length;
        // Markdown writers escape the dot.
        let dot = text[at..].strip_prefix("\\.").or_else(|| text[at..].strip_prefix('.'));
        match dot {
            Some(rest) => {
                at = text.len() - rest.len();
                if !rest.starts_with(|c: char| c.is_ascii_digit()) {
                    return Some((Marks::Numbers(numbers), at));
                }
            }
            None if numbers.len() == 1 => {
                return text[at..].starts_with(')').then_some((Marks::Numbers(numbers), at + 1));
            }
            None => return Some((Marks::Numbers(numbers), at)),
        }
    }
}

fn letter(text: &str) -> Option<(Marks, usize)> {
    let length = text.len() - text.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
    let printed = &text[..length];
    let style = match text[length..].chars().next()? {
        '.' if printed.bytes().all(|b| b.is_ascii_uppercase()) => Style::Capital,
        '.' => Style::Dot,
        ')' => Style::Half,
        _ => return None,
    };
    counted(printed, style).map(|marks| (marks, length + 1))
}

fn bracketed(text: &str) -> Option<(Marks, usize)> {
    let inner = &text[1..];
    let length = inner.len() - inner.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
    inner[length..].starts_with(')').then_some(())?;
    counted(&inner[..length], Style::Full).map(|marks| (marks, length + 2))
}

fn counted(printed: &str, style: Style) -> Option<Marks> {
    if printed.is_empty() || printed.len() > 6 {
        return None;
    }
    let lower = printed.to_ascii_lowercase();
    let letter = match lower.as_bytes() {
        [one] => Some(u16::from(one - b'a') + 1),
        _ => None,
    };
    let roman = if style == Style::Capital { None } else { roman(&lower) };
    (letter.is_some() || roman.is_some()).then(|| Marks::Letter {
        style,
        letter,
        roman,
        printed: printed.to_owned(),
    })
}

/// Where the reading stands: the labels from the top to the paragraph last opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    numbers: Vec<u16>,
    /// Below the numbers.
    letters: Vec<Level>,
    /// Recitals come before number 1.
    recital: Option<u16>,
    /// Of a part, where letters may come first.
    part: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Level {
    style: Style,
    roman: bool,
    ordinal: u16,
    printed: String,
}

impl Outline {
    /// Where a part has just been opened.
    pub fn of_part() -> Self {
        Self { part: true, ..Self::default() }
    }

    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty() && self.letters.is_empty() && self.recital.is_none()
    }

    /// Whether numbered paragraphs have begun.
    pub fn is_numbered(&self) -> bool {
        !self.numbers.is_empty()
    }

    /// The outline after this label, if it is one that may come next.
    pub fn next(&self, marks: &Marks) -> Option<Self> {
        match marks {
            Marks::Numbers(numbers) => self.next_number(numbers),
            Marks::Letter { style: Style::Capital, letter, printed, .. } => {
                // Recitals are over once paragraphs are numbered.
                let expected = self.recital.unwrap_or(0) + 1;
                (self.numbers.is_empty() && *letter == Some(expected)).then(|| Self {
                    recital: Some(expected),
                    letters: vec![Level {
                        style: Style::Capital,
                        roman: false,
                        ordinal: expected,
                        printed: printed.clone(),
                    }],
                    numbers: Vec::new(),
                    part: self.part,
                })
            }
            Marks::Letter { style, letter, roman, printed } => {
                self.next_letter(*style, *letter, *roman, printed)
            }
            Marks::Dash => None,
        }
    }

    fn next_number(&self, numbers: &[u16]) -> Option<Self> {
        let (&last, above) = numbers.split_last()?;
        let sibling = above.len() < self.numbers.len()
            && self.numbers.starts_with(above)
            && self.numbers[above.len()] + 1 == last;
        let child = last == 1 && above == self.numbers;
        (sibling || child).then(|| Self { numbers: numbers.to_vec(), ..Self::default() })
    }

    fn next_letter(
        &self,
        style: Style,
        letter: Option<u16>,
        roman: Option<u16>,
        printed: &str,
    ) -> Option<Self> {
        // The next of a list that is open, the innermost first.
        for (depth, level) in self.letters.iter().enumerate().rev() {
            let ordinal = if level.roman { roman } else { letter };
            if level.style == style && ordinal == Some(level.ordinal + 1) {
                return Some(self.with(depth, style, level.roman, level.ordinal + 1, printed));
            }
        }
        // The first of a list below.
        if self.is_empty() && !self.part || self.letters.len() >= DEEPEST {
            return None;
        }
        let is_roman = match (letter, roman) {
            (Some(1), _) => false,
            (_, Some(1)) => true,
            _ => return None,
        };
        // A list of the same kind is open already: its number 1 cannot come again inside it.
        if self.letters.iter().any(|level| level.style == style && level.roman == is_roman) {
            return None;
        }
        Some(self.with(self.letters.len(), style, is_roman, 1, printed))
    }

    fn with(&self, depth: usize, style: Style, roman: bool, ordinal: u16, printed: &str) -> Self {
        let mut next = self.clone();
        next.letters.truncate(depth);
        next.letters.push(Level { style, roman, ordinal, printed: printed.to_owned() });
        next
    }

    /// Whether `marks` opens a list below instead of going on with one.
    pub fn descends(&self, next: &Self) -> bool {
        next.numbers.len() + next.letters.len() > self.numbers.len() + self.letters.len()
    }

    /// The place after a label that skips what is missing, as on a lost page: later in the
    /// outline, and not far.
    pub fn after_gap(&self, marks: &Marks) -> Option<Self> {
        const FAR: u16 = 12;
        let Marks::Numbers(numbers) = marks else { return None };
        let top = self.numbers.first().copied().unwrap_or(0);
        let near = (top..=top + FAR).contains(numbers.first()?);
        (near && *numbers > self.numbers).then(|| Self { numbers: numbers.clone(), ..Self::default() })
    }

    /// `9.2.1`, `6.ii.a`, `A`
    pub fn label(&self) -> String {
        let mut label = String::new();
        for number in &self.numbers {
            let _ = write!(label, "{}{number}", if label.is_empty() { "" } else { "." });
        }
        for level in &self.letters {
            let _ = write!(label, "{}{}", if label.is_empty() { "" } else { "." }, level.printed);
        }
        label
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Labels that open a paragraph, line by line.
    fn check(lines: &[&str], expected: &[&str]) {
        let mut outline = Outline::default();
        let mut found = Vec::new();
        for line in lines {
            if let Some(next) = label(line).and_then(|it| outline.next(&it.marks)) {
                found.push(next.label());
                outline = next;
            }
        }
        assert_eq!(found, expected, "in {lines:?}");
    }

    #[test]
    fn siblings_children_and_ancestors_siblings_follow() {
        check(
            &["1. A", "2. B", "2.1. c", "2.1.1. d", "2.2 e", "3. F"],
            &["1", "2", "2.1", "2.1.1", "2.2", "3"],
        );
    }

    #[test]
    fn last_dot_may_be_missing_below_the_top() {
        check(&["1. A", "1.1 b", "1.1.1 c", "1.2 d", "2. E"], &["1", "1.1", "1.1.1", "1.2", "2"]);
    }

    #[test]
    fn amounts_and_years_are_text() {
        check(
            &["1. A", "1.600 children", "2024. The", "2.4. of the plan", "82.4 million", "39 others"],
            &["1"],
        );
    }

    #[test]
    fn numbers_of_a_quotation_are_not_expected() {
        check(&["1. A", "2. B", "3. C", "1. Each Party", "2. The Committee", "4. D"], &["1", "2", "3", "4"]);
    }

    #[test]
    fn letters_and_numerals_are_told_apart_by_their_list() {
        check(
            &["1. A", "i. b", "ii. c", "a. d", "b. e", "iii. f", "2. G"],
            &["1", "1.i", "1.ii", "1.ii.a", "1.ii.b", "1.iii", "2"],
        );
        check(&["1. A", "h. x", "a) b", "b) c"], &["1", "1.a", "1.b"]);
    }

    #[test]
    fn ninth_letter_is_no_numeral() {
        let lines: Vec<String> = ('a'..='j').map(|c| format!("({c}) x")).collect();
        let mut all = vec!["1. A"];
        all.extend(lines.iter().map(String::as_str));
        check(&all, &["1", "1.a", "1.b", "1.c", "1.d", "1.e", "1.f", "1.g", "1.h", "1.i", "1.j"]);
    }

    #[test]
    fn recitals_come_before_the_numbers() {
        check(&["A. whereas", "B. whereas", "1. Condemns", "C. x", "(a) y"], &["A", "B", "1", "1.a"]);
    }

    #[test]
    fn what_the_structure_calls_a_label_is_one_however_written() {
        let check = |line: &str, end: usize, expected: &str| {
            let next = whole_label(line, end).and_then(|it| Outline::default().next(&it.marks));
            assert_eq!(next.map_or_else(String::new, |it| it.label()), expected, "in {line:?}");
        };
        check("1 The", 1, "1");
        check("(1) The", 3, "1");
        check("§ 1 The", 4, "1");
        check("Article The", 7, "");
        check("1x The", 2, "");
        check("é", 1, "");
    }

    #[test]
    fn words_with_a_dot_are_no_labels() {
        check(&["1. A", "etc. and", "al. x", "Mr. X", "The"], &["1"]);
    }
}
