#!/usr/bin/env python3
"""Hemicycle beside what a user would take instead, on this machine, in one run.

    benches/compare.py [--acts 300] [--many 10000] ACT.txt

Ratios count, not times: other programs share the machine. Needs `pip install spacy rdflib oxigraph`
for the parts that compare; what is not there is passed over. Builds nothing: takes
`hemicycle` from the target folder, or from $HEMICYCLE.
"""

import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", HERE.parent / "target"))
HEMICYCLE = os.environ.get("HEMICYCLE", str(TARGET / "release" / "hemicycle"))


def run(command, best_of=1, prepare=lambda: None):
    """Seconds of the fastest run."""
    seconds = []
    for _ in range(best_of):
        prepare()
        start = time.perf_counter()
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        seconds.append(time.perf_counter() - start)
        if done.returncode:
            sys.exit(f"{command}: {done.stderr[-400:]}")
    return min(seconds)


def copies(act, folder, count):
    """The act under other numbers and years, so that each copy is an act of its own."""
    text = act.read_text(encoding="utf-8")
    number, year = re.search(r"(?i)\b(\d{3,4}) \((\d{4})\)", text).groups()
    folder.mkdir()
    for index in range(count):
        other = str(1000 + index % 9000)
        whole = text.replace(f"{number} ({year})", f"{other} ({int(year) + index // 9000})").replace(number, other)
        (folder / f"act-{index:05}.txt").write_text(whole, encoding="utf-8")
    return folder


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("act", type=pathlib.Path)
    parser.add_argument("--acts", type=int, default=300, help="copies to build a store of")
    parser.add_argument("--many", type=int, default=0, help="copies to see whether memory grows")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        speed(args.act)
        start(args.act)
        loading(args.act, folder, args.acts)
        if args.many:
            memory(args.act, folder, args.many)


def speed(act):
    """Documents a second on one core, beside the spaCy script."""
    ours = subprocess.run(["cargo", "bench", "--bench", "extract", "--", str(act)], capture_output=True, text=True)
    ours = re.search(r"(\d+) documents a second", ours.stdout)
    floor = HERE.parent.parent / "shared" / "bench" / "spacy_floor.py"
    if not ours:
        return print("extract: the benchmark did not run")
    ours = float(ours.group(1))
    theirs = None
    if floor.exists():
        out = subprocess.run([sys.executable, str(floor), str(act)], capture_output=True, text=True).stdout
        theirs = re.search(r"([\d.]+) documents/s", out)
    beside = f", {ours / float(theirs.group(1)):.0f} times the spaCy script ({theirs.group(1)})" if theirs else ""
    print(f"extract: {ours:.0f} documents a second on one core{beside}")


def start(act):
    """From the start of the process to the first act read and written."""
    nothing = run([HEMICYCLE, "--version"], best_of=5)
    one = run([HEMICYCLE, "extract", str(act)], best_of=5)
    print(f"start: {nothing * 1000:.0f} ms to print the version, {one * 1000:.0f} ms to read and write one act")


def loading(act, folder, count):
    """Texts to a store on disk, beside Oxigraph's own bulk loader on the same quads."""
    acts = copies(act, folder / "acts", count)
    ours, theirs, quads = folder / "ours", folder / "theirs", folder / "all.nq"
    clear = lambda path: lambda: shutil.rmtree(path, ignore_errors=True)
    built = run([HEMICYCLE, "build", "--quiet", "--store", str(ours), str(acts)], 3, clear(ours))
    subprocess.run([HEMICYCLE, "export", "--store", str(ours), "--output", str(quads)], check=True)
    lines = sum(1 for _ in quads.open("rb"))
    ready = run([HEMICYCLE, "query", "--store", str(ours), "most-cited"], best_of=5)
    print(f"build: {count} acts, {lines} quads, {built:.2f} s; a ready question then takes {ready * 1000:.0f} ms cold")
    questions(ours)
    if shutil.which("oxigraph"):
        load = ["oxigraph", "load", "--location", str(theirs), "--file", str(quads)]
        loaded = run(load, 3, clear(theirs))
        print(f"build: {built / loaded:.2f} times what oxigraph load takes on the same quads ({loaded:.2f} s)")


def questions(store):
    """Every ready question that needs no parameter, by processor time: others may share the machine."""
    listed = subprocess.run([HEMICYCLE, "queries", "--json"], capture_output=True, text=True, check=True).stdout
    took = []
    for name in (question["name"] for question in json.loads(listed)):
        child = subprocess.Popen([HEMICYCLE, "query", "--store", str(store), "--quiet", "--format", "csv", name],
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        if status == 0:
            took.append((usage.ru_utime + usage.ru_stime, name))
    took.sort(reverse=True)
    slowest = ", ".join(f"{name} {seconds:.1f}" for seconds, name in took[:5])
    print(f"questions: {len(took)} without parameters, slowest in seconds: {slowest}")


def memory(act, folder, count):
    """The most memory that a build takes, for few and for many acts."""
    for some in (count // 20, count):
        acts = copies(act, folder / f"acts-{some}", some)
        store = folder / f"store-{some}"
        child = subprocess.Popen([HEMICYCLE, "build", "--quiet", "--store", str(store), str(acts)])
        _, status, usage = os.wait4(child.pid, 0)
        size = sum(it.stat().st_size for it in (store / "quads").iterdir()) >> 20
        print(f"memory: {some} acts, {usage.ru_maxrss / 1024:.0f} MB at most, {size} MB store, exit {status}")
        shutil.rmtree(store)
        shutil.rmtree(acts)


if __name__ == "__main__":
    main()
