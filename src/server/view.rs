//! What every page knows: in which language it speaks, where links lead, and its words.
//!
//! The interface speaks [`LANGUAGES`]; what acts say stands in the languages of the acts. A
//! language chosen by the switch stays in the address (`?lang=fr`), so a page can be sent to
//! somebody as it was seen, and nothing is kept in the browser.

use std::sync::LazyLock;

use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::{HeaderMap, Uri};

use super::protocol;
use super::routes::Site;
use crate::lexicon::NAMESPACE;
use crate::text::Language;

pub const LANGUAGES: [Language; 3] = [Language::ENGLISH, Language::FRENCH, Language::ITALIAN];

/// With what the IRIs of our codes begin: `…/def/speech-act/urges`.
pub const CODES: &str = "https://w3id.org/hemicycle/def/";

/// Key, then one column a language of [`LANGUAGES`].
const WORDS: &str = include_str!("words.tsv");

static ROWS: LazyLock<Vec<(&'static str, Vec<&'static str>)>> = LazyLock::new(|| {
    WORDS
        .lines()
        .filter_map(|line| {
            let mut cells = line.split('\t');
            Some((cells.next()?, cells.collect()))
        })
        .collect()
});

pub struct View {
    pub language: Language,
    /// Chosen by the address, so links carry it on.
    chosen: bool,
    pub base: std::sync::Arc<str>,
    /// Without its ending.
    pub path: String,
    parameters: Vec<(String, String)>,
}

impl View {
    pub fn new(site: &Site, uri: &Uri, headers: &HeaderMap) -> Self {
        let parameters: Vec<(String, String)> = protocol::decode(uri.query().unwrap_or_default().as_bytes())
            .unwrap_or_default()
            .into_iter()
            .map(|(name, value)| (name.into_owned(), value.into_owned()))
            .collect();
        let chosen = parameters
            .iter()
            .find(|(name, _)| name == "lang")
            .and_then(|(_, tag)| LANGUAGES.into_iter().find(|it| it.tag() == tag));
        let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|it| it.to_str().ok()).and_then(accepted);
        Self {
            language: chosen.or(accepted).unwrap_or(Language::ENGLISH),
            chosen: chosen.is_some(),
            base: site.base.clone(),
            path: uri.path().trim_end_matches(".html").to_owned(),
            parameters,
        }
    }

    /// Of an address, in English, for tests of pages.
    #[cfg(test)]
    pub fn test(address: &str) -> Self {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let parameters = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let base = "https://hemicycle.example".into();
        Self { language: Language::ENGLISH, chosen: false, base, path: path.to_owned(), parameters }
    }

    /// A parameter of the address; none where it is empty.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        let (_, value) = self.parameters.iter().find(|(it, _)| it == name)?;
        Some(value.trim()).filter(|it| !it.is_empty())
    }

    pub fn parameters(&self) -> impl Iterator<Item = (&str, &str)> {
        self.parameters.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    pub fn word(&self, key: &'static str) -> &'static str {
        let column = LANGUAGES.iter().position(|it| *it == self.language).unwrap_or_default();
        ROWS.iter()
            .find(|(it, _)| *it == key)
            .and_then(|(_, words)| words.get(column).copied())
            .unwrap_or(key)
    }

    /// Where the page of a thing is: here, whatever the host, if the IRI is one of ours.
    pub fn page(&self, iri: &str) -> String {
        // Our terms and codes have pages here, so that a reader without a network can follow them.
        if let Some(term) = iri.strip_prefix(NAMESPACE).filter(|it| !it.is_empty()) {
            return format!("/ontology/{term}.html{}", self.chosen());
        }
        if let Some(code) = iri.strip_prefix(CODES).filter(|it| !it.is_empty() && !it.contains('#')) {
            return format!("/code/{code}{}", self.chosen());
        }
        let Some(path) = iri.strip_prefix(&*self.base) else { return iri.to_owned() };
        // `https://…/hello` is not under `https://…/h`, and `//host` is another host.
        if !(path.is_empty() || path.starts_with(['/', '#'])) || path.starts_with("//") {
            return iri.to_owned();
        }
        let (path, fragment) = path.split_once('#').map_or((path, None), |(path, it)| (path, Some(it)));
        let ending = if path.is_empty() || path == "/" { "/" } else { ".html" };
        let fragment = fragment.map(|it| format!("#{it}")).unwrap_or_default();
        format!("{path}{ending}{}{fragment}", self.chosen())
    }

    /// Of a page that is no thing's.
    pub fn link(&self, path: &str) -> String {
        let chosen = self.chosen();
        if path.contains('?') {
            format!("{path}{}", chosen.replacen('?', "&", 1))
        } else {
            path.to_owned() + &chosen
        }
    }

    /// An address with one more parameter, before its fragment.
    pub fn with(&self, address: &str, name: &str, value: &str) -> String {
        let (address, fragment) = address.split_once('#').map_or((address, None), |(a, b)| (a, Some(b)));
        let join = if address.contains('?') { '&' } else { '?' };
        let value: String = form_urlencoded::byte_serialize(value.as_bytes()).collect();
        let fragment = fragment.map(|it| format!("#{it}")).unwrap_or_default();
        format!("{address}{join}{name}={value}{fragment}")
    }

    /// A stated date in words, as exactly as it is stated; anything else as it is.
    pub fn date(&self, stated: &str) -> String {
        let mut parts = stated.split('-');
        let (year, month, day) = (parts.next(), parts.next(), parts.next());
        let month = month
            .and_then(|it| it.parse::<usize>().ok()?.checked_sub(1))
            .and_then(|it| self.word("months").split(' ').nth(it));
        let day = day.and_then(|it| it.parse::<u8>().ok());
        match (year.filter(|it| it.len() == 4), month, day) {
            (Some(year), Some(month), Some(1)) if self.language == Language::FRENCH => {
                format!("1er {month} {year}")
            }
            (Some(year), Some(month), Some(1)) if self.language == Language::ITALIAN => {
                format!("1º {month} {year}")
            }
            (Some(year), Some(month), Some(day)) => format!("{day} {month} {year}"),
            (Some(year), Some(month), None) => format!("{month} {year}"),
            _ => stated.to_owned(),
        }
    }

    fn chosen(&self) -> String {
        if self.chosen { format!("?lang={}", self.language) } else { String::new() }
    }

    /// This page in another language.
    pub fn switched(&self, shown: &str, language: Language) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in self.parameters().filter(|(name, _)| *name != "lang") {
            query.append_pair(name, value);
        }
        query.append_pair("lang", language.tag());
        format!("{shown}?{}", query.finish())
    }

    /// For forms, which forget the address they stand at.
    pub fn kept(&self) -> Option<Language> {
        self.chosen.then_some(self.language)
    }
}

/// The best of our languages for this header.
fn accepted(header: &str) -> Option<Language> {
    let mut best: Option<(f32, Language)> = None;
    for range in header.split(',') {
        let mut parts = range.split(';').map(str::trim);
        let tag = parts.next().unwrap_or_default().get(..2).and_then(Language::new);
        let quality = parts.find_map(|it| it.strip_prefix("q=")?.parse::<f32>().ok()).unwrap_or(1.0);
        if let Some(language) = tag.filter(|it| LANGUAGES.contains(it))
            && quality > 0.0
            && best.is_none_or(|(other, _)| quality > other)
        {
            best = Some((quality, language));
        }
    }
    best.map(|(_, language)| language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_there_in_every_language() {
        for (key, words) in ROWS.iter() {
            assert_eq!(words.len(), LANGUAGES.len(), "{key}");
            assert!(words.iter().all(|it| !it.trim().is_empty()), "{key}");
        }
        assert!(ROWS.is_sorted_by(|a, b| a.0 < b.0), "sorted, so that a key is found and stands once");
    }

    #[test]
    fn every_word_a_page_asks_for_is_there() {
        let pages = [
            include_str!("page.rs"),
            include_str!("page/act.rs"),
            include_str!("page/browse.rs"),
            include_str!("page/demands.rs"),
            include_str!("page/facts.rs"),
            include_str!("page/marks.rs"),
            include_str!("page/network.rs"),
            include_str!("page/picture.rs"),
            include_str!("page/question.rs"),
            include_str!("page/said.rs"),
            include_str!("page/schema.rs"),
            include_str!("page/search.rs"),
            include_str!("page/sparql.rs"),
            include_str!("page/thing.rs"),
            include_str!("reconcile/answer.rs"),
            include_str!("reconcile/manifest.rs"),
            include_str!("page/time.rs"),
            include_str!("page/trust.rs"),
        ];
        for page in pages {
            for (_, rest) in page.match_indices("word(\"").map(|(at, it)| page.split_at(at + it.len())) {
                let key = rest.split('"').next().unwrap_or_default();
                assert!(ROWS.iter().any(|(it, _)| *it == key), "{key}");
            }
        }
    }

    #[test]
    fn the_best_language_we_have_is_taken() {
        let tag = |header| accepted(header).map(|it| it.to_string()).unwrap_or_default();
        assert_eq!(tag("it-IT,it;q=0.9,en;q=0.8"), "it");
        assert_eq!(tag("de, en;q=0.3, fr;q=0.7"), "fr");
        assert_eq!(tag("de"), "");
        assert_eq!(tag("fr;q=0"), "");
        assert_eq!(tag("é"), "");
    }

    fn view() -> View {
        View {
            language: Language::FRENCH,
            chosen: true,
            base: "https://data.example.org/h".into(),
            path: "/".to_owned(),
            parameters: Vec::new(),
        }
    }

    #[test]
    fn a_date_is_as_exact_as_it_is_stated() {
        let view = view();
        for (stated, expected) in [
            ("2028-01-30", "30 janvier 2028"),
            ("2028-03-01", "1er mars 2028"),
            ("2028-12", "décembre 2028"),
            ("2028", "2028"),
            ("2028-13-01", "2028-13-01"),
            ("2028-00", "2028-00"),
            ("", ""),
        ] {
            assert_eq!(view.date(stated), expected);
        }
    }

    #[test]
    fn links_stay_on_this_host() {
        let view = view();
        assert_eq!(view.page("https://data.example.org/h/id/state/kz"), "/id/state/kz.html?lang=fr");
        assert_eq!(view.page("https://data.example.org/h/src/a#char=1,2"), "/src/a.html?lang=fr#char=1,2");
        assert_eq!(view.page("https://other.example/x"), "https://other.example/x");
        assert_eq!(view.page("https://w3id.org/hemicycle/def#Demand"), "/ontology/Demand.html?lang=fr");
        assert_eq!(
            view.page("https://w3id.org/hemicycle/def/action/release"),
            "/code/action/release?lang=fr"
        );
        assert_eq!(view.page("https://data.example.org/hello"), "https://data.example.org/hello");
        assert_eq!(
            view.page("https://data.example.org/h//other.example"),
            "https://data.example.org/h//other.example"
        );
        assert_eq!(view.with("/a.html?lang=fr#p1", "in", "e n"), "/a.html?lang=fr&in=e+n#p1");
        assert_eq!(view.link("/search?q=a"), "/search?q=a&lang=fr");
    }
}
