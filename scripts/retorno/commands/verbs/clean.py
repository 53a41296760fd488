"""Remove what builds made; with --cache also the executed notebooks."""

from __future__ import annotations

import argparse
import shutil

from retorno.project.paths import Project


def arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``retorno clean``."""
    parser.add_argument("--cache", action="store_true", help="remove the executed notebooks as well")


def run(project: Project, chosen: argparse.Namespace) -> int:
    """Remove the folders."""
    for name in ("_build", "_site", *([".cache"] if chosen.cache else [])):
        shutil.rmtree(project.root / name, ignore_errors=True)
    return 0
