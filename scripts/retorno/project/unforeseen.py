"""What nobody foresaw: its report goes into a file, and the person at the terminal gets one sentence."""

from __future__ import annotations

import tempfile
import traceback
from pathlib import Path

NAME = "failure.log"


def report(error: BaseException, root: Path) -> str:
    """Write the report of *error* below *root*; gives a sentence with the error and where the report is."""
    told = str(error).strip().partition("\n")[0] or "no further words"
    text = "".join(traceback.format_exception(error))
    return f"{type(error).__name__}: {told}. The whole report is in {_kept(text, root / '_build' / NAME)}"


def _kept(text: str, path: Path) -> str:
    """Where *text* was written: at *path*, or else in the temporary folder, or else nowhere."""
    for place in (path, Path(tempfile.gettempdir()) / f"retorno-{NAME}"):
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8", errors="backslashreplace")
        except OSError:
            continue
        return str(place)
    return "no file, since none could be written"
