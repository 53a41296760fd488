"""A process that works beside the one that writes the pages."""

from __future__ import annotations

import signal
from pathlib import Path

from retorno.site.waiting_process import WaitingProcess


def test_the_log_of_a_library_that_crashes_says_where(tmp_path: Path) -> None:
    (tmp_path / "crashing.py").write_text(
        "import sys, ctypes\n\ndef draw():\n    ctypes.string_at(0)\n\nsys.stdin.readline()\ndraw()\n", encoding="utf-8"
    )
    log = tmp_path / "folder" / "crashing.log"
    process = WaitingProcess("crashing", [], tmp_path, log)
    process.go()
    assert process.wait() == -signal.SIGSEGV
    assert 'crashing.py", line 4 in draw' in log.read_text(encoding="utf-8")
