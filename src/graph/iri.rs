//! The only place that mints IRIs: RFC 6570 templates, expanded and checked by `iri-string`.
//!
//! Keys come from the text's own identifiers; language stands in expressions only; no file
//! extension. Characters outside the unreserved ASCII ones are percent-encoded, so that two
//! keys never give one IRI and every IRI is a URI as well.
//!
//! What the text numbers for itself (events, papers without number, acts whose body stays
//! open) is local to the act that mentions it, and its IRI begins with that act's.

use std::fmt::{self, Write as _};

use iri_string::spec::UriSpec;
use iri_string::template::UriTemplateStr;
use iri_string::template::context::{Context, Visitor};
use iri_string::types::UriStr;

use crate::entity::Key;
use crate::source::Digest;
use crate::text::{Language, StatedDate};

/// Base of IRIs until the user chooses one; not fit for publishing: see [`Minter::is_example`].
pub const EXAMPLE_BASE: &str = "https://hemicycle.example";

/// Names that lead nowhere, and all below them: RFC 2606 and RFC 6761.
const RESERVED_HOSTS: [&str; 8] =
    ["example", "example.com", "example.net", "example.org", "invalid", "local", "localhost", "test"];

/// Hexadecimal digits of a file's digest that stand in its IRI.
const DIGEST_DIGITS: usize = 16;

/// Templates, by the kind of thing. `b` is the base, `d` the citing document.
mod template {
    pub const ACT: &str = "{+b}/eli/{body}/{kind}/{year}/{number}";
    pub const DATED_ACT: &str = "{+b}/eli/{body}/{kind}/{date}";
    pub const OPEN_ACT: &str = "{+d}/open{/body}/{kind}/{number}";
    pub const CHAMBER_PAPER: &str = "{+b}/eli/{chamber}/{series}/{legislature}/{number}";
    pub const SENT_PAPER: &str = "{+b}/eli/{chamber}/{series}/sent-{date}/{number}";
    pub const UNDATED_PAPER: &str = "{+b}/eli/{chamber}/{series}/undated/{number}";
    pub const PAPER: &str = "{+b}/eli/{body}/doc/{number}";
    pub const LOCAL_PAPER: &str = "{+d}/paper/{kind}-{n}";
    pub const TREATY: &str = "{+b}/id/treaty/cets/{number}";
    pub const UN_TREATY: &str = "{+b}/id/treaty/un/{reference}";
    pub const NAMED_TREATY: &str = "{+b}/id/treaty/named/{slug}";
    // A comma between the sides: names contain hyphens, so a hyphen would let two
    // agreements share an IRI.
    pub const AGREEMENT: &str = "{+b}/id/agreement/{year}-{sides}";
    pub const UNDATED_AGREEMENT: &str = "{+b}/id/agreement/undated-{sides}";
    pub const PROGRAMME: &str = "{+b}/id/programme/{slug}";
    pub const STATE: &str = "{+b}/id/state/{country}";
    pub const BODY: &str = "{+b}/id/body{/of}/{slug}";
    pub const ORGANIZATION: &str = "{+b}/id/org{/country}/{slug}";
    pub const PERSON: &str = "{+b}/id/person{/country}/{slug}";
    pub const POST: &str = "{+b}/id/post{/of}/{slug}";
    pub const EVENT: &str = "{+d}/event/{paragraph}-{kind}-{n}";
    pub const DATE: &str = "{+b}/id/date/{date}";

    pub const EXPRESSION: &str = "{+d}/{language}";
    pub const PARAGRAPH: &str = "{+d}/para/{label}";
    pub const PARAGRAPH_TEXT: &str = "{+d}/{language}/para/{label}";
    pub const PART_TEXT: &str = "{+d}/{language}/part/{label}";
    pub const CITATION: &str = "{+d}/cite/{label}-{n}";
    pub const SPEECH_ACT: &str = "{+d}/act/{label}-{verb}-{n}";
    pub const DEMAND: &str = "{+d}/demand/{label}";
    pub const ACTIVITY: &str = "{+d}/activity/{kind}";
    pub const PARTICIPATION: &str = "{+d}/participation/{role}/{digest}";
    pub const RELATION: &str = "{+d}/rel/{predicate}/{digest}";
    pub const NOTICE: &str = "{+d}/notice/{kind}-{start}";
    pub const GRAPH: &str = "{+d}/g/{name}";

    pub const SOURCE: &str = "{+b}/src/{digest}";
    pub const SELECTOR: &str = "{+b}/src/{digest}#{kind}={value}";
    pub const AUTHORITY_GRAPH: &str = "{+b}/g/authority/{name}";
    pub const SHARED_GRAPH: &str = "{+b}/g/{name}";
    pub const RUN: &str = "{+b}/run/{digest}";
    pub const MAKER: &str = "{+b}/id/maker/{maker}";
    pub const IMPORTED: &str = "{+d}/by/{maker}/{kind}";
    pub const LINK: &str = "{+b}/link/{digest}";
    pub const DECISION: &str = "{+b}/decision/{digest}";
    pub const TOMBSTONE: &str = "{+b}/gone/{id}";
    pub const DATA_SET: &str = "{+b}/data/{name}";
    pub const DATA_NODE: &str = "{+b}/data/{name}/node/{node}";
    pub const DATA_SET_GRAPH: &str = "{+b}/g/{kind}/{name}";
}

/// Mints IRIs under one base.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Minter {
    // Invariant: an absolute http(s) URI without query, fragment or final slash.
    base: String,
}

/// Why a base cannot carry IRIs.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{base:?} cannot be the base of IRIs: {fault}")]
pub struct BaseError {
    base: String,
    fault: &'static str,
}

impl BaseError {
    /// What is wrong with it, without the base itself.
    pub fn fault(&self) -> &'static str {
        self.fault
    }

    pub fn hint(&self) -> &'static str {
        "give an address that is yours, such as `https://data.example.org/hemicycle`"
    }
}

impl Default for Minter {
    fn default() -> Self {
        Self { base: EXAMPLE_BASE.to_owned() }
    }
}

impl Minter {
    /// A final slash does not matter.
    pub fn new(base: &str) -> Result<Self, BaseError> {
        let refuse = |fault| BaseError { base: base.to_owned(), fault };
        let trimmed = base.trim_end_matches('/');
        let uri = UriStr::new(trimmed).map_err(|_| refuse("not an absolute URI"))?;
        if !matches!(uri.scheme_str(), "http" | "https") {
            return Err(refuse("not an http or https address"));
        }
        if uri.authority_str().is_none_or(str::is_empty) {
            return Err(refuse("no host"));
        }
        if uri.query_str().is_some() || uri.fragment().is_some() {
            return Err(refuse("has a query or a fragment"));
        }
        Ok(Self { base: trimmed.to_owned() })
    }

    pub fn base(&self) -> &str {
        &self.base
    }

    /// Whether nobody chose a base: graphs under it are for trying out.
    pub fn is_example(&self) -> bool {
        self.base == EXAMPLE_BASE
    }

    /// Whether others can follow its IRIs: no host of examples, tests or one's own machine
    /// (RFC 2606, RFC 6761), no bare address of a network within a house.
    pub fn is_publishable(&self) -> bool {
        let authority = UriStr::new(&self.base).ok().and_then(|it| it.authority_components());
        let Some(host) = authority.map(|it| it.host().to_ascii_lowercase()) else { return false };
        let below = |top: &str| host.strip_suffix(top).is_some_and(|it| it.is_empty() || it.ends_with('.'));
        !RESERVED_HOSTS.into_iter().any(below) && host.contains('.') && !is_number(&host)
    }

    /// The IRIs around one document: `subject` is the act that it is, where that is known;
    /// otherwise everything hangs on its file.
    pub fn document(&self, digest: &Digest, subject: Option<&Key>) -> DocumentIris<'_> {
        let source = self.source(digest);
        let act = match subject {
            Some(key) => self.key(key, &source),
            None => source.clone(),
        };
        DocumentIris { minter: self, mention_prefix: format!("{source}#char="), source, act }
    }

    pub fn source(&self, digest: &Digest) -> String {
        self.shared(template::SOURCE, &[("digest", Value::Text(&short(digest)))])
    }

    /// A place in the original file: `page`, `element`, `bytes`, `paragraph` and its value.
    pub fn selector(&self, digest: &Digest, kind: &str, value: &str) -> String {
        let mut hexadecimal = digest.to_string();
        hexadecimal.truncate(DIGEST_DIGITS);
        let values = [
            ("digest", Value::Text(&hexadecimal)),
            ("kind", Value::Text(kind)),
            ("value", Value::Text(value)),
        ];
        self.shared(template::SELECTOR, &values)
    }

    /// `{base}/g/authority/{table}`
    pub fn authority_graph(&self, table: &str) -> String {
        self.shared(template::AUTHORITY_GRAPH, &[("name", Value::Text(table))])
    }

    /// `{base}/g/{name}`: `derived`, `curation`, `meta`.
    pub fn shared_graph(&self, name: &str) -> String {
        self.shared(template::SHARED_GRAPH, &[("name", Value::Text(name))])
    }

    /// `digest` is of version, vocabularies and inputs.
    pub fn run(&self, digest: &Digest) -> String {
        self.shared(template::RUN, &[("digest", Value::Text(&short(digest)))])
    }

    /// A link between a thing of ours and another; `digest` is of both IRIs.
    pub fn link(&self, digest: &Digest) -> String {
        self.shared(template::LINK, &[("digest", Value::Text(&short(digest)))])
    }

    /// What a person decided; `digest` is of what it is about.
    pub fn decision(&self, digest: &Digest) -> String {
        self.shared(template::DECISION, &[("digest", Value::Text(&short(digest)))])
    }

    /// That something was taken out; `id` says nothing of it.
    pub fn tombstone(&self, id: &str) -> String {
        self.shared(template::TOMBSTONE, &[("id", Value::Text(id))])
    }

    /// What another publishes, under the name that the user gave it.
    pub fn data_set(&self, name: &str) -> String {
        self.shared(template::DATA_SET, &[("name", Value::Text(name))])
    }

    /// A node of a data set that has no address of its own; `node` is its canonical name.
    pub fn data_node(&self, name: &str, node: &str) -> String {
        self.shared(template::DATA_NODE, &[("name", Value::Text(name)), ("node", Value::Text(node))])
    }

    /// A data set as it is loaded.
    pub fn data_graph(&self, name: &str) -> String {
        self.shared(template::DATA_SET_GRAPH, &[("kind", Value::Text("data")), ("name", Value::Text(name))])
    }

    /// Proved links to a data set.
    pub fn links_graph(&self, name: &str) -> String {
        self.shared(template::DATA_SET_GRAPH, &[("kind", Value::Text("links")), ("name", Value::Text(name))])
    }

    /// Candidates in a data set, until a person decides.
    pub fn candidates_graph(&self, name: &str) -> String {
        self.shared(
            template::DATA_SET_GRAPH,
            &[("kind", Value::Text("curation")), ("name", Value::Text(name))],
        )
    }

    /// Whether a graph is [`Self::links_graph`] or [`Self::candidates_graph`] of a data set.
    pub fn is_of_links(&self, graph: &str) -> bool {
        let path = graph.strip_prefix(&self.base).unwrap_or_default();
        path.starts_with("/g/links/") || path.starts_with("/g/curation/")
    }

    /// Another tool, by its name and version.
    pub fn maker(&self, maker: &str) -> String {
        self.shared(template::MAKER, &[("maker", Value::Text(maker))])
    }

    fn shared(&self, template: &str, values: &[(&str, Value<'_>)]) -> String {
        expand(template, &self.base, "", values)
    }

    /// `document` carries what is local to it.
    fn key(&self, key: &Key, document: &str) -> String {
        use Value::{Absent, Date, List, Number, Text};
        use template as t;
        fn optional(value: &Option<String>) -> Value<'_> {
            value.as_deref().map_or(Absent, Text)
        }
        let make = |template, values: &[(&str, Value<'_>)]| expand(template, &self.base, document, values);
        match key {
            Key::Act { body, kind, year, number } => make(
                t::ACT,
                &[
                    ("body", Text(body)),
                    ("kind", Text(kind)),
                    ("year", Number(i64::from(*year))),
                    ("number", Text(number)),
                ],
            ),
            Key::DatedAct { body, kind, date } => {
                make(t::DATED_ACT, &[("body", Text(body)), ("kind", Text(kind)), ("date", Date(*date))])
            }
            Key::OpenAct { body, kind, number } => {
                make(t::OPEN_ACT, &[("body", optional(body)), ("kind", Text(kind)), ("number", Text(number))])
            }
            Key::ChamberPaper { chamber, series, legislature, sent, number } => {
                // Printed "XII-bis", "XII-BIS" or "xii-bis": one series.
                let series = &series.to_lowercase();
                let (template, when) = match (legislature, sent) {
                    (Some(legislature), _) => (t::CHAMBER_PAPER, ("legislature", Text(legislature))),
                    (None, Some(sent)) => (t::SENT_PAPER, ("date", Date(*sent))),
                    (None, None) => (t::UNDATED_PAPER, ("date", Absent)),
                };
                make(
                    template,
                    &[("chamber", Text(chamber)), ("series", Text(series)), when, ("number", Text(number))],
                )
            }
            Key::Paper { body, number } => make(t::PAPER, &[("body", Text(body)), ("number", Text(number))]),
            Key::LocalPaper { kind, n } => {
                make(t::LOCAL_PAPER, &[("kind", Text(kind)), ("n", Number(i64::from(*n)))])
            }
            Key::Treaty { number } => make(t::TREATY, &[("number", Text(number))]),
            Key::UnTreaty { reference } => make(t::UN_TREATY, &[("reference", Text(reference))]),
            Key::NamedTreaty { slug } => make(t::NAMED_TREATY, &[("slug", Text(slug))]),
            Key::Agreement { year: Some(year), sides } => {
                make(t::AGREEMENT, &[("year", Number(i64::from(*year))), ("sides", List(sides))])
            }
            Key::Agreement { year: None, sides } => make(t::UNDATED_AGREEMENT, &[("sides", List(sides))]),
            Key::Programme { slug } => make(t::PROGRAMME, &[("slug", Text(slug))]),
            Key::State { country } => make(t::STATE, &[("country", Text(country))]),
            Key::Body { of, slug } => make(t::BODY, &[("of", optional(of)), ("slug", Text(slug))]),
            Key::Organization { country, slug } => {
                make(t::ORGANIZATION, &[("country", optional(country)), ("slug", Text(slug))])
            }
            Key::Person { country, slug } => {
                make(t::PERSON, &[("country", optional(country)), ("slug", Text(slug))])
            }
            Key::Post { of, slug } => make(t::POST, &[("of", optional(of)), ("slug", Text(slug))]),
            Key::Event { kind, paragraph, n } => make(
                t::EVENT,
                &[("paragraph", Text(paragraph)), ("kind", Text(kind)), ("n", Number(i64::from(*n)))],
            ),
            Key::Date(date) => make(t::DATE, &[("date", Date(*date))]),
        }
    }
}

fn short(digest: &Digest) -> String {
    let mut hexadecimal = digest.to_string();
    hexadecimal.truncate(DIGEST_DIGITS);
    hexadecimal
}

/// IRIs of one document and of what it names.
#[derive(Clone, Debug)]
pub struct DocumentIris<'m> {
    minter: &'m Minter,
    act: String,
    source: String,
    mention_prefix: String,
}

/// The named graphs of an act: each of its triples is in exactly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActGraph {
    /// What it is.
    Act,
    /// What it says.
    Statements,
    /// The proof: characters.
    Mentions,
    /// What its things are called elsewhere.
    Links,
}

impl ActGraph {
    pub const ALL: [Self; 4] = [Self::Act, Self::Statements, Self::Mentions, Self::Links];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Act => "act",
            Self::Statements => "statements",
            Self::Mentions => "mentions",
            Self::Links => "links",
        }
    }
}

impl DocumentIris<'_> {
    /// The act, or the file where it is no act that we know.
    pub fn act(&self) -> &str {
        &self.act
    }

    pub fn source(&self) -> &str {
        &self.source
    }

    /// What another tool says of characters of the file, in code points: never the IRI of a
    /// mention of ours.
    pub fn imported(&self, maker: &str, kind: &str, start: u32, end: u32) -> String {
        let values = [("maker", Value::Text(maker)), ("kind", Value::Text(kind))];
        let by = expand(template::IMPORTED, &self.minter.base, &self.source, &values);
        format!("{by}#char={start},{end}")
    }

    pub fn entity(&self, key: &Key) -> String {
        self.minter.key(key, &self.act)
    }

    /// A language version of the act.
    pub fn expression(&self, language: Language) -> String {
        self.local(template::EXPRESSION, &[("language", Value::Text(language.tag()))])
    }

    /// A paragraph whatever the language.
    pub fn paragraph(&self, label: &str) -> String {
        self.local(template::PARAGRAPH, &[("label", Value::Text(label))])
    }

    pub fn paragraph_text(&self, language: Language, label: &str) -> String {
        self.part(template::PARAGRAPH_TEXT, language, label)
    }

    /// Title, heading, footnote, notice of a language version.
    pub fn part_text(&self, language: Language, label: &str) -> String {
        self.part(template::PART_TEXT, language, label)
    }

    fn part(&self, template: &str, language: Language, label: &str) -> String {
        self.local(template, &[("language", Value::Text(language.tag())), ("label", Value::Text(label))])
    }

    /// `n`: which of the paragraph's citations, from 1.
    pub fn citation(&self, label: &str, n: u32) -> String {
        self.local(template::CITATION, &[("label", Value::Text(label)), ("n", Value::Number(i64::from(n)))])
    }

    pub fn speech_act(&self, label: &str, verb: &str, n: u32) -> String {
        self.local(
            template::SPEECH_ACT,
            &[("label", Value::Text(label)), ("verb", Value::Text(verb)), ("n", Value::Number(i64::from(n)))],
        )
    }

    pub fn demand(&self, label: &str) -> String {
        self.local(template::DEMAND, &[("label", Value::Text(label))])
    }

    /// `debate`, `adoption`, `transmission` …
    pub fn activity(&self, kind: &str) -> String {
        self.local(template::ACTIVITY, &[("kind", Value::Text(kind))])
    }

    /// Someone's part in an activity; `digest` is of the person's IRI.
    pub fn participation(&self, role: &str, digest: &str) -> String {
        self.local(template::PARTICIPATION, &[("role", Value::Text(role)), ("digest", Value::Text(digest))])
    }

    /// A statement about two things; `predicate` is the local name of its term, `digest` of
    /// subject and object: a running number would change with every rule.
    pub fn relation(&self, predicate: &str, digest: &str) -> String {
        self.local(
            template::RELATION,
            &[("predicate", Value::Text(predicate)), ("digest", Value::Text(digest))],
        )
    }

    /// `start`: first character, in code points.
    pub fn notice(&self, kind: &str, start: u32) -> String {
        self.local(
            template::NOTICE,
            &[("kind", Value::Text(kind)), ("start", Value::Number(i64::from(start)))],
        )
    }

    pub fn graph(&self, graph: ActGraph) -> String {
        self.local(template::GRAPH, &[("name", Value::Text(graph.name()))])
    }

    /// Characters `start..end` of the file, in code points (RFC 5147).
    pub fn mention(&self, start: u32, end: u32) -> String {
        let mut iri = String::with_capacity(self.mention_prefix.len() + 16);
        self.push_mention(&mut iri, start, end);
        iri
    }

    /// As [`Self::mention`], without an allocation. There are hundreds in an act, so the
    /// constant part was expanded once; digits expand to themselves.
    pub fn push_mention(&self, into: &mut String, start: u32, end: u32) {
        into.push_str(&self.mention_prefix);
        push_number(into, start);
        into.push(',');
        push_number(into, end);
    }

    fn local(&self, template: &str, values: &[(&str, Value<'_>)]) -> String {
        expand(template, &self.minter.base, &self.act, values)
    }
}

/// In decimal digits.
pub(super) fn push_number(into: &mut String, number: u32) {
    into.push_str(itoa::Buffer::new().format(number));
}

/// What a template's variable stands for.
#[derive(Clone, Copy)]
enum Value<'a> {
    Text(&'a str),
    Number(i64),
    Date(StatedDate),
    List(&'a [String]),
    Absent,
}

impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => number.fmt(f),
            Self::Date(date) => date.fmt(f),
            Self::List(_) | Self::Absent => Ok(()),
        }
    }
}

struct Values<'a> {
    base: &'a str,
    document: &'a str,
    more: &'a [(&'a str, Value<'a>)],
}

impl Context for Values<'_> {
    fn visit<V: Visitor>(&self, visitor: V) -> V::Result {
        let value = match visitor.var_name().as_str() {
            "b" => Value::Text(self.base),
            "d" => Value::Text(self.document),
            name => self.more.iter().find(|(it, _)| *it == name).map_or(Value::Absent, |&(_, value)| value),
        };
        match value {
            Value::Absent => visitor.visit_undefined(),
            Value::List(items) => visitor.visit_list_direct(items),
            value => visitor.visit_string(value),
        }
    }
}

/// Expands and checks. Text in a variable is percent-encoded, so the check can fail for no
/// value; it is there for a template that is mistyped.
fn expand(template: &str, base: &str, document: &str, more: &[(&str, Value<'_>)]) -> String {
    // Base and document are URIs already and expand to themselves; going through their sixty
    // characters once more was most of the work.
    let (root, path) = match (template.strip_prefix("{+b}"), template.strip_prefix("{+d}")) {
        (Some(path), _) => (base, path),
        (None, Some(path)) => (document, path),
        (None, None) => ("", template),
    };
    if let Some(iri) = put_in(root, path, more) {
        return iri;
    }
    let values = Values { base, document, more };
    let path = UriTemplateStr::new(path).expect("our templates parse: tested");
    let mut iri = String::with_capacity(root.len() + 64);
    iri.push_str(root);
    write!(iri, "{}", path.expand::<UriSpec, _>(&values).expect("no variable has a wrong type: tested"))
        .expect("writing to a string does not fail");
    debug_assert!(UriStr::new(&iri).is_ok(), "not an IRI: {iri}");
    iri
}

/// The same for values that expand to themselves because all their characters are unreserved:
/// nearly all, and in a tenth of the time. `None` where a value or the template is another.
fn put_in(root: &str, path: &str, more: &[(&str, Value<'_>)]) -> Option<String> {
    let mut iri = String::with_capacity(root.len() + 64);
    iri.push_str(root);
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        iri.push_str(before);
        let (variable, after) = after.split_once('}')?;
        let (name, slash) = match variable.strip_prefix('/') {
            Some(name) => (name, "/"),
            None => (variable, ""),
        };
        let (_, value) = more.iter().find(|(it, _)| *it == name)?;
        let start = iri.len() + slash.len();
        match value {
            Value::Text(text) => {
                iri.push_str(slash);
                iri.push_str(text);
            }
            Value::Number(_) | Value::Date(_) => {
                write!(iri, "{slash}{value}").expect("writing to a string does not fail");
            }
            Value::Absent => {}
            Value::List(_) => return None,
        }
        let is_unreserved = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~');
        if !iri.as_bytes().get(start..).unwrap_or_default().iter().all(|&b| is_unreserved(b)) {
            return None;
        }
        rest = after;
    }
    iri.push_str(rest);
    Some(iri)
}

/// An address without a name: `10.0.0.1`, `[::1]`.
fn is_number(host: &str) -> bool {
    host.starts_with('[') || host.parse::<std::net::Ipv4Addr>().is_ok()
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    fn text(value: &str) -> String {
        value.to_owned()
    }

    fn check(key: &Key, expected: &str) {
        let minter = Minter::default();
        let act = Key::Act { body: text("pace"), kind: text("res"), year: 2025, number: text("1") };
        let iris = minter.document(&Digest::of(b""), Some(&act));
        assert_eq!(iris.entity(key), format!("{EXAMPLE_BASE}{expected}"), "of {key:?}");
    }

    #[test]
    fn hosts_that_lead_nowhere_are_not_for_publishing() {
        for (base, publishable) in [
            ("https://data.parlament.cat/acts", true),
            ("https://w3id.org/hemicycle/sample", true),
            ("https://counterexample.com", true),
            (EXAMPLE_BASE, false),
            ("https://data.example.org/acts", false),
            ("http://localhost:8080", false),
            ("http://server/acts", false),
            ("http://127.0.0.1", false),
            ("http://[::1]:80", false),
        ] {
            assert_eq!(Minter::new(base).unwrap().is_publishable(), publishable, "{base}");
        }
    }

    #[test]
    fn acts_are_named_by_body_kind_year_and_number() {
        let act = |body: &str, year, number: &str| Key::Act {
            body: text(body),
            kind: text("res"),
            year,
            number: text(number),
        };
        check(&act("pace", 2025, "2616"), "/eli/pace/res/2025/2616");
        check(&act("unga", 2024, "78/265"), "/eli/unga/res/2024/78%2F265");
        let date = StatedDate::new(2022, Some(1), Some(20)).unwrap();
        check(&Key::DatedAct { body: text("ep"), kind: text("res"), date }, "/eli/ep/res/2022-01-20");
    }

    #[test]
    fn an_act_of_an_open_body_stays_under_the_citing_act() {
        let open =
            |body: Option<&str>| Key::OpenAct { body: body.map(text), kind: text("res"), number: text("7") };
        check(&open(None), "/eli/pace/res/2025/1/open/res/7");
        check(&open(Some("unsc")), "/eli/pace/res/2025/1/open/unsc/res/7");
    }

    #[test]
    fn a_chamber_paper_without_legislature_is_named_by_its_day() {
        let paper = |legislature: Option<&str>, sent| Key::ChamberPaper {
            chamber: text("it-camera"),
            series: text("XII-bis"),
            legislature: legislature.map(text),
            sent,
            number: text("224"),
        };
        let day = StatedDate::new(2025, Some(10), Some(7));
        check(&paper(Some("19"), day), "/eli/it-camera/xii-bis/19/224");
        check(&paper(None, day), "/eli/it-camera/xii-bis/sent-2025-10-07/224");
        check(&paper(None, None), "/eli/it-camera/xii-bis/undated/224");
    }

    #[test]
    fn things_have_short_readable_names() {
        check(&Key::State { country: text("kz") }, "/id/state/kz");
        check(&Key::Body { of: None, slug: text("pace") }, "/id/body/pace");
        check(&Key::Body { of: Some(text("kz")), slug: text("parliament") }, "/id/body/kz/parliament");
        check(&Key::Treaty { number: text("210") }, "/id/treaty/cets/210");
        let sides = vec![text("eu"), text("kz")];
        check(&Key::Agreement { year: Some(2015), sides: sides.clone() }, "/id/agreement/2015-eu,kz");
        check(&Key::Agreement { year: None, sides }, "/id/agreement/undated-eu,kz");
        check(
            &Key::Event { kind: text("war"), paragraph: text("9.1"), n: 2 },
            "/eli/pace/res/2025/1/event/9.1-war-2",
        );
    }

    #[test]
    fn parts_of_an_act_begin_with_its_name() {
        let minter = Minter::default();
        let act = Key::Act { body: text("pace"), kind: text("res"), year: 2025, number: text("1") };
        let iris = minter.document(&Digest::of(b"x"), Some(&act));
        let parts = [
            (iris.expression(Language::ITALIAN), "/it"),
            (iris.paragraph("9.2.1"), "/para/9.2.1"),
            (iris.paragraph_text(Language::ITALIAN, "9.2.1"), "/it/para/9.2.1"),
            (iris.part_text(Language::FRENCH, "fn1"), "/fr/part/fn1"),
            (iris.citation("2", 1), "/cite/2-1"),
            (iris.speech_act("11", "urges", 1), "/act/11-urges-1"),
            (iris.demand("11.1"), "/demand/11.1"),
            (iris.graph(ActGraph::Mentions), "/g/mentions"),
        ];
        for (part, expected) in parts {
            assert_eq!(part, format!("{}{expected}", iris.act()));
        }
    }

    #[test]
    fn characters_are_a_fragment_of_the_file() {
        let minter = Minter::default();
        let iris = minter.document(&Digest::of(b"x"), None);
        assert_eq!(iris.act(), iris.source());
        let expanded = expand(
            "{+d}#char={start},{end}",
            "",
            iris.source(),
            &[("start", Value::Number(12)), ("end", Value::Number(345))],
        );
        assert_eq!(iris.mention(12, 345), expanded);
    }

    #[test]
    fn a_base_is_an_address_without_query() {
        assert_eq!(Minter::new("https://data.example.org/h/").unwrap().base(), "https://data.example.org/h");
        assert!(Minter::default().is_example());
        for wrong in [
            "",
            "data.example.org",
            "urn:x",
            "https://",
            "https://a.example/?q",
            "https://a.example/#x",
            "https://a b",
            "https://exämple.org",
        ] {
            assert!(Minter::new(wrong).is_err(), "{wrong:?} was taken");
        }
    }

    #[test]
    fn a_root_expands_to_itself() {
        let minter = Minter::new("https://data.example.org/a%20b/~h").unwrap();
        let iris = minter.document(&Digest::of(b"x"), None);
        for root in [minter.base(), iris.act()] {
            let values = Values { base: root, document: root, more: &[] };
            let template = UriTemplateStr::new("{+b}").unwrap();
            assert_eq!(template.expand::<UriSpec, _>(&values).unwrap().to_string(), root);
        }
    }

    /// Codes and slugs: what the lexicon and `entity` write.
    fn slug() -> impl Strategy<Value = String> {
        "[a-z][a-z0-9]{0,3}(-[a-z0-9]{1,3}){0,2}"
    }

    /// Numbers as documents print them, and things that should not come but may.
    fn number() -> impl Strategy<Value = String> {
        prop_oneof!["[1-9][0-9]{0,3}", "[0-9]{2}/[0-9]{1,3}", "CM/Rec\\([0-9]{4}\\)[0-9]{1,2}", "\\PC{1,4}"]
    }

    fn label() -> impl Strategy<Value = String> {
        prop_oneof!["[1-9][0-9]?(\\.[1-9]){0,2}", "[A-D]", "6\\.ii\\.a", "(fn|u)[1-9]"]
    }

    fn date() -> impl Strategy<Value = StatedDate> {
        (1949..2030_i16, proptest::option::of(1..=12_i8), proptest::option::of(1..=28_i8))
            .prop_map(|(year, month, day)| StatedDate::new(year, month, month.and(day)).unwrap())
    }

    fn key() -> impl Strategy<Value = Key> {
        let of = || proptest::option::of(slug());
        prop_oneof![
            (slug(), slug(), 1949..2030_i16, number()).prop_map(|(body, kind, year, number)| Key::Act {
                body,
                kind,
                year,
                number
            }),
            (slug(), slug(), date()).prop_map(|(body, kind, date)| Key::DatedAct { body, kind, date }),
            (of(), slug(), number()).prop_map(|(body, kind, number)| Key::OpenAct { body, kind, number }),
            (slug(), slug(), proptest::option::of("[1-9][0-9]?"), proptest::option::of(date()), number())
                .prop_map(|(chamber, series, legislature, sent, number)| Key::ChamberPaper {
                    chamber,
                    series,
                    // The legislature says enough; the day does not come into the name.
                    sent: if legislature.is_some() { None } else { sent },
                    legislature,
                    number
                }),
            (slug(), number()).prop_map(|(body, number)| Key::Paper { body, number }),
            (slug(), 1..9_u32).prop_map(|(kind, n)| Key::LocalPaper { kind, n }),
            number().prop_map(|number| Key::Treaty { number }),
            number().prop_map(|reference| Key::UnTreaty { reference }),
            slug().prop_map(|slug| Key::NamedTreaty { slug }),
            (proptest::option::of(1949..2030_i16), proptest::collection::vec(slug(), 1..3))
                .prop_map(|(year, sides)| Key::Agreement { year, sides }),
            slug().prop_map(|slug| Key::Programme { slug }),
            slug().prop_map(|country| Key::State { country }),
            (of(), slug()).prop_map(|(of, slug)| Key::Body { of, slug }),
            (of(), slug()).prop_map(|(country, slug)| Key::Organization { country, slug }),
            (of(), slug()).prop_map(|(country, slug)| Key::Person { country, slug }),
            (of(), slug()).prop_map(|(of, slug)| Key::Post { of, slug }),
            (slug(), label(), 1..9_u32).prop_map(|(kind, paragraph, n)| Key::Event { kind, paragraph, n }),
            date().prop_map(Key::Date),
        ]
    }

    proptest! {
        #[test]
        fn putting_values_in_is_expanding_them(value in "[a-zA-Z0-9._~/%é -]{0,4}", number: u32, day in date()) {
            let optional = if value.len() == 2 { Value::Absent } else { Value::Text(&value) };
            let more = [("v", Value::Text(&value)), ("n", Value::Number(number.into())), ("day", Value::Date(day)), ("o", optional)];
            let template = "/{v}/{n}-{day}{/o}/end";
            if let Some(iri) = put_in("https://a.example", template, &more) {
                let values = Values { base: "", document: "", more: &more };
                let expanded = UriTemplateStr::new(template).unwrap().expand::<UriSpec, _>(&values).unwrap();
                prop_assert_eq!(iri, format!("https://a.example{expanded}"));
            } else {
                prop_assert!(value.contains(['/', '%', 'é', ' ']));
            }
        }

        #[test]
        fn two_keys_never_give_one_iri(keys in proptest::collection::vec(key(), 1..200)) {
            let minter = Minter::default();
            let iris = minter.document(&Digest::of(b"x"), None);
            let mut seen: HashMap<String, &Key> = HashMap::new();
            for key in &keys {
                if let Some(other) = seen.insert(iris.entity(key), key) {
                    prop_assert_eq!(other, key);
                }
            }
        }

        #[test]
        fn every_iri_is_plain_ascii_and_checked(key in key()) {
            let minter = Minter::default();
            let iri = minter.document(&Digest::of(b"x"), None).entity(&key);
            prop_assert!(UriStr::new(&iri).is_ok());
            prop_assert!(oxigraph::model::NamedNode::new(&iri).is_ok());
            prop_assert!(iri.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~%/:,".contains(&b)), "{}", iri);
        }
    }
}
