//! What a publication says about itself: `[publication]` and the tables in it.
//!
//! Codes of the EU's authority lists are given by their codes (`CC_BY_4_0`, `GOVE`, `ITA`)
//! and checked against `ontology/publishing/codes.ttl`.

use std::collections::BTreeMap;

use iri_string::types::UriStr;
use toml::de::DeValue;

use super::code::{Code, List};
use super::read::{Line, Section};
use crate::text::Language;

/// A text in one language or more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text(BTreeMap<Language, String>);

impl Text {
    pub fn get(&self, language: Language) -> Option<&str> {
        self.0.get(&language).map(String::as_str)
    }

    /// In this language, else in English, else in the first there is.
    pub fn best(&self, language: Language) -> &str {
        let any = || self.0.values().next().map(String::as_str);
        self.get(language).or_else(|| self.get(Language::ENGLISH)).or_else(any).unwrap_or_default()
    }

    pub fn iter(&self) -> impl Iterator<Item = (Language, &str)> {
        self.0.iter().map(|(language, text)| (*language, text.as_str()))
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    /// Of its table.
    pub line: Line,
    pub title: Text,
    pub description: Text,
    pub keywords: BTreeMap<Language, Vec<String>>,
    pub licence: Code,
    pub themes: Vec<Code>,
    /// What it is about: a country or a continent.
    pub place: Code,
    /// Between which degrees that place lies.
    pub extent: Box,
    pub frequency: Code,
    /// Where the folder is served; without it at the base.
    pub address: Option<String>,
    /// Address of a SPARQL endpoint over the same graph.
    pub endpoint: Option<String>,
    /// What it is said to be a release of: shown to readers, else the date of the newest act.
    pub version: Option<String>,
    pub publisher: Publisher,
    pub contact: Contact,
}

/// A rectangle on the map, in degrees as the file writes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Box {
    // Invariant: four finite numbers, in hundred-thousandths of a degree, so that they compare.
    west: i64,
    south: i64,
    east: i64,
    north: i64,
}

impl Box {
    const UNIT: f64 = 100_000.0;

    /// West, south, east, north.
    fn new(numbers: &[f64]) -> Option<Self> {
        let &[west, south, east, north] = numbers else { return None };
        let fits = west.abs() <= 180.0 && east.abs() <= 180.0 && west < east;
        if !fits || south.abs() > 90.0 || north.abs() > 90.0 || south >= north {
            return None;
        }
        let unit = |it: f64| (it * Self::UNIT).round() as i64;
        Some(Self { west: unit(west), south: unit(south), east: unit(east), north: unit(north) })
    }

    /// As well-known text.
    pub fn polygon(&self) -> String {
        let [west, south, east, north] = [self.west, self.south, self.east, self.north].map(degrees);
        format!("POLYGON(({west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south}))")
    }

    /// Its middle, as well-known text.
    pub fn middle(&self) -> String {
        let middle = |a: i64, b: i64| degrees((a + b) / 2);
        format!("POINT({} {})", middle(self.west, self.east), middle(self.south, self.north))
    }
}

fn degrees(units: i64) -> f64 {
    units as f64 / Box::UNIT
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publisher {
    pub name: Text,
    /// Code of the EU's list of corporate bodies, for bodies that are in it.
    pub corporate_body: Option<String>,
    /// Of the ADMS publisher types.
    pub kind: Code,
    pub homepage: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    pub name: String,
    pub email: Option<String>,
    pub page: Option<String>,
}

/// `[publication]`, where the file has it.
pub fn read(top: &mut Section<'_, '_>) -> Option<Publication> {
    let mut it = top.section("publication")?;
    let line = it.line();
    let title = it.by_language("title", text, "a text");
    let title = it.required("title", title, "{ en = \"Acts of the Assembly\" }");
    let description = it.by_language("description", text, "a text");
    let description = it.required("description", description, "{ en = \"What acts say, as linked data\" }");
    let keywords = it.by_language("keywords", texts, "a list of texts");
    let keywords = it.required("keywords", keywords, "{ en = [\"parliament\", \"resolution\"] }");
    let licence = it.parsed("licence", |code| coded(List::Licence, code));
    let licence = it.required("licence", licence, "\"CC_BY_4_0\"");
    let themes = it.list("themes", |code| coded(List::Theme, code));
    let themes = it.required("themes", themes, "[\"GOVE\", \"JUST\"]");
    let place = it.parsed("place", place);
    let place = it.required("place", place, "\"EUROPE\"");
    let extent = it.numbers("box").and_then(|numbers| match Box::new(&numbers) {
        Some(extent) => Some(extent),
        None => {
            it.refuse("box", "must be west, south, east, north in degrees, as in [6.6, 35.5, 18.5, 47.1]")
        }
    });
    let extent = it.required("box", extent, "[-31.3, 34.5, 69.1, 81.9]");
    let frequency = match it.parsed("frequency", |code| coded(List::Frequency, code)) {
        Some(frequency) => Some(frequency.value),
        None => List::Frequency.code("IRREG"),
    };
    let address = it.parsed("address", address);
    let endpoint = it.parsed("endpoint", address_of);
    let version = it.text("version");
    let publisher = it.section("publisher").map(publisher);
    let publisher = it.required("publisher", publisher, "{ name = …, type = …, homepage = … }");
    let contact = it.section("contact").map(contact);
    let contact = it.required("contact", contact, "{ name = …, email = … }");
    it.finish();
    Some(Publication {
        line,
        title: Text(title?),
        description: Text(description?),
        keywords: keywords?,
        licence: licence?.value,
        themes: themes?,
        place: place?.value,
        extent: extent?,
        frequency: frequency?,
        address: address.map(|it| it.value),
        endpoint: endpoint.map(|it| it.value),
        version: version.map(|it| it.value),
        publisher: publisher??,
        contact: contact??,
    })
}

fn publisher(mut it: Section<'_, '_>) -> Option<Publisher> {
    let name = it.by_language("name", text, "a text");
    let name = it.required("name", name, "\"Parliament of …\"");
    let kind = it.parsed("type", |code| coded(List::PublisherType, code));
    let kind = it.required("type", kind, "\"NationalAuthority\"");
    let homepage = it.parsed("homepage", address_of);
    let homepage = it.required("homepage", homepage, "\"https://…\"");
    let corporate_body = it.parsed("corporate_body", |code| {
        let fits = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
        match code.chars().all(fits) {
            true => Ok(code.to_owned()),
            false => Err(format!("`{code}` is no code of the EU's list `corporate-body`")),
        }
    });
    it.finish();
    Some(Publisher {
        name: Text(name?),
        corporate_body: corporate_body.map(|it| it.value),
        kind: kind?.value,
        homepage: homepage?.value,
    })
}

fn contact(mut it: Section<'_, '_>) -> Option<Contact> {
    let name = it.text("name");
    let name = it.required("name", name, "\"Open data office\"");
    let page = it.parsed("page", address_of);
    let email = it.parsed("email", |text| match text.split_once('@') {
        Some((who, host))
            if !who.is_empty() && host.contains('.') && UriStr::new(&format!("mailto:{text}")).is_ok() =>
        {
            Ok(text.to_owned())
        }
        _ => Err(format!("`{text}` is no e-mail address")),
    });
    let email = match page {
        Some(_) => email,
        None => it.required("email", email, "\"data@parliament.example\""),
    };
    it.finish();
    Some(Contact { name: name?.value, email: email.map(|it| it.value), page: page.map(|it| it.value) })
}

fn text(value: &DeValue<'_>) -> Option<String> {
    value.as_str().map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned)
}

fn texts(value: &DeValue<'_>) -> Option<Vec<String>> {
    if let Some(one) = text(value) {
        return Some(vec![one]);
    }
    let items = value.as_array()?;
    let texts: Option<Vec<String>> = items.iter().map(|it| text(it.get_ref())).collect();
    texts.filter(|it| !it.is_empty())
}

fn coded(list: List, code: &str) -> Result<Code, String> {
    list.code(code).ok_or_else(|| format!("`{code}` is no code of the EU's list `{}`", list.name()))
}

/// A country or a continent.
fn place(code: &str) -> Result<Code, String> {
    let lists = [List::Country, List::Continent];
    lists.into_iter().find_map(|list| list.code(code)).ok_or_else(|| {
        format!("`{code}` is neither a code of the EU's list `country` (three letters, as in `ITA`) nor of `continent`")
    })
}

/// An absolute web address.
fn address_of(text: &str) -> Result<String, String> {
    match UriStr::new(text) {
        Ok(uri)
            if matches!(uri.scheme_str(), "http" | "https")
                && uri.authority_str().is_some_and(|it| !it.is_empty()) =>
        {
            Ok(text.to_owned())
        }
        _ => Err(format!("`{text}` is no web address (https://…)")),
    }
}

/// An address that file names can be put behind.
fn address(text: &str) -> Result<String, String> {
    let text = address_of(text)?;
    if text.contains(['?', '#']) {
        return Err(format!("`{text}` has a query or a fragment"));
    }
    Ok(text.trim_end_matches('/').to_owned())
}

/// A whole file, for tests and documentation.
#[cfg(test)]
pub const SAMPLE: &str = include_str!("../../examples/hemicycle.toml");
