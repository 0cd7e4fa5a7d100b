//! Whose organ a name of the register is, where words behind it say so.
//!
//! Finds another owner behind "of", which makes "Security Council", "Committee of Ministers"
//! or "Human Rights Committee" another body than the register's: `of Ruritania`, `of the
//! Senate`, `of the Arab League`. Leaves alone the body that `hc:organOf` names, or what acts
//! call it; names that hold their owner already, acronyms, and organisations that are no organ
//! of another ("the accession to the European Union of Ruritania").

use crate::lexicon::{ConceptId, Hit, Lexicon, Scheme};
use crate::mention::view::{Sort, View};

pub(in crate::mention) fn is_anothers(view: &View<'_>, hit: &Hit) -> bool {
    let owners: Vec<ConceptId> = owners(view.lexicon, hit.concept).collect();
    let (from, to) = (view.word_from(hit.span.start), view.behind(hit.span));
    if owners.is_empty() || to <= from + 1 {
        return false;
    }
    let own = |it: &Hit| match it.scheme {
        Scheme::Body => it.concept == hit.concept || owners.contains(&it.concept),
        Scheme::BodyAlias => stands_for(view.lexicon, it.concept).is_some_and(|it| owners.contains(&it)),
        // "of Mr X", "of May 2020", "of the Chairperson": what it did, not whose it is.
        Scheme::Title | Scheme::Month | Scheme::Role => true,
        _ => false,
    };
    if (from..to)
        .any(|at| view.labels(at).any(|it| it.scheme == Scheme::Body && owners.contains(&it.concept)))
    {
        return false;
    }
    let Some(link) = view.link(to).filter(|it| it.sort == Sort::Of) else { return false };
    // "informs the Committee of Ministers of Ruritania's reply"
    let possessive = view.labels(link.next).any(|it| view.possessive(view.behind(it.span)).is_some());
    view.is_capital(link.next) && !possessive && !view.labels(link.next).any(own)
}

fn owners(lexicon: &Lexicon, concept: ConceptId) -> impl Iterator<Item = ConceptId> {
    let above = |it: &ConceptId| lexicon.by_iri(lexicon.values(*it, "organOf").next()?);
    // Deep enough for any register, and an end to rings.
    std::iter::successors(Some(concept), above).skip(1).take(4)
}

fn stands_for(lexicon: &Lexicon, alias: ConceptId) -> Option<ConceptId> {
    lexicon.by_notation(Scheme::Body, lexicon.values(alias, "standsFor").next()?)
}
