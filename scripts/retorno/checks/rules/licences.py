"""The code, the text and every data set have a licence that readers can rely on.

LICENSE holds the licence of the code, LICENSE-CONTENT that of text and data. In
data/datapackage.json each licence has a name of the list that catalogues know (CC-BY-4.0,
ODbL-1.0, other-pd …: `policy/words/licences.toml`); where none fits, retorno:licence_note says what
the publisher allows. Each has a title too, which is what readers see.
"""

from __future__ import annotations

from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.checks.reading.descriptor import FILE, data_sets, line_of
from retorno.checks.reading.word_lists import listed
from retorno.evidence.catalogue import DataSet
from retorno.project.problems import Problem, nearest

SEVERITY = "error"
FILES = {"LICENSE": "the licence of the code", "LICENSE-CONTENT": "the licence of text and data"}


def check(content: Content) -> Iterator[Problem]:
    """Look for the two files, then at the names of the licences."""
    for name, right in FILES.items():
        path = content.project.root / name
        if not path.is_file() or not path.read_bytes().strip():
            yield Problem(name, 0, "", "the file is missing or empty", right)
    known = listed(content, "licences")
    for data_set in data_sets(content):
        yield from _data_set(content, data_set, known)


def _data_set(content: Content, data_set: DataSet, known: frozenset[str]) -> Iterator[Problem]:
    for licence in data_set.described.get("licenses", []):
        name = licence.get("name", "")
        if not str(licence.get("title") or "").strip():
            wrong, right = "the licence has no title", "the licence as a reader should see it, such as “CC BY 4.0”"
            line = line_of(content, data_set.name, "licenses")
            yield Problem(FILE, line, f"{data_set.name}, licenses, {name}", wrong, right)
        if data_set.about("licence_note").strip():
            continue
        if not name or (known and name not in known):
            line = line_of(content, data_set.name, "licenses")
            wrong = f"“{name}” is no known licence.{nearest(name, known)}" if name else "the licence has no name"
            right = "a name such as CC-BY-4.0 or other-pd, or a retorno:licence_note that says what is allowed"
            yield Problem(FILE, line, f"{data_set.name}, licenses", wrong, right)
