"""What was committed last, before what is being changed now: where this line of work left main."""

from __future__ import annotations

from functools import cached_property, lru_cache

from retorno.checks.reading.content import Content
from retorno.project import git
from retorno.project.paths import Project

LOOKED_AT = ("data", "chapters", "index.md", "references.bib", "executions.lock")
"""The parts of the project that are compared."""


class LastVersion:
    """The files that differ from those of the last version, and their texts as they were.

    The last version is the first main that this line of work has left, so that whoever works on a main of his own
    is compared with that of the others; where it has left none, what is committed. None differs where there is no git,
    no repository or no main.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._texts: dict[str, str] = {}

    @cached_property
    def _base(self) -> str:
        here = self._git("rev-parse", "HEAD")
        found = [base for name in git.MAIN if (base := self._git("merge-base", "HEAD", name))]
        return next((base for base in found if base != here), found[0] if found else "")

    @cached_property
    def changed(self) -> frozenset[str]:
        """The files that were there and are something else now, by their names from the root of the project."""
        wanted = ("diff", "--name-only", "--diff-filter=MT", "--relative", "--no-ext-diff", self._base, "--")
        return frozenset(self._git(*wanted, *LOOKED_AT).splitlines() if self._base else ())

    def text(self, name: str) -> str:
        """A file as it was; empty where it is as it was, or new."""
        if name in self.changed and name not in self._texts:
            self._texts[name] = self._git("show", f"{self._base}:./{name}")
        return self._texts.get(name, "")

    def _git(self, *words: str) -> str:
        return git.text_if_any(self._project.root, *words)


@lru_cache(maxsize=2)
def last_version(content: Content) -> LastVersion:
    """That of the project, asked for once."""
    return LastVersion(content.project)
