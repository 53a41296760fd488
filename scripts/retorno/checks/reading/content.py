"""What the rules look at: the files of the project, each read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from retorno.evidence.catalogue import Catalogue
from retorno.evidence.catalogue_pages import catalogue_pages, is_made
from retorno.evidence.claims import Claim, read_claims
from retorno.project import documents
from retorno.project.page_source import PageSource
from retorno.project.paths import DATA_PAGES, Project
from retorno.project.problems import ContentError, Problem
from sphinx_keyed_execution.notebooks import listed_names


@dataclass(frozen=True)
class Page(PageSource):
    """A page of the book: ``name`` is its document name (``chapters/analyses/darien``)."""

    name: str = ""
    file: str = ""


class Content:
    """The files of a project, read when a rule asks for them."""

    def __init__(self, project: Project) -> None:
        self.project = project

    @cached_property
    def config(self) -> dict[str, Any]:
        """``_config.yml`` as data."""
        return self._yaml("_config.yml")

    @cached_property
    def toc(self) -> dict[str, Any]:
        """``_toc.yml`` as data."""
        return self._yaml("_toc.yml")

    @cached_property
    def listed(self) -> list[str]:
        """The document names in ``_toc.yml``, in their order."""
        return listed_names(self.project.root, self.made)

    @cached_property
    def made(self) -> dict[str, str]:
        """The sources of the pages that the build makes, by document name."""
        return catalogue_pages(self.project)

    @cached_property
    def pages(self) -> list[Page]:
        """All pages below ``chapters/`` and the home page, sorted by name; those of data sets without their files."""
        root = self.project.root
        # What begins with a dot is an editor's own.
        paths = [path for path in self.project.chapters.rglob("*.md") if not path.name.startswith(".")]
        pages = [Page(text, name, f"{name}.md") for name, text in self.made.items()]
        pages += [self._page(path) for path in paths if not self._is_made(path)]
        pages.sort(key=lambda page: Path(page.file))
        return [*([self._page(root / "index.md")] if (root / "index.md").is_file() else []), *pages]

    @cached_property
    def in_other_languages(self) -> frozenset[str]:
        """The files of the pages that say that they are in another language than the book."""
        return frozenset(page.file for page in self.pages if page.language)

    @cached_property
    def claims(self) -> dict[str, Claim]:
        """The claims register; raises ``ContentError`` where it cannot be read."""
        return read_claims(self.project)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The data package; raises ``ContentError`` where it cannot be read."""
        return Catalogue(self.project)

    def _is_made(self, path: Path) -> bool:
        """Whether a file is the page of a data set, of the last build or of today's description."""
        name = self.project.relative(path).removesuffix(".md")
        return name.startswith(DATA_PAGES) and (name in self.made or is_made(path))

    def _page(self, path: Path) -> Page:
        file = self.project.relative(path)
        return Page(documents.text(path, file).replace("\r\n", "\n"), file.removesuffix(".md"), file)

    def _yaml(self, name: str) -> dict[str, Any]:
        found = documents.yaml_document(self.project.root / name, name)
        if not isinstance(found, dict):
            raise ContentError(Problem(name, 0, "", "the file holds no keys", "lines of the form “key: value”"))
        return found
