//! `link`: what others publish, made up here, beside made-up acts.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// Two acts that name persons of two States, one of them in two spellings.
pub const ACTS: [(&str, &str); 2] = [
    (
        "one.txt",
        "Resolution 3001 (2031)\n\nFair play for journalists\n\nAuthor(s): Parliamentary Assembly\n\n\
         Origin - Text adopted by the Assembly on 12 May 2031 (14th sitting).\n\n\
         1. The Assembly recalls the Convention on Cybercrime (CETS No. 185).\n\n\
         2. The Assembly deplores the pressure on journalists in Norway and calls on the Parliament of Norway:\n\n\
         2.1. to release Ms Ada Mikkelsen;\n\n2.2. to release Mr Vasily Ozerov.\n",
    ),
    (
        "two.txt",
        "Resolution 3002 (2032)\n\nFair play for orchestras\n\nAuthor(s): Parliamentary Assembly\n\n\
         Origin - Text adopted by the Assembly on 13 May 2032 (15th sitting).\n\n\
         1. The Assembly recalls Resolution 3001 (2031).\n\n\
         2. The Assembly calls on the Parliament of Norway:\n\n\
         2.1. to release Ms Ada Mikkelsen;\n\n2.2. to release Mr Wassili Oserow.\n",
    ),
];

pub fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("acts")).unwrap();
    for (name, text) in ACTS {
        fs::write(folder.path().join("acts").join(name), text).unwrap();
    }
    folder
}

/// Runs in the folder, with its store.
pub fn hemicycle(folder: &Path, words: &[&str]) -> Output {
    Command::new(assert_cmd::cargo::cargo_bin!("hemicycle"))
        .args(["--store", "a.store", "--quiet"])
        .args(words)
        .current_dir(folder)
        .env_remove("HEMICYCLE_STORE")
        .output()
        .unwrap()
}

/// Standard output of a run that must be well.
pub fn done(folder: &Path, words: &[&str]) -> String {
    let output = hemicycle(folder, words);
    assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Rows of a question, without its header.
pub fn rows(folder: &Path, question: &str) -> Vec<String> {
    let csv = done(folder, &["query", "--format", "csv", question]);
    csv.lines().skip(1).map(|it| it.replace("https://hemicycle.example", "")).collect()
}

/// Each link: kind of claim, ours, theirs, why.
pub fn check(file: &str, text: &str, more: &[&str], expected: &[(&str, &str, &str, &str)]) {
    let folder = folder();
    done(folder.path(), &["build", "acts"]);
    fs::write(folder.path().join(file), text).unwrap();
    let mut words = vec!["link", "--json", "--with", file];
    words.extend(more);
    let found: serde_json::Value = serde_json::from_str(&done(folder.path(), &words)).unwrap();
    let text = |it: &serde_json::Value| it.as_str().unwrap_or_default().to_owned();
    let came: Vec<(String, String, String, String)> = found
        .as_array()
        .unwrap()
        .iter()
        .map(|it| {
            let claim = text(&it["predicate"]).rsplit(['#', '/']).next().unwrap().to_owned();
            let ours = text(&it["ours"]).replace("https://hemicycle.example", "");
            (claim, ours, text(&it["theirs"]), text(&it["basis"]))
        })
        .collect();
    let expected: Vec<(String, String, String, String)> =
        expected.iter().map(|(a, b, c, d)| ((*a).into(), (*b).into(), (*c).into(), (*d).into())).collect();
    assert_eq!(came, expected);
    // What is printed is in the store, once, and running again changes nothing.
    let quads = done(folder.path(), &["hash"]);
    let links = "SELECT ?s ?p ?o { ?link a hc:Link ; dcterms:source ?set ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; hc:basis ?basis . ?s ?p ?o }";
    assert_eq!(rows(folder.path(), links).len(), expected.len());
    done(folder.path(), &words);
    assert_eq!(done(folder.path(), &["hash"]), quads);
}

#[test]
fn persons_of_another_parliament_are_candidates_by_name_and_state() {
    check(
        "members.ttl",
        "@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix schema: <http://schema.org/> .\n\
         <https://other.example/1> a foaf:Person ; foaf:firstName \"Ada\" ; foaf:surname \"Mikkelsen\" ; schema:nationality \"Norway\" .\n\
         <https://other.example/2> a foaf:Person ; foaf:name \"Ada Mikkelborg\" .\n\
         <https://other.example/3> a foaf:Organization ; foaf:name \"Ada Mikkelsen\" .\n",
        &[],
        &[("candidateFor", "/id/person/ada-mikkelsen", "https://other.example/1", "exact-name")],
    );
}

#[test]
fn countries_and_treaties_are_the_same_by_their_numbers() {
    check(
        "things.jsonld",
        r#"[{"@id": "http://www.wikidata.org/entity/Q999999",
             "http://www.wikidata.org/prop/direct/P31": {"@id": "http://www.wikidata.org/entity/Q6256"},
             "http://www.wikidata.org/prop/direct/P297": "NO",
             "http://www.w3.org/2000/01/rdf-schema#label": {"@value": "Norway", "@language": "en"}},
            {"@id": "https://other.example/treaty/185", "@type": "https://w3id.org/hemicycle/def#Treaty",
             "http://www.w3.org/2002/07/owl#sameAs":
               {"@id": "https://www.coe.int/en/web/conventions/full-list?module=treaty-detail&treatynum=185"}}]"#,
        &[],
        &[
            ("sameAs", "/id/state/no", "http://www.wikidata.org/entity/Q999999", "register"),
            ("sameAs", "/id/treaty/cets/185", "https://other.example/treaty/185", "printed-identifier"),
        ],
    );
}

#[test]
fn a_link_is_not_its_own_reason() {
    let folder = folder();
    let folder = folder.path();
    done(folder, &["build", "acts"]);
    let write = |same: &str| {
        let text = format!(
            "<https://o.example/t> a <https://w3id.org/hemicycle/def#Treaty> ; <http://www.w3.org/2002/07/owl#sameAs>\n\
             <https://www.coe.int/en/web/conventions/full-list?module=treaty-detail&treatynum={same}> ."
        );
        fs::write(folder.join("t.ttl"), text).unwrap();
    };
    let linked = "SELECT ?ours { ?ours owl:sameAs <https://o.example/t> }";
    write("185");
    done(folder, &["link", "--with", "t.ttl"]);
    assert_eq!(rows(folder, linked), ["/id/treaty/cets/185"]);
    // Its publisher takes the number back.
    write("186");
    done(folder, &["link", "--with", "t.ttl"]);
    assert_eq!(rows(folder, linked), Vec::<String>::new());
}

#[test]
fn a_table_is_read_by_the_map_of_its_columns() {
    check(
        "acts.tsv",
        "number\tyear\tpage\ttitle\n3001\t2031\thttps://pages.example/3001\tFair play for journalists\n\
         3002\t2032\thttps://pages.example/3002\tRoad safety in mountain tunnels\n",
        &["--kind", "act", "--columns", "id=page, act=pace/res/{year}/{number}, name@en=title"],
        // The title of the second is another act's.
        &[("sameAs", "/eli/pace/res/2031/3001", "https://pages.example/3001", "printed-identifier")],
    );
}

#[test]
fn two_spellings_in_two_acts_are_a_candidate() {
    let folder = folder();
    done(folder.path(), &["build", "acts"]);
    let found = done(folder.path(), &["link", "--kind", "person"]);
    assert!(found.contains("Vasily Ozerov · Wassili Oserow (distance"), "{found}");
    let same = "SELECT ?a ?b { ?a owl:sameAs ?b FILTER(CONTAINS(STR(?a), '/person/')) }";
    assert_eq!(rows(folder.path(), same), Vec::<String>::new());
}

#[test]
fn a_file_that_cannot_be_read_is_told_and_the_rest_is_linked() {
    let folder = folder();
    done(folder.path(), &["build", "acts"]);
    fs::create_dir(folder.path().join("theirs")).unwrap();
    fs::write(folder.path().join("theirs/a.ttl"), "<x> a").unwrap();
    fs::write(
        folder.path().join("theirs/b.nt"),
        "<https://o.example/1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://xmlns.com/foaf/0.1/Person> .\n\
         <https://o.example/1> <http://xmlns.com/foaf/0.1/name> \"Ada Mikkelsen\" .\n",
    )
    .unwrap();
    let output = hemicycle(folder.path(), &["link", "--with", "theirs"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot read theirs/a.ttl"));
    assert!(String::from_utf8_lossy(&output.stdout).contains("https://o.example/1"));
}
