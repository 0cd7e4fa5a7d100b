#!/usr/bin/env python3
"""Writes the registers (`ontology/registers/*.ttl`) from the authority tables.

    registers.py AUTHORITY_DIR                  write the registers; that of acts from
                                                ../corpus/pace-register.tsv, where it is
    registers.py --check [DIR]                  check the registers in DIR
    registers.py AUTHORITY_DIR --check [DIR]    the same, and that the tables still give these bytes

Python 3.11. Writing needs nothing else; checking needs rdflib (`pip install rdflib`).

Beside the registers stand three tables of ours, which this script reads:

`sources.tsv`    what each register is made from, with date and licence; goes to the file's head.
`acts.tsv`       acts that the table of the Assembly lacks, each with where it was read.
`additions.tsv`  what the tables lack or have wrong, one label a row, with the reason. Its
                 properties, besides the SKOS labels:
                   demonym, demonymForm   a base to inflect, or a form as it stands; either
                                          takes the place of the table's demonym
                   drop                   a label or demonym of the table that must not go in
                   code                   our short code for a row of `bodies.tsv`
                   table                  a new body, to be read from the EU table of bodies
                   organOf                the body of which this is an organ
                   page                   its page on the site of the body to which it belongs
                   shared                 a label that several concepts rightly bear
                   keepArticle            a label that begins with what looks like an article
                 An unknown code with a `prefLabel` in English makes a new concept.

`country_names_odbl.tsv` is never read: its licence (ODbL) must stay out of the product.
"""

import argparse
import sys
from pathlib import Path

from register.acts import acts
from register.additions import add
from register.check import check
from register.concept import key, rows
from register.derived import derive, owned
from register.tables import bodies, committees, countries, treaties, un_treaties
from register.turtle import SCHEMES, turtle

REGISTERS = Path(__file__).resolve().parent.parent / "ontology" / "registers"


def build(authority):
    """Every register as `{file name: text}`, and what is wrong with them."""
    additions = rows(REGISTERS / "additions.tsv")
    sources = rows(REGISTERS / "sources.tsv")
    concepts = [
        *countries(authority),
        *bodies(authority, additions),
        *committees(authority),
        *treaties(authority),
        *un_treaties(authority),
    ]
    for row in add(concepts, additions):
        print("no longer needed in additions.tsv:", "\t".join(row.values()))
    for concept in concepts:
        if concept.scheme == "committee":
            concept.state("hc:organOf", "pace", "body:{}".format)
    derive(concepts)
    shared = {
        (it["scheme"], it["language"], key(it["scheme"], it["label"]))
        for it in additions
        if it["property"] == "shared"
    }
    problems = [
        f"one label, several concepts: {' '.join(place)}: {' '.join(sorted(owners))}"
        for place, owners in sorted(owned(concepts).items())
        if len(owners) > 1 and place not in shared
    ]
    files = {f"{scheme}.ttl": turtle(scheme, concepts, sources) for scheme in SCHEMES}
    table = authority.parent / "corpus" / "pace-register.tsv"
    if table.exists():
        files["act.ttl"] = acts(table, REGISTERS / "acts.tsv")
    return files, problems


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("authority", type=Path, nargs="?", help="folder of the authority tables")
    arguments.add_argument("--check", type=Path, nargs="?", const=REGISTERS, metavar="DIR", help="check, write nothing")
    given = arguments.parse_args()
    if not given.authority and not given.check:
        arguments.error("name the folder of the authority tables, or --check")
    problems = []
    if given.authority:
        files, problems = build(given.authority)
        for file, content in files.items():
            if not given.check:
                (REGISTERS / file).write_text(content, encoding="utf-8", newline="\n")
            elif (given.check / file).read_text(encoding="utf-8") != content:
                problems.append(f"{file} is not what the tables give; run this script without --check")
        if given.check and build(given.authority)[0] != files:
            problems.append("two runs give different bytes")
    if given.check:
        problems += check(given.check, rows(REGISTERS / "additions.tsv"))
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
