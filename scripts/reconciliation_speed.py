#!/usr/bin/env python3
"""How fast names are matched among 100,000 things.

    scripts/reconciliation_speed.py HEMICYCLE [THINGS]

Makes up persons with three names each (the same at every run), loads them beside the sample acts,
serves them, and asks batches of 100: names as they stand, misspelt, and with another person's
surname. Prints what it took to make ready, and the seconds of each batch, by the clock and of the
processor, so that a busy machine does not mislead; measures, never fails. Linux only.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

SYLLABLES = "an bor ci da el fre gun ha iva jo ka len mar ni ol pe ra sol ta ul vi wen ya zo".split()
BATCHES = 10
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
NAME = "http://www.w3.org/2004/02/skos/core#altLabel"


def persons(count):
    dice = random.Random(1)
    word = lambda least, most: "".join(dice.choice(SYLLABLES) for _ in range(dice.randint(least, most))).title()
    given = [word(2, 3) for _ in range(600)]
    for _ in range(count):
        first, last = dice.choice(given), word(3, 5)
        yield f"{first} {last}", f"{last}, {first}", f"{first} {word(1, 2)} {last}"


def misspelt(name, dice):
    at = dice.randrange(1, len(name) - 1)
    return name[:at] + name[at + 1 :]


def worked(process):
    """Seconds of processor time of a process and its children, whichever thread started them."""
    children = [it.read_text().split() for it in Path(f"/proc/{process}/task").glob("*/children")]
    took = 0.0
    for pid in [process, *sum(children, [])]:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        took += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return took


def main():
    hemicycle, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    known = list(persons(count))
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "persons.nt"
        with data.open("w") as out:
            for n, names in enumerate(known):
                print(f"<https://persons.example/{n}> <{TYPE}> <http://xmlns.com/foaf/0.1/Person> .", file=out)
                for name in names:
                    print(f'<https://persons.example/{n}> <{NAME}> "{name}" .', file=out)
        store = Path(folder) / "store"
        acts = Path(__file__).parent.parent / "examples" / "acts"
        build = [hemicycle, "build", "--quiet", "--store", store, acts, "--load", data, "--as", "persons"]
        subprocess.run(build, check=True, stderr=subprocess.DEVNULL)
        start = time.monotonic()
        serve = [hemicycle, "serve", "--listen", "127.0.0.1:0", "--store", store]
        server = subprocess.Popen(serve, stderr=subprocess.PIPE, text=True)
        try:
            at = server.stderr.readline().split(" at ")[1].strip().rstrip("/")
            print(f"served after {time.monotonic() - start:.1f} s")
            dice = random.Random(2)

            def ask(names):
                queries = {f"q{n}": {"query": it} for n, it in enumerate(names)}
                body = urllib.parse.urlencode({"queries": json.dumps(queries)}).encode()
                while True:
                    try:
                        with urllib.request.urlopen(at + "/reconcile", body, timeout=300) as answer:
                            return json.load(answer)
                    except urllib.error.HTTPError as error:
                        if error.code != 503:
                            raise
                        time.sleep(0.5)

            ask(["Ada"])
            print(f"indexed after {time.monotonic() - start:.1f} s")
            for kind in ["as they stand", "misspelt", "strangers"]:
                times, right, before = [], 0, worked(server.pid)
                for _ in range(BATCHES):
                    wanted = [dice.randrange(count) for _ in range(100)]
                    names = [known[it][0] for it in wanted]
                    if kind == "misspelt":
                        names = [misspelt(it, dice) for it in names]
                    elif kind == "strangers":
                        names = [f"{it.split()[0]} {known[dice.randrange(count)][0].split()[1]}" for it in names]
                    begun = time.monotonic()
                    came = ask(names)
                    times.append(time.monotonic() - begun)
                    first = [came[f"q{n}"]["result"][:1] for n in range(100)]
                    for it, person in zip(first, wanted):
                        thing = it[0]["id"].rsplit("/", 1)[1] if it else ""
                        # Namesakes cannot be told apart.
                        right += thing.isdigit() and known[int(thing)][0] == known[person][0]
                times.sort()
                share = "" if kind == "strangers" else f", {right / 100 / BATCHES:.3f} first in rank"
                each = (worked(server.pid) - before) / BATCHES
                print(f"100 names {kind}: median {times[BATCHES // 2]:.2f} s, worst {times[-1]:.2f} s, {each:.2f} s of processor time{share}")
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
