"""What a verb tells while it runs: lines for a log, and steps for a bar on a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

Tell = Callable[[str], None]
"""Takes one line of text."""

Step = Callable[[str, int, int], None]
"""Takes a stage, how much of it is done, and how much there is."""


def no_step(stage: str, done: int, total: int) -> None:
    """Show nobody."""


def to_output(line: str) -> None:
    """Tell whoever called the program, at once."""
    print(line, flush=True)


def to_errors(line: str) -> None:
    """Tell what is under way, beside an output that is a report and may be piped."""
    print(line, file=sys.stderr, flush=True)


@contextmanager
def shown(stream: TextIO) -> Iterator[tuple[Tell, Step]]:
    """Where to tell lines and steps: a bar for each stage if *stream* is a terminal, else lines alone."""
    if not stream.isatty():
        yield lambda line: print(line, file=stream, flush=True), no_step
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    owner = os.getpid()
    with Progress(*columns, console=Console(file=stream), transient=True) as bars:
        stages = {}

        def step(stage: str, done: int, total: int) -> None:
            if os.getpid() != owner:
                return  # in a fork the thread that draws is missing, and may have left a lock behind
            if stage not in stages:
                stages[stage] = bars.add_task(stage, total=total)
            bars.update(stages[stage], completed=done, total=total)

        yield lambda line: bars.console.print(line, markup=False, highlight=False), step
