//! `hemicycle.toml`: the address of a collection, and what a publication says about itself.
//!
//! ```toml
//! base = "https://data.parliament.example"   # beginning of every IRI
//! store = "hemicycle.store"
//! language = "en"
//!
//! [publication]
//! title = { en = "Acts", fr = "Actes" }
//! …
//! ```
//!
//! All faults of a file are told, not only the first: who writes one corrects it in one go.
//! What may stand in it is told field by field in [`publication`]; how a field is read and
//! its place kept, in [`read`]; codes of others' lists in [`code`]. Pure: the text comes from the command line's end.

pub mod code;
pub mod publication;
mod read;

use std::path::PathBuf;

use self::publication::Publication;
pub use self::read::{Fault, Line};
use self::read::{Reader, Section};
use crate::graph::iri::Minter;
use crate::text::Language;

/// Name of the file in the folder where a command is run.
pub const FILE: &str = "hemicycle.toml";

/// A value and the line of the file that gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Set<T> {
    pub value: T,
    pub line: Line,
}

/// What a file says; what it leaves out is None.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    pub base: Option<Set<Minter>>,
    pub store: Option<Set<PathBuf>>,
    pub language: Option<Set<Language>>,
    /// Only where the file speaks of publishing at all.
    pub publication: Option<Publication>,
}

impl Config {
    /// The file's values, or every fault in it in the order of its lines.
    pub fn parse(text: &str) -> Result<Self, Vec<Fault>> {
        let reader = Reader::new(text);
        let document = reader.document().map_err(|fault| vec![fault])?;
        let mut top = Section::top(&reader, document.get_ref());
        let config = Self {
            base: top.parsed("base", |text| Minter::new(text).map_err(|error| error.fault().to_owned())),
            store: top.text("store").map(|it| Set { value: PathBuf::from(it.value), line: it.line }),
            language: top.parsed("language", |text| {
                Language::new(text).ok_or_else(|| format!("`{text}` is no two-letter language tag"))
            }),
            publication: publication::read(&mut top),
        };
        top.finish();
        let faults = reader.faults();
        if faults.is_empty() { Ok(config) } else { Err(faults) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Faults as `line: message`.
    fn check(text: &str, expected: &[&str]) {
        let faults = Config::parse(text).err().unwrap_or_default();
        let told: Vec<String> = faults.iter().map(|it| format!("{}: {}", it.line.0, it.message)).collect();
        assert_eq!(told, expected, "in {text}");
    }

    #[test]
    fn an_empty_file_sets_nothing() {
        assert_eq!(Config::parse(""), Ok(Config::default()));
    }

    #[test]
    fn values_know_their_line() {
        let config = Config::parse("# ours\nbase = 'https://data.example.org/'\nlanguage = 'fr'").unwrap();
        let base = config.base.unwrap();
        assert_eq!((base.value.base(), base.line), ("https://data.example.org", Line(2)));
        assert_eq!(config.language.unwrap().line, Line(3));
    }

    #[test]
    fn every_fault_is_told_not_only_the_first() {
        check(
            "base = 'ftp://x.example'\nlanguage = 3\nstroe = 'x'\n",
            &[
                "1: `base`: not an http or https address",
                "2: `language` is an integer, and must be a text",
                "3: no field is named `stroe`",
            ],
        );
    }

    #[test]
    fn what_is_no_toml_is_told_with_its_line() {
        let faults = Config::parse("base = 'x'\n[publication\n").unwrap_err();
        assert_eq!(faults[0].line, Line(2), "{faults:?}");
    }

    #[test]
    fn a_near_name_is_offered() {
        let faults = Config::parse("stroe = 'x'").unwrap_err();
        assert_eq!(faults[0].hint.as_deref(), Some("is it `store`?"));
    }

    #[test]
    fn missing_fields_are_named_at_their_table() {
        check(
            "[publication]\ntitle = 'Acts'\n",
            &[
                "1: `publication` lacks `description`",
                "1: `publication` lacks `keywords`",
                "1: `publication` lacks `licence`",
                "1: `publication` lacks `themes`",
                "1: `publication` lacks `place`",
                "1: `publication` lacks `box`",
                "1: `publication` lacks `publisher`",
                "1: `publication` lacks `contact`",
            ],
        );
    }

    #[test]
    fn codes_that_are_in_no_list_are_told() {
        let good = publication::SAMPLE;
        let config = Config::parse(good).unwrap();
        assert_eq!(config.publication.unwrap().themes.len(), 2);
        check(
            &good.replace("\"GOVE\"", "\"GOVT\""),
            &["18: `themes`: `GOVT` is no code of the EU's list `data-theme`"],
        );
        check(
            &good.replace("\"CC_BY_4_0\"", "\"CC-BY\""),
            &["17: `licence`: `CC-BY` is no code of the EU's list `licence`"],
        );
    }

    #[test]
    fn a_box_is_four_numbers_in_their_order() {
        let box_of = |numbers: &str| publication::SAMPLE.replace("[-31.3, 34.5, 69.1, 81.9]", numbers);
        for wrong in
            ["[34.5, -31.3]", "[69.1, 34.5, -31.3, 81.9]", "[-31.3, 34.5, 69.1, 181.9]", "[nan, 1, 2, 3]"]
        {
            let faults = Config::parse(&box_of(wrong)).unwrap_err();
            assert!(faults[0].message.starts_with("`box` must be west"), "{wrong}: {faults:?}");
        }
        check(&box_of("\"Europe\""), &["20: `box` is a text, and must be a list of numbers"]);
        assert!(Config::parse(&box_of("[-10, 20, 30, 40]")).is_ok());
    }

    #[test]
    fn texts_are_one_or_one_for_each_language() {
        let config = Config::parse(publication::SAMPLE).unwrap().publication.unwrap();
        assert_eq!(config.title.get(Language::FRENCH), Some("Actes"));
        let one =
            publication::SAMPLE.replace("title = { en = \"Acts\", fr = \"Actes\" }", "title = \"Acts\"");
        let config = Config::parse(&one).unwrap().publication.unwrap();
        assert_eq!(config.title.get(Language::ENGLISH), Some("Acts"));
        check(
            &publication::SAMPLE.replace("fr = \"Actes\"", "french = \"Actes\""),
            &["9: `title`: `french` is no two-letter language tag"],
        );
    }
}
