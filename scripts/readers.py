"""What rdflib or PyLD reads in a file, as N-Quads: `scripts/readers.py rdflib|pyld FILE`. See scripts/readers."""

import json
import sys

reader, path = sys.argv[1:]
if reader == "rdflib":
    import rdflib
    import rdflib.term

    # Values as they are written: `2028` of a year must not become a date.
    rdflib.NORMALIZE_LITERALS = False
    formats = {"ttl": "turtle", "nt": "nt", "rdf": "xml", "nq": "nquads", "trig": "trig", "jsonld": "json-ld"}
    dataset = rdflib.Dataset()
    dataset.parse(path, format=formats[path.rsplit(".", 1)[1]])
    for subject, predicate, object, graph in dataset.quads():
        # Files without graphs are read into one that is called by the file.
        named = graph if graph and not str(graph).startswith(("file:", "urn:x-rdflib:")) else None
        terms = [term.n3() for term in (subject, predicate, object, named) if term is not None]
        print(" ".join(terms).replace("\n", "\\n").replace("\r", "\\r"), ".")
else:
    from pyld import jsonld

    def refuse(url, options):
        raise ValueError(f"nothing is to be fetched: {url}")

    jsonld.set_document_loader(refuse)
    with open(path, encoding="utf-8") as file:
        print(jsonld.to_rdf(json.load(file), {"format": "application/n-quads"}), end="")
