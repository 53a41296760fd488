"""Nothing of a draft is left to fill in.

`make new` writes a start, and where something was not answered, “(to fill in: what it is)”. Put what
is asked for in its place, brackets included; or take the sentence out, if there is nothing to say. The same
holds for what a writer leaves for later: TODO, FIXME, TBC, XXX or a question in square brackets; and for the
lines with which git marks two versions between which somebody has to choose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.project.documents import line_at
from retorno.project.problems import Problem

SEVERITY = "error"

LATER = re.compile(
    r"\b(?-i:TODO|FIXME|TBC|TBD|XXX+)\b|\[(?:source|check|who|when|which|quelle|fuente)\b[^\]\n]*\?\](?![(\[])", re.I
)
TWO_VERSIONS = re.compile(r"^(?:<{7}|>{7}) .*$", re.M)
OPEN = re.compile(r"\(to fill in: (?P<what>[^()\n]*)\)")
FILES = ("data/datapackage.json", "references.bib")


def check(content: Content) -> Iterator[Problem]:
    """Look for what is open in the pages, the tables, their descriptions and the bibliography."""
    for page in content.pages:
        if page.name not in content.made:  # told where it is described
            yield from _open(page.file, page.text)
            for number, line in enumerate(page.bare.split("\n"), start=1):
                for match in LATER.finditer(line):
                    wrong, right = "a note of the writer stands on the page", "what it asks for, or nothing"
                    yield Problem(page.file, number, f"“{match[0]}”", wrong, right)
        for cell in page.cells:
            for number, line in enumerate(cell.text.split("\n"), start=cell.body_line):
                if (left := LATER.search(line)) and "#" in line[: left.start()]:
                    wrong, right = "a note of the writer stands in the code", "what it asks for, or nothing"
                    yield Problem(page.file, number, f"“{left[0]}”", wrong, right)
    root = content.project.root
    paths = [*(root / name for name in FILES), *sorted(content.project.data.glob("*.csv"))]
    for path in paths:
        if path.is_file():
            yield from _open(content.project.relative(path), path.read_text(encoding="utf-8", errors="replace"))


def _open(file: str, text: str) -> Iterator[Problem]:
    for match in TWO_VERSIONS.finditer(text):
        wrong, right = "git left two versions of these lines", "one of the two, without the lines that mark them"
        yield Problem(file, line_at(text, match.start()), f"“{match[0]}”", wrong, right)
    for match in OPEN.finditer(text):
        yield Problem(file, line_at(text, match.start()), "", "this is still to be filled in", match["what"])
