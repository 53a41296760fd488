"""What changed since a git ref: both states of the book, and the report."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
from dataclasses import replace
from pathlib import Path

from retorno.changes.comparison import compare
from retorno.changes.severity import Report
from retorno.changes.states import State
from retorno.project import git
from retorno.project.paths import PACKAGE, Project
from retorno.project.problems import ContentError, Problem, UsageError
from retorno.project.progress import Tell
from retorno.site import known_states
from retorno.site.book_state import state_of
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
    return state_of(project, store(project), tell)


def state_at(project: Project, ref: str, tell: Tell) -> State:
    """The book at the commit *ref*, built with the code of that commit where it can, and today's libraries.

    Raises ``ContentError`` with files named “ref:file” where the book was wrong then.
    """
    hash = commit(project, ref)
    if (known := known_states.of_commit(project, hash)) is not None:
        return known
    tell(f"Collecting the book at {ref} …")
    with Scratch() as folder:
        # The real path: the watch over a notebook compares real paths.
        root = folder.resolve() / "book"
        root.mkdir()
        export(project, ref, root)
        own = [root / "scripts", *root.glob("packages/*/src")]
        try:
            if (root / "scripts" / "retorno").is_dir():
                try:
                    found = _built(root, own, project, tell)
                except (ChildProcessError, ValueError):
                    tell(f"The code of {ref} works otherwise; today’s is used: changes in it are not seen.")
                    # The settings name modules of the code: today's go with it.
                    shutil.copyfile(project.root / "_config.yml", root / "_config.yml")
                else:
                    known_states.keep_of_commit(project, hash, found)
                    return found
            return _built(root, [PACKAGE.parent], project, tell)
        except ContentError as error:
            raise ContentError(replace(one, file=f"{ref}:{one.file}") for one in error.problems) from error


def _built(root: Path, code: list[Path], home: Project, tell: Tell) -> State:
    """The state of the book at *root*, built by the package in the folders *code* in a process of its own.

    Raises ``ContentError`` where the book is wrong; ``ChildProcessError`` or ``ValueError`` where this
    package gives no state that can be read.
    """
    with Scratch() as folder, (folder / "log").open("w+", encoding="utf-8") as log:
        file = folder / "state.json"
        command = [sys.executable, "-m", "retorno.site.book_state", str(root), str(store(home).folder), str(file)]
        variables = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, code))}
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, env=variables, cwd=root) as run:
            for line in run.stdout or ():
                tell(line.rstrip())
        if not file.is_file():
            raise ChildProcessError((folder / "log").read_text(encoding="utf-8"))
        found = json.loads(file.read_text(encoding="utf-8"))
    if run.returncode:
        raise ContentError(Problem(**one) for one in found)
    return State.from_dict(found)


def export(project: Project, ref: str, folder: Path) -> None:
    """Write the files of the project at *ref* into *folder*; neither index nor worktree is touched."""
    # The commit is looked up first, so that no ref can be taken for an option.
    hash = commit(project, ref)
    try:
        archive = git.answer(project.root, "archive", "--format=tar", hash, ".")
    except git.Refused as error:
        raise UsageError(f"git could not give the files at “{ref}”: {error}") from error
    try:
        unpack(archive, folder)
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
        return git.text(project.root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    except git.Refused as error:
        unknown = f"“{ref}” is no commit, branch or tag of this repository. Try: git fetch --tags origin"
        raise UsageError(unknown) from error
