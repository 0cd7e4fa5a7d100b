//! Whose act each citation is, and what earlier citations add to it.
//!
//! A body named beside an act decides. Then the form of the number, where one body alone
//! writes so; then the same kind and number cited before with one body; then the document's
//! own body, if it numbers its acts so. Two answers are none.

use super::number::Form;
use super::{Cited, Whose};
use crate::document::{BlockId, BlockKind, FactName, Section};
use crate::lexicon::{ConceptId, Hit, Scheme};
use crate::mention::view::View;
use crate::mention::{Scope, body};
use crate::text::{Span, StatedDate};

/// A body's name in a block.
pub(super) struct Named {
    pub span: Span,
    pub concept: ConceptId,
}

/// The body whose act the document is.
pub(super) fn own_body(scope: &Scope<'_>) -> Option<ConceptId> {
    scope.document.fact(FactName::Body).and_then(|it| scope.lexicon.by_notation(Scheme::Body, it))
}

/// Names of the register, and the short ones that acts of this body use: "the Assembly".
pub(super) fn named_bodies(scope: &Scope<'_>, id: BlockId, own: Option<ConceptId>) -> Vec<Named> {
    let own = own.map(|it| scope.lexicon.concept(it).notation.as_str());
    let view = std::cell::LazyCell::new(|| View::new(scope, id));
    let organ = |id: ConceptId| scope.lexicon.values(id, "organOf").next().is_some();
    let named = |hit: &Hit| {
        let concept = match hit.scheme {
            // "of the Security Council of Ruritania": no body of the register.
            Scheme::Body if organ(hit.concept) && body::is_anothers(&view, hit) => return None,
            Scheme::Body => hit.concept,
            Scheme::BodyAlias => {
                let mut used_by = scope.lexicon.values(hit.concept, "in");
                let own = own.filter(|own| used_by.any(|it| it == *own));
                let code = own.and_then(|_| scope.lexicon.values(hit.concept, "standsFor").next())?;
                scope.lexicon.by_notation(Scheme::Body, code)?
            }
            _ => return None,
        };
        Some(Named { span: hit.span, concept })
    };
    scope.hits[id.0 as usize].iter().filter_map(named).collect()
}

/// The bodies whose way of numbering the rules know.
pub(super) struct Owners<'a> {
    pub scope: &'a Scope<'a>,
    pub own: Option<ConceptId>,
}

impl Owners<'_> {
    /// Decides whose each act is, in reading order: later ones lean on earlier ones.
    pub fn settle(&self, cited: &mut [Cited]) {
        for index in 0..cited.len() {
            let (earlier, rest) = cited.split_at_mut(index);
            let it = &mut rest[0];
            it.act.body = self.body(it, earlier);
            if it.act.year.is_none() && it.form == Form::Bare {
                self.complete(it, earlier);
            }
            if it.form == Form::TextAdopted && it.section == Section::Head {
                it.act.date = self.scope.document.fact(FactName::AdoptedOn).and_then(iso_date);
            }
        }
    }

    fn body(&self, it: &Cited, earlier: &[Cited]) -> Option<ConceptId> {
        // The Union's acts are one series, whichever of its institutions adopted them.
        if it.form == Form::Union {
            return self.code("eu");
        }
        if let Whose::Named(body) = it.whose {
            return Some(body);
        }
        let by_form = match it.form {
            Form::YearNumber | Form::Ministers => "cm",
            Form::TextAdopted => "ep",
            Form::SecurityCouncil => "unsc",
            Form::GeneralAssembly => "unga",
            Form::Session if it.act.number.as_ref().is_some_and(|it| it.contains('(')) => "unga",
            _ => "",
        };
        if !by_form.is_empty() {
            return self.code(by_form);
        }
        let own = self.own.filter(|&own| self.may_number(own, it));
        match it.whose {
            Whose::Its(None) => self.own.filter(|_| it.act.date.is_some()).or(own),
            // Another body stands in the sentence: "its" may be either's, unless only one
            // of them numbers so.
            Whose::Its(Some(other)) if Some(other) == self.own => self.own,
            Whose::Its(Some(other)) => match (own, self.may_number(other, it)) {
                (Some(own), false) => Some(own),
                // "Security Council Resolution A, its Resolution B": the next of what the unknown
                // speaker recalls, and "its" may be the speaker's.
                (None, true) => {
                    let cited = earlier.last().filter(|before| before.block == it.block);
                    let listed = cited.is_some_and(|before| before.act.body == Some(other));
                    (self.own.is_some() || !listed).then_some(other)
                }
                _ => None,
            },
            Whose::Unknown => None,
            Whose::NotSaid => {
                if let Some(body) = self.as_before(it, earlier) {
                    return body;
                }
                let previous = earlier.last().filter(|before| it.joined && before.block == it.block);
                match (own, previous.map(|it| it.act.body)) {
                    // "UN Security Council Resolution 1325 (2000) and Resolution 2120 (2016)":
                    // of the same body, or of one's own?
                    (Some(own), Some(before)) if before != Some(own) => None,
                    (None, Some(Some(before))) if self.may_number(before, it) => Some(before),
                    _ => own,
                }
            }
            Whose::Named(_) => None,
        }
    }

    /// The body of the act of this kind and number cited before, if there is but one.
    /// Outer `None`: not cited before.
    fn as_before(&self, it: &Cited, earlier: &[Cited]) -> Option<Option<ConceptId>> {
        let mut bodies = same_number(it, earlier).map(|other| other.act.body);
        let first = bodies.next()?;
        Some(if bodies.all(|body| body == first) { first } else { None })
    }

    /// The year of an act cited with it before, or of this document itself.
    fn complete(&self, it: &mut Cited, earlier: &[Cited]) {
        let fact = |name| self.scope.document.fact(name);
        let code = &self.scope.lexicon.concept(it.act.kind).notation;
        if it.act.body == self.own
            && fact(FactName::ActNumber) == it.act.number.as_deref()
            && fact(FactName::ActType) == Some(code.as_str())
        {
            it.act.year = fact(FactName::ActYear).and_then(|year| year.parse().ok());
            return;
        }
        let years: Vec<Option<i16>> = same_number(it, earlier)
            .filter(|other| other.act.body == it.act.body)
            .map(|other| other.act.year)
            .collect();
        if let Some((&first, more)) = years.split_first()
            && it.act.body.is_some()
            && more.iter().all(|&year| year == first)
        {
            it.act.year = first;
        }
    }

    fn code(&self, notation: &str) -> Option<ConceptId> {
        self.scope.lexicon.by_notation(Scheme::Body, notation)
    }

    /// Whether `body` writes the numbers of its acts this way.
    fn may_number(&self, body: ConceptId, it: &Cited) -> bool {
        let kind = self.scope.lexicon.concept(it.act.kind).notation.as_str();
        let dated = it.act.number.is_none();
        match self.scope.lexicon.concept(body).notation.as_str() {
            "pace" | "congress" => !dated && matches!(it.form, Form::NumberYear | Form::Bare),
            "unsc" => !dated && matches!(it.form, Form::NumberYear | Form::Bare) && kind == "res",
            "unga" | "un-hrc" | "ecosoc" => it.form == Form::Session && kind == "res",
            "venice-commission" => it.form == Form::Session && kind == "op",
            "ep" => dated,
            _ => false,
        }
    }
}

/// Acts before this one with its kind and number, and its year where it has one.
fn same_number<'c>(it: &'c Cited, earlier: &'c [Cited]) -> impl Iterator<Item = &'c Cited> {
    earlier.iter().filter(move |other| {
        it.act.number.is_some()
            && other.act.number == it.act.number
            && other.act.kind == it.act.kind
            && other.act.year.is_some()
            && (it.act.year.is_none() || it.act.year == other.act.year)
    })
}

fn iso_date(text: &str) -> Option<StatedDate> {
    let mut parts = text.split('-').map(str::parse::<i16>);
    let (year, month, day) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    StatedDate::new(year, Some(month.try_into().ok()?), Some(day.try_into().ok()?))
}

/// A footnote that gives the number of a text adopted gives it to the act, cited by its day,
/// at which the note is called: `of 25 April 2024 on …(1)` and `(1) P9_TA(2024)0371`. Each
/// takes from the other what it lacks.
pub(super) fn number_by_footnote(scope: &Scope<'_>, cited: &mut [Cited]) {
    for index in 0..cited.len() {
        let note = scope.document.block(cited[index].block);
        if cited[index].form != Form::TextAdopted
            || cited[index].act.date.is_some()
            || note.kind != BlockKind::Footnote
        {
            continue;
        }
        let digits: String = note.label.chars().filter(char::is_ascii_digit).collect();
        let Some(caller) = caller(scope, cited, index, &format!("({digits})")) else { continue };
        cited[index].act.date = cited[caller].act.date;
        let number = cited[index].act.number.clone();
        cited[caller].act.number = number;
    }
}

/// The act cited by its day behind which the note's call stands, up to the next act.
fn caller(scope: &Scope<'_>, cited: &[Cited], noted: usize, call: &str) -> Option<usize> {
    let document = scope.document;
    cited.iter().enumerate().position(|(at, it)| {
        let block = document.block(it.block);
        let fits = it.act.date.is_some()
            && it.act.number.is_none()
            && it.act.year == cited[noted].act.year
            && it.act.body == cited[noted].act.body
            && block.kind != BlockKind::Footnote;
        let start = block.source_span(it.span).end;
        let end = match cited.get(at + 1).filter(|next| next.block == it.block) {
            Some(next) => block.source_span(next.span).start,
            None => block.ranges.last().map_or(start, |it| it.end),
        };
        let behind = document.source.text.get(start as usize..end.max(start) as usize);
        fits && behind.is_some_and(|it| it.contains(call))
    })
}
