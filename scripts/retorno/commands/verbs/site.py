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


def run(project: Project, chosen: argparse.Namespace) -> int:
    """Build, and say how long each stage took and where the site is."""
    from retorno.site.build import build

    with progress.shown(sys.stdout) as (tell, step):
        checked, printed, must = not chosen.unchecked, chosen.printed, chosen.must_print
        stages = build(project, tell, checked=checked, printed=printed, must_print=must, step=step)
    progress.to_output(stages.table())
    where = (project.root / "_site" / "index.html").as_uri()
    progress.to_output(f"The site is ready. Open it in a browser: {where}")
    return 0
