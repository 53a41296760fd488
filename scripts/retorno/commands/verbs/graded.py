"""Make a graded set of questions, whose keys are not on the site, from the registry of the last build."""

from __future__ import annotations

import argparse

from retorno.project import progress
from retorno.project.paths import Project
from retorno.project.problems import UsageError


def arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``retorno graded``."""
    parser.add_argument("--seed", default="1", help="what chooses the variants: the same gives the same set")
    parser.add_argument("--most", type=int, default=20, help="how many questions at most (default: 20)")


def run(project: Project, chosen: argparse.Namespace) -> int:
    """Write the set below ``_build/graded/``; raises :class:`UsageError` where nothing was built yet."""
    from retorno.site.course_material.graded import write

    if not (project.root / "_site" / "findings.json").is_file():
        raise UsageError("There is no registry yet: run make site first.")
    if chosen.most < 1:
        raise UsageError("--most is 1 or more.")
    for path in write(project, chosen.seed, chosen.most):
        progress.to_output(f"written: {project.relative(path)}")
    return 0
