"""`additions.tsv`, our own table, merged into the concepts."""

import sys

from .concept import Concept, LANGUAGES, plain
from .demonyms import inflect
from .turtle import iri

# Properties of `additions.tsv` that other places read.
ELSEWHERE = ("code", "table", "shared", "keepArticle")


def add(concepts, additions):
    """Merges `additions.tsv` into the concepts; returns the rows that change nothing."""
    additions = [it for it in additions if it["property"] not in ELSEWHERE]
    by_code = {(it.scheme, it.notation): it for it in concepts}
    for row in additions:
        place = (row["scheme"], row["code"])
        if place not in by_code and row["property"] == "prefLabel" and row["language"] == "en":
            by_code[place] = Concept(*place)
            concepts.append(by_code[place])
    for row in additions:
        if row["property"].startswith("demonym") and (row["scheme"], row["code"]) in by_code:
            by_code[row["scheme"], row["code"]].labels["demonym"][row["language"]] = []
    # What must go makes room first: the same words may come back as another kind of label.
    in_order = sorted(additions, key=lambda it: it["property"] != "drop")
    idle = [it for it in in_order if not amend(by_code.get((it["scheme"], it["code"])), it)]
    for concept in concepts:
        for language in LANGUAGES:
            forms = concept.labels["form"].pop(language, [])
            for base in concept.labels["demonym"][language]:
                forms += inflect(language, base)
            concept.labels["demonym"][language] = sorted(set(forms))
    return idle


def amend(concept, row):
    """One row of `additions.tsv`; says whether it changed anything."""
    language, label = row["language"], plain(row["label"])
    if concept is None:
        return False
    match row["property"]:
        case "drop":
            return concept.drop(language, label)
        case "prefLabel":
            return concept.prefer(language, label)
        case "altLabel" | "hiddenLabel" as kind:
            return concept.add(kind, language, label)
        case "demonym":
            concept.labels["demonym"][language].append(label)
        case "demonymForm":
            concept.labels["form"][language].append(label)
        case "organOf":
            concept.state("hc:organOf", label, "body:{}".format)
        case "page":
            concept.state("rdfs:seeAlso", label, iri)
        case other:
            sys.exit(f"additions.tsv: no property {other!r}")
    return True
