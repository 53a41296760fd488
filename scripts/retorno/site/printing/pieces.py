"""The pieces in which the book is set: kept by a hash of all that each is made of, set in parallel where they lack."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterable, Mapping
from html import unescape
from importlib.metadata import version
from pathlib import Path

from retorno.project.files import keep_newest
from retorno.project.problems import MachineError
from retorno.site import typesetting
from retorno.site.printing import typefaces
from retorno.site.printing.pdf_objects import Face, Part, Piece, numbered_parts, unpacked
from retorno.site.printing.setters import Setter
from sphinx_keyed_execution.inputs import digest
from sphinx_keyed_execution.kept_files import kept, used

LIBRARIES = ("weasyprint", "pydyf", "fonttools", "tinycss2", "tinyhtml5", "pillow")
"""The libraries whose versions can change how a piece is set."""

CODE = ("assemble.py", "piece_layout.py", "pdf_objects.py", "typefaces.py", "faces.css", "print.css")
"""What decides how a piece is set, besides its text."""

KEPT = Path(".cache") / "print" / "pieces"
"""Where set pieces are kept, below the root of the project."""

PICTURE = re.compile(r'src="([^"]+)"')

MOST = 2000
"""How many files of each kind are kept: those of three books."""

FEW = 8

SMALL = 60_000
"""Letters of HTML that one process sets sooner than a second one is started."""


def state_of(files: Iterable[Path]) -> str:
    """The hash of what decides how anything is set: *files*, the libraries, the typefaces that this machine lacks."""
    parts = [*(path.read_bytes() for path in files), *(f"{name} {version(name)}".encode() for name in LIBRARIES)]
    return digest(b"\n".join(parts) + repr([need.name for need in typesetting.missing()]).encode())


class SetPieces:
    """The pieces of a book whose pictures lie in *pictures*; set pieces are kept in *folder*.

    *again* says how to have what could not be made.
    """

    def __init__(self, folder: Path, pictures: Path, again: str) -> None:
        self.folder = folder
        self._pictures = pictures
        self._again = again
        self._setters = [Setter(pictures, again)]  # which imports WeasyPrint while the pages are being written
        self._hashes: dict[str, str] = {}
        self._pieces: dict[str, Piece] = {}
        self.state = state_of([*map(Path(__file__).with_name, CODE), *sorted(typefaces.FILES.glob("*.woff2"))])

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

    def set_all(self, texts: Mapping[str, str]) -> list[str]:
        """Set those of *texts*, by their keys, that are not kept; gives what was told that makes a PDF wrong.

        Raises :class:`MachineError` where a process dies over it; what was set until then is kept.
        """
        lacking = {key: html for key, html in texts.items() if not self.has(key)}
        small = sum(map(len, lacking.values())) <= SMALL
        asked = shares(lacking, 1 if small else min(len(lacking), os.cpu_count() or 1)) if lacking else []
        for setter, share in zip(self._at_work(len(asked)), asked, strict=True):
            setter.ask_for_pieces(self.folder, share)
        told = [line for setter in self._at_work(len(asked)) for line in setter.told()]
        if not told and (lost := [key for key in lacking if not self.has(key)]):
            raise MachineError(f"{len(lost)} of its pieces could not be kept in {self.folder}. {self._again}")
        return told

    def fonts(self, faces: Mapping[str, Face]) -> list[tuple[int, Part]]:
        """The objects that PDF has for *faces* (:func:`typefaces.objects`), kept like the pieces."""
        path = self.folder.with_name("faces") / digest(f"{self.state} {typefaces.told(faces)}")
        if (known := kept(path)) is None:
            (setter,) = self._at_work(1)
            setter.ask_for_faces(path, faces)
            setter.told()
            if (known := kept(path)) is None:
                raise MachineError(f"its typefaces could not be kept in {path.parent}. {self._again}")
        used(path)
        return numbered_parts(known)

    def _at_work(self, count: int) -> list[Setter]:
        """So many processes, started where they are not there yet."""
        while len(self._setters) < count:
            self._setters.append(Setter(self._pictures, self._again))
        return self._setters[:count]

    def close(self) -> None:
        """End the processes, and throw away what was not used for longest."""
        for setter in self._setters:
            setter.close()
        for folder, most in ((self.folder, MOST), (self.folder.with_name("faces"), FEW)):
            keep_newest(folder.iterdir() if folder.is_dir() else (), most)

    def _path(self, key: str) -> Path:
        return self.folder / key


def shares(texts: Mapping[str, str], count: int) -> list[dict[str, str]]:
    """*texts* in so many shares of about the same length."""
    made: list[dict[str, str]] = [{} for _ in range(count)]
    lengths = [0] * count
    for key, html in sorted(texts.items(), key=lambda item: (-len(item[1]), item[0])):
        least = lengths.index(min(lengths))
        made[least][key] = html
        lengths[least] += len(html)
    return made
