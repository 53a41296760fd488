"""What a build tells while it runs: lines for a log, and steps for a bar."""

from __future__ import annotations

from collections.abc import Callable

Tell = Callable[[str], None]
"""Takes one line of text."""

Step = Callable[[str, int, int], None]
"""Takes a stage, how much of it is done, and how much there is."""


def no_line(line: str) -> None:
    """Tell nobody."""


def no_step(stage: str, done: int, total: int) -> None:
    """Show nobody."""
