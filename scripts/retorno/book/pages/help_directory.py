"""Where help is to be found: the data set `help-organisations` as entries that a small screen can show."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from itertools import groupby

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from retorno.book.state import contributions
from retorno.book.state.node_builders import bullets, web_link
from retorno.evidence.wording import Words

DATA_SET = "help-organisations"


class HelpDirectory(SphinxDirective):
    """``help-directory``: the organisations, one list a country; the page depends on the table."""

    def run(self) -> list[nodes.Node]:
        """Read the table and show it in its order."""
        catalogue = contributions.book(self.env.app).catalogue
        if DATA_SET not in catalogue:
            raise self.error(f"there is no data set “{DATA_SET}” in data/datapackage.json")
        path = catalogue[DATA_SET].path
        self.env.note_dependency(str(path))
        contributions.page(self.env).uses.add(f"dataset:{DATA_SET}")
        with path.open(encoding="utf-8", newline="") as stream:
            return list(listed(csv.DictReader(stream), contributions.book(self.env.app).words))


def listed(rows: Iterable[dict[str, str]], words: Words) -> Iterator[nodes.Node]:
    """A heading and a list for each country, in the order of *rows*."""
    for country, organisations in groupby(rows, key=lambda row: row["country"]):
        yield nodes.rubric("", words.say(country))
        yield bullets([list(_entry(row, words)) for row in organisations])


def _entry(row: dict[str, str], words: Words) -> Iterator[nodes.Node]:
    say = words.say
    yield nodes.strong("", row["organisation"])
    yield nodes.Text(f" ({say(row['kind'])}). {say(row['does'])} {say('Languages:')} {say(row['languages'])}.")
    if row["telephone"]:
        yield from (nodes.Text(f" {say('Telephone:')} "), nodes.strong("", row["telephone"]), nodes.Text("."))
    if row["website"]:
        yield from (nodes.Text(f" {say('Address:')} "), web_link(row["website"]), nodes.Text("."))
    page = say("page of {date}", date=row["page_date"]) if row["page_date"] else say("undated page")
    yield from (nodes.Text(f" {say('Read on {date}:', date=row['checked'])} "), web_link(row["page"], page))
    yield nodes.Text(f", {say(row['read'])}.")
