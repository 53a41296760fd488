"""What the process that prints answers: one value, whatever became of the process."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from retorno.problems import Problem

NAME = "answer.json"
"""How the file with the answer is called."""

PDF, EPUB, ZIP = "PDF", "ePub", "offline copy"

ENDED_BY = {
    signal.SIGKILL: "its process was killed; most often that means that no memory was left",
    signal.SIGSEGV: "a library crashed",
    signal.SIGABRT: "a library gave up",
    signal.SIGBUS: "a library crashed, or the disk is full",
    signal.SIGTERM: "its process was told to end",
    signal.SIGINT: "its process was interrupted",
}


@dataclass(frozen=True)
class Lack:
    """A file to keep that was not made: which, why, and how to have it, each in words."""

    product: str
    why: str
    how: str


@dataclass(frozen=True)
class Answer:
    """What was not made, and what is wrong with the content; neither, if all went well."""

    lacks: tuple[Lack, ...] = ()
    problems: tuple[Problem, ...] = ()

    def write(self, path: Path) -> None:
        """Leave the answer at *path*, for :func:`read`."""
        path.write_text(json.dumps(asdict(self)), encoding="utf-8")


def read(path: Path, status: int, unmade: list[str], again: str) -> Answer:
    """The answer that a process left at *path*; if it left none, what its exit *status* tells.

    *unmade* are the products of which there is no file; *again* says how to have them after a
    failure that nobody foresaw.
    """
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        lacks = tuple(Lack(**lack) for lack in told["lacks"])
        return Answer(lacks, tuple(Problem(**problem) for problem in told["problems"]))
    except (OSError, ValueError, TypeError, KeyError):
        return Answer(tuple(Lack(product, in_words(status), again) for product in unmade))


def in_words(status: int) -> str:
    """What the exit status of a process that left no answer means; negative for a signal, as in ``subprocess``."""
    if status == 0:
        return "its process ended without an answer"
    if status > 0:
        return f"its process failed (exit status {status})"
    try:
        name = signal.Signals(-status)
    except ValueError:
        return f"its process was ended by signal {-status}"
    return f"{ENDED_BY.get(name, 'its process was ended')} ({name.name})"


def reason(error: BaseException) -> str:
    """Why something failed, for somebody who does not program."""
    if isinstance(error, MemoryError):
        return "no memory was left"
    told = str(error).strip().partition("\n")[0].rstrip(".") or type(error).__name__
    if isinstance(error, OSError):
        return f"the machine is in the way ({error.strerror or told})" if error.errno else told
    if isinstance(error, AttributeError) and "function/symbol" in told:  # what cffi says of a library without it
        return f"a library is too old ({told})"
    return f"{type(error).__name__}: {told}"


def unfinished(path: Path) -> Path:
    """The name under which a file is written; what bears its own name is whole, however a process dies."""
    return path.with_name(f"{path.name}.unfinished")


def finish(path: Path) -> None:
    """Give the file written as :func:`unfinished` its name."""
    os.replace(unfinished(path), path)


def lines(lacks: Iterable[Lack]) -> list[str]:
    """What to tell of *lacks*: one line for all that have one cause."""
    causes: dict[tuple[str, str], list[str]] = {}
    for lack in lacks:
        causes.setdefault((lack.why, lack.how), []).append(lack.product)
    return [
        f"No {' and no '.join(products)} {'was' if len(products) == 1 else 'were'} made: {why}. {how}."
        for (why, how), products in causes.items()
    ]
