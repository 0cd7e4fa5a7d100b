"""A concept of a register: labels and facts, before they are Turtle."""

import csv
import re
from collections import defaultdict
from dataclasses import dataclass, field

LANGUAGES = ("en", "fr", "it", "de", "ru")
# Names of countries are matched as they are written, the others in any case.
CASE_SENSITIVE = {"country"}
LABELS = ("prefLabel", "altLabel", "hiddenLabel", "demonym")


@dataclass
class Concept:
    scheme: str
    notation: str
    # Property -> language -> labels.
    labels: dict = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    # Predicate -> objects, in Turtle.
    facts: dict = field(default_factory=lambda: defaultdict(list))

    @property
    def slug(self):
        """Last part of the concept's IRI."""
        return self.notation.lower()

    def state(self, predicate, value, form):
        """Keeps a fact, the value written by `form`; an empty cell is no fact."""
        if value:
            self.facts[predicate].append(form(value))

    def add(self, kind, language, label):
        """Adds a label unless the concept has it, by whatever property; says whether it did."""
        label = plain(label)
        if not label or any(self.same(label, it) for it in self.names(language)):
            return False
        if kind == "prefLabel" and self.labels[kind][language]:
            kind = "altLabel"
        self.labels[kind][language].append(label)
        return True

    def same(self, one, other):
        return key(self.scheme, one) == key(self.scheme, other)

    def names(self, language):
        """Labels in a language, demonyms aside."""
        return [it for kind in LABELS[:3] for it in self.labels[kind][language]]

    def prefer(self, language, label):
        """Makes `label` the preferred one, the old one an alternative; says whether it was not."""
        if self.labels["prefLabel"][language] == [label]:
            return False
        for kind in LABELS[:3]:
            kept = [it for it in self.labels[kind][language] if not self.same(it, label)]
            self.labels[kind][language] = kept
        old = self.labels["prefLabel"][language]
        self.labels["prefLabel"][language] = [label]
        self.labels["altLabel"][language] += old
        return True

    def drop(self, language, label):
        """Removes a label exactly as written; says whether it was there."""
        found = False
        for kind in LABELS:
            kept = [it for it in self.labels[kind][language] if it != label]
            found |= len(kept) < len(self.labels[kind][language])
            self.labels[kind][language] = kept
        return found


def plain(label):
    """One kind of apostrophe, one kind of space."""
    return re.sub(r"\s+", " ", label.replace("’", "'")).strip()


def key(scheme, label):
    """Labels with the same key match the same words of a text.

    Acronyms are matched as written in every scheme: WHO is not "who".
    """
    exact = scheme in CASE_SENSITIVE or label.isupper()
    return label if exact else "~" + label.casefold()


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def cell(row, column):
    """The values in a cell."""
    return [it for it in row[column].split("|") if it]
