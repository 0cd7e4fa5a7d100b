//! A candidate as a person judges it: both names with what speaks for each, side by side; on
//! a narrow terminal one above the other.

use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width, presets};
use oxigraph::model::NamedNode;
use oxigraph::store::StorageError;

use crate::link::candidate::{Candidate, Context};
use crate::query::names;
use crate::store::Store;
use crate::text::Language;

/// Columns that two texts need to be read beside each other.
const TWO: u16 = 76;

/// One of the two things: what is shown of it, line by line.
struct Side {
    name: String,
    iri: String,
    lines: Vec<String>,
}

/// Ends in a line feed.
pub fn beside(it: &Candidate, store: &Store, language: Language, width: u16) -> Result<String, StorageError> {
    let mut ours = Side { name: it.our_name.clone(), iri: it.ours.clone(), lines: Vec::new() };
    let mut theirs = Side { name: it.their_name.clone(), iri: it.theirs.clone(), lines: Vec::new() };
    for (side, context) in [(&mut ours, &it.our_context), (&mut theirs, &it.their_context)] {
        let Some(Context { act, before, name, after, passage }) = context else { continue };
        let act = NamedNode::new_unchecked(act.as_str());
        let title = names::label(store.oxigraph(), act.as_ref(), language)?;
        side.lines.push(title.unwrap_or_else(|| act.into_string()));
        side.lines.push(format!("…{before}[{name}]{after}…"));
        side.lines.push(format!("proof: <{passage}>"));
    }
    theirs.lines.extend(it.their_facts.iter().map(|(property, value)| format!("{property}: {value}")));
    if theirs.lines.is_empty() {
        theirs.lines.push(format!("data set {}: not loaded, so nothing more is known here", it.data_set));
    }
    let why = format!("  {}, score {}, data set {}\n", it.basis, it.score, it.data_set);
    Ok(plain(&(why + &laid_out(&ours, &theirs, width))))
}

fn laid_out(ours: &Side, theirs: &Side, width: u16) -> String {
    let text = |side: &Side| {
        let iri = format!("<{}>", side.iri);
        let lines = [&side.name, &iri].into_iter().chain(&side.lines);
        lines.map(String::as_str).collect::<Vec<_>>().join("\n")
    };
    if width < TWO {
        let indented = |side: &Side| text(side).lines().map(|it| format!("  {it}\n")).collect::<String>();
        return format!("{}\n{}", indented(ours), indented(theirs));
    }
    let mut table = Table::new();
    table.load_preset(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    table.add_row([plain(&text(ours)), plain(&text(theirs))]);
    for column in table.column_iter_mut() {
        column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width / 2)));
    }
    let lines = table.to_string();
    lines.lines().map(|it| format!(" {}\n", it.trim_end())).collect()
}

/// A text may hold what moves a terminal's cursor.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn side(name: &str, lines: &[&str]) -> Side {
        Side {
            name: name.to_owned(),
            iri: format!("https://a.example/{}", name.len()),
            lines: lines.iter().map(|&it| it.to_owned()).collect(),
        }
    }

    /// Columns, and the line on which each of two words stands.
    fn check(width: u16, same_line: bool) {
        let left = side(
            "Vasily Ozerov",
            &["…the release of Mr [Vasily Ozerov], held since the spring of the year before…"],
        );
        let right = side("Василий Озеров", &["birth: 1970"]);
        let came = laid_out(&left, &right, width);
        let line = |word: &str| came.lines().position(|it| it.contains(word));
        assert_eq!(line("Vasily") == line("Василий"), same_line, "{came}");
        for word in ["a.example", "held", "spring", "birth: 1970"] {
            assert!(line(word).is_some(), "{word}: {came}");
        }
        let widest = came.lines().map(unicode_width::UnicodeWidthStr::width).max();
        assert!(!same_line || widest <= Some(usize::from(width)), "{widest:?}: {came}");
    }

    #[test]
    fn both_sides_stand_beside_each_other_where_there_is_room() {
        check(100, true);
        check(76, true);
        check(40, false);
    }

    #[test]
    fn what_moves_a_cursor_is_a_blank() {
        assert_eq!(plain("a\u{1b}[2Jb\tc\nd"), "a [2Jb c\nd");
    }
}
