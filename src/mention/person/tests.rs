use super::super::probe::{EN, FR, IT, compare};
use super::super::{body, country, party};
use super::*;
use crate::document::Block;

/// Persons found by all kinds in their order; `~` before a family name alone.
fn check(language: Language, text: &str, expected: &[&str]) {
    let describe = |_: &Scope<'_>, block: &Block, it: &Mention| match &it.reading {
        Reading::Person(person) => {
            let mark = if person.family_only { "~" } else { "" };
            Some(format!("{mark}{}", block.slice(it.span)))
        }
        _ => None,
    };
    compare(language, text, &[party::find, body::find, find, country::find], describe, expected);
}

#[test]
fn names_with_an_apostrophe_or_glued_initials_are_whole() {
    check(
        IT,
        "la relatrice on. Giulia Sant'Elpidio e il Dott. Pier Dall’Olio",
        &["Giulia Sant'Elpidio", "Pier Dall’Olio"],
    );
    check(EN, "the Inspector, Mr D.M.S. Bandara, promised", &["D.M.S. Bandara"]);
    check(EN, "in the case of Mr D. and Ms K.L. the court", &[]);
}

#[test]
fn particles_of_other_peoples_are_part_of_the_name() {
    check(
        EN,
        "Mr Jákup á Lakjuni and Mr Peter arap Chelimo were",
        &["Jákup á Lakjuni", "Peter arap Chelimo"],
    );
}

#[test]
fn what_has_an_article_is_no_person_of_a_list() {
    check(EN, "the head of the Energy Community, and Dr Otto Blau, were", &["Otto Blau"]);
}

#[test]
fn a_title_of_address_makes_a_person() {
    check(EN, "rapporteur: Ms Elena Voicu-Țurcan; and Mr. Horvath", &["Elena Voicu-Țurcan", "~Horvath"]);
    check(FR, "rapporteur: M. Jón Þorvaldsson", &["Jón Þorvaldsson"]);
    check(EN, "Mr Jordan and Mrs May said; Mr de la Tour agreed", &["~Jordan", "~May", "~de la Tour"]);
}

#[test]
fn roles_make_persons_and_stay_outside() {
    check(EN, "the photographer Ivo Marković was there", &["Ivo Marković"]);
    check(EN, "journalist Dana Holub's trial", &["Dana Holub"]);
    check(FR, "de la magistrate Leïla Ben Salem, dont", &["Leïla Ben Salem"]);
    check(IT, "del giornalista Ugo Lanza", &["Ugo Lanza"]);
    check(EN, "the request by President Orlov to President Petrenko", &["Orlov", "Petrenko"]);
    check(EN, "the Speaker of the House of Representatives, Karim el-Idrissi, to", &["Karim el-Idrissi"]);
    check(IT, "le parole del Ministro dell'Interno Bassi, secondo", &["Bassi"]);
}

#[test]
fn every_example_of_people_is_a_person() {
    check(
        EN,
        "imprisoned opposition leaders like Timur Abenov, Kanat Osmanov, and journalist Daria Belova – sentenced",
        &["Timur Abenov", "Kanat Osmanov", "Daria Belova"],
    );
    check(FR, "des opposants, tels que Timur Aben et Kanat Osman, condamnés", &["Timur Aben", "Kanat Osman"]);
    check(
        IT,
        "i leader dell'opposizione, quali Timur Aben e il giornalista Kanat Osman",
        &["Timur Aben", "Kanat Osman"],
    );
}

#[test]
fn a_role_behind_the_name_makes_a_person() {
    check(EN, "Lala Həsənzadə, an economist and chairperson, was", &["Lala Həsənzadə"]);
    check(IT, "contro Asel Bekova, attivista per i diritti umani, nel", &["Asel Bekova"]);
    check(FR, "de Paul Kern, éditeur du journal", &["Paul Kern"]);
}

#[test]
fn what_is_done_to_persons_makes_them_known() {
    check(EN, "calls for the immediate release of Hana Kos and Petr Vlk;", &["Hana Kos", "Petr Vlk"]);
    check(FR, "la libération immédiate de Hana Kos", &["Hana Kos"]);
    check(FR, "avec les familles de Roman Kos et de Petr Vlk", &["Roman Kos", "Petr Vlk"]);
    check(EN, "Hana Kos was sentenced to nine years", &["Hana Kos"]);
    check(EN, "of the centre Otvorena Vrata, who has been questioned", &[]);
}

#[test]
fn particles_and_fathers_names_are_part_of_the_name() {
    check(EN, "the student Anar Vaqif oğlu Səmədli, who", &["Anar Vaqif oğlu Səmədli"]);
    check(EN, "the release of Yusuf ben Omar el-Fassi", &["Yusuf ben Omar el-Fassi"]);
    check(EN, "Ms 't Hooft and Mr O'Brien-Lund", &["~'t Hooft", "~O'Brien-Lund"]);
    check(EN, "the engineer Luis María de la Cruz y Ochoa, a", &["Luis María de la Cruz y Ochoa"]);
    check(IT, "e Sara dell'Acqua, coordinatrice", &["Sara dell'Acqua"]);
}

#[test]
fn a_family_name_alone_follows_the_full_name() {
    check(EN, "the blogger Emil Varga wrote. Later Varga left.", &["Emil Varga", "~Varga"]);
    check(IT, "contro Jean de la Tour, pescatore. De la Tour è", &["Jean de la Tour", "~De la Tour"]);
}

#[test]
fn two_first_names_share_a_family_name() {
    check(EN, "the twin sisters Leyla and Nigar Quliyeva, all", &["Leyla", "Nigar Quliyeva"]);
}

#[test]
fn a_name_begins_behind_the_office_in_it() {
    check(EN, "and Foreign Minister Jana Kral met", &["Jana Kral"]);
    check(EN, "Madam President, the", &[]);
}

#[test]
fn what_is_done_to_two_first_names_is_done_to_two_persons() {
    check(EN, "the poisoning of Oleg and Vera Sorin in", &["Oleg", "Vera Sorin"]);
    check(EN, "about Tom Archer's treatment, and", &["Tom Archer"]);
}

#[test]
fn places_papers_courts_and_ships_are_no_persons() {
    check(EN, "in Novi Sad, journalists were beaten; the newspaper Vrijeme Danas was closed", &[]);
    check(EN, "the captain of the rescue ship Nova Zora was fined", &[]);
    check(EN, "cities such as Banja Luka and Novi Pazar", &[]);
    check(EN, "by the Minsk City Court on Monday", &[]);
    check(FR, "à Novi Sad, dans les Balkans occidentaux", &[]);
}

#[test]
fn words_with_capitals_that_are_no_names_are_left_alone() {
    check(EN, "Human Rights Day; the Criminal Code; Secretary General; the Black Sea", &[]);
    check(EN, "Imprisoned journalists; Threats do not stop", &[]);
    check(EN, "the Special Rapporteur on Torture and the Prosecutor General", &[]);
}

#[test]
fn laws_and_landscapes_are_no_persons() {
    check(EN, "the Labour Code was attacked; in the case of the Baltic Sea; release of Gaza Strip", &[]);
    check(EN, "the death of journalist Adam North", &["Adam North"]);
    check(FR, "la mort de la Mer Morte; le sort de Mer Noire", &[]);
}

#[test]
fn the_parties_of_a_case_are_left_alone() {
    check(EN, "in Nowak v. Poland (application", &[]);
}

#[test]
fn small_words_and_short_initials_are_parts_of_names() {
    check(EN, "journalist Piet van 't Hek and lawyer Rivka bat Levi", &["Piet van 't Hek", "Rivka bat Levi"]);
    check(EN, "the journalist Emina Dž. Begić was there", &["Emina Dž. Begić"]);
}

#[test]
fn a_role_and_a_colon_before_a_name_prove_it() {
    check(IT, "relatrice: Edda Moser-Pini)", &["Edda Moser-Pini"]);
}

#[test]
fn capitals_of_things_and_offices_are_no_names() {
    check(EN, "the requested Contracting State was held; the Peace Accord was signed", &[]);
    check(EN, "the statement by Mr Bely, Former President of the union", &["~Bely"]);
    check(EN, "the commander of the Interim Force, who", &[]);
}

/// A bare genitive joins two names with no word that could be stepped over.
#[test]
fn a_state_in_the_genitive_between_two_names_ends_the_list() {
    let german = Language::new("de").expect("two letters");
    let text = "Opfern, die es in Zeit in Sri Lanka gab, zählt auch Herr Kurt Wendel, der dem";
    check(german, text, &["Kurt Wendel"]);
}
