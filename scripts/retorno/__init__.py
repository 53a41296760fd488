"""Retorno: the code that builds the book on return migration.

Four floors; a module imports only from its own floor's neighbours and from floors below, and no
neighbours import each other in a circle. ``tests/test_floors.py`` reads the list from here.

1. What is known, and how it is said: :mod:`problems`, :mod:`documents`, :mod:`failures`, :mod:`progress`,
   :mod:`locking`, :mod:`lifeline`, :mod:`keeping`, :mod:`machine`, :mod:`manifest`, :mod:`scratch`, :mod:`swap`,
   :mod:`project`, :mod:`tracing`, :mod:`boundary`, :mod:`harmless`, :mod:`svg`, :mod:`frontmatter`, :mod:`findings`,
   :mod:`claims`, :mod:`catalogue`, :mod:`comparability`, :mod:`quotations`, :mod:`sources`, :mod:`printed`,
   :mod:`matching`,
   :mod:`agreement`, :mod:`verdicts`, :mod:`registry`, :mod:`wording`, :mod:`sentences`, :mod:`media`,
   :mod:`published`, :mod:`citing`, :mod:`credits`, :mod:`structured`, :mod:`bundle`, :mod:`synonyms`, :mod:`links`,
   :mod:`guide`, :mod:`reports`.
   And what was known before: :mod:`states`, :mod:`tables`, :mod:`changes`, :mod:`causes`,
   :mod:`comparison`, :mod:`telling`, :mod:`history`, :mod:`feed`.
2. What an analysis uses, and what looks at it: :mod:`palette`, :mod:`dimensions`, :mod:`charts`, :mod:`picture`,
   :mod:`figures`, :mod:`notebook`; :mod:`execution`; :mod:`checks`; :mod:`collecting`;
   and what brings its data: :mod:`refresh`.
3. What the book adds to Sphinx: :mod:`sphinxext`.
4. The doors: :mod:`sparing`, :mod:`edition`, :mod:`typesetting`, :mod:`printing`, :mod:`publication`, :mod:`site`,
   :mod:`serving`,
   :mod:`compare`, :mod:`releases`, :mod:`versions`, :mod:`verbs`, :mod:`bar`, :mod:`profiling`, :mod:`cli`;
   and :mod:`bench`, which measures them.
"""
