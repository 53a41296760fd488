"""Notebooks are executed before pages are read: those whose inputs changed, and no others."""

from __future__ import annotations

from contextvars import ContextVar
from pathlib import Path
from typing import Any

from myst_nb import sphinx_ as myst_nb_sphinx
from myst_nb.core.execute.base import NotebookClientBase
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from retorno.book.state.build import Build
from retorno.book.state.page_intake import paused
from retorno.execution.keyed import Executor, Limits, Result
from retorno.execution.notebooks import Notebook, notebook_of
from retorno.execution.store import Store

logger = logging.getLogger(__name__)

KEPT_EXECUTOR: ContextVar[Executor | None] = ContextVar("KEPT_EXECUTOR", default=None)
"""An executor that whoever runs this build keeps warm between builds, if there is one."""


class Executions:
    """The notebooks of one build and their results."""

    def __init__(self, app: Sphinx) -> None:
        folder = Path(app.config.retorno_cache or Path(app.srcdir) / ".cache" / "executions")
        limits = Limits(app.config.retorno_seconds, app.config.retorno_megabytes)
        self.executor = KEPT_EXECUTOR.get() or Executor(
            Path(app.srcdir),
            Store(folder, app.config.retorno_cache_megabytes),
            app.config.language,
            limits=limits,
            tell=logger.info,
        )
        self.waited: dict[Path, Notebook] = {}
        """The notebooks that will be read, by path."""

    def result(self, page: Path) -> Result:
        """The result of one of them, as soon as it is there."""
        return self.executor.result(self.waited[page])

    def notebooks(self, env: BuildEnvironment, docnames: Any) -> dict[str, Notebook]:
        """The notebooks among *docnames*."""
        found = ((docname, notebook_of(Path(env.doc2path(docname)))) for docname in sorted(docnames))
        return {docname: notebook for docname, notebook in found if notebook}


def start(app: Sphinx) -> None:
    """``builder-inited``: know the executor, and give it to myst-nb in place of its own.

    myst-nb has no setting for who executes; it looks this one name up whenever it parses.
    """
    app.retorno_executions = Executions(app)  # type: ignore[attr-defined]
    myst_nb_sphinx.create_client = lambda notebook, source, config, log, read_fmt=None: Client(
        notebook, Path(source), config, log, app=app
    )


def outdated(app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]) -> list[str]:
    """``env-get-outdated``: the notebooks whose inputs are no longer those of their page."""
    executions: Executions = app.retorno_executions  # type: ignore[attr-defined]
    notebooks = executions.notebooks(env, env.found_docs)
    stored = executions.executor.stored(notebooks.values())
    pages = Build.of(env).contributions
    return [
        docname
        for docname, notebook in notebooks.items()
        if docname not in pages or pages[docname].key != stored.get(notebook.page, "none")
    ]


def execute(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """``env-before-read-docs``, after all others: let the notebooks run that will be read.

    Pages of plain prose are read first, meanwhile; each notebook is waited for when its turn comes.
    """
    executions: Executions = app.retorno_executions  # type: ignore[attr-defined]
    notebooks = executions.notebooks(env, [name for name in docnames if name in env.found_docs])
    executions.executor.begin(notebooks.values())
    executions.waited = {notebook.page: notebook for notebook in notebooks.values()}
    docnames.sort(key=lambda name: (name in notebooks, name))


def stop(app: Sphinx, exception: Exception | None) -> None:
    """``build-finished``: end the processes, unless somebody else keeps them warm."""
    executions = getattr(app, "retorno_executions", None)
    if executions and not KEPT_EXECUTOR.get():
        executions.executor.close()


class Client(NotebookClientBase):
    """Fills in the outputs of a notebook from the results of this build."""

    def start_client(self) -> None:
        """Put the outputs into the cells, and what was read into the page's record.

        A notebook that failed shows nothing: half of its outputs would be a page that nobody wrote.
        """
        app: Sphinx = self._kwargs["app"]
        assert self.path is not None
        with paused():
            result: Result = app.retorno_executions.result(self.path)  # type: ignore[attr-defined]
        record = Build.of(app.env).page
        record.key, record.inputs = result.key, result.inputs
        if result.failure:
            problem = result.failure.problem(self.path.relative_to(app.srcdir).as_posix())
            self.logger.warning("%s", problem, subtype="exec", line=problem.line)
            return
        cells = [cell for cell in self.notebook.cells if cell["cell_type"] == "code"]
        for cell, outputs in zip(cells, result.outputs, strict=False):
            cell["outputs"] = [_output(output) for output in outputs]


def _output(output: dict[str, Any]) -> Any:
    from nbformat import from_dict

    return from_dict(output)
