#!/usr/bin/env python3
"""Ten tasks on a served store, done by programs of others, whose answers must agree.

    scripts/clients.py [HEMICYCLE]

rdflib and SPARQLWrapper (pip) and curl; Comunica where `COMUNICA` names a folder in which npm
installed @comunica/query-sparql. The sample acts are built and served on a free port.
"""
import csv
import io
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import rdflib
from rdflib.compare import isomorphic
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, TURTLE, XML, SPARQLWrapper

ROOT = pathlib.Path(__file__).resolve().parent.parent
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
HEMICYCLE = sys.argv[1] if len(sys.argv) > 1 else str(TARGET / "release" / "hemicycle")
BASE = "https://hemicycle.example"
ACT = "/eli/pace/res/2028/2763"
STATE = "/id/state/uz"

PREFIXES = """PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX hc: <https://w3id.org/hemicycle/def#>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""

# Each gives rows of two columns or fewer, every cell bound.
ROWS = {
    "count the acts": "SELECT (COUNT(DISTINCT ?act) AS ?n) { ?act a eli:Work }",
    "names of a State by language": f"SELECT ?name (LANG(?name) AS ?tag) {{ <{BASE}{STATE}> rdfs:label ?name }}",
    "acts by date": "SELECT ?act ?date { ?act a eli:Work ; eli:date_document ?date }",
    "persons and where they are named":
        "SELECT ?person (COUNT(?mention) AS ?n) { ?person a foaf:Person . ?mention hc:denotes ?person } GROUP BY ?person",
    "demands by addressee": "SELECT ?to (COUNT(?it) AS ?n) { ?it a hc:Demand ; hc:addressee ?to } GROUP BY ?to",
    "what an act cites, near and far": f"SELECT DISTINCT ?cited {{ <{BASE}{ACT}> eli:cites+ ?cited }}",
}
TRUTH = f"ASK {{ <{BASE}{ACT}> a eli:Work }}"
MADE = f"CONSTRUCT {{ ?s rdfs:label ?name }} {{ <{BASE}{ACT}> eli:cites ?s . ?s rdfs:label ?name }}"


def curl(*arguments):
    done = subprocess.run(["curl", "-sS", "--fail-with-body", "-L", *arguments], capture_output=True, check=False)
    if done.returncode:
        sys.exit(f"curl {' '.join(arguments)}: {done.stderr.decode()}{done.stdout.decode()}")
    return done.stdout.decode()


def with_curl(address):
    endpoint = f"{address}/sparql"

    def rows(query):
        text = curl("-H", "Accept: text/csv", "--data-urlencode", f"query={query}", endpoint)
        return set(map(tuple, list(csv.reader(io.StringIO(text)))[1:]))

    def truth(query):
        text = curl("-G", "-H", "Accept: application/sparql-results+json", "--data-urlencode", f"query={query}", endpoint)
        return json.loads(text)["boolean"]

    def made(query):
        data = curl("-H", "Content-Type: application/sparql-query", "-H", "Accept: application/n-triples", "--data-binary",
                    query, endpoint)
        return rdflib.Graph().parse(data=data, format="nt")

    def document(path):
        return rdflib.Graph().parse(data=curl("-H", "Accept: application/rdf+xml", address + path), format="xml")

    return rows, truth, made, document


def with_wrapper(address):
    def asked(query, form, method="GET"):
        it = SPARQLWrapper(f"{address}/sparql")
        it.setQuery(query)
        it.setReturnFormat(form)
        it.setMethod(method)
        return it.query().convert()

    def rows(query):
        found = asked(query, JSON, POST)
        names, bindings = found["head"]["vars"], found["results"]["bindings"]
        again = list(csv.reader(io.StringIO(asked(query, CSV).decode())))[1:]
        told = {tuple(row[name]["value"] for name in names) for row in bindings}
        if told != set(map(tuple, again)):
            sys.exit(f"SPARQLWrapper reads other rows from CSV than from JSON: {query}")
        return told

    def truth(query):
        return "true" in asked(query, XML).toxml()

    def made(query):
        return rdflib.Graph().parse(data=asked(query, TURTLE), format="turtle")

    def document(path):
        return rdflib.Graph().parse(data=curl("-H", "Accept: text/turtle", address + path), format="turtle")

    return rows, truth, made, document


def with_rdflib(address):
    graph = rdflib.Graph(SPARQLStore(f"{address}/sparql", returnFormat="json"))

    def rows(query):
        return {tuple(str(cell) for cell in row) for row in graph.query(query)}

    def truth(query):
        return graph.query(query).askAnswer

    def made(query):
        # With JSON as its form rdflib takes no graph at all.
        return rdflib.Graph(SPARQLStore(f"{address}/sparql", returnFormat="xml")).query(query).graph

    def document(path):
        # By its own Accept header and redirects.
        return rdflib.Graph().parse(address + path)

    return rows, truth, made, document


def with_comunica(address, folder):
    script = ROOT / "scripts" / "clients.mjs"

    def run(kind, query):
        command = ["node", str(script), str(pathlib.Path(folder).resolve()), f"{address}/sparql", kind]
        done = subprocess.run(command, input=query, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"Comunica: {done.stderr}")
        return done.stdout

    def rows(query):
        return set(map(tuple, json.loads(run("rows", query))))

    def truth(query):
        return json.loads(run("truth", query))

    def made(query):
        return rdflib.Graph().parse(data=run("made", query), format="nt")

    def document(path):
        query = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"
        command = ["node", str(script), str(pathlib.Path(folder).resolve()), address + path, "document"]
        done = subprocess.run(command, input=query, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"Comunica: {done.stderr}")
        return rdflib.Graph().parse(data=done.stdout, format="nt")

    return rows, truth, made, document


def main():
    with tempfile.TemporaryDirectory() as folder:
        store = pathlib.Path(folder) / "store"
        subprocess.run([HEMICYCLE, "build", "--quiet", "--store", store, ROOT / "examples/acts"], check=True)
        server = subprocess.Popen(
            [HEMICYCLE, "serve", "--listen", "127.0.0.1:0", "--store", store], stderr=subprocess.PIPE, text=True)
        try:
            address = next(line for line in server.stderr if " at http" in line).rsplit(" at ", 1)[1].strip().rstrip("/")
            clients = {"curl": with_curl(address), "SPARQLWrapper": with_wrapper(address), "rdflib": with_rdflib(address)}
            if comunica := os.environ.get("COMUNICA"):
                clients["Comunica"] = with_comunica(address, comunica)
            compared(clients)
        finally:
            server.terminate()
            server.wait()


def compared(clients):
    faults = []

    def task(name, does, same):
        answers = {client: does(parts) for client, parts in clients.items()}
        first = answers["curl"]
        size = len(first) if hasattr(first, "__len__") else first
        faults.extend(f"{name}: {client} has another answer than curl" for client, it in answers.items() if not same(first, it))
        if not first:
            faults.append(f"{name}: nothing found")
        print(f"{name}: {size}, by {', '.join(answers)}")

    for name, query in ROWS.items():
        task(name, lambda parts, query=query: parts[0](PREFIXES + query), lambda a, b: a == b)
    task("is it an act", lambda parts: parts[1](PREFIXES + TRUTH), lambda a, b: a is b)
    task("names of cited acts as a graph", lambda parts: parts[2](PREFIXES + MADE), isomorphic)
    for name, path in [("the document of an act", ACT), ("the document of a State", STATE)]:
        task(name, lambda parts, path=path: parts[3](path), isomorphic)
    for fault in faults:
        print(f"error: {fault}", file=sys.stderr)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
