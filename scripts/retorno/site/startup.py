"""Sparing the start of a build what it does not use: half of its time would go into that."""

from __future__ import annotations

import importlib.metadata
import sys
import types
from importlib import import_module
from importlib.util import LazyLoader, find_spec, module_from_spec
from typing import Any

EXECUTORS = {"cache": "NotebookClientCache", "direct": "NotebookClientDirect", "inline": "NotebookClientInline"}
"""myst-nb's own ways to run notebooks, which this project replaces: module and class."""

RARE = ("sphinx.util.requests",)
"""Modules that Sphinx imports at its start and that nothing here uses: it would ask the web."""


def spare_imports() -> None:
    """Call before Sphinx is imported; calling again does nothing."""
    _leave_out_executors()
    for name in RARE:
        _import_when_used(name)
    _look_for_plugins_once()


def _leave_out_executors() -> None:
    """Put an empty class in the place of each executor.

    They bring a database layer and a kernel client, half a second at each start.
    """
    for name, client in EXECUTORS.items():
        full = f"myst_nb.core.execute.{name}"
        if full not in sys.modules:
            module = types.ModuleType(full)
            setattr(module, client, type(client, (), {}))
            sys.modules[full] = module


def _import_when_used(name: str) -> None:
    """Have a module imported when something in it is asked for, and not before."""
    if name in sys.modules or not (spec := find_spec(name)) or not spec.loader:
        return
    spec.loader = LazyLoader(spec.loader)
    module = sys.modules[name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    package, _, last = name.rpartition(".")
    setattr(import_module(package), last, module)  # else "from package import last" would look into it


def _look_for_plugins_once() -> None:
    """Keep what is installed: Sphinx, Pygments and pybtex each look through all packages, for every plugin."""
    look = importlib.metadata.entry_points
    if isinstance(look, _Kept):
        return
    importlib.metadata.entry_points = _Kept(look)


class _Kept:
    """The entry points of all installed packages, read when they are first asked for."""

    def __init__(self, look: Any) -> None:
        self._look = look
        self._found: Any = None

    def __call__(self, **chosen: Any) -> Any:
        """Those that are *chosen*, as :func:`importlib.metadata.entry_points` gives them."""
        if self._found is None:
            self._found = self._look()
        return self._found.select(**chosen)
