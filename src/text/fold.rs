//! Comparing words whatever their case, and where words begin and end.

/// Lower case where that keeps the byte length, so that offsets in the folded text are
/// offsets in the text. The few letters whose case changes their length stay as they are.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.bytes().position(|byte| !byte.is_ascii()).and_then(|at| {
        let (ascii, other) = rest.split_at(at);
        folded.push_str(ascii);
        rest = other;
        other.chars().next()
    }) {
        let mut lower = c.to_lowercase();
        folded.push(match (lower.next(), lower.next()) {
            (Some(l), None) if l.len_utf8() == c.len_utf8() => l,
            _ => c,
        });
        rest = &rest[c.len_utf8()..];
    }
    folded.push_str(rest);
    folded.make_ascii_lowercase();
    folded
}

/// Whether a word may begin or end here: not between two letters or digits.
pub fn is_boundary(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back().is_some_and(is_letter_or_digit);
    let after = text[at..].chars().next().is_some_and(is_letter_or_digit);
    !(before && after)
}

/// [`char::is_alphanumeric`], quick for Latin and Cyrillic and for marks of printing: asked for
/// every character beyond ASCII, its table took longer than all else about it.
pub fn is_letter_or_digit(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphanumeric(),
        '×' | '÷' | '\u{2000}'..='\u{206f}' => false,
        'À'..='ɏ' | 'Ѐ'..='ҁ' | 'Ҋ'..='ԯ' => true,
        _ => c.is_alphanumeric(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_digits_are_those_of_unicode() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_letter_or_digit(c), c.is_alphanumeric(), "{c:?}");
        }
    }
}
