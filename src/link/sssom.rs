//! Decisions and candidates as SSSOM: a table with tabs, one mapping a row, its prefixes and
//! data about the whole in a head of lines that begin with `#`.
//!
//! A candidate has the predicate `hc:candidateFor`, nobody's name, and no day; taking the
//! file in passes it over. To decide in the table, write one of these and say who and when:
//!
//! | | predicate_id | predicate_modifier | subject_source |
//! |---|---|---|---|
//! | one thing | `owl:sameAs` or `skos:exactMatch` | | |
//! | two things | the same | `Not` | |
//! | two things that one act's name was taken for | `owl:differentFrom` | | the act |
//! | an IRI whose key was corrected | `dcterms:isReplacedBy` | | |

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::decision::{Decision, DecisionError, Ruling};
use crate::graph::term::Term;

/// An undecided pair, as it stands in the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Open {
    pub subject: String,
    pub object: String,
    pub subject_label: String,
    pub object_label: String,
    pub score: String,
}

const COLUMNS: [&str; 13] = [
    "subject_id",
    "subject_label",
    "predicate_id",
    "predicate_modifier",
    "object_id",
    "object_label",
    "mapping_justification",
    "author_id",
    "author_label",
    "mapping_date",
    "subject_source",
    "similarity_score",
    "comment",
];

/// Prefixes besides `our:`, which is the base of our IRIs.
const PREFIXES: &[(&str, &str)] = &[
    ("dcterms", "http://purl.org/dc/terms/"),
    ("epd", "https://data.europarl.europa.eu/"),
    ("eua", "http://publications.europa.eu/resource/authority/"),
    ("hc", "https://w3id.org/hemicycle/def#"),
    ("ocd", "http://dati.camera.it/ocd/"),
    ("orcid", "https://orcid.org/"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("semapv", SEMAPV),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("wd", "http://www.wikidata.org/entity/"),
];
const SEMAPV: &str = "https://w3id.org/semapv/vocab/";
/// How a decision came about, in the mapping community's words; how a candidate did.
pub const BY_HAND: &str = "https://w3id.org/semapv/vocab/ManualMappingCuration";
const BY_NAME: &str = "https://w3id.org/semapv/vocab/LexicalMatching";

/// `set`: IRI of the whole. Decisions first, in their order.
pub fn write(
    set: &str,
    base: &str,
    decisions: &[Decision],
    open: &[Open],
    mut out: impl Write,
) -> io::Result<()> {
    let our = format!("{base}/");
    let prefixes: Vec<(&str, &str)> =
        std::iter::once(("our", our.as_str())).chain(PREFIXES.iter().copied()).collect();
    writeln!(out, "# curie_map:")?;
    for (prefix, namespace) in &prefixes {
        writeln!(out, "#   {prefix}: {namespace}")?;
    }
    writeln!(out, "# mapping_set_id: {set}")?;
    writeln!(out, "# license: https://w3id.org/sssom/license/unspecified")?;
    let mut table = csv::WriterBuilder::new().delimiter(b'\t').from_writer(&mut out);
    table.write_record(COLUMNS).map_err(io::Error::other)?;
    let curie = |iri: &str| {
        // What comes after the prefix must read back as it was.
        let short = prefixes.iter().find_map(|(prefix, namespace)| {
            let rest = iri.strip_prefix(namespace).filter(|it| !it.is_empty())?;
            Some(format!("{prefix}:{rest}"))
        });
        short.unwrap_or_else(|| iri.to_owned())
    };
    let text = |it: &Option<String>| it.clone().unwrap_or_default();
    for it in decisions {
        let is_iri = oxigraph::model::NamedNode::new(&it.author).is_ok();
        let (predicate, modifier) = match it.ruling {
            // "Not the same" says what was asked; "different" also where nobody asked.
            Ruling::Different if it.act.is_none() => (Ruling::Same.predicate(), "Not"),
            ruling => (ruling.predicate(), ""),
        };
        table
            .write_record([
                curie(&it.subject),
                text(&it.subject_label),
                curie(predicate),
                modifier.to_owned(),
                curie(&it.object),
                text(&it.object_label),
                curie(BY_HAND),
                if is_iri { curie(&it.author) } else { String::new() },
                if is_iri { String::new() } else { it.author.clone() },
                it.date.clone(),
                it.act.as_deref().map_or_else(String::new, curie),
                String::new(),
                text(&it.comment),
            ])
            .map_err(io::Error::other)?;
    }
    for it in open {
        table
            .write_record([
                curie(&it.subject),
                it.subject_label.clone(),
                curie(Term::CandidateFor.iri()),
                String::new(),
                curie(&it.object),
                it.object_label.clone(),
                curie(BY_NAME),
                String::new(),
                String::new(),
                String::new(),
                String::new(),
                it.score.clone(),
                String::new(),
            ])
            .map_err(io::Error::other)?;
    }
    table.flush()
}

/// What is wrong in a line of the file, from 1.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {fault}")]
pub struct LineError {
    pub line: u64,
    pub fault: Fault,
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error(transparent)]
    Decision(#[from] DecisionError),
    #[error("the table has no column `{0}`")]
    NoColumn(&'static str),
    #[error("`{0}` is no relation that can be decided")]
    Predicate(String),
    #[error("`{0}` modifies no decision")]
    Modifier(String),
    #[error("{0}")]
    Table(String),
}

impl Fault {
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::Decision(it) => it.hint(),
            Self::NoColumn(_) => "an SSSOM table has subject_id, predicate_id, object_id",
            Self::Predicate(_) => "owl:sameAs, skos:exactMatch, owl:differentFrom, dcterms:isReplacedBy",
            Self::Modifier(_) => "leave predicate_modifier empty, or write `Not`",
            Self::Table(_) => "save the table as UTF-8 with tabs between cells",
        }
    }
}

/// Who and when, for rows that do not say.
#[derive(Clone, Debug, Default)]
pub struct Signature {
    pub author: Option<String>,
    pub date: Option<String>,
}

/// Decisions of a file, and every fault in it. Rows that decide nothing are passed over.
pub fn read(text: &str, signature: &Signature) -> (Vec<Decision>, Vec<LineError>) {
    let (prefixes, body, skipped) = head(text);
    // As it is written: cells that hold quotation marks or tabs are quoted.
    let mut reader = csv::ReaderBuilder::new().delimiter(b'\t').flexible(true).from_reader(body.as_bytes());
    let mut faults = Vec::new();
    let header: Vec<String> = match reader.headers() {
        Ok(header) => header.iter().map(|it| it.trim().to_owned()).collect(),
        Err(error) => {
            faults.push(LineError { line: skipped + 1, fault: Fault::Table(error.to_string()) });
            return (Vec::new(), faults);
        }
    };
    for column in ["subject_id", "predicate_id", "object_id"] {
        if !header.iter().any(|it| it == column) {
            faults.push(LineError { line: skipped + 1, fault: Fault::NoColumn(column) });
        }
    }
    if !faults.is_empty() {
        return (Vec::new(), faults);
    }
    let mut decisions = Vec::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = skipped + error.position().map_or(1, csv::Position::line);
                faults.push(LineError { line, fault: Fault::Table(error.to_string()) });
                continue;
            }
        };
        let line = skipped + record.position().map_or(1, csv::Position::line);
        let row: BTreeMap<&str, &str> =
            header.iter().map(String::as_str).zip(record.iter().map(str::trim)).collect();
        match decision(&row, &prefixes, signature) {
            Ok(Some(decision)) => decisions.push(decision),
            Ok(None) => {}
            Err(fault) => faults.push(LineError { line, fault }),
        }
    }
    (decisions, faults)
}

/// Prefixes of the head, what follows it, and its lines.
fn head(text: &str) -> (BTreeMap<String, String>, &str, u64) {
    let mut prefixes: BTreeMap<String, String> =
        PREFIXES.iter().map(|(prefix, iri)| ((*prefix).to_owned(), (*iri).to_owned())).collect();
    let mut body = text.trim_start_matches('\u{feff}');
    let mut lines = 0;
    let mut in_map = false;
    while let Some(comment) = body.strip_prefix('#') {
        let (line, rest) = comment.split_once('\n').unwrap_or((comment, ""));
        body = rest;
        lines += 1;
        let line = line.strip_prefix(' ').unwrap_or(line).trim_end();
        if !line.starts_with(' ') {
            in_map = line == "curie_map:";
        } else if in_map && let Some((prefix, iri)) = line.trim().split_once(':') {
            let iri = iri.trim().trim_matches(['"', '\'']);
            prefixes.insert(prefix.trim().to_owned(), iri.to_owned());
        }
    }
    (prefixes, body, lines)
}

fn decision(
    row: &BTreeMap<&str, &str>,
    prefixes: &BTreeMap<String, String>,
    signature: &Signature,
) -> Result<Option<Decision>, Fault> {
    let cell = |column: &str| row.get(column).copied().filter(|it| !it.is_empty());
    let expand = |name: &str| {
        let name = name.trim_matches(['<', '>']);
        let long =
            name.split_once(':').and_then(|(prefix, rest)| Some(format!("{}{rest}", prefixes.get(prefix)?)));
        long.unwrap_or_else(|| name.to_owned())
    };
    let Some(predicate) = cell("predicate_id") else { return Ok(None) };
    let predicate = expand(predicate);
    if predicate == Term::CandidateFor.iri() {
        return Ok(None);
    }
    let ruling = Ruling::of_predicate(&predicate).ok_or_else(|| Fault::Predicate(predicate.clone()))?;
    let ruling = match (cell("predicate_modifier"), ruling) {
        (None, ruling) => ruling,
        (Some("Not"), Ruling::Same | Ruling::ExactMatch) => Ruling::Different,
        // Not different, then; but that they are one is for another row to say.
        (Some(modifier), _) => return Err(Fault::Modifier(modifier.to_owned())),
    };
    let own = |it: &Option<String>| it.clone();
    let author = cell("author_id").map(expand).or_else(|| cell("author_label").map(str::to_owned));
    let decision = Decision {
        subject: cell("subject_id").map(expand).unwrap_or_default(),
        object: cell("object_id").map(expand).unwrap_or_default(),
        act: cell("subject_source").map(expand),
        ruling,
        subject_label: cell("subject_label").map(str::to_owned),
        object_label: cell("object_label").map(str::to_owned),
        author: author.or_else(|| own(&signature.author)).unwrap_or_default(),
        date: cell("mapping_date").map(str::to_owned).or_else(|| own(&signature.date)).unwrap_or_default(),
        comment: cell("comment").map(str::to_owned),
    };
    decision.check()?;
    Ok(Some(decision))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(rows: &str, expected: &[(Ruling, &str)], faults: &[u64]) {
        let text = format!(
            "# curie_map:\n#   x: \"https://x.example/\"\n# other: 1\n\
             subject_id\tpredicate_id\tpredicate_modifier\tobject_id\tauthor_label\tmapping_date\n{rows}"
        );
        let (decisions, came) = read(&text, &Signature::default());
        let found: Vec<(Ruling, &str)> = decisions.iter().map(|it| (it.ruling, it.object.as_str())).collect();
        assert_eq!(found, expected, "{came:?}");
        assert_eq!(came.iter().map(|it| it.line).collect::<Vec<_>>(), faults, "{came:?}");
    }

    #[test]
    fn rows_that_decide_are_read_and_candidates_passed_over() {
        check(
            "x:a\towl:sameAs\t\tx:b\tAda Holm\t2025-10-07\nx:a\tskos:exactMatch\tNot\twd:Q1\tAda Holm\t2025-10-07\n\
             x:a\thc:candidateFor\t\tx:c\t\t\n",
            &[
                (Ruling::Same, "https://x.example/b"),
                (Ruling::Different, "http://www.wikidata.org/entity/Q1"),
            ],
            &[],
        );
    }

    #[test]
    fn what_cannot_be_decided_is_told_with_its_line() {
        check("x:a\towl:sameAs\t\tx:b\t\t2025-10-07\n", &[], &[5]);
        check("x:a\towl:sameAs\t\tx:b\tAda Holm\t7 October\n", &[], &[5]);
        check("x:a\trdfs:label\t\tx:b\tAda Holm\t2025-10-07\n", &[], &[5]);
        check("x:a\towl:sameAs\tPerhaps\tx:b\tAda Holm\t2025-10-07\n", &[], &[5]);
        check("x:a\towl:sameAs\t\tx:a\tAda Holm\t2025-10-07\n", &[], &[5]);
        check("a b\towl:sameAs\t\tx:a\tAda Holm\t2025-10-07\n", &[], &[5]);
    }

    fn decisions() -> impl Strategy<Value = Vec<Decision>> {
        let iri = || "https://(x\\.example|base\\.example)/[a-z0-9/,.~-]{1,12}";
        let text = || proptest::option::of("[a-zé\"\t#'][a-zé\"\t#' ]{0,6}[a-zé\"#']");
        let ruling = (0..Ruling::ALL.len()).prop_map(|it| Ruling::ALL[it]);
        let one = (iri(), iri(), proptest::option::of(iri()), ruling, text(), text()).prop_filter_map(
            "a thing and itself",
            |(subject, object, act, ruling, subject_label, comment)| {
                let object = object + "2";
                (subject != object).then(|| Decision {
                    subject,
                    object,
                    act,
                    ruling,
                    // Cells are trimmed.
                    subject_label: subject_label.map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()),
                    object_label: None,
                    author: "Ada Holm".to_owned(),
                    date: "2025-10-07".to_owned(),
                    comment: comment.map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()),
                })
            },
        );
        proptest::collection::vec(one, 0..6)
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(decisions in decisions()) {
            let mut text = Vec::new();
            write("https://base.example/g/curation", "https://base.example", &decisions, &[], &mut text).unwrap();
            let (read, faults) = read(std::str::from_utf8(&text).unwrap(), &Signature::default());
            prop_assert_eq!(faults, vec![]);
            prop_assert_eq!(read, decisions);
        }

        #[test]
        fn anything_is_read_without_panic(text in "(\\PC|[\n\t\"#:]){0,80}") {
            let _ = read(&text, &Signature::default());
        }
    }
}
