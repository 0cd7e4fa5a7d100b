"""Spellings and short titles that follow from a label by rule.

A rule gives candidates, the label itself among them; who calls keeps those that are new and
that no other concept bears.
"""

import itertools
import re

ENGLISH_SPELLINGS = [
    (re.compile(r"\b([Cc])o-operat"), r"\1ooperat"),
    (re.compile(r"\b([Cc])ooperat"), r"\1o-operat"),
    (re.compile(r"rganisation"), "rganization"),
    (re.compile(r"rganization"), "rganisation"),
    (re.compile(r"rganized Crime"), "rganised Crime"),
    (re.compile(r"\bUnited Nations\b"), "UN"),
]
UNACCENTED = str.maketrans("ÀÂÉÈÊÎÔ", "AAEEEIO")
PARTICLES = set("a à al alla d da dell de del della delle dei degli des di du e ed en et l la le les sur".split())


def spellings(scheme, language, label):
    """Other spellings of a label that acts use."""
    if language == "en" and scheme != "country":
        rules = ENGLISH_SPELLINGS if scheme == "body" else ENGLISH_SPELLINGS[:-1]
        for some in itertools.chain.from_iterable(itertools.combinations(rules, n) for n in (1, 2, 3)):
            spelt = label
            for pattern, replacement in some:
                spelt = pattern.sub(replacement, spelt)
            yield spelt
    if language == "fr":
        # Capitals are often printed without their accents.
        yield re.sub(r"\b[ÀÂÉÈÊÎÔ](?=\w)", lambda it: it[0].translate(UNACCENTED), label)
        yield re.sub(r"\bEtat(?=s?\b)", "État", label)
        yield label.replace("œ", "oe")
    if language == "it" and scheme == "treaty":
        yield label.replace("onvenzione-quadro", "onvenzione quadro")
        yield label.replace("onvenzione quadro", "onvenzione-quadro")
    if language in ("fr", "it") and scheme == "country":
        # République tchèque, République Tchèque; long official names are written in one way.
        words = label.split(" ")
        if len(words) <= 4:
            yield " ".join(it if it.split("'")[0] in PARTICLES else it[:1].upper() + it[1:] for it in words)


COUNCIL = {
    "en": (re.compile(r"^Council of Europe (?=(Framework )?Convention)"), ""),
    "fr": (re.compile(r"^(Convention(?:-cadre)?) du Conseil de l'Europe"), r"\1"),
    "it": (re.compile(r"^(Convenzione(?: quadro)?) del Consiglio d'Europa"), r"\1"),
    "de": (re.compile(r"^((?:Rahmen)?(?:[Üü]bereinkommen|[Kk]onvention)) des Europarate?s"), r"\1"),
    "ru": (re.compile(r"^((?:Рамочная )?[Кк]онвенция) Совета Европы"), r"\1"),
}
REVISED = {
    "en": (re.compile(r"^(.*) \(revised\)$", re.I), r"revised \1"),
    "fr": (re.compile(r"^(.*) \((révisée?)\)$", re.I), r"\1 \2"),
    "it": (re.compile(r"^(.*) \((rivedut[ao])\)$", re.I), r"\1 \2"),
    "de": (re.compile(r"^(.*) \((?:revidiert)\)$"), r"revidierte \1"),
    "ru": (re.compile(r"^(.*) \((пересмотренная)\)$"), r"\2 \1"),
}


def short_titles(scheme, language, label):
    """Titles of conventions as acts cite them."""
    if scheme == "treaty":
        for pattern, replacement in (COUNCIL[language], REVISED[language]):
            shorter = pattern.sub(replacement, label)
            yield shorter[:1].upper() + shorter[1:] if pattern is COUNCIL[language][0] else shorter
