"""Writing the history from the tags of releases."""

from __future__ import annotations

from retorno.changes import release_history
from retorno.changes.comparison import compare
from retorno.changes.release_history import VERSION, Record, order
from retorno.changes.severity import Report
from retorno.changes.states import State
from retorno.commands.since import present, state_at
from retorno.project import git
from retorno.project.paths import Project
from retorno.project.problems import UsageError
from retorno.project.progress import Tell


def tags(project: Project) -> dict[str, str]:
    """The tags of releases with their dates, the oldest version first."""
    try:
        told = git.text(project.root, "tag", "--list", "v*", "--format=%(refname:short) %(creatordate:short)")
    except git.Refused as error:
        raise UsageError(f"git could not list the tags: {error}") from error
    found = dict(line.split(" ", 1) for line in told.splitlines())
    return {name: found[name] for name in sorted(filter(VERSION.fullmatch, found), key=order)}


def update(project: Project, tell: Tell) -> Record:
    """The history with every release that has a tag and was not in it yet."""
    known = release_history.read(project)
    tagged = tags(project)
    for version, date in tagged.items():
        if version not in release_history.versions(known):
            _add(project, known, version, date, state_at(project, version, tell), tell)
    return known


def release(project: Project, version: str, date: str, tell: Tell) -> Record:
    """The history with the book as it is now added as the release *version*, to be tagged next."""
    if not VERSION.fullmatch(version):
        raise UsageError(f"“{version}” is no version; a release is called like v0.2.0.")
    known = update(project, tell)
    _add(project, known, version, date, present(project, tell), tell)
    return known


def _add(project: Project, known: Record, version: str, date: str, state: State, tell: Tell) -> None:
    last = max(release_history.versions(known), key=order, default=None)
    if last is not None and order(version) <= order(last):
        raise UsageError(
            f"{version} does not come after {last}, which the history has already. "
            f"To write the history anew from the tags, remove {release_history.FILE} and run: make history"
        )
    report = compare(state_at(project, last, tell), state) if last is not None else Report()
    release_history.add(known, version, date, state, report)
