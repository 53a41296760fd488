"""How far Sphinx has come: pages read and pages written, counted by its events."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from retorno.project.progress import Step, Tell
from sphinx_content_freshness.freshness import Freshness

READ, WRITTEN = "pages read", "pages written"


class Progress:
    """Tells how many pages there are to read, and steps with each that is read or written."""

    def __init__(self, app: Sphinx, tell: Tell, step: Step) -> None:
        self._tell, self._step = tell, step
        self._done = {READ: 0, WRITTEN: 0}
        self._all = {READ: 0, WRITTEN: 0}
        app.connect("env-before-read-docs", self._before_reading, priority=1000)
        app.connect("source-read", lambda *_: self._one(READ), priority=1000)
        app.connect("env-updated", self._before_writing, priority=1000)
        app.connect("doctree-resolved", lambda *_: self._one(WRITTEN), priority=1000)

    def _before_reading(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        self._all[READ] = len(docnames)
        if docnames:
            self._tell(f"{len(docnames)} of {len(env.found_docs)} pages are to be read …")

    def _before_writing(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Sphinx writes the stale pages, and those that list one of them."""
        stale = Freshness.of(env).stale
        listing: set[str] = {name for page in stale for name in env.files_to_rebuild.get(page, ())}
        self._all[WRITTEN] = len(listing.union(stale) & env.found_docs)

    def _one(self, stage: str) -> None:
        self._done[stage] += 1
        self._all[stage] = max(self._all[stage], self._done[stage])
        self._step(stage, self._done[stage], self._all[stage])

    def finish(self) -> None:
        """All that was to be done is done."""
        for stage, done in self._done.items():
            if done:
                self._step(stage, done, done)
