//! Tables (CSV, TSV) as things, by a map of their columns.
//!
//! ```text
//! id=person_iri, given=given_name, family=family_name, state=citizenship
//! id=https://www.wikidata.org/entity/{wikidata}, name@fr=name_fr, iso=iso2
//! ```
//!
//! Left a field, right a column, or a text with columns in braces; a row without one of these
//! columns lacks the field. Rows of one `id` are one thing. Fields: `id`, `name` (with a
//! language after `@`; `name@{lang}` takes it from a column), `given`, `family`, `state`,
//! `same` (an address), `iso`, `iso3`, `geonames`, `cets`, `untc`, `mep`, `act`
//! (`pace/res/{year}/{number}`), `kind`.

use std::collections::BTreeMap;

use super::identifier::{self, of_iri};
use super::kind::Kind;
use super::states::States;
use super::thing::{Given, Thing};

/// Which columns say what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    fields: Vec<(Field, Template)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Field {
    Id,
    Name(Option<Template>),
    Given,
    Family,
    State,
    Same,
    Iso,
    Iso3,
    Geonames,
    Cets,
    Untc,
    Mep,
    Act,
    Kind,
}

/// Pieces of text and columns.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Template(Vec<Piece>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Column(String),
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    #[error("`{0}` in the map of columns is no FIELD=COLUMN")]
    NoPair(String),
    #[error("`{0}` is no field of a thing")]
    Field(String),
    #[error("the map of columns has no `id`")]
    NoId,
    #[error("the table has no column `{0}`")]
    NoColumn(String),
    #[error("line {line}: {fault}")]
    Row { line: u64, fault: String },
}

impl TableError {
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NoPair(_) | Self::NoId => {
                "as in `--columns 'id=iri, given=given_name, family=family_name, state=citizenship'`"
            }
            Self::Field(_) => {
                "fields: id, name, name@LANGUAGE, given, family, state, same, iso, iso3, geonames, cets, untc, mep, act, kind"
            }
            Self::NoColumn(_) => "columns are named as in the table's first line",
            Self::Row { .. } => "mend the table, or save it anew as UTF-8",
        }
    }
}

impl Columns {
    pub fn parse(map: &str) -> Result<Self, TableError> {
        let mut fields = Vec::new();
        for pair in map.split(',').map(str::trim).filter(|it| !it.is_empty()) {
            let (field, from) = pair.split_once('=').ok_or_else(|| TableError::NoPair(pair.to_owned()))?;
            let (field, from) = (field.trim(), from.trim());
            fields.push((Field::parse(field)?, Template::of_column(from)));
        }
        if !fields.iter().any(|(field, _)| *field == Field::Id) {
            return Err(TableError::NoId);
        }
        Ok(Self { fields })
    }
}

impl Field {
    fn parse(name: &str) -> Result<Self, TableError> {
        if let Some(language) = name.strip_prefix("name@") {
            return Ok(Self::Name(Some(Template::parse(language))));
        }
        Ok(match name {
            "id" => Self::Id,
            "name" => Self::Name(None),
            "given" => Self::Given,
            "family" => Self::Family,
            "state" => Self::State,
            "same" => Self::Same,
            "iso" => Self::Iso,
            "iso3" => Self::Iso3,
            "geonames" => Self::Geonames,
            "cets" => Self::Cets,
            "untc" => Self::Untc,
            "mep" => Self::Mep,
            "act" => Self::Act,
            "kind" => Self::Kind,
            _ => return Err(TableError::Field(name.to_owned())),
        })
    }
}

impl Template {
    /// A column alone, or a text with columns in braces.
    fn of_column(text: &str) -> Self {
        if text.contains('{') { Self::parse(text) } else { Self(vec![Piece::Column(text.to_owned())]) }
    }

    fn parse(text: &str) -> Self {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((column, after)) = after.split_once('}') else { break };
            pieces.push(Piece::Text(before.to_owned()));
            pieces.push(Piece::Column(column.to_owned()));
            rest = after;
        }
        pieces.push(Piece::Text(rest.to_owned()));
        Self(pieces)
    }

    fn columns(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|it| match it {
            Piece::Column(name) => Some(name.as_str()),
            Piece::Text(_) => None,
        })
    }

    /// `None` where a column is empty.
    fn fill(&self, row: &BTreeMap<&str, &str>) -> Option<String> {
        let mut filled = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => filled.push_str(text),
                Piece::Column(column) => {
                    filled.push_str(row.get(column.as_str()).filter(|it| !it.is_empty())?)
                }
            }
        }
        Some(filled)
    }
}

/// Things of a table, in the order of their `id`.
pub fn things(
    text: &[u8],
    delimiter: u8,
    columns: &Columns,
    default: Option<Kind>,
    states: &States,
) -> Result<Vec<Thing>, TableError> {
    let mut builder = csv::ReaderBuilder::new();
    // Tab-separated tables seldom quote; a lone quotation mark must not eat the rest.
    builder.delimiter(delimiter).flexible(true).quoting(delimiter != b'\t');
    let mut reader = builder.from_reader(text);
    let fault = |error: csv::Error| TableError::Row {
        line: error.position().map_or(1, csv::Position::line),
        fault: error.to_string(),
    };
    let header: Vec<String> = reader
        .headers()
        .map_err(fault)?
        .iter()
        .map(|it| it.trim_start_matches('\u{feff}').trim().to_owned())
        .collect();
    for (field, template) in &columns.fields {
        let of_language = match field {
            Field::Name(Some(language)) => Some(language),
            _ => None,
        };
        for column in template.columns().chain(of_language.into_iter().flat_map(Template::columns)) {
            if !header.iter().any(|it| it == column) {
                return Err(TableError::NoColumn(column.to_owned()));
            }
        }
    }
    let mut things: BTreeMap<String, Thing> = BTreeMap::new();
    for record in reader.records() {
        let record = record.map_err(fault)?;
        let row: BTreeMap<&str, &str> =
            header.iter().map(String::as_str).zip(record.iter().map(str::trim)).collect();
        let Some(thing) = row_thing(columns, &row, default, states) else { continue };
        match things.get_mut(&thing.iri) {
            Some(held) if held.kind == thing.kind => held.merge(thing),
            Some(_) => {}
            None => {
                things.insert(thing.iri.clone(), thing);
            }
        }
    }
    Ok(things.into_values().collect())
}

fn row_thing(
    columns: &Columns,
    row: &BTreeMap<&str, &str>,
    default: Option<Kind>,
    states: &States,
) -> Option<Thing> {
    let get = |wanted: Field| {
        columns
            .fields
            .iter()
            .filter(move |(it, _)| *it == wanted)
            .find_map(|(_, template)| template.fill(row))
    };
    let id = get(Field::Id)?;
    let kind = match get(Field::Kind) {
        Some(kind) => Kind::from_name(&kind)?,
        None => default?,
    };
    // What is no address cannot be linked to.
    oxigraph::model::NamedNode::new(&id).ok()?;
    let mut thing = Thing::new(id, kind);
    thing.identify(of_iri(&thing.iri), Given::Register);
    for (field, template) in &columns.fields {
        let Some(value) = template.fill(row) else { continue };
        let identifier = match field {
            Field::Name(language) => {
                let language = language.as_ref().and_then(|it| it.fill(row)).filter(|it| !it.is_empty());
                thing.name(&value, language.as_deref());
                continue;
            }
            Field::State => {
                let state = states.by_iri(&value).or_else(|| states.by_name(&value));
                thing.states.extend(state.map(str::to_owned));
                continue;
            }
            Field::Same => of_iri(&value),
            Field::Iso => identifier::iso(&value),
            Field::Iso3 => identifier::iso3(&value),
            Field::Geonames => identifier::geonames(&value),
            Field::Cets => identifier::cets(&value),
            Field::Untc => identifier::untc(&value),
            Field::Mep => identifier::mep(&value),
            Field::Act => identifier::act(&value),
            Field::Id | Field::Given | Field::Family | Field::Kind => continue,
        };
        thing.identify(identifier, Given::Register);
    }
    if let (Some(given), Some(family)) = (get(Field::Given), get(Field::Family)) {
        thing.name(&format!("{given} {family}"), None);
    }
    Some(thing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    const MAP: &str = "id=https://x.example/{n}, name@{lang}=name, given=g, family=f, state=st, same=same";

    fn check(table: &str, map: &str, expected: Result<&[(&str, &[&str])], TableError>) {
        let states = States::new(Lexicon::built_in());
        let came = Columns::parse(map)
            .and_then(|columns| things(table.as_bytes(), b'\t', &columns, Some(Kind::Person), &states));
        let came = came.map(|all| {
            all.into_iter()
                .map(|it| (it.iri, it.names.into_iter().map(|it| it.text).collect::<Vec<_>>()))
                .collect::<Vec<_>>()
        });
        let expected = expected.map(|all| {
            all.iter()
                .map(|(iri, names)| ((*iri).to_owned(), names.iter().map(|&it| it.to_owned()).collect()))
                .collect()
        });
        assert_eq!(came, expected);
    }

    #[test]
    fn rows_of_one_id_are_one_thing() {
        let table = "n\tlang\tname\tg\tf\tst\tsame\n1\ten\tAda Holm\t\t\tNorway\t\n1\tru\tАда Холм\tAda\tHolm\t\t\n\ten\tNobody\t\t\t\t\n";
        check(table, MAP, Ok(&[("https://x.example/1", &["Ada Holm", "Ada Holm", "Ада Холм"])]));
    }

    #[test]
    fn what_the_map_asks_for_must_be_there() {
        check("n\tname\n", MAP, Err(TableError::NoColumn("lang".to_owned())));
        check("n\n", "name=n", Err(TableError::NoId));
        check("n\n", "id", Err(TableError::NoPair("id".to_owned())));
        check("n\n", "id=n, colour=n", Err(TableError::Field("colour".to_owned())));
    }

    #[test]
    fn an_id_that_is_no_address_is_passed_over() {
        check("n\tname\na b\tAda Holm\n", "id=n, name=name", Ok(&[]));
    }
}
