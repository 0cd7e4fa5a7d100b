//! The comment lines that open a question: what it asks, in three languages, and its
//! parameters.
//!
//! ```text
//! # title@en: Acts that an act cites
//! # title@fr: Actes cités par un acte
//! # about@en: Every act named in its paragraphs, in the order of the text,
//! #   with the words. A line indented by two more blanks goes on from the one above.
//! # param act: act
//! # param act@en: the citing act
//! # param language: language = en
//! # param body: body optional
//! # column cited@en: Act cited
//! # column cited: label
//! # example: hemicycle query cites --param act='Resolution 2616 (2025)'
//! ```
//!
//! `param NAME: TYPE` must be given, `= DEFAULT` may be, and without `optional` given the
//! variable stays free. Types: see [`ParameterType`]. `##` begins a remark. The first line
//! that is no comment ends the header; a text without header lines is a question, too.

use std::collections::BTreeMap;
use std::fmt;

use super::parameter::ParameterType;
use crate::text::Language;

/// What a question says about itself.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Header {
    pub titles: Labels,
    pub about: Labels,
    /// In the order of the file.
    pub parameters: Vec<Parameter>,
    /// Names of columns for readers, by variable.
    pub columns: BTreeMap<String, Labels>,
    /// What the columns of a table hold, by variable: see [`crate::export::table::Kind`].
    pub types: BTreeMap<String, String>,
    pub examples: Vec<String>,
}

pub type Labels = BTreeMap<Language, String>;

#[derive(Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Of its variable, without `?`.
    pub name: String,
    pub kind: ParameterType,
    pub need: Need,
    pub labels: Labels,
}

/// What becomes of a parameter without a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Need {
    Required,
    Default(String),
    /// Its variable stays free.
    Optional,
}

/// A header line that says nothing Hemicycle knows.
#[derive(Debug, PartialEq, Eq)]
pub struct HeaderError {
    pub name: String,
    /// From 1.
    pub line: u32,
    pub text: String,
    pub fault: String,
}

impl fmt::Display for HeaderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.fault)
    }
}

impl std::error::Error for HeaderError {}

impl Header {
    pub fn parse(name: &str, text: &str) -> Result<Self, HeaderError> {
        let mut header = Self::default();
        for entry in entries(text) {
            header.take(&entry).map_err(|fault| HeaderError {
                name: name.to_owned(),
                line: entry.line,
                text: entry.first.to_owned(),
                fault,
            })?;
        }
        Ok(header)
    }

    pub fn parameter(&self, name: &str) -> Option<&Parameter> {
        self.parameters.iter().find(|it| it.name == name)
    }

    fn take(&mut self, entry: &Entry<'_>) -> Result<(), String> {
        let value = entry.value.clone();
        let (word, rest) = entry.key.split_once(' ').unwrap_or((entry.key, ""));
        let (word, tag) = split_tag(word)?;
        let (name, name_tag) = split_tag(rest.trim())?;
        match (word, tag, name, name_tag) {
            ("title", Some(language), "", None) => set(&mut self.titles, language, value),
            ("about", Some(language), "", None) => set(&mut self.about, language, value),
            ("example", None, "", None) => {
                self.examples.push(value);
                Ok(())
            }
            ("column", None, name, Some(language)) if !name.is_empty() => {
                set(self.columns.entry(name.to_owned()).or_default(), language, value)
            }
            ("column", None, name, None) if !name.is_empty() => {
                self.types.insert(name.to_owned(), value);
                Ok(())
            }
            ("param", None, name, Some(language)) => {
                match self.parameters.iter_mut().find(|it| it.name == name) {
                    Some(parameter) => set(&mut parameter.labels, language, value),
                    None => Err(format!("parameter `{name}` gets a label before its type")),
                }
            }
            ("param", None, name, None) if !name.is_empty() => {
                if self.parameter(name).is_some() {
                    return Err(format!("parameter `{name}` stands twice"));
                }
                let (kind, need) = declaration(&value)?;
                self.parameters.push(Parameter { name: name.to_owned(), kind, need, labels: Labels::new() });
                Ok(())
            }
            _ => Err(format!("`{}` is no header line", entry.key)),
        }
    }
}

/// The label in `language`, else in English, else any.
pub fn label(labels: &Labels, language: Language) -> Option<&str> {
    labels
        .get(&language)
        .or_else(|| labels.get(&Language::ENGLISH))
        .or_else(|| labels.values().next())
        .map(String::as_str)
}

fn set(labels: &mut Labels, language: Language, value: String) -> Result<(), String> {
    match labels.insert(language, value) {
        None => Ok(()),
        Some(_) => Err(format!("a second value in language `{language}`")),
    }
}

fn split_tag(word: &str) -> Result<(&str, Option<Language>), String> {
    match word.split_once('@') {
        None => Ok((word, None)),
        Some((word, tag)) => match Language::new(tag) {
            Some(language) => Ok((word, Some(language))),
            None => Err(format!("`{tag}` is no language of two letters")),
        },
    }
}

/// `person`, `person optional`, `integer = 20`.
fn declaration(text: &str) -> Result<(ParameterType, Need), String> {
    let (kind, need) = match text.split_once('=') {
        Some((kind, default)) => (kind.trim(), Need::Default(default.trim().to_owned())),
        None => match text.strip_suffix("optional") {
            Some(kind) => (kind.trim(), Need::Optional),
            None => (text, Need::Required),
        },
    };
    let kind = ParameterType::parse(kind).ok_or_else(|| {
        format!("`{kind}` is no type of a parameter; there are: {}", ParameterType::names())
    })?;
    if let Need::Default(default) = &need {
        kind.check(default).map_err(|fault| fault.to_string())?;
    }
    Ok((kind, need))
}

struct Entry<'a> {
    line: u32,
    first: &'a str,
    key: &'a str,
    value: String,
}

/// Header lines with what goes on below them.
fn entries(text: &str) -> Vec<Entry<'_>> {
    let mut entries: Vec<Entry<'_>> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let Some(comment) = line.strip_prefix('#') else {
            if line.trim().is_empty() {
                continue;
            }
            break;
        };
        if comment.starts_with('#') || comment.trim().is_empty() {
            continue;
        }
        if let (true, Some(entry)) = (comment.starts_with("   "), entries.last_mut()) {
            entry.value.push(' ');
            entry.value.push_str(comment.trim());
            continue;
        }
        let (key, value) = comment.split_once(':').unwrap_or((comment, ""));
        entries.push(Entry {
            line: index as u32 + 1,
            first: line,
            key: key.trim(),
            value: value.trim().to_owned(),
        });
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = "# title@en: Cited: acts
# title@fr: Actes
## a remark: not a header line
# about@en: Every act,
#   in order.
#
# param act: act
# param act@en: the act
# param n: integer = 20
# param who: person optional
# column act@it: Atto
# example: hemicycle query x

SELECT ?s { ?s ?p ?o } # title@it: not here
";

    #[test]
    fn a_header_says_title_parameters_and_columns() {
        let header = Header::parse("x.rq", WHOLE).expect("parses");
        assert_eq!(header.titles[&Language::ENGLISH], "Cited: acts");
        assert_eq!(header.about[&Language::ENGLISH], "Every act, in order.");
        assert!(!header.titles.contains_key(&Language::ITALIAN));
        let shown: Vec<String> =
            header.parameters.iter().map(|it| format!("{} {} {:?}", it.name, it.kind, it.need)).collect();
        assert_eq!(shown, ["act act Required", "n integer Default(\"20\")", "who person Optional"]);
        assert_eq!(header.columns["act"][&Language::ITALIAN], "Atto");
        assert_eq!(label(&header.titles, Language::ITALIAN), Some("Cited: acts"));
    }

    #[test]
    fn a_text_without_header_is_a_question() {
        assert_eq!(Header::parse("x", "ASK {}"), Ok(Header::default()));
    }

    fn check(line: &str, fault: &str) {
        let error = Header::parse("x.rq", &format!("# title@en: t\n{line}\nASK {{}}")).expect_err(line);
        assert_eq!(error.line, 2);
        assert!(error.fault.contains(fault), "{error:?}");
    }

    #[test]
    fn faults_name_the_line() {
        check("# titel@en: x", "`titel@en` is no header line");
        check("# title@eng: x", "`eng` is no language");
        check("# title@en: x", "second value");
        check("# param act: akt", "`akt` is no type");
        check("# param act@en: x", "before its type");
        check("# param n: integer = many", "`many`");
    }
}
