#!/usr/bin/env python3
"""Made-up names of bodies as a vocabulary, to see what a large one costs.

    benches/vocabulary.py 50000 > names.ttl
    hemicycle extract --vocabulary names.ttl ACT.txt

The same names for the same number. None is meant to be anybody's.
"""

import random
import sys

BEGINNINGS = "Ba Be Bo Da De Do Fa Fe Ga Ge Ha He Ka Ke Ko La Le Lo Ma Me Mo Na Ne No Pa Pe Ra Re Ro Sa Se So Ta Te To Va Ve".split()
ENDINGS = "ban bel dan dor fel gar han kel lan len lor mar men mir nan nel ran ren rin san sel tan tel tor van vel win zan".split()
HEADS = "Institute Foundation League Council Office Centre Network Agency Committee Union".split()


def word(rng):
    return rng.choice(BEGINNINGS) + rng.choice(ENDINGS) + rng.choice(["", "", "a", "en", "is", "os"])


def main():
    rng = random.Random(1)
    print("@prefix skos: <http://www.w3.org/2004/02/skos/core#> .")
    print("@prefix body: <https://w3id.org/hemicycle/def/body/> .")
    for number in range(int(sys.argv[1])):
        name = f"{rng.choice(HEADS)} of {word(rng)} {word(rng)}"
        print(f'body:made-up-{number} a skos:Concept ; skos:notation "made-up-{number}" ;')
        print(f'    skos:prefLabel "{name}"@en , "{name}"@fr , "{name}"@it .')


if __name__ == "__main__":
    main()
