"""Setting sheets as PDF, each kept under a hash of what stands on it: only what changed is set again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from retorno.project.files import keep_newest
from retorno.teaching.handouts.handout import STYLE
from sphinx_keyed_execution.inputs import digest
from sphinx_keyed_execution.kept_files import keep, kept, used

MOST = 600
"""How many files are kept."""

VARIANT = "pdf/ua-1"
"""Tagged for screen readers."""


class Setting:
    """A place that sets pages, with what it set before in the folder *cache*."""

    def __init__(self, cache: Path) -> None:
        self.cache = cache
        self.style = STYLE.read_text(encoding="utf-8")
        self._laid_out: dict[str, Any] = {}

    def pdf(self, page: str, own: bool = False) -> bytes:
        """One document as PDF; one that brings its *own* style gets no other."""
        return self.kept([page, VARIANT, str(own)], lambda: self._written([page], own))

    def joined(self, pages: Sequence[str]) -> bytes:
        """Several documents as one PDF, each with its own foot lines and numbers of pages."""
        return self.kept([*pages, VARIANT, "joined"], lambda: self._written(pages))

    def kept(self, made_of: Sequence[str], make: Callable[[], bytes]) -> bytes:
        """What *make* makes of *made_of*, from the cache where it was made before."""
        key = digest("\n\0".join([self.style, version("weasyprint"), version("pydyf"), *made_of]))
        path = self.cache / key
        content = kept(path)
        if content is None:
            content = make()
            keep(path, content)
        else:
            used(path)
        return content

    def tidy(self) -> None:
        """Throw away what was not used for longest."""
        keep_newest((one for one in self.cache.glob("*") if one.is_file()), MOST)

    def _written(self, pages: Sequence[str], own: bool = False) -> bytes:
        documents = [self._document(page, own) for page in pages]
        all_pages = [page for document in documents for page in document.pages]
        return bytes(documents[0].copy(all_pages).write_pdf(pdf_variant=VARIANT))

    def _document(self, page: str, own: bool) -> Any:
        """*page* laid out; the same for the document alone and among others."""
        if page not in self._laid_out:
            import weasyprint

            fetcher = weasyprint.urls.URLFetcher(allowed_protocols=("data",))
            html = weasyprint.HTML(string=page, url_fetcher=fetcher)
            self._laid_out[page] = html.render(stylesheets=[] if own else [weasyprint.CSS(string=self.style)])
        return self._laid_out[page]
