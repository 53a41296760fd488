"""A page on which a library stumbles is told like any other fault, and the others are still read.

Some words make a role or a directive fail in a way that its library does not foresee (a citation
of ``<x>``, a box in a box in a box a thousand times over). Nothing of such a page is shown.
"""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from myst_nb.sphinx_ import Parser
from myst_parser.parsers.sphinx_ import MystParser
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from retorno.project.paths import Project
from retorno.project.problems import ContentError, Problem

logger = logging.getLogger(__name__)

RIGHT = "a page without the words or the directive that the error speaks of; take out what was added last"


class Forgiving(Parser):
    """The parser of myst-nb; where it fails, the page is its name alone."""

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Read a page, or tell why it cannot be read."""
        try:
            super().parse(inputstring, document)
        except (ContentError, OSError):
            raise  # told in words already; or the machine is in the way
        except Exception as error:
            env: BuildEnvironment = document.settings.env
            _tell(env, error)
            # As it was before: nothing half read may be left to those who come after.
            nodes.document.__init__(document, document.settings, document.reporter, source=document["source"])
            MystParser.parse(self, "", document)  # what comes after asks for settings that reading leaves behind
            document += nodes.section("", nodes.title("", env.docname), ids=["unreadable"])


def _tell(env: BuildEnvironment, error: Exception) -> None:
    project, page = Project.containing(env.srcdir), Path(env.doc2path(env.docname))
    refused = error.__context__
    said = " ".join(str(refused if isinstance(refused, OSError) else error).split())[:200] or "no word of why"
    wrong = f"this page cannot be read: {said} ({type(error).__name__})"
    problem = Problem(project.relative(page), 0, "", wrong, RIGHT)
    logger.warning("%s", problem, location=env.docname, type="retorno", subtype="reading")


def setup(app: Sphinx) -> None:
    """Read with this parser what myst-nb's own would read."""
    app.add_source_parser(Forgiving, override=True)
