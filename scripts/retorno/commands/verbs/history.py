"""Write what each release said into chapters/reference/history.json, from the tags of releases.

Adding a release also writes who had contributed to which page by then, and the number and date
of the release wherever the project tells its version.
"""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime

from retorno.project import progress
from retorno.project.paths import Project
from retorno.project.problems import ContentError


def arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``retorno history``."""
    parser.add_argument(
        "--release", metavar="VERSION", help="add the book as it is now as this release, before its tag"
    )
    parser.add_argument(
        "--date",
        type=lambda text: date.fromisoformat(text).isoformat(),
        default=datetime.now(UTC).date().isoformat(),
        help="the date of --release, such as 2026-12-01 (default: today)",
    )


def run(project: Project, chosen: argparse.Namespace) -> int:
    """Write the history; what is under way goes to standard error."""
    from retorno import checks
    from retorno.changes import release_history
    from retorno.checks.reading.content import Content
    from retorno.commands import release_number, releases
    from retorno.project import credits as contributors

    if chosen.release:
        if kept_from := checks.before_release(Content(project)):
            raise ContentError(kept_from)
        found = releases.release(project, chosen.release, chosen.date, progress.to_errors)
        print(f"{project.relative(contributors.write(project))}: who contributed to which page")
        for path in release_number.write(project, chosen.release, chosen.date):
            print(f"{project.relative(path)}: {chosen.release}")
    else:
        found = releases.update(project, progress.to_errors)
    path = release_history.write(project, found)
    told = ", ".join(release_history.versions(found)) or "no release yet: there is no tag such as v0.1.0"
    print(f"{project.relative(path)}: {told}")
    return 0
