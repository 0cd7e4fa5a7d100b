//! Tokens of HTML 5, with those attributes only that a reader asks for: a tag may have
//! millions of others, and pictures written out in them.

use std::collections::BTreeMap;
use std::mem::take;

use html5gum::emitters::callback::{Callback, CallbackEmitter, CallbackEvent};
use html5gum::{EndTag, HtmlString, Span, Spanned, StartTag, Tokenizer};

/// In alphabetical order.
const READ: [&[u8]; 14] = [
    b"aria-hidden",
    b"class",
    b"hidden",
    b"href",
    b"id",
    b"lang",
    b"name",
    b"reversed",
    b"role",
    b"start",
    b"style",
    b"type",
    b"value",
    b"xml:lang",
];

pub enum Token {
    Start(StartTag<usize>),
    End(EndTag<usize>),
    /// All characters between two tags.
    Text(Spanned<HtmlString, usize>),
}

/// The tokens of a page, as a browser that runs no programs would take it apart.
pub fn tokens(page: &str) -> impl Iterator<Item = Token> {
    let mut emitter = CallbackEmitter::<Maker, Token, usize>::default();
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(page, emitter).map(|token| match token {
        Ok(token) => token,
        Err(never) => match never {},
    })
}

/// Makes one token of the events of a tag.
#[derive(Default)]
struct Maker {
    name: HtmlString,
    start: usize,
    attributes: BTreeMap<HtmlString, Spanned<HtmlString, usize>>,
    /// The attribute that is read has come first of its name, and is one of [`READ`].
    open: Option<HtmlString>,
}

impl Callback<Token, usize> for Maker {
    fn handle_event(&mut self, event: CallbackEvent<'_>, span: Span<usize>) -> Option<Token> {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.name = name.to_owned().into();
                self.start = span.start;
                self.attributes.clear();
            }
            CallbackEvent::AttributeName { name } => {
                let wanted = READ.binary_search(&name).is_ok() && !self.attributes.contains_key(name);
                self.open = wanted.then(|| name.to_owned().into());
                if let Some(name) = &self.open {
                    self.attributes.insert(name.clone(), Spanned { value: HtmlString::default(), span });
                }
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some(open) = self.open.as_ref().and_then(|it| self.attributes.get_mut(it)) {
                    open.extend(value);
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                return Some(Token::Start(StartTag {
                    self_closing,
                    name: take(&mut self.name),
                    attributes: take(&mut self.attributes),
                    span: Span { start: self.start, end: span.end },
                }));
            }
            CallbackEvent::EndTag { name } => {
                // An end tag may have attributes, which mean nothing.
                self.attributes.clear();
                return Some(Token::End(EndTag { name: name.to_owned().into(), span }));
            }
            CallbackEvent::String { value } => {
                return Some(Token::Text(Spanned { value: value.to_owned().into(), span }));
            }
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(page: &str, expected: &str) {
        let mut found = String::new();
        for token in tokens(page) {
            match token {
                Token::Start(tag) => {
                    found += &format!("<{}", String::from_utf8_lossy(&tag.name));
                    for (name, value) in &tag.attributes {
                        let (name, value) = (String::from_utf8_lossy(name), String::from_utf8_lossy(value));
                        found += &format!(" {name}={value}");
                    }
                    found += ">";
                }
                Token::End(tag) => found += &format!("</{}>", String::from_utf8_lossy(&tag.name)),
                Token::Text(text) => found += &String::from_utf8_lossy(&text.value),
            }
        }
        assert_eq!(found, expected, "in {page:?}");
    }

    #[test]
    fn the_first_of_an_attribute_counts_and_others_are_passed_over() {
        check("<p ID=a id=b data-x=c hidden>x</p class=d>y<p>", "<p hidden= id=a>x</p>y<p>");
    }

    #[test]
    fn comments_and_programs_make_no_tags() {
        check("<!doctype html><!-- <p> -->a<script>if (a<b) {}</script>", "a<script>if (a<b) {}</script>");
    }

    #[test]
    fn names_are_in_the_order_that_they_are_looked_for() {
        assert!(READ.is_sorted());
    }
}
