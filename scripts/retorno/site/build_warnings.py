"""What Sphinx and its extensions warn of while the book is built, as problems.

Sphinx hands each warning over as a record that knows its page, its type and, where the book itself
warns, the :class:`Problem`. Nothing is read from the text that Sphinx makes of it.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.logging import NAMESPACE, is_suppressed_warning

from retorno.execution.hooks import problem
from retorno.project.paths import Project
from retorno.project.problems import Problem
from retorno.site.library_messages import advice
from sphinx_content_freshness.warned_pages import where
from sphinx_keyed_execution.failures import FailedNotebook

RULE = "build"

FAILED = {("keyed_execution", "failed")}
"""What is warned of a notebook that does not run, or cannot be shown."""

NOT_GIVEN = {("retorno", kind) for kind in ("finding", "figure", "unjudged", "words")}
"""What is warned of pages that show, or claims and words that need, what no notebook gave."""


@dataclass(frozen=True)
class Told:
    """One warning: the problem, its type and subtype, and whether it is in a library's words."""

    problem: Problem
    kind: tuple[str, str]
    theirs: bool


class Warnings(logging.Handler):
    """Hears what is warned of in the build of *project*; each problem once, in the order in which it came."""

    def __init__(self, project: Project) -> None:
        super().__init__(logging.WARNING)
        self._project = project
        self._app: Sphinx | None = None
        self._told: dict[Told, None] = {}

    def listen(self, app: Sphinx) -> None:
        """Hear the warnings of *app* from here on; once more does no harm."""
        self._app = app
        logging.getLogger(NAMESPACE).addHandler(self)

    def close(self) -> None:
        """Hear no more."""
        logging.getLogger(NAMESPACE).removeHandler(self)
        super().close()

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one warning, unless the settings want it suppressed."""
        kind = str(getattr(record, "type", None) or ""), str(getattr(record, "subtype", None) or "")
        config = getattr(self._app, "config", None)
        if not is_suppressed_warning(*kind, config.suppress_warnings if config else ()):
            problem = _own(record)
            self._told[Told(problem or self._of_library(record, kind), kind, problem is None)] = None

    def _of_library(self, record: logging.LogRecord, kind: tuple[str, str]) -> Problem:
        """What a library says, with paths from the root of the project, and what would be right."""
        path, line = where(record, self._app.env) if self._app and hasattr(self._app, "env") else ("", 0)
        file = self._project.relative(Path(path)) if path else "the book"
        # Sphinx's own record would say where it is once more.
        said = logging.LogRecord.getMessage(record).replace(f"{self._project.root}/", "").strip()
        return Problem(file, line, "", said, advice(kind, said), RULE)

    def failures(self) -> list[Problem]:
        """The notebooks that do not run."""
        return [one.problem for one in self._told if one.kind in FAILED]

    def problems(self) -> list[Problem]:
        """What is to be told.

        Where a notebook does not run, nothing of the numbers and figures that it did not give.
        """
        stopped = bool(self.failures())
        better = [one for one in self._told if not (one.theirs and self._is_said_better(one.problem))]
        return [one.problem for one in better if not (stopped and one.kind in NOT_GIVEN)]

    def _is_said_better(self, said: Problem) -> bool:
        """Whether the book itself says what a library says of the same place: which file it refused, and why."""
        return any(
            not other.theirs
            and other.problem.file == said.file
            and (abs(other.problem.line - said.line) <= 1 or not said.line)
            and other.problem.place
            and other.problem.place in said.wrong
            for other in self._told
        )


def _own(record: logging.LogRecord) -> Problem | None:
    """The problem that the book itself warns of."""
    given = record.args if isinstance(record.args, tuple) else ()
    for one in given:
        if isinstance(one, Problem):
            return replace(one, rule=RULE)
        if isinstance(one, FailedNotebook):
            return problem(one.failure, one.file)
    return None
