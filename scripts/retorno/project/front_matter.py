"""The lines between --- and --- at the head of a page: only what makes it a notebook.

MyST reads settings of its own there, for this page alone, stronger than those of the book: HTML,
templates that are calculated, orders to the browser. No page has any.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

KNOWN = ("jupytext", "kernelspec")
WRONG = "this setting changes how the page is read, for this page alone"
RIGHT = f"at the head of a page only {' and '.join(KNOWN)}, in a notebook"


def length(text: str) -> int:
    """How many lines the head of a page has, with the two of dashes; 0 where there is none."""
    lines = text.removeprefix("\ufeff").splitlines()
    if not lines or not lines[0].startswith("---"):
        return 0
    return next((n for n, line in enumerate(lines[1:], start=2) if line.startswith(("---", "..."))), len(lines))


def values(text: str) -> dict[str, Any]:
    """The settings at the head of a page; none where they are not valid: whoever reads the page says so."""
    lines = text.removeprefix("\ufeff").splitlines()[: length(text)]
    if lines and lines[-1].startswith(("---", "...")):
        lines.pop()
    try:
        found = yaml.safe_load("\n".join(lines[1:]))
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    return {str(name): value for name, value in found.items()} if isinstance(found, dict) else {}


def settings(text: str) -> Iterator[tuple[int, str]]:
    """Line and name of each setting at the head of a page that is none of a notebook."""
    lines = text.removeprefix("\ufeff").splitlines()[: length(text)]
    for name in values(text):
        if name not in KNOWN:
            yield next((n for n, line in enumerate(lines, start=1) if name in line), 1), name
