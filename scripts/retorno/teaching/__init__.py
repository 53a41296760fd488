"""Teaching products: session kits, slides and quiz banks, as data and as text, from sources and the registry.

Everything here is a pure function of three things: the sources below ``chapters/teach/material``, the
registry as the build publishes it (``findings.json``), and the tables in ``data/``. What is made of it
(PDF, archives) is made by :mod:`retorno.site.course_material`.
"""
