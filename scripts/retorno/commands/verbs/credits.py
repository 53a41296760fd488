"""Say who contributed to which page, from the history of the project."""

from __future__ import annotations

import argparse

from retorno.project import progress
from retorno.project.paths import Project


def arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``retorno credits``."""
    parser.add_argument("--format", choices=["text", "markdown", "json"], default="text", help="how to print it")
    parser.add_argument("--write", action="store_true", help="write the list that the book shows")


def run(project: Project, chosen: argparse.Namespace) -> int:
    """Print the list, or with ``--write`` put it where the book finds it."""
    from retorno.project import credits

    if chosen.write:
        progress.to_output(f"written: {project.relative(credits.write(project))}")
        return 0
    formats = {"text": credits.as_text, "markdown": credits.as_markdown, "json": credits.as_json}
    progress.to_output(formats[chosen.format](credits.credits(project)))
    return 0
