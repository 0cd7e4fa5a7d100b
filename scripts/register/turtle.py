"""Concepts to Turtle: dense, sorted, the same bytes each time."""

import re

from .concept import CASE_SENSITIVE, LABELS, LANGUAGES

SCHEMES = {
    "country": {
        "en": "Countries and territories",
        "fr": "Pays et territoires",
        "it": "Paesi e territori",
        "de": "Staaten und Gebiete",
        "ru": "Страны и территории",
    },
    "body": {
        "en": "International bodies",
        "fr": "Organes internationaux",
        "it": "Organi internazionali",
        "de": "Internationale Organe",
        "ru": "Международные органы",
    },
    "committee": {
        "en": "Committees of the Parliamentary Assembly of the Council of Europe",
        "fr": "Commissions de l'Assemblée parlementaire du Conseil de l'Europe",
        "it": "Commissioni dell'Assemblea parlamentare del Consiglio d'Europa",
        "de": "Ausschüsse der Parlamentarischen Versammlung des Europarates",
        "ru": "Комитеты Парламентской ассамблеи Совета Европы",
    },
    "treaty": {
        "en": "Council of Europe Treaty Series",
        "fr": "Série des traités du Conseil de l'Europe",
        "it": "Serie dei trattati del Consiglio d'Europa",
        "de": "Sammlung der Europaratsverträge",
        "ru": "Серия договоров Совета Европы",
    },
    "un-treaty": {
        "en": "Multilateral treaties deposited with the Secretary-General of the United Nations",
        "fr": "Traités multilatéraux déposés auprès du Secrétaire général des Nations Unies",
        "it": "Trattati multilaterali depositati presso il Segretario generale delle Nazioni Unite",
        "de": "Beim Generalsekretär der Vereinten Nationen hinterlegte mehrseitige Verträge",
        "ru": "Многосторонние договоры, депонированные у Генерального секретаря Организации Объединенных Наций",
    },
}
PREFIXES = {
    "hc": "https://w3id.org/hemicycle/def#",
    "def": "https://w3id.org/hemicycle/def/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "country": "https://w3id.org/hemicycle/def/country/",
    "body": "https://w3id.org/hemicycle/def/body/",
    "committee": "https://w3id.org/hemicycle/def/committee/",
    "treaty": "https://w3id.org/hemicycle/def/treaty/",
    "un-treaty": "https://w3id.org/hemicycle/def/un-treaty/",
    "eu-country": "http://publications.europa.eu/resource/authority/country/",
    "eu-body": "http://publications.europa.eu/resource/authority/corporate-body/",
    "wd": "http://www.wikidata.org/entity/",
    "page": "https://www.coe.int/en/web/conventions/full-list?module=treaty-detail&treatynum=",
}


def text(value, language=None):
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"' + (f"@{language}" if language else "")


def date(value):
    return f"{text(value)}^^xsd:date"


def iri(full):
    """An IRI, short where a prefix fits and what remains needs no escape."""
    for prefix, base in PREFIXES.items():
        local = full.removeprefix(base)
        if local != full and re.fullmatch(r"\w+(-\w+)*", local):
            return f"{prefix}:{local}"
    return f"<{full}>"


def turtle(scheme, concepts, sources):
    sources = [it for it in sources if it["scheme"] == scheme]
    head = [
        f"# {SCHEMES[scheme]['en']}.",
        "# Written by scripts/registers.py; do not edit. Ours to change: additions.tsv, sources.tsv.",
        *(f"# Source: {it['source']}. {it['date'] or 'No date given'}. Licence: {it['terms']}." for it in sources),
    ]
    statements = [
        ("a", ["skos:ConceptScheme"]),
        ("skos:prefLabel", [text(SCHEMES[scheme][it], it) for it in LANGUAGES]),
        ("hc:caseSensitive", ["true" if scheme in CASE_SENSITIVE else "false"]),
        ("dcterms:source", sorted({text(it["source"]) for it in sources})),
        ("dcterms:license", sorted({f"<{it['licence']}>" if it["licence"] else text(it["terms"]) for it in sources})),
        ("dcterms:issued", [date(max(it["date"] for it in sources))]),
    ]
    blocks = [block(f"def:{scheme}", statements)]
    for concept in sorted((it for it in concepts if it.scheme == scheme), key=reading_order):
        statements = [
            ("a", ["skos:Concept"]),
            ("skos:inScheme", [f"def:{scheme}"]),
            ("skos:notation", [text(concept.notation)]),
        ]
        for kind in LABELS:
            labels = [text(label, it) for it in LANGUAGES for label in sorted(concept.labels[kind][it])]
            statements.append(("hc:demonym" if kind == "demonym" else f"skos:{kind}", labels))
        blocks.append(block(f"{scheme}:{concept.slug}", statements + list(concept.facts.items())))
    body = "\n".join(blocks) + "\n"
    used = {it for it in PREFIXES if re.search(rf"(?<![\w-]){it}:", re.sub(r'"(?:[^"\\]|\\.)*"', "", body))}
    prefixes = [f"@prefix {it}: <{PREFIXES[it]}> ." for it in PREFIXES if it in used]
    return "\n".join([*head, *prefixes, "", body])


def block(subject, statements):
    lines = [f"{predicate} {','.join(values)}" for predicate, values in statements if values]
    return f"{subject} " + " ;\n".join([" ; ".join(lines[:3]), *lines[3:]]) + " ."


def reading_order(concept):
    """Numbers as numbers, Roman chapters too."""
    roman = re.match(r"[IVX]+(?=-)", concept.notation) if concept.scheme == "un-treaty" else None
    rest = concept.notation[roman.end():] if roman else concept.notation
    parts = [(0, int(it), "") if it.isdigit() else (1, 0, it) for it in re.findall(r"\d+|\D+", rest)]
    return (from_roman(roman[0]) if roman else 0, parts)


def from_roman(numeral):
    values = [{"I": 1, "V": 5, "X": 10}[it] for it in numeral]
    return sum(-it if it < after else it for it, after in zip(values, [*values[1:], 0]))
