"""The parts of the two texts, and what in the book treats each of them.

A part is a paragraph, a footnote, a box, a figure or the summary, written as this book cites it: “¶ 3”,
“fn 8”, “§ 4.1 ¶ 5”, “§ 4.2 box”, “§ 2 Figure 1”, “summary”. A section named alone is a part of its own, which
stands for none of its paragraphs.

What treats a part is taken from what pages say of it (``data/attributed-statements.csv``, which a rule
compares with the pages) and from the claims of the register; nobody lists it by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from retorno.evidence.claims import Claim
from retorno.project.csv_tables import records
from retorno.project.paths import Project

TEXTS = ("iom2008dialogue", "iom2017integrated")
STATEMENTS = "attributed-statements.csv"
EXERCISE = "Exercise"
"""The heading under which a chapter sets its exercise."""

GUIDES = re.compile(r".*/(paragraph-guide|guide-2017-[\w-]+|what-iom-says-\d+)")
"""Pages that go through a whole text: they treat each part, so that they tell nothing of coverage."""

RANGE = r"(?:\s*(?:–|-|to)\s*(?:{sign}\s*)?(?P<{name}>\d+))?"
PLACE = re.compile(
    r"§+\s*(?P<section>\d+(?:\.\d+)?)(?:–\d+(?:\.\d+)?)?"
    r"|¶+\s*(?P<paragraph>\d+)"
    + RANGE.format(sign="¶", name="last_paragraph")
    + r"|(?:fn|footnotes?)\s*(?P<footnote>\d+)"
    + RANGE.format(sign="(?:fn)?", name="last_footnote")
    + r"|(?P<named>box|Figure\s*\d+)|(?P<summary>summary)"
)


def parts(place: str) -> set[str]:
    """The parts that *place* names, ranges filled: “§ 3 ¶ 1–2; fn 8” is three."""
    found: set[str] = set()
    section, alone = "", False
    for match in PLACE.finditer(place):
        if match["section"]:
            if alone:
                found.add(section)
            section, alone = f"§ {match['section']}", True
        elif number := match["paragraph"]:
            last = int(match["last_paragraph"] or number)
            found |= {f"{section} ¶ {one}".strip() for one in range(int(number), last + 1)}
            alone = False
        elif number := match["footnote"]:
            last = int(match["last_footnote"] or number)
            found |= {f"fn {one}" for one in range(int(number), last + 1)}
        elif match["named"]:
            found.add(f"{section} {match['named']}".strip())
            alone = False
        else:
            found.add("summary")
    return found | ({section} if alone else set())


@dataclass
class Treated:
    """What treats one part of a text: pages with their exercises apart, by name, and claims by id."""

    pages: list[str] = field(default_factory=list)
    exercises: list[str] = field(default_factory=list)
    claims: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.pages or self.exercises or self.claims)


Coverage = Mapping[tuple[str, str], Treated]
"""By text and part."""


def coverage(project: Project, claims: Iterable[Claim]) -> Coverage:
    """What treats each part of the two texts, pages in the order of the table of statements."""
    found: dict[tuple[str, str], Treated] = {}
    for source, place, page, heading in _said(project):
        for part in parts(place):
            treated = found.setdefault((source, part), Treated())
            listed = treated.exercises if heading == EXERCISE else treated.pages
            if page not in listed:
                listed.append(page)
    for claim in claims:
        if claim.source in TEXTS:
            for part in parts(claim.locator):
                found.setdefault((claim.source, part), Treated()).claims.append(claim.id)
    return found


def _said(project: Project) -> Iterator[tuple[str, str, str, str]]:
    path = project.data / STATEMENTS
    for _, row in records(path) if path.is_file() else ():
        if not GUIDES.fullmatch(row["page"]):
            yield row["source"], row["place"], row["page"], row["heading"]
