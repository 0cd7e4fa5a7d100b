"""Forms of a demonym: from the one form a table gives to all that acts use.

`inflect("fr", "kazakh")` gives kazakh, kazakhe, kazakhs, kazakhes. The rules are those of
regular adjectives; what does not follow them stands in `IRREGULAR`. French and Italian forms
are lower case, as adjectives are written there; English keeps its capital.
"""

# Singular masculine (English: the one form) -> every form. Complete: no rule is applied.
IRREGULAR = {
    "en": {
        "Czech": ["Czech", "Czechs"],
        "Lao": ["Lao"],
        "Turkmen": ["Turkmen", "Turkmens"],
    },
    "fr": {
        "burkinabé": ["burkinabé", "burkinabés", "burkinabè"],
        "grec": ["grec", "grecque", "grecs", "grecques"],
        "lao": ["lao"],
        "maori": ["maori", "maorie", "maoris", "maories"],
        "ouzbek": ["ouzbek", "ouzbèke", "ouzbèque", "ouzbeks", "ouzbèkes", "ouzbèques"],
        "turc": ["turc", "turque", "turcs", "turques"],
    },
    "it": {
        "belga": ["belga", "belgi", "belghe"],
        "burkinabé": ["burkinabé"],
        "greco": ["greco", "greca", "greci", "greche"],
        "saharawi": ["saharawi"],
        "swazi": ["swazi"],
    },
}

# English endings of words that are adjectives only, or the same in the plural.
NO_PLURAL = ("ese", "sh", "ch", "ss", "ic", "ois", "yz", "sy", "be")


def inflect(language: str, base: str) -> list[str]:
    """Every form of `base`, sorted, without repeats."""
    known = IRREGULAR.get(language, {}).get(base)
    forms = known if known is not None else RULES[language](base)
    return sorted(set(forms))


def english(base: str) -> list[str]:
    """Albanian, Albanians; but Chinese, Irish, Swiss."""
    return [base] if base.endswith(NO_PLURAL) else [base, base + "s"]


def french(base: str) -> list[str]:
    """Feminine by ending; plural in -s, but a masculine in -s or -x stays as it is."""
    if base.endswith("e"):  # belge, russe: one form for both genders
        feminine = base
    elif base.endswith(("en", "on")):  # norvégien, norvégienne; letton, lettonne
        feminine = base + "ne"
    else:  # albanais, albanaise; argentin, argentine; kosovar, kosovare
        feminine = base + "e"
    plural = base if base.endswith(("s", "x")) else base + "s"
    return [base, feminine, plural, feminine + "s"]


def italian(base: str) -> list[str]:
    """-o has four forms, -e and -a have two or three; other endings do not change."""
    stem = base[:-1]
    if base.endswith("o"):
        # The c of -co and the g of -go stay hard in the feminine plural, and in the
        # masculine too, except in -ico and -iaco: libici, austriaci; but turchi, slovacchi.
        hard = stem.endswith(("c", "g"))
        soft_masculine = base.endswith(("ico", "iaco"))
        masculine = stem + ("hi" if hard and not soft_masculine else "i")
        feminine = stem + ("he" if hard else "e")
        return [base, stem + "a", masculine, feminine]
    if base.endswith("e"):  # albanese, albanesi
        return [base, stem + "i"]
    if base.endswith("a"):  # cipriota, ciprioti, cipriote
        return [base, stem + "i", stem + "e"]
    return [base]


def german(base: str) -> list[str]:
    """kasachisch: with every ending, and with the capital of a name ("Italienische Republik")."""
    forms = [base + ending for ending in ("e", "en", "er", "es", "em")]
    return forms + [it[:1].upper() + it[1:] for it in forms]


def russian(base: str) -> list[str]:
    """казахстанский: every case, and the capital of a name."""
    stem = base[:-2]
    endings = "ий ого ому им ом ая ой ую ое ие их ими".split()
    forms = [stem + ending for ending in endings]
    return forms + [it[:1].upper() + it[1:] for it in forms]


RULES = {"en": english, "fr": french, "it": italian, "de": german, "ru": russian}
