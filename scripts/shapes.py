#!/usr/bin/env python3
"""The shapes of ontology/shapes.ttl: their queries, and what pyshacl says of a graph.

    scripts/shapes.py --queries             writes ontology/shapes/*.rq, one query for each shape
    scripts/shapes.py --current             says whether they are as written last
    scripts/shapes.py HEMICYCLE GRAPH ...   holds graphs against the shapes, by pyshacl and by
                                            `hemicycle check`, which must find the same

Needs pyshacl (pip install pyshacl). Exit code 1 where the two differ, or where the head of a
Turtle file (`# breaks: SHAPE CONSTRAINT`) says otherwise; 2 where the check cannot run.
"""

import json
import logging
import pathlib
import re
import subprocess
import sys
import warnings

try:
    import pyshacl
    import rdflib
    from rdflib.collection import Collection
    from rdflib.namespace import RDF, SH
except ImportError as error:
    print(f"error: {error.name} is not there\nhint: pip install pyshacl", file=sys.stderr)
    sys.exit(2)

# Values that are none are what is looked for.
logging.disable(logging.WARNING)
warnings.simplefilter("ignore")

ONTOLOGY = pathlib.Path(__file__).parent.parent / "ontology"
SHAPES = rdflib.Graph().parse(ONTOLOGY / "shapes.ttl")
PREFIXES = [(prefix, str(iri)) for prefix, iri in SHAPES.namespaces() if f"@prefix {prefix}: " in
            (ONTOLOGY / "shapes.ttl").read_text(encoding="utf-8")]

# What a value of a datatype looks like: a literal's datatype alone does not make it one.
LEXICAL = {
    "xsd:integer": "^[+-]?[0-9]+$",
    "xsd:gYear": "^-?[0-9]{4,}(Z|[+-][0-9]{2}:[0-9]{2})?$",
    "xsd:boolean": "^(true|false|1|0)$",
    "xsd:date": "^-?[0-9]{4,}-[0-9]{2}-[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})?$",
}


def short(term):
    """As SPARQL writes a term; a regular expression keeps its backslashes."""
    if isinstance(term, rdflib.Literal):
        if term.datatype == rdflib.XSD.integer:
            return str(term)
        return '"' + str(term).replace("\\", "\\\\").replace('"', '\\"') + '"'
    for prefix, namespace in PREFIXES:
        if str(term).startswith(namespace):
            return f"{prefix}:{str(term)[len(namespace):]}"
    return f"<{term}>"


def path(node, graph=SHAPES):
    """A SHACL path as SPARQL writes it."""
    if isinstance(node, rdflib.URIRef):
        return short(node)
    inverse = graph.value(node, SH.inversePath)
    if inverse is not None:
        return "^" + path(inverse, graph)
    either = graph.value(node, SH.alternativePath)
    if either is not None:
        return "|".join(path(it, graph) for it in Collection(graph, either))
    raise ValueError("no SPARQL for this path")


def targets(shape):
    """Patterns that give the nodes a shape is about."""
    for class_ in SHAPES.objects(shape, SH.targetClass):
        yield f"?focus a {short(class_)} ."
    for property_ in SHAPES.objects(shape, SH.targetObjectsOf):
        # An object may be so of many subjects.
        yield f"{{ SELECT DISTINCT ?focus {{ ?any {short(property_)} ?focus }} }}"
    for property_ in SHAPES.objects(shape, SH.targetSubjectsOf):
        yield f"{{ SELECT DISTINCT ?focus {{ ?focus {short(property_)} ?any }} }}"


def of_value(constraint, value):
    """What one value must be: the filter that finds those that are not so, and how to say it."""
    name = short(value)
    match constraint:
        case "class":
            return f"FILTER NOT EXISTS {{ ?value a {name} }}", f"is no {name}"
        case "datatype":
            wrong = f"!isLiteral(?value) || datatype(?value) != {name}"
            if name in LEXICAL:
                wrong += f' || !REGEX(STR(?value), "{LEXICAL[name]}")'
            return f"FILTER({wrong})", f"is not of {name}"
        case "nodeKind":
            assert value == SH.IRI
            return "FILTER(!isIRI(?value))", "is no IRI"
        case "pattern":
            said = str(value).replace("\\", "\\\\").replace('"', '\\"')
            return f"FILTER(isBlank(?value) || !REGEX(STR(?value), {name}))", f"does not look like {said}"
        case "minLength":
            return f"FILTER(isBlank(?value) || STRLEN(STR(?value)) < {name})", "is empty"
        case "minInclusive":
            return f"FILTER(!COALESCE(?value >= {name}, false))", f"is less than {name}"
    raise ValueError(f"no SPARQL for sh:{constraint}")


def of_property(constraint, value, way):
    """As [`of_value`], for what a property's values must be together."""
    match constraint, str(value):
        case "minCount", "1":
            return f"FILTER NOT EXISTS {{ ?focus {way} ?value }}", f"has no {way}"
        case "maxCount", "0":
            return f"?focus {way} ?value .", f"has {way}, and must not"
        case "maxCount", "1":
            return f"?focus {way} ?one , ?other . FILTER(!sameTerm(?one, ?other))", f"has more than one {way}"
        case "uniqueLang", "true":
            wrong = '!sameTerm(?one, ?other) && LANG(?one) != "" && LANG(?one) = LANG(?other)'
            return f"?focus {way} ?one , ?other . FILTER({wrong})", f"has {way} twice in one language"
        case "lessThan", _:
            wrong = "!COALESCE(?value < ?bound, false)"
            more = f"?focus {way} ?value ; {short(value)} ?bound . FILTER({wrong})"
            return more, f"has {way} not less than {short(value)}"
    return None


def branches(shape):
    """A comment, a pattern and what it finds, for each constraint of a shape."""
    local = lambda it: str(it).removeprefix(str(SH))
    constraints = lambda of: sorted((local(p), o) for p, o in SHAPES.predicate_objects(of) if str(p).startswith(str(SH)))
    for constraint, value in constraints(shape):
        if constraint in ("targetClass", "targetObjectsOf", "targetSubjectsOf", "property"):
            continue
        if constraint == "or":
            ways = [path(SHAPES.value(SHAPES.value(it, SH.property), SH.path)) for it in Collection(SHAPES, value)]
            wrong = " ".join(f"FILTER NOT EXISTS {{ ?focus {way} ?value }}" for way in ways)
            yield "", "or", wrong, "has neither " + " nor ".join(ways)
        else:
            wrong, words = of_value(constraint, value)
            yield "", constraint, f"BIND(?focus AS ?value) {wrong}", words
    properties = sorted(SHAPES.objects(shape, SH.property), key=lambda it: path(SHAPES.value(it, SH.path)))
    for property_ in properties:
        way = path(SHAPES.value(property_, SH.path))
        message = SHAPES.value(property_, SH.message)
        for constraint, value in constraints(property_):
            if constraint in ("path", "message"):
                continue
            found = of_property(constraint, value, way)
            if found is None:
                wrong, words = of_value(constraint, value)
                found = f"?focus {way} ?value . {wrong}", f"has {way} that {words}"
            wrong, words = found
            if message is not None:
                words = f"{words}: {message}"
            yield way, constraint, wrong, words


def query(shape):
    """The query that finds every breach of a shape."""
    prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in sorted(PREFIXES))
    name = str(shape).split("#")[1]
    parts = []
    for way, constraint, wrong, words in branches(shape):
        about = " UNION ".join(f"{{ {it} }}" for it in targets(shape))
        if about.count("UNION") == 0:
            about = next(targets(shape))
        told = [(it, value) for it, value in (("path", way), ("constraint", constraint), ("message", words)) if value]
        names = " ".join(f"?{it}" for it, _ in told)
        values = " ".join(json.dumps(value, ensure_ascii=False) for _, value in told)
        parts.append(f"  {{\n    {about}\n    {wrong}\n    VALUES ({names}) {{ ({values}) }}\n  }}")
    head = f"## Breaches of the shape {name}. Made by `scripts/shapes.py --queries` from ontology/shapes.ttl.\n"
    body = " UNION\n".join(parts)
    used = "".join(it for it in prefixes.splitlines(True) if re.search(rf"\b{it.split()[1]}", body))
    return f"{head}{used}\nSELECT DISTINCT ?focus ?path ?constraint ?value ?message WHERE {{\n{body}\n}}\n"


def file_name(shape):
    """`SpeechAct` is of `speech-act.rq`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", str(shape).split("#")[1]).lower()


def shapes():
    """Every shape, sorted."""
    return sorted(SHAPES.subjects(RDF.type, SH.NodeShape))


def queries():
    """Text by name of file."""
    return {f"{file_name(it)}.rq": query(it) for it in shapes()}


def write_queries():
    """Makes ontology/shapes/ anew."""
    folder = ONTOLOGY / "shapes"
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.rq"):
        old.unlink()
    for name, text in queries().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def are_current():
    """Whether ontology/shapes/ is what the shapes give."""
    written = {it.name: it.read_text(encoding="utf-8") for it in (ONTOLOGY / "shapes").glob("*.rq")}
    made = queries()
    for name in sorted(written.keys() | made.keys()):
        if written.get(name) != made.get(name):
            print(f"error: ontology/shapes/{name} is not what the shapes give", file=sys.stderr)
            print("hint: scripts/shapes.py --queries", file=sys.stderr)
            return False
    return True


def union(file):
    """All triples of a file, whatever their graph: shapes look across graphs."""
    if file.suffix == ".ttl":
        return rdflib.Graph().parse(file)
    dataset = rdflib.Dataset()
    dataset.parse(file, format="nquads")
    graph = rdflib.Graph()
    for subject, predicate, object_, _ in dataset.quads():
        graph.add((subject, predicate, object_))
    return graph


def node_name(node):
    """Of nodes without a name every program makes its own."""
    return "_:" if isinstance(node, rdflib.BNode) or str(node).startswith("_:") else str(node)


def by_pyshacl(file):
    """What pyshacl finds: shape, constraint, path and node."""
    graph = union(file)
    _, report, _ = pyshacl.validate(graph, shacl_graph=SHAPES)
    found = set()
    for result in report.subjects(RDF.type, SH.ValidationResult):
        shape = report.value(result, SH.sourceShape)
        way = report.value(result, SH.resultPath)
        # A shape of a property is part of the shape that has the name.
        shape = SHAPES.value(None, SH.property, shape) or shape
        component = str(report.value(result, SH.sourceConstraintComponent)).removeprefix(str(SH))
        constraint = component.removesuffix("ConstraintComponent")
        constraint = constraint[0].lower() + constraint[1:]
        said = "" if way is None else path(way, report)
        found.add((file_name(shape), constraint, said, node_name(report.value(result, SH.focusNode))))
    return found, len(graph)


def by_hemicycle(program, file):
    """What `hemicycle check` finds, likewise."""
    done = subprocess.run([program, "check", "--json", "--limit", "1000000", file], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 6):
        sys.exit(f"error: {program} check {file}: {done.stderr}")
    found = set()
    for fault in json.loads(done.stdout)["faults"]:
        group, _, name = fault["check"].rpartition("/")
        if group == "shapes":
            found.add((name, fault["constraint"], fault.get("path") or "", node_name(fault["focus"])))
    return found


def main(arguments):
    """Exit code."""
    if arguments == ["--queries"]:
        write_queries()
        return 0
    if arguments == ["--current"]:
        return 0 if are_current() else 1
    if len(arguments) < 2:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    program, *files = arguments
    held = True
    broken = set()
    for file in map(pathlib.Path, files):
        theirs, triples = by_pyshacl(file)
        ours = by_hemicycle(program, file)
        expected = set()
        if file.suffix == ".ttl":
            head = file.read_text(encoding="utf-8").splitlines()
            expected = {tuple(it.removeprefix("# breaks: ").split()) for it in head if it.startswith("# breaks: ")}
        found = {(shape, constraint) for shape, constraint, _, _ in theirs}
        broken |= {constraint for _, constraint in found}
        for only, name in ((theirs - ours, "pyshacl"), (ours - theirs, "hemicycle")):
            for fault in sorted(only):
                held = False
                print(f"error: {file}: only {name} finds {' '.join(fault)}", file=sys.stderr)
        if found != expected:
            held = False
            print(f"error: {file}: {sorted(found)} found, {sorted(expected)} expected", file=sys.stderr)
        print(f"{file}: {triples} triples, {len(theirs)} breaches, by pyshacl and by us")
    print(f"constraints broken somewhere: {' '.join(sorted(broken))}")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
