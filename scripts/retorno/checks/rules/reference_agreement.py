"""No work stands in references.bib under two keys, and the year of an entry is that of its note.

Two entries for one work have two notes on what was read of it, and a reader sees two sources where there is one.
The same title in the same year, or the same DOI, is the same work. Where a note begins with the day of publication,
the year is its year: 2002 for 2020 is a slip that makes a text older than what it speaks of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.checks.reading.bibliography import FILE, bibliography, line_of
from retorno.checks.reading.content import Content
from retorno.project.problems import Problem

SEVERITY = "error"

DATED = re.compile(
    r"(?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|November|December) "
    r"(?P<year>\d{4})[;,.]"
)


def check(content: Content) -> Iterator[Problem]:
    """Compare each entry with those before it, and its year with its note."""
    seen: dict[tuple[str, ...], str] = {}
    for entry in bibliography(content).entries:
        fields = {field.key.lower(): str(field.value).strip('{}"') for field in entry.fields}
        year = fields.get("year", "")
        works = [("title", _plain(fields.get("title", "")), year), ("doi", fields.get("doi", "").lower())]
        known = {seen.setdefault(work, entry.key) for work in works if work[1]} - {entry.key}
        for other in sorted(known):
            wrong, right = f"{entry.key}: this is the work that “{other}” names", "one entry, cited by one key"
            yield Problem(FILE, line_of(entry), "title", wrong, right)
        dated = DATED.match(fields.get("note", ""))
        if dated and year and dated["year"] != year:
            wrong = f"{entry.key}: the year is {year}, and the note begins with a day of {dated['year']}"
            yield Problem(FILE, line_of(entry), "year", wrong, "the year in which it was published, in both places")


def _plain(title: str) -> str:
    return re.sub(r"[\W_]+", " ", title.casefold()).strip()
