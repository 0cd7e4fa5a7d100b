//! Language tags of documents.

use crate::text::Language;

/// ISO 639-2 and 639-3 codes of languages in which parliaments publish, with their two
/// letters. Source: the registry of ISO 639.
const THREE: [(&str, &str); 52] = [
    ("alb", "sq"),
    ("ara", "ar"),
    ("arm", "hy"),
    ("aze", "az"),
    ("bel", "be"),
    ("bos", "bs"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("chi", "zh"),
    ("cze", "cs"),
    ("dan", "da"),
    ("deu", "de"),
    ("dut", "nl"),
    ("ell", "el"),
    ("eng", "en"),
    ("est", "et"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("fre", "fr"),
    ("geo", "ka"),
    ("ger", "de"),
    ("gle", "ga"),
    ("gre", "el"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("ice", "is"),
    ("isl", "is"),
    ("ita", "it"),
    ("kat", "ka"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mac", "mk"),
    ("mkd", "mk"),
    ("mlt", "mt"),
    ("nld", "nl"),
    ("nor", "no"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rum", "ro"),
    ("rus", "ru"),
    ("slk", "sk"),
    ("slo", "sk"),
    ("slv", "sl"),
    ("spa", "es"),
    ("sqi", "sq"),
    ("srp", "sr"),
    ("swe", "sv"),
    ("tur", "tr"),
    ("ukr", "uk"),
];

/// `en-GB`, `eng` and `EN` are English.
pub fn language(tag: &str) -> Option<Language> {
    let first = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    match THREE.binary_search_by_key(&first.as_str(), |it| it.0) {
        Ok(at) => Language::new(THREE[at].1),
        Err(_) => Language::new(&first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_every_length_are_read() {
        for (tag, expected) in
            [("en-GB", Some("en")), ("FRA", Some("fr")), ("de_AT", Some("de")), ("xxx", None), ("", None)]
        {
            assert_eq!(language(tag).map(|it| it.tag().to_owned()).as_deref(), expected, "in {tag:?}");
        }
        assert!(THREE.is_sorted());
    }
}
