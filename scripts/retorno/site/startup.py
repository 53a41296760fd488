"""Sparing the start of a build what it does not use: the libraries with which MyST-NB would run notebooks.

They bring a database layer and a kernel client, and none of them runs here. Without this, a build after
one changed sentence takes 3.8 seconds of the processor in place of 3.1 (the book of November 2026,
Python 3.11, two cores, the median of six builds). The request that would end it is
docs/upstream/myst-nb-import-executors-when-used.md.
"""

from __future__ import annotations

import contextlib
import sys
import types
from importlib import import_module

from retorno.project import book_settings
from retorno.project.paths import Project
from retorno.project.problems import ContentError

EXECUTORS = {"cache": "NotebookClientCache", "direct": "NotebookClientDirect", "inline": "NotebookClientInline"}
"""MyST-NB's own ways to run notebooks: module and class."""


def spare_imports() -> None:
    """Put an empty class in the place of each; to be called before Sphinx is imported. Calling again does nothing."""
    for name, client in EXECUTORS.items():
        full = f"myst_nb.core.execute.{name}"
        if full not in sys.modules:
            module = types.ModuleType(full)
            setattr(module, client, type(client, (), {}))
            sys.modules[full] = module


def preload(project: Project) -> None:
    """Import what a build needs, before there is something to build: Sphinx, and what it loads for this book."""
    spare_imports()
    import sphinx.application
    import sphinx.builders.html

    names = ["pygments.lexers.python", *sphinx.application.builtin_extensions]
    with contextlib.suppress(ContentError):  # the build will say what is wrong with the settings
        names += book_settings.of_sphinx(project)["extensions"]
    for name in names:
        with contextlib.suppress(ImportError):  # as above
            import_module(name)
