"""Build the site into _site/."""

from __future__ import annotations

import argparse
import sys

from retorno.project import progress
from retorno.project.paths import Project


def arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``retorno site``."""
    parser.add_argument("--unchecked", action="store_true", help="leave the checks out, to look at a draft")
    left_out = "leave out the PDF, the ePub and the offline copy"
    parser.add_argument("--no-print", dest="printed", action="store_false", help=left_out)
    must = "fail where the PDF, the ePub or the offline copy is not made"
    parser.add_argument("--must-print", action="store_true", help=must)
    explained = "say which notebooks would run, and why, and build nothing"
    parser.add_argument("--explain", action="store_true", help=explained)


def run(project: Project, chosen: argparse.Namespace) -> int:
    """Build, and say how long each stage took and where the site is."""
    from retorno.site.build import build

    if chosen.explain:
        return _explain(project)
    with progress.shown(sys.stdout) as (tell, step):
        checked, printed, must = not chosen.unchecked, chosen.printed, chosen.must_print
        stages = build(project, tell, checked=checked, printed=printed, must_print=must, step=step)
    progress.to_output(stages.table())
    where = (project.root / "_site" / "index.html").as_uri()
    progress.to_output(f"The site is ready. Open it in a browser: {where}")
    return 0


def _explain(project: Project) -> int:
    """Say which notebooks would run, and why."""
    from retorno.execution.hooks import executor
    from retorno.site.build import store
    from sphinx_keyed_execution.explanation import lines
    from sphinx_keyed_execution.notebooks import listed_pages, notebooks_among

    reasons = executor(project.root, store(project)).reasons(notebooks_among(listed_pages(project.root)))
    for line in lines(reasons, project.root):
        progress.to_output(line)
    return 0
