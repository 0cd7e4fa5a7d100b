//! References that the file follows itself, beside the words that they stand around.
//!
//! Finds the year of a citation without one (`/akn/…/2012/1900`), and references by the naming
//! convention of Akoma Ntoso, `/akn/{place}/{kind}/{day or year}/{number}`, that lead to another
//! number, year or day than the words say.
//! Leaves alone addresses of any other form, whose numbers may count pages, names instead of
//! numbers, and a reference around several citations.

use crate::mention::{Act, Mention, MentionId, Reading};
use crate::source::Link;

use super::super::super::Key;
use super::super::super::scope::Scope;

/// The reference around the mention.
fn around<'s>(scope: &Scope<'s>, mention: &Mention) -> Option<(usize, &'s Link)> {
    let links = &scope.document.source.links;
    if links.is_empty() {
        return None;
    }
    let at = scope.block(mention).source_span(mention.span);
    let first = links.partition_point(|it| it.at.end <= at.start);
    links.get(first).filter(|it| it.at.overlaps(at)).map(|it| (first, it))
}

/// The target as the file writes it.
pub fn written<'s>(scope: &Scope<'s>, mention: &Mention) -> Option<&'s str> {
    around(scope, mention).map(|it| it.1.target.as_str())
}

fn parts(target: &str) -> impl Iterator<Item = &str> {
    target.split(['/', '!', '@', '#', '~'])
}

/// `2012`, or the day `2012-03-04`.
fn year(part: &str) -> Option<i16> {
    let day = || {
        part.bytes()
            .enumerate()
            .all(|(at, it)| if matches!(at, 4 | 7) { it == b'-' } else { it.is_ascii_digit() })
    };
    let year = part.get(..4).filter(|_| part.len() == 4 || part.len() == 10 && day())?;
    year.parse().ok().filter(|it| (1900..2200).contains(it))
}

/// A key where the reference around the words leads to the same number, and says its year.
pub fn followed(scope: &Scope<'_>, mention: &Mention, act: &Act) -> Option<Key> {
    if act.year.is_some() {
        return None;
    }
    let (body, number) = (act.body?, act.number.as_ref()?);
    let target = written(scope, mention)?;
    if !parts(target).any(|it| it == number) {
        return None;
    }
    let mut years = parts(target).filter(|it| *it != number).filter_map(year);
    let year = years.next()?;
    years.next().is_none().then(|| Key::Act {
        body: scope.notation(body).to_owned(),
        kind: scope.notation(act.kind).to_owned(),
        year,
        number: number.clone(),
    })
}

/// Citations whose reference leads to another act than their words say, in order.
pub fn contradicted(scope: &Scope<'_>) -> Vec<MentionId> {
    if scope.document.source.links.is_empty() {
        return Vec::new();
    }
    let cited = scope.all().filter_map(|(id, mention)| match &mention.reading {
        Reading::Act(act) => around(scope, mention).map(|(link, it)| (link, id, other(act, &it.target))),
        _ => None,
    });
    let mut cited: Vec<(usize, MentionId, bool)> = cited.collect();
    cited.sort_unstable();
    let alone = cited.chunk_by(|a, b| a.0 == b.0).filter(|it| it.len() == 1);
    let mut found: Vec<MentionId> = alone.flatten().filter(|it| it.2).map(|it| it.1).collect();
    found.sort_unstable();
    found
}

/// Whether the target names an act with another number, year or day.
fn other(act: &Act, target: &str) -> bool {
    let target = target.trim_start_matches('/');
    if !target.starts_with("akn/") {
        return false;
    }
    let mut parts = parts(target).skip_while(|it| year(it).is_none());
    let (Some(date), Some(printed)) = (parts.next(), parts.next()) else { return false };
    let number = |text: &str| text.bytes().any(|it| it.is_ascii_digit());
    if let Some(own) = act.number.as_ref().filter(|_| number(printed)) {
        // `73/3` is written `73-3`, and some write the year behind the number.
        let tokens = |text: &str| -> Vec<String> {
            text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect()
        };
        let (own, printed) = (tokens(own), tokens(printed));
        if !printed.windows(own.len()).any(|it| it == own) {
            return true;
        }
    }
    let years = act.year.or_else(|| act.date.map(|it| it.year()));
    let day = act.date.and_then(|it| it.day().map(|_| it.to_string())).filter(|_| date.len() == 10);
    years.is_some_and(|it| Some(it) != year(date)) || day.is_some_and(|it| it != date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_those_of_acts() {
        assert_eq!(
            ["2012", "2012-03-04", "1899", "20121", "2012-03-4x", "é012"].map(year),
            [Some(2012), Some(2012), None, None, None, None]
        );
    }
}
