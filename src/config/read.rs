//! Fields of a TOML file with their places: each is taken by name, what is wrong with it is
//! noted and reading goes on, and what nobody took is no field.
//!
//! Deserialization would stop at the first fault; a file is corrected in one go when all are told.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Set;
use crate::text::Language;

/// From 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line(pub u32);

/// One thing wrong in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub line: Line,
    /// From 1, in characters.
    pub column: u32,
    /// Characters.
    pub width: u32,
    /// The whole line.
    pub text: String,
    pub message: String,
    pub hint: Option<String>,
}

/// The file's text, and what was found wrong so far.
pub struct Reader<'t> {
    text: &'t str,
    faults: RefCell<Vec<Fault>>,
}

impl<'t> Reader<'t> {
    pub fn new(text: &'t str) -> Self {
        Self { text, faults: RefCell::default() }
    }

    pub fn document(&self) -> Result<Spanned<DeTable<'t>>, Fault> {
        DeTable::parse(self.text).map_err(|error| {
            let at = error.span().unwrap_or(0..0);
            self.fault(at, format!("no TOML: {}", error.message()), None)
        })
    }

    /// In the order of the lines.
    pub fn faults(self) -> Vec<Fault> {
        let mut faults = self.faults.into_inner();
        faults.sort_by_key(|it| (it.line, it.column));
        faults
    }

    fn note(&self, at: Range<usize>, message: String, hint: Option<String>) {
        let fault = self.fault(at, message, hint);
        self.faults.borrow_mut().push(fault);
    }

    fn fault(&self, at: Range<usize>, message: String, hint: Option<String>) -> Fault {
        let (line, start) = self.line(at.start);
        let text = self.text.get(start..).and_then(|it| it.lines().next()).unwrap_or_default();
        let before = self.text.get(start..at.start).unwrap_or_default();
        let within = self.text.get(at.start..at.end.min(start + text.len())).unwrap_or_default();
        let count = |text: &str| u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        Fault {
            line,
            column: count(before) + 1,
            width: count(within).max(1),
            text: text.to_owned(),
            message,
            hint,
        }
    }

    /// The line and the offset at which it begins.
    fn line(&self, offset: usize) -> (Line, usize) {
        let before = self.text.get(..offset).unwrap_or(self.text);
        let start = before.rfind('\n').map_or(0, |it| it + 1);
        (Line(before.matches('\n').count() as u32 + 1), start)
    }
}

/// A table of the file, being read field by field.
pub struct Section<'r, 't> {
    reader: &'r Reader<'t>,
    table: &'r DeTable<'t>,
    /// As the file names it; empty for the top.
    name: &'static str,
    at: Range<usize>,
    asked: Vec<&'static str>,
}

impl<'r, 't> Section<'r, 't> {
    pub fn top(reader: &'r Reader<'t>, table: &'r DeTable<'t>) -> Self {
        Self { reader, table, name: "", at: 0..0, asked: Vec::new() }
    }

    /// A table in this one. None where there is none, or something else.
    pub fn section(&mut self, name: &'static str) -> Option<Self> {
        let (key, value) = self.take(name)?;
        match value.get_ref() {
            DeValue::Table(table) => {
                Some(Self { reader: self.reader, table, name, at: key, asked: Vec::new() })
            }
            _ => self.unfit(name, value, "a table"),
        }
    }

    pub fn line(&self) -> Line {
        self.reader.line(self.at.start).0
    }

    pub fn text(&mut self, name: &'static str) -> Option<Set<String>> {
        let (_, value) = self.take(name)?;
        match value.get_ref() {
            DeValue::String(text) if !text.trim().is_empty() => {
                Some(Set { value: text.trim().to_owned(), line: self.reader.line(value.span().start).0 })
            }
            DeValue::String(_) => {
                self.reader.note(value.span(), format!("`{name}` is empty"), None);
                None
            }
            _ => self.unfit(name, value, "a text"),
        }
    }

    /// A text that means something.
    pub fn parsed<T>(
        &mut self,
        name: &'static str,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<Set<T>> {
        let Set { value, line } = self.text(name)?;
        match parse(&value) {
            Ok(value) => Some(Set { value, line }),
            Err(fault) => {
                let at = self.table.get(name).map_or(self.at.clone(), Spanned::span);
                self.reader.note(at, format!("`{name}`: {fault}"), None);
                None
            }
        }
    }

    /// A list of texts, or one text for a list of one.
    pub fn list<T>(
        &mut self,
        name: &'static str,
        mut parse: impl FnMut(&str) -> Result<T, String>,
    ) -> Option<Vec<T>> {
        let (_, value) = self.take(name)?;
        let items: &[Spanned<DeValue<'_>>] = match value.get_ref() {
            DeValue::Array(items) => items,
            DeValue::String(_) => std::slice::from_ref(value),
            _ => return self.unfit(name, value, "a list of texts"),
        };
        if items.is_empty() {
            self.reader.note(value.span(), format!("`{name}` is empty"), None);
            return None;
        }
        let mut parsed = Vec::new();
        for item in items {
            match item.get_ref() {
                DeValue::String(text) => match parse(text.trim()) {
                    Ok(item) => parsed.push(item),
                    Err(fault) => self.reader.note(item.span(), format!("`{name}`: {fault}"), None),
                },
                other => {
                    let message =
                        format!("`{name}` holds {}, and may hold texts only", article(other.type_str()));
                    self.reader.note(item.span(), message, None);
                }
            }
        }
        (parsed.len() == items.len()).then_some(parsed)
    }

    /// A list of numbers.
    pub fn numbers(&mut self, name: &'static str) -> Option<Vec<f64>> {
        let (_, value) = self.take(name)?;
        let number = |it: &Spanned<DeValue<'_>>| match it.get_ref() {
            DeValue::Float(it) => it.as_str().parse().ok(),
            DeValue::Integer(it) if it.radix() == 10 => it.as_str().parse().ok(),
            _ => None,
        };
        let numbers = value.get_ref().as_array().and_then(|items| items.iter().map(number).collect());
        numbers.or_else(|| self.unfit(name, value, "a list of numbers"))
    }

    /// Notes what is wrong with a field that was taken.
    pub fn refuse<T>(&self, name: &str, fault: &str) -> Option<T> {
        let at = self.table.get(name).map_or(self.at.clone(), Spanned::span);
        self.reader.note(at, format!("`{name}` {fault}"), None);
        None
    }

    /// A value for each language: a table by tag, or one value, which is English.
    pub fn by_language<T>(
        &mut self,
        name: &'static str,
        read: impl Fn(&DeValue<'_>) -> Option<T>,
        wanted: &'static str,
    ) -> Option<BTreeMap<Language, T>> {
        let (_, value) = self.take(name)?;
        let mut values = BTreeMap::new();
        let DeValue::Table(table) = value.get_ref() else {
            let Some(read) = read(value.get_ref()) else { return self.unfit(name, value, wanted) };
            values.insert(Language::ENGLISH, read);
            return Some(values);
        };
        let mut whole = !table.is_empty();
        if !whole {
            self.reader.note(value.span(), format!("`{name}` is empty"), None);
        }
        for (tag, value) in table {
            let Some(language) = Language::new(tag.get_ref()) else {
                let message = format!("`{name}`: `{}` is no two-letter language tag", tag.get_ref());
                self.reader.note(tag.span(), message, None);
                whole = false;
                continue;
            };
            match read(value.get_ref()) {
                Some(value) => {
                    values.insert(language, value);
                }
                None => {
                    self.unfit::<()>(name, value, wanted);
                    whole = false;
                }
            }
        }
        whole.then_some(values)
    }

    /// The same field, told as missing where it is not there.
    pub fn required<T>(&mut self, name: &'static str, value: Option<T>, example: &str) -> Option<T> {
        if value.is_none() && !self.table.contains_key(name) {
            let message = format!("`{}` lacks `{name}`", self.name);
            self.reader.note(self.at.clone(), message, Some(format!("as in: {name} = {example}")));
        }
        value
    }

    /// What was not asked for is no field.
    pub fn finish(self) {
        for (key, _) in self.table {
            let name: &str = key.get_ref();
            if self.asked.contains(&name) {
                continue;
            }
            let near = self.asked.iter().find(|it| strsim::damerau_levenshtein(it, name) <= 2);
            let hint = match near {
                Some(near) => format!("is it `{near}`?"),
                None => format!("fields here are: {}", self.asked.join(", ")),
            };
            self.reader.note(key.span(), format!("no field is named `{name}`"), Some(hint));
        }
    }

    /// Place of the key, and the value.
    fn take(&mut self, name: &'static str) -> Option<(Range<usize>, &'r Spanned<DeValue<'t>>)> {
        self.asked.push(name);
        let (key, value) = self.table.get_key_value(name)?;
        Some((key.span(), value))
    }

    fn unfit<T>(&self, name: &str, value: &Spanned<DeValue<'_>>, wanted: &str) -> Option<T> {
        let is = article(value.get_ref().type_str());
        self.reader.note(value.span(), format!("`{name}` is {is}, and must be {wanted}"), None);
        None
    }
}

fn article(kind: &str) -> String {
    let kind = if kind == "string" { "text" } else { kind };
    match kind.chars().next() {
        Some('a' | 'e' | 'i' | 'o') => format!("an {kind}"),
        _ => format!("a {kind}"),
    }
}
