"""Show the book in a browser and rebuild it while you write."""

from __future__ import annotations

import argparse

from retorno.project import progress
from retorno.project.paths import Project


def arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``retorno serve``."""
    parser.add_argument("--port", type=int, default=8000, help="the first port to try (default: 8000)")


def run(project: Project, chosen: argparse.Namespace) -> int:
    """Serve until somebody ends it."""
    from retorno.commands.serving import loop

    loop.run(project, chosen.port, progress.to_output)
    return 0
