//! Families on real documents, where they are at hand: what their heads say, how their
//! paragraphs are numbered, and whose the acts they cite are. Thresholds: `thresholds.json`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use hemicycle::document::{self, BlockKind, Document, FactName};
use hemicycle::entity::{self, Entities, Key};
use hemicycle::lexicon::Lexicon;
use hemicycle::mention::{self, Mentions};
use hemicycle::source::Source;

/// The folder of documents beside the checkout. `None`, said aloud, where there is none.
fn corpus(part: &str) -> Option<PathBuf> {
    let root = std::env::var("HEMICYCLE_SHARED")
        .map_or_else(|_| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let folder = root.join("corpus").join(part);
    if folder.exists() {
        return Some(folder);
    }
    eprintln!("skipped: no documents in {}", folder.display());
    None
}

/// A document through the stages that find what it names.
fn found<'s>(source: &'s Source) -> (Document<'s>, Mentions, Entities) {
    let lexicon = Lexicon::built_in();
    let document = document::parse(source, lexicon);
    let mentions = mention::find(&document, lexicon);
    let entities = entity::resolve(&document, &mentions, lexicon);
    (document, mentions, entities)
}

/// An act, a paper or a treaty that any register could have.
const fn is_citable(key: &Key) -> bool {
    matches!(
        key,
        Key::Act { .. }
            | Key::DatedAct { .. }
            | Key::OpenAct { .. }
            | Key::Paper { .. }
            | Key::Treaty { .. }
            | Key::UnTreaty { .. }
    )
}

fn thresholds(group: &str) -> BTreeMap<String, f64> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/thresholds.json");
    let all: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(file).expect("thresholds")).expect("JSON");
    let group = all.get(group).and_then(|it| it.as_object()).expect("the group has thresholds");
    group.iter().map(|(name, value)| (name.clone(), value.as_f64().expect("a number"))).collect()
}

/// Rows of a table with a heading, as name → value.
fn rows(text: &str) -> Vec<BTreeMap<&str, &str>> {
    let mut lines = text.lines();
    let names: Vec<&str> = lines.next().expect("a heading").split('\t').collect();
    lines.map(|line| names.iter().copied().zip(line.split('\t')).collect()).collect()
}

/// `25 January 1946` → `1946-01-25`
fn iso(day: &str) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let parts: Vec<&str> = day.split(' ').collect();
    let [day, month, year] = parts.as_slice() else { return String::new() };
    let month = MONTHS.iter().position(|it| it == month).expect("a month") + 1;
    format!("{year}-{month:02}-{day:0>2}")
}

/// Numbers at the head of a line: `7. Decides …`
fn printed_numbers(text: &str) -> Vec<String> {
    let number = |line: &str| {
        let (number, rest) = line.trim_start().split_once('.')?;
        let short = (1..=2).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
        (short && rest.starts_with(' ') && !rest.trim().is_empty()).then(|| number.to_owned())
    };
    text.lines().filter_map(number).collect()
}

fn read_numbers(document: &Document<'_>) -> Vec<String> {
    let paragraphs = document.blocks.iter().filter(|it| it.kind == BlockKind::Paragraph);
    let last = |label: &str| label.rsplit('.').next().unwrap_or(label).to_owned();
    paragraphs.map(|it| last(&it.label)).filter(|it| it.bytes().all(|b| b.is_ascii_digit())).collect()
}

/// The hand-corrected resolutions of the Security Council. Their labels were drawn by a simple
/// pattern, which took the first day in the text: `tests/families/unsc-days.tsv` has the days
/// that the heads give, read by hand, where the two differ.
#[test]
fn resolutions_of_the_security_council() {
    let Some(folder) = corpus("unsc-gold") else { return };
    let labels = std::fs::read_to_string(folder.join("labels.tsv")).expect("labels");
    let days = include_str!("families/unsc-days.tsv");
    let days: BTreeMap<&str, &str> = rows(days).iter().map(|row| (row["number"], row["day"])).collect();
    let mut right: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    let (mut cited, mut foreign) = (0, Vec::new());
    let labels = rows(&labels);
    for row in &labels {
        let file = folder.parent().expect("it has one").join(row["file"]);
        let source = Source::read(&file, None).expect("readable");
        let (document, _, entities) = found(&source);
        let mut check = |what: &'static str, found: &str, expected: &str| match found == expected {
            true => *right.entry(what).or_default() += 1,
            false => wrong.push(format!("{}: {what} {found:?}, not {expected:?}", row["symbol"])),
        };
        let fact = |name| document.fact(name).unwrap_or("");
        check("number", fact(FactName::ActNumber), row["number"]);
        check("year", fact(FactName::ActYear), row["year"]);
        check("symbol", fact(FactName::Symbol), row["symbol"]);
        check("body", fact(FactName::Body), "unsc");
        let day =
            days.get(row["number"]).map_or_else(|| iso(row["adoption_date_in_text"]), |it| (*it).to_owned());
        check("day", fact(FactName::AdoptedOn), &day);
        // What the scan spoilt is found again, so there may be more numbers than are printed.
        let (printed, read) = (printed_numbers(&source.text), read_numbers(&document));
        let mut rest = read.iter();
        let all = printed.iter().all(|it| rest.any(|other| other == it));
        check("paragraphs", if all { "" } else { "other numbers" }, "");

        for cites in &entities.all {
            match &cites.key {
                Key::Act { body, number, year, .. } if body == "unsc" => {
                    cited += 1;
                    // The Council numbers through: what it cites was adopted before.
                    let later = number.parse().unwrap_or(u32::MAX) > row["number"].parse().expect("a number");
                    if later || i32::from(*year) > row["year"].parse().expect("a year") {
                        foreign.push(format!("{}: cites {number} ({year})", row["symbol"]));
                    }
                }
                Key::Act { body, .. } | Key::DatedAct { body, .. } if body == "pace" => {
                    foreign.push(format!("{}: an act of the Assembly", row["symbol"]));
                }
                _ => {}
            }
        }
    }
    assert!(cited > 600, "{cited} acts of the Council found");
    assert_eq!(foreign, Vec::<String>::new());
    for (what, least) in thresholds("unsc") {
        let share = *right.get(what.as_str()).unwrap_or(&0) as f64 / labels.len() as f64;
        println!("{what}: {share:.4}");
        assert!(share >= least, "{what} is {share:.4}, must be at least {least}:\n{}", wrong.join("\n"));
    }
}

/// Treaties of the Council of Europe, each with a Dutch translation that is not read. What they
/// must give stands in `tests/families/treaties.tsv`; an empty cell is known to be missing.
#[test]
fn treaties_in_two_languages() {
    let Some(folder) = corpus("coe-treaty") else { return };
    let lexicon = Lexicon::built_in();
    let mut wrong = Vec::new();
    for row in rows(include_str!("families/treaties.tsv")) {
        let file = std::fs::read_dir(&folder)
            .expect("a folder")
            .map(|it| it.expect("an entry").path())
            .find(|it| it.file_name().is_some_and(|name| name.to_string_lossy().starts_with(row["file"])));
        let source = Source::read(&file.expect("the treaty is there"), None).expect("readable");
        let document = document::parse(&source, lexicon);
        for (column, name) in [
            ("number", FactName::TreatyNumber),
            ("signed_at", FactName::SignedAt),
            ("signed_on", FactName::SignedOn),
        ] {
            let found = document.fact(name).unwrap_or("");
            if found != row[column] {
                wrong.push(format!("{}: {column} {found:?}, not {:?}", row["file"], row[column]));
            }
        }
        let articles = document
            .blocks
            .iter()
            .filter(|it| it.kind == BlockKind::Paragraph && it.language.tag() == "en")
            .filter_map(|it| it.label.strip_prefix("art")?.split('.').next()?.parse::<u32>().ok())
            .max();
        if articles.map(|it| it.to_string()).as_deref() != Some(row["articles"]) {
            wrong.push(format!("{}: {articles:?} articles, not {}", row["file"], row["articles"]));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// Judgments that quote acts: application, day, and paragraphs numbered through.
#[test]
fn judgments_of_the_court() {
    let Some(folder) = corpus("echr") else { return };
    let lexicon = Lexicon::built_in();
    for (file, application, day, paragraphs) in [
        ("001-83979.txt", "1206/03", "2007-12-13", 41),
        ("001-176769.txt", "78117/13", "2017-09-05", 134),
        ("001-177299.txt", "35289/11", "2017-09-19", 162),
    ] {
        let source = Source::read(&folder.join(file), None).expect("readable");
        let document = document::parse(&source, lexicon);
        assert_eq!(document.fact(FactName::Body), Some("echr"), "{file}");
        assert_eq!(document.fact(FactName::Application), Some(application), "{file}");
        assert_eq!(document.fact(FactName::AdoptedOn), Some(day), "{file}");
        let last = document
            .blocks
            .iter()
            .filter(|it| it.kind == BlockKind::Paragraph)
            .filter_map(|it| it.label.parse::<u32>().ok())
            .max();
        assert!(last >= Some(paragraphs), "{file}: {last:?}");
    }
}

fn made() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/families/made")
}

fn writes_cases() -> bool {
    std::env::var_os("HEMICYCLE_WRITE_CASES").is_some()
}

/// What is read from a document, in lines: facts, paragraphs, notes, what it cites, how many
/// things it says, notices.
fn read_of(source: &Source) -> String {
    use std::fmt::Write as _;

    let (document, mentions, entities) = found(source);
    let mut read = String::new();
    for fact in &document.facts {
        writeln!(read, "fact {:?} {} {}", fact.name, fact.language, fact.value).unwrap();
    }
    for language in &document.versions {
        for (what, kind) in [
            ("headings", BlockKind::Heading),
            ("paragraphs", BlockKind::Paragraph),
            ("notes", BlockKind::Footnote),
        ] {
            let own = document.blocks.iter().filter(|it| it.kind == kind && it.language == *language);
            let labels: Vec<&str> = own.map(|it| it.label.as_str()).collect();
            writeln!(read, "{what} {language} {}", labels.join(" ")).unwrap();
        }
    }
    let subject = entities.subject.map(|it| &entities.get(it).key);
    let minter = hemicycle::graph::iri::Minter::default();
    let iris = minter.document(&source.digest, subject);
    let digest = source.digest.to_string()[..16].to_owned();
    for found in &entities.all {
        let said = is_citable(&found.key)
            || matches!(found.key, Key::NamedTreaty { .. } | Key::Person { .. } | Key::State { .. });
        if said {
            let iri = iris.entity(&found.key).replace(&digest, "FILE");
            let path = iri.splitn(4, '/').nth(3).unwrap_or(&iri);
            let own = if Some(&found.key) == subject { "is" } else { "names" };
            writeln!(read, "{own} {path}").unwrap();
        }
    }
    writeln!(read, "says {}", mentions.acts.len()).unwrap();
    for notice in &document.notices {
        writeln!(read, "notice {:?}: {}", notice.kind, notice.message).unwrap();
    }
    read
}

/// Documents of every family, made up for this test: `made/NAME.txt` and what is read from it,
/// `made/NAME.read`. `HEMICYCLE_WRITE_CASES=1` writes them anew, to be reviewed like code.
#[test]
fn made_documents_of_every_family() {
    let mut files: Vec<PathBuf> = std::fs::read_dir(made())
        .expect("a folder")
        .map(|it| it.expect("an entry").path())
        .filter(|it| it.extension().is_some_and(|it| it == "txt"))
        .collect();
    files.sort();
    assert!(files.len() >= 14, "{} documents", files.len());
    let mut wrong = Vec::new();
    for file in files {
        let read = read_of(&Source::read(&file, None).expect("readable"));
        let expected = file.with_extension("read");
        if writes_cases() {
            std::fs::write(&expected, &read).expect("written");
        }
        let expected = std::fs::read_to_string(&expected).unwrap_or_default();
        if expected != read {
            wrong.push(format!("--- {}\n{read}", file.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Heads and outlines as other hands write them: `variants/FAMILY.txt`. Behind `---` stand lines
/// that [`read_of`] gives, among others; behind `! ` what stands in none.
#[test]
fn variants_of_every_family() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/families/variants");
    let mut wrong = String::new();
    let mut cases = 0;
    for family in ["pace", "camera", "ep", "unsc", "unga", "treaty", "judgment"] {
        let file = std::fs::read_to_string(folder.join(format!("{family}.txt"))).expect("cases");
        for case in file.split("=== ").skip(1) {
            let (name, case) = case.split_once('\n').expect("a name");
            let (text, claims) = case.split_once("\n---\n").expect("claims behind ---");
            let read = read_of(&Source::from_text("act.txt", text));
            let fails = |claim: &&str| match claim.strip_prefix("! ") {
                Some(absent) => read.lines().any(|it| it.contains(absent)),
                None => !read.lines().any(|it| it == *claim),
            };
            let broken: Vec<&str> = claims.lines().filter(fails).collect();
            if !broken.is_empty() {
                wrong.push_str(&format!("--- {family}: {name}\n{}\nread:\n{read}", broken.join("\n")));
            }
            cases += 1;
        }
    }
    assert!(cases > 50 && wrong.is_empty(), "{cases} cases\n{wrong}");
}

/// What a report or a motion proposes, no body has said.
#[test]
fn drafts_say_nothing() {
    for name in ["pace-report.txt", "ep-report.txt", "ep-joint-motion.txt"] {
        let read = read_of(&Source::read(&made().join(name), None).expect("readable"));
        assert!(read.contains("\nsays 0\n"), "{name}:\n{read}");
    }
    for name in ["pace-recommendation.txt", "ep-adopted.txt", "unga-text.txt"] {
        let read = read_of(&Source::read(&made().join(name), None).expect("readable"));
        assert!(!read.contains("\nsays 0\n"), "{name}:\n{read}");
    }
}

/// One row of the table in `docs/families.md`: what is read from a real document.
fn row(file: &str, source: &Source) -> String {
    let (document, _, entities) = found(source);
    let fact = |name| document.fact(name).unwrap_or("");
    let body = fact(FactName::Body);
    let family = match (body, fact(FactName::TreatyNumber)) {
        ("", "") => "none",
        ("", _) => "treaty",
        (body, _) => body,
    };
    let number = match fact(FactName::TreatyNumber) {
        "" => fact(FactName::ActNumber),
        number => number,
    };
    let day = match fact(FactName::AdoptedOn) {
        "" => fact(FactName::SignedOn),
        day => day,
    };
    let languages: Vec<&str> = document.versions.iter().map(|it| it.tag()).collect();
    let count = |kind| document.blocks.iter().filter(|it| it.kind == kind).count();
    let cited = entities.all.iter().filter(|it| is_citable(&it.key)).count();
    let own = document.facts(FactName::Title).find(|it| Some(&it.language) == document.versions.first());
    let title = own.map_or(fact(FactName::Title), |it| it.value.as_str());
    let title: String = title.replace('|', "/").chars().take(60).collect();
    format!(
        "| `{file}` | {family} | {number} | {day} | {} | {} | {} | {cited} | {} |",
        languages.join(", "),
        count(BlockKind::Paragraph),
        count(BlockKind::Footnote),
        title.trim()
    )
}

/// The table of real documents in `docs/families.md` says what is read from each.
/// `HEMICYCLE_WRITE_CASES=1` writes it anew.
#[test]
fn the_table_of_real_documents_is_true() {
    const BEGIN: &str = "|---|---|---|---|---|---|---|---|---|\n";
    const END: &str = "\n<!-- end of the table -->";
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/families.md");
    let text = std::fs::read_to_string(&page).expect("the page");
    let begin = text.find(BEGIN).expect("the table begins") + BEGIN.len();
    let end = text.find(END).expect("the table ends");
    let mut rows = Vec::new();
    for part in ["akn", "coe-treaty", "echr", "ep", "eur-lex", "treaty-fr", "unga-pdf"] {
        let Some(folder) = corpus(part) else { return };
        let mut files: Vec<PathBuf> =
            std::fs::read_dir(folder).expect("a folder").map(|it| it.expect("an entry").path()).collect();
        files.sort();
        for file in files {
            let name = file.file_name().expect("a name").to_string_lossy().into_owned();
            if name.ends_with(".xsd") || name.ends_with(".json") {
                continue;
            }
            let short: String = format!("{part}/{name}").chars().take(44).collect();
            match Source::read(&file, None) {
                Ok(source) => rows.push(row(&short, &source)),
                // No PDF without poppler.
                Err(error) if name.ends_with(".pdf") => {
                    eprintln!("skipped: {short}: {error}");
                    return;
                }
                Err(error) => panic!("{short}: {error}"),
            }
        }
    }
    if writes_cases() {
        let written = format!("{}{}{}", &text[..begin], rows.join("\n"), &text[end..]);
        std::fs::write(&page, written).expect("written");
        return;
    }
    let expected: Vec<&str> = text[begin..end].lines().collect();
    let changed: Vec<&String> = rows.iter().filter(|it| !expected.contains(&it.as_str())).collect();
    assert!(changed.is_empty() && expected.len() == rows.len(), "not in the page: {changed:#?}");
}

#[test]
fn letters_in_brackets_behind_a_body_are_another_label_of_it() {
    let source = Source::from_text(
        "act.txt",
        "Parliamentary Assembly\n\nResolution 9001 (2031)\n\nGlass\n\n1. The Assembly thanks the European \
         Federation of Glass Blowers (EFGB) and the Committee for the Prevention of Drought (CPD). The EFGB \
         should report (ASAP).\n",
    );
    let (document, mentions, entities) = found(&source);
    let minter = hemicycle::graph::iri::Minter::default();
    let data = hemicycle::graph::build(&document, &mentions, &entities, Lexicon::built_in(), &minter);
    let mut quads = Vec::new();
    data.write_nquads(&mut quads);
    let quads = String::from_utf8(quads).expect("UTF-8");
    let labels = |name: &str| quads.matches(&format!("core#altLabel> \"{name}\"@en")).count();
    assert_eq!([labels("EFGB"), labels("CPD"), labels("ASAP")], [1, 1, 0]);
}
