"""A page that had a warning is read again by the next build, until the warning is gone.

Sphinx warns while it reads or writes a page, and does neither for a page that has not changed.
Without this, a build that failed would succeed when it is simply run again.
"""

from __future__ import annotations

import json
import logging
import re
from contextlib import suppress
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

NAME = "retorno-retry.json"


class Warned(logging.Handler):
    """Notes which pages are warned of; the home page stands for warnings that name no page."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__(logging.WARNING)
        self._app = app
        self.docnames: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """Note the page of one warning."""
        self.docnames.add(self._docname(getattr(record, "location", None)) or self._app.config.root_doc)

    def _docname(self, location: object) -> str | None:
        """The page at a location: a node, a pair of page and line, or a text with a path."""
        env = self._app.env
        if isinstance(location, nodes.Node):
            source = location.source or (location.document and location.document.get("source")) or ""
            return env.path2doc(str(source).partition(":")[0]) if source else None
        if isinstance(location, tuple) and location:
            return str(location[0])
        if isinstance(location, str):
            path = re.sub(r":\d*$", "", location)
            return path if path in env.found_docs else env.path2doc(path)
        return None

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
