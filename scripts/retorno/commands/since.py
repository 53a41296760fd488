"""What changed since a git ref: both states of the book, and the report."""

from __future__ import annotations

import io
import os
import re
import subprocess
import tarfile
from dataclasses import replace
from pathlib import Path

from retorno.changes.comparison import compare
from retorno.changes.severity import Report
from retorno.changes.states import State
from retorno.checks.reading.content import Content
from retorno.commands.collecting import collect
from retorno.execution.hooks import executor as executor_of
from retorno.project.paths import Project
from retorno.project.problems import ContentError, UsageError
from retorno.project.progress import Tell
from retorno.site.build import store
from sphinx_keyed_execution.scratch_folders import Scratch


def since(project: Project, ref: str, tell: Tell) -> Report:
    """What changed from the commit *ref* to the files as they are now.

    Raises :class:`UsageError` where *ref* is no commit, ``ContentError`` where a state is wrong.
    """
    before = state_at(project, ref, tell)
    tell("Collecting the book as it is now …")
    return compare(before, present(project, tell))


def present(project: Project, tell: Tell) -> State:
    """The book as its files are now."""
    return _collected(project, project, tell, None)


def state_at(project: Project, ref: str, tell: Tell) -> State:
    """The book at the commit *ref*, run with the code of that commit and today's libraries.

    Raises ``ContentError`` with files named “ref:file” where the book was wrong then.
    """
    tell(f"Collecting the book at {ref} …")
    with Scratch() as folder:
        # The real path: the watch over a notebook compares real paths.
        root = folder.resolve() / "book"
        root.mkdir()
        export(project, ref, root)
        own = root / "scripts"
        has_code = (own / "retorno" / "execution" / "hooks.py").is_file()
        try:
            return _collected(Project(root), project, tell, own if has_code else None)
        except ContentError as error:
            raise ContentError(replace(one, file=f"{ref}:{one.file}") for one in error.problems) from error
        except ANOTHER_PROTOCOL as error:
            if not has_code:
                raise
            tell(f"The code of {ref} works otherwise ({error!r}); today's is used: changes in it are not seen.")
            return _collected(Project(root), project, tell, None)


ANOTHER_PROTOCOL = (ChildProcessError, BrokenPipeError, KeyError, TypeError, AttributeError, ValueError)
"""What an executor raises when the process of another version answers in another form."""


def export(project: Project, ref: str, folder: Path) -> None:
    """Write the files of the project at *ref* into *folder*; neither index nor worktree is touched."""
    done = subprocess.run(
        # The commit is looked up first, so that no ref can be taken for an option.
        ["git", "archive", "--format=tar", commit(project, ref), "."],
        cwd=project.root,
        capture_output=True,
    )
    if done.returncode:
        raise UsageError(f"git could not give the files at “{ref}”: {done.stderr.decode(errors='replace').strip()}")
    try:
        unpack(done.stdout, folder)
    except ValueError as error:
        raise UsageError(f"the commit “{ref}” holds a file that leads out of the project: {error}") from error
    if not (folder / "data" / "datapackage.json").is_file():
        raise UsageError(f"at “{ref}” there was no book yet: it has no data/datapackage.json.")


def unpack(archive: bytes, folder: Path) -> None:
    """Write the files and links of a tar *archive* below *folder*.

    Raises ``ValueError`` before anything is written if one leads out of it. Python 3.11 before 3.11.4,
    as Debian 12 has it, cannot look itself; what it would look at is little: ``git archive`` gives
    files, folders and symbolic links.
    """
    inside = folder.resolve()
    with tarfile.open(fileobj=io.BytesIO(archive)) as opened:
        for member in opened.getmembers():
            place = inside / member.name
            led = (place.parent / member.linkname) if member.issym() else place
            if not (member.isfile() or member.isdir() or member.issym()):
                raise ValueError(f"{member.name} is neither a file nor a folder")
            up_again = re.search(r"[^./][^/]*/+\.\./?", member.linkname)  # by way of a place that may itself be a link
            outside = not Path(os.path.normpath(led)).is_relative_to(inside)
            if Path(member.linkname).is_absolute() or up_again or outside:
                raise ValueError(f"{member.name} leads to {member.linkname or member.name}")
        if hasattr(tarfile, "data_filter"):
            opened.extractall(folder, filter="data")
        else:
            opened.extractall(folder)


def commit(project: Project, ref: str) -> str:
    """The commit that *ref* names; raises :class:`UsageError` if there is none."""
    try:
        done = subprocess.run(
            ["git", "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}"],
            cwd=project.root,
            capture_output=True,
            text=True,
        )
    except FileNotFoundError as error:
        raise UsageError("git is not installed; comparing two states needs it.") from error
    if done.returncode:
        raise UsageError(f"“{ref}” is no commit, branch or tag of this repository. Try: git fetch --tags origin")
    return done.stdout.strip()


def _collected(book: Project, home: Project, tell: Tell, package: Path | None) -> State:
    """The state of *book*, from the store of *home*, run with the code in *package* (None: with this)."""
    executor = executor_of(book.root, store(home), tell=tell, path=[package] if package else [])
    try:
        return collect(Content(book), executor)
    finally:
        executor.close()
