"""Run every check and say what to mend."""

from __future__ import annotations

import argparse

from retorno.checks import problem_report
from retorno.project import progress
from retorno.project.paths import Project

SHOWN = 10
"""How many major changes are told; `make diff` tells all."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``retorno check``."""
    parser.add_argument("--fix", action="store_true", help="mend what can be mended safely first")
    parser.add_argument("--release", action="store_true", help="look at what keeps the book from being released, too")
    parser.add_argument("--format", choices=list(problem_report.FORMATS), default="text", help="how to print it")


def run(project: Project, chosen: argparse.Namespace) -> int:
    """Print what is to be mended; exit status 1 if something is."""
    from retorno import checks
    from retorno.changes.report import line
    from retorno.checks.reading.content import Content
    from retorno.site import build, known_states

    if chosen.fix:
        for rule in checks.known_rules():
            for path in rule.fix(Content(project)) if rule.fix else []:
                progress.to_output(f"mended {project.relative(path)} ({rule.id})")
    problems = checks.run(Content(project))
    if chosen.release:
        problems = sorted([*problems, *checks.before_release(Content(project))])
    progress.to_output(problem_report.FORMATS[chosen.format](problems, project))
    if chosen.format == "text" and (moved := known_states.major_changes(project, build.fingerprint(project))):
        progress.to_output("\nWhat the site as built last says otherwise than main, of what weighs most:")
        progress.to_output("\n".join(f"  {line(one)}" for one in moved[:SHOWN]))
        progress.to_output("`make diff` tells all of it.")
    return 1 if any(found.severity == "error" for found in problems) else 0
