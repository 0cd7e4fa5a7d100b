//! The catalogue: DCAT-AP 3.0.1, with one dataset, its distributions, and the SPARQL endpoint as
//! data service where the settings name one.
//!
//! Everything has an IRI with a fragment of the catalogue's address; no blank nodes. Codes come
//! with what their lists say of them, so that the official shapes hold without those lists.
//! Rules: `docs/publish.md`.

use oxigraph::io::{JsonLdProfileSet, RdfFormat};

use super::contents::{DRAWING, DUMP, DUMP_COMPRESSED, TRIPLES_COMPRESSED};
use super::describe::Description;
use super::folder::{Entry, Folder};
use super::void::{self, Counts};
use super::{PublishError, Release};
use crate::config::code::{Code, List};
use crate::config::publication::Publication;
use crate::export::table;

pub const CATALOGUE: &str = "catalog";
/// As the official shapes spell it; the specification of SPDX itself has `http`.
const SHA256: &str = "https://spdx.org/rdf/terms#checksumAlgorithm_sha256";
const MEDIA_TYPES: &str = "http://www.iana.org/assignments/media-types/";

/// A file that is offered as a form of the dataset.
struct Offer {
    path: String,
    title: String,
    description: String,
    file_type: &'static str,
    media_type: &'static str,
    compressed: bool,
}

fn offers() -> Vec<Offer> {
    let offer = |path: &str, title: &str, description: &str, file_type, media_type, compressed| Offer {
        path: path.to_owned(),
        title: title.to_owned(),
        description: description.to_owned(),
        file_type,
        media_type,
        compressed,
    };
    let whole = "The whole graph with its named graphs: what acts are, what they say, and the proof";
    let mut offers = vec![
        offer(DUMP, "N-Quads", whole, "RDF_N_QUADS", "application/n-quads", false),
        offer(DUMP_COMPRESSED, "N-Quads, compressed", whole, "RDF_N_QUADS", "application/n-quads", true),
        offer(
            TRIPLES_COMPRESSED,
            "N-Triples, compressed",
            "The whole graph without named graphs",
            "RDF_N_TRIPLES",
            "application/n-triples",
            true,
        ),
        offer(
            DRAWING,
            "GraphML",
            "Things and their relations, for Gephi and Cytoscape",
            "XML",
            "application/xml",
            false,
        ),
    ];
    for name in table::names() {
        let description = format!("Table of {name}; the columns are told in csv-metadata.json");
        let path = format!("tables/{name}.csv");
        offers.push(offer(&path, &format!("Table of {name}, CSV"), &description, "CSV", "text/csv", false));
        let path = format!("tables/{name}.tsv");
        let media = "text/tab-separated-values";
        offers.push(offer(&path, &format!("Table of {name}, TSV"), &description, "TSV", media, false));
    }
    offers
}

/// Writes `catalog.ttl` and `catalog.jsonld`; gives what stands in them.
pub fn write(
    release: &Release<'_>,
    counts: &Counts,
    folder: &mut Folder,
) -> Result<Description, PublishError> {
    let mut it = Description::default();
    let catalogue = release.url(CATALOGUE);
    let at = |name: &str| format!("{catalogue}#{name}");
    let dataset = at("dataset");
    let publication = release.publication;
    let publisher = agent(release, &at("publisher"), &mut it);
    let contact = contact(publication, &at("contact"), &mut it);

    it.class(&catalogue, "dcat:Catalog");
    it.link(&catalogue, "dcat:dataset", &dataset);
    it.link(&catalogue, "dcat:themeTaxonomy", &List::Theme.iri());
    it.link(&catalogue, "foaf:homepage", &publication.publisher.homepage);
    it.class(&publication.publisher.homepage, "foaf:Document");
    described(release, &catalogue, &publisher, &mut it);

    it.class(&dataset, "dcat:Dataset");
    described(release, &dataset, &publisher, &mut it);
    it.string(&dataset, "dcterms:identifier", &dataset);
    it.string(&dataset, "dcat:version", &release.version());
    it.link(&dataset, "dcat:contactPoint", &contact);
    it.code(&dataset, "dcterms:accrualPeriodicity", &publication.frequency);
    it.class(publication.frequency.iri().as_str(), "dcterms:Frequency");
    if let Some(public) = List::AccessRight.code("PUBLIC") {
        it.code(&dataset, "dcterms:accessRights", &public);
        it.class(public.iri().as_str(), "dcterms:RightsStatement");
    }
    keywords(publication, &dataset, &mut it);
    if let Some((first, last)) = release.days {
        let period = at("period");
        it.link(&dataset, "dcterms:temporal", &period);
        it.class(&period, "dcterms:PeriodOfTime");
        it.typed(&period, "dcat:startDate", first, "xsd:date");
        it.typed(&period, "dcat:endDate", last, "xsd:date");
    }
    let standard = "https://w3id.org/hemicycle/def";
    it.link(&dataset, "dcterms:conformsTo", standard);
    it.class(standard, "dcterms:Standard");
    void::describe(release, &dataset, counts, &mut it);
    it.link(&dataset, "void:dataDump", &release.url(DUMP_COMPRESSED));

    if let Some(endpoint) = &publication.endpoint {
        service(release, &at("service"), endpoint, &dataset, &mut it);
        it.link(&catalogue, "dcat:service", &at("service"));
        it.link(&at("service"), "dcat:contactPoint", &contact);
        it.link(&at("service"), "dcterms:publisher", &publisher);
        it.link(&dataset, "void:sparqlEndpoint", endpoint);
    }
    for offer in offers() {
        let Some(entry) = folder.entry(&offer.path) else { continue };
        let node = at(&offer.path.replace(['/', '.'], "-"));
        it.link(&dataset, "dcat:distribution", &node);
        distribution(release, &node, &offer, entry, &mut it);
    }
    it.settle();
    folder.put("catalog.ttl", |out| it.write(RdfFormat::Turtle, out))?;
    let json = RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() };
    folder.put("catalog.jsonld", |out| it.write(json, out))?;
    Ok(it)
}

/// What catalogue and dataset both say.
fn described(release: &Release<'_>, node: &str, publisher: &str, it: &mut Description) {
    let publication = release.publication;
    it.text(node, "dcterms:title", &publication.title);
    it.text(node, "dcterms:description", &publication.description);
    it.link(node, "dcterms:publisher", publisher);
    licensed(publication, node, it);
    for theme in &publication.themes {
        it.code(node, "dcat:theme", theme);
    }
    let place = publication.place.iri().as_str();
    it.code(node, "dcterms:spatial", &publication.place);
    it.class(place, "dcterms:Location");
    it.typed(place, "dcat:bbox", publication.extent.polygon(), "geo:wktLiteral");
    it.typed(place, "dcat:centroid", publication.extent.middle(), "geo:wktLiteral");
    for language in languages(publication) {
        it.code(node, "dcterms:language", &language);
        it.class(language.iri().as_str(), "dcterms:LinguisticSystem");
    }
    dated(release, node, it);
}

fn licensed(publication: &Publication, node: &str, it: &mut Description) {
    let licence = &publication.licence;
    it.code(node, "dcterms:license", licence);
    it.class(licence.iri().as_str(), "dcterms:LicenseDocument");
    for kind in licence_types(licence.name()) {
        if let Some(kind) = List::LicenceType.code(kind) {
            it.code(licence.iri().as_str(), "dcterms:type", &kind);
        }
    }
}

/// What a licence asks, as the ADMS types have it: read off the codes of the Creative Commons
/// and of those that name their conditions as these do; of others it stays open.
fn licence_types(code: &str) -> Vec<&'static str> {
    let mut types = Vec::new();
    for part in code.split('_') {
        if matches!(part, "CC0" | "PDM" | "PDDL" | "ZERO") {
            types.push("PublicDomain");
        }
        let Some(conditions) = part.strip_prefix("BY") else { continue };
        types.push("Attribution");
        for (mark, kind) in
            [("NC", "NonCommercialUseOnly"), ("ND", "NoDerivativeWork"), ("SA", "ViralEffect-ShareAlike")]
        {
            if conditions.contains(mark) {
                types.push(kind);
            }
        }
    }
    if types.is_empty() {
        types.push("UnknownIPR");
    }
    types
}

/// Of the newest act: the graph has no other day.
fn dated(release: &Release<'_>, node: &str, it: &mut Description) {
    if let Some((_, last)) = release.days {
        it.typed(node, "dcterms:issued", last, "xsd:date");
        it.typed(node, "dcterms:modified", last, "xsd:date");
    }
}

/// Of the titles, as far as the list of the EU has been taken over.
fn languages(publication: &Publication) -> impl Iterator<Item = Code> {
    publication.title.iter().filter_map(|(language, _)| {
        let code = match language.tag() {
            "de" => "DEU",
            "en" => "ENG",
            "es" => "SPA",
            "fr" => "FRA",
            "it" => "ITA",
            "ru" => "RUS",
            _ => return None,
        };
        List::Language.code(code)
    })
}

fn keywords(publication: &Publication, node: &str, it: &mut Description) {
    for (language, words) in &publication.keywords {
        words.iter().for_each(|word| it.tagged(node, "dcat:keyword", word, language.tag()));
    }
}

fn agent(release: &Release<'_>, own: &str, it: &mut Description) -> String {
    let publisher = &release.publication.publisher;
    let node = match &publisher.corporate_body {
        Some(code) => format!("http://publications.europa.eu/resource/authority/corporate-body/{code}"),
        None => own.to_owned(),
    };
    if publisher.corporate_body.is_some() {
        let list = "http://publications.europa.eu/resource/authority/corporate-body";
        it.class(&node, "skos:Concept");
        it.link(&node, "skos:inScheme", list);
        it.text(&node, "skos:prefLabel", &publisher.name);
        it.class(list, "skos:ConceptScheme");
        it.tagged(list, "dcterms:title", "Corporate body", "en");
    }
    it.class(&node, "foaf:Agent");
    it.text(&node, "foaf:name", &publisher.name);
    it.link(&node, "foaf:homepage", &publisher.homepage);
    it.class(&publisher.homepage, "foaf:Document");
    it.code(&node, "dcterms:type", &publisher.kind);
    node
}

fn contact(publication: &Publication, node: &str, it: &mut Description) -> String {
    let contact = &publication.contact;
    it.class(node, "vcard:Kind");
    it.class(node, "vcard:Organization");
    it.string(node, "vcard:fn", &contact.name);
    if let Some(email) = &contact.email {
        it.link(node, "vcard:hasEmail", &format!("mailto:{email}"));
    }
    if let Some(page) = &contact.page {
        it.link(node, "vcard:hasURL", page);
    }
    node.to_owned()
}

fn service(release: &Release<'_>, node: &str, endpoint: &str, dataset: &str, it: &mut Description) {
    let publication = release.publication;
    it.class(node, "dcat:DataService");
    for (language, title) in publication.title.iter() {
        it.tagged(node, "dcterms:title", &format!("SPARQL · {title}"), language.tag());
    }
    it.text(node, "dcterms:description", &publication.description);
    for resource in [endpoint, SPARQL] {
        it.class(resource, "rdfs:Resource");
    }
    it.link(node, "dcat:endpointURL", endpoint);
    it.link(node, "dcat:endpointDescription", endpoint);
    it.link(node, "dcat:servesDataset", dataset);
    it.link(node, "dcterms:conformsTo", SPARQL);
    it.class(SPARQL, "dcterms:Standard");
    licensed(publication, node, it);
    publication.themes.iter().for_each(|theme| it.code(node, "dcat:theme", theme));
    keywords(publication, node, it);
    if let Some(public) = List::AccessRight.code("PUBLIC") {
        it.code(node, "dcterms:accessRights", &public);
    }
}

const SPARQL: &str = "https://www.w3.org/TR/sparql11-protocol/";

fn distribution(release: &Release<'_>, node: &str, offer: &Offer, entry: &Entry, it: &mut Description) {
    let url = release.url(&offer.path);
    it.class(node, "dcat:Distribution");
    it.tagged(node, "dcterms:title", &offer.title, "en");
    it.tagged(node, "dcterms:description", &offer.description, "en");
    for property in ["dcat:accessURL", "dcat:downloadURL"] {
        it.link(node, property, &url);
    }
    it.class(&url, "rdfs:Resource");
    if let Some(format) = List::FileType.code(offer.file_type) {
        it.code(node, "dcterms:format", &format);
        it.class(format.iri().as_str(), "dcterms:MediaTypeOrExtent");
    }
    media_type(node, "dcat:mediaType", offer.media_type, it);
    if offer.compressed {
        media_type(node, "dcat:compressFormat", "application/gzip", it);
    }
    if let Some(stable) = List::Availability.code("STABLE") {
        it.code(node, "dcatap:availability", &stable);
    }
    licensed(release.publication, node, it);
    let rights = release.url("LICENCE.md");
    it.link(node, "dcterms:rights", &rights);
    it.class(&rights, "dcterms:RightsStatement");
    dated(release, node, it);
    it.typed(node, "dcat:byteSize", entry.bytes, "xsd:nonNegativeInteger");
    let sum = format!("{node}-sha256");
    it.link(node, "spdx:checksum", &sum);
    it.class(&sum, "spdx:Checksum");
    it.link(&sum, "spdx:algorithm", SHA256);
    it.class(SHA256, "spdx:ChecksumAlgorithm");
    it.typed(&sum, "spdx:checksumValue", &entry.digest, "xsd:hexBinary");
}

fn media_type(node: &str, property: &str, name: &str, it: &mut Description) {
    let media = format!("{MEDIA_TYPES}{name}");
    it.link(node, property, &media);
    it.class(&media, "dcterms:MediaType");
}
