"""The processes in which WeasyPrint sets pieces: whatever becomes of them, the one that asked goes on.

Run as ``python -m retorno.site.printing.setters BASE PARENT``: each line on standard input asks for pieces or
typefaces, each line on standard output answers. What is made is kept, and read from there by whoever asked.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from retorno.project.problems import MachineError
from retorno.site.printing import answer, faults
from retorno.site.printing.pdf_objects import Face
from sphinx_keyed_execution import lifeline
from sphinx_keyed_execution.kept_files import keep

RARELY = (1_000_000, 50, 100)
"""When Python looks for objects that only each other know. As often as usual, that takes a quarter of the time of
setting a piece, since there are so many boxes; looking seldom takes some megabytes more."""

PATIENCE = 2
"""Seconds that a process has to end by itself."""


class Setter:
    """One such process; pictures are found from the folder *pictures*, *again* says how to have what failed."""

    def __init__(self, pictures: Path, again: str) -> None:
        self._again = again
        command = [sys.executable, "-m", __name__, f"{pictures.as_uri()}/", str(os.getpid())]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask_for_pieces(self, folder: Path, texts: Mapping[str, str]) -> None:
        """Ask for the pieces of *texts*, kept in *folder* by their keys; :meth:`told` waits for them."""
        self._ask({"folder": os.fspath(folder), "texts": dict(texts)})

    def ask_for_faces(self, path: Path, faces: Mapping[str, Face]) -> None:
        """Ask for the objects that PDF has for *faces*, kept at *path*; :meth:`told` waits for them."""
        self._ask({"path": os.fspath(path), "faces": {name: vars(face) for name, face in faces.items()}})

    def _ask(self, asked: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        with suppress(BrokenPipeError):  # it has died, which is seen when it is waited for
            self._process.stdin.write(f"{json.dumps(asked)}\n")
            self._process.stdin.flush()

    def told(self) -> list[str]:
        """Wait for what was asked for: what WeasyPrint told that makes a PDF wrong.

        Raises :class:`MachineError` where the process has died or could not do it.
        """
        assert self._process.stdout is not None
        try:
            told: dict[str, Any] = json.loads(self._process.stdout.readline())
        except ValueError:
            how = lifeline.ending(self._process.wait())
            raise MachineError(f"the process that sets its pages ended {how}. {self._again}") from None
        if "error" in told:
            raise MachineError(f"{told['error']}. {self._again}")
        lines: list[str] = told["told"]
        return lines

    def close(self) -> None:
        """End the process: let it tidy up, unless it hangs."""
        try:
            self._process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.communicate()


def _answer(asked: dict[str, Any], base: str) -> list[str]:
    from retorno.site.printing.piece_layout import set_piece
    from retorno.site.printing.typefaces import objects

    if "faces" in asked:
        keep(Path(asked["path"]), objects({name: Face(**face) for name, face in asked["faces"].items()}))
        return []
    told: list[str] = []
    for key, html in asked["texts"].items():
        piece, lines = set_piece(html, base, key[:8])
        wrong = [line for line in lines if any(True for _ in faults.found([line]))]
        if not wrong:
            keep(Path(asked["folder"]) / key, piece.packed())
        told += wrong
    return told


def main(base: str, parent: str) -> None:
    """Answer until there are no more questions."""
    lifeline.end_with(int(parent))
    with TemporaryDirectory(prefix="retorno-print-") as folder:
        tempfile.tempdir = folder  # where WeasyPrint puts the typefaces that it has unpacked
        _answer_all(base)
    os._exit(0)  # all that is left to be tidied up lay in that folder


def _answer_all(base: str) -> None:
    broken = ""
    try:
        import weasyprint  # noqa: F401  # while the pages are still being written
    except Exception as error:
        traceback.print_exc()
        broken = answer.reason(error)
    gc.freeze()
    gc.set_threshold(*RARELY)
    for line in sys.stdin:
        try:
            told = {"error": broken} if broken else {"told": _answer(json.loads(line), base)}
        except Exception as error:
            traceback.print_exc()
            told = {"error": answer.reason(error)}
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
