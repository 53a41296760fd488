"""Who contributed to which page, from the history of the project.

The book shows this as it was at the last release, from ``chapters/reference/credits.json``::

    {"chapters/understanding/forms-of-return": ["Name", "Another name"]}

So pages are the same wherever they are built: in a checkout without its history, in an unpacked
archive, and before the next commit as after it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from retorno.project import git
from retorno.project.documents import json_document
from retorno.project.paths import Project
from retorno.project.problems import ContentError, Problem, UsageError

FILE = "chapters/reference/credits.json"
RECORD, UNIT = "\x1e", "\x1f"
FORMAT = "%x1e%aN%x1f%as%x1f%(trailers:key=Co-authored-by,valueonly,separator=%x1f)"


@dataclass
class Credit:
    """One person's part in one page: how many changes, and the days of the first and the last."""

    person: str
    changes: int = 0
    days: list[str] = field(default_factory=list)

    def count(self, day: str) -> None:
        """Add a change made on *day* (ISO 8601)."""
        self.changes += 1
        self.days.append(day)


def credits(project: Project) -> dict[str, list[Credit]]:
    """Contributors to each page that is there now, most changes first, by document name.

    A page that was renamed keeps its history. Authors and those named in ``Co-authored-by`` lines
    count alike; a ``.mailmap`` is respected. Raises :class:`UsageError` outside a git checkout,
    ``UsageError`` where the history is cut short.
    """
    log = _log(project)
    now: dict[str, str] = {}
    found: dict[str, dict[str, Credit]] = defaultdict(dict)
    for people, day, changes in _commits(log):
        for before, after in changes:
            # The log runs backwards: what a file is called now is known before what it was called.
            page = now.get(after, after)
            now[before] = page
            for person in people:
                found[page].setdefault(person, Credit(person)).count(day)
    return {
        page.removesuffix(".md"): sorted(found[page].values(), key=lambda credit: (-credit.changes, credit.person))
        for page in sorted(found)
        if (project.root / page).is_file()
    }


def read(project: Project) -> dict[str, list[str]]:
    """The names for each page as of the last release; none before the first."""
    path = project.root / FILE
    if not path.is_file():
        return {}
    try:
        found: dict[str, list[str]] = json_document(path, FILE)
        if not all(isinstance(name, str) for names in found.values() for name in names):
            raise ValueError("a name is no text")
        return found
    except (ValueError, AttributeError, TypeError) as error:
        right = f"git checkout {FILE}, or remove it and run: make credits WRITE=1"
        raise ContentError(Problem(FILE, 0, "", f"the credits cannot be read: {error!r}", right)) from error


def write(project: Project) -> Path:
    """Write the names for each page as the history has them now; returns where."""
    names = {page: [credit.person for credit in people] for page, people in credits(project).items()}
    path = project.root / FILE
    path.write_text(json.dumps(names, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def as_text(found: dict[str, list[Credit]]) -> str:
    """One line a page."""
    return "\n".join(
        f"{page}: " + ", ".join(f"{credit.person} ({credit.changes})" for credit in people)
        for page, people in found.items()
    )


def as_markdown(found: dict[str, list[Credit]]) -> str:
    """A table, names escaped: they come from whoever sent a change."""
    rows = [f"| {page} | {', '.join(_escaped(credit.person) for credit in people)} |" for page, people in found.items()]
    return "\n".join(["| Page | Contributors |", "|---|---|", *rows])


def as_json(found: dict[str, list[Credit]]) -> str:
    """Every page with its people, their changes, and the days of the first and the last."""
    data = {
        page: [
            {"person": credit.person, "changes": credit.changes, "first": min(credit.days), "last": max(credit.days)}
            for credit in people
        ]
        for page, people in found.items()
    }
    return json.dumps(data, indent=1, ensure_ascii=False)


def _log(project: Project) -> str:
    if git.text_if_any(project.root, "rev-parse", "--is-shallow-repository") == "true":
        raise UsageError("The history here is cut short, so names would be missing. Run: git fetch --unshallow")
    wanted = ("log", "-M", "--name-status", f"--format={FORMAT}", "--relative", "--", "index.md", "chapters")
    try:
        return git.text(project.root, *wanted)
    except git.Refused as error:
        raise UsageError(f"{project.root} has no history to read the contributors from: {error}") from error


def _commits(log: str) -> Iterator[tuple[list[str], str, list[tuple[str, str]]]]:
    """People, day and the changed pages (name before, name after) of each commit, newest first."""
    for record in log.split(RECORD)[1:]:
        head, _, names = record.partition("\n")
        author, day, *others = head.split(UNIT)
        people = [author, *(_person(other) for other in others if other.strip())]
        yield list(dict.fromkeys(people)), day, list(_changes(names.splitlines()))


def _changes(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        parts = line.split("\t")
        if len(parts) > 1 and parts[0] != "D" and parts[-1].endswith(".md"):
            yield parts[1], parts[-1]


def _person(trailer: str) -> str:
    """The name in *Name <address>*; addresses are nobody's business."""
    return trailer.partition("<")[0].strip() or "unnamed"


def _escaped(name: str) -> str:
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]()<>#|!@&" else letter for letter in name)
