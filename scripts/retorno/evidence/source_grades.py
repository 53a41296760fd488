"""The grades of sources, as the notes in ``references.bib`` give them, and what a finding inherits from them.

A chain is as strong as its weakest link: a finding bears the lowest grade among the sources of the tables
that it was computed from, whichever of their rows it used, or that of the source whose figure it quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from retorno.evidence.catalogue import DataSet
from retorno.evidence.findings import Finding
from retorno.project.paths import Project

KINDS = {
    "A": "primary text or official data",
    "B": "study reviewed by peers, evaluation, or report that shows how its author knows",
    "C": "report by a named reporter or agency, or a carrier of an official text",
    "D": "unattributed copy or rewrite",
}
"""What a source of each grade is, the best first."""

GRADE = re.compile(r"\bGrade ([A-D])\b")
ENTRY = re.compile(r"^@\w+\{([^,\s]+),", re.M)


def of_sources(project: Project) -> dict[str, str]:
    """The grade of each source that has one, by key; none where there is no bibliography that can be read."""
    try:
        text = project.bibliography.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return {}
    entries = list(ENTRY.finditer(text))
    ends = [*(entry.start() for entry in entries[1:]), len(text)][: len(entries)]
    # Where a note has two, one for a text and one for its copy, the lower counts: the copy is what was read.
    found = {
        entry[1]: max(GRADE.findall(text, entry.end(), end), default="")
        for entry, end in zip(entries, ends, strict=True)
    }
    return {key: grade for key, grade in found.items() if grade}


@dataclass(frozen=True)
class Grades:
    """The grade of each source, and the sources of each data set."""

    of_source: Mapping[str, str] = field(default_factory=dict)
    sources_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, project: Project, data_sets: Iterable[DataSet]) -> Grades:
        """Those of a project."""
        return cls(of_sources(project), {one.name: tuple(one.about("source", [])) for one in data_sets})

    def beneath(self, found: Finding) -> dict[str, str]:
        """The graded sources beneath a finding, with their grades."""
        keys = (
            [found.reported_by]
            if found.reported_by
            else [key for name in found.datasets for key in self._used(name, found)]
        )
        return {key: self.of_source[key] for key in dict.fromkeys(keys) if key in self.of_source}

    def _used(self, name: str, found: Finding) -> Iterable[str]:
        """The sources of a data set on which a finding rests: all, unless it names some of them."""
        known = self.sources_of.get(name, ())
        return [key for key in known if key in found.sources] or known

    def lowest(self, *found: Finding) -> str:
        """The lowest grade beneath *found*; empty where no graded source lies beneath."""
        return max((grade for one in found for grade in self.beneath(one).values()), default="")
