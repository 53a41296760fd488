"""States of the book that are known without building: of commits, and of the site as it was built last.

So `make check` can say within a second which verdicts a change has turned: the state of main was kept
when its site was built or `make diff` asked for it, and each build of the site leaves its own.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from retorno.changes.comparison import compare
from retorno.changes.severity import MAJOR, Change
from retorno.changes.states import FORM, State
from retorno.execution.hooks import HOOKS
from retorno.project import git
from retorno.project.files import keep_newest
from retorno.project.paths import Project
from retorno.project.problems import UsageError
from sphinx_keyed_execution.inputs import digest, environment
from sphinx_keyed_execution.kept_files import keep, kept, used

if TYPE_CHECKING:  # Sphinx is imported only when something is to be written
    from sphinx.environment import BuildEnvironment

KEPT = 8
"""How many states of commits are kept."""


def of_commit(project: Project, commit: str) -> State | None:
    """The state of the book at a commit, by its full hash, where it is known."""
    path = _path(project, commit)
    if (known := kept(path)) is None:
        return None
    used(path)
    return State.from_dict(json.loads(known))


def keep_of_commit(project: Project, commit: str, state: State) -> None:
    """Keep the state of the book at a commit."""
    path = _path(project, commit)
    keep(path, json.dumps(state.as_dict()).encode())
    keep_newest(path.parent.glob("*.json"), KEPT)


def note(project: Project, read: BuildEnvironment, sources: str) -> None:
    """Keep the state of the book as *read* for the site, made from *sources* (a fingerprint).

    Where nothing differs from the last commit, it is the state of that commit too.
    """
    from retorno.book.state.book_build import Build
    from retorno.book.state.state_file import state

    found = state(Build.of(read))
    keep(_of_site(project), json.dumps({"sources": sources, "state": found.as_dict()}).encode())
    with suppress(UsageError):  # no git, or no repository
        commit, changed = git.text(project.root, "rev-parse", "HEAD"), git.text(project.root, "status", "--porcelain")
        if not changed:
            keep_of_commit(project, commit, found)


def major_changes(project: Project, sources: str) -> list[Change]:
    """The major changes since main, where its state is known and the site was built from *sources*.

    None where one of the two is not known: this looks, and builds nothing.
    """
    noted = json.loads(kept(_of_site(project)) or b"{}")
    mains = (git.text_if_any(project.root, "rev-parse", "--verify", "--quiet", name) for name in git.MAIN)
    commit = next(filter(None, mains), "")
    if noted.get("sources") != sources or not commit:
        return []
    try:
        before = of_commit(project, commit)
        after = State.from_dict(noted["state"])
    except ValueError:  # told in another form, by another version of this package
        return []
    changes = compare(before, after).changes if before else ()
    return [one for one in changes if one.severity == MAJOR and one.kind != "chapter"]  # chapters show the others


def _path(project: Project, commit: str) -> Path:
    return project.root / ".cache" / "states" / f"{digest(f'{commit} {FORM} {environment(HOOKS)}')}.json"


def _of_site(project: Project) -> Path:
    return project.root / "_build" / "state-of-site.json"
