//! States by whatever another publisher calls them: code, address, name.

use rustc_hash::FxHashMap;

use super::identifier::of_iri;
use super::sound::plain;
use crate::lexicon::{Form, Lexicon, Scheme};

/// Two small letters of ISO 3166-1 for each way to name a State.
pub struct States {
    by_iri: FxHashMap<String, String>,
    by_name: FxHashMap<String, Option<String>>,
}

const MATCH: &str = "http://www.w3.org/2004/02/skos/core#exactMatch";

impl States {
    pub fn new(lexicon: &Lexicon) -> Self {
        let mut states = Self { by_iri: FxHashMap::default(), by_name: FxHashMap::default() };
        for (id, concept) in lexicon.concepts(Scheme::Country) {
            let code = concept.notation.to_ascii_lowercase();
            for (property, iri) in &concept.properties {
                if property == MATCH {
                    states.by_iri.insert(of_iri(iri), code.clone());
                }
            }
            let labels = lexicon.labels(id).filter(|it| it.form != Form::Demonym).map(|it| it.label.as_str());
            let iso3 = lexicon.values(id, "iso3");
            for name in labels.chain(iso3).chain([concept.notation.as_str()]) {
                // A name of two States is no name of either.
                states
                    .by_name
                    .entry(plain(name))
                    .and_modify(|it| {
                        if it.as_deref() != Some(&code) {
                            *it = None;
                        }
                    })
                    .or_insert_with(|| Some(code.clone()));
            }
        }
        states
    }

    pub fn by_iri(&self, iri: &str) -> Option<&str> {
        self.by_iri.get(&of_iri(iri)).map(String::as_str)
    }

    pub fn by_name(&self, name: &str) -> Option<&str> {
        self.by_name.get(&plain(name))?.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_known_by_name_code_and_address() {
        let states = States::new(Lexicon::built_in());
        for name in ["Andorra", "Principauté d'Andorre", "AND", "ad"] {
            assert_eq!(states.by_name(name), Some("ad"), "{name}");
        }
        assert_eq!(states.by_iri("https://sws.geonames.org/3041565"), Some("ad"));
        assert_eq!(states.by_name("Xanadu"), None);
    }
}
