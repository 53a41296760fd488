"""A bar on a terminal, plain lines everywhere else."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from retorno.project.progress import Step, Tell, no_step


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
