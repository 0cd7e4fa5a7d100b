"""A written register read back with rdflib: what is wrong with it."""

import re
from collections import defaultdict

from .concept import LANGUAGES, key, plain
from .turtle import PREFIXES, SCHEMES

ARTICLES = {
    "en": r"(the|an?) ",
    "fr": r"(les?|la|une?|des) |l'",
    "it": r"(il|lo|la|i|gli|le|uno?|una) |(l|un)'",
    "de": r"(der|die|das|den|dem|des|eine?) ",
    "ru": r"$",
}


def check(folder, additions):
    """What is wrong with the registers in `folder`."""
    from rdflib import Graph, Literal, RDF, URIRef
    from rdflib.namespace import SKOS

    kinds = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, URIRef(PREFIXES["hc"] + "demonym"))
    listed = {(it["property"], it["scheme"], it["language"], key(it["scheme"], it["label"])) for it in additions}
    problems, everything = [], Graph()
    for scheme in SCHEMES:
        path = folder / f"{scheme}.ttl"
        graph = Graph().parse(path, format="turtle")
        everything += graph
        bearers, notations = defaultdict(set), defaultdict(set)
        for concept in sorted(graph.subjects(RDF.type, SKOS.Concept)):
            code = str(concept).removeprefix(f"{PREFIXES['def']}{scheme}/")
            for notation in graph.objects(concept, SKOS.notation):
                notations[str(notation)].add(code)
                if str(notation).lower() != code:
                    problems.append(f"{scheme} {code}: notation {notation}")
            preferred = [it.language for it in graph.objects(concept, SKOS.prefLabel)]
            if "en" not in preferred or len(preferred) > len(set(preferred)):
                problems.append(f"{scheme} {code}: preferred labels in {preferred}")
            names = [(it.language, key(scheme, str(it))) for kind in kinds[:3] for it in graph.objects(concept, kind)]
            problems += [f"{scheme} {code}: twice {it}" for it in set(names) if names.count(it) > 1]
            for property_ in kinds:
                for label in graph.objects(concept, property_):
                    place = (scheme, label.language, key(scheme, str(label)))
                    bearers[place].add(code)
                    if len(label) < 2 or label.language not in LANGUAGES or plain(label) != str(label):
                        problems.append(f"{scheme} {code}: label {label!r}")
                        continue
                    article = re.match(ARTICLES[label.language], label.lower())
                    acronym = label.split(" ")[0].isupper()  # UN, LA
                    if article and not acronym and ("keepArticle", *place) not in listed:
                        problems.append(f"{scheme} {code}: leading article in {label!r}")
        problems += [f"{scheme}: notation {it} of {sorted(codes)}" for it, codes in notations.items() if len(codes) > 1]
        problems += [
            f"{' '.join(place)}: borne by {sorted(codes)}"
            for place, codes in bearers.items()
            if len(codes) > 1 and ("shared", *place) not in listed
        ]
        print(f"{path.name}: {len(notations)} concepts, {len(graph)} triples, {path.stat().st_size} bytes")
    for subject, predicate, value in everything:
        ours = isinstance(value, URIRef) and str(value).startswith(PREFIXES["def"])
        if ours and (value, RDF.type, None) not in everything:
            problems.append(f"{subject} {predicate} {value}: no such concept")
        if isinstance(value, Literal) and value.ill_typed:
            problems.append(f"{subject} {predicate} {value!r}: ill typed")
    print(f"together: {len(everything)} triples, {sum(it.stat().st_size for it in folder.glob('*.ttl'))} bytes")
    return problems
