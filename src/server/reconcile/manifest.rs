//! What each version says of itself.

use serde_json::{Value as Json, json};

use super::super::view::View;
use super::{Version, answer};
use crate::lexicon::NAMESPACE;
use crate::search::kind::Kind;

/// Pixels of a preview.
const WIDTH: u32 = 420;
const HEIGHT: u32 = 260;

/// `at`: the address under which the service is asked; `host`: of this server.
pub fn manifest(version: Version, view: &View, at: &str, host: &str) -> Json {
    let types: Vec<Json> =
        Kind::things().map(|it| json!({ "id": it.class().iri(), "name": answer::kind(view, it) })).collect();
    let name = format!("Hemicycle · {}", view.base);
    let documentation = format!("{host}/");
    let (limit, language) = (view.word("setting-limit"), view.word("setting-lang"));
    match version {
        Version::Old => {
            let suggest = |of: &str| {
                json!({
                    "service_url": at,
                    "service_path": format!("/suggest/{of}"),
                    "flyout_service_url": at,
                    "flyout_service_path": format!("/flyout/{of}?id=${{id}}"),
                })
            };
            json!({
                "versions": [version.name()],
                "name": name,
                "identifierSpace": format!("{}/", view.base),
                "schemaSpace": NAMESPACE,
                "documentation": documentation,
                "serviceVersion": env!("CARGO_PKG_VERSION"),
                "defaultTypes": types,
                "view": { "url": format!("{at}/view?id={{{{id}}}}") },
                "preview": {
                    "url": format!("{at}/preview?id={{{{id}}}}"),
                    "width": WIDTH,
                    "height": HEIGHT,
                },
                "suggest": {
                    "entity": suggest("entity"),
                    "property": suggest("property"),
                    "type": suggest("type"),
                },
                "extend": {
                    "propose_properties": { "service_url": at, "service_path": "/extend/propose" },
                    "property_settings": [
                        { "name": "limit", "label": limit, "type": "number", "default": 0 },
                        { "name": "lang", "label": language, "type": "text", "default": "" },
                    ],
                },
            })
        }
        Version::New => json!({
            "versions": [version.name()],
            "name": name,
            "lang": view.language.tag(),
            "documentation": documentation,
            "serviceVersion": env!("CARGO_PKG_VERSION"),
            "defaultTypes": types,
            "view": { "url": format!("{at}/view?id={{id}}") },
            "preview": { "width": WIDTH, "height": HEIGHT },
            "suggest": { "entity": true, "property": true, "type": true },
            "extend": {
                "proposeProperties": true,
                "propertySettings": [
                    { "id": "limit", "name": limit, "type": "number", "default": 0 },
                    { "id": "lang", "name": language, "type": "text", "default": "" },
                ],
            },
            "standardizedScore": true,
        }),
    }
}
