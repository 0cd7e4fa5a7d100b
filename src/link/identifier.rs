//! Identifiers in one spelling, so that two data sets that print one identifier in two ways
//! are seen to share it. What is no identifier of a register keeps its address.

/// An address as an identifier. Wikidata, GeoNames and the Treaty Office have several
/// addresses for one thing; elsewhere only scheme and final slash do not matter.
pub fn of_iri(iri: &str) -> String {
    let rest = iri.strip_prefix("https://").or_else(|| iri.strip_prefix("http://")).unwrap_or(iri);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.to_ascii_lowercase();
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    match host.trim_start_matches("www.") {
        "wikidata.org" if is_wikidata(last) => format!("wikidata:{last}"),
        "sws.geonames.org" | "geonames.org" => {
            match path.split('/').find(|it| !it.is_empty() && it.bytes().all(|b| b.is_ascii_digit())) {
                Some(number) => geonames(number),
                None => rest.to_owned(),
            }
        }
        "coe.int" | "conventions.coe.int" if treaty(path).is_some() => cets(treaty(path).unwrap_or_default()),
        host => format!("{host}/{}", path.trim_end_matches('/')),
    }
}

fn is_wikidata(last: &str) -> bool {
    last.strip_prefix('Q').is_some_and(|it| !it.is_empty() && it.bytes().all(|b| b.is_ascii_digit()))
}

/// `treatynum=210` anywhere in the address.
fn treaty(path: &str) -> Option<&str> {
    let (_, number) = path.split_once("treatynum=")?;
    let end = number.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(number.len());
    (end > 0).then(|| &number[..end])
}

/// Number in the Council of Europe's series; `005` and `5` are one.
pub fn cets(number: &str) -> String {
    format!("cets:{}", number.trim_start_matches('0').to_ascii_lowercase())
}

/// Of the United Nations' depositary: `IV-4`.
pub fn untc(reference: &str) -> String {
    format!("untc:{}", reference.to_ascii_lowercase())
}

pub fn geonames(number: &str) -> String {
    format!("geonames:{number}")
}

/// Two letters of ISO 3166-1.
pub fn iso(code: &str) -> String {
    format!("iso:{}", code.to_ascii_lowercase())
}

/// Three letters of ISO 3166-1.
pub fn iso3(code: &str) -> String {
    format!("iso3:{}", code.to_ascii_lowercase())
}

/// A member of the European Parliament by the number in its directory.
pub fn mep(number: &str) -> String {
    of_iri(&format!("https://data.europarl.europa.eu/person/{number}"))
}

/// An act by body, kind, year and number, as in our IRIs: `pace/res/2025/2616`.
pub fn act(path: &str) -> String {
    format!("act:{path}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(one: &str, other: &str, same: bool) {
        assert_eq!(of_iri(one) == of_iri(other), same, "{} · {}", of_iri(one), of_iri(other));
    }

    #[test]
    fn one_thing_at_two_addresses_is_one() {
        check("http://www.wikidata.org/entity/Q1", "https://www.wikidata.org/wiki/Q1", true);
        check("https://sws.geonames.org/3041565/", "http://www.geonames.org/3041565/andorra.html", true);
        check("http://a.example/x/", "https://A.example/x", true);
        let page = "https://www.coe.int/en/web/conventions/full-list?module=treaty-detail&treatynum=005";
        assert_eq!(of_iri(page), cets("5"));
    }

    #[test]
    fn like_addresses_are_two() {
        check("http://www.wikidata.org/entity/Q1", "http://www.wikidata.org/entity/Q11", false);
        check("http://a.example/X", "http://a.example/x", false);
        check("http://a.example/x?n=1", "http://a.example/x?n=2", false);
    }
}
