//! What is told on standard error: the fault, its place, its causes and the way out.
//!
//! ```text
//! error: paragraph 9.2 comes after 9.4
//!   --> doc-xii-bis-224.txt:118:1
//! 118 | 9.2. to ensure that ...
//!     | ^^^^
//! hint: pages may be out of order
//! ```

use std::error::Error;
use std::fmt::{self, Write as _};
use std::io::{self, Write as _};

use serde::Serialize;

use super::output::coloured_errors;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Level {
    Error,
    Warning,
}

/// One message.
#[derive(Debug, Serialize)]
pub struct Complaint {
    level: Level,
    message: String,
    place: Option<Box<Place>>,
    causes: Vec<String>,
    hint: Option<String>,
}

/// Where in a text the fault lies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    pub name: String,
    /// From 1.
    pub line: u32,
    /// From 1, in characters.
    pub column: u32,
    /// Characters underlined.
    pub width: u32,
    /// The whole line.
    pub text: String,
}

impl Complaint {
    pub fn error(message: impl Into<String>) -> Self {
        Self { level: Level::Error, message: message.into(), place: None, causes: Vec::new(), hint: None }
    }

    pub fn warning(message: impl Into<String>) -> Self {
        Self { level: Level::Warning, ..Self::error(message) }
    }

    /// The error and what caused it, each once.
    pub fn of(error: &dyn Error) -> Self {
        let complaint = Self::error(error.to_string());
        match error.source() {
            Some(cause) => complaint.caused_by(cause),
            None => complaint,
        }
    }

    pub fn caused_by(mut self, cause: &dyn Error) -> Self {
        let mut next = Some(cause);
        while let Some(cause) = next {
            let text = cause.to_string();
            // Wrappers often repeat what they wrap.
            if !self.message.ends_with(&text) && self.causes.last() != Some(&text) {
                self.causes.push(text);
            }
            next = cause.source();
        }
        self
    }

    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(Box::new(place));
        self
    }

    pub fn hint(mut self, hint: Option<impl Into<String>>) -> Self {
        self.hint = hint.map(Into::into);
        self
    }

    /// To standard error; that it cannot be written there is no reason to stop.
    pub fn print(&self) {
        let text = if coloured_errors() { self.coloured() } else { self.to_string() };
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }

    /// As one line of JSON, for programs that read what went wrong.
    pub fn print_line(&self) {
        let line = serde_json::to_string(self).unwrap_or_else(|_| self.message.clone());
        let _ = writeln!(io::stderr().lock(), "{line}");
    }

    fn coloured(&self) -> String {
        let plain = self.to_string();
        let (word, colour) = match self.level {
            Level::Error => ("error:", "\x1b[1;31m"),
            Level::Warning => ("warning:", "\x1b[1;33m"),
        };
        plain.replacen(word, &format!("{colour}{word}\x1b[0m"), 1)
    }
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.level {
            Level::Error => "error",
            Level::Warning => "warning",
        };
        writeln!(f, "{word}: {}", self.message)?;
        if let Some(place) = &self.place {
            place.fmt(f)?;
        }
        for cause in &self.causes {
            writeln!(f, "cause: {cause}")?;
        }
        match &self.hint {
            Some(hint) => writeln!(f, "hint: {hint}"),
            None => Ok(()),
        }
    }
}

/// Characters of a line that are shown; an endless line is cut around the fault.
const SHOWN: usize = 100;

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "  --> {}:{}:{}", self.name, self.line, self.column)?;
        if self.text.is_empty() {
            return Ok(());
        }
        let column = self.column.saturating_sub(1) as usize;
        let from = column.saturating_sub(SHOWN / 2);
        let shown: String = self
            .text
            .chars()
            .skip(from)
            .take(SHOWN)
            // A tab or a control character would move the caret.
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        let before: String = shown.chars().take(column - from).collect();
        let width = (self.width.max(1) as usize).min(SHOWN - (column - from).min(SHOWN - 1));
        let number = self.line.to_string();
        let mut margin = String::new();
        for _ in 0..number.len() {
            margin.push(' ');
        }
        let mut carets = String::new();
        for _ in 0..width {
            carets.write_char('^')?;
        }
        let indent = unicode_width::UnicodeWidthStr::width(before.as_str());
        writeln!(f, "{number} | {}", shown.trim_end())?;
        writeln!(f, "{margin} | {:indent$}{carets}", "")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_names_fault_place_and_way_out() {
        let place =
            Place { name: "a.txt".into(), line: 118, column: 4, width: 4, text: "é: 9.2. to ensure".into() };
        let complaint =
            Complaint::error("paragraph 9.2 comes after 9.4").at(place).hint(Some("look at the pages"));
        assert_eq!(
            complaint.to_string(),
            "error: paragraph 9.2 comes after 9.4\n  --> a.txt:118:4\n118 | é: 9.2. to ensure\n    |    ^^^^\nhint: look at the pages\n"
        );
    }

    #[test]
    fn an_endless_line_is_cut_around_the_fault() {
        let place = Place { name: "a".into(), line: 1, column: 5_000, width: 1, text: "x".repeat(10_000) };
        let shown = Complaint::error("e").at(place).to_string();
        assert!(shown.lines().all(|line| line.len() < 120), "{shown}");
    }

    #[test]
    fn causes_are_told_once() {
        let inner = io::Error::other("disk full");
        let complaint = Complaint::error("cannot write: disk full").caused_by(&inner);
        assert_eq!(complaint.to_string(), "error: cannot write: disk full\n");
    }
}
