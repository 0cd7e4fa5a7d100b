#!/usr/bin/env python3
"""Holds every answer of the reconciliation service against the schemas of the API.

    scripts/reconciliation.py HEMICYCLE SUITE

SUITE is a folder with `0.2` and `1.0-draft`, each with `schemas` and `examples`, as the W3C's
community group publishes them. Builds the sample acts, serves them, and asks in both versions:
what the service says of itself, the suite's own questions (those it calls invalid must be
refused), questions with each feature, suggestions, values, proposals. Fails where an answer does
not fit its schema. Needs jsonschema.
"""

import json
import subprocess
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

from jsonschema import Draft7Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

VERSIONS = ["0.2", "1.0-draft"]
PERSON = "http://xmlns.com/foaf/0.1/Person"
STATE = "https://w3id.org/hemicycle/def#State"
NAME = "http://www.w3.org/2004/02/skos/core#prefLabel"
UZBEKISTAN = "https://hemicycle.example/id/state/uz"


class Schemas:
    """Those of one version; which were used is kept."""

    def __init__(self, folder):
        self.all = {it.name: json.loads(it.read_text()) for it in sorted(folder.glob("*.json"))}
        for schema in self.all.values():
            Draft7Validator.check_schema({**schema, "$schema": "http://json-schema.org/draft-07/schema#"})
        self.registry = Registry().with_resources(
            (it["$id"].rstrip("#"), Resource(it, DRAFT7)) for it in self.all.values()
        )
        self.answers = 0

    def check(self, what, name, value):
        schema = self.all[name + ".json"]
        faults = list(Draft7Validator(schema, registry=self.registry).iter_errors(value))
        for fault in faults[:3]:
            print(f"{what}: {name}: {fault.json_path}: {fault.message}", file=sys.stderr)
        self.answers += 1
        return not faults


def ask(address, body=None, content=None):
    """Status and JSON, or the words of a refusal."""
    request = urllib.request.Request(address, data=body, headers={"content-type": content} if content else {})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def post(at, version, question, kind="queries"):
    """A question as each version sends it."""
    if version == "0.2":
        body = urllib.parse.urlencode({kind: json.dumps(question)}).encode()
        return ask(at, body, "application/x-www-form-urlencoded")
    path = "/match" if kind == "queries" else "/extend"
    return ask(at + path, json.dumps(question).encode(), "application/json")


def get(at, path, **parameters):
    return ask(f"{at}{path}?{urllib.parse.urlencode(parameters)}")


def questions(version):
    """With each feature of a question."""
    names = ["Uzbekistan", "Ouzbékistan", "Узбекистан", "no such thing", "\u202e<script>", "Resolution 2763 (2028)"]
    if version == "0.2":
        yield {f"q{n}": {"query": it} for n, it in enumerate(names)}
        yield {"q": {"query": "Uzbekistan", "type": [STATE, PERSON], "type_strict": "any", "limit": 2}}
        yield {"q": {"query": "Uzbekistan", "properties": [{"pid": NAME, "v": ["Ouzbékistan", {"id": UZBEKISTAN}, 1, True]}]}}
        yield {"q": {"properties": [{"pid": NAME, "v": "Uzbekistan"}]}}
        yield {"q": {"query": UZBEKISTAN}}
    else:
        of = lambda kind, value, **more: {"matchType": kind, "propertyValue": value, **more}
        yield {"queries": [{"conditions": [of("name", it)]} for it in names]}
        yield {"queries": [{"type": STATE, "limit": 2, "lang": "fr", "conditions": [of("name", ["Uzbekistan", "x"])]}]}
        for quantifier in ["any", "all", "none"]:
            condition = of("property", "Ouzbékistan", propertyId=NAME, required=True, matchQuantifier=quantifier)
            yield {"queries": [{"conditions": [of("name", "Uzbekistan"), condition]}]}
        yield {"queries": [{"conditions": [of("id", UZBEKISTAN)]}, {"conditions": [of("id", "id/state/uz")]}]}


def check(at, version, suite):
    schemas = Schemas(suite / version / "schemas")
    good = True

    def fits(what, name, came):
        nonlocal good
        status, value = came
        if status != 200:
            print(f"{what}: {status}: {value}", file=sys.stderr)
            good = False
        else:
            good &= schemas.check(what, name, value)
        return value

    manifest = fits("manifest", "manifest", ask(at))
    for kind in manifest["defaultTypes"]:
        good &= schemas.check("type", "type", kind)

    examples = suite / version / "examples"
    for path in sorted((examples / "reconciliation-query-batch" / "valid").glob("*.json")):
        fits(path.name, "reconciliation-result-batch", post(at, version, json.loads(path.read_text())))
    for path in sorted((examples / "reconciliation-query-batch" / "invalid").glob("*.json")):
        status, _ = post(at, version, json.loads(path.read_text()))
        if status != 400:
            print(f"{path.name} is no question, and was answered with {status}", file=sys.stderr)
            good = False
    for question in questions(version):
        good &= schemas.check("our own question", "reconciliation-query-batch", question)
        fits("question", "reconciliation-result-batch", post(at, version, question))

    for path in sorted((examples / "data-extension-query" / "valid").glob("*.json")):
        fits(path.name, "data-extension-response", post(at, version, json.loads(path.read_text()), "extend"))
    for kind in [STATE, PERSON, "http://data.europa.eu/eli/ontology#Work", "no type"]:
        proposed = fits(kind, "data-extension-property-proposal", get(at, "/extend/propose", type=kind, limit=15))
        for settings in [{}, {"limit": 1, "lang": "fr"}]:
            things = get(at, "/suggest/entity", prefix="u", type=kind)[1]["result"]
            query = {
                "ids": [it["id"] for it in things] + ["id/state/uz", "no thing"],
                "properties": [{"id": it["id"], "settings": settings} for it in proposed["properties"]],
            }
            good &= schemas.check("our own question", "data-extension-query", query)
            fits("values", "data-extension-response", post(at, version, query, "extend"))

    for prefix in ["", "u", "res", "Узб", "zzz", UZBEKISTAN]:
        fits(prefix, "suggest-entities-response", get(at, "/suggest/entity", prefix=prefix, cursor=1))
        fits(prefix, "suggest-properties-response", get(at, "/suggest/property", prefix=prefix))
        kinds = fits(prefix, "suggest-types-response", get(at, "/suggest/type", prefix=prefix))
        for kind in kinds["result"]:
            good &= schemas.check("type", "type", kind)
    print(f"{version}: {schemas.answers} answers and questions held against {len(schemas.all)} schemas")
    return good


def main():
    hemicycle, suite = sys.argv[1], Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        acts = Path(__file__).parent.parent / "examples" / "acts"
        subprocess.run([hemicycle, "build", "--quiet", "--store", folder, acts], check=True, stderr=subprocess.DEVNULL)
        server = subprocess.Popen(
            [hemicycle, "serve", "--listen", "127.0.0.1:0", "--store", folder], stderr=subprocess.PIPE, text=True
        )
        try:
            address = server.stderr.readline().split(" at ")[1].strip().rstrip("/")
            good = [check(f"{address}/reconcile/{it}", it, suite) for it in VERSIONS]
        finally:
            server.terminate()
            server.wait()
    sys.exit(0 if all(good) else 1)


if __name__ == "__main__":
    main()
