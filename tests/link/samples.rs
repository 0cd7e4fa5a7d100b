//! Data sets in the shape in which others publish theirs, made up for this test, and exactly
//! which links come of each: `samples/`.

use super::proposals::check;

const ADA: &str = "/id/person/ada-mikkelsen";

/// Deputies and persons are two records of one publisher: both are candidates; a person with
/// one name more, and a body that is called like her, are none.
#[test]
fn linked_data_of_a_chamber() {
    check(
        "camera.rdf",
        include_str!("samples/camera.rdf"),
        &[],
        &[
            ("candidateFor", ADA, "http://dati.camera.it/ocd/deputato.rdf/d900001_31", "folded-name"),
            ("candidateFor", ADA, "http://dati.camera.it/ocd/persona.rdf/p900001", "folded-name"),
        ],
    );
}

/// A name in another script is a candidate, a woman's name is not a man's; a State is the
/// same by its code, and what is only called like a State is nothing.
#[test]
fn an_extract_of_wikidata() {
    let wikidata = "http://www.wikidata.org/entity/Q900001";
    check(
        "wikidata.nt",
        include_str!("samples/wikidata.nt"),
        &[],
        &[
            ("candidateFor", "/id/person/vasily-ozerov", wikidata, "distance"),
            ("candidateFor", "/id/person/wassili-oserow", wikidata, "distance"),
            ("sameAs", "/id/state/no", "http://www.wikidata.org/entity/Q900003", "register"),
        ],
    );
}

/// Texts of the European Parliament with the title of an act of another body and another day.
#[test]
fn texts_of_another_parliament() {
    check("texts.jsonld", include_str!("samples/texts.jsonld"), &[], &[]);
}

/// An entry of a code list is an entry, by the address that both give: not by its label.
#[test]
fn a_code_list() {
    let norway = "https://codes.example/country/NOR";
    check(
        "concepts.ttl",
        include_str!("samples/concepts.ttl"),
        &[],
        &[("exactMatch", "/id/state/no", norway, "register")],
    );
}

/// Half a name and an initial are nobody.
#[test]
fn persons_in_turtle() {
    let first = "https://other.example/1";
    let ttl = include_str!("samples/people.ttl");
    check("people.ttl", ttl, &[], &[("candidateFor", ADA, first, "exact-name")]);
}

/// The list of speakers that goes with a corpus of debates.
#[test]
fn a_list_of_speakers_with_a_map_of_its_columns() {
    let speaker = "https://parl.example/person/OzerovVassily";
    check(
        "speakers.tsv",
        include_str!("samples/parlamint.tsv"),
        &[
            "--kind",
            "person",
            "--columns",
            "id=https://parl.example/person/{ID}, given=Forename, family=Surname",
        ],
        &[
            ("candidateFor", ADA, "https://parl.example/person/MikkelsenAda", "exact-name"),
            ("candidateFor", "/id/person/vasily-ozerov", speaker, "distance"),
            ("candidateFor", "/id/person/wassili-oserow", speaker, "distance"),
        ],
    );
}

/// The same list as corpora of debates publish it: parts of a name in any order, another
/// script; a name with one part more, a woman's name and a party called like a person are
/// nobody's.
#[test]
fn a_list_of_speakers_in_tei() {
    let there = |id: &str| format!("https://hemicycle.example/data/parlamint/{id}");
    check(
        "parlamint.xml",
        include_str!("samples/parlamint.xml"),
        &[],
        &[
            ("candidateFor", "/id/body/no/parliament", &there("PARL"), "exact-name"),
            ("candidateFor", ADA, &there("MikkelsenAda"), "exact-name"),
            ("candidateFor", "/id/person/vasily-ozerov", &there("OzerovVasilij"), "distance"),
            ("candidateFor", "/id/person/wassili-oserow", &there("OzerovVasilij"), "distance"),
        ],
    );
}

/// A file that is no list tells its fault and place.
#[test]
fn a_torn_list_is_told_with_its_place() {
    let folder = super::proposals::folder();
    super::proposals::done(folder.path(), &["build", "acts"]);
    let torn = include_str!("samples/parlamint.xml").replace("</listPerson>", "");
    std::fs::write(folder.path().join("torn.xml"), torn).unwrap();
    let output = super::proposals::hemicycle(folder.path(), &["link", "--with", "torn.xml"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && told.contains("torn.xml:21:"), "{told}");
}
