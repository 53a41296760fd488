"""The history of a value: what earlier editions of the book gave for a claim or a finding.

A release writes ``chapters/reference/history.json``: an object from an entry of the registry
(``claim:ID`` or ``finding:ID``) to a list of ``{"version": …, "date": …, "value": …}``, the
oldest first. As long as there is no such file, nothing has a history.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypedDict

FILE = "chapters/reference/history.json"


class Past(TypedDict):
    """One value of the past, in words: the version and ISO date of the edition that gave it."""

    version: str
    date: str
    value: str


class History:
    """What earlier editions gave."""

    def __init__(self, root: Path) -> None:
        self.path = root / FILE
        try:
            stated = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            stated = {}
        self._entries = stated if isinstance(stated, dict) else {}

    def history(self, entry_id: str) -> list[Past]:
        """The values of *entry_id* (``claim:ID``, ``finding:ID``) in earlier editions, the oldest first."""
        entries = self._entries.get(entry_id)
        return [
            Past(version=str(past["version"]), date=str(past["date"]), value=str(past["value"]))
            for past in (entries if isinstance(entries, list) else [])
            if isinstance(past, dict) and {"version", "date", "value"} <= past.keys()
        ]
