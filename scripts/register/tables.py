"""The authority tables to concepts."""

import html
import re
from collections import defaultdict

from .concept import Concept, LANGUAGES, cell, plain, rows

# The tables of countries and bodies have columns for these; other languages are in `country_names.tsv`.
IN_COLUMNS = ("en", "fr", "it")
from .turtle import date, iri, text


def preference(name):
    """Short names first, and of these the one that most sources give."""
    return ("short" not in name["kinds"], -name["sources"].count("|"), name["name"])


def countries(authority):
    named = defaultdict(list)
    for name in rows(authority / "country_names.tsv"):
        named[name["iso3"], name["lang"]].append(name)
    for row in rows(authority / "countries.tsv"):
        concept = Concept("country", row["iso2"])
        for language in LANGUAGES[len(IN_COLUMNS):]:
            for name in sorted(named[row["iso3"], language], key=preference):
                # Glosses and signs are not running text.
                if not re.search(r"[&(),/]| - |^..$|^[a-zа-я]", name["name"]):
                    concept.add("prefLabel", language, name["name"])
        for language in IN_COLUMNS:
            columns = ("short", "official", "cldr", "other")
            names = [it for column in columns for it in cell(row, f"{column}_{language}")]
            for index, name in enumerate(plain(it) for it in names):
                if language == "en":
                    name = name.removeprefix("The ")
                # Sorting forms ("Korea, Republic of"), glosses and signs are not running text.
                if index == 0 or not re.search(r"[&(),/]| - |^..$", name):
                    concept.add("prefLabel", language, name)
            base = plain(row[f"demonym_{language}"])
            base = base if language == "en" else base.lower()
            # Where there is none the table repeats the name, often in other words.
            own_name = base.casefold() in (it.casefold() for it in concept.names(language))
            if base and not own_name and not re.search(r"[(),/]| (or|ou|o) ", base):
                concept.labels["demonym"][language].append(base)
        concept.state("skos:exactMatch", row["eu_iri"], iri)
        concept.state("skos:exactMatch", row["wikidata"], "wd:{}".format)
        concept.state("skos:exactMatch", row["geonames"], "<https://sws.geonames.org/{}/>".format)
        concept.state("hc:iso3", row["iso3"], text)
        for member, body in (("coe_member", "coe"), ("eu_member", "eu")):
            if row[member] == "1":
                concept.state("hc:memberOf", body, "body:{}".format)
        yield concept


def bodies(authority, additions):
    codes = {it["code"]: it["label"] for it in additions if it["property"] == "code"}
    for row in rows(authority / "bodies.tsv"):
        concept = Concept("body", codes.get(row["key"], row["key"]))
        for language in IN_COLUMNS:
            for column in ("name", "alt", "acronym"):
                for label in cell(row, f"{column}_{language}"):
                    if "–" not in label:
                        concept.add("prefLabel", language, label)
        concept.state("skos:exactMatch", row["eu_iri"], iri)
        concept.state("skos:exactMatch", row["wikidata"], "wd:{}".format)
        concept.state("hc:organOf", codes.get(row["parent"], row["parent"]), "body:{}".format)
        yield concept
    table = {it["code"]: it for it in rows(authority / "eu" / "corporate-body.tsv")}
    for addition in additions:
        if addition["property"] == "table":
            row = table[addition["label"]]
            concept = Concept("body", addition["code"])
            for language in IN_COLUMNS:
                for column in ("label", "alt"):
                    for label in cell(row, f"{column}_{language}"):
                        concept.add("prefLabel", language, label)
            concept.state("skos:exactMatch", row["iri"], iri)
            yield concept


def committees(authority):
    for row in rows(authority / "pace_committees.tsv"):
        concept = Concept("committee", row["code"].lower().replace("/", "-"))
        full = re.sub(r" \(.*\)$", "", row["name_en"])
        concept.add("prefLabel", "en", full)
        concept.add("altLabel", "en", row["name_en"])
        concept.add("prefLabel", "fr", row["name_fr"])
        concept.add("prefLabel", "it", row["short_it"])
        concept.add("altLabel", "en", row["code"])
        concept.add("altLabel", "fr", row["code"])
        yield concept


# A short name is kept when it names a treaty; "Tax Matters" would be found everywhere.
TREATY_NOUN = {
    "en": r"\b(Convention|Charter|Protocol|Code|Agreement)\b",
    "fr": r"\b(Convention|Charte|Protocole|Code|Accord)\b",
    "it": r"\b(Convenzione|Carta|Protocollo|Codice|Accordo)\b",
    "de": r"([Kk]onvention|[Üü]bereinkommen|Charta|[Pp]rotokoll|[Aa]bkommen)\b",
    "ru": r"([Кк]онвенция|[Хх]артия|[Пп]ротокол|[Сс]оглашение)\b",
}
ECHR = 5
# The names by which protocols to the European Convention on Human Rights are cited.
ECHR_PROTOCOL = {
    "en": ["Protocol No. {} to the European Convention on Human Rights",
           "Protocol No. {} to the Convention for the Protection of Human Rights and Fundamental Freedoms",
           "Protocol No {} to the European Convention on Human Rights"],
    "fr": ["Protocole n° {} à la Convention européenne des droits de l'homme",
           "Protocole n° {} à la Convention de sauvegarde des droits de l'homme et des libertés fondamentales",
           "Protocole no {} à la Convention européenne des droits de l'homme",
           "Protocole no. {} à la Convention européenne des droits de l'homme"],
    "it": ["Protocollo n. {} alla Convenzione europea dei diritti dell'uomo",
           "Protocollo n. {} alla Convenzione per la salvaguardia dei diritti dell'uomo e delle libertà fondamentali",
           "Protocollo n° {} alla Convenzione europea dei diritti dell'uomo",
           "Protocollo n. {} alla Convenzione europea dei diritti umani"],
    "de": ["Protokoll Nr. {} zur Europäischen Menschenrechtskonvention",
           "Protokoll Nr. {} zur Konvention zum Schutze der Menschenrechte und Grundfreiheiten"],
    "ru": ["Протокол № {} к Европейской конвенции по правам человека",
           "Протокол № {} к Конвенции о защите прав человека и основных свобод"],
}


def treaties(authority):
    for row in rows(authority / "coe_treaties.tsv"):
        concept = Concept("treaty", row["number"].lstrip("0"))
        for language in LANGUAGES:
            title = plain(row[f"title_{language}"])
            if language == "it":
                title = re.sub(r"(\w')\s+(?=[A-Z])", r"\1", title).replace("ta' ", "tà ")
            concept.add("prefLabel", language, title.removeprefix("Die ") if language == "de" else title)
            short = plain(row[f"short_{language}"])
            if re.search(TREATY_NOUN[language], short):
                concept.add("altLabel", language, short)
        parent = re.sub(r"^0*", "", row["parent_number"])
        number = re.match(r"Protocol No\. (\d+(?:bis)?) ", row["title_en"])
        # The first protocol has no number in its title.
        number = number[1] if number else "1" if row["number"] == "009" else None
        if number and (parent == str(ECHR) or "Human Rights and Fundamental Freedoms" in row["title_en"]):
            for language, forms in ECHR_PROTOCOL.items():
                for index, form in enumerate(forms):
                    concept.add("altLabel" if index < 2 else "hiddenLabel", language, form.format(number))
        concept.state("hc:opened", row["opened"], date)
        concept.state("hc:inForce", row["in_force"], date)
        concept.state("hc:protocolTo", parent.lower(), "treaty:{}".format)
        concept.state("rdfs:seeAlso", row["page"], iri)
        yield concept


def un_treaties(authority):
    table = rows(authority / "un_treaties.tsv")
    titles = [un_title(row["title_en"]) for row in table]
    for row, title in zip(table, titles):
        concept = Concept("un-treaty", row["ref"])
        # The same title twice: a treaty and its amended text. Place and date tell them apart.
        twice = sum(it.casefold() == title.casefold() for it in titles) > 1
        concept.add("prefLabel", "en", f"{title} ({row['place_date']})" if twice else title)
        yield concept


def un_title(title):
    title = re.sub(r" \((deposited|with) [^)]*\)", "", html.unescape(title))
    return plain(title.rstrip("*"))
