//! Acts cited, with their titles, and whose acts they are.
//!
//! Finds `Resolution 1506 (2006)`, `Risoluzione n. 2616`, each number of `Resolutions 1526
//! (2006) « title » and 2193 (2017)`, `Recommendations 1124, 1126 and 1129 (1990)` (one year
//! for all), `Recommendations 1283 and 1285 of 22 January 1996`; acts cited by day, `European
//! Parliament Resolutions of 20 January 2022 on … and of 17 January 2024 on …`; numbers with
//! and without an act word: `Resolution (97) 24`, `CM/Rec(2014)7`, `resolution 78/265`,
//! `P9_TA(2024)0371`, `Council Decision (CFSP) 2027/615`.
//! The span is body (where it stands directly before), act word, number and year; the second
//! act of a coordination has number and year, or its date, alone.
//! Leaves alone act words without number or day ("this resolution"), decisions, opinions and
//! orders whose number does not show them to be acts, and declarations.
//!
//! Whose act: the body named beside it; failing that the form of the number where one body
//! alone writes so; failing that an earlier full citation; failing that the document's own
//! body, if it numbers so. How high a number is never counts. What is not said stays open.
//! Act words: scheme `act-type`; bodies: scheme `body`.

mod beside;
mod number;
mod owner;
mod reader;
mod title;

use super::{Act, Found, Mention, Proof, Reading, Scope};
use crate::document::{BlockId, BlockKind, Section};
use crate::lexicon::ConceptId;
use crate::text::Span;

use self::number::{Form, Signs};
use self::owner::Owners;
use self::reader::Reader;

pub(super) fn find(scope: &Scope<'_>, found: &mut Found) {
    let own = owner::own_body(scope);
    let mut cited = Vec::new();
    for (id, block) in scope.document.ids() {
        if block.kind == BlockKind::Furniture {
            continue;
        }
        let days = found.in_block(id).iter().filter_map(|it| match it.reading {
            Reading::Date(date) if date.day().is_some() => Some((it.span, date)),
            _ => None,
        });
        let reader = Reader {
            grammar: scope.lexicon.grammar(block.language),
            signs: Signs::of(scope.lexicon),
            scope,
            id,
            block,
            text: &block.text,
            folded: &block.folded,
            hits: &scope.hits[id.0 as usize],
            bodies: owner::named_bodies(scope, id, own),
            days: days.collect(),
        };
        reader.read(&mut cited);
    }
    Owners { scope, own }.settle(&mut cited);
    owner::number_by_footnote(scope, &mut cited);
    for it in cited {
        found.add(Mention { block: it.block, span: it.span, reading: Reading::Act(it.act), proof: it.proof });
    }
}

/// One citation before it is known whose act it is.
struct Cited {
    block: BlockId,
    section: Section,
    span: Span,
    act: Act,
    whose: Whose,
    form: Form,
    proof: Proof,
    /// Nothing but a conjunction stands between this act and the one before.
    joined: bool,
    /// A body or a title follows, so that what comes after belongs to another act.
    closed: bool,
}

/// What stands beside an act about its body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whose {
    Named(ConceptId),
    /// `its`, with the bodies between the start of the sentence and it: none, one, several.
    Its(Option<ConceptId>),
    /// Some body stands beside it, but not one of the register.
    Unknown,
    NotSaid,
}
