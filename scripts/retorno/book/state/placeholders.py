"""Places that are filled when a page is written, because they show what other pages gave."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform

from retorno.book.state import contributions
from retorno.evidence.wording import Words


class Placeholder(nodes.General, nodes.Element):
    """A place on a page; subclasses say in :meth:`fill` what stands there."""

    app: Sphinx

    @property
    def env(self) -> BuildEnvironment:
        """The environment of this build."""
        return self.app.env

    @property
    def book(self) -> contributions.Book:
        """The book as this build knows it."""
        return contributions.book(self.app)

    @property
    def words(self) -> Words:
        """The words of this edition."""
        return self.book.words

    def fill(self) -> Iterable[nodes.Node]:
        """The nodes that stand in this place."""
        raise NotImplementedError


class FillPlaces(SphinxPostTransform):
    """Fill every place of the page; references inside are resolved afterwards."""

    default_priority = 4

    def run(self, **_: Any) -> None:
        """Replace the places by what they show."""
        for place in list(self.document.findall(Placeholder)):
            place.app = self.app
            place.replace_self(list(place.fill()))


def cite(key: str) -> nodes.Node:
    """A citation of *key*, resolved like one that an author typed."""
    reference = addnodes.pending_xref("", refdomain="cite", reftype="p", reftarget=key, refexplicit=False, refwarn=True)
    reference += nodes.literal("", key)
    return reference


def page_link(docname: str, text: str = "") -> nodes.Node:
    """A link to a page that shows its title, or *text*."""
    reference = addnodes.pending_xref(
        "", refdomain="std", reftype="doc", reftarget=f"/{docname}", refexplicit=bool(text), refwarn=True
    )
    reference += nodes.inline("", text or docname)
    return reference
