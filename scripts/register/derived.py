"""Labels that follow from others by rule, and who bears which label."""

from collections import defaultdict

from .concept import LABELS, LANGUAGES, key
from .inflections import inflections
from .spellings import short_titles, spellings


def derive(concepts):
    """Adds what follows by rule, but never a label that some other concept bears."""
    owners = owned(concepts)
    for rule, kind in ((short_titles, "altLabel"), (spellings, "hiddenLabel"), (inflections, "hiddenLabel")):
        for concept in concepts:
            for language in LANGUAGES:
                for label in concept.names(language):
                    if label.isupper():
                        continue
                    for spelt in rule(concept.scheme, language, label):
                        place = (concept.scheme, language, key(concept.scheme, spelt))
                        if owners.get(place, {concept.notation}) == {concept.notation}:
                            owners[place] = {concept.notation}
                            concept.add(kind, language, spelt)


def owned(concepts):
    """(scheme, language, key) -> the concepts that bear a label, demonyms included."""
    owners = defaultdict(set)
    for concept in concepts:
        for kind in LABELS:
            for language in LANGUAGES:
                for label in concept.labels[kind][language]:
                    owners[concept.scheme, language, key(concept.scheme, label)].add(concept.notation)
    return owners
