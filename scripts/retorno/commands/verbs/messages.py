"""Write the messages of the book for translators: templates, or the catalogues of one language brought up to date.

A translated edition is built from ``locale/LANGUAGE/LC_MESSAGES``; ``retorno check`` compares each
translation with its original.
"""

from __future__ import annotations

import argparse

from retorno.project import progress
from retorno.project.paths import Project


def arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``retorno messages``."""
    parser.add_argument(
        "--language", metavar="CODE", help="bring locale/CODE up to date, such as es; without it only the templates"
    )


def run(project: Project, chosen: argparse.Namespace) -> int:
    """Write them; what is under way goes to standard error."""
    from retorno.site import messages

    templates = messages.extract(project, progress.to_errors)
    folder = project.root / messages.FOLDER / "templates"
    end = ".pot"
    if chosen.language:
        folder, end = project.root / "locale" / chosen.language / "LC_MESSAGES", ".po"
        templates = messages.updated(templates, folder)
    messages.write(templates, folder, end)
    print(f"{project.relative(folder)}: {sum(map(len, templates.values())):,} messages in {len(templates)} catalogues")
    return 0
