"""What was committed last, before what is being changed now: where this line of work left main."""

from __future__ import annotations

import subprocess
from functools import cached_property, lru_cache

from retorno.checks.reading.content import Content
from retorno.project.paths import Project

BASES = ("main", "origin/main")
"""What a change is compared with: the first of these that it has left, so that whoever works on a main of his own
is compared with that of the others; where it has left none, what is committed."""

LOOKED_AT = ("data", "chapters", "index.md", "references.bib", "executions.lock")
"""The parts of the project that are compared."""


class LastVersion:
    """The files that differ from those of the last version, and their texts as they were.

    None differs where there is no git, no repository or no main.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._texts: dict[str, str] = {}

    @cached_property
    def _base(self) -> str:
        here = _git(self._project, "rev-parse", "HEAD").strip()
        found = [base for name in BASES if (base := _git(self._project, "merge-base", "HEAD", name).strip())]
        return next((base for base in found if base != here), found[0] if found else "")

    @cached_property
    def changed(self) -> frozenset[str]:
        """The files that were there and are something else now, by their names from the root of the project."""
        wanted = ("diff", "--name-only", "--diff-filter=MT", "--relative", "--no-ext-diff", self._base, "--")
        return frozenset(_git(self._project, *wanted, *LOOKED_AT).splitlines() if self._base else ())

    def text(self, name: str) -> str:
        """A file as it was; empty where it is as it was, or new."""
        if name in self.changed and name not in self._texts:
            self._texts[name] = _git(self._project, "show", f"{self._base}:./{name}")
        return self._texts.get(name, "")


@lru_cache(maxsize=2)
def last_version(content: Content) -> LastVersion:
    """That of the project, asked for once."""
    return LastVersion(content.project)


def _git(project: Project, *arguments: str) -> str:
    """What git answers; nothing where it cannot."""
    try:
        done = subprocess.run(["git", *arguments], cwd=project.root, capture_output=True)
    except OSError:
        return ""
    return "" if done.returncode else done.stdout.decode(errors="replace")
