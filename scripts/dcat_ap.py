#!/usr/bin/env python3
"""Checks a published folder by programs that others wrote.

    scripts/dcat_ap.py DIR SHAPES
    scripts/dcat_ap.py --catalogues DIR SHAPES    only the catalogues (*.ttl) of a folder, as `tests/config.rs` keeps them

SHAPES is the folder of the official shapes of DCAT-AP 3.0.1 (`html/shacl` of its release). The catalogue
must have no violation and no warning in any of the five files. Croissant, tables and GraphML are read by
mlcroissant, pandas and networkx where these are there. Needs pyshacl and rdflib. Exit code 1 where
something does not hold, 2 where the check cannot run.
"""

import json
import pathlib
import sys

try:
    import pyshacl
    import rdflib
    import rdflib.compare
except ImportError as error:
    print(f"error: {error.name} is not there\nhint: pip install pyshacl", file=sys.stderr)
    sys.exit(2)

FILES = ("shapes", "shapes_recommended", "range", "mdr-vocabularies.shape", "deprecateduris")
SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")


def catalogue(folder, shapes):
    """Faults of the catalogue, one line each."""
    data = rdflib.Graph().parse(folder / "catalog.ttl")
    again = rdflib.Graph().parse(folder / "catalog.jsonld", format="json-ld")
    if not rdflib.compare.isomorphic(data, again):
        yield "catalog.ttl and catalog.jsonld say different things"
    if any(isinstance(term, rdflib.BNode) for triple in data for term in triple):
        yield "catalog.ttl has blank nodes"
    for name in FILES:
        graph = rdflib.Graph().parse(shapes / f"{name}.ttl")
        _, report, _ = pyshacl.validate(data, shacl_graph=graph, inference="none")
        for result in report.subjects(rdflib.RDF.type, SH.ValidationResult):
            said = [report.value(result, it) for it in (SH.resultSeverity, SH.focusNode, SH.resultPath, SH.value)]
            yield f"{name}: {' '.join(str(it) for it in said)}"


def catalogues(folder, shapes):
    """Faults of many catalogues; the shapes are read once."""
    graphs = {name: rdflib.Graph().parse(shapes / f"{name}.ttl") for name in FILES}
    for path in sorted(folder.glob("*.ttl")):
        data = rdflib.Graph().parse(path)
        for name, graph in graphs.items():
            _, report, _ = pyshacl.validate(data, shacl_graph=graph, inference="none")
            for result in report.subjects(rdflib.RDF.type, SH.ValidationResult):
                said = [report.value(result, it) for it in (SH.resultSeverity, SH.focusNode, SH.resultPath, SH.value)]
                yield f"{path.name}: {name}: {' '.join(str(it) for it in said)}"


def tables(folder):
    try:
        import pandas
    except ImportError:
        print("tables: passed over, pandas is not there")
        return
    kinds = {"integer": pandas.api.types.is_integer_dtype, "date": pandas.api.types.is_datetime64_any_dtype}
    for table in json.loads((folder / "tables/csv-metadata.json").read_text())["tables"]:
        columns = {it["name"]: it["datatype"] for it in table["tableSchema"]["columns"]}
        days = [name for name, kind in columns.items() if kind == "date"]
        words = {name: str for name, kind in columns.items() if kind in ("string", "anyURI")}
        frame = pandas.read_csv(folder / "tables" / table["url"], parse_dates=days, dtype=words)
        if list(frame.columns) != list(columns):
            yield f"{table['url']}: columns are {list(frame.columns)}"
        for name, kind in columns.items():
            if len(frame) and kind in kinds and not kinds[kind](frame[name]):
                yield f"{table['url']}: {name} is {frame[name].dtype}, not {kind}"
        other = pandas.read_csv(folder / "tables" / table["url"].replace(".csv", ".tsv"), sep="\t", dtype=words, parse_dates=days)
        if not other.equals(frame):
            yield f"{table['url']}: CSV and TSV differ"


def drawing(folder):
    try:
        import networkx
    except ImportError:
        print("GraphML: passed over, networkx is not there")
        return
    graph = networkx.read_graphml(folder / "dump/graph.graphml")
    if not graph.number_of_nodes() or not graph.number_of_edges():
        yield "graph.graphml is empty"
    if not all(data.get("label") and data.get("class") for _, data in graph.nodes(data=True)):
        yield "graph.graphml has nodes without label or class"


def croissant(folder):
    try:
        import mlcroissant
    except ImportError:
        print("Croissant: passed over, mlcroissant is not there")
        return
    dataset = mlcroissant.Dataset(jsonld=folder / "croissant.json")
    issues = dataset.metadata.ctx.issues
    yield from (f"croissant.json: {it}" for it in sorted(issues.errors | issues.warnings))


def main(arguments):
    if len(arguments) == 3 and arguments[0] == "--catalogues":
        folder, shapes = map(pathlib.Path, arguments[1:])
        faults = list(catalogues(folder, shapes))
        print("\n".join(faults) or f"{len(list(folder.glob('*.ttl')))} catalogues: hold")
        return 1 if faults else 0
    if len(arguments) != 2:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    folder, shapes = map(pathlib.Path, arguments)
    faults = [*catalogue(folder, shapes), *tables(folder), *drawing(folder), *croissant(folder)]
    print("\n".join(faults) or f"{folder}: holds")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
