"""The roles of the book: one module each, named as the role is.

A module defines ``ROLE``, which docutils calls. Most are a :class:`RegistryRole` with a
:class:`Reference` of its own, a placeholder that is filled when the page is written: a value may
come from any page. A new role is a new file; the checks know it by its name.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from typing import Any, ClassVar, TypedDict

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole
from sphinx.util.nodes import make_refnode

from retorno.book.state import entry_addresses
from retorno.book.state.book_build import BookPlaceholder
from retorno.checks.rules import headings
from retorno.project.problems import Problem, nearest

logger = logging.getLogger(__name__)


class Card(TypedDict):
    """The number card of a value: what a reader sees of it on hover, focus or tap."""

    value: str
    text: str
    rows: list[tuple[str, str]]


class Reference(BookPlaceholder):
    """A placeholder for something of the registry, by ``target`` (its id)."""

    kind: ClassVar[str]
    """What it is called where there is none of that id, and in the registry's list of what pages show."""

    def __init__(self, target: str = "", **attributes: Any) -> None:
        super().__init__("", target=target, **attributes)

    @property
    def target(self) -> str:
        """The id."""
        return str(self["target"])

    def known(self) -> Iterable[str]:
        """All ids that there are."""
        raise NotImplementedError

    def shown(self) -> tuple[str, str]:
        """The text, and where it is explained: a page, ``#`` and a place on it."""
        raise NotImplementedError

    def state(self) -> object:
        """The hash of all that is shown of it."""
        return self.book.digest_of((type(self).content, self.target), self.content)

    def content(self) -> object:
        """All that is shown of it."""
        raise NotImplementedError

    def card(self) -> Card | None:
        """Its number card; None where it has none or there is no such thing."""
        return None

    def uses(self) -> Iterable[str]:
        """What it is about."""
        return (f"{self.kind}:{self.target}",)

    def fill(self) -> Iterable[nodes.Node]:
        """The text with a link to where it is explained."""
        if self.target not in (known := list(self.known())):
            wrong = f"there is no {self.kind} “{self.target}”.{nearest(self.target, known)}"
            logger.warning(wrong, location=self, type="retorno", subtype=self.kind)
            return [nodes.problematic("", self.target)]
        text, address = self.shown()
        if id := self.entry():
            return [self._entry_link(id, text)]
        docname, _, identifier = address.partition("#")
        shown = nodes.inline("", text, classes=["registry", f"registry-{self.kind}"])
        # In headings and in the tables of contents the link would be in the way.
        if self._is_linked() or docname not in self.env.all_docs:
            return [shown]
        return [make_refnode(self.book.app.builder, self.env.docname, docname, identifier, shown, None)]

    def entry(self) -> str:
        """The id of the entry on whose own page it is explained; empty where there is no such page."""
        return ""

    def _entry_link(self, id: str, text: str) -> nodes.Node:
        """The text with a link to the page of an entry."""
        shown = nodes.inline("", text, classes=["registry", f"registry-{self.kind}"])
        if self._is_linked():
            return shown
        address = entry_addresses.from_page(self.book, self.env.docname, id)
        return nodes.reference("", "", shown, refuri=address, internal=True)

    def _is_linked(self) -> bool:
        node: nodes.Node = self
        while node.parent is not None:
            node = node.parent
            if isinstance(node, nodes.reference):
                return True
        return False

    def title_of(self, docname: str) -> str:
        """The title of a page; empty where there is no such page."""
        titles = self.env.titles
        return titles[docname].astext() if docname in titles else ""


class RegistryRole(SphinxRole):
    """A role that shows something of the registry."""

    def __init__(self, reference: type[Reference]) -> None:
        self.reference = reference

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Leave the placeholder."""
        reference = self.reference(self.text.strip())
        self.set_source_info(reference)
        return [reference], []


def setup(app: Sphinx) -> None:
    """Register every role."""
    for found in pkgutil.iter_modules(__path__):
        app.add_role(found.name, importlib.import_module(f"{__name__}.{found.name}").ROLE)
    app.connect("doctree-read", _keep_out_of_headings, priority=100)  # before Sphinx takes them for the contents


def _keep_out_of_headings(app: Sphinx, doctree: nodes.document) -> None:
    """``doctree-read``: a heading stands in the contents of other pages, where no value can be filled in."""
    for section in doctree.findall(nodes.section):
        for place in [one for title in section.findall(nodes.title) for one in title.findall(Reference)]:
            line = place.line or place.parent.line or 0
            problem = Problem(f"{app.env.docname}.md", line, place.target, *headings.VALUE)
            logger.warning("%s", problem, type="retorno", subtype="heading")
            place.replace_self(nodes.Text(place.target))
