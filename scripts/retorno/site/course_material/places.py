"""Offering teaching products on the pages that have a place for them; only what was made."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from fnmatch import fnmatch
from functools import partial
from html import escape
from pathlib import Path

PLACE = re.compile(r'(<div class="teaching-place" data-of="([\w-]+)" data-words="([^"]*)">).*?(</div>)', re.S)
"""What the directive ``teaching`` leaves in a page."""

BESIDE = ("*.js", "*.css")
"""What stands beside a page of ours, and nobody opens by itself."""


def fill(staging: Path, edition: str, folder: Path, without: Sequence[str] = ()) -> None:
    """Fill the places of all pages of *edition* with links to what lies in *folder*, but for patterns of *without*."""
    for page in sorted((staging / edition).rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        if 'class="teaching-place"' not in text:
            continue
        up = os.path.relpath(folder, page.parent).replace(os.sep, "/")
        page.write_text(PLACE.sub(partial(_filled, folder, up, without), text), encoding="utf-8")


def _filled(folder: Path, up: str, without: Sequence[str], place: re.Match[str]) -> str:
    below = folder / place[2]
    found = sorted(path for path in below.iterdir() if path.is_file()) if below.is_dir() else []
    patterns = (*without, *BESIDE)
    files = [path for path in found if not any(fnmatch(path.name, pattern) for pattern in patterns)]
    links = "".join(_link(path, f"{up}/{place[2]}/{path.name}") for path in files)
    return f"{place[1]}{f'<ul>{links}</ul>' if links else f'<p>{escape(place[3])}</p>'}{place[4]}"


def _link(path: Path, address: str) -> str:
    size = path.stat().st_size / 1e6
    kept = "" if path.suffix == ".html" else " download"
    shown = f"{size:.1f} MB" if size >= 0.1 else f"{size * 1000:.0f} kB"
    return f'<li><a href="{escape(address)}"{kept}>{escape(path.name)}</a> ({shown})</li>'
