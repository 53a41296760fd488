"""What the process that prints answers: one value, whatever became of the process."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from retorno.project.machine_faults import in_words
from retorno.project.problems import Problem
from sphinx_keyed_execution.kept_files import PARTIAL
from sphinx_keyed_execution.lifeline import ending

NAME = "answer.json"
"""How the file with the answer is called."""

LOG = "_build/print/{edition}.log"
"""Where the process says all that it has to say, from the root of the project."""

FEW = 3
"""How many products are named one by one."""

PDF, EPUB, ZIP = "PDF", "ePub", "offline copy"


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


def read(path: Path, status: int, unmade: list[str], log: str) -> Answer:
    """The answer that a process left at *path*; if it left none, what its exit *status* tells.

    *unmade* are the products of which there is no file, *log* is where the process said all that it had to say.
    """
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        lacks = tuple(Lack(**lack) for lack in told["lacks"])
        return Answer(lacks, tuple(Problem(**problem) for problem in told["problems"]))
    except (OSError, ValueError, TypeError, KeyError):
        return Answer(
            tuple(
                Lack(product, f"its process ended {ending(status)}, without an answer", again(log))
                for product in unmade
            )
        )


def again(log: str) -> str:
    """How to have what failed for a reason that nobody foresaw."""
    return f"“make site” tries again; {log} holds what its process said"


def reason(error: BaseException) -> str:
    """Why something failed, for somebody who does not program."""
    if isinstance(error, OSError | MemoryError):
        return in_words(error)
    if isinstance(error, ModuleNotFoundError):
        return f"the library {error.name} is not in .venv: delete that folder, and “make site” makes it anew"
    told = str(error).strip().partition("\n")[0].rstrip(".") or type(error).__name__
    if isinstance(error, AttributeError) and "function/symbol" in told:  # what cffi says of a library without it
        return f"a library is too old ({told})"
    return f"{type(error).__name__}: {told}"


def unfinished(path: Path) -> Path:
    """The name under which a file is written; what bears its own name is whole, however a process dies."""
    return path.with_name(path.name + PARTIAL)


def finish(path: Path) -> None:
    """Give the file written as :func:`unfinished` its name."""
    os.replace(unfinished(path), path)


def lines(lacks: Iterable[Lack]) -> list[str]:
    """What to tell of *lacks*: one line for all that have one cause, with one name where they are many."""
    causes: dict[tuple[str, str], list[str]] = {}
    for lack in lacks:
        causes.setdefault((lack.why, lack.how), []).append(lack.product)
    return [f"{_unmade(products)} made: {why}. {how}." for (why, how), products in causes.items()]


def _unmade(products: list[str]) -> str:
    if len(products) > FEW:
        return f"None of {len(products)} files ({products[0]} and others) was"
    return f"No {' and no '.join(products)} {'was' if len(products) == 1 else 'were'}"
