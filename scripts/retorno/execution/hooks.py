"""What the book tells the engine that runs its notebooks: :data:`HOOKS`, and an executor that knows it.

The engine is imported by everything here, and knows nothing of findings, claims or charts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from retorno.evidence.media_types import FIGURE, FINDING
from retorno.execution.media import shown
from retorno.execution.mentions import unknown
from retorno.execution.noted_results import noted
from retorno.execution.parts import part
from retorno.execution.tables import html_of
from retorno.project.paths import PACKAGE
from retorno.project.problems import Problem
from sphinx_keyed_execution.failures import Failure
from sphinx_keyed_execution.hooks import Fault, Finishing, Hooks, Outputs
from sphinx_keyed_execution.keyed import Executor
from sphinx_keyed_execution.store import Store

NAME = "retorno.execution.hooks:HOOKS"


class BookHooks(Hooks):
    """What an analysis of the book may show, what of a file it reads, and what was computed from what."""

    paths = ("scripts",)
    packages = {"retorno": PACKAGE}  # noqa: RUF012
    libraries = ("altair", "ipython", "numpy", "pandas", "vl-convert-python")
    warm = ("altair", "pandas")
    shows = "a table, text, or a chart by figure(): a page holds nothing that runs or loads in a browser"

    def practise(self) -> None:
        """Make one chart: the first use builds tables that every notebook would build again."""
        import altair as alt
        import pandas

        frame = pandas.DataFrame({"x": [1.0], "t": pandas.to_datetime(["2025-01-01"])})
        alt.Chart(frame).mark_line().encode(x="t:T", y="x:Q").to_dict()

    def prepare(self, shell: Any) -> None:
        """Show tables of pandas as the book shows tables."""
        shell.display_formatter.formatters["text/html"].for_type_by_name("pandas", "DataFrame", html_of)

    def faults(self, cells: Sequence[str], outputs: Outputs, shell: Any) -> Iterator[Fault]:
        """Where counts were mixed that the data package keeps apart."""
        from retorno.execution import dependence, finding_origins

        for position, made in enumerate(outputs):
            if printed := next((output for output in made if output.get("name") == "stderr"), None):
                told = f"readers would see the warning “{_last_words(str(printed['text']))}”: {PRINTED}"
                yield Fault(position, 1, "warning", told)
        given = {"get_ipython": lambda: shell, "display": lambda *_, **__: None}
        own = finding_origins.faults(list(cells), shell.transform_cell, given)
        try:
            mixed = dependence.faults(list(cells), shell.transform_cell, given)
            allowed = (("finding", id, told) for id, told in own if not is_allowed(cells, id))
            for kind, id, told in chain(mixed, allowed):
                position = next((at for at, made in enumerate(outputs) if _holds(made, kind, id)), 0)
                lines = enumerate(cells[position].split("\n"), 1)
                yield Fault(position, next((number for number, line in lines if id in line), 1), f"{kind} {id}", told)
        except dependence.StopsWithOtherNumbers as error:
            yield Fault(0, 0, "counts kept apart", str(error))

    def shown(self, data: dict[str, Any], metadata: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """What may enter a page; see :mod:`retorno.execution.media`."""
        return shown(data), {}

    def check(self, outputs: Outputs, root: Path) -> Iterable[tuple[int, str]]:
        """Where outputs mention what is not there; see :mod:`retorno.execution.mentions`."""
        return unknown(outputs, root)

    def results(self, outputs: Outputs) -> dict[str, str]:
        """What an analysis gave; see :mod:`retorno.execution.noted_results`."""
        return dict(noted(outputs))

    def part(self, path: Path, name: str) -> str:
        """A part of a file; see :mod:`retorno.execution.parts`."""
        return part(path, name)

    def finishing(self, folder: Path) -> Finishing:
        """Draw the charts."""
        from retorno.execution.drawing import Drawings

        return Drawings(folder / "pictures")


ALLOWED = re.compile(r"^\s*#\s*allowed:\s*finding-origins\s*,\s*\S", re.M)
PRINTED = "mend what it is about"

HOOKS = BookHooks()


def executor(root: Path, store: Store, **options: Any) -> Executor:
    """An executor that runs the notebooks of the book at *root*; *options* as :class:`Executor` takes them."""
    return Executor(root, store, NAME, **options)


def is_allowed(cells: Sequence[str], id: str) -> bool:
    """Whether a comment above the statement that records *id* allows what its rows do not give.

    It has the form ``# allowed: finding-origins, the reason``, and no empty line below it.
    """
    parts = (part for cell in cells for part in re.split(r"\n[ \t]*\n", cell))
    return any(ALLOWED.search(part) and f'"{id}"' in part.partition("allowed:")[2] for part in parts)


def _last_words(printed: str) -> str:
    """The last line of a warning that says something."""
    lines = [line.strip() for line in printed.splitlines() if line.strip()]
    return next((line for line in reversed(lines) if "Warning" in line), lines[-1] if lines else "")[:120]


def problem(failure: Failure, file: str) -> Problem:
    """The failure of the notebook *file* as it is told."""
    return Problem(file, failure.line, failure.place, failure.wrong, failure.instead, "build")


def _holds(outputs: list[dict[str, Any]], kind: str, id: str) -> bool:
    """Whether the outputs of a cell hold the finding or the figure *id*."""
    media = {"finding": FINDING, "figure": FIGURE}[kind]
    return any(output.get("data", {}).get(media, {}).get("id") == id for output in outputs)
