"""Retorno: the code that builds the book on return migration.

Four floors; a module imports only from its own floor's neighbours and from floors below.

1. What is known: :mod:`problems`, :mod:`project`, :mod:`catalogue`, :mod:`claims`,
   :mod:`findings`, :mod:`verdicts`, :mod:`registry`, :mod:`references`, :mod:`wording`.
2. What an analysis uses: :mod:`charts`, :mod:`notebook`; and :mod:`execution`, :mod:`checks`.
3. What the book adds to Sphinx: :mod:`sphinxext`.
4. The doors: :mod:`site`, :mod:`cli`.
"""
