//! Identity and relations on short marked texts: `{person|Anna Rossi}` is a mention.

use crate::document::{Block, BlockKind, Document, Fact, FactName, Piece, Section};
use crate::lexicon::{ConceptId, Lexicon, Scheme};
use crate::mention::{
    Act, Body, Country, Mention, MentionId, Mentions, Owner, Party, Person, Proof, Reading, Role, Treaty,
};
use crate::source::Source;
use crate::standoff;
use crate::text::{Language, SourceSpan, Span};

use super::{Entities, Object, resolve};

/// A paragraph: language, label, marked text.
type Marked<'a> = (&'a str, &'a str, &'a str);

fn concept(scheme: Scheme, notation: &str) -> ConceptId {
    Lexicon::built_in()
        .by_notation(scheme, notation)
        .unwrap_or_else(|| panic!("no {notation} in {}", scheme.code()))
}

fn reading(mark: &str, words: &str) -> Reading {
    let parts: Vec<&str> = mark.split(' ').collect();
    let person = |title: Option<&str>, family_only| {
        Reading::Person(Person { title: title.map(|it| concept(Scheme::Title, it)), family_only })
    };
    match *parts.as_slice() {
        ["person"] => person(None, false),
        ["family"] => person(None, true),
        ["mr"] => person(Some("mr"), true),
        ["ms"] => person(Some("ms"), true),
        ["party"] => Reading::Party(Party { kind: None, own_name_of: None }),
        ["state", code] => {
            Reading::Country(Country { country: concept(Scheme::Country, code), adjective: false })
        }
        ["body", notation] => Reading::Body(Body {
            concept: Some(concept(Scheme::Body, notation)),
            of: None,
            alias: false,
            short_for: None,
        }),
        ["organ", notation, code] => Reading::Body(Body {
            concept: Some(concept(Scheme::Organ, notation)),
            of: Some(Owner::Country(concept(Scheme::Country, code))),
            alias: false,
            short_for: None,
        }),
        ["committee", notation] => Reading::Body(Body {
            concept: Some(concept(Scheme::Committee, notation)),
            of: None,
            alias: false,
            short_for: None,
        }),
        ["organ", notation] => Reading::Body(Body {
            concept: Some(concept(Scheme::Organ, notation)),
            of: None,
            alias: false,
            short_for: None,
        }),
        ["named"] => Reading::Body(Body { concept: None, of: None, alias: false, short_for: None }),
        ["alias"] => Reading::Body(Body { concept: None, of: None, alias: true, short_for: None }),
        ["treaty", number] => treaty(words, Some(number), false),
        ["treaty"] => treaty(words, None, false),
        ["short"] => treaty(words, None, true),
        ["role", notation] => Reading::Role(Role {
            concept: Some(concept(Scheme::Role, notation)),
            holders: Vec::new(),
            of: None,
        }),
        ["act", body, kind, number, year] => Reading::Act(Act {
            body: (body != "-").then(|| concept(Scheme::Body, body)),
            kind: concept(Scheme::ActType, kind),
            number: Some(number.to_owned()),
            year: year.parse().ok(),
            date: None,
            title: None,
        }),
        _ => panic!("mark {mark:?}"),
    }
}

fn treaty(name: &str, number: Option<&str>, defines_short_name: bool) -> Reading {
    Reading::Treaty(Treaty {
        register: None,
        number: number.map(str::to_owned),
        name: name.to_owned(),
        defines_short_name,
        gainsaid_by: None,
    })
}

/// Reads the marks, finds what is said and asked, and resolves.
fn resolved(blocks: &[Marked<'_>]) -> (Vec<String>, Vec<String>) {
    let source = Source::from_text("test", "");
    let mut document = Document {
        source: &source,
        versions: Vec::new(),
        blocks: Vec::new(),
        facts: Vec::new(),
        notices: Vec::new(),
    };
    let mut all = Vec::new();
    for (index, (language, label, marked)) in blocks.iter().enumerate() {
        let language = Language::new(language).expect("a tag");
        let kind = if *label == "head.title" { BlockKind::Title } else { BlockKind::Paragraph };
        let section = if kind == BlockKind::Title { Section::Head } else { Section::Body };
        let mut block = Block::new(kind, section, language, (*label).to_owned());
        let mut rest = *marked;
        while let Some((before, inside)) = rest.split_once('{') {
            block.text.push_str(before);
            let (mark, after) = inside.split_once('}').expect("a closed mark");
            let (mark, words) = mark.split_once('|').expect("a mark with words");
            let span = Span::new(block.text.len(), block.text.len() + words.len());
            block.text.push_str(words);
            let proof = Proof { rule: "test", entry: None };
            let block = crate::document::BlockId(index as u32);
            all.push(Mention { block, span, reading: reading(mark, words), proof });
            rest = after;
        }
        block.text.push_str(rest);
        let stands = SourceSpan::new(0, block.text.len());
        block.pieces.push(Piece { at: 0, source: stands });
        block.seal();
        if !document.versions.contains(&language) {
            document.versions.push(language);
        }
        document.blocks.push(block);
    }
    for (name, value) in [
        (FactName::Body, "pace"),
        (FactName::ActType, "res"),
        (FactName::ActNumber, "1"),
        (FactName::ActYear, "2031"),
    ] {
        document.facts.push(Fact {
            name,
            value: value.to_owned(),
            language: Language::ENGLISH,
            block: crate::document::BlockId(0),
            span: Span::new(0, 0),
        });
    }
    hold_roles(&mut all);
    let lexicon = Lexicon::built_in();
    let mentions = crate::mention::said(&document, lexicon, all);
    let entities = resolve(&document, &mentions, lexicon);
    (things(&document, &mentions, &entities), relations(&document, &mentions, &entities))
}

/// A role right before a person is that person's.
fn hold_roles(all: &mut [Mention]) {
    for index in 1..all.len() {
        let person = all[index].span;
        let together =
            all[index - 1].block == all[index].block && all[index - 1].span.end + 1 == person.start;
        if let (true, Reading::Person(_)) = (together, &all[index].reading)
            && let Reading::Role(role) = &mut all[index - 1].reading
        {
            role.holders.push(person);
        }
    }
}

fn words<'a>(document: &'a Document<'_>, mentions: &Mentions, id: MentionId) -> &'a str {
    let mention = mentions.get(id);
    document.block(mention.block).slice(mention.span)
}

/// The writings of each thing that is mentioned, sorted.
fn things(document: &Document<'_>, mentions: &Mentions, entities: &Entities) -> Vec<String> {
    let mut things: Vec<String> = entities
        .all
        .iter()
        .filter(|it| !it.mentions.is_empty())
        .map(|entity| {
            let mut writings: Vec<&str> =
                entity.mentions.iter().map(|&id| words(document, mentions, id)).collect();
            writings.sort_unstable();
            writings.dedup();
            writings.join(" = ")
        })
        .collect();
    things.sort();
    things
}

fn relations(document: &Document<'_>, mentions: &Mentions, entities: &Entities) -> Vec<String> {
    let name = |id| {
        let entity = entities.get(id);
        if entities.subject == Some(id) {
            return "this";
        }
        entity.mentions.first().map_or("?", |&id| words(document, mentions, id))
    };
    entities
        .relations
        .iter()
        .map(|it| {
            let object = match &it.object {
                Object::Entity(id) => name(*id),
                Object::Text(_, text) => text.as_str(),
            };
            format!("{} {} {object}", name(it.subject), standoff::predicate(it.predicate))
        })
        .collect()
}

fn check(blocks: &[Marked<'_>], expected: &[&str]) {
    assert_eq!(resolved(blocks).0, expected, "in {blocks:?}");
}

/// Relations with one of these predicates.
fn check_stated(blocks: &[Marked<'_>], predicate: &str, expected: &[&str]) {
    let mut found = resolved(blocks).1;
    found.retain(|it| it.split(' ').any(|word| word == predicate));
    assert_eq!(found, expected, "in {blocks:?}");
}

mod identity {
    use super::check;

    #[test]
    fn a_person_is_one_over_versions_and_spellings() {
        check(
            &[
                ("en", "1", "{person|Karim el-Wardi} and {person|Šime Đukić}"),
                ("fr", "1", "{person|Karim El Ouardi} et {person|Sime Djukic}"),
            ],
            &["Karim El Ouardi = Karim el-Wardi", "Sime Djukic = Šime Đukić"],
        );
    }

    #[test]
    fn two_near_names_of_one_version_are_two_persons() {
        check(
            &[
                ("en", "1", "{person|Ana Petrić} and her editor {person|Anita Perić}"),
                ("fr", "1", "{person|Ana Petrić} et {person|Anita Perić}"),
            ],
            &["Ana Petrić", "Anita Perić"],
        );
    }

    #[test]
    fn near_names_in_two_versions_are_two_when_each_version_has_its_own() {
        check(
            &[("en", "1", "{person|Ivan Horvat}"), ("fr", "1", "{person|Ivana Horvat}")],
            &["Ivan Horvat", "Ivana Horvat"],
        );
    }

    #[test]
    fn near_names_in_other_paragraphs_are_two() {
        check(
            &[("en", "1", "{person|Zhanar Akhmetova}"), ("en", "2", "{person|Zhanyar Akhmetova}")],
            &["Zhanar Akhmetova", "Zhanyar Akhmetova"],
        );
    }

    #[test]
    fn a_family_name_is_the_one_full_name_that_ends_in_it() {
        check(&[("en", "1", "{person|Çingiz Əliyev}; Mr {mr|Aliyev}")], &["Aliyev = Çingiz Əliyev"]);
    }

    #[test]
    fn a_family_name_of_several_words_is_one() {
        check(
            &[(
                "en",
                "1",
                "{person|Alain de la Motte}, then {person|De la Motte}; {person|Ben Aden}, {person|Omar Ben}",
            )],
            &["Alain de la Motte = De la Motte", "Ben Aden", "Omar Ben"],
        );
    }

    #[test]
    fn a_family_name_of_two_persons_is_neither() {
        check(
            &[("en", "1", "{person|Anna Rossi}, {person|Bruno Rossi}; Mr {mr|Rossi}")],
            &["Anna Rossi", "Bruno Rossi", "Rossi"],
        );
    }

    #[test]
    fn a_relative_beside_a_name_is_another_person() {
        check(&[("en", "1", "{person|Jan Holm} and {person|Jan Erik Holm}")], &["Jan Erik Holm", "Jan Holm"]);
        // Named as a relative, and nobody of that name before: one person.
        check(
            &[
                ("en", "1", "their {role relative|father} {person|Jan Holm}"),
                ("en", "2", "{person|Jan Holm}"),
            ],
            &["Jan Holm", "father"],
        );
    }

    #[test]
    fn a_president_is_not_the_journalist_of_that_name() {
        check(
            &[(
                "en",
                "1",
                "{role journalist|journalist} {person|Anna Rossi}; {role president|President} {family|Rossi}",
            )],
            &["Anna Rossi", "President", "Rossi", "journalist"],
        );
    }

    #[test]
    fn a_name_without_its_middle_is_the_same_where_nobody_else_fits() {
        check(
            &[("en", "1", "{person|Leyla Rəşid qızı Qasımlı}"), ("en", "2", "{person|Leyla Qasımlı}")],
            &["Leyla Qasımlı = Leyla Rəşid qızı Qasımlı"],
        );
        check(
            &[(
                "en",
                "1",
                "{person|Leyla Rəşid qızı Qasımlı}, {person|Leyla Tofiq qızı Qasımlı}, {person|Leyla Qasımlı}",
            )],
            &["Leyla Qasımlı", "Leyla Rəşid qızı Qasımlı", "Leyla Tofiq qızı Qasımlı"],
        );
    }

    #[test]
    fn one_number_of_two_bodies_is_two_acts_and_a_bare_number_neither() {
        check(
            &[(
                "en",
                "1",
                "{act unsc res 2231 2015|Resolution 2231 (2015)}, {act pace res 2231 2018|Resolution 2231 (2018)}, {act - res 2231 -|Resolution 2231}",
            )],
            &["Resolution 2231", "Resolution 2231 (2015)", "Resolution 2231 (2018)"],
        );
    }

    #[test]
    fn a_bare_number_is_the_one_act_cited_in_full() {
        check(
            &[(
                "en",
                "1",
                "{act unsc res 2231 2015|Resolution 2231 (2015)}, {act - res 2231 -|Resolution 2231}",
            )],
            &["Resolution 2231 = Resolution 2231 (2015)"],
        );
    }

    #[test]
    fn a_treaty_is_its_number_its_name_and_its_short_name() {
        check(
            &[
                (
                    "en",
                    "1",
                    "the {treaty|Convention on Lighthouses} ({treaty 999|CETS No. 999}, « {short|Skagen Convention} »)",
                ),
                ("en", "2", "the {treaty|Skagen Convention}; the {treaty|Convention on Buoys}"),
            ],
            &["CETS No. 999 = Convention on Lighthouses = Skagen Convention", "Convention on Buoys"],
        );
    }

    #[test]
    fn translated_parties_are_one_by_their_order() {
        check(
            &[
                ("en", "1", "« {party|Free Coast} », « {party|Alga} » and « {party|New Way} »"),
                ("fr", "1", "« {party|Côte libre} », « {party|Alga} » et « {party|Voie nouvelle} »"),
            ],
            &["Alga", "Côte libre = Free Coast", "New Way = Voie nouvelle"],
        );
    }

    #[test]
    fn a_missing_party_leaves_the_others_alone() {
        check(
            &[
                ("en", "1", "« {party|Free Coast} » and « {party|New Way} »"),
                ("fr", "1", "« {party|Côte libre} »"),
            ],
            &["Côte libre", "Free Coast", "New Way"],
        );
    }

    #[test]
    fn an_alias_is_the_body_last_named_in_full() {
        check(
            &[("en", "1", "the {named|Harbour Council} of Kotor; the {alias|Council} notes")],
            &["Council = Harbour Council"],
        );
    }
}

mod organs {
    use super::check;

    #[test]
    fn two_ministries_of_a_state_are_two() {
        check(
            &[
                (
                    "en",
                    "1",
                    "the {organ ministry KZ|Ministry of Justice} and the {organ ministry KZ|Ministry of Finance}",
                ),
                (
                    "fr",
                    "1",
                    "le {organ ministry KZ|ministère des Finances} et le {organ ministry KZ|ministère de la Justice}",
                ),
            ],
            &[
                "Ministry of Finance = ministère des Finances",
                "Ministry of Justice = ministère de la Justice",
            ],
        );
    }

    #[test]
    fn an_organ_without_owner_is_the_title_states_where_no_other_is_named() {
        let title = ("en", "head.title", "On {state KZ|Kazakhstan}");
        check(
            &[
                title,
                ("en", "1", "the {organ parliament|parliament}"),
                ("en", "2", "the {organ parliament KZ|Parliament}"),
            ],
            &["Kazakhstan", "Parliament = parliament"],
        );
        check(
            &[
                title,
                ("en", "1", "{state GE|Georgia} and its {organ parliament|parliament}"),
                ("en", "2", "the {organ parliament KZ|Parliament}"),
            ],
            &["Georgia", "Kazakhstan", "Parliament", "parliament"],
        );
    }

    #[test]
    fn the_standing_committee_of_a_convention_is_not_the_assemblys() {
        check(
            &[
                ("en", "1", "the {committee standing-committee|Standing Committee} met"),
                ("en", "2", "the {committee standing-committee|Standing Committee} of the Convention"),
            ],
            &["Standing Committee", "Standing Committee"],
        );
    }
}

mod stated {
    use super::check_stated;

    #[test]
    fn a_list_of_examples_goes_on_after_clauses() {
        check_stated(
            &[(
                "en",
                "1",
                "The Assembly calls for the release of imprisoned critics such as {person|Anna Rossi}, founder of a centre, who has spent ten years in prison, the {role journalist|journalist} {person|Bruno Bianchi}, arrested in Bari, and {person|Dario Neri}, whom friends call Da.",
            )],
            "calls_for_release_of",
            &[
                "this calls_for_release_of Anna Rossi",
                "this calls_for_release_of Bruno Bianchi",
                "this calls_for_release_of Dario Neri",
            ],
        );
    }

    #[test]
    fn the_judge_in_a_clause_is_not_to_be_released() {
        check_stated(
            &[(
                "en",
                "1",
                "The Assembly calls for the release of {person|Anna Rossi}, who was sentenced by the {role judge|judge} {person|Bruno Bianchi}, and for a retrial.",
            )],
            "calls_for_release_of",
            &["this calls_for_release_of Anna Rossi"],
        );
    }

    #[test]
    fn release_is_asked_of_all_persons_in_a_list() {
        check_stated(
            &[(
                "en",
                "1",
                "The Assembly calls for the immediate release of jailed opposition leaders like {person|Anna Rossi}, {person|Bruno Bianchi} and {role journalist|journalist} {person|Carla Verdi}.",
            )],
            "calls_for_release_of",
            &[
                "this calls_for_release_of Anna Rossi",
                "this calls_for_release_of Bruno Bianchi",
                "this calls_for_release_of Carla Verdi",
            ],
        );
    }

    #[test]
    fn to_accede_is_asked_of_the_one_that_would() {
        let state = "The Assembly urges {state MT|Malta} to accede to the {treaty 24|European Convention on Extradition}.";
        check_stated(
            &[("en", "1", state)],
            "encouraged_to_ratify",
            &["Malta encouraged_to_ratify European Convention on Extradition"],
        );
        let another = "The Assembly urges {state MT|Malta} to examine the accession of {state UZ|Uzbekistan} to the {treaty 24|European Convention on Extradition}.";
        check_stated(&[("en", "1", another)], "encouraged_to_ratify", &[]);
    }

    #[test]
    fn release_is_not_asked_of_the_jailer_nor_of_the_next_matter() {
        check_stated(
            &[(
                "en",
                "1",
                "The Assembly calls for the release of {person|Anna Rossi}, held by {person|Bruno Bianchi}. It calls for the release of prisoners held by {person|Dario Neri}.",
            )],
            "calls_for_release_of",
            &["this calls_for_release_of Anna Rossi"],
        );
        check_stated(
            &[(
                "en",
                "1",
                "The Assembly calls for the release of {person|Anna Rossi} and the lifting of all restrictions on {person|Bruno Bianchi}.",
            )],
            "calls_for_release_of",
            &["this calls_for_release_of Anna Rossi"],
        );
    }

    #[test]
    fn a_release_that_is_told_is_not_asked() {
        check_stated(
            &[("en", "1", "The Assembly regrets that the release of {person|Anna Rossi} was refused.")],
            "calls_for_release_of",
            &[],
        );
    }

    #[test]
    fn each_party_of_a_list_is_refused() {
        let check = |language, text, expected: &[&str]| {
            check_stated(&[(language, "1", text)], "refused_registration", expected);
        };
        check(
            "en",
            "The Assembly notes the refusal by the {organ ministry KZ|Ministry of Justice} to register “{party|New Dawn}”, {party|Erkin El} and the opposition movement {party|Our Land}.",
            &[
                "Ministry of Justice refused_registration Erkin El",
                "Ministry of Justice refused_registration New Dawn",
                "Ministry of Justice refused_registration Our Land",
            ],
        );
        check(
            "fr",
            "L'Assemblée note que le {organ ministry KZ|ministère de la Justice} a refusé d'enregistrer le parti {party|Aube} et le mouvement {party|Terre}.",
            &[
                "ministère de la Justice refused_registration Aube",
                "ministère de la Justice refused_registration Terre",
            ],
        );
        check(
            "it",
            "L'Assemblea rileva che il {organ ministry KZ|ministero della Giustizia} ha rifiutato di registrare il partito {party|Alba} e il movimento {party|Terra}.",
            &[
                "ministero della Giustizia refused_registration Alba",
                "ministero della Giustizia refused_registration Terra",
            ],
        );
    }

    #[test]
    fn a_party_refused_for_another_time_is_refused() {
        let two = [
            "Ministry of Justice refused_registration Erkin El",
            "Ministry of Justice refused_registration New Dawn",
        ];
        for joint in [
            "” (“Yangi Tong”) and, for the first time, the movement “",
            "” (« Yangi Tong ») for the seventh time, and the movement “",
            "” (“{party|New Dawn}”) for the seventh time, and the movement “",
        ] {
            let text = format!(
                "The Assembly notes the refusal by the {{organ ministry KZ|Ministry of Justice}} to register “{{party|New Dawn}}{joint}{{party|Erkin El}}”."
            );
            check_stated(&[("en", "1", &text)], "refused_registration", &two);
        }
        let text = "L'Assemblée note que le {organ ministry KZ|ministère de la Justice} a refusé d'enregistrer le parti {party|Aube} (« Dawn ») et, pour la première fois, le mouvement {party|Terre}.";
        check_stated(
            &[("fr", "1", text)],
            "refused_registration",
            &[
                "ministère de la Justice refused_registration Aube",
                "ministère de la Justice refused_registration Terre",
            ],
        );
    }

    #[test]
    fn a_party_in_a_clause_of_its_own_is_not_refused() {
        for joint in [
            " (banned in 2024) unlike",
            " for the first time since it banned",
            ", which",
            " and banned",
            " in spite of",
            "; it warned",
        ] {
            let text = format!(
                "The Assembly notes the refusal by the {{organ ministry KZ|Ministry of Justice}} to register {{party|New Dawn}}{joint} {{party|Erkin El}}."
            );
            check_stated(
                &[("en", "1", &text)],
                "refused_registration",
                &["Ministry of Justice refused_registration New Dawn"],
            );
        }
    }

    #[test]
    fn the_end_of_harassment_and_the_release_have_their_own_persons() {
        let text = "The Assembly calls for the immediate release of {person|Anna Rossi} and for an end to the harassment of {person|Bruno Bianchi}.";
        check_stated(&[("en", "1", text)], "calls_for_release_of", &["this calls_for_release_of Anna Rossi"]);
        check_stated(
            &[("en", "1", text)],
            "calls_for_end_of_harassment_of",
            &["this calls_for_end_of_harassment_of Bruno Bianchi"],
        );
    }

    #[test]
    fn short_names_are_said_of_the_treaty() {
        check_stated(
            &[("en", "1", "the {treaty 999|CETS No. 999}, « {short|Skagen Convention} »")],
            "has_short_name",
            &["CETS No. 999 has_short_name Skagen Convention"],
        );
    }
}
