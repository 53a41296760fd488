"""What an analysis gave, in one line each, for ``executions.lock``: so that git can tell what a change of code moved.

A finding is noted with its value, a figure with short hashes of its numbers and of how its chart shows them; both with
the data sets that they come from.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from retorno.evidence.media_types import FIGURE, FINDING
from sphinx_keyed_execution.hooks import Outputs
from sphinx_keyed_execution.inputs import digest

FIGURE_NAME = "figure "
"""What stands before the id of a figure."""

DIGITS = re.compile(r"-?\d+\.\d{6,}(?:e[+-]?\d+)?")
"""A number with digits in which two machines may differ."""

SHOWING = ("field", "aggregate", "sort", "title", "type", "domain", "range", "stack", "format")
"""What of an encoding decides which numbers a reader sees where, and under which words."""

SHORT = 12
"""Signs of a hash."""


def noted(outputs: Outputs) -> Iterator[tuple[str, str]]:
    """Each finding and each figure of a notebook: its name, and its line."""
    for data in (output.get("data", {}) for made in outputs for output in made):
        if found := data.get(FINDING):
            yield found["id"], " ".join([plain(found["value"]), *found["datasets"]])
        if drawn := data.get(FIGURE):
            wide = drawn["drawings"].get("wide") or {}
            behind = sorted(json.dumps(rows, sort_keys=True, default=str) for rows in wide.get("datasets", {}).values())
            numbers = DIGITS.sub(lambda number: f"{float(number[0]):.6g}", "\n".join([drawn["csv"], *behind]))
            shown = json.dumps(list(_shown(wide)), sort_keys=True, default=str)
            parts = [f"{digest(numbers)[:SHORT]}-{digest(shown)[:SHORT]}", *drawn["datasets"]]
            yield f"{FIGURE_NAME}{drawn['id']}", " ".join(parts)


def plain(value: float | Sequence[str]) -> str:
    """A value in the digits that all machines share, or codes."""
    return f"{value:.12g}" if isinstance(value, int | float) else ",".join(value)


def _shown(chart: Any) -> Iterator[tuple[str, Any]]:
    """The encodings of a chart and of its parts, each channel with what is shown on it."""
    if isinstance(chart, dict):
        for channel, how in (chart.get("encoding") or {}).items():
            yield channel, _kept(how)
        for name, part in chart.items():
            if name not in ("data", "datasets", "config", "encoding"):
                yield from _shown(part)
    elif isinstance(chart, list):
        for part in chart:
            yield from _shown(part)


def _kept(how: Any) -> Any:
    """Of an encoding what is in :data:`SHOWING`, at whatever depth."""
    if isinstance(how, dict):
        return {name: _kept(part) for name, part in how.items() if name in SHOWING or isinstance(part, dict | list)}
    return [_kept(part) for part in how] if isinstance(how, list) else how
