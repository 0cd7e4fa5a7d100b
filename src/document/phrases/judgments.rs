//! Lines of a judgment's head, by the words that they begin with.

use super::{HEADING_LENGTH, Phrases, Word, key};

impl Phrases {
    /// `CASE OF EXAMPLE v. RURITANIA`: set in capitals but for the `v.`
    pub fn is_case(&self, line: &str) -> bool {
        self.begins(line, Word::Case)
            && line.chars().filter(|c| c.is_uppercase()).count()
                > line.chars().filter(|c| c.is_lowercase()).count()
    }

    /// `(Application no. 78117/13)`
    pub fn is_application(&self, line: &str) -> bool {
        line.contains('/') && self.begins(line.trim_start_matches('('), Word::Application)
    }

    /// `In the case of Example v. Ruritania,`: the text begins.
    pub fn opens_case(&self, line: &str) -> bool {
        self.begins(line, Word::CaseOpening)
    }

    fn begins(&self, line: &str, word: Word) -> bool {
        line.len() <= HEADING_LENGTH && self.may_open(line) && self.at(&key(line)).any(|it| it.word == word)
    }
}
