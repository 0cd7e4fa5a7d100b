//! Lines that open a part of a text.
//!
//! Finds `Appendix`, `Appendix 2 – Guidelines`, `APPENDIX to Resolution 12 (2031)`, `ANNEX II`;
//! `Article 5`, `### Article 1er`, `Article 7 – Entry into force`; `CHAPTER II`; `FOR THESE
//! REASONS, THE COURT`; `JOINT DISSENTING OPINION OF …`; `Done at Paris, …`; in reports `A. Draft
//! resolution`, `EXPLANATORY STATEMENT`.
//! Leaves alone lines in which a sentence goes on: `Article 5 of the Convention`, `Appendix 2
//! contains`.
//! Words: scheme `part`.

use crate::grammar::{Class, Grammars};

use super::{HEADING_LENGTH, Phrases, Word, digits, key, roman};

/// How a line is built that opens a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    Appendix,
    Article,
    /// A heading above articles, whose numbers go on through it.
    Chapter,
    Operative,
    Opinion,
    /// The paragraph that ends a treaty or judgment.
    Witness,
    /// In a report: an act that is proposed.
    Draft,
    /// In a report: what its author says.
    Memo,
    /// `A`, `B` above resolutions that bear one number.
    Division,
}

impl PartKind {
    /// From `hc:place`.
    pub fn new(place: &str) -> Option<Self> {
        Some(match place {
            "appendix" => Self::Appendix,
            "article" => Self::Article,
            "chapter" => Self::Chapter,
            "operative" => Self::Operative,
            "opinion" => Self::Opinion,
            "witness" => Self::Witness,
            "draft" => Self::Draft,
            "memo" => Self::Memo,
            _ => return None,
        })
    }

    /// Parts stand inside parts of a smaller rank.
    pub const fn rank(self) -> u8 {
        match self {
            Self::Appendix
            | Self::Operative
            | Self::Opinion
            | Self::Witness
            | Self::Draft
            | Self::Memo
            | Self::Division => 1,
            Self::Chapter => 2,
            Self::Article => 3,
        }
    }

    /// What the label of its paragraphs begins with; a chapter does not show there.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Appendix => "app",
            Self::Article => "art",
            Self::Chapter => "",
            Self::Operative => "op",
            Self::Opinion => "opinion",
            Self::Witness => "done",
            Self::Draft => "draft",
            Self::Memo => "memo",
            Self::Division => "div",
        }
    }
}

/// A line that opens a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartHead {
    pub kind: PartKind,
    /// `2`, `B`; a Roman numeral as its value. Empty where none is printed.
    pub number: String,
    /// A title stands on the line itself.
    pub titled: bool,
}

/// Longer lines go on as a sentence.
const LONGEST: usize = 160;

impl Phrases {
    /// The part of a report that the line opens: `A. Draft resolution2`, `Explanatory memorandum
    /// by Mr Example, rapporteur`. A page number behind the words makes it a list of contents.
    pub fn report_part(&self, line: &str) -> Option<PartHead> {
        if line.len() > LONGEST {
            return None;
        }
        let bare = line.trim_start_matches(['#', '*', ' ', '\u{a0}']);
        let bare = match bare.split_once(". ") {
            Some((mark, rest))
                if mark.len() <= 4 && mark.bytes().all(|b| b.is_ascii_uppercase()) && !mark.is_empty() =>
            {
                rest.trim_start()
            }
            _ => bare,
        };
        if !bare.starts_with(char::is_uppercase) || !self.may_open(bare) {
            return None;
        }
        let keyed = key(bare);
        let called = keyed.trim_end_matches(|c: char| c.is_ascii_digit());
        let keyed = if called.ends_with(char::is_alphabetic) { called } else { &keyed };
        let (kind, length) = self.at(keyed).find_map(|it| match it.word {
            Word::Part(kind @ (PartKind::Draft | PartKind::Memo)) => Some((kind, it.key.len())),
            _ => None,
        })?;
        let rest = keyed[length..].trim_start();
        let ends = rest.is_empty()
            || kind == PartKind::Memo
                && !rest.ends_with(['.', ';'])
                && !rest.ends_with(|c: char| c.is_ascii_digit());
        ends.then(|| PartHead { kind, number: String::new(), titled: true })
    }

    /// The part that the line opens; marks of emphasis and of a heading do not matter.
    pub fn part(&self, line: &str) -> Option<PartHead> {
        let bare = line.trim_start_matches(['#', '*', ' ', '\u{a0}']);
        // An article of a version in capitals or not: always a capital first.
        if !bare.starts_with(char::is_uppercase) {
            return None;
        }
        let opens = self.may_open(bare);
        if !opens && bare.contains(char::is_lowercase) {
            return None;
        }
        let head: String = bare.chars().take(LONGEST).collect();
        let capitals = !head.contains(char::is_lowercase);
        if capitals && line.len() <= HEADING_LENGTH && bare.contains(' ') {
            let keyed = key(&head);
            let opinion = self
                .list
                .iter()
                .any(|it| it.word == Word::Part(PartKind::Opinion) && keyed.contains(it.key.as_str()));
            if opinion {
                return Some(PartHead { kind: PartKind::Opinion, number: String::new(), titled: true });
            }
        }
        if !opens {
            return None;
        }
        let keyed = key(&head);
        let (kind, length) = self.at(&keyed).find_map(|it| match it.word {
            Word::Part(kind) => Some((kind, it.key.len())),
            _ => None,
        })?;
        let rest = keyed[length..].trim_start();
        let whole = |number: String, titled| Some(PartHead { kind, number, titled });
        match kind {
            PartKind::Opinion | PartKind::Draft | PartKind::Memo | PartKind::Division => None,
            PartKind::Operative => (capitals || rest.starts_with(',')).then(|| PartHead {
                kind,
                number: String::new(),
                titled: true,
            }),
            PartKind::Witness => whole(String::new(), false),
            _ if bare.len() > LONGEST || bare.ends_with([',', ';']) => None,
            PartKind::Article | PartKind::Chapter => {
                let (number, used) = self.counting.number(rest)?;
                let after = &rest[used..];
                separated(after).and_then(|titled| whole(number, titled))
            }
            PartKind::Appendix => {
                if let Some((number, used)) = self.counting.number(rest)
                    && let Some(titled) =
                        separated(&rest[used..]).or_else(|| self.counting.linked(&rest[used..]))
                {
                    return whole(number, titled);
                }
                let titled = separated(rest).or_else(|| self.counting.linked(rest))?;
                whole(String::new(), titled)
            }
        }
    }
}

/// How parts are counted, in any language; plain letters, as keys are.
#[derive(Debug)]
pub(super) struct Counting {
    /// `premier`
    firsts: Vec<String>,
    /// `er`, which says nothing.
    ordinals: Vec<String>,
    /// `bis`, which makes another part of it.
    suffixes: Vec<String>,
    /// `to`
    links: Vec<String>,
}

impl Counting {
    pub fn new(grammars: &Grammars) -> Self {
        let keys = |class| grammars.everywhere(class).into_iter().map(key).collect();
        Self {
            firsts: keys(Class::FirstPart),
            ordinals: keys(Class::PartOrdinal),
            suffixes: keys(Class::PartSuffix),
            links: keys(Class::PartLink),
        }
    }

    /// `5`, `5 bis`, `iv`, `b`, `1er`, `premier`: what it is called, and its length.
    fn number(&self, text: &str) -> Option<(String, usize)> {
        let length = digits(text);
        if length > 0 {
            if length > 3 {
                return None;
            }
            let (number, rest) = text.split_at(length);
            let mark = ["°", "º"].into_iter().find(|it| rest.starts_with(it)).map_or(0, str::len);
            let ordinal =
                self.ordinals.iter().filter(|it| rest.starts_with(it.as_str())).map(String::len).max();
            // "5 a" is no part's number, "5 bis" is.
            let suffix = self
                .suffixes
                .iter()
                .filter_map(|it| {
                    let spaced = rest.strip_prefix(' ').filter(|_| it.len() > 1);
                    let found = [Some(rest), spaced]
                        .into_iter()
                        .flatten()
                        .find(|rest| rest.starts_with(it.as_str()))?;
                    Some((rest.len() - found.len() + it.len(), it.as_str()))
                })
                .max();
            let plain = ordinal.unwrap_or(mark);
            let (used, more) = suffix.filter(|(used, _)| *used > plain).unwrap_or((plain, ""));
            return ends_word(&rest[used..]).then(|| (format!("{number}{more}"), length + used));
        }
        let length = text.len() - text.trim_start_matches(char::is_alphabetic).len();
        let word = &text[..length];
        if !ends_word(&text[length..]) {
            return None;
        }
        if self.firsts.iter().any(|it| it == word) {
            return Some(("1".to_owned(), length));
        }
        if let Some(number) = roman(word) {
            return Some((number.to_string(), length));
        }
        let mut letters = word.chars();
        match (letters.next(), letters.next()) {
            (Some(letter), None) if letter.is_ascii_lowercase() => {
                Some((letter.to_ascii_uppercase().to_string(), length))
            }
            _ => None,
        }
    }

    /// `to Resolution 12 (2031)`: what it is the appendix of, and no sentence.
    fn linked(&self, rest: &str) -> Option<bool> {
        let (word, more) = rest.trim_start().split_once([' ', '\''])?;
        let link = self.links.iter().any(|it| it == word);
        (link && more.len() < 80 && !more.ends_with('.')).then_some(true)
    }
}

fn ends_word(rest: &str) -> bool {
    !rest.starts_with(char::is_alphanumeric)
}

/// Nothing, or a mark and a title behind it: whether there is one.
fn separated(rest: &str) -> Option<bool> {
    let bare = rest.trim_start();
    if bare.is_empty() {
        return Some(false);
    }
    let title = bare.strip_prefix([':', '-', '–', '—', '.'])?;
    let title = title.trim_start_matches(['-', '–', '—', ' ']);
    Some(!title.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn check(line: &str, expected: &str) {
        let phrases = Phrases::new(Lexicon::built_in());
        let found = phrases.part(line).map_or(String::new(), |it| {
            format!("{}{}{}", it.kind.code(), it.number, if it.titled { "+" } else { "" })
        });
        assert_eq!(found, expected, "in {line:?}");
    }

    #[test]
    fn appendices_have_a_number_a_title_or_neither() {
        check("Appendix", "app");
        check("**APPENDIX II**", "app2");
        check("Annexe 2 – Lignes directrices", "app2+");
        check("Appendix to Resolution 12 (2031)", "app+");
        check("Allegato B", "appB");
    }

    #[test]
    fn articles_and_chapters_are_counted() {
        check("### Article  1er", "art1");
        check("Article premier", "art1");
        check("Article 7 – Entry into force", "art7+");
        check("CHAPTER IV", "4");
        check("Artikel 3", "art3");
    }

    #[test]
    fn judgments_and_treaties_end_with_their_words() {
        check("FOR THESE REASONS, THE COURT UNANIMOUSLY", "op+");
        check("PARTLY DISSENTING OPINION OF JUDGE EXAMPLE", "opinion+");
        check("Done at Paris, this 3rd day of May 2030, in English and French,", "done");
    }

    #[test]
    fn sentences_open_no_part() {
        check("Article 5 of the Convention says", "");
        check("Appendix 2 contains guidelines", "");
        check("article 5", "");
        check("Part of the money", "");
        check("Articles 1 and 2", "");
        check("Article 5,", "");
        check("For these reasons the Assembly", "");
    }
}
