//! What a line of printing says: body name, act number, status, running head.
//!
//! Finds lines that consist of such words *from end to end*, several glued together too
//! (`…CONSIGLIO D'EUROPA**RISOLUZIONE 2616 (2025) ⁽¹⁾**`).
//! Leaves alone every line with one word more: that is text.
//! Words: `ontology/lexicon/printing.ttl`, `family.ttl`, `act-type.ttl` and `month.ttl`. Case,
//! accents and the shape of apostrophes do not matter: headings are set in capitals and
//! mistyped.

// Heads that say more than a number: symbols, days, adoption.
mod drafts;
mod judgments;
mod parts;
mod united_nations;

use std::ops::Range;

use unicode_normalization::char::decompose_canonical;

use crate::grammar::Class;
use crate::lexicon::{ConceptId, Form, Lexicon, Scheme};
use crate::text::{Language, is_boundary};

use self::parts::Counting;
pub use self::parts::{PartHead, PartKind};

/// One thing that a heading line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A body's name; `full` is not the short form that also stands before the text.
    Issuer {
        family: ConceptId,
        full: bool,
    },
    Chamber(ConceptId),
    /// `RESOLUTION 2616 (2025)`, `Risoluzione n. 2616`.
    Number {
        kind: ConceptId,
        number: String,
        year: Option<i16>,
    },
    /// `(1998)` on the line after the number.
    Year(i16),
    /// `of 30 July 1980` behind the number.
    Day,
    /// `S/RES/1445 (2002)`, `A/RES/73/3`
    Symbol {
        family: ConceptId,
        number: String,
        year: Option<i16>,
    },
    /// `P10_TA(2027)0087`
    AdoptedText {
        year: i16,
        number: String,
    },
    NoteCall(u16),
    Status(ConceptId),
    /// "subject to editorial review"
    Review,
    /// `Doc. XII-bis n. 224`; the number may be on the next line.
    Paper {
        series: String,
        number: Option<String>,
    },
    PaperNumber(String),
    Legislature(u16),
    Transmitted,
    Author,
    Origin,
    /// A list that the site adds: keywords.
    List,
    /// Running head, page number, separators.
    Furniture,
    /// A word of the site around the act.
    Navigation,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    Issuer {
        full: bool,
    },
    /// Names a body only with an article before and a comma after it.
    Opener,
    Chamber,
    Act,
    Month,
    /// `CASE OF`, `Application no.`, `In the case of`: the head of a judgment.
    /// `Report`, `Motion for a resolution`: the kind of a paper in which acts are proposed.
    Draft,
    Case,
    Application,
    CaseOpening,
    /// Opens a part of the text, as a line of its own.
    Part(PartKind),
    /// What a symbol of the family's acts begins with: `S/RES/`.
    Symbol,
    Status,
    Review,
    Transmitted,
    Author,
    Origin,
    List,
    /// A whole line.
    Navigation,
    /// One part of a running head.
    Running,
    /// The first word of a line of furniture.
    Start,
    Legislature,
    Page,
    Paper,
    /// Debate or adoption, and where: words of the sentence on the act's origin.
    Proceeding,
    Sitting,
}

struct Phrase {
    key: String,
    word: Word,
    concept: ConceptId,
    /// Of a language without articles.
    bare: bool,
}

/// Longer lines are no headings.
pub const HEADING_LENGTH: usize = 240;

/// The words of the lexicon, ready to match heading lines.
pub struct Phrases {
    /// By first byte of the key, the longest first.
    list: Vec<Phrase>,
    /// Where each first byte begins in `list`.
    starts: [u16; 257],
    /// First letters of all phrases: a line that begins otherwise is not looked at.
    openings: Vec<[u8; 3]>,
    /// Keys of the signs before a number, the longest first.
    numero: Vec<String>,
    /// Of the words between a page's number and that of all pages.
    page_of: Vec<String>,
    /// Of the abbreviations for a paper: `doc.`
    papers: Vec<String>,
    counting: Counting,
    /// What the numbers of papers begin with in which acts are proposed, and their kind.
    marks: Vec<(String, ConceptId)>,
}

/// A line as phrases see it.
struct Keyed {
    key: String,
    /// Byte in the line for each byte of `key`, and the line's end.
    at: Vec<u32>,
}

impl Keyed {
    /// Lower case, without accents and bold marks, runs of white space as one space.
    fn new(line: &str) -> Self {
        let mut at = Vec::with_capacity(line.len() + 1);
        let key = write_key(line, |length, start| match start {
            Start::Same(start) => at.extend(start..start + length as u32),
            Start::One(start) => at.extend(std::iter::repeat_n(start, length)),
        });
        at.truncate(key.len());
        at.push(line.trim_end().len() as u32);
        Self { key, at }
    }

    /// Bytes of `line` for bytes of the key, without bold marks behind the last character.
    fn range(&self, line: &str, range: Range<usize>) -> Range<usize> {
        let start = self.at[range.start] as usize;
        let Some(last) = self.key[range.clone()].chars().next_back() else { return start..start };
        let last = self.at[range.end - last.len_utf8()] as usize;
        let length = line[last..].chars().next().map_or(0, char::len_utf8);
        start..last + length
    }
}

/// Where bytes of a key come from.
enum Start {
    /// As many bytes of the line, from here on.
    Same(u32),
    /// All of the one character that begins here.
    One(u32),
}

/// Bytes that a key has as they are, but for case.
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut at = b'!';
    while at <= b'~' {
        plain[at as usize] = at != b'*';
        at += 1;
    }
    plain
};

/// A line's key: see [`Keyed::new`]. Each run of its bytes is told with its length.
fn write_key(line: &str, mut told: impl FnMut(usize, Start)) -> String {
    let mut key = String::with_capacity(line.len());
    let bytes = line.as_bytes();
    let mut offset = 0;
    while offset < bytes.len() {
        // Most of a line needs no thought: words with single spaces between them.
        let rest = &bytes[offset..];
        let is_plain = |at: usize| rest.get(at).is_some_and(|&it| PLAIN[usize::from(it)]);
        let mut length = 0;
        while let Some(&byte) = rest.get(length) {
            let single = || byte == b' ' && length > 0 && is_plain(length - 1) && is_plain(length + 1);
            if !PLAIN[usize::from(byte)] && !single() {
                break;
            }
            length += 1;
        }
        let plain_to = offset + length;
        if plain_to > offset {
            let before = key.len();
            key.push_str(&line[offset..plain_to]);
            key[before..].make_ascii_lowercase();
            told(plain_to - offset, Start::Same(offset as u32));
            offset = plain_to;
            continue;
        }
        let c = line[offset..].chars().next().expect("a character begins here");
        let start = offset;
        offset += c.len_utf8();
        let c = match c {
            // Bold marks part headings that the printing glued: `EUROPA**RISOLUZIONE`.
            '*' if key.ends_with(char::is_alphanumeric)
                && line[start..].trim_start_matches('*').starts_with(char::is_alphanumeric) =>
            {
                ' '
            }
            '*' | '\u{AD}' | '\u{200B}' | '\u{FEFF}' => continue,
            '’' | '‘' | 'ʼ' => '\'',
            '\u{2010}' | '\u{2011}' => '-',
            c if c.is_whitespace() => ' ',
            c if c.is_ascii() => c.to_ascii_lowercase(),
            c => plain(c),
        };
        if c == ' ' && (key.is_empty() || key.ends_with(' ')) {
            continue;
        }
        let before = key.len();
        key.push(c);
        told(key.len() - before, Start::One(start as u32));
    }
    if key.ends_with(' ') {
        key.pop();
    }
    key
}

/// Lower-case letter without its accent.
fn plain(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let mut base = None;
    decompose_canonical(c, |part| {
        base.get_or_insert(part);
    });
    base.unwrap_or(c).to_lowercase().next().unwrap_or(c)
}

/// The key of a label.
pub fn key(label: &str) -> String {
    write_key(label, |_, _| {})
}

impl Phrases {
    pub fn new(lexicon: &Lexicon) -> Self {
        let mut list = Vec::new();
        let mut add = |concept, word, label: &str, language: Option<Language>| {
            let grammar = language.map(|it| lexicon.grammar(it));
            let bare = grammar.is_some_and(|it| it.words(Class::Article).next().is_none());
            list.push(Phrase { key: key(label), word, concept, bare });
        };
        for (id, _) in lexicon.concepts(Scheme::Family) {
            let chamber = lexicon.values(id, "printsIn").next().is_some();
            for entry in lexicon.labels(id) {
                let word = match entry.form {
                    _ if chamber => Word::Chamber,
                    Form::Preferred => Word::Issuer { full: true },
                    Form::Alternative => Word::Issuer { full: false },
                    Form::Hidden | Form::Demonym | Form::Title => Word::Opener,
                };
                add(id, word, &entry.label, entry.language);
            }
            for mark in lexicon.values(id, "symbolMark") {
                add(id, Word::Symbol, mark, None);
            }
        }
        for (id, _) in lexicon.concepts(Scheme::Part) {
            let Some(kind) = lexicon.values(id, "place").next().and_then(PartKind::new) else { continue };
            for entry in lexicon.labels(id) {
                add(id, Word::Part(kind), &entry.label, entry.language);
            }
        }
        for (id, _) in lexicon.concepts(Scheme::Month) {
            for entry in lexicon.labels(id) {
                add(id, Word::Month, &entry.label, entry.language);
            }
        }
        for (id, _) in lexicon.concepts(Scheme::ActType) {
            for entry in lexicon.labels(id) {
                add(id, Word::Act, &entry.label, entry.language);
            }
        }
        for (id, _) in lexicon.concepts(Scheme::Printing) {
            let Some(word) = lexicon.values(id, "place").next().and_then(place) else { continue };
            for entry in lexicon.labels(id) {
                add(id, word, &entry.label, entry.language);
            }
        }
        list.retain(|it| !it.key.is_empty());
        list.sort_by(|a, b| {
            (a.key.as_bytes()[0], std::cmp::Reverse(a.key.len()), &a.key, a.concept).cmp(&(
                b.key.as_bytes()[0],
                std::cmp::Reverse(b.key.len()),
                &b.key,
                b.concept,
            ))
        });
        // A word of two languages is one phrase: `resolution` with its accents gone.
        list.dedup_by(|a, b| a.key == b.key && a.word == b.word && a.concept == b.concept);
        let mut starts = [0; 257];
        for (first, start) in starts.iter_mut().enumerate() {
            *start = list.partition_point(|it| (it.key.as_bytes()[0] as usize) < first) as u16;
        }
        let mut openings: Vec<[u8; 3]> = list.iter().map(|it| opening(&it.key)).collect();
        openings.sort_unstable();
        openings.dedup();
        let keys = |all: &[String]| {
            let mut keys: Vec<String> = all.iter().map(|it| key(it)).collect();
            keys.sort_by(|a, b| (b.len(), a).cmp(&(a.len(), b)));
            keys.dedup();
            keys
        };
        let grammars = lexicon.grammars();
        // `doc.`: the word written out stands in sentences, too.
        let papers = list.iter().filter(|it| it.word == Word::Paper && it.key.ends_with('.'));
        let papers = papers.map(|it| it.key.clone()).collect();
        let marks = lexicon
            .concepts(Scheme::ActType)
            .flat_map(|(id, _)| lexicon.values(id, "draftMark").map(move |it| (it.to_owned(), id)))
            .collect();
        Self {
            list,
            starts,
            openings,
            numero: keys(&grammars.numero),
            page_of: keys(&grammars.page_of),
            papers,
            counting: Counting::new(grammars),
            marks,
        }
    }

    fn at<'a>(&'a self, rest: &'a str) -> impl Iterator<Item = &'a Phrase> {
        let first = rest.as_bytes().first().map_or(256, |&byte| byte as usize);
        let range = match first {
            256 => 0..0,
            first => self.starts[first] as usize..self.starts[first + 1] as usize,
        };
        self.list[range].iter().filter(move |it| {
            rest.starts_with(&it.key)
                && (it.key.ends_with(|c: char| !c.is_alphanumeric())
                    || !rest[it.key.len()..].starts_with(char::is_alphanumeric))
        })
    }

    /// Whether it is worth asking [`Self::items`]: cheap, and never wrongly no.
    pub fn may_open(&self, line: &str) -> bool {
        let mut first = [0; 3];
        let mut filled = 0;
        for c in line.chars().filter(|&c| c != '*') {
            let c = match c {
                '’' => '\'',
                c if c.is_whitespace() => ' ',
                c => plain(c),
            };
            let mut bytes = [0; 4];
            for &byte in c.encode_utf8(&mut bytes).as_bytes() {
                if filled < 3 {
                    first[filled] = byte;
                    filled += 1;
                }
            }
            if filled == 3 {
                break;
            }
        }
        match first[0] {
            b'0'..=b'9' | b'-' | b'(' | b'[' | b'|' | 0x80.. => true,
            // Numbers of papers and of texts adopted.
            first
                if line.len() < 20 && self.numero.iter().any(|it| it.as_bytes().first() == Some(&first)) =>
            {
                true
            }
            b'p' if first[1].is_ascii_digit() => true,
            b'i' | b'v' | b'x'
                if line.trim_start_matches('*').starts_with(|c: char| c.is_ascii_uppercase()) =>
            {
                true
            }
            _ => self.openings.binary_search(&first).is_ok(),
        }
    }

    /// What the line says, with the bytes that say it, if it says nothing else.
    pub fn items(&self, line: &str) -> Option<Vec<(Item, Range<usize>)>> {
        let (items, whole) = self.leading_items(line);
        (whole && !items.is_empty()).then_some(items)
    }

    /// What the head of the line says, and whether that is all.
    pub fn leading_items(&self, line: &str) -> (Vec<(Item, Range<usize>)>, bool) {
        let keyed = Keyed::new(line);
        let key = keyed.key.as_str();
        let mut items: Vec<(Item, Range<usize>)> = Vec::new();
        let mut at = 0;
        while at < key.len() {
            let rest = &key[at..];
            let skip = rest.len() - rest.trim_start_matches([' ', ',']).len();
            if skip > 0 {
                // `Parliamentary Assembly,` is the name with its comma.
                if rest.starts_with(',')
                    && let Some((Item::Issuer { .. }, range)) = items.last_mut()
                {
                    range.end = keyed.range(line, at..at + 1).end;
                }
                at += skip;
                continue;
            }
            let last = items.last().map(|(item, _)| item);
            let Some((item, length)) = self.item(rest, at == 0, last) else { return (items, false) };
            items.push((item, keyed.range(line, at..at + length)));
            at += length;
        }
        (items, true)
    }

    /// The item at the head of `rest`, and how much of it.
    fn item(&self, rest: &str, first: bool, last: Option<&Item>) -> Option<(Item, usize)> {
        if let Some(found) = self.number_first(rest, first).or_else(|| self.day_behind(rest, last)) {
            return Some(found);
        }
        if let Some(found) = self.number(rest, last) {
            return Some(found);
        }
        for phrase in self.at(rest) {
            let after = &rest[phrase.key.len()..];
            let whole = |item| Some((item, rest.len()));
            let found = match phrase.word {
                Word::Issuer { full } => {
                    Some((Item::Issuer { family: phrase.concept, full }, phrase.key.len()))
                }
                Word::Chamber => Some((Item::Chamber(phrase.concept), phrase.key.len())),
                Word::Act => self.act_number(after).map(|(number, year, length)| {
                    (Item::Number { kind: phrase.concept, number, year }, phrase.key.len() + length)
                }),
                Word::Symbol => united_nations::symbol(after).map(|(number, year, length)| {
                    (Item::Symbol { family: phrase.concept, number, year }, phrase.key.len() + length)
                }),
                // The sentence goes on: "provisional version subject to editorial review".
                Word::Status => Some((Item::Status(phrase.concept), phrase.key.len())),
                Word::Review => Some((Item::Review, phrase.key.len() + usize::from(after.starts_with('.')))),
                Word::Transmitted if after.contains(|c: char| c.is_ascii_digit()) => whole(Item::Transmitted),
                Word::Author if first && is_introduction(after) => whole(Item::Author),
                Word::Origin if first && is_introduction(after) => whole(Item::Origin),
                Word::List if first && is_introduction(after) => whole(Item::List),
                Word::Navigation if first && after.is_empty() => whole(Item::Navigation),
                Word::Start if first && rest.len() < 80 => whole(Item::Furniture),
                Word::Running => Some((Item::Furniture, phrase.key.len())),
                Word::Legislature => {
                    let digits = after.trim_start();
                    numeral(digits).map(|(number, length)| {
                        (Item::Legislature(number), rest.len() - digits.len() + length)
                    })
                }
                Word::Page => {
                    let digits = after.trim_start();
                    self.page_number(digits)
                        .map(|length| (Item::Furniture, rest.len() - digits.len() + length))
                }
                Word::Paper => self.paper(after).map(|(series, number, length)| {
                    (Item::Paper { series, number }, phrase.key.len() + length)
                }),
                Word::Proceeding
                | Word::Month
                | Word::Draft
                | Word::Case
                | Word::Application
                | Word::CaseOpening
                | Word::Part(_)
                | Word::Sitting
                | Word::Opener
                | Word::Transmitted
                | Word::Author
                | Word::Origin
                | Word::List
                | Word::Navigation
                | Word::Start => None,
            };
            if found.is_some() {
                return found;
            }
        }
        self.legislature(rest).or_else(|| self.cut_short(rest))
    }

    /// `XIX LEGISLATURA`, `17e législature`
    fn legislature(&self, rest: &str) -> Option<(Item, usize)> {
        let (number, length) = numeral(rest)?;
        let after = rest[length..].trim_start_matches(|c: char| c.is_ascii_lowercase());
        let after = after.trim_start_matches(['^', '°', 'ª', ' ', '.']);
        let label = self.at(after).find(|it| it.word == Word::Legislature)?;
        Some((Item::Legislature(number), rest.len() - after.len() + label.key.len()))
    }

    /// A body's name whose last letters the printing lost: `Parliamentary Assembl`.
    fn cut_short(&self, rest: &str) -> Option<(Item, usize)> {
        let first = *rest.as_bytes().first()? as usize;
        self.list[self.starts[first] as usize..self.starts[first + 1] as usize].iter().find_map(|it| {
            let Word::Issuer { full } = it.word else { return None };
            let lost = it.key.len().checked_sub(rest.len())?;
            (lost <= 2 && rest.len() >= 10 && it.key.starts_with(rest))
                .then_some((Item::Issuer { family: it.concept, full }, rest.len()))
        })
    }

    /// The body whose name opens the text: `The Assembly,`, `Il Parlamento europeo,`.
    pub fn opener(&self, line: &str) -> Option<ConceptId> {
        // An article, a name, a comma.
        if line.len() > 90 || !line.trim_end().trim_end_matches('*').ends_with([',', ':']) {
            return None;
        }
        let keyed = key(line);
        let name = keyed.strip_suffix([',', ':'])?.trim_end();
        let article = name.find([' ', '\'']).map(|at| at + 1).filter(|&at| at <= 4);
        self.list
            .iter()
            .filter(|it| matches!(it.word, Word::Issuer { .. } | Word::Opener))
            .find(|it| it.bare && it.key == name || article.is_some_and(|at| it.key == name[at..]))
            .map(|it| it.concept)
    }

    /// A body's name and a kind of act at the head of a line, more words after them:
    /// `European Parliament resolution of 12 May 2027 on …`.
    pub fn names_act(&self, line: &str) -> Option<(ConceptId, ConceptId)> {
        if !self.may_open(line) {
            return None;
        }
        let keyed = key(line);
        let (issuer, act) = (
            |rest: &str| {
                self.at(rest)
                    .find(|it| matches!(it.word, Word::Issuer { .. }))
                    .map(|it| (it.concept, it.key.len()))
            },
            |rest: &str| self.at(rest).find(|it| it.word == Word::Act).map(|it| (it.concept, it.key.len())),
        );
        if let Some((family, length)) = issuer(&keyed) {
            return act(keyed[length..].trim_start()).map(|(kind, _)| (family, kind));
        }
        // French and Italian: the kind first.
        let (kind, length) = act(&keyed)?;
        let rest = keyed[length..].trim_start();
        let rest = rest.split_once([' ', '\'']).map_or(rest, |(_, name)| name);
        issuer(rest).map(|(family, _)| (family, kind))
    }

    /// The body that a name alone means in a sentence: "the Assembly".
    pub fn named(&self, name: &str) -> Option<ConceptId> {
        let name = key(name);
        self.list
            .iter()
            .find(|it| matches!(it.word, Word::Issuer { .. } | Word::Opener) && it.key == name)
            .map(|it| it.concept)
    }

    /// `Origin - …` on a line too long for a heading.
    pub fn introduces_origin(&self, line: &str) -> bool {
        let head: String = line.chars().take(24).collect();
        let keyed = key(&head);
        self.at(&keyed).any(|it| {
            it.word == Word::Origin && {
                let after = keyed[it.key.len()..].trim_start();
                !after.is_empty() && is_introduction(after)
            }
        })
    }

    /// A sentence on debate and adoption, with a paper or a sitting, by its first words.
    pub fn is_origin(&self, text: &str) -> bool {
        const FIRST: usize = 60;
        const HEAD: usize = 3 * FIRST;
        if text.len() < 40 || !text.contains(|c: char| c.is_ascii_digit()) {
            return false;
        }
        let at = |keyed: &str, word| {
            self.list
                .iter()
                .filter(|it| it.word == word)
                .filter_map(|it| {
                    keyed
                        .match_indices(&it.key)
                        .map(|(at, _)| at)
                        .find(|&at| is_boundary(keyed, at) && is_boundary(keyed, at + it.key.len()))
                })
                .min()
        };
        // Its first words decide for most texts, and the rest need not be looked at.
        let head: String = text.chars().take(HEAD).collect();
        let head = key(&head);
        let paper = |keyed: &str| self.papers.iter().any(|it| keyed.contains(it.as_str()));
        let paper_first = head.get(..12).is_some_and(paper);
        if !paper_first && at(&head, Word::Proceeding).is_none_or(|at| at >= FIRST) {
            return false;
        }
        let keyed = key(text);
        paper_first && at(&keyed, Word::Proceeding).is_some()
            || at(&keyed, Word::Proceeding).is_some_and(|at| at < FIRST)
                && (paper(&keyed) || at(&keyed, Word::Sitting).is_some())
    }

    /// Where a sentence on status and editorial review begins inside a text.
    pub fn review_sentence(&self, text: &str) -> Option<usize> {
        let keyed = Keyed::new(text);
        let review =
            self.list.iter().filter(|it| it.word == Word::Review).find_map(|it| keyed.key.find(&it.key))?;
        let status = self
            .list
            .iter()
            .filter(|it| it.word == Word::Status)
            .filter_map(|it| keyed.key[..review].rfind(&it.key))
            .max()?;
        Some(keyed.at[status] as usize)
    }

    /// ` 2616 (2025)`, ` n. 2616`, ` no 73/3` after the word for the act.
    fn act_number(&self, text: &str) -> Option<(String, Option<i16>, usize)> {
        let rest = self.numero(text.trim_start());
        let mut length = digits(rest);
        if length == 0 || length > 5 {
            return None;
        }
        if rest[length..].starts_with('/') && digits(&rest[length + 1..]) > 0 {
            length += 1 + digits(&rest[length + 1..]);
        }
        let number = rest[..length].to_owned();
        let rest = &rest[length..];
        if rest.starts_with(char::is_alphanumeric) {
            return None;
        }
        Some(match year(rest) {
            Some((year, length)) => (number, Some(year), text.len() - rest.len() + length),
            None => (number, None, text.len() - rest.len()),
        })
    }

    /// What follows `n.`, `no.`, `n°`, `nº`.
    fn numero<'t>(&self, text: &'t str) -> &'t str {
        for sign in &self.numero {
            if let Some(rest) = text.strip_prefix(sign.as_str())
                && !(sign.ends_with(char::is_alphanumeric) && rest.starts_with(char::is_alphanumeric))
            {
                return rest.trim_start();
            }
        }
        text
    }

    /// ` XII-bis, n. 288` or ` XII-bis` after `Doc.`
    fn paper(&self, text: &str) -> Option<(String, Option<String>, usize)> {
        let rest = text.trim_start();
        let roman = rest.len() - rest.trim_start_matches(['i', 'v', 'x', 'l', 'c']).len();
        if roman == 0 {
            return None;
        }
        let suffix = rest[roman..].strip_prefix('-').map_or(0, |suffix| {
            1 + suffix.len() - suffix.trim_start_matches(|c: char| c.is_ascii_lowercase()).len()
        });
        let length = roman + suffix;
        let series = rest[..roman].to_uppercase() + &rest[roman..length];
        let after = &rest[length..];
        if after.starts_with(char::is_alphanumeric) {
            return None;
        }
        let used = text.len() - after.len();
        let number = self.numero(after.trim_start_matches([',', ' ']));
        let length = digits(number);
        if length == 0 {
            return Some((series, None, used));
        }
        Some((series, Some(number[..length].to_owned()), text.len() - number.len() + length))
    }

    /// `4`, `2/7`, `2 of 7`
    fn page_number(&self, text: &str) -> Option<usize> {
        let length = digits(text);
        if length == 0 || length > 4 {
            return None;
        }
        let rest = text[length..].trim_start();
        let words = self.page_of.iter().map(String::as_str);
        for between in ["/"].into_iter().chain(words) {
            if let Some(total) = rest.strip_prefix(between).map(str::trim_start)
                && (1..=4).contains(&digits(total))
            {
                return Some(text.len() - total.len() + digits(total));
            }
        }
        Some(length)
    }

    /// Numbers and signs that need no word beside them.
    fn number(&self, rest: &str, last: Option<&Item>) -> Option<(Item, usize)> {
        let first = rest.chars().next()?;
        match first {
            '—' | '–' | '-' | '|' | '·' | '•' => {
                let length = rest.len() - rest.trim_start_matches(['—', '–', '-', '|', '·', '•', ' ']).len();
                Some((Item::Furniture, length))
            }
            'p' if rest.contains("_ta") => {
                let length = 1 + digits(&rest[1..]);
                let after = rest[length..].strip_prefix("_ta")?;
                let after = after.strip_prefix("-prov").unwrap_or(after);
                let (year, used) = year(after)?;
                let end = rest.len() - after.len() + used;
                let end = end + digits(&rest[end..]);
                Some((Item::AdoptedText { year, number: rest[..end].to_uppercase() }, end))
            }
            _ if self.numero(rest).len() < rest.len() => {
                let after = self.numero(rest);
                // The number is on the next line.
                if after.is_empty() && matches!(last, Some(Item::Paper { number: None, .. })) {
                    return Some((Item::Furniture, rest.len()));
                }
                let length = digits(after);
                (length > 0).then(|| {
                    (Item::PaperNumber(after[..length].to_owned()), rest.len() - after.len() + length)
                })
            }
            '(' | '[' | '⁽' | '¹' | '²' | '³' | '⁴'..='⁹' => {
                if let Some((year, length)) = year(rest) {
                    return Some((Item::Year(year), length));
                }
                note_call(rest).map(|(number, length)| (Item::NoteCall(number), length))
            }
            '0'..='9' => {
                let length = digits(rest);
                // The call after a year: `(2027)1`.
                if let Some(Item::Number { .. } | Item::Year(_) | Item::AdoptedText { .. }) = last {
                    let number = rest[..length].parse().ok().filter(|&it: &u16| it < 100)?;
                    return Some((Item::NoteCall(number), length));
                }
                // A parliamentary term.
                if length == 4 && rest[4..].starts_with(['-', '–']) {
                    let second = &rest[4..].trim_start_matches(['-', '–']);
                    if digits(second) == 4 {
                        return Some((Item::Furniture, rest.len() - second.len() + 4));
                    }
                }
                let length = self.page_number(rest)?;
                let after = &rest[length..];
                // A page number ends its line or stands between separators.
                (after.is_empty()
                    || after.trim_start().starts_with(['—', '–', '-', '|'])
                    || last == Some(&Item::Furniture))
                .then_some((Item::Furniture, length))
            }
            _ => None,
        }
    }
}

fn opening(key: &str) -> [u8; 3] {
    let mut first = [0; 3];
    for (slot, byte) in first.iter_mut().zip(key.bytes()) {
        *slot = byte;
    }
    first
}

fn place(value: &str) -> Option<Word> {
    Some(match value {
        "status" => Word::Status,
        "review" => Word::Review,
        "transmitted" => Word::Transmitted,
        "author" => Word::Author,
        "origin" => Word::Origin,
        "list" => Word::List,
        "navigation" => Word::Navigation,
        "running" => Word::Running,
        "start" => Word::Start,
        "legislature" => Word::Legislature,
        "page" => Word::Page,
        "paper" => Word::Paper,
        "proceeding" => Word::Proceeding,
        "sitting" => Word::Sitting,
        "draft" => Word::Draft,
        "case" => Word::Case,
        "application" => Word::Application,
        "case-opening" => Word::CaseOpening,
        _ => return None,
    })
}

/// Nothing, or a colon or dash and what is introduced: `Author(s): …`, `Origin - …`.
fn is_introduction(after: &str) -> bool {
    let after = after.trim_start();
    after.is_empty() || after.starts_with([':', '-', '–', '—'])
}

fn digits(text: &str) -> usize {
    text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len()
}

/// `(2025)` at the head, white space before it allowed; also `(197-4)`, as scans have it.
fn year(text: &str) -> Option<(i16, usize)> {
    let inner = text.trim_start().strip_prefix('(')?;
    let length = digits(inner);
    if length == 4 {
        let number = inner[..length].parse().ok()?;
        return inner[length..].strip_prefix(')').map(|rest| (number, text.len() - rest.len()));
    }
    let close = inner.bytes().take(7).position(|byte| byte == b')')?;
    let plain = inner[..close].replace(['-', ' ', '.'], "");
    let number = plain.parse().ok().filter(|it| plain.len() == 4 && (1900..2100).contains(it))?;
    Some((number, text.len() - inner.len() + close + 1))
}

/// A number in digits or Roman, at most 99.
fn numeral(text: &str) -> Option<(u16, usize)> {
    let length = digits(text);
    if length > 0 {
        return text[..length].parse().ok().filter(|&number| number < 100).map(|number| (number, length));
    }
    let length = text.len() - text.trim_start_matches(['i', 'v', 'x', 'l']).len();
    if text[length..].starts_with(char::is_alphabetic) {
        return None;
    }
    roman(&text[..length]).map(|number| (number, length))
}

/// Value of a well-formed Roman numeral below 100 in lower case.
pub fn roman(text: &str) -> Option<u16> {
    let value = |c| match c {
        'i' => Some(1),
        'v' => Some(5),
        'x' => Some(10),
        'l' => Some(50),
        _ => None,
    };
    let (mut total, mut after) = (0_i32, 0);
    for one in text.chars().rev().take(9).map(value) {
        let one = one?;
        total += if one < after { -one } else { one };
        after = one;
    }
    let total = u16::try_from(total).ok()?;
    (total > 0 && to_roman(total) == text).then_some(total)
}

fn to_roman(mut number: u16) -> String {
    let mut text = String::new();
    for (value, sign) in
        [(90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]
    {
        while number >= value {
            text.push_str(sign);
            number -= value;
        }
    }
    text
}

/// `⁽¹⁾`, `(1)`, `[1]`, `¹` at the head of `text`: number and length.
pub fn note_call(text: &str) -> Option<(u16, usize)> {
    let open = text.strip_prefix(['(', '⁽', '[']).unwrap_or(text);
    let enclosed = open.len() < text.len();
    let mut number = 0_u16;
    let mut rest = open;
    while let Some(c) = rest.chars().next() {
        let digit = match c {
            '0'..='9' if enclosed => c as u16 - '0' as u16,
            '¹' => 1,
            '²' => 2,
            '³' => 3,
            '⁰' => 0,
            '⁴'..='⁹' => c as u16 - '⁰' as u16,
            _ => break,
        };
        number = number.checked_mul(10)?.checked_add(digit)?;
        rest = &rest[c.len_utf8()..];
    }
    if rest.len() == open.len() || number == 0 || number > 999 {
        return None;
    }
    if enclosed {
        rest = rest.strip_prefix(match text.as_bytes()[0] {
            b'(' => ')',
            b'[' => ']',
            _ => '⁾',
        })?;
    }
    Some((number, text.len() - rest.len()))
}

/// The language in which a family's cover is printed.
pub fn prints_in(lexicon: &Lexicon, family: ConceptId) -> Option<Language> {
    lexicon.values(family, "printsIn").next().and_then(Language::new)
}
