//! Names that a careless reader takes for one: which thing each name denotes, act by act.

use std::fs;

use super::proposals::{done, rows};

/// What the words of an act's only paragraph denote, in their order, without the act itself,
/// the Assembly and days.
fn check(paragraph: &str, expected: &[(&str, &str)]) {
    let folder = tempfile::TempDir::new().unwrap();
    let text = format!(
        "Resolution 3001 (2031)\n\nTalks in the north\n\nAuthor(s): Parliamentary Assembly\n\n\
         Origin - Text adopted by the Assembly on 12 May 2031 (14th sitting).\n\n1. {paragraph}\n\n\
         2. The Assembly remains seized of the matter.\n"
    );
    fs::write(folder.path().join("a.txt"), text).unwrap();
    done(folder.path(), &["build", "a.txt"]);
    let question = "SELECT ?words ?thing { ?m hc:denotes ?thing ; oa:exact ?words ; hc:inPart ?part ; oa:start ?at . \
                    FILTER(STRENDS(STR(?part), '/para/1')) \
                    FILTER(?words NOT IN (\"Assembly\") && !CONTAINS(STR(?thing), '/id/post/')) } ORDER BY ?at";
    let came = rows(folder.path(), question);
    let expected: Vec<String> = expected.iter().map(|(words, thing)| format!("{words},{thing}")).collect();
    assert_eq!(came, expected, "{paragraph}");
}

#[test]
fn father_and_son_of_one_name_are_two() {
    check(
        "The Assembly asks for the release of Mr Jan Holm, of his father Mr Jan Holm and of his son Mr Jan Erik Holm.",
        &[
            ("Jan Holm", "/id/person/jan-holm"),
            ("Jan Holm", "/id/person/jan-holm-relative"),
            ("Jan Erik Holm", "/id/person/jan-erik-holm"),
        ],
    );
}

#[test]
fn a_state_its_government_and_its_parliament_are_three_and_its_capital_is_none_of_them() {
    check(
        "The Assembly calls on the Government of Norway and the Parliament of Norway to meet in Oslo, and thanks Norway.",
        &[
            ("Government of Norway", "/id/body/no/government"),
            ("Norway", "/id/state/no"),
            ("Parliament of Norway", "/id/body/no/parliament"),
            ("Norway", "/id/state/no"),
            ("Norway", "/id/state/no"),
        ],
    );
}

#[test]
fn two_titles_of_one_day_are_two_acts_and_the_day_alone_is_neither() {
    check(
        "The Assembly recalls the European Parliament resolution of 20 October 2021 on dust in mines and the European Parliament resolution of 20 October 2021 on the price of night trains; it refers to the European Parliament resolution of 20 October 2021.",
        &[
            (
                "European Parliament resolution of 20 October 2021",
                "/eli/pace/res/2031/3001/open/ep/res/2021-10-20-dust-in-mines",
            ),
            ("European Parliament", "/id/body/ep"),
            ("20 October 2021", "/id/date/2021-10-20"),
            (
                "European Parliament resolution of 20 October 2021",
                "/eli/pace/res/2031/3001/open/ep/res/2021-10-20-the-price-of-night-trains",
            ),
            ("European Parliament", "/id/body/ep"),
            ("20 October 2021", "/id/date/2021-10-20"),
            (
                "European Parliament resolution of 20 October 2021",
                "/eli/pace/res/2031/3001/open/ep/res/2021-10-20",
            ),
            ("European Parliament", "/id/body/ep"),
            ("20 October 2021", "/id/date/2021-10-20"),
        ],
    );
}

#[test]
fn committees_of_two_bodies_are_two() {
    check(
        "The Assembly thanks the Committee on Legal Affairs of the European Parliament and its own Committee on Legal Affairs and Human Rights.",
        &[
            (
                "Committee on Legal Affairs of the European Parliament",
                "/id/body/ep/committee-on-legal-affairs-of-the-european-parliament",
            ),
            ("European Parliament", "/id/body/ep"),
            ("Committee on Legal Affairs and Human Rights", "/id/body/pace/as-jur"),
        ],
    );
}

#[test]
fn treaties_with_near_titles_are_two() {
    check(
        "The Assembly recalls the European Convention on Social Security and the European Convention on Social and Medical Assistance.",
        &[
            ("European Convention on Social Security", "/id/treaty/cets/78"),
            ("European Convention on Social and Medical Assistance", "/id/treaty/cets/14"),
        ],
    );
}

/// The second is whose? Nothing says it, so it stays open.
#[test]
fn one_number_of_two_bodies_is_two_acts() {
    check(
        "The Assembly recalls Security Council Resolution 1325 (2000) and Resolution 1325 (2003).",
        &[
            ("Security Council", "/id/body/unsc"),
            ("Security Council Resolution 1325 (2000)", "/eli/unsc/res/2000/1325"),
            ("Resolution 1325 (2003)", "/eli/pace/res/2031/3001/open/res/1325-2003"),
        ],
    );
}

#[test]
fn one_committee_name_in_two_bodies_is_two_committees() {
    check(
        "The Assembly thanks the Committee on Human Rights of the Parliament of Norway and the Committee on Human Rights of the European Parliament.",
        &[
            (
                "Committee on Human Rights of the Parliament of Norway",
                "/id/org/no/committee-on-human-rights-of-the-parliament-of-norway",
            ),
            ("Norway", "/id/state/no"),
            (
                "Committee on Human Rights of the European Parliament",
                "/id/body/ep/committee-on-human-rights-of-the-european-parliament",
            ),
            ("European Parliament", "/id/body/ep"),
        ],
    );
}

#[test]
fn one_number_of_three_bodies_is_three_acts() {
    check(
        "The Assembly recalls its Resolution 2250 (2018), General Assembly Resolution 2250 (XXI) and Security Council Resolution 2250 (2015).",
        &[
            ("Resolution 2250 (2018)", "/eli/pace/res/2018/2250"),
            ("General Assembly", "/id/body/unga"),
            // Of the twenty-first session: no year is printed.
            (
                "General Assembly Resolution 2250 (XXI)",
                "/eli/pace/res/2031/3001/open/unga/res/2250%20%28XXI%29",
            ),
            ("Security Council", "/id/body/unsc"),
            ("Security Council Resolution 2250 (2015)", "/eli/unsc/res/2015/2250"),
        ],
    );
}

/// Labels that acts prefer for a person, and the one that the store shows.
fn check_labels(acts: &[&str], thing: &str, preferred: &[&str], shown: &[&str]) {
    let folder = tempfile::TempDir::new().unwrap();
    for (number, paragraph) in (3001..).zip(acts) {
        let text = format!(
            "Resolution {number} (2031)\n\nTalks in the north\n\nAuthor(s): Parliamentary Assembly\n\n\
             Origin - Text adopted by the Assembly on 12 May 2031 (14th sitting).\n\n{paragraph}\n"
        );
        fs::write(folder.path().join(format!("{number}.txt")), text).unwrap();
    }
    done(folder.path(), &["build", "."]);
    let labels = |property: &str| {
        rows(
            folder.path(),
            &format!("SELECT DISTINCT ?l {{ <https://hemicycle.example{thing}> {property} ?l }} ORDER BY ?l"),
        )
    };
    assert_eq!(labels("skos:prefLabel"), preferred, "{acts:?}");
    assert_eq!(labels("skos:altLabel"), Vec::<String>::new(), "{acts:?}");
    assert_eq!(labels("rdfs:label"), shown, "{acts:?}");
}

#[test]
fn the_shape_of_an_apostrophe_makes_no_other_name() {
    let straight = "Mr Liam O'Neil";
    let curly = "Mr Liam O’Neil";
    let act = |one: &str, other: &str, third: &str| {
        format!(
            "1. The Assembly thanks {one}.\n\n2. The Assembly asks for the release of {other}.\n\n3. The Assembly commends {third}."
        )
    };
    let person = "/id/person/liam-oneil";
    check_labels(&[&act(straight, curly, curly)], person, &["Liam O’Neil"], &["Liam O’Neil"]);
    check_labels(&[&act(straight, curly, straight)], person, &["Liam O'Neil"], &["Liam O'Neil"]);
    // Each act as it writes it, and one name in the store.
    let two = [act(straight, straight, straight), act(curly, curly, curly)];
    check_labels(&[&two[0], &two[1]], person, &["Liam O'Neil", "Liam O’Neil"], &["Liam O'Neil"]);
}

/// Two romanisations in two acts: two IRIs, and a candidate that only a person can decide.
#[test]
fn a_name_romanised_in_two_ways_stays_a_candidate() {
    for (one, other) in [
        ("Yuri Chernykh", "Iouri Tchernykh"),
        ("Mikhail Zhukov", "Michail Schukow"),
        ("Jevgenij Tjurin", "Evgeny Tyurin"),
    ] {
        let folder = tempfile::TempDir::new().unwrap();
        for (number, name) in [(3001, one), (3002, other)] {
            let text = format!(
                "Resolution {number} (2031)\n\nTalks in the north\n\nAuthor(s): Parliamentary Assembly\n\n\
                 Origin - Text adopted by the Assembly on 12 May 2031 (14th sitting).\n\n\
                 1. The Assembly asks for the release of Mr {name}.\n\n2. The Assembly remains seized.\n"
            );
            fs::write(folder.path().join(format!("{number}.txt")), text).unwrap();
        }
        done(folder.path(), &["build", "."]);
        done(folder.path(), &["link"]);
        let between = |property: &str| {
            rows(
                folder.path(),
                &format!("SELECT ?a ?b {{ ?a {property} ?b FILTER(CONTAINS(STR(?a), '/id/person/')) }}"),
            )
        };
        assert_eq!(between("hc:candidateFor").len(), 1, "{one} · {other}");
        assert_eq!(between("owl:sameAs"), Vec::<String>::new(), "{one} · {other}");
    }
}
