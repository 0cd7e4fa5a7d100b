//! What a worker finds by its index, ready to be shown: labels from the store, words marked.

use oxigraph::model::{Literal, NamedNode, NamedOrBlankNode, Term as Node};
use serde::{Deserialize, Serialize};

use super::frame::Refusal;
use super::worker::{Refused, Worker, failed};
use crate::graph::term::Term;
use crate::query::names;
use crate::search::find::{Asked, Hit};
use crate::search::kind::Kind;
use crate::search::mark::{Piece, marked};
use crate::search::word::Sought;
use crate::search::{FOLDER, Search};
use crate::store::catalogue::property;
use crate::text::Language;

/// What was found, kind by kind; counts as in [`crate::search::find::Found`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    pub kinds: Vec<(Kind, u64)>,
    pub languages: Vec<(String, u64)>,
    pub years: Vec<(String, u64)>,
    /// Each with how many there are.
    pub groups: Vec<(Kind, u64, Vec<Shown>)>,
    pub is_loose: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    pub kind: Kind,
    /// Of the thing; of a paragraph's act.
    pub iri: String,
    pub label: String,
    /// The paragraph, and the demand that it makes.
    pub number: Option<String>,
    pub demand: Option<String>,
    /// The words that were found: another name of the thing, an act's title, a paragraph's text.
    pub words: Vec<Piece>,
    pub language: Option<String>,
}

impl Worker {
    pub(super) fn index(&mut self) -> Result<&Search, Refused> {
        if self.search.is_none() {
            self.search = Search::open(&self.snapshot.join(FOLDER)).map_err(failed)?;
        }
        self.search.as_ref().ok_or_else(|| {
            (Refusal::Unready, "names and words are still being indexed: try again in a moment".to_owned())
        })
    }

    pub(super) fn find(&mut self, asked: &Asked, language: &str) -> Result<Page, Refused> {
        let language = spoken(language);
        let found = self.index()?.find(asked).map_err(failed)?;
        let sought = Sought::new(&asked.text);
        let mut groups = Vec::new();
        for group in found.groups {
            let hits = group.hits.into_iter().map(|it| self.shown(group.kind, it, &sought, language));
            groups.push((group.kind, group.all, hits.collect::<Result<_, _>>()?));
        }
        Ok(Page {
            kinds: found.kinds,
            languages: found.languages,
            years: found.years,
            groups,
            is_loose: found.is_loose,
        })
    }

    pub(super) fn begin(
        &mut self,
        text: &str,
        kind: Option<Kind>,
        most: usize,
        language: &str,
    ) -> Result<Vec<Shown>, Refused> {
        let hits = self.index()?.begin(text, kind, most).map_err(failed)?;
        let sought = Sought::new(text);
        hits.into_iter().map(|(kind, hit)| self.shown(kind, hit, &sought, spoken(language))).collect()
    }

    pub(super) fn near(&mut self, text: &str, most: usize, language: &str) -> Result<Vec<Shown>, Refused> {
        let near = self.index()?.near(text, &[], most).map_err(failed)?;
        let shown = near.into_iter().map(|it| {
            let hit = Hit { iri: it.iri, act: None, number: None, demand: None };
            self.shown(it.kind, hit, &Sought::default(), spoken(language))
        });
        shown.collect()
    }

    fn shown(&self, kind: Kind, hit: Hit, sought: &Sought, language: Language) -> Result<Shown, Refused> {
        let iri = hit.act.as_deref().unwrap_or(&hit.iri);
        let node = NamedNode::new(iri).map_err(failed)?;
        let label = self.label(&node, language)?;
        let texts = if kind.is_thing() { self.names(kind, &node)? } else { self.text(&hit.iri)? };
        // What holds most of the words; then what tells more; then the reader's language.
        let holds = |text: &str| marked(text, sought).iter().filter(|it| it.is_asked).count();
        let rank = |it: &Text| (holds(&it.words), it.tells, it.language.as_deref() == Some(language.tag()));
        let best = texts
            .into_iter()
            .filter(|it| it.words != label)
            .map(|it| (rank(&it), it))
            .reduce(|best, it| if it.0 > best.0 { it } else { best })
            .map(|(_, it)| it)
            .filter(|it| it.tells || holds(&it.words) > holds(&label));
        let (words, tongue) = best.map_or((Vec::new(), None), |it| (marked(&it.words, sought), it.language));
        Ok(Shown {
            kind,
            iri: iri.to_owned(),
            label,
            number: hit.number,
            demand: hit.demand,
            words,
            language: tongue,
        })
    }

    /// Of an act, its titles before what else it is called.
    fn names(&self, kind: Kind, thing: &NamedNode) -> Result<Vec<Text>, Refused> {
        let inner = self.store.oxigraph();
        let labels = names::labels(inner, thing.as_ref()).map_err(failed)?;
        let labels = labels.iter().map(|it| Text::new(it, false));
        if kind != Kind::Act {
            return Ok(labels.collect());
        }
        let mut titles = self.literals(thing, Term::DctTitle, true)?;
        let realizes = Some(property(Term::Realizes));
        for quad in inner.quads_for_pattern(None, realizes, Some(thing.as_ref().into()), None) {
            if let NamedOrBlankNode::NamedNode(version) = quad.map_err(failed)?.subject {
                titles.extend(self.literals(&version, Term::Title, true)?);
            }
        }
        titles.sort();
        titles.extend(self.literals(thing, Term::ReferredToAs, false)?);
        titles.extend(labels);
        Ok(titles)
    }

    fn text(&self, part: &str) -> Result<Vec<Text>, Refused> {
        self.literals(&NamedNode::new(part).map_err(failed)?, Term::Text, true)
    }

    fn literals(&self, subject: &NamedNode, predicate: Term, tells: bool) -> Result<Vec<Text>, Refused> {
        let mut literals = Vec::new();
        let quads = self.store.oxigraph().quads_for_pattern(
            Some(subject.as_ref().into()),
            Some(property(predicate)),
            None,
            None,
        );
        for quad in quads {
            if let Node::Literal(it) = quad.map_err(failed)?.object {
                literals.push(Text::new(&it, tells));
            }
        }
        Ok(literals)
    }
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Text {
    words: String,
    language: Option<String>,
    /// Worth showing also where it is not what was asked for: another name of a thing is not.
    tells: bool,
}

impl Text {
    fn new(it: &Literal, tells: bool) -> Self {
        Self { words: it.value().to_owned(), language: it.language().map(str::to_owned), tells }
    }
}

pub(super) fn spoken(tag: &str) -> Language {
    Language::new(tag).unwrap_or(Language::ENGLISH)
}
