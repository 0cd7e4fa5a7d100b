//! The vocabulary as pages: one for each term and language, and an index for each language.
//!
//! Pure: paths and HTML, for whoever writes or serves them. Links are relative, so the pages
//! stand under any address.

use maud::{DOCTYPE, Markup, html};
use oxigraph::model::Term as Node;

use super::{Entry, LANGUAGES, VOCABULARY};
use crate::lexicon::NAMESPACE;
use crate::query::terms::short;
use crate::text::Language;

/// A page, and where it stands: `en/index.html`, `en/Demand.html`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    pub path: String,
    pub html: String,
}

/// What the pages themselves say, by language as in [`LANGUAGES`].
struct Words {
    classes: &'static str,
    properties: &'static str,
    above: &'static str,
    domain: &'static str,
    range: &'static str,
    address: &'static str,
    version: &'static str,
    licence: &'static str,
    index: &'static str,
}

const WORDS: [Words; 3] = [
    Words {
        classes: "Classes",
        properties: "Properties",
        above: "Is a kind of",
        domain: "Of",
        range: "Gives",
        address: "IRI",
        version: "Version",
        licence: "Licence",
        index: "All terms",
    },
    Words {
        classes: "Classes",
        properties: "Propriétés",
        above: "Est une sorte de",
        domain: "De",
        range: "Donne",
        address: "IRI",
        version: "Version",
        licence: "Licence",
        index: "Tous les termes",
    },
    Words {
        classes: "Classi",
        properties: "Proprietà",
        above: "È un tipo di",
        domain: "Di",
        range: "Dà",
        address: "IRI",
        version: "Versione",
        licence: "Licenza",
        index: "Tutti i termini",
    },
];

/// Every page, by language and then by term.
pub fn all() -> Vec<Page> {
    let mut pages = Vec::new();
    for (language, words) in LANGUAGES.into_iter().zip(&WORDS) {
        let page = |name: &str, body: Markup, title: &str| Page {
            path: format!("{}/{name}.html", language.tag()),
            html: frame(language, name, title, body).into_string(),
        };
        let title = VOCABULARY.about.text("title", language).unwrap_or_default();
        pages.push(page("index", index(language, words), title));
        for (local, entry) in VOCABULARY.terms.iter().filter(|(local, _)| !local.is_empty()) {
            let title = format!("{} – {title}", entry.text("label", language).unwrap_or(local));
            pages.push(page(local, term(local, entry, language, words), &title));
        }
    }
    pages
}

/// Title and content of the page of a term, or of `index`, for whoever frames it otherwise. Its links
/// are as in [`all`].
pub fn content(name: &str, language: Language) -> Option<(String, Markup)> {
    let language = LANGUAGES.into_iter().find(|it| *it == language).unwrap_or(Language::ENGLISH);
    let (_, words) = LANGUAGES.into_iter().zip(&WORDS).find(|(it, _)| *it == language)?;
    if name == "index" {
        let title = VOCABULARY.about.text("title", language).unwrap_or_default();
        return Some((title.to_owned(), index(language, words)));
    }
    let entry = VOCABULARY.terms.get(name).filter(|_| !name.is_empty())?;
    let title = entry.text("label", language).unwrap_or(name);
    Some((title.to_owned(), term(name, entry, language, words)))
}

fn frame(language: Language, name: &str, title: &str, body: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                @for other in LANGUAGES {
                    link rel="alternate" hreflang=(other.tag()) href=(format!("../{}/{name}.html", other.tag()));
                }
            }
            body {
                nav {
                    @for other in LANGUAGES {
                        a lang=(other.tag()) hreflang=(other.tag())
                            aria-current=[(other == language).then_some("page")]
                            href=(format!("../{}/{name}.html", other.tag())) { (other.tag()) }
                        " "
                    }
                }
                main { (body) }
            }
        }
    }
}

fn index(language: Language, words: &Words) -> Markup {
    let about = &VOCABULARY.about;
    let list = |classes: bool| {
        html! {
            ul {
                @for (local, entry) in VOCABULARY.terms.iter().filter(|(it, entry)| !it.is_empty() && entry.is_class() == classes) {
                    li {
                        a href=(format!("{local}.html")) { code { "hc:" (local) } }
                        " " (entry.text("label", language).unwrap_or_default())
                    }
                }
            }
        }
    };
    html! {
        h1 { (about.text("title", language).unwrap_or_default()) }
        p { (about.text("description", language).unwrap_or_default()) }
        dl {
            dt { (words.address) } dd { code { (NAMESPACE) } }
            dt { (words.version) } dd { (values(about, "versionInfo")) }
            dt { (words.licence) } dd { (values(about, "license")) }
        }
        h2 { (words.classes) }
        (list(true))
        h2 { (words.properties) }
        (list(false))
    }
}

fn term(local: &str, entry: &Entry, language: Language, words: &Words) -> Markup {
    let rows = [
        (words.above, "subClassOf"),
        (words.above, "subPropertyOf"),
        (words.domain, "domain"),
        (words.range, "range"),
    ];
    html! {
        h1 { (entry.text("label", language).unwrap_or(local)) " " code { "hc:" (local) } }
        p { (entry.text("comment", language).unwrap_or_default()) }
        dl {
            dt { (words.address) } dd { code { (NAMESPACE) (local) } }
            @for (name, property) in rows {
                @if entry.all(property).next().is_some() {
                    dt { (name) } dd { (values(entry, property)) }
                }
            }
        }
        p { a href="index.html" { (words.index) } }
    }
}

/// Own terms lead to their page, others to their address.
fn values(entry: &Entry, property: &str) -> Markup {
    html! {
        @for (i, value) in entry.all(property).enumerate() {
            @if i > 0 { ", " }
            @match value {
                Node::NamedNode(iri) => {
                    @let own = iri.as_str().strip_prefix(NAMESPACE).map(|it| format!("{it}.html"));
                    a href=(own.as_deref().unwrap_or(iri.as_str())) { (short(iri.as_str())) }
                }
                Node::Literal(it) => { (it.value()) }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_term_has_a_page_in_three_languages() {
        let pages = all();
        let terms = VOCABULARY.terms.keys().filter(|it| !it.is_empty()).count();
        assert!(terms > 60);
        assert_eq!(pages.len(), 3 * (terms + 1));
        let (_, demand) = pages
            .iter()
            .map(|it| (it.path.as_str(), it.html.as_str()))
            .find(|(path, _)| *path == "it/Demand.html")
            .expect("a page for each term");
        assert!(demand.contains("<html lang=\"it\">") && demand.contains("richiesta"), "{demand}");
    }

    #[test]
    fn links_between_pages_lead_to_pages() {
        let pages = all();
        let paths: BTreeSet<&str> = pages.iter().map(|it| it.path.as_str()).collect();
        for page in &pages {
            let folder = page.path.split('/').next().unwrap();
            for link in page.html.split("href=\"").skip(1).map(|it| it.split('"').next().unwrap()) {
                if link.contains("://") {
                    continue;
                }
                let there = match link.strip_prefix("../") {
                    Some(other) => other.to_owned(),
                    None => format!("{folder}/{link}"),
                };
                assert!(paths.contains(there.as_str()), "{}: {link}", page.path);
            }
        }
    }

    #[test]
    fn the_content_of_a_page_is_that_of_the_page() {
        let (title, content) = content("Demand", Language::ITALIAN).expect("a term");
        let page = all().into_iter().find(|it| it.path == "it/Demand.html").expect("its page");
        assert!(page.html.contains(&content.into_string()) && page.html.contains(&title));
        assert!(super::content("Nothing", Language::ENGLISH).is_none());
        assert!(super::content("", Language::ENGLISH).is_none());
    }

    #[test]
    fn no_text_is_markup() {
        let entry = Entry {
            values: [("x#range".to_owned(), vec![oxigraph::model::Literal::from("<b>").into()])].into(),
        };
        assert_eq!(values(&entry, "range").into_string(), "&lt;b&gt;");
    }
}
