"""The number of a release, written wherever the project tells its version.

In the changelog of the code it becomes the head of what was not yet released.
"""

from __future__ import annotations

import re
from pathlib import Path

from retorno.project.paths import Project
from retorno.project.problems import ContentError, Problem

PLACES = (
    ("pyproject.toml", r'(?m)^(version = ")[^"\n]*(")', "version"),
    ("uv.lock", r'(?m)(^name = "retorno"\nversion = ")[^"\n]*(")', "version"),
    ("CITATION.cff", r"(?m)^(version: )\S+()$", "version"),
    ("CITATION.cff", r"(?m)^(date-released: )\S+()$", "date"),
    ("data/datapackage.json", r'(\A\{[^\[\]]*?\n  "version": ")[^"\n]*(")', "version"),
    ("README.md", r"(?m)^(> [^\n]*\* Version )[\d.]*\d(\. )", "version"),
    ("README.md", r"(?m)^(> [^\n(]+ \()\d{4}(\)\. )", "year"),
    ("CHANGELOG.md", r"(?m)^(## Not yet released\n\n)(- )", "section"),
)
"""The files that tell the version or its date, and the place in each."""


def write(project: Project, version: str, date: str) -> list[Path]:
    """Write *version* (such as ``v0.2.0``) and its *date* (ISO 8601) into each file that is there; returns them.

    Raises ``ContentError`` where a file has no such place.
    """
    number = version.removeprefix("v")
    told = {"version": number, "date": date, "year": date[:4], "section": f"## {number} ({date})\n\n"}
    texts: dict[str, str] = {}
    for file, place, what in PLACES:
        if (project.root / file).is_file():
            text = texts.get(file) or (project.root / file).read_text(encoding="utf-8")
            texts[file], times = re.subn(place, rf"\g<1>{told[what]}\g<2>", text, count=1)
            if not times:
                raise ContentError(Problem(file, 0, "", f"the file does not tell its {what}", "a line for it"))
    for file, text in texts.items():
        (project.root / file).write_text(text, encoding="utf-8", newline="\n")
    return [project.root / file for file in texts]
