//! Short names given to treaties and bodies in passing; agreements, their sides and dates.

use crate::mention::Reading;

use super::super::scope::Scope;
use super::super::{Key, Predicate};
use super::{Relations, Said, evidence};
use crate::text::StatedDate;

pub fn find(scope: &Scope<'_>, relations: &mut Relations<'_>) {
    for (id, mention) in scope.all() {
        let Some(key) = relations.key(id) else { continue };
        let language = scope.block(mention).language;
        let words = scope.words(mention);
        match &mention.reading {
            Reading::Treaty(treaty) if treaty.defines_short_name => {
                relations.add_text(
                    key,
                    Predicate::HasShortName,
                    (language, words),
                    evidence(mention, "treaty/short-name"),
                );
            }
            Reading::Body(body)
                if body.short_for.is_some()
                    || scope
                        .bracketed_after(mention)
                        .is_some_and(|full| relations.key(full) == Some(key)) =>
            {
                relations.add_text(
                    key,
                    Predicate::HasShortName,
                    (language, words),
                    evidence(mention, "treaty/short-name"),
                );
            }
            Reading::Agreement(agreement) => {
                for &side in &agreement.parties {
                    let Some((other, _)) = scope.at(mention.block, side) else { continue };
                    let Some(other) = relations.key(other) else { continue };
                    let mut proof = evidence(mention, "treaty/agreement-with");
                    proof.span = mention.span.to(side);
                    relations.add(key, Predicate::AgreementWith, other, proof, Said::Outright);
                }
                if let Some(date) = agreement.year.and_then(|year| StatedDate::new(year, None, None)) {
                    relations.add(
                        key,
                        Predicate::Dated,
                        &Key::Date(date),
                        evidence(mention, "treaty/agreement-dated"),
                        Said::Outright,
                    );
                }
            }
            _ => {}
        }
    }
}
