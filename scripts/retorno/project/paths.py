"""Where the parts of the project are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from retorno.project.problems import UsageError

PACKAGE = Path(__file__).resolve().parents[1]
"""The folder of this package."""

REGISTER = "chapters/reference/claims"
"""The page of the claims register, by its name."""

PAPERS = "chapters/papers"
"""The light page for people who are asked to sign, by its name, which gives nothing away."""

FOR_BUILDERS = frozenset(f"chapters/reference/{name}" for name in ("checks", "benchmark", "credits", "findings-json"))
"""Pages for those who build the book or programs: readers' way through the book does not pass by them."""

ENTRIES = "n"
"""The folder of the site in which each claim and each finding has its page."""

DATA_PAGES = "chapters/reference/data/"
"""What the names of the pages of data sets begin with."""

ANALYSES = "chapters/analyses/"
"""What the names of analyses begin with."""


@dataclass(frozen=True)
class Project:
    """A checkout of the book, known by its root folder (absolute)."""

    root: Path

    @classmethod
    def containing(cls, start: Path) -> Project:
        """The project whose folder holds *start*, found by walking upwards.

        Raises :class:`UsageError` when no parent folder has a data package.
        """
        start = start.resolve()
        for folder in (start, *start.parents):
            if (folder / "data" / "datapackage.json").is_file():
                return cls(folder)
        raise UsageError(f"{start} is not inside a Retorno project: no folder above it has data/datapackage.json.")

    @cached_property
    def data(self) -> Path:
        """The folder of the data package."""
        return self.root / "data"

    @cached_property
    def descriptor(self) -> Path:
        """The description of the data package."""
        return self.data / "datapackage.json"

    @cached_property
    def chapters(self) -> Path:
        """The folder of the pages."""
        return self.root / "chapters"

    @cached_property
    def bibliography(self) -> Path:
        """The BibTeX file."""
        return self.root / "references.bib"

    @cached_property
    def measurements(self) -> Path:
        """Where the benchmark leaves its results for the page that shows them."""
        return self.chapters / "reference" / "benchmark.json"

    def relative(self, path: Path) -> str:
        """*path* as it is written in messages: from the root, with forward slashes."""
        if path.is_relative_to(self.root):  # a link of the project is named by where it lies
            return path.relative_to(self.root).as_posix()
        try:
            return path.resolve().relative_to(self.root).as_posix()
        except (ValueError, RuntimeError):  # outside the project, or a link that leads back to itself
            return str(path)
