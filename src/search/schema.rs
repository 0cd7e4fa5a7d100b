//! Fields of the index. A thing is one entry for search and one for each of its names, by which
//! it is found when a name is near; a paragraph in a language is one.

use tantivy::schema::{
    FAST, Facet, FacetOptions, Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{PreTokenizedString, Token};

use super::kind::Kind;

#[derive(Clone, Copy, Debug)]
pub struct Fields {
    /// Of the thing, or of the paragraph in its language.
    pub iri: Field,
    /// `/kind/person`, `/language/fr`, `/year/2025`: by what is counted and chosen.
    pub facet: Field,
    /// The IRI again, of a thing, to be looked up.
    pub thing: Field,
    /// How often it is named.
    pub weight: Field,
    /// Words of all names of a thing.
    pub called: Field,
    /// Each name of a thing, as one word.
    pub whole: Field,
    /// Words of a paragraph.
    pub text: Field,
    /// Of a paragraph, to be shown: its act, its number, the demand it makes.
    pub act: Field,
    pub number: Field,
    pub demand: Field,
    /// Of an entry for one name: the name, its kind, what it shares with other spellings, and
    /// the name as one word.
    pub name: Field,
    pub kind: Field,
    pub shared: Field,
    pub same: Field,
    /// The place of an entry among all.
    pub order: Field,
}

/// Names of fields for which collectors ask.
pub const WEIGHT: &str = "weight";
pub const FACET: &str = "facet";
pub const ORDER: &str = "order";

impl Fields {
    pub fn schema() -> Schema {
        let mut schema = Schema::builder();
        let indexing = |record, norms| {
            TextFieldIndexing::default().set_tokenizer("raw").set_index_option(record).set_fieldnorms(norms)
        };
        let words = TextOptions::default()
            .set_indexing_options(indexing(IndexRecordOption::WithFreqsAndPositions, true));
        let codes = TextOptions::default().set_indexing_options(indexing(IndexRecordOption::Basic, false));
        schema.add_text_field("iri", STORED);
        schema.add_text_field("thing", codes.clone());
        schema.add_facet_field(FACET, FacetOptions::default());
        schema.add_u64_field(WEIGHT, FAST);
        schema.add_text_field("called", words.clone());
        schema.add_text_field("whole", codes.clone());
        schema.add_text_field("text", words);
        schema.add_text_field("act", STORED);
        schema.add_text_field("number", STORED);
        schema.add_text_field("demand", STORED);
        schema.add_text_field("name", STORED);
        schema.add_text_field("kind", codes.clone() | STORED);
        schema.add_text_field("shared", codes.clone());
        schema.add_text_field("same", codes);
        schema.add_u64_field(ORDER, FAST);
        schema.build()
    }

    pub fn of(schema: &Schema) -> tantivy::Result<Self> {
        let field = |name| schema.get_field(name);
        Ok(Self {
            iri: field("iri")?,
            facet: field(FACET)?,
            thing: field("thing")?,
            weight: field(WEIGHT)?,
            called: field("called")?,
            whole: field("whole")?,
            text: field("text")?,
            act: field("act")?,
            number: field("number")?,
            demand: field("demand")?,
            name: field("name")?,
            kind: field("kind")?,
            shared: field("shared")?,
            same: field("same")?,
            order: field(ORDER)?,
        })
    }
}

pub fn of_kind(kind: Kind) -> Facet {
    facet("kind", kind.name())
}

/// What cannot be written as a facet is cut where it could not.
pub fn facet(dimension: &str, value: &str) -> Facet {
    let value: String = value.chars().filter(|it| *it != '\0').take(40).collect();
    Facet::from_path([dimension, &value])
}

/// Words in their order, as the index takes them.
pub fn in_order(words: impl IntoIterator<Item = (usize, String)>) -> PreTokenizedString {
    let tokens =
        words.into_iter().map(|(position, text)| Token { position, text, ..Token::default() }).collect();
    PreTokenizedString { text: String::new(), tokens }
}
