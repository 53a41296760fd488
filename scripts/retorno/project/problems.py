"""A problem in the content, told so that somebody who does not program can mend it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass

UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Signs that no terminal shows as they are: it obeys them, or fails over halves of letters (names that are no text)."""


def shown(text: str, lines: bool = False) -> str:
    """*text* with such signs spelt out, as Python writes them; the ends of lines too, but where *lines* may stand."""
    spelt = UNSEEN.sub(lambda found: ascii(found[0])[1:-1], text)
    return spelt if lines else spelt.replace("\n", "\\n")


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong: where it is, what it is, and what would be right.

    ``line`` counts from 1 and is 0 when the whole file is meant; ``place`` narrows it
    down (a column, a key, a cell). ``rule`` is the id of the check that found it.
    """

    file: str
    line: int
    place: str
    wrong: str
    right: str
    rule: str = ""
    severity: str = "error"

    def __post_init__(self) -> None:
        """Names of files, and what content says, may hold anything; a message is text."""
        for name, lines in (("file", False), ("place", False), ("wrong", True), ("right", True)):
            object.__setattr__(self, name, shown(getattr(self, name), lines))

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        inside = f" ({self.place})" if self.place else ""
        return f"{where}{inside}: {self.wrong}\n    What would be right: {self.right}"

    def as_dict(self) -> dict[str, str | int]:
        """The problem as plain data, for JSON output."""
        return asdict(self)


class ContentError(Exception):
    """The content is wrong: carries the problems, prints them one after another."""

    def __init__(self, problems: Iterable[Problem] | Problem) -> None:
        found = [problems] if isinstance(problems, Problem) else list(problems)
        self.problems = sorted(set(found))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def nearest(name: str, known: Iterable[str]) -> str:
    """A hint that names the known word closest to *name*, or an empty string."""
    from difflib import get_close_matches

    close = get_close_matches(name, list(known), n=1)
    return f" Did you mean “{close[0]}”?" if close else ""


class UsageError(Exception):
    """The command was used wrongly; the message says what would be right."""


class MachineError(Exception):
    """The machine is in the way (no network, no permission); the message says how."""
