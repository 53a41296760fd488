"""Retorno: the code that builds the book on return migration.

Its floors are folders. A module imports from its own folder, from folders of its own floor as long
as no two import each other in a circle, and from floors below. ``docs/internals.md`` tells the
house; ``tests/test_floors.py`` reads the floors from here.

1. :mod:`project`: the project as a folder, its files read within bounds.
2. :mod:`evidence`: data sets, claims, findings, verdicts, the registry, and how each is said.
3. :mod:`analysis`, :mod:`execution`, :mod:`checks`, :mod:`refresh`, :mod:`changes`, :mod:`teaching`: what works
   on it.
4. :mod:`book`: what the book adds to Sphinx.
5. :mod:`site`: the editions, the printed book, and publishing them.
6. :mod:`commands`: the verbs.
"""
