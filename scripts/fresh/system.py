"""What every kind of bare system can do: run a script and tell how it ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
TOO_LONG = 124
"""The exit status of what was ended because its time was over, as of the command ``timeout``."""


class NotHere(Exception):
    """A bare system cannot be made, or not be prepared; the message says why, in one line."""


class NotPossible(NotHere):
    """A case that this kind of bare system cannot stand for; it is not run, and the table says so."""


@dataclass(frozen=True)
class Script:
    """Lines for bash, who runs them, with what variables, and how long at most, in seconds."""

    text: str
    user: str = "root"
    variables: dict[str, str] = field(default_factory=dict)
    network: bool = True
    seconds: int = 1800

    @property
    def home(self) -> str:
        """The home of the user."""
        return "/root" if self.user == "root" else f"/home/{self.user}"

    @property
    def words(self) -> list[str]:
        """The command that runs it inside a system, as root: bash, as the user and with these variables alone."""
        known = {"PATH": PATH, "HOME": self.home, "USER": self.user, "LOGNAME": self.user, **self.variables}
        become = [] if self.user == "root" else ["setpriv", "--reuid", self.user, "--regid", self.user, "--init-groups"]
        stated = [f"{name}={value}" for name, value in known.items()]
        return [*become, "env", "-i", *stated, "bash", "-euc", f"cd {self.home}\n{self.text}"]


@dataclass(frozen=True)
class Ended:
    """How a script ended, and what it said."""

    status: int
    output: str


class System(Protocol):
    """A machine that has nothing but what it was given."""

    def run(self, script: Script) -> Ended:
        """Run a script, shown while it runs."""


def shown(words: Sequence[str], seconds: int, quiet: bool = False) -> Ended:
    """Run a command; show what it says line by line and keep it; end it and all its children after *seconds*."""
    process = subprocess.Popen(
        words,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    )
    late = threading.Event()

    def end() -> None:
        late.set()
        os.killpg(process.pid, signal.SIGKILL)

    timer = threading.Timer(seconds, end)
    timer.start()
    lines = []
    assert process.stdout is not None
    try:
        for line in process.stdout:
            lines.append(line)
            if not quiet:
                sys.stdout.write(line)
                sys.stdout.flush()
        status = process.wait()
    finally:
        timer.cancel()
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        process.stdout.close()
    if late.is_set():
        lines.append(f"Ended after {seconds} seconds.\n")
        status = TOO_LONG
    return Ended(status, "".join(lines))
