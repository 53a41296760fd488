"""The lines between --- and --- at the head of a page, and those at the head of a cell."""

from __future__ import annotations

import re
from typing import Any

import yaml

MARKS = re.compile(r"^(?:---[ ]*$|[ ]*:)", re.M)
"""What makes options of the head of a cell: dashes above and below, or a colon before each."""


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


def bare(options: str) -> str:
    """The *options* of a cell as YAML, line by line."""
    return MARKS.sub("", options)
