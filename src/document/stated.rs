//! What a file says of its act beside the text: the metadata of Akoma Ntoso.
//!
//! Finds the act's number and the day of its adoption. Where the text has the fact, the
//! metadata only prove it or contradict it, which is a notice; where it has not, they complete
//! it. An act whose kind the text does not tell stays without a number.

use super::{Block, BlockId, Fact, FactName, Notice, NoticeKind};
use crate::source::{Says, Source, Stated};
use crate::text::{SourceSpan, Span};

/// Completes `facts` from the lines of the text that print metadata.
pub fn complete(source: &Source, blocks: &[Block], facts: &mut Vec<Fact>, notices: &mut Vec<Notice>) {
    for hint in &source.hints {
        let Says::States(stated) = hint.says else { continue };
        let owns = |it: &Block| it.ranges.iter().any(|range| range.start <= hint.at && hint.at < range.end);
        let Some(index) = blocks.iter().position(owns) else { continue };
        let block = &blocks[index];
        // `FRBRnumber: 2338`
        let Some((before, value)) = block.text.split_once(": ") else { continue };
        let span = Span::new(before.len() + 2, block.text.len());
        let (name, called) = match stated {
            Stated::Number => (FactName::ActNumber, "number"),
            Stated::AdoptedOn => (FactName::AdoptedOn, "day of adoption"),
        };
        let mut own = facts.iter().filter(|it| it.name == name).map(|it| it.value.as_str()).peekable();
        match own.peek().copied() {
            Some(first) if own.all(|it| it != value) => notices.push(Notice {
                kind: NoticeKind::ContradictoryFact,
                at: SourceSpan { start: hint.at, end: hint.at + block.text.len() as u32 },
                message: format!("the metadata give the {called} {value}, the text {first}"),
            }),
            Some(_) => {}
            None if stated == Stated::Number && !facts.iter().any(|it| it.name == FactName::ActType) => {}
            None => facts.push(Fact {
                name,
                value: value.to_owned(),
                language: block.language,
                block: BlockId(index as u32),
                span,
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, FactName, NoticeKind, parse};
    use crate::lexicon::Lexicon;
    use crate::source::Source;

    fn check(metadata: &str, text: &str, about: impl Fn(&Document<'_>)) {
        let file = format!(
            "<akomaNtoso><doc><meta><FRBRWork>{metadata}</FRBRWork></meta>{text}\
             <paragraph><num>1.</num><content><p>The Assembly recalls it.</p></content></paragraph></doc></akomaNtoso>"
        );
        let source = Source::from_bytes("act.xml", file.into_bytes()).expect("a document");
        about(&parse(&source, Lexicon::built_in()));
    }

    const NUMBER: &str = "<FRBRnumber value='12'/>";
    const DAY: &str = "<FRBRdate date='2027-03-04' name='adoption'/>";
    const HEAD: &str = "<p>Parliamentary Assembly</p><p>Resolution 12 (2027)</p>";

    #[test]
    fn metadata_complete_the_text() {
        check(DAY, HEAD, |it| {
            assert_eq!(it.fact(FactName::AdoptedOn), Some("2027-03-04"));
            assert!(it.notices.is_empty(), "{:?}", it.notices);
        });
    }

    #[test]
    fn metadata_that_agree_add_nothing() {
        check(NUMBER, HEAD, |it| assert_eq!(it.facts(FactName::ActNumber).count(), 1));
    }

    #[test]
    fn metadata_that_contradict_the_text_are_told() {
        check("<FRBRnumber value='13'/>", HEAD, |it| {
            assert_eq!(it.fact(FactName::ActNumber), Some("12"));
            assert!(it.notices.iter().any(|it| it.kind == NoticeKind::ContradictoryFact
                && it.message == "the metadata give the number 13, the text 12"));
        });
    }

    #[test]
    fn number_of_an_unknown_kind_of_act_is_left_out() {
        check(NUMBER, "<p>An Act to amend</p>", |it| assert_eq!(it.fact(FactName::ActNumber), None));
        check("<FRBRdate date='2027-03-04' name='Generation'/>", HEAD, |it| {
            assert_eq!(it.fact(FactName::AdoptedOn), None);
        });
    }
}
