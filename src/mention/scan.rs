//! Small steps over the bytes of a block, shared by the kinds that read numbers.
//!
//! Positions are bytes on character boundaries; every step ends at or after its start.

/// Skips white space and one of the signs `No.`, `n°`, `nn.` before a number. The flag says that
/// such a sign stood.
pub fn skip_numero(text: &str, at: usize, signs: &[String]) -> (usize, bool) {
    let at = skip_spaces(text, at);
    // A number is what mostly follows.
    if text[at..].starts_with(|c: char| c.is_ascii_digit() || c == '(') {
        return (at, false);
    }
    for sign in signs {
        if let Some(after) = text[at..].strip_prefix(sign.as_str()) {
            let next = skip_spaces(text, text.len() - after.len());
            if text.as_bytes().get(next).is_some_and(|it| it.is_ascii_digit() || matches!(it, b'R' | b'(')) {
                return (next, true);
            }
        }
    }
    (at, false)
}

pub fn skip_spaces(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    at + (rest.len() - rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']).len())
}

/// The digits that begin at `at`; none past the end.
pub fn digits(text: &str, at: usize) -> &str {
    let rest = text.get(at..).unwrap_or("");
    let end = rest.bytes().take_while(u8::is_ascii_digit).count();
    &rest[..end]
}

/// `folded` starts with these words, and a word ends there.
pub fn starts_with_word(folded: &str, words: &str) -> bool {
    folded.strip_prefix(words).is_some_and(|rest| {
        words.ends_with(['\'', '’'])
            || !rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-'))
    })
}
