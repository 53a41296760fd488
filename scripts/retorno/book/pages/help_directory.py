"""Where help is to be found: the data set `help-organisations` as entries that a small screen can show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import OptionSpec

from retorno.book.state.node_builders import bullets, paragraph, web_link
from retorno.book.state.page_languages import words_of
from retorno.book.values.shown_tables import shown_table
from retorno.evidence.wording import Words

DATA_SET = "help-organisations"


class HelpDirectory(SphinxDirective):
    """``help-directory``: the organisations, one list a country; ``:country:`` shows those of one.

    ``:countries:`` chooses several, and ``:brief:`` leaves no more than the name and how to reach it.

    The page depends on the table.
    """

    option_spec: ClassVar[OptionSpec] = {
        "country": directives.unchanged_required,
        "countries": directives.unchanged_required,
        "brief": directives.flag,
    }

    def run(self) -> list[nodes.Node]:
        """Read the table and show it in its order."""
        _, rows = shown_table(self, DATA_SET)
        country = self.options.get("country", "")
        shown = of_country(rows, country)
        if not shown:
            raise self.error(f"the data set “{DATA_SET}” has no entry for “{country}”: name a country that it has")
        words = words_of(self.env, self.env.docname)
        if "brief" not in self.options:
            return list(listed(shown, words))
        chosen = [name.strip() for name in self.options.get("countries", "").split(",") if name.strip()]
        if unknown := [name for name in chosen if not of_country(rows, name)]:
            raise self.error(f"the data set “{DATA_SET}” has no entry for “{unknown[0]}”: name a country that it has")
        return list(reachable(shown, chosen, words))


def of_country(rows: Iterable[dict[str, str]], country: str) -> list[dict[str, str]]:
    """The rows of *country*, in their order; all of them where it is empty."""
    return [row for row in rows if not country or row["country"] == country]


def listed(rows: Iterable[dict[str, str]], words: Words) -> Iterator[nodes.Node]:
    """A heading and a list for each country, in the order of *rows*."""
    for country, organisations in groupby(rows, key=lambda row: row["country"]):
        yield nodes.rubric("", words.say(country))
        yield bullets([list(_entry(row, words)) for row in organisations])


def reachable(rows: Iterable[dict[str, str]], countries: Sequence[str], words: Words) -> Iterator[nodes.Node]:
    """By country, in the order given, who can be called or looked up: name, telephone, address, and no more."""
    rows = list(rows)
    for country in countries:
        met = [row for row in of_country(rows, country) if row["telephone"] or row["website"]]
        if met:
            yield paragraph(nodes.strong("", words.say(country)))
            yield bullets([list(_brief(row, words)) for row in met])


def _brief(row: dict[str, str], words: Words) -> Iterator[nodes.Node]:
    official = f" ({words.say(row['kind'])})" if row["kind"] == "official" else ""
    yield nodes.Text(f"{words.say(row['organisation'])}{official}: ")
    yield nodes.strong("", row["telephone"]) if row["telephone"] else web_link(row["website"], _bare(row["website"]))


def _bare(address: str) -> str:
    """An address as people say it to each other."""
    return address.partition("://")[2].removeprefix("www.").rstrip("/")


def _entry(row: dict[str, str], words: Words) -> Iterator[nodes.Node]:
    say = words.say
    yield nodes.strong("", say(row["organisation"]))
    yield nodes.Text(f" ({say(row['kind'])}). {say(row['does'])} {say('Languages:')} {say(row['languages'])}.")
    if row["telephone"]:
        yield from (nodes.Text(f" {say('Telephone:')} "), nodes.strong("", row["telephone"]), nodes.Text("."))
    if row["website"]:
        yield from (nodes.Text(f" {say('Address:')} "), web_link(row["website"]), nodes.Text("."))
    page = say("page of {date}", date=row["page_date"]) if row["page_date"] else say("undated page")
    yield from (nodes.Text(f" {say('Read on {date}:', date=row['checked'])} "), web_link(row["page"], page))
    yield nodes.Text(f", {say(row['read'])}.")


DIRECTIVES = {"help-directory": HelpDirectory}
