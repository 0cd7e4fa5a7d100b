//! Cited acts and what registers know of them: tied by number, unless the title gainsays it.

use std::fs;
use std::path::PathBuf;

use super::evaluation::shared;
use super::proposals::{done, rows};

/// An act that cites another, in a folder of its own.
fn citing(citation: &str) -> tempfile::TempDir {
    let folder = tempfile::TempDir::new().unwrap();
    let text = format!(
        "Resolution 3001 (2031)\n\nFair play for journalists\n\nAuthor(s): Parliamentary Assembly\n\n\
         Origin - Text adopted by the Assembly on 12 May 2031 (14th sitting).\n\n\
         1. The Assembly recalls {citation}.\n\n2. The Assembly deplores the pressure on journalists in Norway.\n"
    );
    fs::write(folder.path().join("a.txt"), text).unwrap();
    folder
}

/// A store of an act that cites this, built, and whether its notice came.
fn built(citation: &str, told: bool) -> tempfile::TempDir {
    let folder = citing(citation);
    let output = std::process::Command::new(assert_cmd::cargo::cargo_bin!("hemicycle"))
        .args(["--store", "a.store", "build", "--notices", "a.txt"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let notices = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(notices.contains("may be mistyped"), told, "{notices}");
    folder
}

/// Acts cited, as the store names them.
fn check(citation: &str, expected: &str, told: bool) {
    let folder = built(citation, told);
    let cited = rows(folder.path(), "SELECT DISTINCT ?act { ?c cito:hasCitedEntity ?act }");
    assert_eq!(cited, [expected], "{citation}");
}

#[test]
fn a_number_with_its_title_is_tied_to_its_act() {
    check("Recommendation 2059 (2014)", "/eli/pace/rec/2014/2059", false);
    let right = "Recommendation 2059 (2014) “Resettlement of refugees: promoting greater solidarity”";
    check(right, "/eli/pace/rec/2014/2059", false);
    // Cut short, as texts do.
    check("Recommendation 2059 (2014) on resettlement of refugees", "/eli/pace/rec/2014/2059", false);
}

#[test]
fn a_number_with_another_title_is_tied_to_no_act_and_told() {
    let wrong = "Recommendation 2059 (2014) “Road safety in mountain tunnels”";
    check(wrong, "/eli/pace/res/2031/3001/open/pace/rec/2059-2014", true);
}

/// Treaties named, as the store names them, and whether the notice is there.
fn check_treaty(named: &str, expected: &[&str], told: bool) {
    let folder = built(named, told);
    let query = "SELECT DISTINCT ?treaty { ?m hc:denotes ?treaty . ?treaty a hc:Treaty } ORDER BY ?treaty";
    assert_eq!(rows(folder.path(), query), expected, "{named}");
}

#[test]
fn a_treatys_number_beside_the_name_of_another_is_tied_to_none_and_told() {
    check_treaty("the Convention on Cybercrime (ETS No. 185)", &["/id/treaty/cets/185"], false);
    check_treaty("the Convention on Cybercrime (ETS No. 158)", &["/id/treaty/cets/185"], true);
    check_treaty("the Istanbul Convention (CETS No. 201)", &["/id/treaty/cets/210"], true);
}

#[test]
fn a_number_that_no_register_has_stays_what_it_is() {
    check("Recommendation 4059 (2030) “Road safety in mountain tunnels”", "/eli/pace/rec/2030/4059", false);
}

#[test]
fn a_cited_act_has_title_day_and_page_of_the_register() {
    let folder = citing("Recommendation 2059 (2014)");
    done(folder.path(), &["build", "a.txt"]);
    let facts =
        "SELECT ?title ?day ?page { ?act dcterms:title ?title ; dcterms:issued ?day ; foaf:page ?page }";
    assert_eq!(
        rows(folder.path(), facts),
        [
            "Resettlement of refugees: promoting greater solidarity,2014-11-18,https://pace.coe.int/en/files/21327/html"
        ]
    );
    assert!(
        done(folder.path(), &["show", "Resettlement of refugees: promoting greater solidarity"])
            .contains("2059")
    );
}

const PARLIAMENT: &str = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix dcterms: <http://purl.org/dc/terms/> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix def: <https://w3id.org/hemicycle/def/> .
    <https://w3id.org/hemicycle/def/act/ep/res/2031/123> a skos:Concept ; skos:inScheme def:act ; skos:notation \"ep/res/2031/P10_TA(2031)0123\" ;
        dcterms:title \"Rural libraries in the Union\"@en ; dcterms:issued \"2031-05-20\"^^xsd:date .
    <https://w3id.org/hemicycle/def/act/ep/res/2031/124> a skos:Concept ; skos:inScheme def:act ; skos:notation \"ep/res/2031/P10_TA(2031)0124\" ;
        dcterms:title \"Safety of mountain railways\"@en ; dcterms:issued \"2031-05-20\"^^xsd:date .";

/// Acts of the European Parliament that are cited by their day.
fn check_day(citation: &str, expected: &[&str]) {
    let folder = citing(citation);
    fs::write(folder.path().join("more.ttl"), PARLIAMENT).unwrap();
    done(folder.path(), &["build", "--vocabulary", "more.ttl", "a.txt"]);
    let cited = "SELECT DISTINCT ?act { ?c cito:hasCitedEntity ?act FILTER(CONTAINS(STR(?act), '/ep/')) } ORDER BY ?act";
    assert_eq!(rows(folder.path(), cited), expected, "{citation}");
}

#[test]
fn a_day_and_a_title_lead_to_the_number() {
    let number = "/eli/ep/res/2031/P10_TA%282031%290123";
    let day = "/eli/ep/res/2031-05-20";
    let of = "the European Parliament resolution of 20 May 2031";
    check_day(&format!("{of} on rural libraries in the Union"), &[number]);
    // A day alone, another title, half a title: an assembly decides many things in a day.
    check_day(of, &[day]);
    check_day(&format!("{of} on roads in the Union"), &[day]);
    check_day(&format!("{of} on rural libraries"), &[day]);
    check_day(
        "the European Parliament resolution of 21 May 2031 on rural libraries in the Union",
        &["/eli/ep/res/2031-05-21"],
    );
    let both =
        format!("{of} on rural libraries in the Union; it recalls {of} on safety of mountain railways");
    check_day(&both, &[number, "/eli/ep/res/2031/P10_TA%282031%290124"]);
}

/// Texts adopted, in the shape of the Parliament's open data.
const ADOPTED: &str = r#"{"@context":{"id":"@id","type":"@type","@base":"https://data.europarl.europa.eu/",
    "eli":"http://data.europa.eu/eli/ontology#","Work":"eli:Work",
    "document_date":{"@id":"eli:date_document","@type":"http://www.w3.org/2001/XMLSchema#date"},
    "is_realized_by":{"@id":"eli:is_realized_by","@type":"@id"},"title":{"@id":"eli:title","@container":"@language"}},
    "@graph":[{"id":"eli/dl/doc/TA-10-2031-0123","type":"Work","document_date":"2031-05-20","is_realized_by":[
        {"id":"eli/dl/doc/TA-10-2031-0123/en","title":{"en":"European Parliament resolution of 20 May 2031 on rural libraries in the Union (2031/2505(RSP))"}},
        {"id":"eli/dl/doc/TA-10-2031-0123/fr","title":{"fr":"Bibliothèques rurales dans l’Union"}}]},
    {"id":"eli/dl/doc/TA-10-2031-0124","type":"Work","document_date":"2031-05-20","title":{"en":"Safety of mountain railways"}},
    {"id":"eli/dl/doc/TA-10-2031-0125","type":"Work","document_date":"2031-05-20","title":{"en":"Safety of mountain railways"}}]}"#;

/// What a loaded data set makes of an act cited by day.
fn check_loaded(citation: &str, expected: &[&str]) -> tempfile::TempDir {
    let folder = citing(citation);
    fs::write(folder.path().join("ta.jsonld"), ADOPTED).unwrap();
    done(folder.path(), &["build", "a.txt", "--load", "ta.jsonld", "--as", "texts"]);
    done(folder.path(), &["link", "--loaded", "texts"]);
    assert_eq!(rows(folder.path(), NUMBERED), expected, "{citation}");
    folder
}

const NUMBERED: &str = "SELECT ?act ?number ?there ?basis { ?act eli:number ?number ; dcterms:isReplacedBy ?there .
    ?link rdf:subject ?act ; rdf:predicate dcterms:isReplacedBy ; rdf:object ?there ; hc:basis ?basis ; hc:evidence ?e }";

#[test]
fn a_loaded_data_set_gives_the_number_of_a_day_and_a_title() {
    let of = "the European Parliament resolution of 20 May 2031";
    let found = "/eli/ep/res/2031-05-20,P10_TA(2031)0123,https://data.europarl.europa.eu/eli/dl/doc/TA-10-2031-0123,\
                 https://w3id.org/hemicycle/def/basis/day-and-title";
    let right = format!("{of} on rural libraries in the Union");
    let folder = check_loaded(&right, &[found]);
    // Somebody knows better: it goes, and does not come back.
    let other = "https://data.europarl.europa.eu/eli/dl/doc/TA-10-2031-0123";
    let header = "#curie_map:\n#  owl: http://www.w3.org/2002/07/owl#\n\
                  subject_id\tpredicate_id\tpredicate_modifier\tobject_id\tmapping_justification\tauthor_label\tmapping_date\n";
    let row = format!(
        "https://hemicycle.example/eli/ep/res/2031-05-20\towl:sameAs\tNot\t{other}\tsemapv:ManualMappingCuration\tAda Holm\t2031-06-01\n"
    );
    fs::write(folder.path().join("no.sssom.tsv"), format!("{header}{row}")).unwrap();
    done(folder.path(), &["review", "--import", "no.sssom.tsv"]);
    assert_eq!(rows(folder.path(), NUMBERED), Vec::<String>::new());
    done(folder.path(), &["link", "--loaded", "texts"]);
    assert_eq!(rows(folder.path(), NUMBERED), Vec::<String>::new());
}

/// As the Parliament's API answers: its context is named by address, and nobody asks it.
#[test]
fn a_file_of_the_parliaments_api_gives_the_number() {
    let api = r#"{"data":[{"id":"eli/dl/doc/TA-10-2031-0123","type":"Work","document_date":"2031-05-20","epNumber":"0123",
        "work_type":"def/ep-document-types/TEXT_ADOPTED","identifier":"TA-10-2031-0123","is_realized_by":[
        {"id":"eli/dl/doc/TA-10-2031-0123/en","type":"Expression","title":{"en":"European Parliament resolution of 20 May 2031 on rural libraries in the Union (2031/2505(RSP))"}}]}],
        "@context":[{"data":"@graph","@base":"https://data.europarl.europa.eu/"},"https://data.europarl.europa.eu/api/v2/context.jsonld"]}"#;
    let folder = citing("the European Parliament resolution of 20 May 2031 on rural libraries in the Union");
    fs::write(folder.path().join("api.json"), api).unwrap();
    done(folder.path(), &["build", "a.txt"]);
    done(folder.path(), &["link", "--with", "api.json"]);
    assert_eq!(rows(folder.path(), NUMBERED).len(), 1);
    let elsewhere = api.replace("data.europarl.europa.eu/api", "contexts.example/api");
    fs::write(folder.path().join("other.json"), elsewhere).unwrap();
    let output = super::proposals::hemicycle(folder.path(), &["link", "--with", "other.json"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("https://contexts.example/api/v2/context.jsonld"), "{told}");
}

#[test]
fn a_loaded_data_set_leaves_open_what_it_cannot_tell() {
    let of = "the European Parliament resolution of 20 May 2031";
    // The day alone, half a title, two acts of one title, two titles of one day.
    check_loaded(of, &[]);
    check_loaded(&format!("{of} on rural libraries"), &[]);
    check_loaded(&format!("{of} on safety of mountain railways"), &[]);
    check_loaded(
        &format!("{of} on rural libraries in the Union; it recalls {of} on safety of mountain railways"),
        &[],
    );
}

#[test]
fn a_report_leads_to_the_acts_that_followed_it() {
    let folder = citing("the report of its committee (Doc. 14436)");
    done(folder.path(), &["build", "a.txt"]);
    let question = "SELECT DISTINCT ?act ?report { ?act hc:reportedIn ?report }";
    assert_eq!(rows(folder.path(), question), ["/eli/pace/res/2017/2193,/eli/pace/doc/14436"]);
}

/// The annotated acts, where they are.
pub fn annotated() -> Option<(PathBuf, PathBuf)> {
    let folder = shared()?;
    Some((folder.join("input"), folder.join("made"))).filter(|(input, made)| input.is_dir() && made.is_dir())
}

pub fn texts(folder: &std::path::Path) -> Vec<String> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    files.retain(|it| {
        let name = it.file_name().unwrap().to_string_lossy().into_owned();
        name.ends_with(".txt") && !name.contains(".cp1252") && !name.contains(".utf16")
    });
    files.sort();
    files.into_iter().map(|it| fs::canonicalize(it).unwrap().display().to_string()).collect()
}

/// Everything that registers could know has an identifier of another publisher.
#[test]
fn things_of_the_gold_act_have_identifiers_elsewhere() {
    let Some((input, _)) = annotated() else { return println!("skipped: no annotated acts") };
    let folder = tempfile::TempDir::new().unwrap();
    let files = texts(&input);
    let mut words = vec!["build"];
    words.extend(files.iter().map(String::as_str));
    done(folder.path(), &words);
    let without = "SELECT DISTINCT ?s { VALUES ?c { eli:Work hc:Treaty hc:State org:Organization } ?s a ?c \
                   FILTER NOT EXISTS { ?s owl:sameAs|skos:exactMatch|foaf:page ?o FILTER(!STRSTARTS(STR(?o), 'https://w3id.org/hemicycle')) } }";
    let mut without = rows(folder.path(), without);
    // Reports, chamber papers, and organs of a State are in no register.
    without.retain(|it| {
        !["/doc/", "/paper/", "/it-camera/", "/id/body/kz/", "/id/body/it/"].iter().any(|no| it.contains(no))
    });
    without.sort();
    assert_eq!(without, Vec::<String>::new());
}

/// Body, kind, year and number of acts cited with a whole key.
fn cited(folder: &std::path::Path) -> Vec<[String; 4]> {
    let acts = rows(folder, "SELECT DISTINCT ?act { ?c cito:hasCitedEntity ?act }");
    let parts =
        acts.iter().filter_map(|it| it.strip_prefix("/eli/")).map(|it| it.split('/').collect::<Vec<_>>());
    parts
        .filter_map(|it| Some(<[&str; 4]>::try_from(it).ok()?.map(str::to_owned)))
        .filter(|it| it[2].len() == 4)
        .collect()
}

/// The Security Council numbers its resolutions through the years, so each number has its
/// year; a quarter of them are in the table.
#[test]
fn citations_of_the_security_council_lead_to_the_right_resolution_or_stay_open() {
    let Some(folder) = shared().map(|it| it.join("corpus/unsc-gold")).filter(|it| it.is_dir()) else {
        return println!("skipped: no resolutions of the Security Council");
    };
    let table = fs::read_to_string(folder.join("labels.tsv")).unwrap();
    let years: std::collections::BTreeMap<u32, u32> = table
        .lines()
        .skip(1)
        .map(|it| it.split('\t').collect::<Vec<_>>())
        .map(|it| (it[0].parse().unwrap(), it[1].parse().unwrap()))
        .collect();
    let store = tempfile::TempDir::new().unwrap();
    let files = texts(&folder);
    let mut words = vec!["build"];
    words.extend(files.iter().map(String::as_str));
    done(store.path(), &words);
    let mut right = 0;
    for [body, kind, year, number] in cited(store.path()) {
        let (Ok(year), Ok(number)) = (year.parse::<u32>(), number.parse::<u32>()) else { continue };
        if (body.as_str(), kind.as_str()) != ("unsc", "res") {
            continue;
        }
        let before = years.range(..=number).next_back().map_or(1946, |it| *it.1);
        let after = years.range(number..).next().map_or(u32::MAX, |it| *it.1);
        assert!(
            (before..=after).contains(&year),
            "resolution {number} is not of {year}: {before} to {after}"
        );
        right += 1;
    }
    // Different acts; the citations are some four hundred.
    assert!(right >= 190, "{right}");
}

/// Whatever a made act ties to an act by number is an act that its annotation has.
#[test]
fn citations_of_the_made_acts_lead_to_the_right_act_or_stay_open() {
    let Some((_, made)) = annotated() else { return println!("skipped: no annotated acts") };
    let mut right = 0;
    for file in texts(&made) {
        let gold = fs::read_to_string(file.replace(".txt", "-gold.json")).unwrap();
        let gold: serde_json::Value = serde_json::from_str(&gold).unwrap();
        let text = |it: &serde_json::Value| it.as_str().unwrap_or_default().to_owned();
        let digits =
            |it: &str| it.rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or_default().to_owned();
        let known: Vec<(String, String)> = gold["entities"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|it| it["type"] == "ActCitation")
            .map(|it| (text(&it["identifiers"]["year"]), digits(&text(&it["identifiers"]["number"]))))
            .collect();
        let store = tempfile::TempDir::new().unwrap();
        done(store.path(), &["build", &file]);
        for [body, kind, year, number] in cited(store.path()) {
            let whole = number.replace("%28", "(").replace("%29", ")").replace("%2F", "/");
            // Some are annotated by day only, where a note gives the number.
            let by_day = body == "ep";
            let fits = |(of, is): &(String, String)| {
                (of.is_empty() || year.ends_with(of.as_str()))
                    && !is.is_empty()
                    && whole.contains(is.as_str())
            };
            assert!(by_day || known.iter().any(fits), "{file}: {body}/{kind}/{year}/{whole}");
            right += 1;
        }
    }
    assert!(right >= 35, "{right}");
}
