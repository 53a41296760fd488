"""A page that had a warning is read again by the next build, until the warning is gone.

Sphinx warns while it reads or writes a page, and does neither for a page that has not changed.
Without this, a build that failed would succeed when it is simply run again.
"""

from __future__ import annotations

import json
import logging
from contextlib import suppress
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.logging import get_node_location

NAME = "content-freshness-retry.json"


def where(record: logging.LogRecord, env: BuildEnvironment) -> tuple[str, int]:
    """The path and the line of what a record of Sphinx warns of; empty and 0 where it does not say.

    Its location is the name of a page, that with a line, a node, or what Sphinx made of one of these: a
    path, a colon and a line.
    """
    location = getattr(record, "location", None)
    if isinstance(location, tuple):
        docname, line = location
        return (str(env.doc2path(docname)) if docname else "", int(line or 0))
    if isinstance(location, nodes.Node):
        location = get_node_location(location)
    if not location:
        return "", 0
    if ":" not in str(location):
        return str(env.doc2path(str(location))), 0
    path, _, line = str(location).rpartition(":")
    return (path, int(line)) if line.isdigit() else (path if not line else str(location), 0)


class Warned(logging.Handler):
    """Notes which pages are warned of; the home page stands for warnings that name no page."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__(logging.WARNING)
        self._app = app
        self.docnames: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """Note the page of one warning."""
        env = self._app.env
        path, _ = where(record, env)
        self.docnames.add((path and env.path2doc(path)) or self._app.config.root_doc)

    def listen(self, app: Sphinx) -> None:
        """``builder-inited``: listen to warnings."""
        logging.getLogger("sphinx").addHandler(self)

    def to_retry(
        self, app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
    ) -> list[str]:
        """``env-get-outdated``: the pages that the last build warned of."""
        try:
            noted = json.loads((Path(app.doctreedir) / NAME).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return []
        return [docname for docname in noted if docname in env.found_docs]

    def remember(self, app: Sphinx, exception: Exception | None) -> None:
        """``build-finished``: leave the names of those pages to the next build."""
        logging.getLogger("sphinx").removeHandler(self)
        with suppress(OSError):
            (Path(app.doctreedir) / NAME).write_text(json.dumps(sorted(self.docnames)), encoding="utf-8")


def setup(app: Sphinx) -> Warned:
    """Listen from the first page to the last; returns who listens."""
    warned = Warned(app)
    app.connect("builder-inited", warned.listen)
    app.connect("env-get-outdated", warned.to_retry)
    app.connect("build-finished", warned.remember, priority=600)
    return warned
