//! What stands beside a citation about whose act it is.

use super::reader::Reader;
use super::{Cited, Whose};
use crate::grammar::Phrases;
use crate::lexicon::{ConceptId, Hit, Scheme};
use crate::mention::scan::skip_spaces;

/// Longer names are no short ones, in bytes.
const SHORT_NAME: usize = 32;

impl Reader<'_> {
    /// The body directly before an act word; its start where the span takes it in.
    pub(super) fn body_before(&self, start: usize) -> Option<(ConceptId, Option<usize>)> {
        let before = self.text[..start].strip_suffix([' ', '\u{a0}'])?;
        let possessive = self.grammar.without_possessive(before);
        let end = possessive.unwrap_or(before).len();
        let hit =
            self.bodies.iter().filter(|it| it.span.end as usize == end).min_by_key(|it| it.span.start)?;
        Some((hit.concept, possessive.is_none().then_some(hit.span.start as usize)))
    }

    /// Behind the article that stands here.
    fn article_at(&self, at: usize) -> usize {
        self.skip(at, self.grammar.phrases(Phrases::BodyArticle))
    }

    /// "Council Decision (CFSP) 2027/615": the Union's institutions as its Parliament calls them.
    pub(super) fn institution_before(&self, start: usize) -> Option<(ConceptId, usize)> {
        let lexicon = self.scope.lexicon;
        // Elsewhere a genitive stands there: "des Rates".
        let end = self.text[..start].strip_suffix(' ').filter(|_| self.grammar.possessive)?.len();
        let first = self.hits.partition_point(|it| (it.span.start as usize) < end.saturating_sub(SHORT_NAME));
        self.hits[first..]
            .iter()
            .take_while(|it| (it.span.start as usize) < end)
            .filter(|it| it.scheme == Scheme::BodyAlias && it.span.end as usize == end)
            .find_map(|it| {
                lexicon.values(it.concept, "in").find(|&it| it == "ep")?;
                let body = lexicon.values(it.concept, "standsFor").next()?;
                Some((lexicon.by_notation(Scheme::Body, body)?, it.span.start as usize))
            })
    }

    /// "of the UN Security Council", "du Parlement européen": the longest name, and its end.
    pub(super) fn body_after(&self, at: usize) -> Option<(ConceptId, usize)> {
        let open = skip_spaces(self.text, at);
        if self.article_at(open) > open {
            return None;
        }
        let start = self.skip(open, self.grammar.phrases(Phrases::BodyLink));
        let first = self.bodies.partition_point(|it| (it.span.start as usize) < start);
        let hit = self.bodies.get(first).filter(|it| it.span.start as usize == start && start > at + 1)?;
        let mut end = hit.span.end as usize;
        // "of the Congress of Local and Regional Authorities of the Council of Europe".
        let above = self.skip(skip_spaces(self.text, end), self.grammar.phrases(Phrases::BodyLink));
        if above > end + 1
            && let Some(wider) =
                self.bodies.iter().find(|it| it.span.start as usize == above && it.concept != hit.concept)
        {
            end = wider.span.end as usize;
        }
        Some((hit.concept, end))
    }

    /// "of the Northern Assembly", "du Sénat": a body that the register lacks.
    pub(super) fn unknown_after(&self, at: usize) -> bool {
        let open = skip_spaces(self.text, at);
        if self.article_at(open) > open {
            return false;
        }
        let linked = self.skip(open, self.grammar.phrases(Phrases::BodyLink));
        let word = &self.text[linked..];
        let name = word.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        linked > open && name.starts_with(char::is_uppercase) && name.len() > 1 && !self.is_assembly(name)
    }

    /// What the words before an act word say when no body stands directly there.
    pub(super) fn said_before(&self, start: usize) -> Whose {
        let mut before = self.folded[..start].trim_end();
        let mut its = false;
        loop {
            let word = before.rsplit([' ', '\u{a0}', '\'', '’', '(']).next().unwrap_or("");
            let listed = |list| self.grammar.phrases(list).iter().any(|it| it == word);
            let possessive = listed(Phrases::Its);
            if !possessive && !listed(Phrases::Earlier) {
                break;
            }
            its |= possessive;
            before = before[..before.len() - word.len()].trim_end();
        }
        if its {
            let sentence = self.folded[..start]
                .rfind([';'])
                .into_iter()
                .chain(self.sentence_start(start))
                .max()
                .unwrap_or(0);
            let mut others =
                self.bodies.iter().filter(|it| (sentence..start).contains(&(it.span.start as usize)));
            return Whose::Its(others.next_back().map(|it| it.concept));
        }
        let word = self.text[..before.len()].rsplit([' ', '\u{a0}', '\'', '’', '(']).next().unwrap_or("");
        let opens = before.len() == word.len()
            || self.text[..before.len() - word.len()].trim_end().ends_with(['.', ':', ';', '–']);
        let letters = self.grammar.without_possessive(word).unwrap_or(word);
        if letters.starts_with(char::is_uppercase)
            && letters.chars().all(|c| c.is_alphanumeric() || c == '-')
            && !opens
            && !self.is_assembly(letters)
        {
            return Whose::Unknown;
        }
        Whose::NotSaid
    }

    /// "the European Parliament resolution of 9 March 2023": a body, and its act right behind it.
    pub(super) fn owner_cites_at(&self, at: usize) -> bool {
        let at = self.article_at(at);
        let first = self.bodies.partition_point(|it| (it.span.start as usize) < at);
        self.bodies[first..]
            .iter()
            .take_while(|it| it.span.start as usize == at)
            .any(|it| self.cites_at(skip_spaces(self.text, it.span.end as usize)))
    }

    /// "In its Resolution 1757 (2007) the Security Council decided": the possessor comes after,
    /// when the sentence begins with the act.
    pub(super) fn subject_after(&self, hit: &Hit, end: usize) -> Option<ConceptId> {
        let start = self.sentence_start(hit.span.start as usize).unwrap_or(0);
        let opening = self.text[start..hit.span.start as usize].split_whitespace().count();
        let at = skip_spaces(self.text, end);
        let at = skip_spaces(self.text, at + usize::from(self.text[at..].starts_with(',')));
        let at = self.article_at(at);
        let first = self.bodies.partition_point(|it| (it.span.start as usize) < at);
        self.bodies.get(first).filter(|it| opening <= 3 && it.span.start as usize == at).map(|it| it.concept)
    }

    pub(super) fn sentence_start(&self, at: usize) -> Option<usize> {
        self.folded[..at].rfind(". ").map(|it| it + 2)
    }

    /// "Resolution 2231 (2018) and Recommendation 2340 (2027) of the Assembly": the body named
    /// at the end is also that of the acts joined to it.
    pub(super) fn hand_on(&self, cited: &mut [Cited]) {
        for index in (1..cited.len()).rev() {
            let (left, right) = cited.split_at_mut(index);
            let (before, after) = (&mut left[index - 1], &right[0]);
            if after.joined
                && after.closed
                && !before.closed
                && before.whose == Whose::NotSaid
                && let (Whose::Named(_), true) = (after.whose, self.named_after(after))
            {
                before.whose = after.whose;
            }
        }
    }

    /// "the Assembly": the own body under its short name, in capitals or not.
    fn is_assembly(&self, word: &str) -> bool {
        let lexicon = self.scope.lexicon;
        let plain = |it: &str| any_ascii::any_ascii(it).to_lowercase();
        let word = plain(word);
        lexicon
            .by_notation(Scheme::BodyAlias, "pace-assembly")
            .is_some_and(|id| lexicon.labels(id).any(|it| plain(&it.label) == word))
    }

    /// The body stands after this act, not before its word.
    pub(super) fn named_after(&self, cited: &Cited) -> bool {
        self.body_after(cited.span.end as usize).is_some()
    }
}
