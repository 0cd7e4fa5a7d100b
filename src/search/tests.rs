use oxigraph::io::{RdfFormat, RdfParser};

use super::find::{Asked, Found};
use super::kind::Kind;
use super::schema::Fields;
use super::{Search, build};
use crate::graph::iri::Minter;
use crate::store::Store;

/// Made up.
const HELD: &str = r#"
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    @prefix eli: <http://data.europa.eu/eli/ontology#> .
    @prefix foaf: <http://xmlns.com/foaf/0.1/> .
    @prefix hc: <https://w3id.org/hemicycle/def#> .
    @prefix sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> .
    @base <https://hemicycle.example/> .
    <eli/pace/res/2027/2741> a eli:Work ; hc:year "2027" ;
        skos:prefLabel "Resolution 2741 (2027)"@en , "Résolution 2741 (2027)"@fr .
    <eli/pace/res/2027/2741/en> eli:realizes <eli/pace/res/2027/2741> ; eli:title "On fair elections in Xanadu"@en .
    <eli/pace/res/2027/2741/en/para/1> hc:inExpression <eli/pace/res/2027/2741/en> ;
        eli:realizes <eli/pace/res/2027/2741/para/1> ;
        hc:text "The Assembly recalls its earlier resolutions on free and fair elections."@en .
    <eli/pace/res/2027/2741/fr> eli:realizes <eli/pace/res/2027/2741> .
    <eli/pace/res/2027/2741/fr/para/1> hc:inExpression <eli/pace/res/2027/2741/fr> ;
        eli:realizes <eli/pace/res/2027/2741/para/1> ;
        hc:text "L’Assemblée rappelle ses résolutions sur l’élection."@fr .
    <eli/pace/res/2027/2741/en/para/2> hc:inExpression <eli/pace/res/2027/2741/en> ;
        eli:realizes <eli/pace/res/2027/2741/para/2> ; hc:text "Elections must be fair, she says."@en .
    <eli/pace/res/2027/2741/para/1> eli:number "1" .
    <eli/pace/res/2027/2741/para/2> eli:number "2" .
    <eli/pace/res/2027/2741/demand/2> a hc:Demand ; hc:statedIn <eli/pace/res/2027/2741/para/2> .
    <id/person/xx/elena-ozerova> a foaf:Person ; skos:prefLabel "Elena Ozerova"@en , "Елена Озерова"@ru .
    <id/person/xx/jose-o-brien> a foaf:Person ; skos:prefLabel "José O’Brien"@en .
    <id/person/xx/jan-holm> a foaf:Person ; skos:prefLabel "Jan Holm"@en .
    <id/state/xx> a hc:State ; skos:prefLabel "Xanadu"@en ; skos:altLabel "Republic of Xanadu"@en .
    <id/treaty/cets/299> a hc:Treaty ; skos:prefLabel "Convention on Fair Play"@en .
    <eli/pace/res/2027/2741/event/1-war-1> a sem:Event ; skos:prefLabel "war of the lakes"@en .
"#;

fn search() -> Search {
    let store = Store::memory(Minter::default()).expect("memory");
    store
        .oxigraph()
        .load_from_reader(RdfParser::from_format(RdfFormat::Turtle), HELD.as_bytes())
        .expect("Turtle");
    let index = tantivy::Index::create_in_ram(Fields::schema());
    build::write(&store, index.clone()).expect("written");
    let fields = Fields::of(&index.schema()).expect("fields");
    Search { searcher: index.reader().expect("reads").searcher(), fields }
}

fn short(iri: &str) -> String {
    iri.trim_start_matches("https://hemicycle.example/")
        .trim_start_matches("eli/pace/res/2027/2741/")
        .to_owned()
}

fn found(text: &str) -> (Found, Vec<String>) {
    let asked = Asked { text: text.to_owned(), ..Asked::default() };
    let found = search().find(&asked).expect("asked");
    let all = found.groups.iter().flat_map(|it| &it.hits).map(|it| short(&it.iri)).collect();
    (found, all)
}

fn check(text: &str, expected: &[&str]) {
    let (found, all) = found(text);
    assert_eq!(all, expected, "{text:?}: {found:?}");
    assert!(!found.is_loose, "{text:?}");
}

#[test]
fn a_thing_is_found_by_any_of_its_names_and_an_act_by_its_number_and_title() {
    check("republic xanadu", &["id/state/xx"]);
    check("Res 2741", &["eli/pace/res/2027/2741"]);
    check("2741/2027", &["eli/pace/res/2027/2741"]);
    check("cets 299", &["id/treaty/cets/299"]);
    check("war of the lakes", &["event/1-war-1"]);
}

#[test]
fn case_marks_and_apostrophes_make_no_difference() {
    check("jose obrien", &["id/person/xx/jose-o-brien"]);
    check("JOSÉ O'BRIEN", &["id/person/xx/jose-o-brien"]);
    check("election rappelle", &["fr/para/1"]);
}

#[test]
fn one_name_is_found_in_two_scripts_and_with_a_slip() {
    for text in ["Озерова", "ozerova", "ozerowa", "ozreova", "Елена озер"] {
        check(text, &["id/person/xx/elena-ozerova"]);
    }
    // Two slips are another name; so is one in a short word.
    check("ozirowa", &[]);
    check("jon", &[]);
}

#[test]
fn paragraphs_that_ask_stand_apart() {
    let (found, _) = found("fair elections");
    let kinds: Vec<(Kind, u64)> = found.groups.iter().map(|it| (it.kind, it.all)).collect();
    assert_eq!(kinds, [(Kind::Act, 1), (Kind::Demand, 1), (Kind::Paragraph, 1)]);
    let demand = &found.groups[1].hits[0];
    assert_eq!(demand.number.as_deref(), Some("2"));
    assert_eq!(demand.demand.as_deref().map(short).as_deref(), Some("demand/2"));
    assert_eq!(found.years, [("2027".to_owned(), 3)]);
    assert_eq!(found.languages, [("en".to_owned(), 2)]);
}

#[test]
fn a_phrase_stands_as_it_is_asked_for() {
    check("\"free and fair elections\"", &["en/para/1"]);
    check("\"elections fair free\"", &[]);
}

#[test]
fn what_has_half_of_the_words_is_said_to_be_loose() {
    let (found, all) = found("fair zebras");
    assert!(found.is_loose && !all.is_empty(), "{found:?}");
}

#[test]
fn choices_leave_the_others_counted() {
    let asked = Asked {
        text: "fair elections".to_owned(),
        kind: Some(Kind::Demand),
        language: Some("en".to_owned()),
        ..Asked::default()
    };
    let found = search().find(&asked).expect("asked");
    assert_eq!(found.groups.len(), 1);
    assert_eq!(found.kinds, [(Kind::Demand, 1), (Kind::Paragraph, 1)]);
    let none = Asked { year: Some("1999\0/x".to_owned()), ..asked };
    assert_eq!(search().find(&none).expect("asked").groups, []);
}

#[test]
fn no_text_fails() {
    let search = search();
    let long = "ab ".repeat(50_000) + &"x".repeat(50_000);
    for text in
        ["", " ", "\0", "AND (", "\"", "*", "a:b", "[1 TO 2}", "~~~", "日本", "\u{202e}", "\"\" \"a\"", &long]
    {
        let asked = Asked { text: text.to_owned(), page: usize::MAX, ..Asked::default() };
        search.find(&asked).expect("finds");
        search.begin(text, None, 8).expect("begins");
        search.near(text, &[], 8).expect("is near");
    }
}

#[test]
fn who_is_still_typing_sees_what_begins_so() {
    let search = search();
    let check = |text: &str, expected: &[(Kind, &str)]| {
        let found: Vec<(Kind, String)> = search
            .begin(text, None, 3)
            .expect("asked")
            .into_iter()
            .map(|(kind, it)| (kind, short(&it.iri)))
            .collect();
        let found: Vec<(Kind, &str)> = found.iter().map(|(kind, it)| (*kind, it.as_str())).collect();
        assert_eq!(found, expected, "{text:?}");
    };
    check("ja", &[(Kind::Person, "id/person/xx/jan-holm")]);
    check("elena oz", &[(Kind::Person, "id/person/xx/elena-ozerova")]);
    check("xan", &[(Kind::State, "id/state/xx"), (Kind::Act, "eli/pace/res/2027/2741")]);
    check("zz", &[]);
}

#[test]
fn a_near_name_leads_to_its_thing_and_an_exact_one_is_first() {
    let search = search();
    let check = |text: &str, kinds: &[Kind], expected: Option<(&str, bool)>| {
        let found = search.near(text, kinds, 5).expect("asked");
        let sure = super::near::accepted(&found).is_some();
        let first = found.first().map(|it| (short(&it.iri), sure));
        assert_eq!(first.as_ref().map(|(iri, sure)| (iri.as_str(), *sure)), expected, "{text:?}: {found:?}");
    };
    check("Yelena Oserowa", &[], Some(("id/person/xx/elena-ozerova", true)));
    check("Ozerova, Elena", &[Kind::Person], Some(("id/person/xx/elena-ozerova", true)));
    check("Xanadu", &[], Some(("id/state/xx", true)));
    check("Holm", &[Kind::Person], Some(("id/person/xx/jan-holm", false)));
    check("Holm", &[Kind::State], None);
    check("Quite Another", &[], None);
}

#[test]
fn the_same_store_gives_the_same_answers_in_the_same_order() {
    assert_eq!(found("fair").1, found("fair").1);
}
