"""What a project tells the engine beyond its notebooks and files, and how the engine finds it.

Most projects tell it nothing. One that does writes a module with an object of :class:`Hooks` (or of
a class derived from it) and names it in the setting ``keyed_execution_hooks``, as
``"package.module:NAME"``. The object is used in three processes: in the build, in the server from
which notebooks are forked, and in the process of each notebook, so the module should be light to
import, and import what is heavy inside of its functions. Whatever the module imports from the project
or from :attr:`Hooks.packages` counts as an input of every notebook.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

Outputs = list[list[dict[str, Any]]]
"""What a notebook shows: a list of outputs for each cell, as nbformat describes them."""


class NotShown(ValueError):
    """An output that may not enter a page; the message says what is wrong with it."""


class NotFinished(Exception):
    """What cannot be added to the outputs of a notebook: the message says what, ``right`` what would do."""

    def __init__(self, message: str, cell: int, right: str) -> None:
        super().__init__(message)
        self.cell, self.right = cell, right


@dataclass(frozen=True)
class Fault:
    """What is wrong with a notebook that ran: in which cell and line of it, a name, and a sentence."""

    cell: int
    line: int
    name: str
    message: str


class Finishing(Protocol):
    """What is added to outputs after a notebook has run, in the build: pictures that are drawn, say."""

    def expect(self, cells: Iterable[str]) -> None:
        """Code of cells that are about to run: get ready, if they will need it."""

    def begin(self, outputs: Outputs) -> None:
        """A notebook has run; what takes time can begin while others run."""

    def finish(self, outputs: Outputs) -> None:
        """Put into *outputs* what was begun; raises :class:`NotFinished`."""

    def close(self) -> None:
        """The build is over."""


class Hooks:
    """What a project may tell; each default adds nothing."""

    paths: Sequence[str] = ()
    """Folders of the project from which notebooks import, besides the folder of the page."""

    packages: Mapping[str, Path] = {}
    """Packages whose modules count by their content wherever they lie, name to folder.

    Modules inside the project always do; those of installed libraries count by their version.
    """

    libraries: Sequence[str] | None = None
    """The distributions whose versions count for every notebook; None for those that each imports."""

    warm: Sequence[str] = ("numpy", "pandas", "matplotlib.pyplot")
    """Modules that are imported once, where they are installed, before notebooks are forked."""

    shows = "text, a table, a picture or what else MyST-NB can show"
    """What would be right where :meth:`shown` or :meth:`check` refuse something."""

    def practise(self) -> None:
        """Do once, in the server, what every notebook would do again; it has the modules of :attr:`warm`."""

    def prepare(self, shell: Any) -> None:
        """Set up the IPython *shell* of one notebook, before its first cell."""

    def faults(self, cells: Sequence[str], outputs: Outputs, shell: Any) -> Iterable[Fault]:
        """What is wrong with a notebook that has just run, looked for in its own process."""
        return ()

    def shown(self, data: dict[str, Any], metadata: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """What one output shows, by media type, and what is said of it, in the form in which they may enter a page.

        Raises :class:`NotShown`. :mod:`media` has readers for notebooks that may come from strangers.
        """
        return data, metadata

    def check(self, outputs: Outputs, root: Path) -> Iterable[tuple[int, str]]:
        """What is wrong with outputs, looked for in the build: the position of a cell, and a sentence."""
        return ()

    def results(self, outputs: Outputs) -> Mapping[str, str]:
        """What a notebook gave, a line for each thing by its name: the lock file has them, for git to compare."""
        return {}

    def part(self, path: Path, name: str) -> str:
        """The text of the part *name* of a file, where code said (:mod:`tracing`) that no other mattered.

        Raises an error where there are no parts: then the whole file counts.
        """
        raise LookupError(name)

    def finishing(self, folder: Path) -> Finishing | None:
        """What is added to outputs after a run, keeping things between builds in *folder*."""
        return None


def load(name: str) -> Hooks:
    """The object that *name* (``package.module:NAME``) names; plain hooks for an empty name.

    Raises :class:`ImportError` in words where it is not there.
    """
    if not name:
        return Hooks()
    module, _, attribute = name.partition(":")
    found = getattr(import_module(module), attribute or "HOOKS", None)
    if not isinstance(found, Hooks):
        raise ImportError(f"“{name}” names no Hooks of sphinx_keyed_execution; write “package.module:NAME”")
    return found
