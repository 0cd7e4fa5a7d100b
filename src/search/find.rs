//! Things and paragraphs by words.
//!
//! Every word must be there: in any name of a thing, or in one paragraph. A word of four
//! letters or more may go on (`resolution` finds `resolutions`), the last one always while it is
//! being typed, and in names it may have one letter wrong, missing, too many or turned round.
//! As it stands counts most. Where nothing has all words, what has half of them is shown and
//! said to be so.

use serde::{Deserialize, Serialize};
use tantivy::collector::{Count, FacetCollector, TopDocs};
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, FuzzyTermQuery, Occur, PhraseQuery,
    Query, TermQuery,
};
use tantivy::schema::{Facet, Field, IndexRecordOption, Value as _};
use tantivy::{DocAddress, DocId, Score, SegmentReader, TantivyDocument, Term};

use super::Search;
use super::kind::Kind;
use super::schema::{FACET, WEIGHT, facet, of_kind};
use super::word::{Sought, whole};

/// What somebody looks for; each of the last three may be left open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    pub text: String,
    pub kind: Option<Kind>,
    pub language: Option<String>,
    pub year: Option<String>,
    /// Pages of [`PAGE`] hits of one kind to pass over.
    pub page: usize,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// How much there is of each, all other choices kept. Years and languages most first.
    pub kinds: Vec<(Kind, u64)>,
    pub languages: Vec<(String, u64)>,
    pub years: Vec<(String, u64)>,
    /// Things before paragraphs, the kind that fits best first.
    pub groups: Vec<Group>,
    /// Not all words are in what was found.
    pub is_loose: bool,
}

/// Hits of one kind, the best first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    pub kind: Kind,
    pub all: u64,
    pub hits: Vec<Hit>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// Of the thing, or of the paragraph in its language.
    pub iri: String,
    /// Of a paragraph.
    pub act: Option<String>,
    pub number: Option<String>,
    pub demand: Option<String>,
}

/// Hits of one kind, where one was chosen; and where none was, of things and of paragraphs.
pub const PAGE: usize = 40;
const THINGS: usize = 8;
const PASSAGES: usize = 20;
/// Pages that can be turned: who wants more asks for less.
pub const MOST_PAGES: usize = 25;
/// Years and languages shown.
const MOST_VALUES: usize = 20;

/// Words from this length on may go on, and may have a wrong letter in names.
const LONG: usize = 4;

/// Which words may go on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// Long ones.
    Long,
    /// The last, whatever its length, and long ones.
    Open,
}

impl Search {
    pub fn find(&self, asked: &Asked) -> tantivy::Result<Found> {
        let sought = Sought::new(&asked.text);
        let mut found = Found::default();
        if sought.is_empty() {
            return Ok(found);
        }
        let mut query = self.all_words(&sought, &asked.text);
        let chosen = |but: &str| -> Vec<Facet> {
            [
                ("kind", asked.kind.map(of_kind)),
                ("language", asked.language.as_deref().map(|it| facet("language", it))),
                ("year", asked.year.as_deref().map(|it| facet("year", it))),
            ]
            .into_iter()
            .filter(|(dimension, _)| *dimension != but)
            .filter_map(|(_, it)| it)
            .collect()
        };
        if self.searcher.search(&self.among(&*query, &chosen("")), &Count)? == 0
            && sought.phrases.is_empty()
            && sought.words.len() > 1
        {
            query = self.half_the_words(&sought);
            found.is_loose = true;
        }
        let count = |dimension: &str| self.count(&*query, &chosen(dimension), dimension);
        for (name, all) in count("kind")? {
            found.kinds.extend(Kind::named(&name).map(|it| (it, all)));
        }
        found.kinds.sort_unstable();
        found.languages = count("language")?;
        found.years = count("year")?;
        found.years.sort_by(|a, b| b.0.cmp(&a.0));
        let others = chosen("kind");
        let mut groups = Vec::new();
        for kind in Kind::ALL.into_iter().filter(|it| asked.kind.is_none_or(|one| one == *it)) {
            if !found.kinds.iter().any(|(it, _)| *it == kind) {
                continue;
            }
            let mut among = others.clone();
            among.push(of_kind(kind));
            let (most, from) = match asked.kind {
                Some(_) => (PAGE, asked.page.min(MOST_PAGES - 1) * PAGE),
                None if kind.is_thing() => (THINGS, 0),
                None => (PASSAGES, 0),
            };
            let (all, score, hits) = self.best(&self.among(&*query, &among), most, from)?;
            groups.push((score, Group { kind, all: all as u64, hits }));
        }
        // Things first, those that fit best before others.
        groups.sort_by(|(a, one), (b, other)| {
            other.kind.is_thing().cmp(&one.kind.is_thing()).then(b.total_cmp(a))
        });
        found.groups = groups.into_iter().map(|(_, it)| it).collect();
        found.is_loose &= !found.groups.is_empty();
        Ok(found)
    }

    /// Things whose names begin so, the best first: for who is still typing.
    pub fn begin(&self, text: &str, kind: Option<Kind>, most: usize) -> tantivy::Result<Vec<(Kind, Hit)>> {
        let sought = Sought::new(text);
        if sought.is_empty() || most == 0 {
            return Ok(Vec::new());
        }
        let facets: Vec<Facet> = kind.map(of_kind).into_iter().collect();
        let query = self.among(&*self.of_things(&sought, text, Ending::Open), &facets);
        let mut hits = Vec::new();
        for (_, address) in self.searcher.search(&query, &ranked(most, 0))? {
            let hit = self.hit(address)?;
            hits.extend(self.kind_at(address)?.map(|kind| (kind, hit)));
        }
        Ok(hits)
    }

    /// None: there is no such thing.
    pub fn kind_of(&self, iri: &str) -> tantivy::Result<Option<Kind>> {
        let query = code(Term::from_field_text(self.fields.thing, iri));
        match self.searcher.search(&query, &TopDocs::with_limit(1).order_by_score())?.first() {
            Some((_, address)) => self.kind_at(*address),
            None => Ok(None),
        }
    }

    fn kind_at(&self, address: DocAddress) -> tantivy::Result<Option<Kind>> {
        let facets = self.searcher.segment_reader(address.segment_ord).facet_reader(FACET)?;
        let mut kind = None;
        for ordinal in facets.facet_ords(address.doc_id) {
            let mut one = Facet::default();
            facets.facet_from_ord(ordinal, &mut one)?;
            if let ["kind", name] = one.to_path()[..] {
                kind = Kind::named(name);
            }
        }
        Ok(kind)
    }

    fn all_words(&self, sought: &Sought, text: &str) -> Box<dyn Query> {
        Box::new(BooleanQuery::union(vec![
            self.of_things(sought, text, Ending::Long),
            self.in_field(self.fields.text, sought, Ending::Long),
        ]))
    }

    /// A name that is asked for whole comes before names that hold it.
    fn of_things(&self, sought: &Sought, text: &str, ending: Ending) -> Box<dyn Query> {
        const WHOLE: Score = 30.0;
        const BEGINNING: Score = 3.0;
        let words = self.in_field(self.fields.called, sought, ending);
        let name = Term::from_field_text(self.fields.whole, &whole(text));
        let mut clauses = vec![(Occur::Must, words)];
        clauses.push((Occur::Should, boosted(code(name.clone()), WHOLE)));
        if ending == Ending::Open {
            clauses.push((
                Occur::Should,
                boosted(Box::new(FuzzyTermQuery::new_prefix(name, 0, true)), BEGINNING),
            ));
        }
        Box::new(BooleanQuery::new(clauses))
    }

    fn in_field(&self, field: Field, sought: &Sought, ending: Ending) -> Box<dyn Query> {
        let last = sought.words.len().saturating_sub(1);
        let words = sought.words.iter().enumerate().map(|(n, word)| {
            let open = ending == Ending::Open && sought.is_open && n == last;
            self.word(field, word, open)
        });
        let phrases = sought.phrases.iter().map(|words| -> Box<dyn Query> {
            Box::new(PhraseQuery::new(words.iter().map(|it| Term::from_field_text(field, it)).collect()))
        });
        Box::new(BooleanQuery::intersection(words.chain(phrases).collect()))
    }

    fn half_the_words(&self, sought: &Sought) -> Box<dyn Query> {
        let fields = [self.fields.called, self.fields.text].map(|field| -> Box<dyn Query> {
            let words: Vec<_> = sought.words.iter().map(|it| self.word(field, it, false)).collect();
            let half = words.len().div_ceil(2);
            Box::new(BooleanQuery::union_with_minimum_required_clauses(words, half))
        });
        Box::new(BooleanQuery::union(fields.into()))
    }

    fn word(&self, field: Field, word: &str, is_open: bool) -> Box<dyn Query> {
        const AS_IT_STANDS: Score = 2.0;
        const GOES_ON: Score = 1.0;
        const WRONG_LETTER: Score = 0.3;
        let term = Term::from_field_text(field, word);
        let mut ways: Vec<Box<dyn Query>> =
            vec![boosted(Box::new(TermQuery::new(term.clone(), IndexRecordOption::WithFreqs)), AS_IT_STANDS)];
        let is_number = word.bytes().any(|it| it.is_ascii_digit());
        let is_long = word.len() >= LONG && !is_number;
        if is_open || is_long {
            ways.push(boosted(Box::new(FuzzyTermQuery::new_prefix(term.clone(), 0, true)), GOES_ON));
        }
        if is_long && field == self.fields.called {
            let wrong = if is_open { FuzzyTermQuery::new_prefix } else { FuzzyTermQuery::new };
            ways.push(boosted(Box::new(wrong(term, 1, true)), WRONG_LETTER));
        }
        Box::new(DisjunctionMaxQuery::new(ways))
    }

    fn among(&self, query: &dyn Query, facets: &[Facet]) -> BooleanQuery {
        let mut clauses = vec![(Occur::Must, query.box_clone())];
        for it in facets {
            let term = Term::from_facet(self.fields.facet, it);
            clauses.push((Occur::Must, Box::new(ConstScoreQuery::new(code(term), 0.0))));
        }
        BooleanQuery::new(clauses)
    }

    fn count(
        &self,
        query: &dyn Query,
        facets: &[Facet],
        dimension: &str,
    ) -> tantivy::Result<Vec<(String, u64)>> {
        let mut collector = FacetCollector::for_field(FACET);
        let root = Facet::from_path([dimension]);
        collector.add_facet(root.clone());
        let counts = self.searcher.search(&self.among(query, facets), &collector)?;
        let mut values: Vec<(String, u64)> = counts
            .get(root)
            .map(|(it, count)| (it.to_path().last().copied().unwrap_or_default().to_owned(), count))
            .collect();
        values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        values.truncate(MOST_VALUES);
        Ok(values)
    }

    /// How many there are, the score of the best, and the hits.
    fn best(&self, query: &dyn Query, most: usize, from: usize) -> tantivy::Result<(usize, Score, Vec<Hit>)> {
        let (all, best) = self.searcher.search(query, &(Count, ranked(most, from)))?;
        let score = best.first().map_or(0.0, |(score, _)| *score);
        let hits = best.into_iter().map(|(_, at)| self.hit(at)).collect::<tantivy::Result<_>>()?;
        Ok((all, score, hits))
    }

    fn hit(&self, at: DocAddress) -> tantivy::Result<Hit> {
        let entry: TantivyDocument = self.searcher.doc(at)?;
        let text = |field| entry.get_first(field).and_then(|it| it.as_str()).map(str::to_owned);
        Ok(Hit {
            iri: text(self.fields.iri).unwrap_or_default(),
            act: text(self.fields.act),
            number: text(self.fields.number),
            demand: text(self.fields.demand),
        })
    }
}

/// What is named more often comes first among what fits as well; then the order of the index.
fn ranked(most: usize, from: usize) -> impl tantivy::collector::Collector<Fruit = Vec<(Score, DocAddress)>> {
    const OFTEN: Score = 0.15;
    TopDocs::with_limit(most).and_offset(from).tweak_score(|segment: &SegmentReader| {
        let weights = segment.fast_fields().u64(WEIGHT).map(|it| it.first_or_default_col(0)).ok();
        move |entry: DocId, score: Score| {
            let weight = weights.as_ref().map_or(0, |it| it.get_val(entry));
            score + OFTEN * (1.0 + weight as Score).ln()
        }
    })
}

fn code(term: Term) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(Box::new(TermQuery::new(term, IndexRecordOption::Basic)), 1.0))
}

fn boosted(query: Box<dyn Query>, by: Score) -> Box<dyn Query> {
    Box::new(BoostQuery::new(query, by))
}
