"""Nobody can be written to or rung up by what the book says of them.

An address of mail or a telephone number in a text may be that of somebody who came back, and a page is read by
everybody. Organisations that help have theirs in `data/help-organisations.csv`, whom the book itself is reached by
stands in `policy/contact.toml`. Addresses of `example.org` and the like are nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.project.documents import line_at
from retorno.project.problems import Problem

SEVERITY = "error"

MAIL = re.compile(r"(?<![\w.+/-])[\w.+-]+@(?!example\.)[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b", re.I)
TELEPHONE = re.compile(r"(?<![\w+./=-])\+\d{1,3}[ -]?(?:\(?\d{1,4}\)?[ -]?){2,5}\d{2,}(?![\w/-])")
KINDS = ((MAIL, "an address of mail"), (TELEPHONE, "a telephone number"))
RIGHT = "an organisation's public address, in data/help-organisations.csv; nothing by which one person is found"
PUBLIC = "help-organisations.csv"


def check(content: Content) -> Iterator[Problem]:
    """Look in the pages, in the teaching material and in the tables."""
    project = content.project
    for page in content.pages:
        if page.name not in content.made:
            yield from _found(page.file, page.text)
    files = [*sorted(project.chapters.rglob("*.yml")), *sorted(project.data.glob("*.csv"))]
    for path in files:
        if path.is_file() and path.name != PUBLIC:
            yield from _found(project.relative(path), path.read_text(encoding="utf-8", errors="replace"))


def _found(file: str, text: str) -> Iterator[Problem]:
    for pattern, called in KINDS:
        for match in pattern.finditer(text):
            yield Problem(file, line_at(text, match.start()), called, "somebody could be found by this", RIGHT)
