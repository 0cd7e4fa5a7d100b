//! Claims about the graph of one small made-up act, built by hand: no stage before it is
//! asked.

use std::collections::{BTreeMap, BTreeSet};

use hemicycle::canonical;
use hemicycle::document::{
    Block, BlockId, BlockKind, Document, Fact, FactName, Notice, NoticeKind, Piece, Section,
};
use hemicycle::entity::{
    Basis, Demand, Entities, Entity, Evidence, Key, Object, Predicate, Relation, Statement,
};
use hemicycle::export::{self, Format, json_ld};
use hemicycle::graph::iri::Minter;
use hemicycle::graph::{self, Dataset};
use hemicycle::lexicon::{Lexicon, Scheme};
use hemicycle::mention::{self, Mention, Mentions, Proof, Reading, SpeechAct};
use hemicycle::source::Source;
use hemicycle::text::{Language, SourceSpan, Span, StatedDate};
use oxigraph::io::{JsonLdProfile, LoadedDocument, RdfFormat, RdfParser};
use oxigraph::model::{GraphName, NamedOrBlankNode, Quad, QuadRef, Term};

const EN: Language = Language::ENGLISH;
const FR: Language = Language::FRENCH;
const RULE: Proof = Proof { rule: "test/rule", entry: None };

/// Label, language, words. One quotation mark and one backslash, to be escaped.
const BLOCKS: [(&str, Language, BlockKind, &str); 6] = [
    ("head.title", EN, BlockKind::Title, "A made-up \"act\" on C:\\"),
    ("3", EN, BlockKind::Paragraph, "The Assembly urges Ruritania to release Mr Ann Éxample."),
    ("3.1", EN, BlockKind::Paragraph, "to free her at once, see Resolution 7 (2098);"),
    ("3", FR, BlockKind::Paragraph, "L’Assemblée exhorte la Ruritanie à libérer Mme Ann Éxample."),
    ("3.1", FR, BlockKind::Paragraph, "à la libérer aussitôt, voir Résolution 7 (2098) ;"),
    ("furniture", FR, BlockKind::Furniture, "2"),
];

fn text(value: &str) -> String {
    value.to_owned()
}

fn source() -> Source {
    let lines: Vec<&str> = BLOCKS.iter().map(|it| it.3).collect();
    Source::from_text("made-up.txt", &lines.join("\n"))
}

fn document(source: &Source) -> Document<'_> {
    let mut blocks = Vec::new();
    let mut at = 0;
    for (label, language, kind, words) in BLOCKS {
        let mut block = Block::new(kind, Section::Body, language, text(label));
        let range = SourceSpan::new(at, at + words.len());
        block.text = text(words);
        block.seal();
        block.pieces = vec![Piece { at: 0, source: range }];
        block.ranges = vec![range];
        blocks.push(block);
        at += words.len() + 1;
    }
    let fact = |name, value: &str, block, words: &str| Fact {
        name,
        value: text(value),
        language: EN,
        block: BlockId(block),
        span: span(block, words),
    };
    let facts = vec![
        fact(FactName::Title, BLOCKS[0].3, 0, "A made-up \"act\" on C:\\"),
        fact(FactName::AdoptedOn, "2099-01-30", 0, "made-up"),
        fact(FactName::AdoptedAtSitting, "4", 0, "made-up"),
        fact(FactName::Status, "provisional", 0, "made-up"),
    ];
    let notices = vec![Notice {
        kind: NoticeKind::VersionsDiffer,
        at: SourceSpan::new(0, 1),
        message: text("Mr and Mme"),
    }];
    Document { source, versions: vec![EN, FR], blocks, facts, notices }
}

fn span(block: u32, words: &str) -> Span {
    let at = BLOCKS[block as usize].3.find(words).expect("words stand in the block");
    Span::new(at, at + words.len())
}

fn evidence(block: u32, words: &str) -> Evidence {
    Evidence { block: BlockId(block), span: span(block, words), proof: RULE }
}

fn mentions() -> Mentions {
    let mention = |block, words, reading| Mention {
        block: BlockId(block),
        span: span(block, words),
        reading,
        proof: RULE,
    };
    let person = || Reading::Person(mention::Person { title: None, family_only: false });
    let lexicon = Lexicon::built_in();
    let date = Reading::Date(StatedDate::new(2098, None, None).unwrap());
    let act = lexicon.by_notation(Scheme::SpeechAct, "urges").expect("a verb of the lexicon");
    Mentions {
        all: vec![
            mention(1, "Ann Éxample", person()),
            mention(2, "2098", date),
            mention(3, "Ann Éxample", person()),
        ],
        cues: Vec::new(),
        acts: vec![SpeechAct {
            block: BlockId(1),
            span: span(1, "urges"),
            act,
            addressee: None,
            content: span(1, "urges Ruritania to release Mr Ann Éxample."),
            hedges: Vec::new(),
            demands: Vec::new(),
            proof: RULE,
        }],
        full: None,
    }
}

fn entity(key: Key, names: &[(Language, &str)]) -> Entity {
    Entity {
        key,
        names: names.iter().map(|(language, name)| (*language, text(name))).collect(),
        concept: None,
        mentions: Vec::new(),
        basis: Basis::ExactName,
    }
}

fn key(number: &str, year: i16) -> Key {
    Key::Act { body: text("pace"), kind: text("res"), year, number: text(number) }
}

fn entities() -> Entities {
    let mut all = vec![
        entity(key("7", 2098), &[(EN, "Resolution 7 (2098)")]),
        entity(key("9", 2099), &[(EN, "Resolution 9 (2099)"), (FR, "Résolution 9 (2099)")]),
        entity(Key::State { country: text("xx") }, &[(EN, "Ruritania"), (FR, "Ruritanie")]),
        entity(
            Key::Body { of: Some(text("xx")), slug: text("ministry-justice") },
            &[(EN, "Ministry of Justice")],
        ),
        entity(Key::Organization { country: None, slug: text("new-dawn") }, &[(EN, "New Dawn")]),
        entity(
            Key::Person { country: None, slug: text("ann-example") },
            &[(EN, "Ann Éxample"), (EN, "A. Éxample")],
        ),
        entity(Key::Event { kind: text("war"), paragraph: text("3"), n: 1 }, &[]),
        entity(Key::Date(StatedDate::new(2098, None, None).unwrap()), &[]),
    ];
    all.sort_by(|a, b| a.key.cmp(&b.key));
    let mut entities = Entities { all, ..Entities::default() };
    let id = |it: &Entities, key: Key| it.by_key(&key).unwrap();
    let person = id(&entities, Key::Person { country: None, slug: text("ann-example") });
    let state = id(&entities, Key::State { country: text("xx") });
    let subject = id(&entities, key("9", 2099));
    let cited = id(&entities, key("7", 2098));
    let party = id(&entities, Key::Organization { country: None, slug: text("new-dawn") });
    let ministry = id(&entities, Key::Body { of: Some(text("xx")), slug: text("ministry-justice") });
    let event = id(&entities, Key::Event { kind: text("war"), paragraph: text("3"), n: 1 });
    let date = id(&entities, Key::Date(StatedDate::new(2098, None, None).unwrap()));
    let hedge = Lexicon::built_in().concepts(Scheme::Hedge).next().expect("hedges in the lexicon").0;
    let relation = |subject, predicate, object, evidence| Relation {
        subject,
        predicate,
        object,
        evidence,
        hedge: None,
        inferred: false,
    };
    let both = || vec![evidence(1, "release"), evidence(3, "libérer")];
    entities.denoted = vec![Some(person), Some(date), Some(person)];
    entities.subject = Some(subject);
    entities.relations = vec![
        relation(subject, Predicate::CallsForReleaseOf, Object::Entity(person), both()),
        relation(
            subject,
            Predicate::Cites,
            Object::Entity(cited),
            vec![evidence(2, "Resolution 7 (2098)"), evidence(4, "Résolution 7 (2098)")],
        ),
        relation(
            cited,
            Predicate::RefersToTitle,
            Object::Text(EN, text("A \"title\"")),
            vec![evidence(2, "see")],
        ),
        relation(event, Predicate::OccurredOn, Object::Entity(date), vec![evidence(2, "2098")]),
        relation(
            ministry,
            Predicate::RefusedRegistration,
            Object::Entity(party),
            vec![evidence(2, "at once")],
        ),
        Relation {
            hedge: Some(hedge),
            ..relation(event, Predicate::Perpetrator, Object::Entity(state), vec![evidence(1, "Ruritania")])
        },
        Relation {
            inferred: true,
            ..relation(ministry, Predicate::LocatedIn, Object::Entity(state), vec![evidence(1, "Ruritania")])
        },
    ];
    entities.acts = vec![Statement {
        paragraph: text("3"),
        n: 1,
        act: Lexicon::built_in().by_notation(Scheme::SpeechAct, "urges").unwrap(),
        addressees: vec![state],
        hedges: Vec::new(),
        concerns: vec![person],
        evidence: vec![evidence(1, "urges"), evidence(3, "exhorte")],
        demands: vec![
            Demand {
                paragraph: text("3"),
                addressees: vec![state],
                implied: false,
                parent: None,
                concerns: vec![person],
                evidence: both(),
            },
            Demand {
                paragraph: text("3.1"),
                addressees: vec![state],
                implied: false,
                parent: Some(text("3")),
                concerns: Vec::new(),
                evidence: vec![evidence(2, "free")],
            },
        ],
    }];
    entities
}

fn build_from(entities: &Entities) -> Dataset {
    let source = source();
    graph::build(&document(&source), &mentions(), entities, Lexicon::built_in(), &Minter::default())
}

fn build() -> Vec<Quad> {
    build_from(&entities()).to_quads()
}

/// Whether the triple, in short form, stands in the graph whose name ends so.
fn check(graph: &str, triple: &str, expected: bool) {
    let quads = build();
    let found = quads.iter().any(|quad| {
        let GraphName::NamedNode(name) = &quad.graph_name else { return false };
        name.as_str().ends_with(graph) && short(quad.as_ref()) == triple
    });
    let all: Vec<String> =
        quads.iter().map(|it| format!("{} {}", short(it.as_ref()), it.graph_name)).collect();
    assert_eq!(found, expected, "{triple} in {graph}; there are\n{}", all.join("\n"));
}

/// `subject predicate object`, the act as `A`, the file as `S`, terms by their local names.
fn short(quad: QuadRef<'_>) -> String {
    let digest = &source().digest.to_string()[..16];
    let text = format!("{} {} {}", quad.subject, quad.predicate, quad.object);
    text.replace("https://hemicycle.example/eli/pace/res/2099/9", "A")
        .replace(&format!("https://hemicycle.example/src/{digest}"), "S")
        .replace("https://hemicycle.example", "")
        .replace("https://w3id.org/hemicycle/def/", "def:")
        .replace("https://w3id.org/hemicycle/def#", "hc:")
        .replace("http://data.europa.eu/eli/ontology#", "eli:")
        .replace("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf:")
        .replace("http://www.w3.org/2004/02/skos/core#", "skos:")
        .replace("http://www.w3.org/2001/XMLSchema#", "xsd:")
        .replace("http://purl.org/spar/cito/", "cito:")
        .replace("http://www.w3.org/ns/oa#", "oa:")
}

#[test]
fn what_the_act_is_stands_in_its_act_graph() {
    check("/g/act", "<A> <eli:number> \"9\"", true);
    check("/g/act", "<A> <eli:date_document> \"2099-01-30\"^^<xsd:date>", true);
    check("/g/act", "<A> <hc:adoptedBy> </id/body/pace>", true);
    check("/g/act", "<A> <skos:prefLabel> \"Résolution 9 (2099)\"@fr", true);
    check("/g/act", "<A/fr> <eli:realizes> <A>", true);
    check("/g/act", "<A/para/3.1> <eli:is_part_of> <A/para/3>", true);
    check("/g/act", "<A/fr/para/3.1> <eli:realizes> <A/para/3.1>", true);
    check("/g/act", "<A/activity/adoption> <hc:sitting> \"4\"", true);
}

#[test]
fn a_citation_is_one_node_over_all_versions() {
    check("/g/act", "<A/cite/3.1-1> <cito:hasCitedEntity> </eli/pace/res/2098/7>", true);
    check("/g/act", "<A/cite/3.1-2> <cito:hasCitedEntity> </eli/pace/res/2098/7>", false);
    // It stands under the verb of the paragraph above.
    check("/g/act", "<A/cite/3.1-1> <hc:citationFunction> <def:speech-act/urges>", true);
    check("/g/statements", "<A> <cito:cites> </eli/pace/res/2098/7>", false);
}

#[test]
fn what_the_act_says_stands_in_its_statements() {
    check("/g/statements", "<A/act/3-urges-1> <hc:addressee> </id/state/xx>", true);
    check("/g/statements", "<A/act/3-urges-1> <hc:speaker> </id/body/pace>", true);
    check("/g/statements", "<A/act/3-urges-1> <hc:makesDemand> <A/demand/3>", true);
    check("/g/statements", "<A/act/3-urges-1> <hc:makesDemand> <A/demand/3.1>", false);
    check("/g/statements", "<A/demand/3> <hc:hasSubDemand> <A/demand/3.1>", true);
    check("/g/statements", "<A/demand/3> <hc:actionType> <def:action/release>", true);
    check("/g/statements", "<A> <hc:callsForReleaseOf> </id/person/ann-example>", true);
    check("/g/act", "<A> <hc:callsForReleaseOf> </id/person/ann-example>", false);
}

#[test]
fn a_refusal_is_said_of_the_party() {
    check(
        "/g/statements",
        "</id/org/new-dawn> <hc:registrationRefusedBy> </id/body/xx/ministry-justice>",
        true,
    );
}

#[test]
fn a_date_as_object_is_as_exact_as_stated() {
    check("/g/statements", "<A/event/3-war-1> <hc:occurredOn> \"2098\"^^<xsd:gYear>", true);
}

#[test]
fn what_is_only_reported_or_inferred_is_not_asserted() {
    check("/g/statements", "<A/event/3-war-1> <hc:perpetrator> </id/state/xx>", false);
    check("/g/statements", "</id/body/xx/ministry-justice> <hc:ofState> </id/state/xx>", false);
    let reified =
        build().iter().filter(|it| short(it.as_ref()).contains("rdf:object> </id/state/xx>")).count();
    assert_eq!(reified, 2, "each has its statement");
}

#[test]
fn what_is_reported_here_and_said_outright_there_is_said() {
    let mut entities = entities();
    let event = entities.relations.iter().position(|it| it.predicate == Predicate::Perpetrator).unwrap();
    let outright = Relation {
        hedge: None,
        evidence: vec![evidence(3, "Ruritanie")],
        ..entities.relations[event].clone()
    };
    entities.relations.push(outright);
    let quads = build_from(&entities).to_quads();
    let all: Vec<String> = quads.iter().map(|it| short(it.as_ref())).collect();
    assert!(all.contains(&text("<A/event/3-war-1> <hc:perpetrator> </id/state/xx>")));
    let distinct: BTreeSet<&String> = all.iter().collect();
    assert_eq!(distinct.len(), all.len(), "a triple is in two graphs");
    assert!(!all.iter().any(|it| it.contains("/rel/perpetrator/") && it.contains("hc:hedge")));
}

#[test]
fn labels_beside_the_preferred_one_are_alternatives() {
    check("/g/act", "</id/person/ann-example> <skos:prefLabel> \"Ann Éxample\"@en", true);
    check("/g/act", "</id/person/ann-example> <skos:altLabel> \"A. Éxample\"@en", true);
}

#[test]
fn furniture_is_no_part_of_the_act() {
    let quads = build();
    assert!(quads.iter().all(|it| !it.subject.to_string().contains("furniture")));
}

#[test]
fn every_quad_is_in_one_graph_of_a_known_kind() {
    let mut graphs: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for quad in build() {
        let GraphName::NamedNode(graph) = &quad.graph_name else { panic!("{quad} in the default graph") };
        let kind = graph.as_str().rsplit_once("/g/").expect("a graph of ours").1;
        assert!(
            ["act", "statements", "mentions", "links"].contains(&kind) || kind.starts_with("authority/"),
            "{kind}"
        );
        graphs.entry(short(quad.as_ref())).or_default().insert(kind.to_owned());
    }
    for (triple, kinds) in graphs {
        assert_eq!(kinds.len(), 1, "{triple} is in {kinds:?}");
    }
}

#[test]
fn there_are_no_blank_nodes() {
    for quad in build() {
        assert!(matches!(quad.subject, NamedOrBlankNode::NamedNode(_)), "{quad}");
        assert!(!matches!(quad.object, Term::BlankNode(_)), "{quad}");
    }
}

#[test]
fn every_iri_is_valid() {
    let mut out = Vec::new();
    build_from(&entities()).write_nquads(&mut out);
    // The strict parser checks every IRI and language tag.
    let read: Result<Vec<Quad>, _> = RdfParser::from_format(RdfFormat::NQuads).for_slice(&out).collect();
    assert_eq!(read.unwrap().len(), build().len());
}

#[test]
fn every_relation_and_speech_act_leads_to_characters() {
    let quads = build();
    let object = |subject: &NamedOrBlankNode, predicate: &str| -> Option<Term> {
        quads
            .iter()
            .find(|it| it.subject == *subject && it.predicate.as_str().ends_with(predicate))
            .map(|it| it.object.clone())
    };
    let mut proved = 0;
    for quad in &quads {
        let is_proved =
            ["22-rdf-syntax-ns#Statement", "def#SpeechAct", "def#Demand", "cito/Citation"].iter().any(
                |class| quad.predicate.as_str().ends_with("#type") && quad.object.to_string().contains(class),
            );
        if !is_proved {
            continue;
        }
        let Some(Term::NamedNode(passage)) = object(&quad.subject, "#evidence") else {
            panic!("no evidence for {}", quad.subject)
        };
        assert!(object(&passage.clone().into(), "#exact").is_some(), "{passage} is not described");
        assert!(object(&quad.subject, "#rule").is_some(), "no rule for {}", quad.subject);
        proved += 1;
    }
    assert_eq!(proved, 15);
}

#[test]
fn the_order_of_what_comes_in_does_not_matter() {
    let one = build_from(&entities());
    let mut turned = entities();
    turned.relations.reverse();
    turned.acts.reverse();
    let other = build_from(&turned);
    let bytes = |dataset: &Dataset| {
        let mut out = Vec::new();
        dataset.write_nquads(&mut out);
        out
    };
    assert!(bytes(&one) == bytes(&other), "bytes differ");
}

#[test]
fn the_hash_is_of_the_quads_and_not_of_their_order() {
    let mut quads = build();
    let hash = canonical::hash(&quads).unwrap();
    quads.reverse();
    quads.push(quads[0].clone());
    assert_eq!(canonical::hash(&quads).unwrap(), hash);
    quads.truncate(quads.len() / 2);
    assert_ne!(canonical::hash(&quads).unwrap(), hash);
}

/// Reads back what was written.
fn read(format: Format, bytes: &[u8]) -> BTreeSet<String> {
    RdfParser::from_format(format.rdf_format())
        .for_slice(bytes)
        .map(|it| it.unwrap_or_else(|error| panic!("{}: {error}", format.name())).to_string())
        .collect()
}

#[test]
fn every_format_gives_back_what_was_written() {
    let quads = build();
    let union: BTreeSet<String> = quads
        .iter()
        .map(|it| Quad { graph_name: GraphName::DefaultGraph, ..it.clone() }.to_string())
        .collect();
    let graphs: BTreeSet<String> = quads.iter().map(Quad::to_string).collect();
    for format in Format::ALL {
        let mut out = Vec::new();
        export::write(&quads, format, &mut out).unwrap();
        let expected = if format.has_graphs() { &graphs } else { &union };
        assert!(read(format, &out) == *expected, "{} differs", format.name());
        let mut turned: Vec<Quad> = quads.iter().rev().cloned().collect();
        turned.push(quads[3].clone());
        let mut again = Vec::new();
        export::write(&turned, format, &mut again).unwrap();
        assert!(out == again, "{} depends on order", format.name());
    }
}

#[test]
fn json_ld_with_the_context_by_address_is_the_same() {
    let mut quads = build();
    quads.sort_by_key(|it| (it.graph_name.to_string(), it.subject.to_string(), it.predicate.to_string()));
    let sorted: Vec<QuadRef<'_>> = quads.iter().map(Quad::as_ref).collect();
    let mut out = Vec::new();
    let mut writer = json_ld::Writer::new(json_ld::Context::Address, &mut out).unwrap();
    writer.write(&sorted).unwrap();
    writer.finish().unwrap();
    let back: BTreeSet<String> = RdfParser::from_format(Format::JsonLd.rdf_format())
        .for_slice(&out)
        .with_document_loader(|address| {
            assert_eq!(address, json_ld::CONTEXT_IRI);
            Ok(LoadedDocument {
                url: address.to_owned(),
                content: json_ld::CONTEXT.as_bytes().to_vec(),
                format: RdfFormat::JsonLd { profile: JsonLdProfile::Context.into() },
            })
        })
        .map(|it| it.unwrap().to_string())
        .collect();
    assert_eq!(back, quads.iter().map(Quad::to_string).collect());
}

/// A second reader, which shares no code with the writer.
#[test]
fn sophia_reads_what_we_built() {
    use sophia_api::prelude::*;
    use sophia_api::quad::Spog;
    use sophia_api::term::SimpleTerm;
    type Read = Vec<Spog<SimpleTerm<'static>>>;

    let mut nquads = Vec::new();
    let dataset = build_from(&entities());
    dataset.write_nquads(&mut nquads);
    let read: Read = sophia_turtle::parser::nq::parse_bufread(&nquads[..]).collect_quads().unwrap();
    assert_eq!(read.len(), dataset.len());
    let mut trig = Vec::new();
    export::write(&dataset.to_quads(), Format::TriG, &mut trig).unwrap();
    let other: Read = sophia_turtle::parser::trig::parse_bufread(&trig[..]).collect_quads().unwrap();
    assert!(sophia_isomorphism::isomorphic_datasets(&read, &other).unwrap());
    let mut fewer = other;
    fewer.pop();
    assert!(!sophia_isomorphism::isomorphic_datasets(&read, &fewer).unwrap());
}

#[test]
fn a_mention_takes_no_more_than_eight_quads() {
    let quads = build();
    let start = |it: &&Quad| it.subject.to_string().contains("#char=");
    let passages: BTreeSet<String> = quads.iter().filter(start).map(|it| it.subject.to_string()).collect();
    assert!(quads.iter().filter(start).count() <= 8 * passages.len());
}

/// From text to lines, with no stage built by hand.
fn lines(text: &str) -> Vec<u8> {
    let source = Source::from_text("text", text);
    let lexicon = Lexicon::built_in();
    let document = hemicycle::document::parse(&source, lexicon);
    let mentions = mention::find(&document, lexicon);
    let entities = hemicycle::entity::resolve(&document, &mentions, lexicon);
    let mut out = Vec::new();
    graph::build(&document, &mentions, &entities, lexicon, &Minter::default()).write_nquads(&mut out);
    out
}

fn example() -> String {
    let pattern = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/**/*.txt");
    let path = glob::glob(pattern).unwrap().map(Result::unwrap).min().expect("examples are there");
    std::fs::read_to_string(path).unwrap()
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 48, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(2616), ..proptest::prelude::ProptestConfig::default() })]

    /// Pieces of an act torn out, put twice, and strange characters in between.
    #[test]
    fn a_damaged_act_gives_a_valid_graph(
        cuts in proptest::collection::vec((0.0..1.0_f64, 0.0..0.1_f64, 0..3_u8, "\\PC{0,3}"), 0..12),
    ) {
        let mut text = example();
        for (at, length, way, strange) in cuts {
            let floor = |at: usize| (0..=at.min(text.len())).rev().find(|&it| text.is_char_boundary(it)).unwrap_or(0);
            let start = floor((text.len() as f64 * at) as usize);
            let end = floor(start + (text.len() as f64 * length) as usize).max(start);
            match way {
                0 => text.replace_range(start..end, &strange),
                1 => text.insert_str(start, &strange),
                _ => {
                    let again = text[start..end].to_owned();
                    text.insert_str(start, &again);
                }
            }
        }
        let out = lines(&text);
        let read: Result<Vec<Quad>, _> = RdfParser::from_format(RdfFormat::NQuads).for_slice(&out).collect();
        proptest::prop_assert!(read.is_ok(), "{:?}", read.err());
        let mut triples = BTreeSet::new();
        for Quad { subject, predicate, object, .. } in read.unwrap() {
            let triple = format!("{subject} {predicate} {object}");
            proptest::prop_assert!(!triple.contains("_:"), "a blank node: {triple}");
            proptest::prop_assert!(triples.insert(triple.clone()), "in two graphs: {triple}");
        }
    }
}
