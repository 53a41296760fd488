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
            for key, place in _of_row(record):
                yield content.project.relative(path), line, key, place


COLUMNS = {"paragraph_2008": "iom2008dialogue", "section_2017": "iom2017integrated"}
"""Columns of places in one text, and its key."""


def _of_row(record: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Key and place of each citation in a row: source and locator, source and a place in it, a column for one text."""
    place = record.get("locator") or (record.get("place", "") if "statement" in record else "")
    if record.get("source") and place:
        yield record["source"], place
    yield from ((key, record[column]) for column, key in COLUMNS.items() if record.get(column))


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
