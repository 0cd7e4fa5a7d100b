//! Pages to text in reading order, with what position and size say about lines.
//!
//! Heads and feet are set apart, columns come one after the other, lines on one height become
//! one, and a blank line stands where the page has more space than between lines. Small print
//! at the foot of a column that begins with a note's mark is footnotes.

use std::ops::Range;

use super::super::extracted::{Extracted, Place, Point, Says};
use super::column;
use super::line::{Line, Row, lines, rows};
use super::margin;
use super::page::{Area, Page};
use super::words::{self, Piece};

/// Small print is at most so high, by the height of the text.
const SMALL: f32 = 0.93;
/// Letters of headings are at least so high.
const LARGE: f32 = 1.1;
/// Space between lines that parts paragraphs, by the space that lines have.
const WIDE: f32 = 1.2;
/// Lines that end in a soft hyphen in a file that uses them throughout.
const SOFT: usize = 3;

pub fn text(pages: &[Page]) -> Extracted {
    let lines: Vec<Vec<Line<'_>>> = pages.iter().map(lines).collect();
    let size = usual_size(&lines);
    let furniture = margin::furniture(pages, &lines, size);
    let bodies: Vec<Vec<&Line<'_>>> = lines
        .iter()
        .zip(&furniture)
        .map(|(lines, is)| lines.iter().zip(is).filter(|(_, is)| !**is).map(|(line, _)| line).collect())
        .collect();
    let own: Vec<column::Gutters> =
        pages.iter().zip(&bodies).map(|(page, lines)| column::gutters(lines, page.width)).collect();
    let usual = own.iter().find(|it| !it.is_empty()).cloned().unwrap_or_default();

    let soft =
        lines.iter().flatten().zip(pages_of(pages, &lines)).filter(|(it, page)| ends(it, page, '\u{AD}'));
    let soft_hyphens = soft.take(SOFT).count() == SOFT;
    let mut writer = Writer { out: Extracted::default(), size, soft_hyphens, last: None };
    for (index, page) in pages.iter().enumerate() {
        let number = index as u32 + 1;
        let middle = page.height / 2.0;
        let apart = |head: bool| {
            let is = |line: &&Line<'_>| (line.area.middle() < middle) == head;
            let all = lines[index].iter().zip(&furniture[index]).filter(|(_, is)| **is).map(|(line, _)| line);
            rows(all.filter(is).collect())
        };
        for row in apart(true) {
            writer.furniture(page, number, &row);
        }
        let body = bodies[index].clone();
        let gutters = match &own[index] {
            own if !own.is_empty() => own.as_slice(),
            _ if column::fit(&usual, &body) => usual.as_slice(),
            _ => &[],
        };
        for part in column::parts(gutters, body) {
            writer.part(page, number, &rows(part));
        }
        for row in apart(false) {
            writer.furniture(page, number, &row);
        }
    }
    writer.out
}

/// Height of most letters of the file.
fn usual_size(lines: &[Vec<Line<'_>>]) -> f32 {
    let mut sizes: Vec<(u32, usize)> = Vec::new();
    for line in lines.iter().flatten() {
        // Halves of a point: fonts of one size differ a little.
        sizes.push(((line.size * 2.0).round() as u32, line.words.len()));
    }
    sizes.sort_unstable();
    let mut most = (0, 0);
    for same in sizes.chunk_by(|a, b| a.0 == b.0) {
        let words = same.iter().map(|it| it.1).sum::<usize>();
        if words > most.1 {
            most = (same[0].0, words);
        }
    }
    (most.0 as f32 / 2.0).max(1.0)
}

/// The page of each line.
fn pages_of<'p>(pages: &'p [Page], lines: &[Vec<Line<'_>>]) -> impl Iterator<Item = &'p Page> {
    let counts: Vec<usize> = lines.iter().map(Vec::len).collect();
    pages.iter().zip(counts).flat_map(|(page, count)| std::iter::repeat_n(page, count))
}

fn ends(line: &Line<'_>, page: &Page, with: char) -> bool {
    line.words.last().is_some_and(|it| page.text[it.text.clone()].ends_with(with))
}

struct Writer {
    out: Extracted,
    /// The file tells its own line hyphens (U+00AD) from the writer's.
    soft_hyphens: bool,
    /// Of the letters of the text.
    size: f32,
    /// The last line of text, and whether it ends before its column does.
    last: Option<Last>,
}

struct Last {
    ended: bool,
    short: bool,
}

impl Writer {
    fn line(&mut self, number: u32, text: &str, area: Area, says: Option<Says>) {
        if let Some(says) = says {
            self.out.hint(says);
        }
        let at = Some(Point { x: area.left.max(0.0) as u32, y: area.top.max(0.0) as u32 });
        self.out.push(text, &Place::Page { number, at });
        self.out.space("\n");
    }

    fn blank(&mut self) {
        if !self.out.text.is_empty() && !self.out.text.ends_with("\n\n") {
            self.out.space("\n");
        }
    }

    fn furniture(&mut self, page: &Page, number: u32, row: &Row<'_, '_>) {
        for piece in words::join(page, &row.words()) {
            self.line(number, &piece.text, piece.area, Some(Says::Furniture));
        }
    }

    /// One column, or what stands over all of them.
    fn part(&mut self, page: &Page, number: u32, rows: &[Row<'_, '_>]) {
        let pieces: Vec<(Vec<Piece>, f32)> = rows
            .iter()
            .map(|row| {
                let words = row.words();
                (words::join(page, &words), words::size(&words))
            })
            .collect();
        let notes = self.notes(&pieces);
        let left = rows[..notes].iter().map(|it| it.area.left).fold(f32::MAX, f32::min);
        let right = rows[..notes].iter().map(|it| it.area.right).fold(0.0, f32::max);
        let space = space(&rows[..notes], &pieces);
        for index in 0..notes {
            let row = &rows[index];
            let (own, size) = &pieces[index];
            let apart = match index.checked_sub(1) {
                // A new column or page: the text goes on unless it shows that it does not.
                None => self.last.as_ref().is_some_and(|it| it.ended && it.short),
                Some(before) => is_apart(rows, &pieces, index, before, space),
            };
            if apart {
                self.blank();
            } else if index > 0 && self.goes_on(&rows[index - 1], row, *size, left..right) {
                // One line of the text over two of the page.
                self.out.text.pop();
                if !self.out.text.ends_with('-') {
                    self.out.space(" ");
                }
            }
            for piece in own {
                self.line(number, &piece.text, piece.area, None);
            }
            let ended =
                own.last().is_some_and(|it| it.text.ends_with(['.', ';', ':', '!', '?', '»', '”', '"']));
            self.last = Some(Last { ended, short: row.area.right < right - 2.0 * size });
        }
        if notes == rows.len() {
            return;
        }
        self.blank();
        for (own, _) in &pieces[notes..] {
            for (index, piece) in own.iter().enumerate() {
                match note(&piece.text).filter(|_| index == 0) {
                    Some((mark, note)) => {
                        // The mark stands at the text without a space.
                        let (mark, text) = piece.text.split_at(mark);
                        let text = format!("{mark} {}", text.trim_start());
                        self.line(number, &text, piece.area, note.map(Says::Footnote));
                    }
                    None => self.line(number, &piece.text, piece.area, None),
                }
            }
        }
        self.blank();
    }

    /// Whether a row is the rest of a heading that was too long for its column, or of a word
    /// with a hyphen of the writer's own.
    fn goes_on(&self, last: &Row<'_, '_>, row: &Row<'_, '_>, size: f32, column: Range<f32>) -> bool {
        let text = self.out.text.trim_end_matches('\n');
        if self.soft_hyphens && text.ends_with('-') {
            return text.trim_end_matches('-').ends_with(char::is_alphanumeric);
        }
        let (before, after) = (row.area.left - column.start, column.end - row.area.right);
        let centred = before > 1.5 * size && (before - after).abs() < 1.5 * size;
        let first = row.lines[0].words[0].area.width();
        // The next word had no room any more.
        let full = last.area.width() + 0.2 * size + first > 0.95 * (column.end - column.start);
        (centred || size > LARGE * self.size) && full && row.lines.len() == 1
    }

    /// Where the footnotes of a column begin; its length if there are none.
    fn notes(&self, pieces: &[(Vec<Piece>, f32)]) -> usize {
        let first = |it: &(Vec<Piece>, f32)| it.0.first().map_or("", |it| it.text.as_str()).to_owned();
        let small = pieces
            .iter()
            .rposition(|it| it.1 > SMALL * self.size && !is_rule(&first(it)))
            .map_or(0, |it| it + 1);
        (small..pieces.len())
            .find(|&it| is_rule(&first(&pieces[it])) || note(&first(&pieces[it])).is_some())
            .filter(|&it| it > 0 && pieces[it..].iter().any(|it| note(&first(it)).is_some()))
            .unwrap_or(pieces.len())
    }
}

/// From foot to foot of lines that follow one another: the usual one of a column.
fn space(rows: &[Row<'_, '_>], pieces: &[(Vec<Piece>, f32)]) -> f32 {
    let mut spaces: Vec<f32> = rows
        .windows(2)
        .zip(pieces.windows(2))
        .filter(|(_, sizes)| (sizes[0].1 - sizes[1].1).abs() < 0.5)
        .map(|(rows, _)| rows[1].area.bottom - rows[0].area.bottom)
        .collect();
    spaces.sort_by(f32::total_cmp);
    // Rather the lines of a paragraph than the paragraphs.
    spaces.get(spaces.len() / 3).copied().unwrap_or(0.0)
}

/// Whether a row begins a paragraph of its own, by the space above it, the size of its letters
/// or its first line set in.
fn is_apart(
    rows: &[Row<'_, '_>],
    pieces: &[(Vec<Piece>, f32)],
    at: usize,
    before: usize,
    space: f32,
) -> bool {
    let (row, last, size) = (&rows[at], &rows[before], pieces[at].1);
    let gap = row.area.bottom - last.area.bottom;
    let usual = if space > 0.0 { space } else { 1.25 * size };
    if gap > WIDE * usual.max(size) && gap > usual + 1.5 || (size - pieces[before].1).abs() > 0.1 * size {
        return true;
    }
    let set_in = |it: &Row<'_, '_>| row.area.left > it.area.left + 0.8 * size;
    // A label hangs out of its list, and a centred line is set in on both sides.
    let hangs = last.words().get(1).is_some_and(|it| (it.area.left - row.area.left).abs() < 0.5 * size);
    !hangs && set_in(last) && rows.get(at + 1).is_some_and(set_in) && row.area.right + size > last.area.right
}

fn is_rule(text: &str) -> bool {
    text.len() >= 3 && text.chars().all(|c| matches!(c, '_' | '─' | '—'))
}

/// Length of a note's mark at the head of a line, and its number: `¹`, `(1)`, `1`, `*`.
fn note(text: &str) -> Option<(usize, Option<u16>)> {
    let raised = |c: char| ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'].iter().position(|&it| it == c);
    let length: usize = text.chars().take_while(|&c| raised(c).is_some()).map(char::len_utf8).sum();
    if length > 0 {
        let number = text[..length]
            .chars()
            .filter_map(raised)
            .try_fold(0_u16, |number, digit| number.checked_mul(10)?.checked_add(digit as u16));
        return (text.len() > length).then_some((length, number));
    }
    let stars = text.len() - text.trim_start_matches('*').len();
    if (1..=3).contains(&stars) && text.len() > stars {
        return Some((stars, None));
    }
    let open = usize::from(text.starts_with(['(', '[']));
    let rest = &text[open..];
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if !(1..=3).contains(&digits) {
        return None;
    }
    let behind = &rest[digits..];
    let (close, ends) = match open {
        0 => (0, behind.starts_with([' ', '\t'])),
        _ => (1, behind.starts_with([')', ']'])),
    };
    let length = open + digits + close;
    (ends && text.len() > length).then(|| (length, rest[..digits].parse().ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `left,top,height text`: a line of a page, its words five points a letter.
    fn page(lines: &[&str]) -> Page {
        let mut page = Page { width: 600.0, height: 800.0, ..Page::default() };
        for line in lines {
            let (place, text) = line.split_once(' ').expect("a place and a text");
            let mut numbers = place.split(',').map(|it| it.parse::<f32>().expect("a number"));
            let (mut left, top, height) =
                (numbers.next().unwrap(), numbers.next().unwrap(), numbers.next().unwrap());
            let start = page.words.len();
            for word in text.split(' ') {
                let right = left + 5.0 * word.chars().count() as f32;
                let from = page.text.len();
                page.text.push_str(word);
                let area = Area { left, top, right, bottom: top + height };
                page.words.push(super::super::page::Word { area, text: from..page.text.len() });
                left = right + 3.0;
            }
            page.lines.push(start..page.words.len());
        }
        page
    }

    fn check(pages: &[&[&str]], expected: &str) {
        let pages: Vec<Page> = pages.iter().map(|it| page(it)).collect();
        let out = text(&pages);
        let mut shown = String::new();
        let mut at = 0;
        for line in out.text.split_inclusive('\n') {
            match out.hints.iter().find(|it| it.at == at).map(|it| it.says) {
                Some(Says::Furniture) => shown.push_str("# "),
                Some(Says::Footnote(number)) => shown.push_str(&format!("[{number}] ")),
                _ => {}
            }
            shown.push_str(line);
            at += line.len() as u32;
        }
        assert_eq!(shown, expected);
    }

    #[test]
    fn columns_come_one_after_the_other() {
        check(
            &[&[
                "50,100,10 This is the first line of the left column",
                "50,112,10 and this is the second one, which is as long",
                "50,124,10 as the first, and a third one follows it, so",
                "320,100,10 that the right column has as many lines for",
                "320,112,10 the reader to see as the left one has, up to",
                "320,124,10 the last one, which comes at the end of both.",
            ]],
            "This is the first line of the left column\nand this is the second one, which is as long\n\
             as the first, and a third one follows it, so\nthat the right column has as many lines for\n\
             the reader to see as the left one has, up to\nthe last one, which comes at the end of both.\n",
        );
    }

    #[test]
    fn labels_in_the_margin_are_no_column() {
        check(
            &[&[
                "50,100,10 1.",
                "80,100,10 The Assembly recalls what it has said before on it,",
                "80,112,10 and repeats what it has asked of all member States,",
                "50,130,10 2.",
                "80,130,10 The Assembly also regrets that nothing has been done,",
                "80,142,10 and that nobody has told it why that might have been.",
                "50,160,10 3.",
                "80,160,10 It will come back to all of this in its next session.",
            ]],
            "1. The Assembly recalls what it has said before on it,\nand repeats what it has asked of all member States,\n\n\
             2. The Assembly also regrets that nothing has been done,\nand that nobody has told it why that might have been.\n\n\
             3. It will come back to all of this in its next session.\n",
        );
    }

    #[test]
    fn heads_and_numbers_of_pages_are_set_apart() {
        check(
            &[
                &["50,30,8 Texts adopted in 2027", "50,100,10 One line of text", "290,780,8 Pag. 1"],
                &["50,30,8 Texts adopted in 2027", "50,100,10 and another one.", "290,780,8 Pag. 2"],
            ],
            "# Texts adopted in 2027\nOne line of text\n# Pag. 1\n# Texts adopted in 2027\nand another one.\n# Pag. 2\n",
        );
    }

    #[test]
    fn head_of_the_first_page_is_text() {
        check(
            &[&["50,30,14 General Assembly", "400,30,10 Distr.: General", "50,100,10 The General Assembly,"]],
            "General Assembly\nDistr.: General\n\nThe General Assembly,\n",
        );
    }

    #[test]
    fn small_print_with_a_mark_is_footnotes() {
        check(
            &[&[
                "50,100,10 The Assembly recalls its resolution",
                "225,99,5 1",
                "235,100,10 and more.",
                "50,700,5 1",
                "54,699,8 See Doc. 12.",
                "50,710,8 It was debated.",
            ]],
            "The Assembly recalls its resolution¹ and more.\n\n[1] ¹ See Doc. 12.\nIt was debated.\n\n",
        );
    }

    #[test]
    fn torn_words_are_joined_and_far_ones_parted() {
        let mut torn = page(&["50,100,10 Confere nce of 2027"]);
        // A gap of one point, as from letters moved apart.
        let second = torn.words[1].area;
        torn.words[1].area = Area { left: second.left - 2.0, ..second };
        assert_eq!(text(&[torn]).text, "Conference of 2027\n");
    }

    #[test]
    fn empty_pages_give_nothing() {
        check(&[], "");
        check(&[&[], &[]], "");
    }
}
