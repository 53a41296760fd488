"""The pages of the data sets, which nobody writes: each is made of the description in ``data/datapackage.json``.

The build puts them into ``chapters/reference/data/``, since Sphinx reads pages from files; git is
told to pass over them, and ``_toc.yml`` takes all that stand there. The checks know them without
any file.
"""

from __future__ import annotations

import re
from pathlib import Path

from retorno.evidence.findings import ID
from retorno.project import boundary
from retorno.project.documents import json_document
from retorno.project.paths import DATA_PAGES, Project
from retorno.project.problems import ContentError

MARK = "% Made by the build from data/datapackage.json: a change belongs there, and here it would be lost.\n"
"""The first line of each, by which the build knows what it may replace."""

MARKUP = re.compile(r"([\\`*_{}\[\]<>$&|~^#])")
"""What Markdown could take for more than a letter of a title."""


def catalogue_pages(project: Project) -> dict[str, str]:
    """The source of the page of each data set, by document name; none where the description cannot be read.

    What is wrong with the description is told by the rules on it.
    """
    try:
        package = json_document(project.descriptor, "data/datapackage.json")
    except (ContentError, OSError):
        return {}
    resources = package.get("resources") if isinstance(package, dict) else None
    made = {}
    for resource in resources if isinstance(resources, list) else []:
        name = resource.get("name") if isinstance(resource, dict) else None
        if isinstance(name, str) and ID.fullmatch(name):
            made[f"{DATA_PAGES}{name}"] = _page(name, str(resource.get("title") or name))
    return made


def _page(name: str, title: str) -> str:
    heading = MARKUP.sub(r"\\\1", " ".join(title.split()))
    return f"{MARK}\n(data-{name})=\n# {heading}\n\n:::{{data-set}} {name}\n:::\n"


def is_made(path: Path) -> bool:
    """Whether the build made the file at *path*."""
    with path.open("rb") as file:
        return file.read(len(MARK.encode())) == MARK.encode()


def write(project: Project) -> None:
    """Put the pages where Sphinx finds them, and take away those of data sets that are gone.

    A file that is as it should be is left alone, and so is one that somebody wrote, which the checks tell of.
    """
    folder = project.root / DATA_PAGES
    if boundary.refusal(project.root, folder):
        return
    pages = {project.root / f"{name}.md": text for name, text in catalogue_pages(project).items()}
    for path in folder.glob("*.md"):
        if path not in pages and path.is_file() and is_made(path):
            path.unlink()
    for path, text in pages.items():
        if path.is_symlink() or (path.exists() and not (path.is_file() and is_made(path))):
            continue
        if not path.exists() or path.read_bytes() != text.encode():
            folder.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
