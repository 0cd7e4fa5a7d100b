#!/usr/bin/env python3
"""Makes ontology/publishing/codes.ttl: the codes that a catalogue of a publication uses, of the EU's
authority lists and the ADMS types.

    scripts/publishing_codes.py ../shared/authority/eu

Needs rdflib. Withdrawn codes are left out; of file types, access rights and availabilities only those that
a publication of ours can have.
"""

import pathlib
import sys

import rdflib
from rdflib import DC, DCTERMS, RDF, SKOS

AUTHORITY = "http://publications.europa.eu/resource/authority/"
DEPRECATED = rdflib.URIRef("http://publications.europa.eu/ontology/authority/deprecated")
TARGET = pathlib.Path(__file__).parent.parent / "ontology" / "publishing" / "codes.ttl"
HEAD = """\
# Codes that a catalogue of a publication uses: EU authority lists and ADMS types, with their labels.
# Made by scripts/publishing_codes.py; corrections belong there.
# Source: Publications Office of the European Union, EU Vocabularies (CC BY 4.0), and ADMS by SEMIC (CC BY 4.0).
"""
# Codes of each list that are kept; None keeps all.
KEPT = {
    "access-right": {"PUBLIC"},
    "continent": None,
    "country": None,
    "data-theme": None,
    "file-type": {
        "ATOM", "CSV", "GZIP", "HTML", "JSON", "JSON_LD", "RDF_N_QUADS", "RDF_N_TRIPLES", "RDF_TRIG",
        "RDF_TURTLE", "RDF_XML", "SPARQLQ", "TSV", "TXT", "XML", "ZIP",
    },
    "frequency": None,
    "language": {"DEU", "ENG", "FRA", "ITA", "RUS", "SPA"},
    "licence": None,
    "planned-availability": {"STABLE"},
}
# Places that are no code of the other lists but are withdrawn or stand for nothing.
LEFT_OUT = {"OP_DATPRO"}


def main(folder):
    kept = rdflib.Graph()
    for name, codes in KEPT.items():
        graph = rdflib.Graph().parse(folder / f"{name}.ttl")
        scheme = rdflib.URIRef(AUTHORITY + name)
        copy(graph, kept, scheme, (DCTERMS.title,))
        for concept in graph.subjects(SKOS.inScheme, scheme):
            code = str(graph.value(concept, DC.identifier))
            if str(graph.value(concept, DEPRECATED)) == "true" or code in LEFT_OUT:
                continue
            if codes is None or code in codes:
                copy(graph, kept, concept, (SKOS.inScheme, SKOS.prefLabel, SKOS.exactMatch, DC.identifier))
    graph = rdflib.Graph().parse(folder / "adms.ttl")
    for name in ("publishertype", "licencetype"):
        scheme = rdflib.URIRef(f"http://purl.org/adms/{name}/1.0")
        copy(graph, kept, scheme, (DCTERMS.title,))
        for concept in graph.subjects(SKOS.inScheme, scheme):
            copy(graph, kept, concept, (SKOS.inScheme, SKOS.prefLabel))
            kept.add((concept, DC.identifier, rdflib.Literal(concept.rsplit("/", 1)[1])))
    for prefix, namespace in (("dc", DC), ("dcterms", DCTERMS), ("skos", SKOS)):
        kept.bind(prefix, namespace)
    TARGET.write_text(HEAD + kept.serialize(format="turtle"), encoding="utf-8")


def copy(source, target, subject, predicates):
    for predicate in (RDF.type, *predicates):
        for value in source.objects(subject, predicate):
            # Matches lead to the licence's own page; those of the other lists say nothing here.
            if predicate == SKOS.exactMatch and "/licence/" not in subject:
                continue
            target.add((subject, predicate, value))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
