"""A process that works beside the one that writes the pages: it gets ready at once, and begins when it is told."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path


class WaitingProcess:
    """The module *module*, run with *arguments* and this process's number in the folder *root*.

    What it prints goes into the file *log*. Raises :class:`OSError` where it cannot be started.
    """

    def __init__(
        self, module: str, arguments: Sequence[str], root: Path, log: Path, variables: Mapping[str, str] | None = None
    ) -> None:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("wb") as told:
            self._process = subprocess.Popen(
                # Should a library crash, the log says where.
                [sys.executable, "-X", "faulthandler", "-m", module, *arguments, str(os.getpid())],
                stdin=subprocess.PIPE,
                stdout=told,
                stderr=told,
                cwd=root,
                env={**os.environ, "PYTHONHASHSEED": "0", **(variables or {})},
            )

    def go(self) -> None:
        """Have it begin; said again, this does nothing."""
        if self._process.stdin is not None and not self._process.stdin.closed:
            with suppress(BrokenPipeError):  # it has died, which is seen when it is waited for
                self._process.stdin.write(b"go\n")
                self._process.stdin.close()

    def wait(self) -> int:
        """Its exit status, when it has ended."""
        return self._process.wait()

    def kill(self) -> None:
        """Stop it, because the build has failed elsewhere."""
        self._process.kill()
        self._process.communicate()
