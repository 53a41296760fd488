"""Writing one edition of the book with Sphinx, set up by ``_config.yml`` as Jupyter Book sets it up."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retorno.execution.keyed import Executor
from retorno.project import book_settings, manifest
from retorno.project.paths import Project
from retorno.project.problems import DOES_NOT_RUN, NOT_SHOWN, ContentError, MachineError, Problem
from retorno.project.progress import Step, Tell, no_step
from retorno.project.unforeseen import report
from retorno.site.startup import spare_imports

if TYPE_CHECKING:  # Sphinx is imported only when something is to be written
    from sphinx.environment import BuildEnvironment

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
SHARE = re.compile(r"(reading sources|writing output)\.\.\. \[ *(\d+)%\]")
STAGES = {"reading sources": "pages read, per cent", "writing output": "pages written, per cent"}
WARNED = re.compile(r"^(?:(?P<file>[^\s:][^\n:]*?)(?::(?P<line>\d+))?: )?(?:WARNING|ERROR|CRITICAL): ", re.M)

OWN = re.compile(
    r"(?P<file>[^\s:]+\.\w+)(?::(?P<line>\d+))?(?: \((?P<place>[^\n]*?)\))?: (?P<wrong>.+)"
    r"\n    What would be right: (?P<right>[^\n]+?)(?: \[[\w.]+\])*",
    re.S,
)
"""A problem as :class:`Problem` prints itself, with the type of warning that Sphinx puts behind it, once or twice."""

RULE = "build"
TOC, ENTRY = "[etoc] ", "an entry of the form “- file: chapters/…”, without .md"
"""How sphinx-external-toc begins what it says of ``_toc.yml``."""

NOT_GIVEN = re.compile(r"\A(?:there is no (?:finding|figure) “|claim .* never (?:judges|records) )", re.S)
"""What is said of pages that show, or claims that need, what no notebook gave."""

BUILDS = "a page that builds without this warning"


def write_edition(
    project: Project, edition: str, out: Path, tell: Tell, executor: Executor, step: Step = no_step
) -> None:
    """Write the pages of one edition into *out*, reading and writing only what has changed.

    Raises :class:`ContentError` for every warning: a warning is content that does not work.
    """
    run(
        project,
        tell,
        executor,
        step,
        outdir=out,
        doctreedir=project.root / "_build" / "doctrees" / edition,
        buildername="html",
        confoverrides={**book_settings.of_sphinx(project), "language": edition, "retorno_up": "../"},
    )


def run(
    project: Project,
    tell: Tell,
    executor: Executor,
    step: Step = no_step,
    *,
    outdir: Path,
    doctreedir: Path,
    **arguments: Any,
) -> BuildEnvironment:
    """Run Sphinx over the project with further *arguments* for its application; returns what it has read.

    What the build before has read and written is used if it is as that build left it. Raises
    :class:`ContentError` for every warning.
    """
    believed = True
    for folder in (doctreedir, outdir):  # what was written is of no use without the knowledge of what was read
        believed = believed and manifest.holds(_noted(project, folder), folder)
        if not believed:
            shutil.rmtree(folder, ignore_errors=True)
    environment, warnings = _sphinx(project, tell, executor, step, outdir=outdir, doctreedir=doctreedir, **arguments)
    # Reading a page leaves the pictures of its notebook beside the pages, for those that write it later.
    pictures = (project.root / name for name in sorted(environment.images) if IMAGES in Path(name).parts)
    remember(project, doctreedir, pictures)
    remember(project, outdir)
    if told := warnings_told(warnings, project):
        raise ContentError(told)
    return environment


IMAGES = "jupyter_execute"
"""Where myst-nb puts the pictures that notebooks show, beside the pages."""


def remember(project: Project, folder: Path, others: Iterable[Path] = ()) -> None:
    """Note that *folder*, and *others* that belong to it, are as they should be, for :func:`run` to find them so."""
    manifest.note(_noted(project, folder), folder, others)


def _noted(project: Project, folder: Path) -> Path:
    """Where it is noted what *folder* holds."""
    return project.root / "_build" / "manifests" / f"{project.relative(folder).replace('/', '-')}.json"


def _sphinx(
    project: Project, tell: Tell, executor: Executor, step: Step, **arguments: Any
) -> tuple[BuildEnvironment, str]:
    """Run Sphinx; what it has read, and its warnings."""
    spare_imports()
    from sphinx.application import Sphinx
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    from retorno.book.state.notebook_client import KEPT_EXECUTOR

    status, warnings = _Status(tell, step), io.StringIO()
    token = KEPT_EXECUTOR.set(executor)
    try:
        with patch_docutils(None), docutils_namespace():
            app = Sphinx(
                srcdir=project.root,
                confdir=None,
                status=status,
                warning=warnings,
                warningiserror=True,
                keep_going=True,
                **arguments,
            )
            app.build()
    except (ContentError, MachineError, OSError, MemoryError):
        raise
    except Exception as error:
        ours = getattr(error, "orig_exc", None)  # Sphinx wraps whatever a handler raises
        if isinstance(ours, ContentError | MachineError | OSError):
            raise ours from error
        if str(error).startswith(TOC):
            raise ContentError(Problem("_toc.yml", 0, "", str(error).removeprefix(TOC), ENTRY, RULE)) from error
        raise _stopped(ours or error, project, warnings_told(warnings.getvalue(), project)) from error
    finally:
        KEPT_EXECUTOR.reset(token)
    return app.env, warnings.getvalue()


def _stopped(error: Exception, project: Project, told: list[Problem]) -> ContentError:
    """What to tell where Sphinx or an extension stopped: what was told until then, and the error in its words.

    Most often a setting names what is not there: an extension, a theme, a style.
    """
    wrong = f"the book cannot be built: {report(error, project.root)}"
    right = "settings in _config.yml and pages that Sphinx and its extensions can read"
    return ContentError([*told, Problem("the book", 0, "", wrong, right, RULE)])


class _Status(io.StringIO):
    """Passes on what Sphinx reports of its stages; of each page only how many are left."""

    def __init__(self, tell: Tell, step: Step) -> None:
        super().__init__()
        self._tell, self._step = tell, step

    def write(self, text: str) -> int:
        """Pass on a line that is worth it."""
        line = COLOUR.sub("", text).strip()
        if line.startswith("notebook ") or "source files that are out of date" in line:
            self._tell(line)
        elif share := SHARE.match(line):
            self._step(STAGES[share[1]], int(share[2]), 100)
        return len(text)


def warnings_told(text: str, project: Project) -> list[Problem]:
    """Sphinx's warnings as problems, paths from the root of the project.

    Where a notebook does not run, nothing is told of the numbers and figures that it did not give.
    """
    plain = COLOUR.sub("", text).replace(f"{project.root}/", "").strip()
    marks = list(WARNED.finditer(plain))
    told = []
    for position, mark in enumerate(marks):
        end = marks[position + 1].start() if position + 1 < len(marks) else len(plain)
        wrong = plain[mark.end() : end].strip()
        told.append(_own(wrong) or Problem(mark["file"] or "the book", int(mark["line"] or 0), "", wrong, BUILDS, RULE))
    stopped = any(one.wrong.startswith((DOES_NOT_RUN, NOT_SHOWN)) for one in told)
    better = [one for one in told if not _is_said_better(one, told)]
    return [one for one in better if not (stopped and NOT_GIVEN.search(one.wrong))]


def _is_said_better(one: Problem, told: list[Problem]) -> bool:
    """Whether the extension itself says what a library says of the same place: which file it refused, and why."""
    return one.right == BUILDS and any(
        other.right != BUILDS
        and other.file == one.file
        and (abs(other.line - one.line) <= 1 or not one.line)
        and other.place
        and other.place in one.wrong
        for other in told
    )


def _own(told: str) -> Problem | None:
    """A problem that the extension found and told in our own form, as a problem again."""
    found = OWN.fullmatch(told)
    if found is None:
        return None
    return Problem(found["file"], int(found["line"] or 0), found["place"] or "", found["wrong"], found["right"], RULE)
