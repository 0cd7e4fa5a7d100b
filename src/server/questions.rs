//! Questions that pages ask, beside those of the catalogue. Values come in as parameters,
//! never as text.

use crate::check;
use crate::query::catalogue;

/// By name: one file of `questions/` each.
const QUESTIONS: &[(&str, &str)] = &[
    ("act-marks", include_str!("questions/act-marks.rq")),
    ("act-notices", include_str!("questions/act-notices.rq")),
    ("act-speech", include_str!("questions/act-speech.rq")),
    ("act-text", include_str!("questions/act-text.rq")),
    ("citations", include_str!("questions/citations.rq")),
    ("class-things", include_str!("questions/class-things.rq")),
    ("demand-words", include_str!("questions/demand-words.rq")),
    ("demands-all", include_str!("questions/demands-all.rq")),
    ("home-acts", include_str!("questions/home-acts.rq")),
    ("home-kinds", include_str!("questions/home-kinds.rq")),
    ("site-things", include_str!("questions/site-things.rq")),
    ("thing-incoming", include_str!("questions/thing-incoming.rq")),
    ("thing-mentions", include_str!("questions/thing-mentions.rq")),
    ("thing-says", include_str!("questions/thing-says.rq")),
    ("thing-speech", include_str!("questions/thing-speech.rq")),
    ("thing-statements", include_str!("questions/thing-statements.rq")),
    ("thing-words", include_str!("questions/thing-words.rq")),
    ("trust-candidates", include_str!("questions/trust-candidates.rq")),
    ("trust-files", include_str!("questions/trust-files.rq")),
    ("trust-notices", include_str!("questions/trust-notices.rq")),
];

/// Begins the names of the checks of the graph, which are questions, too.
pub const CHECK: &str = "check:";

/// Of a page, a check, else of the catalogue.
pub fn text(name: &str) -> Option<&'static str> {
    if let Some(check) = name.strip_prefix(CHECK) {
        return check::question(check);
    }
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
