"""What each release of the book said: the file behind “What changed”, the feed and the register.

The file is ``chapters/reference/history.json``::

    {"releases": [{"version": "v0.2.0", "date": "2026-12-01", "changes": […]}],
     "entries": {"finding:ID": [{"version": "v0.1.0", "value": "−99.75%"}]}}

``releases`` go from the oldest to the newest; ``changes`` are those since the release before (see
:mod:`retorno.changes.severity`), none for the first. ``entries`` hold the versions at which what readers
see of a finding, or the verdict on a claim, became another; None where it was withdrawn. As long
as there is no such file, nothing has a history.
"""

from __future__ import annotations

import copy
import json
import re
from datetime import date
from pathlib import Path
from typing import Any, TypedDict

from retorno.changes.severity import Report, shown
from retorno.changes.states import State
from retorno.evidence.verdicts import Verdict
from retorno.evidence.wording import ENGLISH
from retorno.project.documents import json_document
from retorno.project.paths import Project
from retorno.project.problems import ContentError, Problem

VERSION = re.compile(r"v\d+(?:\.\d+)*")
"""The tags that are releases."""

Record = dict[str, Any]

EMPTY: Record = {"releases": [], "entries": {}}
FILE = "chapters/reference/history.json"


def read(project: Project) -> Record:
    """The history as it is in the project; empty where there is no file yet."""
    path = project.root / FILE
    if not path.is_file():
        return copy.deepcopy(EMPTY)
    try:
        found = json_document(path, FILE, "history")
        for release in found["releases"]:
            date.fromisoformat(release["date"])
            if not VERSION.fullmatch(release["version"]):
                raise ValueError(f"“{release['version']}” is no version")
        return {"releases": found["releases"], "entries": dict(found["entries"])}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        right = f"git checkout {FILE}, or remove it and run: make history"
        raise ContentError(Problem(FILE, 0, "", f"the history cannot be read: {error!r}", right, "history")) from error


def write(project: Project, history: Record) -> Path:
    """Write the history; returns where."""
    path = project.root / FILE
    path.write_text(json.dumps(history, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def order(version: str) -> tuple[int, ...]:
    """What versions are sorted by: v0.10.0 comes after v0.9.0."""
    return tuple(int(part) for part in version.removeprefix("v").split("."))


def versions(history: Record) -> list[str]:
    """The releases that the history has, the oldest first."""
    return [release["version"] for release in history["releases"]]


def add(history: Record, version: str, released: str, state: State, report: Report) -> None:
    """Add a release, later than all others, to *history*.

    *report* is what changed since the release before; *released* is the date in ISO 8601.
    """
    history["releases"].append(
        {"version": version, "date": released, "changes": [change.as_dict() for change in report.changes]}
    )
    now = values(state)
    for name in sorted({*now, *history["entries"]}):
        known = history["entries"].setdefault(name, [])
        value = now.get(name)
        if not known or known[-1]["value"] != value:
            known.append({"version": version, "value": value})


def values(state: State) -> dict[str, str]:
    """What readers see of each entry: a finding's value, the verdict on a claim."""
    return {
        name: shown(entry["computed"]) if entry["kind"] == "finding" else _verdict(entry)
        for name, entry in state.entries.items()
    }


def _verdict(entry: dict[str, Any]) -> str:
    kind = entry.get("verdict")
    return ENGLISH.verdict(Verdict(entry["id"], kind, manner=entry.get("manner") or "")) if kind else "not yet judged"


class Past(TypedDict):
    """One value of the past, in words: the version and ISO date of the release that first gave it."""

    version: str
    date: str
    value: str


class History:
    """What the releases gave, entry by entry; read once a build."""

    def __init__(self, root: Path) -> None:
        self.path = root / FILE
        self.record = read(Project(root))
        self._dates = {release["version"]: release["date"] for release in self.record["releases"]}

    def history(self, entry_id: str) -> list[Past]:
        """The values of *entry_id* (``claim:ID``, ``finding:ID``) in the releases, the oldest first."""
        return [
            Past(version=one["version"], date=self._dates[one["version"]], value=one["value"] or "withdrawn")
            for one in self.record["entries"].get(entry_id, [])
        ]
