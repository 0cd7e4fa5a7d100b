"""Acts known so far to a register of their own: facts to Turtle.

No labels: a title in running text is found by rule or not at all, so titles are
`dcterms:title` and stay out of the phrases that rules look for. A row gives

    title       not where the table calls it a description or only infers it
    adopted     not where it names two days
    page        only the Assembly's own, of the act itself and not of its report
    report      its number, except where it was paired with the act by order only

`ontology/registers/acts.tsv` has acts that the table lacks: of the European Parliament, so that
a day and a title lead to a number. Each row says where it was read.

`LEFT_OUT` is the act on which the rules are tried: they must read it as they read any other.
"""

import re

from .concept import plain, rows
from .turtle import block, date, text

CODES = {"Resolution": "res", "Recommendation": "rec", "Opinion": "op", "Order": "ord"}
LEFT_OUT = {("Resolution", "2616", "2025")}
# Titles that name persons stay out: persons are found by rule, wherever they stand.
NAMES_PERSONS = {("Recommendation", "1856", "2009")}
HOSTS = r"https?://(assembly|pace)\.coe\.int/"
DOUBTFUL = ("a description", "inferred", "columns flattened", "as running text")
HEAD = """\
# Acts of the Parliamentary Assembly of the Council of Europe and of the European Parliament, as far as known.
# Written by scripts/registers.py; do not edit. Ours to change: acts.tsv.
# Source: pages of the two and of papers that cite them, read one by one: numbers, titles, days, pages. 2026-11-25. Licence: facts; titles of the European Parliament: reuse with attribution, © European Union.
@prefix hc: <https://w3id.org/hemicycle/def#> .
@prefix def: <https://w3id.org/hemicycle/def/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
SCHEME = [
    ("a", ["skos:ConceptScheme"]),
    (
        "skos:prefLabel",
        [
            text("Acts of assemblies", "en"),
            text("Textes adoptés des assemblées", "fr"),
            text("Atti di assemblee", "it"),
        ],
    ),
    ("dcterms:issued", [date("2026-11-25")]),
]


def acts(table, more):
    """The register of acts as Turtle: `table` is the Assembly's, `more` is ours."""
    found = {}
    for row in rows(table):
        if (row["act_type"], row["number"], row["year"]) not in LEFT_OUT:
            found["pace", CODES[row["act_type"]], int(row["year"]), row["number"]] = list(statements(row))
    for row in rows(more):
        place = (row["body"], row["kind"], int(row["year"]), row["number"])
        found[place] = found.get(place, []) + list(ours(row))
    blocks = [block("def:act", SCHEME)]
    for body, kind, year, number in sorted(found, key=lambda it: (*it[:3], it[3].zfill(20))):
        if not (facts := found[body, kind, year, number]):
            continue
        code = f"{body}/{kind}/{year}/{number}"
        blocks.append(
            block(
                f"<https://w3id.org/hemicycle/def/act/{code}>",
                [
                    ("a", ["skos:Concept"]),
                    ("skos:inScheme", ["def:act"]),
                    ("skos:notation", [text(code)]),
                    *facts,
                ],
            )
        )
    return HEAD + "\n" + "\n".join(blocks) + "\n"


def ours(row):
    titles = [text(plain(row[f"title_{it}"]), it) for it in ("en", "fr") if row[f"title_{it}"]]
    if titles:
        yield "dcterms:title", titles
    if row["adopted"]:
        yield "dcterms:issued", [date(row["adopted"])]
    if row["report"]:
        yield "hc:reportedIn", [text(row["report"])]
    if row["page"]:
        yield "foaf:page", [f"<{row['page']}>"]


def statements(row):
    evidence = row["evidence"]
    named = (row["act_type"], row["number"], row["year"]) in NAMES_PERSONS
    if not named and not any(it in evidence for it in DOUBTFUL):
        titles = [text(plain(row[f"title_{it}"]), it) for it in ("en", "fr", "it") if row[f"title_{it}"]]
        if titles:
            yield "dcterms:title", titles
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", row["adopted"]):
        yield "dcterms:issued", [date(row["adopted"])]
    if re.fullmatch(r"\d+", row["doc"]) and "flattened" not in evidence:
        yield "hc:reportedIn", [text(row["doc"])]
    if re.match(HOSTS, row["page"]) and re.search(r"page (header )?read", evidence):
        yield "foaf:page", [f"<{row['page']}>"]
