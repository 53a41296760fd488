"""Where an analysis finds its tables: in the project, beside itself, or at the address of the site.

An analysis that was taken away without its archive asks for the whole data package once, and unpacks it into
the folder ``retorno-data`` beside itself, where everybody can see it.
"""

from __future__ import annotations

import io
import zipfile
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from urllib.request import urlopen

from retorno.project.paths import Project
from retorno.project.problems import UsageError

FOLDER = "retorno-data"
ARCHIVE = f"{FOLDER}.zip"
SECONDS = 60
"""How long the site may take to answer."""


def project(start: Path) -> Project:
    """The project around *start*, or a copy of the data package that the site publishes.

    Raises :class:`UsageError` where there is neither.
    """
    try:
        return Project.containing(start)
    except UsageError as error:
        folder = start / FOLDER
        if not (folder / "data" / "datapackage.json").is_file():
            _fetch(start, error)
        return Project(folder)


def site() -> str:
    """Where the book is published, as the installed package says; empty where it is not installed."""
    try:
        urls = metadata("retorno").get_all("Project-URL") or []
    except PackageNotFoundError:
        return ""
    named = dict(url.split(", ", 1) for url in urls)
    return str(named.get("Site", "")).rstrip("/")


def _fetch(start: Path, missing: UsageError) -> None:
    """Get the data package; *missing* is told where it cannot be had."""
    if not site():
        raise missing
    address = f"{site()}/data/{ARCHIVE}"
    print(f"There are no tables here; fetching {address} into {start / FOLDER} …")
    try:
        with urlopen(address, timeout=SECONDS) as answer:
            archive = zipfile.ZipFile(io.BytesIO(answer.read()))
            archive.extractall(start)
    except (OSError, zipfile.BadZipFile) as error:
        raise UsageError(f"{missing} And {address} could not be fetched: {error}.") from error
