//! What a run goes by: arguments first, then the environment, then `hemicycle.toml`, then
//! what is built in; and which of them said so.

use std::fmt;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use clap::parser::ValueSource;

use super::report::{Complaint, Place};
use super::{Failure, Given, Global, Outcome};
use crate::config::{Config, FILE, Fault, Line, Set};
use crate::text::Language;

/// Store where nobody names one.
const STORE: &str = "hemicycle.store";

/// Who gave a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    Argument(&'static str),
    Environment(&'static str),
    File { path: PathBuf, line: Line },
    BuiltIn,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Argument(name) => f.write_str(name),
            Self::Environment(name) => write!(f, "environment, {name}"),
            Self::File { path, line } => write!(f, "{}:{}", path.display(), line.0),
            Self::BuiltIn => f.write_str("built in"),
        }
    }
}

/// The file that was read, if any, and its settings.
#[derive(Debug, Default)]
pub struct Settings {
    pub path: Option<PathBuf>,
    pub config: Config,
}

impl Settings {
    /// The file that is named; else that of this folder, where there is one.
    pub fn read(named: Option<&Path>) -> Result<Self, Failure> {
        let path = named.unwrap_or(Path::new(FILE));
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if named.is_none() && error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Self::default());
            }
            Err(error) => {
                let message = format!("cannot read settings {}", path.display());
                return Err(Failure::new(Outcome::Usage, Complaint::error(message).caused_by(&error)));
            }
        };
        match Config::parse(&text) {
            Ok(config) => Ok(Self { path: Some(path.to_owned()), config }),
            Err(faults) => {
                let mut complaints: Vec<Complaint> = faults.iter().map(|it| told(path, it)).collect();
                let last = complaints.pop().expect("a refusal has faults");
                complaints.iter().for_each(Complaint::print);
                Err(Failure::new(Outcome::Usage, last))
            }
        }
    }

    /// Where a value of the file stands.
    pub fn at(&self, line: Line) -> Origin {
        Origin::File { path: self.path.clone().unwrap_or_default(), line }
    }
}

fn told(path: &Path, fault: &Fault) -> Complaint {
    let place = Place {
        name: path.display().to_string(),
        line: fault.line.0,
        column: fault.column,
        width: fault.width,
        text: fault.text.clone(),
    };
    Complaint::error(fault.message.clone()).at(place).hint(fault.hint.clone())
}

/// Arguments and file together.
pub fn settle(given: Given, matches: &ArgMatches) -> Result<Global, Failure> {
    let settings = Settings::read(given.config.as_deref())?;
    let argument = |id: &str, name, variable| match matches.value_source(id) {
        Some(ValueSource::EnvVariable) => Origin::Environment(variable),
        _ => Origin::Argument(name),
    };
    let store = match (given.store, &settings.config.store) {
        (Some(store), _) => (store, argument("store", "--store", "HEMICYCLE_STORE")),
        // Relative to the file, which may be read from elsewhere.
        (None, Some(Set { value, line })) => {
            let folder = settings.path.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
            (folder.join(value), settings.at(*line))
        }
        (None, None) => (PathBuf::from(STORE), Origin::BuiltIn),
    };
    let language = match (given.language, &settings.config.language) {
        (Some(language), _) => (language, Origin::Argument("--language")),
        (None, Some(Set { value, line })) => (*value, settings.at(*line)),
        (None, None) => (Language::ENGLISH, Origin::BuiltIn),
    };
    Ok(Global {
        store: store.0,
        language: language.0,
        json: given.json,
        quiet: given.quiet,
        origins: Origins { store: store.1, language: language.1 },
        settings,
    })
}

/// Who gave the values that every command has.
#[derive(Debug)]
pub struct Origins {
    pub store: Origin,
    pub language: Origin,
}
