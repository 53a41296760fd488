"""Places on a page that show what other pages or files give: filled when the page is written.

A placeholder says in :meth:`~Placeholder.fill` what stands in its place, and in
:meth:`~Placeholder.state` what that is made of. :mod:`freshness` notes the
placeholders of every page, and has a page written anew when the state of one of them is another.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform


class Placeholder(nodes.General, nodes.Element):
    """A place on a page. Its attributes, which must be hashable, say what of; subclasses say the rest."""

    env: BuildEnvironment
    """The environment of this build; there before anything is asked of the placeholder."""

    def fill(self) -> Iterable[nodes.Node]:
        """The nodes that stand in this place; placeholders among them are filled in their turn."""
        raise NotImplementedError

    def state(self) -> object:
        """All that decides what stands here, besides the attributes: something whose ``repr`` tells it apart."""
        raise NotImplementedError


class FillPlaces(SphinxPostTransform):
    """Fill every place of the page; references inside are resolved afterwards."""

    default_priority = 4

    def run(self, **_: Any) -> None:
        """Replace the places by what they show, until none is left."""
        while places := list(self.document.findall(Placeholder)):
            for place in places:
                place.env = self.env
                place.replace_self(list(place.fill()))


def setup(app: Sphinx) -> None:
    """Fill the places of every page that is written."""
    app.add_post_transform(FillPlaces)
