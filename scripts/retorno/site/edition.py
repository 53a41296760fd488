"""Writing one edition of the book with Sphinx, set up by ``_config.yml`` as Jupyter Book sets it up."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retorno.project import book_settings, manifest
from retorno.project.paths import Project
from retorno.project.problems import ContentError, MachineError, Problem
from retorno.project.progress import Step, Tell, no_step
from retorno.project.unforeseen import report
from retorno.site import rendered_pages
from retorno.site.startup import spare_imports
from sphinx_keyed_execution.keyed import Executor

if TYPE_CHECKING:  # Sphinx is imported only when something is to be written
    from sphinx.environment import BuildEnvironment

    from retorno.site.build_warnings import Warnings

RULE = "build"
TOC, ENTRY = "[etoc] ", "an entry of the form “- file: chapters/…”, without .md"
"""How sphinx-external-toc begins what it says of ``_toc.yml``."""


LANGUAGES = {"locale_dirs": ["locale"], "gettext_compact": False}
"""Where the translations of the prose are: a catalogue for each page, below ``locale`` in the project."""


def write_edition(
    project: Project,
    edition: str,
    out: Path,
    tell: Tell,
    executor: Executor,
    step: Step = no_step,
    on_read: Callable[[], None] = lambda: None,
) -> BuildEnvironment:
    """Write the pages of one edition into *out*, reading and writing only what has changed; gives what was read.

    *on_read* is called when all pages have been read, and with them all notebooks executed.

    Raises :class:`ContentError` for every warning: a warning is content that does not work.
    """
    read = run(
        project,
        tell,
        executor,
        step,
        on_read,
        outdir=out,
        doctreedir=project.root / "_build" / "doctrees" / edition,
        buildername="html",
        confoverrides={**book_settings.of_sphinx(project), **LANGUAGES, "language": edition, "retorno_up": "../"},
    )
    if left := rendered_pages.faults(out, read.found_docs):
        raise ContentError(left)
    return read


def run(
    project: Project,
    tell: Tell,
    executor: Executor,
    step: Step = no_step,
    on_read: Callable[[], None] = lambda: None,
    *,
    outdir: Path,
    doctreedir: Path,
    lenient: bool = False,
    **arguments: Any,
) -> BuildEnvironment:
    """Run Sphinx over the project with further *arguments* for its application; returns what it has read.

    What the build before has read and written is used if it is as that build left it. Raises
    :class:`ContentError` for every warning; a *lenient* build only for notebooks that do not run.
    """
    believed = True
    for folder in (doctreedir, outdir):  # what was written is of no use without the knowledge of what was read
        believed = believed and manifest.holds(_noted(project, folder), folder)
        if not believed:
            shutil.rmtree(folder, ignore_errors=True)
    environment, warnings = _sphinx(
        project, tell, executor, step, on_read, outdir=outdir, doctreedir=doctreedir, **arguments
    )
    # Reading a page leaves the pictures of its notebook beside the pages, for those that write it later.
    pictures = (project.root / name for name in sorted(environment.images) if IMAGES in Path(name).parts)
    remember(project, doctreedir, pictures)
    remember(project, outdir)
    if told := warnings.failures() if lenient else warnings.problems():
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
    project: Project,
    tell: Tell,
    executor: Executor,
    step: Step,
    on_read: Callable[[], None],
    confoverrides: dict[str, Any],
    **arguments: Any,
) -> tuple[BuildEnvironment, Warnings]:
    """Run Sphinx; what it has read, and what it warned of."""
    spare_imports()
    from sphinx.application import Sphinx
    from sphinx.locale import translators
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    from retorno.site.build_progress import Progress
    from retorno.site.build_warnings import Warnings

    class Application(Sphinx):
        """Warnings are heard from the first extension on: before that, Sphinx sends away who listens."""

        def setup_extension(self, extname: str) -> None:
            warnings.listen(self)
            super().setup_extension(extname)

    translators.clear()  # else extensions go on in the language that this process built before
    warnings = Warnings(project)
    try:
        with patch_docutils(None), docutils_namespace():
            app = Application(
                srcdir=project.root,
                confdir=None,
                status=None,
                warning=None,
                warningiserror=True,
                keep_going=True,
                # A function, since Sphinx keeps what it takes for data.
                confoverrides={**confoverrides, "keyed_execution_executor": lambda: executor},
                **arguments,
            )
            progress = Progress(app, tell, step)
            app.connect("env-updated", lambda *_: on_read(), priority=1000)
            app.build()
            progress.finish()
    except (ContentError, MachineError, OSError, MemoryError):
        raise
    except Exception as error:
        ours = getattr(error, "orig_exc", None)  # Sphinx wraps whatever a handler raises
        if isinstance(ours, ContentError | MachineError | OSError):
            raise ours from error
        if str(error).startswith(TOC):
            raise ContentError(Problem("_toc.yml", 0, "", str(error).removeprefix(TOC), ENTRY, RULE)) from error
        raise _stopped(ours or error, project, warnings.problems()) from error
    finally:
        warnings.close()
    return app.env, warnings


def _stopped(error: Exception, project: Project, told: list[Problem]) -> ContentError:
    """What to tell where Sphinx or an extension stopped: what was told until then, and the error in its words.

    Most often a setting names what is not there: an extension, a theme, a style.
    """
    wrong = f"the book cannot be built: {report(error, project.root)}"
    right = "settings in _config.yml and pages that Sphinx and its extensions can read"
    return ContentError([*told, Problem("the book", 0, "", wrong, right, RULE)])
