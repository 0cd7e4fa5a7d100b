//! Work, language versions, file, and the parts of the text with their words.

use super::iri::ActGraph::Act;
use super::term::Term;
use super::{Place, TermId, Writer};
use crate::document::{Block, BlockKind};
use crate::lexicon::Scheme;
use crate::text::Language;

/// IANA's register; its pages are the names of media types.
const MEDIA_TYPES: &str = "https://www.iana.org/assignments/media-types/";
const EXACT_MATCH: &str = "http://www.w3.org/2004/02/skos/core#exactMatch";

impl Writer<'_> {
    pub(super) fn parts(&mut self) {
        let document = self.document;
        let digest = document.source.digest.to_string();
        self.add(Act, self.source, Term::Type, Term::Manifestation);
        let digest = self.data.string(&digest);
        self.add(Act, self.source, Term::Sha256, digest);
        let media = format!("{MEDIA_TYPES}{}", document.source.format.media_type());
        let media = self.data.iri(&media);
        self.add(Act, self.source, Term::Format, media);
        for &language in &document.versions {
            self.version(language);
        }
        let mut position = 0;
        for (id, block) in document.ids() {
            let first = *self.labels.entry((block.language, block.label.as_str())).or_insert(id);
            // A label printed twice in one version is damage; each block keeps its own words.
            let label = if first == id { block.label.clone() } else { format!("{}~{}", block.label, id.0) };
            let place = match block.kind {
                BlockKind::Paragraph => self.paragraph(block, &label, &mut position),
                _ => self.part(block, &label),
            };
            self.blocks.push(place);
            if block.kind != BlockKind::Furniture {
                self.words(block, place);
            }
        }
    }

    fn version(&mut self, language: Language) {
        let expression = self.data.iri(&self.iris.expression(language));
        self.versions.push((language, expression));
        self.add(Act, expression, Term::Type, Term::Expression);
        if self.entities.subject.is_some() {
            self.add(Act, expression, Term::Realizes, self.act);
        }
        self.add(Act, self.source, Term::Embodies, expression);
        if let Some(concept) = self.lexicon.by_notation(Scheme::Language, language.tag()) {
            let concept = self.lexicon.concept(concept);
            let authority = concept.properties.iter().find(|(property, _)| property == EXACT_MATCH);
            let iri = authority.map_or(concept.iri.as_str(), |(_, iri)| iri.as_str());
            let iri = self.data.iri(iri);
            self.add(Act, expression, Term::InLanguage, iri);
        }
    }

    pub(super) fn version_in(&self, language: Language) -> Option<TermId> {
        self.versions.iter().find(|(it, _)| *it == language).map(|&(_, expression)| expression)
    }

    fn paragraph(&mut self, block: &Block, label: &str, position: &mut u32) -> Place {
        let paragraph = self.data.iri(&self.iris.paragraph(label));
        let text = self.data.iri(&self.iris.paragraph_text(block.language, label));
        let place = Place { text, paragraph: Some(paragraph) };
        self.add(Act, text, Term::Type, Term::Expression);
        self.add(Act, text, Term::Realizes, paragraph);
        // The first version that has a paragraph gives it its place.
        if self.described.insert(paragraph) {
            *position += 1;
            self.add(Act, paragraph, Term::Type, Term::WorkSubdivision);
            let number = self.data.string(&block.label);
            self.add(Act, paragraph, Term::Number, number);
            let order = self.data.integer(*position);
            self.add(Act, paragraph, Term::Position, order);
            let above = block.parent_label().filter(|it| self.labels.contains_key(&(block.language, *it)));
            match above {
                Some(above) => {
                    let above = self.data.iri(&self.iris.paragraph(above));
                    self.add(Act, paragraph, Term::IsPartOf, above);
                }
                None if self.entities.subject.is_some() => self.add(Act, paragraph, Term::IsPartOf, self.act),
                None => {}
            }
        }
        place
    }

    fn part(&mut self, block: &Block, label: &str) -> Place {
        let text = self.data.iri(&self.iris.part_text(block.language, label));
        let kind = match block.kind {
            BlockKind::Title => "title",
            BlockKind::Heading => "heading",
            BlockKind::Notice => "notice",
            BlockKind::Footnote => "footnote",
            // Page heads are no part of the text: nobody asks for them.
            BlockKind::Paragraph | BlockKind::Furniture => return Place { text, paragraph: None },
        };
        self.add(Act, text, Term::Type, Term::TextPart);
        let kind = self.own_code("part-kind", kind);
        self.add(Act, text, Term::PartKind, kind);
        Place { text, paragraph: None }
    }

    fn words(&mut self, block: &Block, place: Place) {
        // A cover in a language that the act has no version in belongs to the file alone.
        if let Some(expression) = self.version_in(block.language) {
            self.add(Act, place.text, Term::InExpression, expression);
        }
        let words = self.data.tagged(&block.text, block.language);
        self.add(Act, place.text, Term::Text, words);
        if let (Some(first), Some(last)) = (block.ranges.first(), block.ranges.last()) {
            let source = self.document.source;
            let (start, end) = (source.code_point(first.start), source.code_point(last.end));
            let printed = self.characters(start, end);
            self.printed(place.text, printed);
            self.stood(printed, first.start);
        }
    }
}
