"""What in the book treats a part of the two texts, below that part; and all parts, with those that nothing treats.

The directive ``treated`` names a text and a part::

    :::{treated} iom2008dialogue ¶ 3
    :::

``coverage`` names a text, and lists the parts for which a page has a ``treated``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from retorno.book.roles.claim import ClaimReference
from retorno.book.state.book_build import BookPlaceholder, Build
from retorno.book.state.node_builders import Cell, bullets, joined, page_link, paragraph, table
from retorno.evidence.text_parts import TEXTS, Coverage, Treated, coverage
from sphinx_content_freshness.freshness import Freshness


def of_book(book: Build) -> Coverage:
    """What treats each part, in this build; pages that the book does not have are left out."""
    found = coverage(book.project, book.stated.values())  # a part is known by how the register names it
    for treated in found.values():
        treated.pages = [name for name in treated.pages if name in book.env.all_docs]
        treated.exercises = [name for name in treated.exercises if name in book.env.all_docs]
    return found


class TreatedPlace(BookPlaceholder):
    """What treats the ``part`` of ``text``."""

    def __init__(self, text: str = "", part: str = "", **attributes: Any) -> None:
        super().__init__("", text=text, part=part, **attributes)

    @property
    def treated(self) -> Treated:
        """What treats it."""
        return self.book.once(of_book).get((self["text"], self["part"]), Treated())

    def fill(self) -> Iterable[nodes.Node]:
        """One line for each kind of thing, or that there is nothing yet."""
        say = self.words.say
        treated = self.treated
        lines: list[tuple[str, list[nodes.Node]]] = [
            (say("Chapters:"), [page_link(name, self._title(name)) for name in treated.pages]),
            (say("Exercises:"), [page_link(name, self._title(name)) for name in treated.exercises]),
            (say("Claims:"), [ClaimReference(id) for id in treated.claims]),
        ]
        told = [[nodes.strong("", name), nodes.Text(" "), *joined(links, "; ")] for name, links in lines if links]
        yield bullets(told or [say("No chapter treats this part yet.")])

    def state(self) -> object:
        """The pages with their titles, and the claims as they are shown."""
        treated = self.treated
        names = [*treated.pages, *treated.exercises]
        claims = [self.state_of(ClaimReference(id)) for id in treated.claims]
        return [(name, self._title(name)) for name in names], len(treated.pages), claims

    def uses(self) -> Iterable[str]:
        """The claims."""
        return [f"claim:{id}" for id in self.treated.claims]

    def _title(self, docname: str) -> str:
        return self.book.env.titles[docname].astext()


class CoveragePlace(BookPlaceholder):
    """All parts of a ``text``, and by how much each is treated."""

    def __init__(self, text: str = "", **attributes: Any) -> None:
        super().__init__("", text=text, **attributes)

    def fill(self) -> Iterable[nodes.Node]:
        """A sentence that counts, and a table."""
        say, rows = self.words.say, self._rows()
        without = [self.words.text(part) for part, _, treated in rows if not treated]
        counted = say(
            "{treated} of {all} parts are treated in a chapter, a claim or an exercise.",
            treated=len(rows) - len(without),
            all=len(rows),
        )
        missing = say("Nothing treats: {parts}.", parts=", ".join(without)) if without else ""
        yield paragraph(" ".join(filter(None, (counted, missing))))
        header = [say(name) for name in ("Part", "Chapters", "Exercises", "Claims")]
        yield table(header, [self._row(*row) for row in rows], classes=["data", "numbers"])

    def _rows(self) -> list[tuple[str, str, Treated]]:
        """Each part with the page that has a place for it, in the order of the book."""
        fresh, found = Freshness.of(self.env), self.book.once(of_book)
        places = [
            (str(place["part"]), name)
            for name in self.book.order
            for place in sorted(fresh.shown(name), key=lambda one: int(one.get("position", 0)))
            if isinstance(place, TreatedPlace) and place["text"] == self["text"]
        ]
        return [(part, name, found.get((self["text"], part), Treated())) for part, name in places]

    def _row(self, part: str, docname: str, treated: Treated) -> list[Cell]:
        counts = (len(treated.pages), len(treated.exercises), len(treated.claims))
        return [page_link(docname, self.words.text(part)), *(str(count) if count else "–" for count in counts)]

    def state(self) -> object:
        """The parts and what treats them."""
        return [(part, name, repr(treated)) for part, name, treated in self._rows()]


class TreatedDirective(SphinxDirective):
    """``treated``: leave the place."""

    required_arguments = 2
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """One place, which knows its position on the page."""
        text, part = self.arguments
        if text not in TEXTS:
            raise self.error(f"there is no text “{text}”: {' or '.join(TEXTS)}")
        return [TreatedPlace(text, " ".join(part.split()), position=self.lineno)]


class CoverageDirective(SphinxDirective):
    """``coverage``: leave the place."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """One place."""
        return [CoveragePlace(self.arguments[0])]


DIRECTIVES = {"treated": TreatedDirective, "coverage": CoverageDirective}
