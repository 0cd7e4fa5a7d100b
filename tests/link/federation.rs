//! `build --load`, `link --loaded`, and questions over acts and what others publish.

use std::fs;
use std::path::Path;

use super::proposals::{done, folder, hemicycle, rows};

const MEMBERS: &str = "@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix org: <http://www.w3.org/ns/org#> .
    @prefix person: <http://www.w3.org/ns/person#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    <#list> rdfs:label \"All members\" .
    <https://m.example/1> a person:Person ; foaf:name \"Ada Mikkelsen\" ; org:hasMembership [ org:organization <https://m.example/lakes> ] .
    <https://m.example/2> a person:Person ; foaf:name \"Ada Lise Mikkelsen\" ; org:hasMembership [ org:organization <https://m.example/hills> ] .
    <https://hemicycle.example/id/person/ada-mikkelsen> rdfs:label \"Somebody else\" .";

const GROUPS: &str = "SELECT ?group { ?ours hc:candidateFor|owl:sameAs ?theirs . ?theirs org:hasMembership/org:organization ?group }";

fn statements(folder: &Path, name: &str) -> usize {
    let question =
        format!("SELECT ?s ?p ?o {{ GRAPH <https://hemicycle.example/g/data/{name}> {{ ?s ?p ?o }} }}");
    rows(folder, &question).len()
}

#[test]
fn what_is_loaded_is_linked_and_asked_with_the_acts() {
    let folder = folder();
    let folder = folder.path();
    fs::write(folder.join("members.ttl"), MEMBERS).unwrap();
    let output = hemicycle(folder, &["build", "acts", "--load", "members.ttl", "--as", "members"]);
    assert!(output.status.success());
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("1 statements of `members` about things of this store are left out"), "{told}");
    assert_eq!(statements(folder, "members"), 9);
    done(folder, &["link", "--loaded", "members"]);
    assert_eq!(rows(folder, GROUPS), ["https://m.example/lakes"]);
    // A name of ours is ours to say, and no file's place is in the graph.
    let names = "SELECT ?name { <https://hemicycle.example/id/person/ada-mikkelsen> rdfs:label ?name }";
    assert_eq!(rows(folder, names), ["Ada Mikkelsen"]);
    assert_eq!(rows(folder, "SELECT ?s { ?s rdfs:label \"All members\" }"), ["/data/members/#list"]);

    // Loading again replaces, reading acts again keeps, and both are the same again.
    let hash = done(folder, &["hash"]);
    done(folder, &["build", "--load", "members.ttl"]);
    done(folder, &["build", "--again", "acts"]);
    assert_eq!(done(folder, &["hash"]), hash);
    fs::write(folder.join("members.ttl"), "<https://m.example/1> <https://m.example/p> 1 .").unwrap();
    done(folder, &["build", "--load", "members.ttl"]);
    assert_eq!(statements(folder, "members"), 1);
}

#[test]
fn what_cannot_be_read_leaves_what_was_loaded_as_it_was() {
    let folder = folder();
    let folder = folder.path();
    fs::write(folder.join("members.ttl"), MEMBERS).unwrap();
    done(folder, &["build", "--load", "members.ttl"]);
    fs::write(folder.join("broken.ttl"), "<https://m.example/1> a").unwrap();
    for (words, code, told) in [
        (vec!["build", "--load", "broken.ttl", "--as", "members"], 1, "`members` stays as it was"),
        (vec!["build", "--load", "acts/one.txt"], 1, "what acts/one.txt is written in is not known"),
        (vec!["build", "--load", "members.ttl", "--as", "a/b"], 2, "`a/b` is no name for a data set"),
        (vec!["build", "--load", "members.ttl", "--as", ".."], 2, "`..` is no name for a data set"),
        (vec!["build", "--load", "nothing.ttl"], 1, "cannot read nothing.ttl"),
        (vec!["link", "--loaded", "others"], 3, "no data set `others` is loaded"),
    ] {
        let output = hemicycle(folder, &words);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{words:?}: {said}");
        assert!(said.contains(told), "{words:?}: {said}");
    }
    assert_eq!(statements(folder, "members"), 9);
}

#[test]
fn a_day_and_a_title_in_a_data_set_are_a_candidate_and_a_number_an_identity() {
    let folder = tempfile::TempDir::new().unwrap();
    let folder = folder.path();
    fs::write(
        folder.join("a.txt"),
        "Resolution 3001 (2031)\n\nFair play for journalists\n\nAuthor(s): Parliamentary Assembly\n\n\
         Origin - Text adopted by the Assembly on 12 May 2031 (14th sitting).\n\n\
         1. The Assembly recalls the European Parliament resolution of 20 May 2031 on rural libraries in the Union. \
         It recalls European Parliament resolution P10_TA(2031)0124.\n",
    )
    .unwrap();
    fs::write(
        folder.join("texts.ttl"),
        "@prefix eli: <http://data.europa.eu/eli/ontology#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
         <https://data.europarl.europa.eu/eli/dl/doc/TA-10-2031-0123> a eli:Work ; eli:date_document \"2031-05-20\"^^xsd:date ;
             eli:is_realized_by <https://data.europarl.europa.eu/eli/dl/doc/TA-10-2031-0123/en> .
         <https://data.europarl.europa.eu/eli/dl/doc/TA-10-2031-0123/en> a eli:Expression ; eli:title \"Rural libraries in the Union\"@en .
         <https://data.europarl.europa.eu/eli/dl/doc/TA-10-2031-0124> a eli:Work ; eli:date_document \"2031-05-21\"^^xsd:date .
         <https://data.europarl.europa.eu/eli/dl/doc/TA-10-2031-0200> a eli:Work ; eli:date_document \"2031-09-20\"^^xsd:date ;
             eli:title \"Rural libraries in the Union\"@en .",
    )
    .unwrap();
    done(folder, &["build", "a.txt", "--load", "texts.ttl"]);
    let found = done(folder, &["link", "--loaded", "texts", "--json"]);
    let found: serde_json::Value = serde_json::from_str(&found).unwrap();
    let pairs: Vec<(&str, &str)> = found
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["basis"].as_str().unwrap(), it["theirs"].as_str().unwrap().rsplit('/').next().unwrap()))
        .collect();
    assert_eq!(pairs, [("day-and-title", "TA-10-2031-0123")]);
    // The printed number is the portal's address: the act's own graph says so, and once.
    let same = "SELECT ?theirs { ?ours owl:sameAs ?theirs . ?theirs eli:date_document ?day }";
    assert_eq!(rows(folder, same), ["https://data.europarl.europa.eu/eli/dl/doc/TA-10-2031-0124"]);
}
