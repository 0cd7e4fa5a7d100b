"""Parts of `registers.py`, in the order of the work.

`tables`      the authority tables to concepts
`additions`   our own table merged in; `demonyms` inflects
`derived`     what follows by rule; `spellings` holds the rules
`turtle`      concepts to the bytes of a register
`check`       a written register read back with rdflib
"""
