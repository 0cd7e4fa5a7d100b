//! What a page is about, in the terms of schema.org, for programs that read pages.
//!
//! The context stands in the block, so nobody has to fetch it. A script element that no browser
//! runs: its type is data, and the policy of the pages forbids scripts anyway.

use maud::{Markup, PreEscaped};
use serde_json::{Map, Value as Json, json};

use super::super::frame::{Table, Value};
use super::super::view::View;
use super::RDF_TYPE;

/// Ends of our classes, and what they are there.
const CLASSES: &[(&str, &str)] = &[
    ("/eli/ontology#Work", "CreativeWork"),
    ("foaf/0.1/Person", "Person"),
    ("def#State", "Country"),
    ("org#Organization", "Organization"),
    ("def#PoliticalMovement", "Organization"),
    ("def#Treaty", "CreativeWork"),
    ("def#Agreement", "CreativeWork"),
    ("2009/11/sem/Event", "Event"),
];

const DAY: &str = "http://data.europa.eu/eli/ontology#date_document";

/// A thing by what is said of it.
pub fn thing(view: &View, name: &str, says: &Table) -> Json {
    let mut names = vec![name];
    let (mut class, mut day, mut elsewhere) = ("Thing", None, Vec::new());
    for row in &says.rows {
        let value = says.text(row, "value");
        let property = says.text(row, "property");
        if property == RDF_TYPE {
            class = CLASSES.iter().find(|(end, _)| value.ends_with(end)).map_or(class, |(_, it)| it);
        } else if property.ends_with("core#altLabel") && !names.contains(&value) {
            names.push(value);
        } else if property == DAY {
            day = Some(value);
        } else if property == "http://www.w3.org/2002/07/owl#sameAs"
            && let Some(Value::Iri(iri)) = says.cell(row, "value").map(|it| &it.value)
        {
            elsewhere.push(iri.as_str());
        }
    }
    let iri = format!("{}{}", view.base, view.path);
    let mut block = Map::new();
    block.insert("@context".to_owned(), json!({ "@vocab": "https://schema.org/" }));
    block.insert("@id".to_owned(), json!(iri));
    block.insert("@type".to_owned(), json!(class));
    block.insert("name".to_owned(), json!(name));
    if names.len() > 1 {
        block.insert("alternateName".to_owned(), json!(names.get(1..)));
    }
    if let Some(day) = day.filter(|_| class == "CreativeWork") {
        block.insert("datePublished".to_owned(), json!(day));
    }
    if !elsewhere.is_empty() {
        let same: Vec<Json> = elsewhere.iter().map(|it| json!({ "@id": it })).collect();
        block.insert("sameAs".to_owned(), json!(same));
    }
    Json::Object(block)
}

/// All that is served.
pub fn data(view: &View) -> Json {
    json!({
        "@context": { "@vocab": "https://schema.org/" },
        "@id": format!("{}/", view.base),
        "@type": "Dataset",
        "name": "Hemicycle",
        "description": view.word("home-lead"),
        "distribution": { "@type": "DataDownload", "encodingFormat": "application/n-quads" },
    })
}

/// As it stands in a page: no text in it can end the element.
pub fn block(described: &Json) -> Markup {
    PreEscaped(described.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_ends_the_element() {
        let hostile = json!({ "name": "</script><script>alert(1)</script>&" });
        let text = block(&hostile).into_string();
        assert!(!text.contains('<') && !text.contains('&'), "{text}");
        assert_eq!(serde_json::from_str::<Json>(&text).expect("JSON"), hostile);
    }
}
