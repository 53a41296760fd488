"""An address that stands in a table or in teaching material is whole, and leads by https.

A reader who is at risk taps an address of data/help-organisations.csv on a network that is not hers: without https,
whoever runs that network sees what she reads, and can change it. An address without https:// leads nowhere, one with
a blank in it somewhere else. What was only ever seen under http:// is listed by its site in
`policy/words/kept-addresses.toml`. Addresses on pages are looked at by
the rule on links; those of the bibliography stay as the copy that was read had them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from retorno.checks.reading.content import Content
from retorno.checks.reading.word_lists import listed
from retorno.project import documents
from retorno.project.csv_tables import records
from retorno.project.problems import Problem
from retorno.teaching.sources import FOLDER

SEVERITY = "error"
PLAIN = re.compile(r"(?<![\w/-])http://(?!localhost|127\.0\.0\.1)[^\s)>\]},\"”]+", re.I)
ADDRESS = re.compile(r"https?://[^\s/.]+(?:\.[^\s/.]+)+(?:[/?#]\S*)?", re.I)
HTTPS = "the address with https://, if the site answers there"
MOSTLY = 0.5
"""The part of the cells of a column from which on it is one of addresses."""


def check(content: Content) -> Iterator[Problem]:
    """Look for addresses without encryption, then at the columns of addresses."""
    known, root = listed(content, "kept-addresses"), content.project.root
    paths = [*sorted((root / "data").glob("*.csv")), content.project.descriptor]
    for path in [*paths, *sorted((root / FOLDER).rglob("*.yml"))]:
        file = content.project.relative(path)
        text = documents.text(path, file) if path.is_file() else ""
        for number, line in enumerate(text.split("\n") if PLAIN.search(text) else (), start=1):
            for match in PLAIN.finditer(line):
                if _site(match[0]) not in known:
                    yield Problem(file, number, match[0], "the address is not encrypted", HTTPS)
    for path in sorted((root / "data").glob("*.csv")):
        yield from _columns(content.project.relative(path), list(records(path)))


def _columns(file: str, rows: list[tuple[int, dict[str, str]]]) -> Iterator[Problem]:
    """Cells of a column of addresses that are none."""
    for column in dict.fromkeys(name for _, row in rows for name in row):
        cells = [(line, row.get(column, "").strip()) for line, row in rows if row.get(column, "").strip()]
        if sum(cell.startswith("http") for _, cell in cells) > MOSTLY * len(cells):
            for line, cell in cells:
                if not ADDRESS.fullmatch(cell):
                    wrong = f"“{cell}” is no address, as the other cells of this column are"
                    yield Problem(file, line, f"column {column}", wrong, "https://, the site and the page, no blanks")


def _site(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
