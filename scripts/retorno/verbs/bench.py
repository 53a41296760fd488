"""Build one book with this project and with Jupyter Book in turn, and say how they compare."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from retorno.project import Project


def arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``retorno bench``."""
    parser.add_argument("--sizes", type=int, nargs="+", default=[10], help="numbers of notebooks (default: 10)")
    parser.add_argument("--runs", type=int, default=3, help="runs of each contestant, in turn (default: 3)")
    parser.add_argument("--only", nargs="+", default=[], help="the names of the contestants (default: all)")
    parser.add_argument("--scenes", nargs="+", default=[], help="cold, unchanged, one-cell (default: all)")
    parser.add_argument("--keep", action="store_true", help="add the results to the page of the benchmark")


def run(project: Project, chosen: argparse.Namespace) -> int:
    """Print the results; with ``--keep`` put them where the page finds them."""
    from retorno.bench import contest

    scores = []
    with tempfile.TemporaryDirectory(prefix="retorno-bench-") as folder:
        for size in chosen.sizes:
            scores += contest.contest(Path(folder), size, chosen.runs, _say, tuple(chosen.only), tuple(chosen.scenes))
    found = contest.report(scores)
    print(contest.as_table(found))
    if chosen.keep:
        contest.keep(found, project.measurements)
    return 0


def _say(line: str) -> None:
    print(line, flush=True)
