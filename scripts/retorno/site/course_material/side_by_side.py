"""Doing the same to many things in two processes, where this one can be copied: setting sheets keeps one core busy."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Sequence
from typing import TypeVar

from sphinx_keyed_execution import lifeline

Given = TypeVar("Given")
Made = TypeVar("Made")


def side_by_side(work: Callable[[Given], Made], given: Sequence[Given]) -> list[Made]:
    """What *work* makes of each of *given*, in their order: every second one is made by a copy of this process.

    What that copy has not handed over, should it have died, is made here.
    """
    if sys.platform != "linux" or len(given) < 2:  # elsewhere libraries of the system do not bear to be copied
        return [work(one) for one in given]
    copying = multiprocessing.get_context("fork")
    there, here = copying.Pipe(duplex=False)
    own = os.getpid()

    def other() -> None:
        lifeline.end_with(own)
        here.send([work(one) for one in given[1::2]])

    child = copying.Process(target=other, daemon=True)
    child.start()
    here.close()
    odd = [work(one) for one in given[::2]]
    try:
        even = there.recv()
    except EOFError:
        even = [work(one) for one in given[1::2]]
    child.join()
    made: list[Made] = [*given]  # type: ignore[list-item]
    made[::2], made[1::2] = odd, even
    return made
