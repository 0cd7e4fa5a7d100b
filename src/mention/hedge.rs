//! Words by which an act passes on what others say: `reportedly`, `selon des informations`.
//!
//! Finds the labels of scheme `hedge`, and the conditional mood of languages that mark it by the
//! verb's ending (`hc:conditionals`: `aurait`, `comprenderebbe`). Leaves alone the conditional of
//! obligation and wish (`hc:notConditionals`: `devrait`, `ne saurait`; `hc:wished` behind it:
//! `sarebbe opportuno`), and of what would follow (`hc:following`: `en seraient`).

use crate::grammar::Class;
use crate::lexicon::{ConceptId, Hit, Scheme};
use crate::mention::view::View;
use crate::mention::words::Word;
use crate::text::Span;

/// Hedges inside `span`, in order; overlapping labels once, the longest.
pub(super) fn within(view: &View<'_>, span: Span) -> Vec<(ConceptId, Span)> {
    let mut hedges: Vec<(ConceptId, Span)> = view
        .hits
        .iter()
        .filter(|hit| hit.scheme == Scheme::Hedge && span.contains(hit.span))
        .filter(|hit| view.lexicon.concept(hit.concept).notation != "conditional")
        .filter(|hit| !is_counted(view, hit))
        .map(|hit| (hit.concept, hit.span))
        .chain(conditionals(view, span))
        .collect();
    hedges.sort_by_key(|(_, it)| (it.start, std::cmp::Reverse(it.end)));
    let mut end = 0;
    hedges.retain(|(_, it)| {
        let free = it.start >= end;
        end = end.max(it.end);
        free
    });
    hedges
}

/// "il secondo turno": behind an article the preposition is a number and quotes nobody.
fn is_counted(view: &View<'_>, hit: &Hit) -> bool {
    let Some(before) = view.word_from(hit.span.start).checked_sub(1) else { return false };
    let articles = [Class::Article, Class::Indefinite, Class::OfArticle, Class::OnArticle, Class::ForArticle];
    view.lexicon.concept(hit.concept).notation == "according-to"
        && articles.into_iter().any(|class| view.grammar.is(class, view.folded(before)))
}

fn conditionals<'a>(view: &'a View<'_>, span: Span) -> impl Iterator<Item = (ConceptId, Span)> + 'a {
    let lexicon = view.lexicon;
    let mood = lexicon.by_notation(Scheme::Hedge, "conditional");
    let text = view.block.text.as_str();
    let grammar = lexicon.grammar(view.block.language);
    let mood = mood.filter(|_| grammar.has_endings(Class::Conditional));
    let long = |it: &&Word| it.span.len() > SHORTEST;
    mood.into_iter().flat_map(move |mood| {
        let words =
            view.words[view.word_from(span.start)..].iter().take_while(move |it| it.span.end <= span.end);
        let words = words.filter(long).flat_map(move |it| view.block.slice(it.span).split(is_other));
        words.filter(|word| word.len() > SHORTEST).filter_map(move |word| {
            if !grammar.matches(Class::Conditional, word) || grammar.is(Class::NotConditional, word) {
                return None;
            }
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            let end = start + word.len();
            let before = text[span.start as usize..start].trim_end().rsplit(is_other).next().unwrap_or("");
            let after = text[end..span.end as usize].trim_start().split(is_other).next().unwrap_or("");
            let asked = grammar.is(Class::Wished, after) || grammar.is(Class::Following, before);
            (!asked).then(|| (mood, Span::new(start, end)))
        })
    })
}

/// Bytes that a conditional has more than.
const SHORTEST: usize = 5;

fn is_other(c: char) -> bool {
    !c.is_alphabetic()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::BlockId;
    use crate::mention::probe::{EN, FR, IT, probe};
    use crate::text::Language;

    fn check(language: Language, text: &str, expected: &[&str]) {
        let found: Vec<String> = probe(language, &[("1", text)], |scope, _| {
            let view = View::new(scope, BlockId(0));
            let hedges = within(&view, Span::new(0, text.len()));
            hedges.into_iter().map(|(_, it)| view.block.slice(it).to_owned()).collect()
        });
        assert_eq!(found, expected, "in {text:?}");
    }

    #[test]
    fn words_of_report_are_found() {
        check(EN, "who was reportedly beaten", &["reportedly"]);
        check(FR, "selon des informations crédibles", &["selon des informations"]);
        check(IT, "secondo segnalazioni, fu percosso", &["secondo segnalazioni"]);
    }

    #[test]
    fn a_conditional_that_passes_on_a_report_is_found() {
        check(FR, "M. X aurait été battu et serait détenu", &["aurait", "serait"]);
        check(IT, "il signor X sarebbe detenuto", &["sarebbe"]);
    }

    #[test]
    fn ability_and_need_are_no_report() {
        check(FR, "une telle loi ne saurait être acceptée; il vaudrait mieux la retirer", &[]);
        check(FR, "il serait souhaitable que la loi soit revue, qui devrait l'être", &[]);
        check(IT, "non saprebbe accettarla; sarebbe opportuno rivederla e bisognerebbe farlo", &[]);
    }

    #[test]
    fn what_would_follow_is_no_report() {
        check(FR, "les droits de la défense en seraient affaiblis", &[]);
        check(IT, "i diritti ne sarebbero indeboliti", &[]);
    }

    #[test]
    fn other_uses_of_the_words_are_left_alone() {
        // wrong: the Assembly's own reports are nobody's rumour; but to hedge what is not is the
        // safer mistake.
        check(EN, "recalls the reports of its Monitoring Committee", &["reports of"]);
        check(EN, "deplores the reports of torture", &["reports of"]);
        check(EN, "in accordance with the law", &[]);
        check(IT, "il secondo turno delle elezioni", &[]);
    }
}
