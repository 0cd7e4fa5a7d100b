//! Two spellings, two wordings: what differs, marked in both.

use maud::{Markup, html};
use similar::{ChangeTag, TextDiff};

/// What stands in quotation marks in a notice: the words that differ.
pub fn quoted(notice: &str) -> impl Iterator<Item = &str> {
    notice.split('"').skip(1).step_by(2).filter(|it| !it.is_empty())
}

/// A notice with the two spellings that it names compared letter by letter.
pub fn told(notice: &str) -> Markup {
    let pieces: Vec<&str> = notice.split('"').collect();
    // Two names in quotation marks, and nothing left open.
    let [before, one, between, other, after] = pieces[..] else { return html! { (notice) } };
    html! { (before) (side(one, other)) (between) (side(other, one)) (after) }
}

/// One of two spellings, with the letters that the other has not.
fn side(own: &str, other: &str) -> Markup {
    let diff = TextDiff::from_chars(other, own);
    // Nothing in common would be all marks and no information.
    let marked = diff.ratio() > 0.5;
    html! {
        q {
            @for (new, text) in runs(diff.iter_all_changes().filter_map(|it| match it.tag() {
                ChangeTag::Delete => None,
                tag => Some((tag == ChangeTag::Insert, it.value())),
            })) { @if new && marked { mark.letter { (text) } } @else { (text) } }
        }
    }
}

/// Words that went and words that came, from an older wording to a newer.
pub fn words(old: &str, new: &str) -> Markup {
    let diff = TextDiff::from_unicode_words(old, new);
    html! {
        @for (tag, text) in runs(diff.iter_all_changes().map(|it| (it.tag(), it.value()))) {
            @match tag {
                ChangeTag::Equal => (text),
                ChangeTag::Delete => del { (text) },
                ChangeTag::Insert => ins { (text) },
            }
        }
    }
}

/// Neighbours of one kind as one.
fn runs<'a, K: PartialEq>(changes: impl Iterator<Item = (K, &'a str)>) -> Vec<(K, String)> {
    let mut runs: Vec<(K, String)> = Vec::new();
    for (kind, text) in changes {
        match runs.last_mut() {
            Some((last, all)) if *last == kind => all.push_str(text),
            _ => runs.push((kind, text.to_owned())),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letters_that_differ_are_marked_in_both_spellings() {
        let told = told("\"Cherzod\" in fr is \"Sherzod\" in en").into_string();
        assert_eq!(
            told,
            "<q><mark class=\"letter\">C</mark>herzod</q> in fr is <q><mark class=\"letter\">S</mark>herzod</q> in en"
        );
    }

    #[test]
    fn what_has_nothing_in_common_is_not_marked() {
        assert!(!told("\"abcd\" is \"xyz\"").into_string().contains("mark"));
        assert_eq!(told("no <quotes> at all").into_string(), "no &lt;quotes&gt; at all");
        assert_eq!(told("a \"lonely one").into_string(), "a &quot;lonely one");
    }

    #[test]
    fn two_wordings_differ_in_words() {
        let shown = words("release all journalists", "release all detained journalists").into_string();
        assert_eq!(shown, "release all <ins>detained </ins>journalists");
    }

    #[test]
    fn words_in_quotation_marks_are_those_that_differ() {
        assert_eq!(quoted("\"a\" in en is \"b\" in it").collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(quoted("none").count(), 0);
    }
}
