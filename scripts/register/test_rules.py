"""What the rules claim. Run: `python3 -m unittest discover -s scripts -t scripts`."""

import unittest

from .demonyms import inflect
from .inflections import german, russian
from .spellings import short_titles, spellings


class Demonyms(unittest.TestCase):
    def check(self, language, base, forms):
        self.assertEqual(inflect(language, base), sorted(forms.split()))

    def test_english_has_a_plural_unless_the_ending_forbids_it(self):
        self.check("en", "Albanian", "Albanian Albanians")
        self.check("en", "Iraqi", "Iraqi Iraqis")
        self.check("en", "Chinese", "Chinese")
        self.check("en", "Swiss", "Swiss")

    def test_french_feminine_follows_the_ending(self):
        self.check("fr", "kazakh", "kazakh kazakhe kazakhs kazakhes")
        self.check("fr", "norvégien", "norvégien norvégienne norvégiens norvégiennes")
        self.check("fr", "letton", "letton lettonne lettons lettonnes")
        self.check("fr", "suisse", "suisse suisses")

    def test_french_masculine_in_s_has_no_plural_of_its_own(self):
        self.check("fr", "français", "français française françaises")

    def test_french_irregular(self):
        self.check("fr", "turc", "turc turque turcs turques")
        self.check("fr", "grec", "grec grecque grecs grecques")

    def test_italian_hard_and_soft_c(self):
        self.check("it", "tedesco", "tedesco tedesca tedeschi tedesche")
        self.check("it", "turco", "turco turca turchi turche")
        self.check("it", "slovacco", "slovacco slovacca slovacchi slovacche")
        self.check("it", "britannico", "britannico britannica britannici britanniche")
        self.check("it", "austriaco", "austriaco austriaca austriaci austriache")
        self.check("it", "greco", "greco greca greci greche")

    def test_italian_other_endings(self):
        self.check("it", "kazako", "kazako kazaka kazaki kazake")
        self.check("it", "albanese", "albanese albanesi")
        self.check("it", "cipriota", "cipriota ciprioti cipriote")
        self.check("it", "belga", "belga belgi belghe")


class Spellings(unittest.TestCase):
    def check(self, scheme, language, label, expected):
        self.assertIn(expected, list(spellings(scheme, language, label)))

    def test_both_spellings_of_cooperation_and_organisation(self):
        label = "Organization for Security and Co-operation in Europe"
        self.check("body", "en", label, "Organisation for Security and Cooperation in Europe")

    def test_capitals_without_accent(self):
        self.check("country", "fr", "États-Unis", "Etats-Unis")

    def test_capitals_in_names_of_countries(self):
        self.check("country", "it", "Repubblica ceca", "Repubblica Ceca")

    def test_titles_without_the_council(self):
        label = "Council of Europe Convention on Access to Official Documents"
        self.assertIn("Convention on Access to Official Documents", list(short_titles("treaty", "en", label)))


class Cases(unittest.TestCase):
    def check(self, rule, name, forms):
        self.assertEqual(sorted(set(rule(name))), sorted(forms))

    def test_german_genitive_depends_on_the_noun(self):
        self.check(german, "Italien", ["Italien", "Italiens"])
        self.check(german, "Türkei", ["Türkei"])
        self.check(german, "Russische Föderation", ["Russische Föderation", "Russischen Föderation", "Russischer Föderation"])
        self.check(german, "Ausschuss für Recht", ["Ausschuss für Recht", "Ausschusses für Recht"])

    def test_russian_nouns_change_and_what_they_govern_does_not(self):
        self.check(russian, "Совет Европы", ["Совет Европы", "Совета Европы", "Совету Европы", "Советом Европы", "Совете Европы"])
        self.check(russian, "Германия", ["Германии", "Германию", "Германией"])

    def test_names_that_do_not_change_have_no_forms(self):
        self.check(russian, "США", [])
        self.check(russian, "Сан-Марино", [])


if __name__ == "__main__":
    unittest.main()
