#!/usr/bin/env python3
"""A million quads written out, beside `oxigraph dump` on the same store.

    benches/export.py HEMICYCLE [QUADS]     the optimised program; about 1,000,000 quads by default

Loads a seeded graph of made-up acts into a store (stock Oxigraph's loader, then `optimize`), then
writes it as N-Quads by both programs in turn, five times each, and prints medians, their ratio
and peak memory. Exit code 1 below 0.9 of Oxigraph's speed, above 150 MB, or where the two do not
write the same lines. Needs `pip install oxigraph`.
"""

import hashlib
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import tempfile

RUNS, SPEED, MEMORY = 5, 0.9, 150
BASE = "https://data.example.org/"
ELI, RDF = "http://data.europa.eu/eli/ontology#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD, OA = "http://www.w3.org/2001/XMLSchema#", "http://www.w3.org/ns/oa#"


def graph(path, quads):
    """Acts with paragraphs, their words and who is named where; about as our own graphs are."""
    chance = random.Random(7)
    words = [chance.choice("aeiou").join(chance.sample("bcdfglmnprst", 3)) for _ in range(900)]
    text = lambda many: " ".join(chance.choice(words) for _ in range(many))
    written = 0
    with open(path, "w", encoding="utf-8") as out:
        act = 0
        while written < quads:
            node, graph = f"<{BASE}eli/x/res/2027/{act}>", f"<{BASE}eli/x/res/2027/{act}/g/act>"
            rows = [(node, f"<{RDF}type>", f"<{ELI}Work>"), (node, f"<{ELI}number>", f'"{act}"')]
            for number in range(30):
                part = f"<{BASE}eli/x/res/2027/{act}/para/{number}>"
                rows += [
                    (part, f"<{ELI}is_part_of>", node),
                    (part, f"<{ELI}number>", f'"{number}"'),
                    (part, f"<{ELI}title>", f'"{text(25)}"@en'),
                ]
                for place in range(4):
                    mention = f"<{BASE}src/{act}#char={number * 100 + place},{number * 100 + place + 9}>"
                    person = f"<{BASE}id/person/{int(4000 * chance.random() ** 3)}>"
                    rows += [
                        (mention, f"<{RDF}type>", f"<{BASE}Mention>"),
                        (mention, f"<{BASE}denotes>", person),
                        (mention, f"<{OA}exact>", f'"{text(2)}"'),
                        (mention, f"<{OA}start>", f'"{number * 100 + place}"^^<{XSD}integer>'),
                    ]
            out.writelines(f"{s} {p} {o} {graph} .\n" for s, p, o in rows)
            written += len(rows)
            act += 1
    return written


def timed(command, output):
    """Seconds of processor time, as others may use the machine, and megabytes at the most."""
    with open(output, "wb") as out:
        child = subprocess.Popen(command, stdout=out)
        _, status, usage = os.wait4(child.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"error: {' '.join(map(str, command))} failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def digest(path):
    """Of the lines as a set: the two write them in different orders."""
    total = 0
    with open(path, "rb") as lines:
        for line in lines:
            total = (total + int.from_bytes(hashlib.sha256(line.strip()).digest()[:16])) % (1 << 128)
    return total


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    hemicycle = shutil.which(sys.argv[1]) or sys.exit(f"error: no program {sys.argv[1]}")
    oxigraph = shutil.which("oxigraph") or sys.exit("error: no `oxigraph`\nhint: pip install oxigraph")
    quads = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        store, source = folder / "store", folder / "graph.nq"
        written = graph(source, quads)
        # A store of ours with nothing in it but what Oxigraph loads.
        act = pathlib.Path(__file__).parent.parent / "examples/acts/res-2771-2028-page.txt"
        subprocess.run([hemicycle, "build", "--quiet", "--store", store, act], check=True)
        inner = store / "quads"
        shutil.rmtree(inner)
        subprocess.run([oxigraph, "load", "--location", inner, "--file", source], check=True, capture_output=True)
        subprocess.run([oxigraph, "optimize", "--location", inner], check=True, capture_output=True)
        ours, theirs = [], []
        for _ in range(RUNS):
            theirs.append(timed([oxigraph, "dump", "--location", inner, "--format", "nq"], folder / "theirs.nq"))
            ours.append(timed([hemicycle, "export", "--store", store], folder / "ours.nq"))
        same = digest(folder / "ours.nq") == digest(folder / "theirs.nq")
    one, other = (statistics.median(it[0] for it in runs) for runs in (ours, theirs))
    memory = max(it[1] for it in ours)
    print(f"{written} quads; hemicycle export {one:.2f} s, oxigraph dump {other:.2f} s: {other / one:.2f} of its speed")
    print(f"peak memory {memory:.0f} MB, oxigraph {max(it[1] for it in theirs):.0f} MB; {'the same lines' if same else 'OTHER LINES'}")
    sys.exit(0 if same and other / one >= SPEED and memory <= MEMORY else 1)


main()
