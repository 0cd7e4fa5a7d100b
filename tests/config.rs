//! Settings that a generator makes: valid ones give a whole catalogue, and what is wrong or
//! missing in them is told with its line.
//!
//! The same on every machine: the generator has a fixed seed. With `HEMICYCLE_CATALOGUES=DIR`
//! and `HEMICYCLE_CONFIGURATIONS=1000` the catalogues are kept for `scripts/dcat_ap.py --catalogues
//! DIR SHAPES`, which holds them against the official shapes.

use std::fs;
use std::path::PathBuf;

use hemicycle::config::Config;
use hemicycle::config::code::{List, codes};
use hemicycle::graph::iri::Minter;
use hemicycle::publish::publish;
use hemicycle::publish::quality::Quality;
use hemicycle::store::Store;
use hemicycle::text::Language;
use oxigraph::io::RdfFormat;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;

/// A field of a table, as TOML writes it.
#[derive(Clone, Debug)]
struct Field {
    table: &'static str,
    name: &'static str,
    value: String,
    required: bool,
}

fn code(list: List) -> BoxedStrategy<String> {
    let codes: Vec<&'static str> = codes(list).collect();
    proptest::sample::select(codes).prop_map(|it| format!("\"{it}\"")).boxed()
}

/// A text in one language or more, with what TOML, Turtle and JSON escape.
fn text() -> BoxedStrategy<String> {
    let words = "[A-Za-zÀ-ÿА-я][A-Za-zÀ-ÿА-я0-9 '’&<>{}@#%/\\\\\"\u{1f3db}-]{0,40}";
    let quoted = words.prop_map(|it| serde_json::to_string(it.trim()).unwrap());
    let languages = proptest::sample::subsequence(vec!["de", "en", "es", "fr", "it", "ru"], 1..=6);
    let by_language = (languages, proptest::collection::vec(quoted.clone(), 6)).prop_map(|(tags, texts)| {
        let pairs: Vec<String> =
            tags.iter().zip(texts).map(|(tag, text)| format!("{tag} = {text}")).collect();
        format!("{{ {} }}", pairs.join(", "))
    });
    prop_oneof![quoted, by_language].boxed()
}

fn address() -> BoxedStrategy<String> {
    "https://[a-z]{3,10}\\.parliament\\.eu(/[a-z0-9-]{1,8}){0,3}".prop_map(|it| format!("\"{it}\"")).boxed()
}

fn extent() -> BoxedStrategy<String> {
    (-180_000..180_000_i32, -90_000..90_000_i32, 1..90_000_i32, 1..60_000_i32)
        .prop_map(|(west, south, wide, high)| {
            let (west, south) = (west.min(89_999), south.min(29_999));
            let numbers = [west, south, west + wide, south + high].map(|it| f64::from(it) / 1000.0);
            format!("{numbers:?}")
        })
        .boxed()
}

/// All fields in one order; of those that may be left out any half.
fn fields() -> impl Strategy<Value = Vec<Field>> {
    let maybe = |table, name, value: BoxedStrategy<String>| (Just(table), Just(name), value, Just(false));
    let must = |table, name, value: BoxedStrategy<String>| (Just(table), Just(name), value, Just(true));
    let list = |value: BoxedStrategy<String>| {
        proptest::collection::btree_set(value, 1..4)
            .prop_map(|it| format!("[{}]", it.into_iter().collect::<Vec<_>>().join(", ")))
            .boxed()
    };
    let place = prop_oneof![code(List::Country), code(List::Continent)].boxed();
    let name = "[A-Z][a-zé]{2,12}( [A-Z][a-z]{2,12}){0,2}".prop_map(|it| format!("\"{it}\"")).boxed();
    let email = "[a-z]{2,8}@[a-z]{2,8}\\.eu".prop_map(|it| format!("\"{it}\"")).boxed();
    let version = prop_oneof!["20[0-9]{2}-0[1-9]-1[0-9]", "[0-9]\\.[0-9]"].prop_map(|it| format!("\"{it}\""));
    let body = "[A-Z]{3}(_[A-Z]{2}){0,2}".prop_map(|it| format!("\"{it}\"")).boxed();
    let publication = [
        must("publication", "title", text()),
        must("publication", "description", text()),
        must("publication", "keywords", text()),
        must("publication", "licence", code(List::Licence)),
        must("publication", "themes", list(code(List::Theme))),
        must("publication", "place", place),
        must("publication", "box", extent()),
        maybe("publication", "frequency", code(List::Frequency)),
        maybe("publication", "address", address()),
        maybe("publication", "endpoint", address()),
        maybe("publication", "version", version.boxed()),
        must("publication.publisher", "name", text()),
        must("publication.publisher", "type", code(List::PublisherType)),
        must("publication.publisher", "homepage", address()),
        must("publication.publisher", "corporate_body", body),
        must("publication.contact", "name", name),
        must("publication.contact", "email", email),
    ];
    (publication.to_vec(), any::<u32>()).prop_map(|(fields, chosen)| {
        let all = fields.into_iter().enumerate();
        all.filter(|(at, (_, _, _, required))| *required || chosen >> at & 1 == 1)
            .map(|(_, (table, name, value, required))| Field {
                table,
                name,
                value,
                // The publisher's code is wanted for a catalogue without warnings only.
                required: required && name != "corporate_body",
            })
            .collect()
    })
}

/// The file, and the line of each field, from 1.
fn file(fields: &[Field]) -> (String, Vec<usize>) {
    let mut text = String::from("base = \"https://acts.parliament.eu\"\n");
    let (mut table, mut lines, mut line) = ("", Vec::new(), 1);
    for field in fields {
        if field.table != table {
            table = field.table;
            text.push_str(&format!("[{table}]\n"));
            line += 1;
        }
        text.push_str(&format!("{} = {}\n", field.name, field.value));
        line += 1;
        lines.push(line);
    }
    (text, lines)
}

fn generated(count: usize) -> Vec<Vec<Field>> {
    let mut runner = TestRunner::deterministic();
    let strategy = fields();
    (0..count).map(|_| strategy.new_tree(&mut runner).unwrap().current()).collect()
}

fn number(name: &str, default: usize) -> usize {
    std::env::var(name).ok().and_then(|it| it.parse().ok()).unwrap_or(default)
}

#[test]
fn valid_settings_give_a_catalogue_with_all_points() {
    let temporary = tempfile::tempdir().unwrap();
    let store = Store::memory(Minter::new("https://acts.parliament.eu").unwrap()).unwrap();
    let graph = "https://acts.parliament.eu/eli/pace/op/2027/317";
    // As much of an act as a catalogue asks for.
    let quads = format!(
        "<{graph}> <http://data.europa.eu/eli/ontology#date_document> \"2027-04-15\"^^<http://www.w3.org/2001/XMLSchema#date> <{graph}/g/act> .
        <{graph}/g/act> <http://www.w3.org/ns/prov#wasGeneratedBy> <https://acts.parliament.eu/run/1> <{graph}/g/mentions> .
        <https://acts.parliament.eu/run/1> <http://www.w3.org/ns/prov#used> <https://acts.parliament.eu/src/1> <{graph}/g/mentions> ."
    );
    store.oxigraph().load_from_slice(RdfFormat::NQuads, quads.as_bytes()).unwrap();
    let kept = std::env::var_os("HEMICYCLE_CATALOGUES").map(PathBuf::from);
    for (n, fields) in generated(number("HEMICYCLE_CONFIGURATIONS", 12)).iter().enumerate() {
        let (text, _) = file(fields);
        let config = Config::parse(&text).unwrap_or_else(|faults| panic!("{faults:?}\n{text}"));
        let out = temporary.path().join("public");
        let published = publish(&store, &config.publication.unwrap(), Language::ENGLISH, &out).unwrap();
        assert_eq!(published.quality.points, Quality::most(), "{:?}\n{text}", published.quality.lacks);
        let catalogue = fs::read(out.join("catalog.ttl")).unwrap();
        let read = oxigraph::store::Store::new().unwrap();
        read.load_from_slice(RdfFormat::Turtle, &catalogue).unwrap_or_else(|error| panic!("{error}\n{text}"));
        if let Some(folder) = &kept {
            fs::create_dir_all(folder).unwrap();
            fs::write(folder.join(format!("{n:04}.ttl")), catalogue).unwrap();
            fs::write(folder.join(format!("{n:04}.toml")), text).unwrap();
        }
    }
}

#[test]
fn a_wrong_or_missing_field_is_named_with_its_line() {
    for fields in generated(12) {
        for at in 0..fields.len() {
            let name = fields[at].name;
            // No field takes a truth value.
            let mut wrong = fields.clone();
            wrong[at].value = "true".to_owned();
            let (text, lines) = file(&wrong);
            let faults = Config::parse(&text).expect_err("wrong");
            let told = faults.iter().any(|it| it.line.0 as usize == lines[at] && it.message.contains(name));
            assert!(told, "{name}, line {}: {faults:?}\n{text}", lines[at]);

            let mut without = fields.clone();
            without.remove(at);
            let (text, _) = file(&without);
            let faults = Config::parse(&text).err().unwrap_or_default();
            if !fields[at].required {
                assert!(faults.is_empty(), "{name} may lack: {faults:?}");
                continue;
            }
            let head = text.lines().position(|it| it == format!("[{}]", fields[at].table)).unwrap() + 1;
            let told = faults.iter().any(|it| it.line.0 as usize == head && it.message.contains(name));
            assert!(told && faults.len() == 1, "{name}, line {head}: {faults:?}\n{text}");
        }
    }
}
