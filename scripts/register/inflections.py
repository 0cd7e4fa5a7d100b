"""German and Russian names in the cases in which running text has them.

The names inflected are those whose first words are an adjective or none, and a noun; what
follows the noun stands in the genitive already and does not change. Forms are candidates: who
calls keeps those that no other concept bears.
"""

import re

# German nouns with such endings are feminine or plural and have no genitive of their own.
GERMAN_UNCHANGED = re.compile(r"(ung|ion|ionen|heit|keit|schaft|ik|a|[^e]e|enz|ät|tur|eiz|ei|[^s]s|x|z)$")
GERMAN_ADJECTIVE = re.compile(r"(.*(?:isch|lich|ig|at|ständ|int|igt|entlich|eint|al|är))(er|es|en|e)")
# Endings of the adjective by that of the nominative; in the genitive of masculine and neuter
# nouns, which add -s, it is -en.
GERMAN_ENDINGS = {"er": ("er", "e", "en"), "es": ("es", "e", "en"), "e": ("e", "en", "er"), "en": ("en", "e", "er")}


def german(label):
    """Europäischer Gerichtshof für …: Europäischen Gerichtshofs für …"""
    words = label.split(" ")
    adjective = GERMAN_ADJECTIVE.fullmatch(words[0]) if len(words) > 1 else None
    noun, rest = (words[1], words[2:]) if adjective else (words[0], words[1:])
    if not noun[:1].isupper() or not noun.isalpha() or noun.isupper():
        return
    genitives = []
    if not GERMAN_UNCHANGED.search(noun) and not (adjective and adjective[2] in ("e", "en")):
        if not noun.endswith("ss"):
            genitives.append(noun + "s")
        if noun.endswith("ss") or re.search(r"[tdfkg]$", noun) and not noun.endswith(("land", "reich")):
            genitives.append(noun + "es")
    stem = adjective[1] if adjective else ""
    for ending in GERMAN_ENDINGS[adjective[2]] if adjective else ("",):
        yield " ".join([*([stem + ending] if adjective else []), noun, *rest])
    for genitive in genitives:
        yield " ".join([*([stem + "en"] if adjective else []), genitive, *rest])


# Genitive, dative, accusative, instrumental, prepositional; None: as the nominative.
FEMININE = {"ая": ("ой", "ой", "ую", "ой", "ой"), "яя": ("ей", "ей", "юю", "ей", "ей")}
MASCULINE = {
    "ый": ("ого", "ому", None, "ым", "ом"),
    "ой": ("ого", "ому", None, "ым", "ом"),
    "ий": ("ого", "ому", None, "им", "ом"),
    "ое": ("ого", "ому", None, "ым", "ом"),
}
PLURAL = {"ые": ("ых", "ым", None, "ыми", "ых"), "ие": ("их", "им", None, "ими", "их")}
ADJECTIVES = FEMININE | MASCULINE | PLURAL
NOUNS = [
    ("ия", ("ии", "ии", "ию", "ией", "ии")),
    ("ие", ("ия", "ию", None, "ием", "ии")),
    ("я", ("и", "е", "ю", "ей", "е")),
    ("ь", ("и", "и", None, "ью", "и")),
    ("й", ("я", "ю", None, "ем", "е")),
    ("ы", ("ов", "ам", None, "ами", "ах")),
]
HARD = re.compile(r"[бвгджзклмнпрстфхцчшщ]$")


def russian(label):
    """Европейская комиссия по …: Европейской комиссии по …, Европейскую комиссию по …"""
    words = label.split(" ")
    head = 0
    while head < len(words) - 1 and words[head][-2:] in ADJECTIVES:
        head += 1
    endings = noun_endings(words[head])
    if endings is None:
        return
    stem, cases = endings
    for case in range(5):
        changed = [inflected(it[:-2], it[-2:], ADJECTIVES[it[-2:]][case]) for it in words[:head]]
        noun = words[head] if cases[case] is None else stem + cases[case]
        yield " ".join([*changed, noun, *words[head + 1 :]])


def inflected(stem, nominative, ending):
    return stem + (nominative if ending is None else ending)


def noun_endings(noun):
    """Stem and case endings, or None for what does not change or is not known."""
    if re.fullmatch(r"[A-ZА-ЯЁ]{2,}|.*[^а-яёА-ЯЁ-].*", noun):
        return None
    for ending, cases in NOUNS:
        if noun.endswith(ending):
            return noun[: -len(ending)], cases
    if noun.endswith("а"):
        stem = noun[:-1]
        soft = stem[-1:] in "гкхжчшщ"
        return stem, ("и" if soft else "ы", "е", "у", "ей" if stem[-1:] in "жчшщц" else "ой", "е")
    if noun.endswith("ство"):
        return noun[:-1], ("а", "у", None, "ом", "е")
    if HARD.search(noun):
        return noun, ("а", "у", None, "ом", "е")
    return None


RULES = {"de": german, "ru": russian}


def inflections(scheme, language, label):
    """Other cases of a name in German or Russian."""
    if language in RULES:
        yield from RULES[language](label)
        if language == "ru" and "ё" in label:
            yield label.replace("ё", "е")
