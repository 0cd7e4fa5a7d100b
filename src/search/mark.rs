//! The words of a passage that were asked for, marked, and the part of it that holds most of
//! them.

use serde::{Deserialize, Serialize};

use super::word::{Sought, words};

/// A piece of text, and whether it was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    pub text: String,
    pub is_asked: bool,
}

/// Words to show of a long passage.
const WINDOW: usize = 48;
/// Of a word that goes on: as in [`super::find`].
const LONG: usize = 4;

/// Ends that were cut off have an ellipsis.
pub fn marked(text: &str, sought: &Sought) -> Vec<Piece> {
    let all: Vec<(std::ops::Range<usize>, bool)> = words(text)
        .map(|it| {
            let is_asked =
                sought.all().any(|word| it.plain == word || word.len() >= LONG && it.plain.starts_with(word));
            (it.range, is_asked)
        })
        .collect();
    let first = densest(&all);
    let last = (first + WINDOW).min(all.len());
    let start = if first == 0 { 0 } else { all.get(first).map_or(0, |it| it.0.start) };
    let end = if last == all.len() { text.len() } else { all.get(last).map_or(text.len(), |it| it.0.start) };
    let mut pieces = Pieces(Vec::new());
    if start > 0 {
        pieces.push("… ", false);
    }
    let mut at = start;
    for (range, _) in all.iter().take(last).skip(first).filter(|(_, is_asked)| *is_asked) {
        pieces.push(text.get(at..range.start).unwrap_or_default(), false);
        pieces.push(text.get(range.clone()).unwrap_or_default(), true);
        at = range.end;
    }
    pieces.push(text.get(at..end).unwrap_or_default().trim_end(), false);
    if end < text.len() {
        pieces.push(" …", false);
    }
    pieces.0
}

/// Where the window with most of the words begins: a little before the first of them.
fn densest(all: &[(std::ops::Range<usize>, bool)]) -> usize {
    const BEFORE: usize = 8;
    if all.len() <= WINDOW {
        return 0;
    }
    let asked = |from: usize| all.iter().skip(from).take(WINDOW).filter(|(_, is_asked)| *is_asked).count();
    let mut here = asked(0);
    let (mut best, mut most) = (0, here);
    for first in 1..=all.len() - WINDOW {
        here -= usize::from(all[first - 1].1);
        here += usize::from(all[first + WINDOW - 1].1);
        if here > most {
            (best, most) = (first, here);
        }
    }
    let start = all.iter().skip(best).position(|(_, is_asked)| *is_asked).map_or(best, |it| best + it);
    start.saturating_sub(BEFORE).min(all.len() - WINDOW)
}

struct Pieces(Vec<Piece>);

impl Pieces {
    fn push(&mut self, text: &str, is_asked: bool) {
        match self.0.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.is_asked == is_asked => last.text.push_str(text),
            _ => self.0.push(Piece { text: text.to_owned(), is_asked }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, asked: &str, expected: &str) {
        let shown: String = marked(text, &Sought::new(asked))
            .into_iter()
            .map(|it| if it.is_asked { format!("[{}]", it.text) } else { it.text })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn words_are_marked_as_they_are_written() {
        check(
            "L’Assemblée rappelle sa Résolution.",
            "resolution ASSEMBLEE",
            "L’[Assemblée] rappelle sa [Résolution].",
        );
        check("Resolutions and acts", "resolution act", "[Resolutions] and acts");
        check("nothing here", "else", "nothing here");
        check("", "else", "");
    }

    #[test]
    fn a_long_passage_is_cut_around_them() {
        let long = format!("{}the fair elections {}", "word ".repeat(200), "word ".repeat(200));
        let shown = marked(&long, &Sought::new("fair elections"));
        assert!(shown.first().is_some_and(|it| it.text.starts_with("… word")));
        assert!(shown.last().is_some_and(|it| it.text.ends_with("word …")));
        assert_eq!(shown.iter().filter(|it| it.is_asked).count(), 2, "{shown:?}");
    }
}
