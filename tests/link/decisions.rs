//! `review`: what a person decided is there after every build.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use super::proposals::{done, folder, hemicycle, rows};

const ADA: &str = "https://hemicycle.example/id/person/ada-mikkelsen";
const SECOND: &str = "https://hemicycle.example/eli/pace/res/2032/3002";

/// Walks through the candidates with these answers.
fn review(folder: &Path, answers: &str) {
    let mut child = Command::new(assert_cmd::cargo::cargo_bin!("hemicycle"))
        .args(["--store", "a.store", "--quiet", "review", "--by", "Jan Holm", "--on", "2033-01-02"])
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(answers.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn spellings(folder: &Path, predicate: &str) -> Vec<String> {
    rows(folder, &format!("SELECT ?a ?b {{ ?a {predicate} ?b FILTER(CONTAINS(STR(?a), '/id/person/')) }}"))
}

const PAIR: &str = "/id/person/vasily-ozerov,/id/person/wassili-oserow";

#[test]
fn what_was_decided_is_there_after_a_build_from_scratch() {
    for (answer, predicate) in [("y\n", "owl:sameAs"), ("n\n", "owl:differentFrom")] {
        let folder = folder();
        let folder = folder.path();
        done(folder, &["build", "acts"]);
        done(folder, &["link", "--kind", "person"]);
        assert_eq!(spellings(folder, "hc:candidateFor"), [PAIR]);
        review(folder, answer);
        assert_eq!(spellings(folder, predicate), [PAIR]);
        assert_eq!(spellings(folder, "hc:candidateFor"), Vec::<String>::new());
        done(folder, &["review", "--export", "decisions.sssom.tsv"]);
        let exported = fs::read_to_string(folder.join("decisions.sssom.tsv")).unwrap();
        assert!(exported.contains("Jan Holm") && exported.contains("2033-01-02"), "{exported}");

        // Read again, and read by a store that has never seen it.
        done(folder, &["build", "--again", "acts"]);
        assert_eq!(spellings(folder, predicate), [PAIR]);
        let hash = done(folder, &["hash"]);
        fs::remove_dir_all(folder.join("a.store")).unwrap();
        done(folder, &["build", "--curation", "decisions.sssom.tsv", "acts"]);
        assert_eq!(spellings(folder, predicate), [PAIR]);
        assert_eq!(done(folder, &["hash"]), hash);
        // It is not asked again.
        done(folder, &["link", "--kind", "person"]);
        assert_eq!(spellings(folder, "hc:candidateFor"), Vec::<String>::new());
    }
}

#[test]
fn later_decides_nothing_and_who_and_when_must_be_given() {
    let folder = folder();
    let folder = folder.path();
    done(folder, &["build", "acts"]);
    done(folder, &["link", "--kind", "person"]);
    review(folder, "what?\nl\n");
    assert_eq!(spellings(folder, "hc:candidateFor"), [PAIR]);
    done(folder, &["review", "--export", "open.tsv"]);
    let table = fs::read_to_string(folder.join("open.tsv")).unwrap();
    // An undecided row decides nothing; a decision of nobody is refused, with its line.
    done(folder, &["review", "--import", "open.tsv"]);
    assert_eq!(spellings(folder, "hc:candidateFor"), [PAIR]);
    fs::write(folder.join("open.tsv"), table.replace("hc:candidateFor", "owl:sameAs")).unwrap();
    let output = hemicycle(folder, &["review", "--import", "open.tsv"]);
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("open.tsv:16: nobody is named who decided"), "{told}");
    assert_eq!(spellings(folder, "owl:sameAs"), Vec::<String>::new());
    done(folder, &["review", "--import", "open.tsv", "--by", "Jan Holm", "--on", "2033-01-02"]);
    assert_eq!(spellings(folder, "owl:sameAs"), [PAIR]);
}

/// Acts that call for the release of each person.
fn releases(folder: &Path) -> Vec<String> {
    let mut rows = rows(
        folder,
        "SELECT ?who ?act { ?act hc:callsForReleaseOf ?who FILTER(CONTAINS(STR(?who), 'ada')) }",
    );
    rows.sort();
    rows
}

#[test]
fn a_split_person_stays_split() {
    let folder = folder();
    let folder = folder.path();
    done(folder, &["build", "acts"]);
    let one = [
        "/id/person/ada-mikkelsen,/eli/pace/res/2031/3001",
        "/id/person/ada-mikkelsen,/eli/pace/res/2032/3002",
    ];
    assert_eq!(releases(folder), one);
    let other = format!("{ADA}-2");
    let split =
        ["review", "--split", ADA, "--in", SECOND, "--to", &other, "--by", "Jan Holm", "--on", "2033-01-02"];
    done(folder, &split);
    let two = [
        "/id/person/ada-mikkelsen,/eli/pace/res/2031/3001",
        "/id/person/ada-mikkelsen-2,/eli/pace/res/2032/3002",
    ];
    assert_eq!(releases(folder), two);
    let mentions = format!("SELECT ?m {{ GRAPH <{SECOND}/g/mentions> {{ ?m hc:denotes <{ADA}> }} }}");
    assert_eq!(rows(folder, &mentions), Vec::<String>::new());
    assert_eq!(
        spellings(folder, "owl:differentFrom"),
        ["/id/person/ada-mikkelsen,/id/person/ada-mikkelsen-2"]
    );

    done(folder, &["review", "--export", "d.tsv"]);
    let hash = done(folder, &["hash"]);
    done(folder, &["build", "--again", "acts"]);
    assert_eq!(releases(folder), two);
    assert_eq!(done(folder, &["hash"]), hash);
    fs::remove_dir_all(folder.join("a.store")).unwrap();
    done(folder, &["build", "--curation", "d.tsv", "acts"]);
    assert_eq!(releases(folder), two);
    assert_eq!(done(folder, &["hash"]), hash);
}

#[test]
fn an_iri_whose_key_was_corrected_stays_and_leads_on() {
    let folder = folder();
    let folder = folder.path();
    done(folder, &["build", "acts"]);
    let new = "https://hemicycle.example/id/person/no/ada-mikkelsen";
    let replace = ["review", "--replace", ADA, "--to", new, "--by", "Jan Holm", "--on", "2033-01-02"];
    done(folder, &replace);
    done(folder, &["build", "--again", "acts"]);
    assert_eq!(
        releases(folder),
        [
            "/id/person/no/ada-mikkelsen,/eli/pace/res/2031/3001",
            "/id/person/no/ada-mikkelsen,/eli/pace/res/2032/3002"
        ]
    );
    assert_eq!(
        spellings(folder, "dcterms:isReplacedBy"),
        ["/id/person/ada-mikkelsen,/id/person/no/ada-mikkelsen"]
    );
    assert!(done(folder, &["show", ADA]).contains("is replaced by\n    Ada Mikkelsen"));
}

/// One name in acts on two States: perhaps one person, perhaps two.
#[test]
fn a_name_in_acts_on_two_states_is_two_iris_until_somebody_decides() {
    let folder = tempfile::TempDir::new().unwrap();
    let folder = folder.path();
    for (file, number, state) in [("a.txt", 3001, "Norway"), ("b.txt", 3002, "Iceland")] {
        let text = format!(
            "Resolution {number} (2031)\n\nThe situation in {state}\n\nAuthor(s): Parliamentary Assembly\n\n\
             Origin - Text adopted by the Assembly on 12 May 2031 (14th sitting) (see Doc. {number}, report of the \
             Committee on Political Affairs and Democracy, rapporteur: Mr Jan Holm).\n\n\
             1. The Assembly calls on the Parliament of {state} to release Ms Ada Mikkelsen.\n"
        );
        fs::write(folder.join(file), text).unwrap();
    }
    done(folder, &["build", "a.txt", "b.txt"]);
    let persons = "SELECT DISTINCT ?p { ?p a foaf:Person } ORDER BY ?p";
    let (iceland, norway) = ("/id/person/is/ada-mikkelsen", "/id/person/no/ada-mikkelsen");
    // A rapporteur is of no State, whatever the act concerns.
    assert_eq!(rows(folder, persons), [iceland, "/id/person/jan-holm", norway]);
    done(folder, &["link", "--kind", "person"]);
    assert_eq!(spellings(folder, "hc:candidateFor"), [format!("{iceland},{norway}")]);
    assert_eq!(spellings(folder, "owl:sameAs"), Vec::<String>::new());
}
