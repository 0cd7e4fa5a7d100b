use super::super::probe::{EN, FR, IT, compare};
use super::*;
use crate::document::Block;
use crate::text::Language;

/// Bodies found, with whose they are after `@` and `~` before an alias.
fn check(language: Language, text: &str, expected: &[&str]) {
    let describe = |scope: &Scope<'_>, block: &Block, it: &Mention| match &it.reading {
        Reading::Body(body) => {
            let alias = if body.alias { "~" } else { "" };
            let of = match body.of {
                Some(Owner::Country(id) | Owner::Body(id)) => {
                    format!("@{}", scope.lexicon.concept(id).notation)
                }
                None => String::new(),
            };
            Some(format!("{alias}{}{of}", block.slice(it.span)))
        }
        _ => None,
    };
    compare(language, text, &[find], describe, expected);
}

#[test]
fn the_longest_organ_with_its_state_wins() {
    check(EN, "the Senate of the Parliament of Romania voted", &["Senate of the Parliament of Romania@RO"]);
    check(FR, "le Sénat du Parlement de la Roumanie a voté", &["Sénat du Parlement de la Roumanie@RO"]);
    check(IT, "il Senato del Parlamento della Romania", &["Senato del Parlamento della Romania@RO"]);
}

#[test]
fn an_adjective_says_whose_organ_it_is() {
    check(EN, "urges the Serbian authorities to act", &["Serbian authorities@RS"]);
    check(FR, "exhorte les autorités serbes à agir", &["autorités serbes@RS"]);
    check(IT, "la Guardia costiera maltese", &["Guardia costiera maltese@MT"]);
}

#[test]
fn a_possessive_stays_outside_and_says_whose_it_is() {
    check(EN, "Georgia's Ministry of Justice refused", &["Ministry of Justice@GE"]);
}

#[test]
fn a_ministry_is_named_by_its_field() {
    check(
        EN,
        "the Ministry of Labour and Social Protection and the police",
        &["Ministry of Labour and Social Protection"],
    );
    check(FR, "le ministère des Affaires étrangères a refusé", &["ministère des Affaires étrangères"]);
    check(IT, "il Ministero della Giustizia ha rifiutato", &["Ministero della Giustizia"]);
}

#[test]
fn organs_without_an_owner_are_left_alone() {
    check(EN, "the parliament, the authorities and the government refused; a ministry", &[]);
    check(FR, "les autorités et le parlement", &[]);
    check(IT, "le autorità e il governo", &[]);
}

#[test]
fn a_head_word_makes_a_run_of_capitals_a_body() {
    check(EN, "According to the Centre for Open Data, the", &["Centre for Open Data"]);
    check(EN, "by the Tbilisi Court on Grave Offences to nine years", &["Tbilisi Court on Grave Offences"]);
    check(EN, "secretary of the Somali Painters' League, was", &["Somali Painters' League@SO"]);
    check(EN, "the University of Ghent and the city", &["University of Ghent"]);
}

#[test]
fn french_and_italian_names_end_before_the_verb() {
    check(FR, "Selon le Centre pour la presse libre, les", &["Centre pour la presse libre"]);
    check(FR, "la Ligue libanaise des bergers demande", &["Ligue libanaise des bergers@LB"]);
    check(
        FR,
        "le Conseil national des droits de l'homme du Mali a publié",
        &["Conseil national des droits de l'homme du Mali@ML"],
    );
    check(
        IT,
        "l'Agenzia per i servizi di trasporto locali ha",
        &["Agenzia per i servizi di trasporto locali"],
    );
    check(IT, "secondo il Centro per la stampa libera, i due", &["Centro per la stampa libera"]);
}

#[test]
fn another_states_parliamentary_assembly_is_not_the_councils() {
    check(
        EN,
        "the Parliamentary Assembly of Bosnia and Herzegovina and",
        &["Parliamentary Assembly of Bosnia and Herzegovina@BA"],
    );
}

#[test]
fn two_fields_of_one_body_are_one_name() {
    check(
        EN,
        "of the Peace Monitoring and Civic Studies Centre;",
        &["Peace Monitoring and Civic Studies Centre"],
    );
}

#[test]
fn who_has_an_office_is_no_body() {
    check(EN, "the Secretary General of the Council of Europe, and", &["Council of Europe"]);
    check(EN, "asks the Committee of Ministers to", &["Committee of Ministers"]);
}

#[test]
fn a_name_that_goes_on_is_another_bodys() {
    check(
        FR,
        "la Commission des droits de l'homme des Nations Unies",
        &["Commission des droits de l'homme des Nations Unies", "Nations Unies"],
    );
    check(FR, "sa Commission des droits de l'homme et des peuples", &[]);
}

#[test]
fn head_words_by_themselves_are_left_alone() {
    check(EN, "The Council met. Its Court and the Union agreed.", &[]);
    check(FR, "Le Conseil et la Cour", &[]);
}

#[test]
fn a_word_before_it_makes_capitals_a_name() {
    check(EN, "the newspaper Vrijeme Danas closed", &["Vrijeme Danas"]);
    check(FR, "l'association Nour pour l'avenir a été", &["Nour pour l'avenir"]);
    check(IT, "il settimanale Ora ha chiuso", &["Ora"]);
}

#[test]
fn ships_and_places_are_no_bodies() {
    check(EN, "captain of the rescue ship Aurora Nova, near the village Kaltan", &[]);
}

#[test]
fn a_short_name_defined_is_known_afterwards() {
    check(
        EN,
        "the Helsinki Watch Committee (HWC) asked. Later HWC left.",
        &["Helsinki Watch Committee", "HWC", "HWC"],
    );
}

#[test]
fn two_bodies_joined_stay_two() {
    check(
        EN,
        "the Agency for Fair Trade and Council of Old Towns",
        &["Agency for Fair Trade", "Council of Old Towns"],
    );
}

#[test]
fn a_community_named_by_two_adjectives_is_not_the_state() {
    check(EN, "the Turkish Cypriot authorities and the Cypriot authorities", &["Cypriot authorities@CY"]);
    check(FR, "les autorités chypriotes turques", &[]);
}

#[test]
fn another_owner_behind_makes_it_no_body_of_the_register() {
    let concepts = |text: &str, expected: &[&str]| {
        let describe = |scope: &Scope<'_>, _: &Block, it: &Mention| match &it.reading {
            Reading::Body(Body { concept: Some(id), .. }) => {
                Some(scope.lexicon.concept(*id).notation.clone())
            }
            _ => None,
        };
        compare(EN, text, &[find], describe, expected);
    };
    concepts("the Security Council of Belarus met", &[]);
    concepts("the Security Council of the Russian Federation met", &[]);
    concepts("the General Assembly of the Organization of American States", &["oas"]);
    concepts("the Committee of Ministers of Ukraine adopted", &[]);
    concepts("the Security Council of the United Nations", &["unsc", "un"]);
    concepts("the Committee of Ministers of the Council of Europe", &["cm", "coe"]);
    concepts("informs the Committee of Ministers of Georgia's reply", &["cm"]);
    concepts("the accession to the Council of Europe of Belarus", &["coe"]);
}
