"""The citations that name a place in their source, on pages and in tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.checks.reading.content import Content, Page
from retorno.project.csv_tables import records
from retorno.project.documents import line_at

CITED = re.compile(r"\{cite(?::\w+)?\}`(?P<key>[\w-]+)`,(?P<rest>(?:(?!\n[ \t]*\n|\{cite|\||\.\s+[A-Z“]).)*)", re.S)


def located(content: Content) -> Iterator[tuple[str, int, str, str]]:
    """File, line, key and locator of each citation that names a place."""
    for page in content.pages:
        yield from _on_page(page)
    for path in sorted(content.project.data.glob("*.csv")):
        for line, record in records(path):
            if record.get("source") and record.get("locator"):
                yield content.project.relative(path), line, record["source"], record["locator"]


def _on_page(page: Page) -> Iterator[tuple[str, int, str, str]]:
    for match in CITED.finditer(page.visible):
        yield page.file, line_at(page.visible, match.start()), match["key"], " ".join(_inside(match["rest"]).split())


def _inside(rest: str) -> str:
    """What follows a key, up to the parenthesis that closes the citation."""
    depth = 0
    for position, sign in enumerate(rest):
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            return rest[:position]
    return rest
