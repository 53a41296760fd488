"""What the cover and the metadata of a book say, from ``CITATION.cff`` and the settings of the book."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from babel.dates import format_date

from retorno.evidence.book_citation import read_citation
from retorno.evidence.catalogue import Catalogue
from retorno.evidence.message_catalogue import words
from retorno.evidence.wording import Words
from retorno.project.paths import Project
from retorno.project.problems import ContentError, Problem


@dataclass(frozen=True)
class Facts:
    """A book as a library would list it; ``subtitle`` and ``description`` may be empty."""

    title: str
    subtitle: str
    description: str
    author: str
    words: Words
    date: date
    address: str

    @property
    def language(self) -> str:
        """The language of the edition."""
        return self.words.language

    @property
    def cover(self) -> list[str]:
        """What stands on the cover below the title."""
        day = format_date(self.date, "long", locale=self.words.locale)
        edition = self.words.say("Edition of {day}", day=day)
        return [
            line for line in (self.subtitle[:1].upper() + self.subtitle[1:], self.author, edition, self.address) if line
        ]


def facts(project: Project, edition: str, settings: dict[str, Any], said: Words | None = None) -> Facts:
    """The facts of one edition; *settings* are those of Sphinx, which name title and author."""
    stated, said = read_citation(project.root), said or words(project.root, edition, {})
    return Facts(
        title=settings["html_title"],
        subtitle=said.say(str(stated.get("title") or "").partition(":")[2].strip()),
        description=said.say(" ".join(str(stated.get("abstract") or settings["html_title"]).split())),
        author=said.say(settings["author"]),
        words=said,
        date=edition_date(project),
        address=str(stated.get("url") or ""),
    )


def edition_date(project: Project) -> date:
    """``SOURCE_DATE_EPOCH`` if it is set, else the date in ``CITATION.cff``, else that of the data package.

    It is the date of what the book holds, not of the day on which somebody builds it: two builds
    of one state give the same bytes. Raises :class:`ContentError` where there is none.
    """
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        return datetime.fromtimestamp(int(epoch), UTC).date()
    released = str(read_citation(project.root).get("date-released") or "")
    created = str(Catalogue(project).package.get("created") or "")
    for stated in (released, created[:10]):
        try:
            return date.fromisoformat(stated)
        except ValueError:
            continue
    wrong = f"the edition has no date: date-released is “{released}”, created in data/datapackage.json “{created}”"
    raise ContentError(Problem("CITATION.cff", 0, "date-released", wrong, "a date such as 2026-11-22", "build"))
