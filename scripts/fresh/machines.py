"""A bare system for a case, of whatever kind this machine can make."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fresh import bare, container, host, readme
from fresh.cases import Case
from fresh.system import NotHere, Script, System
from fresh.trial import BUNDLE, bundle


def cache() -> Path:
    """Where bases are kept between runs, outside the project: `rm` in it must never reach a mount."""
    folder = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "retorno-fresh"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def kind() -> str:
    """How bare systems are made here: ``debootstrap``, ``docker`` or ``podman``.

    Raises :class:`NotHere` where none can be made.
    """
    bare.provide()
    if not (why := bare.why_not()):
        return "debootstrap"
    if (program := container.program()) is None:
        raise NotHere(f"{why}, and neither Docker nor Podman runs")
    return program


@contextmanager
def opened(case: Case, given: host.Settings) -> Iterator[System]:
    """A fresh machine for *case* with the host's settings and the project's history; gone afterwards."""
    how = kind()
    home = Script("", user=case.user).home
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        bundle(Path(folder) / BUNDLE)
        # Certificates are needed before anything can be had through a mirror of one's own.
        packages = [*readme.packages(), "ca-certificates"]
        if how == "debootstrap":
            base = bare.base(case.release.name, packages, cache())
            with bare.opened(base, given, home, cache()) as system:
                shutil.copy(Path(folder) / BUNDLE, system.root)
                yield system
        else:
            with container.opened(how, case.release.number, packages, given, home, Path(folder)) as running:
                yield running
