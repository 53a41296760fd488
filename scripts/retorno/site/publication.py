"""The site takes its place in one step: at every moment it is the old one or the new one.

The new site is put together beside the old one and changes places with it. Where the system
cannot exchange two folders there are two renames; a build that is killed between them has left
the old site aside, and the next one puts it back before it does anything else.
"""

from __future__ import annotations

import filecmp
import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from retorno.project.swap import swap


def publish(staging: Path, site: Path, left_out: Sequence[str] = ()) -> None:
    """Put the files of *staging*, but for those that a pattern of *left_out* matches, in the place of *site*.

    All of them, or none. A file that is the same as the published one is linked, not copied.
    """
    recover(site)
    fresh = _beside(site, "new")

    def place(source: str, target: str) -> None:
        published = site / Path(target).relative_to(fresh)
        if published.is_file() and filecmp.cmp(source, published, shallow=False):
            with suppress(OSError):  # not every file system has links
                os.link(published, target)
                return
        shutil.copy2(source, target)

    shutil.copytree(staging, fresh, copy_function=place, ignore=shutil.ignore_patterns(*left_out))
    _open_to_readers(fresh)
    replace(fresh, site)


def _open_to_readers(folder: Path) -> None:
    """Let every user of the machine read what is published, a web server too, whatever the builder's umask."""
    for path, _, names in os.walk(folder):
        os.chmod(path, 0o755)
        for name in names:
            file = os.path.join(path, name)
            if os.stat(file).st_mode & 0o777 != 0o644:
                os.chmod(file, 0o644)


def replace(fresh: Path, site: Path) -> None:
    """Put the folder *fresh* in the place of *site*, and take away what was there."""
    if not site.exists():
        fresh.rename(site)
    elif swap(fresh, site):
        _remove(fresh)
    else:
        old = _beside(site, "old")
        site.rename(old)
        fresh.rename(site)
        _remove(old)


def recover(site: Path) -> None:
    """Put back what a build that was killed has put aside, and clear away what it left behind."""
    old = _beside(site, "old")
    if old.exists() and not site.exists():
        old.rename(site)
    for left_over in (_beside(site, "new"), old):
        _remove(left_over)


def _beside(site: Path, word: str) -> Path:
    return site.with_name(f"{site.name}.{word}")


def _remove(path: Path) -> None:
    shutil.rmtree(path, ignore_errors=True)
