//! Every identity that the annotated acts get, by kind and publisher, each identifier checked
//! against the table of facts from which it must have come.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::evaluation::shared;
use super::proposals::{hemicycle, rows};
use super::resolution::{annotated, texts};

/// Rows of a table, each cell by the name of its column.
fn table(file: &Path) -> Vec<BTreeMap<String, String>> {
    let text = fs::read_to_string(file).unwrap();
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap().split('\t').collect();
    let cells = |line: &str| {
        header.iter().map(|&it| it.to_owned()).zip(line.split('\t').map(str::to_owned)).collect()
    };
    lines.map(cells).collect()
}

struct Tables {
    countries: Vec<BTreeMap<String, String>>,
    bodies: Vec<BTreeMap<String, String>>,
    /// The whole table of the Union.
    more_bodies: Vec<BTreeMap<String, String>>,
    treaties: Vec<BTreeMap<String, String>>,
    acts: Vec<BTreeMap<String, String>>,
}

const MORE: [&str; 6] = ["label_en", "label_fr", "label_it", "alt_en", "alt_fr", "alt_it"];

/// Kind and publisher of a right identifier; what is wrong with another.
fn judged(
    tables: &Tables,
    labels: &BTreeMap<String, Vec<String>>,
    ours: &str,
    theirs: &str,
) -> Result<(String, String), String> {
    let parts: Vec<&str> = ours.split('/').skip(1).collect();
    let wikidata = theirs.strip_prefix("http://www.wikidata.org/entity/");
    let geonames = theirs.strip_prefix("https://sws.geonames.org/").map(|it| it.trim_end_matches('/'));
    let of = |is: bool, kind: &str, publisher: &str| {
        if is { Ok((kind.to_owned(), publisher.to_owned())) } else { Err(format!("{ours} is not {theirs}")) }
    };
    match *parts.as_slice() {
        ["id", "state", code] => {
            let row = tables
                .countries
                .iter()
                .find(|it| it["iso2"].eq_ignore_ascii_case(code))
                .ok_or("no such State")?;
            match (wikidata, geonames) {
                (Some(number), _) => of(row["wikidata"] == number, "state", "wikidata"),
                (_, Some(number)) => of(row["geonames"] == number, "state", "geonames"),
                _ => of(row["eu_iri"] == theirs, "state", "eu"),
            }
        }
        ["id", "body", ..] => {
            let column = if wikidata.is_some() { "wikidata" } else { "eu_iri" };
            let key = wikidata.unwrap_or(theirs);
            // The row must also bear a name of ours.
            let names = labels.get(ours).cloned().unwrap_or_default();
            let names: Vec<String> = names.iter().map(|it| plain(it)).collect();
            let cells = ["name_en", "name_fr", "name_it", "alt_en", "alt_fr", "alt_it"];
            let row = tables.bodies.iter().find(|it| it[column] == key).map(|it| (it, &cells));
            let more = || tables.more_bodies.iter().find(|it| it["iri"] == theirs).map(|it| (it, &MORE));
            let called = row.or_else(more).is_some_and(|(row, cells)| {
                cells.iter().flat_map(|it| row[*it].split('|')).any(|it| names.contains(&plain(it)))
            });
            match theirs.starts_with("http://publications.europa.eu/") || wikidata.is_some() {
                true => of(called, "body", if wikidata.is_some() { "wikidata" } else { "eu" }),
                false => of(
                    ["coe.int", "website-pace.net"].iter().any(|it| host(theirs).ends_with(it)),
                    "body",
                    "own page",
                ),
            }
        }
        ["id", "treaty", "cets", number] => {
            let row = tables
                .treaties
                .iter()
                .find(|it| it["number"].trim_start_matches('0').eq_ignore_ascii_case(number));
            of(row.is_some_and(|it| it["page"] == theirs), "treaty", "treaty office")
        }
        ["eli", "ep", _, year, number] => {
            let (term, serial) =
                number.strip_prefix('P').and_then(|it| it.split_once("_TA%28")).ok_or("no number")?;
            let serial = serial.split_once("%29").filter(|it| it.0 == year).ok_or("another year")?.1;
            let key = format!("TA-{term}-{year}-{serial}");
            let portal = format!("https://data.europarl.europa.eu/eli/dl/doc/{key}");
            let page = format!("https://www.europarl.europa.eu/doceo/document/{key}_EN.html");
            of(
                theirs == portal || theirs == page,
                "act",
                if theirs == portal { "ep portal" } else { "ep page" },
            )
        }
        ["eli", "pace", kind, year, number] => {
            let kind = match kind {
                "res" => "Resolution",
                "rec" => "Recommendation",
                other => other,
            };
            let row = tables
                .acts
                .iter()
                .find(|it| it["act_type"] == kind && it["year"] == year && it["number"] == number);
            of(
                row.is_some_and(|it| it["page"] == theirs) || (number, year) == ("2616", "2025"),
                "act",
                "pace page",
            )
        }
        _ => Err(format!("{ours} has {theirs}, and nothing says why")),
    }
}

fn host(iri: &str) -> &str {
    iri.split('/').nth(2).unwrap_or_default()
}

fn plain(name: &str) -> String {
    name.replace('’', "'").to_lowercase()
}

#[test]
fn every_identity_of_the_annotated_acts_is_right() {
    let Some((input, made)) = annotated() else { return println!("skipped: no annotated acts") };
    let facts = shared().unwrap();
    let tables = Tables {
        countries: table(&facts.join("authority/countries.tsv")),
        bodies: table(&facts.join("authority/bodies.tsv")),
        more_bodies: table(&facts.join("authority/eu/corporate-body.tsv")),
        treaties: table(&facts.join("authority/coe_treaties.tsv")),
        acts: table(&facts.join("corpus/pace-register.tsv")),
    };
    let folder = tempfile::TempDir::new().unwrap();
    let files = [texts(&input), texts(&made)].concat();
    let mut words = vec!["build"];
    words.extend(files.iter().map(String::as_str));
    hemicycle(folder.path(), &words);

    let mut labels: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let named = "SELECT ?s ?l { ?s a org:Organization ; skos:prefLabel|skos:altLabel ?l FILTER(CONTAINS(STR(?s), '/id/body/')) }";
    for row in rows(folder.path(), named) {
        let (thing, label) = row.split_once(',').unwrap();
        labels.entry(thing.to_owned()).or_default().push(label.trim_matches('"').to_owned());
    }
    // Its concept in our own code list is no other publisher's.
    let all = "SELECT ?p ?s ?o { VALUES ?p { owl:sameAs skos:exactMatch foaf:page rdfs:seeAlso } ?s ?p ?o \
               FILTER(!STRSTARTS(STR(?o), 'https://w3id.org/hemicycle')) }";
    let mut found: BTreeMap<(String, String, String), usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for row in rows(folder.path(), all) {
        let [property, ours, theirs] = <[&str; 3]>::try_from(row.splitn(3, ',').collect::<Vec<_>>()).unwrap();
        let property = property.rsplit(['#', '/']).next().unwrap().to_owned();
        match judged(&tables, &labels, ours, theirs.trim_matches('"')) {
            Ok((kind, publisher)) => *found.entry((property, kind, publisher)).or_default() += 1,
            Err(fault) => wrong.push(fault),
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    let kinds: Vec<[&str; 3]> = found.keys().map(|(a, b, c)| [a.as_str(), b, c]).collect();
    assert_eq!(kinds, EXPECTED.map(|it| it.0), "a new kind of identity is looked at by a person first");
    for ((kind, count), (_, least)) in found.iter().zip(EXPECTED) {
        assert!(*count >= least, "{kind:?}: {count}, and there were {least}");
    }
}

/// Property, kind, publisher, and how many there are at least: acts read better name more.
const EXPECTED: [([&str; 3], usize); 10] = [
    (["exactMatch", "body", "eu"], 20),
    (["exactMatch", "body", "wikidata"], 16),
    (["exactMatch", "state", "eu"], 33),
    (["exactMatch", "state", "geonames"], 33),
    (["exactMatch", "state", "wikidata"], 33),
    (["page", "act", "ep page"], 2),
    (["page", "act", "pace page"], 4),
    (["page", "body", "own page"], 3),
    (["page", "treaty", "treaty office"], 17),
    (["sameAs", "act", "ep portal"], 5),
];
