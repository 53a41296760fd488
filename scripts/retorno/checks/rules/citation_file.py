"""CITATION.cff can be read, and says of the book what its citations need.

The title, the authors, the version and the date of the release stand in that file and nowhere
else; the citation on each page, the cover of the PDF and the feed take them from there. It is
plain YAML: text that holds a colon stands in double quotes.
"""

from __future__ import annotations

from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.evidence.book_citation import read_citation
from retorno.project.problems import Problem

SEVERITY = "error"


def check(content: Content) -> Iterator[Problem]:
    """Read the file; what is wrong with it is raised."""
    read_citation(content.project.root)
    yield from ()
