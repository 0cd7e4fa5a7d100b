//! What `pdftotext -bbox-layout` writes: pages of lines of words, each with its box.

use std::io::BufRead;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// A page, in points (1/72 inch) from its upper left corner.
#[derive(Debug, Default)]
pub struct Page {
    pub width: f32,
    pub height: f32,
    /// The words' letters, one after the other.
    pub text: String,
    pub words: Vec<Word>,
    /// Words that the tool takes for parts of one line; a line over two columns is two.
    pub lines: Vec<Range<usize>>,
}

#[derive(Clone, Debug)]
pub struct Word {
    pub area: Area,
    /// Bytes of [`Page::text`].
    pub text: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    pub left: f32,
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
}

impl Area {
    pub fn height(self) -> f32 {
        self.bottom - self.top
    }

    pub fn width(self) -> f32 {
        self.right - self.left
    }

    pub fn middle(self) -> f32 {
        (self.top + self.bottom) / 2.0
    }

    pub fn around(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
}

#[derive(Debug)]
pub enum Fault {
    /// The tool ended in the middle, or wrote what is no such list.
    Broken,
    TooLong,
}

/// Words of a file; an act of a thousand pages has half as many.
const WORDS: usize = 1_000_000;
const PAGES: usize = 20_000;
/// Letters of a file.
const LETTERS: usize = 32 << 20;

pub fn read(stream: impl BufRead) -> Result<Vec<Page>, Fault> {
    let mut reader = Reader::from_reader(stream);
    // A title with a stray `<` or `&` is no reason to lose the words.
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    let mut pages: Vec<Page> = Vec::new();
    let (mut words, mut letters) = (0, 0);
    let mut word = None;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Err(_) => return Err(Fault::Broken),
            Ok(Event::Eof) => return Ok(pages),
            Ok(Event::Start(tag)) => match tag.local_name().as_ref() {
                b"page" => {
                    let [width, height] = numbers(&tag, ["width", "height"]);
                    pages.push(Page { width, height, ..Page::default() });
                    if pages.len() > PAGES {
                        return Err(Fault::TooLong);
                    }
                }
                b"line" => {
                    if let Some(page) = pages.last_mut() {
                        page.lines.push(page.words.len()..page.words.len());
                    }
                }
                b"word" => {
                    let [left, top, right, bottom] = numbers(&tag, ["xMin", "yMin", "xMax", "yMax"]);
                    word = Some(Area { left, top, right: right.max(left), bottom: bottom.max(top) });
                }
                _ => {}
            },
            Ok(Event::Text(text)) => {
                let Some((area, page)) = word.take().zip(pages.last_mut()) else { continue };
                // What is no text after all stands there as it is.
                let text = match text.unescape() {
                    Ok(text) => text.into_owned(),
                    Err(_) => String::from_utf8_lossy(&text).into_owned(),
                };
                let start = page.text.len();
                super::words::letters(&text, &mut page.text);
                words += 1;
                letters += page.text.len() - start;
                if words > WORDS || letters > LETTERS {
                    return Err(Fault::TooLong);
                }
                if page.text.len() > start {
                    page.words.push(Word { area, text: start..page.text.len() });
                    if let Some(line) = page.lines.last_mut() {
                        line.end = page.words.len();
                    }
                }
            }
            Ok(Event::End(_)) => word = None,
            Ok(_) => {}
        }
    }
}

/// Attributes that are numbers; what is none, or no number of a page, is 0.
fn numbers<const N: usize>(tag: &BytesStart<'_>, names: [&str; N]) -> [f32; N] {
    names.map(|name| {
        tag.try_get_attribute(name)
            .ok()
            .flatten()
            .and_then(|it| std::str::from_utf8(&it.value).ok()?.parse::<f32>().ok())
            .filter(|it| it.is_finite() && it.abs() < 100_000.0)
            .unwrap_or(0.0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(written: &str, expected: &[&[&str]]) {
        let pages = read(written.as_bytes()).expect("a list of words");
        let found: Vec<Vec<&str>> = pages
            .iter()
            .map(|page| page.words.iter().map(|it| &page.text[it.text.clone()]).collect())
            .collect();
        assert_eq!(found, expected, "in {written:?}");
    }

    #[test]
    fn words_keep_their_letters() {
        check(
            r#"<doc><page width="595.2" height="841.8"><flow><block><line xMin="1">
               <word xMin="53.8" yMin="30.1" xMax="65.8" yMax="38.7">R&amp;D</word>
               <word xMin="70" yMin="30.1" xMax="80" yMax="38.7">ﬁnal</word></line></block></flow></page>
               <page width="595.2" height="841.8"></page></doc>"#,
            &[&["R&D", "final"], &[]],
        );
    }

    #[test]
    fn a_stray_mark_loses_no_word() {
        check(
            r#"<title>a & b</title><page width="x" height="NaN"><line><word xMin="1e99">a & b</word></line></page>"#,
            &[&["a&b"]],
        );
    }

    #[test]
    fn what_is_cut_off_is_broken() {
        assert!(matches!(read(&b"<doc><page width=\"5"[..]), Err(Fault::Broken)));
    }
}
