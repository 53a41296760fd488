"""Environments that have nothing of ours, made for a test."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest


def environment(folder: Path, packages: Iterable[str]) -> Path:
    """The Python of an environment in *folder* with *packages*; the test is skipped where it cannot be made."""
    uv = Path(sys.executable).parent / "uv"
    if not uv.is_file():
        pytest.skip("uv is not in the environment: an environment from nothing cannot be made quickly")
    subprocess.run([uv, "venv", "-q", "--python", sys.executable, folder], check=True)
    python = folder / "bin" / "python"
    command = [uv, "pip", "install", "-q", "--python", python, *packages]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    if made.returncode != 0:
        pytest.skip(f"these cannot be installed, as without a network: {made.stderr.strip().splitlines()[-1]}")
    return python
