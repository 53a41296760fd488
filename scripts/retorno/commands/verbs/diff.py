"""Say which findings, verdicts, charts, chapters and data sets changed since a git ref, and why."""

from __future__ import annotations

import argparse
from pathlib import Path

from retorno.project import progress
from retorno.project.paths import Project


def arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``retorno diff``."""
    parser.add_argument("--base", default="main", help="a commit, branch or tag to compare with (default: main)")
    parser.add_argument(
        "--format", choices=["text", "markdown", "json"], default="text", help="how to print the report"
    )
    parser.add_argument("--pages", type=Path, help="a file for the pages that changed, as they lie in _site")
    parser.add_argument("--output", type=Path, help="a file for the report (default: print it)")


def run(project: Project, chosen: argparse.Namespace) -> int:
    """Print the report; what is under way goes to standard error, so that a report can be piped."""
    from retorno.changes.report import FORMATS
    from retorno.commands import changed_pages
    from retorno.commands.since import since

    found = since(project, chosen.base, progress.to_errors)
    report = FORMATS[chosen.format](found)
    if chosen.pages:
        changed_pages.write(project, found, chosen.pages)
    if chosen.output:
        chosen.output.write_text(report.rstrip("\n") + "\n", encoding="utf-8")
    else:
        print(report)
    return 0
