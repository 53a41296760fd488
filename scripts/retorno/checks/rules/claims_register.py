"""Every claim has a source and an analysis that judges it.

data/claims.csv is one claim a row. Its source is a key of references.bib, its members are codes
of data/places.csv. Its analysis is a page in chapters/analyses/ (the name without .md) with a
cell that says judge("the-id-of-the-claim", …). What the claim is compared with stands in that
cell; that it speaks of the same thing is looked at when the cell runs.
"""

from __future__ import annotations

from collections.abc import Iterator

from retorno.checks.reading.bibliography import keys
from retorno.checks.reading.content import Content, Page
from retorno.checks.reading.recording_calls import recordings
from retorno.checks.reading.register import FILE, claims, lines
from retorno.evidence.claims import Claim
from retorno.evidence.registry import never_judged
from retorno.project.csv_tables import records
from retorno.project.problems import Problem, nearest

SEVERITY = "error"
ANALYSES = "chapters/analyses/"


def check(content: Content) -> Iterator[Problem]:
    """Compare each row with the bibliography, the places and its analysis."""
    places = {record.get("code", "") for _, record in records(content.project.data / "places.csv")}
    pages = {page.name.removeprefix(ANALYSES): page for page in content.pages if page.name.startswith(ANALYSES)}
    sources, line_of = keys(content), lines(content)
    for claim in claims(content).values():
        found = (*_sources(claim, sources), *_places(claim, places), *_analysis(claim, pages))
        for column, wrong, right in found:
            yield Problem(FILE, line_of.get(claim.id, 0), f"column {column}", f"claim {claim.id}: {wrong}", right)


def _sources(claim: Claim, known: dict[str, int]) -> Iterator[tuple[str, str, str]]:
    if claim.source not in known:
        wrong = f"“{claim.source}” is no key of references.bib.{nearest(claim.source, known)}"
        yield "source", wrong, "the key of the text that states the claim"


def _places(claim: Claim, known: set[str]) -> Iterator[tuple[str, str, str]]:
    named = [("members", code) for code in claim.members] + [("place", claim.place)] * bool(claim.place)
    for column, code in named:
        if known and code not in known:
            wrong = f"“{code}” is not in data/places.csv.{nearest(code, known)}"
            yield column, wrong, "a code of data/places.csv, such as PAN"


def _analysis(claim: Claim, pages: dict[str, Page]) -> Iterator[tuple[str, str, str]]:
    if claim.analysis not in pages:
        wrong = f"there is no analysis “{claim.analysis}”.{nearest(claim.analysis, pages)}"
        yield "analysis", wrong, f"the name of a page in {ANALYSES}, without .md"
        return
    page = pages[claim.analysis]
    found = recordings(page)
    if not any(call.name == "judge" and call.is_about(claim.id) for call in found):
        yield never_judged(claim)
