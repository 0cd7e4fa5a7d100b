//! Questions that pages ask, beside those of the catalogue. Values come in as parameters,
//! never as text.

use crate::query::catalogue;

/// By name: one file of `questions/` each.
const QUESTIONS: &[(&str, &str)] = &[];

/// Of a page, else of the catalogue.
pub fn text(name: &str) -> Option<&'static str> {
    QUESTIONS.iter().find(|(it, _)| *it == name).map(|(_, text)| *text).or_else(|| catalogue::text(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Question;

    #[test]
    fn every_question_of_a_page_parses() {
        for (name, text) in QUESTIONS {
            Question::parse(*name, *text).unwrap_or_else(|error| panic!("{name}: {error}"));
        }
    }
}
