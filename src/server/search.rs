//! What a worker finds by its index, ready to be shown: labels from the store, words marked.

use oxigraph::model::{NamedNode, Term as Node};
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
        // What holds most of the words; then the reader's language, then the order.
        let holds = |text: &str| marked(text, sought).iter().filter(|it| it.is_asked).count();
        let best = texts
            .into_iter()
            .filter(|(text, _)| *text != label)
            .map(|it| (holds(&it.0), it.1.as_deref() == Some(language.tag()), it))
            .reduce(|best, it| if (it.0, it.1) > (best.0, best.1) { it } else { best });
        let (words, tongue) = match best {
            // Another name of a thing tells something only where it is what was asked for.
            Some((held, _, (text, tongue)))
                if kind == Kind::Act || held > holds(&label) || !kind.is_thing() =>
            {
                (marked(&text, sought), tongue)
            }
            _ => (Vec::new(), None),
        };
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

    /// Of an act, its titles.
    fn names(&self, kind: Kind, thing: &NamedNode) -> Result<Vec<Text>, Refused> {
        let inner = self.store.oxigraph();
        if kind != Kind::Act {
            let labels = names::labels(inner, thing.as_ref()).map_err(failed)?;
            return Ok(labels
                .into_iter()
                .map(|it| (it.value().to_owned(), it.language().map(str::to_owned)))
                .collect());
        }
        let mut titles = self.literals(thing, Term::DctTitle)?;
        let realizes = Some(property(Term::Realizes));
        for quad in inner.quads_for_pattern(None, realizes, Some(thing.as_ref().into()), None) {
            if let oxigraph::model::NamedOrBlankNode::NamedNode(version) = quad.map_err(failed)?.subject {
                titles.extend(self.literals(&version, Term::Title)?);
            }
        }
        titles.sort();
        Ok(titles)
    }

    fn text(&self, part: &str) -> Result<Vec<Text>, Refused> {
        self.literals(&NamedNode::new(part).map_err(failed)?, Term::Text)
    }

    fn literals(&self, subject: &NamedNode, predicate: Term) -> Result<Vec<Text>, Refused> {
        let mut literals = Vec::new();
        let quads = self.store.oxigraph().quads_for_pattern(
            Some(subject.as_ref().into()),
            Some(property(predicate)),
            None,
            None,
        );
        for quad in quads {
            if let Node::Literal(it) = quad.map_err(failed)?.object {
                literals.push((it.value().to_owned(), it.language().map(str::to_owned)));
            }
        }
        Ok(literals)
    }
}

/// Words and their language.
type Text = (String, Option<String>);

pub(super) fn spoken(tag: &str) -> Language {
    Language::new(tag).unwrap_or(Language::ENGLISH)
}
