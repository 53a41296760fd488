"""Fetch the data sets again from their publishers and say what moved."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from retorno.project.paths import Project
from retorno.project.problems import MachineError, UsageError


def arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``retorno refresh``."""
    parser.add_argument("--dataset", default="", help="one data set (default: all)")
    parser.add_argument("--file", type=Path, help="read this file, fetched with a browser, in place of the network")
    parser.add_argument("--accept", action="store_true", help="take what is beyond the bounds; needs --dataset")
    parser.add_argument(
        "--today",
        type=date.fromisoformat,
        default=datetime.now(UTC).date(),
        help="the day of retrieval, such as 2026-11-22 (default: today)",
    )


def run(project: Project, chosen: argparse.Namespace) -> int:
    """Refresh one or all; exit status 1 if a table was refused, 3 if no publisher could be reached."""
    from retorno.evidence.catalogue import Catalogue
    from retorno.refresh.core import Order, refresh

    if (chosen.file or chosen.accept) and not chosen.dataset:
        raise UsageError("--file and --accept go with one data set: add --dataset NAME (make refresh DATASET=NAME …).")
    names = [chosen.dataset] if chosen.dataset else [data_set.name for data_set in Catalogue(project)]
    order = Order(chosen.today, bool(chosen.dataset), chosen.accept, chosen.file)
    counts: dict[str, int] = {}
    for name in names:
        try:
            outcome = refresh(project, name, order)
            print(outcome, flush=True)
            counts[outcome.result] = counts.get(outcome.result, 0) + 1
        except MachineError as error:
            print(f"{name}: {error}", flush=True)
            counts["not reached"] = counts.get("not reached", 0) + 1
    print(", ".join(f"{number} {result}" for result, number in sorted(counts.items())))
    if counts.get("not reached"):
        print("The machine is in the way: not every publisher could be reached. Try again later.", file=sys.stderr)
        return 3
    return 1 if counts.get("refused") else 0
