"""Build one book with this project and with other tools in turn, and say how they compare."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from retorno.project import progress
from retorno.project.paths import Project
from retorno.project.problems import UsageError
from sphinx_keyed_execution.scratch_folders import Scratch

REPOSITORY = Path(__file__).parents[4]
"""Where ``benchmarks/`` lies: it measures the package and is no part of it."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``retorno bench``."""
    sizes = "numbers of notebooks in the comparison book (default: 10)"
    parser.add_argument("--sizes", type=int, nargs="*", default=[10], help=sizes)
    parser.add_argument("--own", action="store_true", help="this project's own book too")
    twice = "this project's own book with as many pages and analyses again, built by this project alone"
    parser.add_argument("--twice", action="store_true", help=twice)
    parser.add_argument("--runs", type=int, default=3, help="runs of each tool, in turn (default: 3)")
    parser.add_argument("--only", nargs="+", default=[], help="the names of the tools (default: all that are there)")
    scenes = "cold, unchanged, one cell, one sentence, served, everything (default: all)"
    parser.add_argument("--scenes", nargs="+", default=[], help=scenes)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--keep", action="store_true", help="add the results to the page of the benchmark")


def run(project: Project, chosen: argparse.Namespace) -> int:
    """Print the results; with ``--keep`` put them where the page finds them."""
    if not (REPOSITORY / "benchmarks").is_dir():
        raise UsageError("The benchmark is in the repository and not in the package: run make bench in a clone of it.")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else this project would be compiled anew at each start
    sys.path.append(str(REPOSITORY))
    from benchmarks import contest, results
    from benchmarks.book import ComparisonBook
    from benchmarks.own import OwnBook, TwiceOwnBook

    books: list[contest.Book] = [ComparisonBook(size) for size in chosen.sizes]
    books += [OwnBook(project)] if chosen.own else []
    books += [TwiceOwnBook(project)] if chosen.twice else []
    scores = []
    with Scratch() as folder:
        for book in books:
            scores += contest.contest(folder, book, chosen.runs, progress.to_errors, chosen.only, chosen.scenes)
    found = results.report(scores)
    print(json.dumps(found, indent=1, ensure_ascii=False) if chosen.json else results.as_table(found))
    if chosen.keep:
        results.keep(found, project.measurements)
    return 0
