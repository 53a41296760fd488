"""What is compared to say what changed: the book at one moment, as values and content hashes.

A build writes it down (:mod:`retorno.book.state.state_file`); what another version of this package wrote
in another form is not read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

FORM = 1
"""Raise it with the form in which states are written."""

Entry = dict[str, Any]
"""A claim or a finding as ``findings.json`` publishes it."""


@dataclass(frozen=True)
class PageState:
    """A page: hashes of its ``text`` (all but code) and of its ``code`` (empty for prose).

    ``uses`` names what it shows (see :class:`retorno.evidence.registry.Contribution`, and
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

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {
            "form": FORM,
            **vars(self),
            "figures": {id: vars(one) for id, one in self.figures.items()},
            "pages": {name: {**vars(page), "uses": sorted(page.uses)} for name, page in self.pages.items()},
            "tables": {name: vars(one) for name, one in self.tables.items()},
        }

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> State:
        """The state that :meth:`as_dict` told; raises ``ValueError`` where it was told in another form."""
        if told.get("form") != FORM:
            raise ValueError(f"a state of form {told.get('form')}, not {FORM}")
        return cls(
            entries=told["entries"],
            claims=told["claims"],
            figures={id: FigureState(**one) for id, one in told["figures"].items()},
            pages={name: PageState(**{**one, "uses": frozenset(one["uses"])}) for name, one in told["pages"].items()},
            tables={name: TableState(**{**one, "key": tuple(one["key"])}) for name, one in told["tables"].items()},
        )
