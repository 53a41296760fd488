"""What is compared to say what changed: the book at one moment, as values and content hashes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Entry = dict[str, Any]
"""A claim or a finding as ``findings.json`` publishes it."""


@dataclass(frozen=True)
class PageState:
    """A page: hashes of its ``text`` (all but code) and of its ``code`` (empty for prose).

    ``uses`` names what it shows (``finding:ID``, ``claim:ID``, ``verdict:ID``, ``dataset:ID``,
    ``cite:KEY``); ``inputs`` are the inputs of its execution with their hashes.
    """

    text: str
    code: str = ""
    uses: frozenset[str] = frozenset()
    inputs: Mapping[str, str] = field(default_factory=dict)

    @property
    def content(self) -> tuple[str, str]:
        """What makes two pages the same page under two names."""
        return self.text, self.code


@dataclass(frozen=True)
class FigureState:
    """A figure: the page that draws it, and hashes of what is drawn and of the words around it."""

    page: str
    drawn: str
    words: str


@dataclass(frozen=True)
class TableState:
    """A data set: its file, the hashes of its schema and of all else that describes it, key and content."""

    file: str
    schema: str
    description: str
    key: tuple[str, ...]
    content: str


@dataclass(frozen=True)
class State:
    """The book at one moment; every mapping goes by id or name.

    ``entries`` are keyed ``finding:ID`` and ``claim:ID``; ``claims`` are the rows of the register.
    """

    entries: Mapping[str, Entry] = field(default_factory=dict)
    claims: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    figures: Mapping[str, FigureState] = field(default_factory=dict)
    pages: Mapping[str, PageState] = field(default_factory=dict)
    tables: Mapping[str, TableState] = field(default_factory=dict)

    def page_of(self, name: str) -> str:
        """The page from which the entry *name* comes, or an empty string."""
        page = str(self.entries.get(name, {}).get("page") or "")
        return page.removesuffix(".html")
