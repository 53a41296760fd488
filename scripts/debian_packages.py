"""Installing packages of Debian and Ubuntu, where that may be done without asking anybody."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable

OPTIONS = ["-o", "DPkg::Lock::Timeout=120", "-o", "Acquire::Retries=2", "-o", "Acquire::http::Timeout=30"]
"""Wait for another apt-get to end; do not wait for ever for a server that does not answer."""


def as_root() -> list[str] | None:
    """What stands before a command that needs root: nothing for root, ``sudo`` if it asks for nothing."""
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "-n"]
    asked = shutil.which("sudo") and subprocess.run([*sudo, "true"], capture_output=True).returncode == 0
    return sudo if asked else None


def install(packages: Iterable[str], purpose: str) -> str:
    """Install *packages* for a *purpose*, which is told; gives why that failed, or an empty text.

    Where it may not be done at all, nothing is tried and nothing told.
    """
    if not shutil.which("apt-get") or (before := as_root()) is None:
        return "packages cannot be installed here"
    print(f"Installing Debian’s {' '.join(packages)} for {purpose} …", flush=True)
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        done = subprocess.run(
            [*before, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *OPTIONS, *command],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
        )
    if not done.returncode:
        return ""
    why = next((line for line in done.stderr.splitlines() if line.startswith("E:")), f"status {done.returncode}")
    print(f"apt-get could not install them ({why.removeprefix('E:').strip()}).", flush=True)
    return why
