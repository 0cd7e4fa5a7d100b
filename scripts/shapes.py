#!/usr/bin/env python3
"""Checks graphs against ontology/shapes.ttl.

    hemicycle extract ACT.txt --format nquads > act.nq
    scripts/shapes.py act.nq ...

Needs pyshacl (pip install pyshacl). Exit code 1 where a graph does not hold, 2 where the check cannot run.
"""

import pathlib
import sys

try:
    import pyshacl
    import rdflib
except ImportError as error:
    print(f"error: {error.name} is not there\nhint: pip install pyshacl", file=sys.stderr)
    sys.exit(2)

SHAPES = pathlib.Path(__file__).parent.parent / "ontology" / "shapes.ttl"


def union(path):
    """All triples of a file, whatever their graph: shapes look across graphs."""
    dataset = rdflib.Dataset()
    dataset.parse(path, format="nquads")
    graph = rdflib.Graph()
    for subject, predicate, object_, _ in dataset.quads():
        graph.add((subject, predicate, object_))
    return graph


def main(paths):
    if not paths:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    shapes = rdflib.Graph().parse(SHAPES)
    held = True
    for path in paths:
        graph = union(path)
        conforms, _, report = pyshacl.validate(graph, shacl_graph=shapes)
        print(f"{path}: {len(graph)} triples, {'hold' if conforms else 'do not hold'}")
        if not conforms:
            held = False
            print(report)
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
