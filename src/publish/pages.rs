//! What people and machines find first: README, licence, vocabulary, VoID, sitemap.

use std::io::{self, Write};

use oxigraph::io::RdfFormat;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::contents::{DRAWING, DUMP, DUMP_COMPRESSED, TRIPLES_COMPRESSED, path};
use super::croissant;
use super::describe::Description;
use super::folder::Folder;
use super::void::{self, Counts};
use super::{PublishError, Release};
use crate::export::json_ld::CONTEXT;
use crate::export::table::Written;
use crate::ontology;
use crate::query::header;

/// As published with the program that wrote the graph.
const VOCABULARY: [(&str, &str); 3] = [
    ("ontology/hemicycle.ttl", include_str!("../../ontology/hemicycle.ttl")),
    ("ontology/codes.ttl", include_str!("../../ontology/codes.ttl")),
    ("ontology/shapes.ttl", include_str!("../../ontology/shapes.ttl")),
];

/// Addresses that one sitemap may hold, by its protocol.
const OF_SITEMAP: usize = 50_000;

pub fn write(
    release: &Release<'_>,
    tables: &[Written],
    counts: &Counts,
    folder: &mut Folder,
) -> Result<(), PublishError> {
    for (path, text) in VOCABULARY {
        folder.put(path, |out| out.write_all(text.as_bytes()))?;
    }
    folder.put("ontology/context.jsonld", |out| out.write_all(CONTEXT.as_bytes()))?;
    for page in ontology::pages::all() {
        folder.put(&format!("ontology/{}", page.path), |out| out.write_all(page.html.as_bytes()))?;
    }
    let mut it = Description::default();
    void::describe(release, &release.url("void#dataset"), counts, &mut it);
    it.link(&release.url("void#dataset"), "void:dataDump", &release.url(DUMP_COMPRESSED));
    it.settle();
    folder.put("void.ttl", |out| it.write(RdfFormat::Turtle, out))?;
    folder.put("LICENCE.md", |out| licence(release, out))?;
    folder.put("README.md", |out| readme(release, tables, counts, out))?;
    sitemaps(release, folder)
}

fn licence(release: &Release<'_>, out: &mut dyn Write) -> io::Result<()> {
    let publication = release.publication;
    let licence = &publication.licence;
    let labels: Vec<_> = licence.facts().filter(|it| it.subject == licence.iri().clone().into()).collect();
    let literal = |it: &oxigraph::model::Quad| match &it.object {
        oxigraph::model::Term::Literal(text) if text.language() == Some("en") => {
            Some(text.value().to_owned())
        }
        _ => None,
    };
    let name = labels.iter().copied().find_map(literal).unwrap_or_else(|| licence.name().to_owned());
    writeln!(out, "# Licence\n")?;
    writeln!(
        out,
        "These data are published by {} under {name}:",
        publication.publisher.name.best(release.language)
    )?;
    writeln!(out, "<{}>", licence.iri().as_str())?;
    for quad in labels.iter().filter(|it| it.predicate.as_str().ends_with("exactMatch")) {
        if let oxigraph::model::Term::NamedNode(page) = &quad.object {
            writeln!(out, "<{}>", page.as_str())?;
        }
    }
    writeln!(out, "\nThe vocabulary in `ontology/` is part of Hemicycle (MIT or Apache-2.0).")
}

fn readme(release: &Release<'_>, tables: &[Written], counts: &Counts, out: &mut dyn Write) -> io::Result<()> {
    let publication = release.publication;
    let language = release.language;
    let contact = &publication.contact;
    writeln!(out, "# {}\n\n{}\n", publication.title.best(language), publication.description.best(language))?;
    writeln!(
        out,
        "Release {}. {} acts, {} statements.",
        release.version(),
        release.acts.len(),
        counts.triples()
    )?;
    writeln!(
        out,
        "Published by {} ({}).",
        publication.publisher.name.best(language),
        publication.publisher.homepage
    )?;
    let ways = [contact.email.as_deref(), contact.page.as_deref()];
    let ways: Vec<&str> = ways.into_iter().flatten().collect();
    writeln!(out, "Questions: {}, {}.\n", contact.name, ways.join(", "))?;
    writeln!(
        out,
        "*Says* is not *is*: that an act asserts something does not make it true. What acts claim, ask or report"
    )?;
    writeln!(
        out,
        "stands in graphs whose name ends in `/g/statements`; the passages that prove it in `/g/mentions`.\n"
    )?;
    writeln!(out, "| file | what |\n|---|---|")?;
    for (file, what) in [
        (DUMP, "the whole graph, N-Quads"),
        (DUMP_COMPRESSED, "the same, compressed"),
        (TRIPLES_COMPRESSED, "the same without named graphs"),
        (DRAWING, "things and relations for Gephi and Cytoscape"),
        (
            "eli/",
            "files for each act where its address says: Turtle, JSON-LD with named graphs, and `.json`: the act as one tree, for readers without RDF",
        ),
        ("id/", "a file for each person, body, State, treaty"),
        ("catalog.ttl, catalog.jsonld", "DCAT-AP description, with counts (VoID)"),
        (croissant::PATH, "the same for search engines and machine learning (schema.org, Croissant)"),
        ("queries/, queries.ttl", "questions to ask, in SPARQL"),
        (
            "ontology/",
            "the vocabulary, a page for each term in three languages, code lists, shapes, JSON-LD context",
        ),
        ("tables/csv-metadata.json", "what the columns of the tables mean (CSV on the Web)"),
        ("feed.atom", "acts that are new or changed, for readers of feeds"),
        (
            "changes/",
            "RDF Patch files in the order of `list.json`: the first begins with an empty graph, the last leads here",
        ),
        ("SHA256SUMS", "`sha256sum -c SHA256SUMS` tells whether all arrived"),
    ] {
        writeln!(out, "| `{file}` | {what} |")?;
    }
    for table in tables {
        let title = header::label(&table.titles, language).unwrap_or(table.name);
        writeln!(out, "| `tables/{}.csv`, `.tsv` | {title}: {} rows |", table.name, table.rows)?;
    }
    writeln!(out, "\nText cells that would begin a formula in a spreadsheet begin with an apostrophe.")
}

/// Addresses of acts, fifty thousand a file, and the list of the files.
fn sitemaps(release: &Release<'_>, folder: &mut Folder) -> Result<(), PublishError> {
    let first = ["README.md", "catalog.ttl", croissant::PATH].map(|it| release.url(it));
    let acts = release.acts.iter().map(|it| release.url(&path(release, it.as_str(), "ttl")));
    let addresses: Vec<String> = first.into_iter().chain(acts).collect();
    let mut maps = Vec::new();
    for (n, some) in addresses.chunks(OF_SITEMAP).enumerate() {
        let name = format!("sitemap-{}.xml", n + 1);
        folder.put(&name, |out| sitemap("urlset", "url", some, out))?;
        maps.push(release.url(&name));
    }
    folder.put("sitemap.xml", |out| sitemap("sitemapindex", "sitemap", &maps, out))
}

fn sitemap(root: &str, item: &str, addresses: &[String], out: &mut dyn Write) -> io::Result<()> {
    let mut xml = Writer::new_with_indent(&mut *out, b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root =
        xml.create_element(root).with_attribute(("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"));
    root.write_inner_content(|xml| {
        for address in addresses {
            xml.create_element(item).write_inner_content(|xml| {
                xml.create_element("loc").write_text_content(BytesText::new(address))?;
                Ok(())
            })?;
        }
        Ok(())
    })?;
    out.write_all(b"\n")
}
