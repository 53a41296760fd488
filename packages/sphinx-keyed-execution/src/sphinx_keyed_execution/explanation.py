"""``sphinx-build -b explain-executions``: which notebooks a build would run, and why. Nothing is run or written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sphinx.builders.dummy import DummyBuilder


class Explanation(DummyBuilder):
    """A builder for which no page is read: before that would begin, the reasons are told."""

    name = "explain-executions"
    epilog = ""


def lines(reasons: dict[Path, list[str]], root: Path) -> Iterator[str]:
    """What is told, one notebook a line and one reason a line below it."""
    would = {page.relative_to(root).as_posix(): why for page, why in reasons.items() if why}
    yield f"{len(would)} of {len(reasons)} notebooks would run."
    for name, why in sorted(would.items()):
        yield f"{name} would run:"
        yield from (f"    {reason}" for reason in why)
