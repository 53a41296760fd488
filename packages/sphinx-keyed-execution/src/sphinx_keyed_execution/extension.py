"""What the engine is in Sphinx: notebooks run before pages are read, those whose inputs changed and no others.

MyST-NB reads the pages as ever, and is told to execute nothing. Where it reads a notebook, it is given a
reader (its ``nb_custom_formats`` says which) that puts in the outputs: nothing of its code is replaced.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar

from docutils import nodes
from myst_nb.core.read import create_nb_reader
from myst_nb.ext.glue.crossref import PendingGlueReference, read_glue_cache
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from sphinx_keyed_execution import lock_file
from sphinx_keyed_execution.explanation import Explanation, lines
from sphinx_keyed_execution.failures import FailedNotebook
from sphinx_keyed_execution.keyed import Executor, Limits, Result
from sphinx_keyed_execution.notebooks import Notebook, is_ordinary, notebook_from, notebook_of
from sphinx_keyed_execution.store import SharedFolder, Store

logger = logging.getLogger(__name__)

READER = f"{__name__}.read"
OFF = "off"
PYTHON = {"name": "python", "pygments_lexer": "ipython3"}
FRESHNESS = "freshness-page"
FINISHED = "keyed-execution-finished"
"""The event for whoever wants to know, or change, what a notebook gave to a page: the name of the page,
the :class:`Result`, and its outputs cell by cell, which handlers may change in place."""


class Executions(Domain):
    """By which key each page was read, and what it depends on: what lasts from one build to the next."""

    name, label = "keyed_execution", "Keyed execution"
    data_version = 2
    initial_data: ClassVar[dict[str, Any]] = {"keys": {}, "inputs": {}, "results": {}, "pasted": {}}

    @classmethod
    def of(cls, env: BuildEnvironment) -> Executions:
        """That of one project."""
        found = env.get_domain(cls.name)
        assert isinstance(found, cls)
        return found

    @property
    def keys(self) -> dict[str, str]:
        """The key of the result that each page shows, by document name."""
        keys: dict[str, str] = self.data["keys"]
        return keys

    @property
    def inputs(self) -> dict[str, dict[str, str]]:
        """The states of what each page's notebook read, by document name."""
        inputs: dict[str, dict[str, str]] = self.data["inputs"]
        return inputs

    @property
    def results(self) -> dict[str, dict[str, str]]:
        """What each page's notebook gave, as the hooks of the project tell it, by document name."""
        results: dict[str, dict[str, str]] = self.data["results"]
        return results

    @property
    def pasted(self) -> dict[str, set[str]]:
        """The pages whose results each page shows (``glue`` with ``:doc:``), by document name."""
        pasted: dict[str, set[str]] = self.data["pasted"]
        return pasted

    def clear_doc(self, docname: str) -> None:
        """A page that is read anew or removed has no result."""
        for part in (self.keys, self.inputs, self.results, self.pasted):
            part.pop(docname, None)

    def merge_domaindata(self, docnames: Iterable[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process has read."""
        for docname in docnames:
            for part in self.initial_data:  # beside them, Sphinx hands over the version of the data
                if docname in otherdata[part]:
                    self.data[part][docname] = otherdata[part][docname]

    def resolve_any_xref(self, *_: Any, **__: Any) -> list[Any]:
        """Nothing refers to a result."""
        return []


class Build:
    """The notebooks of one build."""

    def __init__(self) -> None:
        self._executor: Executor | None = None
        self._own = True
        self._stored: dict[Path, str] = {}
        self._waited: dict[str, Notebook] = {}
        self._results: dict[str, Result] = {}
        self._read: set[str] = set()

    @property
    def executor(self) -> Executor:
        """Who runs them."""
        assert self._executor, "asked for before the build began"
        return self._executor

    def take_over(self, app: Sphinx, config: Config) -> None:
        """``config-inited``: MyST-NB itself executes nothing; it may be told to have nothing executed at all."""
        config["keyed_execution"] = bool(config["keyed_execution"]) and config["nb_execution_mode"] != OFF
        config["nb_execution_mode"] = OFF

    def start(self, app: Sphinx) -> None:
        """``builder-inited``: know who runs the notebooks."""
        if FRESHNESS in app.events.events:
            app.connect(FRESHNESS, self.shown)
        read_glue_cache.cache_clear()  # of another build in this process
        config = app.config
        kept = config["keyed_execution_executor"]
        self._own = kept is None
        self._executor = kept() if kept else self._made(app)
        self._theirs = app.env.mystnb_config  # type: ignore[attr-defined]

    def _made(self, app: Sphinx) -> Executor:
        config = app.config
        folder = Path(app.srcdir, config["keyed_execution_store"] or Path(app.outdir).parent / ".keyed_execution")
        shared = SharedFolder(Path(app.srcdir, name)) if (name := config["keyed_execution_shared_store"]) else None
        return Executor(
            Path(app.srcdir),
            Store(folder, config["keyed_execution_store_megabytes"], shared),
            config["keyed_execution_hooks"],
            limits=Limits(config["keyed_execution_seconds"], config["keyed_execution_megabytes"]),
            tell=logger.info,
        )

    def notebooks(self, env: BuildEnvironment, docnames: Iterable[str]) -> dict[str, Notebook]:
        """The notebooks among *docnames*."""
        if not env.config["keyed_execution"]:
            return {}
        found = ((docname, self._notebook(env, Path(env.doc2path(docname)))) for docname in sorted(docnames))
        return {docname: notebook for docname, notebook in found if notebook}

    def _notebook(self, env: BuildEnvironment, page: Path) -> Notebook | None:
        """The notebook *page*, or None where it is none or is not to be executed."""
        config = self._theirs
        if any(PurePosixPath(page.as_posix()).match(pattern) for pattern in config.execution_excludepatterns):
            return None
        text = page.read_text(encoding="utf-8", errors="replace")
        if page.suffix == ".md" and (not text.startswith("---") or is_ordinary(text, _knows_colons(env))):
            return notebook_of(page)
        try:
            reader = create_nb_reader(str(page), env.myst_config, config, text)  # type: ignore[attr-defined]
            return notebook_from(page, reader.read(text)) if reader else None
        except Exception:  # it cannot be read: MyST-NB says so when its turn comes
            return None

    def outdated(
        self, app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
    ) -> list[str]:
        """``env-get-outdated``: the notebooks whose inputs are no longer those of their page."""
        notebooks = self.notebooks(env, env.found_docs)
        self._stored = self.executor.stored(notebooks.values())
        keys = Executions.of(env).keys
        return [name for name, given in notebooks.items() if keys.get(name) != self._stored.get(given.page, "none")]

    def begin(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        """``env-before-read-docs``, after all others: let the notebooks run that will be read.

        Pages of plain prose are read first, meanwhile; each notebook is waited for when its turn comes,
        or all of them before pages are read by several processes.
        """
        if app.builder.name == Explanation.name:
            for line in lines(self.executor.reasons(self.notebooks(env, env.found_docs).values()), Path(app.srcdir)):
                logger.info(line)
            docnames.clear()
        self._waited = self.notebooks(env, [name for name in docnames if name in env.found_docs])
        self.executor.begin(one for one in self._waited.values() if one.page not in self._stored)
        docnames.sort(key=lambda name: (name in self._waited, name))
        if app.parallel > 1:
            self._results = {name: self.executor.result(notebook) for name, notebook in self._waited.items()}
        here = Here(app, self)
        formats = {_suffix(env, name): (READER, {"here": here, "docname": name}) for name in self._waited}
        env.mystnb_config = self._theirs.copy(custom_formats={**self._theirs.custom_formats, **formats})  # type: ignore[attr-defined]

    def wait(self, app: Sphinx, docname: str, content: list[str]) -> None:
        """``source-read``, before all others: have the result of this page."""
        if docname in self._waited and docname not in self._results:
            self._results[docname] = self.executor.result(self._waited[docname])

    def read(self, app: Sphinx, docname: str, text: str) -> Any:
        """The notebook of a page with its outputs, as MyST-NB reads it.

        One that failed shows nothing: half of its outputs would be a page that nobody wrote.
        """
        env = app.env
        reader = create_nb_reader(env.doc2path(docname), env.myst_config, self._theirs, text)  # type: ignore[attr-defined]
        assert reader, "MyST-NB takes for prose what was taken for a notebook"
        notebook = reader.read(text)
        own = notebook.metadata.get(self._theirs.metadata_key)
        if isinstance(own, dict):
            own.pop("execution_mode", None)
        result = self._results.pop(docname)
        outputs = copy.deepcopy(list(result.outputs))
        app.emit(FINISHED, docname, result, outputs)
        known = Executions.of(env)
        known.keys[docname], known.inputs[docname] = result.key, result.inputs
        known.results[docname] = dict(self.executor.hooks.results(list(result.outputs)))
        self._read.add(docname)
        if result.failure:
            page = Path(env.doc2path(docname))
            failure = replace(result.failure, line=result.failure.line if page.suffix == ".md" else 0)
            failed = FailedNotebook(page.relative_to(app.srcdir).as_posix(), failure)
            place = (docname, failure.line or None)
            logger.warning("%s", failed, location=place, type="keyed_execution", subtype="failed")
            return notebook
        _fill(notebook, self._waited[docname], outputs)
        return notebook

    def note_pasted(self, app: Sphinx, doctree: nodes.document) -> None:
        """``doctree-read``: which results of other pages this one shows."""
        if pasted := {node.refdoc for node in doctree.findall(PendingGlueReference)}:
            Executions.of(app.env).pasted[app.env.docname] = pasted

    def shown(self, app: Sphinx, env: BuildEnvironment, docname: str) -> object:
        """``freshness-page`` of sphinx_content_freshness, where that is loaded: the results that a page shows."""
        known = Executions.of(env)
        return [(name, known.keys.get(name)) for name in sorted({docname, *known.pasted.get(docname, ())})]

    def rest(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """``env-updated``: all pages have been read; those are written too that show results which are new.

        What Sphinx keeps knows MyST-NB's own settings again.
        """
        env.mystnb_config = self._theirs  # type: ignore[attr-defined]
        read = self._waited.keys() if app.parallel > 1 else self._read
        stale = [docname for docname, pasted in Executions.of(env).pasted.items() if pasted & read]
        self._waited, self._results, self._read = {}, {}, set()
        return stale

    def write_lock(self, app: Sphinx, exception: Exception | None) -> None:
        """``build-finished``: write the file for git, where it is wanted and every notebook ran."""
        name = app.config["keyed_execution_lock"]
        if not name or exception or not app.config["keyed_execution"] or app.builder.name == Explanation.name:
            return
        known = Executions.of(app.env)
        found = self.notebooks(app.env, app.env.found_docs)
        if any(known.keys.get(docname, "failed").startswith("failed") for docname in found):
            return
        paths = {doc: one.page.relative_to(app.srcdir).as_posix() for doc, one in found.items()}
        named = {paths[doc]: (one, known.inputs[doc]) for doc, one in found.items()}
        gave = {paths[doc]: known.results.get(doc, {}) for doc in found}
        try:
            if lock_file.write(Path(app.srcdir, name), lock_file.compose(named, gave)):
                logger.info("%s is written anew: commit it with what has changed", name)
        except lock_file.Unsettled as error:
            logger.info("%s is left as it is: %s was edited during the build", name, error)
        except OSError as error:  # a folder that may only be read: whoever checks the file tells if it is old
            logger.info("%s is left as it is: %s", name, error)

    def stop(self, app: Sphinx, exception: Exception | None) -> None:
        """``build-finished``: end the processes, unless somebody else keeps them warm."""
        if self._own and self._executor:
            self._executor.close()


class Here:
    """Who reads notebooks in this process. A process that hands its environment to another leaves it behind."""

    def __init__(self, app: Sphinx, build: Build) -> None:
        self.app, self.build = app, build

    def __reduce__(self) -> tuple[type[object], tuple[()]]:
        return object, ()


def read(text: str, here: Here, docname: str) -> Any:
    """The reader that MyST-NB calls for one page."""
    return here.build.read(here.app, docname, text)


def _suffix(env: BuildEnvironment, docname: str) -> str:
    """What the path of one page alone ends with: all of it."""
    return str(Path(env.doc2path(docname)))


def _knows_colons(env: BuildEnvironment) -> bool:
    """Whether ``:::`` opens a block in this project."""
    return "colon_fence" in env.myst_config.enable_extensions  # type: ignore[attr-defined]


def _fill(notebook: Any, known: Notebook, outputs: list[list[dict[str, Any]]]) -> None:
    """Put *outputs* into the code cells; raises :class:`ValueError` where these are not the cells that ran."""
    from nbformat import from_dict

    cells = [cell for cell in notebook.cells if cell["cell_type"] == "code"]
    if [cell["source"] for cell in cells] != list(known.cells) and outputs:
        raise ValueError("the cells of this page are not those that ran: it was edited meanwhile, so build again")
    if not notebook.metadata.get("kernelspec", {}).get("language"):
        notebook.metadata.setdefault("language_info", from_dict(PYTHON))  # as a kernel would say
    for cell, shown in zip(cells, outputs, strict=True):
        cell["outputs"] = [from_dict(output) for output in shown]


def setup(app: Sphinx) -> dict[str, Any]:
    """Take over the execution of notebooks from MyST-NB."""
    app.setup_extension("myst_nb")
    app.add_domain(Executions)
    app.add_config_value("keyed_execution", True, "env", bool)
    app.add_config_value("keyed_execution_hooks", "", "env", str)
    app.add_config_value("keyed_execution_store", "", "", str)
    app.add_config_value("keyed_execution_store_megabytes", 500, "", int)
    app.add_config_value("keyed_execution_shared_store", "", "", str)
    app.add_config_value("keyed_execution_seconds", 120, "", int)
    app.add_config_value("keyed_execution_megabytes", 4096, "", int)
    app.add_config_value("keyed_execution_lock", "", "", str)
    # A function that gives an executor which whoever runs this build keeps between builds.
    app.add_config_value("keyed_execution_executor", None, "")
    app.add_event(FINISHED)
    build = Build()
    app.connect("config-inited", build.take_over)
    app.connect("builder-inited", build.start, priority=900)
    app.connect("env-get-outdated", build.outdated)
    app.connect("env-before-read-docs", build.begin, priority=999)
    app.connect("source-read", build.wait, priority=-1000)
    app.connect("doctree-read", build.note_pasted)
    app.connect("env-updated", build.rest, priority=0)
    app.connect("build-finished", build.write_lock)
    app.connect("build-finished", build.stop)
    app.add_builder(Explanation)
    return {"version": "0.1.0", "parallel_read_safe": True, "parallel_write_safe": True}
