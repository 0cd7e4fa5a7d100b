//! Words for the terms of the vocabulary: "calls for release of", not `hc:callsForReleaseOf`.

use std::collections::HashMap;
use std::sync::LazyLock;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Term};

use super::PREFIXES;
use super::header::Labels;
use crate::text::Language;

const LABEL: &str = "http://www.w3.org/2000/01/rdf-schema#label";

static LABELS: LazyLock<HashMap<String, Labels>> = LazyLock::new(|| {
    let mut labels: HashMap<String, Labels> = HashMap::new();
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
        assert_eq!(words("http://data.europa.eu/eli/ontology#date_document", Language::ENGLISH), "date document");
        assert_eq!(short("http://data.europa.eu/eli/ontology#cites"), "eli:cites");
        assert_eq!(short("https://example.org/x"), "https://example.org/x");
        let own = "https://w3id.org/hemicycle/def#SpeechAct";
        assert_ne!(words(own, Language::FRENCH), words(own, Language::ENGLISH));
    }
}
