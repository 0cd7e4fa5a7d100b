//! Letters and words of a page: ligatures taken apart, note calls marked, torn words joined.

use super::page::{Area, Page, Word};

/// Appends the letters of a word. Ligatures are their letters; controls and white space, which
/// fonts without a table of their letters give, go.
pub fn letters(word: &str, text: &mut String) {
    for c in word.chars() {
        match c {
            'ﬀ' => text.push_str("ff"),
            'ﬁ' => text.push_str("fi"),
            'ﬂ' => text.push_str("fl"),
            'ﬃ' => text.push_str("ffi"),
            'ﬄ' => text.push_str("ffl"),
            'ﬅ' | 'ﬆ' => text.push_str("st"),
            c if c.is_control() || c.is_whitespace() => {}
            c => text.push(c),
        }
    }
}

/// Widest gap inside a word, by the height of its letters: letters that were moved apart. The
/// narrowest space of a tight line is about 0.2.
const TORN: f32 = 0.13;

/// A gap this wide, by the height of the letters, parts what stands on one line.
const APART: f32 = 4.0;

/// Words of one row that belong together; what stands far from them is another piece.
pub struct Piece {
    pub text: String,
    pub area: Area,
}

/// The words of one row put together.
pub fn join(page: &Page, words: &[&Word]) -> Vec<Piece> {
    let size = size(words);
    let base = words
        .iter()
        .filter(|it| it.area.height() >= 0.8 * size)
        .map(|it| it.area.bottom)
        .fold(f32::MAX, f32::min);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut before: Option<(&Word, bool)> = None;
    for &word in words {
        let letters = &page.text[word.text.clone()];
        let raised = is_raised(word, size, base);
        let call = raised.then(|| superscript(letters)).flatten();
        let gap = before.map_or(0.0, |(it, _)| word.area.left - it.area.right);
        match pieces.last_mut() {
            Some(last) if gap < APART * size || is_label(&last.text) => {
                let after_call = before.is_some_and(|(_, call)| call);
                // A call stands at its word whatever the gap; after it comes a space.
                let glued = if after_call { call.is_some() } else { call.is_some() || gap < TORN * size };
                if !glued {
                    last.text.push(' ');
                }
                last.text.push_str(call.as_deref().unwrap_or(letters));
                last.area = last.area.around(word.area);
            }
            _ => pieces
                .push(Piece { text: call.clone().unwrap_or_else(|| letters.to_owned()), area: word.area }),
        }
        before = Some((word, call.is_some()));
    }
    pieces
}

/// Height of the letters of most of a row.
pub fn size(words: &[&Word]) -> f32 {
    let mut heights: Vec<f32> = words.iter().map(|it| it.area.height()).collect();
    heights.sort_by(f32::total_cmp);
    // A small capital or a call is lower, a line over two rows higher.
    heights.get(heights.len() / 2).copied().unwrap_or(0.0).max(0.1)
}

/// Smaller than its row, and above its foot.
fn is_raised(word: &Word, size: f32, base: f32) -> bool {
    word.area.height() <= 0.8 * size && word.area.bottom < base - 0.1 * size
}

/// `1`, `(1)`, `12` in raised figures; other raised letters stay as they are.
fn superscript(letters: &str) -> Option<String> {
    let bare = letters.trim_matches(|c| matches!(c, '(' | ')' | '[' | ']'));
    if bare.is_empty() || bare.len() > 3 {
        return None;
    }
    bare.chars()
        .map(|c| Some(['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'][c.to_digit(10)? as usize]))
        .collect()
}

/// A label of a list, which stands apart from its text: `1.`, `(a)`, `73/6.`, `–`.
fn is_label(text: &str) -> bool {
    let length = text.chars().count();
    length <= 8
        && !text.contains(char::is_whitespace)
        && (length <= 2
            || text.ends_with(['.', ')', ']']) && text.contains(|c: char| c.is_ascii_digit() || c == '(')
            || text.chars().all(|c| matches!(c, '⁰' | '¹' | '²' | '³' | '⁴'..='⁹')))
}
