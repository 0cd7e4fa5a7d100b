//! For the kinds' own tests: a paragraph or a few, without a file, and what is found in them.

use super::{Found, Mention, Scope};
use crate::document::{Block, BlockId, BlockKind, Document, Section};
use crate::lexicon::Lexicon;
use crate::text::Language;

pub(crate) const EN: Language = Language::ENGLISH;
pub(crate) const FR: Language = Language::FRENCH;
pub(crate) const IT: Language = Language::ITALIAN;

/// One kind's rules.
pub(crate) type Find = fn(&Scope<'_>, &mut Found);

/// Runs the kinds in their order over one paragraph. What `describe` tells of the mentions,
/// in reading order, is what the case expects; of mentions of other kinds it tells nothing.
pub(crate) fn compare(
    language: Language,
    text: &str,
    kinds: &[Find],
    describe: impl Fn(&Scope<'_>, &Block, &Mention) -> Option<String>,
    expected: &[&str],
) {
    let found: Vec<String> = probe(language, &[("1", text)], |scope, found| {
        for find in kinds {
            find(scope, found);
        }
        let mut mentions: Vec<&Mention> = found.in_block(BlockId(0)).iter().collect();
        mentions.sort_by_key(|it| it.span.start);
        mentions.into_iter().filter_map(|it| describe(scope, &scope.document.blocks[0], it)).collect()
    });
    assert_eq!(found, expected, "in {text:?}");
}

/// Numbered paragraphs of one language: `("9.2.1", "accelerate progress")`.
pub(crate) fn probe<T>(
    language: Language,
    paragraphs: &[(&str, &str)],
    look: impl FnOnce(&Scope<'_>, &mut Found) -> T,
) -> T {
    let source = crate::source::Source::from_text("test", "");
    let blocks: Vec<Block> = paragraphs
        .iter()
        .map(|(label, text)| {
            let mut block = Block::new(BlockKind::Paragraph, Section::Body, language, (*label).to_owned());
            block.text = (*text).to_owned();
            block.seal();
            block
        })
        .collect();
    let document = Document {
        source: &source,
        versions: vec![language],
        blocks,
        facts: Vec::new(),
        notices: Vec::new(),
    };
    let scope = Scope::new(&document, Lexicon::built_in());
    look(&scope, &mut Found::new(&scope))
}
