"""A source is cited by its key, never by a name and a year that somebody typed.

*(Smith and Jones, 2013)* leads nowhere: the bibliography does not list it, and nobody sees which place was read.
*Ibid.* and *op. cit.* point at a sentence that may be moved tomorrow. Write the role `cite` with the key,
and the page, each time, and give a new source its entry in references.bib first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.checks.reading.own_voice import own_voice
from retorno.project.problems import Problem

SEVERITY = "error"
MAY_BE_ALLOWED = True

NAME = r"[A-ZÀ-Þ][^\W\d_]+(?:-[A-ZÀ-Þ][^\W\d_]+)*"
AUTHOR_YEAR = re.compile(
    rf"\(\s*(?:see|cf\.|e\.g\.|as in)?\s*{NAME}(?:(?:,\s+{NAME})*,?\s+(?:and|&|y)\s+{NAME}|\s+et\s+al\.?)?,?\s+"
    r"(?:19|20)\d\d[a-z]?(?:\s*[,:]\s*(?:p+\.\s*)?\d+)?\s*\)"
)
BACK = re.compile(r"\b(?:ibid|ibidem|op\.\s?cit|loc\.\s?cit)\b\.?", re.I)
MONTH = re.compile(
    r"January|February|March|April|May|June|July|August|September|October|November|December|Spring|Summer|Autumn|Winter"
)


def check(content: Content) -> Iterator[Problem]:
    """Look for them in the prose of the pages."""
    for page in content.pages:
        prose = own_voice(page)[0]
        for pattern in (AUTHOR_YEAR, BACK):
            for match in pattern.finditer(prose.text):
                if not MONTH.search(match[0]):
                    words = " ".join(match[0].split())
                    wrong, right = "a source is cited by hand", "{cite}`…` with its key, and the place in it"
                    yield Problem(page.file, prose.line_of(match.start()), f"“{words}”", wrong, right)
