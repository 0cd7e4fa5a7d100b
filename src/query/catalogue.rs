//! The questions that come with Hemicycle: every `queries/*.rq`, put into the program when it
//! is compiled.

use super::{Question, QuestionError};

include!(concat!(env!("OUT_DIR"), "/questions.rs"));

/// Names, sorted.
pub fn names() -> impl Iterator<Item = &'static str> {
    QUESTIONS.iter().map(|(name, _)| *name)
}

/// The text of a question by its name.
pub fn text(name: &str) -> Option<&'static str> {
    let index = QUESTIONS.binary_search_by_key(&name, |(it, _)| it).ok()?;
    Some(QUESTIONS[index].1)
}

/// A question by its name, parsed.
pub fn question(name: &str) -> Option<Result<Question, QuestionError>> {
    text(name).map(|text| Question::parse(name, text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn every_question_parses_and_is_explained_in_three_languages() {
        for name in names() {
            let question = question(name).expect("listed").unwrap_or_else(|error| panic!("{name}: {error}"));
            for language in [Language::ENGLISH, Language::FRENCH, Language::ITALIAN] {
                let header = &question.header;
                let missing = |what: &str| panic!("{name}: no {what} in {language}");
                header.titles.get(&language).unwrap_or_else(|| missing("title"));
                header.about.get(&language).unwrap_or_else(|| missing("explanation"));
                for parameter in &header.parameters {
                    parameter.labels.get(&language).unwrap_or_else(|| missing(&parameter.name));
                }
            }
            assert!(!question.header.examples.is_empty(), "{name}: no example");
        }
    }

    #[test]
    fn every_parameter_is_a_variable_of_its_question() {
        for name in names() {
            let question = question(name).expect("listed").expect("parses: tested");
            for parameter in &question.header.parameters {
                let variable = format!("?{}", parameter.name);
                assert!(question.text.contains(&variable), "{name}: {variable}");
            }
        }
    }
}
