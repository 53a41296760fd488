"""Every part of the two texts is treated by a chapter, an exercise or a claim.

Where a guide leaves a place for what treats a part (the directive ``treated``), something should stand
there. What treats a part is read from data/attributed-statements.csv and from the register of claims.
"""

from __future__ import annotations

from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.evidence.claims import read_claims
from retorno.evidence.text_parts import coverage
from retorno.project.problems import ContentError, Problem

SEVERITY = "warning"
RIGHT = "a chapter that takes it up, with a row in data/attributed-statements.csv, or a claim in the register"


def check(content: Content) -> Iterator[Problem]:
    """Look at each place that a guide leaves."""
    places = [(page, one) for page in content.pages for one in page.directives("treated")]
    if not places:
        return
    try:
        found = coverage(content.project, read_claims(content.project).values())
    except ContentError:  # the rule on claims tells of it
        return
    for page, place in places:
        text, *part = place.argument.split()
        if (text, " ".join(part)) not in found:
            yield Problem(page.file, place.line, place.argument, f"nothing treats {' '.join(part)} of {text}", RIGHT)
