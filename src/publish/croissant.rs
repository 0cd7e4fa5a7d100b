//! For search engines (schema.org) and machine learning (Croissant 1.0): one JSON-LD document
//! that is both, as Croissant is made.

use serde_json::{Value, json};

use super::contents::{DUMP_COMPRESSED, pretty};
use super::folder::Folder;
use super::{PublishError, Release};
use crate::export::table::{Kind, Written};
use crate::query::header;

pub const PATH: &str = "croissant.json";

pub fn write(release: &Release<'_>, tables: &[Written], folder: &mut Folder) -> Result<(), PublishError> {
    let publication = release.publication;
    let language = release.language;
    let mut files: Vec<Value> = Vec::new();
    let paths = std::iter::once((DUMP_COMPRESSED.to_owned(), "application/gzip"))
        .chain(tables.iter().map(|it| (format!("tables/{}.csv", it.name), "text/csv")));
    for (path, media_type) in paths {
        let Some(entry) = folder.entry(&path) else { continue };
        files.push(json!({
            "@type": "cr:FileObject",
            "@id": path,
            "name": path,
            "contentUrl": release.url(&path),
            "contentSize": format!("{} B", entry.bytes),
            "encodingFormat": media_type,
            "sha256": entry.digest,
        }));
    }
    let records: Vec<Value> = tables.iter().map(|it| records(release, it)).collect();
    let licence = publication.licence.iri().as_str();
    let keywords: Vec<&String> = publication.keywords.values().flatten().collect();
    let days = release.days;
    let document = json!({
        "@context": context(),
        "@type": "sc:Dataset",
        "@id": release.url("catalog#dataset"),
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": publication.title.best(language),
        "description": publication.description.best(language),
        "url": release.url("catalog"),
        "license": licence,
        "keywords": keywords,
        "version": semantic(&release.version()),
        "datePublished": days.map(|(_, last)| last.to_string()),
        "dateModified": days.map(|(_, last)| last.to_string()),
        "temporalCoverage": days.map(|(first, last)| format!("{first}/{last}")),
        "isAccessibleForFree": true,
        "inLanguage": publication.title.iter().map(|(it, _)| it.tag().to_owned()).collect::<Vec<_>>(),
        "creator": {
            "@type": "sc:Organization",
            "name": publication.publisher.name.best(language),
            "url": publication.publisher.homepage,
        },
        "publisher": {
            "@type": "sc:Organization",
            "name": publication.publisher.name.best(language),
            "url": publication.publisher.homepage,
        },
        "citeAs": format!(
            "{}: {}, {}. {}",
            publication.publisher.name.best(language),
            publication.title.best(language),
            release.version(),
            release.address
        ),
        "distribution": files,
        "recordSet": records,
    });
    folder.put(PATH, |out| pretty(&document, out))
}

/// Three numbers, as Croissant wants them; a day has three.
fn semantic(version: &str) -> String {
    let numbers: Vec<String> = version
        .split(['-', '.'])
        .map(|it| it.parse::<u64>().map_or("0".to_owned(), |it| it.to_string()))
        .collect();
    match numbers.as_slice() {
        [major, minor, patch] => format!("{major}.{minor}.{patch}"),
        [major, minor] => format!("{major}.{minor}.0"),
        [major, ..] => format!("{major}.0.0"),
        [] => "0.0.0".to_owned(),
    }
}

fn records(release: &Release<'_>, table: &Written) -> Value {
    let file = format!("tables/{}.csv", table.name);
    let fields: Vec<Value> = table
        .columns
        .iter()
        .map(|column| {
            json!({
                "@type": "cr:Field",
                "@id": format!("{}/{}", table.name, column.name),
                "name": column.name,
                "description": header::label(&column.titles, release.language).unwrap_or(&column.name),
                "dataType": match column.kind {
                    Kind::Iri => "sc:URL",
                    Kind::Label | Kind::Text => "sc:Text",
                    Kind::Date => "sc:Date",
                    Kind::Integer => "sc:Integer",
                },
                "source": { "fileObject": { "@id": file }, "extract": { "column": column.name } },
            })
        })
        .collect();
    json!({
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": header::label(&table.about, release.language).unwrap_or(table.name),
        "field": fields,
    })
}

/// As the specification of Croissant 1.0 gives it: readers compare it word by word.
fn context() -> Value {
    json!({
        "@language": "en",
        "@vocab": "https://schema.org/",
        "citeAs": "cr:citeAs",
        "column": "cr:column",
        "conformsTo": "dct:conformsTo",
        "cr": "http://mlcommons.org/croissant/",
        "rai": "http://mlcommons.org/croissant/RAI/",
        "data": { "@id": "cr:data", "@type": "@json" },
        "dataType": { "@id": "cr:dataType", "@type": "@vocab" },
        "dct": "http://purl.org/dc/terms/",
        "equivalentProperty": "cr:equivalentProperty",
        "samplingRate": "cr:samplingRate",
        "examples": { "@id": "cr:examples", "@type": "@json" },
        "extract": "cr:extract",
        "field": "cr:field",
        "fileProperty": "cr:fileProperty",
        "fileObject": "cr:fileObject",
        "fileSet": "cr:fileSet",
        "format": "cr:format",
        "includes": "cr:includes",
        "isLiveDataset": "cr:isLiveDataset",
        "jsonPath": "cr:jsonPath",
        "key": "cr:key",
        "md5": "cr:md5",
        "parentField": "cr:parentField",
        "path": "cr:path",
        "recordSet": "cr:recordSet",
        "references": "cr:references",
        "regex": "cr:regex",
        "repeated": "cr:repeated",
        "replace": "cr:replace",
        "sc": "https://schema.org/",
        "separator": "cr:separator",
        "source": "cr:source",
        "subField": "cr:subField",
        "transform": "cr:transform",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_version_becomes_three_numbers() {
        for (version, expected) in [("2028-06-21", "2028.6.21"), ("1.2", "1.2.0"), ("spring", "0.0.0")] {
            assert_eq!(semantic(version), expected);
        }
    }
}
