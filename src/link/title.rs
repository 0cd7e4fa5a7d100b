//! The title of an act as two publishers give it: with or without article, with the body's
//! name or its letters, alone or behind "European Parliament resolution of 20 May 2031 on".

use super::alignment::{Relation, compare};
use super::kind::Kind;
use super::name::Name;
use crate::document::{Block, BlockKind, Document, Section};
use crate::grammar::Class;
use crate::lexicon::{ConceptId, Lexicon, Scheme};
use crate::mention::{self, Act, Reading};
use crate::source::Source;
use crate::text::{Language, StatedDate, fold};

/// What may be compared of a title in running text, or of one that names its act first.
pub struct Title(Vec<Name>);

impl Title {
    /// As a text prints it behind "on": also without the article that a heading leaves out.
    pub fn printed(lexicon: &Lexicon, title: &str, language: Language) -> Self {
        let grammar = lexicon.grammar(language);
        let bare = match title.split_once([' ', '\'', '’']) {
            Some((first, rest)) if grammar.has(Class::Article, &first.to_lowercase()) => rest,
            _ => title,
        };
        Self([title, bare].map(|it| name(lexicon, it, language)).into())
    }

    /// Every word has its counterpart, in one of the forms.
    pub fn is_like(&self, other: &Self) -> Option<f64> {
        let pairs = self.0.iter().flat_map(|one| other.0.iter().map(move |it| compare(Kind::Act, one, it)));
        pairs
            .filter(|it| it.relation >= Relation::Near && it.score >= Kind::Act.thresholds().proposed)
            .map(|it| it.score)
            .max_by(f64::total_cmp)
    }
}

fn name(lexicon: &Lexicon, title: &str, language: Language) -> Name {
    Name::new(Kind::Act, &bodies_by_code(lexicon, title, language))
}

/// Bodies by their codes, so that "EU" and "European Union" are one word.
fn bodies_by_code(lexicon: &Lexicon, title: &str, language: Language) -> String {
    let mut written = String::new();
    let mut done = 0;
    for hit in lexicon.scan(title, &fold(title), language) {
        let start = hit.span.start as usize;
        if hit.scheme == Scheme::Body && start >= done {
            written.push_str(&title[done..start]);
            written.push_str(&lexicon.concept(hit.concept).notation);
            done = hit.span.end as usize;
        }
    }
    written + &title[done..]
}

/// Both titles name States, and none is in both: "relations with Belarus" is another act than
/// "relations with Kazakhstan", however long the rest.
pub fn of_two_states(lexicon: &Lexicon, one: &str, other: &str, language: Language) -> bool {
    let states = |title: &str| -> Vec<ConceptId> {
        let hits = lexicon.scan(title, &fold(title), language);
        hits.iter().filter(|it| it.scheme == Scheme::Country).map(|it| it.concept).collect()
    };
    let (one, other) = (states(one), states(other));
    !one.is_empty() && !other.is_empty() && !one.iter().any(|it| other.contains(it))
}

/// A title that cites its own act: "European Parliament resolution of 20 May 2031 on rural
/// libraries (2031/2505(RSP))".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// Code of the body, where it is named.
    pub body: Option<String>,
    /// Code of the kind of act.
    pub kind: String,
    pub day: StatedDate,
    /// What follows.
    pub title: String,
}

/// Read by the rules for citations; `None` where the title does not begin with one.
pub fn cited(lexicon: &Lexicon, title: &str, language: Language) -> Option<Cited> {
    let source = Source::from_text("title", "");
    let mut block = Block::new(BlockKind::Paragraph, Section::Body, language, "1".to_owned());
    title.clone_into(&mut block.text);
    block.seal();
    let document = Document {
        source: &source,
        versions: vec![language],
        blocks: vec![block],
        facts: Vec::new(),
        notices: Vec::new(),
    };
    let mentions = mention::find(&document, lexicon);
    let first = mentions.all.iter().find(|it| it.span.start == 0)?;
    let Reading::Act(Act { body, kind, date: Some(day), title: Some(span), .. }) = &first.reading else {
        return None;
    };
    let code = |id| lexicon.concept(id).notation.clone();
    let title = document.blocks[0].slice(*span).to_owned();
    Some(Cited { body: body.map(code), kind: code(*kind), day: *day, title })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(one: &str, other: &str, like: bool) {
        let title = |it| Title::printed(Lexicon::built_in(), it, Language::ENGLISH);
        assert_eq!(title(one).is_like(&title(other)).is_some(), like, "{one} · {other}");
        assert_eq!(title(other).is_like(&title(one)).is_some(), like, "{other} · {one}");
    }

    #[test]
    fn article_and_letters_of_a_body_make_no_other_title() {
        check("the situation of libraries", "Situation of libraries", true);
        check("the libraries of the European Union", "Libraries of the EU", true);
    }

    #[test]
    fn half_a_title_and_a_near_one_are_other_titles() {
        check("rural libraries", "Rural libraries in the Union", false);
        check("rural libraries in the north", "Rural libraries in the south", false);
    }

    #[test]
    fn a_title_that_names_its_act_is_read_like_a_citation() {
        let read = |text, language| {
            cited(Lexicon::built_in(), text, language)
                .map(|it| format!("{} {} {} {}", it.body.unwrap_or_default(), it.kind, it.day, it.title))
        };
        let en =
            "European Parliament resolution of 20 May 2031 on rural libraries in the Union (2031/2505(RSP))";
        assert_eq!(
            read(en, Language::ENGLISH).as_deref(),
            Some("ep res 2031-05-20 rural libraries in the Union")
        );
        let fr =
            "Résolution du Parlement européen du 20 mai 2031 sur les bibliothèques rurales (2031/2505(RSP))";
        assert_eq!(
            read(fr, Language::FRENCH).as_deref(),
            Some("ep res 2031-05-20 les bibliothèques rurales")
        );
        assert_eq!(read("Rural libraries in the Union", Language::ENGLISH), None);
    }
}
