//! Acts as an Atom feed (RFC 4287): what is new and what changed, the newest first.
//!
//! No clock: days are those of the acts and of the release, at midnight UTC.

use std::io::{self, Write};

use jiff::civil::Date;
use oxigraph::model::vocab::xsd;
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term as Node};
use oxigraph::store::StorageError;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::graph::term::Term;
use crate::store::Store;
use crate::store::catalogue::property;
use crate::text::Language;

pub const MEDIA_TYPE: &str = "application/atom+xml";
const NAMESPACE: &str = "http://www.w3.org/2005/Atom";

/// A feed must have a day of change; where nothing has a day, this one.
pub const NO_DAY: Date = Date::constant(1970, 1, 1);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// Where it is served: its identity, too.
    pub address: String,
    pub title: String,
    pub author: String,
    pub language: Language,
    /// Address of the page that it is about.
    pub home: String,
    pub entries: Vec<Entry>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// IRI of the act.
    pub act: String,
    /// Where one reads it; its IRI, if nothing else.
    pub link: String,
    /// `Resolution 2616 (2025)`
    pub name: String,
    /// The act's title.
    pub summary: Option<String>,
    pub adopted: Option<Date>,
    /// Not before it was adopted.
    pub updated: Date,
}

impl Entry {
    /// An act of the store as it is known there; `changed`: the day on which it changed, else
    /// that of its adoption.
    pub fn of(
        store: &Store,
        act: NamedNodeRef<'_>,
        language: Language,
        changed: Option<Date>,
    ) -> Result<Self, StorageError> {
        let inner = store.oxigraph();
        let mut adopted = None;
        for quad in inner.quads_for_pattern(Some(act.into()), Some(property(Term::DateDocument)), None, None)
        {
            if let Node::Literal(day) = quad?.object
                && day.datatype() == xsd::DATE
            {
                adopted = adopted.max(day.value().parse::<Date>().ok());
            }
        }
        let mut titles = Vec::new();
        for quad in inner.quads_for_pattern(None, Some(property(Term::Realizes)), Some(act.into()), None) {
            if let NamedOrBlankNode::NamedNode(version) = quad?.subject {
                titles.extend(texts(store, version.as_ref(), Term::Title)?);
            }
        }
        let name = best(texts(store, act, Term::PrefLabel)?, language);
        Ok(Self {
            act: act.as_str().to_owned(),
            link: act.as_str().to_owned(),
            name: name.unwrap_or_else(|| act.as_str().to_owned()),
            summary: best(titles, language),
            adopted,
            updated: adopted.max(changed).unwrap_or(NO_DAY),
        })
    }
}

/// Text and language tag.
fn texts(
    store: &Store,
    node: NamedNodeRef<'_>,
    term: Term,
) -> Result<Vec<(String, Option<String>)>, StorageError> {
    let mut texts = Vec::new();
    for quad in store.oxigraph().quads_for_pattern(Some(node.into()), Some(property(term)), None, None) {
        if let Node::Literal(text) = quad?.object {
            texts.push((text.value().to_owned(), text.language().map(str::to_owned)));
        }
    }
    Ok(texts)
}

/// In this language, else in English, else the first by the alphabet.
fn best(texts: Vec<(String, Option<String>)>, language: Language) -> Option<String> {
    let rank = |tag: Option<&str>| match tag {
        Some(tag) if tag == language.tag() => 0,
        Some("en") => 1,
        _ => 2,
    };
    texts.into_iter().min_by_key(|(text, tag)| (rank(tag.as_deref()), text.clone())).map(|(text, _)| text)
}

/// All acts that a store holds, as one feed has them: the last changed first, `most` of them.
pub fn newest(store: &Store, language: Language, most: usize) -> Result<Vec<Entry>, StorageError> {
    let mut entries = Vec::new();
    for act in store.held()?.into_keys().map(NamedNode::new_unchecked) {
        entries.push(Entry::of(store, act.as_ref(), language, None)?);
    }
    sort(&mut entries);
    entries.truncate(most);
    Ok(entries)
}

/// The last changed first; of one day by address.
pub fn sort(entries: &mut [Entry]) {
    entries.sort_by(|a, b| b.updated.cmp(&a.updated).then_with(|| a.act.cmp(&b.act)));
}

pub fn write(feed: &Feed, out: &mut dyn Write) -> io::Result<()> {
    let updated = feed.entries.iter().map(|it| it.updated).max().unwrap_or(NO_DAY);
    let mut xml = Writer::new_with_indent(&mut *out, b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root = xml
        .create_element("feed")
        .with_attribute(("xmlns", NAMESPACE))
        .with_attribute(("xml:lang", feed.language.tag()));
    root.write_inner_content(|xml| {
        element(xml, "id", &feed.address)?;
        element(xml, "title", &feed.title)?;
        element(xml, "updated", &moment(updated))?;
        xml.create_element("author").write_inner_content(|xml| element(xml, "name", &feed.author))?;
        link(xml, "self", &feed.address)?;
        link(xml, "alternate", &feed.home)?;
        for entry in &feed.entries {
            xml.create_element("entry").write_inner_content(|xml| {
                element(xml, "id", &entry.act)?;
                element(xml, "title", &entry.name)?;
                element(xml, "updated", &moment(entry.updated))?;
                if let Some(adopted) = entry.adopted {
                    element(xml, "published", &moment(adopted))?;
                }
                link(xml, "alternate", &entry.link)?;
                // Without text of its own an entry must have a summary or a page.
                element(xml, "summary", entry.summary.as_deref().unwrap_or(&entry.name))
            })?;
        }
        Ok(())
    })?;
    out.write_all(b"\n")
}

fn element<W: Write>(xml: &mut Writer<W>, name: &str, text: &str) -> io::Result<()> {
    // Characters that no XML can hold.
    let is_of_xml = |c: &char| !c.is_control() || matches!(c, '\t' | '\n' | '\r');
    let text: String =
        text.chars().filter(|it| is_of_xml(it) && !matches!(it, '\u{fffe}' | '\u{ffff}')).collect();
    xml.create_element(name).write_text_content(BytesText::new(&text))?;
    Ok(())
}

fn link<W: Write>(xml: &mut Writer<W>, relation: &str, address: &str) -> io::Result<()> {
    xml.create_element("link")
        .with_attribute(("rel", relation))
        .with_attribute(("href", address))
        .write_empty()?;
    Ok(())
}

fn moment(day: Date) -> String {
    format!("{day}T00:00:00Z")
}

#[cfg(test)]
mod tests {
    use quick_xml::Reader;

    use super::*;

    fn entry(act: &str, updated: Date) -> Entry {
        Entry {
            act: act.to_owned(),
            link: act.to_owned(),
            name: "Resolution <1> & \u{1} more".to_owned(),
            summary: None,
            adopted: None,
            updated,
        }
    }

    fn written(entries: Vec<Entry>) -> String {
        let feed = Feed {
            address: "https://b.example/feed.atom".to_owned(),
            title: "Acts".to_owned(),
            author: "Office".to_owned(),
            language: Language::ENGLISH,
            home: "https://b.example".to_owned(),
            entries,
        };
        let mut out = Vec::new();
        write(&feed, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// Names of elements below each element, as they stand in well-formed XML.
    fn check(xml: &str, parent: &str, expected: &[&str]) {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().check_end_names = true;
        let (mut open, mut found) = (Vec::<String>::new(), Vec::new());
        loop {
            match reader.read_event().expect("well-formed") {
                Event::Start(it) => {
                    let name = String::from_utf8(it.name().0.to_vec()).unwrap();
                    if open.last().is_some_and(|it| it == parent) {
                        found.push(name.clone());
                    }
                    open.push(name);
                }
                Event::Empty(it) if open.last().is_some_and(|it| it == parent) => {
                    found.push(String::from_utf8(it.name().0.to_vec()).unwrap());
                }
                Event::End(_) => {
                    open.pop();
                }
                Event::Text(text) => {
                    text.unescape().expect("escaped");
                }
                Event::Eof => break,
                _ => {}
            }
        }
        assert!(open.is_empty());
        assert_eq!(found, expected);
    }

    #[test]
    fn feed_and_entries_have_what_the_format_requires() {
        let xml = written(vec![entry("https://b.example/eli/b/res/2028/1", Date::constant(2028, 6, 1))]);
        check(&xml, "feed", &["id", "title", "updated", "author", "link", "link", "entry"]);
        check(&xml, "entry", &["id", "title", "updated", "link", "summary"]);
        check(&xml, "author", &["name"]);
        assert!(xml.contains("<updated>2028-06-01T00:00:00Z</updated>") && !xml.contains('\u{1}'), "{xml}");
    }

    #[test]
    fn an_empty_feed_is_one() {
        let xml = written(Vec::new());
        check(&xml, "feed", &["id", "title", "updated", "author", "link", "link"]);
    }

    #[test]
    fn the_last_changed_comes_first() {
        let day = |day| Date::constant(2028, 6, day);
        let mut entries = vec![entry("b", day(1)), entry("a", day(1)), entry("c", day(2))];
        sort(&mut entries);
        let acts: Vec<&str> = entries.iter().map(|it| it.act.as_str()).collect();
        assert_eq!(acts, ["c", "a", "b"]);
    }
}
