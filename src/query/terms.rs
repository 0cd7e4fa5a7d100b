//! Words for the terms of the vocabulary: "calls for release of", not `hc:callsForReleaseOf`.

use std::collections::HashMap;
use std::sync::LazyLock;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Term};

use super::PREFIXES;
use super::header::Labels;
use crate::graph::term::Term as VocabularyTerm;
use crate::lexicon::NAMESPACE;
use crate::ontology::LANGUAGES;
use crate::text::Language;

const LABEL: &str = "http://www.w3.org/2000/01/rdf-schema#label";

/// Terms of others that our graph uses, in the languages of our own: name, then English, French, Italian.
const OTHERS: &str = include_str!("terms.tsv");

static LABELS: LazyLock<HashMap<String, Labels>> = LazyLock::new(|| {
    let mut labels: HashMap<String, Labels> = HashMap::new();
    for line in OTHERS.lines() {
        let mut cells = line.split('\t');
        if let Some(iri) = cells.next().and_then(super::expand) {
            let words = LANGUAGES.into_iter().zip(cells.map(str::to_owned));
            labels.entry(iri).or_default().extend(words);
        }
    }
    let ontology = include_str!("../../ontology/hemicycle.ttl");
    for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(ontology.as_bytes()).flatten() {
        if quad.predicate.as_str() == LABEL
            && let NamedOrBlankNode::NamedNode(term) = quad.subject
            && let Term::Literal(label) = quad.object
            && let Some(language) = label.language().and_then(Language::new)
        {
            labels.entry(term.into_string()).or_default().insert(language, label.value().to_owned());
        }
    }
    labels
});

/// The words for a class or a property; of terms that are not our own, their name in words.
pub fn words(iri: &str, language: Language) -> String {
    match LABELS.get(iri).and_then(|it| super::header::label(it, language)) {
        Some(label) => label.to_owned(),
        None => spaced(local(iri)),
    }
}

/// Every term that has words, by its short name, and the words.
pub fn all(language: Language) -> Vec<(String, String)> {
    let named = |(iri, labels): (&String, &Labels)| {
        Some((short(iri), super::header::label(labels, language)?.to_owned()))
    };
    let mut all: Vec<_> = LABELS.iter().filter_map(named).collect();
    all.sort();
    all
}

/// Whether it is a term of our own vocabulary.
pub fn is_declared(iri: &str) -> bool {
    iri.starts_with(NAMESPACE) && LABELS.contains_key(iri)
}

/// A property by its name: `hc:callsForReleaseOf`, `callsForReleaseOf`, `calls_for_release_of`,
/// or as stand-off lines call it (`adopted_on`).
pub fn property(name: &str) -> Option<&'static str> {
    // Stand-off names that are not the property's own; see `docs/graph.md`.
    const OTHERWISE: &[(&str, VocabularyTerm)] = &[
        ("adopted_on", VocabularyTerm::DateDocument),
        ("has_role", VocabularyTerm::Holds),
        ("held_by", VocabularyTerm::PostIn),
        ("located_in", VocabularyTerm::OfState),
        ("dated", VocabularyTerm::StatedDate),
        ("refers_to_title", VocabularyTerm::ReferredToAs),
        ("has_short_name", VocabularyTerm::ShortName),
        ("refused_registration", VocabularyTerm::RegistrationRefusedBy),
    ];
    if let Some((_, term)) = OTHERWISE.iter().find(|(it, _)| *it == name) {
        return Some(term.iri());
    }
    let full = super::expand(name);
    let squeezed = |it: &str| {
        it.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    let wanted = squeezed(name);
    VocabularyTerm::ALL
        .iter()
        .map(|it| it.iri())
        .find(|iri| full.as_deref() == Some(*iri) || (squeezed(local(iri)) == wanted && !wanted.is_empty()))
}

/// `prefix:local` where a prefix is known, else the IRI.
pub fn short(iri: &str) -> String {
    let known = PREFIXES.iter().find_map(|(prefix, namespace)| Some((*prefix, iri.strip_prefix(namespace)?)));
    match known {
        Some((prefix, local)) if !local.contains(['/', '#']) => format!("{prefix}:{local}"),
        _ => iri.to_owned(),
    }
}

fn local(iri: &str) -> &str {
    iri.rsplit(['#', '/']).next().unwrap_or(iri)
}

/// `date_document` and `dateDocument` to `date document`.
fn spaced(name: &str) -> String {
    let mut words = String::new();
    for c in name.chars() {
        match c {
            '_' | '-' => words.push(' '),
            c if c.is_ascii_uppercase() && !words.is_empty() => {
                words.push(' ');
                words.push(c.to_ascii_lowercase());
            }
            c => words.push(c),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_terms_have_their_label_and_others_their_name() {
        let day = "http://data.europa.eu/eli/ontology#date_document";
        assert_eq!(words(day, Language::ENGLISH), "adopted on");
        assert_eq!(words(day, Language::ITALIAN), "adottato il");
        assert_eq!(words("https://example.org/def#dateOfBirth", Language::ENGLISH), "date of birth");
        assert_eq!(short("http://data.europa.eu/eli/ontology#cites"), "eli:cites");
        assert_eq!(short("https://example.org/x"), "https://example.org/x");
        assert_eq!(property("cites"), Some("http://data.europa.eu/eli/ontology#cites"));
        for name in
            ["hc:callsForReleaseOf", "callsForReleaseOf", "calls_for_release_of", "calls for release of"]
        {
            assert_eq!(property(name), Some("https://w3id.org/hemicycle/def#callsForReleaseOf"), "{name}");
        }
        assert_eq!(property("adopted_on"), Some("http://data.europa.eu/eli/ontology#date_document"));
        assert_eq!(property("loves"), None);
        assert!(is_declared("https://w3id.org/hemicycle/def#SpeechAct") && !is_declared(day));
        assert!(OTHERS.lines().all(|it| it.split('\t').count() == 4), "a name and three languages");
        assert!(OTHERS.lines().all(|it| it.split('\t').next().and_then(crate::query::expand).is_some()));
        let own = "https://w3id.org/hemicycle/def#SpeechAct";
        assert_ne!(words(own, Language::FRENCH), words(own, Language::ENGLISH));
    }
}
