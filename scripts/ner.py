#!/usr/bin/env python3
"""Scores names of persons, places and bodies on the hand-marked sentences of ner-gold.

    scripts/ner.py [HEMICYCLE] [--check] [--raise] [--errors LANG] [--only LANG]

HEMICYCLE is the built tool (default: target/release/hemicycle, or below $CARGO_TARGET_DIR).
--check   exit code 1 when a number is below tests/thresholds.json, group `ner`
--raise   write the numbers reached into tests/thresholds.json; they only rise
--errors  list what was missed and what was found wrongly in one language
--only    one language

The gold is CoNLL 2002: a token and its tag a line, sentences parted by empty lines, four kinds.
Ours that are compared:  PER Person · LOC Country named by its noun · ORG Organization, Party.
Not compared: MISC, for which we have no kind of the same meaning; adjectives of States, which
the gold counts as MISC; acts, treaties, dates, roles, events.

All sentences of a language are read as one document, a sentence a paragraph: so they stand in
the protocol they are taken from. A name counts as right when its tokens are exactly those of
the gold and the kind is the same. Articles and titles of address are no part of a name in
either. A name inside a longer name that is found, too, is left out of the count, as the gold has
no names in names: the longest stands; and a short name in brackets is one with the name before.

The sentences lie in $HEMICYCLE_SHARED or ../shared; without them there is nothing to score,
which is said and is no failure.
"""
import argparse
import json
import math
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
THRESHOLDS = ROOT / "tests" / "thresholds.json"
KINDS = ["PER", "LOC", "ORG"]
OURS = {"Person": "PER", "Country": "LOC", "Place": "LOC", "Organization": "ORG", "Party": "ORG"}
LANGUAGES = ["en", "it", "de"]
# No space before these, none behind those.
CLOSING = set(".,;:?!)%")
OPENING = set("(")


def shared():
    return pathlib.Path(os.environ.get("HEMICYCLE_SHARED", ROOT.parent / "shared"))


def sentences(path):
    """Lists of (token, tag)."""
    sentence = []
    for line in path.read_text(encoding="utf-8").splitlines():
        parts = line.split()
        if len(parts) >= 2:
            sentence.append((parts[0], parts[-1]))
        elif sentence:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def written(tokens):
    """The sentence as a person writes it, and where each token begins and ends in it."""
    text, places, open_quotes = "", [], set()
    previous = ""
    for token in tokens:
        glued = (
            not text
            or token in CLOSING
            or previous in OPENING
            or token.startswith("'s")
            or previous.endswith("'") and len(previous) > 1
            or previous == "'" and text[-2:-1].isalpha() and not text[:-1].endswith(" ")
            or token == "'" and previous.isalpha() and previous.lower() in {"l", "d", "s"}
            or token == "s" and previous == "'"
            or token == '"' and '"' in open_quotes
            or previous == '"' and '"' in open_quotes
        )
        if token == '"':
            open_quotes ^= {'"'}
        if not glued:
            text += " "
        places.append((len(text), len(text) + len(token)))
        text += token
        previous = token
    return text, places


def gold_names(sentence):
    names, start, kind = [], None, None
    for index, (_, tag) in enumerate(sentence + [("", "O")]):
        if start is not None and not (tag.startswith("I-") and tag[2:] == kind):
            names.append((start, index, kind))
            start = None
        if tag.startswith("B-") or tag.startswith("I-") and start is None:
            start, kind = index, tag[2:]
    return [it for it in names if it[2] in KINDS]


def outermost(spans):
    """Without names inside longer names."""
    return [it for it in spans if not any(
        other[:2] != it[:2] and other[0] <= it[0] and it[1] <= other[1] for other in spans)]


def with_short_name(spans, words):
    """A body and its short name in brackets behind it as one name."""
    joined = []
    for it in sorted(spans):
        last = joined[-1] if joined else None
        if last and it[2] == last[2] == "ORG" and words[last[1]:it[0]] == ["("] and words[it[1]:it[1] + 1] == [")"]:
            joined[-1] = (last[0], it[1] + 1, "ORG")
        else:
            joined.append(it)
    return joined


def found_names(tool, texts, places):
    """For each sentence the names found in it, as token ranges."""
    whole, starts = "", []
    for text in texts:
        starts.append(len(whole))
        whole += text + "\n\n"
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "sentences.txt"
        file.write_text(whole, encoding="utf-8")
        lines = subprocess.run([tool, "extract", "--format", "standoff", file], check=True, capture_output=True, text=True).stdout
    names = [[] for _ in texts]
    for line in lines.splitlines():
        it = json.loads(line)
        if it["kind"] != "mention" or it["type"] not in OURS or it["rule"] == "country/adjective":
            continue
        index = max(n for n, start in enumerate(starts) if start <= it["start"])
        start, end = it["start"] - starts[index], it["end"] - starts[index]
        tokens = [n for n, (a, b) in enumerate(places[index]) if a < end and start < b]
        if tokens:
            names[index].append((tokens[0], tokens[-1] + 1, OURS[it["type"]], it["rule"]))
    return names


def score(tool, path, errors):
    all_sentences = list(sentences(path))
    joined = [written([token for token, _ in it]) for it in all_sentences]
    found = found_names(tool, [text for text, _ in joined], [places for _, places in joined])
    counts = {kind: [0, 0, 0] for kind in KINDS}
    for sentence, names in zip(all_sentences, found):
        gold = gold_names(sentence)
        rules = {it[:3]: it[3] for it in names}
        names = with_short_name(outermost(sorted(set(it[:3] for it in names))), [token for token, _ in sentence])
        for kind in KINDS:
            ours = {it for it in names if it[2] == kind}
            theirs = {it for it in gold if it[2] == kind}
            counts[kind][0] += len(ours & theirs)
            counts[kind][1] += len(ours)
            counts[kind][2] += len(theirs)
            if errors:
                words = [token for token, _ in sentence]
                for sign, spans in (("missed", theirs - ours), ("wrong", ours - theirs)):
                    for start, end, _ in sorted(spans):
                        around = " ".join(words[max(0, start - 4):start]), " ".join(words[end:end + 4])
                        rule = rules.get((start, end, kind), "")
                        print(f"  {kind} {sign:<7}{around[0]} [{' '.join(words[start:end])}] {around[1]}   {rule}")
    numbers = {}
    for kind, (right, ours, theirs) in counts.items():
        p, r = right / ours if ours else 1.0, right / theirs if theirs else 1.0
        numbers[kind] = {"p": p, "r": r, "f": 2 * p * r / (p + r) if p + r else 0.0, "n": theirs}
    return numbers


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("tool", nargs="?", default=pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release" / "hemicycle")
    arguments.add_argument("--check", action="store_true")
    arguments.add_argument("--raise", action="store_true", dest="lift")
    arguments.add_argument("--errors", default="")
    arguments.add_argument("--only", default="")
    options = arguments.parse_args()
    folder = shared() / "corpus" / "ner-gold"
    if not folder.is_dir():
        print(f"skipped: no marked sentences in {folder}")
        return 0

    kept = json.loads(THRESHOLDS.read_text()) if THRESHOLDS.exists() else {}
    least = kept.setdefault("ner", {})
    fallen = 0
    print(f"{'':<10}{'precision':>11}{'recall':>11}{'F1':>11}{'in gold':>11}")
    for language in LANGUAGES:
        path = next(folder.glob(f"{language}-*.conll02"), None)
        if path is None or options.only and options.only != language:
            continue
        for kind, it in score(options.tool, path, options.errors == language).items():
            print(f"{language} {kind:<7}{it['p']:>11.4f}{it['r']:>11.4f}{it['f']:>11.4f}{it['n']:>11}")
            for short, name in (("p", "precision"), ("r", "recall")):
                key = f"{language} {kind} {name}"
                if options.check and it[short] < least.get(key, 0) - 1e-9:
                    fallen += 1
                    print(f"ner: {key} is {it[short]:.4f}, must be at least {least[key]}", file=sys.stderr)
                if options.lift:
                    least[key] = max(least.get(key, 0), math.floor(it[short] * 1000) / 1000)
    if options.lift:
        THRESHOLDS.write_text(json.dumps(kept, indent=2) + "\n")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
