"""The process of one notebook, from the fork to its end."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from sphinx_keyed_execution import hooks, reach
from sphinx_keyed_execution.run import Cells, run


def execute(job: dict[str, Any], scratch: Path, progress: int, result: int) -> None:
    """Run *job* in this process, confined to *scratch*, and write its result into the open file *result*.

    Before each cell its position goes into the pipe *progress*.
    """
    _limit_memory(job["megabytes"])
    os.environ.clear()
    os.environ.update(_environment(str(scratch)))
    sys.dont_write_bytecode = True
    tempfile.tempdir = str(scratch)
    page, root = Path(job["page"]), Path(job["root"])
    own = hooks.load(job["hooks"])
    cells = Cells(job["cells"], job["skipped"], job["may_fail"])
    answer = run(cells, page, root, scratch, own, lambda cell: _tell(progress, cell))
    with open(result, "w", encoding="utf-8") as stream:
        json.dump(answer, stream)


def _environment(scratch: str) -> dict[str, str]:
    folders = dict.fromkeys(("HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP", "IPYTHONDIR"), scratch)
    return {**reach.variables(os.environ), **folders}


def keep_only(handles: set[int], printed: int) -> None:
    """Close what else is open; what native code prints goes into *printed*, and there is nothing to read."""
    for number, handle in enumerate((os.open(os.devnull, os.O_RDONLY), printed, printed)):
        os.dup2(handle, number)
    for handle in {int(name) for name in os.listdir("/dev/fd")} - {0, 1, 2, *handles}:
        with suppress(OSError):  # the one that listed the folder
            os.close(handle)


def _tell(progress: int, cell: int) -> None:
    os.write(progress, f"{cell}\n".encode())


def _limit_memory(megabytes: int) -> None:
    if sys.platform == "win32":  # which has no such limit
        return
    import resource

    size = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_DATA, (size, size))
