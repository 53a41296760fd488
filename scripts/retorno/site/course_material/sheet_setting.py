"""Setting sheets as PDF, each kept under a hash of what stands on it: only what changed is set again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from retorno.project.files import keep_newest
from retorno.site.printing import binding, pdf_objects, typefaces
from retorno.site.printing.binding import Bound
from retorno.site.printing.pdf_objects import Piece, Placed, Target
from retorno.site.printing.piece_layout import VARIANT, set_piece
from retorno.site.printing.pieces import state_of
from retorno.teaching.handouts.handout import STYLE
from sphinx_keyed_execution.inputs import digest
from sphinx_keyed_execution.kept_files import keep, kept, used

MOST = 1200
"""How many files are kept."""

CODE = ("binding.py", "pdf_metadata.py", "pdf_objects.py", "piece_layout.py", "typefaces.py")
"""What of :mod:`retorno.site.printing` decides how a sheet is set and bound."""


class Setting:
    """A place that sets pages, with what it set before in the folder *cache*."""

    def __init__(self, cache: Path) -> None:
        self.cache = cache
        self.style = STYLE.read_text(encoding="utf-8")
        self._state = state_of([STYLE, *map(Path(binding.__file__).with_name, CODE)])
        self._pieces: dict[str, Piece] = {}

    def pdf(self, pages: Sequence[str], facts: Bound) -> bytes:
        """Documents as one PDF, which says *facts* of itself; each has its own foot lines and numbers of pages."""
        return self.kept([*pages, repr(facts)], lambda: self._bound([self._piece(page) for page in pages], facts))

    def slides(self, page: str) -> bytes:
        """A document that brings its own style, as PDF."""
        return self.kept([page, VARIANT], lambda: _written(page))

    def kept(self, made_of: Sequence[str], make: Callable[[], bytes]) -> bytes:
        """What *make* makes of *made_of*, from the cache where it was made before."""
        path = self.cache / digest("\n\0".join([self._state, *made_of]))
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

    def _piece(self, page: str) -> Piece:
        """*page* laid out; the same for the document alone and among others."""
        if page not in self._pieces:
            packed = self.kept([page, "piece"], lambda: set_piece(page, "", digest(page)[:8], self.style)[0].packed())
            self._pieces[page] = pdf_objects.unpacked(packed)
        return self._pieces[page]

    def _bound(self, pieces: Sequence[Piece], facts: Bound) -> bytes:
        faces = typefaces.together(pieces)
        told = typefaces.told(faces)
        fonts = pdf_objects.numbered_parts(self.kept([told, "faces"], lambda: typefaces.objects(faces)))
        return binding.bind(pieces, faces, fonts, facts, _placed)


def _placed(piece: Piece, base: int, target: Target, _: str) -> Placed:
    return pdf_objects.place(piece, base, target)


def _written(page: str) -> bytes:
    import weasyprint

    fetcher = weasyprint.urls.URLFetcher(allowed_protocols=("data",))
    return bytes(weasyprint.HTML(string=page, url_fetcher=fetcher).write_pdf(pdf_variant=VARIANT))
