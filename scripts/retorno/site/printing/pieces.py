"""The pieces that the book is set in: kept by a hash of all that each is made of, and set in parallel where they lack."""

from __future__ import annotations

import multiprocessing
import os
import posixpath
import re
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from html import unescape
from importlib.metadata import version
from pathlib import Path

from retorno.project.files import keep_newest
from retorno.site import typesetting
from retorno.site.printing import faults
from retorno.site.printing.pdf_objects import Piece, unpacked
from retorno.site.printing.piece_layout import set_piece
from sphinx_keyed_execution import lifeline
from sphinx_keyed_execution.inputs import digest
from sphinx_keyed_execution.kept_files import keep, kept, used

LIBRARIES = ("weasyprint", "pydyf", "fonttools", "tinycss2", "tinyhtml5", "pillow")
"""The libraries whose versions can change how a piece is set."""

CODE = ("assemble.py", "piece_layout.py", "pdf_objects.py", "print.css")
"""What decides how a piece is set, besides its text."""

PICTURE = re.compile(r'src="([^"]+)"')

MOST = 2000
"""How many files of each kind are kept: those of three books."""

SMALL = 60_000
"""Letters of HTML that are set sooner here than by processes that would have to be started first."""


class SetPieces:
    """The pieces of a book whose pictures lie in *pictures*; set pieces are kept in *folder*."""

    def __init__(self, folder: Path, pictures: Path) -> None:
        self.folder = folder
        self.told: list[str] = []
        """What WeasyPrint told that makes a PDF wrong."""

        self._pictures = pictures
        self._hashes: dict[str, str] = {}
        self._pieces: dict[str, Piece] = {}
        code = [Path(__file__).with_name(name).read_bytes() for name in CODE]
        lacking = [need.name for need in typesetting.missing()]
        self.state = digest(
            b"\n".join([*code, *(f"{name} {version(name)}".encode() for name in LIBRARIES)])
            + repr(lacking).encode()
        )

    def key(self, html: str) -> str:
        """The hash of all that the piece with this text is made of."""
        shown = sorted({unescape(name) for name in PICTURE.findall(html)})
        return digest("\n".join([self.state, html, *(f"{name} {self.picture(name)}" for name in shown)]))

    def picture(self, name: str) -> str:
        """The hash of a picture; empty if there is none."""
        if name not in self._hashes:
            path = self._pictures / posixpath.normpath(name)
            self._hashes[name] = digest(path.read_bytes()) if path.is_file() else ""
        return self._hashes[name]

    def has(self, key: str) -> bool:
        """Whether the piece is kept, and as it was when it was set."""
        if key not in self._pieces and (content := kept(path := self._path(key))) is not None:
            self._pieces[key] = unpacked(content)
            used(path)
        return key in self._pieces

    def __getitem__(self, key: str) -> Piece:
        return self._pieces[key]

    def set_all(self, texts: Mapping[str, str]) -> None:
        """Set those of *texts*, by their keys, that are not kept."""
        lacking = {key: html for key, html in texts.items() if not self.has(key)}
        jobs = sorted(lacking.items(), key=lambda item: -len(item[1]))  # the longest first, so that none is waited for
        base = f"{self._pictures.as_uri()}/"
        if sum(map(len, lacking.values())) <= SMALL or len(jobs) < 2:
            done = [set_and_keep(html, base, key, self._path(key)) for key, html in jobs]
        else:
            # Started anew and not forked: this process has threads.
            context = multiprocessing.get_context("spawn")
            workers = min(len(jobs), os.cpu_count() or 1)
            with ProcessPoolExecutor(workers, context, lifeline.end_with, (os.getpid(),)) as pool:
                waiting = [pool.submit(set_and_keep, html, base, key, self._path(key)) for key, html in jobs]
                done = [one.result() for one in waiting]
        for (key, _), (piece, told) in zip(jobs, done, strict=True):
            self.told += told
            self._pieces[key] = unpacked(piece)

    def _path(self, key: str) -> Path:
        return self.folder / key

    def tidy(self) -> None:
        """Throw away what was not used for longest."""
        keep_newest(self.folder.iterdir() if self.folder.is_dir() else (), MOST)


def set_and_keep(html: str, base: str, key: str, path: Path) -> tuple[bytes, list[str]]:
    """Set one piece and keep it at *path*, unless something in it is wrong; gives it, and what was told of that."""
    piece, told = set_piece(html, base, key[:8])
    packed = piece.packed()
    wrong = list(wrong_lines(told))
    if not wrong:
        keep(path, packed)
    return packed, wrong


def wrong_lines(told: Iterable[str]) -> Iterable[str]:
    """Those lines of what WeasyPrint *told* that make a PDF wrong."""
    return (line for line in told if any(True for _ in faults.found([line])))
