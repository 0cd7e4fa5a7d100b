//! What the styles of a Word document say of paragraphs: outline level and list.

use std::collections::HashMap;

use super::super::error::Fault;
use super::super::xml::{Element, Visit, walk};
use super::numbering::InList;

#[derive(Clone, Debug, Default)]
struct Style {
    based_on: Option<String>,
    outline: Option<u8>,
    list: InList,
}

#[derive(Debug, Default)]
pub struct Styles {
    all: HashMap<String, Style>,
    reading: Option<(String, Style)>,
}

/// Styles are based on one another; a circle ends here.
const BASES: usize = 12;

/// Level 0 is the first; 9 is body text.
pub fn level(value: &str) -> Option<u8> {
    value.trim().parse::<u8>().ok().filter(|it| *it < 9).map(|it| it + 1)
}

impl Styles {
    pub fn read(part: &str) -> Result<Self, Fault> {
        let mut styles = Self::default();
        walk(part, &mut styles)?;
        Ok(styles)
    }

    /// Level of headings, from 1.
    pub fn outline(&self, style: Option<&str>) -> Option<u8> {
        self.first(style, |it| it.outline)
    }

    pub fn list(&self, style: Option<&str>) -> InList {
        InList { list: self.first(style, |it| it.list.list), level: self.first(style, |it| it.list.level) }
    }

    fn first<T>(&self, style: Option<&str>, of: impl Fn(&Style) -> Option<T>) -> Option<T> {
        let mut style = self.all.get(style?)?;
        for _ in 0..BASES {
            if let Some(found) = of(style) {
                return Some(found);
            }
            style = self.all.get(style.based_on.as_deref()?)?;
        }
        None
    }
}

impl Visit for Styles {
    fn start(&mut self, element: &Element<'_>) {
        if element.name() == b"style" {
            let id = element.attribute("styleId");
            self.reading = id.map(|it| (it, Style::default()));
            return;
        }
        let Some((_, style)) = &mut self.reading else { return };
        let value = element.attribute("val");
        match element.name() {
            // Names of built-in styles are the same in every language of Word.
            b"name" => {
                let name = value.unwrap_or_default().to_ascii_lowercase();
                style.outline = match name.strip_prefix("heading ") {
                    Some(number) => number.parse::<u8>().ok().filter(|it| (1..=9).contains(it)),
                    None => (name == "title").then_some(1),
                };
            }
            b"basedOn" => style.based_on = value,
            b"outlineLvl" => style.outline = value.as_deref().and_then(level).or(style.outline),
            b"numId" => style.list.list = value.and_then(|it| it.parse().ok()),
            b"ilvl" => style.list.level = value.and_then(|it| it.parse().ok()),
            _ => {}
        }
    }

    fn end(&mut self, name: &[u8]) {
        if name == b"style"
            && let Some((id, style)) = self.reading.take()
        {
            self.all.insert(id, style);
        }
    }

    fn text(&mut self, _: &str, _: usize, _: usize) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_take_from_what_they_are_based_on() {
        let styles = Styles::read(
            r#"<styles><style styleId="a"><name val="heading 2"/><numPr><numId val="3"/></numPr></style>
               <style styleId="b"><name val="Own"/><basedOn val="a"/><numPr><ilvl val="1"/></numPr></style>
               <style styleId="c"><basedOn val="c"/></style></styles>"#,
        )
        .expect("a part");
        assert_eq!(styles.outline(Some("b")), Some(2));
        assert_eq!(styles.list(Some("b")), InList { list: Some(3), level: Some(1) });
        assert_eq!(styles.outline(Some("c")), None);
        assert_eq!(styles.outline(Some("none")), None);
    }
}
