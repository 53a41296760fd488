"""The lines between --- and --- at the head of a page: only what makes it a notebook.

MyST reads settings of its own there, for this page alone, stronger than those of the book: HTML,
templates that are calculated, orders to the browser. No page has any.
"""

from __future__ import annotations

from collections.abc import Iterator

import yaml

KNOWN = ("jupytext", "kernelspec")
WRONG = "this setting changes how the page is read, for this page alone"
RIGHT = f"at the head of a page only {' and '.join(KNOWN)}, in a notebook"


def settings(text: str) -> Iterator[tuple[int, str]]:
    """Line and name of each setting at the head of a page that is none of a notebook."""
    lines = text.removeprefix("\ufeff").splitlines()
    if not lines or not lines[0].startswith("---"):
        return
    end = next((n for n, line in enumerate(lines[1:], start=1) if line.startswith(("---", "..."))), len(lines))
    try:
        found = yaml.safe_load("\n".join(lines[1:end]))
    except (yaml.YAMLError, ValueError, RecursionError):
        return  # not valid: whoever reads the page says so, and takes nothing from it
    for name in found if isinstance(found, dict) else ():
        if name not in KNOWN:
            yield next((n for n, line in enumerate(lines[:end], start=1) if str(name) in line), 1), str(name)
